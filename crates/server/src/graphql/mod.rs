//! `POST /api`: a read-only GraphQL endpoint with the names and shapes of Decidim's own API, so that what reads Decidim reads the gateway.
//!
//! Every consultation is a process here, whatever it is at its source. What Decidim's fields cannot say stands in fields named `passerelle`,
//! which tell other gateways what this is. A document is held to Decidim's limits before anything of it is executed (`limits`).

mod group;
mod limits;
mod meetings;
mod process;
mod query;
mod relayed;
mod statistic;
mod taxonomy;
mod text;

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Schema, Variables};
use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use self::limits::MAX_DEPTH;
use self::query::Query;
use super::state::State;
use passerelle_index::Snapshot;
use passerelle_publish::Site;

/// As Decidim's. A connection costs its children times the size of its page.
const MAX_COMPLEXITY: usize = 5000;
/// How many documents are executed at once: each may walk through everything.
const AT_ONCE: usize = 2;

/// What one request sees: one state of the content from its first field to its last.
struct View {
    snapshot: Arc<Snapshot>,
    site: Arc<Site>,
}

type Api = Schema<Query, EmptyMutation, EmptySubscription>;

/// The endpoint: the schema that is executed, and the same schema as documents are judged by it.
struct Endpoint {
    schema: Api,
    declared: passerelle_graphql_guard::Schema,
    turns: Arc<Semaphore>,
}

/// The body of a request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Question {
    query: String,
    #[serde(default)]
    variables: Option<Value>,
    #[serde(default)]
    operation_name: Option<String>,
}

/// `POST /api`.
pub(super) fn route() -> MethodRouter<Arc<State>> {
    let endpoint = Arc::new(Endpoint::new());
    post(
        move |Extract(state): Extract<Arc<State>>, body: Result<Bytes, BytesRejection>| async move {
            let view = View {
                snapshot: state.index.current(),
                site: Arc::clone(&state.site),
            };
            match body {
                Ok(body) => endpoint.answer(&body, view).await,
                Err(rejection) => refusal(rejection.status(), &rejection.body_text()),
            }
        },
    )
}

/// The schema without data.
fn schema() -> Api {
    Schema::build(Query, EmptyMutation, EmptySubscription)
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_COMPLEXITY)
        .finish()
}

impl Endpoint {
    fn new() -> Self {
        let schema = schema();
        Self {
            // A schema that async-graphql writes is one that it reads.
            declared: passerelle_graphql_guard::Schema::parse(&schema.sdl()).unwrap_or_default(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            schema,
        }
    }

    /// Answers one body. What is wrong with a document is told with status 200, as GraphQL servers do; what is no question at all, with 400.
    async fn answer(&self, body: &[u8], view: View) -> Response {
        let question = match question(body) {
            Ok(question) => question,
            Err(why) => return refusal(StatusCode::BAD_REQUEST, &why),
        };
        match self.request(question, view) {
            Ok(request) => self.execute(request).await,
            Err(errors) => written(StatusCode::OK, &json!({ "errors": errors })),
        }
    }

    /// A request that may be executed, or what is wrong with it.
    fn request(&self, question: Question, view: View) -> Result<Request, Vec<Value>> {
        let document = limits::parsed(&question.query).map_err(|error| vec![error])?;
        let errors = limits::errors(&self.declared, &document);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut request = Request::new(question.query)
            .variables(Variables::from_json(question.variables.unwrap_or_default()))
            .data(Arc::new(view));
        if let Some(name) = question.operation_name {
            request = request.operation_name(name);
        }
        request.set_parsed_query(document);
        Ok(request)
    }

    /// Executes in its turn, off the threads that serve feeds: a document may ask for everything at once.
    async fn execute(&self, request: Request) -> Response {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let runtime = tokio::runtime::Handle::current();
        let schema = self.schema.clone();
        let executed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let answer = runtime.block_on(schema.execute(request));
            written(StatusCode::OK, &answer)
        });
        executed.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a GraphQL document was not executed to its end");
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The document could not be executed",
            )
        })
    }
}

/// The question of a body, or why it is none.
fn question(body: &[u8]) -> Result<Question, String> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        format!(
            "The body is no JSON ({error}): send {{\"query\": \"{{ decidim {{ version }} }}\"}}"
        )
    })?;
    if value.is_array() {
        return Err("Several queries in one body are not taken: send each by itself".to_owned());
    }
    serde_json::from_value(value).map_err(|error| {
        format!("The body must be an object with `query`, and `variables` and `operationName` as needed: {error}")
    })
}

fn refusal(status: StatusCode, why: &str) -> Response {
    written(status, &json!({"errors": [{"message": why}]}))
}

fn written(status: StatusCode, answer: &impl serde::Serialize) -> Response {
    let Ok(body) = serde_json::to_vec(answer) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let media_type = HeaderValue::from_static("application/json; charset=utf-8");
    (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

#[cfg(test)]
mod tests;
