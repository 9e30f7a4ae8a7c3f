//! The bridge: the phases of a consultation as the spans of a footbridge, in proportion to their days, with the reader's today as the person on it. It is
//! drawn for those who see; its name says the same, and so do the words beside it.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::model::Consultation;
use crate::publish::dates::last_day;
use crate::publish::phrases::Phrases;
use crate::publish::words::html_text;

/// No span is narrower than this, in hundredths of the bridge.
const NARROWEST: f64 = 3.0;
/// Between two spans, in hundredths of the bridge.
const GAP: f64 = 0.6;
/// How many days a phase counts for whose days nobody knows, where no other phase's are known either.
const SOME_DAYS: f64 = 30.0;
/// A bridge of more spans could not be read.
const MOST_SPANS: usize = 24;

/// What a span is to the person on the bridge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) enum Standing {
    /// Behind.
    Done,
    /// Under the feet.
    Now,
    /// Ahead.
    Next,
}

impl Standing {
    /// The class that gives a span its colour.
    pub(in crate::publish) const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// A bridge before it is drawn. All lengths are hundredths of its own.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct Bridge {
    /// « Étape 2 sur 4 ».
    pub(in crate::publish) name: String,
    /// One for each phase: what it is, where it begins, how long it is.
    pub(in crate::publish) spans: Vec<(Standing, f64, f64)>,
    /// How much of the span under the feet has gone by.
    pub(in crate::publish) gone: f64,
    /// Where the person stands.
    pub(in crate::publish) person: f64,
}

/// What each phase is on `today`: those that are over, the running one, those to come.
pub(super) fn standings(consultation: &Consultation, today: NaiveDate) -> Vec<Standing> {
    let zone = consultation.timezone;
    let phases = consultation.phases.iter();
    let standing = phases.map(|phase| {
        let opens = phase.period.opens.map(|moment| moment.day(zone));
        let closes = phase.period.closes.map(|moment| last_day(moment, zone));
        match (opens, closes) {
            (_, Some(last)) if last < today => Standing::Done,
            (Some(first), _) if first > today => Standing::Next,
            (None, None) => Standing::Next,
            _ => Standing::Now,
        }
    });
    let mut standings: Vec<Standing> = standing.collect();
    // Where phases overlap, the person stands on the last one that has begun.
    if let Some(last) = standings.iter().rposition(|it| *it == Standing::Now) {
        for standing in standings.iter_mut().take(last) {
            *standing = Standing::Done;
        }
    }
    standings
}

/// « Étape 2 sur 4 »; `None` where no phase is running.
pub(super) fn step(standings: &[Standing], phrases: &Phrases) -> Option<String> {
    let at = standings.iter().position(|it| *it == Standing::Now)?;
    let (number, of) = ((at + 1).to_string(), standings.len().to_string());
    Some(phrases.with("phase-of", &[("number", &number), ("of", &of)]))
}

impl Bridge {
    /// The bridge over the phases of a consultation; `None` where there are no two phases to lead over, or nobody stands on it.
    pub(in crate::publish) fn over(
        consultation: &Consultation,
        today: NaiveDate,
        phrases: &Phrases,
    ) -> Option<Self> {
        let standings = standings(consultation, today);
        if !(2..=MOST_SPANS).contains(&standings.len()) {
            return None;
        }
        let name = step(&standings, phrases)?;
        let mut spans = Vec::with_capacity(standings.len());
        let mut left = 0.0;
        let mut here = None;
        for ((standing, wide), elapsed) in standings
            .into_iter()
            .zip(widths(consultation))
            .zip(elapsed(consultation, today))
        {
            let width = (wide - GAP).max(1.0);
            spans.push((standing, left, width));
            if standing == Standing::Now {
                here = Some((width * elapsed, left + width * elapsed));
            }
            left += wide;
        }
        let (gone, person) = here?;
        Some(Self {
            name,
            spans,
            gone,
            person: person.clamp(1.0, 99.0),
        })
    }

    /// The bridge as SVG.
    pub(in crate::publish) fn svg(&self) -> String {
        let mut svg = format!(
            "<svg class=\"bridge\" role=\"img\" width=\"100%\" height=\"16\" aria-label=\"{}\">",
            html_text(&self.name)
        );
        for (standing, left, width) in &self.spans {
            rect(&mut svg, standing.class(), *left, *width);
            if *standing == Standing::Now {
                rect(&mut svg, "gone", *left, self.gone);
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

/// The bridge of a consultation as SVG, if it has one.
pub(super) fn bridge(
    consultation: &Consultation,
    today: NaiveDate,
    phrases: &Phrases,
) -> Option<String> {
    Bridge::over(consultation, today, phrases).map(|bridge| bridge.svg())
}

fn rect(svg: &mut String, class: &str, left: f64, width: f64) {
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<rect class=\"{class}\" x=\"{left:.1}%\" y=\"4.5\" width=\"{width:.1}%\" height=\"7\" rx=\"2\"/>"
    );
}

/// The widths of the spans, in hundredths of the bridge.
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

/// How many days each phase has; the mean of the known ones where they are not known.
fn days(consultation: &Consultation) -> Vec<f64> {
    let zone = consultation.timezone;
    let phases = consultation.phases.iter();
    let known: Vec<Option<f64>> = phases
        .map(|phase| {
            let first = phase.period.opens?.day(zone);
            let last = last_day(phase.period.closes?, zone);
            Some(between(first, last).max(0.0) + 1.0)
        })
        .collect();
    let (sum, count) = known
        .iter()
        .flatten()
        .fold((0.0, 0.0), |(sum, count), days| (sum + days, count + 1.0));
    let mean = if count > 0.0 { sum / count } else { SOME_DAYS };
    known.into_iter().map(|days| days.unwrap_or(mean)).collect()
}

/// How much of each phase has gone by, 0 to 1; half where its days are not known.
fn elapsed(consultation: &Consultation, today: NaiveDate) -> Vec<f64> {
    let zone = consultation.timezone;
    let phases = consultation.phases.iter();
    phases
        .map(|phase| {
            let first = phase.period.opens.map(|moment| moment.day(zone));
            let last = phase.period.closes.map(|moment| last_day(moment, zone));
            first.zip(last).map_or(0.5, |(first, last)| {
                let gone = between(first, today) + 0.5;
                (gone / (between(first, last) + 1.0)).clamp(0.0, 1.0)
            })
        })
        .collect()
}

/// Days from one day to the other. Lengths of phases are far below the numbers that a float does not hold exactly.
#[expect(
    clippy::cast_precision_loss,
    reason = "dates are within some hundred thousand days"
)]
fn between(first: NaiveDate, last: NaiveDate) -> f64 {
    (last - first).num_days() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LocalizedText, Period, Phase};
    use crate::publish::tests::{day, entry};

    fn phases(days: &[(&str, &str)]) -> std::sync::Arc<crate::index::Entry> {
        entry(|consultation| {
            consultation.phases = days
                .iter()
                .map(|(opens, closes)| Phase {
                    title: LocalizedText::default(),
                    period: Period {
                        opens: day(opens),
                        closes: day(closes),
                    },
                    ..Phase::default()
                })
                .collect();
        })
    }

    fn drawn(days: &[(&str, &str)], today: &str) -> Option<String> {
        let entry = phases(days);
        bridge(
            &entry.stored.consultation,
            today.parse().unwrap(),
            &Phrases::default(),
        )
    }

    #[test]
    fn the_person_stands_where_today_is() {
        let days = [("2026-11-01", "2026-11-10"), ("2026-11-11", "2026-11-20")];
        let svg = drawn(&days, "2026-11-15").unwrap();
        assert!(svg.contains("aria-label=\"Étape 2 sur 2\""), "{svg}");
        assert!(
            svg.contains("class=\"done\" x=\"0.0%\" y=\"4.5\" width=\"49.4%\""),
            "{svg}"
        );
        assert!(svg.contains("cx=\"72.2%\""), "{svg}");
    }

    #[test]
    fn nobody_stands_on_a_bridge_before_its_beginning_or_after_its_end() {
        let days = [("2026-11-01", "2026-11-10"), ("2026-11-11", "2026-11-20")];
        assert_eq!(drawn(&days, "2026-10-31"), None);
        assert_eq!(drawn(&days, "2026-11-21"), None);
        assert_eq!(
            drawn(&days[..1], "2026-11-05"),
            None,
            "one phase is no bridge"
        );
        assert_eq!(drawn(&[("", ""), ("", "")], "2026-11-05"), None);
    }

    #[test]
    fn a_phase_whose_days_nobody_knows_has_its_place() {
        let svg = drawn(
            &[("2026-11-01", ""), ("2026-12-01", "2026-12-10"), ("", "")],
            "2026-11-15",
        );
        assert_eq!(svg.unwrap().matches("<rect").count(), 4);
    }

    #[test]
    fn where_phases_overlap_the_person_is_on_the_last_that_has_begun() {
        let entry = phases(&[("2026-11-01", "2026-12-10"), ("2026-11-11", "2026-11-20")]);
        let today = "2026-11-15".parse().unwrap();
        assert_eq!(
            standings(&entry.stored.consultation, today),
            [Standing::Done, Standing::Now]
        );
    }
}
