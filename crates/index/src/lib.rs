//! Index: an immutable snapshot of everything that is served, and the filters and searches that it answers.
//!
//! It imports `model`, `geography`, `query` and `dedupe`. It knows nothing of HTTP, formats or the store's engine, and reads no clock: callers pass
//! the moment.
//!
//! A consultation that several sources publish is kept once for each source and shown once: `passerelle_dedupe` finds which are one, and merges them.
//!
//! Readers take [`Index::current`] without a lock and keep it as long as they like. One writer at a time makes the next snapshot with
//! [`Index::apply`] (a poll brought changes), [`Index::decide`] (the operator decided on duplicates) or [`Index::renew`] (the clock changed a
//! status).

mod agenda;
mod builder;
mod catalogue;
mod changes;
mod dictionary;
mod entry;
mod facets;
mod figures;
mod lenient;
mod live;
mod matching;
mod places;
mod search;
mod snapshot;
mod source_states;
mod spelling;
mod suggestions;
mod text;
mod word_counts;

pub use agenda::{Appointment, MeetingPage};
pub use changes::{Change, Changes};
pub use entry::Entry;
pub use facets::{Count, Facets, Theme};
pub use figures::{DURATIONS_UP_TO, Durations, Figures, MONTHS, Month, Outcomes};
pub use lenient::Lenient;
pub use live::{Delta, Error, Index};
pub use places::NamedPlace;
pub use search::ConsultationPage;
pub use snapshot::{Gone, IdState, Snapshot};
pub use source_states::SourceStates;
pub use suggestions::Suggestions;
pub use text::{Correction, WordMatch};

#[cfg(test)]
mod tests;
