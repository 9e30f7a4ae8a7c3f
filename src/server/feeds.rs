//! Feeds: every format of `publish`'s table, over every filter, as consultations or as news.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;

use crate::index::{Allowed, Filter, ParameterError};
use crate::publish::{FeedFormat, Selection, View};

use super::conditional::CachePolicy;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, own};
use super::state::State;

/// What feeds take: every filter, and `view`.
const ALLOWED: Allowed = Allowed::CONSULTATIONS.and(&["view"]);

/// News become news with the time: what is rendered holds for this many seconds.
const NEWS_SLOT: i64 = 15 * 60;

pub(super) async fn feed(
    format: &'static FeedFormat,
    state: Arc<State>,
    query: Option<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let filter = filter(&state, query.as_deref(), &ALLOWED)?;
    let view = view(own(query.as_deref(), "view")?)?;
    let mut question = Question::new(format.name, canonical(&filter, view));
    let slot = state.clock.now().timestamp() / NEWS_SLOT;
    if view == View::Updates {
        question.epoch = slot.unsigned_abs();
    }
    let query = question.query.clone();
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        let caption = caption(&filter, material);
        let selection = |entries| Selection {
            site: &material.site,
            entries,
            caption: &caption,
            languages: &languages,
            query: &query,
            moment: material.snapshot.built_at(),
        };
        let body = match view {
            View::Consultations => {
                let page = material.snapshot.search(&filter);
                (format.consultations)(&selection(&page.items))
            }
            View::Updates => {
                let entries = material.snapshot.select(&filter);
                let moment = chrono::DateTime::from_timestamp(slot * NEWS_SLOT, 0)
                    .unwrap_or(material.snapshot.built_at());
                let selection = Selection {
                    moment,
                    ..selection(&entries)
                };
                (format.updates)(&selection, filter.page_size())
            }
        };
        Ok(material.represent(format.media_type, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// The places and words that a filter is about: who follows two feeds must tell them apart.
pub(super) fn caption(filter: &Filter, material: &Material) -> String {
    let geography = material.snapshot.geography();
    let territories = filter.territory.iter().chain(&filter.concerns);
    territories
        .filter_map(|code| geography.get(*code))
        .map(|place| place.name.to_owned())
        .chain(filter.query.clone())
        .collect::<Vec<_>>()
        .join(", ")
}

fn view(token: Option<String>) -> Result<View, ParameterError> {
    let Some(token) = token else {
        return Ok(View::Consultations);
    };
    let tokens = || View::ALL.iter().map(|view| view.token());
    View::ALL
        .into_iter()
        .find(|view| view.token() == token)
        .ok_or_else(|| {
            let expected = format!("one of {}", tokens().collect::<Vec<_>>().join(", "));
            ParameterError::value("view", &token, expected).near(tokens())
        })
}

/// The canonical query, so that one question has one address and one rendering.
fn canonical(filter: &Filter, view: View) -> String {
    let filter = filter.to_string();
    match view {
        View::Consultations => filter,
        View::Updates if filter.is_empty() => "view=updates".to_owned(),
        View::Updates => format!("{filter}&view=updates"),
    }
}
