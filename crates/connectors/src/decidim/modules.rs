//! The spaces of modules that an installation may lack: conferences, and consultations (up to 0.27).

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

/// Every public conference; `None` if the installation lacks the module.
pub(super) async fn conferences(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Conferences::build_query(conferences::Variables {});
    let asked = ListQuery {
        kind: SpaceKind::Conference,
        document: (body.operation_name, body.query),
        fields: ("conferences", "conference"),
        narrower: ("ConferenceIds", "SingleConference"),
    };
    let listed = lists::read(session, memory, &asked, now).await?;
    Ok(listed.map(|listed| SpaceList {
        spaces: listed
            .elements
            .into_iter()
            .filter_map(|element| of_conference(&session.client, &mut session.findings, element))
            .collect(),
        unreadable: listed.unreadable,
        complete: listed.complete,
    }))
}

fn of_conference(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<conferences::ConferencesConferences>,
) -> Option<Space> {
    let Element {
        wire: conference,
        unread,
    } = element;
    let id = conference.id?;
    let slug = conference
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
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

/// Every public consultation of the module of that name; `None` if the installation lacks it.
pub(super) async fn consultations(
    session: &mut Session<'_>,
    memory: &mut Memory,
    now: DateTime<Utc>,
) -> Result<Option<SpaceList>, Error> {
    let body = Consultations::build_query(consultations::Variables {});
    let asked = ListQuery {
        kind: SpaceKind::Consultation,
        document: (body.operation_name, body.query),
        fields: ("consultations", "consultation"),
        narrower: ("ConsultationIds", "SingleConsultation"),
    };
    let listed = lists::read(session, memory, &asked, now).await?;
    Ok(listed.map(|listed| SpaceList {
        spaces: listed
            .elements
            .into_iter()
            .filter_map(|element| of_consultation(&session.client, &mut session.findings, element))
            .collect(),
        unreadable: listed.unreadable,
        complete: listed.complete,
    }))
}

fn of_consultation(
    client: &Client<'_>,
    findings: &mut Findings,
    element: Element<consultations::ConsultationsConsultations>,
) -> Option<Space> {
    let Element {
        wire: consultation,
        unread,
    } = element;
    let id = consultation.id?;
    let slug = consultation
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
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
