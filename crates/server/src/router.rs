//! Every route, on one screen.
//!
//! The fast lane has no layers: what its answers need is written by functions (see `respond`). What asks more of the machine than sending
//! bytes from memory goes through the slow lane, whose layers bound time and size and survive a panic.

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

use passerelle_publish::FEEDS;

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
/// What read-only addresses take.
const READ: &str = "GET, HEAD, OPTIONS";

/// The routes of the gateway.
pub fn router(state: Shared) -> Router {
    fast_lane()
        .merge(for_other_websites())
        .merge(slow_lane())
        .merge(admin::routes(&state))
        .route("/favicon.ico", get(visitors::favicon))
        .fallback(pages::nowhere)
        .with_state(state)
}

fn fast_lane() -> Router<Shared> {
    let mut router = Router::new()
        .route("/", public("page_portal", pages::portal))
        .route(
            "/consultations/{id}",
            public("page_consultation", pages::consultation),
        )
        .route("/agenda", public("page_agenda", pages::agenda))
        .route("/subscribe", public("page_subscribe", pages::subscribe))
        .route("/about", public("page_about", pages::about))
        .route("/status", public("page_status", pages::status))
        .route("/numbers", public("page_numbers", numbers::page))
        .route(
            "/numbers/{chart}",
            public("numbers_csv", numbers::chart_sheet),
        )
        .route("/agenda.ics", public("agenda_ics", formats::ics))
        .route("/consultations.csv", public("csv", formats::csv))
        .route(
            "/consultations.geojson",
            public("geojson", formats::geojson),
        )
        .route("/feeds.opml", public("opml", formats::opml))
        .route("/sitemap.xml", public("sitemap", formats::sitemap))
        .route("/robots.txt", public("robots", formats::robots))
        .route("/assets/style.css", public("asset", pages::style))
        .route("/assets/{file}", public("asset", pages::logo))
        .route("/assets/portal.js", public("asset", pages::script))
        .route("/assets/icon.svg", public("asset", pages::icon))
        .route("/assets/leaflet.js", public("asset", pages::map_script))
        .route("/assets/leaflet.css", public("asset", pages::map_style))
        .route(
            "/api/v1/consultations",
            public("consultations", api::consultations),
        )
        .route(
            "/api/v1/consultations/{id}",
            public("consultation", api::consultation),
        )
        .route("/api/v1/meetings", public("meetings", api::meetings))
        .route(
            "/api/v1/territories",
            public("territories", api::territories),
        )
        .route("/api/v1/facets", public("facets", api::facets))
        .route("/api/v1/sources", public("sources", api::sources))
        .route("/api/v1/stats", public("stats", numbers::stats))
        .route("/api/v1/changes", public("changes", api::changes))
        .route("/api/docs", public("page_reference", pages::reference))
        .route("/api/openapi.json", public("openapi", api::description))
        .route("/healthz", private(operations::health))
        .route("/readyz", private(operations::readiness))
        .route("/metrics", private(operations::metrics));
    for format in FEEDS {
        let handler =
            move |state: axum::extract::State<Shared>,
                  RawQuery(query): RawQuery,
                  headers: HeaderMap| { feeds::feed(format, state.0, query, headers) };
        router = router.route(format.path, public(format.name, handler));
    }
    router
}

fn for_other_websites() -> Router<Shared> {
    Router::new()
        .route("/widget.js", public("widget_js", widget::script))
        .route("/widget.css", public("widget_css", widget::style))
        .route("/widget.json", public("widget_json", widget::data))
        .route("/embed", public("embed", widget::embed))
        .route("/assets/embed.js", public("asset", pages::frame_script))
        .route("/oembed", public("oembed", widget::offer))
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

/// Counts an answer of the slow lane, and gives it what the answers of the fast lane have: a problem where a layer refused in plain text,
/// and the headers of every answer.
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

/// What everyone may read from anywhere, counted under the name of its output.
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
            // Addresses are passed from hand to hand, and come back with what others hung on them.
            visitors::unmark(request.uri_mut());
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

/// What is for whoever runs the gateway: no cross-origin reading.
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

/// Pages of other sites may read what is public, unless the operator names which; it needs no cookie and gets none.
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
