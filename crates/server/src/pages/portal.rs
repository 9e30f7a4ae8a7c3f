//! The front page: the open consultations, unless the address asks for others.

use axum::extract::{self, RawQuery};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use url::form_urlencoded;

use super::concerned::concerned;
use super::place::{PlaceChoice, named};
use super::{Handled, ReaderContext, Shared, broken, redirect_to_canonical, refused};
use crate::conditional::CachePolicy;
use crate::feeds::caption_with;
use crate::links::PageFiles;
use crate::problem::Problem;
use crate::question::{Material, Question, answer, own, read};
use crate::state::State;
use passerelle_model::Status;
use passerelle_publish::html::{self, PlaceSought, PortalView, portal_query};
use passerelle_publish::outputs;
use passerelle_query::{Allowed, Center, DEFAULT_RADIUS_M, Filter, Near, Parameter, Sort};

/// The number of consultations on a page, where the address gives none.
const PAGE: usize = 20;

/// Handles `/`.
pub(crate) async fn portal(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    match shown(&state, query.as_deref(), files, &headers).await {
        Err(problem) => refused(&state, query.as_deref(), &headers, problem),
        Ok(mut response) => {
            let policy = state.appearance.mapping.clone();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            Ok(response)
        }
    }
}

async fn shown(
    state: &State,
    query: Option<&str>,
    files: PageFiles,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let geography = state.index.current().geography();
    let mut filter = asked(state, query, &outputs::PORTAL.takes)?;
    let sought = match named(query, &state.site, geography)? {
        PlaceChoice::Nothing => PlaceSought::Nothing,
        PlaceChoice::Unclear(sought) => sought,
        PlaceChoice::Territory(code) => {
            let radius_m = radius(query)?.unwrap_or(DEFAULT_RADIUS_M);
            let center = Center::Territory(code);
            filter.near = Some(Near { center, radius_m });
            filter.cursor = None;
            let canonical = portal_query(&filter);
            // A territory without a known centre is refused as in any other address.
            Filter::parse_query(&canonical, &Allowed::CONSULTATIONS, geography)?;
            return Ok(redirect_to_canonical("./", &canonical));
        }
    };
    let words = own(query, Parameter::Query.name())?.unwrap_or_default();
    let key = format!("{}&{words}&{sought:?}", portal_query(&filter));
    let question = Question::of_the_day("page_portal", key, state);
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(state));
    let reading = reading
        .with_links(files)
        .with_rights(state.appearance.mapping.clone());
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let paged = Filter {
            limit: filter.limit.or(Some(PAGE)),
            ..filter.clone()
        };
        let (page, facets) = snapshot.lenient().search_with_facets(&paged);
        let shown = filter
            .query
            .as_ref()
            .map(|_| html::words_shown(&words, &page));
        let view = PortalView {
            filter: &filter,
            words: &words,
            page: &page,
            facets: &facets,
            geography: snapshot.geography(),
            caption: &caption_with(&filter, shown.as_deref(), material),
            sought: &sought,
            concerned: &concerned(snapshot, &filter, &words),
            suggestions: snapshot.suggestions(),
        };
        let body =
            html::portal(&reading.reader(material), &view).map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, reading.today))
    };
    answer(state, headers, CachePolicy::Content, question, render).await
}

/// Returns the filter of an address, with the usual status and order of the portal where the address gives none.
pub(crate) fn asked(
    state: &State,
    query: Option<&str>,
    allowed: &Allowed,
) -> Result<Filter, Problem> {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    // A form sends a radius without a place if its field for the place was left empty.
    let lone_radius = own(query, Parameter::Near.name())?.is_none();
    if lone_radius {
        radius(query)?;
    }
    let mut pairs: Vec<(String, String)> = pairs
        .filter(|(name, _)| !(lone_radius && name == Parameter::Radius.name()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let said = |name: &str| {
        let mut said = pairs.iter().filter(|(known, _)| known == name);
        said.any(|(_, value)| !value.trim().is_empty())
    };
    let mut usual = Vec::new();
    if !said(Parameter::Status.name()) {
        usual.push((Parameter::Status, Status::Open.token()));
    }
    if !said(Parameter::Sort.name()) {
        let sort = if said(Parameter::Query.name()) {
            Sort::Relevance
        } else {
            Sort::Closing
        };
        usual.push((Parameter::Sort, sort.token()));
    }
    pairs.extend(
        usual
            .into_iter()
            .map(|(parameter, value)| (parameter.name().to_owned(), value.to_owned())),
    );
    read(state, pairs, allowed)
}

/// Returns the radius that was sent with the name of a place, in metres.
fn radius(query: Option<&str>) -> Result<Option<u32>, Problem> {
    let Some(text) = own(query, Parameter::Radius.name())? else {
        return Ok(None);
    };
    Ok(Some(Near::radius(&text)?))
}
