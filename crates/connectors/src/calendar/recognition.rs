//! Recognition: whether a calendar is at an address, or named by a page, for an operator who wants to add it as a source.

use url::Url;

use super::relevant_lines;
use crate::recognition::{Found, ToComplete};
use crate::web_page::WebPage;
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// Returns the calendar that an answer is, by its content: servers name its type in many ways (`text/calendar`, Decidim's `type/calendar`,
/// `application/octet-stream`, `text/plain`).
pub(super) fn found_in(answer: &Answer) -> Option<Found> {
    if !(200..300).contains(&answer.status) || !relevant_lines::is_calendar(&answer.body) {
        return None;
    }
    let sifted = relevant_lines::sifted(&answer.body, super::charset(answer).as_deref());
    let events = Some(sifted.events.len());
    Some(found(answer.url.clone(), sifted.name, events))
}

/// Returns the calendars that a page names, in its order.
pub(super) fn named_by(page: &WebPage) -> Vec<Found> {
    let alternates = page.alternates.iter();
    let calendars = alternates.filter(|alternate| alternate.media_type == "text/calendar");
    calendars
        .map(|alternate| {
            let name = Some(alternate.title.clone()).filter(|title| !title.is_empty());
            found(alternate.url.clone(), name, None)
        })
        .collect()
}

/// A calendar at `url`; `events` is the number of its events, past ones included, where it was read.
pub(crate) fn found(url: Url, name: Option<String>, events: Option<usize>) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..Found::new(Platform::Calendar, url)
            .with_name(name)
            .with("events", events)
    }
}
