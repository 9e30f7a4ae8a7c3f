//! iCalendar (RFC 5545): the meetings of a selection, and on demand the first and last days on which one can take part, as whole days. Instants are in UTC, so
//! that no time zone needs to be described. Each event keeps its UID for ever, and its SEQUENCE rises with each change, so that subscribed calendars take over
//! every change.
//!
//! Organisers and attendees are never written: they could only be people.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike, EventStatus, Property};

use passerelle_index::{Appointment, Entry};
use passerelle_model::{Consultation, Language, LocalizedText, Meeting, MeetingTime, Moment};

use super::Selection;
use super::key_dates::{KeyDate, KeyDateKind, key_dates};
use super::phrases::Phrases;
use super::words::xml_text;

/// The media type.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// The interval at which a calendar should be requested again (ISO 8601).
const REFRESH: &str = "PT1H";
/// The text behind the id of each event: UIDs must be unique in the whole world, and should name their origin.
const REALM: &str = "passerelle";

/// The openings and last days that a calendar lists besides the meetings.
#[derive(Debug, Clone)]
pub struct Deadlines {
    /// The days of the calendar: none that is past, since a calendar that is requested again drops those.
    pub within: RangeInclusive<NaiveDate>,
    /// The most of them; the earliest are listed.
    pub most: usize,
}

/// Writes a calendar of meetings, and of the wanted deadlines of the entries of `selection`.
pub fn calendar(
    selection: &Selection<'_>,
    meetings: &[Appointment],
    deadlines: Option<&Deadlines>,
) -> Vec<u8> {
    let phrases = selection.phrases();
    let mut calendar = Calendar::empty();
    let name = text(&format!(
        "{} — {}",
        selection.title(),
        phrases.say("ics-name")
    ));
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Passerelle//Passerelle//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    for key in ["NAME", "X-WR-CALNAME"] {
        calendar.append_property(
            Property::new(key, name.as_str())
                .add_parameter("VALUE", "TEXT")
                .done(),
        );
    }
    calendar.append_property(
        Property::new("REFRESH-INTERVAL", REFRESH)
            .add_parameter("VALUE", "DURATION")
            .done(),
    );
    for appointment in meetings {
        if let Some(meeting) = appointment.meeting() {
            calendar.push(meeting_event(selection, &phrases, appointment, meeting));
        }
    }
    if let Some(deadlines) = deadlines {
        for event in deadline_events(selection, &phrases, deadlines) {
            calendar.push(event);
        }
    }
    calendar.to_string().into_bytes()
}

fn meeting_event(
    selection: &Selection<'_>,
    phrases: &Phrases,
    appointment: &Appointment,
    meeting: &Meeting,
) -> Event {
    let consultation = &appointment.entry.stored.consultation;
    let title = text(meeting.title.best_text(selection.languages));
    let history = &meeting.history;
    let mut event = Event::new();
    event
        .uid(&format!("{}@{REALM}", meeting.id))
        .sequence(history.sequence)
        .timestamp(history.updated)
        .last_modified(history.updated)
        .class(Class::Public);
    put_time(&mut event, meeting.time);
    if !meeting.announced {
        // A calendar removes an event that it has taken over only for this status; nothing else is published of the meeting.
        return event
            .status(EventStatus::Cancelled)
            .summary(&phrases.with("ics-unannounced", &[("title", &title)]))
            .done();
    }
    if meeting.cancelled {
        event.status(EventStatus::Cancelled);
        event.summary(&phrases.with("ics-cancelled", &[("title", &title)]));
    } else {
        event.status(EventStatus::Confirmed).summary(&title);
    }
    event.url(meeting.url.as_str());
    event.description(&description(selection, appointment));
    let place = place(meeting, selection.languages, phrases);
    if !place.is_empty() {
        event.location(&place);
    }
    if let Some(point) = meeting.place.point {
        event.add_property("GEO", format!("{};{}", point.latitude, point.longitude));
    }
    event.categories(categories(consultation, phrases));
    event.done()
}

/// Writes the time of a meeting: instants in UTC, or days, of which the end is exclusive (RFC 5545, 3.6.1).
fn put_time(event: &mut Event, time: MeetingTime) {
    match time.start() {
        Moment::Instant(starts) => event.starts(starts.to_utc()),
        Moment::Day(first) => event.starts(first),
    };
    match time.end() {
        Some(Moment::Instant(ends)) if Moment::Instant(ends) != time.start() => {
            event.ends(ends.to_utc());
        }
        Some(Moment::Day(last)) => {
            if let Some(next) = last.succ_opt() {
                event.ends(next);
            }
        }
        _ => {}
    }
}

/// Returns the description of a meeting: its consultation, and the address of that. It does not change by the clock alone: SEQUENCE does not rise with the
/// clock, and calendars would keep the first text.
fn description(selection: &Selection<'_>, appointment: &Appointment) -> String {
    let Some(entry) = appointment.consultation() else {
        return String::new();
    };
    let consultation = &entry.stored.consultation;
    let address = selection.page_of(consultation.id);
    let parts = [
        text(consultation.title.best_text(selection.languages)),
        address,
    ];
    parts.join("\n")
}

fn place(meeting: &Meeting, languages: &[Language], phrases: &Phrases) -> String {
    let online = meeting.place.online.then(|| phrases.say("online"));
    let parts = [
        Some(meeting.place.name.best_text(languages).to_owned()),
        meeting.place.address.clone(),
        online,
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| text(&part))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

fn categories(consultation: &Consultation, phrases: &Phrases) -> Vec<String> {
    let modalities = consultation.modalities.iter();
    let territory = consultation
        .territory
        .as_ref()
        .map(|place| text(&place.name));
    modalities
        .map(|modality| phrases.modality(*modality))
        .chain(territory)
        .collect()
}

/// Makes the events of the deadlines of a selection, each on a whole day, in the order of days.
fn deadline_events(
    selection: &Selection<'_>,
    phrases: &Phrases,
    deadlines: &Deadlines,
) -> Vec<Event> {
    let entries = selection.entries.iter();
    let mut all: Vec<(KeyDate, &Entry)> = entries
        .flat_map(|entry| key_dates(entry).into_iter().map(|date| (date, &**entry)))
        .filter(|(date, _)| deadlines.within.contains(&date.day))
        .collect();
    all.sort_by_key(|(date, _)| date.day);
    all.into_iter()
        .take(deadlines.most)
        .map(|(date, entry)| deadline_event(selection, phrases, entry, date))
        .collect()
}

/// Returns the title of a deadline, such as « Dernier jour : Révision du plan d’urbanisme (Vos avis) ».
fn deadline_title(
    selection: &Selection<'_>,
    phrases: &Phrases,
    entry: &Entry,
    date: KeyDate,
) -> String {
    let words = |words: &LocalizedText| text(words.best_text(selection.languages));
    let title = words(&entry.stored.consultation.title);
    let phase = date.phase_of(entry).map(|phase| words(&phase.title));
    let name = match date.kind {
        KeyDateKind::Opens => "ics-deadline-opens",
        KeyDateKind::Closes => "ics-deadline-closes",
    };
    let title = match phase.filter(|phase| !phase.is_empty()) {
        Some(phase) => phrases.with(
            "ics-deadline-of-phase",
            &[("title", &title), ("phase", &phase)],
        ),
        None => title,
    };
    phrases.with(name, &[("title", &title)])
}

fn deadline_event(
    selection: &Selection<'_>,
    phrases: &Phrases,
    entry: &Entry,
    date: KeyDate,
) -> Event {
    let consultation = &entry.stored.consultation;
    let history = &entry.stored.history;
    let updated: DateTime<Utc> = history.updated;
    let mut event = Event::new();
    event
        .uid(&format!("{}-{}@{REALM}", consultation.id, date.key()))
        // The day of a key changes only with the consultation.
        .sequence(history.revision)
        .timestamp(updated)
        .last_modified(updated)
        .class(Class::Public)
        .starts(date.day)
        .status(EventStatus::Confirmed)
        .summary(&deadline_title(selection, phrases, entry, date))
        .url(consultation.url.as_str())
        .description(&selection.page_of(consultation.id))
        .categories(categories(consultation, phrases));
    if let Some(next) = date.day.succ_opt() {
        event.ends(next);
    }
    // A deadline takes up nobody's time.
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

/// Returns a text on one line, without characters that a content line cannot hold.
fn text(raw: &str) -> String {
    let plain: String = xml_text(raw)
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
