//! Repair of rules of repetition: the parts of a rule that can be read are written in the form that the format prescribes (RFC 5545, 3.3.10).

use crate::calendar::line_repair::WrittenMoment;

/// The text that stands for a rule that cannot be read. The parser makes no rule of it, so that the event is seen to have one that is unknown.
pub(in crate::calendar) const UNREADABLE: &str = "UNREADABLE";

/// The largest interval; larger ones are set to it.
const LARGEST_INTERVAL: i64 = 65_535;

const FREQUENCIES: [&str; 7] = [
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
];

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Repairs the rule in `rest`, which holds the parameters and the value of the property.
///
/// A count or an interval of zero or less is left out: programs write it where there is none. A part that narrows the rule (an end, or one that
/// begins with `BY`) and cannot be read makes the whole rule unreadable, since without that part it would name days that were never meant.
pub(in crate::calendar) fn repaired(rest: &str) -> String {
    let upper = rest.to_ascii_uppercase();
    let value = upper
        .rmatch_indices(':')
        .filter_map(|(colon, _)| upper.get(colon + 1..))
        .find(|value| value.contains("FREQ="))
        .unwrap_or_default();
    repaired_value(value).unwrap_or_else(|| UNREADABLE.to_owned())
}

fn repaired_value(value: &str) -> Option<String> {
    let parts: Vec<(&str, &str)> = value
        .split(';')
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let mut kept = Vec::with_capacity(parts.len());
    let (mut has_end, mut has_unreadable_end) = (false, false);
    for (name, value) in parts {
        match name {
            "FREQ" => kept.push(format!("FREQ={}", listed(value, &FREQUENCIES)?)),
            "COUNT" | "INTERVAL" => match value.parse::<i64>() {
                Ok(number) if number > 0 => {
                    has_end |= name == "COUNT";
                    let most = if name == "COUNT" {
                        u32::MAX.into()
                    } else {
                        LARGEST_INTERVAL
                    };
                    kept.push(format!("{name}={}", number.min(most)));
                }
                Ok(_) => {}
                Err(_) => has_unreadable_end |= name == "COUNT",
            },
            "UNTIL" => match WrittenMoment::parse(value) {
                Some(until) => {
                    has_end = true;
                    kept.push(format!("UNTIL={}", until.in_utc().as_prescribed()));
                }
                None => has_unreadable_end = true,
            },
            "WKST" => kept.extend(listed(value, &WEEKDAYS).map(|day| format!("WKST={day}"))),
            "RSCALE" | "SKIP" => kept.push(format!("{name}={value}")),
            _ if name.starts_with("BY") => kept.push(format!("{name}={}", narrowing(name, value)?)),
            _ => {}
        }
    }
    let has_frequency = kept.iter().any(|part| part.starts_with("FREQ="));
    (has_frequency && (has_end || !has_unreadable_end)).then(|| kept.join(";"))
}

fn listed<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().find(|known| **known == word).copied()
}

/// Returns the readable items of a part that narrows a rule; `None` if there is none, or the part is not known.
fn narrowing(name: &str, value: &str) -> Option<String> {
    let within = |item: &str, least: i32, most: i32, from_end: bool| {
        let number: i32 = item.parse().ok()?;
        let distance = if from_end { number.abs() } else { number };
        (least..=most)
            .contains(&distance)
            .then(|| number.to_string())
    };
    let parse = |item: &str| match name {
        "BYSECOND" => within(item, 0, 60, false),
        "BYMINUTE" => within(item, 0, 59, false),
        "BYHOUR" => within(item, 0, 23, false),
        "BYMONTHDAY" => within(item, 1, 31, true),
        "BYYEARDAY" | "BYSETPOS" => within(item, 1, 366, true),
        "BYWEEKNO" => within(item, 1, 53, true),
        "BYMONTH" => within(item, 1, 12, false),
        "BYDAY" => weekday(item),
        _ => None,
    };
    let items: Vec<String> = value
        .split(',')
        .filter_map(|item| parse(item.trim()))
        .collect();
    (!items.is_empty()).then(|| items.join(","))
}

/// Parses a weekday with or without a number: `MO`, `1MO`, `-1SU`.
fn weekday(item: &str) -> Option<String> {
    let at = item.len().checked_sub(2)?;
    let (number, day) = item.split_at_checked(at)?;
    let day = listed(day, &WEEKDAYS)?;
    if number.is_empty() {
        return Some(day.to_owned());
    }
    let number: i32 = number.parse().ok()?;
    (1..=53)
        .contains(&number.abs())
        .then(|| format!("{number}{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_read_of_a_rule_is_kept() {
        for (rest, expected) in [
            (":FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;BYDAY=MO,TH"),
            (
                ":FREQ=WEEKLY;UNTIL=20270531;COUNT=-1;INTERVAL=4;BYDAY=MO",
                "FREQ=WEEKLY;UNTIL=20270531;INTERVAL=4;BYDAY=MO",
            ),
            (":FREQ=DAILY;COUNT=0;INTERVAL=0", "FREQ=DAILY"),
            (":FREQ=DAILY;INTERVAL=-2;COUNT=3", "FREQ=DAILY;COUNT=3"),
            (
                ":FREQ=YEARLY;INTERVAL=65537;COUNT=2",
                "FREQ=YEARLY;INTERVAL=65535;COUNT=2",
            ),
            (
                ";VALUE=RECUR:freq=monthly; byday=1mo,-1su ;X-NOTE=a;WKST=XX",
                "FREQ=MONTHLY;BYDAY=1MO,-1SU",
            ),
            (":RRULE:FREQ=DAILY;COUNT=2;UNTIL=", "FREQ=DAILY;COUNT=2"),
            (
                ":FREQ=DAILY;COUNT=9;UNTIL=2026-12-31T18:00:00+01:00",
                "FREQ=DAILY;COUNT=9;UNTIL=20261231T170000Z",
            ),
            (":FREQ=DAILY;COUNT=9;UNTIL=noël", "FREQ=DAILY;COUNT=9"),
            (
                ":FREQ=MONTHLY;BYMONTHDAY=300,15",
                "FREQ=MONTHLY;BYMONTHDAY=15",
            ),
        ] {
            assert_eq!(repaired(rest), expected, "{rest}");
        }
    }

    #[test]
    fn a_rule_with_an_unreadable_part_that_narrows_it_is_unreadable() {
        for rest in [
            ":",
            "",
            ":FREQ=",
            ":FREQ=FORTNIGHTLY",
            ":BYDAY=MO",
            ":FREQ=YEARLY;BYEASTER=0",
            ":FREQ=MONTHLY;BYMONTHDAY=300",
            ":FREQ=DAILY;UNTIL=31/12/2026",
            ":FREQ=DAILY;COUNT=beaucoup",
            ":toutes les semaines",
        ] {
            assert_eq!(repaired(rest), UNREADABLE, "{rest}");
        }
    }
}
