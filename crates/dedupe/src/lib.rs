//! Deduplication: finds the consultations of several sources that are one, and merges them.
//!
//! - [`Clusters`] finds which are one: by the operator's rulings, by equal pages, and by pages elsewhere that a consultation declares to be its own.
//!   It also attaches events of calendars to their consultations. The index keeps it up to date with each change.
//! - [`merged`] makes one consultation of a cluster; [`rank`] chooses the member that leads it.
//! - [`suggestions`] proposes probable duplicates to the operator, by their similarity. Similarity alone merges nothing.
//!
//! It imports `model` and `geography`. It is pure, and knows neither the store nor what an index is.

mod addresses;
mod clusters;
mod events;
mod merge;
mod rulings;
mod similarity;

pub use clusters::{Clusters, MergedInto, Role};
pub use merge::{Instance, merged, rank};
pub use similarity::suggestions;
