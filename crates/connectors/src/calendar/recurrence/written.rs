//! Rules of repetition as programs write them: what can be read of one is kept, in the form that the format prescribes (RFC 5545, 3.3.10).

use crate::calendar::lines::Written;

/// The text in place of a rule of which nothing can be computed: no rule at all, so that whoever reads it knows.
pub(in crate::calendar) const UNREADABLE: &str = "UNREADABLE";

/// The largest interval that is taken over: more steps than any calendar has.
const LARGEST_INTERVAL: i64 = 65_535;

const FREQUENCIES: [&str; 7] = [
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
];

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The rule that `rest` (parameters and value of a property) holds.
///
/// A count or an interval that is none (zero, negative) counts for nothing, as the programs that write it mean. What narrows a rule and cannot be
/// read (a `BY…` part that nobody knows, an end) makes the whole of it unreadable: without it the rule would name days that were never meant.
pub(in crate::calendar) fn mended(rest: &str) -> String {
    let upper = rest.to_ascii_uppercase();
    let value = upper
        .rmatch_indices(':')
        .filter_map(|(colon, _)| upper.get(colon + 1..))
        .find(|value| value.contains("FREQ="))
        .unwrap_or_default();
    read(value).unwrap_or_else(|| UNREADABLE.to_owned())
}

fn read(value: &str) -> Option<String> {
    let parts: Vec<(&str, &str)> = value
        .split(';')
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let mut kept = Vec::with_capacity(parts.len());
    let (mut ends, mut lost_end) = (false, false);
    for (name, value) in parts {
        match name {
            "FREQ" => kept.push(format!("FREQ={}", listed(value, &FREQUENCIES)?)),
            "COUNT" | "INTERVAL" => match value.parse::<i64>() {
                Ok(number) if number > 0 => {
                    ends |= name == "COUNT";
                    let most = if name == "COUNT" {
                        u32::MAX.into()
                    } else {
                        LARGEST_INTERVAL
                    };
                    kept.push(format!("{name}={}", number.min(most)));
                }
                Ok(_) => {}
                Err(_) => lost_end |= name == "COUNT",
            },
            "UNTIL" => match Written::parse(value) {
                Some(until) => {
                    ends = true;
                    kept.push(format!("UNTIL={}", until.in_utc().as_prescribed()));
                }
                None => lost_end = true,
            },
            "WKST" => kept.extend(listed(value, &WEEKDAYS).map(|day| format!("WKST={day}"))),
            "RSCALE" | "SKIP" => kept.push(format!("{name}={value}")),
            _ if name.starts_with("BY") => kept.push(format!("{name}={}", choice(name, value)?)),
            _ => {}
        }
    }
    let repeats = kept.iter().any(|part| part.starts_with("FREQ="));
    (repeats && (ends || !lost_end)).then(|| kept.join(";"))
}

fn listed<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().find(|known| **known == word).copied()
}

/// The readable items of a part that chooses; `None` if there is none, or nobody knows the part.
fn choice(name: &str, value: &str) -> Option<String> {
    let within = |item: &str, least: i32, most: i32, from_end: bool| {
        let number: i32 = item.parse().ok()?;
        let distance = if from_end { number.abs() } else { number };
        (least..=most)
            .contains(&distance)
            .then(|| number.to_string())
    };
    let read = |item: &str| match name {
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
        .filter_map(|item| read(item.trim()))
        .collect();
    (!items.is_empty()).then(|| items.join(","))
}

/// `MO`, `1MO`, `-1SU`.
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
            assert_eq!(mended(rest), expected, "{rest}");
        }
    }

    #[test]
    fn a_rule_without_what_narrows_it_is_none() {
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
            assert_eq!(mended(rest), UNREADABLE, "{rest}");
        }
    }
}
