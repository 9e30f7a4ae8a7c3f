//! Pictures of charts: SVG drawn here, without a script or a library. Colours and fonts are those of the page's style sheet (classes `bar`, `bar2`, `axis`,
//! `figure`), so that they suit light, dark and print.

use std::fmt::Write as _;

use super::{Chart, Row};
use crate::words::html_text;

/// The width of every picture, in its own units. It is shown as wide as the page allows, on a phone hardly smaller than it is drawn, so that its letters stay
/// legible.
const WIDTH: usize = 400;

/// The place of the figure behind the longest bar.
const FIGURES: usize = 60;

/// The height of one horizontal bar.
const BAR: usize = 14;

/// The distance from a label, which stands above its bar, to the next.
const STEP: usize = 44;

/// The height of a picture of columns.
const HEIGHT: usize = 220;

/// The height of the tallest column, which leaves room for its figure.
const TALLEST: usize = 170;

/// The width of the figures of a year, in columns.
const ROOM_OF_A_YEAR: usize = 3;

/// The longest label that has room, in characters.
const LONGEST_LABEL: usize = 46;

/// Draws horizontal bars, one for each row, with its label above and its figure behind.
pub(super) fn bars(chart: &Chart) -> String {
    let rows = chart.drawn();
    let most = greatest(rows);
    let height = rows.len() * STEP;
    let mut svg = opening(chart, height);
    for (at, row) in rows.iter().enumerate() {
        let value = row.values.first().copied().unwrap_or_default();
        let label = at * STEP + 16;
        let top = label + 6;
        let width = value * (WIDTH - FIGURES) / most;
        let _ = write!(
            svg,
            "<text class=\"label\" y=\"{label}\">{}</text><rect class=\"bar\" y=\"{top}\" width=\"{}\" height=\"{BAR}\"/><text class=\"figure\" x=\"{}\" y=\"{}\">{value}</text>",
            html_text(&clipped(&row.label)),
            width.max(usize::from(value > 0)),
            width + 8,
            top + 12,
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Draws vertical columns, one for each series of each row, side by side; the first of each year is labelled, and the tallest shows its figure.
pub(super) fn columns(chart: &Chart) -> String {
    let rows = chart.drawn();
    let most = greatest(rows);
    let mut svg = opening(chart, HEIGHT);
    let step = WIDTH / rows.len().max(1);
    let series = chart.series.len().max(1);
    let width = (step.saturating_sub(4) / series).max(2);
    let _ = write!(
        svg,
        "<line class=\"axis\" x1=\"0\" y1=\"{TALLEST}\" x2=\"{WIDTH}\" y2=\"{TALLEST}\"/>"
    );
    let mut told = false;
    for (at, row) in rows.iter().enumerate() {
        for (number, value) in row.values.iter().enumerate() {
            let tall = value * (TALLEST - 20) / most;
            let left = at * step + 2 + number * width;
            let class = if number == 0 { "bar" } else { "bar2" };
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{left}\" y=\"{}\" width=\"{}\" height=\"{tall}\"/>",
                TALLEST - tall,
                width.saturating_sub(1),
            );
            if *value == most && !told && most > 0 {
                told = true;
                let _ = write!(
                    svg,
                    "<text class=\"figure\" x=\"{left}\" y=\"{}\">{value}</text>",
                    TALLEST - tall - 5
                );
            }
        }
        if is_labelled(rows, at) {
            let year = row.key.split('-').next().unwrap_or_default();
            let _ = write!(
                svg,
                "<text class=\"label\" x=\"{}\" y=\"{}\">{}</text>",
                at * step + 2,
                TALLEST + 20,
                html_text(year)
            );
        }
    }
    svg.push_str(&legend(chart));
    svg.push_str("</svg>");
    svg
}

/// Returns whether the year is written below a column: below each January, and below the first column unless a January is too near.
fn is_labelled(rows: &[Row], at: usize) -> bool {
    let is_january = |row: &Row| row.key.ends_with("-01");
    let mut near = rows.iter().skip(at).take(ROOM_OF_A_YEAR);
    if at == 0 {
        !near.any(is_january) || rows.first().is_some_and(is_january)
    } else {
        near.next().is_some_and(is_january)
    }
}

fn legend(chart: &Chart) -> String {
    let mut svg = String::new();
    for (number, (_, label)) in chart.series.iter().enumerate() {
        let left = number * 160;
        let class = if number == 0 { "bar" } else { "bar2" };
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{left}\" y=\"{}\" width=\"14\" height=\"14\"/><text class=\"label\" x=\"{}\" y=\"{}\">{}</text>",
            HEIGHT - 16,
            left + 20,
            HEIGHT - 4,
            html_text(label)
        );
    }
    svg
}

fn opening(chart: &Chart, height: usize) -> String {
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{token}-picture\"><title id=\"{token}-picture\">{}</title>",
        html_text(&format!("{}. {}", chart.title, chart.sentence)),
        token = chart.topic.token(),
    )
}

fn greatest(rows: &[Row]) -> usize {
    let values = rows.iter().flat_map(|row| &row.values);
    values.copied().max().unwrap_or_default().max(1)
}

fn clipped(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let clipped: String = label.chars().take(LONGEST_LABEL - 1).collect();
    format!("{}…", clipped.trim_end())
}
