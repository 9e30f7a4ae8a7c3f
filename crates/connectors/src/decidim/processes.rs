//! Participatory processes: their texts, phases, components and affiliations.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;
use serde_json::Value;

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

/// The processes of a host, and the version that the host gives in the same answer.
pub(super) struct ReadProcesses {
    /// The processes.
    pub(super) listing: SpaceList,
    /// The version of the host, if it gives one.
    pub(super) version: Option<String>,
}

fn list_query() -> ListQuery {
    let body = Processes::build_query(processes::Variables {});
    ListQuery {
        kind: SpaceKind::Process,
        operation: body.operation_name,
        text: body.query,
        list_field: "participatoryProcesses",
        single_field: "participatoryProcess",
        keys_operation: "ProcessIds",
        single_operation: "SingleProcess",
    }
}

/// Reads every public process.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<ReadProcesses, Error> {
    let query = list_query();
    let list = lists::read::<processes::Process>(session, memory, &query, now).await?;
    let Some(list) = list else {
        return Err(session.client.not_understood(query.operation, Flaw::NoList));
    };
    let version = list.other_fields.get("decidim");
    let version = version.and_then(|decidim| decidim.get("version")?.as_str());
    let version = version.map(str::to_owned);
    let mut group_ids = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut listing = list.into_spaces(|element| {
        let group = element.wire.participatory_process_group.as_ref();
        let group = group.and_then(|group| group.id.clone());
        let space = space(&session.client, &mut session.findings, element)?;
        let id = &space.record.native_id;
        if !seen.insert(id.clone()) {
            return None;
        }
        if let Some(group) = group {
            group_ids.insert(id.clone(), group);
        }
        Some(space)
    });
    add_affiliations(session, &mut listing.spaces, &group_ids).await?;
    Ok(ReadProcesses { listing, version })
}

/// Makes the space of a process; `None` if it has no id or is closed to the public.
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
    // In no version does a process have the field that says that it is transparent.
    let access = spaces::access(process.private_space, None, process.access_mode.as_deref())?;
    let slug = spaces::slug_or_id(process.slug.as_deref(), &id);
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
    record.phases = phases(process.steps, process.phases, bad);
    record.image = spaces::image(client.base(), process.hero_image.as_deref());
    Some(Space::new(record, components, unread))
}

type Nodes<T> = Option<Vec<Option<T>>>;

/// Returns the phases of a process in their order: `steps` in older versions, `phases` in newer ones.
fn phases(
    steps: Nodes<processes::ProcessSteps>,
    phases: Nodes<processes::ProcessPhases>,
    bad_dates: &mut u32,
) -> Vec<PhaseRecord> {
    let mut phase = |title, opens: Option<&Value>, closes: Option<&Value>, active| PhaseRecord {
        title,
        opens: dates::moment(opens).or_count(bad_dates),
        closes: dates::moment(closes).or_count(bad_dates),
        participatory: None,
        active: active == Some(true),
    };
    let mut ordered = Vec::new();
    for step in steps.into_iter().flatten().flatten() {
        let (opens, closes) = (step.start_date.as_ref(), step.end_date.as_ref());
        let record = phase(text(step.title), opens, closes, step.active);
        ordered.push((step.position, record));
    }
    for newer in phases.into_iter().flatten().flatten() {
        let (opens, closes) = (newer.start_date.as_ref(), newer.end_date.as_ref());
        let record = phase(text(newer.title), opens, closes, newer.active);
        ordered.push((newer.position, record));
    }
    ordered.sort_by_key(|(position, _)| position.unwrap_or(i64::MAX));
    ordered.into_iter().map(|(_, record)| record).collect()
}

/// Adds the affiliations of the processes to their records. `group_ids` holds the ids of their groups, by native id of the process.
async fn add_affiliations(
    session: &mut Session<'_>,
    spaces: &mut [Space],
    group_ids: &BTreeMap<String, String>,
) -> Result<(), Error> {
    if spaces.is_empty() {
        return Ok(());
    }
    let names = if group_ids.is_empty() {
        BTreeMap::new()
    } else {
        group_names(session).await?
    };
    let reply = session
        .ask::<Territory>(territory::Variables {}, OnNull::Shrink)
        .await;
    let reply = spaces::optional_answer(reply, &mut session.findings)?;
    let processes = reply.and_then(|reply| reply.data?.participatory_processes);
    if processes.is_none() {
        session.findings.affiliations_doubtful = true;
        session.findings.lacks("attachments");
    }
    let processes = processes.into_iter().flatten().flatten();
    let mut processes: BTreeMap<String, _> = processes
        .filter_map(|process| Some((process.id.clone()?, process)))
        .collect();
    for space in spaces {
        let record = &mut space.record;
        if let Some(group) = group_ids.get(&record.native_id) {
            record.affiliations.push(Affiliation {
                kind: AffiliationKind::Group,
                native_id: Some(group.clone()),
                names: names.get(group).cloned().unwrap_or_default(),
                ancestors: Vec::new(),
            });
        }
        let Some(process) = processes.remove(&record.native_id) else {
            continue;
        };
        let scope = process
            .scope
            .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
        record.affiliations.extend(scope);
        spaces::add_taxonomies(record, process.taxonomies);
        record
            .affiliations
            .extend(spaces::place_name_affiliation(text(process.local_area)));
        record
            .affiliations
            .extend(spaces::place_name_affiliation(text(process.meta_scope)));
    }
    Ok(())
}

/// Reads the names of the groups of processes, by id.
async fn group_names(session: &mut Session<'_>) -> Result<BTreeMap<String, LocalizedText>, Error> {
    let reply = session
        .ask::<Groups>(groups::Variables {}, OnNull::Shrink)
        .await;
    let reply = spaces::optional_answer(reply, &mut session.findings)?;
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
