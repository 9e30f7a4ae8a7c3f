//! The extension of the JSON Feed: fields for programs besides those of the format.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Selection;
use passerelle_index::Entry;
use passerelle_model::Level;

use super::consultation::{CurrentPhaseBody, territory};
use super::{PointBody, SourceBody, TerritoryBody};

/// The address at which the extension is described.
const ABOUT: &str = "/api/openapi.json";
/// The schema of the extension there.
const SCHEMA: &str = "#/components/schemas/FeedExtension";

/// The extension `_passerelle` of an item of the JSON Feed: fields of its consultation, under the names and in the shapes of the portal's answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedExtension {
    /// The address at which this is described.
    pub about: String,
    /// UUIDv5 of the consultation, the same in every gateway and for ever.
    pub id: String,
    /// The page here, in the language of the feed.
    pub portal_url: String,
    /// `upcoming`, `open`, `paused`, `closed`, `results` or `unknown`.
    pub status: &'static str,
    /// The opening of the whole: ISO 8601 day or instant.
    pub opens_on: Option<String>,
    /// The closing of the whole: ISO 8601 day (inclusive) or instant.
    pub closes_on: Option<String>,
    /// The last day (ISO 8601, inclusive) on which one can take part now. Null unless it is open until a day that is known.
    pub deadline: Option<String>,
    /// The phase that runs now.
    pub current_phase: Option<CurrentPhaseBody>,
    /// The weight of the public in the decision (IAP2), where it is declared.
    pub level: Option<&'static str>,
    /// The ways in which one takes part.
    pub modalities: Vec<&'static str>,
    /// The people who can take part: `members` (those of its space only; everybody reads). Null where everybody can, or where nobody says otherwise.
    pub access: Option<&'static str>,
    /// The territory that it concerns.
    pub territory: Option<TerritoryBody>,
    /// The point, when it has a place of its own.
    pub location: Option<PointBody>,
    /// The source that published it.
    pub source: SourceBody,
    /// The licence under which its source publishes it.
    pub licence: Option<String>,
}

impl FeedExtension {
    /// Makes the extension of the item of `entry` in the feed of a selection.
    pub(crate) fn new(selection: &Selection<'_>, entry: &Entry) -> Self {
        let consultation = &entry.stored.consultation;
        let zone = consultation.timezone;
        let modalities = consultation.modalities.iter();
        Self {
            about: format!("{}{SCHEMA}", selection.site.address(ABOUT, "")),
            id: consultation.id.to_string(),
            portal_url: selection.page_of(consultation.id),
            status: entry.status.token(),
            opens_on: entry.opens().map(|moment| moment.to_iso(zone)),
            closes_on: entry.closes().map(|moment| moment.to_iso(zone)),
            deadline: entry.deadline().map(|day| day.to_string()),
            current_phase: CurrentPhaseBody::of(entry),
            level: consultation.level.map(Level::token),
            modalities: modalities.map(|modality| modality.token()).collect(),
            access: consultation.access.token(),
            territory: consultation.territory.as_ref().map(territory),
            location: consultation.location.map(PointBody::from),
            source: SourceBody::new(selection.site, consultation),
            licence: consultation.licence.clone(),
        }
    }
}
