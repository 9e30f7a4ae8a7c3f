//! Days and instants. Platforms give either; a day becomes an instant only in the time zone of its source.

use chrono::{
    DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A calendar day, or an instant with the offset that the source gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Moment {
    /// An instant.
    Instant(DateTime<FixedOffset>),
    /// A whole day, in the time zone of its source.
    Day(NaiveDate),
}

impl Moment {
    /// Returns the instant at which something with this beginning begins: a day begins at its first instant in `zone`.
    pub fn begins(self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Instant(instant) => instant.to_utc(),
            Self::Day(day) => first_instant(day, zone),
        }
    }

    /// Returns the first instant at which something with this end is over. A day is inclusive: it is over when the next day begins in `zone`, one second after its
    /// 23:59:59.
    pub fn over(self, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::Instant(instant) => instant.to_utc(),
            Self::Day(day) => day
                .checked_add_days(Days::new(1))
                .map_or(DateTime::<Utc>::MAX_UTC, |next| first_instant(next, zone)),
        }
    }

    /// Returns the day on which this moment falls in `zone`.
    pub fn day(self, zone: Tz) -> NaiveDate {
        match self {
            Self::Instant(instant) => instant.with_timezone(&zone).date_naive(),
            Self::Day(day) => day,
        }
    }

    /// Returns the last day, in `zone`, of something with this end: an instant at midnight ends the day before.
    pub fn last_day(self, zone: Tz) -> NaiveDate {
        let day = self.day(zone);
        match self {
            Self::Instant(instant) if instant.with_timezone(&zone).time() == NaiveTime::MIN => {
                day.pred_opt().unwrap_or(day)
            }
            _ => day,
        }
    }

    /// Returns the whole day that an instant at midnight or in the last minute of a day stands for: where platforms keep days as instants, their clock is that of the
    /// offset as written, of `zone`, or of UTC. Any other moment is returned unchanged.
    #[must_use]
    pub fn as_day_if_midnight(self, zone: Tz) -> Self {
        let Self::Instant(instant) = self else {
            return self;
        };
        let readings = [
            instant.naive_local(),
            instant.with_timezone(&zone).naive_local(),
            instant.naive_utc(),
        ];
        readings
            .into_iter()
            .find(|local| is_edge_of_day(local.time()))
            .map_or(self, |local| Self::Day(local.date()))
    }

    /// Returns the end of something that lasts until this moment begins something else.
    pub(super) fn just_before(self, zone: Tz) -> Self {
        match self {
            Self::Day(day) => day.pred_opt().map_or(self, Self::Day),
            Self::Instant(_) => Self::Instant(self.begins(zone).into()),
        }
    }

    /// Returns the beginning of something that follows the end at this moment.
    pub(super) fn just_after(self, zone: Tz) -> Self {
        match self {
            Self::Day(day) => day.succ_opt().map_or(self, Self::Day),
            Self::Instant(_) => Self::Instant(self.over(zone).into()),
        }
    }

    /// Returns the moment in ISO 8601: `2026-03-31`, or `2026-03-31T18:00:00+02:00` with the offset of `zone`.
    pub fn to_iso(self, zone: Tz) -> String {
        match self {
            Self::Instant(instant) => instant
                .with_timezone(&zone)
                .to_rfc3339_opts(SecondsFormat::Secs, false),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// Returns whether a time is midnight, or in the last minute before it.
fn is_edge_of_day(time: NaiveTime) -> bool {
    use chrono::Timelike as _;
    time == NaiveTime::MIN || (time.hour(), time.minute()) == (23, 59)
}

/// Returns the first instant of `day` in `zone`; if a change of the clocks skips midnight, the first instant after the gap.
fn first_instant(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant_in(day.and_time(NaiveTime::MIN), zone)
}

/// Returns the instant at which clocks in `zone` show `local`: the earlier of two when they go back, the end of the gap when they go forward.
pub fn instant_in(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    (0..=8)
        .map(|quarters| local + chrono::Duration::minutes(30 * quarters))
        .find_map(|candidate| zone.from_local_datetime(&candidate).earliest())
        .map_or_else(|| local.and_utc(), |found| found.to_utc())
}

/// A beginning and an end; either side may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The opening, inclusive.
    pub opens: Option<Moment>,
    /// The closing; a day is inclusive.
    pub closes: Option<Moment>,
}

impl Period {
    /// Returns whether neither side is known.
    pub fn is_unknown(&self) -> bool {
        self.opens.is_none() && self.closes.is_none()
    }

    /// Returns whether the period has begun by `now`; a period without an opening always has.
    pub fn has_begun(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        self.opens.is_none_or(|moment| moment.begins(zone) <= now)
    }

    /// Returns whether the period is over at `now`; a period without a closing never is.
    pub fn is_over(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        self.closes.is_some_and(|moment| moment.over(zone) <= now)
    }

    /// Returns whether `now` lies inside.
    pub fn contains(&self, zone: Tz, now: DateTime<Utc>) -> bool {
        self.has_begun(zone, now) && !self.is_over(zone, now)
    }

    /// Returns the part of the period that lies inside `whole`; `None` if there is none.
    pub(super) fn within(self, whole: Self, zone: Tz) -> Option<Self> {
        let latest = |a: Moment, b: Moment| {
            if b.begins(zone) > a.begins(zone) {
                b
            } else {
                a
            }
        };
        let earliest = |a: Moment, b: Moment| if b.over(zone) < a.over(zone) { b } else { a };
        let both =
            |ours: Option<Moment>,
             theirs: Option<Moment>,
             choose: &dyn Fn(Moment, Moment) -> Moment| match (ours, theirs) {
                (Some(ours), Some(theirs)) => Some(choose(ours, theirs)),
                (ours, theirs) => ours.or(theirs),
            };
        let inside = Self {
            opens: both(self.opens, whole.opens, &latest),
            closes: both(self.closes, whole.closes, &earliest),
        };
        let is_empty = match (inside.opens, inside.closes) {
            (Some(opens), Some(closes)) => closes.over(zone) <= opens.begins(zone),
            _ => false,
        };
        (!is_empty).then_some(inside)
    }

    /// Returns the instants at which the result of [`contains`](Self::contains) changes.
    pub fn edges(&self, zone: Tz) -> impl Iterator<Item = DateTime<Utc>> {
        self.opens
            .map(|moment| moment.begins(zone))
            .into_iter()
            .chain(self.closes.map(|moment| moment.over(zone)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn day(text: &str) -> Moment {
        Moment::Day(text.parse().unwrap())
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_closing_day_is_inclusive_in_the_sources_time_zone() {
        assert_eq!(day("2026-03-31").over(Paris), utc("2026-03-31T22:00:00Z"));
        assert_eq!(day("2026-03-28").over(Paris), utc("2026-03-28T23:00:00Z"));
        assert_eq!(day("2026-03-29").begins(Paris), utc("2026-03-28T23:00:00Z"));
        assert_eq!(
            day("2026-03-29").over(Paris),
            utc("2026-03-29T22:00:00Z"),
            "the day of the change has 23 hours"
        );
    }

    #[test]
    fn a_skipped_midnight_begins_after_the_gap() {
        assert_eq!(
            day("2026-04-24").begins(chrono_tz::Africa::Cairo),
            utc("2026-04-23T22:00:00Z")
        );
    }

    #[test]
    fn both_shapes_are_stored_and_read_back() {
        for moment in [
            day("2026-03-31"),
            Moment::Instant("2026-03-31T18:00:00+02:00".parse().unwrap()),
        ] {
            let json = serde_json::to_string(&moment).unwrap();
            assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment);
        }
        assert_eq!(
            Moment::Instant("2026-03-31T16:00:00Z".parse().unwrap()).to_iso(Paris),
            "2026-03-31T18:00:00+02:00"
        );
    }

    #[test]
    fn the_last_day_ever_does_not_overflow() {
        assert_eq!(
            Moment::Day(NaiveDate::MAX).over(Paris),
            DateTime::<Utc>::MAX_UTC
        );
    }
}
