//! Another gateway, read as the Decidim that it answers as. The consultations that it relays keep their ids, and those that came from this gateway
//! are dropped, so that two gateways that poll each other do not return each other's consultations.

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

use relay::RelayParticipatoryProcessesPasserelle as RelayData;
use relay::{
    RelayParticipatoryProcesses, RelayParticipatoryProcessesPasserelleAlsoAt,
    RelayParticipatoryProcessesPasserelleCounts, RelayParticipatoryProcessesPasserellePhases,
    RelayParticipatoryProcessesPasserelleResults, RelayParticipatoryProcessesPasserelleSource,
    RelayParticipatoryProcessesPasserelleTerritory, RelayParticipatoryProcessesPasserelleVia,
    RelayPasserelle,
};

/// The answer of a gateway: its name and address, and the origin of each consultation that it relays.
pub(super) struct GatewayListing {
    gateway: RelayPasserelle,
    processes: Vec<Option<RelayParticipatoryProcesses>>,
}

/// Asks the host for what it relays. `None` for a plain Decidim, which does not know the question.
pub(super) async fn fetch_listing(
    session: &mut Session<'_>,
) -> Result<Option<GatewayListing>, Error> {
    if !session.client.may_be_gateway() {
        return Ok(None);
    }
    let reply = session
        .ask::<Relay>(relay::Variables {}, OnNull::Accept)
        .await?;
    if !session.client.may_be_gateway() {
        // The host does not name all the fields that it lacks at once, and refused this one only now.
        return Ok(None);
    }
    let Some((gateway, processes)) = reply
        .data
        .and_then(|data| Some((data.passerelle?, data.participatory_processes?)))
    else {
        return Err(Fault::NoRelay {
            url: session.client.endpoint().clone(),
        }
        .into());
    };
    session.client.is_gateway = true;
    Ok(Some(GatewayListing { gateway, processes }))
}

/// The prefix of the ids of taxonomies that are themes, in the answers of a gateway.
const THEME_PREFIX: &str = "theme:";

/// Completes the records of a gateway's processes with what the gateway says of each, and drops those that must not or cannot be relayed.
pub(super) fn apply(
    client: &Client<'_>,
    findings: &mut Findings,
    context: &Context<'_>,
    relayed: GatewayListing,
    listing: &mut SpaceList,
) -> Result<(), Error> {
    let GatewayListing { gateway, processes } = relayed;
    let polled_gateway = polled_gateway(gateway, client, context);
    if same_place(&polled_gateway.url, context.gateway) {
        return Err(Error::Itself {
            url: context.source.url.clone(),
        });
    }
    let mut data_by_id: BTreeMap<String, RelayData> = processes
        .into_iter()
        .flatten()
        .filter_map(|process| Some((process.id?, process.passerelle?)))
        .collect();
    let mut completion = Completion {
        polled_gateway,
        own_address: context.gateway,
        bad_dates: 0,
    };
    let mut without_origin = 0_u32;
    let mut complete = |space: &mut Space| {
        let data = data_by_id.remove(&space.record.native_id);
        let completed = data.map_or(Completed::Unreadable, |data| completion.apply(space, data));
        without_origin += u32::from(completed == Completed::Unreadable);
        completed == Completed::Relayed
    };
    listing.spaces.retain_mut(|space| complete(space));
    findings.bad_dates = findings.bad_dates.saturating_add(completion.bad_dates);
    if without_origin > 0 {
        listing.complete = false;
        findings.lacks_with("origins", |reason| reason.with("count", without_origin));
    }
    Ok(())
}

/// Returns the name and address of the polled gateway: as it gives them, else those of the configured source.
fn polled_gateway(gateway: RelayPasserelle, client: &Client<'_>, context: &Context<'_>) -> Via {
    let address = gateway.url.as_deref().and_then(urls::public);
    let name = gateway.name.filter(|name| !name.trim().is_empty());
    Via {
        name: name.unwrap_or_else(|| context.source.name.clone()),
        url: address.unwrap_or_else(|| client.base().clone()),
    }
}

/// The outcome of completing one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Completed {
    /// The record is complete.
    Relayed,
    /// The consultation must not be relayed: it came from this gateway, or through it.
    Echo,
    /// The gateway does not say, or not in a readable form, where the consultation comes from.
    Unreadable,
}

/// Completes the records of one gateway.
struct Completion<'c> {
    polled_gateway: Via,
    /// The address of this gateway.
    own_address: &'c Url,
    /// The number of dates that could not be read.
    bad_dates: u32,
}

impl Completion<'_> {
    /// Fills the record of a space with what the polled gateway says of it.
    fn apply(&mut self, space: &mut Space, data: RelayData) -> Completed {
        let id = data.id.as_deref().and_then(|id| Uuid::parse_str(id).ok());
        let kind = data.kind.as_deref().and_then(SpaceKind::from_token);
        let native_id = data.native_id.filter(|id| !id.is_empty());
        let origin = data.origin.filter(|origin| !origin.trim().is_empty());
        let (Some(id), Some(kind), Some(native_id), Some(origin)) = (id, kind, native_id, origin)
        else {
            return Completed::Unreadable;
        };
        let mut via = earlier_gateways(data.via);
        via.push(self.polled_gateway.clone());
        let provenance = data.source.and_then(provenance);
        let first_source = provenance.as_ref().map(|source| &source.url);
        if !may_be_relayed(&via, first_source, self.own_address) {
            return Completed::Echo;
        }
        let bad_dates = &mut self.bad_dates;
        let record = &mut space.record;
        keep_only_themes(record);
        set_dates(
            record,
            data.opens.as_ref(),
            data.closes.as_ref(),
            data.phases,
            bad_dates,
        );
        record.location = data
            .location
            .and_then(|point| Point::new(point.latitude?, point.longitude?));
        record.counts = data.counts.as_ref().map(counts).unwrap_or_default();
        record.results = data
            .results
            .map(|results| self::results(results, bad_dates));
        record.kind = kind;
        record.native_id = native_id;
        record.published_at = dates::instant(data.published_at.as_ref())
            .or_count(bad_dates)
            .or(record.published_at);
        record.declared_state = data.declared_state.as_deref().and_then(declared_state);
        let modalities = data.modalities.into_iter().flatten().flatten();
        record.modalities = modalities.filter_map(|word| word.parse().ok()).collect();
        record.relayed = Some(RelayedAs {
            id,
            origin: Origin::new(&origin),
            via,
            provenance,
            territory: data.territory.and_then(territory),
            organiser: data.organiser,
            level: data.level.and_then(|word| word.parse().ok()),
            also_at: also_at(data.also_at),
            licence: data.licence,
            timezone: data.timezone,
        });
        Completed::Relayed
    }
}

/// Reduces the affiliations of a record to its groups, and its themes to the taxonomies that are themes. A gateway gives territory, modalities and
/// level as taxonomies too, and again in fields of their own, which are read instead.
fn keep_only_themes(record: &mut Record) {
    let is_theme = |affiliation: &&Affiliation| {
        affiliation
            .native_id
            .as_deref()
            .is_some_and(|id| id.starts_with(THEME_PREFIX))
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

/// Sets the dates of a record and of its phases from the fields that only gateways have: in Decidim's own fields a day sometimes looks like an
/// instant. Dates that an older gateway does not give stay as they are.
fn set_dates(
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
            // Decidim's own field follows the dates by the rule of that gateway. This one is what the source declares.
            phase.participatory = period.participatory;
            phase.active = period.active.unwrap_or(false);
        }
    }
}

/// Parses the territory, and how the first gateway knows it.
fn territory(
    territory: RelayParticipatoryProcessesPasserelleTerritory,
) -> Option<(TerritoryCode, TerritoryHow)> {
    let how = match territory.how.as_deref() {
        Some("rule") => TerritoryHow::Rule,
        Some("inferred") => TerritoryHow::Inferred,
        _ => TerritoryHow::Declared,
    };
    Some((territory.code?.parse().ok()?, how))
}

fn counts(counts: &RelayParticipatoryProcessesPasserelleCounts) -> Counts {
    let unsigned = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
    Counts {
        contributions: unsigned(counts.contributions_count),
        participants: unsigned(counts.participants_count),
        votes: unsigned(counts.votes_count),
    }
}

fn results(results: RelayParticipatoryProcessesPasserelleResults, bad_dates: &mut u32) -> Results {
    let documents = results.documents.into_iter().flatten().flatten();
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
        published_on: match dates::moment(results.published_on.as_ref()).or_count(bad_dates) {
            Some(Moment::Day(day)) => Some(day),
            _ => None,
        },
    }
}

/// Returns the gateways through which a consultation came before the polled one, without those that have no name or no public address.
fn earlier_gateways(
    via: Option<Vec<Option<RelayParticipatoryProcessesPasserelleVia>>>,
) -> Vec<Via> {
    let gateways = via.into_iter().flatten().flatten();
    let gateways = gateways.filter_map(|gateway| {
        Some(Via {
            url: gateway.url.as_deref().and_then(urls::public)?,
            name: gateway.name?,
        })
    });
    gateways.collect()
}

/// Returns the first source of a consultation; `None` if a part of it is missing.
fn provenance(source: RelayParticipatoryProcessesPasserelleSource) -> Option<Provenance> {
    Some(Provenance {
        source_id: source.id?,
        name: source.name?,
        platform: source.platform?.parse().ok()?,
        url: source.url.as_deref().and_then(urls::public)?,
    })
}

/// Returns the other places where the same consultation is published, without those of which a part is missing.
fn also_at(
    also_at: Option<Vec<Option<RelayParticipatoryProcessesPasserelleAlsoAt>>>,
) -> Vec<AlsoAt> {
    let places = also_at.into_iter().flatten().flatten();
    let places = places.filter_map(|place| {
        Some(AlsoAt {
            url: place.url.as_deref().and_then(urls::public)?,
            name: place.name?,
            platform: place.platform?.parse().ok()?,
        })
    });
    places.collect()
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
