//! Starts: the original starts of a series, and which of them another moment names. Programs name the same occurrence as a day, as a time without
//! a zone, in UTC or in another zone than its own, whatever the series is written in.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::reading::When;
use super::zones::Zones;

/// Starts in order, no two at one instant.
#[derive(Debug, Default)]
pub(super) struct Starts {
    list: Vec<When>,
    by_instant: HashMap<DateTime<Utc>, usize>,
    by_wall: HashMap<NaiveDateTime, usize>,
    by_day: HashMap<NaiveDate, usize>,
}

impl Starts {
    pub(super) fn of(mut list: Vec<When>, zones: &Zones) -> Self {
        list.sort_by_key(When::instant);
        list.dedup_by_key(|start| start.instant());
        let mut starts = Self::default();
        for (at, start) in list.iter().enumerate() {
            starts.by_instant.insert(start.instant(), at);
            starts.by_wall.entry(start.local).or_insert(at);
            starts.by_day.entry(zones.day_of(start)).or_insert(at);
        }
        for (at, start) in list.iter().enumerate() {
            // A day may mean the one that stands on the wall of the series.
            starts.by_day.entry(start.local.date()).or_insert(at);
        }
        Self { list, ..starts }
    }

    pub(super) fn as_slice(&self) -> &[When] {
        &self.list
    }

    /// The place of the start that `written` names: the same time (on the same wall first, if it says no zone), else the same day, where one of
    /// the two is a day or `written` is a midnight.
    pub(super) fn named(&self, written: &When, zones: &Zones) -> Option<usize> {
        let are_days = self.list.first().is_some_and(|start| start.is_day);
        let day = || self.by_day.get(&zones.day_of(written)).copied();
        if are_days || written.is_day {
            return day();
        }
        let instant = self.by_instant.get(&written.instant()).copied();
        let wall = self.by_wall.get(&written.local).copied();
        let time = if written.floats {
            wall.or(instant)
        } else {
            instant.or(wall)
        };
        time.or_else(|| zones.midnight_of(written).and_then(|_| day()))
    }

    /// The places of the starts that these moments name.
    pub(super) fn all_named(&self, written: &[When], zones: &Zones) -> HashSet<usize> {
        written
            .iter()
            .filter_map(|written| self.named(written, zones))
            .collect()
    }
}
