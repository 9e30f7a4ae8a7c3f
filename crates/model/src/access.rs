//! The people who can take part in a consultation that everybody can read.

use serde::{Deserialize, Serialize};

/// The people who can take part, as far as the source says. A consultation that not everybody can read is never relayed, and has no word here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody, or nobody says otherwise.
    #[default]
    Everybody,
    /// The members of its space only; everybody reads.
    Members,
}

impl Access {
    /// Returns whether nothing is to be said of it.
    pub const fn is_everybody(&self) -> bool {
        matches!(self, Self::Everybody)
    }

    /// The word for programs; `None` where nothing is to be said.
    pub const fn token(self) -> Option<&'static str> {
        match self {
            Self::Everybody => None,
            Self::Members => Some("members"),
        }
    }

    /// Returns the access for which a word for programs stands; one that is unknown says nothing.
    pub fn from_token(word: Option<&str>) -> Self {
        match word {
            Some("members") => Self::Members,
            _ => Self::Everybody,
        }
    }
}
