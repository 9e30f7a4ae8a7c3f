//! Duplicates: the consultations of several sources that are one, and what is shown of them.
//!
//! - [`Clusters`] finds which are one: by the operator's rulings, by equal pages, and by pages that one declares to be its own elsewhere. It also attaches
//!   events of calendars to the consultation that they belong to. It is kept by the index and told of each change.
//! - [`merged`] makes what is shown of a cluster; [`rank`] chooses the member that leads it.
//! - [`suggestions`] proposes probable duplicates to the operator, by their likeness. A likeness alone merges nothing.
//!
//! It imports `model` and `geography`. It is pure, and knows neither the store nor what an index is.

mod addresses;
mod clusters;
mod events;
mod merge;
mod rulings;
mod similarity;

pub use clusters::{Clusters, Part};
pub use merge::{Instance, merged, rank};
pub use similarity::suggestions;
