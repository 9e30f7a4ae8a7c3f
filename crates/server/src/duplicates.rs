//! Probable duplicates for the operator, computed once for each snapshot.

use std::sync::{Arc, Mutex, PoisonError};

use passerelle_index::Snapshot;
use passerelle_model::Suggestion;

/// The suggestions for the last snapshot that was asked for.
#[derive(Default)]
pub(super) struct Duplicates {
    last: Mutex<Option<(u64, Arc<[Suggestion]>)>>,
}

impl Duplicates {
    /// Returns the pairs of a snapshot that may be duplicates and were not ruled on yet, the most similar first. The first call for a snapshot may take a while:
    /// call it off the threads that serve. Other callers wait meanwhile.
    pub(super) fn of(&self, snapshot: &Snapshot) -> Arc<[Suggestion]> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, known)) = last.as_ref()
            && *version == snapshot.version()
        {
            return Arc::clone(known);
        }
        let shown = snapshot.entries().map(|entry| &entry.stored.consultation);
        let mut found = passerelle_dedupe::suggestions(shown, snapshot.geography());
        found.retain(|suggestion| !snapshot.is_ruled(suggestion.pair));
        let found: Arc<[Suggestion]> = found.into();
        *last = Some((snapshot.version(), Arc::clone(&found)));
        found
    }
}
