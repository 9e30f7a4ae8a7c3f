//! The filter language that every output answers to: query strings into typed filters, and back in one canonical form.
//!
//! It imports `model` and `geography`. It knows nothing of HTTP beyond the form of a query string, nothing of what is indexed, and of the outputs only
//! which of four families they belong to.
//!
//! [`Parameter`] is the one table of the language: a parameter is a row of it and a field of [`Filter`]. Every list of parameters that there is (of the
//! API's description, of pages, of the widget, of the export) is read from it.

mod allowed;
mod circle;
mod cursor;
mod draft;
mod filter;
mod parameter;
mod places_meant;
mod refusal;
mod sort;
mod text;
mod theme;
mod value;

pub use allowed::Allowed;
pub use circle::{Center, DEFAULT_RADIUS_M, Near, whole_metres};
pub use cursor::{Cursor, MOST_NAME_BYTES, Position};
pub use filter::{DEFAULT_LIMIT, Filter, MAX_LIMIT};
pub use parameter::{Effect, Family, Parameter, Row, Shape};
pub use refusal::{ParameterError, PlaceMeant};
pub use sort::Sort;
pub use theme::theme_key;

#[cfg(test)]
mod tests;
