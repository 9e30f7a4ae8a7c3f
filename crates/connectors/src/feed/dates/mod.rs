//! Dates in the elements of feeds: RFC 822 and W3C-DTF (a profile of ISO 8601), the many forms that sites write in their place, and DCMI Period.
//! A text that names no day is no date, and no date is read out of prose.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use passerelle_model::Moment;

mod names;
mod parse;

/// The longest text that is read as a period, in bytes.
const LONGEST: usize = 400;

/// Returns the moment that a text names: a day, or an instant. A time without an offset is meant in `zone`. `None` if it is no date.
pub(super) fn moment(text: &str, zone: Tz) -> Option<Moment> {
    parse::moment(text, zone)
}

/// Returns the instant that a text names; for a day without a time, the beginning of that day in `zone`.
pub(super) fn instant(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    moment(text, zone).map(|moment| moment.begins(zone))
}

/// Returns the beginning and the end of a DCMI Period: `start=2026-03-02; end=2026-03-31; scheme=W3C-DTF;`.
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
            ("2026-03-29T02:30", Some("2026-03-29T03:00:00+02:00")),
            ("2026-03", None),
            ("2026", None),
            ("du 2 au 31 mars 2026", None),
            ("2026-02-30", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn whatever_a_site_writes_for_an_instant_is_that_instant() {
        let instant = |text: &str| instant(text, Paris).map(|at| at.to_rfc3339());
        for text in [
            "Mon, 02 Nov 2026 14:05:00 +0100",
            "Mon, 2 Nov 2026 14:05 +0100",
            "2 Nov 2026 13:05:00 GMT",
            "Mon, 02 Nov 2026 13:05:00 UTC",
            "Mon, 02 Nov 2026 13:05:00 Z",
            "Mon, 02 Nov 2026 13:05:00 UT",
            "Sun, 02 Nov 2026 14:05:00 CET",
            "Mon, 02 Nov 2026 15:05:00 CEST",
            "Mon, 02 Nov 2026 14:05:00 MEZ",
            "Mon, 02 Nov 2026 07:05:00 CST",
            "Mon, 02 Nov 2026 08:05:00 EST",
            "Mon, 02 Nov 2026 14:05:00 Europe/Paris",
            "Mon, 02 Nov 2026 14:05:00 (heure de Paris)",
            "Mon, 02 Nov 2026 14:05 heure de Paris",
            "Mon Nov 02 2026 14:05:00 GMT+0100 (heure normale d’Europe centrale)",
            "Mon, 02 Nov 2026 2:05 PM",
            "Mon, 02 Nov 2026 02:05:00 p.m.",
            "Nov 2, 2026, 2:05:00 PM",
            "November 2, 2026 14:05",
            "Monday, 02-Nov-26 13:05:00 GMT",
            "Monday, November 2, 2026 14:05",
            "Mon Nov  2 14:05:00 2026",
            "02/Nov/2026:14:05:00 +0100",
            "2026-11-02T14:05:00",
            "2026-11-02T13:05:00z",
            "2026-11-02t14:05+01",
            "2026-11-02T14:05:00.000+0100",
            "2026-11-02 14:05:00,250",
            "2026-11-02  14:05",
            "2026/11/02 14:05:00",
            "20261102T130500Z",
            "2026-W45-1T14:05",
            "2026W451T1405",
            "2026-306T14:05",
            "02/11/2026 14:05",
            "2/11/2026 - 14h05",
            "02.11.2026, 14:05 Uhr",
            "02.11.26 14.05",
            "02-11-2026 14:05:00",
            "lundi 2 novembre 2026 à 14h05",
            "Lundi, 2 Novembre, 2026 - 14:05",
            "lun. 2 nov. 2026 14 h 05",
            "lun., 02 nov. 2026 14:05:00 +0100",
            "le 2\u{a0}novembre\u{202f}2026 à 14\u{a0}h\u{a0}05",
            "Montag, den 2. November 2026 um 14:05 Uhr",
            "Mo, 02 Nov 2026 14:05:00 +0100",
            "lunes, 2 de noviembre de 2026 14:05",
            "lun, 02 nov 2026 14:05:00 +0100",
            "lunedì 2 novembre 2026, ore 14:05",
            "maandag 2 november 2026 om 14:05 uur",
            "segunda-feira, 2 de novembro de 2026 às 14:05",
        ] {
            let read = instant(text).unwrap_or_else(|| "unread".to_owned());
            let minute = read.get(..16).unwrap_or(&read).to_owned();
            assert_eq!(minute, "2026-11-02T13:05", "{text}");
        }
    }

    #[test]
    fn a_comma_needs_no_space_behind_it() {
        for text in [
            "Mon,02 Nov 2026 14:05:00 +0100",
            "lun.,2 nov.,2026 14:05",
            "Nov 2,2026,2:05 PM",
            "02/11/2026,14:05",
            "02.11.2026,14:05",
            "2026-11-02,14:05:00,250",
        ] {
            let read = instant(text, Paris).map(|at| at.timestamp());
            assert_eq!(read, Some(1_793_624_700), "{text}");
        }
    }

    #[test]
    fn whatever_a_site_writes_for_a_day_is_that_day() {
        for (text, expected) in [
            ("Nov 23, 2026", "2026-11-23"),
            ("23/11/2026", "2026-11-23"),
            ("11/23/2026", "2026-11-23"),
            ("03/04/2026", "2026-04-03"),
            ("3.4.26", "2026-04-03"),
            ("1er mars 2026", "2026-03-01"),
            ("mar. 17 mars 2026", "2026-03-17"),
            ("mar 17 nov 2026", "2026-11-17"),
            ("Tue, Mar 17th, 2026", "2026-03-17"),
            ("17 août 2026", "2026-08-17"),
            ("17. März 2026", "2026-03-17"),
            ("17 déc. 2026", "2026-12-17"),
            ("vendredi 24 juil. 2026", "2026-07-24"),
            ("20261123", "2026-11-23"),
            ("2026-W48-1", "2026-11-23"),
            ("2 settembre 2026", "2026-09-02"),
            ("2 de outubro de 2026", "2026-10-02"),
            ("2 mei 2026", "2026-05-02"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("Sun, 15 Nov 2026 12:15 PM", "2026-11-15T12:15:00+01:00"),
            ("Sun, 15 Nov 2026 12:15 AM", "2026-11-15T00:15:00+01:00"),
            ("2026-11-15T24:00:00+01:00", "2026-11-16T00:00:00+01:00"),
            ("2026-11-15T23:59:60Z", "2026-11-16T00:59:59+01:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_names_no_day_is_no_date() {
        for text in [
            "",
            "hier",
            "il y a 3 jours",
            "3 hours ago",
            "lundi prochain",
            "novembre 2026",
            "23 novembre",
            "14:30",
            "31/02/2026",
            "13/13/2026",
            "1764000000",
            "0000-00-00 00:00:00",
            "Thu, 01 Jan 0001 00:00:00",
            "2026-11-23 25:00",
            "du 2 au 31 mars 2026",
            "9 28 septembre 2026",
            "06 12 34 56 78",
            "à définir",
            "2026-11-23/2026-11-30",
            "23 novembre 2026 salle 4",
        ] {
            assert_eq!(read(text), None, "{text}");
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
