//! Charts of the figures of a selection. Each chart is one table, of which its picture (`svg`), its table on the page and its sheet (CSV) are made, so that all
//! three say the same. Nothing is counted here.

mod svg;
mod words;

use crate::json::{FacetBody, StatsBody};
use crate::phrases::Phrases;
use crate::sheet::{Separator, safe, writer};

/// The most bars of a chart with an open list of rows; its sheet has all of them.
const MOST_BARS: usize = 15;

/// The subject of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Consultations by status.
    Status,
    /// Consultations by territory, each with what lies inside it.
    Territory,
    /// Consultations by level of participation.
    Level,
    /// Consultations by modality.
    Modality,
    /// Consultations that opened and closed in each month.
    Months,
    /// Consultations by the time for which they are open.
    Durations,
    /// Consultations that are over, and those of them that published results.
    Results,
}

impl Topic {
    /// Every chart, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Status,
        Self::Months,
        Self::Territory,
        Self::Modality,
        Self::Level,
        Self::Durations,
        Self::Results,
    ];

    /// Returns the name in addresses.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Territory => "territory",
            Self::Level => "level",
            Self::Modality => "modality",
            Self::Months => "months",
            Self::Durations => "durations",
            Self::Results => "results",
        }
    }

    /// Returns the chart of this name.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.token() == token)
    }
}

/// One row of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The key for programs: a token, a code, a month (`2026-03`) or a span of days (`1-15`).
    pub key: String,
    /// The label for people.
    pub label: String,
    /// One figure for each series.
    pub values: Vec<usize>,
}

/// A chart as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The subject.
    pub topic: Topic,
    /// The title.
    pub title: String,
    /// The content in a sentence, for readers with and without the picture.
    pub sentence: String,
    /// The heading of the column of rows.
    pub row_heading: String,
    /// The headings of the columns of figures: a key for programs, and words for people.
    pub series: Vec<(&'static str, String)>,
    /// All of its rows.
    pub rows: Vec<Row>,
}

/// Makes the chart about `topic`, in the words of `phrases`.
pub fn chart(topic: Topic, stats: &StatsBody, phrases: &Phrases) -> Chart {
    let words = words::of(topic, stats, phrases);
    let one = |key: &'static str| vec![(key, words.count.clone())];
    let (series, rows) = match topic {
        Topic::Status => (one("consultations"), counted(&stats.status)),
        Topic::Territory => (one("consultations"), counted(&stats.territory)),
        Topic::Level => (one("consultations"), levels(stats, phrases)),
        Topic::Modality => (one("consultations"), most_first(&stats.modality)),
        Topic::Months => (
            vec![
                ("opened", phrases.say("numbers-opened")),
                ("closed", phrases.say("numbers-closed")),
            ],
            months(stats, phrases),
        ),
        Topic::Durations => (one("consultations"), bands(stats, phrases)),
        Topic::Results => (one("consultations"), outcomes(stats, phrases)),
    };
    Chart {
        topic,
        title: words.title,
        sentence: words.sentence,
        row_heading: words.row,
        series,
        rows,
    }
}

fn counted(facet: &[FacetBody]) -> Vec<Row> {
    let rows = facet.iter().map(|value| Row {
        key: value.value.clone(),
        label: value.label.clone(),
        values: vec![value.count],
    });
    rows.collect()
}

fn most_first(facet: &[FacetBody]) -> Vec<Row> {
    let mut rows = counted(facet);
    rows.sort_by(|one, other| other.values.cmp(&one.values));
    rows
}

/// Returns the levels, and the consultations that declare none, so that the rows add up to the total.
fn levels(stats: &StatsBody, phrases: &Phrases) -> Vec<Row> {
    let mut rows = counted(&stats.level);
    rows.push(Row {
        key: "none".to_owned(),
        label: phrases.say("chart-level-none"),
        values: vec![stats.without_level],
    });
    rows
}

fn months(stats: &StatsBody, phrases: &Phrases) -> Vec<Row> {
    let rows = stats.months.iter().map(|month| Row {
        key: month.month.clone(),
        label: words::month(&month.month, phrases),
        values: vec![month.opened, month.closed],
    });
    rows.collect()
}

fn bands(stats: &StatsBody, phrases: &Phrases) -> Vec<Row> {
    let rows = stats.durations.bands.iter().map(|band| Row {
        key: band.to_days.map_or_else(
            || format!("{}-", band.from_days),
            |to_days| format!("{}-{to_days}", band.from_days),
        ),
        label: words::days(band.from_days, band.to_days, phrases),
        values: vec![band.count],
    });
    rows.collect()
}

fn outcomes(stats: &StatsBody, phrases: &Phrases) -> Vec<Row> {
    let published = stats.results.published;
    let without = stats.results.over.saturating_sub(published);
    [
        ("published", phrases.say("chart-results-with"), published),
        ("none", phrases.say("chart-results-without"), without),
    ]
    .into_iter()
    .map(|(key, label, count)| Row {
        key: key.to_owned(),
        label,
        values: vec![count],
    })
    .collect()
}

impl Chart {
    /// Returns whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.rows
            .iter()
            .all(|row| row.values.iter().all(|v| *v == 0))
    }

    /// Returns the rows that are drawn: those with most of a long list.
    pub fn drawn(&self) -> &[Row] {
        self.rows
            .get(..MOST_BARS)
            .filter(|_| self.is_open())
            .unwrap_or(&self.rows)
    }

    /// Returns whether the rows are an open list.
    fn is_open(&self) -> bool {
        self.topic == Topic::Territory
    }

    /// Draws the chart as SVG for a page, coloured by its style sheet. It is hidden from screen readers, since the table beside it says the same.
    pub fn svg(&self) -> String {
        match self.topic {
            Topic::Months => svg::columns(self),
            _ => svg::bars(self),
        }
    }

    /// Writes the figures as CSV (RFC 4180, UTF-8), with every row: the key for programs, the label for people, then each figure. The headings are in the language of
    /// the reader.
    pub fn sheet(&self, separator: Separator, phrases: &Phrases) -> Vec<u8> {
        let mut writer = writer(separator);
        let names = self.series.iter().map(|(_, label)| label);
        let code = phrases.say("numbers-code");
        // Writing to memory cannot fail.
        let _ = writer.write_record([&code, &self.row_heading].into_iter().chain(names));
        for row in &self.rows {
            let figures: Vec<String> = row.values.iter().map(ToString::to_string).collect();
            let cells = [row.key.as_str(), row.label.as_str()].map(safe);
            let _ = writer.write_record(cells.iter().chain(&figures));
        }
        writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
