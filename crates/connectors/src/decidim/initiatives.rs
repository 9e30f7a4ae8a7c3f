//! Citizens' initiatives. One initiative without dates nulls a list that asks for them: they are asked apart, and then one by one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;

use super::client::{Client, OnNull};
use super::components;
use super::dates;
use super::documents::{
    InitiativeDates, Initiatives, InitiativesDates, initiative_dates, initiatives,
    initiatives_dates,
};
use super::lists::{self, Element, ListQuery};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space, SpaceList};
use super::translations::text;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::{
    AffiliationKind, Counts, DeclaredState, Modality, Moment, Record, SpaceKind,
};

/// The number of initiatives that are asked for their dates one by one in one poll; the others keep what is remembered of them.
const MOST_SINGLE: usize = 100;

type Days = (Option<Moment>, Option<Moment>);

/// Every public initiative; `None` if the installation has none of them.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Initiatives::build_query(initiatives::Variables {});
    let asked = ListQuery {
        kind: SpaceKind::Initiative,
        document: (body.operation_name, body.query),
        fields: ("initiatives", "initiative"),
        narrower: ("InitiativeIds", "SingleInitiative"),
    };
    let Some(listed) = lists::read(session, memory, &asked, now).await? else {
        return Ok(None);
    };
    let mut listing = SpaceList {
        spaces: Vec::new(),
        unreadable: listed.unreadable,
        complete: listed.complete,
    };
    for element in listed.elements {
        listing
            .spaces
            .extend(space(&session.client, &mut session.findings, element));
    }
    let ids: Vec<String> = listing
        .spaces
        .iter()
        .map(|space| space.record.native_id.clone())
        .collect();
    let mut days = read_days(session, memory, &ids, now).await?;
    for space in &mut listing.spaces {
        let (opens, closes) = days.remove(&space.record.native_id).unwrap_or_default();
        space.record.opens = opens;
        space.record.closes = closes;
    }
    Ok(Some(listing))
}

fn space(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<initiatives::InitiativesInitiatives>,
) -> Option<Space> {
    let Element {
        wire: initiative,
        unread,
    } = element;
    let id = initiative.id?;
    // The slug of an initiative is made of its key in every version.
    let slug = format!("i-{id}");
    let page = client.page(SpaceKind::Initiative, &slug, initiative.url.as_deref());
    let components = components::of_space(initiative.components, &page);
    let mut record = Record::new(SpaceKind::Initiative, id, page.url().clone());
    record.title = text(initiative.title);
    record.description = text(initiative.description);
    record.declared_state = initiative.state.as_deref().and_then(declared_state);
    record.published_at =
        dates::instant(initiative.published_at.as_ref()).or_count(&mut findings.bad_dates);
    record.modalities = components::modalities(Some(Modality::Petition), &components.list);
    let scope = initiative
        .scope
        .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
    record.affiliations.extend(scope);
    let votes = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
    record.counts = Counts {
        votes: match (
            votes(initiative.online_votes),
            votes(initiative.offline_votes),
        ) {
            (None, None) => None,
            (online, offline) => Some(online.unwrap_or(0).saturating_add(offline.unwrap_or(0))),
        },
        ..Counts::default()
    };
    Some(Space::new(record, components, unread))
}

/// Parses a state in the words of any version.
fn declared_state(word: &str) -> Option<DeclaredState> {
    match word.to_ascii_lowercase().as_str() {
        "published" | "open" => Some(DeclaredState::Open),
        "accepted" | "rejected" | "discarded" | "closed" | "answered" | "classified"
        | "examinated" | "debatted" => Some(DeclaredState::Closed),
        _ => None,
    }
}

/// The first and last days, by key.
async fn read_days(
    session: &mut Session<'_>,
    memory: &mut Memory,
    ids: &[String],
    now: DateTime<Utc>,
) -> Result<BTreeMap<String, Days>, Error> {
    memory
        .dates
        .retain(|id| ids.iter().any(|listed| listed == id));
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    if !ids.iter().any(|id| memory.dates.is_fresh(id, now)) {
        let reply = session
            .ask::<InitiativesDates>(initiatives_dates::Variables {}, OnNull::Accept)
            .await;
        let reply = spaces::or_without(reply, &mut session.findings)?;
        if let Some(list) = reply.and_then(|reply| reply.data?.initiatives) {
            let bad = &mut session.findings.bad_dates;
            let dated = list.into_iter().flatten().filter_map(|initiative| {
                let opens = dates::moment(initiative.signature_start_date.as_ref()).or_count(bad);
                let closes = dates::moment(initiative.signature_end_date.as_ref()).or_count(bad);
                Some((initiative.id?, (opens, closes)))
            });
            return Ok(dated.collect());
        }
    }
    let mut asked = 0;
    for id in ids {
        if memory.dates.is_fresh(id, now) {
            continue;
        }
        if asked == MOST_SINGLE {
            session.findings.lacks("petition_dates");
            break;
        }
        asked += 1;
        if let Some(days) = days_of(session, id).await? {
            memory.dates.note(id, days, now);
        }
    }
    Ok(ids
        .iter()
        .filter_map(|id| Some((id.clone(), *memory.dates.last(id)?)))
        .collect())
}

/// The days of one initiative: neither where it has none, which is why it is asked alone. `None` if the host failed over it.
async fn days_of(session: &mut Session<'_>, id: &str) -> Result<Option<Days>, Error> {
    let variables = initiative_dates::Variables { id: id.to_owned() };
    let reply = session
        .ask::<InitiativeDates>(variables, OnNull::Accept)
        .await;
    let reply = spaces::or_without(reply, &mut session.findings)?;
    let bad = &mut session.findings.bad_dates;
    Ok(
        reply.map(|reply| match reply.data.and_then(|data| data.initiative) {
            Some(initiative) => (
                dates::moment(initiative.signature_start_date.as_ref()).or_count(bad),
                dates::moment(initiative.signature_end_date.as_ref()).or_count(bad),
            ),
            None => (None, None),
        }),
    )
}
