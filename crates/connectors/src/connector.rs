//! The trait that each platform implements: how it is read, and how it is recognised at an address that an operator gives.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use super::recognition::Found;
use super::{Error, Harvest, WebPage};
use passerelle_fetch::{Answer, Fetch};
use passerelle_model::Source;

/// The surroundings of one poll, which a connector is given.
pub struct Context<'a> {
    /// The source to ask.
    pub source: &'a Source,
    /// The memory that the last poll asked to be kept.
    pub memory: Option<&'a Value>,
    /// The way to ask.
    pub fetch: &'a dyn Fetch,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
    /// The public address of this gateway, to recognise its own items when they come back.
    pub gateway: &'a Url,
}

/// Reads one platform. Only [`poll`](Self::poll) must be written; the other methods say how the platform is recognised, and by default it is not.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Reads everything that the source publishes.
    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error>;

    /// The words by which a page betrays that it is one of this platform, in lower case.
    fn page_words(&self) -> &'static [&'static str] {
        &[]
    }

    /// Returns the document of this platform that an answer is, by its content alone.
    fn found_in(&self, _answer: &Answer) -> Option<Found> {
        None
    }

    /// Returns the document of this platform that an answer is meant to be, by its name or type where its content does not tell. An error says what is
    /// wrong with it.
    fn meant_by(&self, _answer: &Answer) -> Option<Result<Found, Error>> {
        None
    }

    /// Returns the documents of this platform that a page names, in its order.
    fn named_by(&self, _page: &WebPage) -> Vec<Found> {
        Vec::new()
    }

    /// Reads a file of this machine; `None` if `url` is the address of none. An error says what is wrong with it.
    async fn found_on_disk(&self, _url: &Url, _now: DateTime<Utc>) -> Option<Result<Found, Error>> {
        None
    }

    /// Asks whether an instance of this platform is at `base`, in a few requests; `None` if there is none. An error says what came instead.
    async fn found_at(&self, _base: &Url, _fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        Ok(None)
    }

    /// Returns whether [`found_at`](Self::found_at) only posts, which redirects of pages do not lead further: then it is also tried where they lead.
    fn is_posted_to(&self) -> bool {
        false
    }
}
