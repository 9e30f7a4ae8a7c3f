//! The start: what was served before a restart is served again before any source is polled, and consultations of sources that are no longer
//! configured are withdrawn.

use std::collections::BTreeSet;

use passerelle_index::{Delta, Gone};
use passerelle_model::{Platform, SourceId, SourceState};
use passerelle_store::{self as store, Commit, Committed, Tombstone};

use super::{Poller, health};

impl Poller {
    /// Serves the contents of the store. Consultations of sources that are no longer configured are withdrawn at once. Must be called before anything
    /// else.
    ///
    /// # Errors
    /// Fails if the store cannot be read or written. Nothing is served then, and the start should be aborted.
    pub async fn restore(&self) -> Result<(), store::Error> {
        // Taken before everything is read, so that what another process writes meanwhile is noticed later.
        *self.writing.lock().await = self.parts.store.foreign_writes().await?;
        let contents = self.parts.store.contents().await?;
        let configured: BTreeSet<&SourceId> =
            self.sources.iter().map(|source| &source.id).collect();
        let stored = contents.sources.iter().map(|state| &state.id);
        let bringing = contents
            .consultations
            .iter()
            .map(|stored| &stored.consultation.source);
        let removed: BTreeSet<SourceId> = stored
            .chain(bringing)
            .filter(|id| !configured.contains(id))
            .cloned()
            .collect();
        let mut delta = Delta {
            upserts: contents.consultations,
            gone: contents.tombstones.iter().map(gone).collect(),
        };
        let mut known = contents.sources;
        if !removed.is_empty() {
            self.forget_gateway_memories(&mut known).await?;
        }
        for id in removed {
            let committed = self
                .parts
                .store
                .remove_source(&id, self.parts.clock.now())
                .await?;
            tracing::info!(source.id = %id, withdrawn = committed.tombstones.len(), "the source is no longer configured: its consultations are withdrawn");
            delta.gone.extend(committed.tombstones.iter().map(gone));
        }
        let states = self.sources.iter().map(|source| {
            let at = known.iter().position(|state| state.id == source.id);
            at.map_or_else(
                || SourceState::new(source.id.clone()),
                |at| known.swap_remove(at).in_present_words(),
            )
        });
        let states: Vec<SourceState> = states.collect();
        states.iter().for_each(health::measure);
        self.states.store(std::sync::Arc::new(states));
        self.apply(delta).await;
        Ok(())
    }

    /// Clears the memories of sources that are gateways, so that their next poll reads everything. Otherwise consultations that a removed source
    /// owned, and that a gateway listed long ago, would never come again. Done before the removal, so that a crash in between loses nothing.
    async fn forget_gateway_memories(&self, known: &mut [SourceState]) -> Result<(), store::Error> {
        let is_gateway = |id: &SourceId| {
            let source = self.sources.iter().find(|source| source.id == *id);
            source.is_some_and(|source| source.platform == Platform::Passerelle)
        };
        for state in known.iter_mut().filter(|state| is_gateway(&state.id)) {
            state.memory = None;
            let commit = Commit {
                source: state.id.clone(),
                at: self.parts.clock.now(),
                writes: Vec::new(),
                state: state.clone(),
            };
            self.parts.store.commit(commit).await?;
        }
        Ok(())
    }
}

/// Turns the changes of a commit into a delta for the index.
pub(super) fn delta_of(committed: Committed) -> Delta {
    Delta {
        gone: committed.tombstones.iter().map(gone).collect(),
        upserts: committed.upserts,
    }
}

pub(super) fn gone(tombstone: &Tombstone) -> Gone {
    Gone {
        id: tombstone.id,
        at: tombstone.withdrawn_at,
        change: tombstone.change,
    }
}
