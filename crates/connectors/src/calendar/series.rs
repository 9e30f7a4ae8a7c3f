//! Series: the events of a file that are one appointment (an event with its repetitions, and the overrides of single occurrences), and the
//! occurrences of each inside a window of time.

use std::collections::{BTreeMap, HashMap, HashSet};

use calcard::icalendar::ICalendarRecurrenceRule;
use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use super::event::{self, CalendarTime, Event, Length};
use super::recurrence::{Rule, WorkBudget};
use super::starts::Starts;
use super::zones::{Zone, Zones};

/// The most occurrences of one series; the later ones are left out.
const MOST_OCCURRENCES: usize = 200;

/// The number of days for which past occurrences are still given, at least.
const DAYS_BACK: u64 = 30;

/// The number of months ahead for which repetitions are given, at least.
const MONTHS_AHEAD: u32 = 18;

/// The window of time in which occurrences are given: they do not end before `from`, and those of a repeated event begin before `until`.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeWindow {
    pub(super) from: DateTime<Utc>,
    pub(super) until: DateTime<Utc>,
}

impl TimeWindow {
    /// Returns the window from thirty days ago until eighteen months from now, widened to whole months. It therefore moves once a month and not at
    /// each poll, and repeated events change no more often.
    pub(super) fn around(now: DateTime<Utc>) -> Self {
        let month = |moment: DateTime<Utc>| {
            let first = moment.date_naive().with_day(1);
            first.map_or(moment, |first| {
                first.and_time(chrono::NaiveTime::MIN).and_utc()
            })
        };
        let back = now.checked_sub_days(Days::new(DAYS_BACK)).unwrap_or(now);
        let ahead = now
            .checked_add_months(Months::new(MONTHS_AHEAD + 1))
            .unwrap_or(now);
        Self {
            from: month(back),
            until: month(ahead),
        }
    }
}

/// One appointment.
#[derive(Debug)]
pub(super) struct Series {
    /// The `UID`, unless several appointments share it.
    pub(super) uid: Option<String>,
    /// The event that repeats, or stands alone; where the file has only overrides, the first of these.
    pub(super) main: Event,
    /// The events that replace occurrences of the series.
    pub(super) overrides: Vec<Event>,
}

/// One occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The key of the occurrence in its series: its original start; empty for an event that does not repeat.
    pub(super) key: String,
    pub(super) start: DateTime<Utc>,
    pub(super) end: Option<DateTime<Utc>>,
    /// The first and the last day, where it is on whole days.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    /// The index of the override that describes it; `None` where the event of the series does.
    pub(super) replaced_by: Option<usize>,
}

/// The occurrences of a series in a window.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// The occurrences, in order.
    pub(super) list: Vec<Occurrence>,
    /// `true` where the repetitions could not all be computed.
    pub(super) cut: bool,
}

/// Groups the events of a file into series, in the order of the file.
pub(super) fn group(events: Vec<Event>) -> Vec<Series> {
    let mut by_uid: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<(Option<String>, Vec<Event>)> = Vec::new();
    for event in events {
        match &event.uid {
            Some(uid) => {
                let at = *by_uid.entry(uid.clone()).or_insert_with(|| {
                    groups.push((Some(uid.clone()), Vec::new()));
                    groups.len() - 1
                });
                if let Some((_, group)) = groups.get_mut(at) {
                    group.push(event);
                }
            }
            None => groups.push((None, vec![event])),
        }
    }
    groups
        .into_iter()
        .flat_map(|(uid, events)| series_of(uid, events))
        .collect()
}

/// Returns the series of the events that share a `UID`: one, unless a program gives the same to different events.
fn series_of(uid: Option<String>, events: Vec<Event>) -> Vec<Series> {
    let (mut overrides, mut mains): (Vec<Event>, Vec<Event>) = events
        .into_iter()
        .partition(|event| event.replaces.is_some());
    let newest = mains.iter().map(|event| event.sequence).max();
    mains.retain(|event| Some(event.sequence) == newest);
    // Of two versions of one event, the one that was changed last counts; of two that are equally new, the later in the file.
    let mut distinct: Vec<Event> = Vec::new();
    for event in mains {
        let same = distinct
            .iter_mut()
            .find(|known| known.start.local == event.start.local);
        match same {
            Some(known) if known.modified > event.modified => {}
            Some(known) => *known = event,
            None => distinct.push(event),
        }
    }
    // Of the overrides of one occurrence, the one with the highest sequence counts; of two alike, the later in the file. Sorted so, it comes last,
    // and takes the place of the others.
    overrides.sort_by_key(|event| event.sequence);
    if distinct.len() <= 1 {
        let first = || overrides.iter().min_by_key(|event| original_start(event));
        let main = distinct.pop().or_else(|| first().cloned());
        return main
            .map(|main| Series {
                uid,
                main,
                overrides,
            })
            .into_iter()
            .collect();
    }
    distinct
        .into_iter()
        .map(|main| Series {
            uid: None,
            main,
            overrides: std::mem::take(&mut overrides),
        })
        .collect()
}

/// Returns the original start of the occurrence that an override replaces.
fn original_start(event: &Event) -> Option<DateTime<Utc>> {
    event
        .replaces
        .as_ref()
        .map(|(original, _)| original.instant())
}

/// Returns the key of an original start: a day, or an instant in UTC.
pub(super) fn key_of(start: &CalendarTime) -> String {
    if start.is_day {
        start.local.format("%Y%m%d").to_string()
    } else {
        start.instant().format("%Y%m%dT%H%M%SZ").to_string()
    }
}

impl Series {
    /// Returns the event that describes an occurrence.
    pub(super) fn event_of(&self, occurrence: &Occurrence) -> &Event {
        let by = occurrence.replaced_by.and_then(|at| self.overrides.get(at));
        by.unwrap_or(&self.main)
    }

    fn repeats(&self) -> bool {
        let main = &self.main;
        main.has_unknown_rule
            || !main.rules.is_empty()
            || !main.additions.is_empty()
            || !self.overrides.is_empty()
    }

    /// Computes the occurrences inside a window.
    pub(super) fn occurrences(
        &self,
        window: TimeWindow,
        zones: &Zones,
        work: &mut WorkBudget,
    ) -> Occurrences {
        let starts = Starts::of(self.starts(window, zones, work), zones);
        let excepted = starts.find_all(&self.main.exceptions, zones);
        if !self.repeats() {
            let only = occurrence(String::new(), &self.main.start, self.main.length, None);
            let list = Some(only)
                .filter(|only| end_of(only) >= window.from && excepted.is_empty())
                .into_iter()
                .collect();
            return Occurrences { list, cut: false };
        }
        let mut by_key: BTreeMap<String, Occurrence> = BTreeMap::new();
        for (at, start) in starts.as_slice().iter().enumerate() {
            if !excepted.contains(&at) {
                let occurrence = self.computed(start, zones);
                by_key.insert(occurrence.key.clone(), occurrence);
            }
        }
        for at in 0..self.overrides.len() {
            if let Some(occurrence) = self.overridden(at, &starts, &excepted, zones) {
                by_key.insert(occurrence.key.clone(), occurrence);
            }
        }
        let mut list: Vec<Occurrence> = by_key
            .into_values()
            .filter(|occurrence| {
                end_of(occurrence) >= window.from && occurrence.start < window.until
            })
            .collect();
        list.sort_by(|a, b| (a.start, &a.key).cmp(&(b.start, &b.key)));
        list.truncate(MOST_OCCURRENCES);
        Occurrences {
            list,
            cut: self.main.has_unknown_rule || work.is_used_up(),
        }
    }

    /// The occurrence at an original start, as the last change of "this and all later ones" before it has it.
    fn computed(&self, start: &CalendarTime, zones: &Zones) -> Occurrence {
        let (shifted, by) = self.shifted(start, zones);
        let length = by
            .and_then(|at| self.overrides.get(at))
            .map_or(self.main.length, |event| event.length);
        occurrence(key_of(start), &shifted, length, by)
    }

    /// The occurrence that the override at an index describes; `None` if an exception of the series removes it.
    fn overridden(
        &self,
        at: usize,
        starts: &Starts,
        excepted: &HashSet<usize>,
        zones: &Zones,
    ) -> Option<Occurrence> {
        let event = self.overrides.get(at)?;
        let (replaced, _) = event.replaces.as_ref()?;
        let found = starts.find(replaced, zones);
        let as_written = self.as_in_series(replaced, zones);
        let original = found
            .and_then(|at| starts.as_slice().get(at))
            .unwrap_or(&as_written);
        let start = if event.has_own_start {
            &event.start
        } else {
            original
        };
        let is_excepted = found.is_some_and(|at| excepted.contains(&at));
        if is_excepted && self.exception_removes(event, start, original) {
            return None;
        }
        let length = match event.length {
            None if !event.has_own_start => self.main.length,
            length => length,
        };
        Some(occurrence(key_of(original), start, length, Some(at)))
    }

    /// Returns whether an exception of the series removes an occurrence that an override replaces. It does if the series is newer than the override,
    /// or the override does not move the occurrence: programs that move one leave an exception at its original start.
    fn exception_removes(
        &self,
        event: &Event,
        start: &CalendarTime,
        original: &CalendarTime,
    ) -> bool {
        event.sequence < self.main.sequence || start.instant() == original.instant()
    }

    /// Computes the original starts around the window, excepted ones included.
    fn starts(
        &self,
        window: TimeWindow,
        zones: &Zones,
        work: &mut WorkBudget,
    ) -> Vec<CalendarTime> {
        let main = &self.main;
        if main.replaces.is_some() {
            // The file has only overrides.
            return Vec::new();
        }
        // An occurrence that began before the window may reach into it.
        let before = match main.length {
            Some(Length::Days(days) | Length::Time(days, _)) => {
                TimeDelta::days(days.clamp(0, 60) + 4)
            }
            None => TimeDelta::days(4),
        };
        let from = window.from.naive_utc() - before;
        let until = window.until.naive_utc() + TimeDelta::days(2);
        let most = MOST_OCCURRENCES + main.exceptions.len() + self.overrides.len() + 100;
        let mut locals: Vec<NaiveDateTime> = vec![main.start.local];
        for written in &main.rules {
            let is_allowed = |local| self.is_before_end(written, local, zones);
            locals.extend(
                Rule::new(written, main.start.local).times(from, until, is_allowed, most, work),
            );
        }
        let by_rules = locals.into_iter().map(|local| main.start.at(local));
        let additions = main.additions.iter();
        by_rules
            .chain(additions.map(|addition| self.as_in_series(addition, zones)))
            .collect()
    }

    /// Converts a time to the form of the starts of the series: a day in a series of days, else a time, in the zone of the series if it has none.
    fn as_in_series(&self, written: &CalendarTime, zones: &Zones) -> CalendarTime {
        let start = &self.main.start;
        if start.is_day {
            return start.at(zones.day_of(written).and_time(NaiveTime::MIN));
        }
        if written.is_day {
            return start.at(written.local.date().and_time(start.local.time()));
        }
        if written.is_floating {
            return start.at(written.local);
        }
        written.clone()
    }

    /// Returns whether `UNTIL` allows an occurrence at a local time. It is an instant, or a day or time in the zone of the start (RFC 5545, 3.3.10).
    fn is_before_end(
        &self,
        rule: &ICalendarRecurrenceRule,
        local: NaiveDateTime,
        zones: &Zones,
    ) -> bool {
        let Some(until) = &rule.until else {
            return true;
        };
        let Some(day) = event::day(until) else {
            return true;
        };
        match event::time(until) {
            None => local.date() <= day,
            Some(time) if self.main.start.is_day => {
                local.date() <= last_day(day.and_time(time), until.has_zone(), zones)
            }
            Some(time) if until.has_zone() => {
                self.main.start.at(local).instant() <= day.and_time(time).and_utc()
            }
            Some(time) => local <= day.and_time(time),
        }
    }

    /// Returns the start of an occurrence after the last override of "this and all later ones" (RFC 5545, 3.2.13) before it, and the index of that
    /// override.
    fn shifted(&self, start: &CalendarTime, zones: &Zones) -> (CalendarTime, Option<usize>) {
        let overrides = self.overrides.iter().enumerate();
        let last = overrides
            .filter_map(|(at, event)| match &event.replaces {
                Some((replaced, true)) => Some((self.as_in_series(replaced, zones), at, event)),
                _ => None,
            })
            .filter(|(replaced, ..)| replaced.instant() <= start.instant())
            .max_by_key(|(replaced, ..)| replaced.instant());
        let Some((replaced, at, event)) = last else {
            return (start.clone(), None);
        };
        let moved = event.start.local - replaced.local;
        let local = start.local.checked_add_signed(moved).unwrap_or(start.local);
        (event.start.at(local), Some(at))
    }
}

/// Returns the last day of a series of days whose `UNTIL` is a time: the day that it names. The last minute of a day in UTC stands for that day.
fn last_day(until: NaiveDateTime, in_utc: bool, zones: &Zones) -> NaiveDate {
    let is_last_minute = until.hour() == 23 && until.minute() == 59;
    if !in_utc || is_last_minute {
        return until.date();
    }
    zones.day_of(&CalendarTime {
        local: until,
        zone: Zone::Fixed(0),
        is_day: false,
        is_floating: false,
    })
}

fn occurrence(
    key: String,
    start: &CalendarTime,
    length: Option<Length>,
    replaced_by: Option<usize>,
) -> Occurrence {
    let begins = start.instant();
    let days = whole_days(start, length);
    let end = match length {
        // A day ends with its last second, as closing days do everywhere in the gateway.
        Some(Length::Days(_)) => days
            .and_then(|(_, last)| last.and_hms_opt(23, 59, 59))
            .map(|last| start.zone.instant(last)),
        Some(Length::Time(days, exact)) => u64::try_from(days)
            .ok()
            .and_then(|days| start.local.checked_add_days(Days::new(days)))
            .and_then(|local| start.zone.instant(local).checked_add_signed(exact)),
        None => None,
    };
    Occurrence {
        key,
        start: begins,
        end: end.filter(|end| *end >= begins),
        days,
        replaced_by,
    }
}

/// Returns the first and the last day of an occurrence of whole days; `None` for one that has a time of day.
fn whole_days(start: &CalendarTime, length: Option<Length>) -> Option<(NaiveDate, NaiveDate)> {
    let Some(Length::Days(days)) = length else {
        return None;
    };
    let first = start.local.date();
    let more = u64::try_from(days - 1).ok()?;
    Some((first, first.checked_add_days(Days::new(more))?))
}

fn end_of(occurrence: &Occurrence) -> DateTime<Utc> {
    occurrence.end.unwrap_or(occurrence.start)
}
