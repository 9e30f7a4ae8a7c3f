//! From the bytes of an answer to the items of a feed, whatever its format and encoding.

use chrono_tz::Tz;
use url::Url;

use super::item::{self, Item};
use super::json;
use super::split::{self, Family};
use crate::connector::{decoding, prologue};
use crate::fetch::Answer;

/// A feed.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// Its format, by its name.
    pub(super) format: &'static str,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Its language, as it names it.
    pub(super) language: Option<String>,
    /// In its order.
    pub(super) items: Vec<Item>,
    /// How many entries could not be read.
    pub(super) unreadable: usize,
    /// Whether there are more than were read, or the end is missing.
    pub(super) truncated: bool,
    /// Whether something stands before or behind it that is no part of it.
    pub(super) strays: bool,
}

/// The text of an answer, whatever its encoding.
pub(super) fn text_of(answer: &Answer) -> String {
    decoding::text(&answer.body, answer.header("content-type"))
}

/// Reads the feed in an answer; `None` if there is none. Times without an offset are meant in `zone`.
pub(super) fn read(answer: &Answer, zone: Tz) -> Option<Document> {
    in_text(&text_of(answer), &answer.url, zone)
}

/// Reads the feed in a text that was found at `url`.
pub(super) fn in_text(text: &str, url: &Url, zone: Tz) -> Option<Document> {
    in_json(text, url, zone).or_else(|| in_xml(text, url, zone))
}

fn in_json(text: &str, url: &Url, zone: Tz) -> Option<Document> {
    // A feed in XML may quote an object; one in JSON has no declaration and no element at its beginning.
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    if prologue::of_xml(text).is_some() && !begins.starts_with('{') {
        return None;
    }
    let feed = json::read(text, url, zone)?;
    Some(Document {
        format: "JSON Feed",
        title: feed.title,
        language: feed.language,
        items: feed.items,
        unreadable: feed.unreadable,
        truncated: feed.truncated,
        strays: feed.strays,
    })
}

fn in_xml(text: &str, url: &Url, zone: Tz) -> Option<Document> {
    let start = prologue::of_xml(text)?;
    let pieces = split::split(text.get(start.at..)?)?;
    let items: Vec<Item> = pieces
        .entries
        .iter()
        .filter_map(|entry| item::of_xml(&pieces, entry, url, zone))
        .collect();
    Some(Document {
        format: match pieces.family {
            Family::Rss => "RSS",
            Family::Rdf => "RSS 1.0",
            Family::Atom => "Atom",
        },
        unreadable: pieces.entries.len() - items.len() + pieces.broken,
        truncated: pieces.truncated,
        strays: start.strays || pieces.strays,
        title: pieces.title,
        language: pieces.language,
        items,
    })
}
