//! Recognition: whether a feed is at an address, or named by a page, for an operator who wants to add it as a source.

use chrono_tz::Tz;
use url::Url;

use super::reading;
use crate::decoding;
use crate::recognition::{Found, ToComplete};
use crate::web_page::{Alternate, WebPage};
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// The media types of feeds.
const FEEDS: [&str; 5] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
];

/// Words in the addresses and names of feeds that hold what readers wrote.
const OF_COMMENTS: [&str; 4] = [
    "/comments/",
    "comments/feed",
    "commentaires",
    "comments feed",
];

/// Returns the feed that an answer is, by its content.
pub(super) fn found_in(answer: &Answer) -> Option<Found> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let text = decoding::text(&answer.body, answer.header("content-type"));
    let read = reading::in_text(&text, &answer.url, Tz::UTC)?;
    let name = Some(read.title).filter(|title| !title.is_empty());
    let content = (read.format, read.items.len());
    Some(found(answer.url.clone(), name, Some(content)))
}

/// Returns the feeds that a page names, in its order, without those of its comments.
pub(super) fn named_by(page: &WebPage) -> Vec<Found> {
    let is_meant = |alternate: &&Alternate| {
        let words = format!("{} {}", alternate.url, alternate.title).to_lowercase();
        FEEDS.contains(&alternate.media_type.as_str())
            && !OF_COMMENTS.iter().any(|word| words.contains(word))
    };
    page.alternates
        .iter()
        .filter(is_meant)
        .map(|alternate| {
            let name = Some(alternate.title.clone()).filter(|title| !title.is_empty());
            found(alternate.url.clone(), name, None)
        })
        .collect()
}

/// A feed at `url`; `content` is its format and the number of its entries, where it was read.
fn found(url: Url, name: Option<String>, content: Option<(&'static str, usize)>) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..Found::new(Platform::Feed, url)
            .with_name(name)
            .with("format", content.map(|(format, _)| format))
            .with("entries", content.map(|(_, entries)| entries))
    }
}
