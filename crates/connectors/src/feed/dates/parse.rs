//! Parsing of a date in words and digits, word by word. Every word must be a part of a date, so that no date is read out of prose. Where day and
//! month could be either way round, the day is the first; a time without a zone is meant in that of the source.

use std::sync::LazyLock;

use chrono::{Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use chrono_tz::Tz;
use regex::{Captures, Regex};

use super::names::{self, Word};
use passerelle_model::{Moment, fold, instant_in};

/// The longest text that is read as a date, in bytes.
const LONGEST: usize = 120;

/// The patterns by which the parts of a folded text are recognised.
struct Patterns {
    /// Remarks in brackets: `(heure normale d’Europe centrale)`.
    remark: Regex,
    /// `14h30`, `14 h 30 min`, `14 h`.
    french_time: Regex,
    /// `2:30p.m.`, `6pm`.
    am_pm_time: Regex,
    /// A date and a time in one word, as ISO 8601 writes them.
    joined: Regex,
    /// `14:30`, `14:30:05.123`, with or without an offset.
    time: Regex,
    /// `+0100`, `+01:00`, `utc+1`, `-5`.
    offset: Regex,
}

#[expect(
    clippy::expect_used,
    reason = "constants, which every test of this module compiles"
)]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a valid pattern");
    Patterns {
        remark: pattern(r"\([^()]*\)"),
        french_time: pattern(
            r"\b(\d{1,2})\s?h(?:eures?)?\s?(?:(\d{2})\s?(?:min(?:utes)?\b)?)?(?:\s|$)",
        ),
        am_pm_time: pattern(r"\b(\d{1,2}(?::\d{2}){0,2})\s?([ap])\.?\s?m\b\.?"),
        joined: pattern(r"^(\d{4}(?:-\d{1,2}-\d{1,2}|-\d{3}|-?w\d{2}-?\d|\d{4}))[t_](\d.*)$"),
        time: pattern(
            r"^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?|(\d{2})(\d{2})?(?:[.,]\d+)?)(z|[+-][\d:]+)?$",
        ),
        offset: pattern(r"^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$"),
    }
});

/// The parts of a date that were read up to the current word.
#[derive(Default)]
struct Parts {
    date: Option<NaiveDate>,
    day: Option<u32>,
    /// The month, and whether its word may have been a weekday.
    month: Option<(u32, bool)>,
    year: Option<i32>,
    time: Option<(u32, u32, u32)>,
    afternoon: Option<bool>,
    offset: Option<FixedOffset>,
    zone: Option<Tz>,
}

/// Returns the moment that a text names: a day, or an instant. A time without a zone is meant in `zone`. `None` if it is no date.
pub(super) fn moment(text: &str, zone: Tz) -> Option<Moment> {
    if text.len() > LONGEST {
        return None;
    }
    let mut text = fold(text.trim());
    let mut parts = Parts::default();
    for paris_time in [
        "heure de paris",
        "heure francaise",
        "paris time",
        "heure de france",
    ] {
        if text.contains(paris_time) {
            parts.zone = Some(Tz::Europe__Paris);
            text = text.replace(paris_time, " ");
        }
    }
    let text = PATTERNS.remark.replace_all(&text, " ");
    let text = PATTERNS.am_pm_time.replace_all(&text, "$1 ${2}m ");
    let text = PATTERNS
        .french_time
        .replace_all(&text, |read: &Captures<'_>| {
            let part = |group: usize| read.get(group).map_or("00", |found| found.as_str());
            format!("{}:{} ", part(1), part(2))
        });
    for word in text.split_whitespace().flat_map(split_at_commas) {
        parts.take(word.trim_matches([',', ';', '(', ')', '[', ']']))?;
    }
    parts.moment(zone)
}

/// Splits a word at its commas, since a comma needs no space behind it (RFC 5322): `mon,23`. A comma behind a time is its decimal separator.
fn split_at_commas(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest.take()?;
        let parts = word
            .split_once(',')
            .filter(|(before, _)| !ends_in_time(before));
        let (before, after) = parts.unwrap_or((word, ""));
        rest = Some(after).filter(|after| !after.is_empty());
        Some(before)
    })
}

/// Returns whether a word ends in a time to the minute or the second: `14:05:00`, `130500`.
fn ends_in_time(word: &str) -> bool {
    let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    word.contains(':') || digits >= 6
}

impl Parts {
    /// Takes in a word; `None` if it is no part of a date, or contradicts the parts before it.
    fn take(&mut self, word: &str) -> Option<()> {
        if matches!(word, "" | "-" | "–" | "—" | "|" | "@" | "." | "/" | ":") {
            return Some(());
        }
        if let Some(joined) = PATTERNS.joined.captures(word) {
            self.take(joined.get(1)?.as_str())?;
            return self.take_time(joined.get(2)?.as_str());
        }
        let bare = word.trim_end_matches(['.', ',', ':']);
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            return self.take_digits(bare, word);
        }
        if let Some(offset) = offset(bare) {
            self.offset = Some(offset);
            return Some(());
        }
        self.take_name(names::word(bare)?)
    }

    fn take_name(&mut self, name: Word) -> Option<()> {
        match name {
            Word::Filler => {}
            Word::Afternoon(afternoon) => self.afternoon = Some(afternoon),
            Word::Offset(offset) => self.offset = self.offset.or(Some(offset)),
            Word::Zone(zone) => self.zone = Some(zone),
            Word::Month(month, may_be_weekday) => match self.month {
                None | Some((_, true)) => self.month = Some((month, may_be_weekday)),
                Some(_) if may_be_weekday => {}
                Some(_) => return None,
            },
        }
        Some(())
    }

    fn take_digits(&mut self, bare: &str, word: &str) -> Option<()> {
        let has_date = self.date.is_some()
            || (self.day.is_some() && self.month.is_some() && self.year.is_some());
        if has_date {
            return self.take_time(word);
        }
        if let Some(date) = numeric_date(bare) {
            self.date = Some(date);
            return Some(());
        }
        if let Some(parts) = date_with_month_name(bare) {
            return self.take_all(&parts);
        }
        let number = bare.trim_end_matches(|letter: char| {
            letter.is_ascii_alphabetic() || matches!(letter, 'º' | '°' | 'ª')
        });
        let ordinal = bare.strip_prefix(number)?;
        let is_ordinal = matches!(
            ordinal,
            "" | "er" | "e" | "o" | "st" | "nd" | "rd" | "th" | "º" | "°" | "ª"
        );
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if !(is_ordinal && is_number) || (number.len() > 2 && !ordinal.is_empty()) {
            return self.take_time(word);
        }
        let value: u32 = number.parse().ok()?;
        match number.len() {
            1 | 2 if self.day.is_none() => self.day = Some(value),
            2 if self.year.is_none() && self.month.is_some() && ordinal.is_empty() => {
                self.year = Some(full_year(value));
            }
            4 if self.year.is_none() => self.year = i32::try_from(value).ok(),
            _ => return None,
        }
        Some(())
    }

    fn take_all(&mut self, parts: &[&str]) -> Option<()> {
        parts.iter().try_for_each(|part| self.take(part))
    }

    fn take_time(&mut self, word: &str) -> Option<()> {
        let read = PATTERNS.time.captures(word)?;
        let number = |group: usize| {
            read.get(group)
                .map_or(Some(0), |found| found.as_str().parse::<u32>().ok())
        };
        let minute = number(2)? + number(4)?;
        let second = number(3)? + number(5)?;
        if let Some(written) = read.get(6) {
            let written = written.as_str();
            self.offset = Some(if written == "z" {
                FixedOffset::east_opt(0)?
            } else {
                offset(written)?
            });
        }
        self.time
            .replace((number(1)?, minute, second))
            .is_none()
            .then_some(())
    }

    fn moment(self, zone: Tz) -> Option<Moment> {
        let date = match self.date {
            Some(date) => date,
            None => NaiveDate::from_ymd_opt(self.year?, self.month?.0, self.day?)?,
        };
        if !(1900..=2199).contains(&date.year()) {
            return None;
        }
        let Some((hour, minute, second)) = self.time else {
            return Some(Moment::Day(date));
        };
        let hour = match (self.afternoon, hour) {
            (Some(true), 1..=11) => hour + 12,
            (Some(false), 12) => 0,
            _ => hour,
        };
        let (date, hour) = if (hour, minute, second) == (24, 0, 0) {
            (date.checked_add_days(Days::new(1))?, 0)
        } else {
            (date, hour)
        };
        let local = date.and_time(NaiveTime::from_hms_opt(hour, minute, second.min(59))?);
        let instant = match (self.offset, self.zone) {
            (Some(offset), _) => offset.from_local_datetime(&local).single()?,
            (None, named) => {
                let zone = named.unwrap_or(zone);
                instant_in(local, zone).with_timezone(&zone).fixed_offset()
            }
        };
        Some(Moment::Instant(instant))
    }
}

/// Parses a date in digits: `2026-11-23`, `2026/11/23`, `20261123`, `2026-W48-1`, `2026-327`, `23/11/2026`, `23.11.26`; and `11/23/2026`, where only
/// the first number can be the month.
fn numeric_date(text: &str) -> Option<NaiveDate> {
    let number =
        |text: &str| -> Option<u32> { (text.len() <= 2).then(|| text.parse().ok()).flatten() };
    if let Some((year, week)) = text.split_once('w') {
        let year = year.trim_end_matches('-').parse().ok()?;
        let week = week.replace('-', "");
        let (week, day) = week.split_at_checked(2)?;
        let weekday = Weekday::try_from(day.parse::<u8>().ok()?.checked_sub(1)?).ok()?;
        return NaiveDate::from_isoywd_opt(year, week.parse().ok()?, weekday);
    }
    let separator = text
        .chars()
        .find(|letter| matches!(letter, '-' | '/' | '.' | '_'));
    let Some(separator) = separator else {
        return (text.len() == 8)
            .then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok())
            .flatten();
    };
    let parts: Vec<&str> = text.split(separator).collect();
    match parts[..] {
        [year, day] if year.len() == 4 && day.len() == 3 && separator == '-' => {
            NaiveDate::from_yo_opt(year.parse().ok()?, day.parse().ok()?)
        }
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)
        }
        [first, second, year] if matches!(year.len(), 2 | 4) => {
            let value: u32 = year.parse().ok()?;
            let year = if year.len() == 2 {
                full_year(value)
            } else {
                i32::try_from(value).ok()?
            };
            let (first, second) = (number(first)?, number(second)?);
            NaiveDate::from_ymd_opt(year, second, first)
                .or_else(|| NaiveDate::from_ymd_opt(year, first, second))
        }
        _ => None,
    }
}

/// Splits `23-nov-2026` or `23/nov/2026:14:30:00` into its parts; `None` if it has no name of a month.
fn date_with_month_name(text: &str) -> Option<Vec<&str>> {
    let separator = text
        .chars()
        .find(|letter| matches!(letter, '-' | '/' | '.'))?;
    let (day, rest) = text.split_once(separator)?;
    let (month, rest) = rest.split_once(separator)?;
    let is_name = matches!(names::word(month), Some(Word::Month(..)));
    let mut parts = vec![day, month];
    match rest.split_once(':') {
        Some((year, time)) => parts.extend([year, time]),
        None => parts.push(rest),
    }
    is_name.then_some(parts)
}

/// Returns the year that two digits stand for (RFC 2822, 4.3).
fn full_year(two: u32) -> i32 {
    let two = i32::try_from(two).unwrap_or_default();
    if two < 50 { 2000 + two } else { 1900 + two }
}

fn offset(text: &str) -> Option<FixedOffset> {
    let read = PATTERNS.offset.captures(text)?;
    let number = |group: usize| {
        read.get(group)
            .map_or(Some(0), |found| found.as_str().parse::<i32>().ok())
    };
    let seconds = number(2)? * 3600 + number(3)? * 60;
    let east = if read.get(1)?.as_str() == "-" {
        -seconds
    } else {
        seconds
    };
    (seconds <= 14 * 3600)
        .then(|| FixedOffset::east_opt(east))
        .flatten()
}
