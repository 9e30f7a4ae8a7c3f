//! States of the sources, as they are now. They are no part of a snapshot, for each poll changes one of them: whoever polls stores a new list, and
//! requests read the last one without a lock.

use std::sync::Arc;

use arc_swap::ArcSwap;

use passerelle_model::SourceState;

/// The live states of the sources, in the order of the configuration.
pub type SourceStates = Arc<ArcSwap<Vec<SourceState>>>;
