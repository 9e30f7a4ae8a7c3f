//! The state of a source: what its last polls brought, in words that an operator understands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::SourceId;

/// Something that an operator should know about a poll that did not fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A stable word for programs: `capabilities`, `partial_answer`, `withdrawals_held`…
    pub code: String,
    /// What happened and what to do; never a person's data, never a whole answer of the source.
    pub message: String,
}

impl Notice {
    /// The code of the notice that says what a source is and what it can be asked: nothing went wrong.
    pub const CAPABILITIES: &str = "capabilities";

    /// A notice.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

/// How the last poll of a source ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Never polled.
    New,
    /// The last poll read everything.
    Healthy,
    /// The last poll read a part; what it lacked is kept as it was.
    Degraded,
    /// The last poll failed; what was known is kept as it was.
    Failing,
}

/// The figures of one poll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOutcome {
    /// Consultations that the source listed and that may be relayed.
    pub fetched: u32,
    /// Not known before, or back after a withdrawal.
    pub new: u32,
    /// With changed content.
    pub changed: u32,
    /// Withdrawn.
    pub withdrawn: u32,
    /// Known but not listed, not (yet) withdrawn.
    pub missing: u32,
    /// Meetings read.
    pub meetings: u32,
    /// Requests sent.
    pub requests: u32,
}

/// What is known of a source, kept over restarts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// Which source.
    pub id: SourceId,
    /// How the last poll ended.
    pub health: Health,
    /// When the last poll began.
    pub last_attempt: Option<DateTime<Utc>>,
    /// When the last poll that read everything began.
    pub last_success: Option<DateTime<Utc>>,
    /// Since when polls fail or are partial.
    pub troubled_since: Option<DateTime<Utc>>,
    /// How many polls in a row failed.
    pub failures: u32,
    /// When the next poll is due.
    pub next_due: Option<DateTime<Utc>>,
    /// Why the last poll failed, and what to do.
    pub error: Option<String>,
    /// What else the operator should know.
    pub notices: Vec<Notice>,
    /// Since when more than a third is missing at once and withdrawals wait for the operator.
    pub held_since: Option<DateTime<Utc>>,
    /// The figures of the last poll that brought anything.
    pub last_outcome: PollOutcome,
    /// What the connector wants to remember until the next poll (capabilities, validators, cursors). Opaque to everyone else.
    pub memory: Option<serde_json::Value>,
}

impl SourceState {
    /// The state of a source that was never polled.
    pub fn new(id: SourceId) -> Self {
        Self {
            id,
            health: Health::New,
            last_attempt: None,
            last_success: None,
            troubled_since: None,
            failures: 0,
            next_due: None,
            error: None,
            notices: Vec::new(),
            held_since: None,
            last_outcome: PollOutcome::default(),
            memory: None,
        }
    }
}
