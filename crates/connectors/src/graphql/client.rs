//! The client: it posts documents to the API of one instance, one after the other.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use url::Url;

use super::envelope::Envelope;
use super::moved::{Moved, beside};
use crate::fault::Flaw;
use crate::findings::Findings;
use crate::{Error, Refusal, typed_json};
use passerelle_fetch::{Answer, Fetch, Request};

/// The habits of a platform in which its GraphQL differs from that of others.
pub(crate) trait Dialect {
    /// The headers of a request beside its content type.
    fn headers(&self) -> Vec<(&'static str, String)>;

    /// Reads what came for `document`, which was posted to `asked`. An error says what came instead, and what can be done about it.
    fn read(&self, answer: &Answer, asked: &Url, document: &'static str)
    -> Result<Envelope, Error>;
}

/// A document to post.
pub(crate) struct Document<'d> {
    /// The name of its operation, by which messages call it.
    pub(crate) name: &'static str,
    /// The text.
    pub(crate) text: &'d str,
    /// The variables, an object.
    pub(crate) variables: Value,
}

/// The client of one instance during one poll.
pub(crate) struct Client<'a> {
    fetch: &'a dyn Fetch,
    /// The name of the API at the root of the instance.
    api: &'static str,
    endpoint: Url,
    base: Url,
    requests: u32,
}

impl<'a> Client<'a> {
    /// A client of the instance at `base`, whose API is called `api` there.
    pub(crate) fn new(fetch: &'a dyn Fetch, base: &Url, api: &'static str) -> Self {
        Self {
            fetch,
            api,
            endpoint: beside(base, api),
            base: base.clone(),
            requests: 0,
        }
    }

    /// The address of the instance: where its public pages are.
    pub(crate) const fn base(&self) -> &Url {
        &self.base
    }

    /// The address of the API.
    pub(crate) const fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// The number of requests that were sent, by this client or by others that it was told of.
    pub(crate) const fn requests(&self) -> u32 {
        self.requests
    }

    /// Counts requests to the instance that were sent without this client.
    pub(crate) const fn count(&mut self, requests: u32) {
        self.requests = self.requests.saturating_add(requests);
    }

    /// Posts one document. A host that answered elsewhere is asked there from now on, and the operator is told.
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

    /// Reads data in the form of a document.
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

    /// The error of a document over which the server failed.
    pub(crate) fn failing(&self, document: &'static str) -> Error {
        Error::Failing {
            url: self.endpoint.clone(),
            document,
        }
    }

    /// The error of a document that the server refuses.
    pub(crate) fn rejected(&self, document: &'static str, why: Refusal) -> Error {
        Error::Rejected {
            url: self.endpoint.clone(),
            document,
            why,
        }
    }

    /// The error of a document whose answer has the right form and yet nothing to work with.
    pub(crate) fn not_understood(&self, document: &'static str, flaw: Flaw) -> Error {
        Error::NotUnderstood {
            url: self.endpoint.clone(),
            document,
            flaw,
        }
    }

    /// Keeps to the address that answered after a redirect: asking the old one again would double every request.
    fn follow(&mut self, answered_by: &Url, findings: &mut Findings) {
        let Some(moved) = Moved::told_by(answered_by, &self.base, self.api) else {
            return;
        };
        findings.notice(moved.notice(&self.base));
        self.endpoint = beside(&moved.base, self.api);
        self.base = moved.base;
    }
}

/// A name of the schema as it may be shown: letters of the host, and not many of them.
pub(crate) fn shown(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .take(60)
        .collect()
}
