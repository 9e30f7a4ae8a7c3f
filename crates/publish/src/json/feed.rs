//! What the JSON Feed holds for programs beside its own fields.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Selection;
use passerelle_index::Entry;
use passerelle_model::Level;

use super::consultation::{CurrentPhaseBody, territory};
use super::{PointBody, SourceBody, TerritoryBody};

/// Where the extension is described.
const ABOUT: &str = "/api/openapi.json";
/// Its schema there.
const SCHEMA: &str = "#/components/schemas/FeedExtension";

/// What each item of the JSON Feed holds in `_passerelle`: fields of its consultation, under the names and in the shapes of the portal's answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeedExtension {
    /// Where this is described.
    pub about: String,
    /// UUIDv5 of the consultation, the same in every gateway and for ever.
    pub id: String,
    /// Its page here, in the language of the feed.
    pub portal_url: String,
    /// `upcoming`, `open`, `paused`, `closed`, `results` or `unknown`.
    pub status: &'static str,
    /// When the whole opens: ISO 8601 day or instant.
    pub opens_on: Option<String>,
    /// When the whole closes: ISO 8601 day (inclusive) or instant.
    pub closes_on: Option<String>,
    /// The last day (ISO 8601, inclusive) on which one can take part now. Null unless it is open until a day that is known.
    pub deadline: Option<String>,
    /// The phase that runs now.
    pub current_phase: Option<CurrentPhaseBody>,
    /// How far the public weighs on the decision (IAP2), where it is declared.
    pub level: Option<&'static str>,
    /// What one can do.
    pub modalities: Vec<&'static str>,
    /// Who can take part: `members` (those of its space only; everybody reads). Null where everybody can, or where nobody says otherwise.
    pub access: Option<&'static str>,
    /// Whom it concerns.
    pub territory: Option<TerritoryBody>,
    /// Its point, when it has a place of its own.
    pub location: Option<PointBody>,
    /// Where it comes from.
    pub source: SourceBody,
    /// The licence under which its source publishes it.
    pub licence: Option<String>,
}

impl FeedExtension {
    /// That of `entry` in the feed of a selection.
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
