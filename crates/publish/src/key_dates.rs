//! Key dates of a consultation: the days on which one can begin to take part, and the last ones on which one can. Calendars, the agenda and the widget's calendar
//! list them.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate};

use passerelle_index::Entry;
use passerelle_model::{Phase, Status};

use super::phrases::Phrases;
use super::timing::phase_title;

/// The kind of a key date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyDateKind {
    /// The first day on which one can take part.
    Opens,
    /// The last day on which one can take part.
    Closes,
}

impl KeyDateKind {
    /// Returns the word that is part of ids: never to be changed.
    const fn token(self) -> &'static str {
        match self {
            Self::Opens => "opens",
            Self::Closes => "closes",
        }
    }
}

/// A key date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyDate {
    /// The day, in the time zone of the consultation.
    pub day: NaiveDate,
    /// The kind of the day.
    pub kind: KeyDateKind,
    /// The phase that begins or ends, as an index in the phases of the consultation; `None` for the whole, if no dated phase does.
    pub phase: Option<usize>,
    /// `true` where the whole opens or closes on that day too.
    pub is_of_whole: bool,
}

impl KeyDate {
    /// Returns the phase that begins or ends.
    pub fn phase_of<'a>(&self, entry: &'a Entry) -> Option<&'a Phase> {
        entry.stored.consultation.phases.get(self.phase?)
    }

    /// Returns the title of the phase that begins or ends, if there is more than one period of participation.
    pub(super) fn phase_title(&self, entry: &Entry, phrases: &Phrases) -> Option<String> {
        let stretches = entry.stored.consultation.participations().len();
        let title = phase_title(entry, self.phase.filter(|_| stretches > 1)?, phrases);
        title.map(|(title, _)| title)
    }

    /// Returns the key that tells it from the other key dates of its consultation. It stays the same until the consultation is edited, so that the clock alone
    /// never gives one day the key of another.
    pub fn key(&self) -> String {
        let word = self.kind.token();
        match self.phase {
            _ if self.is_of_whole => word.to_owned(),
            Some(phase) => format!("{word}-{phase}"),
            None => format!("{word}-rest"),
        }
    }
}

/// Returns the key dates of `entry`, in their order, past ones too, each day once as an opening and once as a last day: the last day of every period of
/// participation, its first day unless one could take part the moment before, and the last day on which one can take part now. None if the source declares that
/// it is over.
pub fn key_dates(entry: &Entry) -> Vec<KeyDate> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let whole = consultation.period;
    let opening = whole.opens.map(|moment| moment.day(zone));
    let closing = whole.closes.map(|moment| moment.last_day(zone));
    let key_date = |kind, phase, day: NaiveDate| KeyDate {
        day,
        kind,
        phase,
        is_of_whole: Some(day)
            == match kind {
                KeyDateKind::Opens => opening,
                KeyDateKind::Closes => closing,
            },
    };
    let of_stretches = consultation
        .participations()
        .into_iter()
        .flat_map(|stretch| {
            let opens = stretch
                .period
                .opens
                .filter(|moment| {
                    let before = moment.begins(zone) - Duration::seconds(1);
                    consultation.status_at(before) != Status::Open
                })
                .map(|moment| moment.day(zone));
            let closes = stretch.period.closes.map(|moment| moment.last_day(zone));
            [
                opens.map(|day| key_date(KeyDateKind::Opens, stretch.phase, day)),
                closes.map(|day| key_date(KeyDateKind::Closes, stretch.phase, day)),
            ]
        });
    // If phases end before the whole does, the whole goes on: its end is not one of theirs.
    let now = entry.deadline();
    let now = now.map(|day| key_date(KeyDateKind::Closes, None, day));
    let mut seen = BTreeSet::new();
    let mut all: Vec<KeyDate> = of_stretches
        .flatten()
        .chain(now)
        .filter(|date| seen.insert((date.day, date.kind)))
        .collect();
    all.sort_by_key(|date| (date.day, date.kind));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{day, entry};
    use passerelle_model::{DeclaredState, Period};

    /// The key dates, on 22 November 2026, of a whole with these phases; `r` marks one in which one only reads.
    fn of(
        whole: (&str, &str),
        phases: &[(&str, &str, &str)],
        state: Option<DeclaredState>,
    ) -> Vec<String> {
        let entry = entry(|consultation| {
            consultation.declared_state = state;
            consultation.period = Period {
                opens: day(whole.0),
                closes: day(whole.1),
            };
            let phase = |(opens, closes, marks): &(&str, &str, &str)| Phase {
                period: Period {
                    opens: day(opens),
                    closes: day(closes),
                },
                participatory: !marks.contains('r'),
                ..Phase::default()
            };
            consultation.phases = phases.iter().map(phase).collect();
        });
        let dates = key_dates(&entry).into_iter();
        dates
            .map(|date| format!("{} {}", date.key(), date.day))
            .collect()
    }

    #[test]
    fn without_phases_they_are_the_days_of_the_whole() {
        assert_eq!(
            of(("2026-11-01", "2026-12-12"), &[], None),
            ["opens 2026-11-01", "closes 2026-12-12"]
        );
        assert_eq!(of(("2026-12-01", ""), &[], None), ["opens 2026-12-01"]);
        assert!(of(("", ""), &[], None).is_empty());
    }

    #[test]
    fn each_phase_in_which_one_can_take_part_opens_and_closes() {
        let phases = [
            ("2026-11-01", "2026-12-03", ""),
            ("2026-12-04", "2026-12-31", "r"),
            ("2027-01-09", "2027-01-29", ""),
            ("2027-01-30", "2027-06-30", "r"),
        ];
        assert_eq!(
            of(("2026-11-01", "2027-01-29"), &phases, None),
            [
                "opens 2026-11-01",
                "closes-0 2026-12-03",
                "opens-2 2027-01-09",
                "closes 2027-01-29"
            ]
        );
        assert_eq!(
            of(("2026-10-15", "2027-06-30"), &phases, None),
            [
                "opens-0 2026-11-01",
                "closes-0 2026-12-03",
                "opens-2 2027-01-09",
                "closes-2 2027-01-29"
            ]
        );
    }

    #[test]
    fn none_lies_outside_the_whole() {
        assert_eq!(
            of(
                ("2026-11-01", "2026-12-05"),
                &[
                    ("2026-10-01", "2026-12-19", ""),
                    ("2026-12-20", "2027-01-15", "")
                ],
                None
            ),
            ["opens 2026-11-01", "closes 2026-12-05"]
        );
    }

    #[test]
    fn the_whole_that_goes_on_after_its_phases_closes_too() {
        assert_eq!(
            of(
                ("2026-10-01", "2027-09-26"),
                &[("2026-10-01", "2026-10-20", "")],
                None
            ),
            [
                "opens 2026-10-01",
                "closes-0 2026-10-20",
                "closes 2027-09-26"
            ]
        );
    }

    #[test]
    fn what_is_said_to_be_over_has_none() {
        let over = Some(DeclaredState::Closed);
        assert!(of(("2026-11-01", "2027-12-12"), &[], over).is_empty());
    }
}
