//! The result of one poll: records, the part of the source that they are, and what the operator should know.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use passerelle_model::reason::Place;
use passerelle_model::{ConsultationId, Reason, Record, SpaceKind};

/// The part of a source that the records of a poll are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Everything that could be read.
    Full {
        /// The kinds whose list was read to its end: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
    },
    /// The source says that nothing changed since the last poll: there are no records, and what was missing then is missing still.
    Unchanged,
    /// The latest of what the source has, read to its end: of the rest it says nothing.
    Window {
        /// The consultations that fell off the end of the window, and are as they were.
        fallen: BTreeSet<ConsultationId>,
    },
    /// The changes since the last poll, and nothing else: what is not among them is as it was.
    Changes {
        /// The consultations that the source says it withdrew: no longer relayed, at once.
        withdrawn: BTreeSet<ConsultationId>,
    },
    /// Everything that the source's log of changes holds from its beginning.
    Log {
        /// The kinds of which it holds all: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
        /// The consultations that the source says it withdrew: no longer relayed, at once.
        withdrawn: BTreeSet<ConsultationId>,
    },
}

impl Listing {
    /// Returns whether the list of a kind was read to its end.
    pub fn is_complete(&self, kind: SpaceKind) -> bool {
        matches!(self, Self::Full { complete } | Self::Log { complete, .. } if complete.contains(&kind))
    }

    /// Returns whether the source says that it withdrew a consultation.
    pub fn withdraws(&self, id: ConsultationId) -> bool {
        matches!(self, Self::Changes { withdrawn } | Self::Log { withdrawn, .. } if withdrawn.contains(&id))
    }

    /// Returns whether what is known by `id`, and is not among the records, fell off the end of a window.
    pub fn is_fallen(&self, id: ConsultationId) -> bool {
        matches!(self, Self::Window { fallen } if fallen.contains(&id))
    }
}

impl Default for Listing {
    fn default() -> Self {
        Self::Full {
            complete: BTreeSet::new(),
        }
    }
}

/// The reading of one poll.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The records that the source lists and that may be relayed.
    pub records: Vec<Record>,
    /// The part of the source that `records` are.
    pub listing: Listing,
    /// The notices to the operator.
    pub notices: Vec<Reason>,
    /// `true` where something that should have been read was not: the source is shown as degraded.
    pub partial: bool,
    /// The memory to keep until the next poll.
    pub memory: Option<Value>,
    /// The number of requests that were sent.
    pub requests: u32,
    /// The place where each record stands in what was read, by its native id: for those who are to correct one.
    pub places: HashMap<String, Place>,
}
