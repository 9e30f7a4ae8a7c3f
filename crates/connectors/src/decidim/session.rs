//! A session: one poll of one host. It holds the client that sends documents, and the findings that are gathered meanwhile. Functions that only
//! convert an answer take one of the two and not the whole session.

use graphql_client::GraphQLQuery;
use serde_json::{Map, Value};
use url::Url;

use super::answer::GraphqlAnswer;
use super::client::{Client, OnNull, Reply};
use crate::Error;
use crate::findings::Findings;
use passerelle_fetch::Fetch;

/// One poll of one host.
pub(super) struct Session<'a> {
    /// The client that sends documents.
    pub(super) client: Client<'a>,
    /// The findings so far.
    pub(super) findings: Findings,
}

impl<'a> Session<'a> {
    /// Creates a session with the host at `base`. Until the host is probed, only what every version has is asked.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            client: Client::new(fetch, base),
            findings: Findings::default(),
        }
    }

    /// Learns what the host has.
    pub(super) async fn probe(&mut self) -> Result<(), Error> {
        self.client.probe(&mut self.findings).await
    }

    /// Sends the document `Q`, and returns its answer in the form that the document declares.
    pub(super) async fn ask<Q: GraphQLQuery>(
        &mut self,
        variables: Q::Variables,
        on_null: OnNull,
    ) -> Result<Reply<Q::ResponseData>, Error> {
        let findings = &mut self.findings;
        self.client.ask::<Q>(variables, on_null, findings).await
    }

    /// Sends a document pruned to what the host has, and sends it again without what the host refuses. `None` if nothing is left to ask.
    pub(super) async fn exchange(
        &mut self,
        name: &'static str,
        text: &str,
        variables: &Map<String, Value>,
        on_null: OnNull,
    ) -> Result<Option<GraphqlAnswer>, Error> {
        let findings = &mut self.findings;
        self.client
            .exchange(name, text, variables, on_null, findings)
            .await
    }
}
