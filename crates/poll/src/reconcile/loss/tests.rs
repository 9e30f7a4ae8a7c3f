use chrono::TimeDelta;

use crate::reconcile::Reconciliation;
use crate::reconcile::tests::Story;
use crate::tests::{at, consultation, meeting};
use passerelle_model::{Held, Meeting, Modality};

use super::*;

/// Polls these consultations, each with the meetings of these keys at these hours, as complete lists.
fn listed(story: &mut Story, all: &[(u32, &[(u32, u32)])], confirmed: bool) -> Reconciliation {
    story.hour += 1;
    let now = at(story.hour);
    listed_at(story, all, confirmed, now)
}

fn listed_at(
    story: &mut Story,
    all: &[(u32, &[(u32, u32)])],
    confirmed: bool,
    now: DateTime<Utc>,
) -> Reconciliation {
    story.polled_at(lists(all), confirmed, now)
}

fn lists(all: &[(u32, &[(u32, u32)])]) -> NormalizedHarvest {
    let fresh = all.iter().map(|(key, meetings)| Fresh {
        consultation: Consultation {
            meetings: meetings
                .iter()
                .map(|(key, hour)| meeting(*key, *hour))
                .collect(),
            ..consultation(*key)
        },
        meetings_complete: true,
        unread: BTreeSet::new(),
    });
    NormalizedHarvest {
        fresh: fresh.collect(),
        listing: Listing::Full {
            complete: [SpaceKind::Process].into(),
        },
        ..NormalizedHarvest::default()
    }
}

fn meetings(story: &Story) -> Vec<&Meeting> {
    let all = story.known.iter();
    all.filter_map(|known| known.consultation.as_ref())
        .flat_map(|consultation| &consultation.meetings)
        .collect()
}

fn gone(story: &Story) -> usize {
    let all = meetings(story).into_iter();
    all.filter(|meeting| !meeting.takes_place()).count()
}

const AHEAD: [(u32, u32); 4] = [(1, 5000), (2, 5001), (3, 5002), (4, 5003)];
const OTHERS: [(u32, u32); 4] = [(5, 5000), (6, 5001), (7, 5002), (8, 2)];

#[test]
fn meetings_that_vanish_in_mass_stay_as_they_were() {
    let mut story = Story::of(&[]);
    let both: [(u32, &[(u32, u32)]); 2] = [(1, &AHEAD), (2, &OTHERS)];
    listed(&mut story, &both, false);
    let shown = meetings(&story).len();
    story.hour = 10;
    for _ in 0..3 {
        let decision = listed(&mut story, &[(1, &[]), (2, &[])], false);
        assert_eq!(
            (decision.held.consultations, decision.held.meetings),
            (0, 7),
            "what is over does not count"
        );
        assert_eq!((gone(&story), meetings(&story).len()), (0, shown));
    }
    let back = listed(&mut story, &both, false);
    assert!(!back.held.is_any() && back.outcome.changed == 0);
    assert!(
        meetings(&story)
            .iter()
            .all(|meeting| meeting.history.sequence == 0
                && meeting.history.missing_since.is_none()),
        "nobody was told anything"
    );
}

/// Polls one consultation with these modalities, and with its meetings or without any.
fn with_modalities(
    story: &mut Story,
    modalities: &[Modality],
    meetings: &[(u32, u32)],
    confirmed: bool,
) -> (u32, Vec<Modality>) {
    let mut harvest = lists(&[(1, meetings)]);
    harvest.fresh[0].consultation.modalities = modalities.to_vec();
    story.hour += 1;
    let now = at(story.hour);
    let decision = story.polled_at(harvest, confirmed, now);
    let known = story.known[0].consultation.clone();
    (decision.outcome.changed, known.unwrap().modalities)
}

#[test]
fn what_the_held_meetings_make_of_their_consultation_is_held_with_them() {
    let both = vec![Modality::Survey, Modality::Meeting];
    let mut story = Story::of(&[]);
    with_modalities(&mut story, &both, &AHEAD, false);
    for _ in 0..3 {
        let held = with_modalities(&mut story, &[Modality::Survey], &[], false);
        assert_eq!(held, (0, both.clone()));
    }
    let confirmed = with_modalities(&mut story, &[Modality::Survey], &[], true);
    assert_eq!(confirmed, (1, vec![Modality::Survey]));
}

#[test]
fn a_space_whose_only_offer_is_held_does_not_become_information() {
    for taken in [vec![Modality::Information], Vec::new()] {
        let mut story = Story::of(&[]);
        with_modalities(&mut story, &[Modality::Meeting], &AHEAD, false);
        let held = with_modalities(&mut story, &taken, &[], false);
        assert_eq!(held, (0, vec![Modality::Meeting]));
        let confirmed = with_modalities(&mut story, &taken, &[], true);
        assert_eq!(confirmed, (1, taken));
    }
}

#[test]
fn one_meeting_that_may_come_back_keeps_its_modality_until_it_is_gone() {
    let mut story = Story::of(&[]);
    with_modalities(&mut story, &[Modality::Meeting], &AHEAD[..1], false);
    let missing = with_modalities(&mut story, &[], &[], false);
    assert_eq!(missing, (0, vec![Modality::Meeting]));
    let gone = with_modalities(&mut story, &[], &[], false);
    assert_eq!(gone, (1, Vec::new()));
}

#[test]
fn a_modality_that_is_new_is_taken_while_meetings_are_held() {
    let mut story = Story::of(&[]);
    with_modalities(&mut story, &[Modality::Meeting], &AHEAD, false);
    let held = with_modalities(&mut story, &[Modality::Vote], &[], false);
    let mut both = vec![Modality::Meeting, Modality::Vote];
    both.sort_unstable();
    assert_eq!(held, (1, both));
}

#[test]
fn the_operator_confirms_that_meetings_are_gone() {
    let mut story = Story::of(&[]);
    listed(&mut story, &[(1, &AHEAD)], false);
    listed(&mut story, &[(1, &AHEAD[..3])], false);
    listed(&mut story, &[(1, &AHEAD[..1])], false);
    assert_eq!(
        listed(&mut story, &[(1, &[])], true).held,
        Held::default(),
        "confirmed is what was missing before"
    );
    assert_eq!(gone(&story), 3);
    listed(&mut story, &[(1, &[])], false);
    assert_eq!(gone(&story), 4);
}

#[test]
fn what_is_held_stays_held_while_its_days_go_by() {
    let mut story = Story::of(&[]);
    let soon = [(1, 20), (2, 30), (3, 40), (4, 5000)];
    listed(&mut story, &[(1, &soon)], false);
    listed(&mut story, &[(1, &[])], false);
    story.hour = 50;
    let decision = listed(&mut story, &[(1, &[])], false);
    assert_eq!(decision.held.meetings, 4);
    assert_eq!((gone(&story), meetings(&story).len()), (0, 4));
}

#[test]
fn a_few_meetings_and_those_that_move_are_no_mass() {
    let mut story = Story::of(&[]);
    listed(&mut story, &[(1, &AHEAD), (2, &OTHERS)], false);
    story.hour = 10;
    let two = |story: &mut Story| listed(story, &[(1, &AHEAD[..2]), (2, &OTHERS)], false);
    assert!(!two(&mut story).held.is_any());
    two(&mut story);
    assert_eq!(gone(&story), 2);
    let moved = [&OTHERS[..], &AHEAD[..2]].concat();
    let decision = listed(&mut story, &[(1, &[]), (2, &moved)], false);
    assert!(!decision.held.is_any(), "they are told elsewhere");
}

#[test]
fn meetings_go_with_the_consultation_that_is_withdrawn() {
    let mut story = Story::of(&[]);
    let rest: Vec<(u32, &[(u32, u32)])> = (2..9).map(|key| (key, &[][..])).collect();
    let all = [vec![(1, &AHEAD[..])], rest.clone()].concat();
    listed(&mut story, &all, false);
    assert!(!listed(&mut story, &rest, false).held.is_any());
    let decision = listed(&mut story, &rest, false);
    assert_eq!((decision.outcome.withdrawn, meetings(&story).len()), (1, 0));
}

#[test]
fn a_loss_that_is_found_bit_by_bit_is_one() {
    let mut story = Story::of(&[]);
    listed(&mut story, &[(1, &AHEAD[..2]), (2, &AHEAD[2..])], false);
    let asks = |story: &mut Story, empty: u32| {
        let mut harvest = lists(&[(1, &[]), (2, &[])]);
        harvest.fresh[usize::from(empty == 1)].meetings_complete = false;
        story.hour += 1;
        let now = at(story.hour);
        story.polled_at(harvest, false, now)
    };
    assert!(!asks(&mut story, 1).held.is_any());
    assert_eq!(asks(&mut story, 2).held.meetings, 4);
    asks(&mut story, 1);
    assert_eq!(gone(&story), 0);
}

#[test]
fn two_polls_by_hand_drop_no_meeting_and_withdraw_nothing() {
    let mut story = Story::of(&[]);
    listed_at(&mut story, &[(1, &AHEAD), (2, &[])], false, at(0));
    let lacks = |story: &mut Story, minutes: i64, seconds: i64| {
        let now = at(1) + TimeDelta::minutes(minutes) + TimeDelta::seconds(seconds);
        let decision = listed_at(story, &[(1, &AHEAD[1..])], false, now);
        (decision.outcome.withdrawn, gone(story))
    };
    assert_eq!(lacks(&mut story, 0, 0), (0, 0));
    assert_eq!(lacks(&mut story, 0, 5), (0, 0));
    assert_eq!(
        lacks(&mut story, 30, 0),
        (0, 0),
        "a source that is asked twice an hour"
    );
    assert_eq!(lacks(&mut story, 60, 0), (1, 1));
    assert_eq!(lacks(&mut story, 60, 5), (0, 1), "and it is said once");
}

#[test]
fn an_hour_without_a_second_poll_proves_nothing() {
    let mut story = Story::of(&[]);
    listed(&mut story, &[(1, &AHEAD), (2, &[])], false);
    story.hour = 100;
    let decision = listed(&mut story, &[(1, &AHEAD[1..])], false);
    assert_eq!((decision.outcome.withdrawn, gone(&story)), (0, 0));
    let back = listed(&mut story, &[(1, &AHEAD), (2, &[])], false);
    assert_eq!((back.outcome.new, back.outcome.changed), (0, 0));
    story.hour = 200;
    listed(&mut story, &[(1, &AHEAD[1..])], false);
    assert_eq!(gone(&story), 0, "it was back in between");
}

#[test]
fn a_source_that_says_that_nothing_changed_lacks_the_same_meetings_again() {
    let mut story = Story::of(&[]);
    listed(&mut story, &[(1, &AHEAD)], false);
    listed(&mut story, &[(1, &AHEAD[1..])], false);
    story.hour += 1;
    let unchanged = NormalizedHarvest {
        listing: Listing::Unchanged,
        ..NormalizedHarvest::default()
    };
    let decision = story.polled_at(unchanged.clone(), false, at(story.hour));
    assert_eq!((decision.outcome.fetched, gone(&story)), (1, 1));
    assert_eq!(
        story.polled_at(unchanged, false, at(story.hour + 1)).writes,
        []
    );
}
