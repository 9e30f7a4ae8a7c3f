//! Recurrence: the local times that a rule of repetition (RFC 5545, 3.3.10) names. Pure arithmetic on local times, without time zones. The work for
//! a rule is bounded by a [`WorkBudget`], whatever the rule.

use std::collections::BTreeSet;

use calcard::icalendar::{ICalendarFrequency, ICalendarRecurrenceRule};
use chrono::{
    Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday,
};

pub(super) mod rule_repair;
#[cfg(test)]
mod tests;

/// The work that may still be done: one unit is one day that is examined, or one time that is computed.
#[derive(Debug)]
pub(super) struct WorkBudget(u32);

impl WorkBudget {
    pub(super) const fn of(units: u32) -> Self {
        Self(units)
    }

    /// Spends units, and returns whether there were enough.
    fn spend(&mut self, units: u32) -> bool {
        let enough = self.0 >= units;
        self.0 = self.0.saturating_sub(units);
        enough
    }

    pub(super) const fn is_used_up(&self) -> bool {
        self.0 == 0
    }

    /// Takes a part of at most `most` units out of the budget.
    pub(super) fn take(&mut self, most: u32) -> Self {
        let part = self.0.min(most);
        self.0 -= part;
        Self(part)
    }

    /// Gives back the units that a part did not spend.
    pub(super) const fn give_back(&mut self, part: &Self) {
        self.0 = self.0.saturating_add(part.0);
    }
}

/// A rule of repetition, completed by the start of its series. `UNTIL` is not a part of it, since it may be an instant: callers of
/// [`times`](Self::times) check it.
#[derive(Debug)]
pub(super) struct Rule {
    start: NaiveDateTime,
    frequency: ICalendarFrequency,
    interval: u32,
    count: Option<u32>,
    week_start: Weekday,
    months: Vec<u32>,
    weeks: Vec<i32>,
    year_days: Vec<i32>,
    month_days: Vec<i32>,
    weekdays: Vec<(i32, Weekday)>,
    hours: Vec<u32>,
    minutes: Vec<u32>,
    seconds: Vec<u32>,
    positions: Vec<i32>,
}

impl Rule {
    /// Completes the written rule of a series that begins at `start`.
    pub(super) fn new(written: &ICalendarRecurrenceRule, start: NaiveDateTime) -> Self {
        let numbers = |list: &[u8]| list.iter().copied().map(u32::from).collect::<Vec<_>>();
        let mut rule = Self {
            start,
            frequency: written.freq,
            interval: written.interval.map_or(1, u32::from).max(1),
            count: written.count,
            week_start: written.wkst.map_or(Weekday::Mon, Into::into),
            months: written
                .bymonth
                .iter()
                .map(|month| u32::from(month.month()))
                .collect(),
            weeks: written.byweekno.iter().copied().map(i32::from).collect(),
            year_days: written.byyearday.iter().copied().map(i32::from).collect(),
            month_days: written.bymonthday.iter().copied().map(i32::from).collect(),
            weekdays: written
                .byday
                .iter()
                .map(|day| (day.ordwk.map_or(0, i32::from), day.weekday.into()))
                .collect(),
            hours: numbers(&written.byhour),
            minutes: numbers(&written.byminute),
            seconds: numbers(&written.bysecond),
            positions: written.bysetpos.clone(),
        };
        rule.take_from_start();
        rule
    }

    /// Takes from the start what the rule leaves open: "Information, not contained in the rule, necessary to determine the various recurrence
    /// instance start time and dates are derived from the Start Time" (3.3.10).
    fn take_from_start(&mut self) {
        use ICalendarFrequency::{Daily, Hourly, Minutely, Monthly, Weekly, Yearly};
        let no_day = self.weeks.is_empty()
            && self.year_days.is_empty()
            && self.month_days.is_empty()
            && self.weekdays.is_empty();
        let day = i32::try_from(self.start.day()).unwrap_or(1);
        match self.frequency {
            Yearly if no_day => {
                if self.months.is_empty() {
                    self.months = vec![self.start.month()];
                }
                self.month_days = vec![day];
            }
            Monthly if no_day => self.month_days = vec![day],
            Weekly if no_day => self.weekdays = vec![(0, self.start.weekday())],
            Yearly if self.only_weeks() => self.weekdays = vec![(0, self.start.weekday())],
            _ => {}
        }
        if !matches!(self.frequency, Yearly | Monthly) {
            // A number before a weekday means something only in a month or a year.
            for (nth, _) in &mut self.weekdays {
                *nth = 0;
            }
        }
        let by_day = matches!(self.frequency, Yearly | Monthly | Weekly | Daily);
        if by_day && self.hours.is_empty() {
            self.hours = vec![self.start.hour()];
        }
        if (by_day || self.frequency == Hourly) && self.minutes.is_empty() {
            self.minutes = vec![self.start.minute()];
        }
        if (by_day || matches!(self.frequency, Hourly | Minutely)) && self.seconds.is_empty() {
            self.seconds = vec![self.start.second()];
        }
    }

    fn only_weeks(&self) -> bool {
        !self.weeks.is_empty()
            && self.weekdays.is_empty()
            && self.month_days.is_empty()
            && self.year_days.is_empty()
    }

    /// Computes the times from `from` up to `until`, in order and none before the start: at most `most`, and fewer when the work is used up. The rule
    /// ends at the first time that `is_allowed` refuses.
    pub(super) fn times(
        &self,
        from: NaiveDateTime,
        until: NaiveDateTime,
        is_allowed: impl Fn(NaiveDateTime) -> bool,
        most: usize,
        work: &mut WorkBudget,
    ) -> Vec<NaiveDateTime> {
        let mut times = Vec::new();
        let mut counted = 0;
        let mut step: u64 = if self.count.is_some() {
            0
        } else {
            self.first_step(from)
        };
        while let Some(period) = self.period(step)
            && period < until
        {
            let Some(times_in_period) = self.times_in_period(period, work) else {
                return times;
            };
            for time in times_in_period
                .into_iter()
                .filter(|time| *time >= self.start)
            {
                counted += 1;
                if time >= until
                    || !is_allowed(time)
                    || self.count.is_some_and(|count| counted > count)
                {
                    return times;
                }
                if time >= from {
                    times.push(time);
                    if times.len() >= most {
                        return times;
                    }
                }
            }
            step += 1;
        }
        times
    }

    /// Returns the step to begin with: no period before its own reaches `from`.
    fn first_step(&self, from: NaiveDateTime) -> u64 {
        use ICalendarFrequency::{Daily, Hourly, Minutely, Monthly, Secondly, Weekly, Yearly};
        let since = from - self.start;
        let units = match self.frequency {
            Yearly => i64::from(from.year()) - i64::from(self.start.year()),
            Monthly => {
                (i64::from(from.year()) - i64::from(self.start.year())) * 12
                    + i64::from(from.month())
                    - i64::from(self.start.month())
            }
            Weekly => since.num_weeks(),
            Daily => since.num_days(),
            Hourly => since.num_hours(),
            Minutely => since.num_minutes(),
            Secondly => since.num_seconds(),
        };
        let steps = units / i64::from(self.interval) - 2;
        u64::try_from(steps).unwrap_or(0)
    }

    /// Returns the beginning of the period of a step; `None` if it lies beyond the dates that can be represented.
    fn period(&self, step: u64) -> Option<NaiveDateTime> {
        use ICalendarFrequency::{Daily, Hourly, Minutely, Monthly, Secondly, Weekly, Yearly};
        let units = step.checked_mul(self.interval.into())?;
        let day = self.start.date();
        let later = |length: TimeDelta| self.start.checked_add_signed(length);
        match self.frequency {
            Yearly => {
                let year = day.year().checked_add(i32::try_from(units).ok()?)?;
                Some(NaiveDate::from_ymd_opt(year, 1, 1)?.and_time(NaiveTime::MIN))
            }
            Monthly => {
                let first = day
                    .with_day(1)?
                    .checked_add_months(Months::new(u32::try_from(units).ok()?))?;
                Some(first.and_time(NaiveTime::MIN))
            }
            Weekly => {
                let first = day.checked_sub_days(Days::new(days_since(day, self.week_start)))?;
                let first = first.checked_add_days(Days::new(units.checked_mul(7)?))?;
                Some(first.and_time(NaiveTime::MIN))
            }
            Daily => Some(
                day.checked_add_days(Days::new(units))?
                    .and_time(NaiveTime::MIN),
            ),
            Hourly => later(TimeDelta::try_hours(i64::try_from(units).ok()?)?)?
                .with_minute(0)?
                .with_second(0),
            Minutely => later(TimeDelta::try_minutes(i64::try_from(units).ok()?)?)?.with_second(0),
            Secondly => later(TimeDelta::try_seconds(i64::try_from(units).ok()?)?),
        }
    }

    /// Computes the times inside one period, in order; `None` when the work is used up.
    fn times_in_period(
        &self,
        begin: NaiveDateTime,
        work: &mut WorkBudget,
    ) -> Option<Vec<NaiveDateTime>> {
        let days = self.days_in_period(begin.date());
        // Rules with periods shorter than a day have many of them: each costs as much as a week.
        let examined = u32::try_from(days.len()).unwrap_or(u32::MAX);
        if !work.spend(examined.max(7)) {
            return None;
        }
        let mut times = BTreeSet::new();
        for day in days.into_iter().filter(|day| self.allows_day(*day)) {
            let of_day = self.times_of_day(begin);
            if !work.spend(u32::try_from(of_day.len()).unwrap_or(u32::MAX)) {
                return None;
            }
            times.extend(of_day.into_iter().map(|time| day.and_time(time)));
        }
        let times: Vec<NaiveDateTime> = times.into_iter().collect();
        if self.positions.is_empty() {
            return Some(times);
        }
        let chosen: BTreeSet<NaiveDateTime> = self
            .positions
            .iter()
            .filter_map(|position| at_position(&times, *position))
            .collect();
        Some(chosen.into_iter().collect())
    }

    fn days_in_period(&self, begin: NaiveDate) -> Vec<NaiveDate> {
        let length = match self.frequency {
            ICalendarFrequency::Yearly if !self.months.is_empty() => {
                let months = (1..=12).filter(|month| self.months.contains(month));
                let months = months.filter_map(|month| begin.with_month(month));
                return months
                    .flat_map(|first| {
                        let length = usize::try_from(days_in_month(first)).unwrap_or(31);
                        first.iter_days().take(length)
                    })
                    .collect();
            }
            ICalendarFrequency::Yearly => 365 + u32::from(begin.leap_year()),
            ICalendarFrequency::Monthly => days_in_month(begin),
            ICalendarFrequency::Weekly => 7,
            _ => 1,
        };
        begin
            .iter_days()
            .take(usize::try_from(length).unwrap_or(1))
            .collect()
    }

    fn allows_day(&self, day: NaiveDate) -> bool {
        let or_any = |list: &[i32], number: u32, of: u32| {
            let number = i32::try_from(number).unwrap_or(0);
            let from_end = number - i32::try_from(of).unwrap_or(0) - 1;
            list.is_empty() || list.contains(&number) || list.contains(&from_end)
        };
        (self.months.is_empty() || self.months.contains(&day.month()))
            && or_any(&self.month_days, day.day(), days_in_month(day))
            && or_any(
                &self.year_days,
                day.ordinal(),
                365 + u32::from(day.leap_year()),
            )
            && self.allows_week(day)
            && self.allows_weekday(day)
    }

    fn allows_week(&self, day: NaiveDate) -> bool {
        if self.weeks.is_empty() {
            return true;
        }
        let Some((year, week)) = week_of(day, self.week_start) else {
            return false;
        };
        let last =
            NaiveDate::from_ymd_opt(year, 12, 28).and_then(|day| week_of(day, self.week_start));
        let last = last.map_or(52, |(_, week)| week);
        self.weeks.contains(&week) || self.weeks.contains(&(week - last - 1))
    }

    fn allows_weekday(&self, day: NaiveDate) -> bool {
        if self.weekdays.is_empty() {
            return true;
        }
        let by_month = self.frequency == ICalendarFrequency::Monthly || !self.months.is_empty();
        let (at, length) = if by_month {
            (day.day0(), days_in_month(day))
        } else {
            (day.ordinal0(), 365 + u32::from(day.leap_year()))
        };
        let nth = i32::try_from(at / 7).unwrap_or(0) + 1;
        let from_end = -1 - i32::try_from(length.saturating_sub(at + 1) / 7).unwrap_or(0);
        self.weekdays.iter().any(|(number, weekday)| {
            *weekday == day.weekday() && (*number == 0 || *number == nth || *number == from_end)
        })
    }

    /// Returns the times of day that the rule allows on each day; for a period shorter than a day, those inside it.
    fn times_of_day(&self, begin: NaiveDateTime) -> Vec<NaiveTime> {
        use ICalendarFrequency::{Hourly, Minutely, Secondly};
        let within = |list: &[u32], own: u32, fixed: bool| -> Vec<u32> {
            if !fixed {
                return list.to_vec();
            }
            let fits = list.is_empty() || list.contains(&own);
            fits.then_some(own).into_iter().collect()
        };
        let frequency = self.frequency;
        let hours = within(
            &self.hours,
            begin.hour(),
            matches!(frequency, Hourly | Minutely | Secondly),
        );
        let minutes = within(
            &self.minutes,
            begin.minute(),
            matches!(frequency, Minutely | Secondly),
        );
        let seconds = within(&self.seconds, begin.second(), frequency == Secondly);
        let mut times = Vec::new();
        for hour in &hours {
            for minute in &minutes {
                // A leap second is the last second of its minute here.
                let of_minute = seconds.iter().filter_map(|second| {
                    NaiveTime::from_hms_opt(*hour, *minute, (*second).min(59))
                });
                times.extend(of_minute);
            }
        }
        times
    }
}

fn at_position(times: &[NaiveDateTime], position: i32) -> Option<NaiveDateTime> {
    let distance = usize::try_from(position.unsigned_abs()).ok()?;
    let at = if position > 0 {
        distance.checked_sub(1)?
    } else {
        times.len().checked_sub(distance)?
    };
    times.get(at).copied()
}

fn days_since(day: NaiveDate, week_start: Weekday) -> u64 {
    let (day, start) = (
        day.weekday().num_days_from_monday(),
        week_start.num_days_from_monday(),
    );
    u64::from((day + 7 - start) % 7)
}

fn days_in_month(day: NaiveDate) -> u32 {
    let first = day.with_day(1);
    let next = first.and_then(|first| first.checked_add_months(Months::new(1)));
    first
        .zip(next)
        .and_then(|(first, next)| u32::try_from((next - first).num_days()).ok())
        .unwrap_or(31)
}

/// Returns the year and the number of the week of a day. A week belongs to the year in which most of it lies (ISO 8601, with any first day of the
/// week).
fn week_of(day: NaiveDate, week_start: Weekday) -> Option<(i32, i32)> {
    let first = day.checked_sub_days(Days::new(days_since(day, week_start)))?;
    let middle = first.checked_add_days(Days::new(3))?;
    Some((
        middle.year(),
        i32::try_from(middle.ordinal0() / 7).ok()? + 1,
    ))
}
