//! Dates as feeds write them for programs: W3C-DTF (a profile of ISO 8601) and DCMI Period. What names no day is no date, and none is read out of prose.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use crate::model::Moment;

/// Longer texts are no dates.
const LONGEST: usize = 400;

/// The moment that a text names: a day, an instant with its offset, or a time of day without one, which is meant in `zone`.
pub(super) fn moment(text: &str, zone: Tz) -> Option<Moment> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(Moment::Day(day));
    }
    instant(text)
        .or_else(|| local(text, zone))
        .map(Moment::Instant)
}

/// The two sides of a DCMI Period: `start=2026-03-02; end=2026-03-31; scheme=W3C-DTF;`.
pub(super) fn period(text: &str, zone: Tz) -> (Option<Moment>, Option<Moment>) {
    if text.len() > LONGEST {
        return (None, None);
    }
    let part = |wanted: &str| {
        let (_, value) = text
            .split(';')
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
        Some(value.trim())
    };
    let is_iso = part("scheme").is_none_or(|scheme| scheme.eq_ignore_ascii_case("W3C-DTF"));
    let side = |name| {
        part(name)
            .filter(|_| is_iso)
            .and_then(|text| moment(text, zone))
    };
    (side("start"), side("end"))
}

/// With seconds or without, as W3C-DTF allows.
fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    let without_seconds = || {
        let text = text
            .strip_suffix('Z')
            .map_or_else(|| text.to_owned(), |text| format!("{text}+00:00"));
        DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").ok()
    };
    DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(without_seconds)
}

fn local(text: &str, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let local = [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let instant = zone.from_local_datetime(&local).earliest()?;
    Some(instant.fixed_offset())
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Paris;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        moment(text, Paris).map(|moment| moment.to_iso(Paris))
    }

    #[test]
    fn days_instants_and_times_of_the_source_are_dates_and_nothing_else_is() {
        for (text, expected) in [
            ("2026-03-02", Some("2026-03-02")),
            (
                " 2026-03-02T18:30:00+01:00 ",
                Some("2026-03-02T18:30:00+01:00"),
            ),
            ("2026-07-02T16:30Z", Some("2026-07-02T18:30:00+02:00")),
            ("2026-07-02T18:30", Some("2026-07-02T18:30:00+02:00")),
            ("2026-10-25 02:30:00", Some("2026-10-25T02:30:00+02:00")),
            ("2026-03-29T02:30", None),
            ("2026-03", None),
            ("2026", None),
            ("du 2 au 31 mars 2026", None),
            ("2026-02-30", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_period_has_two_sides_and_either_may_be_open() {
        let read = |text: &str| {
            let (start, end) = period(text, Paris);
            [start, end].map(|side| side.map_or("-".to_owned(), |side| side.to_iso(Paris)))
        };
        assert_eq!(
            read("start=2026-03-02; end=2026-03-31; scheme=W3C-DTF"),
            ["2026-03-02", "2026-03-31"]
        );
        assert_eq!(
            read("name=Printemps;END = 2026-03-31;"),
            ["-", "2026-03-31"]
        );
        assert_eq!(
            read("start=Cambrian; scheme=Geological timescale"),
            ["-", "-"]
        );
        assert_eq!(read("2026-03-02/2026-03-31"), ["-", "-"]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC{0,60}") {
            let _ = (moment(&text, Paris), period(&text, Paris));
        }

        #[test]
        fn what_the_gateway_writes_it_reads_back(seconds in 0_i64..4_102_444_800) {
            let written = DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset();
            let moment = Moment::Instant(written);
            prop_assert_eq!(read(&moment.to_iso(Paris)), Some(moment.to_iso(Paris)));
        }
    }
}
