//! The calendar of the widget: meetings and deadlines by month and day, from today on.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::html::Reader;
use crate::html::meetings::{called_off, hours};
use crate::key_dates::{KeyDateKind, key_dates};
use crate::phrases::Phrases;
use crate::words::shown;
use passerelle_index::{Appointment, Entry};

use super::address::Addresses;
use super::body::{WidgetDayBody, WidgetEntryBody, WidgetMonthBody};
use super::content::{Calendar, meeting_address, place};
use super::view::Months;

/// The number of entries at which a calendar ends: it holds whole days up to there.
pub const MOST: usize = 300;

type Days = BTreeMap<NaiveDate, Vec<WidgetEntryBody>>;

/// Returns the months of the calendar; empty ones at the end may be left out, but never the first.
pub(super) fn months(
    reader: &Reader<'_>,
    t: &Phrases,
    calendar: &Calendar<'_>,
) -> Vec<WidgetMonthBody> {
    let first = calendar.months.first().max(reader.today);
    let last = calendar.months.last();
    let mut days = Days::new();
    let within = |day: NaiveDate| (first..=last).contains(&day);
    let deadlines = calendar.deadlines.iter();
    for (day, entry) in deadlines.flat_map(|entry| deadlines_of(reader, t, entry, within)) {
        days.entry(day).or_default().push(entry);
    }
    let meetings = calendar.meetings.iter();
    for (day, entry) in meetings.filter_map(|meeting| of_meeting(reader, t, meeting, first)) {
        if within(day) {
            days.entry(day).or_default().push(entry);
        }
    }
    cut(&mut days, calendar.meetings, first);
    let mut months: Vec<WidgetMonthBody> = calendar
        .months
        .each()
        .map(|month| one(reader, t, month, &mut days))
        .collect();
    while calendar.trimmed && months.len() > 1 && months.last().is_some_and(|it| it.days.is_empty())
    {
        months.pop();
    }
    months
}

/// Removes the last days, so that whole days and not many more entries than fit are left.
fn cut(days: &mut Days, meetings: &[Appointment], first: NaiveDate) {
    // If meetings were cut, the day of the last one may lack some.
    let unsure = meetings
        .last()
        .filter(|_| meetings.len() >= MOST)
        .and_then(starts)
        .filter(|day| *day > first);
    let mut kept = 0;
    let end = days.iter().find_map(|(day, entries)| {
        let is_over = unsure.is_some_and(|unsure| *day >= unsure) || kept >= MOST;
        kept += entries.len();
        is_over.then_some(*day)
    });
    if let Some(end) = end {
        days.split_off(&end);
    }
}

fn one(reader: &Reader<'_>, t: &Phrases, month: NaiveDate, days: &mut Days) -> WidgetMonthBody {
    let last = Months::of(month).last();
    let later = last
        .succ_opt()
        .map(|next| days.split_off(&next))
        .unwrap_or_default();
    let here = std::mem::replace(days, later);
    let is_running = (month..=last).contains(&reader.today);
    let day = |(day, entries): (NaiveDate, Vec<WidgetEntryBody>)| {
        let name = t.near_weekday(day, reader.today);
        WidgetDayBody {
            number: day.day(),
            label: t.count_with("widget-day", entries.len(), &[("day", &name)]),
            name,
            entries,
        }
    };
    WidgetMonthBody {
        name: t.month_of_year(month),
        before: month.weekday().num_days_from_monday(),
        length: last.day(),
        today: is_running.then(|| reader.today.day()),
        days: here.into_iter().map(day).collect(),
    }
}

fn of_meeting(
    reader: &Reader<'_>,
    t: &Phrases,
    appointment: &Appointment,
    first: NaiveDate,
) -> Option<(NaiveDate, WidgetEntryBody)> {
    let meeting = appointment.meeting()?;
    let consultation = &appointment.entry.stored.consultation;
    let (title, lang) = shown(&meeting.title, reader.languages, t);
    let territory = consultation.territory.as_ref();
    let parts = [
        territory
            .map(|place| place.name.clone())
            .unwrap_or_default(),
        place(reader, t, meeting),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let entry = WidgetEntryBody {
        url: meeting_address(reader, appointment, meeting),
        title,
        lang,
        is: "meeting",
        label: hours(meeting, consultation.timezone, reader.today, t),
        place: parts.join(" · "),
        cancelled: called_off(meeting, t),
    };
    // A meeting that began earlier and still lasts is listed on the first day.
    Some((starts(appointment)?.max(first), entry))
}

fn starts(appointment: &Appointment) -> Option<NaiveDate> {
    let zone = appointment.entry.stored.consultation.timezone;
    Some(appointment.meeting()?.time.first_day(zone))
}

/// Returns the key dates of a consultation inside a period.
fn deadlines_of(
    reader: &Reader<'_>,
    t: &Phrases,
    entry: &Entry,
    within: impl Fn(NaiveDate) -> bool,
) -> Vec<(NaiveDate, WidgetEntryBody)> {
    let consultation = &entry.stored.consultation;
    let dates = key_dates(entry).into_iter();
    let found = dates.filter(|date| within(date.day)).map(|date| {
        let (is, label) = match date.kind {
            KeyDateKind::Opens => ("open", "agenda-opening"),
            KeyDateKind::Closes => ("closing", "agenda-closing"),
        };
        let (title, lang) = shown(&consultation.title, reader.languages, t);
        let territory = consultation.territory.as_ref();
        let territory = territory.map(|place| place.name.clone());
        let parts = [territory, date.phase_title(entry, t)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let body = WidgetEntryBody {
            url: Addresses::page(reader, entry.id()),
            title,
            lang,
            is,
            label: t.say(label),
            place: parts.join(" · "),
            cancelled: None,
        };
        (date.day, body)
    });
    found.collect()
}
