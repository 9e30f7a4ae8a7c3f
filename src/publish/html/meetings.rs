//! A meeting as pages show it: its day as a leaf of a calendar, its hours, its place.

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;

use crate::model::{Language, Meeting};
use crate::publish::phrases::Phrases;

use super::frame::Frame;
use super::link;

/// A day as a leaf of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) month: String,
    pub(super) number: String,
    pub(super) weekday: String,
    /// The year, where it is another than today's.
    pub(super) year: Option<i32>,
    /// The whole day in words, for those who do not see the leaf.
    pub(super) words: String,
    /// For programs.
    pub(super) iso: String,
}

impl Leaf {
    pub(super) fn new(day: NaiveDate, today: NaiveDate, phrases: &Phrases) -> Self {
        Self {
            month: phrases.short_month(day),
            number: day.format("%-d").to_string(),
            weekday: phrases.weekday(day),
            year: (day.year() != today.year()).then_some(day.year()),
            words: phrases.near_weekday(day, today),
            iso: day.to_string(),
        }
    }
}

/// A meeting in words.
pub(super) struct MeetingLine {
    pub(super) leaf: Leaf,
    pub(super) title: String,
    pub(super) lang: Option<String>,
    pub(super) url: Option<String>,
    pub(super) hours: String,
    pub(super) place: String,
    pub(super) cancelled: bool,
    pub(super) past: bool,
    pub(super) calendar: String,
    pub(super) calendar_name: String,
}

pub(super) fn meeting_line(
    frame: &Frame<'_>,
    meeting: &Meeting,
    zone: Tz,
    today: NaiveDate,
    languages: &[Language],
) -> MeetingLine {
    let day = meeting.starts_at.with_timezone(&zone).date_naive();
    let ends = meeting.ends_at.unwrap_or(meeting.starts_at);
    let (title, lang) = frame.shown(&meeting.title, languages);
    MeetingLine {
        leaf: Leaf::new(day, today, &frame.t),
        url: link(&meeting.url),
        hours: hours(meeting, zone, today, &frame.t),
        place: place(meeting, languages, &frame.t),
        cancelled: meeting.cancelled,
        past: ends.with_timezone(&zone).date_naive() < today,
        calendar: frame.href_with("agenda.ics", &format!("meeting={}", meeting.id)),
        calendar_name: frame.t.with("add-to-calendar-named", &[("title", &title)]),
        title,
        lang,
    }
}

/// « 18 h 30 – 20 h 30 »; with the day of the end where that is another.
pub(in crate::publish) fn hours(
    meeting: &Meeting,
    zone: Tz,
    today: NaiveDate,
    phrases: &Phrases,
) -> String {
    let starts = meeting.starts_at.with_timezone(&zone);
    let begins = phrases.time(starts.time());
    let Some(ends) = meeting.ends_at.map(|ends| ends.with_timezone(&zone)) else {
        return begins;
    };
    let end = phrases.time(ends.time());
    if ends.date_naive() == starts.date_naive() {
        if end == begins {
            return begins;
        }
        return format!("{begins} – {end}");
    }
    let day = phrases.near_day(ends.date_naive(), today);
    let parts = [("date", day.as_str()), ("time", &end)];
    format!("{begins} – {}", phrases.with("date-and-time", &parts))
}

/// The name and the address of the place, and whether one can join from elsewhere.
pub(in crate::publish) fn place(
    meeting: &Meeting,
    languages: &[Language],
    phrases: &Phrases,
) -> String {
    let online = meeting.place.online.then(|| phrases.say("online"));
    let parts = [
        Some(meeting.place.name.best_text(languages).to_owned()),
        meeting.place.address.clone(),
        online,
    ];
    let mut said: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        // Many sources repeat the name of the place in its address.
        said.retain(|known| !part.contains(known.as_str()));
        if !said.iter().any(|known| known.contains(&part)) {
            said.push(part);
        }
    }
    said.join(", ")
}
