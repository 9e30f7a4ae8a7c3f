//! The bridge: a picture of the phases of a consultation as the spans of a footbridge, in proportion to their days, with the reader's today as a person on it. Its
//! label and the text beside it say the same for readers who do not see it.

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};

use crate::phrases::Phrases;
use crate::words::html_text;
use passerelle_index::Entry;
use passerelle_model::{Consultation, Status};

use super::frame::Reader;

/// The least width of a span, in hundredths of the bridge.
const NARROWEST: f64 = 3.0;
/// The gap between two spans, in hundredths of the bridge.
const GAP: f64 = 0.6;
/// The length in days of a phase without known days, if no other phase has any either.
const SOME_DAYS: f64 = 30.0;
/// The most spans: a bridge with more could not be read.
const MOST_SPANS: usize = 24;

/// The position of a span relative to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The phase is over: behind the person.
    Done,
    /// The phase runs: under the person, or beside.
    Now,
    /// The phase is to come: ahead of the person.
    Next,
}

impl Standing {
    /// Returns the class that gives a span its colour.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// The geometry of a bridge. All lengths are hundredths of its length.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bridge {
    /// The label, such as « Étape 2 sur 4 ».
    pub(crate) name: String,
    /// The spans, one for each phase.
    pub(crate) spans: Vec<Span>,
    /// The position of the person.
    pub(crate) person: f64,
}

/// The span of a phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    /// The position relative to the person.
    pub(crate) standing: Standing,
    /// The beginning.
    pub(crate) left: f64,
    /// The length.
    pub(crate) width: f64,
    /// The elapsed share, if the phase runs.
    pub(crate) gone: Option<f64>,
}

/// Returns the standing of each phase at `moment`: over, running or to come. A phase runs only if the rule of the course lets one run.
pub(super) fn standings(entry: &Entry, moment: DateTime<Utc>) -> Vec<Standing> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let current = entry.course.current_phase;
    let dated = |at: usize| {
        let own = consultation.phases.get(at).map(|phase| phase.period);
        // Outside the whole, phases are still over or to come.
        let period = consultation.phase_period(at).or(own)?;
        if period.is_unknown() && current != Some(at) {
            return None;
        }
        Some(match (period.is_over(zone, moment), current) {
            (_, Some(here)) if here == at => Standing::Now,
            (true, _) => Standing::Done,
            _ if !period.has_begun(zone, moment) => Standing::Next,
            (false, Some(_)) => Standing::Now,
            (false, None) => Standing::Done,
        })
    };
    let known: Vec<Option<Standing>> = (0..consultation.phases.len()).map(dated).collect();
    let reached = known
        .iter()
        .rposition(|it| matches!(it, Some(Standing::Done | Standing::Now)));
    let undated = |at: usize| match (entry.status, reached) {
        (Status::Closed | Status::Results, _) => Standing::Done,
        (_, Some(reached)) if at < reached => Standing::Done,
        _ => Standing::Next,
    };
    let known = known.into_iter().enumerate();
    known.map(|(at, it)| it.unwrap_or(undated(at))).collect()
}

/// Returns the label, such as « Étape 2 sur 4 » or « Entre les étapes 1 et 2, sur 2 ».
fn name(entry: &Entry, standings: &[Standing], phrases: &Phrases) -> String {
    let of = standings.len().to_string();
    let number = |at: usize| (at + 1).to_string();
    if let Some(at) = entry.course.current_phase {
        return phrases.with("phase-of", &[("number", &number(at)), ("of", &of)]);
    }
    if matches!(entry.status, Status::Closed | Status::Results) {
        return phrases.with("phase-over", &[("of", &of)]);
    }
    let last = standings.iter().rposition(|it| *it == Standing::Done);
    match last {
        None => phrases.with("phase-before", &[("of", &of)]),
        Some(last) if last + 1 == standings.len() => phrases.with("phase-after", &[("of", &of)]),
        Some(last) => {
            let (before, next) = (number(last), number(last + 1));
            let parts = [("number", &*before), ("next", &*next), ("of", &*of)];
            phrases.with("phase-between", &parts)
        }
    }
}

impl Bridge {
    /// Makes the bridge of a consultation; `None` if it has fewer than two phases, or nothing is known of their days.
    pub(crate) fn over(reader: &Reader<'_>, entry: &Entry, phrases: &Phrases) -> Option<Self> {
        let consultation = &entry.stored.consultation;
        let current = entry.course.current_phase;
        let is_known = |at| consultation.phase_period(at).is_some();
        let count = consultation.phases.len();
        if !(2..=MOST_SPANS).contains(&count) || !(0..count).any(is_known) {
            return None;
        }
        let standings = standings(entry, reader.moment);
        let name = name(entry, &standings, phrases);
        let mut left = 0.0;
        let measures = widths(consultation).into_iter();
        let measures = measures.zip(elapsed(consultation, reader.today));
        let spans = standings.iter().zip(measures);
        let spans = spans.map(|(standing, (wide, elapsed))| {
            let width = (wide - GAP).max(1.0);
            let span = Span {
                standing: *standing,
                left,
                width,
                gone: (*standing == Standing::Now).then_some(width * elapsed),
            };
            left += wide;
            span
        });
        let spans: Vec<Span> = spans.collect();
        let person = person(&spans, current);
        Some(Self {
            name,
            spans,
            person: person.clamp(1.0, 99.0),
        })
    }

    /// Draws the bridge as SVG.
    pub(crate) fn svg(&self) -> String {
        let mut svg = format!(
            "<svg class=\"bridge\" role=\"img\" width=\"100%\" height=\"16\" aria-label=\"{}\">",
            html_text(&self.name)
        );
        for span in &self.spans {
            rect(&mut svg, span.standing.class(), span.left, span.width);
            if let Some(gone) = span.gone {
                rect(&mut svg, "gone", span.left, gone);
            }
        }
        let _ = write!(
            svg,
            "<circle class=\"person\" cx=\"{:.1}%\" cy=\"8\" r=\"6.5\"/></svg>",
            self.person
        );
        svg
    }
}

/// Returns the position of the person: on the current span, else at the end of the last one that is over, else at the beginning.
fn person(spans: &[Span], current: Option<usize>) -> f64 {
    let here = current.and_then(|at| spans.get(at));
    if let Some(here) = here {
        return here.left + here.gone.unwrap_or_default();
    }
    let last = spans.iter().rfind(|span| span.standing == Standing::Done);
    last.map_or(0.0, |last| last.left + last.width + GAP / 2.0)
}

/// Draws the bridge of a consultation as SVG, if it has one.
pub(super) fn bridge(reader: &Reader<'_>, entry: &Entry, phrases: &Phrases) -> Option<String> {
    Bridge::over(reader, entry, phrases).map(|bridge| bridge.svg())
}

fn rect(svg: &mut String, class: &str, left: f64, width: f64) {
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<rect class=\"{class}\" x=\"{left:.1}%\" y=\"4.5\" width=\"{width:.1}%\" height=\"7\" rx=\"2\"/>"
    );
}

/// Returns the widths of the spans, in hundredths of the bridge.
fn widths(consultation: &Consultation) -> Vec<f64> {
    let days = days(consultation);
    let all: f64 = days.iter().sum();
    let widest: Vec<f64> = days
        .iter()
        .map(|days| (days / all * 100.0).max(NARROWEST))
        .collect();
    let sum: f64 = widest.iter().sum();
    widest.iter().map(|wide| wide / sum * 100.0).collect()
}

/// Returns the number of days of each phase; where it is not known, the mean of the known ones.
fn days(consultation: &Consultation) -> Vec<f64> {
    let spans = (0..consultation.phases.len()).map(|at| span(consultation, at));
    let known: Vec<Option<f64>> = spans
        .map(|span| span.map(|(first, last)| between(first, last).max(0.0) + 1.0))
        .collect();
    let (sum, count) = known
        .iter()
        .flatten()
        .fold((0.0, 0.0), |(sum, count), days| (sum + days, count + 1.0));
    let mean = if count > 0.0 { sum / count } else { SOME_DAYS };
    known.into_iter().map(|days| days.unwrap_or(mean)).collect()
}

/// Returns the elapsed share of each phase, from 0 to 1; half if its days are not known.
fn elapsed(consultation: &Consultation, today: NaiveDate) -> Vec<f64> {
    let gone = |at| {
        span(consultation, at).map_or(0.5, |(first, last)| {
            let gone = between(first, today) + 0.5;
            (gone / (between(first, last) + 1.0)).clamp(0.0, 1.0)
        })
    };
    (0..consultation.phases.len()).map(gone).collect()
}

/// Returns the first and the last day of a phase, if both are known.
fn span(consultation: &Consultation, at: usize) -> Option<(NaiveDate, NaiveDate)> {
    let zone = consultation.timezone;
    let own = consultation.phases.get(at)?.period;
    let period = consultation.phase_period(at).unwrap_or(own);
    let first = period.opens?.day(zone);
    Some((first, period.closes?.last_day(zone)))
}

/// Returns the number of days from one day to the other. Phases are far shorter than the numbers that a float does not hold exactly.
#[expect(
    clippy::cast_precision_loss,
    reason = "dates are within some hundred thousand days"
)]
fn between(first: NaiveDate, last: NaiveDate) -> f64 {
    (last - first).num_days() as f64
}

#[cfg(test)]
mod tests;
