//! Recognition of calendars, at their own address or named by a page, for an operator who wants to add one as a source.

use url::Url;

use super::relevant_lines;
use crate::recognition::{Found, ToComplete};
use crate::web_page::WebPage;
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// Returns the calendar that an answer holds, recognised by its content: servers declare many media types for one (`text/calendar`, Decidim's
/// `type/calendar`, `application/octet-stream`, `text/plain`).
pub(super) fn found_in(answer: &Answer) -> Option<Found> {
    if !(200..300).contains(&answer.status) || !relevant_lines::is_calendar(&answer.body) {
        return None;
    }
    let lines = relevant_lines::extract(&answer.body, super::charset(answer).as_deref());
    let events = Some(lines.events.len());
    Some(found(answer.url.clone(), lines.name, events))
}

/// Returns the calendars that a page names, in the order of the page.
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

/// The finding of a calendar at `url`; `events` is the number of its events, past ones included, where it was read.
pub(crate) fn found(url: Url, name: Option<String>, events: Option<usize>) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..Found::new(Platform::Calendar, url)
            .with_name(name)
            .with("events", events)
    }
}
