//! The choice of the meetings that are read at a poll, so that a host is asked what can have changed and little else.
//!
//! - A space that was never read, whose components are others than before, or of whose meetings one was added, edited or removed by its mark
//!   (`marks`), is read at once; and again until it has been told the same for two hours, since one reading proves no absence.
//! - Where there is no mark, spaces that are open or have meetings to come take turns, and so does everything once a day, the longest unread
//!   first, within a number of requests.
//!
//! What is not read is said to be incomplete, so that what is known of it stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};

use super::client::Client;
use super::components::{Component, ComponentKind};
use super::marks;
use super::meetings::{self, Frame};
use super::memory::{Agenda, Memory};
use super::session::Session;
use super::spaces::Space;
use crate::Context;
use passerelle_model::Reason;
use passerelle_model::{MeetingRecord, SpaceKind};

/// The most requests that one poll sends; what is left follows at the next polls.
const MOST_REQUESTS: u32 = 600;

/// The most requests of one poll for spaces that are open and of which no mark tells whether they changed.
const MOST_IN_TURN: u32 = 16;

/// The most requests of one poll for what is read once a day.
const MOST_SWEPT: u32 = 8;

/// The time for which a space is read at every poll after a change: then what it lacks has been lacking long enough.
const UNSETTLED: Duration = Duration::hours(2);

/// The reason for which a space is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// Something is new.
    Changed,
    /// Something may be new.
    InTurn,
    /// The space was not read for a day.
    Daily,
}

/// A space that is to be read.
#[derive(Debug)]
struct Visit {
    why: Why,
    read_at: Option<DateTime<Utc>>,
    /// The place where it stands among the spaces.
    at: usize,
    key: String,
    /// The state to remember of it.
    now_told: Agenda,
}

/// Reads the meetings of the spaces whose turn it is, and tells of the others that they are not read.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    spaces: &mut [Space],
) {
    let marks = marks_of(session, memory, context, spaces).await;
    let visits = plan(&session.client, memory, context, spaces, &marks);
    let mut left = spaces.iter().map(holds_meetings).collect::<Vec<_>>();
    let mut reachable = true;
    let (mut in_turn, mut swept) = (0, 0);
    for visit in visits {
        let exhausted = match visit.why {
            Why::Changed => false,
            Why::InTurn => in_turn >= MOST_IN_TURN,
            Why::Daily => swept >= MOST_SWEPT,
        };
        let Some(space) = spaces.get_mut(visit.at).filter(|_| reachable && !exhausted) else {
            continue;
        };
        if session.client.requests() >= MOST_REQUESTS {
            session.findings.lacks("too_many_meetings");
            break;
        }
        let before = session.client.requests();
        reachable = visited(session, memory, context, space, &visit).await;
        let spent = session.client.requests().saturating_sub(before);
        match visit.why {
            Why::Changed => {}
            Why::InTurn => in_turn += spent,
            Why::Daily => swept += spent,
        }
        if let Some(left) = left.get_mut(visit.at) {
            *left = false;
        }
    }
    for (space, left) in spaces.iter_mut().zip(left) {
        space.record.meetings_complete &= !left;
    }
}

fn of_meetings(space: &Space) -> impl Iterator<Item = &Component> {
    space
        .components
        .iter()
        .filter(|component| component.kind == ComponentKind::Meetings)
}

fn holds_meetings(space: &Space) -> bool {
    of_meetings(space).next().is_some()
}

/// The marks of the components of a plain Decidim; another gateway is read whole.
async fn marks_of(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    spaces: &[Space],
) -> BTreeMap<String, String> {
    if session.client.is_gateway {
        return BTreeMap::new();
    }
    let holding = spaces.iter().filter(|space| holds_meetings(space));
    let kinds: BTreeSet<SpaceKind> = holding.map(|space| space.record.kind).collect();
    let kinds: Vec<SpaceKind> = kinds.into_iter().collect();
    marks::read(session, memory, &kinds, context.now).await
}

/// The spaces that are to be read, in the order in which they are.
fn plan(
    client: &Client<'_>,
    memory: &Memory,
    context: &Context<'_>,
    spaces: &[Space],
    marks: &BTreeMap<String, String>,
) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for (at, space) in spaces.iter().enumerate() {
        let ids: Vec<&str> = of_meetings(space)
            .map(|component| component.id.as_str())
            .collect();
        if ids.is_empty() {
            continue;
        }
        let told: Option<Vec<&str>> = ids
            .iter()
            .map(|id| marks.get(*id).map(String::as_str))
            .collect();
        let now_told = Agenda {
            components: marks::digest(ids.into_iter()),
            mark: told.map(|told| marks::digest(told.into_iter())),
            ..Agenda::default()
        };
        let key = space.key();
        let is_over = space.is_over(context.source.timezone, context.now);
        let is_fresh = memory.agendas.is_fresh(&key, context.now);
        let known = memory.agendas.last(&key);
        let read_at = memory.agendas.read_at(&key);
        let why = if client.is_gateway {
            (!(is_over && is_fresh)).then_some(Why::Changed)
        } else {
            why(known.zip(read_at), &now_told, is_over, context.now)
                .or_else(|| (!is_fresh).then_some(Why::Daily))
        };
        visits.extend(why.map(|why| Visit {
            why,
            read_at,
            at,
            key,
            now_told,
        }));
    }
    visits.sort_by_key(|visit| (visit.why, visit.read_at, visit.at));
    visits
}

/// The reason for which a space is read before its day has passed; `None` if there is no need.
fn why(
    known: Option<(&Agenda, DateTime<Utc>)>,
    now_told: &Agenda,
    is_over: bool,
    now: DateTime<Utc>,
) -> Option<Why> {
    let Some((known, read_at)) = known else {
        return Some(Why::Changed);
    };
    let settling = known
        .changed_at
        .is_some_and(|changed| read_at < changed + UNSETTLED);
    if settling || known.components != now_told.components {
        return Some(Why::Changed);
    }
    match (&known.mark, &now_told.mark) {
        (Some(before), Some(mark)) => (before != mark).then_some(Why::Changed),
        (None, Some(_)) => Some(Why::InTurn),
        (_, None) => {
            let to_come = known.last_start.is_some_and(|last| last > now);
            (to_come || !is_over).then_some(Why::InTurn)
        }
    }
}

/// Reads the meetings of one space; whether the host can still be reached.
async fn visited(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    space: &mut Space,
    visit: &Visit,
) -> bool {
    let known = memory.agendas.last(&visit.key).cloned();
    let frame = Frame {
        now: context.now,
        told_before: known.as_ref().map(|known| &known.ahead),
    };
    let components: Vec<Component> = of_meetings(space).cloned().collect();
    let mut whole = true;
    for component in components {
        match meetings::read(session, &component, &frame).await {
            Ok(read) => {
                whole &= read.complete;
                session.findings.partial |= !read.complete;
                space.record.meetings.extend(read.meetings);
            }
            Err(error) => {
                let named = space.named();
                session.findings.lacks_with("meetings", |reason| {
                    reason
                        .with("space", named)
                        .with("component", component.id.as_str())
                        .with("why", Reason::from(&error))
                });
                space.record.meetings_complete = false;
                return error.concerns_one_document();
            }
        }
    }
    space.record.meetings_complete &= whole;
    if whole {
        let agenda = remembered(
            &visit.now_told,
            known.as_ref(),
            &space.record.meetings,
            context.now,
        );
        memory.agendas.note(&visit.key, agenda, context.now);
    }
    true
}

/// Returns the memory of a space that was read whole.
fn remembered(
    now_told: &Agenda,
    known: Option<&Agenda>,
    meetings: &[MeetingRecord],
    now: DateTime<Utc>,
) -> Agenda {
    // A Decidim knows instants only, so that the zone decides nothing.
    let starts = |meeting: &MeetingRecord| meeting.time.begins(chrono_tz::UTC);
    let to_come = || meetings.iter().filter(|meeting| starts(meeting) > now);
    let ahead: BTreeSet<String> = to_come().map(|meeting| meeting.native_id.clone()).collect();
    let read: BTreeSet<&str> = meetings
        .iter()
        .map(|meeting| meeting.native_id.as_str())
        .collect();
    let changed = known.is_some_and(|known| {
        known.components != now_told.components
            || known.mark.is_some() && now_told.mark.is_some() && known.mark != now_told.mark
            || known.ahead.iter().any(|id| !read.contains(id.as_str()))
    });
    Agenda {
        changed_at: if changed {
            Some(now)
        } else {
            known.and_then(|known| known.changed_at)
        },
        last_start: to_come().map(starts).max(),
        ahead,
        ..now_told.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_000_000, 0).unwrap() + Duration::hours(hour)
    }

    fn agenda(mark: Option<&str>) -> Agenda {
        Agenda {
            components: "c".to_owned(),
            mark: mark.map(str::to_owned),
            ..Agenda::default()
        }
    }

    #[test]
    fn a_space_is_read_when_something_is_new_in_it() {
        let known = agenda(Some("a"));
        let read = |told: &Agenda| why(Some((&known, at(0))), told, false, at(1));
        assert_eq!(
            why(None, &known, true, at(1)),
            Some(Why::Changed),
            "never read"
        );
        assert_eq!(read(&agenda(Some("a"))), None);
        assert_eq!(read(&agenda(Some("b"))), Some(Why::Changed));
        let mut others = agenda(Some("a"));
        others.components = "d".to_owned();
        assert_eq!(read(&others), Some(Why::Changed));
    }

    #[test]
    fn after_a_change_it_is_read_for_two_hours() {
        let mut known = agenda(Some("a"));
        known.changed_at = Some(at(0));
        let read = |hour| why(Some((&known, at(hour))), &agenda(Some("a")), true, at(30));
        assert_eq!(read(0), Some(Why::Changed));
        assert_eq!(read(1), Some(Why::Changed));
        assert_eq!(read(2), None);
    }

    #[test]
    fn without_marks_what_is_open_or_to_come_takes_turns() {
        let mut known = agenda(None);
        let read =
            |known: &Agenda, is_over| why(Some((known, at(0))), &agenda(None), is_over, at(1));
        assert_eq!(read(&known, false), Some(Why::InTurn));
        assert_eq!(read(&known, true), None);
        known.last_start = Some(at(2));
        assert_eq!(read(&known, true), Some(Why::InTurn));
        known.last_start = Some(at(1));
        assert_eq!(read(&known, true), None);
        let marked = agenda(Some("a"));
        let again = why(Some((&agenda(None), at(0))), &marked, true, at(1));
        assert_eq!(again, Some(Why::InTurn), "marks have come back");
    }
}
