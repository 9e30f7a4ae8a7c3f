//! The loss of many meetings of a source at once. Pure.
//!
//! An administrator who unpublishes a component takes all of its meetings from the list, and none of them need be cancelled. So a loss in
//! mass waits for the operator, as that of consultations does. Meetings that go with their consultation are not counted here: what becomes of
//! it becomes of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::meetings;
use passerelle_connectors::Listing;
use passerelle_model::{Consultation, ConsultationId, MeetingId, SpaceKind};
use passerelle_store::Known;

use super::{Fresh, Reading, Standing, standing};

/// The number of meetings that a source has, and of those that are missing; only those that lie ahead, or lay ahead when they were first missing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) missing: usize,
    pub(super) all: usize,
}

/// The meetings that are missing now of all that are known and whose consultation is listed. Events are counted one by one as what they are.
pub(super) fn of_meetings(
    known: &BTreeMap<ConsultationId, Known>,
    fresh: &[Fresh],
    reading: &Reading,
    told: &HashSet<MeetingId>,
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
        if list.is_none() && is_absent(known, reading) {
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
            loss.missing += usize::from(is_missing && !told.contains(&meeting.id));
        }
    }
    loss
}

/// Returns what a source that says that nothing changed lists of consultations whose meetings were missing last time: the same again.
pub(super) fn lists_again(
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

/// Returns whether a consultation is not listed itself.
fn is_absent(known: &Known, reading: &Reading) -> bool {
    reading.unwanted.contains(&known.kind)
        || !reading.unusable.contains(&known.id)
            && !reading.listing.is_fallen(known.id)
            && matches!(
                standing(known, &reading.listing),
                Standing::Missing | Standing::Withdrawn
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
