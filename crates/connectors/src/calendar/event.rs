//! Events: the values of the properties of a `VEVENT`, from what the parser makes of their text. Nothing is decided here.

use calcard::common::CalendarScale;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarDuration, ICalendarEntry, ICalendarParameterName,
    ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarSkip, ICalendarStatus,
    ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::zones::{Zone, Zones, utc_offset};

/// The most values that are read of one property.
const MOST_VALUES: usize = 1000;

/// The most rules of repetition that are read of an event: nobody writes more.
const MOST_RULES: usize = 5;

/// Parses the component in a text; `None` if it is none.
pub(super) fn component(text: &str) -> Option<ICalendar> {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

/// Returns the day of a date or of a date with a time.
pub(super) fn day(written: &PartialDateTime) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        written.year?.into(),
        written.month?.into(),
        written.day?.into(),
    )
    .filter(|day| (1..=9998).contains(&chrono::Datelike::year(day)))
}

/// Returns the time of day; a leap second is the last second of its minute.
pub(super) fn time(written: &PartialDateTime) -> Option<NaiveTime> {
    let second = written.second.unwrap_or(0).min(59);
    NaiveTime::from_hms_opt(written.hour?.into(), written.minute?.into(), second.into())
}

/// A date, or a date with a time in a zone (RFC 5545, 3.3.4 and 3.3.5).
#[derive(Debug, Clone)]
pub(super) struct CalendarTime {
    /// The local time; midnight for a date.
    pub(super) local: NaiveDateTime,
    /// The zone whose clocks show the local time.
    pub(super) zone: Zone,
    /// `true` for a date.
    pub(super) is_day: bool,
    /// `true` where no zone is given with it.
    pub(super) is_floating: bool,
}

impl CalendarTime {
    /// Returns the instant; the first of two where the clocks show the local time twice.
    pub(super) fn instant(&self) -> DateTime<Utc> {
        self.zone.instant(self.local)
    }

    /// Returns another local time on the same clocks.
    pub(super) fn at(&self, local: NaiveDateTime) -> Self {
        Self {
            local,
            ..self.clone()
        }
    }
}

/// The length of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Whole days, at least one.
    Days(i64),
    /// Nominal days, in which the local time stays the same, then exact time.
    Time(i64, TimeDelta),
}

/// One `VEVENT`, as far as it is read. Texts are raw.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) uid: Option<String>,
    pub(super) sequence: i64,
    /// The moment when it was changed last.
    pub(super) modified: Option<DateTime<Utc>>,
    /// The original start of the occurrence that it replaces, and whether it replaces all later occurrences too; `None` for an event of its own.
    pub(super) replaces: Option<(CalendarTime, bool)>,
    pub(super) start: CalendarTime,
    /// `true` where `start` is written in the event. An override without `DTSTART` begins when the occurrence that it replaces would.
    pub(super) has_own_start: bool,
    pub(super) length: Option<Length>,
    pub(super) rules: Vec<ICalendarRecurrenceRule>,
    /// `true` where it repeats by a rule that cannot be computed.
    pub(super) has_unknown_rule: bool,
    /// The additional starts (`RDATE`).
    pub(super) additions: Vec<CalendarTime>,
    /// The starts that do not take place (`EXDATE`).
    pub(super) exceptions: Vec<CalendarTime>,
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) description: String,
    pub(super) location: String,
    pub(super) point: Option<(f64, f64)>,
    pub(super) url: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) cancelled: bool,
    /// `true` where it is marked private or confidential.
    pub(super) private: bool,
    /// `true` where one of its times is in a zone that nothing defines.
    pub(super) unknown_zone: bool,
}

/// Reads the values of the properties of a component.
struct EventReader<'a> {
    component: &'a ICalendarComponent,
    zones: &'a Zones,
    unknown_zone: bool,
}

impl<'a> EventReader<'a> {
    fn entries(
        &self,
        name: ICalendarProperty,
    ) -> impl Iterator<Item = &'a ICalendarEntry> + use<'a> {
        self.component
            .entries
            .iter()
            .filter(move |entry| entry.name == name)
    }

    fn value(&self, name: ICalendarProperty) -> Option<&'a ICalendarValue> {
        self.entries(name).next()?.values.first()
    }

    fn time_of(&mut self, name: ICalendarProperty) -> Option<CalendarTime> {
        self.times_of(name).into_iter().next()
    }

    fn text(&self, name: ICalendarProperty) -> Option<String> {
        let text = self.entries(name).next()?.values.first()?.as_text()?;
        Some(text.to_owned()).filter(|text| !text.trim().is_empty())
    }

    fn times_of(&mut self, name: ICalendarProperty) -> Vec<CalendarTime> {
        let mut times = Vec::new();
        for entry in self.entries(name) {
            for value in entry
                .values
                .iter()
                .take(MOST_VALUES.saturating_sub(times.len()))
            {
                let written = match value {
                    ICalendarValue::PartialDateTime(written) => written,
                    ICalendarValue::Period(
                        ICalendarPeriod::Range { start, .. }
                        | ICalendarPeriod::Duration { start, .. },
                    ) => start,
                    _ => continue,
                };
                times.extend(self.resolved(entry, written));
            }
        }
        times
    }

    /// Puts a written time in its zone.
    fn resolved(
        &mut self,
        entry: &ICalendarEntry,
        written: &PartialDateTime,
    ) -> Option<CalendarTime> {
        let day = day(written)?;
        let Some(time) = time(written) else {
            let local = day.and_time(NaiveTime::MIN);
            // A date is that day in the zone of the source, wherever the event takes place.
            return (!written.has_time()).then(|| CalendarTime {
                local,
                zone: self.zones.zone_of_days(),
                is_day: true,
                is_floating: true,
            });
        };
        let tzid = entry
            .parameter(&ICalendarParameterName::Tzid)
            .and_then(|tzid| tzid.as_text());
        let zone = match (utc_offset(written), tzid) {
            (Some(offset), _) => Zone::Fixed(offset),
            (None, Some(tzid)) => self.zones.named(tzid).unwrap_or_else(|| {
                self.unknown_zone = true;
                self.zones.floating()
            }),
            (None, None) => {
                self.unknown_zone |= self.zones.declared_is_unknown();
                self.zones.floating()
            }
        };
        Some(CalendarTime {
            local: day.and_time(time),
            zone,
            is_day: false,
            is_floating: utc_offset(written).is_none() && tzid.is_none(),
        })
    }
}

/// Finds the `UID` in the text of an event that cannot be parsed.
pub(super) fn uid(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("UID:"))?;
    Some(line.trim().to_owned()).filter(|uid| !uid.is_empty())
}

/// The reason for which an event cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventFault {
    /// The event cannot be parsed.
    Form,
    /// The event has no start that can be read.
    Start,
}

impl EventFault {
    /// The word of the parameter `fault` of `events_unreadable`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Start => "start",
        }
    }
}

/// Reads the event in the text of a `VEVENT`.
pub(super) fn read(text: &str, zones: &Zones) -> Result<Event, EventFault> {
    let calendar = component(text).ok_or(EventFault::Form)?;
    let component = calendar.components.first().ok_or(EventFault::Form)?;
    let mut reader = EventReader {
        component,
        zones,
        unknown_zone: false,
    };
    let replaced = reader.time_of(ICalendarProperty::RecurrenceId);
    // An override may leave out the properties that it does not change.
    let own = reader.time_of(ICalendarProperty::Dtstart);
    let has_own_start = own.is_some();
    let start = own.or_else(|| replaced.clone()).ok_or(EventFault::Start)?;
    let additions = reader.times_of(ICalendarProperty::Rdate);
    let exceptions = reader.times_of(ICalendarProperty::Exdate);
    let end = reader.time_of(ICalendarProperty::Dtend);
    let modified = reader
        .time_of(ICalendarProperty::LastModified)
        .or_else(|| reader.time_of(ICalendarProperty::Dtstamp))
        .map(|modified| modified.instant());
    let text = |name| reader.text(name).unwrap_or_default();
    let class = text(ICalendarProperty::Class);
    let (rules, unknown_rules): (Vec<_>, Vec<_>) =
        rules(&reader).into_iter().partition(is_computable);
    Ok(Event {
        uid: reader.text(ICalendarProperty::Uid),
        sequence: sequence(&reader),
        modified,
        replaces: replaced.map(|replaced| (replaced, includes_later(&reader))),
        length: length(
            &start,
            end.as_ref(),
            reader.value(ICalendarProperty::Duration),
        ),
        rules,
        has_unknown_rule: !unknown_rules.is_empty() || has_unreadable_rule(&reader),
        additions,
        exceptions,
        title: text(ICalendarProperty::Summary),
        language: language(&reader),
        description: text(ICalendarProperty::Description),
        location: text(ICalendarProperty::Location),
        point: point(&reader),
        url: reader.text(ICalendarProperty::Url),
        categories: categories(&reader),
        cancelled: matches!(
            reader.value(ICalendarProperty::Status),
            Some(ICalendarValue::Status(ICalendarStatus::Cancelled))
        ),
        private: ["PRIVATE", "CONFIDENTIAL"]
            .iter()
            .any(|word| class.trim().eq_ignore_ascii_case(word)),
        unknown_zone: reader.unknown_zone,
        has_own_start,
        start,
    })
}

/// Returns whether the event has a rule of repetition that cannot be parsed.
fn has_unreadable_rule(reader: &EventReader<'_>) -> bool {
    let values = reader
        .entries(ICalendarProperty::Rrule)
        .flat_map(|entry| &entry.values);
    values
        .into_iter()
        .any(|value| !matches!(value, ICalendarValue::RecurrenceRule(_)))
}

fn sequence(reader: &EventReader<'_>) -> i64 {
    match reader.value(ICalendarProperty::Sequence) {
        Some(ICalendarValue::Integer(sequence)) => *sequence,
        _ => 0,
    }
}

/// The language that the title declares.
fn language(reader: &EventReader<'_>) -> Option<String> {
    let title = reader.entries(ICalendarProperty::Summary).next()?;
    let language = title.parameter(&ICalendarParameterName::Language)?;
    language.as_text().map(str::to_owned)
}

/// Returns whether an override replaces all later occurrences too.
fn includes_later(reader: &EventReader<'_>) -> bool {
    reader
        .entries(ICalendarProperty::RecurrenceId)
        .any(|entry| entry.has_parameter(&ICalendarParameterName::Range))
}

fn rules(reader: &EventReader<'_>) -> Vec<ICalendarRecurrenceRule> {
    let values = reader
        .entries(ICalendarProperty::Rrule)
        .flat_map(|entry| &entry.values);
    values
        .filter_map(|value| match value {
            ICalendarValue::RecurrenceRule(rule) => Some((**rule).clone()),
            _ => None,
        })
        .take(MOST_RULES)
        .collect()
}

/// Returns whether a rule counts in the Gregorian calendar and leaves out days that a month does not have: the extensions of RFC 7529 are not
/// computed.
fn is_computable(rule: &ICalendarRecurrenceRule) -> bool {
    let scale = rule.rscale.as_ref();
    scale.is_none_or(|scale| matches!(scale, CalendarScale::Gregorian))
        && matches!(rule.skip, None | Some(ICalendarSkip::Omit))
}

fn categories(reader: &EventReader<'_>) -> Vec<String> {
    let values = reader
        .entries(ICalendarProperty::Categories)
        .flat_map(|entry| &entry.values);
    values
        .filter_map(|value| Some(value.as_text()?.trim().to_owned()))
        .filter(|category| !category.is_empty())
        .take(30)
        .collect()
}

/// Reads a point from `GEO:48.69;6.18`; some programs escape the semicolon, or write a comma.
fn point(reader: &EventReader<'_>) -> Option<(f64, f64)> {
    let values = &reader.entries(ICalendarProperty::Geo).next()?.values;
    match values.as_slice() {
        [
            ICalendarValue::Float(latitude),
            ICalendarValue::Float(longitude),
            ..,
        ] => Some((*latitude, *longitude)),
        [value, ..] => {
            let (latitude, longitude) = value.as_text()?.split_once([';', ','])?;
            Some((
                latitude.trim().parse().ok()?,
                longitude.trim().parse().ok()?,
            ))
        }
        [] => None,
    }
}

/// Computes the length from `DTEND`, else from `DURATION`; `None` without either, and where the end is before the start.
fn length(
    start: &CalendarTime,
    end: Option<&CalendarTime>,
    duration: Option<&ICalendarValue>,
) -> Option<Length> {
    if start.is_day {
        let days = match (end, duration) {
            (Some(end), _) => {
                let days = (end.local.date() - start.local.date()).num_days();
                // An end at a time of its day includes that day.
                days + i64::from(end.local.time() > NaiveTime::MIN)
            }
            (None, Some(ICalendarValue::Duration(written))) => duration_parts(written)?.0,
            _ => 1,
        };
        // Some programs write the last day itself as the end, though the format prescribes the day after it.
        return Some(Length::Days(days.max(1)));
    }
    match (end, duration) {
        (Some(end), _) => {
            // An end without a zone is meant in the zone of the start.
            let end = if end.is_floating && !end.is_day {
                &start.at(end.local)
            } else {
                end
            };
            let exact = end.instant() - start.instant();
            (exact >= TimeDelta::zero()).then_some(Length::Time(0, exact))
        }
        (None, Some(ICalendarValue::Duration(written))) => {
            duration_parts(written).map(|(days, exact)| Length::Time(days, exact))
        }
        _ => None,
    }
}

/// Returns the nominal days and the exact time of a duration; `None` if it is negative.
fn duration_parts(written: &ICalendarDuration) -> Option<(i64, TimeDelta)> {
    let days = i64::from(written.weeks) * 7 + i64::from(written.days);
    let seconds = i64::from(written.hours) * 3600
        + i64::from(written.minutes) * 60
        + i64::from(written.seconds);
    (!written.neg).then_some((days, TimeDelta::seconds(seconds)))
}
