//! Cap Collectif, through the schema that it shows to anonymous readers who ask for it (“preview”).
//!
//! First the site itself is looked at (`site`), then come its projects (`projects`, `steps`), its events (`events`), and once a day what it
//! counts (`counts`). No document can ask for a person: see `queries/cap_collectif/schema.graphql`. Nothing here knows what was there before.
//!
//! - **Embargo.** Behind its shield a platform shows nothing to visitors while its API tells everything: the poll then ends with an error, so
//!   that nothing new is published, and what was public before stands as it was, since a closed door may be an hour's
//!   maintenance.
//! - **Languages.** The platform answers in one language at a time: where a source's configuration names several, everything is read once in
//!   each and merged by key. Without any, French is asked for.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::recognition::Found;
use super::{Connector, Context, Error, Harvest, Listing, revalidation};
use crate::findings::Findings;
use events::{Calendar, Host};
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

/// The connector.
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
        let look = site::look(context.fetch, &context.source.url).await?;
        session.client.count(look.requests);
        if look.closed {
            let url = context.source.url.clone();
            return Err(Fault::Shielded { url }.into());
        }
        let languages = wanted(&context.source.languages);
        let told = read(
            &mut session,
            &mut memory,
            context,
            &languages,
            &look.sitemap,
        )
        .await?;
        let first = languages.first().cloned().unwrap_or_else(Language::french);
        counts::read(&mut session, &mut memory, &first, context.now).await?;
        let hosts: Vec<Host> = told
            .records
            .iter()
            .map(|record| Host {
                id: record.native_id.clone(),
                is_over: is_over(record, context.source.timezone, context.now),
            })
            .collect();
        let link = events::link(
            &mut session,
            &mut memory,
            &first,
            &told.calendar,
            (&hosts, told.complete),
            context.now,
        );
        link.await?;
        Ok(harvest(session, memory, told, &hosts, context))
    }
}

/// The languages to ask for; French first, in which the platform answers where it lacks another one: the same words under the second
/// language are then known for what they are.
fn wanted(configured: &[Language]) -> Vec<Language> {
    let french = Language::french();
    if configured.is_empty() {
        return vec![french];
    }
    let mut languages = configured.to_vec();
    languages.sort_by_key(|language| language.primary() != french.primary());
    languages
}

/// The answers of the platform.
struct ReadPlatform {
    /// The projects, without meetings and counts.
    records: Vec<Record>,
    /// `true` where these are all.
    complete: bool,
    /// The events.
    calendar: Calendar,
}

/// Everything in every language. An error if nothing can be read in the first one.
async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    languages: &[Language],
    sitemap: &Sitemap,
) -> Result<ReadPlatform, Error> {
    let zone = context.source.timezone;
    let mut projects = List {
        nodes: Vec::<Project>::new(),
        complete: true,
    };
    let mut calendar: Option<Calendar> = None;
    let mut answered = BTreeSet::new();
    for language in languages {
        let read = projects::read(session, language, zone, sitemap).await;
        let list = match read {
            Ok(list) => list,
            Err(Error::Rejected { .. } | Error::Failing { .. }) if !answered.is_empty() => {
                refuses(&mut session.findings, memory, language);
                // What was told in this language only is not gone because of that.
                projects.complete &= !memory.languages.contains(language);
                continue;
            }
            Err(error) => return Err(error),
        };
        answered.insert(language.clone());
        merge(&mut projects, list);
        let events = events::read(session, language, zone).await;
        let events = or_none(&mut session.findings, events)?;
        match (&mut calendar, events) {
            (Some(known), Some(events)) => known.absorb(events),
            (Some(known), None) => known.complete = false,
            (None, events) => calendar = Some(events.unwrap_or_default()),
        }
    }
    memory.languages = answered;
    if !projects.complete {
        session
            .findings
            .lacks_with("list", |reason| reason.with("list", "projects"));
    }
    Ok(ReadPlatform {
        records: projects.nodes.into_iter().map(Project::record).collect(),
        complete: projects.complete,
        calendar: calendar.unwrap_or_default(),
    })
}

/// Says that the platform does not answer in a language.
fn refuses(findings: &mut Findings, memory: &Memory, language: &Language) {
    findings.partial |= memory.languages.contains(language);
    let refused = Reason::new(Code::LanguageRefused);
    findings.notice(refused.with("language", language.to_string()));
}

fn merge(known: &mut List<Project>, list: List<Project>) {
    known.complete &= list.complete;
    for project in list.nodes {
        match known.nodes.iter_mut().find(|same| same.id == project.id) {
            Some(same) => same.absorb(project),
            None => known.nodes.push(project),
        }
    }
}

/// The events, without which the projects are told all the same: what is known of meetings then stays.
fn or_none(
    findings: &mut Findings,
    read: Result<Calendar, Error>,
) -> Result<Option<Calendar>, Error> {
    match read {
        Ok(calendar) => Ok(Some(calendar)),
        Err(error) if pages::ends_the_poll(&error) => Err(error),
        Err(error) => {
            findings.lacks_with("events", |reason| reason.with("why", Reason::from(&error)));
            Ok(None)
        }
    }
}

/// Returns whether all phases of a project ended before `now`, of those in which one can take part. A project of which one never ends is never over.
fn is_over(record: &Record, zone: Tz, now: DateTime<Utc>) -> bool {
    let counted = || {
        let phases = record.phases.iter();
        phases.filter(|phase| phase.participatory != Some(false))
    };
    let is_endless = |phase: &PhaseRecord| phase.closes.is_none() && phase.opens.is_some();
    if counted().any(|phase| phase.active || is_endless(phase)) {
        return false;
    }
    let ends = counted().filter_map(|phase| phase.closes);
    ends.map(|end| end.over(zone))
        .max()
        .is_some_and(|end| end <= now)
}

fn harvest(
    mut session: Session<'_>,
    mut memory: Memory,
    told: ReadPlatform,
    hosts: &[Host],
    context: &Context<'_>,
) -> Harvest {
    let ReadPlatform {
        mut records,
        complete,
        calendar,
    } = told;
    for record in &mut records {
        calendar.meetings_of(record, &memory);
        record.counts = memory
            .counts
            .get(&record.native_id)
            .copied()
            .unwrap_or_default();
    }
    let mut kinds = BTreeSet::new();
    if complete {
        kinds.extend(SpaceKind::ALL);
        memory.retain(|project| hosts.iter().any(|host| host.id == project));
    }
    let certain = calendar.set_apart(hosts, complete, &mut memory) && calendar.complete;
    if !certain {
        kinds.remove(&SpaceKind::Event);
    }
    if context.source.kinds.contains(&SpaceKind::Event) {
        records.extend(calendar.alone(&memory, context.source.timezone, context.now));
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
