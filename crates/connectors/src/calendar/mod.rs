//! Calendars: one iCalendar file (RFC 5545) at an address. Each appointment is a record of kind `event`, and its occurrences are the meetings of
//! that record. It reads no person: what could hold one is left out before anything is parsed (see `relevant_lines`).
//!
//! A file is read like this: bytes → content lines of what is read (`relevant_lines`) → events (`reading`, in the time zones of `zones` and `zone_names`) →
//! series of a `UID` and their occurrences in a window of time (`series`, by the rules of `recurrence`) → which is which of the last poll
//! (`identity`) → records.
//!
//! - An all-day event begins at 00:00 of its first day and ends at 23:59:59 of its last in the time zone of the source, as closing days do.
//! - A time without a zone, or in a zone that nothing defines, is meant in the time zone that the calendar declares (`X-WR-TIMEZONE` or
//!   `TIMEZONE-ID`, else its only `VTIMEZONE`), else in that of the source.
//! - Occurrences are given from thirty days ago until eighteen months ahead, at most 200 of a series; what does not repeat is given however far
//!   ahead it lies. What ended before is left out: `poll` knows that what is over is not missing.
//! - An occurrence is named after its series and its original start, so one that is moved stays the same meeting.
//! - The server is asked whether the file changed; once a day, and whenever the window moves, it is read anyway.

mod identity;
mod lines;
mod reading;
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

use identity::{EventMarks, SeenEvent};
use reading::EventFault;
pub(super) use recognition::found;
use recurrence::WorkBudget;
use series::{Series, TimeWindow};

/// The kind of answer that is expected.
const FORMAT: Expected = Expected::Of(Platform::Calendar);

/// The media types that are asked for; servers name the type of a calendar in many ways.
const ACCEPT: &str = "text/calendar, */*;q=0.5";

/// More events than this are not relayed: the nearest stand for the others.
const MOST_RECORDS: usize = 2000;

/// The work that the rules of one file may cost, in days looked at and times made: thousands of ordinary series.
const WORK_OF_FILE: u32 = 2_000_000;

/// The work that the rules of one series may cost.
const WORK_OF_SERIES: u32 = 100_000;

/// The time for which a file that its server calls unchanged is not read again.
const TRUSTED_FOR: TimeDelta = TimeDelta::hours(24);

/// Reads calendars.
pub struct Calendar;

/// The memory of the last reading, bound to the configuration.
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
        let asked = document::get(context.fetch, &source.url, ACCEPT, validators, FORMAT).await?;
        let Some(answer) = asked else {
            return Ok(Harvest {
                listing: Listing::Unchanged,
                notices: last.map(|last| last.notices).unwrap_or_default(),
                memory: context.memory.cloned(),
                requests: 1,
                ..Harvest::default()
            });
        };
        let body = calendar_of(&answer, &source.url)?;
        let known = events_of(context.memory);
        let task = {
            let (source, charset, now) = (source.clone(), charset(&answer), context.now);
            // A large file takes longer than a task may keep a thread of the runtime.
            tokio::task::spawn_blocking(move || {
                read(&body, charset.as_deref(), &source, now, known)
            })
        };
        let read = task.await.map_err(|_panic| Error::NotUnderstood {
            url: source.url.clone(),
            document: "calendar",
            flaw: Flaw::OwnError,
        })?;
        let last = Memory {
            validators: Validators::of(&answer),
            at: context.now,
            notices: read.notices.clone(),
        };
        // What was cut short is read again, whatever its server says.
        let memory = if read.whole {
            revalidation::keep(source, &last)
        } else {
            None
        };
        Ok(Harvest {
            places: places(&read.records, source.timezone),
            records: read.records,
            listing: Listing::Full {
                complete: read.whole.then_some(SpaceKind::Event).into_iter().collect(),
            },
            notices: read.notices,
            partial: !read.whole,
            memory: with_events(memory, &read.seen),
            requests: 1,
        })
    }
}

/// Returns the places of the events without a title: their keys are digests, which nobody finds in a calendar.
fn places(records: &[Record], zone: Tz) -> HashMap<String, Place> {
    let untitled = records.iter().filter(|record| record.title.is_empty());
    untitled
        .filter_map(|record| {
            let day = record.meetings.first()?.time.first_day(zone);
            Some((record.native_id.clone(), Place::Event(day)))
        })
        .collect()
}

/// Returns whether an unchanged file still stands for what it stood for then.
fn is_trusted(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - at < TRUSTED_FOR && TimeWindow::around(at).from == TimeWindow::around(now).from
}

/// The events that the last poll knew: kept beside what is bound to the configuration, for a change of that is no reason to forget them.
fn events_of(memory: Option<&Value>) -> Vec<SeenEvent> {
    memory
        .and_then(|memory| Vec::deserialize(memory.get("events")?).ok())
        .unwrap_or_default()
}

fn with_events(memory: Option<Value>, seen: &[SeenEvent]) -> Option<Value> {
    let mut memory = memory.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
    memory
        .as_object_mut()?
        .insert("events".to_owned(), serde_json::to_value(seen).ok()?);
    Some(memory)
}

/// The bytes of a calendar, or what came instead.
fn calendar_of(answer: &Answer, asked: &Url) -> Result<Bytes, Error> {
    if relevant_lines::is_calendar(&answer.body) {
        return Ok(answer.body.clone());
    }
    Err(wrong_answer(asked, FORMAT, answer))
}

/// The encoding that the server declares.
fn charset(answer: &Answer) -> Option<String> {
    let content_type = answer.header("content-type")?.to_ascii_lowercase();
    let (_, rest) = content_type.split_once("charset=")?;
    let label = rest.split(';').next()?.trim().trim_matches('"');
    Some(label.to_owned())
}

/// The reading of a file.
struct ReadCalendar {
    records: Vec<Record>,
    notices: Vec<Reason>,
    seen: Vec<SeenEvent>,
    /// `true` where nothing is lacking.
    whole: bool,
}

/// The records of a calendar at `now`.
fn read(
    body: &[u8],
    charset: Option<&str>,
    source: &Source,
    now: DateTime<Utc>,
    known: Vec<SeenEvent>,
) -> ReadCalendar {
    let sifted = relevant_lines::sifted(body, charset);
    let mut work = WorkBudget::of(WORK_OF_FILE);
    let zones = zones::Zones::of(
        &sifted.zones,
        sifted.zone.as_deref(),
        source.timezone,
        now,
        &mut work,
    );
    let mut troubles = Troubles {
        cut_short: !sifted.whole,
        preceded: sifted.preceded,
        ..Troubles::default()
    };
    let events = readable(&sifted.events, &zones, &known, &mut troubles);
    let mut all = Vec::new();
    let window = TimeWindow::around(now);
    let mut distinct = HashSet::new();
    let wanted = |series: &Series| record::is_wanted(&series.main, source);
    for series in series::grouped(events).into_iter().filter(wanted) {
        let (marks, mut share) = (marks(&series), work.share(WORK_OF_SERIES));
        let occurrences = series.occurrences(window, &zones, &mut share);
        work.give_back(&share);
        troubles.endless += usize::from(occurrences.cut);
        let same = (
            marks.url.clone(),
            marks.start.clone(),
            marks.title.clone(),
            marks.place.clone(),
        );
        if !occurrences.list.is_empty() && distinct.insert(same) {
            all.push((series, marks, occurrences));
        }
    }
    // The nearest first: those that begin last are left out.
    all.sort_by_key(|(.., occurrences)| occurrences.list.first().map(|first| first.start));
    troubles.too_many = all.len().saturating_sub(MOST_RECORDS);
    all.truncate(MOST_RECORDS);
    let marks: Vec<EventMarks> = all.iter().map(|(_, marks, _)| marks.clone()).collect();
    let seen = identity::identified(&marks, &known);
    let records = all
        .iter()
        .zip(&seen)
        .map(|((series, _, occurrences), seen)| Record {
            meetings_complete: !occurrences.cut,
            ..record::record(series, &occurrences.list, &seen.identity, source)
        })
        .collect();
    ReadCalendar {
        records,
        whole: troubles.nothing_lacks(),
        notices: troubles.notices(),
        seen: identity::remembered(seen, known),
    }
}

/// The events that can be read and are not private.
fn readable(
    texts: &[String],
    zones: &zones::Zones,
    known: &[SeenEvent],
    troubles: &mut Troubles,
) -> Vec<reading::Event> {
    let mut events = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match reading::event(text, zones) {
            Ok(event) if event.private => troubles.private += 1,
            Ok(event) => {
                troubles.unknown_zones += usize::from(event.unknown_zone);
                events.push(event);
            }
            Err(why) => {
                troubles.lost_known |=
                    reading::uid(text).is_some_and(|uid| identity::knows(known, &uid));
                troubles.unreadable.push((at + 1, why));
            }
        }
    }
    events
}

fn marks(series: &Series) -> EventMarks {
    EventMarks {
        uid: series.uid.clone(),
        url: record::page(&series.main).map(String::from),
        start: series::key_of(&series.main.start),
        title: fold(&series.main.title),
        place: fold(&series.main.location),
    }
}

/// The troubles of a file.
#[derive(Debug, Default)]
struct Troubles {
    cut_short: bool,
    /// `true` where text that is no part of the calendar stands before it.
    preceded: bool,
    /// The place of each event in the file, from 1, and why.
    unreadable: Vec<(usize, EventFault)>,
    /// `true` where one of these was read at the last poll.
    lost_known: bool,
    private: usize,
    unknown_zones: usize,
    endless: usize,
    too_many: usize,
}

impl Troubles {
    /// An event that cannot be read and is known would be taken for removed; one that never could be read is nobody's loss.
    fn nothing_lacks(&self) -> bool {
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
            (self.endless, Code::RepetitionsNotComputed),
            (self.too_many, Code::EventsTooMany),
        ];
        let told = counted.into_iter().filter(|(count, _)| *count > 0);
        notices.extend(told.map(|(count, code)| Reason::new(code).with("count", count)));
        notices
    }
}
