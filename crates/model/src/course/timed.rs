//! The phases of a consultation that count in time, each with the period in which it does.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{Consultation, Moment, Period, Phase};

/// A phase with the period in which it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    /// Index in [`Consultation::phases`].
    pub(super) at: usize,
    /// Beginning and end.
    pub(super) period: Period,
    /// `true` where one can take part in it.
    pub(super) participatory: bool,
    /// `true` where it is the platform's own current one.
    pub(super) active: bool,
}

impl Consultation {
    /// The phases that count in time: those with dates, and the platform's own current phase.
    pub(super) fn timed_phases(&self) -> Vec<Timed> {
        let timed = self.phases.iter().enumerate().filter_map(|(at, phase)| {
            Some(Timed {
                at,
                period: self.phase_period(at)?,
                participatory: self.takes_part(phase),
                active: phase.active,
            })
        });
        timed.collect()
    }

    /// The period of a phase with its open sides closed by its neighbours. The platform's own current phase needs no dates: it runs until the
    /// next phase that has some. One can take part inside the whole only; reading goes on past it. `None` for any other phase without dates,
    /// and for one to take part in that lies outside the whole.
    pub fn phase_period(&self, at: usize) -> Option<Period> {
        let zone = self.timezone;
        let phase = self.phases.get(at)?;
        let own = phase.period;
        let next = || next_beginning(&self.phases, at, zone).map(|moment| moment.just_before(zone));
        let period = match (own.is_unknown(), phase.active) {
            (true, false) => return None,
            (true, true) => Period {
                opens: None,
                closes: next(),
            },
            (false, _) => Period {
                opens: own.opens.or_else(|| self.previous_end(at)),
                closes: own.closes.or_else(next),
            },
        };
        if self.takes_part(phase) {
            period.within(self.period, zone)
        } else {
            Some(period)
        }
    }

    /// Returns whether one can take part in a phase. Where one can in none at all, reading is what there is to do, and all of them count as if one
    /// could.
    fn takes_part(&self, phase: &Phase) -> bool {
        phase.participatory || self.phases.iter().all(|phase| !phase.participatory)
    }

    /// The moment just after the end of the last phase before this one that ends earlier.
    fn previous_end(&self, at: usize) -> Option<Moment> {
        let zone = self.timezone;
        let own = self.phases.get(at)?.period.closes;
        let before = self.phases.iter().take(at).rev();
        let mut ends = before.filter_map(|phase| phase.period.closes);
        ends.find(|end| own.is_none_or(|own| end.over(zone) < own.over(zone)))
            .map(|moment| moment.just_after(zone))
    }
}

/// The beginning of the next phase behind this one that begins later: until then a phase lasts that has no end.
pub fn next_beginning(phases: &[Phase], at: usize, zone: Tz) -> Option<Moment> {
    let own = phases.get(at)?.period.opens;
    let behind = phases.iter().skip(at + 1);
    let mut beginnings = behind.filter_map(|phase| phase.period.opens);
    beginnings.find(|next| own.is_none_or(|own| next.begins(zone) > own.begins(zone)))
}

/// The phase that runs at `now`, as an index in [`Consultation::phases`]; of several, the last one.
pub(super) fn running<'a>(
    timed: impl IntoIterator<Item = &'a Timed>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<usize> {
    let runs = |phase: &&Timed| phase.period.contains(zone, now);
    timed.into_iter().filter(runs).last().map(|phase| phase.at)
}

/// The phase that begins next after `now`, as an index in [`Consultation::phases`].
pub(super) fn next<'a>(
    timed: impl IntoIterator<Item = &'a Timed>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<usize> {
    let begins = |phase: &&Timed| phase.period.opens.map(|moment| moment.begins(zone));
    timed
        .into_iter()
        .filter(|phase| begins(phase).is_some_and(|begins| begins > now))
        .min_by_key(begins)
        .map(|phase| phase.at)
}
