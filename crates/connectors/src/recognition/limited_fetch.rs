//! The network as recognition may use it: no further request after the last that is allowed, and the addresses that last.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use url::Url;

use super::{ACCEPT, Found, MOST_REQUESTS, Recognized, published};
use crate::Error;
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};

/// The network, which takes no further request after the last that is allowed.
pub(super) struct LimitedFetch<'a> {
    fetch: &'a dyn Fetch,
    asked: AtomicU32,
}

/// A connector that asks through it takes the address that lasts for the one that answered: what leads elsewhere for now may lead to another place
/// tomorrow.
#[async_trait]
impl Fetch for LimitedFetch<'_> {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let (answer, lasting) = self.trace(request).await?;
        Ok(Answer {
            url: lasting,
            ..answer
        })
    }

    async fn trace(&self, request: Request) -> Result<(Answer, Url), fetch::Error> {
        let asked = self
            .asked
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |asked| {
                (asked < MOST_REQUESTS).then_some(asked + 1)
            });
        if asked.is_err() {
            let mut url = request.url;
            url.set_query(None);
            return Err(fetch::Error::Spent {
                url: url.to_string(),
                limit: MOST_REQUESTS,
            });
        }
        self.fetch.trace(request).await
    }
}

impl<'a> LimitedFetch<'a> {
    pub(super) const fn new(fetch: &'a dyn Fetch) -> Self {
        Self {
            fetch,
            asked: AtomicU32::new(0),
        }
    }

    /// Gets `url`; returns the answer, and the address that lasts.
    pub(super) async fn get(&self, url: &Url) -> Result<(Answer, Url), Error> {
        let request = Request {
            url: url.clone(),
            headers: vec![("accept", ACCEPT.to_owned())],
            body: None,
        };
        Ok(self.trace(request).await?)
    }

    /// Reads the documents that pages name, as long as there are requests left, and drops those that are something else.
    pub(super) async fn verified(&self, named: Vec<Found>) -> Vec<Found> {
        let mut verified = Vec::new();
        for found in named {
            match self.get(&found.url).await {
                Ok((answer, lasting)) => {
                    let read = published(&answer).map(|read| read.named_as(&found).at(lasting));
                    verified.extend(read);
                }
                Err(_) => verified.push(found),
            }
        }
        verified
    }

    pub(super) fn recognized(&self, found: Vec<Found>) -> Recognized {
        Recognized {
            found,
            requests: self.asked.load(Ordering::Relaxed),
        }
    }
}
