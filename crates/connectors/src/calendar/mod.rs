//! Calendars: one iCalendar file (RFC 5545) at an address. Each appointment is a record of kind `event`, and its occurrences are the meetings of
//! that record. No person is read: properties that could hold one are dropped before anything is parsed (see `relevant_lines`).
//!
//! A file is read in these steps: bytes → the content lines that are read (`relevant_lines`, `line_repair`) → events (`event`, in the time zones of
//! `zones` and `zone_names`) → series and their occurrences in a window of time (`series`, by the rules of `recurrence`) → which event is which of
//! earlier polls (`identity`) → records (`record`).
//!
//! - An all-day event begins at 00:00 of its first day and ends at 23:59:59 of its last in the time zone of the source, as closing days do.
//! - A time without a zone, or in a zone that nothing defines, is meant in the time zone that the calendar declares (`X-WR-TIMEZONE` or
//!   `TIMEZONE-ID`, else its only `VTIMEZONE`), else in that of the source.
//! - Occurrences are given from thirty days ago until eighteen months ahead, at most 200 of a series; an event that does not repeat is given however
//!   far ahead it lies. Events that ended before are left out: `poll` does not take an event that is over for missing.
//! - The id of an occurrence is made of its series and its original start, so that one that is moved stays the same meeting.
//! - The file is read only if its server says that it changed; once a day, and whenever the window moves, it is read anyway.

mod event;
mod identity;
mod line_repair;
mod recognition;
mod record;
mod recurrence;
mod relevant_lines;
mod series;
mod starts;
#[cfg(test)]
mod tests;
mod zone_names;
mod zones;

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::fault::{Expected, Flaw};
use super::recognition::Found;
use super::revalidation::{self, Validators};
use super::wrong_answer::wrong_answer;
use super::{Connector, Context, Error, Harvest, Listing, WebPage, document};
use passerelle_fetch::Answer;
use passerelle_model::reason::{Code, Place};
use passerelle_model::{Platform, Reason, Record, Source, SpaceKind, fold};

use event::EventFault;
use identity::{EventMarks, RememberedEvent};
pub(super) use recognition::found;
use recurrence::WorkBudget;
use series::{Occurrences, Series, TimeWindow};
use zones::Zones;

/// The kind of answer that is expected.
const FORMAT: Expected = Expected::Of(Platform::Calendar);

/// The media types that are asked for: servers declare many for a calendar.
const ACCEPT: &str = "text/calendar, */*;q=0.5";

/// The most events that are relayed; those that begin later are left out.
const MOST_RECORDS: usize = 2000;

/// The most work for the rules of one file, in units of [`WorkBudget`]: enough for thousands of ordinary series.
const WORK_OF_FILE: u32 = 2_000_000;

/// The most work for the rules of one series.
const WORK_OF_SERIES: u32 = 100_000;

/// The time for which a file that its server calls unchanged is not read again.
const TRUSTED_FOR: TimeDelta = TimeDelta::hours(24);

/// The connector of calendars.
pub struct Calendar;

/// The memory of the last time that the file was read, bound to the configuration.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    validators: Validators,
    at: DateTime<Utc>,
    notices: Vec<Reason>,
}

#[async_trait]
impl Connector for Calendar {
    fn found_in(&self, answer: &Answer) -> Option<Found> {
        recognition::found_in(answer)
    }

    fn named_by(&self, page: &WebPage) -> Vec<Found> {
        recognition::named_by(page)
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let source = context.source;
        let last: Option<Memory> =
            revalidation::recall(context).filter(|last: &Memory| is_trusted(last.at, context.now));
        let validators = last.as_ref().map(|last| &last.validators);
        let answer = document::get(context.fetch, &source.url, ACCEPT, validators, FORMAT).await?;
        let Some(answer) = answer else {
            return Ok(Harvest {
                listing: Listing::Unchanged,
                notices: last.map(|last| last.notices).unwrap_or_default(),
                memory: context.memory.cloned(),
                requests: 1,
                ..Harvest::default()
            });
        };
        let body = calendar_of(&answer, &source.url)?;
        let known = remembered_events(context.memory);
        let task = {
            let (source, charset, now) = (source.clone(), charset(&answer), context.now);
            // A large file would hold up the runtime.
            tokio::task::spawn_blocking(move || {
                read_calendar(&body, charset.as_deref(), &source, now, known)
            })
        };
        let contents = task.await.map_err(|_panic| Error::NotUnderstood {
            url: source.url.clone(),
            document: "calendar",
            flaw: Flaw::OwnError,
        })?;
        let last = Memory {
            validators: Validators::of(&answer),
            at: context.now,
            notices: contents.notices.clone(),
        };
        // A file that was not read whole is read again, even if its server calls it unchanged.
        let memory = if contents.whole {
            revalidation::keep(source, &last)
        } else {
            None
        };
        Ok(Harvest {
            places: places(&contents.records, source.timezone),
            records: contents.records,
            listing: Listing::Full {
                complete: contents
                    .whole
                    .then_some(SpaceKind::Event)
                    .into_iter()
                    .collect(),
            },
            notices: contents.notices,
            partial: !contents.whole,
            memory: with_events(memory, &contents.remembered),
            requests: 1,
        })
    }
}

/// Returns the places of the events without a title, by their native ids. These are digests, by which nobody finds an event in a calendar.
fn places(records: &[Record], zone: Tz) -> HashMap<String, Place> {
    let untitled = records.iter().filter(|record| record.title.is_empty());
    untitled
        .filter_map(|record| {
            let day = record.meetings.first()?.time.first_day(zone);
            Some((record.native_id.clone(), Place::Event(day)))
        })
        .collect()
}

/// Returns whether an unchanged file still holds the same occurrences as when it was read, and was read recently.
fn is_trusted(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - at < TRUSTED_FOR && TimeWindow::around(at).from == TimeWindow::around(now).from
}

/// Returns the events of earlier polls. They are kept beside the memory that is bound to the configuration, and so outlive a change of it.
fn remembered_events(memory: Option<&Value>) -> Vec<RememberedEvent> {
    memory
        .and_then(|memory| Vec::deserialize(memory.get("events")?).ok())
        .unwrap_or_default()
}

fn with_events(memory: Option<Value>, events: &[RememberedEvent]) -> Option<Value> {
    let mut memory = memory.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    memory
        .as_object_mut()?
        .insert("events".to_owned(), serde_json::to_value(events).ok()?);
    Some(memory)
}

/// Returns the bytes of the calendar in an answer.
fn calendar_of(answer: &Answer, asked: &Url) -> Result<Bytes, Error> {
    if relevant_lines::is_calendar(&answer.body) {
        return Ok(answer.body.clone());
    }
    Err(wrong_answer(asked, FORMAT, answer))
}

/// Returns the encoding that the server declares.
fn charset(answer: &Answer) -> Option<String> {
    let content_type = answer.header("content-type")?.to_ascii_lowercase();
    let (_, rest) = content_type.split_once("charset=")?;
    let label = rest.split(';').next()?.trim().trim_matches('"');
    Some(label.to_owned())
}

/// The contents of a calendar, for one poll.
struct CalendarContents {
    records: Vec<Record>,
    notices: Vec<Reason>,
    /// The events to remember until the next poll.
    remembered: Vec<RememberedEvent>,
    /// `true` where no event is lacking.
    whole: bool,
}

/// A series that is relayed.
struct RelayedSeries {
    series: Series,
    marks: EventMarks,
    occurrences: Occurrences,
}

/// Reads a calendar at `now`. `known` are the events of earlier polls.
fn read_calendar(
    body: &[u8],
    charset: Option<&str>,
    source: &Source,
    now: DateTime<Utc>,
    known: Vec<RememberedEvent>,
) -> CalendarContents {
    let lines = relevant_lines::extract(body, charset);
    let mut work = WorkBudget::of(WORK_OF_FILE);
    let zones = Zones::of(
        &lines.zones,
        lines.zone.as_deref(),
        source.timezone,
        now,
        &mut work,
    );
    let mut problems = Problems {
        cut_short: !lines.whole,
        preceded: lines.preceded,
        ..Problems::default()
    };
    let events = public_events(&lines.events, &zones, &known, &mut problems);
    let window = TimeWindow::around(now);
    let relayed = relayed_series(events, source, window, &zones, &mut work, &mut problems);
    let marks: Vec<EventMarks> = relayed.iter().map(|one| one.marks.clone()).collect();
    let identified = identity::identify(&marks, &known);
    let records = relayed
        .iter()
        .zip(&identified)
        .map(|(relayed, event)| Record {
            meetings_complete: !relayed.occurrences.cut,
            ..record::record(
                &relayed.series,
                &relayed.occurrences.list,
                &event.identity,
                source,
            )
        })
        .collect();
    CalendarContents {
        records,
        whole: problems.none_lacks(),
        notices: problems.notices(),
        remembered: identity::remember(identified, known),
    }
}

/// Reads the events that can be read and are not private.
fn public_events(
    texts: &[String],
    zones: &Zones,
    known: &[RememberedEvent],
    problems: &mut Problems,
) -> Vec<event::Event> {
    let mut events = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match event::read(text, zones) {
            Ok(event) if event.private => problems.private += 1,
            Ok(event) => {
                problems.unknown_zones += usize::from(event.unknown_zone);
                events.push(event);
            }
            Err(fault) => {
                problems.lost_known |=
                    event::uid(text).is_some_and(|uid| identity::knows(known, &uid));
                problems.unreadable.push((at + 1, fault));
            }
        }
    }
    events
}

/// Groups events into series, and returns those that the operator wants and that have occurrences in the window, each once, the nearest first.
fn relayed_series(
    events: Vec<event::Event>,
    source: &Source,
    window: TimeWindow,
    zones: &Zones,
    work: &mut WorkBudget,
    problems: &mut Problems,
) -> Vec<RelayedSeries> {
    let mut relayed = Vec::new();
    let mut distinct = HashSet::new();
    let is_wanted = |series: &Series| record::is_wanted(&series.main, source);
    for series in series::group(events).into_iter().filter(is_wanted) {
        let (marks, mut part) = (marks(&series), work.take(WORK_OF_SERIES));
        let occurrences = series.occurrences(window, zones, &mut part);
        work.give_back(&part);
        problems.uncomputed += usize::from(occurrences.cut);
        let content = (
            marks.url.clone(),
            marks.start.clone(),
            marks.title.clone(),
            marks.place.clone(),
        );
        if !occurrences.list.is_empty() && distinct.insert(content) {
            relayed.push(RelayedSeries {
                series,
                marks,
                occurrences,
            });
        }
    }
    relayed.sort_by_key(|one| one.occurrences.list.first().map(|first| first.start));
    problems.too_many = relayed.len().saturating_sub(MOST_RECORDS);
    relayed.truncate(MOST_RECORDS);
    relayed
}

/// Returns the marks by which a series is recognised at later polls.
fn marks(series: &Series) -> EventMarks {
    EventMarks {
        uid: series.uid.clone(),
        url: record::page(&series.main).map(String::from),
        start: series::key_of(&series.main.start),
        title: fold(&series.main.title),
        place: fold(&series.main.location),
    }
}

/// The problems of a file that the operator should know of.
#[derive(Debug, Default)]
struct Problems {
    /// `true` where the file ends too early, or a part of it was too large.
    cut_short: bool,
    /// `true` where text that is no part of the calendar stands before it.
    preceded: bool,
    /// The events that cannot be read: the place of each in the file, from 1, and the fault.
    unreadable: Vec<(usize, EventFault)>,
    /// `true` where one of these was read at an earlier poll.
    lost_known: bool,
    /// The number of private events.
    private: usize,
    /// The number of events in time zones that nothing defines.
    unknown_zones: usize,
    /// The number of series whose repetitions could not all be computed.
    uncomputed: usize,
    /// The number of series that were left out since there are too many.
    too_many: usize,
}

impl Problems {
    /// Returns whether no event is lacking that may have been read before. Such an event would be taken for removed; one that could never be read has
    /// not been relayed.
    fn none_lacks(&self) -> bool {
        !self.cut_short && !self.lost_known && self.too_many == 0
    }

    fn notices(&self) -> Vec<Reason> {
        let mut notices = Vec::new();
        if self.cut_short {
            notices.push(Reason::new(Code::CalendarCutShort));
        }
        if self.preceded {
            notices.push(Reason::new(Code::TextBeforeCalendar));
        }
        if let Some((at, fault)) = self.unreadable.first() {
            let unreadable = Reason::new(Code::EventsUnreadable)
                .with("count", self.unreadable.len())
                .with("number", *at)
                .with("fault", fault.word());
            notices.push(unreadable);
        }
        let counted = [
            (self.private, Code::EventsPrivate),
            (self.unknown_zones, Code::TimeZoneUnknown),
            (self.uncomputed, Code::RepetitionsNotComputed),
            (self.too_many, Code::EventsTooMany),
        ];
        let occurring = counted.into_iter().filter(|(count, _)| *count > 0);
        notices.extend(occurring.map(|(count, code)| Reason::new(code).with("count", count)));
        notices
    }
}
