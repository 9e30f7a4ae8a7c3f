//! The loss of many meetings of a source at once. Pure.
//!
//! An administrator who unpublishes a component removes all of its meetings from the list, though none of them may be cancelled. So the loss of many
//! meetings is held until the operator confirms it, as that of consultations is. Meetings that are gone with their consultation do not count here:
//! they share its fate.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::meetings;
use passerelle_connectors::Listing;
use passerelle_model::{Consultation, ConsultationId, MeetingId, SpaceKind};
use passerelle_store::Known;

use super::{Fresh, NormalizedHarvest, Presence, presence};

/// The number of meetings that a source has, and of those that are missing; only those that lie ahead, or lay ahead when they were first missing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) missing: usize,
    pub(super) all: usize,
}

/// Counts the known meetings whose consultation is listed, and those of them that are missing now. Events do not count here, but as consultations.
pub(super) fn of_meetings(
    known: &BTreeMap<ConsultationId, Known>,
    fresh: &[Fresh],
    harvest: &NormalizedHarvest,
    listed_meetings: &HashSet<MeetingId>,
    now: DateTime<Utc>,
) -> Loss {
    let mut lists: HashMap<ConsultationId, &Fresh> = HashMap::new();
    for fresh in fresh {
        lists.entry(fresh.consultation.id).or_insert(fresh);
    }
    let mut loss = Loss::default();
    for known in known
        .values()
        .filter(|known| known.kind != SpaceKind::Event)
    {
        let Some(consultation) = &known.consultation else {
            continue;
        };
        let list = lists.get(&known.id).copied();
        if list.is_none() && is_absent(known, harvest) {
            continue;
        }
        let complete = list.filter(|list| list.meetings_complete);
        let listed: Option<BTreeSet<MeetingId>> = complete.map(|list| ids(&list.consultation));
        let counted = consultation.meetings.iter();
        for meeting in
            counted.filter(|meeting| meetings::counts(meeting, consultation.timezone, now))
        {
            loss.all += 1;
            let is_missing = listed
                .as_ref()
                .map_or(meeting.history.missing_polls > 0, |listed| {
                    !listed.contains(&meeting.id)
                });
            loss.missing += usize::from(is_missing && !listed_meetings.contains(&meeting.id));
        }
    }
    loss
}

/// Returns the consultations whose meetings were missing last time, as a source that says that nothing changed lists them again.
pub(super) fn repeated_lists(
    known: &BTreeMap<ConsultationId, Known>,
    listing: &Listing,
) -> Vec<Fresh> {
    if *listing != Listing::Unchanged {
        return Vec::new();
    }
    let listed = known.values().filter(|known| known.missing_polls == 0);
    listed
        .filter_map(|known| {
            let mut consultation = known.consultation.clone()?;
            let all = consultation.meetings.len();
            consultation
                .meetings
                .retain(|meeting| meeting.history.missing_polls == 0);
            (consultation.meetings.len() < all).then_some(Fresh {
                consultation,
                meetings_complete: true,
                unread: BTreeSet::new(),
            })
        })
        .collect()
}

/// Returns whether a consultation is itself not listed.
fn is_absent(known: &Known, harvest: &NormalizedHarvest) -> bool {
    harvest.unwanted.contains(&known.kind)
        || !harvest.unusable.contains(&known.id)
            && !harvest.listing.is_fallen(known.id)
            && matches!(
                presence(known, &harvest.listing),
                Presence::Missing | Presence::Withdrawn
            )
}

fn ids(consultation: &Consultation) -> BTreeSet<MeetingId> {
    consultation
        .meetings
        .iter()
        .map(|meeting| meeting.id)
        .collect()
}

#[cfg(test)]
mod tests;
