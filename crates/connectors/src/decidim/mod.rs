//! Decidim, every version from 0.22, its forks, and the gateways that answer as it does.
//!
//! What a host has is learned first (`client`, `capabilities`), then documents pruned to that (`prune`) bring its spaces, then what each
//! space holds. Nothing here knows what was there before, and no document can ask for a person: see `queries/decidim/schema.graphql`.

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

mod agenda;
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
mod marks;
mod meetings;
mod memory;
mod missing_parts;
mod modules;
mod narrowing;
mod processes;
mod prune;
mod recognition;
mod relay;
mod schema;
mod session;
mod spaces;
mod translations;
mod urls;
mod version;

pub use recognition::{Recognition, recognize};
use version::Likeness;

/// The kinds of spaces that a Decidim can have.
const KINDS: [SpaceKind; 5] = [
    SpaceKind::Process,
    SpaceKind::Initiative,
    SpaceKind::Conference,
    SpaceKind::Consultation,
    SpaceKind::Assembly,
];

/// The connector.
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
        learn(&mut session, &mut memory, context).await?;
        let mut listed = match relay::introduce(&mut session).await? {
            Some(said) => read_gateway(&mut session, &mut memory, context, said).await?,
            None => read_spaces(&mut session, &mut memory, context).await?,
        };
        agenda::read(&mut session, &mut memory, context, &mut listed.spaces).await;
        if !session.client.is_gateway {
            read_details(&mut session, &mut memory, context, &mut listed.spaces).await;
        }
        Ok(harvest(session, memory, listed))
    }
}

/// The spaces that a poll brings.
#[derive(Debug, Default)]
struct Listed {
    spaces: Vec<Space>,
    unreadable: Vec<Record>,
    complete: BTreeSet<SpaceKind>,
}

impl Listed {
    fn add(&mut self, kind: SpaceKind, listing: SpaceList) {
        if listing.complete {
            self.complete.insert(kind);
        }
        self.spaces.extend(listing.spaces);
        self.unreadable.extend(listing.unreadable);
    }
}

/// Learns the capabilities of the host: those remembered for a day, else by asking.
async fn learn(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
) -> Result<(), Error> {
    if let Some(known) = memory.capabilities(context.now) {
        session.client.capabilities = known.clone();
        session.client.informed = true;
    } else {
        session.probe().await?;
        if session.client.informed {
            memory.learn(session.client.capabilities.clone(), context.now);
        }
        memory.version = recognition::deployed_version(session).await;
    }
    Ok(())
}

/// Every space that the configuration relays.
async fn read_spaces(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
) -> Result<Listed, Error> {
    let source = context.source;
    let relays = |kind| source.kinds.contains(&kind);
    let mut listed = Listed::default();
    // Of a kind that is not relayed there is nothing, and that is certain.
    listed
        .complete
        .extend(KINDS.into_iter().filter(|kind| !relays(*kind)));
    if relays(SpaceKind::Process) {
        let read = processes::read(session, memory, context.now).await?;
        memory.version = read.version.or_else(|| memory.version.take());
        listed.add(SpaceKind::Process, read.listing);
    }
    for kind in [
        SpaceKind::Initiative,
        SpaceKind::Conference,
        SpaceKind::Consultation,
    ] {
        if relays(kind) {
            let listing = read_module(session, memory, context, kind).await?;
            listed.add(kind, listing);
        }
    }
    read_assemblies(session, memory, context, &mut listed).await?;
    settle_places(&session.findings, memory, &mut listed.spaces, context.now);
    Ok(listed)
}

/// The assemblies, where the configuration relays them or has rules about them.
async fn read_assemblies(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    listed: &mut Listed,
) -> Result<(), Error> {
    let rules = |attribute| {
        context
            .source
            .attach
            .iter()
            .any(|rule| rule.attribute == attribute)
    };
    let links = rules(Attribute::Assembly) || rules(Attribute::Area);
    let relays = context.source.kinds.contains(&SpaceKind::Assembly);
    if !links && !relays {
        return Ok(());
    }
    let read = assemblies::read(session, memory, links, context.now).await;
    let Some(read) = spaces::or_without(read, &mut session.findings)?.flatten() else {
        session.findings.affiliations_doubtful = true;
        return Ok(());
    };
    for space in &mut listed.spaces {
        let key = (space.record.kind, space.record.native_id.clone());
        let linked = read.linked.get(&key);
        space
            .record
            .affiliations
            .extend(linked.into_iter().flatten().cloned());
    }
    if relays {
        listed.add(SpaceKind::Assembly, read.listing);
    }
    Ok(())
}

/// Remembers what the spaces belong to; where it could not be read whole, gives them what is remembered, so that no consultation changes its
/// territory because one document failed.
fn settle_places(
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
            if let Some(place) = memory.places.last(&key) {
                place.restore(record);
            }
        } else if record.affiliations.is_empty() {
            memory.places.retain(|known| known != key);
        } else {
            memory.places.note(&key, Affiliations::of(record), now);
        }
        listed.insert(key);
    }
    if !findings.partial {
        memory.places.retain(|key| listed.contains(key));
    }
}

/// The spaces of a module. An installation that lacks it has none of them; a list that fails is not complete, and loses nothing else.
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
            complete: session.client.informed,
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

/// Reads another gateway: consultations of any kind, all listed as processes.
async fn read_gateway(
    session: &mut Session<'_>,
    memory: &mut Memory,
    context: &Context<'_>,
    said: relay::Introduction,
) -> Result<Listed, Error> {
    let mut listing = processes::read(session, memory, context.now).await?.listing;
    // The keys that a gateway lists are not those that its consultations have at their sources.
    listing.complete &= listing.unreadable.is_empty();
    relay::take_over(
        &session.client,
        &mut session.findings,
        context,
        said,
        &mut listing,
    )?;
    let mut listed = Listed::default();
    if listing.complete {
        listed.complete.extend(KINDS);
    }
    listed.spaces = listing.spaces;
    Ok(listed)
}

/// Reads the details that are asked seldom. If the host stops answering here, what is remembered stands.
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

/// Returns the notice that tells the version of the host and what it cannot be asked. `None` for a gateway, which tells what it relays, and where
/// nothing was learned.
fn told_capabilities(client: &Client<'_>, version: Option<&str>) -> Option<Reason> {
    if client.is_gateway || !client.informed {
        return None;
    }
    let capabilities = &client.capabilities;
    let like = capabilities.likely_versions(documents::probe::QUERY);
    let like: Vec<String> = like.into_iter().map(|minor| format!("0.{minor}")).collect();
    let nearest = capabilities.nearest_version(documents::probe::QUERY);
    let (nearest, missing) = (
        nearest.map(|minor| format!("0.{minor}")),
        capabilities.missing(),
    );
    let likeness = Likeness {
        version,
        like: &like,
        nearest: nearest.as_deref(),
        missing: &missing,
    };
    Some(likeness.reason())
}

fn harvest(mut session: Session<'_>, mut memory: Memory, listed: Listed) -> Harvest {
    session.findings.notice_bad_dates();
    if let Some(told) = told_capabilities(&session.client, memory.version.as_deref()) {
        session.findings.notice(told);
    }
    if session.client.surprised {
        // It refused what it was known to have: an upgrade, most often.
        memory.forget_capabilities();
    }
    if !session.findings.partial {
        let components: BTreeSet<&str> = listed
            .spaces
            .iter()
            .flat_map(|space| &space.components)
            .map(|component| component.id.as_str())
            .collect();
        let spaces: BTreeSet<&str> = listed
            .spaces
            .iter()
            .map(|space| space.record.native_id.as_str())
            .collect();
        let keys: BTreeSet<String> = listed.spaces.iter().map(Space::key).collect();
        memory.agendas.retain(|key| keys.contains(key));
        memory.singles.retain(|_| false);
        memory.results.retain(|id| components.contains(id));
        memory.counts.retain(|id| spaces.contains(id));
    }
    Harvest {
        listing: super::Listing::Full {
            complete: listed.complete,
        },
        memory: memory.write(),
        notices: session.findings.notices,
        partial: session.findings.partial,
        requests: session.client.requests(),
        records: listed
            .spaces
            .into_iter()
            .map(|space| space.record)
            .chain(listed.unreadable)
            .collect(),
        ..Harvest::default()
    }
}
