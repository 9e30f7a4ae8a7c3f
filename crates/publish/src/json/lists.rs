//! The lists of the JSON portal, with those of territories and of changes.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Site;

use super::{Consultation, ConsultationSummary, MeetingOfList, RelayBody};

/// A page of consultations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationList {
    /// The page.
    pub items: Vec<ConsultationSummary>,
    /// The number of consultations that match, on all pages.
    pub total: usize,
    /// The `cursor=` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
    /// The way in which they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
    /// The words of `q` that were taken for others, since no text holds them.
    pub corrections: Vec<CorrectionBody>,
}

/// A word that was taken for another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CorrectionBody {
    /// The word as it was typed, without accents and capitals.
    pub typed: String,
    /// The word that was meant, as the texts that were found write it.
    pub meant: String,
}

/// A page of meetings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingList {
    /// The page, by start.
    pub items: Vec<MeetingOfList>,
    /// The number of meetings that match, on all pages.
    pub total: usize,
    /// The `cursor=` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
    /// The way in which they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
}

/// A territory that consultations concern.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryCountBody {
    /// The code.
    pub code: String,
    /// The official name.
    pub name: String,
    /// `commune`, `epci`, `departement`, `region` or `country`.
    pub kind: &'static str,
    /// The number of consultations that concern it or what lies inside it.
    pub consultations: usize,
}

/// The territories that consultations concern.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryList {
    /// The territories, by kind, then by name.
    pub items: Vec<TerritoryCountBody>,
    /// The number of territories.
    pub total: usize,
    /// Always `null`: the list is whole.
    pub next_cursor: Option<String>,
    /// The way in which they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
}

/// One value of a facet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FacetBody {
    /// The value to filter by.
    pub value: String,
    /// The value for people.
    pub label: String,
    /// The number of consultations that have it under the other filters.
    pub count: usize,
}

/// The number of consultations that each further filter would leave; each facet is counted under the other filters and without its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FacetsBody {
    /// The number of consultations that match every filter.
    pub total: usize,
    /// The way in which they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
    /// Counts by `territory=`.
    pub territory: Vec<FacetBody>,
    /// Counts by `status=`.
    pub status: Vec<FacetBody>,
    /// Counts by `level=`.
    pub level: Vec<FacetBody>,
    /// Counts by `modality=`.
    pub modality: Vec<FacetBody>,
    /// Counts by `theme=`.
    pub theme: Vec<FacetBody>,
    /// Counts by `source=`.
    pub source: Vec<FacetBody>,
    /// Counts by `platform=`.
    pub platform: Vec<FacetBody>,
}

/// One change.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChangeBody {
    /// A consultation is new, changed or back.
    Upsert {
        /// The place in the order of changes.
        change: u64,
        /// The consultation as it is now.
        consultation: Box<Consultation>,
        /// The fields that a mirror needs beside it, to publish it as its source did.
        relay: Box<RelayBody>,
    },
    /// A consultation is withdrawn: drop it, keep its id.
    Withdraw {
        /// The place in the order of changes.
        change: u64,
        /// The id of the consultation.
        id: String,
        /// The moment of the withdrawal.
        withdrawn_at: String,
    },
}

/// The gateway that answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GatewayBody {
    /// The name.
    pub name: String,
    /// The public address.
    pub url: String,
    /// The version of its software.
    pub version: &'static str,
}

impl GatewayBody {
    /// The gateway that publishes `site`.
    pub fn new(site: &Site) -> Self {
        Self {
            name: site.name().to_owned(),
            url: site.public_url().to_owned(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// A page of changes, oldest first. Each consultation stands only at its last change.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChangesBody {
    /// The gateway that answers; to be appended to `via` by whoever publishes further what stands here.
    pub gateway: GatewayBody,
    /// The name of this log (UUID). Another name than before means that the gateway lost its store: `since` begins again at 0.
    pub log: String,
    /// The changes after `since`.
    pub items: Vec<ChangeBody>,
    /// The `since=` of the next page, and of the next visit.
    pub next_since: u64,
    /// `true` where there are more already.
    pub more: bool,
}
