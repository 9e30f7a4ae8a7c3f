//! A session: one poll of one host, with its client and the findings so far.

use chrono_tz::Tz;
use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use url::Url;

use super::answer::{Complaint, GraphqlAnswer};
use super::dialect::{API, CapCollectifDialect};
use super::fault::Fault;
use crate::findings::Findings;
use crate::graphql::{Client, Document, printable_name};
use crate::{Error, Refusal};
use passerelle_fetch::Fetch;
use passerelle_model::Language;

/// The most unknown fields that an error names.
const MOST_NAMED: usize = 5;

/// The fields of the root type that only the schema has in which something can be listed.
const LISTS: [&str; 3] = ["projects", "events", "globalDistricts"];

/// The outcome of one document.
#[derive(Debug)]
pub(super) struct Reply<D> {
    /// The data that came.
    pub(super) data: D,
    /// `true` where the host sent errors, so that something in the data may be missing.
    pub(super) has_errors: bool,
}

/// One poll of one host.
pub(super) struct Session<'a> {
    /// The client.
    pub(super) client: Client<'a>,
    /// The findings so far.
    pub(super) findings: Findings,
}

/// The settings with which an answer is read.
#[derive(Clone, Copy)]
pub(super) struct AnswerContext<'f> {
    /// The address of the instance, by which relative addresses are resolved.
    pub(super) base: &'f Url,
    /// The language that was asked for.
    pub(super) language: &'f Language,
    /// The time zone of the dates, which are written without one.
    pub(super) zone: Tz,
}

impl<'a> Session<'a> {
    /// Creates a session with the host at `base`.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            client: Client::new(fetch, base, API),
            findings: Findings::default(),
        }
    }

    /// Posts one document; returns its name, and the answer with data not read yet.
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

    /// Posts one document and reads its data; an error if no data came.
    pub(super) async fn ask<Q: GraphQLQuery>(
        &mut self,
        language: &Language,
        variables: Q::Variables,
    ) -> Result<Reply<Q::ResponseData>, Error> {
        let (name, answer) = self.exchange::<Q>(language, variables).await?;
        self.typed(name, answer)
    }

    /// Reads the data of an answer into the response type of `document`; an error if there are none.
    pub(super) fn typed<D: DeserializeOwned>(
        &self,
        document: &'static str,
        answer: GraphqlAnswer,
    ) -> Result<Reply<D>, Error> {
        let has_errors = !answer.errors.is_empty();
        let Some(data) = answer.data else {
            return Err(self.error_without_data(document, &answer));
        };
        let data = self.client.typed(document, data)?;
        Ok(Reply { data, has_errors })
    }

    /// The error for a document whose answer has no data.
    fn error_without_data(&self, document: &'static str, answer: &GraphqlAnswer) -> Error {
        if answer.lacks_root_field(&LISTS) {
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
                Complaint::UnknownField { type_name, field } => Some(format!(
                    "{}.{}",
                    printable_name(type_name),
                    printable_name(field)
                )),
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
