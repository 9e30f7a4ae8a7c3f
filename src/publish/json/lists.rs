//! The lists of the JSON portal, and what it says about sources, territories and changes.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{Source, SourceState};
use crate::publish::Site;
use crate::publish::dates::iso;

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

/// Something that the operator should know about a source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeBody {
    /// A stable word for programs.
    pub code: String,
    /// What happened and what to do.
    pub message: String,
}

/// What is missing at once, still shown, and neither withdrawn nor announced as cancelled until the operator confirms it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldBody {
    /// How many consultations, or appointments of a calendar.
    pub consultations: u32,
    /// How many meetings to come of consultations that are still listed.
    pub meetings: u32,
}

/// A source and how it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceStateBody {
    /// The id by which `source=` filters.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The software that it runs.
    pub platform: &'static str,
    /// Its address.
    pub url: String,
    /// The code of the collectivity that runs it.
    pub territory: Option<String>,
    /// The licence of what it publishes.
    pub licence: Option<String>,
    /// How many of its consultations are served.
    pub consultations: usize,
    /// `healthy`, `degraded` (read in part), `held` (much is missing at once and nothing is withdrawn until the operator confirms it),
    /// `failing` or `unknown` (never polled).
    pub health: &'static str,
    /// When it was last asked.
    pub last_attempt: Option<String>,
    /// When it was last read in whole.
    pub last_success: Option<String>,
    /// Since when what is served may be out of date.
    pub stale_since: Option<String>,
    /// When it is asked next.
    pub next_poll: Option<String>,
    /// Why the last poll failed, and what to do.
    pub error: Option<String>,
    /// The same as a stable word for programs.
    pub code: Option<String>,
    /// What else the operator should know.
    pub notices: Vec<NoticeBody>,
    /// Since when withdrawals wait for the operator, because more than a third was missing at once.
    pub held_since: Option<String>,
    /// How much is missing and waits for the operator.
    pub held: Option<HeldBody>,
}

impl SourceStateBody {
    /// `source`, which `state` describes, with `consultations` served.
    pub fn new(source: &Source, state: &SourceState, consultations: usize) -> Self {
        Self {
            id: source.id.to_string(),
            name: source.name.clone(),
            platform: source.platform.token(),
            url: source.url.to_string(),
            territory: source.territory.map(|code| code.to_string()),
            licence: source.licence.clone(),
            consultations,
            health: state.health.token(),
            last_attempt: state.last_attempt.map(iso),
            last_success: state.last_success.map(iso),
            stale_since: state.troubled_since.map(iso),
            next_poll: state.next_due.map(iso),
            error: state.error.clone(),
            code: state.code.clone(),
            notices: state
                .notices
                .iter()
                .map(|notice| NoticeBody {
                    code: notice.code.clone(),
                    message: notice.message.clone(),
                })
                .collect(),
            held_since: state.held_since.map(iso),
            held: state.held_since.map(|_| HeldBody {
                consultations: state.held.consultations,
                meetings: state.held.meetings,
            }),
        }
    }
}

/// The sources of this gateway.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceList {
    /// By id.
    pub items: Vec<SourceStateBody>,
    /// How many there are.
    pub total: usize,
    /// Always `null`: the list is whole.
    pub next_cursor: Option<String>,
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
