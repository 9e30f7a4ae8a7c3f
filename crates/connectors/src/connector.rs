//! The trait that each platform implements: how a source is polled, and how the platform is recognised at an address that an operator gives.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use super::recognition::Found;
use super::{Error, Harvest, WebPage};
use passerelle_fetch::{Answer, Fetch};
use passerelle_model::Source;

/// The input of one poll.
pub struct Context<'a> {
    /// The source to poll.
    pub source: &'a Source,
    /// The [`memory`](Harvest::memory) of the previous poll; `None` at the first one.
    pub memory: Option<&'a Value>,
    /// The network.
    pub fetch: &'a dyn Fetch,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
    /// The public address of this gateway, by which it recognises its own consultations when another gateway relays them back.
    pub gateway: &'a Url,
}

/// A connector: reads one platform. Only [`poll`](Self::poll) is required; the other methods recognise the platform at an address, and by default they
/// find nothing.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Reads everything that the source publishes.
    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error>;

    /// The words that tell a page of this platform from other pages, in lower case.
    fn page_words(&self) -> &'static [&'static str] {
        &[]
    }

    /// Recognises an answer as a document of this platform by its content alone.
    fn found_in(&self, _answer: &Answer) -> Option<Found> {
        None
    }

    /// Recognises an answer as a document of this platform by its file name or media type, where its content does not tell. An error says what is wrong
    /// with the document.
    fn meant_by(&self, _answer: &Answer) -> Option<Result<Found, Error>> {
        None
    }

    /// Returns the documents of this platform that a page links to, in the order of the page.
    fn named_by(&self, _page: &WebPage) -> Vec<Found> {
        Vec::new()
    }

    /// Reads a file of this machine; `None` if `url` is not the address of a file that this platform reads. An error says what is wrong with the file.
    async fn found_on_disk(&self, _url: &Url, _now: DateTime<Utc>) -> Option<Result<Found, Error>> {
        None
    }

    /// Looks for an instance of this platform at `base`, in a few requests; `None` if there is none. An error says what came instead.
    async fn found_at(&self, _base: &Url, _fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        Ok(None)
    }

    /// Returns whether [`found_at`](Self::found_at) only sends POST requests. The fetcher does not follow all redirects of those, so that the address to
    /// which a page redirects is tried too.
    fn is_posted_to(&self) -> bool {
        false
    }
}
