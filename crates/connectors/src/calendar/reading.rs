//! Reading: the values of a calendar's properties, from what the parser makes of their text. It decides nothing.

use calcard::common::CalendarScale;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarDuration, ICalendarEntry, ICalendarParameterName,
    ICalendarPeriod, ICalendarProperty, ICalendarRecurrenceRule, ICalendarSkip, ICalendarStatus,
    ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use super::zones::{Zone, Zones, distance};

/// More values than this of one property are not read.
const MOST_VALUES: usize = 1000;

/// More rules than this repeat nothing that anyone wrote.
const MOST_RULES: usize = 5;

/// The component that a text holds.
pub(super) fn calendar(text: &str) -> Option<ICalendar> {
    match Parser::new(text).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

/// The day that a date or a date with time names.
pub(super) fn day(written: &PartialDateTime) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        written.year?.into(),
        written.month?.into(),
        written.day?.into(),
    )
    .filter(|day| (1..=9998).contains(&chrono::Datelike::year(day)))
}

/// The time of day; a leap second is the last second of its minute.
pub(super) fn time(written: &PartialDateTime) -> Option<NaiveTime> {
    let second = written.second.unwrap_or(0).min(59);
    NaiveTime::from_hms_opt(written.hour?.into(), written.minute?.into(), second.into())
}

/// A date, or a date with a time in a zone (RFC 5545, 3.3.4 and 3.3.5).
#[derive(Debug, Clone)]
pub(super) struct When {
    /// The local time; midnight for a date.
    pub(super) local: NaiveDateTime,
    /// The place where the wall is.
    pub(super) zone: Zone,
    /// `true` where it is a date.
    pub(super) is_day: bool,
    /// `true` where it names no zone.
    pub(super) floats: bool,
}

impl When {
    /// Returns its (first) instant.
    pub(super) fn instant(&self) -> DateTime<Utc> {
        self.zone.instant(self.local)
    }

    /// The same wall at another time.
    pub(super) fn at(&self, local: NaiveDateTime) -> Self {
        Self {
            local,
            ..self.clone()
        }
    }
}

/// The time for which an event lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Whole days, at least one.
    Days(i64),
    /// Nominal days on the wall clock, then exact time.
    Time(i64, TimeDelta),
}

/// One `VEVENT`, as far as it is read. Texts are raw.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) uid: Option<String>,
    pub(super) sequence: i64,
    /// The moment when it was changed last.
    pub(super) modified: Option<DateTime<Utc>>,
    /// The occurrence of its series that it replaces, and whether it replaces all the later ones too.
    pub(super) replaces: Option<(When, bool)>,
    pub(super) start: When,
    /// `true` where it says when it begins; what replaces an occurrence may leave it as it was.
    pub(super) says_start: bool,
    pub(super) length: Option<Length>,
    pub(super) rules: Vec<ICalendarRecurrenceRule>,
    /// `true` where it repeats by a rule that nobody here can compute.
    pub(super) unruled: bool,
    pub(super) more: Vec<When>,
    pub(super) except: Vec<When>,
    pub(super) title: String,
    pub(super) language: Option<String>,
    pub(super) description: String,
    pub(super) location: String,
    pub(super) point: Option<(f64, f64)>,
    pub(super) url: Option<String>,
    pub(super) categories: Vec<String>,
    pub(super) cancelled: bool,
    /// Marked private or confidential.
    pub(super) private: bool,
    /// Names of time zones that nothing defines.
    pub(super) unknown_zone: bool,
}

/// Reads the values of a component.
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

    fn when_of(&mut self, name: ICalendarProperty) -> Option<When> {
        self.whens(name).into_iter().next()
    }

    fn text(&self, name: ICalendarProperty) -> Option<String> {
        let text = self.entries(name).next()?.values.first()?.as_text()?;
        Some(text.to_owned()).filter(|text| !text.trim().is_empty())
    }

    fn whens(&mut self, name: ICalendarProperty) -> Vec<When> {
        let mut whens = Vec::new();
        for entry in self.entries(name) {
            for value in entry
                .values
                .iter()
                .take(MOST_VALUES.saturating_sub(whens.len()))
            {
                let written = match value {
                    ICalendarValue::PartialDateTime(written) => written,
                    ICalendarValue::Period(
                        ICalendarPeriod::Range { start, .. }
                        | ICalendarPeriod::Duration { start, .. },
                    ) => start,
                    _ => continue,
                };
                whens.extend(self.when(entry, written));
            }
        }
        whens
    }

    fn when(&mut self, entry: &ICalendarEntry, written: &PartialDateTime) -> Option<When> {
        let day = day(written)?;
        let Some(time) = time(written) else {
            let local = day.and_time(NaiveTime::MIN);
            // A date is the same day everywhere: that of those who read it.
            return (!written.has_time()).then(|| When {
                local,
                zone: self.zones.of_days(),
                is_day: true,
                floats: true,
            });
        };
        let tzid = entry
            .parameter(&ICalendarParameterName::Tzid)
            .and_then(|tzid| tzid.as_text());
        let zone = match (distance(written), tzid) {
            (Some(distance), _) => Zone::Fixed(distance),
            (None, Some(tzid)) => self.zones.named(tzid).unwrap_or_else(|| {
                self.unknown_zone = true;
                self.zones.floating()
            }),
            (None, None) => {
                self.unknown_zone |= self.zones.declared_is_unknown();
                self.zones.floating()
            }
        };
        Some(When {
            local: day.and_time(time),
            zone,
            is_day: false,
            floats: distance(written).is_none() && tzid.is_none(),
        })
    }
}

/// The `UID` of an event that cannot be read otherwise.
pub(super) fn uid(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix("UID:"))?;
    Some(line.trim().to_owned()).filter(|uid| !uid.is_empty())
}

/// The reason for which an event cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventFault {
    /// The event is not written as the format asks.
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

/// The event that a text holds, or why there is none.
pub(super) fn event(text: &str, zones: &Zones) -> Result<Event, EventFault> {
    let calendar = calendar(text).ok_or(EventFault::Form)?;
    let component = calendar.components.first().ok_or(EventFault::Form)?;
    let mut reader = EventReader {
        component,
        zones,
        unknown_zone: false,
    };
    let replaced = reader.when_of(ICalendarProperty::RecurrenceId);
    // An override may leave out what it does not change.
    let own = reader.when_of(ICalendarProperty::Dtstart);
    let says_start = own.is_some();
    let start = own.or_else(|| replaced.clone()).ok_or(EventFault::Start)?;
    let more = reader.whens(ICalendarProperty::Rdate);
    let except = reader.whens(ICalendarProperty::Exdate);
    let end = reader.when_of(ICalendarProperty::Dtend);
    let modified = reader
        .when_of(ICalendarProperty::LastModified)
        .or_else(|| reader.when_of(ICalendarProperty::Dtstamp))
        .map(|when| when.instant());
    let text = |name| reader.text(name).unwrap_or_default();
    let class = text(ICalendarProperty::Class);
    let (rules, others): (Vec<_>, Vec<_>) =
        rules(&reader).into_iter().partition(is_of_this_calendar);
    Ok(Event {
        uid: reader.text(ICalendarProperty::Uid),
        sequence: sequence(&reader),
        modified,
        replaces: replaced.map(|replaced| (replaced, to_the_end(&reader))),
        length: length(
            &start,
            end.as_ref(),
            reader.value(ICalendarProperty::Duration),
        ),
        rules,
        unruled: !others.is_empty() || has_unreadable_rule(&reader),
        more,
        except,
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
        says_start,
        start,
    })
}

/// Returns whether a rule of repetition says nothing that can be computed.
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

/// Returns whether an override holds for all the later occurrences too.
fn to_the_end(reader: &EventReader<'_>) -> bool {
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

/// Returns whether a rule counts in the calendar that everyone here goes by, and leaves out the days that a month does not have (RFC 7529 knows others).
fn is_of_this_calendar(rule: &ICalendarRecurrenceRule) -> bool {
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

/// `GEO:48.69;6.18`; some programs escape the semicolon, or write a comma.
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

/// Computes the length from `DTEND`, else from `DURATION`; `None` for an instant, or an end before the start.
fn length(start: &When, end: Option<&When>, duration: Option<&ICalendarValue>) -> Option<Length> {
    if start.is_day {
        let days = match (end, duration) {
            (Some(end), _) => {
                let days = (end.local.date() - start.local.date()).num_days();
                // A time on the last day is an end inside it.
                days + i64::from(end.local.time() > NaiveTime::MIN)
            }
            (None, Some(ICalendarValue::Duration(written))) => time_of(written)?.0,
            _ => 1,
        };
        // Some programs write the last day where the day after it belongs.
        return Some(Length::Days(days.max(1)));
    }
    match (end, duration) {
        (Some(end), _) => {
            // An end without a zone stands on the wall of its start.
            let end = if end.floats && !end.is_day {
                &start.at(end.local)
            } else {
                end
            };
            let exact = end.instant() - start.instant();
            (exact >= TimeDelta::zero()).then_some(Length::Time(0, exact))
        }
        (None, Some(ICalendarValue::Duration(written))) => {
            time_of(written).map(|(days, exact)| Length::Time(days, exact))
        }
        _ => None,
    }
}

/// Nominal days and exact time of a duration; `None` if it is negative.
fn time_of(written: &ICalendarDuration) -> Option<(i64, TimeDelta)> {
    let days = i64::from(written.weeks) * 7 + i64::from(written.days);
    let seconds = i64::from(written.hours) * 3600
        + i64::from(written.minutes) * 60
        + i64::from(written.seconds);
    (!written.neg).then_some((days, TimeDelta::seconds(seconds)))
}
