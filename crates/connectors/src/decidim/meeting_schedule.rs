//! The choice of the spaces whose meetings are read in one poll, so that a host is asked for what can have changed and for little else.
//!
//! - A space is read at once if it was never read, if its components differ from the last reading, or if its revision (`revisions`) says that a
//!   meeting was added, edited or removed. It is then read at each poll until nothing has changed for two hours, since one reading does not prove
//!   that a meeting is gone.
//! - Spaces without a revision that are open or have meetings to come take turns, those that were not read for longest first, within a number of
//!   requests for each poll. So do all other spaces, once a day.
//!
//! The meetings of a space that is not read are marked as incomplete, so that those that are known are kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use super::client::Client;
use super::components::{Component, ComponentKind};

use super::meetings::{self, MeetingRules};
use super::memory::{MeetingsMemory, Memory};
use super::revisions::{self, Revisions};
use super::session::Session;
use super::spaces::Space;
use crate::Context;
use passerelle_model::Reason;
use passerelle_model::{MeetingRecord, SpaceKind};

/// The number of requests of a poll after which no further space is read; the other spaces follow in the next polls.
const MOST_REQUESTS: u32 = 600;

/// The most requests of one poll for spaces that are read in turn.
const MOST_IN_TURN: u32 = 16;

/// The most requests of one poll for spaces that are read once a day.
const MOST_DAILY: u32 = 8;

/// The time after a change for which a space is read at every poll. A meeting that is missing for so long is gone.
const UNSETTLED: Duration = Duration::hours(2);

/// The reason for which a space is read, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trigger {
    /// A meeting changed, or the last change is recent.
    Changed,
    /// A meeting may have changed.
    InTurn,
    /// The space was not read for a day.
    Daily,
}

/// A space whose meetings are to be read.
#[derive(Debug)]
struct PlannedRead {
    trigger: Trigger,
    /// The moment when the meetings were last read.
    read_at: Option<DateTime<Utc>>,
    /// The index of the space in the list of spaces.
    index: usize,
    /// The key of the space in the memory.
    key: String,
    /// The components and the revision of the space, as this poll found them.
    current: MeetingsMemory,
}

/// The requests that this poll sent for spaces that are read in turn and once a day.
#[derive(Debug, Default)]
struct SentRequests {
    in_turn: u32,
    daily: u32,
}

impl SentRequests {
    /// Returns whether a further space may be read for this reason.
    fn allow(&self, trigger: Trigger) -> bool {
        match trigger {
            Trigger::Changed => true,
            Trigger::InTurn => self.in_turn < MOST_IN_TURN,
            Trigger::Daily => self.daily < MOST_DAILY,
        }
    }

    fn add(&mut self, trigger: Trigger, requests: u32) {
        match trigger {
            Trigger::Changed => {}
            Trigger::InTurn => self.in_turn += requests,
            Trigger::Daily => self.daily += requests,
        }
    }
}

/// The state of the host after the meetings of a space were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    /// The host answers.
    Reachable,
    /// The host does not answer any more in this poll.
    Unreachable,
}

/// Reads the meetings of the spaces that are due, and marks the meetings of the others as incomplete.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    spaces: &mut [Space],
) {
    let revisions = read_revisions(session, memory, context, spaces).await;
    let planned = plan(&session.client, memory, context, spaces, &revisions);
    let mut unread = spaces.iter().map(holds_meetings).collect::<Vec<_>>();
    let mut host = Host::Reachable;
    let mut sent = SentRequests::default();
    for read in planned {
        if host == Host::Unreachable || !sent.allow(read.trigger) {
            continue;
        }
        let Some(space) = spaces.get_mut(read.index) else {
            continue;
        };
        if session.client.requests() >= MOST_REQUESTS {
            session.findings.lacks("too_many_meetings");
            break;
        }
        let before = session.client.requests();
        host = read_space(session, memory, context, space, &read).await;
        let requests = session.client.requests().saturating_sub(before);
        sent.add(read.trigger, requests);
        if let Some(unread) = unread.get_mut(read.index) {
            *unread = false;
        }
    }
    for (space, unread) in spaces.iter_mut().zip(unread) {
        space.record.meetings_complete &= !unread;
    }
}

/// Returns the components of a space that hold meetings.
fn meeting_components(space: &Space) -> impl Iterator<Item = &Component> {
    space
        .components
        .iter()
        .filter(|component| component.kind == ComponentKind::Meetings)
}

fn holds_meetings(space: &Space) -> bool {
    meeting_components(space).next().is_some()
}

/// Reads the revisions of the components of a plain Decidim. A gateway gives none.
async fn read_revisions(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    spaces: &[Space],
) -> Revisions {
    if session.client.is_gateway {
        return Revisions::new();
    }
    let with_meetings = spaces.iter().filter(|space| holds_meetings(space));
    let kinds: BTreeSet<SpaceKind> = with_meetings.map(|space| space.record.kind).collect();
    revisions::read(session, memory, &kinds, context.now).await
}

/// Returns the spaces that are due, the most urgent first.
fn plan(
    client: &Client<'_>,
    memory: &Memory,
    context: &Context<'_>,
    spaces: &[Space],
    revisions: &Revisions,
) -> Vec<PlannedRead> {
    let mut planned: Vec<PlannedRead> = Vec::new();
    for (index, space) in spaces.iter().enumerate() {
        if !holds_meetings(space) {
            continue;
        }
        let current = current_state(space, revisions);
        let key = space.key();
        let is_over = space.is_over(context.source.timezone, context.now);
        let is_fresh = memory.meetings.is_fresh(&key, context.now);
        let known = memory.meetings.last(&key);
        let read_at = memory.meetings.read_at(&key);
        let trigger = if client.is_gateway {
            (!(is_over && is_fresh)).then_some(Trigger::Changed)
        } else {
            trigger_within_a_day(known.zip(read_at), &current, is_over, context.now)
                .or_else(|| (!is_fresh).then_some(Trigger::Daily))
        };
        planned.extend(trigger.map(|trigger| PlannedRead {
            trigger,
            read_at,
            index,
            key,
            current,
        }));
    }
    planned.sort_by_key(|read| (read.trigger, read.read_at, read.index));
    planned
}

/// Returns the components and the revision of a space, to compare them with those that are remembered.
fn current_state(space: &Space, revisions: &Revisions) -> MeetingsMemory {
    let ids: Vec<&str> = meeting_components(space)
        .map(|component| component.id.as_str())
        .collect();
    let of_components: Option<Vec<&str>> = ids
        .iter()
        .map(|id| revisions.get(*id).map(String::as_str))
        .collect();
    MeetingsMemory {
        components: revisions::digest(ids.into_iter()),
        revision: of_components.map(|all| revisions::digest(all.into_iter())),
        ..MeetingsMemory::default()
    }
}

/// Returns the reason for which a space is read although it was read within the last day; `None` if there is none. `known` is what is remembered
/// of it, and when it was read.
fn trigger_within_a_day(
    known: Option<(&MeetingsMemory, DateTime<Utc>)>,
    current: &MeetingsMemory,
    is_over: bool,
    now: DateTime<Utc>,
) -> Option<Trigger> {
    let Some((known, read_at)) = known else {
        return Some(Trigger::Changed);
    };
    let is_unsettled = known
        .changed_at
        .is_some_and(|changed| read_at < changed + UNSETTLED);
    if is_unsettled || known.components != current.components {
        return Some(Trigger::Changed);
    }
    match (&known.revision, &current.revision) {
        (Some(before), Some(after)) => (before != after).then_some(Trigger::Changed),
        (None, Some(_)) => Some(Trigger::InTurn),
        (_, None) => {
            let has_upcoming = known.last_start.is_some_and(|last| last > now);
            (has_upcoming || !is_over).then_some(Trigger::InTurn)
        }
    }
}

/// Reads the meetings of one space into its record, and remembers their state if all of them came.
async fn read_space(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    space: &mut Space,
    planned: &PlannedRead,
) -> Host {
    let known = memory.meetings.last(&planned.key).cloned();
    let rules = MeetingRules {
        now: context.now,
        known_upcoming: known.as_ref().map(|known| &known.upcoming),
    };
    let components: Vec<Component> = meeting_components(space).cloned().collect();
    let mut complete = true;
    for component in components {
        match meetings::read(session, &component, &rules).await {
            Ok(read) => {
                complete &= read.complete;
                session.findings.partial |= !read.complete;
                space.record.meetings.extend(read.meetings);
            }
            Err(error) => {
                let name = space.name_for_notices();
                session.findings.lacks_with("meetings", |reason| {
                    reason
                        .with("space", name)
                        .with("component", component.id.as_str())
                        .with("why", Reason::from(&error))
                });
                space.record.meetings_complete = false;
                return if error.concerns_one_document() {
                    Host::Reachable
                } else {
                    Host::Unreachable
                };
            }
        }
    }
    space.record.meetings_complete &= complete;
    if complete {
        let meetings = &space.record.meetings;
        let state = state_after_reading(&planned.current, known.as_ref(), meetings, context.now);
        memory.meetings.note(&planned.key, state, context.now);
    }
    Host::Reachable
}

/// Returns the state to remember of a space of which all `meetings` were read; `known` is the state after the last reading.
fn state_after_reading(
    current: &MeetingsMemory,
    known: Option<&MeetingsMemory>,
    meetings: &[MeetingRecord],
    now: DateTime<Utc>,
) -> MeetingsMemory {
    // Decidim gives instants only, so the time zone makes no difference.
    let start = |meeting: &MeetingRecord| meeting.time.begins(chrono_tz::UTC);
    let upcoming = || meetings.iter().filter(|meeting| start(meeting) > now);
    let read_ids: BTreeSet<&str> = meetings
        .iter()
        .map(|meeting| meeting.native_id.as_str())
        .collect();
    let has_changed = known.is_some_and(|known| {
        known.components != current.components
            || known.revision.is_some()
                && current.revision.is_some()
                && known.revision != current.revision
            || known
                .upcoming
                .iter()
                .any(|id| !read_ids.contains(id.as_str()))
    });
    MeetingsMemory {
        changed_at: if has_changed {
            Some(now)
        } else {
            known.and_then(|known| known.changed_at)
        },
        last_start: upcoming().map(start).max(),
        upcoming: upcoming()
            .map(|meeting| meeting.native_id.clone())
            .collect(),
        ..current.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_796_000_000, 0).unwrap() + Duration::hours(hour)
    }

    fn state(revision: Option<&str>) -> MeetingsMemory {
        MeetingsMemory {
            components: "c".to_owned(),
            revision: revision.map(str::to_owned),
            ..MeetingsMemory::default()
        }
    }

    #[test]
    fn a_space_is_read_when_something_changed_in_it() {
        let known = state(Some("a"));
        let read = |current: &MeetingsMemory| {
            trigger_within_a_day(Some((&known, at(0))), current, false, at(1))
        };
        assert_eq!(
            trigger_within_a_day(None, &known, true, at(1)),
            Some(Trigger::Changed),
            "never read"
        );
        assert_eq!(read(&state(Some("a"))), None);
        assert_eq!(read(&state(Some("b"))), Some(Trigger::Changed));
        let mut others = state(Some("a"));
        others.components = "d".to_owned();
        assert_eq!(read(&others), Some(Trigger::Changed));
    }

    #[test]
    fn after_a_change_it_is_read_for_two_hours() {
        let mut known = state(Some("a"));
        known.changed_at = Some(at(0));
        let read =
            |hour| trigger_within_a_day(Some((&known, at(hour))), &state(Some("a")), true, at(30));
        assert_eq!(read(0), Some(Trigger::Changed));
        assert_eq!(read(1), Some(Trigger::Changed));
        assert_eq!(read(2), None);
    }

    #[test]
    fn without_revisions_spaces_that_are_open_or_have_upcoming_meetings_take_turns() {
        let mut known = state(None);
        let read = |known: &MeetingsMemory, is_over| {
            trigger_within_a_day(Some((known, at(0))), &state(None), is_over, at(1))
        };
        assert_eq!(read(&known, false), Some(Trigger::InTurn));
        assert_eq!(read(&known, true), None);
        known.last_start = Some(at(2));
        assert_eq!(read(&known, true), Some(Trigger::InTurn));
        known.last_start = Some(at(1));
        assert_eq!(read(&known, true), None);
        let with_revision = state(Some("a"));
        let again = trigger_within_a_day(Some((&state(None), at(0))), &with_revision, true, at(1));
        assert_eq!(
            again,
            Some(Trigger::InTurn),
            "the host gives revisions again"
        );
    }
}
