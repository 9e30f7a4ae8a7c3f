//! Participatory processes: their texts, phases and components; their groups and what they are attached to.

use std::collections::{BTreeMap, BTreeSet};

use graphql_client::GraphQLQuery;
use serde_json::{Map, Value, json};

use super::answer::GraphqlAnswer;
use super::components;
use super::dates;
use super::documents::{
    Groups, ProcessIds, Processes, SingleProcess, Territory, groups, process_ids, processes,
    single_process, territory,
};
use super::session::{OnNull, Reply, Session};
use super::spaces::{self, Listing, Space};
use super::translations::text;
use crate::connector::Error;
use crate::model::{Affiliation, AffiliationKind, LocalizedText, PhaseRecord, SpaceKind};

/// How many processes are asked one by one where their list cannot be had in one piece.
const MOST_SINGLE: usize = 60;

/// What was read, and the version that the host tells.
pub(super) struct Read {
    /// The processes.
    pub(super) listing: Listing,
    /// The host's version, where it tells.
    pub(super) version: Option<String>,
}

/// Every public process.
pub(super) async fn read(session: &mut Session<'_>) -> Result<Read, Error> {
    let reply = session
        .ask::<Processes>(processes::Variables {}, OnNull::Shrink)
        .await?;
    let version = reply
        .data
        .as_ref()
        .and_then(|data| data.decidim.as_ref()?.version.clone());
    let has_errors = !reply.errors.is_empty();
    let (wire, complete) = match reply.data.and_then(|data| data.participatory_processes) {
        Some(list) => {
            let (wire, short) = spaces::elements(list, has_errors, |process| process.id.as_ref());
            (wire, !short)
        }
        None => one_by_one(session).await?,
    };
    if !complete {
        session.lacks("some processes could not be read: what was known of them is kept");
    }
    let mut listing = Listing {
        spaces: Vec::new(),
        complete,
    };
    let mut listed_groups = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for process in wire {
        let group = process
            .participatory_process_group
            .as_ref()
            .and_then(|group| group.id.clone());
        let Some(space) = space(session, process) else {
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
    Ok(Read { listing, version })
}

/// The space that a process is; `None` if it has no key or is closed to the public.
fn space(session: &mut Session<'_>, process: processes::Process) -> Option<Space> {
    let id = process.id?;
    if spaces::is_private(process.private_space, process.access_mode.as_deref()) {
        return None;
    }
    let slug = process
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
    let page = session.page(SpaceKind::Process, slug, process.url.as_deref());
    let components = components::of_space(process.components, &page);
    let bad = &mut session.bad_dates;
    let mut record = spaces::record(SpaceKind::Process, id, page.url().clone());
    record.title = text(process.title);
    record.subtitle = text(process.subtitle);
    record.short_description = text(process.short_description);
    record.description = text(process.description);
    record.opens = dates::moment(process.start_date.as_ref()).or_count(bad);
    record.closes = dates::moment(process.end_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(process.published_at.as_ref()).or_count(bad);
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
    record.image = spaces::image(session.base(), process.hero_image.as_deref());
    Some(Space::new(record, components))
}

/// The processes asked one by one, with the selections of the list: what fails over one loses no other.
async fn one_by_one(session: &mut Session<'_>) -> Result<(Vec<processes::Process>, bool), Error> {
    let ids = session
        .ask::<ProcessIds>(process_ids::Variables {}, OnNull::Accept)
        .await?;
    let Some(ids) = ids.data.and_then(|data| data.participatory_processes) else {
        return Err(session.unreadable("core", "the list of processes is null"));
    };
    let ids: Vec<String> = ids
        .into_iter()
        .flatten()
        .filter_map(|process| process.id)
        .collect();
    session.lacks("the processes cannot be had in one piece: they are asked one by one");
    let mut complete = ids.len() <= MOST_SINGLE;
    let mut found = Vec::new();
    for id in ids.into_iter().take(MOST_SINGLE) {
        let document = SingleProcess::build_query(single_process::Variables { id: id.clone() });
        let (name, text) = (document.operation_name, document.query);
        let variables = Map::from_iter([("id".to_owned(), Value::String(id))]);
        let answer = session
            .exchange(name, text, &variables, OnNull::Shrink)
            .await;
        match spaces::or_without(answer, session)?.flatten() {
            Some(GraphqlAnswer {
                data: Some(mut data),
                errors,
            }) => match data.remove("participatoryProcess") {
                Some(Value::Object(process)) => {
                    let list = json!({"participatoryProcesses": [process]});
                    let list = GraphqlAnswer::read(json!({"data": list})).unwrap_or_default();
                    let reply: Reply<processes::ResponseData> = session.typed(name, list)?;
                    let list = reply.data.and_then(|data| data.participatory_processes);
                    found.extend(list.into_iter().flatten().flatten());
                }
                _ => complete &= errors.is_empty(),
            },
            _ => complete = false,
        }
    }
    Ok((found, complete))
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
    let reply = spaces::or_without(reply, session)?;
    let told = reply.and_then(|reply| reply.data?.participatory_processes);
    if told.is_none() {
        session.places_doubtful = true;
        session.lacks(
            "what the processes are attached to could not be read: what is remembered of it stands",
        );
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
    let reply = spaces::or_without(reply, session)?;
    let list = reply.and_then(|reply| reply.data?.participatory_process_groups);
    session.places_doubtful |= list.is_none();
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
