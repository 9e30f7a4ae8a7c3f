//! The page of figures: each chart as a picture, as a sentence, as a table and as a sheet to take away.

use askama::Template;

use crate::publish::Selection;
use crate::publish::json::StatsBody;
use crate::publish::numbers::{Chart, Row, Topic, chart};

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
    french: bool,
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
    let french = selection.in_french();
    let sections = Topic::ALL
        .into_iter()
        .map(|topic| section(selection, chart(topic, stats, french)));
    Page {
        frame: Frame::new(selection.site, ""),
        french,
        title: selection.title(),
        caption: selection.caption,
        summary: summary(stats, french),
        sections: sections.collect(),
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

fn summary(stats: &StatsBody, french: bool) -> String {
    let (all, meetings, sources) = (stats.consultations, stats.meetings, stats.sources);
    if french {
        let s = |count: usize| if count > 1 { "s" } else { "" };
        format!(
            "{all}\u{a0}démarche{}, {meetings}\u{a0}rendez-vous et {sources}\u{a0}source{}.",
            s(all),
            s(sources)
        )
    } else {
        let s = |count: usize| if count == 1 { "" } else { "s" };
        format!(
            "{all}\u{a0}consultation{}, {meetings}\u{a0}meeting{} and {sources}\u{a0}source{}.",
            s(all),
            s(meetings),
            s(sources)
        )
    }
}
