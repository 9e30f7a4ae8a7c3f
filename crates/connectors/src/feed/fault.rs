//! Faults of feeds: the reasons for which a document cannot be read as one.

use url::Url;

use crate::error::PlatformFault;
use crate::reason::at;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// A document at the address of a source that is no feed, or a feed that cannot be read.
#[derive(Debug, Clone)]
pub(super) struct UnreadableFeed {
    /// The address that was asked.
    pub url: Url,
    /// The reason.
    pub why: FeedFault,
}

/// The reason for which a feed cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeedFault {
    /// The document is too large.
    TooLarge {
        /// The size of the largest document that is read, in bytes.
        limit: u64,
    },
    /// The document is empty.
    Empty,
    /// The document is no feed.
    NoFeed,
    /// A page names the document as its feed, and it is none.
    NamedAndNone,
    /// The gateway itself failed while it read the document.
    OwnError,
}

impl FeedFault {
    /// The word of the parameter `why` of `document_unreadable`.
    const fn word(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::Empty => "empty",
            Self::NoFeed => "no_feed",
            Self::NamedAndNone => "named_and_none",
            Self::OwnError => "own_error",
        }
    }
}

impl PlatformFault for UnreadableFeed {
    fn reason(&self) -> Reason {
        let limit = match self.why {
            FeedFault::TooLarge { limit } => Some(limit),
            _ => None,
        };
        at(Code::DocumentUnreadable, &self.url)
            .with("why", self.why.word())
            .with_known("limit", limit)
    }
}
