//! Lengths of time as people write them: `1h`, `30m`, `1m30s`, `500ms`.

use std::time::Duration;

use super::fault::{Fault, Quote};

const UNITS: [(&str, u64); 5] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// Parses one or more numbers, each followed by its unit, without spaces.
pub(super) fn parse(text: &str) -> Result<Duration, Fault> {
    milliseconds(text)
        .map(Duration::from_millis)
        .ok_or_else(|| Fault::TimeUnreadable {
            given: Quote::of(text),
        })
}

fn milliseconds(text: &str) -> Option<u64> {
    let mut total: u64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
        let (number, after) = rest.split_at_checked(digits)?;
        let end = after
            .find(|letter: char| letter.is_ascii_digit())
            .unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        let (_, scale) = UNITS.iter().find(|(name, _)| *name == unit)?;
        total = total.checked_add(number.parse::<u64>().ok()?.checked_mul(*scale)?)?;
        rest = after;
    }
    (!text.is_empty()).then_some(total)
}

/// Returns the shortest notation of a length of time, to the millisecond.
pub(super) fn written(duration: Duration) -> String {
    let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let (unit, scale) = UNITS
        .into_iter()
        .rev()
        .find(|(_, scale)| milliseconds.is_multiple_of(*scale) && milliseconds > 0)
        .unwrap_or(("s", 1_000));
    format!("{}{unit}", milliseconds / scale)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("1h", 3_600),
            ("30m", 1_800),
            ("1m30s", 90),
            ("2d", 172_800),
            ("0s", 0),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)));
        }
        assert_eq!(parse("1500ms"), Ok(Duration::from_millis(1_500)));
        for bad in [
            "",
            "1",
            "h",
            "1 h",
            "-1h",
            "1.5h",
            "1H",
            "é",
            "9999999999999999999d",
            "1h ",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(milliseconds in 0..10_000_000_000_u64) {
            let duration = Duration::from_millis(milliseconds);
            prop_assert_eq!(parse(&written(duration)), Ok(duration));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _ = parse(&text);
        }
    }
}
