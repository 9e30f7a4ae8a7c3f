//! The spaces of modules that an installation may lack: conferences, and consultations (up to 0.27).

use super::components;
use super::dates;
use super::documents::{Conferences, Consultations, conferences, consultations};
use super::session::{OnNull, Session};
use super::spaces::{self, Listing, Space};
use super::translations::text;
use crate::connector::Error;
use crate::model::{AffiliationKind, Modality, Moment, Results, SpaceKind};

/// Every public conference; `None` if the installation lacks the module.
pub(super) async fn conferences(session: &mut Session<'_>) -> Result<Option<Listing>, Error> {
    let reply = session
        .ask::<Conferences>(conferences::Variables {}, OnNull::Shrink)
        .await?;
    let Some(data) = reply.data else {
        return Ok(None);
    };
    let Some(list) = data.conferences else {
        session.lacks("the list of conferences is null: what was known of them is kept");
        return Ok(Some(Listing::default()));
    };
    let (wire, short) = spaces::elements(list, !reply.errors.is_empty(), |space| space.id.as_ref());
    let spaces = wire
        .into_iter()
        .filter_map(|conference| of_conference(session, conference))
        .collect();
    Ok(Some(Listing {
        spaces,
        complete: !short,
    }))
}

fn of_conference(
    session: &mut Session<'_>,
    conference: conferences::ConferencesConferences,
) -> Option<Space> {
    let id = conference.id?;
    let slug = conference
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
    let page = session.page(SpaceKind::Conference, slug, conference.url.as_deref());
    let components = components::of_space(conference.components, &page);
    let bad = &mut session.bad_dates;
    let mut record = spaces::record(SpaceKind::Conference, id, page.url().clone());
    record.title = text(conference.title);
    record.subtitle = text(conference.slogan);
    record.short_description = text(conference.short_description);
    record.description = text(conference.description);
    record.opens = dates::moment(conference.start_date.as_ref()).or_count(bad);
    record.closes = dates::moment(conference.end_date.as_ref()).or_count(bad);
    record.published_at = dates::instant(conference.published_at.as_ref()).or_count(bad);
    record.promoted = conference.promoted.unwrap_or(false);
    record.modalities = components::modalities(Some(Modality::Meeting), &components.list);
    record.image = spaces::image(session.base(), conference.hero_image.as_deref());
    let scope = conference
        .scope
        .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
    record.affiliations.extend(scope);
    spaces::add_taxonomies(&mut record, conference.taxonomies);
    Some(Space::new(record, components))
}

/// Every public consultation of the module of that name; `None` if the installation lacks it.
pub(super) async fn consultations(session: &mut Session<'_>) -> Result<Option<Listing>, Error> {
    let reply = session
        .ask::<Consultations>(consultations::Variables {}, OnNull::Shrink)
        .await?;
    let Some(data) = reply.data else {
        return Ok(None);
    };
    let Some(list) = data.consultations else {
        session.lacks("the list of consultations is null: what was known of them is kept");
        return Ok(Some(Listing::default()));
    };
    let (wire, short) = spaces::elements(list, !reply.errors.is_empty(), |space| space.id.as_ref());
    let spaces = wire
        .into_iter()
        .filter_map(|consultation| of_consultation(session, consultation))
        .collect();
    Ok(Some(Listing {
        spaces,
        complete: !short,
    }))
}

fn of_consultation(
    session: &mut Session<'_>,
    consultation: consultations::ConsultationsConsultations,
) -> Option<Space> {
    let id = consultation.id?;
    let slug = consultation
        .slug
        .as_deref()
        .filter(|slug| !slug.is_empty())
        .unwrap_or(&id);
    let page = session.page(SpaceKind::Consultation, slug, None);
    let components = components::of_space(consultation.components, &page);
    let bad = &mut session.bad_dates;
    let mut record = spaces::record(SpaceKind::Consultation, id, page.url().clone());
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
    record.image = spaces::image(session.base(), consultation.banner_image.as_deref());
    let scope = consultation
        .highlighted_scope
        .and_then(|scope| spaces::affiliation(AffiliationKind::Scope, scope));
    record.affiliations.extend(scope);
    Some(Space::new(record, components))
}
