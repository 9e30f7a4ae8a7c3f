//! Dates and times as people write them in a language. Days are meant in the time zone of their source.

use std::collections::HashMap;

use chrono::{Datelike as _, NaiveDate, NaiveTime, Timelike as _};
use chrono_tz::Tz;
use fluent_templates::fluent_bundle::FluentValue;

use super::Phrases;
use passerelle_model::Moment;

impl Phrases {
    /// A day: « 1er mars 2026 » with no-break spaces, or `1 March 2026`.
    pub fn day(&self, day: NaiveDate) -> String {
        let year = day.year().to_string();
        let parts = [
            ("day", self.day_of_month(day)),
            ("month", self.month(day)),
            ("year", year),
        ];
        self.filled("date", &parts)
    }

    /// A day as somebody says it on `today`: without its year where that is today's.
    pub fn near_day(&self, day: NaiveDate, today: NaiveDate) -> String {
        if day.year() != today.year() {
            return self.day(day);
        }
        let parts = [("day", self.day_of_month(day)), ("month", self.month(day))];
        self.filled("date-without-year", &parts)
    }

    /// Both days of a span, the first without what the last says again: « 1er » and « 30 mars 2026 ». The year is said unless it is that of `today`;
    /// two years that differ are both said.
    pub fn span(&self, from: NaiveDate, to: NaiveDate, today: Option<NaiveDate>) -> [String; 2] {
        let last = match today {
            Some(today) if from.year() == to.year() => self.near_day(to, today),
            _ => self.day(to),
        };
        let first = match (from.year() == to.year(), from.month() == to.month()) {
            (true, true) => self.day_of_month(from),
            (true, false) => self.near_day(from, to),
            (false, _) => self.day(from),
        };
        [first, last]
    }

    /// Returns the day with its day of the week: « mardi 24 novembre ».
    pub fn near_weekday(&self, day: NaiveDate, today: NaiveDate) -> String {
        let parts = [
            ("weekday", self.weekday(day)),
            ("date", self.near_day(day, today)),
        ];
        self.filled("date-with-weekday", &parts)
    }

    /// The month of a day: « mars », or `March`.
    pub fn month(&self, day: NaiveDate) -> String {
        self.numbered("month-name", "month", day.month())
    }

    /// The month of a day, abbreviated: « févr. ».
    pub fn short_month(&self, day: NaiveDate) -> String {
        self.numbered("month-short", "month", day.month())
    }

    /// The month and the year of a day: « mars 2026 ».
    pub fn month_of_year(&self, day: NaiveDate) -> String {
        let year = day.year().to_string();
        self.filled(
            "month-of-year",
            &[("month", self.month(day)), ("year", year)],
        )
    }

    /// The day of the week: « mardi ».
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.numbered(
            "weekday-name",
            "weekday",
            day.weekday().number_from_monday(),
        )
    }

    /// The days of the week from Monday on, abbreviated: « lun. ».
    pub fn short_weekdays(&self) -> [String; 7] {
        [1, 2, 3, 4, 5, 6, 7].map(|weekday| self.numbered("weekday-short", "weekday", weekday))
    }

    /// A time of day: « 18 h 30 », or `18:30`.
    pub fn time(&self, time: NaiveTime) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        let values = [
            ("hour", FluentValue::from(hour.to_string())),
            ("hours", FluentValue::from(format!("{hour:02}"))),
            ("minute", FluentValue::from(minute)),
            ("minutes", FluentValue::from(format!("{minute:02}"))),
        ];
        self.fill(
            "time",
            &values.map(|(name, value)| (name.into(), value)).into(),
        )
    }

    /// A moment. An instant shows its time in `zone`: « 12 novembre 2026 à 18 h 30 ».
    pub fn moment(&self, moment: Moment, zone: Tz) -> String {
        let date = self.day(moment.day(zone));
        let Moment::Instant(instant) = moment else {
            return date;
        };
        let time = self.time(instant.with_timezone(&zone).time());
        self.filled("date-and-time", &[("date", date), ("time", time)])
    }

    fn day_of_month(&self, day: NaiveDate) -> String {
        self.numbered("day-of-month", "day", day.day())
    }

    fn numbered(&self, name: &str, part: &'static str, number: u32) -> String {
        let values = HashMap::from([(part.into(), FluentValue::from(number))]);
        self.fill(name, &values)
    }

    fn filled<const N: usize>(&self, name: &str, parts: &[(&'static str, String); N]) -> String {
        let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
        self.with(name, &parts)
    }
}
