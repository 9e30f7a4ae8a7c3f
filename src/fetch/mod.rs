//! Fetch: the only door to the network. Every rule of politeness and safety is applied here, to every request and every redirect.
//!
//! It knows nothing of platforms or consultations, and imports nothing of ours but the clock.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;

/// How requests are made. The limits that `DESIGN` fixes are the defaults.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names the product, its version and the operator's contact.
    pub user_agent: String,
    /// Until a connection stands.
    pub connect_timeout: Duration,
    /// Until the whole answer is read, redirects included.
    pub total_timeout: Duration,
    /// The largest body accepted, in bytes, after decompression.
    pub max_body: usize,
    /// Between two requests to one authority.
    pub min_gap: Duration,
    /// Whether private and special addresses may be dialled.
    pub allow_private_addresses: bool,
}

/// What is sent. There is no other method than these two: the gateway never changes anything at a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: Url,
    /// Header names in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// A body makes the request a POST; without one it is a GET.
    pub body: Option<Bytes>,
}

/// What came back: any status; what it means is the connector's to say.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The address that answered, after redirects.
    pub url: Url,
    /// Header names in lower case, and values that are text.
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

/// Why nothing came back.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Placeholder until the stage is written.
    #[error("{0}")]
    Other(String),
}

/// Sends requests. The network is passed in as this trait, so that recorded answers can stand in for it.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Sends one request, waiting for its turn at that host.
    ///
    /// GET follows up to five redirects. POST follows 301, 307 and 308 by posting again, and returns a 302 or 303 as the answer that it is:
    /// it is never turned into a GET.
    async fn send(&self, request: Request) -> Result<Answer, Error>;
}
