//! Store: what survives restarts. A small trait, named after what the gateway needs and never after SQL; each engine has its own plain SQL.
//!
//! It imports `model`. It decides nothing: what is new, changed or withdrawn was decided by `poll::reconcile`.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::model::{Consultation, ConsultationId, History, SourceId, SourceState, Stored};

/// What the store knows of one consultation of a source, also when it is withdrawn: ids are kept for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The consultation as last seen; withdrawn ones keep no body.
    pub consultation: Option<Consultation>,
    /// Its id.
    pub id: ConsultationId,
    /// Its kind at the source.
    pub kind: crate::model::SpaceKind,
    /// Its past.
    pub history: History,
    /// The digest of its content (`normalize::fingerprint`).
    pub fingerprint: String,
    /// How many complete polls in a row lacked it.
    pub missing_polls: u32,
    /// Since when it is missing.
    pub missing_since: Option<DateTime<Utc>>,
    /// Since when it is withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// One line of what a poll writes.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// New, changed or back: the body is written, a change is logged. `history.change` is given by the store.
    Upsert {
        /// What it says now.
        consultation: Box<Consultation>,
        /// First seen, updated, revision as they shall be.
        history: History,
        /// The digest of its content.
        fingerprint: String,
    },
    /// Says the same in other bytes (a signed image address, a meeting's count of missing polls): the body is written, no change is logged. Being listed
    /// also ends a streak of missing polls.
    Refresh {
        /// What it says now.
        consultation: Box<Consultation>,
    },
    /// Listed again, the same: ends a streak of missing polls.
    Seen {
        /// Which.
        id: ConsultationId,
    },
    /// Not listed by a complete poll.
    Missing {
        /// Which.
        id: ConsultationId,
        /// The streak's length.
        polls: u32,
        /// The streak's beginning.
        since: DateTime<Utc>,
    },
    /// Withdrawn: the body is dropped, the id and its history are kept, a change is logged.
    Withdraw {
        /// Which.
        id: ConsultationId,
    },
}

/// Everything that one poll of one source writes, in one transaction.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Which source.
    pub source: SourceId,
    /// When.
    pub at: DateTime<Utc>,
    /// What changes.
    pub writes: Vec<Write>,
    /// The source's new state.
    pub state: SourceState,
}

/// A consultation that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tombstone {
    /// Which.
    pub id: ConsultationId,
    /// Since when.
    pub withdrawn_at: DateTime<Utc>,
    /// The place of its withdrawal in the change log.
    pub change: u64,
}

/// What a commit changed in what is served.
#[derive(Debug, Clone, Default)]
pub struct Committed {
    /// New, changed and refreshed consultations, with their place in the change log.
    pub upserts: Vec<Stored>,
    /// Withdrawn ones.
    pub tombstones: Vec<Tombstone>,
}

/// Everything that is served, as read at a start.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// Every consultation that is not withdrawn.
    pub consultations: Vec<Stored>,
    /// The withdrawn ones.
    pub tombstones: Vec<Tombstone>,
    /// The state of every source, also of those no longer configured.
    pub sources: Vec<SourceState>,
}

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Placeholder until the stage is written.
    #[error("{0}")]
    Other(String),
}

/// Keeps everything that must survive.
#[async_trait]
pub trait Store: Send + Sync {
    /// Everything that is served.
    async fn contents(&self) -> Result<Contents, Error>;
    /// What is known of a source's consultations, withdrawn ones included.
    async fn known(&self, source: &SourceId) -> Result<Vec<Known>, Error>;
    /// The state of a source, if it was ever polled.
    async fn source_state(&self, source: &SourceId) -> Result<Option<SourceState>, Error>;
    /// Writes what a poll brought, all or nothing.
    async fn commit(&self, commit: Commit) -> Result<Committed, Error>;
    /// Withdraws everything of a source at once and forgets its state: it was removed from the configuration.
    async fn remove_source(&self, source: &SourceId, at: DateTime<Utc>)
    -> Result<Committed, Error>;
    /// Whether the store answers.
    async fn ping(&self) -> Result<(), Error>;
}
