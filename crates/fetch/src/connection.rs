//! Connections: why none came about, and why one ended before its answer did, by what the system and the HTTP library report.

use std::error::Error as StdError;
use std::fmt;
use std::io;

/// The reason for which there is no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectFault {
    /// No server listens there, or a firewall says no.
    Refused,
    /// No network leads there.
    Unreachable,
    /// The connection was cut while it came about.
    Reset,
    /// The connection failed in another way.
    Failed,
}

/// The reason for which an answer did not come, or not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakOff {
    /// The other side ended the connection.
    Closed,
    /// The connection was cut.
    Reset,
    /// The answer is no HTTP.
    NotHttp,
    /// The answer cannot be decompressed.
    Damaged,
}

impl ConnectFault {
    /// Classifies an error of the HTTP client by its causes.
    pub(super) fn of(error: &(dyn StdError + 'static)) -> Self {
        let kinds = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>());
        for kind in kinds.map(io::Error::kind) {
            match kind {
                io::ErrorKind::ConnectionRefused => return Self::Refused,
                io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::NetworkDown
                | io::ErrorKind::AddrNotAvailable => return Self::Unreachable,
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::BrokenPipe
                | io::ErrorKind::UnexpectedEof => return Self::Reset,
                _ => {}
            }
        }
        Self::Failed
    }
}

impl fmt::Display for ConnectFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Refused => "the connection is refused",
            Self::Unreachable => "no network leads there",
            Self::Reset => "the connection is cut before anything is said",
            Self::Failed => "the connection fails",
        })
    }
}

impl BreakOff {
    /// Classifies an error of the HTTP client by its causes.
    pub(super) fn of(error: &(dyn StdError + 'static)) -> Self {
        let is_cut = |cause: &(dyn StdError + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| {
                matches!(
                    error.kind(),
                    io::ErrorKind::ConnectionReset
                        | io::ErrorKind::ConnectionAborted
                        | io::ErrorKind::BrokenPipe
                )
            })
        };
        let of_http = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
        match of_http {
            _ if causes(error).any(is_cut) => Self::Reset,
            Some(error) if error.is_parse() => Self::NotHttp,
            Some(_) => Self::Closed,
            None => Self::Damaged,
        }
    }
}

impl fmt::Display for BreakOff {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Closed => "the server ended the connection too early",
            Self::Reset => "the connection was cut",
            Self::NotHttp => "what came is not HTTP",
            Self::Damaged => "what came cannot be decompressed",
        })
    }
}

/// An error and what caused it, one by one. An I/O error names its content's source as its own, so the content itself, where TLS puts what
/// it has to say, is looked into.
pub(super) fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(content) => Some(content),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_the_system_are_told_apart() {
        for (kind, fault) in [
            (io::ErrorKind::ConnectionRefused, ConnectFault::Refused),
            (io::ErrorKind::HostUnreachable, ConnectFault::Unreachable),
            (io::ErrorKind::NetworkUnreachable, ConnectFault::Unreachable),
            (io::ErrorKind::ConnectionReset, ConnectFault::Reset),
            (io::ErrorKind::UnexpectedEof, ConnectFault::Reset),
            (io::ErrorKind::OutOfMemory, ConnectFault::Failed),
        ] {
            let wrapped = io::Error::other(io::Error::from(kind));
            assert_eq!(ConnectFault::of(&wrapped), fault, "{kind:?}");
        }
        let cut = io::Error::other(io::Error::from(io::ErrorKind::ConnectionReset));
        assert_eq!(BreakOff::of(&cut), BreakOff::Reset);
        let damaged = io::Error::from(io::ErrorKind::InvalidData);
        assert_eq!(BreakOff::of(&damaged), BreakOff::Damaged);
    }
}
