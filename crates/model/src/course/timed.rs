//! The phases of a consultation that count in time, each with its period.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{Consultation, Moment, Period, Phase};

/// A phase with the period in which it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    /// The index in [`Consultation::phases`].
    pub(super) at: usize,
    /// The beginning and the end.
    pub(super) period: Period,
    /// `true` where one can take part in it.
    pub(super) participatory: bool,
    /// `true` where it is the platform's own current one.
    pub(super) active: bool,
}

impl Consultation {
    /// Returns the phases that count in time: those with dates, and the platform's own current phase.
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

    /// Returns the period of a phase, with open sides closed by its neighbours. The platform's own current phase needs no dates: it lasts until the next phase that
    /// has some. A participatory phase counts inside the whole only; one for reading also past it. `None` for any other phase without dates, and for a participatory
    /// one outside the whole.
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

    /// Returns whether a phase counts as participatory. If none is, reading is all there is to do, and all of them count.
    fn takes_part(&self, phase: &Phase) -> bool {
        phase.participatory || self.phases.iter().all(|phase| !phase.participatory)
    }

    /// Returns the moment just after the end of the last earlier phase that ends before this one.
    fn previous_end(&self, at: usize) -> Option<Moment> {
        let zone = self.timezone;
        let own = self.phases.get(at)?.period.closes;
        let before = self.phases.iter().take(at).rev();
        let mut ends = before.filter_map(|phase| phase.period.closes);
        ends.find(|end| own.is_none_or(|own| end.over(zone) < own.over(zone)))
            .map(|moment| moment.just_after(zone))
    }
}

/// Returns the beginning of the next phase that begins later: a phase without an end lasts until then.
pub fn next_beginning(phases: &[Phase], at: usize, zone: Tz) -> Option<Moment> {
    let own = phases.get(at)?.period.opens;
    let behind = phases.iter().skip(at + 1);
    let mut beginnings = behind.filter_map(|phase| phase.period.opens);
    beginnings.find(|next| own.is_none_or(|own| next.begins(zone) > own.begins(zone)))
}

/// Returns the phase that runs at `now`, as an index in [`Consultation::phases`]; of several, the last one.
pub(super) fn running<'a>(
    timed: impl IntoIterator<Item = &'a Timed>,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<usize> {
    let runs = |phase: &&Timed| phase.period.contains(zone, now);
    timed.into_iter().filter(runs).last().map(|phase| phase.at)
}

/// Returns the phase that begins next after `now`, as an index in [`Consultation::phases`].
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
