//! The state of a source after its last polls.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Reason, SourceId};

/// The health of a source after its last poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// Never polled.
    #[serde(alias = "new")]
    Unknown,
    /// The last poll read everything.
    Healthy,
    /// The last poll read a part; the known content of the rest stays.
    Degraded,
    /// Much is missing at once: nothing is withdrawn until the operator has confirmed it, or it is back.
    Held,
    /// The last poll failed; the known content stays.
    Failing,
}

impl Health {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Healthy,
        Self::Degraded,
        Self::Held,
        Self::Failing,
        Self::Unknown,
    ];

    /// Returns the word for programs, the same in every output.
    pub const fn token(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Held => "held",
            Self::Failing => "failing",
        }
    }
}

/// The numbers of consultations and meetings that are missing at once and wait for the operator; 0 if none do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Held {
    /// The number of consultations, or of appointments of a calendar.
    pub consultations: u32,
    /// The number of meetings of consultations that are still listed.
    pub meetings: u32,
}

impl Held {
    /// Returns whether anything waits.
    pub const fn is_any(self) -> bool {
        self.consultations > 0 || self.meetings > 0
    }
}

/// The figures of one poll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollOutcome {
    /// The consultations that the source listed and that may be relayed.
    pub fetched: u32,
    /// The consultations that were not known before, or are back after a withdrawal.
    pub new: u32,
    /// The consultations with changed content.
    pub changed: u32,
    /// The withdrawn ones.
    pub withdrawn: u32,
    /// Known ones that were not listed, and are not (yet) withdrawn.
    pub missing: u32,
    /// The meetings that were read.
    pub meetings: u32,
    /// The requests that were sent.
    pub requests: u32,
}

/// The state of a source, kept over restarts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// The id of the source.
    pub id: SourceId,
    /// The health.
    pub health: Health,
    /// The moment at which the last poll began.
    pub last_attempt: Option<DateTime<Utc>>,
    /// The moment at which the last poll that read everything began.
    pub last_success: Option<DateTime<Utc>>,
    /// The moment since which polls fail or are partial.
    pub troubled_since: Option<DateTime<Utc>>,
    /// The number of polls in a row that failed.
    pub failures: u32,
    /// The moment at which the next poll is due.
    pub next_due: Option<DateTime<Utc>>,
    /// The reason why the last poll failed.
    pub error: Option<Reason>,
    /// The notices to the operator.
    pub notices: Vec<Reason>,
    /// The moment since which more than a third is missing at once and withdrawals wait for the operator.
    pub held_since: Option<DateTime<Utc>>,
    /// The numbers of what waits for the operator.
    #[serde(default)]
    pub held: Held,
    /// The figures of the last poll that brought anything.
    pub last_outcome: PollOutcome,
    /// The memory of the connector until the next poll (capabilities, validators, cursors). No other stage interprets it.
    pub memory: Option<serde_json::Value>,
}

impl SourceState {
    /// Creates the state of a source that was never polled.
    pub fn new(id: SourceId) -> Self {
        Self {
            id,
            health: Health::Unknown,
            last_attempt: None,
            last_success: None,
            troubled_since: None,
            failures: 0,
            next_due: None,
            error: None,
            notices: Vec::new(),
            held_since: None,
            held: Held::default(),
            last_outcome: PollOutcome::default(),
            memory: None,
        }
    }

    /// Returns the state in terms of this release: an earlier one called a source healthy whose withdrawals wait for the operator.
    #[must_use]
    pub fn in_present_words(self) -> Self {
        let waits = self.held_since.is_some() && self.health != Health::Failing;
        Self {
            health: if waits { Health::Held } else { self.health },
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_written_before_held_was_a_health_still_reads() {
        let written = r#"{"id":"nancy","health":"new","last_attempt":null,"last_success":null,"troubled_since":null,"failures":0,
            "next_due":null,"error":null,"notices":[],"held_since":"2026-11-21T10:00:00Z","memory":null,
            "last_outcome":{"fetched":1,"new":0,"changed":0,"withdrawn":0,"missing":12,"meetings":0,"requests":1}}"#;
        let state: SourceState = serde_json::from_str(written).unwrap();
        assert_eq!(
            (state.health, state.held),
            (Health::Unknown, Held::default())
        );
        assert!(state.held_since.is_some());
    }

    #[test]
    fn a_health_is_stored_by_its_token() {
        for health in Health::ALL {
            assert_eq!(serde_json::to_value(&health).unwrap(), health.token());
        }
    }
}
