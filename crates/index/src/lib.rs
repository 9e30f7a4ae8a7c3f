//! Index: an immutable snapshot of everything that is served, and the one filter language that every output answers to.
//!
//! It imports `model` and `geography`. It knows nothing of HTTP, formats or the store's engine, and reads no clock: the moment is given.
//!
//! What several sources say of one consultation is kept as each says it and shown as one: `bonds` finds what is one, `merging` makes what is shown of it,
//! `events` says what becomes of the appointments of calendars.
//!
//! Readers take [`Index::current`] without a lock and keep it as long as they like. One writer at a time makes the next snapshot with
//! [`Index::apply`] (what a poll brought), [`Index::decide`] (what the operator decided of duplicates) or [`Index::renew`] (a status changed by the clock).

mod agenda;
mod bonds;
mod catalogue;
mod changes;
mod claims;
mod cursor;
mod dictionary;
mod entry;
mod events;
mod facets;
mod figures;
mod filter;
mod lenient;
mod making;
mod matching;
mod merging;
mod near;
mod parameter;
mod places;
mod reading;
mod rulings;
mod search;
mod snapshot;
mod spelling;
mod suggestions;
mod text;
mod theme;
mod told;
mod writing;

pub use agenda::{Appointment, MeetingPage};
pub use changes::{Change, Changes};
pub use cursor::Cursor;
pub use entry::Entry;
pub use facets::{Count, Facets, Theme};
pub use figures::{DURATIONS_UP_TO, Durations, Figures, MONTHS, Month, Outcomes};
pub use filter::{DEFAULT_LIMIT, Filter, MAX_LIMIT, Sort};
pub use lenient::Lenient;
pub use making::{Delta, Error, Index};
pub use near::{Center, DEFAULT_RADIUS_M, Near};
pub use parameter::{Allowed, Parameter, ParameterError, PlaceMeant};
pub use places::NamedPlace;
pub use search::Page;
pub use snapshot::{Found, Gone, Snapshot};
pub use suggestions::Suggestions;
pub use text::{Correction, Match};
pub use theme::theme_key;

#[cfg(test)]
mod tests;
