//! `POST /api`: a read-only GraphQL endpoint with the names and shapes of Decidim's own API, so that clients of Decidim can read the gateway.
//!
//! Every consultation is a process here, whatever it is at its source. Facts for which Decidim has no field stand in fields named
//! `passerelle`, by which other gateways recognise this one. A document is held to Decidim's limits before anything of it is executed
//! (`limits`).

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

/// The highest cost of a document, as in Decidim. A connection costs its children times the size of its page.
const MAX_COMPLEXITY: usize = 5000;
/// The most documents that are executed at once: each may walk through everything.
const AT_ONCE: usize = 2;

/// The content that one request reads, the same from its first field to its last.
struct Served {
    snapshot: Arc<Snapshot>,
    site: Arc<Site>,
}

type Api = Schema<Query, EmptyMutation, EmptySubscription>;

/// The endpoint: the schema that is executed, and its names, against which documents are checked.
struct Endpoint {
    schema: Api,
    declared: passerelle_graphql_guard::Schema,
    permits: Arc<Semaphore>,
}

/// The body of a request, as it was posted.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Posted {
    query: String,
    #[serde(default)]
    variables: Option<Value>,
    #[serde(default)]
    operation_name: Option<String>,
}

/// Handles `POST /api`.
pub(super) fn route() -> MethodRouter<Arc<State>> {
    let endpoint = Arc::new(Endpoint::new());
    post(
        move |Extract(state): Extract<Arc<State>>, body: Result<Bytes, BytesRejection>| async move {
            let served = Served {
                snapshot: state.index.current(),
                site: Arc::clone(&state.site),
            };
            match body {
                Ok(body) => endpoint.answer(&body, served).await,
                Err(rejection) => refusal(rejection.status(), &rejection.body_text()),
            }
        },
    )
}

/// Builds the schema without data.
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
            // A schema that async-graphql has written can be parsed by it.
            declared: passerelle_graphql_guard::Schema::parse(&schema.sdl()).unwrap_or_default(),
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            schema,
        }
    }

    /// Answers the body of a request. Faults of a document are reported with status 200, as GraphQL servers do; a body that is no request with 400.
    async fn answer(&self, body: &[u8], served: Served) -> Response {
        let posted = match posted(body) {
            Ok(posted) => posted,
            Err(why) => return refusal(StatusCode::BAD_REQUEST, &why),
        };
        match self.request(posted, served) {
            Ok(request) => self.execute(request).await,
            Err(errors) => written(StatusCode::OK, &json!({ "errors": errors })),
        }
    }

    /// Makes a request that may be executed, or returns the errors of the answer.
    fn request(&self, posted: Posted, served: Served) -> Result<Request, Vec<Value>> {
        let document = limits::parsed(&posted.query).map_err(|error| vec![error])?;
        let errors = limits::errors(&self.declared, &document);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut request = Request::new(posted.query)
            .variables(Variables::from_json(posted.variables.unwrap_or_default()))
            .data(Arc::new(served));
        if let Some(name) = posted.operation_name {
            request = request.operation_name(name);
        }
        request.set_parsed_query(document);
        Ok(request)
    }

    /// Executes a request off the threads that serve feeds, two at most at the same time: a document may ask for everything.
    async fn execute(&self, request: Request) -> Response {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let runtime = tokio::runtime::Handle::current();
        let schema = self.schema.clone();
        let executed = tokio::task::spawn_blocking(move || {
            let _permit = permit;
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

/// Parses the body of a request; an error says why it is none.
fn posted(body: &[u8]) -> Result<Posted, String> {
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
