//! Days counted from today, in the time zone of the demo's collectivities, and the dates in its texts.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc,
};
use chrono_tz::{Europe::Paris, Tz};

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The day on which the demo is started.
#[derive(Debug, Clone, Copy)]
pub(super) struct Today(NaiveDate);

impl Today {
    /// Returns the day of `now` in Paris.
    pub(super) fn at(now: DateTime<Utc>) -> Self {
        Self(now.with_timezone(&Paris).date_naive())
    }

    /// Returns the day `offset` days from today.
    pub(super) fn day(self, offset: i64) -> NaiveDate {
        let days = Days::new(offset.unsigned_abs());
        let day = if offset < 0 {
            self.0.checked_sub_days(days)
        } else {
            self.0.checked_add_days(days)
        };
        day.unwrap_or(self.0)
    }

    /// Returns the day `offset` days from today, as `2026-03-31`.
    pub(super) fn date(self, offset: i64) -> String {
        self.day(offset).to_string()
    }

    /// Returns the local `time` of a day (`18:30`; midnight for a text that is no time) as `2026-03-31T18:30:00+02:00`, and the same `hours` later.
    pub(super) fn span(self, offset: i64, time: &str, hours: f64) -> (String, String) {
        let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap_or(NaiveTime::MIN);
        let start = local(self.day(offset), time);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a meeting lasts some minutes"
        )]
        let end = start + TimeDelta::minutes((hours * 60.0) as i64);
        (iso(start), iso(end))
    }

    /// Returns the local `time` of a day.
    pub(super) fn instant(self, offset: i64, time: &str) -> String {
        self.span(offset, time, 0.0).0
    }

    /// Fills the dates into `text`: `{date:12}` becomes the day twelve days from today in the text's language, `{year}` this year.
    pub(super) fn fill(self, text: &str, language: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((mark, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match mark.strip_prefix("date:").map(str::parse) {
                Some(Ok(offset)) => filled.push_str(&spoken(self.day(offset), language)),
                _ if mark == "year" => filled.push_str(&self.0.year().to_string()),
                _ => filled.push_str(mark),
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
}

/// Returns the local time of a day. In the hour that does not exist in spring, it is the hour after.
fn local(day: NaiveDate, time: NaiveTime) -> DateTime<Tz> {
    let wanted = day.and_time(time);
    Paris
        .from_local_datetime(&wanted)
        .earliest()
        .or_else(|| {
            Paris
                .from_local_datetime(&(wanted + TimeDelta::hours(1)))
                .earliest()
        })
        .unwrap_or_else(|| Paris.from_utc_datetime(&wanted))
}

fn iso(moment: DateTime<Tz>) -> String {
    moment
        .fixed_offset()
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn spoken(day: NaiveDate, language: &str) -> String {
    let months = match language {
        "en" => ENGLISH,
        "de" => GERMAN,
        _ => FRENCH,
    };
    let index = usize::try_from(day.month0()).unwrap_or_default();
    let month = months.get(index).copied().unwrap_or_default();
    let number = match (language, day.day()) {
        ("de", number) => format!("{number}."),
        ("en", number) => number.to_string(),
        (_, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    };
    format!("{number}\u{a0}{month} {}", day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today(text: &str) -> Today {
        Today::at(text.parse().unwrap())
    }

    #[test]
    fn the_day_is_that_of_paris() {
        assert_eq!(today("2026-12-30T23:30:00Z").date(0), "2026-12-31");
        assert_eq!(today("2028-02-28T23:30:00Z").date(1), "2028-03-01");
    }

    #[test]
    fn instants_carry_the_offset_of_their_own_day() {
        let winter = today("2026-03-20T12:00:00Z");
        assert_eq!(
            winter.span(0, "18:30", 1.5),
            (
                "2026-03-20T18:30:00+01:00".to_owned(),
                "2026-03-20T20:00:00+01:00".to_owned()
            )
        );
        assert_eq!(winter.instant(10, "18:30"), "2026-03-30T18:30:00+02:00");
        assert_eq!(winter.instant(9, "02:30"), "2026-03-29T03:30:00+02:00");
    }

    #[test]
    fn dates_inside_texts_are_filled_in_the_language_of_the_text() {
        let day = today("2026-11-22T12:00:00Z");
        assert_eq!(
            day.fill("jusqu’au {date:9} ({year})", "fr"),
            "jusqu’au 1er\u{a0}décembre 2026 (2026)"
        );
        assert_eq!(
            day.fill("until {date:9}", "en"),
            "until 1\u{a0}December 2026"
        );
        assert_eq!(
            day.fill("bis zum {date:-1}", "de"),
            "bis zum 21.\u{a0}November 2026"
        );
        assert_eq!(day.fill("rien {", "fr"), "rien {");
    }
}
