//! Access: the people who can take part in a consultation that everybody can read.

use serde::{Deserialize, Serialize};

/// The people who can take part, as far as the source says. A consultation that not everybody can read is never relayed, and has no access here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody can take part, or the source does not say otherwise.
    #[default]
    Everybody,
    /// The members of its space can take part; everybody can read.
    Members,
}

impl Access {
    /// Returns whether everybody can take part.
    pub const fn is_everybody(&self) -> bool {
        matches!(self, Self::Everybody)
    }

    /// Returns the word for programs; `None` where everybody can take part.
    pub const fn token(self) -> Option<&'static str> {
        match self {
            Self::Everybody => None,
            Self::Members => Some("members"),
        }
    }

    /// Returns the access for which a word for programs stands; an unknown word stands for everybody.
    pub fn from_token(word: Option<&str>) -> Self {
        match word {
            Some("members") => Self::Members,
            _ => Self::Everybody,
        }
    }
}
