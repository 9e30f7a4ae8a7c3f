//! Errors: why a poll brought nothing. Faults that only one platform can have are types of that platform ([`PlatformFault`]).

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::fault::{Came, Expected, Flaw, ShapeMismatch};
use super::refusal::Refusal;
use passerelle_fetch::{self as fetch, DocumentKind};
use passerelle_model::Reason;

/// The reason why a poll brought nothing. It holds no part of an answer's body. It is turned into a [`Reason`], for which there are sentences that say what
/// to do.
#[derive(Debug, Clone)]
pub enum Error {
    /// No answer came, or the fetcher refused the request or the answer.
    Fetch(fetch::Error),
    /// The host limits requests. Such a limit mostly counts all requests of one IP address to the whole site.
    Busy {
        /// The address that was asked.
        url: Url,
        /// The time for which the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// A challenge that keeps programs out stands in front of the site.
    RobotWall {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The product that shows the challenge, where it is recognised.
        by: Option<&'static str>,
    },
    /// Visitors without an account are not let in.
    SignInRequired {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The address of the sign-in page, if that is another one; never with its query.
        at: Option<String>,
        /// The platform expected there.
        expected: Expected,
    },
    /// The site is closed for a time.
    Maintenance {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The time for which the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// A network on the way answers in place of the site.
    CaptivePortal {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The domain is parked: its name does not belong to the site any more, or not yet.
    Parked {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The default page of a web server, on which no site is installed.
    DefaultPage {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The server whose page it is.
        of: &'static str,
    },
    /// The hosting provider has suspended the account of the site.
    Suspended {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The site has moved to another address.
    Moved {
        /// The address that was asked.
        url: Url,
        /// The new address; never with its query.
        to: String,
    },
    /// The page was there and will not come back.
    Gone {
        /// The address that was asked.
        url: Url,
    },
    /// The address does not exist.
    NotFound {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The host refuses to answer this gateway, and does not say why.
    Refused {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The host may not show the page for legal reasons (451).
    LegalBlock {
        /// The address that was asked.
        url: Url,
    },
    /// The answer is empty.
    Empty {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// An ordinary web page, which no connector reads.
    WebPage {
        /// The address that was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
    },
    /// A document of a kind that no connector reads, such as a PDF.
    WrongType {
        /// The address that was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
        /// The kind of the document.
        kind: DocumentKind,
    },
    /// Bytes that are no text.
    WrongEncoding {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The address answers, but not as the platform does.
    NotThere {
        /// The address that was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
        /// The kind of what came instead.
        came: Came,
    },
    /// The server, or a proxy in front of it, is out of order.
    OutOfOrder {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server ran into an error of its own while it executed one document; others may work.
    Failing {
        /// The address that was asked.
        url: Url,
        /// The name of the document.
        document: &'static str,
    },
    /// The server refuses a document, even without the parts that it said it does not know.
    Rejected {
        /// The address that was asked.
        url: Url,
        /// The name of the document.
        document: &'static str,
        /// The reason, as far as the server tells.
        why: Refusal,
    },
    /// The data have another shape than the connector knows.
    ShapeChanged {
        /// The address that was asked.
        url: Url,
        /// The name of the document.
        document: &'static str,
        /// The part that does not fit.
        otherwise: ShapeMismatch,
    },
    /// An answer in the right form that cannot be read.
    NotUnderstood {
        /// The address that was asked.
        url: Url,
        /// The name of the document.
        document: &'static str,
        /// The flaw.
        flaw: Flaw,
    },
    /// The configuration names this gateway as a source of itself.
    Itself {
        /// The address that was asked.
        url: Url,
    },
    /// A fault that only the platform of the source has.
    OfPlatform(Arc<dyn PlatformFault>),
}

/// A fault that only one platform can have. Its type is defined in the folder of that platform, and gives its own [`Reason`].
pub trait PlatformFault: Any + fmt::Debug + Send + Sync {
    /// Returns the reason that is shown for this fault.
    fn reason(&self) -> Reason;

    /// Returns whether this fault proves that the platform is at the address, so that no other need be looked for there.
    fn names_the_platform(&self) -> bool {
        false
    }
}

impl<F: PlatformFault> From<F> for Error {
    fn from(fault: F) -> Self {
        Self::OfPlatform(Arc::new(fault))
    }
}

impl Error {
    /// Returns the time for which the host asks to be left alone, when it tells.
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Busy { retry_after, .. } | Self::Maintenance { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the fault of a platform, if this error is one of type `F`.
    pub(super) fn platform_fault<F: PlatformFault>(&self) -> Option<&F> {
        let Self::OfPlatform(fault) = self else {
            return None;
        };
        let fault: &dyn Any = &**fault;
        fault.downcast_ref()
    }

    /// Returns whether this error tells an operator more than that the platform is not at the address.
    pub(super) fn is_informative(&self) -> bool {
        match self {
            Self::OfPlatform(fault) => fault.names_the_platform(),
            Self::SignInRequired { .. }
            | Self::Busy { .. }
            | Self::Refused { .. }
            | Self::OutOfOrder { .. }
            | Self::Failing { .. }
            | Self::Rejected { .. }
            | Self::RobotWall { .. }
            | Self::Maintenance { .. }
            | Self::CaptivePortal { .. }
            | Self::Parked { .. }
            | Self::DefaultPage { .. }
            | Self::Suspended { .. } => true,
            _ => false,
        }
    }

    /// Returns whether something else than the platform is at the address, so that the platform may be at another one.
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

    /// Returns whether this error concerns one document only, so that the host may well answer others.
    pub(super) const fn concerns_one_document(&self) -> bool {
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

/// Writes the code and its parameters, for logs. Sentences for people are made elsewhere.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reason::from(self).fmt(f)
    }
}

impl std::error::Error for Error {}
