//! Numbers: what the consultations that a filter selects amount to, as JSON, as a page with charts, and each chart as CSV.

use std::sync::Arc;

use axum::extract::{self, Path, RawQuery};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};

use crate::index::{Allowed, Filter};
use crate::publish::dates::iso;
use crate::publish::json::{self, Inventory, StatsBody};
use crate::publish::phrases::Phrases;
use crate::publish::{Representation, Selection, html, numbers};

use super::api::facets_body;
use super::conditional::CachePolicy;
use super::feeds::caption;
use super::pages::broken;
use super::problem::Problem;
use super::question::{Material, Question, answer, filter};
use super::state::State;

type Shared = extract::State<Arc<State>>;
type Answer = Result<Response, Problem>;

/// The address of a chart's figures ends so.
const SHEET: &str = ".csv";

/// `/api/v1/stats`
pub(super) async fn stats(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let filter = filter(&state, query.as_deref(), &Allowed::COUNTS)?;
    let (question, today) = asked(&state, "stats", filter.to_string());
    let render = move |material: &Material| {
        let body = json::to_bytes(&figures(material, &filter, today));
        Ok(of_the_day(json::MEDIA_TYPE, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// `/numbers`
pub(super) async fn page(
    extract::State(state): Shared,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let filter = filter(&state, query.as_deref(), &Allowed::COUNTS)?;
    let (question, today) = asked(&state, "page_numbers", filter.to_string());
    let query = question.query.clone();
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        let selection = Selection {
            site: &material.site,
            entries: &[],
            caption: &caption(&filter, material),
            languages: &languages,
            query: &query,
            moment: material.snapshot.built_at(),
        };
        let amount = figures(material, &filter, today);
        let body = html::numbers(&selection, &amount).map_err(|error| broken(&error))?;
        Ok(of_the_day(html::MEDIA_TYPE, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// `/numbers/{chart}.csv`
pub(super) async fn sheet(
    extract::State(state): Shared,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let filter = filter(&state, query.as_deref(), &Allowed::COUNTS)?;
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
    let (question, today) = asked(&state, chart.token(), filter.to_string());
    let question = Question {
        output: "numbers_csv",
        query: format!("{}?{}", question.output, question.query),
        ..question
    };
    let render = move |material: &Material| {
        let languages = material.site.reading(filter.language.as_ref());
        let phrases = Phrases::of(&languages);
        let body = numbers::chart(chart, &figures(material, &filter, today), &phrases).sheet();
        Ok(of_the_day(numbers::SHEET_MEDIA_TYPE, body))
    };
    answer(&state, &headers, CachePolicy::Content, question, render).await
}

/// The question, and the day that it is asked on: the months that are counted end with its month.
fn asked(state: &State, output: &'static str, query: String) -> (Question, NaiveDate) {
    let today = state
        .clock
        .now()
        .with_timezone(&state.site.zone())
        .date_naive();
    let mut question = Question::new(output, query);
    question.epoch = u64::try_from(today.num_days_from_ce()).unwrap_or_default();
    (question, today)
}

/// What changes with the day as well as with the content: only its digest tells.
fn of_the_day(media_type: &'static str, body: Vec<u8>) -> Representation {
    Representation::new(media_type, body, None)
}

fn figures(material: &Material, filter: &Filter, today: NaiveDate) -> StatsBody {
    let (snapshot, site) = (&material.snapshot, &material.site);
    let languages = site.reading(filter.language.as_ref());
    let inventory = Inventory {
        meetings: snapshot.meetings_len(),
        sources: site.sources().count(),
    };
    StatsBody::new(
        facets_body(material, snapshot.facets(filter), &languages),
        &snapshot.figures(filter, today),
        inventory,
        snapshot.last_modified().map(iso),
    )
}
