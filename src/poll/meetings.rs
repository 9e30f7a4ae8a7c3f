//! What becomes of the meetings of a consultation that is read again. Pure.
//!
//! A calendar that took a meeting over learns of a change only by a raised sequence, and that it shall drop one only by an entry that says so:
//! so a meeting that its source removed before its day is told for a while as no longer announced, and does not just vanish. It is not
//! called cancelled, for nobody said so, and neither its description nor its place is kept, for it may have been hidden on purpose.

use std::collections::HashSet;

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;

use crate::model::{Meeting, MeetingHistory, MeetingId};

/// A meeting is taken for removed when this many complete lists in a row lack it.
const POLLS_TO_BE_MISSING: u32 = 2;

/// For how long a meeting that was removed before its day is told as no longer announced.
pub(super) const TOLD_AS_GONE: Days = Days::new(30);

/// The meetings as they shall be: what was read, with the histories of what was known; and of the known ones that were not read those that
/// stay. Without a `complete` list none is missing. What is `told` with another consultation of the source now has moved there. Days are those of
/// `zone`.
pub(super) fn merged(
    known: &[Meeting],
    read: Vec<Meeting>,
    complete: bool,
    told: &HashSet<MeetingId>,
    (zone, now): (Tz, DateTime<Utc>),
) -> Vec<Meeting> {
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
            if complete && told.contains(&known.id) {
                None
            } else if complete {
                without(known, zone, now)
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
            ..known.history
        }
    } else {
        changed(known, now, 0)
    }
}

fn changed(known: &Meeting, now: DateTime<Utc>, missing_polls: u32) -> MeetingHistory {
    MeetingHistory {
        sequence: known.history.sequence.saturating_add(1),
        updated: now,
        missing_polls,
    }
}

/// What becomes of a meeting that a complete list lacks; `None` when it is dropped.
fn without(known: &Meeting, zone: Tz, now: DateTime<Utc>) -> Option<Meeting> {
    // No further: otherwise each poll would write the consultation again.
    let missing_polls = known
        .history
        .missing_polls
        .saturating_add(1)
        .min(POLLS_TO_BE_MISSING);
    let counted = || Meeting {
        history: MeetingHistory {
            missing_polls,
            ..known.history
        },
        ..known.clone()
    };
    if missing_polls < POLLS_TO_BE_MISSING {
        return Some(counted());
    }
    if !known.takes_place() {
        let told_until = known.history.updated.checked_add_days(TOLD_AS_GONE);
        return told_until.is_none_or(|until| now < until).then(counted);
    }
    let lies_ahead = known.time.begins(zone) > now;
    lies_ahead.then(|| known.no_longer_announced(now))
}

impl Meeting {
    /// The meeting as it is told once its source has removed it before its day without a word: see [`unannounced`](Self::unannounced). Its
    /// sequence is raised, so that calendars take it over.
    pub(super) fn no_longer_announced(&self, now: DateTime<Utc>) -> Self {
        let history = changed(self, now, POLLS_TO_BE_MISSING);
        Self {
            history,
            ..self.clone().unannounced()
        }
    }
}
