//! Index: an immutable snapshot of everything that is served, and the one filter language that every output answers to.
//!
//! It imports `model` and `geography`. It knows nothing of HTTP, formats or the store's engine.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::geography::Geography;
use crate::model::{ConsultationId, Status, Stored};

/// A withdrawn consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Which.
    pub id: ConsultationId,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Its place in the change log.
    pub change: u64,
}

/// One consultation in a snapshot.
#[derive(Debug)]
pub struct Entry {
    /// The consultation.
    pub stored: Stored,
    /// Its status at the snapshot's moment.
    pub status: Status,
}

/// What has changed since the last snapshot.
#[derive(Debug, Default)]
pub struct Delta {
    /// New or changed.
    pub upserts: Vec<Stored>,
    /// Withdrawn.
    pub gone: Vec<Gone>,
}

/// An immutable state of everything that is served.
#[derive(Debug)]
pub struct Snapshot {}

/// The live index: readers load the current snapshot without a lock, a writer makes the next one.
#[derive(Debug)]
pub struct Index {}

impl Index {
    /// An index over nothing.
    pub fn new(_geography: &'static Geography, _now: DateTime<Utc>) -> Self {
        unimplemented!()
    }

    /// The current snapshot.
    pub fn current(&self) -> Arc<Snapshot> {
        unimplemented!()
    }

    /// Makes and publishes the next snapshot. Cost grows with the delta. Called off the async runtime's threads.
    pub fn apply(&self, _delta: Delta, _now: DateTime<Utc>) -> Arc<Snapshot> {
        unimplemented!()
    }
}
