//! Meetings on pages: the day as a leaf of a calendar, the hours, the place.

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;

use crate::phrases::Phrases;
use passerelle_model::{Language, Meeting, Moment};

use super::frame::Frame;
use super::link;

/// A day as a leaf of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) month: String,
    pub(super) number: String,
    pub(super) weekday: String,
    /// The year, if it is not today's.
    pub(super) year: Option<i32>,
    /// The day in words, for readers who do not see the leaf.
    pub(super) words: String,
    /// The time for programs.
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
    /// The words that it is cancelled or no longer announced, if it is.
    pub(super) called_off: Option<String>,
    pub(super) past: bool,
    /// The meeting as a calendar, if it is to come.
    pub(super) calendar: Option<String>,
    pub(super) calendar_name: String,
}

pub(super) fn meeting_line(
    frame: &Frame<'_>,
    meeting: &Meeting,
    zone: Tz,
    today: NaiveDate,
    languages: &[Language],
) -> MeetingLine {
    let day = meeting.time.first_day(zone);
    let (title, lang) = frame.shown(&meeting.title, languages);
    let called_off = called_off(meeting, &frame.t);
    let past = meeting.time.last_day(zone) < today;
    let calendar = || frame.href_with("agenda.ics", &format!("meeting={}", meeting.id));
    MeetingLine {
        leaf: Leaf::new(day, today, &frame.t),
        url: page(meeting),
        hours: hours(meeting, zone, today, &frame.t),
        place: place(meeting, languages, &frame.t),
        calendar: (called_off.is_none() && !past).then(calendar).flatten(),
        called_off,
        past,
        calendar_name: frame.t.with("add-to-calendar-named", &[("title", &title)]),
        title,
        lang,
    }
}

/// Returns « Annulée » if the source says so; « N’est plus annoncée » if the source no longer lists it.
pub(crate) fn called_off(meeting: &Meeting, phrases: &Phrases) -> Option<String> {
    if meeting.cancelled {
        Some(phrases.say("cancelled"))
    } else {
        (!meeting.announced).then(|| phrases.say("unannounced"))
    }
}

/// Returns the page at the source, unless the meeting is no longer announced: its page may have been hidden.
pub(crate) fn page(meeting: &Meeting) -> Option<String> {
    link(&meeting.url).filter(|_| meeting.announced)
}

/// Returns the hours: « 18 h 30 – 20 h 30 », with the day of the end if that is another; « toute la journée »; « du 3 au 5 décembre ».
pub(crate) fn hours(meeting: &Meeting, zone: Tz, today: NaiveDate, phrases: &Phrases) -> String {
    let Moment::Instant(starts) = meeting.time.start() else {
        return whole_days(
            meeting.time.first_day(zone),
            meeting.time.last_day(zone),
            today,
            phrases,
        );
    };
    let starts = starts.with_timezone(&zone);
    let begins = phrases.time(starts.time());
    let Some(Moment::Instant(ends)) = meeting.time.end() else {
        return begins;
    };
    let ends = ends.with_timezone(&zone);
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

fn whole_days(first: NaiveDate, last: NaiveDate, today: NaiveDate, phrases: &Phrases) -> String {
    if first == last {
        return phrases.say("all-day");
    }
    let [from, to] = phrases.span(first, last, Some(today));
    phrases.with("days-from-to", &[("from", &from), ("to", &to)])
}

/// Returns the name and the address of the place, and whether one can join online.
pub(crate) fn place(meeting: &Meeting, languages: &[Language], phrases: &Phrases) -> String {
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
