//! What may be one, for the operator: looked for once a snapshot, by a rule that the server does not know.

use std::sync::{Arc, Mutex, PoisonError};

use passerelle_index::Snapshot;
use passerelle_model::Suggestion;

/// Finds what may be one among the consultations of a snapshot, the most alike first.
pub type Suggest = Arc<dyn Fn(&Snapshot) -> Vec<Suggestion> + Send + Sync>;

/// The suggestions for the last snapshot that was asked about.
#[derive(Default)]
pub(super) struct Duplicates {
    suggest: Option<Suggest>,
    last: Mutex<Option<(u64, Arc<[Suggestion]>)>>,
}

impl Duplicates {
    pub(super) fn new(suggest: Suggest) -> Self {
        Self {
            suggest: Some(suggest),
            last: Mutex::default(),
        }
    }

    /// What may be one and was not ruled yet. It may take a while the first time: call it off the threads that serve. Whoever asks meanwhile
    /// waits.
    pub(super) fn of(&self, snapshot: &Snapshot) -> Arc<[Suggestion]> {
        let Some(suggest) = &self.suggest else {
            return Arc::from([]);
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, known)) = last.as_ref()
            && *version == snapshot.version()
        {
            return Arc::clone(known);
        }
        let mut found = suggest(snapshot);
        found.retain(|suggestion| !snapshot.is_ruled(suggestion.pair));
        let found: Arc<[Suggestion]> = found.into();
        *last = Some((snapshot.version(), Arc::clone(&found)));
        found
    }
}
