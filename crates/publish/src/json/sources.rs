//! The states of the sources, for programs.

use chrono_tz::Tz;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::dates::iso;
use crate::phrases::Phrases;
use passerelle_model::reason::Audience;
use passerelle_model::{Reason, Source, SourceState};

/// An event at a source: an error or a notice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReasonBody {
    /// A stable word for programs.
    pub code: String,
    /// The parameters of the code that are known: what it happened to, how much of it, since when.
    #[schema(value_type = Object)]
    pub params: Map<String, Value>,
    /// The same as a sentence, in the language asked for.
    pub message: String,
}

impl ReasonBody {
    /// Tells `reason` as `audience` may know it, in the language of `phrases`, its moments in the time of `zone`.
    pub fn new(reason: &Reason, zone: Tz, phrases: &Phrases, audience: Audience) -> Self {
        let said = phrases.reason(reason, audience, zone);
        Self {
            code: reason.code().to_owned(),
            params: reason.params(audience),
            message: match audience {
                Audience::Everyone => said.sentence,
                Audience::Operator => said.whole(phrases),
            },
        }
    }
}

/// The part that is missing at once: still shown, and neither withdrawn nor announced as cancelled until the operator confirms it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HeldBody {
    /// The number of consultations, or appointments of a calendar.
    pub consultations: u32,
    /// The number of meetings to come of consultations that are still listed.
    pub meetings: u32,
}

/// A source and how it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceStateBody {
    /// The id by which `source=` filters.
    pub id: String,
    /// The name.
    pub name: String,
    /// The software that it runs.
    pub platform: &'static str,
    /// The address.
    pub url: String,
    /// The code of the collectivity that runs it.
    pub territory: Option<String>,
    /// The licence of what it publishes.
    pub licence: Option<String>,
    /// The number of its consultations that are served.
    pub consultations: usize,
    /// `healthy`, `degraded` (read in part), `held` (much is missing at once and nothing is withdrawn until the operator confirms it),
    /// `failing` or `unknown` (never polled).
    pub health: &'static str,
    /// The moment of the last poll.
    pub last_attempt: Option<String>,
    /// The moment when it was last read in whole.
    pub last_success: Option<String>,
    /// The moment since which what is served may be out of date.
    pub stale_since: Option<String>,
    /// The moment of the next poll.
    pub next_poll: Option<String>,
    /// The reason for which the last poll failed.
    pub error: Option<ReasonBody>,
    /// Further notices about its last poll.
    pub notices: Vec<ReasonBody>,
    /// The moment since which withdrawals wait for the operator, because more than a third was missing at once.
    pub held_since: Option<String>,
    /// The part that is missing and waits for the operator.
    pub held: Option<HeldBody>,
}

impl SourceStateBody {
    /// `source`, which `state` describes, with `consultations` served, as `audience` may know it, in the language of `phrases`.
    pub fn new(
        source: &Source,
        state: &SourceState,
        consultations: usize,
        phrases: &Phrases,
        audience: Audience,
    ) -> Self {
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
            error: state
                .error
                .as_ref()
                .map(|error| ReasonBody::new(error, source.timezone, phrases, audience)),
            notices: state
                .notices
                .iter()
                .map(|notice| ReasonBody::new(notice, source.timezone, phrases, audience))
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
    /// The sources, by id.
    pub items: Vec<SourceStateBody>,
    /// The number of sources.
    pub total: usize,
    /// Always `null`: the list is whole.
    pub next_cursor: Option<String>,
}
