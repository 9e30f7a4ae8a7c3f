//! A filter that is being read: values that only the whole can judge are kept beside it.

use super::filter::Filter;
use passerelle_geography::Geography;

/// A filter that is being read.
pub(crate) struct Draft<'a> {
    pub(crate) filter: Filter,
    /// The radius, in metres, which needs `near`.
    pub(crate) radius: Option<u32>,
    /// The cursor as it stands in the address, which belongs to one filter.
    pub(crate) cursor: Option<String>,
    pub(crate) geography: &'a Geography,
}

impl<'a> Draft<'a> {
    /// Returns a draft in which nothing is read yet.
    pub(crate) fn new(geography: &'a Geography) -> Self {
        Self {
            filter: Filter::default(),
            radius: None,
            cursor: None,
            geography,
        }
    }
}
