//! A session: one poll of one host. It holds the client that asks, and the findings that are gathered meanwhile; whoever only reads what came is
//! given the one or the other.

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
    /// The client that asks.
    pub(super) client: Client<'a>,
    /// The findings so far.
    pub(super) findings: Findings,
}

impl<'a> Session<'a> {
    /// A session with the host at `base`, of which nothing is known but what every version has.
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

    /// Asks one document.
    pub(super) async fn ask<Q: GraphQLQuery>(
        &mut self,
        variables: Q::Variables,
        on_null: OnNull,
    ) -> Result<Reply<Q::ResponseData>, Error> {
        let findings = &mut self.findings;
        self.client.ask::<Q>(variables, on_null, findings).await
    }

    /// Sends a document pruned to what the host has, again without what it refuses. `None` if nothing is left to ask.
    pub(super) async fn exchange(
        &mut self,
        name: &'static str,
        text: &str,
        variables: &Map<String, Value>,
        on_null: OnNull,
    ) -> Result<Option<GraphqlAnswer>, Error> {
        let findings = &mut self.findings;
        let asked = self
            .client
            .exchange(name, text, variables, on_null, findings);
        asked.await
    }
}
