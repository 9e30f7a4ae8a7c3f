use proptest::prelude::*;

use crate::tests::{at, consultation, meeting};
use passerelle_model::{Marks, Meeting, Place};

use super::*;

/// Applies writes by the rules of `store`, in a few lines.
fn written(known: &mut Vec<Known>, writes: Vec<Write>, now: DateTime<Utc>) {
    let find = |known: &mut Vec<Known>, id| known.iter().position(|known| known.id == id).unwrap();
    for write in writes {
        match write {
            Write::Upsert {
                consultation,
                history,
                fingerprint,
            } => {
                let line = Known {
                    id: consultation.id,
                    kind: consultation.kind,
                    history,
                    fingerprint,
                    missing_polls: 0,
                    missing_since: None,
                    withdrawn_at: None,
                    marks: None,
                    consultation: Some(*consultation),
                };
                known.retain(|known| known.id != line.id);
                known.push(line);
            }
            Write::Refresh {
                consultation,
                fingerprint,
            } => {
                let at = find(known, consultation.id);
                known[at].fingerprint = fingerprint;
                known[at].consultation = Some(*consultation);
                (known[at].missing_polls, known[at].missing_since) = (0, None);
            }
            Write::Seen { id } => {
                let at = find(known, id);
                (known[at].missing_polls, known[at].missing_since) = (0, None);
            }
            Write::Missing { id, polls, since } => {
                let at = find(known, id);
                (known[at].missing_polls, known[at].missing_since) = (polls, Some(since));
            }
            Write::Withdraw { id } => {
                let at = find(known, id);
                known[at].withdrawn_at = Some(now);
                known[at].marks = known[at].consultation.take().as_ref().map(Marks::of);
            }
        }
    }
}

fn harvest(keys: &[u32], complete: bool) -> NormalizedHarvest {
    let fresh = keys.iter().map(|key| Fresh {
        consultation: consultation(*key),
        meetings_complete: true,
        unread: BTreeSet::new(),
    });
    NormalizedHarvest {
        fresh: fresh.collect(),
        listing: Listing::Full {
            complete: complete.then_some(SpaceKind::Process).into_iter().collect(),
        },
        ..NormalizedHarvest::default()
    }
}

pub(super) struct Story {
    pub(super) known: Vec<Known>,
    pub(super) hour: u32,
}

impl Story {
    pub(super) fn of(keys: &[u32]) -> Self {
        let mut story = Self {
            known: Vec::new(),
            hour: 0,
        };
        if !keys.is_empty() {
            story.polled(harvest(keys, true), false);
        }
        story
    }

    pub(super) fn polled(&mut self, harvest: NormalizedHarvest, confirmed: bool) -> Reconciliation {
        self.hour += 1;
        self.polled_at(harvest, confirmed, at(self.hour))
    }

    pub(super) fn polled_at(
        &mut self,
        harvest: NormalizedHarvest,
        confirmed: bool,
        now: DateTime<Utc>,
    ) -> Reconciliation {
        let decision = reconcile(self.known.clone(), harvest, now, confirmed);
        written(&mut self.known, decision.writes.clone(), now);
        decision
    }

    fn live(&self) -> Vec<u32> {
        let live = self
            .known
            .iter()
            .filter_map(|known| known.consultation.as_ref());
        let mut keys: Vec<u32> = live
            .map(|consultation| consultation.native_id.parse().unwrap())
            .collect();
        keys.sort_unstable();
        keys
    }

    fn history(&self, key: u32) -> History {
        self.known
            .iter()
            .find(|known| known.id == consultation(key).id)
            .unwrap()
            .history
    }
}

#[test]
fn a_second_poll_of_the_same_writes_nothing() {
    let mut story = Story::of(&[1, 2, 3]);
    assert_eq!(
        story.history(1),
        History {
            first_seen: at(1),
            updated: at(1),
            revision: 1,
            change: 0
        }
    );
    let decision = story.polled(harvest(&[1, 2, 3], true), false);
    assert_eq!(decision.writes, []);
    assert_eq!(
        (
            decision.outcome.fetched,
            decision.outcome.new,
            decision.outcome.changed
        ),
        (3, 0, 0)
    );
}

#[test]
fn a_change_raises_the_revision_and_a_new_signature_does_not() {
    let mut story = Story::of(&[1]);
    let mut signed = harvest(&[1], true);
    signed.fresh[0].consultation.image.as_mut().unwrap().url =
        "https://a.fr/i.png?s=2".parse().unwrap();
    assert!(matches!(
        story.polled(signed.clone(), false).writes[..],
        [Write::Refresh { .. }]
    ));
    assert_eq!(story.history(1).revision, 1);
    signed.fresh[0].consultation.promoted = true;
    let decision = story.polled(signed, false);
    assert_eq!((decision.outcome.changed, decision.outcome.new), (1, 0));
    assert_eq!(
        (
            story.history(1).revision,
            story.history(1).first_seen,
            story.history(1).updated
        ),
        (2, at(1), at(3))
    );
}

#[test]
fn two_complete_lists_in_a_row_must_lack_it() {
    let mut story = Story::of(&[1, 2, 3, 4]);
    assert_eq!(
        story
            .polled(harvest(&[1, 2, 3], true), false)
            .outcome
            .missing,
        1
    );
    let partial = story.polled(harvest(&[], false), false);
    assert_eq!(
        (
            partial.outcome.missing,
            partial.writes.len(),
            partial.held.is_any()
        ),
        (4, 0, false),
        "an incomplete list says nothing of what it lacks"
    );
    story.polled(harvest(&[1, 2, 3, 4], true), false);
    story.polled(harvest(&[1, 2, 3], true), false);
    assert_eq!(story.live(), [1, 2, 3, 4], "it was back in between");
    assert_eq!(
        story
            .polled(harvest(&[1, 2, 3], true), false)
            .outcome
            .withdrawn,
        1
    );
    assert_eq!(story.live(), [1, 2, 3]);
    let back = story.polled(harvest(&[1, 2, 3, 4], true), false);
    assert_eq!(
        (
            back.outcome.new,
            story.history(4).revision,
            story.history(4).first_seen
        ),
        (1, 2, at(1)),
        "what comes back is not new"
    );
}

#[test]
fn more_than_a_third_at_once_waits_for_the_operator() {
    let all: Vec<u32> = (1..=9).collect();
    let mut story = Story::of(&all);
    for _ in 0..5 {
        let decision = story.polled(harvest(&all[..5], true), false);
        assert!(
            decision.held.is_any()
                && decision.outcome.withdrawn == 0
                && decision.outcome.missing == 4
        );
    }
    let one_more = story.polled(harvest(&all[..4], true), true);
    assert_eq!(
        (
            one_more.held.is_any(),
            one_more.outcome.withdrawn,
            one_more.outcome.missing
        ),
        (false, 4, 1),
        "confirmed is what was missing then"
    );
    let mut third = Story::of(&all);
    third.polled(harvest(&all[..6], true), false);
    assert_eq!(
        third
            .polled(harvest(&all[..6], true), false)
            .outcome
            .withdrawn,
        3,
        "a third is not more than a third"
    );
    let mut returning = Story::of(&all);
    returning.polled(harvest(&all[..1], true), false);
    assert_eq!(
        returning
            .polled(harvest(&all[..8], true), false)
            .outcome
            .withdrawn,
        1,
        "the hold ends when most are back"
    );
    let mut small = Story::of(&[1, 2]);
    small.polled(harvest(&[], true), false);
    assert_eq!(
        small.polled(harvest(&[], true), false).outcome.withdrawn,
        2,
        "two are few enough to be believed"
    );
}

#[test]
fn what_is_listed_but_unusable_stays_as_it_was() {
    let mut story = Story::of(&[1, 2]);
    story.polled(harvest(&[1], true), false);
    for _ in 0..3 {
        let unusable = NormalizedHarvest {
            unusable: [consultation(2).id].into(),
            ..harvest(&[1], true)
        };
        assert_eq!(story.polled(unusable, false).outcome.withdrawn, 0);
    }
    assert_eq!(story.live(), [1, 2]);
}

#[test]
fn a_kind_that_is_no_longer_relayed_is_withdrawn_at_once() {
    let mut story = Story::of(&[1, 2, 3, 4, 5]);
    let unwanted = NormalizedHarvest {
        unwanted: [SpaceKind::Process].into(),
        ..NormalizedHarvest::default()
    };
    let decision = story.polled(unwanted, false);
    assert_eq!(
        (decision.outcome.withdrawn, decision.held.is_any()),
        (5, false)
    );
}

#[test]
fn what_this_release_cannot_read_is_written_anew() {
    let mut story = Story::of(&[1]);
    (story.known[0].consultation, story.known[0].fingerprint) = (None, String::new());
    assert_eq!(story.polled(harvest(&[1], true), false).outcome.changed, 1);
    assert_eq!(story.history(1).revision, 2);
}

/// One consultation with these meetings (key, hour), polled after the story so far.
fn with_meetings(story: &mut Story, meetings: &[Meeting], complete: bool) -> Vec<Meeting> {
    let mut harvest = harvest(&[1], true);
    harvest.fresh[0].consultation.meetings = meetings.to_vec();
    harvest.fresh[0].meetings_complete = complete;
    story.polled(harvest, false);
    story.known[0].consultation.clone().unwrap().meetings
}

#[test]
fn a_meeting_that_changes_raises_its_sequence() {
    let mut story = Story::of(&[]);
    let first = with_meetings(&mut story, &[meeting(1, 50)], true);
    assert_eq!(
        (first[0].history.sequence, first[0].history.updated),
        (0, at(1))
    );
    let again = with_meetings(&mut story, &[meeting(1, 50)], true);
    assert_eq!(again, first);
    let moved = with_meetings(&mut story, &[meeting(1, 51)], true);
    assert_eq!(
        (moved[0].history.sequence, moved[0].history.updated),
        (1, at(3))
    );
    assert_eq!(story.history(1).revision, 2);
}

#[test]
fn a_meeting_removed_before_its_day_is_told_as_no_longer_announced_for_thirty_days() {
    let mut story = Story::of(&[]);
    with_meetings(&mut story, &[meeting(1, 50), meeting(2, 2000)], true);
    assert_eq!(
        with_meetings(&mut story, &[], false).len(),
        2,
        "an incomplete list lacks nothing"
    );
    assert!(
        with_meetings(&mut story, &[], true)
            .iter()
            .all(|meeting| meeting.announced)
    );
    let revision = story.history(1).revision;
    let gone = with_meetings(&mut story, &[], true);
    assert!(gone.iter().all(|meeting| !meeting.announced
        && !meeting.cancelled
        && !meeting.title.is_empty()
        && meeting.description_html.is_empty()
        && meeting.place == Place::default()
        && meeting.history.sequence == 1
        && meeting.history.updated == at(4)));
    assert_eq!(story.history(1).revision, revision + 1);
    assert!(
        story
            .polled(harvest_without_meetings(), false)
            .writes
            .is_empty(),
        "and it is said once"
    );
    let back = with_meetings(&mut story, &[meeting(1, 50)], true);
    assert!(back[0].announced && back[0].history.sequence == 2 && !back[1].announced);
    story.hour = 4 + 30 * 24 - 2;
    assert_eq!(with_meetings(&mut story, &[meeting(1, 50)], true).len(), 2);
    assert_eq!(
        with_meetings(&mut story, &[meeting(1, 50)], true).len(),
        1,
        "thirty days later it is dropped"
    );
}

#[test]
fn what_its_source_says_is_no_longer_announced_is_told_at_once_and_only_where_it_was_told_before() {
    let mut story = Story::of(&[]);
    let closed = |key| meeting(key, 50).unannounced();
    assert_eq!(with_meetings(&mut story, &[closed(1)], true), []);
    with_meetings(&mut story, &[meeting(1, 50)], true);
    let told = with_meetings(&mut story, &[closed(1), closed(2)], true);
    let [told] = &told[..] else {
        panic!("{told:?}")
    };
    assert!(!told.announced && told.history.sequence == 1 && told.history.missing_polls == 0);
    assert_eq!(
        with_meetings(&mut story, &[closed(1)], true),
        std::slice::from_ref(told)
    );
}

fn harvest_without_meetings() -> NormalizedHarvest {
    harvest(&[1], true)
}

#[test]
fn a_past_meeting_that_is_removed_is_dropped() {
    let mut story = Story::of(&[]);
    with_meetings(&mut story, &[meeting(1, 2)], true);
    assert_eq!(with_meetings(&mut story, &[], true).len(), 1);
    assert_eq!(with_meetings(&mut story, &[], true).len(), 0);
}

fn harvest_of(listing: Listing, keys: &[u32]) -> NormalizedHarvest {
    NormalizedHarvest {
        listing,
        ..harvest(keys, false)
    }
}

#[test]
fn a_source_that_says_that_nothing_changed_repeats_what_its_last_list_lacked() {
    let mut story = Story::of(&[1, 2, 3, 4]);
    let decision = story.polled(harvest_of(Listing::Unchanged, &[]), false);
    assert_eq!((decision.writes, decision.outcome.fetched), (Vec::new(), 4));
    story.polled(harvest(&[1, 2, 3], true), false);
    let decision = story.polled(harvest_of(Listing::Unchanged, &[]), false);
    let gone = consultation(4).id;
    assert_eq!(decision.writes, [Write::Withdraw { id: gone }]);
    assert_eq!(decision.outcome.fetched, 3);
}

#[test]
fn a_source_that_tells_what_changed_withdraws_what_it_says_and_nothing_else() {
    let mut story = Story::of(&[1, 2, 3]);
    let gone = consultation(2).id;
    let withdrawn = [gone, consultation(9).id].into_iter().collect();
    let decision = story.polled(harvest_of(Listing::Changes { withdrawn }, &[7]), false);
    let outcome = decision.outcome;
    assert_eq!((outcome.new, outcome.withdrawn, outcome.missing), (1, 1, 0));
    assert!(decision.writes.contains(&Write::Withdraw { id: gone }));
    assert_eq!(decision.writes.len(), 2);
}

#[test]
fn a_whole_log_withdraws_at_once_what_it_says_and_finds_missing_what_it_does_not_name() {
    let mut story = Story::of(&[1, 2, 3]);
    let gone = consultation(2).id;
    let log = |complete: bool| Listing::Log {
        complete: complete.then_some(SpaceKind::Process).into_iter().collect(),
        withdrawn: [gone].into(),
    };
    let outcome = story.polled(harvest_of(log(true), &[1]), false).outcome;
    assert_eq!((outcome.withdrawn, outcome.missing), (1, 1));
    let outcome = story.polled(harvest_of(log(false), &[1]), false).outcome;
    assert_eq!((outcome.withdrawn, outcome.missing), (0, 1));
    let outcome = story.polled(harvest_of(log(true), &[1]), false).outcome;
    assert_eq!((outcome.withdrawn, outcome.missing), (1, 0));
}

/// One poll of a story: what it lists, whether the list is complete, whether the operator confirms.
#[test]
fn what_fell_off_the_end_of_a_window_stays_and_what_else_it_lacks_is_missing() {
    let mut story = Story::of(&[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let fallen = [1, 2, 3].map(|key| consultation(key).id).into();
    let listing = Listing::Window { fallen };
    let decision = story.polled(harvest_of(listing.clone(), &[5, 6, 7, 8, 9]), false);
    assert_eq!(
        (decision.outcome.missing, decision.outcome.withdrawn),
        (1, 0)
    );
    let decision = story.polled(harvest_of(listing, &[5, 6, 7, 8, 9]), false);
    assert_eq!(decision.outcome.withdrawn, 1);
    assert_eq!(
        decision.writes,
        [Write::Withdraw {
            id: consultation(4).id
        }]
    );
    assert_eq!(story.live(), [1, 2, 3, 5, 6, 7, 8, 9]);
}

#[test]
fn what_fell_off_does_not_hide_that_a_third_of_a_window_is_missing() {
    let all: Vec<u32> = (1..=30).collect();
    let mut story = Story::of(&all);
    let listing = Listing::Window {
        fallen: (1..=24).map(|key| consultation(key).id).collect(),
    };
    let decision = story.polled(harvest_of(listing, &[28, 29, 30]), false);
    assert!(decision.held.is_any() && decision.outcome.missing == 3);
}

fn poll() -> impl Strategy<Value = (Vec<u32>, bool, bool)> {
    (
        prop::collection::vec(1_u32..12, 0..14),
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.1),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_sequence_of_polls_withdraws_what_two_complete_lists_did_not_lack(polls in prop::collection::vec(poll(), 1..25)) {
        let mut story = Story::of(&[]);
        let mut lacked: BTreeMap<ConsultationId, u32> = BTreeMap::new();
        for (keys, complete, confirmed) in polls {
            let before = story.known.clone();
            let decision = story.polled(harvest(&keys, complete), confirmed);
            let listed: BTreeSet<ConsultationId> = keys.iter().map(|key| consultation(*key).id).collect();
            for known in &before {
                let streak = lacked.entry(known.id).or_default();
                *streak = if listed.contains(&known.id) { 0 } else { *streak + u32::from(complete) };
            }
            let mut written = BTreeSet::new();
            for write in &decision.writes {
                let id = match write {
                    Write::Upsert { consultation, .. } | Write::Refresh { consultation, .. } => consultation.id,
                    Write::Seen { id } | Write::Missing { id, .. } => *id,
                    Write::Withdraw { id } => {
                        prop_assert!(complete && lacked[id] >= 2, "{lacked:?}");
                        *id
                    }
                };
                prop_assert!(written.insert(id), "each consultation is written once");
            }
            let live: BTreeSet<ConsultationId> = story.known.iter().filter(|known| known.withdrawn_at.is_none()).map(|known| known.id).collect();
            prop_assert!(listed.is_subset(&live), "what is listed is served");
            let ids: BTreeSet<ConsultationId> = story.known.iter().map(|known| known.id).collect();
            prop_assert_eq!(ids.len(), story.known.len(), "nothing is doubled");
            prop_assert!(before.iter().all(|known| ids.contains(&known.id)), "ids are kept for ever");
            for known in &before {
                let after = story.known.iter().find(|after| after.id == known.id).unwrap();
                prop_assert!(after.history.revision >= known.history.revision && after.history.first_seen == known.history.first_seen);
            }
            if decision.held.is_any() {
                prop_assert_eq!(decision.outcome.withdrawn, 0);
            }
            let outcome = decision.outcome;
            prop_assert_eq!(usize::try_from(outcome.fetched + outcome.missing).unwrap(), live.len());
        }
    }
}
