//! The client of one Decidim. It prunes each document to the types and fields that the host has before it posts it, and learns from refusals. What
//! the operator should know goes to the findings of the poll.

use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::Url;

use super::answer::{Complaint, GraphqlAnswer, GraphqlError};
use super::capabilities::Capabilities;
use super::dialect::{API, DecidimDialect, not_a_decidim};
use super::documents::{Probe, probe};
use super::prune;
use super::urls::SpacePage;
use crate::fault::{Came, Flaw};
use crate::findings::Findings;
use crate::graphql::{self, Document};
use crate::{Error, Refusal};
use passerelle_fetch::Fetch;
use passerelle_model::reason::Code;
use passerelle_model::{Reason, SpaceKind};

/// The number of times that one document is sent at most, each time without what the host refused before.
const MOST_ATTEMPTS: usize = 4;

/// The most unknown parts of the schema that an error names.
const MOST_NAMED: usize = 5;

/// The answer to one document, with the data in the form that the document declares.
#[derive(Debug)]
pub(super) struct Reply<D> {
    /// The data; `None` if the host has nothing of what the document asks.
    pub(super) data: Option<D>,
    /// The errors that the host reported beside the data.
    pub(super) errors: Vec<GraphqlError>,
}

/// The treatment of a field of `Query` that comes as null because the host failed over one field inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnNull {
    /// Accept the null: the caller has another way to ask.
    Accept,
    /// Ask again without the field that is to blame.
    Shrink,
}

/// The client of one host during one poll.
pub(super) struct Client<'a> {
    http: graphql::Client<'a>,
    /// The types and fields that the host lacks.
    pub(super) capabilities: Capabilities,
    /// `true` where the host is a gateway: the pages of what it lists are on other hosts, and its ids are kept.
    pub(super) is_gateway: bool,
    /// `true` where `capabilities` were learned from the host, in this poll or an earlier one, and not only assumed.
    pub(super) knows_capabilities: bool,
    /// `true` where the host refused something that `capabilities` said it has.
    pub(super) capabilities_outdated: bool,
}

/// The documents that ask for the affiliations of spaces.
const AFFILIATION_DOCUMENTS: [&str; 4] = ["Groups", "Territory", "Assemblies", "AssembliesLinks"];

/// The field, with its type, that gateways have and plain Decidims lack.
const GATEWAY_FIELD: (&str, &str) = ("Query", "passerelle");

impl<'a> Client<'a> {
    /// Creates a client of the host at `base`. Until the host is probed, only what every version has is asked.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            http: graphql::Client::new(fetch, base, API),
            capabilities: Capabilities::conservative(),
            is_gateway: false,
            knows_capabilities: false,
            capabilities_outdated: false,
        }
    }

    /// The address of the instance, below which its public pages are.
    pub(super) const fn base(&self) -> &Url {
        self.http.base()
    }

    /// The address of the API.
    pub(super) const fn endpoint(&self) -> &Url {
        self.http.endpoint()
    }

    /// The number of requests that were sent.
    pub(super) const fn requests(&self) -> u32 {
        self.http.requests()
    }

    /// Returns whether the host may be a gateway. `true` is no proof: some hosts report only the first unknown field of a document.
    pub(super) fn may_be_gateway(&self) -> bool {
        !self
            .capabilities
            .lacks_field(GATEWAY_FIELD.0, GATEWAY_FIELD.1)
    }

    /// Returns the page of a space. `api_url` is the address that the API gives for it, if any.
    pub(super) fn page(&self, kind: SpaceKind, slug: &str, api_url: Option<&str>) -> SpacePage {
        let relayed = api_url
            .filter(|_| self.is_gateway)
            .and_then(SpacePage::relayed);
        relayed.unwrap_or_else(|| SpacePage::new(self.base(), kind, slug, api_url))
    }

    /// Returns the error for a document whose answer is valid GraphQL but lacks the data that the poll needs.
    pub(super) fn not_understood(&self, document: &'static str, flaw: Flaw) -> Error {
        self.http.not_understood(document, flaw)
    }

    /// Learns what the host has, by one document that asks for every field that some version lacks.
    pub(super) async fn probe(&mut self, findings: &mut Findings) -> Result<(), Error> {
        let document = Probe::build_query(probe::Variables {});
        let (name, text) = (document.operation_name, document.query);
        let answer = self.post(name, text, Map::new(), findings).await?;
        if let Some(learned) = Capabilities::of_probe(&answer.errors, answer.data.is_some()) {
            if learned.lacks_field("Query", "participatoryProcess") {
                let asked = self.endpoint().clone();
                return Err(not_a_decidim(asked, 200, Came::OtherSoftware));
            }
            self.capabilities = learned;
            self.knows_capabilities = true;
        } else {
            self.capabilities = Capabilities::conservative();
            findings.notice(Reason::new(Code::FieldsUnknown));
        }
        Ok(())
    }

    /// Sends the document `Q`, and returns its answer in the form that the document declares.
    pub(super) async fn ask<Q>(
        &mut self,
        variables: Q::Variables,
        on_null: OnNull,
        findings: &mut Findings,
    ) -> Result<Reply<Q::ResponseData>, Error>
    where
        Q: GraphQLQuery,
    {
        let body = Q::build_query(variables);
        let variables = match serde_json::to_value(&body.variables) {
            Ok(Value::Object(variables)) => variables,
            _ => Map::new(),
        };
        let (name, text) = (body.operation_name, body.query);
        drop(body.variables);
        let answer = self
            .exchange(name, text, &variables, on_null, findings)
            .await?;
        self.typed(name, answer.unwrap_or_default())
    }

    /// Deserializes an answer into the form `D` that the document declares.
    fn typed<D: DeserializeOwned>(
        &self,
        document: &'static str,
        answer: GraphqlAnswer,
    ) -> Result<Reply<D>, Error> {
        let data = answer.data.map(|data| self.http.typed(document, data));
        Ok(Reply {
            data: data.transpose()?,
            errors: answer.errors,
        })
    }

    /// Sends a document pruned to what the host has, and sends it again without what the host refuses. `None` if nothing is left to ask.
    pub(super) async fn exchange(
        &mut self,
        name: &'static str,
        text: &str,
        variables: &Map<String, Value>,
        on_null: OnNull,
        findings: &mut Findings,
    ) -> Result<Option<GraphqlAnswer>, Error> {
        // A field over which the host fails is avoided only in this exchange; `self.capabilities` keeps what the host does not know.
        let mut avoided = self.capabilities.clone();
        let mut left_out = Vec::new();
        for attempt in 1..=MOST_ATTEMPTS {
            let Some(pruned) = prune::prune(text, &avoided) else {
                return Ok(None);
            };
            let mut used_variables = variables.clone();
            used_variables.retain(|variable, _| pruned.variables.contains(variable));
            let mut answer = self
                .post(name, &pruned.text, used_variables, findings)
                .await?;
            let avoids_more = match answer.data {
                None => self.learn(&answer.errors, &mut avoided),
                Some(ref data)
                    if on_null == OnNull::Shrink && data.values().any(Value::is_null) =>
                {
                    let newly_left_out = leave_out_culprits(&answer.errors, &mut avoided);
                    note_left_out(name, &newly_left_out, findings);
                    left_out.extend(newly_left_out.iter().cloned());
                    !newly_left_out.is_empty()
                }
                Some(_) => false,
            };
            if avoids_more && attempt < MOST_ATTEMPTS {
                continue;
            }
            if answer.data.is_none() {
                return Err(self.no_data(name, &answer.errors));
            }
            answer.left_out = left_out;
            return Ok(Some(answer));
        }
        Ok(None)
    }

    /// Adds the types and fields that the host reports as unknown to the known capabilities and to `avoided`. Returns `true` if any of them is new.
    fn learn(&mut self, errors: &[GraphqlError], avoided: &mut Capabilities) -> bool {
        let mut any_new = false;
        for error in errors {
            if self.capabilities.learn(error) {
                avoided.learn(error);
                any_new = true;
            }
        }
        self.capabilities_outdated |= any_new;
        any_new
    }

    /// Returns the error for a document that brought no data: the host refused the document, or failed while it executed it.
    fn no_data(&self, document: &'static str, errors: &[GraphqlError]) -> Error {
        if !errors.is_empty() && errors.iter().all(GraphqlError::is_execution_error) {
            return self.http.failing(document);
        }
        self.rejected(document, errors)
    }

    /// Returns the error for a document that the host refused, with the most telling of its complaints.
    fn rejected(&self, document: &'static str, errors: &[GraphqlError]) -> Error {
        let complaints: Vec<Complaint> = errors.iter().map(GraphqlError::complaint).collect();
        let unknown: Vec<String> = complaints
            .iter()
            .filter_map(Complaint::unknown_name)
            .take(MOST_NAMED)
            .collect();
        let why = if complaints.contains(&Complaint::Complexity) {
            Refusal::TooCostly
        } else if complaints.contains(&Complaint::Limit) {
            Refusal::OverLimit
        } else if complaints.contains(&Complaint::Unauthorized) {
            Refusal::NotPublic
        } else if unknown.is_empty() {
            Refusal::Unexplained
        } else {
            Refusal::Unknown(unknown)
        };
        self.http.rejected(document, why)
    }

    /// Posts a document as it is, and parses the answer.
    async fn post(
        &mut self,
        name: &'static str,
        text: &str,
        variables: Map<String, Value>,
        findings: &mut Findings,
    ) -> Result<GraphqlAnswer, Error> {
        let document = Document {
            name,
            text,
            variables: Value::Object(variables),
        };
        let envelope = self.http.post(&DecidimDialect, document, findings).await?;
        Ok(GraphqlAnswer::from(envelope))
    }
}

/// Adds the fields that are to blame for a null list to `avoided`, and returns those that were not in it before. Keys are never left out, nor are
/// titles, without which nothing can be relayed.
fn leave_out_culprits(
    errors: &[GraphqlError],
    avoided: &mut Capabilities,
) -> Vec<(String, String)> {
    let culprits = errors.iter().filter_map(GraphqlError::culprit);
    let dispensable = culprits.filter(|(type_name, field)| {
        type_name != "Query"
            && !matches!(
                field.as_str(),
                "id" | "title" | "translations" | "locale" | "text"
            )
    });
    dispensable
        .filter(|(type_name, field)| avoided.avoid(type_name, field))
        .collect()
}

/// Adds a notice of the fields that were left out of a document, if there are any.
fn note_left_out(document: &'static str, left_out: &[(String, String)], findings: &mut Findings) {
    if left_out.is_empty() {
        return;
    }
    findings.affiliations_doubtful |= AFFILIATION_DOCUMENTS.contains(&document);
    let fields: Vec<String> = left_out
        .iter()
        .map(|(type_name, field)| format!("{type_name}.{field}"))
        .collect();
    findings.lacks_with("fields", |reason| {
        reason.with("fields", fields).with("document", document)
    });
}
