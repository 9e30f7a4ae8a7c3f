//! Dates as the hosts write them: a day, or an instant with its offset. Whatever else comes is no date.

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
    /// Something that is no date.
    Bad,
}

impl<T> DateField<T> {
    /// The date; what is no date is counted in `bad`.
    pub(super) fn or_count(self, bad: &mut u32) -> Option<T> {
        match self {
            Self::Known(date) => Some(date),
            Self::Absent => None,
            Self::Bad => {
                *bad = bad.saturating_add(1);
                None
            }
        }
    }
}

/// A day or an instant.
pub(super) fn moment(value: Option<&Value>) -> DateField<Moment> {
    read(value, |text| {
        text.parse::<NaiveDate>()
            .map(Moment::Day)
            .ok()
            .or_else(|| instant_of(text).map(Moment::Instant))
    })
}

/// An instant.
pub(super) fn instant(value: Option<&Value>) -> DateField<DateTime<FixedOffset>> {
    read(value, instant_of)
}

fn read<T>(value: Option<&Value>, parse: impl FnOnce(&str) -> Option<T>) -> DateField<T> {
    match value {
        None | Some(Value::Null) => DateField::Absent,
        Some(Value::String(text)) if text.trim().is_empty() => DateField::Absent,
        Some(Value::String(text)) => parse(text.trim()).map_or(DateField::Bad, DateField::Known),
        Some(_) => DateField::Bad,
    }
}

/// ISO 8601 with an offset; also Ruby's own `2026-03-31 18:00:00 +0200`, which old forks print.
fn instant_of(text: &str) -> Option<DateTime<FixedOffset>> {
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
    fn days_and_instants_are_both_read() {
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
    fn what_is_no_date_is_counted_and_left_out() {
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
