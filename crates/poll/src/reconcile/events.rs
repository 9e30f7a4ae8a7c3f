//! Events that their calendar no longer lists. Pure.
//!
//! A calendar is often a window that slides over time: an event that is over leaves it, which is no withdrawal. An event that lies ahead and leaves
//! it is no longer announced. A subscribed calendar learns that only from an entry that says so, which is therefore shown for a while.

use std::collections::HashSet;

use chrono::{DateTime, Days, Utc};

use passerelle_model::{Consultation, LocalizedText, Meeting, MeetingId, SpaceKind};
use passerelle_store::Known;

use crate::meetings::{self, SHOWN_AS_UNANNOUNCED};

/// The time for which an event that its calendar has dropped is kept after its end.
const KEPT_AFTER_END: Days = Days::new(30);

/// The meaning of an event's absence from a complete list.
pub(super) enum EventAbsence {
    /// Missing: the event lies ahead.
    Missing,
    /// Stays as it is: the event is under way, ended recently, is cancelled, or is shown as no longer announced.
    Stays,
    /// Dropped: the event has been over, cancelled or no longer announced for long enough.
    Ends,
}

/// Classifies the absence of an event at `now`.
pub(super) fn absence(event: &Consultation, now: DateTime<Utc>) -> EventAbsence {
    let later =
        |from: DateTime<Utc>, days| from.checked_add_days(days).is_none_or(|until| now < until);
    let mut ahead = event
        .meetings
        .iter()
        .filter(|meeting| lies_ahead(event, meeting, now))
        .peekable();
    if ahead.peek().is_some() {
        let mut since = DateTime::<Utc>::MIN_UTC;
        for meeting in ahead {
            if meeting.takes_place() {
                return EventAbsence::Missing;
            }
            since = since.max(meeting.history.updated);
        }
        return if later(since, SHOWN_AS_UNANNOUNCED) {
            EventAbsence::Stays
        } else {
            EventAbsence::Ends
        };
    }
    let ended = event
        .meetings
        .iter()
        .map(|meeting| meeting.time.over(event.timezone))
        .max();
    if ended.is_some_and(|ended| later(ended, KEPT_AFTER_END)) {
        EventAbsence::Stays
    } else {
        EventAbsence::Ends
    }
}

/// Returns whether all meetings of an event are listed with another consultation now. The source has found out to which consultation the event
/// belongs; it is not gone then, since the same meetings are shown there.
pub(super) fn has_moved(known: &Known, listed_meetings: &HashSet<MeetingId>) -> bool {
    let event = known
        .consultation
        .as_ref()
        .filter(|_| known.kind == SpaceKind::Event);
    event.is_some_and(|event| {
        let mut meetings = event.meetings.iter();
        !event.meetings.is_empty() && meetings.all(|meeting| listed_meetings.contains(&meeting.id))
    })
}

/// Returns an event with all meetings that lie ahead no longer announced, and without its texts other than the title.
pub(super) fn no_longer_announced(event: &Consultation, now: DateTime<Utc>) -> Consultation {
    let each = event.meetings.iter();
    let each = each.map(|meeting| {
        if lies_ahead(event, meeting, now) && meeting.takes_place() {
            meetings::no_longer_announced(meeting, now)
        } else {
            meeting.clone()
        }
    });
    Consultation {
        meetings: each.collect(),
        summary: LocalizedText::default(),
        description_html: LocalizedText::default(),
        location: None,
        image: None,
        ..event.clone()
    }
}

/// Returns whether a known consultation counts in the share of a source that is missing at once; of events only those do that lie ahead.
pub(super) fn counts(known: &Known, now: DateTime<Utc>) -> bool {
    let event = known
        .consultation
        .as_ref()
        .filter(|_| known.kind == SpaceKind::Event);
    event.is_none_or(|event| matches!(absence(event, now), EventAbsence::Missing))
}

fn lies_ahead(event: &Consultation, meeting: &Meeting, now: DateTime<Utc>) -> bool {
    meeting.time.begins(event.timezone) > now
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::reconcile::tests::Story;
    use crate::reconcile::{Fresh, NormalizedHarvest, Reconciliation};
    use crate::tests::{consultation, meeting};
    use passerelle_connectors::Listing;

    use super::*;

    /// Polls these events (key, hours of their meetings) as a complete list.
    fn listed(story: &mut Story, events: &[(u32, &[u32])]) -> Reconciliation {
        let fresh = events.iter().map(|(key, hours)| Fresh {
            consultation: Consultation {
                kind: SpaceKind::Event,
                meetings: hours
                    .iter()
                    .map(|hour| meeting(key * 10_000 + hour, *hour))
                    .collect(),
                ..consultation(*key)
            },
            meetings_complete: true,
            unread: BTreeSet::new(),
        });
        let complete = [SpaceKind::Event].into();
        let harvest = NormalizedHarvest {
            fresh: fresh.collect(),
            listing: Listing::Full { complete },
            ..NormalizedHarvest::default()
        };
        story.polled(harvest, false)
    }

    fn live(story: &Story) -> Vec<&Consultation> {
        story
            .known
            .iter()
            .filter_map(|known| known.consultation.as_ref())
            .collect()
    }

    #[test]
    fn what_is_over_leaves_a_sliding_window_without_being_missing() {
        let mut story = Story::of(&[]);
        listed(&mut story, &[(1, &[2]), (2, &[3]), (3, &[4]), (4, &[5000])]);
        story.hour = 100;
        for _ in 0..3 {
            let decision = listed(&mut story, &[(4, &[5000])]);
            assert_eq!(
                (
                    decision.outcome.missing,
                    decision.writes.len(),
                    decision.held.is_any()
                ),
                (0, 0, false)
            );
        }
        assert!(
            live(&story)
                .iter()
                .all(|event| event.meetings.iter().all(Meeting::takes_place))
        );
        story.hour = 31 * 24;
        let decision = listed(&mut story, &[(4, &[5000])]);
        assert_eq!(
            (decision.outcome.withdrawn, live(&story).len()),
            (0, 1),
            "it is dropped, and nobody need look at it"
        );
    }

    #[test]
    fn what_lies_ahead_and_is_gone_is_no_longer_announced_for_thirty_days_then_withdrawn() {
        let mut story = Story::of(&[]);
        let all: [(u32, &[u32]); 4] = [(1, &[1, 5000]), (2, &[5001]), (3, &[5002]), (4, &[5003])];
        listed(&mut story, &all);
        story.hour = 10;
        assert_eq!(listed(&mut story, &all[1..]).outcome.missing, 1);
        assert_eq!(listed(&mut story, &all[1..]).outcome.changed, 1);
        let gone = live(&story)
            .into_iter()
            .find(|event| event.id == consultation(1).id)
            .unwrap();
        let shown: Vec<(bool, u32)> = gone
            .meetings
            .iter()
            .map(|meeting| (meeting.announced, meeting.history.sequence))
            .collect();
        assert_eq!(shown, [(true, 0), (false, 1)], "what is over was held");
        assert!(gone.meetings.iter().all(|meeting| !meeting.cancelled));
        assert!(gone.description_html.is_empty() && gone.summary.is_empty());
        for _ in 0..3 {
            assert_eq!(
                listed(&mut story, &all[1..]).writes,
                [],
                "and it is said once"
            );
        }
        story.hour += 30 * 24;
        listed(&mut story, &all[1..]);
        assert_eq!(live(&story).len(), 3);
        let back = listed(&mut story, &all);
        assert_eq!((back.outcome.new, live(&story).len()), (1, 4));
    }

    #[test]
    fn an_event_that_comes_back_is_announced_again() {
        let mut story = Story::of(&[]);
        listed(&mut story, &[(1, &[5000]), (2, &[5001])]);
        listed(&mut story, &[(2, &[5001])]);
        listed(&mut story, &[(2, &[5001])]);
        listed(&mut story, &[(1, &[5000]), (2, &[5001])]);
        let back = live(&story)
            .into_iter()
            .find(|event| event.id == consultation(1).id)
            .unwrap();
        assert_eq!(
            (
                back.meetings[0].announced,
                back.meetings[0].history.sequence
            ),
            (true, 2)
        );
    }

    /// Polls one consultation with these meetings and these events, each with its one meeting, as complete lists.
    fn listed_beside(story: &mut Story, meetings: &[u32], events: &[u32]) -> Reconciliation {
        let with = |key: u32, kind, meetings: &[u32]| Fresh {
            consultation: Consultation {
                kind,
                meetings: meetings.iter().map(|key| meeting(*key, 5000)).collect(),
                ..consultation(key)
            },
            meetings_complete: true,
            unread: BTreeSet::new(),
        };
        let process = with(1, SpaceKind::Process, meetings);
        let events = events
            .iter()
            .map(|key| with(*key, SpaceKind::Event, &[*key]));
        let harvest = NormalizedHarvest {
            fresh: std::iter::once(process).chain(events).collect(),
            listing: Listing::Full {
                complete: [SpaceKind::Process, SpaceKind::Event].into(),
            },
            ..NormalizedHarvest::default()
        };
        story.polled(harvest, false)
    }

    #[test]
    fn an_event_that_turns_out_to_belong_to_a_consultation_is_told_there_and_not_gone() {
        let mut story = Story::of(&[]);
        listed_beside(&mut story, &[], &[10, 11, 12, 13]);
        let decision = listed_beside(&mut story, &[10, 11, 12], &[13]);
        assert_eq!(
            (decision.held.is_any(), decision.outcome.missing),
            (false, 0)
        );
        assert_eq!(live(&story).len(), 2, "the process and the event alone");
        let decision = listed_beside(&mut story, &[10, 11, 12], &[13]);
        assert_eq!(decision.writes, []);
        assert!(
            live(&story)
                .iter()
                .flat_map(|event| &event.meetings)
                .all(Meeting::takes_place)
        );
    }

    #[test]
    fn a_meeting_that_is_told_elsewhere_now_is_not_gone_where_it_was() {
        let mut story = Story::of(&[]);
        listed_beside(&mut story, &[10, 11], &[]);
        for _ in 0..3 {
            listed_beside(&mut story, &[11], &[10]);
            let shown: Vec<(usize, bool)> = live(&story)
                .iter()
                .map(|one| {
                    let gone = one.meetings.iter().any(|meeting| !meeting.takes_place());
                    (one.meetings.len(), gone)
                })
                .collect();
            assert_eq!(shown, [(1, false), (1, false)]);
        }
    }

    #[test]
    fn more_than_a_third_of_what_lies_ahead_is_held_whatever_is_over() {
        let mut story = Story::of(&[]);
        let over: Vec<(u32, &[u32])> = (1..20).map(|key| (key, &[1][..])).collect();
        let ahead: Vec<(u32, &[u32])> = (20..29).map(|key| (key, &[5000][..])).collect();
        listed(&mut story, &[over.clone(), ahead.clone()].concat());
        story.hour = 10;
        for _ in 0..3 {
            let decision = listed(&mut story, &[over.clone(), ahead[..5].to_vec()].concat());
            assert_eq!(
                (decision.held.is_any(), decision.outcome.missing),
                (true, 4)
            );
        }
        let third = listed(&mut story, &[over.clone(), ahead[..6].to_vec()].concat());
        assert_eq!(
            (third.held.is_any(), third.outcome.changed),
            (false, 3),
            "a third is not more than a third"
        );
        let next = listed(&mut story, &[over, ahead[..4].to_vec()].concat());
        assert_eq!(
            (next.held.is_any(), next.outcome.missing),
            (false, 2),
            "what is told as no longer announced is settled"
        );
    }
}
