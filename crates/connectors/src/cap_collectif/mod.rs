//! Cap Collectif, through the schema that it shows to anonymous readers who ask for it (“preview”).
//!
//! A poll first inspects the site (`site`), then reads its projects (`projects`, `steps`), its events (`events`), and once a day its counts
//! (`counts`). No document can ask for a person: see `queries/cap_collectif/schema.graphql`. Nothing here depends on what was relayed before.
//!
//! - **Embargo.** A site behind its shield shows nothing to visitors, while its API still answers in full. The poll of such a site ends with an error:
//!   nothing new is published, and what was public before stays as it was, since the shield may be an hour's maintenance.
//! - **Languages.** The platform answers in one language at a time. Where the configuration of a source names several, everything is read once in each
//!   and merged by key. Without any, French is asked for.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::recognition::Found;
use super::{Connector, Context, Error, Harvest, Listing, revalidation};
use crate::findings::Findings;
use events::{EventList, ListedProject, ListedProjects};
use memory::Memory;
use pages::List;
use passerelle_fetch::Fetch;
use passerelle_model::Reason;
use passerelle_model::reason::Code;
use passerelle_model::{Language, PhaseRecord, Record, SpaceKind};
use projects::Project;
use session::Session;
use site::Sitemap;

mod answer;
mod counts;
mod dates;
mod dialect;
mod documents;
mod events;
mod fault;
mod memory;
mod pages;
mod projects;
mod recognition;
mod session;
mod site;
mod steps;

use fault::Fault;
pub use recognition::{Access, Recognition, recognize};

/// The connector of Cap Collectif.
#[derive(Debug, Clone, Copy)]
pub struct CapCollectif;

#[async_trait]
impl Connector for CapCollectif {
    fn page_words(&self) -> &'static [&'static str] {
        // The last two are those of the page that visitors find before a platform opens.
        &[
            "cap-collectif",
            "capcollectif",
            "cap collectif",
            "shield-mode",
            "shieldapp",
        ]
    }

    async fn found_at(&self, base: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        let recognition = recognize(base, fetch).await?;
        Ok(recognition.map(Found::from))
    }

    fn is_posted_to(&self) -> bool {
        true
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let mut memory: Memory = revalidation::recall(context).unwrap_or_default();
        let mut session = Session::new(context.fetch, &context.source.url);
        let site = site::inspect(context.fetch, &context.source.url).await?;
        session.client.count(site.requests);
        if site.is_closed {
            let url = context.source.url.clone();
            return Err(Fault::Shielded { url }.into());
        }
        let languages = languages_to_ask(&context.source.languages);
        let platform = read(
            &mut session,
            &mut memory,
            context,
            &languages,
            &site.sitemap,
        )
        .await?;
        let first = languages.first().cloned().unwrap_or_else(Language::french);
        counts::read(&mut session, &mut memory, &first, context.now).await?;
        let projects = platform.listed_projects(context);
        let read_events = events::read_by_project(
            &mut session,
            &mut memory,
            &first,
            &platform.events,
            &projects,
            context.now,
        );
        read_events.await?;
        Ok(harvest(session, memory, platform, &projects, context))
    }
}

/// Returns the languages to ask for, French first: the platform answers in French where it lacks another language, and the same words under that
/// language are then known not to be a translation.
fn languages_to_ask(configured: &[Language]) -> Vec<Language> {
    let french = Language::french();
    if configured.is_empty() {
        return vec![french];
    }
    let mut languages = configured.to_vec();
    languages.sort_by_key(|language| language.primary() != french.primary());
    languages
}

/// The content of a platform, merged from the answers in all languages.
struct Content {
    /// The projects, without meetings and counts.
    records: Vec<Record>,
    /// `true` where these are all projects.
    complete: bool,
    /// The events.
    events: EventList,
}

impl Content {
    /// Returns the projects as far as the reading of their events depends on them.
    fn listed_projects(&self, context: &Context<'_>) -> ListedProjects {
        let projects = self.records.iter().map(|record| ListedProject {
            id: record.native_id.clone(),
            is_over: is_over(record, context.source.timezone, context.now),
        });
        ListedProjects {
            projects: projects.collect(),
            complete: self.complete,
        }
    }
}

/// Reads the projects and events in every language. An error if nothing can be read in the first one.
async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    languages: &[Language],
    sitemap: &Sitemap,
) -> Result<Content, Error> {
    let zone = context.source.timezone;
    let mut projects = List {
        nodes: Vec::<Project>::new(),
        complete: true,
    };
    let mut events: Option<EventList> = None;
    let mut answered = BTreeSet::new();
    for language in languages {
        let read = projects::read(session, language, zone, sitemap).await;
        let list = match read {
            Ok(list) => list,
            Err(Error::Rejected { .. } | Error::Failing { .. }) if !answered.is_empty() => {
                notice_refused(&mut session.findings, memory, language);
                // Projects that are listed in this language only may still be there.
                projects.complete &= !memory.languages.contains(language);
                continue;
            }
            Err(error) => return Err(error),
        };
        answered.insert(language.clone());
        merge(&mut projects, list);
        let list = events::read(session, language, zone).await;
        let list = unless_failed(&mut session.findings, list)?;
        match (&mut events, list) {
            (Some(known), Some(list)) => known.absorb(list),
            (Some(known), None) => known.complete = false,
            (None, list) => events = Some(list.unwrap_or_default()),
        }
    }
    memory.languages = answered;
    if !projects.complete {
        session
            .findings
            .lacks_with("list", |reason| reason.with("list", "projects"));
    }
    Ok(Content {
        records: projects
            .nodes
            .into_iter()
            .map(Project::into_record)
            .collect(),
        complete: projects.complete,
        events: events.unwrap_or_default(),
    })
}

/// Notices that the platform does not answer in a language.
fn notice_refused(findings: &mut Findings, memory: &Memory, language: &Language) {
    findings.partial |= memory.languages.contains(language);
    let refused = Reason::new(Code::LanguageRefused);
    findings.notice(refused.with("language", language.to_string()));
}

/// Adds the projects that are listed in another language.
fn merge(known: &mut List<Project>, list: List<Project>) {
    known.complete &= list.complete;
    for project in list.nodes {
        match known.nodes.iter_mut().find(|same| same.id == project.id) {
            Some(same) => same.absorb(project),
            None => known.nodes.push(project),
        }
    }
}

/// Returns the list of events; `None` if it could not be read: the projects are harvested without it, and their known meetings stay.
fn unless_failed(
    findings: &mut Findings,
    events: Result<EventList, Error>,
) -> Result<Option<EventList>, Error> {
    match events {
        Ok(list) => Ok(Some(list)),
        Err(error) if pages::ends_the_poll(&error) => Err(error),
        Err(error) => {
            findings.lacks_with("events", |reason| reason.with("why", Reason::from(&error)));
            Ok(None)
        }
    }
}

/// Returns whether all phases of a project in which one can take part ended before `now`. A project with an endless phase is never over.
fn is_over(record: &Record, zone: Tz, now: DateTime<Utc>) -> bool {
    let participatory = || {
        let phases = record.phases.iter();
        phases.filter(|phase| phase.participatory != Some(false))
    };
    let is_endless = |phase: &PhaseRecord| phase.closes.is_none() && phase.opens.is_some();
    if participatory().any(|phase| phase.active || is_endless(phase)) {
        return false;
    }
    let ends = participatory().filter_map(|phase| phase.closes);
    ends.map(|end| end.over(zone))
        .max()
        .is_some_and(|end| end <= now)
}

/// Makes the harvest of a poll: the projects with their meetings and counts, and the events that belong to no project.
fn harvest(
    mut session: Session<'_>,
    mut memory: Memory,
    platform: Content,
    projects: &ListedProjects,
    context: &Context<'_>,
) -> Harvest {
    let Content {
        mut records,
        complete,
        events,
    } = platform;
    for record in &mut records {
        events.add_meetings(record, &memory);
        record.counts = memory
            .counts
            .get(&record.native_id)
            .copied()
            .unwrap_or_default();
    }
    let mut kinds = BTreeSet::new();
    if complete {
        kinds.extend(SpaceKind::ALL);
        memory.retain(|id| projects.projects.iter().any(|project| project.id == id));
    }
    let all_assigned = events.assign_remaining(projects, &mut memory);
    if !all_assigned || !events.complete {
        kinds.remove(&SpaceKind::Event);
    }
    if context.source.kinds.contains(&SpaceKind::Event) {
        records.extend(events.into_records(&memory, context.source.timezone, context.now));
    }
    session.findings.notice_bad_dates();
    Harvest {
        records,
        listing: Listing::Full { complete: kinds },
        memory: revalidation::keep(context.source, &memory),
        notices: session.findings.notices,
        partial: session.findings.partial,
        requests: session.client.requests(),
        ..Harvest::default()
    }
}
