//! Fetch: the only way to the network. Every rule of politeness and safety is applied here, to every request and every redirect.
//!
//! It knows nothing of platforms or consultations, and imports nothing of ours but the clock.
//!
//! | rule | where |
//! |---|---|
//! | which addresses may be dialled | `address`, `guard` |
//! | one request at a time per authority, a gap between two, `Retry-After` | `pacing` |
//! | which redirects are followed | `redirect` |
//! | time and size of an answer | `exchange` |
//! | what is tried again | `retry` |
//! | why nothing came | `names`, `connection`, `certificates` |
//! | what came in place of what was asked for | `diagnosis` |

mod address;
mod certificates;
mod connection;
mod diagnosis;
mod error;
mod exchange;
mod fetcher;
mod guard;
mod inflate;
mod names;
mod pacing;
mod redirect;
mod retry;
#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;

pub use certificates::TlsFault;
pub use connection::{BreakOff, ConnectFault};
pub use diagnosis::{Diagnosis, DocumentKind};
pub use error::{Error, shown};
pub use fetcher::Fetcher;
pub use names::{DnsFault, Names};

/// The product, with which the `User-Agent` of every request begins: firewalls can let it through by this.
pub const PRODUCT: &str = "Passerelle/";

/// The settings of requests. [`Settings::new`] has the usual limits.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names the product, its version and the operator's contact.
    pub user_agent: String,
    /// The longest time until a connection stands.
    pub connect_timeout: Duration,
    /// The longest time until the whole answer is read, redirects included; the time spent waiting for one's turn at a host is not counted, and each new try
    /// has this time again.
    pub total_timeout: Duration,
    /// The largest body accepted, in bytes, after decompression.
    pub max_body: usize,
    /// Between the end of one request and the start of the next to one authority. The pauses before another try grow from it too.
    pub min_gap: Duration,
    /// The most times that one request is sent, where a failure may pass by itself.
    pub tries: usize,
    /// `true` where private and special addresses may be dialled.
    pub allow_private_addresses: bool,
}

impl Settings {
    /// The usual limits: 10 s to connect, 60 s for an answer, 32 MiB, one second between two requests, three tries, no private
    /// address.
    ///
    /// The `User-Agent` says who asks and whom to write to; characters that a header cannot hold are left out of it.
    pub fn new(public_url: &Url, contact: &str) -> Self {
        let contact: String = contact
            .chars()
            .filter(|letter| letter.is_ascii_graphic() || *letter == ' ')
            .collect();
        Self {
            user_agent: format!(
                "{PRODUCT}{} (+{public_url}; {})",
                env!("CARGO_PKG_VERSION"),
                contact.trim()
            ),
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_mins(1),
            max_body: 32 * 1024 * 1024,
            min_gap: Duration::from_secs(1),
            tries: 3,
            allow_private_addresses: false,
        }
    }
}

/// A request. There is no other method than these two: the gateway never changes anything at a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: Url,
    /// Header names in lower case, and values. Without an `accept` of its own a request says `*/*`.
    pub headers: Vec<(&'static str, String)>,
    /// A body makes the request a POST; without one it is a GET. It must be safe to send twice: a read, as every query is.
    pub body: Option<Bytes>,
}

/// An answer of any status. The connector decides what it means.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered, after redirects.
    pub url: Url,
    /// Header names in lower case, and values that are text. Cookies are left out: nothing here keeps or returns them.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed.
    pub body: Bytes,
}

impl Answer {
    /// The first value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(any(test, feature = "test-support"))]
impl Answer {
    /// Returns an answer from `url` with these headers and this body, as a server would give it.
    pub fn given(status: u16, url: &Url, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            status,
            url: url.clone(),
            headers: headers.iter().map(owned).collect(),
            body: Bytes::copy_from_slice(body),
        }
    }
}

/// Sends requests. The network is passed in as this trait, so that recorded answers can stand in for it.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Sends one request, waiting for its turn at that host.
    ///
    /// GET follows up to five redirects. POST follows 301, 307 and 308 by posting again, and returns a 302 or 303 as the answer that it is:
    /// it is never turned into a GET.
    async fn send(&self, request: Request) -> Result<Answer, Error>;

    /// Sends a request like [`send`](Self::send), and also returns the address to keep for the next time: the one asked for, moved as far as
    /// redirects say that it moved for good (301, 308). The first redirect that leads elsewhere for now (302, 303, 307) ends that. Where nobody tells
    /// redirects apart it is the address that answered.
    async fn trace(&self, request: Request) -> Result<(Answer, Url), Error> {
        let answer = self.send(request).await?;
        let lasting = answer.url.clone();
        Ok((answer, lasting))
    }
}
