//! Judges a GraphQL document before it is executed, as graphql-ruby does, on which Decidim is built. Clients of Decidim learn from its
//! refusals which fields a server has, so the gateway's own endpoint and the instances of the demo refuse in the same words.
//!
//! [`read`] parses a document within bounds, [`refusals`] names what the schema does not declare, [`extent`] and [`complexity`] measure a
//! document, and [`variable_refusals`] judges the values that come with it. Which limits apply, and what is done about a document that
//! goes beyond them, is the caller's to say. Knows neither data nor HTTP.

mod document;
mod limits;
mod refusal;
mod schema;
mod uses;
mod validation;
mod variables;

pub use document::{Operation, Unreadable, operations, read};
pub use limits::{Extent, complexity, extent};
pub use refusal::Refusal;
pub use schema::{Argument, Declared, Field, Kind, Schema};
pub use validation::{Wording, refusals};
pub use variables::variable_refusals;
