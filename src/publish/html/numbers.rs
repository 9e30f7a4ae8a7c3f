//! The page of figures: each chart as a picture, as a sentence, as a table and as a sheet to take away.

use askama::Template;

use crate::publish::Selection;
use crate::publish::json::StatsBody;
use crate::publish::numbers::{Chart, Row, Topic, chart};

use crate::publish::phrases::Phrases;

use super::Frame;

struct Section {
    token: &'static str,
    title: String,
    sentence: String,
    /// `None` where there is nothing to draw.
    picture: Option<String>,
    row_heading: String,
    series: Vec<String>,
    rows: Vec<Row>,
    sheet: String,
}

#[derive(Template)]
#[template(path = "numbers.html")]
struct Page<'a> {
    frame: Frame<'a>,
    phrases: Phrases,
    title: String,
    caption: &'a str,
    summary: String,
    sections: Vec<Section>,
}

/// The figures of a selection.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn numbers(selection: &Selection<'_>, stats: &StatsBody) -> Result<Vec<u8>, askama::Error> {
    let phrases = selection.phrases();
    let sections = Topic::ALL
        .into_iter()
        .map(|topic| section(selection, chart(topic, stats, &phrases)))
        .collect();
    Page {
        frame: Frame::new(selection.site, ""),
        title: selection.title(),
        caption: selection.caption,
        summary: summary(stats, &phrases),
        phrases,
        sections,
    }
    .render()
    .map(String::into_bytes)
}

fn section(selection: &Selection<'_>, chart: Chart) -> Section {
    let token = chart.topic.token();
    let separator = if selection.query.is_empty() { "" } else { "?" };
    Section {
        token,
        picture: (!chart.is_empty()).then(|| chart.svg()),
        sheet: format!("numbers/{token}.csv{separator}{}", selection.query),
        title: chart.title,
        sentence: chart.sentence,
        row_heading: chart.row_heading,
        series: chart.series.into_iter().map(|(_, label)| label).collect(),
        rows: chart.rows,
    }
}

fn summary(stats: &StatsBody, phrases: &Phrases) -> String {
    let parts = [
        (
            "consultations",
            phrases.count("consultations-count", stats.consultations),
        ),
        (
            "meetings",
            phrases.count("rendezvous-count", stats.meetings),
        ),
        ("sources", phrases.count("sources-count", stats.sources)),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    phrases.with("numbers-summary", &parts)
}
