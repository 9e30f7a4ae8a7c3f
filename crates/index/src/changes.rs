//! Changes: everything that happened since a place in the change log, in order, for mirrors and other gateways. Each consultation is given as its own
//! source publishes it, even if it is shown merged with others: a reader does its own deduplication.

use std::sync::Arc;

use super::Gone;
use super::entry::Entry;
use super::search::first_in_order;
use super::snapshot::Snapshot;

/// One change.
#[derive(Debug, Clone)]
pub enum Change {
    /// A consultation that is new, changed or back.
    Upsert(Arc<Entry>),
    /// A withdrawal.
    Tombstone(Gone),
}

impl Change {
    /// Returns the place in the change log.
    pub fn place(&self) -> u64 {
        match self {
            Self::Upsert(entry) => entry.stored.history.change,
            Self::Tombstone(gone) => gone.change,
        }
    }
}

/// A page of changes.
#[derive(Debug, Clone)]
pub struct Changes {
    /// Each consultation once, at its last change, in the order of the change log.
    pub items: Vec<Change>,
    /// The `since` of the next page, even if there is nothing on it yet.
    pub next_since: u64,
    /// `true` if there are more changes now.
    pub more: bool,
}

impl Snapshot {
    /// Returns the place of the last change in the change log; 0 before the first.
    pub fn last_change(&self) -> u64 {
        let gone = self.gone.values().map(|gone| gone.change).max();
        self.catalogue.last_change().max(gone.unwrap_or_default())
    }

    /// Returns at most `limit` changes after the place `since` of the change log; 0 is before the first.
    pub fn changes(&self, since: u64, limit: usize) -> Changes {
        enum At<'a> {
            Upsert(&'a Arc<Entry>),
            Gone(Gone),
        }
        let upserts = self
            .catalogue
            .changed_since(since)
            .map(|row| (row.change, row.id, At::Upsert(&row.unmerged)));
        let gone = self
            .gone
            .values()
            .filter(|gone| gone.change > since)
            .map(|gone| (gone.change, gone.id, At::Gone(*gone)));
        let (page, more) = first_in_order(
            upserts.chain(gone).collect(),
            limit.max(1),
            |left, right| (left.0, left.1).cmp(&(right.0, right.1)),
        );
        Changes {
            next_since: page.last().map_or(since, |(change, ..)| *change),
            items: page
                .into_iter()
                .map(|(_, _, at)| match at {
                    At::Upsert(entry) => Change::Upsert(Arc::clone(entry)),
                    At::Gone(gone) => Change::Tombstone(gone),
                })
                .collect(),
            more,
        }
    }
}
