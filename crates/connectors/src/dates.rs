//! Parsing of dates in the forms that people and programs write by hand: `31/12/2026`, `2026-12-31`, `31 décembre 2026`, with or without a time. Nothing is
//! guessed: a text that is no date is refused, with the kind of value that is expected.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime};
use chrono_tz::Tz;

use super::value_kind::ValueKind;
use passerelle_model::{Moment, fold, instant_in};

/// The names and abbreviations of the months, folded.
const MONTHS: [&[&str]; 12] = [
    &["janvier", "january", "janv", "jan"],
    &["fevrier", "february", "fevr", "fev", "feb"],
    &["mars", "march", "mar"],
    &["avril", "april", "avr", "apr"],
    &["mai", "may"],
    &["juin", "june", "jun"],
    &["juillet", "july", "juil", "jul"],
    &["aout", "august", "aug"],
    &["septembre", "september", "sept", "sep"],
    &["octobre", "october", "oct"],
    &["novembre", "november", "nov"],
    &["decembre", "december", "dec"],
];

const WEEKDAYS: [&str; 14] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Parses a day (`31/12/2026`, `2026-12-31`, `31 décembre 2026`), or an instant (a day and `18:30` or `18h30`, in `zone` unless an offset is given).
pub(super) fn moment(text: &str, zone: Tz) -> Result<Moment, ValueKind> {
    let refused = || ValueKind::Day;
    if let Ok(instant) = DateTime::parse_from_rfc3339(text.trim()) {
        return Ok(Moment::Instant(instant));
    }
    let (day, rest) = leading_day(&folded(text)).ok_or_else(refused)?;
    if rest.is_empty() {
        return Ok(Moment::Day(day));
    }
    let time = time(&rest).map_err(|_fault| refused())?;
    Ok(Moment::Instant(at(day, time, zone)))
}

/// Parses a time of day: `18:30`, `18h30`, `18 h`.
pub(super) fn time(text: &str) -> Result<NaiveTime, ValueKind> {
    let refused = || ValueKind::Time;
    let text: String = folded(text)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let mut parts = text.split([':', 'h']);
    let mut number = |when_empty| match parts.next() {
        Some("") | None => Some(when_empty),
        Some(part) if part.len() <= 2 => part.parse::<u32>().ok(),
        Some(_) => None,
    };
    let is_one =
        text.starts_with(|letter: char| letter.is_ascii_digit()) && text.contains([':', 'h']);
    let read = (number(60), number(0), number(0));
    let (Some(hour), Some(minute), Some(second)) = read else {
        return Err(refused());
    };
    NaiveTime::from_hms_opt(hour, minute, second)
        .filter(|_| is_one && parts.next().is_none())
        .ok_or_else(refused)
}

/// Returns the instant of a local time in `zone`.
pub(super) fn at(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<FixedOffset> {
    instant_in(day.and_time(time), zone)
        .with_timezone(&zone)
        .fixed_offset()
}

/// Returns a text in lower case, without accents, and with spaces in place of non-breaking ones.
fn folded(text: &str) -> String {
    fold(text.trim())
}

/// Splits a folded text into the day that it begins with, and the text behind it without the words that join the two.
fn leading_day(text: &str) -> Option<(NaiveDate, String)> {
    let text = WEEKDAYS
        .iter()
        .find_map(|day| text.strip_prefix(day)?.strip_prefix([' ', ',']))
        .unwrap_or(text)
        .trim_start();
    let numeric: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '-' | '.'))
        .collect();
    let (day, rest) = if let Some(day) = numeric_day(&numeric) {
        (day, text.strip_prefix(&numeric)?)
    } else {
        worded_day(text)?
    };
    let rest = rest.trim_start_matches(['t', ' ', ',']);
    let rest = rest.strip_prefix("a ").unwrap_or(rest);
    Some((day, rest.trim().to_owned()))
}

/// Parses `31/12/2026`, `31.12.26` or `2026-12-31`: the year first when it has four digits, else the day first.
fn numeric_day(text: &str) -> Option<NaiveDate> {
    let separator = text.find(['/', '-', '.'])?;
    let separator = text.get(separator..)?.chars().next()?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (*first, *last)
    } else {
        (*last, *first)
    };
    let year: i32 = match year.len() {
        4 => year.parse().ok()?,
        2 => 2000 + year.parse::<i32>().ok()?,
        _ => return None,
    };
    let number = |text: &str| {
        (text.len() <= 2)
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
}

/// Parses the day at the beginning of a folded text such as `31 decembre 2026` or `1er mars 2026`; returns it with the rest of the text.
fn worded_day(text: &str) -> Option<(NaiveDate, &str)> {
    let (day, rest) = text.split_once(' ')?;
    let day: u32 = day.strip_suffix("er").unwrap_or(day).parse().ok()?;
    let (month, rest) = rest.split_once(' ')?;
    let month = month.trim_end_matches('.');
    let month = MONTHS.iter().position(|names| names.contains(&month))?;
    let (year, rest) = rest.split_at_checked(4)?;
    let year: i32 = year.parse().ok()?;
    let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()? + 1, day)?;
    let ends = rest.is_empty() || rest.starts_with([' ', ',']);
    (ends && date.year() == year).then_some((date, rest))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Moment {
        Moment::Day(text.parse().unwrap())
    }

    fn instant(text: &str) -> Moment {
        Moment::Instant(text.parse().unwrap())
    }

    #[test]
    fn days_are_parsed_in_the_forms_of_people_and_spreadsheets() {
        for text in [
            "31/12/2026",
            "31.12.2026",
            "31-12-2026",
            "31/12/26",
            "2026-12-31",
            "2026/12/31",
            "31 décembre 2026",
            "jeudi 31 déc. 2026",
            " 31/12/2026 ",
        ] {
            assert_eq!(moment(text, Paris), Ok(day("2026-12-31")), "{text}");
        }
        assert_eq!(moment("1er août 2026", Paris), Ok(day("2026-08-01")));
        assert_eq!(moment("1/8/2026", Paris), Ok(day("2026-08-01")));
    }

    #[test]
    fn times_are_those_of_the_source_unless_an_offset_is_given() {
        for text in [
            "31/12/2026 18:30",
            "31/12/2026 à 18h30",
            "2026-12-31T18:30:00",
            "2026-12-31 18:30",
            "31 décembre 2026, 18 h 30",
            "2026-12-31T17:30:00Z",
        ] {
            let read = moment(text, Paris).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!(
                read.begins(Paris),
                instant("2026-12-31T18:30:00+01:00").begins(Paris),
                "{text}"
            );
        }
        assert_eq!(
            moment("01/07/2026 9h", Paris),
            Ok(instant("2026-07-01T09:00:00+02:00"))
        );
    }

    #[test]
    fn a_text_that_is_no_date_is_refused_and_not_quoted() {
        for text in [
            "12/31/2026",
            "31/02/2026",
            "46022",
            "fin décembre",
            "31/12",
            "31/12/2026 25:00",
            "31/12/2026 et après",
            "2026",
            "31 décembre 20261",
            "0612345678",
            "31/12/226",
        ] {
            assert!(moment(text, Paris).is_err(), "{text}");
        }
        let fault = moment("camille.canari@example.org", Paris);
        assert_eq!(fault, Err(ValueKind::Day));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = (moment(&text, Paris), time(&text));
        }

        #[test]
        fn a_day_reads_back_however_it_is_written(days in 0_i32..70_000) {
            let date = NaiveDate::from_num_days_from_ce_opt(700_000 + days).unwrap();
            for format in ["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"] {
                let text = date.format(format).to_string();
                prop_assert_eq!(moment(&text, Paris), Ok(Moment::Day(date)));
            }
        }
    }
}
