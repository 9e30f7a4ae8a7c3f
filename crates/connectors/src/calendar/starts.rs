//! The original starts of a series, and which of them another time names. Programs name an occurrence by a day, by a time without a zone, in UTC or
//! in another zone than its own, whichever of these the series itself is written in.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::event::CalendarTime;
use super::zones::Zones;

/// The original starts of a series, in order, no two at the same instant.
#[derive(Debug, Default)]
pub(super) struct Starts {
    list: Vec<CalendarTime>,
    by_instant: HashMap<DateTime<Utc>, usize>,
    by_local: HashMap<NaiveDateTime, usize>,
    by_day: HashMap<NaiveDate, usize>,
}

impl Starts {
    pub(super) fn of(mut list: Vec<CalendarTime>, zones: &Zones) -> Self {
        list.sort_by_key(CalendarTime::instant);
        list.dedup_by_key(|start| start.instant());
        let mut starts = Self::default();
        for (at, start) in list.iter().enumerate() {
            starts.by_instant.insert(start.instant(), at);
            starts.by_local.entry(start.local).or_insert(at);
            starts.by_day.entry(zones.day_of(start)).or_insert(at);
        }
        for (at, start) in list.iter().enumerate() {
            // A day may also be meant in the zone of the series.
            starts.by_day.entry(start.local.date()).or_insert(at);
        }
        Self { list, ..starts }
    }

    pub(super) fn as_slice(&self) -> &[CalendarTime] {
        &self.list
    }

    /// Returns the index of the start that `written` names: the one at the same time (first at the same local time, if `written` has no zone), else
    /// the one on the same day, if one of the two is a day or `written` is a midnight.
    pub(super) fn find(&self, written: &CalendarTime, zones: &Zones) -> Option<usize> {
        let are_days = self.list.first().is_some_and(|start| start.is_day);
        let day = || self.by_day.get(&zones.day_of(written)).copied();
        if are_days || written.is_day {
            return day();
        }
        let instant = self.by_instant.get(&written.instant()).copied();
        let local = self.by_local.get(&written.local).copied();
        let time = if written.is_floating {
            local.or(instant)
        } else {
            instant.or(local)
        };
        time.or_else(|| zones.midnight_of(written).and_then(|_| day()))
    }

    /// Returns the indices of the starts that these times name.
    pub(super) fn find_all(&self, written: &[CalendarTime], zones: &Zones) -> HashSet<usize> {
        written
            .iter()
            .filter_map(|written| self.find(written, zones))
            .collect()
    }
}
