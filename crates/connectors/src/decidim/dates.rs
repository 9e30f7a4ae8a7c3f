//! Dates as hosts write them: a day, or an instant with its offset from UTC. Anything else is a bad date, which is counted.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::Value;

use passerelle_model::Moment;

/// The content of a date field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateField<T> {
    /// A date.
    Known(T),
    /// No value.
    Absent,
    /// A value that is no date.
    Bad,
}

impl<T> DateField<T> {
    /// Returns the date, if there is one. Adds one to `bad_dates` if the value is no date.
    pub(super) fn or_count(self, bad_dates: &mut u32) -> Option<T> {
        match self {
            Self::Known(date) => Some(date),
            Self::Absent => None,
            Self::Bad => {
                *bad_dates = bad_dates.saturating_add(1);
                None
            }
        }
    }
}

/// Parses a field that holds a day or an instant.
pub(super) fn moment(value: Option<&Value>) -> DateField<Moment> {
    parse_field(value, |text| {
        text.parse::<NaiveDate>()
            .map(Moment::Day)
            .ok()
            .or_else(|| parse_instant(text).map(Moment::Instant))
    })
}

/// Parses a field that holds an instant.
pub(super) fn instant(value: Option<&Value>) -> DateField<DateTime<FixedOffset>> {
    parse_field(value, parse_instant)
}

fn parse_field<T>(value: Option<&Value>, parse: impl FnOnce(&str) -> Option<T>) -> DateField<T> {
    match value {
        None | Some(Value::Null) => DateField::Absent,
        Some(Value::String(text)) if text.trim().is_empty() => DateField::Absent,
        Some(Value::String(text)) => parse(text.trim()).map_or(DateField::Bad, DateField::Known),
        Some(_) => DateField::Bad,
    }
}

/// Parses RFC 3339, and the form of Ruby's `Time#to_s` (`2026-03-31 18:00:00 +0200`), which old forks print.
fn parse_instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let plausible = |instant: &DateTime<FixedOffset>| {
        use chrono::Datelike;
        (1..=9999).contains(&instant.year())
    };
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| {
            DateTime::parse_from_str(&text.replace("UTC", "+0000"), "%Y-%m-%d %H:%M:%S %z")
        })
        .ok()
        .filter(plausible)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn days_and_instants_are_parsed() {
        assert_eq!(
            moment(Some(&json!("2026-03-31"))),
            DateField::Known(Moment::Day(NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()))
        );
        for text in [
            "2026-03-31T18:00:00+02:00",
            "2026-03-31T16:00:00Z",
            "2026-03-31 18:00:00 +0200",
        ] {
            let DateField::Known(Moment::Instant(instant)) = moment(Some(&json!(text))) else {
                panic!("{text}")
            };
            assert_eq!(instant.to_utc().to_rfc3339(), "2026-03-31T16:00:00+00:00");
        }
    }

    #[test]
    fn values_that_are_no_dates_are_counted_and_left_out() {
        let mut bad = 0;
        for value in [
            json!("31/03/2026"),
            json!(12),
            json!({"a": 1}),
            json!("2026-13-01"),
        ] {
            assert_eq!(moment(Some(&value)).or_count(&mut bad), None);
        }
        assert_eq!(moment(Some(&json!(""))).or_count(&mut bad), None);
        assert_eq!(moment(None).or_count(&mut bad), None);
        assert_eq!(bad, 4);
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_not_and_never_a_panic(text in ".*") {
            let _ = moment(Some(&Value::String(text.clone())));
            let _ = instant(Some(&Value::String(text)));
        }

        #[test]
        fn an_instant_written_as_decidim_writes_it_reads_back(seconds in 0_i64..4_000_000_000, offset in -12_i32..=12) {
            let zone = FixedOffset::east_opt(offset * 3600).unwrap();
            let written = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone);
            prop_assert_eq!(instant(Some(&json!(written.to_rfc3339()))), DateField::Known(written));
        }
    }
}
