//! GraphQL over HTTP, as far as it is the same on every platform: one client, which posts documents, counts them and follows a host that moved, and
//! the form of an answer. It knows no document, no schema and no platform; what a platform does otherwise is its [`Dialect`].

mod client;
mod envelope;
mod moved;

pub(super) use client::{Client, Dialect, Document, shown};
pub(super) use envelope::Envelope;
pub(super) use moved::beside;
