use proptest::prelude::*;

use super::*;
use crate::documented::{Case, NOON, Outcome, cases};
use crate::{LocalizedText, Phase, Results, samples};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> Option<Moment> {
    (!text.is_empty()).then(|| Moment::Day(text.parse().unwrap()))
}

/// A consultation with these phases, each from a day until a day; an empty text is no date.
fn consultation(phases: &[(&str, &str)]) -> Consultation {
    Consultation {
        phases: phases
            .iter()
            .map(|(opens, closes)| Phase {
                title: LocalizedText::default(),
                period: Period {
                    opens: day(opens),
                    closes: day(closes),
                },
                ..Phase::default()
            })
            .collect(),
        ..samples::consultation("participez.example.fr", 1, "Révision du PLUi")
    }
}

#[test]
fn it_opens_pauses_and_closes_with_its_phases() {
    let plan = consultation(&[("2026-03-01", "2026-03-31"), ("2026-05-01", "2026-05-31")]);
    let expected = [
        ("2026-02-28T22:59:59Z", Status::Upcoming),
        ("2026-02-28T23:00:00Z", Status::Open),
        ("2026-03-31T21:59:59Z", Status::Open),
        ("2026-03-31T22:00:00Z", Status::Paused),
        ("2026-04-30T22:00:00Z", Status::Open),
        ("2026-05-31T22:00:00Z", Status::Closed),
    ];
    for (moment, status) in expected {
        assert_eq!(plan.status_at(utc(moment)), status, "{moment}");
    }
}

#[test]
fn phases_that_follow_each_other_day_by_day_leave_no_pause() {
    let plan = consultation(&[("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-30")]);
    assert_eq!(plan.status_at(utc("2026-03-31T22:00:00Z")), Status::Open);
}

#[test]
fn a_phase_without_an_end_lasts_until_the_next_begins() {
    let plan = consultation(&[("2026-03-01", ""), ("2026-04-01", "2026-04-30"), ("", "")]);
    assert_eq!(plan.status_at(utc("2026-03-20T12:00:00Z")), Status::Open);
    assert_eq!(
        plan.course_at(utc("2026-03-20T12:00:00Z")).current_phase,
        Some(0)
    );
    assert_eq!(
        plan.course_at(utc("2026-04-02T12:00:00Z")).current_phase,
        Some(1)
    );
    assert_eq!(plan.status_at(utc("2026-05-02T12:00:00Z")), Status::Closed);
}

#[test]
fn without_dated_phases_the_whole_period_counts_and_without_dates_the_declared_state() {
    let mut plan = consultation(&[("", "")]);
    let now = utc("2026-03-20T12:00:00Z");
    assert_eq!(plan.status_at(now), Status::Unknown);
    plan.declared_state = Some(DeclaredState::Upcoming);
    assert_eq!(plan.status_at(now), Status::Upcoming);
    plan.period.opens = day("2026-03-01");
    assert_eq!(plan.status_at(now), Status::Open);
}

#[test]
fn published_results_show_only_once_it_is_over() {
    let mut plan = consultation(&[("2026-03-01", "2026-03-31")]);
    plan.results = Some(Results::default());
    assert_eq!(plan.status_at(utc("2026-03-20T12:00:00Z")), Status::Open);
    assert_eq!(plan.status_at(utc("2026-04-20T12:00:00Z")), Status::Results);
}

/// A case of the documentation as a consultation.
fn documented(case: &Case) -> Consultation {
    let days: Vec<(&str, &str)> = case
        .phases
        .iter()
        .map(|phase| (phase.opens.as_str(), phase.closes.as_str()))
        .collect();
    let mut plan = consultation(&days);
    for (phase, written) in plan.phases.iter_mut().zip(&case.phases) {
        phase.active = written.active;
        phase.participatory = !written.reading;
    }
    plan.period = Period {
        opens: day(&case.whole.opens),
        closes: day(&case.whole.closes),
    };
    plan.declared_state = case.declared_state;
    plan
}

#[test]
fn the_table_of_cases_holds() {
    let cases = cases();
    assert!(cases.len() > 40, "the table was found: {}", cases.len());
    for case in &cases {
        let plan = documented(case);
        let course = plan.course_at(utc(NOON));
        assert_eq!(Outcome::of(&plan, &course), case.outcome, "{}", case.what);
    }
}

#[test]
fn what_its_source_says_is_over_is_over_whatever_the_dates_say() {
    let mut petition = consultation(&[("2026-03-01", "2026-05-31")]);
    petition.declared_state = Some(DeclaredState::Closed);
    let now = utc("2026-04-20T12:00:00Z");
    let course = petition.course_at(now);
    assert_eq!((course.status, course.ended), (Status::Closed, None));
    assert_eq!(petition.participations(), []);
    let ended = petition.course_at(utc("2026-06-20T12:00:00Z")).ended;
    assert_eq!(ended, day("2026-05-31"), "what is past is told");
    petition.results = Some(Results::default());
    assert_eq!(petition.status_at(now), Status::Results);
}

#[test]
fn results_announced_for_a_day_to_come_are_not_published_yet() {
    let mut plan = consultation(&[("2026-03-01", "2026-03-31")]);
    plan.results = Some(Results {
        published_on: "2026-04-10".parse().ok(),
        documents: Vec::new(),
    });
    let before = utc("2026-04-05T12:00:00Z");
    let day = utc("2026-04-09T22:00:00Z");
    assert_eq!(plan.status_at(before), Status::Closed);
    assert_eq!(plan.next_transition(before), Some(day));
    assert_eq!(plan.status_at(day), Status::Results);
}

#[test]
fn what_goes_on_after_its_phases_is_a_stretch_of_its_own() {
    let stretches = |closes: &str, reading: bool| -> Vec<_> {
        let mut plan = consultation(&[("2026-03-01", "2026-03-31"), ("2026-04-01", "2026-04-10")]);
        if reading {
            plan.phases[1].participatory = false;
        } else {
            plan.phases.pop();
        }
        plan.period.closes = day(closes);
        let all = plan.participations().into_iter();
        all.map(|it| (it.phase, it.period.opens, it.period.closes))
            .collect()
    };
    let phase = (Some(0), day("2026-03-01"), day("2026-03-31"));
    let rest = (None, day("2026-04-01"), day("2026-06-30"));
    assert_eq!(stretches("2026-06-30", false), [phase, rest]);
    assert_eq!(stretches("2026-03-31", false), [phase]);
    assert_eq!(stretches("", false), [phase]);
    assert_eq!(stretches("2026-06-30", true), [phase], "then one reads");
}

#[test]
fn closes_soon_is_seven_days_the_last_included() {
    let plan = consultation(&[("2026-03-01", "2026-03-31")]);
    let on = |text: &str| {
        let now = utc(text);
        let course = plan.course_at(now);
        (
            course.days_left(plan.timezone, now),
            course.closes_soon(plan.timezone, now),
        )
    };
    assert_eq!(on("2026-03-24T12:00:00Z"), (Some(7), false));
    assert_eq!(on("2026-03-25T12:00:00Z"), (Some(6), true));
    assert_eq!(on("2026-03-31T12:00:00Z"), (Some(0), true));
    assert_eq!(on("2026-04-01T12:00:00Z"), (None, false));
}

proptest! {
    #[test]
    fn no_tense_contradicts_the_day(
        whole in (-200i64..200, -200i64..200, any::<bool>(), any::<bool>()),
        days in proptest::collection::vec((-200i64..200, 0i64..100, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 0..5),
    ) {
        let now = utc("2026-03-20T12:00:00Z");
        let moment = |days: i64| Some(Moment::Day((now + chrono::Duration::days(days)).date_naive()));
        let mut plan = consultation(&[]);
        plan.period = Period { opens: moment(whole.0).filter(|_| whole.2), closes: moment(whole.1).filter(|_| whole.3) };
        plan.phases = days
            .into_iter()
            .map(|(opens, length, has_open, has_close, participatory, active)| Phase {
                title: LocalizedText::default(),
                period: Period { opens: moment(opens).filter(|_| has_open), closes: moment(opens + length).filter(|_| has_close) },
                participatory,
                active,
            })
            .collect();
        let course = plan.course_at(now);
        let today = now.date_naive();
        let zone = plan.timezone;
        prop_assert_eq!(course.deadline.is_some() && course.status != Status::Open, false);
        if let Some(last) = course.last_day(zone) {
            prop_assert!(last >= today);
            prop_assert!(plan.period.closes.is_none_or(|end| last <= end.day(zone)));
        }
        prop_assert!(course.opening.is_none_or(|opening| opening.begins(zone) > now));
        prop_assert!(course.ended.is_none_or(|ended| ended.over(zone) <= now));
    }

    #[test]
    fn the_status_changes_at_no_other_moment_than_the_announced_one(
        whole in (-200i64..200, -200i64..200, any::<bool>(), any::<bool>()),
        days in proptest::collection::vec((-200i64..200, -200i64..200, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 0..5),
        at in -250i64..250,
        seconds in 0i64..400 * 86_400,
    ) {
        let base = utc("2026-03-20T12:00:00Z");
        let moment = |days: i64| Some(Moment::Day((base + chrono::Duration::days(days)).date_naive()));
        let mut plan = consultation(&[]);
        plan.period = Period { opens: moment(whole.0).filter(|_| whole.2), closes: moment(whole.1).filter(|_| whole.3) };
        plan.phases = days
            .into_iter()
            .map(|(opens, closes, has_open, has_close, participatory, active)| Phase {
                title: LocalizedText::default(),
                period: Period {
                    opens: moment(opens).filter(|_| has_open),
                    closes: moment(closes).filter(|_| has_close),
                },
                participatory,
                active,
            })
            .collect();
        let now = base + chrono::Duration::days(at);
        let later = now + chrono::Duration::seconds(seconds);
        let changes_before = plan.next_transition(now).is_some_and(|transition| transition <= later);
        if !changes_before {
            prop_assert_eq!(plan.status_at(now), plan.status_at(later));
            prop_assert_eq!(plan.course_at(now), plan.course_at(later));
        }
    }
}
