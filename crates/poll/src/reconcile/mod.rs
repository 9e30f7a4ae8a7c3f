//! The changes of a poll: from what the store knows of a source and what was read of it now. Pure; the rules that keep a source's bad day from
//! becoming the gateway's all stand here.
//!
//! - What is listed is new, changed, the same in other bytes or by other rules than an earlier release had, or the same.
//! - A source that says that nothing changed repeats its last list: what that lacked is lacking again.
//! - A source that tells only what changed also tells what it withdrew: that is withdrawn at once, and the rest is as it was.
//! - A source that lists only its latest says what fell off the end of its list: that is as it was, and what else is lacking is missing.
//! - What is listed and could not be read whole keeps what is known of the parts that could not.
//! - What a complete list lacks is missing; what two complete lists in a row lack, an hour or more apart, is withdrawn. An incomplete list says
//!   nothing of what it lacks.
//! - A meeting that is told with something else of the same source now has moved there: it is no longer told where it was, and is not gone.
//! - An event of a calendar that is over may leave its list. One that lies ahead and is gone is told as no longer announced for thirty days,
//!   then withdrawn.
//! - When more than a third of a source (and at least three; of events those that lie ahead) is missing at once, nothing is withdrawn until the
//!   operator confirms it or it is back. The same holds for the meetings ahead of what is still listed: none is told as no longer announced.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Utc};

use passerelle_connectors::Listing;
use passerelle_model::{
    Consultation, ConsultationId, Held, History, MeetingId, Part, PollOutcome, SpaceKind,
};
use passerelle_normalize::fingerprint;
use passerelle_store::{Known, Write};

use super::grace::Verdict;
use super::meetings::{self, Rules};

mod events;
mod loss;
mod partial;
mod restated;

use events::Absence;

/// One consultation as read now.
#[derive(Debug, Clone)]
pub(super) struct Fresh {
    /// The consultation; the histories of its meetings do not count.
    pub(super) consultation: Consultation,
    /// `true` where its meetings are all of them.
    pub(super) meetings_complete: bool,
    /// The parts of it that could not be read.
    pub(super) unread: BTreeSet<Part>,
}

/// The reading of a source.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// The consultations that can be relayed. Of one id given twice the first counts.
    pub(super) fresh: Vec<Fresh>,
    /// The consultations that are listed and cannot be relayed as they are now: what is known of them stays.
    pub(super) unusable: BTreeSet<ConsultationId>,
    /// The part of the source that the reading covers.
    pub(super) listing: Listing,
    /// The kinds that the operator does not relay: what is known of them is withdrawn at once.
    pub(super) unwanted: BTreeSet<SpaceKind>,
}

/// The changes of a poll.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    /// The changes to write.
    pub(super) writes: Vec<Write>,
    /// The figures; `requests` is left at 0.
    pub(super) outcome: PollOutcome,
    /// The part that waits for the operator.
    pub(super) held: Held,
}

/// Decides what a poll changes. With `confirmed`, the operator has said that what is missing is really gone.
pub(super) fn reconcile(
    known: Vec<Known>,
    mut reading: Reading,
    now: DateTime<Utc>,
    confirmed: bool,
) -> Decision {
    let mut known: BTreeMap<ConsultationId, Known> =
        known.into_iter().map(|known| (known.id, known)).collect();
    let live = known
        .values()
        .filter(|known| known.withdrawn_at.is_none() && events::counts(known, now))
        .count();
    let mut decision = Decision {
        writes: Vec::new(),
        outcome: PollOutcome::default(),
        held: Held::default(),
    };
    let mut fresh = std::mem::take(&mut reading.fresh);
    fresh.extend(loss::lists_again(&known, &reading.listing));
    let told: HashSet<MeetingId> = fresh
        .iter()
        .flat_map(|fresh| &fresh.consultation.meetings)
        .map(|meeting| meeting.id)
        .collect();
    let lost = loss::of_meetings(&known, &fresh, &reading, &told, now);
    let verdict = Verdict::on(lost.missing, lost.all, confirmed);
    if verdict == Verdict::Held {
        decision.held.meetings = count(lost.missing);
    }
    let rules = Rules {
        now,
        told: &told,
        verdict,
    };
    let mut listed = BTreeSet::new();
    for fresh in fresh {
        let id = fresh.consultation.id;
        if listed.insert(id) {
            decision.outcome.fetched += 1;
            let write = listed_again(
                known.remove(&id).as_ref(),
                fresh,
                rules,
                &mut decision.outcome,
            );
            decision.writes.extend(write);
        }
    }
    let lacking = known
        .into_values()
        .filter(|known| known.withdrawn_at.is_none());
    let (moved, lacking): (Vec<Known>, Vec<Known>) =
        lacking.partition(|known| events::has_moved(known, &told));
    let moved = moved
        .into_iter()
        .map(|known| Write::Withdraw { id: known.id });
    decision.writes.extend(moved);
    not_listed(lacking, &reading, live, now, confirmed, &mut decision);
    decision
}

/// Returns what is written of what is known and not among what can be relayed.
fn not_listed(
    lacking: Vec<Known>,
    reading: &Reading,
    live: usize,
    now: DateTime<Utc>,
    confirmed: bool,
    decision: &mut Decision,
) {
    let mut missing = Vec::new();
    let mut fallen = 0;
    for known in lacking {
        let id = known.id;
        if reading.unwanted.contains(&known.kind) {
            decision.outcome.withdrawn += 1;
            decision.writes.push(Write::Withdraw { id });
        } else if reading.unusable.contains(&id) || reading.listing.is_fallen(id) {
            fallen += usize::from(reading.listing.is_fallen(id));
            decision
                .writes
                .extend((known.missing_polls > 0).then_some(Write::Seen { id }));
        } else {
            match standing(&known, &reading.listing) {
                Standing::Listed => decision.outcome.fetched += 1,
                Standing::Untold => {}
                Standing::Unread => decision.outcome.missing += 1,
                Standing::Missing => match absence(&known, now) {
                    Absence::Missing => missing.push(known),
                    Absence::Stays => {}
                    // The calendar has moved on: no loss that anyone should look at.
                    Absence::Ends => decision.writes.push(Write::Withdraw { id }),
                },
                Standing::Withdrawn => {
                    decision.outcome.withdrawn += 1;
                    decision.writes.push(Write::Withdraw { id });
                }
            }
        }
    }
    let withdrawn = usize::try_from(decision.outcome.withdrawn).unwrap_or(live);
    let wanted = live.saturating_sub(withdrawn.saturating_add(fallen));
    let verdict = Verdict::on(missing.len(), wanted, confirmed);
    if verdict == Verdict::Held {
        decision.held.consultations = count(missing.len());
    }
    for known in missing {
        let polls = known.missing_polls.saturating_add(1);
        let since = known.missing_since.unwrap_or(now);
        if verdict.is_gone(polls, since, now) {
            decision
                .writes
                .push(gone(&known, now, &mut decision.outcome));
        } else {
            decision.outcome.missing += 1;
            decision.writes.push(Write::Missing {
                id: known.id,
                polls,
                since,
            });
        }
    }
}

/// Returns what the absence of something known means; only of events does it mean different things.
fn absence(known: &Known, now: DateTime<Utc>) -> Absence {
    let event = known.consultation.as_ref();
    event
        .filter(|_| known.kind == SpaceKind::Event)
        .map_or(Absence::Missing, |event| events::absence(event, now))
}

/// Returns what is written of something that is really gone: it is withdrawn, but an event is first told as no longer announced.
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

/// The meaning of a known consultation's absence from a list.
enum Standing {
    /// The last list still counts, and held it.
    Listed,
    /// No meaning: only changes were told.
    Untold,
    /// No meaning: the list was not read to its end.
    Unread,
    /// The source no longer lists it.
    Missing,
    /// The source says that it is withdrawn.
    Withdrawn,
}

fn standing(known: &Known, listing: &Listing) -> Standing {
    if listing.withdraws(known.id) {
        return Standing::Withdrawn;
    }
    match listing {
        Listing::Full { .. } | Listing::Log { .. } if listing.is_complete(known.kind) => {
            Standing::Missing
        }
        Listing::Full { .. } | Listing::Log { .. } => Standing::Unread,
        Listing::Unchanged if known.missing_polls > 0 => Standing::Missing,
        Listing::Unchanged => Standing::Listed,
        Listing::Window { .. } => Standing::Missing,
        Listing::Changes { .. } => Standing::Untold,
    }
}

/// Returns what is written of a consultation that is listed.
fn listed_again(
    known: Option<&Known>,
    fresh: Fresh,
    rules: Rules<'_>,
    outcome: &mut PollOutcome,
) -> Option<Write> {
    let before = known.and_then(|known| known.consultation.as_ref());
    let consultation = with_what_stays(fresh, before, rules);
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
            restated::says_the_same(before, &known.fingerprint, &consultation)
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

/// A consultation as it was read, with what stays of what was known `before`.
fn with_what_stays(fresh: Fresh, before: Option<&Consultation>, rules: Rules<'_>) -> Consultation {
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

/// The history of something known that changes.
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
