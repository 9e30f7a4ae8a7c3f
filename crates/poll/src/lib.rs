//! Poll: who is asked when, and what becomes of what they say. It drives `connector`, `normalize`, `store` and `index`.
//!
//! - `schedule` says when a source is due, `health` how its state follows from a poll, `reconcile` what a poll changes, `grace` when
//!   something missing is gone: all four are pure.
//! - `identity` says which consultation is which: a native id used again, two sources that make one id, a host that has moved. Pure, too.
//! - `turn` is one poll of one source from the first request to the new snapshot; `decision` is the part of it between answer and writing.
//! - [`Poller`] takes turns until it is stopped, or once.
//! - `foreign` notices what another process writes to the same store.
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
