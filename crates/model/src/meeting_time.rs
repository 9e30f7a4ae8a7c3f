//! Times of meetings: from one instant to another, or on whole days. Both are kept as the source means them, since a day that is kept as two instants is another
//! day wherever the clocks differ.

use chrono::{
    DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Moment;

/// The time of a meeting. The end is never before the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct MeetingTime(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Instants {
        starts: DateTime<FixedOffset>,
        ends: Option<DateTime<FixedOffset>>,
    },
    Days {
        first: NaiveDate,
        last: NaiveDate,
    },
}

/// The stored form: two instants, or two days of which the last is inclusive.
#[derive(Serialize, Deserialize)]
struct Written {
    starts_at: Moment,
    ends_at: Option<Moment>,
}

impl MeetingTime {
    /// Makes the time from `starts` until `ends`. An end before the beginning is dropped.
    pub fn instants(starts: DateTime<FixedOffset>, ends: Option<DateTime<FixedOffset>>) -> Self {
        let ends = ends.filter(|ends| *ends >= starts);
        Self(Kind::Instants { starts, ends })
    }

    /// Makes the days from `first` to `last`, both included. A last day before the first one is dropped.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Self {
        let last = last.max(first);
        Self(Kind::Days { first, last })
    }

    /// Makes the time from `start` until `end`, of which a day is inclusive. If the start is a day, it is on whole days; if only the start has a time of day, the end
    /// is not known.
    pub fn of(start: Moment, end: Option<Moment>) -> Self {
        match (start, end) {
            (Moment::Instant(starts), Some(Moment::Instant(ends))) => {
                Self::instants(starts, Some(ends))
            }
            (Moment::Instant(starts), _) => Self::instants(starts, None),
            (Moment::Day(first), None) => Self::days(first, first),
            (Moment::Day(first), Some(Moment::Day(last))) => Self::days(first, last),
            (Moment::Day(first), Some(Moment::Instant(ends))) => {
                Self::days(first, ends.date_naive())
            }
        }
    }

    /// Returns the whole days that instants from midnight to midnight, to the last minute of a day, or from midnight on without an end, stand for. The clock is that of
    /// the offset as written or of `zone`; that of UTC only if both ends agree, since midnight in UTC is an evening overseas. Any other time is returned unchanged.
    #[must_use]
    pub fn as_days_if_midnight(self, zone: Tz) -> Self {
        let Kind::Instants { starts, ends } = self.0 else {
            return self;
        };
        let is_local = starts.offset().local_minus_utc() != 0;
        let written = is_local
            .then(|| whole_days(starts.naive_local(), ends.map(|ends| ends.naive_local())))
            .flatten();
        let local = |instant: DateTime<FixedOffset>| instant.with_timezone(&zone).naive_local();
        let in_utc = || {
            let ends = ends.filter(|ends| *ends > starts)?;
            whole_days(starts.naive_utc(), Some(ends.naive_utc()))
        };
        written
            .or_else(|| whole_days(local(starts), ends.map(local)))
            .or_else(in_utc)
            .map_or(self, |(first, last)| Self::days(first, last))
    }

    /// Returns whether it is on whole days.
    pub const fn is_all_day(self) -> bool {
        matches!(self.0, Kind::Days { .. })
    }

    /// Returns the beginning: an instant, or the first day.
    pub const fn start(self) -> Moment {
        match self.0 {
            Kind::Instants { starts, .. } => Moment::Instant(starts),
            Kind::Days { first, .. } => Moment::Day(first),
        }
    }

    /// Returns the end: an instant if there is one, or the last day, which is inclusive.
    pub fn end(self) -> Option<Moment> {
        match self.0 {
            Kind::Instants { ends, .. } => ends.map(Moment::Instant),
            Kind::Days { last, .. } => Some(Moment::Day(last)),
        }
    }

    /// Returns the instant at which it begins; a day begins at its first instant in `zone`.
    pub fn begins(self, zone: Tz) -> DateTime<Utc> {
        self.start().begins(zone)
    }

    /// Returns the instant at which it is over: when the day after the last one begins in `zone`; if there is no end, when it begins.
    pub fn over(self, zone: Tz) -> DateTime<Utc> {
        self.end().unwrap_or_else(|| self.start()).over(zone)
    }

    /// Returns the day on which it begins in `zone`.
    pub fn first_day(self, zone: Tz) -> NaiveDate {
        self.start().day(zone)
    }

    /// Returns the day on which it ends in `zone`, never before the first: a meeting that lasts until midnight ends on the day before.
    pub fn last_day(self, zone: Tz) -> NaiveDate {
        let last = self.end().map(|end| end.last_day(zone));
        last.unwrap_or(NaiveDate::MIN).max(self.first_day(zone))
    }
}

impl From<Written> for MeetingTime {
    fn from(Written { starts_at, ends_at }: Written) -> Self {
        Self::of(starts_at, ends_at)
    }
}

impl From<MeetingTime> for Written {
    fn from(time: MeetingTime) -> Self {
        Self {
            starts_at: time.start(),
            ends_at: time.end(),
        }
    }
}

/// Returns the whole days between two times of one clock: an end at midnight belongs to the day before, except on the day of the beginning.
fn whole_days(
    starts: NaiveDateTime,
    ends: Option<NaiveDateTime>,
) -> Option<(NaiveDate, NaiveDate)> {
    if starts.time() != NaiveTime::MIN {
        return None;
    }
    let first = starts.date();
    let last = match ends {
        None => first,
        Some(ends) if ends == starts => first,
        Some(ends) if ends.time() == NaiveTime::MIN => {
            ends.date().checked_sub_days(Days::new(1))?
        }
        Some(ends) if (ends.hour(), ends.minute()) == (23, 59) => ends.date(),
        Some(_) => return None,
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Martinique;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn between(starts: &str, ends: &str) -> MeetingTime {
        MeetingTime::instants(at(starts), (!ends.is_empty()).then(|| at(ends)))
    }

    #[test]
    #[rustfmt::skip]
    fn instants_that_frame_days_are_days_by_the_clock_of_whoever_wrote_them() {
        for (starts, ends, first, last) in [
            ("2026-12-03T00:00:00+01:00", "2026-12-03T23:59:00+01:00", "2026-12-03", "2026-12-03"),
            ("2026-12-03T00:00:00+01:00", "2026-12-03T23:59:59+01:00", "2026-12-03", "2026-12-03"),
            ("2026-12-03T00:00:00+01:00", "2026-12-04T00:00:00+01:00", "2026-12-03", "2026-12-03"),
            ("2026-12-03T00:00:00+01:00", "2026-12-06T00:00:00+01:00", "2026-12-03", "2026-12-05"),
            ("2026-12-03T00:00:00+01:00", "2026-12-03T00:00:00+01:00", "2026-12-03", "2026-12-03"),
            ("2026-12-03T00:00:00+01:00", "", "2026-12-03", "2026-12-03"),
            ("2026-12-02T23:00:00Z", "2026-12-05T22:59:59Z", "2026-12-03", "2026-12-05"),
            ("2026-12-03T00:00:00Z", "2026-12-04T00:00:00Z", "2026-12-03", "2026-12-03"),
            ("2026-12-03T01:00:00+01:00", "2026-12-04T00:59:00+01:00", "2026-12-03", "2026-12-03"),
            // Two days of which one has 25 hours.
            ("2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-24", "2026-10-25"),
        ] {
            let days = MeetingTime::days(day(first), day(last));
            assert_eq!(between(starts, ends).as_days_if_midnight(Paris), days, "{starts} {ends}");
        }
    }

    #[test]
    fn instants_that_frame_no_days_stay_as_they_are() {
        for (zone, starts, ends) in [
            (
                Paris,
                "2026-12-03T18:30:00+01:00",
                "2026-12-03T20:30:00+01:00",
            ),
            (
                Paris,
                "2026-12-03T18:30:00+01:00",
                "2026-12-04T00:00:00+01:00",
            ),
            (
                Paris,
                "2026-12-03T00:00:00+01:00",
                "2026-12-03T02:00:00+01:00",
            ),
            (Paris, "2026-12-03T01:00:00+01:00", ""),
            // Eight in the evening.
            (Martinique, "2026-12-03T20:00:00-04:00", ""),
            (Martinique, "2026-12-04T00:00:00Z", ""),
            (Martinique, "2026-12-04T00:00:00Z", "2026-12-04T00:00:00Z"),
            (Martinique, "2026-12-04T00:00:00Z", "2026-12-04T02:00:00Z"),
        ] {
            let time = between(starts, ends);
            assert_eq!(time.as_days_if_midnight(zone), time, "{starts} {ends}");
        }
    }

    #[test]
    fn days_and_instants_tell_when_they_begin_and_are_over() {
        let days = MeetingTime::days(day("2026-12-03"), day("2026-12-05"));
        assert_eq!(days.begins(Paris), at("2026-12-02T23:00:00Z"));
        assert_eq!(days.over(Paris), at("2026-12-05T23:00:00Z"));
        assert_eq!(days.last_day(Paris), day("2026-12-05"));
        let evening = between("2026-12-03T18:30:00+01:00", "2026-12-04T00:00:00+01:00");
        assert_eq!(evening.over(Paris), at("2026-12-03T23:00:00Z"));
        assert_eq!(evening.last_day(Paris), day("2026-12-03"));
        let alone = between("2026-12-03T18:30:00+01:00", "");
        assert_eq!(alone.over(Paris), alone.begins(Paris));
        assert_eq!(alone.last_day(Paris), day("2026-12-03"));
    }

    #[test]
    fn an_end_before_the_beginning_is_dropped() {
        assert_eq!(
            between("2026-12-03T18:30:00+01:00", "2026-12-03T08:30:00+01:00").end(),
            None
        );
        let (first, before) = (day("2026-12-03"), day("2026-12-01"));
        assert_eq!(MeetingTime::days(first, before).last_day(Paris), first);
    }

    #[test]
    fn what_earlier_releases_stored_reads_and_is_written_as_before() {
        for text in [
            r#"{"starts_at":"2026-12-03T18:30:00+01:00","ends_at":"2026-12-03T20:30:00+01:00"}"#,
            r#"{"starts_at":"2026-12-03T17:30:00Z","ends_at":null}"#,
        ] {
            let time: MeetingTime = serde_json::from_str(text).unwrap();
            let written = serde_json::to_string(&time).unwrap();
            assert_eq!(written.replace("+00:00", "Z"), text);
        }
    }

    proptest! {
        #[test]
        fn a_time_reads_back_as_the_same(
            begin in 0i64..4_000_000_000, length in proptest::option::of(-100_000i64..10_000_000), offset in -12i32..14, all_day in any::<bool>(),
        ) {
            let zone = FixedOffset::east_opt(offset * 3600).unwrap();
            let instant = |seconds| DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone);
            let (starts, ends) = (instant(begin), length.map(|length| instant(begin + length)));
            let time = if all_day {
                MeetingTime::days(starts.date_naive(), ends.unwrap_or(starts).date_naive())
            } else {
                MeetingTime::instants(starts, ends)
            };
            let text = serde_json::to_string(&time).unwrap();
            prop_assert_eq!(serde_json::from_str::<MeetingTime>(&text).unwrap(), time);
            prop_assert_eq!(MeetingTime::of(time.start(), time.end()), time);
            prop_assert!(time.over(Paris) >= time.begins(Paris));
            prop_assert!(time.last_day(Paris) >= time.first_day(Paris));
            let days = time.as_days_if_midnight(Paris);
            prop_assert_eq!(days.as_days_if_midnight(Paris), days);
        }
    }
}
