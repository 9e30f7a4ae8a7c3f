//! Spaces of modules that an installation may lack: conferences, and consultations (up to 0.27).

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;

use super::client::Client;
use super::components;
use super::dates;
use super::documents::{Conferences, Consultations, conferences, consultations};
use super::lists::{self, Element, ListQuery};
use super::memory::Memory;
use super::session::Session;
use super::spaces::{self, Space, SpaceList};
use super::translations::text;
use crate::Error;
use crate::findings::Findings;
use passerelle_model::{AffiliationKind, Modality, Moment, Record, Results, SpaceKind};

/// Reads every public conference; `None` if the installation lacks the module.
pub(super) async fn conferences(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Conferences::build_query(conferences::Variables {});
    let query = ListQuery {
        kind: SpaceKind::Conference,
        operation: body.operation_name,
        text: body.query,
        list_field: "conferences",
        single_field: "conference",
        keys_operation: "ConferenceIds",
        single_operation: "SingleConference",
    };
    let list = lists::read(session, memory, &query, now).await?;
    Ok(list.map(|list| {
        list.into_spaces(|element| {
            conference_space(&session.client, &mut session.findings, element)
        })
    }))
}

/// Makes the space of a conference; `None` if it has no id.
fn conference_space(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<conferences::ConferencesConferences>,
) -> Option<Space> {
    let Element {
        wire: conference,
        unread,
    } = element;
    let id = conference.id?;
    let slug = spaces::slug_or_id(conference.slug.as_deref(), &id);
    let page = client.page(SpaceKind::Conference, slug, conference.url.as_deref());
    let components = components::of_space(conference.components, &page);
    let bad = &mut findings.bad_dates;
    let mut record = Record::new(SpaceKind::Conference, id, page.url().clone());
    record.title = text(conference.title);
    record.subtitle = text(conference.slogan);
    record.short_description = text(conference.short_description);
    record.description = text(conference.description);
    record.opens = dates::moment(conference.start_date.as_ref()).or_count(bad);
    record.closes = dates::moment(conference.end_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(conference.published_at.as_ref()).or_count(bad);
    record.promoted = conference.promoted.unwrap_or(false);
    record.modalities = components::modalities(Some(Modality::Meeting), &components.list);
    record.image = spaces::image(client.base(), conference.hero_image.as_deref());
    let scope = conference
        .scope
        .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
    record.affiliations.extend(scope);
    spaces::add_taxonomies(&mut record, conference.taxonomies);
    Some(Space::new(record, components, unread))
}

/// Reads every public consultation of Decidim's module of that name; `None` if the installation lacks the module.
pub(super) async fn consultations(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Consultations::build_query(consultations::Variables {});
    let query = ListQuery {
        kind: SpaceKind::Consultation,
        operation: body.operation_name,
        text: body.query,
        list_field: "consultations",
        single_field: "consultation",
        keys_operation: "ConsultationIds",
        single_operation: "SingleConsultation",
    };
    let list = lists::read(session, memory, &query, now).await?;
    Ok(list.map(|list| {
        list.into_spaces(|element| {
            consultation_space(&session.client, &mut session.findings, element)
        })
    }))
}

/// Makes the space of a consultation; `None` if it has no id.
fn consultation_space(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<consultations::ConsultationsConsultations>,
) -> Option<Space> {
    let Element {
        wire: consultation,
        unread,
    } = element;
    let id = consultation.id?;
    let slug = spaces::slug_or_id(consultation.slug.as_deref(), &id);
    let page = client.page(SpaceKind::Consultation, slug, None);
    let components = components::of_space(consultation.components, &page);
    let bad = &mut findings.bad_dates;
    let mut record = Record::new(SpaceKind::Consultation, id, page.url().clone());
    record.title = text(consultation.title);
    record.subtitle = text(consultation.subtitle);
    record.description = text(consultation.description);
    record.opens = dates::moment(consultation.start_voting_date.as_ref()).or_count(bad);
    record.closes = dates::moment(consultation.end_voting_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(consultation.published_at.as_ref()).or_count(bad);
    record.modalities = components::modalities(Some(Modality::Vote), &components.list);
    let published = dates::moment(consultation.results_published_at.as_ref()).or_count(bad);
    record.results = published.map(|moment| Results {
        published_on: Some(match moment {
            Moment::Day(day) => day,
            Moment::Instant(instant) => instant.date_naive(),
        }),
        documents: Vec::new(),
    });
    record.image = spaces::image(client.base(), consultation.banner_image.as_deref());
    let scope = consultation
        .highlighted_scope
        .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
    record.affiliations.extend(scope);
    Some(Space::new(record, components, unread))
}
