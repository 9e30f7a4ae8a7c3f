//! Faults of feeds: why what stands at an address cannot be read as one.

use url::Url;

use crate::error::PlatformFault;
use crate::reason::at;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// A document that is not the feed that its source is said to be, or that nothing can read.
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
    /// The document is larger than is read.
    TooLarge {
        /// The part that is read, in bytes.
        limit: u64,
    },
    /// The document is empty.
    Empty,
    /// The document is no feed.
    NoFeed,
    /// A page names it as its feed, and it is none.
    NamedAndNone,
    /// The gateway failed over it.
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
