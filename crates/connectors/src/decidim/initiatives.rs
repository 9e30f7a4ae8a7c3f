//! Citizens' initiatives. If one initiative has no dates, a list that asks for dates comes as null. So the dates are asked in a document of their
//! own, and, where that comes as null, of one initiative at a time.

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

/// The most initiatives whose dates are asked one by one in one poll; the others keep what is remembered of them.
const MOST_ASKED_ALONE: usize = 100;

/// The first and the last moment at which an initiative can be signed.
type SignaturePeriod = (Option<Moment>, Option<Moment>);

/// Reads every public initiative; `None` if the installation lacks the module.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Initiatives::build_query(initiatives::Variables {});
    let query = ListQuery {
        kind: SpaceKind::Initiative,
        operation: body.operation_name,
        text: body.query,
        list_field: "initiatives",
        single_field: "initiative",
        keys_operation: "InitiativeIds",
        single_operation: "SingleInitiative",
    };
    let Some(list) = lists::read(session, memory, &query, now).await? else {
        return Ok(None);
    };
    let mut listing =
        list.into_spaces(|element| space(&session.client, &mut session.findings, element));
    let ids: Vec<String> = listing
        .spaces
        .iter()
        .map(|space| space.record.native_id.clone())
        .collect();
    let mut periods = read_signature_periods(session, memory, &ids, now).await?;
    for space in &mut listing.spaces {
        let (opens, closes) = periods.remove(&space.record.native_id).unwrap_or_default();
        space.record.opens = opens;
        space.record.closes = closes;
    }
    Ok(Some(listing))
}

/// Makes the space of an initiative; `None` if it has no id.
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
    // In every version the slug of an initiative is made from its id.
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
    record.counts = Counts {
        votes: sum_of_votes(initiative.online_votes, initiative.offline_votes),
        ..Counts::default()
    };
    Some(Space::new(record, components, unread))
}

/// Returns the number of signatures, online and on paper; `None` if neither is known.
fn sum_of_votes(online: Option<i64>, offline: Option<i64>) -> Option<u64> {
    let count = |votes: Option<i64>| votes.and_then(|votes| u64::try_from(votes).ok());
    match (count(online), count(offline)) {
        (None, None) => None,
        (online, offline) => Some(online.unwrap_or(0).saturating_add(offline.unwrap_or(0))),
    }
}

/// Parses the state of an initiative, as any version writes it.
fn declared_state(word: &str) -> Option<DeclaredState> {
    match word.to_ascii_lowercase().as_str() {
        "published" | "open" => Some(DeclaredState::Open),
        "accepted" | "rejected" | "discarded" | "closed" | "answered" | "classified"
        | "examinated" | "debatted" => Some(DeclaredState::Closed),
        _ => None,
    }
}

/// Reads the signature periods of the initiatives `ids`, by id.
async fn read_signature_periods(
    session: &mut Session<'_>,
    memory: &mut Memory,
    ids: &[String],
    now: DateTime<Utc>,
) -> Result<BTreeMap<String, SignaturePeriod>, Error> {
    memory
        .signature_periods
        .retain(|id| ids.iter().any(|listed| listed == id));
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    if !ids
        .iter()
        .any(|id| memory.signature_periods.is_fresh(id, now))
    {
        let reply = session
            .ask::<InitiativesDates>(initiatives_dates::Variables {}, OnNull::Accept)
            .await;
        let reply = spaces::optional_answer(reply, &mut session.findings)?;
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
    ask_one_by_one(session, memory, ids, now).await?;
    Ok(ids
        .iter()
        .filter_map(|id| Some((id.clone(), *memory.signature_periods.last(id)?)))
        .collect())
}

/// Asks for the signature periods that were not read within a day, one by one.
async fn ask_one_by_one(
    session: &mut Session<'_>,
    memory: &mut Memory,
    ids: &[String],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut asked = 0;
    for id in ids {
        if memory.signature_periods.is_fresh(id, now) {
            continue;
        }
        if asked == MOST_ASKED_ALONE {
            session.findings.lacks("petition_dates");
            break;
        }
        asked += 1;
        if let Some(period) = ask_period(session, id).await? {
            memory.signature_periods.note(id, period, now);
        }
    }
    Ok(())
}

/// Asks for the signature period of one initiative. `(None, None)` if it has no dates; `None` if the host refused the document or failed over it.
async fn ask_period(session: &mut Session<'_>, id: &str) -> Result<Option<SignaturePeriod>, Error> {
    let variables = initiative_dates::Variables { id: id.to_owned() };
    let reply = session
        .ask::<InitiativeDates>(variables, OnNull::Accept)
        .await;
    let reply = spaces::optional_answer(reply, &mut session.findings)?;
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
