//! Dates as formats and people write them. Days are meant in the time zone of their source.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, SecondsFormat, Timelike as _, Utc};
use chrono_tz::Tz;

use crate::model::Moment;

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A day for people: « 1er mars 2026 » with no-break spaces, or `1 March 2026`.
pub fn long_day(day: NaiveDate, french: bool) -> String {
    if !french {
        return day.format("%-d\u{a0}%B\u{a0}%Y").to_string();
    }
    let month = FRENCH_MONTHS
        .get(day.month0() as usize)
        .copied()
        .unwrap_or_default();
    let ordinal = if day.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{month}\u{a0}{}", day.day(), day.year())
}

/// The month of a day for people: « mars », or `March`.
pub fn month_name(day: NaiveDate, french: bool) -> String {
    if french {
        let month = FRENCH_MONTHS.get(day.month0() as usize);
        month.copied().unwrap_or_default().to_owned()
    } else {
        day.format("%B").to_string()
    }
}

/// A moment for people. An instant shows its time in `zone` (« 12 novembre 2026 à 18 h 30 »).
pub fn long_moment(moment: Moment, zone: Tz, french: bool) -> String {
    let day = long_day(moment.day(zone), french);
    let Moment::Instant(instant) = moment else {
        return day;
    };
    let time = instant.with_timezone(&zone).time();
    if french {
        let minutes = match time.minute() {
            0 => String::new(),
            minutes => format!("\u{a0}{minutes:02}"),
        };
        format!("{day} à {}\u{a0}h{minutes}", time.hour())
    } else {
        format!("{day}, {}", time.format("%H:%M"))
    }
}

/// The last day of something that closes at `moment`: an instant at midnight ends the day before.
pub fn last_day(moment: Moment, zone: Tz) -> NaiveDate {
    let day = moment.day(zone);
    match moment {
        Moment::Instant(instant) if instant.with_timezone(&zone).time() == NaiveTime::MIN => {
            day.pred_opt().unwrap_or(day)
        }
        _ => day,
    }
}

/// The date format of RSS (RFC 822 with a four-digit year), in UTC. A year that it cannot write (outside 0 to 9999) becomes the
/// beginning of 1970.
pub fn rfc822(instant: DateTime<Utc>) -> String {
    let writable = if (0..=9999).contains(&instant.year()) {
        instant
    } else {
        DateTime::UNIX_EPOCH
    };
    writable.format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// ISO 8601 in UTC with whole seconds.
pub fn iso(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn instant(text: &str) -> Moment {
        Moment::Instant(text.parse().unwrap())
    }

    #[test]
    fn people_read_days_as_they_say_them() {
        let day: NaiveDate = "2026-08-01".parse().unwrap();
        assert_eq!(long_day(day, true), "1er\u{a0}août\u{a0}2026");
        assert_eq!(long_day(day, false), "1\u{a0}August\u{a0}2026");
    }

    #[test]
    fn instants_are_told_in_the_time_of_their_source() {
        let evening = instant("2026-11-12T17:30:00Z");
        assert_eq!(
            long_moment(evening, Paris, true),
            "12\u{a0}novembre\u{a0}2026 à 18\u{a0}h\u{a0}30"
        );
        assert_eq!(
            long_moment(evening, Paris, false),
            "12\u{a0}November\u{a0}2026, 18:30"
        );
    }

    #[test]
    fn what_closes_at_midnight_was_last_open_the_day_before() {
        assert_eq!(
            last_day(instant("2026-11-12T23:00:00Z"), Paris),
            "2026-11-12".parse().unwrap()
        );
        assert_eq!(
            last_day(Moment::Day("2026-11-12".parse().unwrap()), Paris),
            "2026-11-12".parse().unwrap()
        );
    }

    #[test]
    fn a_date_that_rss_cannot_write_does_not_stop_the_feed() {
        assert_eq!(
            rfc822("2026-11-02T08:05:00Z".parse().unwrap()),
            "Mon, 02 Nov 2026 08:05:00 +0000"
        );
        assert_eq!(
            rfc822(DateTime::<Utc>::MAX_UTC),
            rfc822(DateTime::UNIX_EPOCH)
        );
    }
}
