//! Feeds: every format in the table of `publish`, for every filter, of consultations or of news.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::response::Response;

use passerelle_index::Gone;

use passerelle_model::Status;
use passerelle_phrases::Phrases;
use passerelle_publish::outputs::Output;
use passerelle_publish::{FeedFormat, Selection, View};
use passerelle_query::{Center, Filter, Near, ParameterError, Sort};

use super::conditional::CachePolicy;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, own};
use super::state::State;

/// The time for which a rendered feed of news holds, in seconds: some events become news by the clock.
const NEWS_SLOT: i64 = 15 * 60;

/// Answers with a feed.
pub(super) async fn feed(
    output: &'static Output,
    format: &'static FeedFormat,
    state: Arc<State>,
    query: Option<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let filter = filter(&state, query.as_deref(), &output.takes)?;
    let view = view(own(query.as_deref(), "view")?)?;
    let mut question = Question::new(output.name, canonical(&filter, view));
    let slot = state.clock.now().timestamp() / NEWS_SLOT;
    if view == View::Updates {
        question.epoch = slot.unsigned_abs();
    }
    let query = question.query.clone();
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        let caption = title(&filter, material, &Phrases::of(&languages));
        let gone = withdrawn(material, &filter);
        let selection = |entries| Selection {
            site: &material.site,
            entries,
            gone: &gone,
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
        Ok(material.represent(output.media_type, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// The greatest age and the most withdrawals that are shown.
const TOMBSTONES: (chrono::Duration, usize) = (chrono::Duration::days(90), 200);

/// Returns the latest withdrawals. Only the id of a withdrawn consultation is kept, so that nobody knows whether a filter would select it: withdrawals are shown
/// where nothing is filtered but the status, which every consultation changes.
fn withdrawn(material: &Material, filter: &Filter) -> Vec<Gone> {
    let unfiltered = Filter {
        status: BTreeSet::new(),
        language: None,
        sort: Sort::default(),
        limit: None,
        ..filter.clone()
    };
    if unfiltered != Filter::default() {
        return Vec::new();
    }
    let (lately, most) = TOMBSTONES;
    let snapshot = &material.snapshot;
    let since = snapshot.built_at() - lately;
    let mut gone: Vec<Gone> = snapshot
        .gone()
        .filter(|gone| gone.at >= since)
        .copied()
        .collect();
    gone.sort_unstable_by_key(|gone| (Reverse(gone.at), gone.change));
    gone.truncate(most);
    gone
}

/// Returns the places and words that a filter selects by, for pages that show its other parts elsewhere.
pub(super) fn caption(filter: &Filter, material: &Material) -> String {
    caption_with(filter, filter.query.as_deref(), material)
}

/// Returns the caption of a filter as [`caption`] does, with `words` in the form in which a page writes them.
pub(super) fn caption_with(filter: &Filter, words: Option<&str>, material: &Material) -> String {
    let geography = material.snapshot.geography();
    let territories = filter.territory.iter().chain(&filter.concerns);
    territories
        .filter_map(|code| geography.get(*code))
        .map(|place| place.name.to_owned())
        .chain(words.map(str::to_owned))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the title of a feed, which names every part of its filter, so that readers can tell two feeds apart.
pub(super) fn title(filter: &Filter, material: &Material, phrases: &Phrases) -> String {
    let languages = material.site.reading(filter.language.as_ref());
    let all_statuses = filter.status.len() == Status::ALL.len();
    let statuses = filter.status.iter().filter(|_| !all_statuses);
    let themes = filter.theme.iter().map(|key| {
        let name = material.snapshot.theme_name(key);
        name.map_or_else(|| key.clone(), |name| name.best_text(&languages).to_owned())
    });
    let near = filter.near.map(|near| around(near, material, phrases));
    let parts: [Vec<String>; 6] = [
        vec![caption(filter, material)],
        near.into_iter().collect(),
        statuses
            .map(|status| phrases.say(&format!("title-{}", status.token())))
            .collect(),
        themes.collect(),
        filter
            .modality
            .iter()
            .map(|it| phrases.modality(*it))
            .collect(),
        filter.level.iter().map(|it| phrases.level(*it)).collect(),
    ];
    let parts = parts.map(|part| part.join(", "));
    let told = parts.into_iter().filter(|part| !part.is_empty());
    told.collect::<Vec<_>>().join(" — ")
}

/// Returns the words for a place and its surroundings, such as « Nancy et 10 km alentour ».
fn around(near: Near, material: &Material, phrases: &Phrases) -> String {
    let radius = (f64::from(near.radius_m) / 1000.0).to_string();
    let radius = radius.replace('.', &phrases.say("decimal-mark"));
    let place = match near.center {
        Center::Territory(code) => material.snapshot.geography().get(code),
        Center::Point { .. } => None,
    };
    let place = place.map_or_else(|| near.center.to_string(), |place| place.name.to_owned());
    phrases.with("title-near", &[("radius", &radius), ("place", &place)])
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

/// Returns the query in canonical form, so that every filter has one address and one rendering.
fn canonical(filter: &Filter, view: View) -> String {
    let filter = filter.to_string();
    match view {
        View::Consultations => filter,
        View::Updates if filter.is_empty() => "view=updates".to_owned(),
        View::Updates => format!("{filter}&view=updates"),
    }
}
