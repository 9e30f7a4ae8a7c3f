//! Recognition: whether a feed is at an address, or named by a page, for an operator who wants to add it as a source.

use chrono_tz::Tz;
use url::Url;

use super::reading;
use crate::page::{Alternate, Page};

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

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The place where it is.
    pub url: Url,
    /// The name that it gives itself, or that the page gives it.
    pub name: Option<String>,
    /// The format, where it was read.
    pub format: Option<&'static str>,
    /// The number of entries that it lists, where it was read.
    pub entries: Option<usize>,
}

/// The feed that a text at `url` is.
pub(crate) fn found_in(text: &str, url: &Url) -> Option<Recognition> {
    let read = reading::in_text(text, url, Tz::UTC)?;
    Some(Recognition {
        url: url.clone(),
        name: Some(read.title).filter(|title| !title.is_empty()),
        format: Some(read.format),
        entries: Some(read.items.len()),
    })
}

/// The feeds that a page names, in its order, without those of its comments.
pub(crate) fn named_by(page: &Page) -> Vec<Recognition> {
    let is_meant = |alternate: &&Alternate| {
        let words = format!("{} {}", alternate.url, alternate.title).to_lowercase();
        FEEDS.contains(&alternate.media_type.as_str())
            && !OF_COMMENTS.iter().any(|word| words.contains(word))
    };
    page.alternates
        .iter()
        .filter(is_meant)
        .map(|alternate| Recognition {
            url: alternate.url.clone(),
            name: Some(alternate.title.clone()).filter(|title| !title.is_empty()),
            format: None,
            entries: None,
        })
        .collect()
}
