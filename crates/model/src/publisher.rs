//! Publishers of consultations. Two records of one publisher are two consultations; only different publishers can publish the same one.

use super::{Consultation, Origin, SourceId};

/// The first publisher of a consultation, as this gateway knows it: one of its own sources, or a source of the gateway that relayed the consultation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Publisher {
    source: SourceId,
    relayed: Option<String>,
    origin: Origin,
}

impl Consultation {
    /// Returns the publisher. A consultation that comes through another gateway is published by that gateway's source, so that one relayed gateway brings many
    /// publishers.
    pub fn publisher(&self) -> Publisher {
        Publisher {
            source: self.source.clone(),
            relayed: self.provenance.as_ref().map(|from| from.source_id.clone()),
            origin: self.origin.clone(),
        }
    }
}
