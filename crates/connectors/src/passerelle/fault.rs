//! Faults that only another gateway can have: those of its release, and of its log of changes.

use url::Url;

use super::exchange::DOCUMENT;
use crate::error::PlatformFault;
use crate::reason::at;
use passerelle_model::Reason;
use passerelle_model::reason::Code;

/// The reason for which another gateway cannot be followed.
#[derive(Debug, Clone)]
pub(super) enum Fault {
    /// The release is too old: its log lacks what a gateway needs.
    TooOld {
        /// The address that was asked.
        url: Url,
    },
    /// The log cannot be followed.
    Log {
        /// The address of the log.
        url: Url,
        /// The reason.
        why: LogFault,
    },
}

/// The reason for which a log of changes cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LogFault {
    /// The log cannot be read from its beginning.
    WithoutBeginning,
    /// The log was replaced while it was read.
    Replaced,
    /// The log announces further pages, but does not advance.
    StandsStill,
    /// The log does not end.
    WithoutEnd,
    /// The log is too long.
    TooLong,
}

impl LogFault {
    /// The word of the parameter `why` of `answer_not_understood`.
    const fn word(self) -> &'static str {
        match self {
            Self::WithoutBeginning => "log_without_beginning",
            Self::Replaced => "log_replaced",
            Self::StandsStill => "log_stands_still",
            Self::WithoutEnd => "log_without_end",
            Self::TooLong => "log_too_long",
        }
    }
}

impl PlatformFault for Fault {
    fn reason(&self) -> Reason {
        match self {
            Self::TooOld { url } => at(Code::GatewayTooOld, url),
            Self::Log { url, why } => at(Code::AnswerNotUnderstood, url)
                .with("document", DOCUMENT)
                .with("why", why.word()),
        }
    }

    fn names_the_platform(&self) -> bool {
        matches!(self, Self::TooOld { .. })
    }
}
