//! The names of time zones: the zone that a `TZID` stands for by itself, without a definition in the file. It may be an IANA name (also at the end of
//! the paths that some programs write), a name that Windows or another program uses, the cities of a zone, or an offset from UTC.

use std::str::FromStr;

use calcard::common::timezone::Tz as NamedZone;
use chrono::{NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

use super::zones::Zone;
use passerelle_model::fold;

/// The longest name that is read, in bytes: no zone has a longer one.
const LONGEST_NAME: usize = 200;

/// The names of zones that neither the IANA database nor the parser knows, folded. Programs write the one of summer time all year.
const OTHER_NAMES: [(&str, Tz); 14] = [
    ("cest", Tz::Europe__Paris),
    ("mez", Tz::Europe__Paris),
    ("mesz", Tz::Europe__Paris),
    ("central european time", Tz::Europe__Paris),
    ("central european summer time", Tz::Europe__Paris),
    ("heure d'europe centrale", Tz::Europe__Paris),
    ("heure normale d'europe centrale", Tz::Europe__Paris),
    ("heure d'ete d'europe centrale", Tz::Europe__Paris),
    ("west", Tz::WET),
    ("eest", Tz::EET),
    ("coordinated universal time", Tz::UTC),
    ("temps universel coordonne", Tz::UTC),
    ("temps universel", Tz::UTC),
    ("zulu", Tz::UTC),
];

/// Returns a name without the blanks, quotation marks and colons that some programs leave around it.
pub(super) fn trimmed(name: &str) -> &str {
    name.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '"' | '\'' | ':'))
}

/// Returns the zone of a well-known name. It counts even where the file defines a zone of that name.
pub(super) fn well_known(name: &str) -> Option<Tz> {
    let name = trimmed(name);
    if name.len() > LONGEST_NAME {
        return None;
    }
    // `(UTC+01:00) Brussels, Copenhagen, Madrid, Paris`
    let name = split_brackets(name).map_or(name, |(_, rest)| rest);
    // `/freeassociation.sourceforge.net/Tzfile/Europe/Paris`, `/mozilla.org/20050126_1/America/Argentina/Salta`
    let starts = name.match_indices('/').map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(starts)
        .filter_map(|start| name.get(start..))
        .find_map(of_database)
        .or_else(|| of_program(name))
}

/// Returns the zone that a name describes by cities or by offsets from UTC. A name that has only the two offsets of `local_zone`, that of winter and
/// that of summer, stands for that zone.
pub(super) fn described(name: &str, local_zone: Tz) -> Option<Zone> {
    let name = trimmed(name);
    if name.len() > LONGEST_NAME {
        return None;
    }
    let (in_brackets, rest) = split_brackets(name).unwrap_or((name, name));
    // `Paris, Madrid (heure d’été)`, `GMT+0100 (CET)`
    let before_brackets = |text: &str| text.split('(').next().unwrap_or_default().trim().to_owned();
    let offset = offset(in_brackets).or_else(|| offset(&before_brackets(in_brackets)));
    if let Some(tz) = of_cities(&before_brackets(rest), offset) {
        return Some(Zone::Named(tz));
    }
    // `GMT +0100 (Standard) / GMT +0200 (Daylight)`
    if let Some((standard, daylight)) = name.split_once('/')
        && let Some(standard) = self::offset(&before_brackets(standard))
        && let Some(daylight) = self::offset(&before_brackets(daylight))
    {
        let mut both = [standard, daylight];
        both.sort_unstable();
        return Some(if offsets(local_zone) == both {
            Zone::Named(local_zone)
        } else {
            Zone::Fixed(standard)
        });
    }
    offset.map(Zone::Fixed)
}

/// Splits a name with something in brackets in front of it into the two.
fn split_brackets(name: &str) -> Option<(&str, &str)> {
    let (in_brackets, rest) = name.strip_prefix('(')?.split_once(')')?;
    Some((in_brackets.trim(), rest.trim()))
}

/// Returns the zone of this name in the IANA database, whatever its case.
fn of_database(name: &str) -> Option<Tz> {
    name.parse().ok().or_else(|| {
        chrono_tz::TZ_VARIANTS
            .iter()
            .copied()
            .find(|tz| tz.name().eq_ignore_ascii_case(name))
    })
}

/// Returns the zone of a name that Windows or another program uses.
fn of_program(name: &str) -> Option<Tz> {
    // For a name with brackets in front, the parser drops the minutes of the offset.
    if name.starts_with('(') {
        return None;
    }
    if let Ok(NamedZone::Tz(tz)) = NamedZone::from_str(name) {
        return Some(tz);
    }
    let name = fold(name);
    let found = OTHER_NAMES.iter().find(|(other, _)| *other == name);
    found.map(|(_, tz)| *tz)
}

/// Returns the zone that is named after the first of these cities that names one; with an `offset` from UTC, only a zone that has it in winter or in
/// summer.
fn of_cities(names: &str, offset: Option<i32>) -> Option<Tz> {
    names
        .split([',', ';', '/'])
        .map(|city| fold(city).replace(' ', "_"))
        .filter(|city| !city.is_empty())
        .find_map(|city| {
            chrono_tz::TZ_VARIANTS.iter().copied().find(|tz| {
                let last = tz.name().rsplit_once('/').map(|(_, last)| last);
                last.is_some_and(|last| last.eq_ignore_ascii_case(&city))
                    && offset.is_none_or(|offset| offsets(*tz).contains(&offset))
            })
        })
}

/// Returns the offsets from UTC of a zone in winter and in summer, in seconds, the smaller one first.
fn offsets(tz: Tz) -> [i32; 2] {
    let mut both = [1, 7].map(|month| {
        let day = NaiveDate::from_ymd_opt(2026, month, 1).unwrap_or_default();
        let offset = tz.offset_from_utc_datetime(&day.into());
        offset.fix().local_minus_utc()
    });
    both.sort_unstable();
    both
}

/// Parses an offset from UTC as people and programs write it, in seconds: `UTC+2`, `GMT+01:00`, `-0330`.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let named = ["utc", "gmt", "ut", "z"].iter().find_map(|name| {
        let begin = text.get(..name.len())?;
        text.get(name.len()..)
            .filter(|_| begin.eq_ignore_ascii_case(name))
    });
    let signed = named.unwrap_or(text).trim_start();
    if signed.is_empty() {
        return named.map(|_| 0);
    }
    let (sign, digits) = match signed.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, signed.strip_prefix(['-', '\u{2212}', '\u{2013}'])?),
    };
    let (hours, minutes) = hours_and_minutes(digits.trim())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Parses hours and minutes: `1`, `01`, `0100`, `01:00`, `01.00`, `1h`.
fn hours_and_minutes(text: &str) -> Option<(i32, i32)> {
    let number = |text: &str| {
        let is_short = (1..=2).contains(&text.len());
        let is_plain = is_short && text.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| text.parse().ok()).flatten()
    };
    if let Some((hours, minutes)) = text.split_once([':', '.', 'h']) {
        let minutes = if minutes.is_empty() { "0" } else { minutes };
        return Some((number(hours)?, number(minutes)?));
    }
    match text.len() {
        3 | 4 => {
            let (hours, minutes) = text.split_at_checked(text.len() - 2)?;
            Some((number(hours)?, number(minutes)?))
        }
        _ => Some((number(text)?, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(name: &str) -> Option<Zone> {
        let well_known = well_known(name).map(Zone::Named);
        well_known.or_else(|| described(name, Tz::Europe__Paris))
    }

    #[test]
    fn names_of_iana_windows_and_other_programs_are_known() {
        for name in [
            "Europe/Paris",
            "europe/paris",
            "/freeassociation.sourceforge.net/Tzfile/Europe/Paris",
            "/mozilla.org/20050126_1/Europe/Paris",
            "Romance Standard Time",
            "Romance Standard Time:",
            "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris",
            "(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris",
            "(GMT+01.00) Paris / Madrid",
            "Paris, Madrid",
            "Paris, Madrid (heure d’été)",
            "(GMT+01:00) Europe/Paris",
            "CEST",
            "Heure normale d’Europe centrale",
            "GMT +0100 (Standard) / GMT +0200 (Daylight)",
        ] {
            let zone = paris(name);
            let in_july = "2026-07-01T12:00:00".parse().unwrap();
            let in_winter = "2026-12-01T12:00:00".parse().unwrap();
            let instants = zone.map(|zone| [zone.instant(in_july), zone.instant(in_winter)]);
            let clocks = Zone::Named(Tz::Europe__Paris);
            let wanted = [clocks.instant(in_july), clocks.instant(in_winter)];
            assert_eq!(instants, Some(wanted), "{name}");
        }
    }

    #[test]
    fn a_name_that_is_an_offset_from_utc_is_that_offset() {
        for (name, minutes) in [
            ("GMT+01:00", 60),
            ("GMT+0100", 60),
            ("GMT+1", 60),
            ("GMT +0100", 60),
            ("UTC+2", 120),
            ("utc+02:00", 120),
            ("UTC+02", 120),
            ("UTC−4", -240),
            ("UTC-04:00", -240),
            ("UT+3", 180),
            ("+01:00", 60),
            ("-0330", -210),
            ("+05.30", 330),
            ("UTC+1h", 60),
            ("(UTC+05:30)", 330),
            ("(UTC+05:45) Heure de la vallée", 345),
            ("GMT+0200 (heure d’été)", 120),
            ("GMT +0300 (Standard) / GMT +0400 (Daylight)", 180),
            ("UTC", 0),
            ("GMT", 0),
            ("Z", 0),
            ("(UTC) Coordinated Universal Time", 0),
            ("(UTC)", 0),
            ("UTC+12", 720),
            ("UTC-11", -660),
        ] {
            let zone = paris(name).unwrap_or_else(|| panic!("{name}"));
            let noon: chrono::NaiveDateTime = "2026-12-01T12:00:00".parse().unwrap();
            let distance = noon.and_utc() - zone.instant(noon);
            assert_eq!(distance.num_minutes(), minutes, "{name}: {zone:?}");
        }
    }

    #[test]
    fn a_name_without_a_city_and_an_offset_is_no_zone() {
        for name in [
            "",
            ":",
            "(",
            "()",
            "Heure de nulle part",
            "UTC+",
            "UTC+25",
            "UTC+1:75",
            "UTC+1 ou 2",
            "GMT+12345",
            "+é",
            "(UTC+01:00",
            &"x".repeat(300),
            &",".repeat(200),
        ] {
            assert!(paris(name).is_none(), "{name}: {:?}", paris(name));
        }
    }

    #[test]
    fn a_city_counts_only_with_the_offset_that_is_written() {
        let of = |name: &str| described(name, Tz::UTC);
        assert!(matches!(
            of("(UTC-04:00) Guadeloupe, Paris"),
            Some(Zone::Named(Tz::America__Guadeloupe))
        ));
        assert!(matches!(of("(UTC+09:00) Paris"), Some(Zone::Fixed(32_400))));
    }
}
