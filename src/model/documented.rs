//! The tables of `docs/deadlines.md`, for the tests: what is documented is what is tested.

use super::{Consultation, Course, DeclaredState};

const PAGE: &str = include_str!("../../docs/deadlines.md");

/// The moment of the table of cases: noon in Paris on 30 November 2026.
pub(crate) const NOON: &str = "2026-11-30T11:00:00Z";

/// From a day until a day; empty where there is none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) opens: String,
    pub(crate) closes: String,
    /// The platform's own current phase.
    pub(crate) active: bool,
    /// A phase in which one only reads.
    pub(crate) reading: bool,
    /// The title of a phase, where it matters.
    pub(crate) title: Option<&'static str>,
}

/// What must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    status: String,
    last_day: String,
    /// The numbers of phases, from 1.
    current: String,
    next: String,
}

impl Outcome {
    /// What does hold.
    pub(crate) fn of(consultation: &Consultation, course: &Course) -> Self {
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
pub(crate) struct Case {
    pub(crate) what: String,
    pub(crate) whole: Written,
    pub(crate) phases: Vec<Written>,
    pub(crate) declared_state: Option<DeclaredState>,
    pub(crate) outcome: Outcome,
    /// The letters of the platforms that can tell it.
    pub(crate) told_by: String,
}

/// The mark of what there is not.
pub(crate) fn none() -> String {
    "–".to_owned()
}

/// The rows of the table below a heading, without its head.
pub(crate) fn rows(heading: &str) -> Vec<Vec<String>> {
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
pub(crate) fn list(heading: &str) -> Vec<&'static str> {
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
        Some(("from", opens)) => found.opens = opens.to_owned(),
        Some(("until", closes)) => found.closes = closes.to_owned(),
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
pub(crate) fn cases() -> Vec<Case> {
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
