//! Pages for people. Each handler parses the address, asks the snapshot, and passes the result to `publish::html`.

mod agenda;
mod concerned;
mod place;
mod portal;
mod reader_context;
mod subscribe;

use std::sync::{Arc, LazyLock};

use axum::extract::{self, Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use passerelle_model::{ConsultationId, SourceId};
use passerelle_publish::Representation;
use passerelle_publish::html::{self, AboutView, Absence, Reader, Refusal, SourceLine, TwinLine};
use passerelle_publish::widget::EMBED_SCRIPT;
use passerelle_query::{Allowed, Filter, Parameter};

use super::api::{digest, served};
use super::conditional::CachePolicy;
use super::links::PageFiles;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, own};
use super::respond::{Prepared, plain_headers, shared_with};
use super::state::State;
use super::visitors;

pub(super) use agenda::agenda;
pub(super) use portal::{asked, portal};
pub(super) use reader_context::ReaderContext;
pub(super) use subscribe::subscribe;

/// The most suspected duplicates that are shown; the others follow when these are decided.
const MOST_TWINS: usize = 50;

type Handled = Result<Response, Problem>;
type Shared = extract::State<Arc<State>>;

/// Handles `/consultations/{id}`.
pub(super) async fn consultation(
    extract::State(state): Shared,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    let filter = match language_only(&state, query.as_deref()) {
        Ok(filter) => filter,
        Err(problem) => return refused(&state, query.as_deref(), &headers, problem),
    };
    let entry = match served(&state.index.current(), &id) {
        Ok(entry) => entry,
        Err(Problem::Gone(..)) => {
            return message(
                html::message,
                &state,
                files,
                &filter,
                StatusCode::GONE,
                Absence::Gone,
            );
        }
        Err(Problem::Merged(shown)) => return Ok(redirect_to_merged(shown, query.as_deref())),
        Err(_unknown) => {
            return message(
                html::message,
                &state,
                files,
                &filter,
                StatusCode::NOT_FOUND,
                Absence::NotFound,
            );
        }
    };
    let query = format!("{}?{filter}", entry.id());
    let question = Question::of_the_day("page_consultation", query, &state);
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(&state));
    let reading = reading.with_links(files);
    let render = move |material: &Material| {
        // The snapshot may have changed since the first look.
        let entry = served(&material.snapshot, &id)?;
        let body = html::consultation(&reading.reader(material), &entry)
            .map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, reading.today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/status`: the state of every source, and the suspected duplicates.
pub(super) async fn status(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    let filter = match language_only(&state, query.as_deref()) {
        Ok(filter) => filter,
        Err(problem) => return refused(&state, query.as_deref(), &headers, problem),
    };
    let states = state.sources.load_full();
    let mut question = Question::of_the_day("page_status", filter.to_string(), &state);
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(&state));
    let reading = reading.with_links(files);
    question.epoch ^= digest(&states);
    let duplicates = Arc::clone(&state.duplicates);
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let counts = snapshot.facets(&Filter::default()).source;
        let served = |id: &SourceId| counts.iter().find(|count| count.value == *id);
        let lines = material.site.sources().filter_map(|source| {
            Some(SourceLine {
                source,
                state: states.iter().find(|state| state.id == source.id)?,
                consultations: served(&source.id).map_or(0, |count| count.count),
            })
        });
        let suggestions = duplicates.of(snapshot);
        let twins = suggestions.iter().filter_map(|suggestion| {
            Some(TwinLine {
                suggestion,
                one: snapshot.unmerged(suggestion.pair.first())?,
                other: snapshot.unmerged(suggestion.pair.second())?,
            })
        });
        let lines: Vec<SourceLine<'_>> = lines.collect();
        let twins: Vec<TwinLine<'_>> = twins.take(MOST_TWINS).collect();
        let body = html::status(&reading.reader(material), &lines, &twins)
            .map_err(|error| broken(&error))?;
        // The states of sources change without the content: only their digest tells.
        Ok(Representation::new(html::MEDIA_TYPE, body, None))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/about`: the operator of the gateway, and the sources that it relays.
pub(super) async fn about(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    let filter = match language_only(&state, query.as_deref()) {
        Ok(filter) => filter,
        Err(problem) => return refused(&state, query.as_deref(), &headers, problem),
    };
    let question = Question::of_the_day("page_about", filter.to_string(), &state);
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(&state));
    let reading = reading.with_links(files);
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let operator = material.site.territory();
        let view = AboutView {
            operator: operator.and_then(|code| Some(snapshot.geography().get(code)?.name)),
            contact: material.site.contact(),
            consultations: snapshot.len(),
            meetings: snapshot.meetings_len(),
        };
        let body = html::about(&reading.reader(material), &view).map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, reading.today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/api/docs`: the reference of the API, for people.
pub(super) async fn reference(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    let filter = match language_only(&state, query.as_deref()) {
        Ok(filter) => filter,
        Err(problem) => return refused(&state, query.as_deref(), &headers, problem),
    };
    let question = Question::new("page_reference", filter.to_string());
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(&state));
    let reading = reading.with_links(files);
    let render = move |material: &Material| {
        let body = html::reference(&reading.reader(material)).map_err(|error| broken(&error))?;
        Ok(Representation::new(html::MEDIA_TYPE, body, None))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `GET /api`: browsers are redirected to the reference, programs to the OpenAPI document.
pub(super) async fn interface(headers: HeaderMap) -> Response {
    let path = if wants_page(&headers) {
        "api/docs"
    } else {
        "api/openapi.json"
    };
    let mut response = Redirect::temporary(path).into_response();
    let vary = HeaderValue::from_static("Accept");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn language_only(state: &State, query: Option<&str>) -> Result<Filter, Problem> {
    filter(state, query, &Allowed::only(&[Parameter::Language]))
}

/// Redirects to the consultation into which another one is merged.
fn redirect_to_merged(shown: ConsultationId, query: Option<&str>) -> Response {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = Problem::Merged(shown).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("{shown}{query}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Redirects to the same page under its canonical address.
fn redirect_to_canonical(path: &str, query: &str) -> Response {
    let separator = if query.is_empty() { "" } else { "?" };
    let mut response = Redirect::to(&format!("{path}{separator}{query}")).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, CachePolicy::Refusal.header());
    plain_headers(headers);
    response
}

pub(super) fn broken(error: &askama::Error) -> Problem {
    tracing::error!(%error, "a page template failed");
    Problem::Internal
}

/// Answers addresses without a route: with a page for browsers, with a problem for programs.
pub(super) async fn not_found(
    extract::State(state): Shared,
    mut uri: Uri,
    files: PageFiles,
    headers: HeaderMap,
) -> Response {
    visitors::remove_tracking(&mut uri);
    if let Some(response) = visitors::without_slash(&uri) {
        return response;
    }
    if wants_page(&headers) {
        let in_language_of = in_language_of(uri.query());
        let absence = Absence::NotFound;
        return message(
            html::message,
            &state,
            files,
            &in_language_of,
            StatusCode::NOT_FOUND,
            absence,
        )
        .unwrap_or_else(Problem::into_response);
    }
    let path: String = uri.path().chars().take(80).collect();
    let mut response = Problem::NotFound(format!("there is nothing at `{path}`")).into_response();
    let origin = headers.get(header::ORIGIN);
    shared_with(&state.readers, origin, response.headers_mut());
    response
}

/// Returns whether the request is that of a browser.
fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// A function that writes a page about something that cannot be shown.
type Message = fn(&Reader<'_>, Absence<'_>) -> Result<Vec<u8>, askama::Error>;

/// Answers with a refusal of a handler, as a page if a browser asks.
pub(super) fn refused(
    state: &State,
    query: Option<&str>,
    headers: &HeaderMap,
    problem: Problem,
) -> Handled {
    refused_as(html::message, state, query, headers, problem)
}

/// Answers with a refusal as [`refused`] does, as a page that `message` writes.
pub(super) fn refused_as(
    write: Message,
    state: &State,
    query: Option<&str>,
    headers: &HeaderMap,
    problem: Problem,
) -> Handled {
    let (status, absence) = match &problem {
        _ if !wants_page(headers) => return Err(problem),
        Problem::Parameter(error) => {
            let query = query.unwrap_or_default();
            let geography = state.index.current().geography();
            let refusal = Refusal {
                error,
                query,
                geography,
            };
            (StatusCode::BAD_REQUEST, Absence::Refused(refusal))
        }
        Problem::NotFound(_) => (StatusCode::NOT_FOUND, Absence::NotFound),
        Problem::Gone(..) => (StatusCode::GONE, Absence::Gone),
        _ => return Err(problem),
    };
    // A refusal is never the content of a file.
    message(
        write,
        state,
        PageFiles::default(),
        &in_language_of(query),
        status,
        absence,
    )
}

/// Returns a filter with nothing but the language that a query asks for, whatever else is wrong with the query.
fn in_language_of(query: Option<&str>) -> Filter {
    let asked = own(query, Parameter::Language.name());
    Filter {
        language: asked.ok().flatten().and_then(|tag| tag.parse().ok()),
        ..Filter::default()
    }
}

fn message(
    write: Message,
    state: &State,
    files: PageFiles,
    filter: &Filter,
    status: StatusCode,
    absence: Absence<'_>,
) -> Handled {
    let today = Question::of_the_day("", String::new(), state).day(state);
    let reading =
        ReaderContext::new(&state.site, filter.language.as_ref(), today).with_links(files);
    let reader = reading.reader_at(&state.site, state.clock.now());
    let body = write(&reader, absence).map_err(|error| broken(&error))?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(html::MEDIA_TYPE),
        ),
        (header::CACHE_CONTROL, CachePolicy::Refusal.header()),
        // Programs get the same refusal as a problem.
        (header::VARY, HeaderValue::from_static("Accept")),
    ];
    let mut response = (status, headers, body).into_response();
    plain_headers(response.headers_mut());
    Ok(response)
}

/// Handles `/assets/style.css`.
pub(super) async fn style(extract::State(state): Shared, headers: HeaderMap) -> Response {
    state.appearance.style.answer(&headers)
}

/// Handles `/assets/logo.svg`, or the name that the operator's logo has; 404 for any other file.
pub(super) async fn logo(
    extract::State(state): Shared,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Handled {
    let is_logo = html::logo_name(&state.site).is_some_and(|name| name == file);
    match &state.appearance.logo {
        Some(logo) if is_logo => Ok(logo.answer(&headers)),
        _ => Err(Problem::NotFound("there is no such file".to_owned())),
    }
}

/// Makes the handler of a file under `assets/` that never changes under its address: the address that pages link to changes with it.
macro_rules! asset {
    ($(#[$doc:meta])* $name:ident, $media_type:literal, $body:expr) => {
        $(#[$doc])*
        pub(super) async fn $name(headers: HeaderMap) -> Response {
            static ASSET: LazyLock<Prepared> = LazyLock::new(|| {
                let body = $body.as_bytes().to_vec();
                let representation = Representation::new($media_type, body, None);
                Prepared::new(representation, CachePolicy::Forever)
            });
            ASSET.answer(&headers)
        }
    };
}

asset!(
    /// Handles `/assets/portal.js`.
    script, "text/javascript; charset=utf-8", html::SCRIPT
);
asset!(
    /// Handles `/assets/embed.js`.
    frame_script, "text/javascript; charset=utf-8", EMBED_SCRIPT
);
asset!(
    /// Handles `/assets/icon.svg`.
    icon, "image/svg+xml", html::ICON
);
asset!(
    /// Handles `/assets/leaflet.js`.
    map_script, "text/javascript; charset=utf-8", html::MAP_SCRIPT
);
asset!(
    /// Handles `/assets/leaflet.css`.
    map_style, "text/css; charset=utf-8", html::MAP_STYLE
);
