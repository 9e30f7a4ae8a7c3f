//! Numbers: the figures of the consultations that a filter selects, as JSON, as a page with charts, and each chart as CSV.

use std::sync::Arc;

use axum::extract::{self, Path, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;

use passerelle_phrases::Phrases;
use passerelle_publish::dates::iso;
use passerelle_publish::json::{self, StatsBody};
use passerelle_publish::outputs;
use passerelle_publish::{html, numbers, sheet};
use passerelle_query::Filter;

use super::api::facets_body;
use super::conditional::CachePolicy;
use super::feeds::title;
use super::formats::separator;
use super::links::PageFiles;
use super::pages::{ReaderContext, broken, refused};
use super::problem::Problem;
use super::question::{Material, Question, answer, filter, unordered};
use super::state::State;

type Shared = extract::State<Arc<State>>;
type Handled = Result<Response, Problem>;

/// The ending of the address of a chart's figures.
const SHEET: &str = ".csv";

/// Handles `/api/v1/stats`.
pub(super) async fn stats(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = unordered(filter(&state, query.as_deref(), &outputs::STATS.takes)?);
    let (question, today) = asked(&state, "stats", filter.to_string());
    let render = move |material: &Material| {
        let body = json::to_bytes(&figures(material, &filter, today));
        Ok(material.of_the_day(json::MEDIA_TYPE, body, today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/numbers`.
pub(super) async fn page(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    files: PageFiles,
    headers: HeaderMap,
) -> Handled {
    let filter = match filter(&state, query.as_deref(), &outputs::NUMBERS.takes) {
        Ok(filter) => unordered(filter),
        Err(error) => return refused(&state, query.as_deref(), &headers, error),
    };
    let (question, today) = asked(&state, "page_numbers", filter.to_string());
    let reading =
        ReaderContext::new(&state.site, filter.language.as_ref(), today).with_links(files);
    let render = move |material: &Material| {
        let said = Filter {
            language: None,
            ..filter.clone()
        };
        let amount = figures(material, &filter, today);
        let reader = reading.reader(material);
        let about = title(&filter, material, &Phrases::of(reader.languages));
        let body = html::numbers(&reader, &said.to_string(), &about, &amount)
            .map_err(|error| broken(&error))?;
        Ok(material.of_the_day(html::MEDIA_TYPE, body, today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Handles `/numbers/{chart}.csv`.
pub(super) async fn chart_sheet(
    extract::State(state): Shared,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Handled {
    let filter = unordered(filter(&state, query.as_deref(), &outputs::CHART.takes)?);
    let separator = separator(query.as_deref())?;
    let chart = name
        .strip_suffix(SHEET)
        .and_then(numbers::Topic::from_token)
        .ok_or_else(|| {
            let known: Vec<String> = numbers::Topic::ALL
                .iter()
                .map(|topic| format!("{}{SHEET}", topic.token()))
                .collect();
            Problem::NotFound(format!("there are these charts: {}", known.join(", ")))
        })?;
    let query = format!("{}?{filter}&{}", chart.token(), separator.token());
    let (question, today) = asked(&state, "numbers_csv", query);
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        let phrases = Phrases::of(&languages);
        let chart = numbers::chart(chart, &figures(material, &filter, today), &phrases);
        let body = chart.sheet(separator, &phrases);
        Ok(material.of_the_day(sheet::MEDIA_TYPE, body, today))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// Returns the question, and its day: the months that are counted end with the month of that day.
fn asked(state: &State, output: &'static str, query: String) -> (Question, NaiveDate) {
    let question = Question::of_the_day(output, query, state);
    let today = question.day(state);
    (question, today)
}

fn figures(material: &Material, filter: &Filter, today: NaiveDate) -> StatsBody {
    let (snapshot, site) = (&material.snapshot, &material.site);
    let languages = site.reading(filter.language.as_ref());
    StatsBody::new(
        facets_body(material, snapshot.selected(filter), &languages),
        &snapshot.figures(filter, today),
        snapshot.last_modified().map(iso),
    )
}
