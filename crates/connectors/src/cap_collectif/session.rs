//! A session: the conversation with one host during one poll. It counts its requests and keeps what the operator should know.

use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use super::answer::{Complaint, GraphqlAnswer};
use super::fault::Fault;
use super::transport;
use crate::graphql::Moved;
use crate::{Error, Refusal, typed_json};
use passerelle_fetch::Fetch;
use passerelle_model::reason::Code;
use passerelle_model::{Language, Reason};

/// The most notices of one poll.
const MOST_NOTICES: usize = 50;

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

/// The conversation with one host.
pub(super) struct Session<'a> {
    pub(super) fetch: &'a dyn Fetch,
    endpoint: Url,
    /// The address of the instance.
    pub(super) base: Url,
    /// The number of requests that were sent.
    pub(super) requests: u32,
    /// The notices to the operator.
    pub(super) notices: Vec<Reason>,
    /// `true` where something that should have been read was not.
    pub(super) partial: bool,
    /// The number of dates that could not be read.
    pub(super) bad_dates: u32,
}

impl<'a> Session<'a> {
    /// A session with the host at `base`.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            fetch,
            endpoint: transport::endpoint(base),
            base: base.clone(),
            requests: 0,
            notices: Vec::new(),
            partial: false,
            bad_dates: 0,
        }
    }

    /// Says something to the operator, once.
    pub(super) fn notice(&mut self, notice: Reason) {
        if !self.notices.contains(&notice) && self.notices.len() < MOST_NOTICES {
            self.notices.push(notice);
        }
    }

    /// Says that a part was not read, by a word of the parameter `part` of `partial_answer`.
    pub(super) fn lacks(&mut self, part: &'static str) {
        self.lacks_some(part, |reason| reason);
    }

    /// Says that a part was not read, and more about it.
    pub(super) fn lacks_some(&mut self, part: &'static str, more: impl FnOnce(Reason) -> Reason) {
        self.partial = true;
        let reason = Reason::new(Code::PartialAnswer).with("part", part);
        self.notice(more(reason));
    }

    /// Posts one document and gives its name and its answer as it came.
    pub(super) async fn exchange<Q: GraphQLQuery>(
        &mut self,
        language: &Language,
        variables: Q::Variables,
    ) -> Result<(&'static str, GraphqlAnswer), Error> {
        self.requests = self.requests.saturating_add(1);
        let document = Q::build_query(variables);
        let name = document.operation_name;
        let body = json!({"query": document.query, "variables": document.variables, "operationName": name});
        drop(document);
        let (answer, answered_by) =
            transport::post(self.fetch, &self.endpoint, language, name, &body).await?;
        if answered_by != self.endpoint {
            self.follow(&answered_by);
        }
        Ok((name, answer))
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
        let data =
            typed_json::read(Value::Object(data)).map_err(|otherwise| Error::ShapeChanged {
                url: self.endpoint.clone(),
                document,
                otherwise,
            })?;
        Ok(Reply { data, has_errors })
    }

    /// The reason for which nothing came of a document.
    fn refused(&self, document: &'static str, answer: &GraphqlAnswer) -> Error {
        let url = self.endpoint.clone();
        if answer.lacks_at_root(&LISTS) {
            return Fault::HalfOpen { url }.into();
        }
        if answer.errors.contains(&Complaint::Failed) {
            return Error::Failing { url, document };
        }
        let unknown: Vec<String> = answer
            .errors
            .iter()
            .filter_map(|complaint| match complaint {
                Complaint::UnknownField { type_name, field } => {
                    Some(format!("{}.{}", name_of(type_name), name_of(field)))
                }
                Complaint::Failed | Complaint::Refused => None,
            })
            .take(MOST_NAMED)
            .collect();
        let why = if unknown.is_empty() {
            Refusal::Unexplained
        } else {
            Refusal::Unknown(unknown)
        };
        Error::Rejected { url, document, why }
    }

    /// Keeps to the address that answered after a redirect: asking the old one again would double every request.
    fn follow(&mut self, answered_by: &Url) {
        let Some(moved) = Moved::told_by(answered_by, &self.base, transport::NAME) else {
            return;
        };
        self.notice(moved.notice(&self.base));
        self.endpoint = transport::endpoint(&moved.base);
        self.base = moved.base;
    }
}

/// A name of the schema as it may be shown: letters of the host, and not many of them.
fn name_of(told: &str) -> String {
    told.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .take(60)
        .collect()
}
