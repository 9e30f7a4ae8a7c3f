//! Store: keeps what must survive restarts. A small trait, whose methods are named after the gateway's needs and not after SQL; each engine has its
//! own plain SQL.
//!
//! It imports `model`. What is new, changed or withdrawn is decided by `poll::reconcile`. The store decides one thing only: **which source owns a
//! consultation** that several sources bring, such as a platform and a gateway that relays it. It is kept once:
//!
//! - It belongs to the source that brought it first, as long as that source has it. What other sources bring is not written, but listed in
//!   [`Committed::elsewhere`].
//! - A source that brings it through fewer gateways (`via`) takes it over.
//! - Once it is withdrawn, it belongs to the next source that brings it. Its id, `first_seen`, revision and the sequences of its meetings continue.
//!
//! [`Store::known`] returns only the consultations that a source owns. So a source that also lists a consultation of another one brings it as new at
//! each poll, and takes it over at its first poll after the owner withdrew it. (A source that lists only changes does so when it is next read as a
//! whole.)

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use passerelle_model::{
    Consultation, ConsultationId, Decision, History, Marks, Name, SourceId, SourceState, Stored,
};

mod body;
mod error;
mod sqlite;

#[cfg(test)]
mod contract;
#[cfg(any(test, feature = "test-support"))]
pub mod reference;
#[cfg(test)]
mod samples;

pub use error::Error;

/// The state of one consultation of a source in the store. Withdrawn ones are among them: ids are kept for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The consultation as last seen; `None` if it is withdrawn, or if this release cannot read its body.
    pub consultation: Option<Consultation>,
    /// The id.
    pub id: ConsultationId,
    /// The kind at the source.
    pub kind: passerelle_model::SpaceKind,
    /// The history.
    pub history: History,
    /// The digest of its content (`normalize::fingerprint`) as last seen. Empty if this release cannot read its body, so that the next poll finds it
    /// changed and writes it again.
    pub fingerprint: String,
    /// The number of complete polls in a row that lacked it.
    pub missing_polls: u32,
    /// The moment since which it is missing.
    pub missing_since: Option<DateTime<Utc>>,
    /// The moment since which it is withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The marks that it had when it was withdrawn; `None` if they were not kept, as by earlier releases, or cannot be read.
    pub marks: Option<Marks>,
}

/// A consultation that another source has or had.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The consultation.
    pub id: ConsultationId,
    /// The source that owns it, or owned it last.
    pub owner: SourceId,
    /// `true` if it came through another gateway.
    pub is_relayed: bool,
    /// `true` if it is withdrawn.
    pub is_withdrawn: bool,
    /// The marks that it has or had, if they are known.
    pub marks: Option<Marks>,
}

/// One write of a poll.
///
/// Only `Upsert` applies to a consultation that is withdrawn, unknown or owned by another source; every other write to one is ignored.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Writes a consultation that is new, changed or back, and logs a change. A streak of missing polls ends.
    ///
    /// The store ensures that no number goes back. It assigns `history.change`. A revision is never lower than the stored one, and greater if the
    /// consultation changes its owner, in which case `first_seen` stays as well. The sequence of a meeting is never lower than one that was shown
    /// before, and greater if the meeting returns.
    Upsert {
        /// The consultation as it is now.
        consultation: Box<Consultation>,
        /// The history to store.
        history: History,
        /// The digest of its content.
        fingerprint: String,
    },
    /// Writes the body of a consultation whose content is the same in other bytes (a signed image address, a meeting's count of missing polls). No
    /// change is logged. A streak of missing polls ends.
    Refresh {
        /// The consultation as it is now.
        consultation: Box<Consultation>,
        /// The digest of its content. It differs from the stored one only if the rules of comparison have changed.
        fingerprint: String,
    },
    /// Ends a streak of missing polls of a consultation that is listed again, unchanged.
    Seen {
        /// The consultation.
        id: ConsultationId,
    },
    /// Counts that a complete poll did not list a consultation.
    Missing {
        /// The consultation.
        id: ConsultationId,
        /// The number of polls in a row that lacked it.
        polls: u32,
        /// The moment of the first of them.
        since: DateTime<Utc>,
    },
    /// Withdraws a consultation: its body is deleted, its id and its history are kept, and a change is logged.
    Withdraw {
        /// The consultation.
        id: ConsultationId,
    },
}

/// Everything that one poll of one source writes, in one transaction.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The source.
    pub source: SourceId,
    /// The moment of the poll.
    pub at: DateTime<Utc>,
    /// The writes, in this order.
    pub writes: Vec<Write>,
    /// The source's new state.
    pub state: SourceState,
}

/// A withdrawn consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tombstone {
    /// The consultation.
    pub id: ConsultationId,
    /// The moment of the withdrawal.
    pub withdrawn_at: DateTime<Utc>,
    /// The place of its withdrawal in the change log.
    pub change: u64,
}

/// A consultation that a commit brought and that another source owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The consultation.
    pub id: ConsultationId,
    /// The source that owns it.
    pub owner: SourceId,
}

/// The changes that one commit made to what is served. Each consultation is listed at most once, as it is after the commit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Committed {
    /// New, changed and refreshed consultations, with their place in the change log, in its order.
    pub upserts: Vec<Stored>,
    /// Withdrawn ones, in the order of the change log.
    pub tombstones: Vec<Tombstone>,
    /// The consultations that were not written, because another source owns them.
    pub elsewhere: Vec<Elsewhere>,
}

/// Everything that is served, as it is read at the start.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Every consultation that is not withdrawn, in the order of the change log.
    pub consultations: Vec<Stored>,
    /// The withdrawn ones, in the order of the change log.
    pub tombstones: Vec<Tombstone>,
    /// The state of every source, also of those no longer configured, by id.
    pub sources: Vec<SourceState>,
    /// The number of consultations that this release cannot read, because another release wrote them or somebody edited them. They are neither served
    /// nor changed. Each is named in the log, and written again by the next poll that lists it.
    pub unreadable: usize,
}

/// Keeps everything that must survive a restart.
///
/// A write is durable once its call has returned, however the process ends. Calls may run at the same time. A reader sees all of a commit or nothing
/// of it, and does not wait for a writer, except in memory.
///
/// Every commit that changes what is served takes places in the change log. They are greater than all before, and each is assigned once for ever,
/// across restarts too. The log keeps only the last place of each consultation, because a mirror that asks what changed since a place needs only the
/// last state. So `contents`, in the order of the log, is the log.
///
/// The log has an id, which is made with the store and kept in it: places of one log mean nothing in another.
#[async_trait]
pub trait Store: Send + Sync {
    /// Returns the id of the change log, which never changes and differs from that of every other store.
    async fn log(&self) -> Result<Uuid, Error>;
    /// Returns everything that is served.
    async fn contents(&self) -> Result<Contents, Error>;
    /// Returns the consultations that a source owns, or owned when they were withdrawn, by id.
    async fn known(&self, source: &SourceId) -> Result<Vec<Known>, Error>;
    /// Returns the consultations among `ids` that another source than `source` owns, or owned when they were withdrawn, by id.
    async fn claims(&self, source: &SourceId, ids: &[ConsultationId]) -> Result<Vec<Claim>, Error>;
    /// Returns the names from which ids are made, for all consultations that came straight from their source, withdrawn ones among them.
    async fn names(&self) -> Result<Vec<Name>, Error>;
    /// Returns the state of a source, if it was ever polled.
    async fn source_state(&self, source: &SourceId) -> Result<Option<SourceState>, Error>;
    /// Writes the result of a poll, all of it or nothing.
    async fn commit(&self, commit: Commit) -> Result<Committed, Error>;
    /// Withdraws all consultations of a source and deletes its state, after it was removed from the configuration. Ids and histories are kept.
    async fn remove_source(&self, source: &SourceId, at: DateTime<Utc>)
    -> Result<Committed, Error>;
    /// Returns the operator's last decision on each pair of consultations, by pair, those that take an earlier one back among them.
    async fn decisions(&self) -> Result<Vec<Decision>, Error>;
    /// Stores a decision, which replaces an earlier one on the same pair. It stays even if both consultations are withdrawn.
    async fn decide(&self, decision: &Decision) -> Result<(), Error>;
    /// Returns a number that changes when another process writes to the same store. A caller that finds it changed reads `contents` again. The number
    /// means nothing else, and costs so little that it is read every few seconds.
    async fn foreign_writes(&self) -> Result<u64, Error>;
    /// Returns whether the store answers.
    async fn ping(&self) -> Result<(), Error>;
    /// Closes the store: waits for writes under way and tidies up. Nothing is lost without it. No call may follow.
    async fn close(&self) {}
}

/// The names and states in a store, read without opening it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredNames {
    /// The names of which ids are made.
    pub names: Vec<Name>,
    /// The states of the sources.
    pub sources: Vec<SourceState>,
}

/// Reads the names and states in the store at `url` without creating, changing or migrating anything; `None` if there is none that can be read this
/// way.
pub async fn stored_names(url: &str) -> Option<StoredNames> {
    sqlite::stored_names(url).await
}

/// Opens the store at `url`. It is created if it does not exist, and migrated to the schema of this release.
///
/// `sqlite://PATH` is a file. Its path is taken literally, without decoding, and is relative to the working directory unless it begins with a slash.
/// `sqlite::memory:` lasts as long as the store, for tests.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, Error> {
    let scheme = url.split(':').next().unwrap_or_default();
    match scheme {
        "sqlite" => Ok(Arc::new(sqlite::Sqlite::open(url).await?)),
        _ => Err(Error::Unsupported {
            scheme: scheme.chars().take(40).collect(),
        }),
    }
}
