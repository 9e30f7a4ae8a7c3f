//! Time zones: what a wall-clock time of a calendar is as an instant. A `TZID` is a name that is known by itself, or a `VTIMEZONE` of the file
//! with rules of its own. It knows nothing of events.

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

use super::reading::{self, When};
use super::recurrence::{Rule, WorkBudget};
use super::zone_names::{self, trimmed};

/// Changes of a `VTIMEZONE` are computed from here: earlier times have no meetings to come.
const FIRST_YEAR: i32 = 1990;

/// The time for which ahead changes are computed: five years.
const DAYS_AHEAD: Days = Days::new(5 * 366);

/// Changes that one observance may have.
const MOST_CHANGES: usize = 300;

/// A time zone.
#[derive(Debug, Clone)]
pub(super) enum Zone {
    /// One of the IANA database.
    Named(Tz),
    /// A constant distance from UTC, in seconds.
    Fixed(i32),
    /// A `VTIMEZONE`: since which instant which distance from UTC holds, in seconds; never empty, in order.
    Ruled(Arc<[(NaiveDateTime, i32)]>),
}

impl Zone {
    /// The instant that a wall clock shows as `local`: the first of two when the clocks go back; in the gap when they go forward, the one that the
    /// distance before the gap gives (RFC 5545, 3.3.5).
    pub(super) fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let at = |offset: i32| local.checked_sub_signed(TimeDelta::seconds(offset.into()));
        let utc = match self {
            Self::Fixed(offset) => at(*offset),
            Self::Named(tz) => match tz.from_local_datetime(&local).earliest() {
                Some(found) => Some(found.naive_utc()),
                None => at(before_gap(*tz, local)),
            },
            Self::Ruled(changes) => at(ruled(changes, local)),
        };
        utc.unwrap_or(local).and_utc()
    }

    /// Returns the local time that its clocks show at an instant.
    fn wall(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let utc = instant.naive_utc();
        let offset = match self {
            Self::Fixed(offset) => *offset,
            Self::Named(tz) => tz.offset_from_utc_datetime(&utc).fix().local_minus_utc(),
            Self::Ruled(changes) => {
                let after = changes.partition_point(|(since, _)| *since <= utc);
                let holds = changes.get(after.saturating_sub(1));
                holds.map_or(0, |(_, offset)| *offset)
            }
        };
        utc.checked_add_signed(TimeDelta::seconds(offset.into()))
            .unwrap_or(utc)
    }

    /// Returns whether it is UTC, or a distance from it: then its wall hangs nowhere.
    fn is_nowhere(&self) -> bool {
        matches!(
            self,
            Self::Fixed(_)
                | Self::Named(Tz::UTC | Tz::Etc__UTC | Tz::GMT | Tz::Etc__GMT | Tz::Zulu)
        )
    }
}

/// The distance from UTC before the gap that `local` lies in.
fn before_gap(tz: Tz, local: NaiveDateTime) -> i32 {
    [3, 27]
        .into_iter()
        .filter_map(|hours| local.checked_sub_signed(TimeDelta::hours(hours)))
        .find_map(|earlier| tz.from_local_datetime(&earlier).latest())
        .map_or(0, |found| found.offset().fix().local_minus_utc())
}

fn ruled(changes: &[(NaiveDateTime, i32)], local: NaiveDateTime) -> i32 {
    let mut holds = changes.first().map_or(0, |(_, offset)| *offset);
    for (since, offset) in changes {
        // Seen with the distance before the change: in the gap it still holds, and of a time that comes twice the first is meant.
        let seen = since.checked_add_signed(
            TimeDelta::seconds(holds.into()).max(TimeDelta::seconds((*offset).into())),
        );
        if seen.is_none_or(|seen| local < seen) {
            break;
        }
        holds = *offset;
    }
    holds
}

/// The time zones of one calendar.
#[derive(Debug)]
pub(super) struct Zones {
    own: HashMap<String, Zone>,
    /// The zone of times without any.
    floating: Zone,
    /// The zone of the source.
    of_source: Tz,
    /// `true` where the calendar declares a zone that nothing defines.
    declared_is_unknown: bool,
}

impl Zones {
    /// The zones that these `VTIMEZONE`s define. Times without a zone are meant in the one that the calendar declares, else in the only one that
    /// it defines, else in that of the source.
    pub(super) fn of(
        definitions: &[String],
        declared: Option<&str>,
        of_source: Tz,
        now: DateTime<Utc>,
        work: &mut WorkBudget,
    ) -> Self {
        let mut own = HashMap::new();
        for component in definitions
            .iter()
            .filter_map(|text| reading::calendar(text))
        {
            if let Some((name, zone)) = defined(&component, now, work) {
                own.entry(plain(&name)).or_insert((name, zone));
            }
        }
        let only = own.values().next().filter(|_| own.len() == 1);
        let only = only
            .map(|(name, zone)| zone_names::listed(name).map_or_else(|| zone.clone(), Zone::Named));
        let mut zones = Self {
            own: own
                .into_iter()
                .map(|(key, (_, zone))| (key, zone))
                .collect(),
            floating: Zone::Named(of_source),
            of_source,
            declared_is_unknown: false,
        };
        let found = declared.and_then(|name| zones.named(name));
        zones.declared_is_unknown = declared.is_some() && found.is_none() && only.is_none();
        if let Some(zone) = found.or(only) {
            zones.floating = zone;
        }
        zones
    }

    /// The zone of times that name none.
    pub(super) fn floating(&self) -> Zone {
        self.floating.clone()
    }

    /// The zone of days: that of those who read them.
    pub(super) const fn of_days(&self) -> Zone {
        Zone::Named(self.of_source)
    }

    /// Returns whether times without a zone are meant in one that nothing defines.
    pub(super) const fn declared_is_unknown(&self) -> bool {
        self.declared_is_unknown
    }

    /// The day that a moment names: of a time in UTC, the one that it is on the clocks of the calendar.
    pub(super) fn day_of(&self, when: &When) -> NaiveDate {
        if when.is_day || !when.zone.is_nowhere() {
            return when.local.date();
        }
        self.midnight_of(when)
            .unwrap_or_else(|| self.floating.wall(when.instant()).date())
    }

    /// The day at whose first instant a moment stands, by the clocks of the calendar or by its own.
    pub(super) fn midnight_of(&self, when: &When) -> Option<NaiveDate> {
        let own = when.local;
        let here = if when.zone.is_nowhere() {
            self.floating.wall(when.instant())
        } else {
            own
        };
        [here, own]
            .into_iter()
            .find(|wall| wall.time() == NaiveTime::MIN)
            .map(|wall| wall.date())
    }

    /// The zone of a `TZID`; `None` for one that nothing defines.
    pub(super) fn named(&self, tzid: &str) -> Option<Zone> {
        zone_names::listed(tzid)
            .map(Zone::Named)
            .or_else(|| self.own.get(&plain(tzid)).cloned())
            .or_else(|| zone_names::described(tzid, self.of_source))
    }
}

/// The name of a zone as compared.
fn plain(name: &str) -> String {
    trimmed(name).to_lowercase()
}

/// The name and meaning of a `VTIMEZONE`.
fn defined(
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
    if let Some(tz) = text("X-LIC-LOCATION").and_then(zone_names::listed) {
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
    let ruled = (!changes.is_empty()).then(|| Zone::Ruled(changes.into()));
    let by_number = || match NamedZone::from_ms_cdo_zone_id(text("X-MICROSOFT-CDO-TZID")?)? {
        NamedZone::Tz(tz) => Some(Zone::Named(tz)),
        _ => None,
    };
    Some((name, ruled.or_else(by_number)?))
}

/// The instants (UTC) at which an observance begins, and its distance from UTC.
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
        let from = distance(partial(ICalendarProperty::Tzoffsetfrom)?)?;
        let to = distance(partial(ICalendarProperty::Tzoffsetto)?)?;
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

/// The local times at which an observance that first began at `start` begins.
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
    let time = reading::time(written).unwrap_or_default();
    reading::day(written).map(|day| day.and_time(time))
}

/// The last local onset that an `UNTIL` allows.
fn until_of(until: &PartialDateTime, from: i32) -> Option<NaiveDateTime> {
    let day = reading::day(until)?;
    let Some(time) = reading::time(until) else {
        return day.and_hms_opt(23, 59, 59);
    };
    let local = day.and_time(time);
    if until.has_zone() {
        local.checked_add_signed(TimeDelta::seconds(from.into()))
    } else {
        Some(local)
    }
}

/// A distance from UTC, in seconds.
pub(super) fn distance(written: &PartialDateTime) -> Option<i32> {
    let hours = i32::from(written.tz_hour?);
    let minutes = i32::from(written.tz_minute.unwrap_or(0));
    let seconds = hours * 3600 + minutes * 60;
    let signed = if written.tz_minus { -seconds } else { seconds };
    (hours <= 24 && minutes < 60).then_some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clocks of France, under a name that nobody knows.
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
    fn what_the_file_defines_goes_before_what_a_name_only_describes() {
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
