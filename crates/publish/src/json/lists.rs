//! The lists of the JSON portal, and what it says about territories and changes.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Site;

use super::{Consultation, ConsultationSummary, MeetingOfList, RelayBody};

/// A page of consultations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationList {
    /// The page.
    pub items: Vec<ConsultationSummary>,
    /// How many match on all pages.
    pub total: usize,
    /// The `cursor=` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
    /// How they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
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
    /// As it was typed, without accents and capitals.
    pub typed: String,
    /// What was meant, as the texts that were found write it.
    pub meant: String,
}

/// A page of meetings.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingList {
    /// The page, by start.
    pub items: Vec<MeetingOfList>,
    /// How many match on all pages.
    pub total: usize,
    /// The `cursor=` of the next page; `null` on the last.
    pub next_cursor: Option<String>,
    /// How they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
}

/// A territory that consultations concern.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryCountBody {
    /// Its code.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// `commune`, `epci`, `departement`, `region` or `country`.
    pub kind: &'static str,
    /// How many consultations concern it or what lies inside it.
    pub consultations: usize,
}

/// The territories that consultations concern.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryList {
    /// By kind, then by name.
    pub items: Vec<TerritoryCountBody>,
    /// How many there are.
    pub total: usize,
    /// Always `null`: the list is whole.
    pub next_cursor: Option<String>,
    /// How they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
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
    /// How many consultations have it under the other filters.
    pub count: usize,
}

/// How many consultations each further filter would leave; each facet is counted under the other filters and without its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FacetsBody {
    /// How many match every filter.
    pub total: usize,
    /// How they answer to `q`: `all`, every word is there; `typo`, every word is there, but one at least was misspelt; `some`, nothing has every
    /// word, and these have most of them. `all` also without `q`.
    #[serde(rename = "match")]
    #[schema(value_type = String)]
    pub matched: &'static str,
    /// By `territory=`.
    pub territory: Vec<FacetBody>,
    /// By `status=`.
    pub status: Vec<FacetBody>,
    /// By `level=`.
    pub level: Vec<FacetBody>,
    /// By `modality=`.
    pub modality: Vec<FacetBody>,
    /// By `theme=`.
    pub theme: Vec<FacetBody>,
    /// By `source=`.
    pub source: Vec<FacetBody>,
    /// By `platform=`.
    pub platform: Vec<FacetBody>,
}

/// One change.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChangeBody {
    /// A consultation is new, changed or back.
    Upsert {
        /// Its place in the order of changes.
        change: u64,
        /// What it says now.
        consultation: Box<Consultation>,
        /// What a mirror needs beside it to tell it further as its source did.
        relay: Box<RelayBody>,
    },
    /// A consultation is withdrawn: drop it, keep its id.
    Withdraw {
        /// Its place in the order of changes.
        change: u64,
        /// Which.
        id: String,
        /// Since when.
        withdrawn_at: String,
    },
}

/// The gateway that answers.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GatewayBody {
    /// Its name.
    pub name: String,
    /// Its public address.
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
    /// Who answers; to be appended to `via` by whoever tells further what stands here.
    pub gateway: GatewayBody,
    /// The name of this log (UUID). Another name than before means that the gateway lost its store: `since` begins again at 0.
    pub log: String,
    /// The changes after `since`.
    pub items: Vec<ChangeBody>,
    /// The `since=` of the next page, and of the next visit.
    pub next_since: u64,
    /// Whether there are more already.
    pub more: bool,
}
