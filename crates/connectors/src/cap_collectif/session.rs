//! A session: one poll of one host. It holds the client that asks, and the findings that are gathered meanwhile.

use chrono_tz::Tz;
use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use url::Url;

use super::answer::{Complaint, GraphqlAnswer};
use super::dialect::{API, CapCollectifDialect};
use super::fault::Fault;
use crate::findings::Findings;
use crate::graphql::{Client, Document, shown};
use crate::{Error, Refusal};
use passerelle_fetch::Fetch;
use passerelle_model::Language;

/// The most unknown fields that an error names.
const MOST_NAMED: usize = 5;

/// The fields of the root by which the schema that lists something is known.
const LISTS: [&str; 3] = ["projects", "events", "globalDistricts"];

/// The outcome of one document.
#[derive(Debug)]
pub(super) struct Reply<D> {
    /// The data that came.
    pub(super) data: D,
    /// `true` where something in it is missing because the host failed over it.
    pub(super) has_errors: bool,
}

/// One poll of one host.
pub(super) struct Session<'a> {
    /// The client that asks.
    pub(super) client: Client<'a>,
    /// The findings so far.
    pub(super) findings: Findings,
}

/// The surroundings in which an answer is read.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f> {
    /// The address of the instance, against which addresses are resolved.
    pub(super) base: &'f Url,
    /// The language that was asked for.
    pub(super) language: &'f Language,
    /// The time zone of times without one.
    pub(super) zone: Tz,
}

impl<'a> Session<'a> {
    /// A session with the host at `base`.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            client: Client::new(fetch, base, API),
            findings: Findings::default(),
        }
    }

    /// Posts one document and gives its name and its answer as it came.
    pub(super) async fn exchange<Q: GraphQLQuery>(
        &mut self,
        language: &Language,
        variables: Q::Variables,
    ) -> Result<(&'static str, GraphqlAnswer), Error> {
        let body = Q::build_query(variables);
        let document = Document {
            name: body.operation_name,
            text: body.query,
            variables: serde_json::to_value(&body.variables).unwrap_or_default(),
        };
        drop(body.variables);
        let name = document.name;
        let dialect = CapCollectifDialect { language };
        let findings = &mut self.findings;
        let envelope = self.client.post(&dialect, document, findings).await?;
        Ok((name, GraphqlAnswer::from(envelope)))
    }

    /// Asks one document; an error if nothing of it came.
    pub(super) async fn ask<Q: GraphQLQuery>(
        &mut self,
        language: &Language,
        variables: Q::Variables,
    ) -> Result<Reply<Q::ResponseData>, Error> {
        let (name, answer) = self.exchange::<Q>(language, variables).await?;
        self.typed(name, answer)
    }

    /// Reads an answer in the form of a document.
    pub(super) fn typed<D: DeserializeOwned>(
        &self,
        document: &'static str,
        answer: GraphqlAnswer,
    ) -> Result<Reply<D>, Error> {
        let has_errors = !answer.errors.is_empty();
        let Some(data) = answer.data else {
            return Err(self.refused(document, &answer));
        };
        let data = self.client.typed(document, data)?;
        Ok(Reply { data, has_errors })
    }

    /// The reason for which nothing came of a document.
    fn refused(&self, document: &'static str, answer: &GraphqlAnswer) -> Error {
        if answer.lacks_at_root(&LISTS) {
            let url = self.client.endpoint().clone();
            return Fault::HalfOpen { url }.into();
        }
        if answer.errors.contains(&Complaint::Failed) {
            return self.client.failing(document);
        }
        let unknown = answer
            .errors
            .iter()
            .filter_map(|complaint| match complaint {
                Complaint::UnknownField { type_name, field } => {
                    Some(format!("{}.{}", shown(type_name), shown(field)))
                }
                Complaint::Failed | Complaint::Refused => None,
            });
        let unknown: Vec<String> = unknown.take(MOST_NAMED).collect();
        let why = if unknown.is_empty() {
            Refusal::Unexplained
        } else {
            Refusal::Unknown(unknown)
        };
        self.client.rejected(document, why)
    }
}
