//! The client, which posts documents to the API of one instance, one after the other.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use url::Url;

use super::envelope::Envelope;
use super::moved::{Moved, resource_url};
use crate::fault::Flaw;
use crate::findings::Findings;
use crate::{Error, Refusal, typed_json};
use passerelle_fetch::{Answer, Fetch, Request};

/// The particulars of the GraphQL of one platform.
pub(crate) trait Dialect {
    /// The headers of a request, besides its content type.
    fn headers(&self) -> Vec<(&'static str, String)>;

    /// Reads the answer to `document`, which was posted to `asked`. An error says what came in place of an answer of GraphQL.
    fn read(&self, answer: &Answer, asked: &Url, document: &'static str)
    -> Result<Envelope, Error>;
}

/// A document to post.
pub(crate) struct Document<'d> {
    /// The name of its operation, by which errors name the document.
    pub(crate) name: &'static str,
    /// The text.
    pub(crate) text: &'d str,
    /// The variables, an object.
    pub(crate) variables: Value,
}

/// The client of one instance during one poll.
pub(crate) struct Client<'a> {
    fetch: &'a dyn Fetch,
    /// The path of the API below the root of the instance.
    api: &'static str,
    endpoint: Url,
    base: Url,
    requests: u32,
}

impl<'a> Client<'a> {
    /// Creates a client of the instance at `base`, whose API has the path `api` below it.
    pub(crate) fn new(fetch: &'a dyn Fetch, base: &Url, api: &'static str) -> Self {
        Self {
            fetch,
            api,
            endpoint: resource_url(base, api),
            base: base.clone(),
            requests: 0,
        }
    }

    /// The address of the instance, below which its public pages are.
    pub(crate) const fn base(&self) -> &Url {
        &self.base
    }

    /// The address of the API.
    pub(crate) const fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// The number of requests that were sent by this client, and of those that [`count`](Self::count) added.
    pub(crate) const fn requests(&self) -> u32 {
        self.requests
    }

    /// Adds to the number of requests, for those that were sent to the instance without this client.
    pub(crate) const fn count(&mut self, requests: u32) {
        self.requests = self.requests.saturating_add(requests);
    }

    /// Posts one document. If another address answered after a redirect, that one is asked from now on, and the operator gets a notice.
    pub(crate) async fn post(
        &mut self,
        dialect: &impl Dialect,
        document: Document<'_>,
        findings: &mut Findings,
    ) -> Result<Envelope, Error> {
        self.count(1);
        let Document {
            name,
            text,
            variables,
        } = document;
        let body = json!({"query": text, "variables": variables, "operationName": name});
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(dialect.headers());
        let request = Request {
            url: self.endpoint.clone(),
            headers,
            body: Some(Bytes::from(body.to_string())),
        };
        let answer = self.fetch.send(request).await?;
        let envelope = dialect.read(&answer, &self.endpoint, name)?;
        if answer.url != self.endpoint {
            self.follow(&answer.url, findings);
        }
        Ok(envelope)
    }

    /// Reads the data of an answer into the response type of `document`.
    pub(crate) fn typed<D: DeserializeOwned>(
        &self,
        document: &'static str,
        data: Map<String, Value>,
    ) -> Result<D, Error> {
        typed_json::read(Value::Object(data)).map_err(|otherwise| Error::ShapeChanged {
            url: self.endpoint.clone(),
            document,
            otherwise,
        })
    }

    /// The error for a document that the server failed to execute.
    pub(crate) fn failing(&self, document: &'static str) -> Error {
        Error::Failing {
            url: self.endpoint.clone(),
            document,
        }
    }

    /// The error for a document that the server refuses.
    pub(crate) fn rejected(&self, document: &'static str, why: Refusal) -> Error {
        Error::Rejected {
            url: self.endpoint.clone(),
            document,
            why,
        }
    }

    /// The error for a document whose answer has the form of GraphQL, but cannot be used.
    pub(crate) fn not_understood(&self, document: &'static str, flaw: Flaw) -> Error {
        Error::NotUnderstood {
            url: self.endpoint.clone(),
            document,
            flaw,
        }
    }

    /// Switches to the address that answered after a redirect, since asking the old one again would double every request.
    fn follow(&mut self, answered_by: &Url, findings: &mut Findings) {
        let Some(moved) = Moved::from_answer(answered_by, &self.base, self.api) else {
            return;
        };
        findings.notice(moved.notice(&self.base));
        self.endpoint = resource_url(&moved.base, self.api);
        self.base = moved.base;
    }
}

/// A name of the schema that a host sent, cut down to what may be shown: only the characters of names, and not many of them.
pub(crate) fn printable_name(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .take(60)
        .collect()
}
