//! A session: the conversation with one host during one poll. It prunes what it sends to what the host has, learns from refusals, and
//! counts its requests.

use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use url::Url;

use super::answer::{Complaint, GraphqlAnswer, GraphqlError};
use super::capabilities::Capabilities;
use super::documents::{Probe, probe};
use super::prune;
use super::transport;
use super::urls::SpacePage;
use crate::fault::{Came, Flaw};
use crate::graphql::Moved;
use crate::{Error, Refusal, typed_json};
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

/// The conversation with one host.
pub(super) struct Session<'a> {
    fetch: &'a dyn Fetch,
    endpoint: Url,
    base: Url,
    /// The types and fields that the host lacks.
    pub(super) capabilities: Capabilities,
    /// `true` where the host is a gateway: what it lists lies elsewhere, and has ids that are kept.
    pub(super) is_gateway: bool,
    /// `true` where the host itself told what it lacks.
    pub(super) informed: bool,
    /// `true` where the host refused something that it was thought to have.
    pub(super) surprised: bool,
    /// The number of requests that were sent.
    pub(super) requests: u32,
    /// The notices to the operator.
    pub(super) notices: Vec<Reason>,
    /// `true` where something that should have been read was not.
    pub(super) partial: bool,
    /// `true` where what the spaces belong to was not read whole: what is remembered of it stands.
    pub(super) places_doubtful: bool,
    /// The number of dates that could not be read.
    pub(super) bad_dates: u32,
}

/// The documents that tell what the spaces belong to.
const OF_PLACES: [&str; 4] = ["Groups", "Territory", "Assemblies", "AssembliesLinks"];

/// The field by which a gateway is known.
const OF_GATEWAYS: (&str, &str) = ("Query", "passerelle");

impl<'a> Session<'a> {
    /// A session with the host at `base`, of which nothing is known but what every version has.
    pub(super) fn new(fetch: &'a dyn Fetch, base: &Url) -> Self {
        Self {
            fetch,
            endpoint: transport::endpoint(base),
            base: base.clone(),
            capabilities: Capabilities::conservative(),
            is_gateway: false,
            informed: false,
            surprised: false,
            requests: 0,
            notices: Vec::new(),
            partial: false,
            places_doubtful: false,
            bad_dates: 0,
        }
    }

    /// The address of the API.
    pub(super) const fn endpoint(&self) -> &Url {
        &self.endpoint
    }

    /// The address of the instance: where its public pages are.
    pub(super) fn base(&self) -> &Url {
        &self.base
    }

    /// Returns whether the host may be a gateway. Not complaining of a field is no proof: some hosts name only the first of their complaints.
    pub(super) fn may_be_gateway(&self) -> bool {
        !self.capabilities.lacks_field(OF_GATEWAYS.0, OF_GATEWAYS.1)
    }

    /// Returns where the pages of a space are.
    pub(super) fn page(&self, kind: SpaceKind, slug: &str, told: Option<&str>) -> SpacePage {
        let elsewhere = told
            .filter(|_| self.is_gateway)
            .and_then(SpacePage::elsewhere);
        elsewhere.unwrap_or_else(|| SpacePage::new(&self.base, kind, slug, told))
    }

    /// Returns what is said of a document whose answer has the right form and yet nothing to work with.
    pub(super) fn unreadable(&self, document: &'static str, flaw: Flaw) -> Error {
        Error::NotUnderstood {
            url: self.endpoint.clone(),
            document,
            flaw,
        }
    }

    /// Says something to the operator, once.
    pub(super) fn notice(&mut self, notice: Reason) {
        if !self.notices.contains(&notice) && self.notices.len() < 50 {
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

    /// Learns what the host has: one document that asks for everything that some version lacks.
    pub(super) async fn probe(&mut self) -> Result<(), Error> {
        let document = Probe::build_query(probe::Variables {});
        let answer = self
            .post(document.operation_name, document.query, &Map::new())
            .await?;
        if let Some(learned) = Capabilities::of_probe(&answer.errors, answer.data.is_some()) {
            if learned.lacks_field("Query", "participatoryProcess") {
                return Err(transport::not_there(
                    self.endpoint.clone(),
                    200,
                    Came::OtherSoftware,
                ));
            }
            self.capabilities = learned;
            self.informed = true;
        } else {
            self.capabilities = Capabilities::conservative();
            self.notice(Reason::new(Code::FieldsUnknown));
        }
        Ok(())
    }

    /// Asks one document.
    pub(super) async fn ask<Q>(
        &mut self,
        variables: Q::Variables,
        on_null: OnNull,
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
        let Some(answer) = self.exchange(name, text, &variables, on_null).await? else {
            return Ok(Reply {
                data: None,
                errors: Vec::new(),
            });
        };
        self.typed(name, answer)
    }

    /// Reads an answer in the form of a document.
    pub(super) fn typed<D: DeserializeOwned>(
        &self,
        document: &'static str,
        answer: GraphqlAnswer,
    ) -> Result<Reply<D>, Error> {
        let data = answer
            .data
            .map(Value::Object)
            .map(typed_json::read)
            .transpose();
        let data = data.map_err(|otherwise| Error::ShapeChanged {
            url: self.endpoint.clone(),
            document,
            otherwise,
        })?;
        Ok(Reply {
            data,
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
            let mut answer = self.post(name, &pruned.text, &used).await?;
            let news = match answer.data {
                None => self.learn(&answer.errors, &mut avoided),
                Some(ref data)
                    if on_null == OnNull::Shrink && data.values().any(Value::is_null) =>
                {
                    self.shrink(name, &answer.errors, &mut avoided, &mut left_out)
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

    /// Leaves out the fields that are to blame for a null list; whether there are any. Keys are never left out, nor are titles, without which
    /// nothing can be relayed.
    fn shrink(
        &mut self,
        name: &str,
        errors: &[GraphqlError],
        avoided: &mut Capabilities,
        left_out: &mut Vec<(String, String)>,
    ) -> bool {
        let before = left_out.len();
        for (type_name, field) in errors.iter().filter_map(GraphqlError::culprit) {
            let may_go = type_name != "Query"
                && !matches!(
                    field.as_str(),
                    "id" | "title" | "translations" | "locale" | "text"
                );
            if may_go && avoided.avoid(&type_name, &field) {
                left_out.push((type_name, field));
            }
        }
        let new = left_out.get(before..).unwrap_or_default();
        if new.is_empty() {
            return false;
        }
        self.places_doubtful |= OF_PLACES.contains(&name);
        let fields: Vec<String> = new
            .iter()
            .map(|(type_name, field)| format!("{type_name}.{field}"))
            .collect();
        self.lacks_some("fields", |reason| {
            reason.with("fields", fields).with("document", name)
        });
        true
    }

    /// The reason for which a document brought no data: the host refused it, or failed over it.
    fn refused(&self, document: &'static str, errors: &[GraphqlError]) -> Error {
        if !errors.is_empty() && errors.iter().all(GraphqlError::is_of_execution) {
            return Error::Failing {
                url: self.endpoint.clone(),
                document,
            };
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
        Error::Rejected {
            url: self.endpoint.clone(),
            document,
            why,
        }
    }

    async fn post(
        &mut self,
        name: &'static str,
        text: &str,
        variables: &Map<String, Value>,
    ) -> Result<GraphqlAnswer, Error> {
        self.requests = self.requests.saturating_add(1);
        let body = json!({"query": text, "variables": variables, "operationName": name});
        let (answer, answered_by) =
            transport::post(self.fetch, &self.endpoint, name, &body).await?;
        if answered_by != self.endpoint {
            self.follow(&answered_by);
        }
        Ok(answer)
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
