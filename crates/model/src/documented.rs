//! The tables of `docs/deadlines.md`, for the tests: what is documented is what is tested.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use super::{Consultation, Course, DeclaredState};

const PAGE: &str = include_str!("../../../docs/deadlines.md");

/// The moment of the table of cases: noon in Paris on 30 November 2026.
pub const NOON: &str = "2026-11-30T11:00:00Z";

/// A period as the documentation writes it; empty where there is no day.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The first day.
    pub opens: String,
    /// The last day.
    pub closes: String,
    /// The platform's own current phase.
    pub active: bool,
    /// A phase in which one only reads.
    pub reading: bool,
    /// The title of a phase, where it matters.
    pub title: Option<&'static str>,
}

/// The outcome that must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    status: String,
    last_day: String,
    /// The numbers of phases, from 1.
    current: String,
    next: String,
}

impl Outcome {
    /// Computes the outcome that the rule of deadlines gives.
    pub fn of(consultation: &Consultation, course: &Course) -> Self {
        let number = |at: Option<usize>| at.map_or_else(none, |at| (at + 1).to_string());
        let last_day = course.last_day(consultation.timezone);
        Self {
            status: course.status.token().to_owned(),
            last_day: last_day.map_or_else(none, |day| day.to_string()),
            current: number(course.current_phase),
            next: number(course.next_phase),
        }
    }
}

/// A case.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// The name of the case.
    pub what: String,
    /// The dates of the consultation itself.
    pub whole: Written,
    /// The phases, in their order.
    pub phases: Vec<Written>,
    /// The state that the platform tells.
    pub declared_state: Option<DeclaredState>,
    /// The outcome that must come of it.
    pub outcome: Outcome,
    /// The letters of the platforms that can tell it.
    pub told_by: String,
}

/// The mark of what there is not.
pub fn none() -> String {
    "–".to_owned()
}

/// The rows of the table below a heading, without its head.
pub fn rows(heading: &str) -> Vec<Vec<String>> {
    let (_, below) = PAGE.split_once(&format!("## {heading}\n")).unwrap();
    let lines = below.lines().skip_while(|line| !line.starts_with('|'));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells = row.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().to_owned()).collect()
    })
    .collect()
}

/// The entries of the list below a heading.
pub fn list(heading: &str) -> Vec<&'static str> {
    let (_, below) = PAGE.split_once(&format!("## {heading}\n")).unwrap();
    let lines = below.lines().take_while(|line| !line.starts_with("## "));
    lines.filter_map(|line| line.strip_prefix("- ")).collect()
}

/// `2026-10-01 to 2026-12-03`, `from 2026-10-01`, `until 2026-12-03`, `without dates` or nothing, with marks.
fn written(text: &str) -> Written {
    let mut found = Written {
        active: text.contains("(current)"),
        reading: text.contains("(reading)"),
        ..Written::default()
    };
    let days = text.split('(').next().unwrap().trim();
    match days.split_once(' ') {
        Some(("from", opens)) => opens.clone_into(&mut found.opens),
        Some(("until", closes)) => closes.clone_into(&mut found.closes),
        Some(("without", "dates")) => {}
        None if days == none() => {}
        _ => {
            let (opens, closes) = days.split_once(" to ").unwrap();
            (found.opens, found.closes) = (opens.to_owned(), closes.to_owned());
        }
    }
    found
}

/// The table of cases.
pub fn cases() -> Vec<Case> {
    let case = |row: Vec<String>| {
        let [
            what,
            whole,
            phases,
            word,
            status,
            last_day,
            current,
            next,
            told_by,
        ] = row.try_into().expect("nine columns");
        let phases = phases.split(';').map(str::trim);
        Case {
            what,
            whole: written(&whole),
            phases: phases
                .filter(|phase| *phase != none())
                .map(written)
                .collect(),
            declared_state: match word.as_str() {
                "upcoming" => Some(DeclaredState::Upcoming),
                "open" => Some(DeclaredState::Open),
                "closed" => Some(DeclaredState::Closed),
                _ => None,
            },
            outcome: Outcome {
                status,
                last_day,
                current,
                next,
            },
            told_by,
        }
    };
    rows("Cases").into_iter().map(case).collect()
}
