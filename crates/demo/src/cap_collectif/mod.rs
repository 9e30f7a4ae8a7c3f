//! A local Cap Collectif over HTTP: `POST /graphql` as the platform answers it, the sitemap, the public pages and the images. As on the platform, only a request with
//! exactly the media type of the preview gets a schema in which anything can be listed.

mod content;
mod html;
mod world;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value, json};

use super::calendar::Today;
use super::engine::{Engine, ImageBase, Request};
use super::picture;
use super::schema::SchemaError;

pub(super) use content::{Site, sites};

/// The largest body that is read.
const MAX_BODY: usize = 1024 * 1024;

/// The `Accept` header, to the letter, that selects the schema with lists.
const PREVIEW: &str = "application/vnd.cap-collectif.preview+json";

/// The gateway's own reduction of that schema.
const PREVIEW_SCHEMA: &str = include_str!("../../../../queries/cap_collectif/schema.graphql");

/// The schema for every other request, in which nothing can be listed.
const PUBLIC_SCHEMA: &str =
    "schema { query: Query } type Query { node(id: ID!): Node } interface Node { id: ID }";

/// A platform with its content.
#[derive(Debug)]
pub(super) struct Instance {
    site: Site,
    preview: Engine,
    public: Engine,
    today: Today,
    base: String,
}

impl Instance {
    /// Creates the platform of `site` at the address `base`, as of the day `today`.
    pub(super) fn new(site: Site, base: String, today: Today) -> Result<Self, SchemaError> {
        let world = Arc::new(world::build(&site, &base, today));
        Ok(Self {
            preview: Engine::of_other_software(PREVIEW_SCHEMA, Arc::clone(&world))?,
            public: Engine::of_other_software(PUBLIC_SCHEMA, world)?,
            site,
            today,
            base,
        })
    }

    /// Returns the texts of which the platform is made.
    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Routes every request to the platform.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new()
            .route("/graphql", post(answer).options(preflight))
            .route("/sitemap.xml", get(sitemap))
            .route("/media/default/0001/01/{file}", get(image))
            .fallback(get(page))
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self)
    }

    /// Returns the status and the body of the answer to a request with this `Accept` header.
    async fn answer(&self, request: &Request, accept: Option<&str>) -> (StatusCode, Value) {
        let engine = if accept == Some(PREVIEW) {
            &self.preview
        } else {
            &self.public
        };
        let mut answer = engine.answer(request, ImageBase::default()).await;
        let mut status = StatusCode::OK;
        let errors = answer.get_mut("errors").and_then(Value::as_array_mut);
        for error in errors.into_iter().flatten() {
            *error = in_words_of_graphql_php(error);
            let message = error.get("message").and_then(Value::as_str);
            if message.is_some_and(|message| message.starts_with("Syntax Error")) {
                status = StatusCode::BAD_REQUEST;
            }
        }
        (status, answer)
    }
}

/// Puts an error into the words of webonyx/graphql-php, on which the platform is built.
fn in_words_of_graphql_php(error: &Value) -> Value {
    let said = error
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let extension = |name: &str| error.get("extensions")?.get(name)?.as_str();
    let message = match (extension("typeName"), extension("fieldName")) {
        (Some(type_name), Some(field)) => {
            format!("Cannot query field \"{field}\" on type \"{type_name}\".")
        }
        _ if said == "Unexpected end of document" => "Syntax Error: Unexpected <EOF>".to_owned(),
        _ => said.replacen("Parse error", "Syntax Error", 1),
    };
    let locations = error.get("locations").cloned().unwrap_or(json!([]));
    json!({"message": message, "extensions": {"category": "graphql"}, "locations": locations})
}

async fn answer(
    State(instance): State<Arc<Instance>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(request) = request(&body) else {
        return (StatusCode::BAD_REQUEST, "Wrong public query").into_response();
    };
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    let (status, answer) = instance.answer(&request, accept).await;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, s-maxage=60"),
        (header::VARY, "Accept-Encoding, Accept-Language, Origin"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (status, headers, answer.to_string()).into_response()
}

/// Parses the body of a request; `None` if it is none.
fn request(body: &[u8]) -> Option<Request> {
    let Value::Object(mut posted) = serde_json::from_slice(body).ok()? else {
        return None;
    };
    let Value::String(query) = posted.remove("query")? else {
        return None;
    };
    let variables = match posted.remove("variables") {
        Some(Value::Object(variables)) => variables,
        _ => Map::new(),
    };
    let operation = match posted.remove("operationName") {
        Some(Value::String(name)) if !name.is_empty() => Some(name),
        _ => None,
    };
    Some(Request {
        query: Some(query),
        variables,
        operation,
    })
}

async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "OPTIONS, POST"),
    ];
    (StatusCode::OK, headers, "[]").into_response()
}

async fn sitemap(State(instance): State<Arc<Instance>>) -> Response {
    let text = html::sitemap(&instance.site, &instance.base);
    ([(header::CONTENT_TYPE, "application/xml")], text).into_response()
}

async fn image(State(instance): State<Arc<Instance>>, Path(file): Path<String>) -> Response {
    let name = file.strip_suffix(".svg").unwrap_or_default();
    let mut projects = instance.site.projects.iter();
    if projects.any(|project| project.image == name) {
        let headers = [(header::CONTENT_TYPE, "image/svg+xml")];
        (headers, picture::svg(name)).into_response()
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
