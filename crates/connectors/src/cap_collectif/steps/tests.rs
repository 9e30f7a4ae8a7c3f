use super::*;
use passerelle_model::Language;

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

/// The phases: their days, `-` for one without dates, `r` where one only reads, `c` where the platform says that it runs without dates.
fn phases(timeline: &Timeline) -> Vec<String> {
    let day = |moment: Option<Moment>| {
        moment.map_or_else(String::new, |moment| {
            moment.day(chrono_tz::Europe::Paris).to_string()
        })
    };
    let written = |phase: &PhaseRecord| {
        let reads = if phase.participatory == Some(true) {
            ""
        } else {
            " r"
        };
        let current = if phase.active { " c" } else { "" };
        format!("{}-{}{reads}{current}", day(phase.opens), day(phase.closes))
    };
    timeline.phases.iter().map(written).collect()
}

use State::{Closed, Future, Opened};
use StepKind::{Collect, Consultation, Information, Questionnaire, Selection, Unknown};

#[test]
fn every_step_keeps_its_dates_and_says_whether_one_takes_part_in_it() {
    let timeline = timeline(&[
        step(Information, Opened, "2026-01-01", "2027-01-01"),
        step(Collect, Closed, "2026-01-01", "2026-02-01"),
        step(Selection, Opened, "2026-02-02", ""),
        step(Information, Future, "2026-09-01", "2026-10-01"),
    ]);
    assert_eq!(
        phases(&timeline),
        [
            "2026-01-01-2027-01-01 r",
            "2026-01-01-2026-02-01",
            "2026-02-02- r",
            "2026-09-01-2026-10-01 r"
        ]
    );
    assert_eq!(timeline.declared, None);
}

#[test]
fn a_selection_with_an_end_is_a_vote() {
    let timeline = timeline(&[
        step(Collect, Closed, "2026-01-01", "2026-02-01"),
        step(Selection, Opened, "2026-03-01", "2026-04-01"),
    ]);
    assert_eq!(
        phases(&timeline),
        ["2026-01-01-2026-02-01", "2026-03-01-2026-04-01"]
    );
}

#[test]
fn where_one_can_only_read_reading_is_what_there_is_to_do() {
    let timeline = timeline(&[
        step(Information, Opened, "2026-01-01", "2026-12-01"),
        step(Selection, Opened, "2026-02-02", ""),
    ]);
    assert_eq!(
        phases(&timeline),
        ["2026-01-01-2026-12-01", "2026-02-02- r"]
    );
}

#[test]
fn a_follow_up_alone_opens_nothing() {
    let timeline = timeline(&[step(Selection, Opened, "2026-02-02", "")]);
    assert_eq!(
        (phases(&timeline)[0].as_str(), timeline.declared),
        ("- r", None)
    );
}

#[test]
fn closed_without_dates_says_nothing() {
    let timeline = timeline(&[
        step(Information, Closed, "", ""),
        step(Questionnaire, Closed, "", ""),
    ]);
    assert_eq!(timeline.declared, None);
    assert_eq!(phases(&timeline), ["- r", "-"]);
}

#[test]
fn a_step_that_never_ends_is_closed_by_none_that_follows_it() {
    let endless = step(Collect, Opened, "2026-01-01", "");
    let timeless = step(Questionnaire, Opened, "", "");
    let later_endless = step(Consultation, Future, "2026-05-01", "");
    let vote = step(Selection, Future, "2026-05-01", "2026-06-01");
    let presentation = step(Information, Future, "2026-05-01", "2026-06-01");
    let ended = step(Collect, Closed, "2025-01-01", "2025-02-01");
    for (steps, expected) in [
        (
            vec![endless.clone(), vote.clone()],
            vec!["2026-05-01-2026-06-01", "2026-01-01-"],
        ),
        (
            vec![endless.clone(), presentation],
            vec!["2026-05-01-2026-06-01 r", "2026-01-01-"],
        ),
        (
            vec![timeless.clone(), vote],
            vec!["2026-05-01-2026-06-01", "- c"],
        ),
        (
            vec![timeless, endless.clone(), later_endless],
            vec!["2026-05-01-", "2026-01-01-", "- c"],
        ),
        // What began before does not close it: the order of the platform stands.
        (
            vec![endless, ended],
            vec!["2026-01-01-", "2025-01-01-2025-02-01"],
        ),
    ] {
        assert_eq!(phases(&timeline(&steps)), expected);
    }
}

#[test]
fn a_step_to_come_of_which_only_the_end_is_known_has_not_begun() {
    let timeline = timeline(&[step(Questionnaire, Future, "", "2026-06-01")]);
    assert_eq!(phases(&timeline), ["-"]);
    assert_eq!(timeline.declared, Some(DeclaredState::Upcoming));
}

#[test]
fn a_step_of_an_unknown_kind_counts_by_its_dates() {
    let timeline = timeline(&[step(Unknown, Opened, "2026-03-01", "2026-04-01")]);
    assert_eq!(phases(&timeline), ["2026-03-01-2026-04-01"]);
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
