//! Participatory processes: their texts, phases and components; their groups and what they are attached to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;

use super::client::{Client, OnNull};
use super::components;
use super::dates;
use super::documents::{Groups, Processes, Territory, groups, processes, territory};
use super::lists::{self, Element, ListQuery};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space, SpaceList};
use super::translations::text;
use crate::Error;
use crate::fault::Flaw;
use crate::findings::Findings;
use passerelle_model::{
    Affiliation, AffiliationKind, LocalizedText, PhaseRecord, Record, SpaceKind,
};

/// The processes that were read, and the version that the host tells.
pub(super) struct ReadProcesses {
    /// The processes.
    pub(super) listing: SpaceList,
    /// The host's version, where it tells.
    pub(super) version: Option<String>,
}

/// The list of processes, and the document that asks it.
fn asked() -> ListQuery {
    let body = Processes::build_query(processes::Variables {});
    ListQuery {
        kind: SpaceKind::Process,
        document: (body.operation_name, body.query),
        fields: ("participatoryProcesses", "participatoryProcess"),
        narrower: ("ProcessIds", "SingleProcess"),
    }
}

/// Every public process.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<ReadProcesses, Error> {
    let asked = asked();
    let listed = lists::read::<processes::Process>(session, memory, &asked, now).await?;
    let Some(listed) = listed else {
        return Err(session
            .client
            .not_understood(asked.document.0, Flaw::NoList));
    };
    let version = listed.beside.get("decidim");
    let version = version.and_then(|decidim| decidim.get("version")?.as_str());
    let version = version.map(str::to_owned);
    let mut listing = SpaceList {
        spaces: Vec::new(),
        unreadable: listed.unreadable,
        complete: listed.complete,
    };
    let mut listed_groups = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for element in listed.elements {
        let group = element.wire.participatory_process_group.as_ref();
        let group = group.and_then(|group| group.id.clone());
        let Some(space) = space(&session.client, &mut session.findings, element) else {
            continue;
        };
        if seen.insert(space.record.native_id.clone()) {
            if let Some(group) = group {
                listed_groups.insert(space.record.native_id.clone(), group);
            }
            listing.spaces.push(space);
        }
    }
    attach(session, &mut listing.spaces, &listed_groups).await?;
    Ok(ReadProcesses { listing, version })
}

/// The space that a process is; `None` if it has no key or is closed to the public.
fn space(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<processes::Process>,
) -> Option<Space> {
    let Element {
        wire: process,
        unread,
    } = element;
    let id = process.id?;
    // No version has processes that are private and transparent in two words.
    let access = spaces::access(process.private_space, None, process.access_mode.as_deref())?;
    let slug = process
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
    let page = client.page(SpaceKind::Process, slug, process.url.as_deref());
    let components = components::of_space(process.components, &page);
    let bad = &mut findings.bad_dates;
    let mut record = Record::new(SpaceKind::Process, id, page.url().clone());
    record.title = text(process.title);
    record.subtitle = text(process.subtitle);
    record.short_description = text(process.short_description);
    record.description = text(process.description);
    record.opens = dates::moment(process.start_date.as_ref()).or_count(bad);
    record.closes = dates::moment(process.end_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(process.published_at.as_ref()).or_count(bad);
    record.access = access;
    record.promoted = process.promoted.unwrap_or(false);
    record.modalities = components::modalities(None, &components.list);
    let steps = process.steps.into_iter().flatten().flatten();
    let steps = steps.map(|step| {
        (
            step.position,
            text(step.title),
            step.start_date,
            step.end_date,
            step.active,
        )
    });
    let phases = process.phases.into_iter().flatten().flatten();
    let phases = phases.map(|phase| {
        (
            phase.position,
            text(phase.title),
            phase.start_date,
            phase.end_date,
            phase.active,
        )
    });
    let mut ordered: Vec<_> = steps.chain(phases).collect();
    ordered.sort_by_key(|(position, ..)| position.unwrap_or(i64::MAX));
    record.phases = ordered
        .into_iter()
        .map(|(_, title, opens, closes, active)| PhaseRecord {
            title,
            opens: dates::moment(opens.as_ref()).or_count(bad),
            closes: dates::moment(closes.as_ref()).or_count(bad),
            participatory: None,
            active: active == Some(true),
        })
        .collect();
    record.image = spaces::image(client.base(), process.hero_image.as_deref());
    Some(Space::new(record, components, unread))
}

/// Adds what the processes are attached to.
async fn attach(
    session: &mut Session<'_>,
    listed: &mut [Space],
    in_groups: &BTreeMap<String, String>,
) -> Result<(), Error> {
    if listed.is_empty() {
        return Ok(());
    }
    let names = if in_groups.is_empty() {
        BTreeMap::new()
    } else {
        group_names(session).await?
    };
    let reply = session
        .ask::<Territory>(territory::Variables {}, OnNull::Shrink)
        .await;
    let reply = spaces::or_without(reply, &mut session.findings)?;
    let told = reply.and_then(|reply| reply.data?.participatory_processes);
    if told.is_none() {
        session.findings.affiliations_doubtful = true;
        session.findings.lacks("attachments");
    }
    let told = told.into_iter().flatten().flatten();
    let mut told: BTreeMap<String, _> = told
        .filter_map(|process| Some((process.id.clone()?, process)))
        .collect();
    for space in listed {
        let record = &mut space.record;
        if let Some(group) = in_groups.get(&record.native_id) {
            record.affiliations.push(Affiliation {
                kind: AffiliationKind::Group,
                native_id: Some(group.clone()),
                names: names.get(group).cloned().unwrap_or_default(),
                ancestors: Vec::new(),
            });
        }
        let Some(process) = told.remove(&record.native_id) else {
            continue;
        };
        let scope = process
            .scope
            .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
        record.affiliations.extend(scope);
        spaces::add_taxonomies(record, process.taxonomies);
        record
            .affiliations
            .extend(spaces::place_name(text(process.local_area)));
        record
            .affiliations
            .extend(spaces::place_name(text(process.meta_scope)));
    }
    Ok(())
}

/// The names of the groups, by key.
async fn group_names(session: &mut Session<'_>) -> Result<BTreeMap<String, LocalizedText>, Error> {
    let reply = session
        .ask::<Groups>(groups::Variables {}, OnNull::Shrink)
        .await;
    let reply = spaces::or_without(reply, &mut session.findings)?;
    let list = reply.and_then(|reply| reply.data?.participatory_process_groups);
    session.findings.affiliations_doubtful |= list.is_none();
    let named = list.into_iter().flatten().flatten().filter_map(|group| {
        let name = group
            .title
            .map(text_of)
            .or_else(|| group.name.map(text_of))
            .unwrap_or_default();
        Some((group.id?, name))
    });
    Ok(named.collect())
}

fn text_of(texts: groups::Texts) -> LocalizedText {
    texts.into()
}
