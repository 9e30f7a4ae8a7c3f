//! Another gateway, read as the Decidim that it answers as: what it relays keeps its id, and what came from this gateway is dropped, so
//! that two gateways that poll each other do not echo.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::client::{Client, OnNull};
use super::dates;
use super::documents::{Relay, relay};
use super::fault::Fault;
use super::session::Session;
use super::spaces::{Space, SpaceList};
use super::translations::localized;
use super::urls;
use crate::federation::{may_be_relayed, same_place};
use crate::findings::Findings;
use crate::{Context, Error};
use passerelle_model::{
    Affiliation, AffiliationKind, AlsoAt, Counts, DeclaredState, Document, Moment, Origin, Point,
    Provenance, Record, RelayedAs, Results, SpaceKind, TerritoryCode, TerritoryHow, Via,
};

use relay::RelayParticipatoryProcessesPasserelle as Told;
use relay::{
    RelayParticipatoryProcesses, RelayParticipatoryProcessesPasserelleAlsoAt,
    RelayParticipatoryProcessesPasserelleCounts, RelayParticipatoryProcessesPasserellePhases,
    RelayParticipatoryProcessesPasserelleResults, RelayParticipatoryProcessesPasserelleSource,
    RelayParticipatoryProcessesPasserelleTerritory, RelayParticipatoryProcessesPasserelleVia,
    RelayPasserelle,
};

/// The introduction of a gateway: itself and what it relays.
pub(super) struct Introduction {
    gateway: RelayPasserelle,
    listed: Vec<Option<RelayParticipatoryProcesses>>,
}

/// Asks the host whether it is a gateway, and if so, what it relays. `None` for a plain Decidim.
pub(super) async fn introduce(session: &mut Session<'_>) -> Result<Option<Introduction>, Error> {
    if !session.client.may_be_gateway() {
        return Ok(None);
    }
    let reply = session
        .ask::<Relay>(relay::Variables {}, OnNull::Accept)
        .await?;
    if !session.client.may_be_gateway() {
        // It complained only now: a host that does not name all that it lacks at once.
        return Ok(None);
    }
    let Some((gateway, listed)) = reply
        .data
        .and_then(|data| Some((data.passerelle?, data.participatory_processes?)))
    else {
        return Err(Fault::NoRelay {
            url: session.client.endpoint().clone(),
        }
        .into());
    };
    session.client.is_gateway = true;
    Ok(Some(Introduction { gateway, listed }))
}

/// The beginning of the keys under which a gateway files its themes.
const OF_THEMES: &str = "theme:";

/// Gives the listed processes what the gateway says of them, and drops what cannot be relayed.
pub(super) fn take_over(
    client: &Client<'_>,
    findings: &mut Findings,
    context: &Context<'_>,
    said: Introduction,
    listing: &mut SpaceList,
) -> Result<(), Error> {
    let Introduction { gateway, listed } = said;
    let address = gateway.url.as_deref().and_then(urls::public);
    let polled = Via {
        name: gateway
            .name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| context.source.name.clone()),
        url: address.unwrap_or_else(|| client.base().clone()),
    };
    if same_place(&polled.url, context.gateway) {
        return Err(Error::Itself {
            url: context.source.url.clone(),
        });
    }
    let told = listed.into_iter().flatten();
    let mut told: BTreeMap<String, Told> = told
        .filter_map(|process| Some((process.id?, process.passerelle?)))
        .collect();
    let mut unexplained = 0_u32;
    let mut bad_dates = 0;
    listing.spaces = std::mem::take(&mut listing.spaces)
        .into_iter()
        .filter_map(|mut space| {
            let Some(told) = told.remove(&space.record.native_id) else {
                unexplained += 1;
                return None;
            };
            match explain(&mut space, told, &polled, context.gateway, &mut bad_dates) {
                Ok(true) => Some(space),
                Ok(false) => None,
                Err(Unreadable) => {
                    unexplained += 1;
                    None
                }
            }
        })
        .collect();
    findings.bad_dates = findings.bad_dates.saturating_add(bad_dates);
    if unexplained > 0 {
        listing.complete = false;
        findings.lacks_with("origins", |reason| reason.with("count", unexplained));
    }
    Ok(())
}

/// The error for what a gateway said and cannot be read.
struct Unreadable;

/// Fills in what the gateway says; whether the record may be relayed, which it may not when it came from here.
fn explain(
    space: &mut Space,
    told: Told,
    polled: &Via,
    here: &Url,
    bad_dates: &mut u32,
) -> Result<bool, Unreadable> {
    let id = told.id.as_deref().and_then(|id| Uuid::parse_str(id).ok());
    let kind = told.kind.as_deref().and_then(SpaceKind::from_token);
    let native_id = told.native_id.filter(|id| !id.is_empty());
    let origin = told.origin.filter(|origin| !origin.trim().is_empty());
    let (Some(id), Some(kind), Some(native_id), Some(origin)) = (id, kind, native_id, origin)
    else {
        return Err(Unreadable);
    };
    let mut via = way(told.via);
    via.push(polled.clone());
    let provenance = told.source.and_then(provenance);
    let first = provenance.as_ref().map(|source| &source.url);
    if !may_be_relayed(&via, first, here) {
        return Ok(false);
    }
    let record = &mut space.record;
    take_themes(record);
    take_dates(
        record,
        told.opens.as_ref(),
        told.closes.as_ref(),
        told.phases,
        bad_dates,
    );
    record.location = told
        .location
        .and_then(|point| Point::new(point.latitude?, point.longitude?));
    record.counts = told.counts.as_ref().map(counts).unwrap_or_default();
    record.results = told.results.map(|results| published(results, bad_dates));
    record.kind = kind;
    record.native_id = native_id;
    record.published_at = dates::instant(told.published_at.as_ref())
        .or_count(bad_dates)
        .or(record.published_at);
    record.declared_state = told.declared_state.as_deref().and_then(declared_state);
    record.modalities = told
        .modalities
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|word| word.parse().ok())
        .collect();
    record.relayed = Some(RelayedAs {
        id,
        origin: Origin::new(&origin),
        via,
        provenance,
        territory: told.territory.and_then(territory),
        organiser: told.organiser,
        level: told.level.and_then(|word| word.parse().ok()),
        also_at: also_at(told.also_at),
        licence: told.licence,
        timezone: told.timezone,
    });
    Ok(true)
}

/// A gateway files territory, themes, modalities and level as taxonomies: only its themes are themes, and the rest it tells beside them.
fn take_themes(record: &mut Record) {
    let is_theme = |affiliation: &&Affiliation| {
        affiliation
            .native_id
            .as_deref()
            .is_some_and(|id| id.starts_with(OF_THEMES))
    };
    record.themes = record
        .affiliations
        .iter()
        .filter(is_theme)
        .map(|theme| theme.names.clone())
        .collect();
    record
        .affiliations
        .retain(|affiliation| affiliation.kind == AffiliationKind::Group);
}

/// The dates as the first gateway knows them: Decidim's own fields cannot tell a day from an instant everywhere. What an older gateway does not
/// say stays as those fields have it.
fn take_dates(
    record: &mut Record,
    opens: Option<&Value>,
    closes: Option<&Value>,
    phases: Option<Vec<Option<RelayParticipatoryProcessesPasserellePhases>>>,
    bad_dates: &mut u32,
) {
    let mut moment = |value: Option<&Value>| dates::moment(value).or_count(bad_dates);
    record.opens = moment(opens).or(record.opens);
    record.closes = moment(closes).or(record.closes);
    let Some(periods) = phases.filter(|periods| periods.len() == record.phases.len()) else {
        return;
    };
    for (phase, period) in record.phases.iter_mut().zip(periods) {
        if let Some(period) = period {
            phase.opens = moment(period.opens.as_ref());
            phase.closes = moment(period.closes.as_ref());
            // Decidim's own field says which one runs by the rule of that gateway; here its source's word counts.
            phase.participatory = period.participatory;
            phase.active = period.active.unwrap_or(false);
        }
    }
}

/// The territory, and how the first gateway knows it.
fn territory(
    told: RelayParticipatoryProcessesPasserelleTerritory,
) -> Option<(TerritoryCode, TerritoryHow)> {
    let how = match told.how.as_deref() {
        Some("rule") => TerritoryHow::Rule,
        Some("inferred") => TerritoryHow::Inferred,
        _ => TerritoryHow::Declared,
    };
    Some((told.code?.parse().ok()?, how))
}

fn counts(told: &RelayParticipatoryProcessesPasserelleCounts) -> Counts {
    let count = |told: Option<i64>| told.and_then(|count| u64::try_from(count).ok());
    Counts {
        contributions: count(told.contributions_count),
        participants: count(told.participants_count),
        votes: count(told.votes_count),
    }
}

fn published(told: RelayParticipatoryProcessesPasserelleResults, bad_dates: &mut u32) -> Results {
    let documents = told.documents.into_iter().flatten().flatten();
    let documents = documents.filter_map(|document| {
        let texts = document.title.and_then(|title| title.translations);
        let texts = texts.into_iter().flatten().flatten();
        Some(Document {
            title: localized(texts.map(|text| (text.locale, text.text, text.machine_translated))),
            url: document.url.as_deref().and_then(urls::public)?,
        })
    });
    Results {
        documents: documents.collect(),
        published_on: match dates::moment(told.published_on.as_ref()).or_count(bad_dates) {
            Some(Moment::Day(day)) => Some(day),
            _ => None,
        },
    }
}

/// The gateways that it came through before the polled one; what has no usable address is left out.
fn way(told: Option<Vec<Option<RelayParticipatoryProcessesPasserelleVia>>>) -> Vec<Via> {
    let told = told.into_iter().flatten().flatten();
    told.filter_map(|via| {
        Some(Via {
            url: via.url.as_deref().and_then(urls::public)?,
            name: via.name?,
        })
    })
    .collect()
}

/// Returns its first source, if all of it is told.
fn provenance(source: RelayParticipatoryProcessesPasserelleSource) -> Option<Provenance> {
    Some(Provenance {
        source_id: source.id?,
        name: source.name?,
        platform: source.platform?.parse().ok()?,
        url: source.url.as_deref().and_then(urls::public)?,
    })
}

/// The same consultation elsewhere.
fn also_at(told: Option<Vec<Option<RelayParticipatoryProcessesPasserelleAlsoAt>>>) -> Vec<AlsoAt> {
    let told = told.into_iter().flatten().flatten();
    let read = told.filter_map(|also| {
        Some(AlsoAt {
            url: also.url.as_deref().and_then(urls::public)?,
            name: also.name?,
            platform: also.platform?.parse().ok()?,
        })
    });
    read.collect()
}

fn declared_state(word: &str) -> Option<DeclaredState> {
    match word {
        "upcoming" => Some(DeclaredState::Upcoming),
        "open" => Some(DeclaredState::Open),
        "closed" => Some(DeclaredState::Closed),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
