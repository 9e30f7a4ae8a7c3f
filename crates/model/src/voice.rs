//! Voices: who speaks of a consultation. Two records of one voice are two things; only different voices can speak of the same.

use super::{Consultation, Origin, SourceId};

/// The publisher that first published a consultation, as this gateway can tell: a source of its own, or a source of the gateway that it was relayed from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voice {
    source: SourceId,
    relayed: Option<String>,
    origin: Origin,
}

impl Consultation {
    /// Returns whose word it is. What comes through another gateway is the word of that gateway's source, so that one relay brings many voices.
    pub fn voice(&self) -> Voice {
        Voice {
            source: self.source.clone(),
            relayed: self.provenance.as_ref().map(|from| from.source_id.clone()),
            origin: self.origin.clone(),
        }
    }
}
