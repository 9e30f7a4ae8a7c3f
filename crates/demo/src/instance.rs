//! A local Decidim over HTTP: `POST /api` as Decidim answers it, the public pages and the images. Instances share nothing but the day.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value, json};

use super::calendar::Today;
use super::content::Site;
use super::engine::{Engine, ImageBase, Request};
use super::schema::{Edition, Release, SchemaError};
use super::world::{Host, World};
use super::{html, picture};

/// The largest body that is read.
const MAX_BODY: usize = 1024 * 1024;

/// An instance with its content.
#[derive(Debug)]
pub(super) struct Instance {
    site: Site,
    engine: Engine,
    today: Today,
    base: String,
    release: Release,
    asked: AtomicU64,
}

impl Instance {
    /// Creates the instance of `site` at the address `base`, as of the day `today`.
    pub(super) fn new(site: Site, base: String, today: Today) -> Result<Self, SchemaError> {
        let release: Release = site.version.parse()?;
        let optional = [
            ("initiatives", ["initiatives", "initiative"]),
            ("conferences", ["conferences", "conference"]),
            ("consultations", ["consultations", "consultation"]),
        ];
        let absent: Vec<&str> = optional
            .iter()
            .filter(|(module, _)| !site.modules.iter().any(|installed| installed == module))
            .flat_map(|(_, fields)| fields.iter().copied())
            .collect();
        let edition = Edition {
            release,
            build: site.build.as_deref(),
            absent: &absent,
        };
        let host = Host {
            base: &base,
            release,
            today,
        };
        let world = World::build(&site, host);
        let engine = Engine::new(edition, Arc::new(world))?;
        Ok(Self {
            site,
            engine,
            today,
            base,
            release,
            asked: AtomicU64::new(0),
        })
    }

    /// Returns the texts of which the instance is made.
    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Routes every request to the instance.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new()
            .route("/api", post(answer).get(to_docs).options(preflight))
            .route("/rails/active_storage/{*rest}", get(image))
            .fallback(get(page))
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self)
    }

    /// Answers a request.
    pub(super) async fn answer(&self, request: &Request) -> Value {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        self.engine.answer(request, self.image_base(asked)).await
    }

    /// Returns the beginning of the addresses of images. They are relative and lasting until 0.27; from 0.28 on they are absolute, and signed anew at each request where
    /// no CDN serves the files.
    fn image_base(&self, asked: u64) -> ImageBase {
        ImageBase(if self.release < Release::zero(28) {
            "/rails/active_storage/blobs/redirect/".to_owned()
        } else {
            let base = &self.base;
            format!("{base}/rails/active_storage/disk/{asked:016x}--")
        })
    }
}

async fn answer(
    State(instance): State<Arc<Instance>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match request(&headers, &body) {
        Some(request) => reply(StatusCode::OK, &instance.answer(&request).await),
        None => reply(
            StatusCode::INTERNAL_SERVER_ERROR,
            &json!({"errors": [{"message": "Internal Server error"}], "data": {}}),
        ),
    }
}

/// Parses a request as Rails does: a body that is not declared as JSON has no query. `None` for a body with which Rails fails.
fn request(headers: &HeaderMap, body: &[u8]) -> Option<Request> {
    let declared = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if !declared.is_some_and(|value| value.starts_with("application/json")) {
        return Some(Request::default());
    }
    let Value::Object(mut posted) = serde_json::from_slice(body).ok()? else {
        return Some(Request::default());
    };
    let query = match posted.remove("query") {
        Some(Value::String(text)) => Some(text),
        None | Some(Value::Null) => None,
        Some(_) => return None,
    };
    let variables = match posted.remove("variables") {
        Some(Value::Object(variables)) => variables,
        Some(Value::String(text)) if !text.is_empty() => serde_json::from_str(&text).ok()?,
        None | Some(Value::Null | Value::String(_)) => Map::new(),
        Some(_) => return None,
    };
    let operation = match posted.remove("operationName") {
        Some(Value::String(name)) if !name.is_empty() => Some(name),
        _ => None,
    };
    Some(Request {
        query,
        variables,
        operation,
    })
}

fn reply(status: StatusCode, body: &Value) -> Response {
    // The form in which Rails writes JSON.
    let text = body
        .to_string()
        .replace('&', "\\u0026")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e");
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=0, private, must-revalidate"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status, headers, text).into_response()
}

async fn to_docs(State(instance): State<Arc<Instance>>) -> Response {
    let target = format!("{}/api/docs", instance.base);
    let body =
        format!("<html><body>You are being <a href=\"{target}\">redirected</a>.</body></html>");
    (
        StatusCode::MOVED_PERMANENTLY,
        [(header::LOCATION, target)],
        Html(body),
    )
        .into_response()
}

async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    (StatusCode::OK, headers).into_response()
}

async fn image(State(instance): State<Arc<Instance>>, Path(rest): Path<String>) -> Response {
    let name = rest
        .rsplit('/')
        .next()
        .and_then(|file| file.strip_suffix(".svg"))
        .unwrap_or_default();
    let known = instance
        .site
        .processes
        .iter()
        .any(|process| process.image.as_deref() == Some(name));
    if known {
        (
            [(header::CONTENT_TYPE, "image/svg+xml")],
            picture::svg(name),
        )
            .into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn page(State(instance): State<Arc<Instance>>, uri: Uri) -> Response {
    match html::page(&instance.site, instance.today, uri.path()) {
        Some(page) => Html(page).into_response(),
        None => (StatusCode::NOT_FOUND, Html(html::not_found(&instance.site))).into_response(),
    }
}
