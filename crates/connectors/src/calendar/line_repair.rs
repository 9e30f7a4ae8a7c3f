//! Repair of content lines (RFC 5545, 3.1): a line that holds moments or a rule of repetition in a form of some program is written in the form that
//! the format prescribes. The meaning of a correct line never changes, and a line that cannot be read is left as it is.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::recurrence::rule_repair;

/// The properties whose values are moments.
const MOMENTS: [&str; 7] = [
    "DTSTART",
    "DTEND",
    "RECURRENCE-ID",
    "EXDATE",
    "RDATE",
    "LAST-MODIFIED",
    "DTSTAMP",
];

/// The longest name of a time zone, in characters; the rest of a longer one is cut off.
const LONGEST_NAME: usize = 200;

/// Repairs the parameters and the value of a property: `rest` is the part of the line behind its `name`, from the first `;` or `:`.
///
/// The value begins behind the last colon after which it can be read, since names of time zones hold colons, quoted or not. Moments are days or times
/// as they are written, whatever `VALUE` declares; only a midnight that is declared to be a date becomes one.
pub(super) fn repaired<'a>(name: &str, rest: &'a str) -> Cow<'a, str> {
    if MOMENTS.contains(&name) {
        return repaired_moments(rest).map_or(Cow::Borrowed(rest), Cow::Owned);
    }
    if name == "RRULE" {
        return Cow::Owned(format!(":{}", rule_repair::repaired(rest)));
    }
    // With a quotation mark that is never closed, the value would be taken for a part of a parameter.
    match rest.split_once(':') {
        Some((_, value)) if rest.starts_with(';') && !has_value(rest) => {
            Cow::Owned(format!(":{value}"))
        }
        _ => Cow::Borrowed(rest),
    }
}

/// Returns whether a line has a colon outside quotation marks, behind which its value begins.
fn has_value(rest: &str) -> bool {
    let mut quoted = false;
    rest.chars().any(|letter| {
        quoted ^= letter == '"';
        letter == ':' && !quoted
    })
}

/// Repairs a list of moments; `None` unless all of them can be read.
fn repaired_moments(rest: &str) -> Option<String> {
    let (head, written) = rest.rmatch_indices(':').find_map(|(colon, _)| {
        let (head, value) = rest.split_at_checked(colon)?;
        Some((head, values(value.strip_prefix(':')?)?))
    })?;
    let parameters = Parameters::of(head);
    let mut values: Vec<WrittenMoment> = written
        .into_iter()
        .map(|value| value.declared(parameters.are_dates))
        .collect();
    // The parser reads everything behind a date as dates too. In a mixed list, times therefore come first.
    values.sort_by_key(WrittenMoment::is_date);
    let mut line = String::with_capacity(rest.len() + 2);
    if parameters.includes_later {
        line.push_str(";RANGE=THISANDFUTURE");
    }
    if !parameters.zone.is_empty() {
        line.push_str(";TZID=\"");
        line.push_str(&parameters.zone);
        line.push('"');
    }
    if values.iter().all(WrittenMoment::is_date) {
        line.push_str(";VALUE=DATE");
    }
    line.push(':');
    let values: Vec<String> = values.iter().map(WrittenMoment::as_prescribed).collect();
    line.push_str(&values.join(","));
    Some(line)
}

/// The parameters of a moment that are read.
#[derive(Default)]
struct Parameters {
    zone: String,
    /// `true` for `VALUE=DATE`.
    are_dates: bool,
    /// `true` for `RANGE=THISANDFUTURE`.
    includes_later: bool,
}

impl Parameters {
    /// Reads the parameters in the part of a line between the name and the value.
    fn of(head: &str) -> Self {
        let mut parameters = Self::default();
        for part in split_parameters(head) {
            // Some programs write a colon where an equals sign belongs.
            let Some((name, value)) = part.split_once(['=', ':']) else {
                continue;
            };
            let value = value.trim().trim_matches(['"', '\'']);
            match name.trim().to_ascii_uppercase().as_str() {
                "TZID" if parameters.zone.is_empty() => {
                    let letters = value.chars().filter(|letter| *letter != '"');
                    parameters.zone = letters.take(LONGEST_NAME).collect();
                }
                "VALUE" => parameters.are_dates = value.trim().eq_ignore_ascii_case("DATE"),
                "RANGE" => {
                    parameters.includes_later = value.trim().eq_ignore_ascii_case("THISANDFUTURE");
                }
                _ => {}
            }
        }
        parameters
    }
}

/// Splits parameters at the semicolons outside quotation marks; an odd number of quotation marks quotes nothing.
fn split_parameters(head: &str) -> impl Iterator<Item = &str> {
    let are_paired = head.matches('"').count().is_multiple_of(2);
    let mut quoted = false;
    head.split(move |letter: char| {
        quoted ^= are_paired && letter == '"';
        letter == ';' && !quoted
    })
}

/// A date, or a date with a time, as it is written: in no zone, unless with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenMoment {
    day: NaiveDate,
    time: Option<NaiveTime>,
    /// The offset from UTC in seconds, where one is written.
    offset: Option<i32>,
}

impl WrittenMoment {
    /// Parses a moment in the form of the format (`20261203`, `20261203T180000Z`) or in those of other programs: with hyphens and colons, without
    /// seconds, with an offset, at 24 o'clock.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = day(text)?;
        if rest.is_empty() {
            return Some(Self {
                day,
                time: None,
                offset: None,
            });
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let clock = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at_checked(clock)?;
        let (time, next_day) = time(clock)?;
        Some(Self {
            day: if next_day { day.succ_opt()? } else { day },
            time: Some(time),
            offset: offset(zone)?,
        })
    }

    /// Writes the moment as the format prescribes it.
    pub(super) fn as_prescribed(&self) -> String {
        let day = self.day.format("%Y%m%d");
        let Some(time) = self.time else {
            return day.to_string();
        };
        let zone = match self.offset {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.unsigned_abs() / 60;
                format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
            }
        };
        format!("{day}T{}{zone}", time.format("%H%M%S"))
    }

    /// Converts a time with an offset to UTC.
    pub(super) fn in_utc(self) -> Self {
        let shifted = self.offset.zip(self.time).and_then(|(offset, time)| {
            let local: NaiveDateTime = self.day.and_time(time);
            local.checked_sub_signed(TimeDelta::seconds(offset.into()))
        });
        shifted.map_or(self, |utc| Self {
            day: utc.date(),
            time: Some(utc.time()),
            offset: Some(0),
        })
    }

    /// Makes a midnight a date, where the values are declared to be dates.
    fn declared(self, are_dates: bool) -> Self {
        match self.time {
            Some(time) if are_dates && time == NaiveTime::MIN => Self {
                time: None,
                offset: None,
                ..self
            },
            _ => self,
        }
    }

    fn is_date(&self) -> bool {
        self.time.is_none()
    }
}

/// Parses a list of moments; of a period, its beginning. `None` unless all of them can be read.
fn values(text: &str) -> Option<Vec<WrittenMoment>> {
    text.trim()
        .trim_end_matches(',')
        .split(',')
        .map(|value| WrittenMoment::parse(value.split('/').next()?))
        .collect()
}

/// Parses the day at the beginning of a text, and returns it with the rest.
fn day(text: &str) -> Option<(NaiveDate, &str)> {
    let digits = |from: usize, to: usize| -> Option<u32> {
        let part = text.get(from..to)?;
        let are_digits = part.bytes().all(|byte| byte.is_ascii_digit());
        are_digits.then(|| part.parse().ok()).flatten()
    };
    let year = i32::try_from(digits(0, 4)?).ok()?;
    let (month, number, end) = if text.get(4..5)? == "-" && text.get(7..8)? == "-" {
        (digits(5, 7)?, digits(8, 10)?, 10)
    } else {
        (digits(4, 6)?, digits(6, 8)?, 8)
    };
    let day = NaiveDate::from_ymd_opt(year, month, number)?;
    Some((day, text.get(end..)?))
}

/// Parses a time of day, and returns it with whether it is on the next day (24 o'clock). Fractions of a second are dropped, and a leap second is the
/// last second of its minute.
fn time(text: &str) -> Option<(NaiveTime, bool)> {
    let whole = text.split(['.', ',']).next()?.trim();
    let digits: String = whole.chars().filter(|letter| *letter != ':').collect();
    let is_clock =
        matches!(digits.len(), 4 | 6) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = |from: usize| {
        digits
            .get(from..from + 2)
            .unwrap_or("0")
            .parse::<u32>()
            .ok()
    };
    let (hour, minute, second) = (number(0)?, number(2)?, number(4)?.min(59));
    if !is_clock {
        return None;
    }
    if (hour, minute, second) == (24, 0, 0) {
        return Some((NaiveTime::MIN, true));
    }
    NaiveTime::from_hms_opt(hour, minute, second).map(|time| (time, false))
}

/// Parses an offset from UTC, in seconds: `Some(None)` if there is none, `None` if it cannot be read.
#[expect(
    clippy::option_option,
    reason = "no offset and an unreadable offset are two cases"
)]
fn offset(text: &str) -> Option<Option<i32>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    if text.eq_ignore_ascii_case("z") {
        return Some(Some(0));
    }
    let digits: String = text
        .get(1..)?
        .chars()
        .filter(|letter| *letter != ':')
        .collect();
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = match digits.len() {
        2 if are_digits => (digits.parse::<i32>().ok()?, 0),
        4 if are_digits => (
            digits.get(..2)?.parse().ok()?,
            digits.get(2..)?.parse().ok()?,
        ),
        _ => return None,
    };
    let seconds = hours * 3600 + minutes * 60;
    let signed = if text.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    (hours <= 15 && minutes < 60).then_some(Some(signed))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_begins_after_the_last_colon_behind_which_it_can_be_read() {
        for (rest, expected) in [
            (":20261203T180000", ":20261203T180000"),
            (
                ";TZID=Europe/Paris:20261203T180000",
                ";TZID=\"Europe/Paris\":20261203T180000",
            ),
            (
                ";TZID=Heure : mairie:20261203T180000",
                ";TZID=\"Heure : mairie\":20261203T180000",
            ),
            (
                ";TZID=\"Heure : mairie;salle\";X=1:20261203T180000",
                ";TZID=\"Heure : mairie;salle\":20261203T180000",
            ),
            (
                ";TZID=(UTC+01:00) Bruxelles, Paris:20261203T180000",
                ";TZID=\"(UTC+01:00) Bruxelles, Paris\":20261203T180000",
            ),
            (
                ";TZID=Heure d'ici::20261203T180000",
                ";TZID=\"Heure d'ici:\":20261203T180000",
            ),
            (
                ";TZID:Europe/Paris:20261203T180000",
                ";TZID=\"Europe/Paris\":20261203T180000",
            ),
            (
                ";TZID=\"Europe/Paris:20261203T180000",
                ";TZID=\"Europe/Paris\":20261203T180000",
            ),
            (";TZID=:20261203T180000Z", ":20261203T180000Z"),
            (":2026-12-03T18:00:00+01:00", ":20261203T180000+0100"),
            (":20261203T1800", ":20261203T180000"),
            (":20261203T240000", ":20261204T000000"),
        ] {
            assert_eq!(repaired("DTSTART", rest), expected, "{rest}");
        }
        for unreadable in [":demain", ":20260231", ":", "", ";TZID=x", ":20261203T99"] {
            assert_eq!(repaired("DTSTART", unreadable), unreadable);
        }
    }

    #[test]
    fn days_and_times_are_what_they_are_written_as_whatever_is_declared() {
        for (rest, expected) in [
            (";VALUE=:20261203", ";VALUE=DATE:20261203"),
            (";VALUE=DATE-TIME:20261203", ";VALUE=DATE:20261203"),
            (";VALUE=JOUR:20261203", ";VALUE=DATE:20261203"),
            (";VALUE=DATE:20261203T183000", ":20261203T183000"),
            (";VALUE=DATE:20261203T000000", ";VALUE=DATE:20261203"),
            (":20261203T000000", ":20261203T000000"),
            (
                ";VALUE=DATE;TZID=Europe/Paris:20261203,20261210T180000",
                ";TZID=\"Europe/Paris\":20261210T180000,20261203",
            ),
            (
                ";VALUE=PERIOD:20261203T180000Z/PT1H,20261204T180000Z/20261204T190000Z,",
                ":20261203T180000Z,20261204T180000Z",
            ),
        ] {
            assert_eq!(repaired("EXDATE", rest), expected, "{rest}");
        }
    }

    #[test]
    fn texts_stay_as_they_are_unless_a_quotation_mark_is_never_closed() {
        for rest in [
            ":Réunion : 18 h",
            ";LANGUAGE=fr:Réunion",
            ";ALTREP=\"https://a.fr/\":Mairie",
            "",
        ] {
            assert_eq!(repaired("SUMMARY", rest), rest);
        }
        assert_eq!(
            repaired("SUMMARY", ";X=\"a:Réunion \"PLUi"),
            ":Réunion \"PLUi"
        );
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_left_alone(name in prop::sample::select(vec!["DTSTART", "EXDATE", "RRULE", "SUMMARY"]), rest in "[;:][;:=,\"/TZ0-9A-Za-zé .+-]{0,60}") {
            let once = repaired(name, &rest).into_owned();
            prop_assert_eq!(repaired(name, &once).into_owned(), once.clone(), "a repaired line is correct");
        }

        #[test]
        fn a_zone_with_any_letters_takes_nothing_from_the_value(zone in "[A-Za-z:;,/() +-]{0,30}", time in 0_i64..4_000_000_000) {
            let local = chrono::DateTime::from_timestamp(time, 0).unwrap().naive_utc();
            let value = local.format("%Y%m%dT%H%M%S").to_string();
            let line = repaired("DTSTART", &format!(";TZID=\"{zone}\":{value}")).into_owned();
            prop_assert!(line.ends_with(&format!(":{value}")), "{line}");
        }
    }
}
