//! The meetings of a consultation that is read again: the histories of those that changed, and the fate of those that are missing. Pure.
//!
//! A subscribed calendar learns of a change only from a raised sequence, and of a removal only from an entry that says so. So a meeting that its
//! source removed before its day is shown for a while as no longer announced, and does not just vanish. It is not called cancelled, since nobody said
//! so, and neither its description nor its place is kept, since it may have been hidden on purpose.

use std::collections::HashSet;

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;

use passerelle_model::{Meeting, MeetingHistory, MeetingId};

use super::grace::{LossVerdict, POLLS};

/// The time for which a meeting that was removed before its day is shown as no longer announced.
pub(super) const SHOWN_AS_UNANNOUNCED: Days = Days::new(30);

/// The rules for the meetings that a complete list lacks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    /// The moment of the poll.
    pub(super) now: DateTime<Utc>,
    /// All meetings that the source lists now. One that it lists with another consultation has moved there.
    pub(super) listed_meetings: &'a HashSet<MeetingId>,
    /// The verdict on those that are missing.
    pub(super) verdict: LossVerdict,
}

/// Merges the meetings that were read with the known ones: those that were read continue the known histories, and of the others those that stay are
/// kept. Unless the list is `complete`, none is missing. Days are those of `zone`.
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
        // A meeting that was never shown here need not be shown as no longer announced.
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
            if complete && rules.listed_meetings.contains(&known.id) {
                None
            } else if complete {
                missing_meeting(known, zone, rules)
            } else {
                Some(known.clone())
            }
        })
        .collect();
    merged.extend(kept);
    merged.sort_by_key(|meeting| (meeting.time.begins(zone), meeting.id));
    merged
}

/// Returns the history of a meeting that was read again.
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

/// Returns the history of a meeting whose content changes.
fn changed(known: &Meeting, now: DateTime<Utc>) -> MeetingHistory {
    MeetingHistory {
        sequence: known.history.sequence.saturating_add(1),
        updated: now,
        ..known.history
    }
}

/// Returns a meeting that a complete list lacks, as it is shown now; `None` if it is dropped.
fn missing_meeting(known: &Meeting, zone: Tz, rules: Rules<'_>) -> Option<Meeting> {
    let now = rules.now;
    // The count stops there: otherwise each poll would write the consultation again.
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
        let shown_until = known.history.updated.checked_add_days(SHOWN_AS_UNANNOUNCED);
        let is_shown = polls < POLLS || shown_until.is_none_or(|until| now < until);
        return is_shown.then_some(missing);
    }
    if !is_gone {
        return Some(missing);
    }
    let lies_ahead = known.time.begins(zone) > now;
    lies_ahead.then(|| no_longer_announced(known, now))
}

/// Returns a meeting that its source removed before its day, as no longer announced (see [`Meeting::unannounced`]). Its sequence is raised, so that
/// subscribed calendars update it.
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

/// Returns whether a meeting counts in the share of a source that is missing at once: it lies ahead, or lay ahead when it was first missing, and is
/// neither cancelled nor shown as no longer announced.
pub(super) fn counts(known: &Meeting, zone: Tz, now: DateTime<Utc>) -> bool {
    let since = known.history.missing_since.unwrap_or(now);
    known.takes_place() && known.time.begins(zone) > since
}
