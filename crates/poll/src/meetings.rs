//! Meetings of a consultation that is read again: what is told of those that changed or are missing. Pure.
//!
//! A calendar that took a meeting over learns of a change only by a raised sequence, and that it shall drop one only by an entry that says so:
//! so a meeting that its source removed before its day is told for a while as no longer announced, and does not just vanish. It is not
//! called cancelled, for nobody said so, and neither its description nor its place is kept, for it may have been hidden on purpose.

use std::collections::HashSet;

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;

use passerelle_model::{Meeting, MeetingHistory, MeetingId};

use super::grace::{POLLS, Verdict};

/// The time for which a meeting that was removed before its day is told as no longer announced.
pub(super) const TOLD_AS_GONE: Days = Days::new(30);

/// The rules for the meetings that a complete list lacks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    /// The moment of the poll.
    pub(super) now: DateTime<Utc>,
    /// The meetings that are told anywhere in the source now: what is told with another consultation has moved there.
    pub(super) told: &'a HashSet<MeetingId>,
    /// The treatment of those that are missing.
    pub(super) verdict: Verdict,
}

/// The meetings as they shall be: what was read, with the histories of what was known; and of the known ones that were not read those that
/// stay. Without a `complete` list none is missing. Days are those of `zone`.
pub(super) fn merged(
    known: &[Meeting],
    read: Vec<Meeting>,
    complete: bool,
    zone: Tz,
    rules: Rules<'_>,
) -> Vec<Meeting> {
    let now = rules.now;
    let is_known = |id: MeetingId| known.iter().any(|known| known.id == id);
    let mut merged: Vec<Meeting> = read
        .into_iter()
        // Nobody was told of it here: so nobody need be told that it is no longer announced.
        .filter(|meeting| meeting.announced || is_known(meeting.id))
        .map(|meeting| {
            let history = known
                .iter()
                .find(|known| known.id == meeting.id)
                .map_or_else(
                    || MeetingHistory::new(now),
                    |known| continued(known, &meeting, now),
                );
            Meeting { history, ..meeting }
        })
        .collect();
    let lacking = known
        .iter()
        .filter(|known| merged.iter().all(|meeting| meeting.id != known.id));
    let kept: Vec<Meeting> = lacking
        .filter_map(|known| {
            if complete && rules.told.contains(&known.id) {
                None
            } else if complete {
                without(known, zone, rules)
            } else {
                Some(known.clone())
            }
        })
        .collect();
    merged.extend(kept);
    merged.sort_by_key(|meeting| (meeting.time.begins(zone), meeting.id));
    merged
}

/// The history of a meeting that was read again.
fn continued(known: &Meeting, read: &Meeting, now: DateTime<Utc>) -> MeetingHistory {
    let as_before = Meeting {
        history: known.history,
        ..read.clone()
    };
    if as_before == *known {
        MeetingHistory {
            missing_polls: 0,
            missing_since: None,
            ..known.history
        }
    } else {
        MeetingHistory {
            missing_polls: 0,
            missing_since: None,
            ..changed(known, now)
        }
    }
}

/// The history of a meeting whose content changes.
fn changed(known: &Meeting, now: DateTime<Utc>) -> MeetingHistory {
    MeetingHistory {
        sequence: known.history.sequence.saturating_add(1),
        updated: now,
        ..known.history
    }
}

/// Returns what becomes of a meeting that a complete list lacks; `None` when it is dropped.
fn without(known: &Meeting, zone: Tz, rules: Rules<'_>) -> Option<Meeting> {
    let now = rules.now;
    // No further: otherwise each poll would write the consultation again.
    let polls = known.history.missing_polls.saturating_add(1).min(POLLS);
    let since = known.history.missing_since.unwrap_or(now);
    let missing = Meeting {
        history: MeetingHistory {
            missing_polls: polls,
            missing_since: Some(since),
            ..known.history
        },
        ..known.clone()
    };
    let is_gone = rules.verdict.is_gone(polls, since, now);
    if !known.takes_place() {
        let told_until = known.history.updated.checked_add_days(TOLD_AS_GONE);
        let is_told = polls < POLLS || told_until.is_none_or(|until| now < until);
        return is_told.then_some(missing);
    }
    if !is_gone {
        return Some(missing);
    }
    let lies_ahead = known.time.begins(zone) > now;
    lies_ahead.then(|| no_longer_announced(known, now))
}

/// The meeting as it is told once its source has removed it before its day without a word: see [`Meeting::unannounced`]. Its sequence is
/// raised, so that calendars take it over.
pub(super) fn no_longer_announced(known: &Meeting, now: DateTime<Utc>) -> Meeting {
    let history = MeetingHistory {
        missing_polls: POLLS,
        missing_since: known.history.missing_since.or(Some(now)),
        ..changed(known, now)
    };
    Meeting {
        history,
        ..known.clone().unannounced()
    }
}

/// Returns whether a meeting counts when it is asked how much of a source is missing at once: one that lies ahead, or lay ahead when it was first
/// missing, and is neither called off nor told as gone.
pub(super) fn counts(known: &Meeting, zone: Tz, now: DateTime<Utc>) -> bool {
    let since = known.history.missing_since.unwrap_or(now);
    known.takes_place() && known.time.begins(zone) > since
}
