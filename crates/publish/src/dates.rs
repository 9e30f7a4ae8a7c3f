//! Dates in the notations of formats. `phrases` writes those for people.

use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;

use passerelle_model::Moment;

/// Returns the last day of something that closes at `moment`: an instant at midnight ends the day before.
pub fn last_day(moment: Moment, zone: Tz) -> NaiveDate {
    moment.last_day(zone)
}

/// Returns a date of RSS (RFC 822 with a four-digit year), in UTC; the beginning of 1970 for a year that the notation does not have (outside 0 to 9999).
pub fn rfc822(instant: DateTime<Utc>) -> String {
    let writable = if (0..=9999).contains(&instant.year()) {
        instant
    } else {
        DateTime::UNIX_EPOCH
    };
    writable.format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Returns an instant in ISO 8601, in UTC with whole seconds.
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
