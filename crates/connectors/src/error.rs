//! Why a poll brought nothing: what was asked, and what came.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::fault::{
    Came, DatasetFault, DocumentFault, Expected, Flaw, ListFault, ListPlace, Otherwise,
};
use super::refusal::Refusal;
use passerelle_fetch::{self as fetch, DocumentKind};
use passerelle_model::Reason;

/// Why a poll brought nothing. It holds no part of an answer's body. A [`Reason`] is made of it, whose sentences say what to do.
#[derive(Debug, Clone)]
pub enum Error {
    /// No answer came at all, or a rule of the network's door refused it.
    Fetch(fetch::Error),
    /// The host limits requests. The limit counts its whole site, per address.
    Busy {
        /// What was asked.
        url: Url,
        /// How long the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// Something that keeps programs out stands before the site.
    RobotWall {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// Whose wall it is, where that can be told.
        by: Option<&'static str>,
    },
    /// Visitors without an account are not let in.
    SignInRequired {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The place where one signs in, if that is another address; never with its query.
        at: Option<String>,
        /// The platform expected there.
        expected: Expected,
    },
    /// The site is closed for a time.
    Maintenance {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// How long the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// The network between answers in place of the site.
    CaptivePortal {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The name is no longer, or not yet, the site's.
    Parked {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// A server without a site.
    DefaultPage {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// Whose page it is.
        of: &'static str,
    },
    /// The host of the site has closed its account.
    Suspended {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server knows no organization of this name.
    UnknownHost {
        /// What was asked.
        url: Url,
    },
    /// It is elsewhere now.
    Moved {
        /// What was asked.
        url: Url,
        /// The place where it leads; never with its query.
        to: String,
    },
    /// It was there and will not come back.
    Gone {
        /// What was asked.
        url: Url,
    },
    /// There is nothing.
    NotFound {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The host refuses to answer this gateway, and does not say why.
    Refused {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The host may not show it.
    LegalBlock {
        /// What was asked.
        url: Url,
    },
    /// Nothing came.
    Empty {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// A web page like any other.
    WebPage {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
    },
    /// A document in which a program finds no data.
    WrongType {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
        /// What it is.
        kind: DocumentKind,
    },
    /// Bytes that are no text.
    WrongEncoding {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The address answers, but not as the platform does.
    NotThere {
        /// What was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
        /// What came instead.
        came: Came,
    },
    /// The server or what stands before it is out of order.
    OutOfOrder {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server ran into an error of its own over one document; others may work.
    Failing {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
    },
    /// The server refuses a document even without what it does not know.
    Rejected {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// Why, as far as it tells.
        why: Refusal,
    },
    /// The data have another shape than they had.
    ShapeChanged {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// What is missing or otherwise.
        otherwise: Otherwise,
    },
    /// An answer in the right form that cannot be read.
    NotUnderstood {
        /// What was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// A gateway of a release that does not tell enough to be followed.
    TooOld {
        /// What was asked.
        url: Url,
    },
    /// What should be a list kept by hand cannot be read, or is none.
    List {
        /// The place where it is.
        list: ListPlace,
        /// Why.
        why: ListFault,
    },
    /// A document that is not what its source is said to be, or that nothing can read.
    Unreadable {
        /// What was asked.
        url: Url,
        /// Why.
        why: DocumentFault,
    },
    /// A dataset cannot be read as it is configured.
    Dataset {
        /// The portal.
        url: Url,
        /// The identifier there.
        dataset: String,
        /// Why.
        why: DatasetFault,
    },
    /// A platform whose API is a feature that its administrator switches on.
    ApiOff {
        /// What was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The API answers, but not with the schema in which anything can be listed.
    HalfOpen {
        /// What was asked.
        url: Url,
    },
    /// Visitors find a closed door, whatever the API tells.
    Shielded {
        /// The site.
        url: Url,
    },
    /// The configuration names this gateway as a source of itself.
    Itself {
        /// What was asked.
        url: Url,
    },
}

impl Error {
    /// Returns how long the host asks to be left alone, when it tells.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } | Self::Maintenance { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns whether something else than the platform stands at the address, so that it may be found at another one.
    pub(super) const fn is_of_another_place(&self) -> bool {
        matches!(
            self,
            Self::NotThere { .. }
                | Self::NotFound { .. }
                | Self::Gone { .. }
                | Self::Moved { .. }
                | Self::WebPage { .. }
                | Self::Empty { .. }
                | Self::WrongType { .. }
                | Self::WrongEncoding { .. }
        )
    }

    /// Returns whether it concerns one document, so that others may well be answered.
    pub(super) const fn is_of_one_document(&self) -> bool {
        matches!(
            self,
            Self::Failing { .. }
                | Self::Rejected { .. }
                | Self::NotUnderstood { .. }
                | Self::ShapeChanged { .. }
        )
    }
}

impl From<fetch::Error> for Error {
    fn from(error: fetch::Error) -> Self {
        Self::Fetch(error)
    }
}

/// The code and its parameters, for logs; sentences are made where people read them.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reason::from(self).fmt(f)
    }
}

impl std::error::Error for Error {}
