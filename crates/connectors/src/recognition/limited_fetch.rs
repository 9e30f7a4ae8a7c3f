//! The network as recognition uses it: a bounded number of requests, and permanent addresses.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use url::Url;

use super::{ACCEPT, Found, MOST_REQUESTS, Recognized, document_in};
use crate::Error;
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};

/// A [`Fetch`] that sends at most [`MOST_REQUESTS`].
pub(super) struct LimitedFetch<'a> {
    fetch: &'a dyn Fetch,
    sent: AtomicU32,
}

/// Answers bear their permanent address in place of the one that answered, so that connectors keep that one: a temporary redirect may lead elsewhere
/// tomorrow.
#[async_trait]
impl Fetch for LimitedFetch<'_> {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let (answer, permanent) = self.trace(request).await?;
        Ok(Answer {
            url: permanent,
            ..answer
        })
    }

    async fn trace(&self, request: Request) -> Result<(Answer, Url), fetch::Error> {
        let counted = self
            .sent
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |sent| {
                (sent < MOST_REQUESTS).then_some(sent + 1)
            });
        if counted.is_err() {
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
            sent: AtomicU32::new(0),
        }
    }

    /// Requests `url` with GET; returns the answer, and the permanent address of `url`.
    pub(super) async fn get(&self, url: &Url) -> Result<(Answer, Url), Error> {
        let request = Request {
            url: url.clone(),
            headers: vec![("accept", ACCEPT.to_owned())],
            body: None,
        };
        Ok(self.trace(request).await?)
    }

    /// Reads the documents that a page links to, as long as requests are left, and drops those that are something else. A document that cannot be read now
    /// is kept as the page describes it.
    pub(super) async fn verified(&self, linked: Vec<Found>) -> Vec<Found> {
        let mut verified = Vec::new();
        for link in linked {
            match self.get(&link.url).await {
                Ok((answer, permanent)) => {
                    let found = document_in(&answer);
                    verified.extend(found.map(|found| found.or_named(&link).at(permanent)));
                }
                Err(_) => verified.push(link),
            }
        }
        verified
    }

    /// Adds the number of requests that were sent to what was found.
    pub(super) fn recognized(&self, found: Vec<Found>) -> Recognized {
        Recognized {
            found,
            requests: self.sent.load(Ordering::Relaxed),
        }
    }
}
