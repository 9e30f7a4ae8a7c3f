//! Recognition of feeds, at their own address or named by a page, for an operator who wants to add one as a source.

use chrono_tz::Tz;
use url::Url;

use super::parse;
use crate::decoding;
use crate::recognition::{Found, ToComplete};
use crate::web_page::{Alternate, WebPage};
use passerelle_fetch::Answer;
use passerelle_model::Platform;

/// The media types of feeds.
const MEDIA_TYPES: [&str; 5] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
];

/// Words in the addresses and names of feeds of readers' comments.
const COMMENT_WORDS: [&str; 4] = [
    "/comments/",
    "comments/feed",
    "commentaires",
    "comments feed",
];

/// Returns the feed that an answer holds, recognised by its content.
pub(super) fn found_in(answer: &Answer) -> Option<Found> {
    if !(200..300).contains(&answer.status) {
        return None;
    }
    let text = decoding::text(&answer.body, answer.header("content-type"));
    let feed = parse::text(&text, &answer.url, Tz::UTC)?;
    let name = Some(feed.title).filter(|title| !title.is_empty());
    let content = (feed.format, feed.items.len());
    Some(found(answer.url.clone(), name, Some(content)))
}

/// Returns the feeds that a page names, in the order of the page, without those of comments.
pub(super) fn named_by(page: &WebPage) -> Vec<Found> {
    let is_wanted = |alternate: &&Alternate| {
        let words = format!("{} {}", alternate.url, alternate.title).to_lowercase();
        MEDIA_TYPES.contains(&alternate.media_type.as_str())
            && !COMMENT_WORDS.iter().any(|word| words.contains(word))
    };
    page.alternates
        .iter()
        .filter(is_wanted)
        .map(|alternate| {
            let name = Some(alternate.title.clone()).filter(|title| !title.is_empty());
            found(alternate.url.clone(), name, None)
        })
        .collect()
}

/// The finding of a feed at `url`; `content` is its format and the number of its entries, where it was parsed.
fn found(url: Url, name: Option<String>, content: Option<(&'static str, usize)>) -> Found {
    Found {
        to_complete: ToComplete::EntryRules,
        ..Found::new(Platform::Feed, url)
            .with_name(name)
            .with("format", content.map(|(format, _)| format))
            .with("entries", content.map(|(_, entries)| entries))
    }
}
