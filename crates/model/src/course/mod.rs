//! The course of a consultation: whether one can take part at a moment, until when, in which phase, and what comes next. It follows from dates and the moment, so
//! that it is right between two polls too.
//!
//! This is the one rule that every output goes by; `docs/deadlines.md` has it as a table of cases. In short: the dates of the whole come
//! first, phases refine them, the platform's own current phase decides where phases have no dates, and a source's explicit word that
//! something is over outweighs all of them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Consultation, DeclaredState, Moment, Period, Status};

mod timed;

pub use timed::next_beginning;
use timed::{Timed, running};

/// The number of days, the last one included, in which a consultation is said to close soon.
pub const CLOSES_SOON_DAYS: i64 = 7;

/// The state of a consultation at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// The status.
    pub status: Status,
    /// The last moment at which one can take part now; a day is inclusive. `None` unless it is open, and a date says until when.
    pub deadline: Option<Moment>,
    /// The running phase, as an index in [`Consultation::phases`]. Of several that run, the one that gives the deadline.
    pub current_phase: Option<usize>,
    /// The phase that begins next, as an index in [`Consultation::phases`].
    pub next_phase: Option<usize>,
    /// The moment from which one can take part next. `None` unless it is upcoming or paused; never past.
    pub opening: Option<Moment>,
    /// The moment until which one could last take part. `None` unless it is over; never to come.
    pub ended: Option<Moment>,
}

impl Course {
    /// Returns the last day on which one can take part now, in `zone`.
    pub fn last_day(&self, zone: Tz) -> Option<NaiveDate> {
        self.deadline.map(|moment| moment.last_day(zone))
    }

    /// Counts the days left at `now` after today until the last day on which one can take part; 0 on that day.
    pub fn days_left(&self, zone: Tz, now: DateTime<Utc>) -> Option<i64> {
        self.days_left_on(zone, now.with_timezone(&zone).date_naive())
    }

    /// Counts the days left for a reader whose day is `today`; 0 where the reader's day is later than that of `zone`.
    pub fn days_left_on(&self, zone: Tz, today: NaiveDate) -> Option<i64> {
        let last = self.last_day(zone)?;
        Some((last - today).num_days().max(0))
    }

    /// Returns whether it closes within [`CLOSES_SOON_DAYS`] days, today and the last day included.
    pub fn closes_soon(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        self.closes_soon_on(zone, now.with_timezone(&zone).date_naive())
    }

    /// Returns whether it closes within [`CLOSES_SOON_DAYS`] days for a reader whose day is `today`.
    pub fn closes_soon_on(&self, zone: Tz, today: NaiveDate) -> bool {
        self.days_left_on(zone, today)
            .is_some_and(|days| days < CLOSES_SOON_DAYS)
    }

    /// Creates a course of which only the status is known.
    const fn of(status: Status) -> Self {
        Self {
            status,
            deadline: None,
            current_phase: None,
            next_phase: None,
            opening: None,
            ended: None,
        }
    }
}

/// A period in which one can take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participation {
    /// The phase, as an index in [`Consultation::phases`]; `None` for the whole of a consultation whose phases have no dates, and for the part of the whole that
    /// follows its phases.
    pub phase: Option<usize>,
    /// The beginning and the end, inside the whole.
    pub period: Period,
}

impl Consultation {
    /// Computes the course at `now`.
    ///
    /// - What its source says is over is over. Before the beginning and past the end of the whole nothing is open, whatever a phase says.
    /// - While a phase runs in which one can take part it is open, until the end of that phase: of several, of the one that ends first.
    /// - Before the first such phase it is upcoming, between two it is paused, after the last one it is closed if another phase runs, if one in
    ///   which one only reads follows, or if the whole has no end, and else goes on until the end of the whole.
    /// - Without dates the state counts that the source declares.
    ///
    /// Published results turn `closed` into `results`; those announced for a day to come do so on that day.
    pub fn course_at(&self, now: DateTime<Utc>) -> Course {
        let timed = self.timed_phases();
        let course = self.by_dates(&timed, now);
        match course.status {
            Status::Closed if self.has_results(now) => Course {
                status: Status::Results,
                ..course
            },
            _ => course,
        }
    }

    /// Returns its status at `now`.
    pub fn status_at(&self, now: DateTime<Utc>) -> Status {
        self.course_at(now).status
    }

    /// Returns the first instant after `now` at which the course may change; `None` if it never will by the clock alone.
    pub fn next_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.edges().into_iter().filter(|edge| *edge > now).min()
    }

    /// Returns the last instant up to `now` at which the course may have changed; `None` if it never has by the clock alone.
    pub fn last_transition(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.edges().into_iter().filter(|edge| *edge <= now).max()
    }

    /// Returns the periods in which one can take part, in the order of the phases: the dated participatory phases, else the whole, and at the end the part of the
    /// whole that follows them. None if nothing is dated, or the source declares that it is over.
    pub fn participations(&self) -> Vec<Participation> {
        if self.is_declared_over() {
            return Vec::new();
        }
        let timed = self.timed_phases();
        if only_reading(&timed) {
            let is_known = !self.period.is_unknown() && !timed.iter().any(|phase| phase.active);
            let whole = is_known.then_some(Participation {
                phase: None,
                period: self.period,
            });
            return whole.into_iter().collect();
        }
        let of_phase = |phase: &Timed| Participation {
            phase: Some(phase.at),
            period: phase.period,
        };
        let open = timed.iter().filter(|phase| phase.participatory);
        open.map(of_phase).chain(self.after(&timed)).collect()
    }

    /// Returns the part of the whole that follows all of its phases; `None` if it has no end, if a phase lasts until then, or if the last phases are for reading the
    /// results.
    fn after(&self, timed: &[Timed]) -> Option<Participation> {
        let zone = self.timezone;
        if self.reading_follows(timed) {
            return None;
        }
        let inside = timed
            .iter()
            .filter_map(|phase| phase.period.within(self.period, zone));
        let ends: Option<Vec<Moment>> = inside.map(|period| period.closes).collect();
        let last = ends?.into_iter().max_by_key(|moment| moment.over(zone))?;
        let whole = self.period.closes?;
        let opens = Some(last.just_after(zone));
        (last.over(zone) < whole.over(zone)).then_some(Participation {
            phase: None,
            period: Period {
                opens,
                closes: Some(whole),
            },
        })
    }

    fn has_results(&self, now: DateTime<Utc>) -> bool {
        let begins = |day| Moment::Day(day).begins(self.timezone);
        self.results
            .as_ref()
            .is_some_and(|results| results.published_on.is_none_or(|day| begins(day) <= now))
    }

    fn is_declared_over(&self) -> bool {
        self.declared_state == Some(DeclaredState::Closed)
    }

    fn by_dates(&self, timed: &[Timed], now: DateTime<Utc>) -> Course {
        let zone = self.timezone;
        let whole = self.period;
        // The whole bounds participation; phases for reading count by their own dates.
        let read = || timed.iter().filter(|phase| !phase.participatory);
        let current_phase = running(read(), zone, now);
        if self.is_declared_over() || whole.is_over(zone, now) {
            return Course {
                current_phase,
                next_phase: timed::next(read(), zone, now),
                ended: self.ended(timed, now),
                ..Course::of(Status::Closed)
            };
        }
        if !whole.has_begun(zone, now) {
            return Course {
                current_phase,
                next_phase: timed::next(timed, zone, now),
                opening: self.first_opening(timed, now).or(whole.opens),
                ..Course::of(Status::Upcoming)
            };
        }
        if only_reading(timed) {
            let is_current = timed.iter().any(|phase| phase.active);
            return Course {
                current_phase,
                next_phase: timed::next(timed, zone, now),
                ..self.by_the_whole(is_current)
            };
        }
        self.by_phases(timed, now)
    }

    /// Returns the course inside the whole, where no participatory phase has dates; `reading` is `true` where the platform's own current phase is only for reading.
    fn by_the_whole(&self, reading: bool) -> Course {
        if reading {
            return Course::of(Status::Closed);
        }
        let status = if self.period.is_unknown() {
            self.declared_state
                .map_or(Status::Unknown, DeclaredState::status)
        } else {
            Status::Open
        };
        Course {
            deadline: self.period.closes.filter(|_| status == Status::Open),
            ..Course::of(status)
        }
    }

    /// Returns the course inside the whole, by its phases.
    fn by_phases(&self, timed: &[Timed], now: DateTime<Utc>) -> Course {
        let zone = self.timezone;
        let runs = |phase: &&Timed| phase.period.contains(zone, now);
        let is_over = |phase: &Timed| phase.period.is_over(zone, now);
        let open = || timed.iter().filter(|phase| phase.participatory);
        let next_phase = timed::next(timed, zone, now);
        if let Some(phase) = open()
            .filter(runs)
            .min_by_key(|phase| ends_first(phase, zone))
        {
            return Course {
                deadline: phase.period.closes,
                current_phase: Some(phase.at),
                next_phase,
                ..Course::of(Status::Open)
            };
        }
        let running = running(timed, zone, now);
        let course = Course {
            current_phase: running,
            next_phase,
            ..Course::of(Status::Unknown)
        };
        if let Some(opening) = self.first_opening(timed, now) {
            let status = if open().any(is_over) {
                Status::Paused
            } else {
                Status::Upcoming
            };
            return Course {
                status,
                opening: Some(opening),
                ..course
            };
        }
        if running.is_some() || self.period.closes.is_none() || self.reading_follows(timed) {
            return Course {
                status: Status::Closed,
                ended: self.ended(timed, now),
                ..course
            };
        }
        self.past_the_phases(timed, course)
    }

    /// Returns the course inside a whole that goes on after the last of its phases.
    fn past_the_phases(&self, timed: &[Timed], course: Course) -> Course {
        let active = timed.iter().find(|phase| phase.active);
        Course {
            status: Status::Open,
            deadline: self.period.closes,
            current_phase: active.map(|phase| phase.at),
            ..course
        }
    }

    /// Returns the moment from which one can take part next, by the phases.
    fn first_opening(&self, timed: &[Timed], now: DateTime<Utc>) -> Option<Moment> {
        let zone = self.timezone;
        timed
            .iter()
            .filter(|phase| phase.participatory)
            .filter_map(|phase| phase.period.opens)
            .filter(|moment| moment.begins(zone) > now)
            .min_by_key(|moment| moment.begins(zone))
    }

    /// Returns the moment until which one could last take part, if that is past.
    fn ended(&self, timed: &[Timed], now: DateTime<Utc>) -> Option<Moment> {
        let zone = self.timezone;
        let last_of_phases = timed
            .iter()
            .filter(|phase| phase.participatory)
            .filter_map(|phase| phase.period.closes)
            .max_by_key(|moment| moment.over(zone));
        let is_past = |moment: &Moment| moment.over(zone) <= now;
        let whole = self.period.closes.filter(is_past);
        whole.or_else(|| last_of_phases.filter(is_past))
    }

    /// Returns the instants at which the course may change.
    fn edges(&self) -> Vec<DateTime<Utc>> {
        let phases = self.timed_phases();
        let periods = phases.iter().map(|phase| phase.period);
        let results = self.results.iter().filter_map(|it| it.published_on);
        periods
            .chain(std::iter::once(self.period))
            .flat_map(|period| period.edges(self.timezone).collect::<Vec<_>>())
            .chain(results.map(|day| Moment::Day(day).begins(self.timezone)))
            .collect()
    }

    /// Returns whether a phase for reading begins inside the whole after the end of the last participatory one, now or later.
    fn reading_follows(&self, timed: &[Timed]) -> bool {
        let zone = self.timezone;
        let open = timed.iter().filter(|phase| phase.participatory);
        let ends = open.filter_map(|phase| phase.period.closes);
        let Some(last) = ends.map(|moment| moment.over(zone)).max() else {
            return false;
        };
        let end = self.period.closes.map(|moment| moment.over(zone));
        let is_inside = |begins| end.is_none_or(|end| begins < end);
        let reading = timed.iter().filter(|phase| !phase.participatory);
        let mut begins = reading.filter_map(|phase| Some(phase.period.opens?.begins(zone)));
        begins.any(|begins| begins >= last && is_inside(begins))
    }
}

/// Returns whether no phase that has dates, or is the platform's own current one, is participatory.
fn only_reading(timed: &[Timed]) -> bool {
    timed.iter().all(|phase| !phase.participatory)
}

/// Returns a key by which phases are ordered: the one that ends first comes first, one without an end last; of two that end together the platform's own current phase, then the later one.
fn ends_first(phase: &Timed, zone: Tz) -> (DateTime<Utc>, bool, std::cmp::Reverse<usize>) {
    let ends = phase
        .period
        .closes
        .map_or(DateTime::<Utc>::MAX_UTC, |moment| moment.over(zone));
    (ends, !phase.active, std::cmp::Reverse(phase.at))
}

#[cfg(test)]
mod tests;
