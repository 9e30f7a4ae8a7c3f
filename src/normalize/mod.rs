//! Normalize: one platform's record becomes a consultation in the gateway's vocabulary. Pure: no I/O, no clock.
//!
//! It imports `model` and `geography`. It does not know what was there before (that is `poll::reconcile`'s), nor any wire format.

use chrono::{DateTime, Utc};

use crate::geography::Geography;
use crate::model::{Consultation, Record, Source};

/// What the rules need beside the record.
pub struct Context<'a> {
    /// Where the record comes from.
    pub source: &'a Source,
    /// The official territories.
    pub geography: &'a Geography,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
}

/// A record that cannot be relayed, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{native_id}: {why}")]
pub struct Rejected {
    /// Its key at the source.
    pub native_id: String,
    /// Why.
    pub why: String,
}

/// The consultation that a record describes.
pub fn consultation(_record: Record, _context: &Context<'_>) -> Result<Consultation, Rejected> {
    unimplemented!()
}

/// What is compared to find a change: a digest (SHA-256, hexadecimal) of everything that a consultation says, leaving out what changes without meaning
/// anything (histories of its meetings, addresses of volatile images).
pub fn fingerprint(_consultation: &Consultation) -> String {
    unimplemented!()
}
