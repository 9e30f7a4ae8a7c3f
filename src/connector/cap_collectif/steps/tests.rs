use super::*;
use crate::model::Language;

const NOW: &str = "2026-03-20T12:00:00Z";

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

fn at(day: &str) -> Option<DateTime<FixedOffset>> {
    (!day.is_empty()).then(|| format!("{day}T09:00:00+01:00").parse().unwrap())
}

fn step(kind: StepKind, state: State, opens: &str, closes: &str) -> Step {
    Step {
        id: format!("{kind:?}-{opens}-{closes}"),
        kind,
        title: LocalizedText::of(Language::french(), format!("{kind:?}")),
        state: Some(state),
        opens: at(opens),
        closes: at(closes),
    }
}

/// The days of the phases, `-` for a phase without dates.
fn days(course: &Course) -> Vec<String> {
    let day = |moment: Option<Moment>| {
        moment.map_or_else(String::new, |moment| {
            moment.day(chrono_tz::Europe::Paris).to_string()
        })
    };
    course
        .phases
        .iter()
        .map(|phase| format!("{}-{}", day(phase.opens), day(phase.closes)))
        .collect()
}

use State::{Closed, Future, Opened};
use StepKind::{Collect, Consultation, Information, Questionnaire, Selection, Unknown};

#[test]
fn presentations_and_follow_ups_open_nothing_beside_steps_in_which_one_takes_part() {
    let course = course(
        &[
            step(Information, Opened, "2026-01-01", "2027-01-01"),
            step(Collect, Closed, "2026-01-01", "2026-02-01"),
            step(Selection, Opened, "2026-02-02", ""),
        ],
        now(),
    );
    assert_eq!(days(&course), ["-", "2026-01-01-2026-02-01", "-"]);
    assert_eq!((course.opens, course.declared), (None, None));
}

#[test]
fn a_selection_with_an_end_is_a_vote() {
    let course = course(
        &[
            step(Collect, Closed, "2026-01-01", "2026-02-01"),
            step(Selection, Opened, "2026-03-01", "2026-04-01"),
        ],
        now(),
    );
    assert_eq!(
        days(&course),
        ["2026-01-01-2026-02-01", "2026-03-01-2026-04-01"]
    );
}

#[test]
fn where_one_can_only_read_the_dates_of_reading_stand() {
    let course = course(
        &[step(Information, Opened, "2026-01-01", "2026-12-01")],
        now(),
    );
    assert_eq!(days(&course), ["2026-01-01-2026-12-01"]);
}

#[test]
fn closed_without_dates_says_nothing() {
    let course = course(
        &[
            step(Information, Closed, "", ""),
            step(Questionnaire, Closed, "", ""),
        ],
        now(),
    );
    assert_eq!((course.declared, course.opens), (None, None));
    assert_eq!(days(&course), ["-", "-"]);
}

#[test]
fn a_step_that_never_ends_keeps_the_project_open_whatever_ended_beside_it() {
    let timeless = course(
        &[
            step(Questionnaire, Closed, "2026-01-01", "2026-02-01"),
            step(Collect, Opened, "", ""),
        ],
        now(),
    );
    assert_eq!(days(&timeless), ["-", "-"]);
    assert_eq!(timeless.declared, Some(DeclaredState::Open));
    assert_eq!(timeless.opens, at("2026-01-01").map(Moment::Instant));

    let alone = course(&[step(Collect, Opened, "", "")], now());
    assert_eq!(
        (alone.declared, alone.opens),
        (Some(DeclaredState::Open), None)
    );

    let endless = course(
        &[
            step(Collect, Opened, "2026-01-01", ""),
            step(Selection, Future, "2026-05-01", "2026-06-01"),
        ],
        now(),
    );
    assert_eq!(days(&endless), ["-", "-"]);
    assert_eq!(endless.opens, at("2026-01-01").map(Moment::Instant));
}

#[test]
fn a_step_without_end_that_is_to_come_closes_nothing_and_is_closed_by_nothing() {
    let course = course(
        &[
            step(Collect, Future, "2026-06-01", ""),
            step(Questionnaire, Closed, "2026-01-01", "2026-02-01"),
        ],
        now(),
    );
    assert_eq!(days(&course), ["2026-01-01-2026-02-01", "2026-06-01-"]);
    assert_eq!(course.opens, None);
}

#[test]
fn a_last_step_without_end_is_a_phase_like_any_other() {
    let course = course(
        &[
            step(Questionnaire, Closed, "2026-01-01", "2026-02-01"),
            step(Collect, Opened, "2026-02-01", ""),
        ],
        now(),
    );
    assert_eq!(days(&course), ["2026-01-01-2026-02-01", "2026-02-01-"]);
    assert_eq!(course.opens, None);
}

#[test]
fn what_runs_already_does_not_begin_with_what_is_to_come() {
    let course = course(
        &[
            step(Collect, Opened, "", ""),
            step(Consultation, Future, "2026-09-01", "2026-10-01"),
        ],
        now(),
    );
    assert_eq!(
        (course.opens, course.declared),
        (None, Some(DeclaredState::Open))
    );
}

#[test]
fn a_step_to_come_of_which_only_the_end_is_known_has_not_begun() {
    let course = course(&[step(Questionnaire, Future, "", "2026-06-01")], now());
    assert_eq!(days(&course), ["-"]);
    assert_eq!(course.declared, Some(DeclaredState::Upcoming));
}

#[test]
fn a_step_of_an_unknown_kind_counts_by_its_dates() {
    let course = course(&[step(Unknown, Opened, "2026-03-01", "2026-04-01")], now());
    assert_eq!(days(&course), ["2026-03-01-2026-04-01"]);
    assert_eq!(
        modalities(&[step(Unknown, Opened, "2026-03-01", "")], None),
        []
    );
}

#[test]
fn modalities_come_from_steps_and_from_the_types_that_the_platform_ships() {
    let steps = [
        step(Information, Closed, "", ""),
        step(Collect, Closed, "2026-01-01", "2026-02-01"),
        step(Selection, Opened, "2026-03-01", "2026-04-01"),
        step(Selection, Future, "2026-05-01", ""),
    ];
    assert_eq!(
        modalities(&steps, Some("project.types.participatoryBudgeting")),
        [
            Modality::ParticipatoryBudget,
            Modality::IdeaBox,
            Modality::Vote
        ]
    );
    assert_eq!(
        modalities(&[], Some("project.types.interpellation")),
        [Modality::Petition]
    );
    for unknown in ["Grand débat", "project.types.somethingNew", ""] {
        assert_eq!(modalities(&[], Some(unknown)), []);
    }
    assert_eq!(
        modalities(&[step(Information, Opened, "", "")], None),
        [Modality::Information]
    );
}
