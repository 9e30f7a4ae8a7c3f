//! Faults that only a Decidim can have, or a gateway that answers as one.

use url::Url;

use crate::error::PlatformFault;
use crate::reason::at;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The reason for which nothing of a Decidim can be read.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// The server knows no organization of this name.
    UnknownHost {
        /// The address that was asked.
        url: Url,
    },
    /// A gateway does not say where what it relays comes from.
    NoRelay {
        /// The address that was asked.
        url: Url,
    },
}

impl PlatformFault for Fault {
    fn reason(&self) -> Reason {
        match self {
            Self::UnknownHost { url } => at(Code::OrganizationUnknown, url),
            Self::NoRelay { url } => at(Code::AnswerNotUnderstood, url)
                .with("document", "relay")
                .with("why", "no_relay"),
        }
    }

    fn names_the_platform(&self) -> bool {
        matches!(self, Self::UnknownHost { .. })
    }
}
