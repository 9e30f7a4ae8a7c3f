use std::sync::Arc;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::Site;
use crate::html::Reader;
use crate::html::card::{remaining, state};
use crate::tests::{day, entry_at};
use passerelle_model::{Consultation, DeclaredState, Language, LocalizedText, Phase, Results};

/// The day on which everything is said.
fn today() -> DateTime<Utc> {
    "2026-11-30T11:00:00Z".parse().unwrap()
}

fn phase(title: &str, opens: &str, closes: &str) -> Phase {
    Phase {
        title: LocalizedText::of(Language::french(), title),
        period: Period {
            opens: day(opens),
            closes: day(closes),
        },
        ..Phase::default()
    }
}

fn read(title: &str, opens: &str, closes: &str) -> Phase {
    Phase {
        participatory: false,
        ..phase(title, opens, closes)
    }
}

fn whole(opens: &str, closes: &str) -> impl FnOnce(&mut Consultation) {
    let (opens, closes) = (day(opens), day(closes));
    move |consultation| consultation.period = Period { opens, closes }
}

fn phases(phases: Vec<Phase>) -> impl FnOnce(&mut Consultation) {
    move |consultation| consultation.phases = phases
}

fn at(change: impl FnOnce(&mut Consultation)) -> Arc<Entry> {
    entry_at(today(), change)
}

fn results(on: &str) -> Results {
    Results {
        published_on: on.parse().ok(),
        documents: Vec::new(),
    }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn english() -> Phrases {
    Phrases::of(&["en".parse().unwrap()])
}

/// Every sentence about one entry.
fn sentences(entry: &Entry, phrases: &Phrases) -> [String; 3] {
    let today = today().date_naive();
    let shown = [
        Some(timing(entry, phrases)),
        Some(state(phrases, entry, today).text),
        remaining(phrases, entry, today),
    ];
    shown.map(|text| plain(&text.unwrap_or_default()))
}

/// Planting: ideas until 3 December, a programme in January.
fn canopy() -> Vec<Phase> {
    vec![
        phase("Collecte sur la carte", "2026-11-12", "2026-12-03"),
        phase("Programme de plantation", "2027-01-09", "2027-01-29"),
    ]
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of every state")]
fn each_state_says_what_holds_now_and_what_comes_next() {
    let paused = || {
        vec![
            phase("Idées", "2026-10-01", "2026-11-10"),
            phase("Vote", "2026-12-14", "2026-12-29"),
        ]
    };
    let analysed = || {
        let mut phases = paused();
        phases.insert(1, read("Analyse", "2026-11-11", "2026-12-13"));
        phases
    };
    #[rustfmt::skip]
    let table = [
        (at(whole("2026-11-01", "2026-12-12")),
            ["Jusqu’au 12 décembre 2026", "Ouverte jusqu’au 12 décembre", "encore 12 jours"],
            ["Until 12 December 2026", "Open until 12 December", "12 days left"]),
        (at(whole("2026-11-01", "2026-12-06")),
            ["Jusqu’au 6 décembre 2026", "Se termine dimanche 6 décembre", "encore 6 jours"],
            ["Until 6 December 2026", "Closes Sunday 6 December", "6 days left"]),
        (at(whole("2026-11-01", "2026-11-30")),
            ["Jusqu’au 30 novembre 2026", "Se termine lundi 30 novembre", "c’est le dernier jour"],
            ["Until 30 November 2026", "Closes Monday 30 November", "this is the last day"]),
        (at(phases(canopy())),
            ["Jusqu’au 3 décembre 2026, ensuite : Programme de plantation, du 9 au 29 janvier 2027", "Se termine jeudi 3 décembre", "encore 3 jours"],
            ["Until 3 December 2026, then: Programme de plantation, from 9 to 29 January 2027", "Closes Thursday 3 December", "3 days left"]),
        (at(whole("2026-11-01", "")),
            ["Ouverte, sans date limite", "Ouverte, sans date limite", ""],
            ["Open, no closing date", "Open, no closing date", ""]),
        (at(whole("2026-12-01", "2027-01-15")),
            ["Du 1er décembre 2026 au 15 janvier 2027", "Ouvre mardi 1er décembre", "ouvre demain"],
            ["From 1 December 2026 to 15 January 2027", "Opens Tuesday 1 December", "opens tomorrow"]),
        (at(|c| { whole("2026-10-01", "2027-01-29")(c); phases(canopy().split_off(1))(c); }),
            ["Du 9 au 29 janvier 2027", "Ouvre samedi 9 janvier 2027", "dans 40 jours"],
            ["From 9 to 29 January 2027", "Opens Saturday 9 January 2027", "in 40 days"]),
        (at(|c| c.declared_state = Some(DeclaredState::Upcoming)),
            ["À venir", "À venir", ""],
            ["Upcoming", "Upcoming", ""]),
        (at(phases(paused())),
            ["Entre deux étapes, reprise le 14 décembre 2026 : Vote", "Entre deux étapes, reprise le 14 décembre", "reprise dans 14 jours"],
            ["Between two phases, resumes on 14 December 2026: Vote", "Between two phases, resumes on 14 December", "resumes in 14 days"]),
        (at(phases(analysed())),
            ["Participation en pause, reprise le 14 décembre 2026 : Vote", "Participation en pause, reprise le 14 décembre", "reprise dans 14 jours"],
            ["Participation is paused, resumes on 14 December 2026: Vote", "Participation is paused, resumes on 14 December", "resumes in 14 days"]),
        (at(whole("2026-06-01", "2026-10-31")),
            ["Terminée le 31 octobre 2026", "Terminée le 31 octobre", ""],
            ["Closed on 31 October 2026", "Closed on 31 October", ""]),
        (at(whole("2025-06-01", "2025-10-31")),
            ["Terminée le 31 octobre 2025", "Terminée le 31 octobre 2025", ""],
            ["Closed on 31 October 2025", "Closed on 31 October 2025", ""]),
        (at(|c| { whole("2026-10-01", "2027-02-13")(c); c.declared_state = Some(DeclaredState::Closed); }),
            ["Terminée", "Terminée", ""],
            ["Closed", "Closed", ""]),
        (at(|c| { whole("2026-06-01", "2026-10-31")(c); c.results = Some(results("2026-11-20")); }),
            ["Résultats publiés le 20 novembre 2026", "Résultats publiés le 20 novembre", ""],
            ["Results published on 20 November 2026", "Results published on 20 November", ""]),
        (at(|c| { whole("2026-06-01", "2026-10-31")(c); c.results = Some(results("")); }),
            ["Terminée le 31 octobre 2026, résultats publiés", "Terminée le 31 octobre, résultats publiés", ""],
            ["Closed on 31 October 2026, results published", "Closed on 31 October, results published", ""]),
        (at(|c| { c.declared_state = Some(DeclaredState::Closed); c.results = Some(results("")); }),
            ["Résultats publiés", "Résultats publiés", ""],
            ["Results published", "Results published", ""]),
        (at(|c| { whole("2026-06-01", "2026-10-31")(c); c.results = Some(results("2026-12-10")); }),
            ["Terminée le 31 octobre 2026", "Terminée le 31 octobre", ""],
            ["Closed on 31 October 2026", "Closed on 31 October", ""]),
        (at(|_| {}),
            ["Dates non précisées", "Dates non précisées", ""],
            ["No dates given", "No dates given", ""]),
    ];
    for (entry, french, in_english) in table {
        assert_eq!(sentences(&entry, &Phrases::default()), french);
        assert_eq!(sentences(&entry, &english()), in_english);
    }
}

#[test]
fn what_overlaps_does_not_come_next_and_what_is_only_read_does() {
    let overlapping = vec![
        phase("Idées", "2026-11-01", "2026-12-20"),
        phase("Ateliers", "2026-12-10", "2027-01-15"),
        read("Restitution", "2027-02-01", "2027-02-01"),
    ];
    let said = |change| plain(&timing(&at(change), &Phrases::default()));
    assert_eq!(
        said(phases(overlapping)),
        "Jusqu’au 20 décembre 2026, ensuite : Restitution, le 1er février 2027"
    );
    let untitled = vec![
        phase("", "2026-11-01", "2026-12-20"),
        phase("", "2027-01-10", ""),
    ];
    assert_eq!(
        said(phases(untitled)),
        "Jusqu’au 20 décembre 2026, ensuite : Étape 2, à partir du 10 janvier 2027"
    );
    let over = vec![
        phase("Idées", "2026-10-01", "2026-11-10"),
        read("Analyse", "2026-11-20", "2026-12-10"),
        read("Bilan", "2027-01-10", "2027-01-20"),
    ];
    assert_eq!(
        said(phases(over)),
        "Terminée le 10 novembre 2026, ensuite : Bilan, du 10 au 20 janvier 2027"
    );
}

#[test]
fn a_page_never_says_that_one_is_in_a_phase_and_between_two() {
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
        today: today().date_naive(),
        moment: today(),
        files: None,
        rights: "",
    };
    let page = |middle: Option<Phase>| {
        let mut all = vec![phase("Idées", "2026-10-01", "2026-11-10")];
        all.extend(middle);
        all.push(phase("Vote", "2026-12-14", "2026-12-29"));
        let page = crate::html::consultation(&reader, &at(phases(all))).unwrap();
        plain(&String::from_utf8(page).unwrap())
    };
    let between = page(None);
    assert!(between.contains("Entre deux étapes") && !between.contains("vous êtes ici"));
    assert!(between.contains("Ensuite : <span>Vote</span>, du 14 au 29 décembre"));
    let within = page(Some(read("Analyse", "2026-11-11", "2026-12-13")));
    assert!(!within.contains("Entre deux étapes") && within.contains("vous êtes ici"));
}

/// The days of a sentence, each with the last word about time before it.
fn days_said(sentence: &str) -> Vec<(bool, NaiveDate)> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let words: Vec<&str> = sentence
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut past = false;
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        match *word {
            "Closed" | "published" => past = true,
            "Until" | "then" | "From" | "from" | "resumes" | "Opens" | "Closes" | "until" => {
                past = false;
            }
            _ => {}
        }
        let month = MONTHS.iter().position(|month| month == word);
        let (Some(month), true) = (month, place > 0) else {
            continue;
        };
        // The last day of a span says the year of both.
        let years = words.iter().skip(place + 1);
        let mut years = years.filter_map(|word| word.parse().ok());
        let year = years.find(|year| *year > 31);
        let month = u32::try_from(month + 1).unwrap();
        let number = words[place - 1].parse().unwrap();
        let day = NaiveDate::from_ymd_opt(year.unwrap_or(2026), month, number);
        found.push((past, day.unwrap()));
    }
    found
}

type Drawn = (i64, i64, bool, bool, bool, bool);

fn drawn(plan: &mut Consultation, whole: Drawn, days: Vec<Drawn>, on: Option<i64>) {
    let moment = |days: i64| {
        let day = (today() + chrono::Duration::days(days)).date_naive();
        Some(Moment::Day(day))
    };
    let period = |(opens, length, has_open, has_close, ..): Drawn| Period {
        opens: moment(opens).filter(|_| has_open),
        closes: moment(opens + length).filter(|_| has_close),
    };
    plan.period = period(whole);
    plan.declared_state = whole.4.then_some(DeclaredState::Closed);
    plan.results = on.map(|on| Results {
        published_on: moment(on).map(|moment| moment.day(plan.timezone)),
        documents: Vec::new(),
    });
    let phases = days.into_iter().map(|drawn| Phase {
        title: LocalizedText::of(Language::french(), "Étape"),
        period: period(drawn),
        participatory: drawn.4,
        active: drawn.5,
    });
    plan.phases = phases.collect();
}

proptest! {
    #[test]
    fn no_sentence_speaks_of_a_day_in_the_wrong_tense(
        whole in (-300i64..300, 0i64..400, any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), any::<bool>()),
        days in proptest::collection::vec((-300i64..300, 0i64..90, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()), 0..5),
        on in proptest::option::of(-100i64..100),
    ) {
        let entry = at(|plan| drawn(plan, whole, days, on));
        let now = today().date_naive();
        for sentence in sentences(&entry, &english()) {
            for (past, day) in days_said(&sentence) {
                prop_assert!(if past { day <= now } else { day >= now }, "{sentence}");
            }
        }
    }
}
