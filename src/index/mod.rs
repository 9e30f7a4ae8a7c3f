//! Index: an immutable snapshot of everything that is served, and the one filter language that every output answers to.
//!
//! It imports `model` and `geography`. It knows nothing of HTTP, formats or the store's engine, and reads no clock: the moment is given.
//!
//! Readers take [`Index::current`] without a lock and keep it as long as they like. One writer at a time makes the next snapshot with
//! [`Index::apply`] (what a poll brought) or [`Index::renew`] (a status changed by the clock).

mod agenda;
mod catalogue;
mod changes;
mod cursor;
mod dictionary;
mod entry;
mod facets;
mod filter;
mod fulltext;
mod making;
mod matching;
mod near;
mod parameter;
mod reading;
mod scores;
mod search;
mod snapshot;
mod theme;
mod words;

pub use agenda::{Appointment, MeetingPage};
pub use changes::{Change, Changes};
pub use cursor::Cursor;
pub use entry::Entry;
pub use facets::{Count, Facets, Theme};
pub use filter::{DEFAULT_LIMIT, Filter, MAX_LIMIT, Sort};
pub use making::{Delta, Error, Index};
pub use near::{Center, DEFAULT_RADIUS_M, Near};
pub use parameter::{Allowed, Parameter, ParameterError};
pub use search::Page;
pub use snapshot::{Found, Gone, Snapshot};
pub use theme::theme_key;

#[cfg(test)]
mod tests;
