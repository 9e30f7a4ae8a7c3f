//! Pages for people: the list, one consultation, and words where there is nothing.

use std::sync::{Arc, LazyLock};

use axum::extract::{self, Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::index::{Allowed, Filter, Page, Parameter, Sort};
use crate::model::{ConsultationId, SourceId, Status};
use crate::publish::html::{self, ListPage, SourceLine, TwinLine};
use crate::publish::{Representation, Selection};

use super::api::{digest, served};
use super::conditional::CachePolicy;
use super::feeds::caption;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter};
use super::respond::{Prepared, plain_headers};
use super::state::State;

/// More suspected duplicates than these are shown after these are decided.
const MOST_TWINS: usize = 50;

type Answer = Result<Response, Problem>;
type Shared = extract::State<Arc<State>>;

/// `/`: what is open, unless the address asks for something else.
pub(super) async fn list(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let mut filter = filter(&state, query.as_deref(), &Allowed::CONSULTATIONS)?;
    if filter.status.is_empty() {
        filter.status.insert(Status::Open);
    }
    let question = Question::new("page_list", filter.to_string());
    let canonical = question.query.clone();
    let render = move |material: &Material| {
        let page = material.snapshot.search(&filter);
        let languages = material.site.reading(filter.language.as_ref());
        let caption = caption(&filter, material);
        let selection = Selection {
            site: &material.site,
            entries: &page.items,
            caption: &caption,
            languages: &languages,
            query: &canonical,
            moment: material.snapshot.built_at(),
        };
        let body =
            html::list(&selection, &list_page(&filter, &page)).map_err(|error| broken(&error))?;
        Ok(material.represent(html::MEDIA_TYPE, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

fn list_page(filter: &Filter, page: &Page) -> ListPage {
    let kept = Parameter::ALL.iter().filter_map(|parameter| {
        let kept = match parameter {
            Parameter::Status | Parameter::Query | Parameter::Cursor => false,
            // Without words it would be an error.
            Parameter::Sort => filter.sort != Sort::Relevance,
            _ => true,
        };
        let value = filter.value_of(*parameter).filter(|_| kept)?;
        Some((parameter.name().to_owned(), value))
    });
    let next = page.next_cursor.as_ref().map(|cursor| {
        url::form_urlencoded::Serializer::new(filter.first_page().to_string())
            .append_pair(Parameter::Cursor.name(), cursor)
            .finish()
    });
    ListPage {
        total: page.total,
        words: filter.query.clone().unwrap_or_default(),
        statuses: filter.status.iter().copied().collect(),
        kept: kept.collect(),
        next,
    }
}

/// `/consultations/{id}`
pub(super) async fn consultation(
    extract::State(state): Shared,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let filter = filter(
        &state,
        query.as_deref(),
        &Allowed::only(&[Parameter::Language]),
    )?;
    let entry = match served(&state.index.current(), &id) {
        Ok(entry) => entry,
        Err(Problem::Gone(..)) => {
            let heading = "Cette démarche a été retirée";
            let text = "La collectivité qui l’avait publiée ne la publie plus.";
            return message(&state, StatusCode::GONE, heading, text);
        }
        Err(Problem::Merged(shown)) => return Ok(moved(shown, query.as_deref())),
        Err(_unknown) => return nothing_here(&state),
    };
    let question = Question::new("page_consultation", format!("{}?{filter}", entry.id()));
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        // Asked again: by now the snapshot may be another.
        let entry = served(&material.snapshot, &id)?;
        let moment = material.snapshot.built_at();
        let body = html::consultation(&material.site, &entry, &languages, moment)
            .map_err(|error| broken(&error))?;
        Ok(material.represent(html::MEDIA_TYPE, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// `/status`: how every source is, and what may be published twice.
pub(super) async fn status(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    filter(
        &state,
        query.as_deref(),
        &Allowed::only(&[Parameter::Language]),
    )?;
    let states = state.sources.load_full();
    let mut question = Question::new("page_status", String::new());
    question.epoch = digest(&states);
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
                one: snapshot.said(suggestion.pair.first())?,
                other: snapshot.said(suggestion.pair.second())?,
            })
        });
        let lines: Vec<SourceLine<'_>> = lines.collect();
        let twins: Vec<TwinLine<'_>> = twins.take(MOST_TWINS).collect();
        let body = html::status(&material.site, &lines, &twins).map_err(|error| broken(&error))?;
        // What it says of sources changes without the content: only its digest tells.
        Ok(Representation::new(html::MEDIA_TYPE, body, None))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Where the consultation is shown that another one is a part of.
fn moved(shown: ConsultationId, query: Option<&str>) -> Response {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let mut response = Problem::Merged(shown).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("{shown}{query}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

pub(super) fn broken(error: &askama::Error) -> Problem {
    tracing::error!(%error, "a page template failed");
    Problem::Internal
}

/// Where no route leads: a page for browsers, a problem for programs.
pub(super) async fn nowhere(
    extract::State(state): Shared,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let is_browser = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if is_browser {
        return nothing_here(&state).unwrap_or_else(Problem::into_response);
    }
    let path: String = uri.path().chars().take(80).collect();
    Problem::NotFound(format!("there is nothing at `{path}`")).into_response()
}

fn nothing_here(state: &State) -> Answer {
    let heading = "Cette page n’existe pas";
    let text = "L’adresse est peut-être incomplète, ou la page n’a jamais existé.";
    message(state, StatusCode::NOT_FOUND, heading, text)
}

fn message(state: &State, status: StatusCode, heading: &str, text: &str) -> Answer {
    let body = html::message(&state.site, heading, text).map_err(|error| broken(&error))?;
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(html::MEDIA_TYPE),
    );
    headers.insert(header::CACHE_CONTROL, CachePolicy::Refusal.header());
    headers.insert(header::VARY, HeaderValue::from_static("Accept"));
    plain_headers(headers);
    Ok(response)
}

/// `/assets/style.css`
pub(super) async fn style(headers: HeaderMap) -> Response {
    static STYLE: LazyLock<Prepared> = LazyLock::new(|| {
        let body = html::STYLE.as_bytes().to_vec();
        let representation = Representation::new("text/css; charset=utf-8", body, None);
        Prepared::new(representation, CachePolicy::Forever)
    });
    STYLE.answer(&headers)
}
