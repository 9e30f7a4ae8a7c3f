//! GraphQL over HTTP, as far as it is the same on every platform: a client, which posts documents, counts them and follows a host that moved, and the
//! envelope of an answer. This module knows no document, no schema and no platform; what is particular to a platform is its [`Dialect`].

mod client;
mod envelope;
mod moved;

pub(super) use client::{Client, Dialect, Document, printable_name};
pub(super) use envelope::Envelope;
pub(super) use moved::resource_url;
