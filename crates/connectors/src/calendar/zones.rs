//! Time zones: the instant of a local time in a calendar. A `TZID` is a well-known name, or that of a `VTIMEZONE` of the file, with rules of its own.

use std::collections::HashMap;
use std::sync::Arc;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz as NamedZone;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
};
use chrono::{
    DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::event::{self, CalendarTime};
use super::recurrence::{Rule, WorkBudget};
use super::zone_names::{self, trimmed};

/// The first year for which the changes of a `VTIMEZONE` are computed: no meeting to come depends on earlier ones.
const FIRST_YEAR: i32 = 1990;

/// The time ahead for which changes are computed: five years.
const DAYS_AHEAD: Days = Days::new(5 * 366);

/// The most changes of one observance (the standard time or the daylight time of a zone).
const MOST_CHANGES: usize = 300;

/// A time zone.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    /// One of the IANA database.
    Named(Tz),
    /// A constant offset from UTC, in seconds.
    Fixed(i32),
    /// A `VTIMEZONE`: the instants (UTC) of its changes, in order, each with the offset in seconds that holds from then on; never empty.
    Defined(Arc<[(NaiveDateTime, i32)]>),
}

impl Zone {
    /// Returns the instant of a local time. Of the two instants of a time that the clocks show twice, it is the first; a time that they skip is taken
    /// with the offset before the gap (RFC 5545, 3.3.5).
    pub(super) fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let at = |offset: i32| local.checked_sub_signed(TimeDelta::seconds(offset.into()));
        let utc = match self {
            Self::Fixed(offset) => at(*offset),
            Self::Named(tz) => match tz.from_local_datetime(&local).earliest() {
                Some(found) => Some(found.naive_utc()),
                None => at(offset_before_gap(*tz, local)),
            },
            Self::Defined(changes) => at(offset_at(changes, local)),
        };
        utc.unwrap_or(local).and_utc()
    }

    /// Returns the local time at an instant.
    fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let utc = instant.naive_utc();
        let offset = match self {
            Self::Fixed(offset) => *offset,
            Self::Named(tz) => tz.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Self::Defined(changes) => {
                let after = changes.partition_point(|(since, _)| *since <= utc);
                let last_change = changes.get(after.saturating_sub(1));
                last_change.map_or(0, |(_, offset)| *offset)
            }
        };
        utc.checked_add_signed(TimeDelta::seconds(offset.into()))
            .unwrap_or(utc)
    }

    /// Returns whether the zone is UTC or an offset from it, and therefore not that of a place.
    fn is_utc_offset(&self) -> bool {
        matches!(
            self,
            Self::Fixed(_)
                | Self::Named(Tz::UTC | Tz::Etc__UTC | Tz::GMT | Tz::Etc__GMT | Tz::Zulu)
        )
    }
}

/// Returns the offset before the gap in which `local` lies.
fn offset_before_gap(tz: Tz, local: NaiveDateTime) -> i32 {
    [3, 27]
        .into_iter()
        .filter_map(|hours| local.checked_sub_signed(TimeDelta::hours(hours)))
        .find_map(|earlier| tz.from_local_datetime(&earlier).latest())
        .map_or(0, |found| found.offset().fix().local_minus_utc())
}

/// Returns the offset that holds at a local time.
fn offset_at(changes: &[(NaiveDateTime, i32)], local: NaiveDateTime) -> i32 {
    let mut current = changes.first().map_or(0, |(_, offset)| *offset);
    for (since, offset) in changes {
        // The larger of the two offsets: in a gap the earlier offset still holds, and of a time that comes twice the first is meant.
        let local_change = since.checked_add_signed(
            TimeDelta::seconds(current.into()).max(TimeDelta::seconds((*offset).into())),
        );
        if local_change.is_none_or(|change| local < change) {
            break;
        }
        current = *offset;
    }
    current
}

/// The time zones of one calendar.
#[derive(Debug)]
pub(super) struct Zones {
    /// The zones that the file defines, by their names as they are compared.
    defined: HashMap<String, Zone>,
    /// The zone in which times without a zone are meant.
    floating: Zone,
    /// The zone of the source.
    of_source: Tz,
    /// `true` where the calendar declares a zone that nothing defines.
    declared_is_unknown: bool,
}

impl Zones {
    /// Reads these `VTIMEZONE`s. Times without a zone are meant in the one that the calendar declares, else in the only one that
    /// it defines, else in that of the source.
    pub(super) fn of(
        definitions: &[String],
        declared: Option<&str>,
        of_source: Tz,
        now: DateTime<Utc>,
        work: &mut WorkBudget,
    ) -> Self {
        let mut defined = HashMap::new();
        for component in definitions.iter().filter_map(|text| event::component(text)) {
            if let Some((name, zone)) = definition(&component, now, work) {
                defined.entry(comparable(&name)).or_insert((name, zone));
            }
        }
        let only = defined.values().next().filter(|_| defined.len() == 1);
        let only = only.map(|(name, zone)| {
            zone_names::well_known(name).map_or_else(|| zone.clone(), Zone::Named)
        });
        let mut zones = Self {
            defined: defined
                .into_iter()
                .map(|(key, (_, zone))| (key, zone))
                .collect(),
            floating: Zone::Named(of_source),
            of_source,
            declared_is_unknown: false,
        };
        let declared_zone = declared.and_then(|name| zones.named(name));
        zones.declared_is_unknown = declared.is_some() && declared_zone.is_none() && only.is_none();
        if let Some(zone) = declared_zone.or(only) {
            zones.floating = zone;
        }
        zones
    }

    /// Returns the zone of times without one.
    pub(super) fn floating(&self) -> Zone {
        self.floating.clone()
    }

    /// Returns the zone in which days are meant: that of the source.
    pub(super) const fn zone_of_days(&self) -> Zone {
        Zone::Named(self.of_source)
    }

    /// Returns whether times without a zone are meant in one that nothing defines.
    pub(super) const fn declared_is_unknown(&self) -> bool {
        self.declared_is_unknown
    }

    /// Returns the day that a time names; for one in UTC, the day that it is in the zone of the calendar.
    pub(super) fn day_of(&self, time: &CalendarTime) -> NaiveDate {
        if time.is_day || !time.zone.is_utc_offset() {
            return time.local.date();
        }
        self.midnight_of(time)
            .unwrap_or_else(|| self.floating.local(time.instant()).date())
    }

    /// Returns the day that begins at a time, in the zone of the calendar or in that of the time; `None` if none does.
    pub(super) fn midnight_of(&self, time: &CalendarTime) -> Option<NaiveDate> {
        let own = time.local;
        let in_calendar = if time.zone.is_utc_offset() {
            self.floating.local(time.instant())
        } else {
            own
        };
        [in_calendar, own]
            .into_iter()
            .find(|local| local.time() == NaiveTime::MIN)
            .map(|local| local.date())
    }

    /// Returns the zone of a `TZID`; `None` for one that nothing defines.
    pub(super) fn named(&self, tzid: &str) -> Option<Zone> {
        zone_names::well_known(tzid)
            .map(Zone::Named)
            .or_else(|| self.defined.get(&comparable(tzid)).cloned())
            .or_else(|| zone_names::described(tzid, self.of_source))
    }
}

/// Returns the form of a name in which names are compared.
fn comparable(name: &str) -> String {
    trimmed(name).to_lowercase()
}

/// Reads the name and the zone that a `VTIMEZONE` defines.
fn definition(
    calendar: &ICalendar,
    now: DateTime<Utc>,
    work: &mut WorkBudget,
) -> Option<(String, Zone)> {
    let zone = calendar.components.first()?;
    let text = |wanted: &str| {
        zone.entries
            .iter()
            .find(|entry| entry.name.as_str().eq_ignore_ascii_case(wanted))
            .and_then(|entry| entry.values.first()?.as_text())
    };
    let name = text("TZID")?.trim().to_owned();
    if let Some(tz) = text("X-LIC-LOCATION").and_then(zone_names::well_known) {
        return Some((name, Zone::Named(tz)));
    }
    let mut changes: Vec<(NaiveDateTime, i32)> = calendar
        .components
        .iter()
        .filter(|component| {
            matches!(
                component.component_type,
                ICalendarComponentType::Standard | ICalendarComponentType::Daylight
            )
        })
        .flat_map(|observance| changes_of(observance, now, work))
        .collect();
    changes.sort_unstable();
    changes.dedup_by_key(|(since, _)| *since);
    let by_rules = (!changes.is_empty()).then(|| Zone::Defined(changes.into()));
    let by_number = || match NamedZone::from_ms_cdo_zone_id(text("X-MICROSOFT-CDO-TZID")?)? {
        NamedZone::Tz(tz) => Some(Zone::Named(tz)),
        _ => None,
    };
    Some((name, by_rules.or_else(by_number)?))
}

/// Returns the instants (UTC) at which an observance begins, each with its offset from UTC.
fn changes_of(
    observance: &ICalendarComponent,
    now: DateTime<Utc>,
    work: &mut WorkBudget,
) -> Vec<(NaiveDateTime, i32)> {
    let partial = |name: ICalendarProperty| {
        let entry = observance.entries.iter().find(|entry| entry.name == name);
        match entry.and_then(|entry| entry.values.first()) {
            Some(ICalendarValue::PartialDateTime(partial)) => Some(partial),
            _ => None,
        }
    };
    let read = || {
        let start = local_of(partial(ICalendarProperty::Dtstart)?)?;
        let from = utc_offset(partial(ICalendarProperty::Tzoffsetfrom)?)?;
        let to = utc_offset(partial(ICalendarProperty::Tzoffsetto)?)?;
        Some((start, from, to))
    };
    let Some((start, from, to)) = read() else {
        return Vec::new();
    };
    let utc = |local: NaiveDateTime| local.checked_sub_signed(TimeDelta::seconds(from.into()));
    let onsets = onsets(observance, start, from, now, work);
    onsets
        .into_iter()
        .filter_map(|onset| Some((utc(onset)?, to)))
        .collect()
}

/// Returns the local times at which an observance begins, the first time at `start`. `from` is the offset before it.
fn onsets(
    observance: &ICalendarComponent,
    start: NaiveDateTime,
    from: i32,
    now: DateTime<Utc>,
    work: &mut WorkBudget,
) -> Vec<NaiveDateTime> {
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or_default();
    let last = now.date_naive().checked_add_days(DAYS_AHEAD);
    let mut onsets = vec![start];
    let values = observance.entries.iter().flat_map(|entry| {
        let name = &entry.name;
        entry.values.iter().map(move |value| (name, value))
    });
    for value in values {
        match value {
            (ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(written)) => {
                let until = written.until.as_ref();
                let until = until.and_then(|until| until_of(until, from));
                onsets.extend(Rule::new(written, start).times(
                    first.into(),
                    last.unwrap_or(first).into(),
                    |local| until.is_none_or(|until| local <= until),
                    MOST_CHANGES,
                    work,
                ));
            }
            (ICalendarProperty::Rdate, ICalendarValue::PartialDateTime(written))
                if onsets.len() < MOST_CHANGES =>
            {
                onsets.extend(local_of(written));
            }
            _ => {}
        }
    }
    onsets
}

fn local_of(written: &PartialDateTime) -> Option<NaiveDateTime> {
    let time = event::time(written).unwrap_or_default();
    event::day(written).map(|day| day.and_time(time))
}

/// Returns the last local time that an `UNTIL` allows. `from` is the offset before the observance begins.
fn until_of(until: &PartialDateTime, from: i32) -> Option<NaiveDateTime> {
    let day = event::day(until)?;
    let Some(time) = event::time(until) else {
        return day.and_hms_opt(23, 59, 59);
    };
    let local = day.and_time(time);
    if until.has_zone() {
        local.checked_add_signed(TimeDelta::seconds(from.into()))
    } else {
        Some(local)
    }
}

/// Returns the offset from UTC of a written time, in seconds.
pub(super) fn utc_offset(written: &PartialDateTime) -> Option<i32> {
    let hours = i32::from(written.tz_hour?);
    let minutes = i32::from(written.tz_minute.unwrap_or(0));
    let seconds = hours * 3600 + minutes * 60;
    let signed = if written.tz_minus { -seconds } else { seconds };
    (hours <= 24 && minutes < 60).then_some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The zone of France, under a name that is not well known.
    const OWN: &str = "BEGIN:VTIMEZONE\r\nTZID:Heure de la mairie\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

    fn zones() -> Zones {
        let now = "2026-03-20T12:00:00Z".parse().unwrap();
        Zones::of(
            &[OWN.to_owned()],
            None,
            chrono_tz::Europe::Paris,
            now,
            &mut WorkBudget::of(1_000_000),
        )
    }

    #[test]
    fn a_definition_in_the_file_goes_before_what_a_name_only_describes() {
        let named = |name: &str| zones().named(name).map(|zone| zone.instant(noon()));
        let noon_of = |offset: i32| Some(Zone::Fixed(offset).instant(noon()));
        assert_eq!(named("Heure de la mairie"), noon_of(7200));
        assert_eq!(named("GMT+01:00"), noon_of(3600));
        assert_eq!(named("Heure de nulle part"), None);
        let own = OWN.replace("Heure de la mairie", "GMT+01:00");
        let now = "2026-03-20T12:00:00Z".parse().unwrap();
        let mut work = WorkBudget::of(1_000_000);
        let zones = Zones::of(&[own], None, chrono_tz::Europe::Paris, now, &mut work);
        let defined = zones.named("GMT+01:00").map(|zone| zone.instant(noon()));
        assert_eq!(defined, noon_of(7200), "its rules know the summer");
    }

    /// A noon in summer.
    fn noon() -> NaiveDateTime {
        "2026-07-01T12:00:00".parse().unwrap()
    }

    #[test]
    fn a_zone_that_the_file_defines_reads_as_the_same_zone_of_the_database_gaps_and_overlaps_included()
     {
        let own = zones().named("Heure de la mairie").unwrap();
        let official = Zone::Named(Tz::Europe__Paris);
        for local in [
            "2026-01-15T18:00:00",
            "2026-03-29T01:59:59",
            "2026-03-29T02:30:00",
            "2026-03-29T03:00:00",
            "2026-07-01T18:00:00",
            "2026-10-25T01:59:59",
            "2026-10-25T02:30:00",
            "2026-10-25T03:00:00",
            "2027-10-31T02:30:00",
        ] {
            let local: NaiveDateTime = local.parse().unwrap();
            assert_eq!(own.instant(local), official.instant(local), "{local}");
        }
        let in_gap = official.instant("2026-03-29T02:30:00".parse().unwrap());
        assert_eq!(
            in_gap,
            "2026-03-29T01:30:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }
}
