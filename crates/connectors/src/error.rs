//! Errors of a poll that brought nothing: what was asked, and what came. Those that only one platform has are of a type of its own
//! ([`PlatformFault`]).

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::fault::{Came, Expected, Flaw, Otherwise};
use super::refusal::Refusal;
use passerelle_fetch::{self as fetch, DocumentKind};
use passerelle_model::Reason;

/// The reason for which a poll brought nothing. It holds no part of an answer's body. A [`Reason`] is made of it, whose sentences say what to do.
#[derive(Debug, Clone)]
pub enum Error {
    /// No answer came at all, or a rule of the network's door refused it.
    Fetch(fetch::Error),
    /// The host limits requests. The limit counts its whole site, per address.
    Busy {
        /// The address that was asked.
        url: Url,
        /// The time for which the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// Something that keeps programs out stands before the site.
    RobotWall {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The product whose wall it is, where that can be told.
        by: Option<&'static str>,
    },
    /// Visitors without an account are not let in.
    SignInRequired {
        /// The address that was asked.
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
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The time for which the host asks to be left alone, when it tells.
        retry_after: Option<Duration>,
    },
    /// The network between answers in place of the site.
    CaptivePortal {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The name is no longer, or not yet, the site's.
    Parked {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// A server without a site.
    DefaultPage {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The server whose page it is.
        of: &'static str,
    },
    /// The host of the site has closed its account.
    Suspended {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The site is elsewhere now.
    Moved {
        /// The address that was asked.
        url: Url,
        /// The place where it leads; never with its query.
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
    /// The host may not show it.
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
    /// A web page like any other.
    WebPage {
        /// The address that was asked.
        url: Url,
        /// The platform expected there.
        expected: Expected,
        /// The HTTP status.
        status: u16,
    },
    /// A document in which a program finds no data.
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
    /// The server or what stands before it is out of order.
    OutOfOrder {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The server ran into an error of its own over one document; others may work.
    Failing {
        /// The address that was asked.
        url: Url,
        /// The document.
        document: &'static str,
    },
    /// The server refuses a document even without what it does not know.
    Rejected {
        /// The address that was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// The reason, as far as it tells.
        why: Refusal,
    },
    /// The data have another shape than they had.
    ShapeChanged {
        /// The address that was asked.
        url: Url,
        /// The document.
        document: &'static str,
        /// The part that is missing or otherwise.
        otherwise: Otherwise,
    },
    /// An answer in the right form that cannot be read.
    NotUnderstood {
        /// The address that was asked.
        url: Url,
        /// The document.
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

/// A fault that only one platform has: its type stands in the folder of the platform, and it says itself what its reason is.
pub trait PlatformFault: Any + fmt::Debug + Send + Sync {
    /// Returns the reason that is told of it.
    fn reason(&self) -> Reason;

    /// Returns whether only this platform fails so: then nothing else need be looked for at the address.
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

    /// Returns the fault of a platform that it is, if it is one of type `F`.
    pub(super) fn of_platform<F: PlatformFault>(&self) -> Option<&F> {
        let Self::OfPlatform(fault) = self else {
            return None;
        };
        let fault: &dyn Any = &**fault;
        fault.downcast_ref()
    }

    /// Returns whether it tells more than that something else stands at the address.
    pub(super) fn is_telling(&self) -> bool {
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
