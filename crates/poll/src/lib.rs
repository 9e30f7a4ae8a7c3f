//! Polling: decides which source is due, and what a poll of it changes. It drives `connector`, `normalize`, `store` and `index`.
//!
//! - `schedule` computes when a source is due, `health` its state after a poll, `reconcile` what a poll changes, and `grace` when something that is
//!   missing is gone. All four are pure.
//! - `identity` decides which consultation is which: a native id that is used again, two sources with the same id, a host that has moved. It is pure,
//!   too.
//! - `source_poll` is one poll of one source, from the first request to the new snapshot; `decision` is the part of it between the harvest and the
//!   commit.
//! - [`Poller`] polls all sources, once or until it is stopped. `restore` serves the contents of the store at the start.
//! - `other_writers` notices what another process writes to the same store.
//!
//! It knows no wire format, no output format and nothing of HTTP. A poll that fails changes nothing of what is served.

mod decision;
mod grace;
mod health;
mod identity;
mod meetings;
mod other_writers;
mod reconcile;
mod restore;
mod run;
mod schedule;
mod source_poll;

pub use run::{Connectors, Parts, Poller, Settings};
pub use source_poll::Report;

#[cfg(test)]
mod tests;
