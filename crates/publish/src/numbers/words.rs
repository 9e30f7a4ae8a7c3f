//! The words of the charts.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Topic;
use crate::json::{FacetBody, StatsBody};
use crate::phrases::Phrases;
use passerelle_geography::Geography;
use passerelle_model::{TerritoryCode, TerritoryKind};

/// The words of one chart.
pub(super) struct Words {
    pub(super) title: String,
    pub(super) sentence: String,
    /// The heading of the rows.
    pub(super) row: String,
    /// The heading of the figures.
    pub(super) count: String,
}

/// Returns the words of the chart about `topic`.
pub(super) fn of(topic: Topic, stats: &StatsBody, phrases: &Phrases) -> Words {
    Words {
        title: phrases.say(&format!("chart-{}", topic.token())),
        sentence: sentence(topic, stats, phrases),
        row: phrases.say(&format!("chart-{}-row", topic.token())),
        count: phrases.say("numbers-series"),
    }
}

fn sentence(topic: Topic, stats: &StatsBody, phrases: &Phrases) -> String {
    match topic {
        Topic::Status => of_status(stats, phrases),
        Topic::Territory => {
            let how = phrases.say("chart-territory-sentence");
            of_most(telling(stats), how, phrases)
        }
        Topic::Modality => {
            let how = phrases.say("chart-modality-sentence");
            of_most(&stats.modality, how, phrases)
        }
        Topic::Level => of_levels(stats, phrases),
        Topic::Months => of_months(stats, phrases),
        Topic::Durations => of_durations(stats, phrases),
        Topic::Results => of_results(stats, phrases),
    }
}

fn of_status(stats: &StatsBody, phrases: &Phrases) -> String {
    let open = stats.status.iter().find(|value| value.value == "open");
    let open = phrases.count("chart-status-open", open.map_or(0, |value| value.count));
    let parts = [("open", open.as_str())];
    phrases.count_with("chart-status-sentence", stats.consultations, &parts)
}

/// Returns the territories that are worth naming as those with most: those that contain no other territory of the chart, since a territory always has at least as
/// many as each inside it, and not those that contain everything.
fn telling(stats: &StatsBody) -> Vec<&FacetBody> {
    let geography = Geography::official();
    let code_of = |value: &FacetBody| value.value.parse::<TerritoryCode>().ok();
    let codes = stats.territory.iter().filter_map(code_of);
    let around: BTreeSet<TerritoryCode> = codes
        .flat_map(|code| geography.ancestors(code).iter().copied())
        .collect();
    let is_telling = |value: &&FacetBody| {
        let is_small = code_of(value).is_some_and(|code| {
            matches!(code.kind(), TerritoryKind::Commune | TerritoryKind::Epci)
                && !around.contains(&code)
        });
        is_small && value.count < stats.consultations
    };
    stats.territory.iter().filter(is_telling).collect()
}

fn of_most<'a>(
    facet: impl IntoIterator<Item = &'a FacetBody>,
    how: String,
    phrases: &Phrases,
) -> String {
    let most = facet
        .into_iter()
        .min_by_key(|value| Reverse(value.count))
        .filter(|value| value.count > 0);
    let Some(most) = most else {
        return how;
    };
    let parts = [("label", most.label.as_str()), ("sentence", &how)];
    phrases.count_with("chart-most", most.count, &parts)
}

fn of_levels(stats: &StatsBody, phrases: &Phrases) -> String {
    phrases.count("chart-level-sentence", stats.without_level)
}

fn of_months(stats: &StatsBody, phrases: &Phrases) -> String {
    let opened: usize = stats.months.iter().map(|month| month.opened).sum();
    let closed: usize = stats.months.iter().map(|month| month.closed).sum();
    let openings = phrases.count("chart-months-openings", opened);
    let closings = phrases.count("chart-months-closings", closed);
    let parts = [("openings", openings.as_str()), ("closings", &closings)];
    phrases.with("chart-months-sentence", &parts)
}

fn of_durations(stats: &StatsBody, phrases: &Phrases) -> String {
    let durations = &stats.durations;
    let Some(median) = durations.median_days else {
        return phrases.say("chart-durations-none");
    };
    let days = phrases.count("days", usize::try_from(median).unwrap_or(usize::MAX));
    let known = phrases.number(durations.known);
    let parts = [("days", days.as_str()), ("known", &known)];
    phrases.with("chart-durations-sentence", &parts)
}

fn of_results(stats: &StatsBody, phrases: &Phrases) -> String {
    let (over, published) = (stats.results.over, stats.results.published);
    if over == 0 {
        return phrases.say("chart-results-none");
    }
    let percent = ((published * 100 + over / 2) / over).to_string();
    let (published, over) = (phrases.number(published), phrases.number(over));
    let parts = [
        ("percent", percent.as_str()),
        ("published", &published),
        ("over", &over),
    ];
    phrases.with("chart-results-sentence", &parts)
}

/// Returns a month in words: « mars 2026 » for `2026-03`.
pub(super) fn month(month: &str, phrases: &Phrases) -> String {
    let first_day: Option<NaiveDate> = format!("{month}-01").parse().ok();
    first_day.map_or_else(|| month.to_owned(), |day| phrases.month_of_year(day))
}

/// Returns a span of days in words: « 16 à 30 jours ».
pub(super) fn days(from: u32, to: Option<u32>, phrases: &Phrases) -> String {
    let (first, last) = (from.to_string(), to.map(|to| to.to_string()));
    match (from, last) {
        (1, Some(to)) => phrases.with("chart-durations-at-most", &[("to", &to)]),
        (_, Some(to)) => {
            let parts = [("from", first.as_str()), ("to", &to)];
            phrases.with("chart-durations-between", &parts)
        }
        (_, None) => phrases.with("chart-durations-at-least", &[("from", &first)]),
    }
}
