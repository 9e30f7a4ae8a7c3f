//! Events: the list of all of them, in a few pages, and the assignment of each to its project.
//!
//! An event does not name its project; only a project can be asked for its events. Asking hundreds of projects at every poll would take hundreds of
//! requests: so one document asks for ten projects, and a project is asked once a day, or earlier if there is a new event and the project is not over.
//! If there are no events at all, no project is asked.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use super::dates;
use super::documents::{EventLinks, Events, ProjectEvents, event_links, events, project_events};
use super::memory::{Memory, is_fresh};
use super::pages::{self, List, Page, Paged, page_of};
use super::projects::add;
use super::session::{AnswerContext, Session};
use crate::Error;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{
    Language, LocalizedText, MeetingRecord, MeetingTime, Modality, Point, Record, SpaceKind,
};

use events::EventsEventsEdgesNode as Wire;

/// The number of projects in one document that asks for their events.
const BATCH: usize = 10;

/// The most requests of one poll for the events of projects; the other projects are asked at the next polls.
const MOST_REQUESTS: usize = 60;

/// The time for which an event without a project is still relayed after its beginning, in days.
const DAYS_PAST: i64 = 30;

/// The events of a platform by their keys.
#[derive(Debug, Default)]
pub(super) struct EventList {
    /// The events as meetings.
    pub(super) meetings: BTreeMap<String, MeetingRecord>,
    /// `true` where these are all events of the platform.
    pub(super) complete: bool,
}

/// A project to which events may belong.
#[derive(Debug, Clone)]
pub(super) struct ListedProject {
    /// The key of the project.
    pub(super) id: String,
    /// `true` where all its participatory phases are over.
    pub(super) is_over: bool,
}

/// The projects to which events may belong.
#[derive(Debug)]
pub(super) struct ListedProjects {
    /// The projects that were read.
    pub(super) projects: Vec<ListedProject>,
    /// `true` where these are all projects of the platform.
    pub(super) complete: bool,
}

impl Paged for Events {
    type Node = Wire;

    // The total may count events that the search does not return.
    const COUNTED: bool = false;

    fn variables(_parent: &str, after: Option<String>) -> events::Variables {
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

    fn variables(parent: &str, after: Option<String>) -> project_events::Variables {
        project_events::Variables {
            project: parent.to_owned(),
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

/// Reads the public events in one language.
pub(super) async fn read(
    session: &mut Session<'_>,
    language: &Language,
    zone: Tz,
) -> Result<EventList, Error> {
    let List { nodes, complete } = pages::all::<Events>(session, language, "").await?;
    if !complete {
        session
            .findings
            .lacks_with("list", |reason| reason.with("list", "events"));
    }
    let context = AnswerContext {
        base: session.client.base(),
        language,
        zone,
    };
    let mut meetings = BTreeMap::new();
    for node in nodes {
        if let Some(meeting) = meeting(context, node, &mut session.findings.bad_dates) {
            meetings.insert(meeting.native_id.clone(), meeting);
        }
    }
    Ok(EventList { meetings, complete })
}

/// Converts an event to a meeting; `None` if it is switched off, or has no beginning, no address or no key.
fn meeting(context: AnswerContext<'_>, node: Wire, bad_dates: &mut u32) -> Option<MeetingRecord> {
    if node.enabled == Some(false) {
        return None;
    }
    let range = node.time_range?;
    let starts_at = dates::instant(range.start_at.as_ref(), context.zone, bad_dates)?;
    let ends_at = dates::instant(range.end_at.as_ref(), context.zone, bad_dates);
    let text = |text: Option<String>| {
        LocalizedText::of(context.language.clone(), text.unwrap_or_default())
    };
    let (address, point) = node.google_maps_address.map_or((None, None), |place| {
        let point = place.lat.zip(place.lng);
        (
            place.formatted.filter(|address| !address.trim().is_empty()),
            point.and_then(|(latitude, longitude)| Point::new(latitude, longitude)),
        )
    });
    Some(MeetingRecord {
        url: context.base.join(node.url.as_deref()?.trim()).ok()?,
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

impl EventList {
    /// Adds the texts of the same events in another language, and the events that are listed in that language only.
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

    /// Adds to the record of a project the meetings that are known to belong to it.
    pub(super) fn add_meetings(&self, record: &mut Record, memory: &Memory) {
        let known = memory.events_of(&record.native_id);
        let events = known.unwrap_or_default();
        record.meetings = events
            .iter()
            .filter_map(|event| self.meetings.get(event).cloned())
            .collect();
        record.meetings_complete = self.complete && (known.is_some() || self.meetings.is_empty());
        if !record.meetings.is_empty() && !record.modalities.contains(&Modality::Meeting) {
            record.modalities.push(Modality::Meeting);
        }
    }

    /// Notes the events that belong to no project. Returns whether every event is now assigned to a project or to none: that takes a complete list of
    /// projects of which each was asked, since until then an event may belong to a project that could not be read.
    pub(super) fn assign_remaining(&self, listed: &ListedProjects, memory: &mut Memory) -> bool {
        if self.complete {
            memory.retain_alone(|event| self.meetings.contains_key(event));
        }
        let mut projects = listed.projects.iter();
        let all_asked = projects.all(|project| memory.events_of(&project.id).is_some());
        let all_assigned = self.meetings.is_empty() || listed.complete && all_asked;
        if all_assigned {
            let of_projects = memory.events_of_projects();
            let alone: Vec<&String> = self
                .meetings
                .keys()
                .filter(|event| !of_projects.contains(event.as_str()))
                .collect();
            for event in alone {
                memory.note_alone(event);
            }
        }
        all_assigned
    }

    /// Converts the events that are known to belong to no project to records of their own.
    pub(super) fn into_records(self, memory: &Memory, zone: Tz, now: DateTime<Utc>) -> Vec<Record> {
        let of_projects = memory.events_of_projects();
        let since = now - Duration::days(DAYS_PAST);
        let alone = self.meetings.into_iter().filter(|(id, meeting)| {
            memory.is_alone(id)
                && !of_projects.contains(id.as_str())
                && meeting.time.begins(zone) >= since
        });
        alone.map(|(_, meeting)| event_record(meeting)).collect()
    }
}

/// Makes the record of an event that belongs to no project.
fn event_record(meeting: MeetingRecord) -> Record {
    let (native_id, url) = (meeting.native_id.clone(), meeting.url.clone());
    Record {
        title: meeting.title.clone(),
        description: meeting.description.clone(),
        modalities: vec![Modality::Meeting],
        meetings: vec![meeting],
        ..Record::new(SpaceKind::Event, native_id, url)
    }
}

/// Asks projects for their events, as far as the module's rule demands it, and notes the answers in the memory. The remembered events of a project stand
/// until it answers. An event is noted as listed only once every project of a complete list was asked after it came.
pub(super) async fn read_by_project(
    session: &mut Session<'_>,
    memory: &mut Memory,
    language: &Language,
    events: &EventList,
    listed: &ListedProjects,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if events.meetings.is_empty() {
        return Ok(());
    }
    let projects = projects_to_ask(memory, events, &listed.projects, now);
    for (at, batch) in projects.chunks(BATCH).enumerate() {
        if at == MOST_REQUESTS {
            session.findings.notice(Reason::new(Code::LinksFollow));
            return Ok(());
        }
        match ask(session, memory, language, batch, now).await {
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
    if listed.complete {
        memory.note_listed_events(events.meetings.keys());
    }
    Ok(())
}

/// Returns the keys of the projects to ask for their events, the most urgent first.
fn projects_to_ask(
    memory: &Memory,
    events: &EventList,
    projects: &[ListedProject],
    now: DateTime<Utc>,
) -> Vec<String> {
    let has_new_events = !memory.knows_all(events.meetings.keys());
    let mut due: Vec<&ListedProject> = projects
        .iter()
        .filter(|project| {
            let is_fresh = is_fresh(memory.events_read_at(&project.id), now);
            !is_fresh || has_new_events && !project.is_over
        })
        .collect();
    due.sort_by_key(|project| (project.is_over, memory.events_read_at(&project.id)));
    due.into_iter().map(|project| project.id.clone()).collect()
}

/// Asks up to [`BATCH`] projects for the keys of their events.
async fn ask(
    session: &mut Session<'_>,
    memory: &mut Memory,
    language: &Language,
    projects: &[String],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // The document always asks for ten projects: the first one fills the places that are left.
    let at = |index: usize| {
        let project = projects.get(index).or_else(|| projects.first());
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
        let has_more = list.page_info.and_then(|info| info.has_next_page) == Some(true);
        let keys = if has_more {
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
        memory.note_events_of(project, keys, now);
    }
    Ok(())
}
