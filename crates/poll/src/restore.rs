//! The start: what was served before a restart is served again before anyone is asked anything, and what is no longer configured is withdrawn.

use std::collections::BTreeSet;

use passerelle_index::{Delta, Gone};
use passerelle_model::{Platform, SourceId, SourceState};
use passerelle_store::{self as store, Commit, Committed, Tombstone};

use super::{Poller, health};

impl Poller {
    /// Serves what the store holds. Consultations of sources that are no longer configured are withdrawn at once. Call it before anything else.
    ///
    /// # Errors
    /// When the store cannot be read or written: nothing is served then, and the start should end.
    pub async fn restore(&self) -> Result<(), store::Error> {
        // Before everything is read: what another process writes meanwhile is noticed later.
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
            self.forget(&mut known).await?;
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

    /// Forgets what gateways among the sources remember, so that their next poll reads everything: what they told long ago and a removed source
    /// had would never be told again. Before the removal, so that a crash between the two forgets nothing.
    async fn forget(&self, known: &mut [SourceState]) -> Result<(), store::Error> {
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

/// Returns what a commit changed, for the index.
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
