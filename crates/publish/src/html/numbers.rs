//! The page of figures: each chart as a picture, a sentence, a table and a sheet to download.

use askama::Template;

use crate::json::StatsBody;
use crate::numbers::{Chart, Row, Topic, chart};

use crate::phrases::Phrases;

use super::frame::{Frame, Part, Place, Reader};

struct Section {
    token: &'static str,
    title: String,
    sentence: String,
    /// The picture; `None` if there is nothing to draw.
    picture: Option<String>,
    row_heading: String,
    series: Vec<String>,
    rows: Vec<Row>,
    sheet: Option<String>,
}

#[derive(Template)]
#[template(path = "numbers.html")]
struct NumbersPage<'a> {
    frame: Frame<'a>,
    heading: String,
    summary: String,
    sections: Vec<Section>,
}

/// Writes the figures of a selection: `query` is its canonical form without the language, `caption` names it.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn numbers(
    reader: &Reader<'_>,
    query: &str,
    caption: &str,
    stats: &StatsBody,
) -> Result<Vec<u8>, askama::Error> {
    let place = Place {
        query,
        feeds: query,
        caption,
        ..Place::plain(Part::Numbers, "numbers")
    };
    let frame = Frame::new(reader, &place);
    let sections = Topic::ALL
        .into_iter()
        .map(|topic| section(&frame, query, chart(topic, stats, &frame.t)))
        .collect();
    NumbersPage {
        heading: if caption.is_empty() {
            frame.t.say("numbers-title")
        } else {
            frame.t.with("numbers-title-of", &[("place", caption)])
        },
        summary: summary(stats, &frame.t),
        sections,
        frame,
    }
    .render()
    .map(String::into_bytes)
}

fn section(frame: &Frame<'_>, query: &str, chart: Chart) -> Section {
    let token = chart.topic.token();
    Section {
        token,
        picture: (!chart.is_empty()).then(|| chart.svg()),
        sheet: frame.href_with(&format!("numbers/{token}.csv"), query),
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
