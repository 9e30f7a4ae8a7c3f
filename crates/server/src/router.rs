//! Every route. Public answers are routed from the table of outputs (`publish`); only the handlers, and the routes for operators, are named here.
//!
//! The fast lane has no layers: functions do what its answers need (see `respond`). Requests that take more than sending bytes from memory go through the slow
//! lane, whose layers bound time and size and survive a panic.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{RawQuery, Request};
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use passerelle_publish::outputs::{self, Output, Writer};

use super::conditional::CachePolicy;
use super::problem::Problem;
use super::respond::{plain_headers, public_headers, shared_with};
use super::state::State;
use super::{admin, api, feeds, formats, graphql, numbers, operations, pages, visitors, widget};

type Shared = Arc<State>;

/// The longest body of a request: a GraphQL document (bytes).
const BODY_LIMIT: usize = 100 * 1024;
/// The longest time for an answer of the slow lane.
const PATIENCE: Duration = Duration::from_secs(15);
/// The methods that read-only addresses take.
const READ: &str = "GET, HEAD, OPTIONS";

/// The routes of the gateway.
pub fn router(state: Shared) -> Router {
    fast_lane()
        .merge(for_other_websites())
        .merge(slow_lane())
        .merge(admin::routes(&state))
        .route("/favicon.ico", get(visitors::favicon))
        .fallback(pages::not_found)
        .with_state(state)
}

fn fast_lane() -> Router<Shared> {
    let router = Router::new();
    let router = at(router, &outputs::PORTAL, pages::portal);
    let router = at(router, &outputs::CONSULTATION_PAGE, pages::consultation);
    let router = at(router, &outputs::AGENDA, pages::agenda);
    let router = at(router, &outputs::SUBSCRIBE, pages::subscribe);
    let router = at(router, &outputs::ABOUT, pages::about);
    let router = at(router, &outputs::STATUS, pages::status);
    let router = at(router, &outputs::NUMBERS, numbers::page);
    let router = at(router, &outputs::REFERENCE, pages::reference);
    let router = at(router, &outputs::CONSULTATIONS, api::consultations);
    let router = at(router, &outputs::CONSULTATION, api::consultation);
    let router = at(router, &outputs::MEETINGS, api::meetings);
    let router = at(router, &outputs::TERRITORIES, api::territories);
    let router = at(router, &outputs::FACETS, api::facets);
    let router = at(router, &outputs::SOURCES, api::sources);
    let router = at(router, &outputs::STATS, numbers::stats);
    let router = at(router, &outputs::CHANGES, api::changes);
    let router = at(router, &outputs::DESCRIPTION, api::description);
    let router = at(router, &outputs::CALENDAR, formats::ics);
    let router = at(router, &outputs::SHEET, formats::csv);
    let router = at(router, &outputs::DIRECTORY, formats::opml);
    let router = at(router, &outputs::SITEMAP, formats::sitemap);
    let router = at(router, &outputs::ROBOTS, formats::robots);
    // A route is a whole path segment; a segment of which a part varies is matched in its handler.
    let chart = public(outputs::CHART.name, numbers::chart_sheet);
    written(assets(router.route("/numbers/{chart}", chart)))
        .route("/healthz", private(operations::health))
        .route("/readyz", private(operations::readiness))
        .route("/metrics", private(operations::metrics))
}

fn assets(router: Router<Shared>) -> Router<Shared> {
    let router = at(router, &outputs::STYLE, pages::style);
    let router = at(router, &outputs::LOGO, pages::logo);
    let router = at(router, &outputs::SCRIPT, pages::script);
    let router = at(router, &outputs::ICON, pages::icon);
    let router = at(router, &outputs::MAP_SCRIPT, pages::map_script);
    at(router, &outputs::MAP_STYLE, pages::map_style)
}

/// Routes every output for which the table has a writer.
fn written(mut router: Router<Shared>) -> Router<Shared> {
    for output in outputs::ALL.iter().copied() {
        router = match output.writer {
            Writer::Feed(format) => at(
                router,
                output,
                move |state: axum::extract::State<Shared>,
                      RawQuery(query): RawQuery,
                      headers: HeaderMap| {
                    feeds::feed(output, format, state.0, query, headers)
                },
            ),
            Writer::Selected(writer) => at(
                router,
                output,
                move |state: axum::extract::State<Shared>,
                      RawQuery(query): RawQuery,
                      headers: HeaderMap| {
                    formats::selected(output, writer, state.0, query, headers)
                },
            ),
            Writer::Handler => router,
        };
    }
    router
}

fn for_other_websites() -> Router<Shared> {
    let router = Router::new();
    let router = at(router, &outputs::WIDGET_SCRIPT, widget::script);
    let router = at(router, &outputs::WIDGET_STYLE, widget::style);
    let router = at(router, &outputs::WIDGET_DATA, widget::data);
    let router = at(router, &outputs::FRAME, widget::embed);
    let router = at(router, &outputs::FRAME_SCRIPT, pages::frame_script);
    at(router, &outputs::OEMBED, widget::offer)
}

/// Routes an output of the table to its handler.
fn at<H, T>(router: Router<Shared>, output: &'static Output, handler: H) -> Router<Shared>
where
    H: Handler<T, Shared>,
    T: 'static,
{
    router.route(output.path, public(output.name, handler))
}

fn slow_lane() -> Router<Shared> {
    let read_or_ask = graphql::route()
        .get(pages::interface)
        .fallback(|method: Method| async move { not_allowed(method, "GET, HEAD, POST") });
    Router::new()
        .route("/api", read_or_ask)
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(CatchPanicLayer::custom(|_panic| {
            Problem::Internal.into_response()
        }))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(finish))
}

/// Counts an answer of the slow lane, and gives it what answers of the fast lane have: a problem in place of the plain text with which a layer refuses, and the
/// headers of every answer.
async fn finish(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let answered = next.run(request).await;
    let is_json = answered
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|media_type| media_type.as_bytes().starts_with(b"application/"));
    let mut response = match answered.status() {
        StatusCode::PAYLOAD_TOO_LARGE if !is_json => Problem::TooLarge(BODY_LIMIT).into_response(),
        StatusCode::SERVICE_UNAVAILABLE if !is_json => Problem::Overloaded.into_response(),
        _ => answered,
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(CachePolicy::Live.header());
    plain_headers(headers);
    observe("graphql", began, &response);
    response
}

/// Wraps a public answer: it may be read from anywhere, and is counted under the name of its output.
fn public<H, T>(output: &'static str, handler: H) -> MethodRouter<Shared>
where
    H: Handler<T, Shared>,
    T: 'static,
{
    let counted = move |state: axum::extract::State<Shared>, mut request: Request| {
        let handler = handler.clone();
        async move {
            let began = Instant::now();
            let origin = request.headers().get(header::ORIGIN).cloned();
            // Addresses are passed on with parameters that others have added.
            visitors::remove_tracking(request.uri_mut());
            let mut response = handler.call(request, Arc::clone(&state.0)).await;
            shared_with(&state.readers, origin.as_ref(), response.headers_mut());
            observe(output, began, &response);
            response
        }
    };
    get(counted)
        .options(preflight)
        .fallback(|method: Method| async move { not_allowed(method, READ) })
}

/// Wraps an answer for the operator: no page of another origin may read it.
fn private<H, T>(handler: H) -> MethodRouter<Shared>
where
    H: Handler<T, Shared>,
    T: 'static,
{
    get(handler).fallback(|method: Method| async move { not_allowed(method, "GET, HEAD") })
}

fn observe(output: &'static str, began: Instant, response: &Response) {
    let status = response.status().as_u16().to_string();
    metrics::counter!("gateway_requests_total", "route" => output, "status" => status).increment(1);
    metrics::histogram!("gateway_request_duration_seconds", "route" => output)
        .record(began.elapsed());
}

fn not_allowed(method: Method, allowed: &'static str) -> Problem {
    Problem::Method { method, allowed }
}

/// Answers a preflight request: pages of other sites may read public answers, unless the operator names which; no cookie is needed or sent.
async fn preflight(
    axum::extract::State(state): axum::extract::State<Shared>,
    asked: HeaderMap,
) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    public_headers(headers);
    for (name, value) in [
        (header::ALLOW, READ),
        (header::ACCESS_CONTROL_ALLOW_METHODS, READ),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Accept, Accept-Language, If-None-Match, If-Modified-Since",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    shared_with(&state.readers, asked.get(header::ORIGIN), headers);
    response
}
