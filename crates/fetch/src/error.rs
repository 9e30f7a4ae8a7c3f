//! Errors of requests: why no answer came. It knows nothing of how requests are made, nor what is to be done about it: that stands in the reasons that sources
//! are given.
//!
//! Addresses in messages are shown without user, query and fragment, where secrets stand.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use url::Url;

use super::certificates::TlsFault;
use super::connection::{BreakOff, ConnectFault};
use super::names::DnsFault;

/// The reason for which nothing came back. Each message says in English what happened, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No client can be made of these settings.
    #[error("cannot prepare requests: {0}")]
    Setup(String),
    /// A header that HTTP cannot carry.
    #[error("{url}: the request header `{header}` holds characters that HTTP does not allow")]
    InvalidHeader {
        /// The address that it was meant for.
        url: String,
        /// The name.
        header: String,
    },
    /// Neither `http` nor `https`.
    #[error("{url} is neither http nor https")]
    Scheme {
        /// The address.
        url: String,
    },
    /// A user name or password stands in the address.
    #[error("{url}: an address with a user name or password in it is refused")]
    Userinfo {
        /// The address, without them.
        url: String,
    },
    /// The address, or every address that the name resolves to, is private or special.
    #[error("{}, which is not on the public Internet", at(host, *address))]
    PrivateAddress {
        /// The host as written.
        host: String,
        /// The address refused (one of them).
        address: IpAddr,
    },
    /// A redirect to an address that is private or special.
    #[error("{url} redirects to {}, which is not on the public Internet", among(host, *address))]
    PrivateRedirect {
        /// The address that was asked first.
        url: String,
        /// The host that it ends at.
        host: String,
        /// The address refused (one of them).
        address: IpAddr,
    },
    /// The name gives no address.
    #[error("{host} {fault}")]
    Unresolved {
        /// The host.
        host: String,
        /// The reason.
        fault: DnsFault,
    },
    /// No more requests are allowed for what is being done.
    #[error("{url} was not asked: {limit} requests are allowed here, and they were sent")]
    Spent {
        /// The address that would have been asked next.
        url: String,
        /// The number that is allowed.
        limit: u32,
    },
    /// No connection.
    #[error("cannot connect to {url}: {fault}")]
    Connect {
        /// The address.
        url: String,
        /// The reason.
        fault: ConnectFault,
    },
    /// No connection in time.
    #[error("{url}: no connection within {} s", seconds(*after))]
    ConnectTimeout {
        /// The address.
        url: String,
        /// The limit.
        after: Duration,
    },
    /// The secure connection failed.
    #[error("{url}: no secure connection: {fault}")]
    Tls {
        /// The address.
        url: String,
        /// The reason.
        fault: TlsFault,
    },
    /// The connection ended, or what came was not HTTP, before any status.
    #[error("{url}: no answer came, because {reason}")]
    NoAnswer {
        /// The address.
        url: String,
        /// The reason.
        reason: BreakOff,
    },
    /// No status in time.
    #[error("{url}: connected, but no answer within {} s", seconds(*after))]
    Timeout {
        /// The address.
        url: String,
        /// The limit.
        after: Duration,
    },
    /// The body did not end in time.
    #[error("{url}: the answer was still arriving after {} s ({received} bytes read)", seconds(*after))]
    Unfinished {
        /// The address.
        url: String,
        /// The limit.
        after: Duration,
        /// Bytes read, decompressed.
        received: usize,
    },
    /// The body broke off, or does not decompress.
    #[error("{url}: the answer broke off or is damaged after {received} bytes, because {reason}")]
    Interrupted {
        /// The address.
        url: String,
        /// Bytes read, decompressed.
        received: usize,
        /// The reason.
        reason: BreakOff,
    },
    /// The body is larger than accepted.
    #[error("{url}: the answer is larger than the {limit} bytes accepted (decompressed)")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is compressed in a way that was not asked for.
    #[error("{url}: the answer is encoded as `{encoding}`, which was not asked for")]
    Encoding {
        /// The address.
        url: String,
        /// The encoding that it declares.
        encoding: String,
    },
    /// A redirect without a usable `Location`.
    #[error("{url} redirects with status {status} to nowhere that can be followed")]
    BadRedirect {
        /// The address that redirects.
        url: String,
        /// The status.
        status: u16,
    },
    /// A redirect from https to http.
    #[error("{url} redirects from https to the unencrypted {target}")]
    Downgrade {
        /// The address that redirects.
        url: String,
        /// The place where to.
        target: String,
    },
    /// A redirect to an address already visited.
    #[error("{url} redirects in a circle (back to {target})")]
    RedirectLoop {
        /// The address that redirects.
        url: String,
        /// The place where to.
        target: String,
    },
    /// More redirects than are followed.
    #[error("{url} redirects further, after {limit} redirects already")]
    TooManyRedirects {
        /// The address that redirects once too often.
        url: String,
        /// The number that is followed.
        limit: usize,
    },
    /// The server asked for a pause that is not over, and too long to wait for.
    #[error("{authority} asked to be left alone until {}", until.format("%Y-%m-%dT%H:%M:%SZ"))]
    AskedToWait {
        /// The host, and port.
        authority: String,
        /// The moment when it may be asked again.
        until: DateTime<Utc>,
    },
}

impl Error {
    /// Returns whether the same request may well succeed later with nothing changed by anybody.
    pub fn is_transient(&self) -> bool {
        self.is_worth_another_try()
            || matches!(
                self,
                Self::Unfinished { .. } | Self::Interrupted { .. } | Self::AskedToWait { .. }
            )
    }

    /// Returns whether to try again at once: only what failed before the server gave anything. An answer that breaks off may have cost it dearly.
    pub(super) fn is_worth_another_try(&self) -> bool {
        matches!(
            self,
            Self::Unresolved { .. }
                | Self::Connect { .. }
                | Self::ConnectTimeout { .. }
                | Self::NoAnswer { .. }
                | Self::Timeout { .. }
        )
    }
}

/// A host and its address, unless they are the same.
fn at(host: &str, address: IpAddr) -> String {
    let address = address.to_string();
    if host == address {
        format!("the address is {address}")
    } else {
        format!("{host} is at {address}")
    }
}

/// A host with its address, unless they are the same.
fn among(host: &str, address: IpAddr) -> String {
    let address = address.to_string();
    if host == address {
        address
    } else {
        format!("{host} ({address})")
    }
}

/// A limit in whole seconds, one at least.
fn seconds(limit: Duration) -> u64 {
    limit.as_secs().max(1)
}

/// An address fit for messages and logs: without user, query and fragment.
pub fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // A URL that cannot have a user has none to remove.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_address_holds_no_secret() {
        let url = Url::parse("https://me:secret@example.org:8443/feed.xml?token=secret#secret")
            .expect("a URL");
        assert_eq!(shown(&url), "https://example.org:8443/feed.xml");
        let opaque = Url::parse("mailto:someone?subject=secret").expect("a URL");
        assert_eq!(shown(&opaque), "mailto:someone");
    }
}
