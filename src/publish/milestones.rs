//! The days of a consultation that people note: when one can take part anew, and until when.

use chrono::{Duration, NaiveDate};

use crate::index::Entry;
use crate::model::Status;

use super::phrases::Phrases;
use super::timing::phase_title;

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneKind {
    /// The first day on which one can take part.
    Opening,
    /// The last one.
    LastDay,
}

/// A day to note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// The day, in the time zone of the source.
    pub day: NaiveDate,
    /// What it is.
    pub kind: MilestoneKind,
    /// The phase that begins or ends on it, as an index, where it is not the only stretch in which one can take part.
    pub(super) phase: Option<usize>,
}

impl Milestone {
    /// The title of its phase, where that tells more than the title of the consultation.
    pub(super) fn phase(&self, entry: &Entry, phrases: &Phrases) -> Option<String> {
        phase_title(entry, self.phase?, phrases).map(|(title, _)| title)
    }
}

/// The days of a consultation to note, in their order, each once: the last day of every stretch in which one can take part, and the first one
/// unless one could the moment before.
pub fn milestones(entry: &Entry) -> Vec<Milestone> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let stretches = consultation.participations();
    let is_only = stretches.len() == 1;
    let was_closed = |begins| {
        let before = begins - Duration::seconds(1);
        consultation.status_at(before) != Status::Open
    };
    let mut all: Vec<Milestone> = Vec::new();
    for stretch in &stretches {
        let phase = stretch.phase.filter(|_| !is_only);
        let opens = stretch.period.opens;
        let opens = opens.filter(|opens| was_closed(opens.begins(zone)));
        let closes = stretch.period.closes;
        let days = [
            (MilestoneKind::Opening, opens.map(|it| it.day(zone))),
            (MilestoneKind::LastDay, closes.map(|it| it.last_day(zone))),
        ];
        let days = days
            .into_iter()
            .filter_map(|(kind, day)| Some((kind, day?)));
        all.extend(days.map(|(kind, day)| Milestone { day, kind, phase }));
    }
    all.sort_by_key(|it| (it.day, it.kind));
    all.dedup_by_key(|it| (it.day, it.kind));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Period, Phase};
    use crate::publish::tests::{day, entry};

    fn told(phases: &[(&str, &str)], whole: (&str, &str)) -> Vec<String> {
        let entry = entry(|c| {
            c.period = Period {
                opens: day(whole.0),
                closes: day(whole.1),
            };
            let phases = phases.iter().map(|(opens, closes)| Phase {
                period: Period {
                    opens: day(opens),
                    closes: day(closes),
                },
                ..Phase::default()
            });
            c.phases = phases.collect();
        });
        let all = milestones(&entry).into_iter();
        all.map(|it| format!("{:?} {} {:?}", it.kind, it.day, it.phase))
            .collect()
    }

    #[test]
    fn each_stretch_has_its_last_day_and_its_first_one_after_a_pause() {
        assert_eq!(
            told(&[], ("2026-11-01", "2026-12-12")),
            ["Opening 2026-11-01 None", "LastDay 2026-12-12 None"]
        );
        let apart = [("2026-11-01", "2026-12-03"), ("2027-01-09", "2027-01-29")];
        assert_eq!(
            told(&apart, ("", "")),
            [
                "Opening 2026-11-01 Some(0)",
                "LastDay 2026-12-03 Some(0)",
                "Opening 2027-01-09 Some(1)",
                "LastDay 2027-01-29 Some(1)",
            ]
        );
        let consecutive = [("2026-11-01", "2026-12-03"), ("2026-12-04", "2027-01-29")];
        assert_eq!(
            told(&consecutive, ("2026-11-01", "2027-02-28")),
            [
                "Opening 2026-11-01 Some(0)",
                "LastDay 2026-12-03 Some(0)",
                "LastDay 2027-01-29 Some(1)",
                "LastDay 2027-02-28 None",
            ]
        );
    }
}
