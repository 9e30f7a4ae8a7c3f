//! Decidim: every version from 0.22, its forks, and the gateways that answer as a Decidim does.
//!
//! A poll first learns which types and fields the host has (`client`, `capabilities`). Documents pruned to them (`prune`) then bring the spaces of
//! the host, and after them the meetings, results and counts of each space. No document can ask for a person: see
//! `queries/decidim/schema.graphql`.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use url::Url;

use super::recognition::Found;
use super::{Connector, Context, Error, Harvest};
use crate::findings::Findings;
use client::Client;
use memory::{Affiliations, Memory};
use passerelle_fetch::{self as fetch, Fetch};
use passerelle_model::{Attribute, Reason, Record, SpaceKind};
use session::Session;
use spaces::{Space, SpaceList};

mod answer;
mod assemblies;
mod capabilities;
mod client;
mod components;
mod dates;
mod details;
mod dialect;
mod documents;
mod fault;
mod initiatives;
mod lists;
mod meeting_schedule;
mod meetings;
mod memory;
mod missing_parts;
mod modules;
mod narrowing;
mod processes;
mod prune;
mod recognition;
mod relay;
mod revisions;
mod schema;
mod session;
mod spaces;
mod translations;
mod urls;
mod version;

pub use recognition::{Recognition, recognize};
use version::VersionMatch;

/// The kinds of spaces that a Decidim can hold.
const KINDS: [SpaceKind; 5] = [
    SpaceKind::Process,
    SpaceKind::Initiative,
    SpaceKind::Conference,
    SpaceKind::Consultation,
    SpaceKind::Assembly,
];

/// The connector of Decidim.
#[derive(Debug, Clone, Copy)]
pub struct Decidim;

#[async_trait]
impl Connector for Decidim {
    fn page_words(&self) -> &'static [&'static str] {
        &["decidim"]
    }

    async fn found_at(&self, base: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        let recognition = recognize(base, fetch).await?;
        Ok(Some(recognition.into()))
    }

    fn is_posted_to(&self) -> bool {
        true
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let mut memory = Memory::read(context.memory);
        let mut session = Session::new(context.fetch, &context.source.url);
        learn_capabilities(&mut session, &mut memory, context).await?;
        let mut all = match relay::fetch_listing(&mut session).await? {
            Some(relayed) => read_gateway(&mut session, &mut memory, context, relayed).await?,
            None => read_spaces(&mut session, &mut memory, context).await?,
        };
        meeting_schedule::read(&mut session, &mut memory, context, &mut all.spaces).await;
        if !session.client.is_gateway {
            read_details(&mut session, &mut memory, context, &mut all.spaces).await;
        }
        Ok(harvest(session, memory, all))
    }
}

/// The spaces of all kinds that a poll brings.
#[derive(Debug, Default)]
struct AllSpaces {
    spaces: Vec<Space>,
    /// The records of the spaces that exist and could not be read.
    unreadable: Vec<Record>,
    /// The kinds of which no space can be missing.
    complete: BTreeSet<SpaceKind>,
}

impl AllSpaces {
    fn add(&mut self, kind: SpaceKind, listing: SpaceList) {
        if listing.complete {
            self.complete.insert(kind);
        }
        self.spaces.extend(listing.spaces);
        self.unreadable.extend(listing.unreadable);
    }
}

/// Sets the capabilities of the host: those that were learned within the last day, else those that a probe finds.
async fn learn_capabilities(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
) -> Result<(), Error> {
    if let Some(known) = memory.capabilities(context.now) {
        session.client.capabilities = known.clone();
        session.client.knows_capabilities = true;
    } else {
        session.probe().await?;
        if session.client.knows_capabilities {
            memory.learn(session.client.capabilities.clone(), context.now);
        }
        memory.version = recognition::deployed_version(session).await;
    }
    Ok(())
}

/// Reads the spaces of every kind that the configuration relays.
async fn read_spaces(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
) -> Result<AllSpaces, Error> {
    let source = context.source;
    let relays = |kind| source.kinds.contains(&kind);
    let mut all = AllSpaces::default();
    // No space of a kind that is not relayed can be missing.
    all.complete
        .extend(KINDS.into_iter().filter(|kind| !relays(*kind)));
    if relays(SpaceKind::Process) {
        let read = processes::read(session, memory, context.now).await?;
        memory.version = read.version.or_else(|| memory.version.take());
        all.add(SpaceKind::Process, read.listing);
    }
    for kind in [
        SpaceKind::Initiative,
        SpaceKind::Conference,
        SpaceKind::Consultation,
    ] {
        if relays(kind) {
            let listing = read_module(session, memory, context, kind).await?;
            all.add(kind, listing);
        }
    }
    read_assemblies(session, memory, context, &mut all).await?;
    settle_affiliations(&session.findings, memory, &mut all.spaces, context.now);
    Ok(all)
}

/// Reads the assemblies, if the configuration relays them or has attach rules about them, and adds the affiliations by their links to `all`.
async fn read_assemblies(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    all: &mut AllSpaces,
) -> Result<(), Error> {
    let has_rule = |attribute| {
        context
            .source
            .attach
            .iter()
            .any(|rule| rule.attribute == attribute)
    };
    let needs_links = has_rule(Attribute::Assembly) || has_rule(Attribute::Area);
    let relays = context.source.kinds.contains(&SpaceKind::Assembly);
    if !needs_links && !relays {
        return Ok(());
    }
    let read = assemblies::read(session, memory, context.now).await;
    let Some(read) = spaces::optional_answer(read, &mut session.findings)?.flatten() else {
        session.findings.affiliations_doubtful = true;
        return Ok(());
    };
    if needs_links {
        let linked =
            assemblies::read_linked_affiliations(session, memory, &read.tree, context.now).await?;
        for space in &mut all.spaces {
            let key = (space.record.kind, space.record.native_id.clone());
            let affiliations = linked.get(&key).into_iter().flatten().cloned();
            space.record.affiliations.extend(affiliations);
        }
    }
    if relays {
        all.add(SpaceKind::Assembly, read.listing);
    }
    Ok(())
}

/// Remembers the affiliations of the spaces, if they were read without a failure; else replaces them by the remembered ones, so that no
/// consultation changes its territory because one document failed.
fn settle_affiliations(
    findings: &Findings,
    memory: &mut Memory,
    spaces: &mut [Space],
    now: DateTime<Utc>,
) {
    let mut listed = BTreeSet::new();
    for space in spaces {
        let key = space.key();
        let record = &mut space.record;
        if findings.affiliations_doubtful {
            if let Some(remembered) = memory.affiliations.last(&key) {
                remembered.restore(record);
            }
        } else if record.affiliations.is_empty() {
            memory.affiliations.retain(|known| known != key);
        } else {
            memory
                .affiliations
                .note(&key, Affiliations::of(record), now);
        }
        listed.insert(key);
    }
    if !findings.partial {
        memory.affiliations.retain(|key| listed.contains(key));
    }
}

/// Reads the spaces of a module. An installation that lacks the module has none of them. If the list fails, it is incomplete, and the poll goes on,
/// unless the host asks to wait.
async fn read_module(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    kind: SpaceKind,
) -> Result<SpaceList, Error> {
    let listing = match kind {
        SpaceKind::Initiative => initiatives::read(session, memory, context.now).await,
        SpaceKind::Conference => modules::conferences(session, memory, context.now).await,
        _ => modules::consultations(session, memory, context.now).await,
    };
    match listing {
        Ok(Some(listing)) => Ok(listing),
        Ok(None) => Ok(SpaceList {
            complete: session.client.knows_capabilities,
            ..SpaceList::default()
        }),
        Err(error @ (Error::Busy { .. } | Error::Fetch(fetch::Error::AskedToWait { .. }))) => {
            Err(error)
        }
        Err(error) => {
            session
                .findings
                .lacks_with("answer", |reason| reason.with("why", Reason::from(&error)));
            Ok(SpaceList::default())
        }
    }
}

/// Reads another gateway. It lists consultations of every kind as processes; `relayed` is what it says of each of them.
async fn read_gateway(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    relayed: relay::GatewayListing,
) -> Result<AllSpaces, Error> {
    let mut listing = processes::read(session, memory, context.now).await?.listing;
    // The ids in the list are not the native ids of the consultations, so records of unreadable ones would match nothing and are dropped.
    listing.complete &= listing.unreadable.is_empty();
    relay::apply(
        &session.client,
        &mut session.findings,
        context,
        relayed,
        &mut listing,
    )?;
    let mut all = AllSpaces::default();
    if listing.complete {
        all.complete.extend(KINDS);
    }
    all.spaces = listing.spaces;
    Ok(all)
}

/// Reads the results and counts, which are asked less often than at every poll. If the host stops answering here, the remembered ones are kept.
async fn read_details(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    spaces: &mut [Space],
) {
    for outcome in [
        details::ask_results(session, memory, spaces, context).await,
        details::ask_counts(session, memory, spaces, context).await,
    ] {
        if let Err(error) = outcome {
            session
                .findings
                .lacks_with("details", |reason| reason.with("why", Reason::from(&error)));
        }
    }
    details::add_remembered(memory, spaces, context);
}

/// Returns the notice of the version of the host and of the fields that it lacks. `None` for a gateway, whose version and fields say nothing of its
/// sources, and for a host whose capabilities are not known.
fn capabilities_notice(client: &Client<'_>, version: Option<&str>) -> Option<Reason> {
    if client.is_gateway || !client.knows_capabilities {
        return None;
    }
    let capabilities = &client.capabilities;
    let versions = capabilities.likely_versions(documents::probe::QUERY);
    let versions: Vec<String> = versions
        .into_iter()
        .map(|minor| format!("0.{minor}"))
        .collect();
    let nearest = capabilities.nearest_version(documents::probe::QUERY);
    let nearest = nearest.map(|minor| format!("0.{minor}"));
    let version_match = VersionMatch {
        version,
        equal: &versions,
        nearest: nearest.as_deref(),
        missing: &capabilities.missing(),
    };
    Some(version_match.notice())
}

/// Forgets what is remembered of spaces and components that are no longer listed. Called only after a poll that read everything.
fn forget_unlisted(memory: &mut Memory, spaces: &[Space]) {
    let component_ids: BTreeSet<&str> = spaces
        .iter()
        .flat_map(|space| &space.components)
        .map(|component| component.id.as_str())
        .collect();
    let native_ids: BTreeSet<&str> = spaces
        .iter()
        .map(|space| space.record.native_id.as_str())
        .collect();
    let keys: BTreeSet<String> = spaces.iter().map(Space::key).collect();
    memory.meetings.retain(|key| keys.contains(key));
    memory.asked_alone.retain(|_| false);
    memory.results.retain(|id| component_ids.contains(id));
    memory.counts.retain(|id| native_ids.contains(id));
}

/// Makes the harvest of the poll from the spaces, the findings and the memory.
fn harvest(mut session: Session<'_>, mut memory: Memory, all: AllSpaces) -> Harvest {
    session.findings.notice_bad_dates();
    if let Some(notice) = capabilities_notice(&session.client, memory.version.as_deref()) {
        session.findings.notice(notice);
    }
    if session.client.capabilities_outdated {
        // Most often the host was upgraded.
        memory.forget_capabilities();
    }
    if !session.findings.partial {
        forget_unlisted(&mut memory, &all.spaces);
    }
    Harvest {
        listing: super::Listing::Full {
            complete: all.complete,
        },
        memory: memory.write(),
        notices: session.findings.notices,
        partial: session.findings.partial,
        requests: session.client.requests(),
        records: all
            .spaces
            .into_iter()
            .map(|space| space.record)
            .chain(all.unreadable)
            .collect(),
        ..Harvest::default()
    }
}
