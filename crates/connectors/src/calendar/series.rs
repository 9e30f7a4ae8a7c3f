//! Series: the events of a file that are one appointment (a `UID`, its repetitions and what replaces single occurrences), and the occurrences of
//! each inside a window of time. It knows nothing of records.

use std::collections::{BTreeMap, HashMap};

use calcard::icalendar::ICalendarRecurrenceRule;
use chrono::{
    DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use super::reading::{self, Event, Length, When};
use super::recurrence::{Rule, WorkBudget};
use super::starts::Starts;
use super::zones::{Zone, Zones};

/// More occurrences than this of one series are not given: the nearest stand for the others.
const MOST_OCCURRENCES: usize = 200;

/// The time for which what is over is still given, at least.
const DAYS_BACK: u64 = 30;

/// The number of months for which repetitions are given, at least.
const MONTHS_AHEAD: u32 = 18;

/// The time of which occurrences are given: those that end after `from`, and of what repeats those that begin before `until`.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeWindow {
    pub(super) from: DateTime<Utc>,
    pub(super) until: DateTime<Utc>,
}

impl TimeWindow {
    /// Returns the window from thirty days ago until eighteen months from now, both widened to whole months: so the window moves once a month and not at each poll,
    /// and what repeats changes no more often.
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
    /// The event as a whole; of a series of which only replaced occurrences are given, the first of these.
    pub(super) main: Event,
    /// The events that replace occurrences of it.
    pub(super) overrides: Vec<Event>,
}

/// One occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The key of the occurrence in its series: its original start; empty for what does not repeat.
    pub(super) key: String,
    pub(super) start: DateTime<Utc>,
    pub(super) end: Option<DateTime<Utc>>,
    /// The first and the last day of what is on whole days.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    /// The override that describes it; `None` for the series itself.
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

/// The series of a file, in its order.
pub(super) fn grouped(events: Vec<Event>) -> Vec<Series> {
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
        .flat_map(|(uid, events)| series(uid, events))
        .collect()
}

/// The series that share a `UID`: one, unless a program gives the same to different events.
fn series(uid: Option<String>, events: Vec<Event>) -> Vec<Series> {
    let (replacing, mut mains): (Vec<Event>, Vec<Event>) = events
        .into_iter()
        .partition(|event| event.replaces.is_some());
    let newest = mains.iter().map(|event| event.sequence).max();
    mains.retain(|event| Some(event.sequence) == newest);
    // The same event twice: the one that was changed last counts, of two alike the later line.
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
    // Of what replaces the same occurrence the highest sequence counts, of two alike the later line: whoever reads them in order ends with it.
    let mut overrides = replacing;
    overrides.sort_by_key(|event| event.sequence);
    if distinct.len() <= 1 {
        let first = || overrides.iter().min_by_key(|event| replaced(event));
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

/// The original start of what an override replaces.
fn replaced(event: &Event) -> Option<DateTime<Utc>> {
    event.replaces.as_ref().map(|(when, _)| when.instant())
}

/// The word for an original start: a day, or an instant in UTC.
pub(super) fn key_of(when: &When) -> String {
    if when.is_day {
        when.local.format("%Y%m%d").to_string()
    } else {
        when.instant().format("%Y%m%dT%H%M%SZ").to_string()
    }
}

impl Series {
    /// The event that says what an occurrence is.
    pub(super) fn event_of(&self, occurrence: &Occurrence) -> &Event {
        let replaced = occurrence.replaced_by.and_then(|at| self.overrides.get(at));
        replaced.unwrap_or(&self.main)
    }

    fn repeats(&self) -> bool {
        let main = &self.main;
        main.unruled
            || !main.rules.is_empty()
            || !main.more.is_empty()
            || !self.overrides.is_empty()
    }

    /// Returns its occurrences inside the window.
    pub(super) fn occurrences(
        &self,
        window: TimeWindow,
        zones: &Zones,
        work: &mut WorkBudget,
    ) -> Occurrences {
        let starts = Starts::of(self.starts(window, zones, work), zones);
        let excepted = starts.all_named(&self.main.except, zones);
        if !self.repeats() {
            let only = occurrence(String::new(), &self.main.start, self.main.length, None);
            let list = Some(only)
                .filter(|only| ends(only) >= window.from && excepted.is_empty())
                .into_iter()
                .collect();
            return Occurrences { list, cut: false };
        }
        let mut found: BTreeMap<String, Occurrence> = BTreeMap::new();
        for (at, start) in starts.as_slice().iter().enumerate() {
            if excepted.contains(&at) {
                continue;
            }
            let (shifted, by) = self.shifted(start, zones);
            let length = by
                .and_then(|at| self.overrides.get(at))
                .map_or(self.main.length, |event| event.length);
            let key = key_of(start);
            found.insert(key.clone(), occurrence(key, &shifted, length, by));
        }
        for (at, event) in self.overrides.iter().enumerate() {
            let Some((replaced, _)) = &event.replaces else {
                continue;
            };
            let named = starts.named(replaced, zones);
            let own = self.as_in_series(replaced, zones);
            let original = named
                .and_then(|at| starts.as_slice().get(at))
                .unwrap_or(&own);
            let start = if event.says_start {
                &event.start
            } else {
                original
            };
            let is_excepted = named.is_some_and(|at| excepted.contains(&at));
            if is_excepted && self.outlives(event, start, original) {
                continue;
            }
            let length = match event.length {
                None if !event.says_start => self.main.length,
                length => length,
            };
            let key = key_of(original);
            found.insert(key.clone(), occurrence(key, start, length, Some(at)));
        }
        let mut list: Vec<Occurrence> = found
            .into_values()
            .filter(|occurrence| ends(occurrence) >= window.from && occurrence.start < window.until)
            .collect();
        list.sort_by(|a, b| (a.start, &a.key).cmp(&(b.start, &b.key)));
        list.truncate(MOST_OCCURRENCES);
        Occurrences {
            list,
            cut: self.main.unruled || work.is_used_up(),
        }
    }

    /// Returns whether an exception of the series holds against what replaces the same occurrence: the series is newer, or the occurrence was not moved
    /// away. Programs that move one leave an exception behind.
    fn outlives(&self, event: &Event, start: &When, original: &When) -> bool {
        event.sequence < self.main.sequence || start.instant() == original.instant()
    }

    /// The original starts around the window, excepted ones included.
    fn starts(&self, window: TimeWindow, zones: &Zones, work: &mut WorkBudget) -> Vec<When> {
        let main = &self.main;
        if main.replaces.is_some() {
            // Only replaced occurrences are known.
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
        let most = MOST_OCCURRENCES + main.except.len() + self.overrides.len() + 100;
        let mut locals: Vec<NaiveDateTime> = vec![main.start.local];
        for written in &main.rules {
            let wanted = |local| self.is_before_end(written, local, zones);
            locals.extend(
                Rule::new(written, main.start.local).times(from, until, wanted, most, work),
            );
        }
        let ruled = locals.into_iter().map(|local| main.start.at(local));
        let more = main.more.iter().map(|more| self.as_in_series(more, zones));
        ruled.chain(more).collect()
    }

    /// A moment as the series writes its own: a day in a series of days, else a time, on the same wall if it says no zone.
    fn as_in_series(&self, written: &When, zones: &Zones) -> When {
        let start = &self.main.start;
        if start.is_day {
            return start.at(zones.day_of(written).and_time(NaiveTime::MIN));
        }
        if written.is_day {
            return start.at(written.local.date().and_time(start.local.time()));
        }
        if written.floats {
            return start.at(written.local);
        }
        written.clone()
    }

    /// Returns whether `UNTIL` allows an occurrence at this time. It is an instant, or a time or day on the same wall (RFC 5545, 3.3.10).
    fn is_before_end(
        &self,
        rule: &ICalendarRecurrenceRule,
        local: NaiveDateTime,
        zones: &Zones,
    ) -> bool {
        let Some(until) = &rule.until else {
            return true;
        };
        let Some(day) = reading::day(until) else {
            return true;
        };
        match reading::time(until) {
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

    /// Returns the start of an occurrence after the last change "this and all later ones" (RFC 5545, 3.2.13) before it, and that change.
    fn shifted(&self, start: &When, zones: &Zones) -> (When, Option<usize>) {
        let changes = self.overrides.iter().enumerate();
        let last = changes
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

/// The last day of a series of days that ends at a time: the day that this names, and of the last minute of a day in UTC that day.
fn last_day(until: NaiveDateTime, in_utc: bool, zones: &Zones) -> NaiveDate {
    let is_last_minute = until.hour() == 23 && until.minute() == 59;
    if !in_utc || is_last_minute {
        return until.date();
    }
    zones.day_of(&When {
        local: until,
        zone: Zone::Fixed(0),
        is_day: false,
        floats: false,
    })
}

fn occurrence(
    key: String,
    start: &When,
    length: Option<Length>,
    replaced_by: Option<usize>,
) -> Occurrence {
    let begins = start.instant();
    let days = whole_days(start, length);
    let end = match length {
        // A day ends with its last second, as a closing day does everywhere here.
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

/// The first and the last day of what begins on a date and lasts whole days.
fn whole_days(start: &When, length: Option<Length>) -> Option<(NaiveDate, NaiveDate)> {
    let Some(Length::Days(days)) = length else {
        return None;
    };
    let first = start.local.date();
    let more = u64::try_from(days - 1).ok()?;
    Some((first, first.checked_add_days(Days::new(more))?))
}

fn ends(occurrence: &Occurrence) -> DateTime<Utc> {
    occurrence.end.unwrap_or(occurrence.start)
}
