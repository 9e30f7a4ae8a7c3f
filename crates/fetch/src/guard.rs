//! The guard: refuses to dial what is not a source. URLs are checked before each hop, names when they are resolved.
//!
//! Both are needed: an address written in a URL is never given to a resolver, and a name can be pointed elsewhere between two look-ups.
//! It knows nothing of requests.

use std::error::Error as StdError;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::address::is_public;
use super::error::{Error, shown};
use super::names::{DnsFault, Names};

/// Says which addresses may be dialled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    may_dial: fn(IpAddr) -> bool,
}

impl Guard {
    /// The guard of these settings.
    pub(super) fn new(allow_private_addresses: bool) -> Self {
        if allow_private_addresses {
            Self::with(|_| true)
        } else {
            Self::with(is_public)
        }
    }

    /// A guard of one's own.
    pub(super) fn with(may_dial: fn(IpAddr) -> bool) -> Self {
        Self { may_dial }
    }

    /// Refuses a URL of another scheme than http and https, with a user in it, or whose host is a literal address not to be dialled.
    ///
    /// `url` has already turned every odd spelling (`0x7f.1`, `2130706433`, full-width digits) into the address that it means.
    pub(super) fn admit(self, url: &Url) -> Result<(), Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Scheme { url: shown(url) });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Userinfo { url: shown(url) });
        }
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            // Judged once resolved; http and https always have a host.
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if (self.may_dial)(address) {
            Ok(())
        } else {
            Err(Error::PrivateAddress {
                host: address.to_string(),
                address,
            })
        }
    }
}

/// The reason for which a name gave no address to dial. It travels through the HTTP client as a source of its error.
#[derive(Debug, Clone)]
pub(super) enum NameError {
    /// Every address of this name is refused.
    Refused { host: String, address: IpAddr },
    /// No address is known.
    Unknown { host: String, fault: DnsFault },
}

impl fmt::Display for NameError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { host, address } => write!(out, "{host} is at {address}, refused"),
            Self::Unknown { host, fault } => write!(out, "{host} {fault}"),
        }
    }
}

impl StdError for NameError {}

impl From<&NameError> for Error {
    fn from(error: &NameError) -> Self {
        match error.clone() {
            NameError::Refused { host, address } => Self::PrivateAddress { host, address },
            NameError::Unknown { host, fault } => Self::Unresolved { host, fault },
        }
    }
}

/// Resolves through a resolver and keeps the addresses that may be dialled.
pub(super) struct GuardedResolver {
    names: Arc<dyn Names>,
    guard: Guard,
}

impl GuardedResolver {
    /// Guards a resolver.
    pub(super) fn new(names: Arc<dyn Names>, guard: Guard) -> Self {
        Self { names, guard }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let may_dial = self.guard.may_dial;
        let names = Arc::clone(&self.names);
        Box::pin(async move {
            let found = match names.addresses(&host).await {
                Ok(found) => found,
                Err(fault) => return Err(NameError::Unknown { host, fault }.into()),
            };
            let first = found.first().copied();
            let dialable: Vec<SocketAddr> = found
                .into_iter()
                .filter(|address| may_dial(*address))
                // The port is the client's to fill in.
                .map(|address| SocketAddr::new(address, 0))
                .collect();
            match (first, dialable.is_empty()) {
                (Some(address), true) => Err(NameError::Refused { host, address }.into()),
                (None, _) => {
                    let fault = DnsFault::NoAddress;
                    Err(NameError::Unknown { host, fault }.into())
                }
                (Some(_), false) => Ok(Box::new(dialable.into_iter()) as Addrs),
            }
        })
    }
}
