//! Pages for people: the list, one consultation, and words where there is nothing.

use std::sync::{Arc, LazyLock};

use axum::extract::{self, Path, RawQuery};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::index::{Allowed, Filter, Page, Parameter, Sort};
use crate::model::Status;
use crate::publish::html::{self, ListPage};
use crate::publish::{Representation, Selection};

use super::api::served;
use super::conditional::CachePolicy;
use super::feeds::caption;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter};
use super::respond::{Prepared, plain_headers};
use super::state::State;

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

fn broken(error: &askama::Error) -> Problem {
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
