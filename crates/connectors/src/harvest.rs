//! The result of one poll: records, which part of the source they cover, and notices to the operator.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use passerelle_model::reason::Place;
use passerelle_model::{ConsultationId, Reason, Record, SpaceKind};

/// The part of a source that the records of a poll cover, from which follows what a missing consultation means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// Everything that the source has, as far as it could be read.
    Full {
        /// The kinds whose list was read to its end: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
    },
    /// No records, since the source says that nothing changed since the last poll; consultations that were missing then are still missing.
    Unchanged,
    /// The latest of what the source has, such as the last entries of a feed. It says nothing of older consultations.
    Window {
        /// The consultations that fell off the end of the window. They count as unchanged.
        fallen: BTreeSet<ConsultationId>,
    },
    /// The changes since the last poll. Consultations that are not among them count as unchanged.
    Changes {
        /// The consultations that the source says it withdrew. They are withdrawn at once.
        withdrawn: BTreeSet<ConsultationId>,
    },
    /// Everything in the change log of the source, read from its beginning.
    Log {
        /// The kinds that the log holds completely: only of these may a known consultation be found missing.
        complete: BTreeSet<SpaceKind>,
        /// The consultations that the source says it withdrew. They are withdrawn at once.
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

    /// Returns whether a known consultation, which is not among the records, fell off the end of a window.
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

/// The result of one poll.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The records of everything that the source lists and that may be relayed.
    pub records: Vec<Record>,
    /// The part of the source that `records` cover.
    pub listing: Listing,
    /// The notices to the operator.
    pub notices: Vec<Reason>,
    /// `true` where something could not be read that should have been: the source is shown as degraded.
    pub partial: bool,
    /// The data that the connector is given again at the next poll.
    pub memory: Option<Value>,
    /// The number of requests that were sent.
    pub requests: u32,
    /// The place of each record in the document that was read, by native id, so that a notice can point whoever maintains the document there.
    pub places: HashMap<String, Place>,
}
