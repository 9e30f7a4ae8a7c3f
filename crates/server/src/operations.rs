//! Answers about the gateway itself, for its operator: whether it runs, whether it is ready, and its metrics.

use std::sync::Arc;
use std::time::Duration;

use axum::extract;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::conditional::CachePolicy;
use super::problem::Problem;
use super::respond::plain_headers;
use super::state::State;

/// The longest time for the store to answer until the gateway counts as not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// Handles `/healthz`: the process answers.
pub(super) async fn health() -> Response {
    live(StatusCode::OK, "application/json", r#"{"status":"alive"}"#)
}

/// Handles `/readyz`: ready if there is an index and the store answers.
pub(super) async fn readiness(extract::State(state): extract::State<Arc<State>>) -> Response {
    let trouble = match tokio::time::timeout(PATIENCE, state.store.ping()).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_elapsed) => Some("no answer within 2 s".to_owned()),
    };
    if let Some(error) = trouble {
        tracing::warn!(%error, "the store does not answer");
        let body = r#"{"status":"waiting","reason":"the store does not answer"}"#;
        return live(StatusCode::SERVICE_UNAVAILABLE, "application/json", body);
    }
    let consultations = state.index.current().len();
    let body = format!(r#"{{"status":"ready","consultations":{consultations}}}"#);
    live(StatusCode::OK, "application/json", body)
}

/// Handles `/metrics`: the metrics of the process.
pub(super) async fn metrics(extract::State(state): extract::State<Arc<State>>) -> Response {
    match &state.metrics {
        Some(render) => {
            let media_type = "text/plain; version=0.0.4; charset=utf-8";
            live(StatusCode::OK, media_type, render())
        }
        None => Problem::NotFound("this gateway keeps no metrics".to_owned()).into_response(),
    }
}

fn live(status: StatusCode, media_type: &'static str, body: impl Into<String>) -> Response {
    let mut response = (status, body.into()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, CachePolicy::Live.header());
    plain_headers(headers);
    response
}
