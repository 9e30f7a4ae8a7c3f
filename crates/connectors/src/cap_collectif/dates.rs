//! Dates as the platform writes them: `2026-03-31 18:00:00`, without a zone, in the time zone of the instance.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use serde_json::Value;

/// Reads the instant in a date field; `None` where there is none. A value that is no date is counted in `bad`.
pub(super) fn instant(
    value: Option<&Value>,
    zone: Tz,
    bad: &mut u32,
) -> Option<DateTime<FixedOffset>> {
    let text = match value {
        None | Some(Value::Null) => return None,
        Some(Value::String(text)) => text.trim(),
        Some(_) => "?",
    };
    if text.is_empty() {
        return None;
    }
    let read = read(text, zone);
    if read.is_none() {
        *bad = bad.saturating_add(1);
    }
    read
}

fn read(text: &str, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let local = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    match local {
        Some(local) => instant_as_php(local, zone),
        // No known version writes an offset, but a date that has one is clear.
        None => DateTime::parse_from_rfc3339(text).ok(),
    }
    // PHP writes a date that was never set as `-0001-11-30 00:00:00`.
    .filter(|instant| (1..=9999).contains(&instant.year()))
}

/// The instant at which clocks in `zone` show `local`, as PHP resolves it, since the platform opens and closes steps by that. Of the hour that autumn
/// repeats, it is the first one; a time that spring skips is moved forward by the hour that is skipped.
fn instant_as_php(local: NaiveDateTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    if let Some(instant) = zone.from_local_datetime(&local).earliest() {
        return Some(instant.fixed_offset());
    }
    let before = zone
        .from_local_datetime(&local.checked_sub_signed(Duration::hours(3))?)
        .earliest()?;
    let skipped = before
        .fixed_offset()
        .checked_add_signed(Duration::hours(3))?;
    Some(skipped.with_timezone(&zone).fixed_offset())
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read_in_paris(text: &str) -> Option<String> {
        instant(Some(&json!(text)), Paris, &mut 0).map(|instant| instant.to_rfc3339())
    }

    #[test]
    fn a_date_without_zone_is_read_in_the_zone_of_the_source() {
        assert_eq!(
            read_in_paris("2026-03-20 18:30:00").as_deref(),
            Some("2026-03-20T18:30:00+01:00")
        );
        assert_eq!(
            read_in_paris("2026-07-20 23:59:59").as_deref(),
            Some("2026-07-20T23:59:59+02:00")
        );
    }

    #[test]
    fn the_hour_that_spring_skips_and_the_hour_that_autumn_repeats_are_read_as_php_does() {
        assert_eq!(
            read_in_paris("2026-03-29 02:30:00").as_deref(),
            Some("2026-03-29T03:30:00+02:00")
        );
        assert_eq!(
            read_in_paris("2026-10-25 02:30:00").as_deref(),
            Some("2026-10-25T02:30:00+02:00")
        );
    }

    #[test]
    fn what_is_no_date_is_counted_and_left_out() {
        let mut bad = 0;
        for value in [
            json!("31/03/2026"),
            json!("-0001-11-30 00:00:00"),
            json!("2026-13-01 00:00:00"),
            json!(12),
        ] {
            assert_eq!(instant(Some(&value), Paris, &mut bad), None, "{value}");
        }
        for value in [json!(null), json!(""), json!("  ")] {
            assert_eq!(instant(Some(&value), Paris, &mut bad), None, "{value}");
        }
        assert_eq!(instant(None, Paris, &mut bad), None);
        assert_eq!(bad, 4);
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_not_and_never_a_panic(text in ".{0,40}") {
            let _ = instant(Some(&Value::String(text)), Paris, &mut 0);
        }

        #[test]
        fn any_hour_of_any_day_has_an_instant_within_an_hour_of_it(seconds in 0_i64..4_000_000_000) {
            let local = DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
            let read = read(&local.format("%Y-%m-%d %H:%M:%S").to_string(), Paris).unwrap();
            let apart = read.naive_local() - local;
            prop_assert!(apart == Duration::zero() || apart == Duration::hours(1) && local.hour() < 4);
        }
    }
}
