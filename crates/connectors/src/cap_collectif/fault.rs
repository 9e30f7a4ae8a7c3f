//! Faults that only a Cap Collectif has: what its administrator, or only its hosting provider, has to open.

use url::Url;

use crate::error::PlatformFault;
use crate::reason::{answered, at};
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The reason why nothing of a Cap Collectif can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The API is off: it is a feature that the administrator has to switch on.
    ApiOff {
        /// The address that was asked.
        url: Url,
        /// The HTTP status.
        status: u16,
    },
    /// The API answers, but not with the schema in which anything can be listed.
    HalfOpen {
        /// The address that was asked.
        url: Url,
    },
    /// The site is closed to visitors, although its API may answer.
    Shielded {
        /// The site.
        url: Url,
    },
}

impl PlatformFault for Fault {
    fn reason(&self) -> Reason {
        match self {
            Self::ApiOff { url, status } => answered(Code::ApiSwitchedOff, url, *status),
            Self::HalfOpen { url } => at(Code::ApiHalfOpen, url),
            Self::Shielded { url } => at(Code::SiteClosed, url),
        }
    }

    fn names_the_platform(&self) -> bool {
        matches!(self, Self::Shielded { .. })
    }
}
