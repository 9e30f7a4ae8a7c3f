//! Store: what survives restarts. A small trait, named after what the gateway needs and never after SQL; each engine has its own plain SQL.
//!
//! It imports `model`. It decides nothing of what is new, changed or withdrawn (that is `poll::reconcile`'s), with one exception: **whose a
//! consultation is**. Two sources may bring the same one, a platform and a gateway that relays it. It is kept once:
//!
//! - It belongs to the source that brought it first, and stays with it while that source has it; what others say of it is not written, and
//!   told in [`Committed::elsewhere`].
//! - A shorter way wins: a source that brings it through fewer gateways (`via`) takes it over.
//! - Once withdrawn, by whichever source, it belongs to the next that brings it; its id, `first_seen`, revision and the sequences of its
//!   meetings go on.
//!
//! [`Store::known`] tells a source only of what is its own. So a source that also lists another's brings it as new at each poll, and gives it
//! back to the public at the first poll after the owner withdrew it (one that tells only what changed: when it is next read whole).

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

/// The state of one consultation of a source in the store, also when it is withdrawn: ids are kept for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The consultation as last seen; withdrawn ones keep no body. Also `None` when this release cannot read its body.
    pub consultation: Option<Consultation>,
    /// The id.
    pub id: ConsultationId,
    /// The kind at the source.
    pub kind: passerelle_model::SpaceKind,
    /// The past.
    pub history: History,
    /// The digest of its content (`normalize::fingerprint`) as last seen. Empty when this release cannot read its body, so that the next
    /// poll finds it changed and writes it anew.
    pub fingerprint: String,
    /// The number of complete polls in a row that lacked it.
    pub missing_polls: u32,
    /// The moment since which it is missing.
    pub missing_since: Option<DateTime<Utc>>,
    /// The moment since which it is withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The marks that it had when it was withdrawn; `None` where it was withdrawn by a release that did not keep that, or could not be read.
    pub marks: Option<Marks>,
}

/// A consultation that another source has or had.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The consultation.
    pub id: ConsultationId,
    /// The source that owns it, or owned it last.
    pub owner: SourceId,
    /// `true` where it came through another gateway.
    pub is_relayed: bool,
    /// `true` where it is withdrawn.
    pub is_withdrawn: bool,
    /// The marks that it has or had, where that can be told.
    pub marks: Option<Marks>,
}

/// One line of what a poll writes.
///
/// Only `Upsert` reaches a consultation that is withdrawn, unknown or another source's; every other line about one is passed over.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// New, changed or back: the body is written, a change is logged, a streak of missing polls ends.
    ///
    /// The store sees to it that nothing goes back: `history.change` is its own to give; a revision is never lower than the one kept, and
    /// greater for what comes from another source than before (which also keeps its `first_seen`); a meeting's sequence is never lower than
    /// one that was once shown, and greater for a meeting that returns.
    Upsert {
        /// The consultation as it is now.
        consultation: Box<Consultation>,
        /// First seen, updated, revision as they shall be.
        history: History,
        /// The digest of its content.
        fingerprint: String,
    },
    /// Says the same in other bytes (a signed image address, a meeting's count of missing polls): the body is written, no change is logged. Being listed
    /// also ends a streak of missing polls.
    Refresh {
        /// The consultation as it is now.
        consultation: Box<Consultation>,
        /// The digest of its content: another than before only where the rules of what is compared have changed.
        fingerprint: String,
    },
    /// Listed again, the same: ends a streak of missing polls.
    Seen {
        /// The consultation.
        id: ConsultationId,
    },
    /// A consultation that a complete poll did not list.
    Missing {
        /// The consultation.
        id: ConsultationId,
        /// The streak's length.
        polls: u32,
        /// The streak's beginning.
        since: DateTime<Utc>,
    },
    /// Withdrawn: the body is dropped, the id and its history are kept, a change is logged.
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
    /// The changes, in this order.
    pub writes: Vec<Write>,
    /// The source's new state.
    pub state: SourceState,
}

/// A consultation that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tombstone {
    /// The consultation.
    pub id: ConsultationId,
    /// The moment of the withdrawal.
    pub withdrawn_at: DateTime<Utc>,
    /// The place of its withdrawal in the change log.
    pub change: u64,
}

/// A consultation that a commit brought and that another source already has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The consultation.
    pub id: ConsultationId,
    /// The source that owns it.
    pub owner: SourceId,
}

/// The changes of one commit in what is served. Each consultation stands in it at most once, as it is after the commit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Committed {
    /// New, changed and refreshed consultations, with their place in the change log, in its order.
    pub upserts: Vec<Stored>,
    /// Withdrawn ones, in the order of the change log.
    pub tombstones: Vec<Tombstone>,
    /// The consultations that were brought and not written, because another source has them.
    pub elsewhere: Vec<Elsewhere>,
}

/// Everything that is served, as read at a start.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contents {
    /// Every consultation that is not withdrawn, in the order of the change log.
    pub consultations: Vec<Stored>,
    /// The withdrawn ones, in the order of the change log.
    pub tombstones: Vec<Tombstone>,
    /// The state of every source, also of those no longer configured, by id.
    pub sources: Vec<SourceState>,
    /// The number of consultations that this release cannot read (another release wrote them, or somebody edited them). They are
    /// neither served nor withdrawn nor touched; each is named in the log, and written anew by the next poll that lists it.
    pub unreadable: usize,
}

/// Keeps everything that must survive.
///
/// What a call has returned survives the end of the process, however it ends. Calls may be made at the same time; a reader sees all of a
/// commit or nothing of it, and does not wait for a writer (but in memory).
///
/// Every commit that changes what is served takes places in the change log: greater ones than all before, each given once for ever, also over
/// restarts. The log keeps the last place of each consultation only, because a mirror that asks what changed since a place needs the last
/// state of it, not those between. So `contents`, in the order of the log, is the log.
///
/// The log has a name, made with the store and kept in it: places of one log mean nothing in another.
#[async_trait]
pub trait Store: Send + Sync {
    /// The name of the change log: the same as long as the store exists, and another in every other store.
    async fn log(&self) -> Result<Uuid, Error>;
    /// Everything that is served.
    async fn contents(&self) -> Result<Contents, Error>;
    /// Returns what is known of the consultations that are a source's own, withdrawn ones included, by id.
    async fn known(&self, source: &SourceId) -> Result<Vec<Known>, Error>;
    /// Returns what is kept of `ids` that another source than `source` has or had, by id.
    async fn claims(&self, source: &SourceId, ids: &[ConsultationId]) -> Result<Vec<Claim>, Error>;
    /// Returns the names of which the ids are made of everything that came straight from its source, withdrawn ones included.
    async fn names(&self) -> Result<Vec<Name>, Error>;
    /// The state of a source, if it was ever polled.
    async fn source_state(&self, source: &SourceId) -> Result<Option<SourceState>, Error>;
    /// Writes what a poll brought, all or nothing.
    async fn commit(&self, commit: Commit) -> Result<Committed, Error>;
    /// Withdraws everything of a source at once and forgets its state: it was removed from the configuration. Ids and histories are kept.
    async fn remove_source(&self, source: &SourceId, at: DateTime<Utc>)
    -> Result<Committed, Error>;
    /// Returns what the operator decided of pairs of consultations, of each the last, by pair; also what was taken back.
    async fn decisions(&self) -> Result<Vec<Decision>, Error>;
    /// Keeps a decision in the place of an earlier one of the same pair. It stays whatever becomes of the two.
    async fn decide(&self, decision: &Decision) -> Result<(), Error>;
    /// A number that stays the same as long as nobody but this store writes to what it keeps: another process that polls beside this one changes it.
    /// Who finds it changed reads `contents` anew. It means nothing else, costs next to nothing, and is asked every few seconds.
    async fn foreign_writes(&self) -> Result<u64, Error>;
    /// Returns whether the store answers.
    async fn ping(&self) -> Result<(), Error>;
    /// Ends orderly: waits for what is being written, tidies up. Nothing is lost without it. No call may follow.
    async fn close(&self) {}
}

/// The names and states in a store, read without opening it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Glimpse {
    /// The names of which ids are made.
    pub names: Vec<Name>,
    /// The states of the sources.
    pub sources: Vec<SourceState>,
}

/// Looks at the store at `url` without making, changing or migrating anything; `None` where there is none that can be read so.
pub async fn glimpse(url: &str) -> Option<Glimpse> {
    sqlite::glimpse(url).await
}

/// Opens the store at `url`, made if it is not there, in the form of this release.
///
/// `sqlite://PATH` is a file, whose path (as it stands, nothing is decoded) is relative to the working directory unless it begins with a
/// slash; `sqlite::memory:` lasts as long as the store, for tests.
pub async fn open(url: &str) -> Result<Arc<dyn Store>, Error> {
    let scheme = url.split(':').next().unwrap_or_default();
    match scheme {
        "sqlite" => Ok(Arc::new(sqlite::Sqlite::open(url).await?)),
        _ => Err(Error::Unsupported {
            scheme: scheme.chars().take(40).collect(),
        }),
    }
}
