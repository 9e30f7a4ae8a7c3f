//! Reconciliation: what a poll changes, given what the store knows of a source and what was read of it now. Pure. It holds all rules by which a bad
//! day of a source does not become one of the gateway.
//!
//! - A consultation that is listed is new, changed, unchanged in other bytes or by other rules than those of an earlier release, or unchanged.
//! - A source that says that nothing changed repeats its last list: what was missing from that one is missing again.
//! - A source that lists only changes also lists what it withdrew: that is withdrawn at once, and the rest stays as it was.
//! - A source that lists only its latest consultations says which ones fell off the end of the list: these stay as they were, and any others that the
//!   list lacks are missing.
//! - A consultation that is listed and could not be read as a whole keeps what is known of the parts that could not be read.
//! - What a complete list lacks is missing. What two complete lists in a row lack, an hour or more apart, is withdrawn. What an incomplete list lacks
//!   stays as it was.
//! - A meeting that the source now lists with another of its consultations has moved there: it is dropped where it was, and is not missing.
//! - An event of a calendar that is over may leave its list. One that lies ahead and is gone is shown as no longer announced for thirty days, then
//!   withdrawn.
//! - If more than a third of a source is missing at once (and at least three; of events only those that lie ahead count), nothing is withdrawn until
//!   the operator confirms it or it is back. The same rule applies to the meetings that lie ahead of consultations that are still listed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};

use passerelle_connectors::Listing;
use passerelle_model::{
    Consultation, ConsultationId, Held, History, MeetingId, Part, PollOutcome, SpaceKind,
};
use passerelle_normalize::fingerprint;
use passerelle_store::{Known, Write};

use super::grace::LossVerdict;
use super::meetings::{self, Rules};

mod events;
mod loss;
mod partial;
mod restated;

use events::EventAbsence;

/// One consultation as it was read.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    /// The consultation; the histories of its meetings are ignored.
    pub(super) consultation: Consultation,
    /// `true` if all of its meetings were read.
    pub(super) meetings_complete: bool,
    /// The parts of it that could not be read.
    pub(super) unread: BTreeSet<Part>,
}

/// A harvest after normalization.
#[derive(Debug, Clone, Default)]
pub(super) struct NormalizedHarvest {
    /// The consultations that can be relayed. If an id is given twice, the first one counts.
    pub(super) fresh: Vec<Fresh>,
    /// The consultations that are listed and cannot be relayed as they are now. What is known of them stays.
    pub(super) unusable: BTreeSet<ConsultationId>,
    /// The part of the source that the harvest covers.
    pub(super) listing: Listing,
    /// The kinds that the operator does not relay. Known consultations of these kinds are withdrawn at once.
    pub(super) unwanted: BTreeSet<SpaceKind>,
}

/// The changes of a poll.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reconciliation {
    /// The changes to write.
    pub(super) writes: Vec<Write>,
    /// The figures; `requests` is left at 0.
    pub(super) outcome: PollOutcome,
    /// The part that waits for the operator.
    pub(super) held: Held,
}

/// Decides what a poll changes. `confirmed` says that the operator has confirmed that what is missing is really gone.
pub(super) fn reconcile(
    known: Vec<Known>,
    mut harvest: NormalizedHarvest,
    now: DateTime<Utc>,
    confirmed: bool,
) -> Reconciliation {
    let mut known: BTreeMap<ConsultationId, Known> =
        known.into_iter().map(|known| (known.id, known)).collect();
    let live = known
        .values()
        .filter(|known| known.withdrawn_at.is_none() && events::counts(known, now))
        .count();
    let mut reconciliation = Reconciliation {
        writes: Vec::new(),
        outcome: PollOutcome::default(),
        held: Held::default(),
    };
    let mut fresh = std::mem::take(&mut harvest.fresh);
    fresh.extend(loss::repeated_lists(&known, &harvest.listing));
    let listed_meetings: HashSet<MeetingId> = fresh
        .iter()
        .flat_map(|fresh| &fresh.consultation.meetings)
        .map(|meeting| meeting.id)
        .collect();
    let lost = loss::of_meetings(&known, &fresh, &harvest, &listed_meetings, now);
    let verdict = LossVerdict::on(lost.missing, lost.all, confirmed);
    if verdict == LossVerdict::Held {
        reconciliation.held.meetings = count(lost.missing);
    }
    let rules = Rules {
        now,
        listed_meetings: &listed_meetings,
        verdict,
    };
    let mut listed = BTreeSet::new();
    for fresh in fresh {
        let id = fresh.consultation.id;
        if listed.insert(id) {
            reconciliation.outcome.fetched += 1;
            let write = reconcile_listed(
                known.remove(&id).as_ref(),
                fresh,
                rules,
                &mut reconciliation.outcome,
            );
            reconciliation.writes.extend(write);
        }
    }
    let lacking = known
        .into_values()
        .filter(|known| known.withdrawn_at.is_none());
    let (moved, lacking): (Vec<Known>, Vec<Known>) =
        lacking.partition(|known| events::has_moved(known, &listed_meetings));
    let moved = moved
        .into_iter()
        .map(|known| Write::Withdraw { id: known.id });
    reconciliation.writes.extend(moved);
    reconcile_unlisted(lacking, &harvest, live, now, confirmed, &mut reconciliation);
    reconciliation
}

/// Decides on the known consultations that are not among those that can be relayed, and adds the writes to `reconciliation`.
fn reconcile_unlisted(
    lacking: Vec<Known>,
    harvest: &NormalizedHarvest,
    live: usize,
    now: DateTime<Utc>,
    confirmed: bool,
    reconciliation: &mut Reconciliation,
) {
    let mut missing = Vec::new();
    let mut fallen = 0;
    for known in lacking {
        let id = known.id;
        if harvest.unwanted.contains(&known.kind) {
            reconciliation.outcome.withdrawn += 1;
            reconciliation.writes.push(Write::Withdraw { id });
        } else if harvest.unusable.contains(&id) || harvest.listing.is_fallen(id) {
            fallen += usize::from(harvest.listing.is_fallen(id));
            reconciliation
                .writes
                .extend((known.missing_polls > 0).then_some(Write::Seen { id }));
        } else {
            match presence(&known, &harvest.listing) {
                Presence::Listed => reconciliation.outcome.fetched += 1,
                Presence::NotCovered => {}
                Presence::Unread => reconciliation.outcome.missing += 1,
                Presence::Missing => match absence(&known, now) {
                    EventAbsence::Missing => missing.push(known),
                    EventAbsence::Stays => {}
                    // The calendar has moved on: this is no loss that the operator should look at.
                    EventAbsence::Ends => reconciliation.writes.push(Write::Withdraw { id }),
                },
                Presence::Withdrawn => {
                    reconciliation.outcome.withdrawn += 1;
                    reconciliation.writes.push(Write::Withdraw { id });
                }
            }
        }
    }
    let withdrawn = usize::try_from(reconciliation.outcome.withdrawn).unwrap_or(live);
    let all = live.saturating_sub(withdrawn.saturating_add(fallen));
    reconcile_missing(missing, all, now, confirmed, reconciliation);
}

/// Decides on the consultations that are missing, of `all` that count, and adds the writes to `reconciliation`.
fn reconcile_missing(
    missing: Vec<Known>,
    all: usize,
    now: DateTime<Utc>,
    confirmed: bool,
    reconciliation: &mut Reconciliation,
) {
    let verdict = LossVerdict::on(missing.len(), all, confirmed);
    if verdict == LossVerdict::Held {
        reconciliation.held.consultations = count(missing.len());
    }
    for known in missing {
        let polls = known.missing_polls.saturating_add(1);
        let since = known.missing_since.unwrap_or(now);
        if verdict.is_gone(polls, since, now) {
            reconciliation
                .writes
                .push(gone(&known, now, &mut reconciliation.outcome));
        } else {
            reconciliation.outcome.missing += 1;
            reconciliation.writes.push(Write::Missing {
                id: known.id,
                polls,
                since,
            });
        }
    }
}

/// Classifies the absence of a known consultation; only that of events can be anything else than missing.
fn absence(known: &Known, now: DateTime<Utc>) -> EventAbsence {
    let event = known.consultation.as_ref();
    event
        .filter(|_| known.kind == SpaceKind::Event)
        .map_or(EventAbsence::Missing, |event| events::absence(event, now))
}

/// Returns the write for a consultation that is really gone: it is withdrawn, except that an event is first shown as no longer announced.
fn gone(known: &Known, now: DateTime<Utc>, outcome: &mut PollOutcome) -> Write {
    let event = known.consultation.as_ref();
    let Some(event) = event.filter(|_| known.kind == SpaceKind::Event) else {
        outcome.withdrawn += 1;
        return Write::Withdraw { id: known.id };
    };
    outcome.changed += 1;
    let consultation = events::no_longer_announced(event, now);
    Write::Upsert {
        fingerprint: fingerprint(&consultation),
        consultation: Box::new(consultation),
        history: changed(known, now),
    }
}

/// The state of a known consultation that is not in the harvest, by the kind of its listing.
enum Presence {
    /// Listed: the last list still counts, and contained it.
    Listed,
    /// Outside of what the listing covers: only changes are listed.
    NotCovered,
    /// Unknown: the list was not read to its end.
    Unread,
    /// Missing: the source no longer lists it.
    Missing,
    /// Withdrawn, as the source says.
    Withdrawn,
}

/// Returns the state of a known consultation that is not in the harvest.
fn presence(known: &Known, listing: &Listing) -> Presence {
    if listing.withdraws(known.id) {
        return Presence::Withdrawn;
    }
    match listing {
        Listing::Full { .. } | Listing::Log { .. } if listing.is_complete(known.kind) => {
            Presence::Missing
        }
        Listing::Full { .. } | Listing::Log { .. } => Presence::Unread,
        Listing::Unchanged if known.missing_polls > 0 => Presence::Missing,
        Listing::Unchanged => Presence::Listed,
        Listing::Window { .. } => Presence::Missing,
        Listing::Changes { .. } => Presence::NotCovered,
    }
}

/// Returns the write for a consultation that is listed, if one is needed.
fn reconcile_listed(
    known: Option<&Known>,
    fresh: Fresh,
    rules: Rules<'_>,
    outcome: &mut PollOutcome,
) -> Option<Write> {
    let before = known.and_then(|known| known.consultation.as_ref());
    let consultation = merged_with_known(fresh, before, rules);
    let now = rules.now;
    outcome.meetings = outcome
        .meetings
        .saturating_add(count(consultation.meetings.len()));
    let fingerprint = fingerprint(&consultation);
    let Some(known) = known else {
        outcome.new += 1;
        let history = History {
            first_seen: now,
            updated: now,
            revision: 1,
            change: 0,
        };
        return Some(Write::Upsert {
            consultation: Box::new(consultation),
            history,
            fingerprint,
        });
    };
    let returns = known.withdrawn_at.is_some();
    let same = fingerprint == known.fingerprint
        || before.is_some_and(|before| {
            restated::is_equivalent(before, &known.fingerprint, &consultation)
        });
    if returns || !same {
        outcome.new += u32::from(returns);
        outcome.changed += u32::from(!returns);
        Some(Write::Upsert {
            consultation: Box::new(consultation),
            history: changed(known, now),
            fingerprint,
        })
    } else if before != Some(&consultation) || fingerprint != known.fingerprint {
        Some(Write::Refresh {
            consultation: Box::new(consultation),
            fingerprint,
        })
    } else {
        (known.missing_polls > 0).then_some(Write::Seen { id: known.id })
    }
}

/// Merges a consultation that was read with what stays of the one known `before`.
fn merged_with_known(
    fresh: Fresh,
    before: Option<&Consultation>,
    rules: Rules<'_>,
) -> Consultation {
    let mut consultation = partial::completed(fresh.consultation, before, &fresh.unread);
    consultation.meetings = meetings::merged(
        before.map_or(&[][..], |before| &before.meetings),
        consultation.meetings,
        fresh.meetings_complete,
        consultation.timezone,
        rules,
    );
    if let Some(before) = before {
        partial::keep_meeting_modality(&mut consultation, before);
    }
    consultation
}

/// Returns the history of a known consultation that changes.
fn changed(known: &Known, now: DateTime<Utc>) -> History {
    History {
        updated: now,
        revision: known.history.revision.saturating_add(1),
        ..known.history
    }
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
