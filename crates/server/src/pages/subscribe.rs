//! The page of subscriptions.

use axum::extract::{self, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use url::form_urlencoded;

use super::place::{PlaceChoice, named};
use super::{Handled, ReaderContext, Shared, broken, redirect_to_canonical, refused};
use crate::conditional::CachePolicy;
use crate::feeds::caption_with;
use crate::links::PageFiles;
use crate::problem::Problem;
use crate::question::{Material, Question, answer, own, read, term};
use crate::state::State;
use passerelle_publish::html::{self, PlaceSought, SubscribeView};
use passerelle_publish::outputs;
use passerelle_publish::widget::View;
use passerelle_query::{Filter, Parameter, ParameterError};

/// Handles `/subscribe`.
pub(crate) async fn subscribe(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    match shown(&state, query.as_deref(), files, &headers).await {
        Err(problem) => refused(&state, query.as_deref(), &headers, problem),
        answered => answered,
    }
}

async fn shown(
    state: &State,
    query: Option<&str>,
    files: PageFiles,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let geography = state.index.current().geography();
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let mut filter = read(state, pairs, &outputs::SUBSCRIBE.takes)?;
    let concerns = scope(own(query, "scope")?.as_deref())?;
    let sought = match named(query, &state.site, geography)? {
        PlaceChoice::Nothing => PlaceSought::Nothing,
        PlaceChoice::Unclear(sought) => sought,
        PlaceChoice::Territory(code) => {
            (filter.territory, filter.concerns) = if concerns {
                ([].into(), [code].into())
            } else {
                ([code].into(), [].into())
            };
            return Ok(redirect_to_canonical("subscribe", &filter.to_string()));
        }
    };
    if own(query, "scope")?.is_some() && matches!(sought, PlaceSought::Nothing) {
        // The form was sent without a place: redirects to the address of the choice alone.
        return Ok(redirect_to_canonical("subscribe", &filter.to_string()));
    }
    let words = own(query, Parameter::Query.name())?.unwrap_or_default();
    let widget = term(query, "widget", &View::ALL, View::token)?.unwrap_or(View::List);
    let key = format!("{filter}&{words}&{sought:?}&{}", widget.token());
    let question = Question::of_the_day("page_subscribe", key, state);
    let reading = ReaderContext::new(&state.site, filter.language.as_ref(), question.day(state));
    let reading = reading.with_links(files);
    let render = move |material: &Material| {
        let snapshot = &material.snapshot;
        let to_come = Filter {
            from: Some(reading.today),
            cursor: None,
            ..filter.clone()
        };
        let written = filter.query.as_ref().map(|_| words.as_str());
        let view = SubscribeView {
            filter: &filter,
            words: &words,
            consultations: snapshot.search(&filter.first_page()).total,
            meetings: snapshot.meetings_taking_place(&to_come),
            facets: &snapshot.facets(&Filter::default()),
            geography: snapshot.geography(),
            caption: &caption_with(&filter, written, material),
            sought: &sought,
            suggestions: snapshot.suggestions(),
            view: widget,
        };
        let body =
            html::subscribe(&reading.reader(material), &view).map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, reading.today))
    };
    answer(state, headers, CachePolicy::Content, question, render).await
}

/// Parses the scope: `true` for everything that concerns a place, `false` for what is inside it.
fn scope(token: Option<&str>) -> Result<bool, ParameterError> {
    match token {
        None | Some("concerns") => Ok(true),
        Some("territory") => Ok(false),
        Some(other) => Err(ParameterError::value(
            "scope",
            other,
            "one of concerns, territory",
        )),
    }
}
