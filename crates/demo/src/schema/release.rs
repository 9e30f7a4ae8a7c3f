//! The release lines of Decidim, in order.

use std::fmt;
use std::str::FromStr;

use super::SchemaError;

/// A release line of Decidim: `0.27`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Release {
    major: u16,
    minor: u16,
}

impl Release {
    /// The release line `0.minor`.
    pub(crate) const fn zero(minor: u16) -> Self {
        Self { major: 0, minor }
    }
}

impl FromStr for Release {
    type Err = SchemaError;

    /// Reads a version with or without its patch number: `0.27`, `0.27.9`.
    fn from_str(text: &str) -> Result<Self, SchemaError> {
        let mut numbers = text.split('.').map(str::parse);
        match (numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => Ok(Self { major, minor }),
            _ => Err(SchemaError(format!("`{text}` is not a version"))),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}
