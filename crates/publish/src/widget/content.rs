//! The texts of the widget about its selection, in the language and on the day of the reader.

use std::sync::Arc;

use chrono_tz::Tz;

use crate::html::Reader;
use crate::html::bridge::Bridge;
use crate::html::card::{closes_soon, remaining, state};
use crate::html::meetings::{self as shown_meetings, called_off, hours};
use crate::phrases::Phrases;
use crate::words::{shown, xml_text};
use passerelle_index::{Appointment, Entry};
use passerelle_model::{ConsultationId, Meeting, Status};
use passerelle_query::Filter;

use super::address::Addresses;
use super::body::{
    BridgeBody, HeadingBody, LinkBody, WidgetBody, WidgetItemBody, WidgetMeetingBody,
    WidgetWordsBody,
};
use super::calendar;
use super::view::Months;

/// The data that the widget shows.
#[derive(Debug)]
pub struct Showing<'a> {
    /// The filter, with the default status and order of the portal.
    pub filter: &'a Filter,
    /// The selection in words; may be empty.
    pub caption: &'a str,
    /// The consultation, if only one is shown.
    pub only: Option<ConsultationId>,
    /// The consultations, in their order.
    pub items: &'a [Arc<Entry>],
    /// The number of consultations in all.
    pub total: usize,
    /// The next meetings.
    pub next: &'a [Appointment],
    /// The calendar, if it is shown.
    pub calendar: Option<Calendar<'a>>,
}

/// The content of the calendar.
#[derive(Debug)]
pub struct Calendar<'a> {
    /// The months.
    pub months: Months,
    /// The meetings, by their start: if there are [`MOST`](super::MOST) of them, there may be more.
    pub meetings: &'a [Appointment],
    /// The consultations whose openings and last days are deadlines.
    pub deadlines: &'a [Arc<Entry>],
    /// `true` if empty months at the end are left out.
    pub trimmed: bool,
}

/// Returns the content of the widget for a reader.
pub fn content(reader: &Reader<'_>, showing: &Showing<'_>) -> WidgetBody {
    let t = Phrases::of(reader.languages);
    let heading = |title: &str, about: &str| HeadingBody {
        title: t.say(title),
        name: if showing.caption.is_empty() {
            t.say(title)
        } else {
            t.with(about, &[("place", showing.caption)])
        },
    };
    let addresses = Addresses::of(reader, showing.filter);
    let all = if showing.total > showing.items.len() {
        t.count("widget-all-of", showing.total)
    } else {
        t.say("widget-all")
    };
    let to = |text: String, url: String| LinkBody { text, url };
    WidgetBody {
        lang: t.tag(),
        list: heading("portal-heading", "portal-heading-in"),
        calendar: heading("agenda-title", "agenda-title-in"),
        items: items(reader, &t, showing.items),
        meetings: meetings(reader, &t, showing.next),
        months: showing
            .calendar
            .as_ref()
            .map(|calendar| calendar::months(reader, &t, calendar))
            .unwrap_or_default(),
        words: words(&t),
        all: to(all, addresses.portal()),
        agenda: to(t.say("widget-agenda"), addresses.agenda()),
        subscribe: to(t.say("nav-subscribe"), addresses.subscribe()),
    }
}

fn words(t: &Phrases) -> WidgetWordsBody {
    WidgetWordsBody {
        empty: t.say("widget-empty"),
        empty_month: t.say("widget-month-empty"),
        meetings: t.say("widget-meetings"),
        previous: t.say("agenda-previous-month"),
        next: t.say("agenda-next-month"),
        weekdays: t.short_weekdays().into(),
    }
}

fn items(reader: &Reader<'_>, t: &Phrases, entries: &[Arc<Entry>]) -> Vec<WidgetItemBody> {
    let items = entries.iter().map(|entry| {
        let consultation = &entry.stored.consultation;
        let (title, lang) = shown(&consultation.title, reader.languages, t);
        let source = reader.site.source_of(consultation).name;
        let territory = consultation.territory.as_ref();
        let (left, day) = standing(reader, t, entry);
        WidgetItemBody {
            url: Addresses::page(reader, entry.id()),
            title,
            lang,
            place: territory.map_or(source, |place| &place.name).to_owned(),
            state: state(t, entry, reader.today).class,
            left,
            day,
            access: t.access(consultation.access),
            bridge: Bridge::over(reader, entry, t).as_ref().map(BridgeBody::new),
        }
    });
    items.collect()
}

/// Returns the status in words: « Encore 2 jours », « jusqu’au mardi 24 novembre ».
fn standing(reader: &Reader<'_>, t: &Phrases, entry: &Entry) -> (String, String) {
    let Some(left) = remaining(t, entry, reader.today) else {
        return (state(t, entry, reader.today).text, String::new());
    };
    let zone = entry.stored.consultation.timezone;
    let opening = || entry.course.opening.map(|moment| moment.day(zone));
    let (name, day) = match entry.status {
        Status::Upcoming => ("widget-from", opening()),
        Status::Paused => ("widget-on", opening()),
        _ => ("widget-until", entry.deadline()),
    };
    let day = day.map(|day| {
        let written = if closes_soon(entry, reader.today) {
            t.near_weekday(day, reader.today)
        } else {
            t.near_day(day, reader.today)
        };
        t.with(name, &[("day", &written)])
    });
    (left, day.unwrap_or_default())
}

fn meetings(
    reader: &Reader<'_>,
    t: &Phrases,
    appointments: &[Appointment],
) -> Vec<WidgetMeetingBody> {
    let meetings = appointments.iter().filter_map(|appointment| {
        let meeting = appointment.meeting()?;
        let zone = appointment.entry.stored.consultation.timezone;
        let (title, lang) = shown(&meeting.title, reader.languages, t);
        Some(WidgetMeetingBody {
            url: meeting_address(reader, appointment, meeting),
            title,
            lang,
            when: when(reader, t, meeting, zone),
            place: place(reader, t, meeting),
            cancelled: called_off(meeting, t),
        })
    });
    meetings.collect()
}

/// Returns the day and the hours: « jeudi 3 décembre, 18 h 30 – 20 h »; « du 3 au 5 décembre ».
fn when(reader: &Reader<'_>, t: &Phrases, meeting: &Meeting, zone: Tz) -> String {
    let (first, last) = (meeting.time.first_day(zone), meeting.time.last_day(zone));
    let hours = hours(meeting, zone, reader.today, t);
    if meeting.time.is_all_day() && first != last {
        return hours;
    }
    let day = t.near_weekday(first, reader.today);
    t.with("widget-meeting-when", &[("day", &day), ("hours", &hours)])
}

/// Returns the name of the place, else its address, and whether one can join online: there is no room for all of it.
pub(super) fn place(reader: &Reader<'_>, t: &Phrases, meeting: &Meeting) -> String {
    let place = &meeting.place;
    let (name, _language) = shown(&place.name, reader.languages, t);
    let spot = if name.is_empty() {
        place.address.as_deref().map(xml_text)
    } else {
        Some(name)
    };
    let online = place.online.then(|| t.say("online"));
    let parts: Vec<String> = spot.into_iter().chain(online).collect();
    parts.join(", ")
}

/// Returns the page of a meeting at its source, else that of its consultation here.
pub(super) fn meeting_address(
    reader: &Reader<'_>,
    appointment: &Appointment,
    meeting: &Meeting,
) -> String {
    let here = || match appointment.consultation() {
        Some(entry) => Addresses::page(reader, entry.id()),
        None => Addresses::of(reader, &Filter::default()).agenda(),
    };
    shown_meetings::page(meeting).unwrap_or_else(here)
}
