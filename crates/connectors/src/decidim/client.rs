//! The client of one Decidim: it prunes what it posts to what the host has, and learns from refusals. What the operator should know of it goes
//! to the findings of the poll.

use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::Url;

use super::answer::{Complaint, GraphqlAnswer, GraphqlError};
use super::capabilities::Capabilities;
use super::dialect::{API, DecidimDialect, not_there};
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

/// The number of times that one document is sent again without what the host refused.
const ROUNDS: usize = 4;

/// The most unknown parts of the schema that an error names.
const MOST_NAMED: usize = 5;

/// The outcome of one document.
#[derive(Debug)]
pub(super) struct Reply<D> {
    /// The data that came; `None` if the host has nothing of what the document asks.
    pub(super) data: Option<D>,
    /// The parts that are missing in it.
    pub(super) errors: Vec<GraphqlError>,
}

/// The treatment of a list that comes as null because of one field in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnNull {
    /// Take it as it is: the caller asks otherwise.
    Accept,
    /// Ask again without the field that is to blame.
    Shrink,
}

/// The client of one host during one poll.
pub(super) struct Client<'a> {
    http: graphql::Client<'a>,
    /// The types and fields that the host lacks.
    pub(super) capabilities: Capabilities,
    /// `true` where the host is a gateway: what it lists lies elsewhere, and has ids that are kept.
    pub(super) is_gateway: bool,
    /// `true` where the host itself told what it lacks.
    pub(super) informed: bool,
    /// `true` where the host refused something that it was thought to have.
    pub(super) surprised: bool,
}

/// The documents that tell what the spaces belong to.
const OF_PLACES: [&str; 4] = ["Groups", "Territory", "Assemblies", "AssembliesLinks"];

/// The field by which a gateway is known.
const OF_GATEWAYS: (&str, &str) = ("Query", "passerelle");

impl<'a> Client<'a> {
    /// A client of the host at `base`, of which nothing is known but what every version has.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            http: graphql::Client::new(fetch, base, API),
            capabilities: Capabilities::conservative(),
            is_gateway: false,
            informed: false,
            surprised: false,
        }
    }

    /// The address of the instance: where its public pages are.
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

    /// Returns whether the host may be a gateway. Not complaining of a field is no proof: some hosts name only the first of their complaints.
    pub(super) fn may_be_gateway(&self) -> bool {
        !self.capabilities.lacks_field(OF_GATEWAYS.0, OF_GATEWAYS.1)
    }

    /// Returns the addresses of the pages of a space.
    pub(super) fn page(&self, kind: SpaceKind, slug: &str, told: Option<&str>) -> SpacePage {
        let elsewhere = told
            .filter(|_| self.is_gateway)
            .and_then(SpacePage::elsewhere);
        elsewhere.unwrap_or_else(|| SpacePage::new(self.base(), kind, slug, told))
    }

    /// The error of a document whose answer has the right form and yet nothing to work with.
    pub(super) fn not_understood(&self, document: &'static str, flaw: Flaw) -> Error {
        self.http.not_understood(document, flaw)
    }

    /// Learns what the host has: one document that asks for everything that some version lacks.
    pub(super) async fn probe(&mut self, findings: &mut Findings) -> Result<(), Error> {
        let document = Probe::build_query(probe::Variables {});
        let (name, text) = (document.operation_name, document.query);
        let answer = self.post(name, text, Map::new(), findings).await?;
        if let Some(learned) = Capabilities::of_probe(&answer.errors, answer.data.is_some()) {
            if learned.lacks_field("Query", "participatoryProcess") {
                let asked = self.endpoint().clone();
                return Err(not_there(asked, 200, Came::OtherSoftware));
            }
            self.capabilities = learned;
            self.informed = true;
        } else {
            self.capabilities = Capabilities::conservative();
            findings.notice(Reason::new(Code::FieldsUnknown));
        }
        Ok(())
    }

    /// Asks one document.
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

    /// Reads an answer in the form of a document.
    pub(super) fn typed<D: DeserializeOwned>(
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

    /// Sends a document pruned to what the host has, again without what it refuses. `None` if nothing is left to ask.
    pub(super) async fn exchange(
        &mut self,
        name: &'static str,
        text: &str,
        variables: &Map<String, Value>,
        on_null: OnNull,
        findings: &mut Findings,
    ) -> Result<Option<GraphqlAnswer>, Error> {
        // What is avoided because it fails is avoided for this document and this time only.
        let mut avoided = self.capabilities.clone();
        let mut left_out = Vec::new();
        for round in 1..=ROUNDS {
            let Some(pruned) = prune::prune(text, &avoided) else {
                return Ok(None);
            };
            let mut used = variables.clone();
            used.retain(|variable, _| pruned.variables.contains(variable));
            let mut answer = self.post(name, &pruned.text, used, findings).await?;
            let news = match answer.data {
                None => self.learn(&answer.errors, &mut avoided),
                Some(ref data)
                    if on_null == OnNull::Shrink && data.values().any(Value::is_null) =>
                {
                    let new = shrink(&answer.errors, &mut avoided);
                    tell_left_out(name, &new, findings);
                    left_out.extend(new.iter().cloned());
                    !new.is_empty()
                }
                Some(_) => false,
            };
            if news && round < ROUNDS {
                continue;
            }
            if answer.data.is_none() {
                return Err(self.refused(name, &answer.errors));
            }
            answer.left_out = left_out;
            return Ok(Some(answer));
        }
        Ok(None)
    }

    /// Takes in what the host says that it does not know; whether that is new.
    fn learn(&mut self, errors: &[GraphqlError], avoided: &mut Capabilities) -> bool {
        let mut news = false;
        for error in errors {
            if self.capabilities.learn(error) {
                avoided.learn(error);
                news = true;
            }
        }
        self.surprised |= news;
        news
    }

    /// The reason for which a document brought no data: the host refused it, or failed over it.
    fn refused(&self, document: &'static str, errors: &[GraphqlError]) -> Error {
        if !errors.is_empty() && errors.iter().all(GraphqlError::is_of_execution) {
            return self.http.failing(document);
        }
        self.rejected(document, errors)
    }

    fn rejected(&self, document: &'static str, errors: &[GraphqlError]) -> Error {
        let complaints: Vec<Complaint> = errors.iter().map(GraphqlError::complaint).collect();
        let unknown: Vec<String> = complaints
            .iter()
            .filter_map(Complaint::unknown)
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

/// Leaves out the fields that are to blame for a null list, and returns those that were not before. Keys are never left out, nor are titles, without
/// which nothing can be relayed.
fn shrink(errors: &[GraphqlError], avoided: &mut Capabilities) -> Vec<(String, String)> {
    let culprits = errors.iter().filter_map(GraphqlError::culprit);
    let may_go = culprits.filter(|(type_name, field)| {
        type_name != "Query"
            && !matches!(
                field.as_str(),
                "id" | "title" | "translations" | "locale" | "text"
            )
    });
    may_go
        .filter(|(type_name, field)| avoided.avoid(type_name, field))
        .collect()
}

/// Says which fields were left out of a document, where there are any.
fn tell_left_out(document: &'static str, left_out: &[(String, String)], findings: &mut Findings) {
    if left_out.is_empty() {
        return;
    }
    findings.affiliations_doubtful |= OF_PLACES.contains(&document);
    let fields: Vec<String> = left_out
        .iter()
        .map(|(type_name, field)| format!("{type_name}.{field}"))
        .collect();
    findings.lacks_with("fields", |reason| {
        reason.with("fields", fields).with("document", document)
    });
}
