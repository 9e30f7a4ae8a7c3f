//! Events: all of them in a few pages, and to which projects they belong.
//!
//! An event does not say to which project it belongs; only a project can be asked for its events. Hundreds of projects at every poll would be
//! hundreds of requests: so ten are asked at once, those that are over once a day, the others when an event is new or a day has passed. Without
//! a single event nobody is asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use super::dates;
use super::documents::{EventLinks, Events, ProjectEvents, event_links, events, project_events};
use super::memory::{Memory, is_fresh};
use super::pages::{self, List, Page, Paged, page_of};
use super::projects::add;
use super::session::{Frame, Session};
use crate::Error;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{
    Language, LocalizedText, MeetingRecord, MeetingTime, Modality, Point, Record, SpaceKind,
};

use events::EventsEventsEdgesNode as Wire;

/// The number of projects that are asked for their events at once: as many as the document has names for.
const AT_ONCE: usize = 10;

/// The most requests of one poll for the events of projects; the rest follows at the next polls.
const MOST_REQUESTS: usize = 60;

/// The time for which an event that belongs to no project is told after it has begun.
const DAYS_PAST: i64 = 30;

/// The events of a platform by their keys.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// The events as meetings.
    pub(super) meetings: BTreeMap<String, MeetingRecord>,
    /// `true` where these are all.
    pub(super) complete: bool,
}

/// A project that has events or not.
#[derive(Debug, Clone)]
pub(super) struct Host {
    /// The key.
    pub(super) id: String,
    /// `true` where everything in it is over.
    pub(super) is_over: bool,
}

impl Paged for Events {
    type Node = Wire;

    // The search behind it may count what it does not give.
    const COUNTED: bool = false;

    fn variables(_of: &str, after: Option<String>) -> events::Variables {
        events::Variables { after }
    }

    fn page(data: events::ResponseData) -> Option<Page<Wire>> {
        Some(page_of!(data.events?))
    }

    fn key(node: &Wire) -> Option<&str> {
        node.id.as_deref()
    }
}

impl Paged for ProjectEvents {
    type Node = project_events::ProjectEventsEventsEdgesNode;

    const COUNTED: bool = false;

    fn variables(of: &str, after: Option<String>) -> project_events::Variables {
        project_events::Variables {
            project: of.to_owned(),
            after,
        }
    }

    fn page(data: project_events::ResponseData) -> Option<Page<Self::Node>> {
        Some(page_of!(data.events?))
    }

    fn key(node: &Self::Node) -> Option<&str> {
        node.id.as_deref()
    }
}

/// The public events that a reader of `language` is told of.
pub(super) async fn read(
    session: &mut Session<'_>,
    language: &Language,
    zone: Tz,
) -> Result<Calendar, Error> {
    let List { nodes, complete } = pages::all::<Events>(session, language, "").await?;
    if !complete {
        session
            .findings
            .lacks_with("list", |reason| reason.with("list", "events"));
    }
    let mut calendar = Calendar {
        meetings: BTreeMap::new(),
        complete,
    };
    let base = session.client.base();
    let frame = Frame {
        base,
        language,
        zone,
    };
    for node in nodes {
        if let Some(meeting) = meeting(frame, node, &mut session.findings.bad_dates) {
            calendar.meetings.insert(meeting.native_id.clone(), meeting);
        }
    }
    Ok(calendar)
}

/// The meeting that an event is; `None` if it is switched off or has no beginning.
fn meeting(frame: Frame<'_>, node: Wire, bad_dates: &mut u32) -> Option<MeetingRecord> {
    if node.enabled == Some(false) {
        return None;
    }
    let range = node.time_range?;
    let starts_at = dates::instant(range.start_at.as_ref(), frame.zone, bad_dates)?;
    let ends_at = dates::instant(range.end_at.as_ref(), frame.zone, bad_dates);
    let text =
        |told: Option<String>| LocalizedText::of(frame.language.clone(), told.unwrap_or_default());
    let (address, point) = node.google_maps_address.map_or((None, None), |place| {
        let point = place.lat.zip(place.lng);
        (
            place.formatted.filter(|address| !address.trim().is_empty()),
            point.and_then(|(latitude, longitude)| Point::new(latitude, longitude)),
        )
    });
    Some(MeetingRecord {
        url: frame.base.join(node.url.as_deref()?.trim()).ok()?,
        relayed_id: None,
        title: text(node.title),
        description: text(node.body),
        time: MeetingTime::instants(starts_at, ends_at),
        place: LocalizedText::default(),
        address,
        point,
        online: false,
        cancelled: false,
        announced: true,
        native_id: node.id?,
    })
}

impl Calendar {
    /// Adds the texts of the same events in another language, and the events that are told in it only.
    pub(super) fn absorb(&mut self, other: Self) {
        self.complete &= other.complete;
        for (id, meeting) in other.meetings {
            match self.meetings.get_mut(&id) {
                Some(known) => {
                    add(&mut known.title, &meeting.title);
                    add(&mut known.description, &meeting.description);
                }
                None => {
                    self.meetings.insert(id, meeting);
                }
            }
        }
    }

    /// Gives a project its meetings, as far as it is known which they are.
    pub(super) fn meetings_of(&self, record: &mut Record, memory: &Memory) {
        let linked = memory.events_of(&record.native_id);
        let events = linked.unwrap_or_default();
        record.meetings = events
            .iter()
            .filter_map(|event| self.meetings.get(event).cloned())
            .collect();
        record.meetings_complete = self.complete && (linked.is_some() || self.meetings.is_empty());
        if !record.meetings.is_empty() && !record.modalities.contains(&Modality::Meeting) {
            record.modalities.push(Modality::Meeting);
        }
    }

    /// Finds out which events belong to no project, and notes it; tells whether that is known of all of them. It is as soon as every project is
    /// `listed` and was asked: until then an event may belong to a project that could not be read.
    pub(super) fn set_apart(&self, projects: &[Host], listed: bool, memory: &mut Memory) -> bool {
        if self.complete {
            memory.retain_alone(|event| self.meetings.contains_key(event));
        }
        let mut projects = projects.iter();
        let all_asked = projects.all(|project| memory.events_of(&project.id).is_some());
        let is_known = self.meetings.is_empty() || listed && all_asked;
        if is_known {
            let linked = memory.linked().into_iter().map(str::to_owned);
            let linked: BTreeSet<String> = linked.collect();
            for event in self
                .meetings
                .keys()
                .filter(|event| !linked.contains(*event))
            {
                memory.stands_alone(event);
            }
        }
        is_known
    }

    /// The events of which it is known that they belong to no project, as records of their own.
    pub(super) fn alone(self, memory: &Memory, zone: Tz, now: DateTime<Utc>) -> Vec<Record> {
        let linked = memory.linked();
        let since = now - Duration::days(DAYS_PAST);
        let alone = self.meetings.into_iter().filter(|(id, meeting)| {
            memory.is_alone(id)
                && !linked.contains(id.as_str())
                && meeting.time.begins(zone) >= since
        });
        alone.map(|(_, meeting)| appointment(meeting)).collect()
    }
}

/// An event that stands alone.
fn appointment(meeting: MeetingRecord) -> Record {
    let (native_id, url) = (meeting.native_id.clone(), meeting.url.clone());
    Record {
        title: meeting.title.clone(),
        description: meeting.description.clone(),
        modalities: vec![Modality::Meeting],
        meetings: vec![meeting],
        ..Record::new(SpaceKind::Event, native_id, url)
    }
}

/// Learns which events belong to which of the projects. What cannot be learned now stays as it is remembered. An event counts as known once every
/// project was asked after it came: not before all of them are `listed`.
pub(super) async fn link(
    session: &mut Session<'_>,
    memory: &mut Memory,
    language: &Language,
    calendar: &Calendar,
    (projects, listed): (&[Host], bool),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if calendar.meetings.is_empty() {
        return Ok(());
    }
    let nothing_new = memory.knows_all(calendar.meetings.keys());
    let mut waiting: Vec<&Host> = projects
        .iter()
        .filter(|project| {
            let fresh = is_fresh(memory.linked_at(&project.id), now);
            !fresh || !nothing_new && !project.is_over
        })
        .collect();
    waiting.sort_by_key(|project| (project.is_over, memory.linked_at(&project.id)));
    let batches: Vec<Vec<String>> = waiting
        .chunks(AT_ONCE)
        .map(|hosts| hosts.iter().map(|host| host.id.clone()).collect())
        .collect();
    let mut left = MOST_REQUESTS;
    for batch in batches {
        if left == 0 {
            session.findings.notice(Reason::new(Code::LinksFollow));
            return Ok(());
        }
        left -= 1;
        match ask(session, memory, language, &batch, now).await {
            Ok(()) => {}
            Err(error) if pages::ends_the_poll(&error) => return Err(error),
            Err(error) => {
                session
                    .findings
                    .lacks_with("events", |reason| reason.with("why", Reason::from(&error)));
                return Ok(());
            }
        }
    }
    if listed {
        memory.list(calendar.meetings.keys());
    }
    Ok(())
}

/// Asks up to ten projects for the keys of their events.
async fn ask(
    session: &mut Session<'_>,
    memory: &mut Memory,
    language: &Language,
    projects: &[String],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // The document always asks for ten: what is too much asks for the first one again.
    let at = |place: usize| {
        let project = projects.get(place).or_else(|| projects.first());
        project.cloned().unwrap_or_default()
    };
    let variables = event_links::Variables {
        a: at(0),
        b: at(1),
        c: at(2),
        d: at(3),
        e: at(4),
        f: at(5),
        g: at(6),
        h: at(7),
        i: at(8),
        j: at(9),
    };
    let reply = session.ask::<EventLinks>(language, variables).await?;
    let data = reply.data;
    let lists = [
        data.a, data.b, data.c, data.d, data.e, data.f, data.g, data.h, data.i, data.j,
    ];
    for (project, list) in projects.iter().zip(lists) {
        let Some(list) = list else {
            session.findings.lacks("events");
            continue;
        };
        let more = list.page_info.and_then(|info| info.has_next_page) == Some(true);
        let keys = if more {
            let list = pages::all::<ProjectEvents>(session, language, project).await?;
            if !list.complete {
                session.findings.lacks("events");
                continue;
            }
            list.nodes.into_iter().filter_map(|node| node.id).collect()
        } else {
            let edges = list.edges.unwrap_or_default().into_iter();
            edges
                .filter_map(|edge| edge?.node?.id)
                .collect::<Vec<String>>()
        };
        memory.link(project, keys, now);
    }
    Ok(())
}
