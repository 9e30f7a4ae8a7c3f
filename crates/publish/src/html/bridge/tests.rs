use std::sync::Arc;

use super::*;
use crate::Site;
use crate::tests::{day, entry_at};
use passerelle_model::{LocalizedText, Period, Phase};

/// Beginning, end and marks of each phase: `a` for the platform's current one, `r` for one in which one only reads.
type Days<'a> = [(&'a str, &'a str, &'a str)];

fn phases(days: &Days<'_>, whole: (&str, &str), noon: &str) -> Arc<Entry> {
    let moment = format!("{noon}T11:00:00Z").parse().unwrap();
    entry_at(moment, |consultation| {
        consultation.period = Period {
            opens: day(whole.0),
            closes: day(whole.1),
        };
        let phases = days.iter().map(|(opens, closes, marks)| Phase {
            title: LocalizedText::default(),
            period: Period {
                opens: day(opens),
                closes: day(closes),
            },
            participatory: !marks.contains('r'),
            active: marks.contains('a'),
        });
        consultation.phases = phases.collect();
    })
}

fn over(entry: &Entry, today: &str) -> Option<Bridge> {
    let site = Site::new(
        "Agenda",
        &"https://agenda.example.fr".parse().unwrap(),
        Vec::new(),
        Vec::new(),
    );
    let reader = Reader {
        site: &site,
        languages: site.languages(),
        language: None,
        today: today.parse().unwrap(),
        moment: format!("{today}T11:00:00Z").parse().unwrap(),
        files: None,
        rights: "",
    };
    Bridge::over(&reader, entry, &Phrases::default())
}

fn drawn(days: &Days<'_>, today: &str) -> Option<Bridge> {
    over(&phases(days, ("", ""), today), today)
}

const TWO: [(&str, &str, &str); 2] = [
    ("2026-11-01", "2026-11-10", ""),
    ("2026-11-16", "2026-11-25", ""),
];

#[test]
fn the_person_stands_where_today_is() {
    let svg = drawn(&TWO, "2026-11-20").unwrap().svg();
    assert!(svg.contains("aria-label=\"Étape 2 sur 2\""), "{svg}");
    let behind = "class=\"done\" x=\"0.0%\" y=\"4.5\" width=\"49.4%\"";
    assert!(svg.contains(behind), "{svg}");
    assert!(svg.contains("cx=\"72.2%\""), "{svg}");
}

#[test]
fn before_between_and_after_its_phases_nobody_is_in_one() {
    let said = |today| {
        let bridge = drawn(&TWO, today).unwrap();
        assert!(bridge.spans.iter().all(|span| span.gone.is_none()));
        (bridge.name, bridge.person)
    };
    assert_eq!(
        said("2026-10-31"),
        ("Avant la première des 2 étapes".to_owned(), 1.0)
    );
    let (name, person) = said("2026-11-12");
    assert_eq!(name, "Entre les étapes 1 et 2, sur 2");
    assert!((person - 49.7).abs() < 0.01, "{person}");
    assert_eq!(
        said("2026-11-26"),
        ("Terminée, en 2 étapes".to_owned(), 99.0)
    );
}

#[test]
fn what_goes_on_after_its_phases_is_behind_the_last_of_them() {
    let entry = phases(&TWO, ("2026-11-01", "2027-01-31"), "2026-12-02");
    let bridge = over(&entry, "2026-12-02").unwrap();
    assert_eq!(entry.status, Status::Open);
    assert_eq!(bridge.name, "Après la dernière des 2 étapes");
}

#[test]
fn one_phase_is_no_bridge_and_phases_without_any_date_are_none() {
    assert_eq!(drawn(&TWO[..1], "2026-11-05"), None);
    assert_eq!(drawn(&[("", "", ""), ("", "", "")], "2026-11-05"), None);
    let current = drawn(&[("", "", ""), ("", "", "a")], "2026-11-05");
    assert_eq!(current.unwrap().name, "Étape 2 sur 2");
}

#[test]
fn a_phase_whose_days_nobody_knows_has_its_place() {
    let days = [
        ("2026-11-01", "", ""),
        ("2026-12-01", "2026-12-10", ""),
        ("", "", ""),
    ];
    let svg = drawn(&days, "2026-11-15").unwrap().svg();
    assert_eq!(svg.matches("<rect").count(), 4);
}

#[test]
fn where_phases_overlap_the_person_is_where_one_can_take_part_for_the_shortest_time() {
    let days = [
        ("2026-11-01", "2026-12-10", ""),
        ("2026-11-11", "2026-11-20", ""),
    ];
    let bridge = drawn(&days, "2026-11-15").unwrap();
    assert_eq!(bridge.name, "Étape 2 sur 2");
    let is_running = |span: &Span| span.standing == Standing::Now;
    assert!(bridge.spans.iter().all(is_running), "none is over");
}

#[test]
fn what_the_source_says_is_over_has_nobody_on_it() {
    let moment = "2026-11-05T11:00:00Z".parse().unwrap();
    let entry = phases(&TWO, ("2026-10-01", "2026-10-31"), "2026-11-05");
    assert_eq!(entry.status, Status::Closed);
    let next = [Standing::Done, Standing::Next];
    assert_eq!(standings(&entry, moment), next);
    assert_eq!(over(&entry, "2026-11-05"), None, "all of it lies outside");
}
