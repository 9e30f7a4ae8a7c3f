//! Parsing of a feed: from the bytes of an answer to its items, whatever its format and encoding.

use chrono_tz::Tz;
use url::Url;

use super::item::{self, Item};
use super::split::{self, Family};
use super::{json, plain_text};
use crate::{decoding, document_start};
use passerelle_fetch::Answer;
use passerelle_model::Reason;
use passerelle_model::reason::{self, Code, Place};

/// An entry that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BrokenEntry {
    /// The place in the feed, from 1.
    pub(super) number: usize,
    /// The title, where a notice may repeat it.
    pub(super) title: Option<String>,
}

impl BrokenEntry {
    /// The entry as one item of a notice.
    pub(super) fn notice_item(&self) -> reason::Item {
        let malformed = Reason::new(Code::EntryMalformed);
        reason::Item {
            place: Some(Place::Entry(self.number)),
            reasons: vec![malformed.with_known("title", self.title.as_deref())],
        }
    }
}

/// A feed that was parsed.
#[derive(Debug, Default)]
pub(super) struct FeedDocument {
    /// The format, by its name.
    pub(super) format: &'static str,
    /// The title; may be empty.
    pub(super) title: String,
    /// The language, as the feed names it.
    pub(super) language: Option<String>,
    /// The items, in the order of the feed.
    pub(super) items: Vec<Item>,
    /// The number of entries that could not be parsed.
    pub(super) unreadable: usize,
    /// The unreadable entries whose place is known.
    pub(super) broken: Vec<BrokenEntry>,
    /// `true` where the feed has more entries than are read, or its end is missing.
    pub(super) truncated: bool,
    /// `true` where text stands before or behind the feed that is no part of it.
    pub(super) strays: bool,
}

/// The text of an answer, whatever its encoding.
pub(super) fn text_of(answer: &Answer) -> String {
    decoding::text(&answer.body, answer.header("content-type"))
}

/// Parses the feed in an answer; `None` if there is none. Times without an offset are meant in `zone`.
pub(super) fn answer(answer: &Answer, zone: Tz) -> Option<FeedDocument> {
    text(&text_of(answer), &answer.url, zone)
}

/// Parses the feed in a text that was found at `url`.
pub(super) fn text(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    json_feed(text, url, zone).or_else(|| xml_feed(text, url, zone))
}

fn json_feed(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    // A feed in XML may quote an object; one in JSON has no declaration and no element at its beginning.
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    if document_start::of_xml(text).is_some() && !begins.starts_with('{') {
        return None;
    }
    json::parse(text, url, zone)
}

fn xml_feed(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    let start = document_start::of_xml(text)?;
    let pieces = split::split(text.get(start.at..)?)?;
    let (mut items, mut broken) = (Vec::new(), Vec::new());
    for (at, entry) in pieces.entries.iter().enumerate() {
        match item::of_xml(&pieces, entry, url, zone) {
            Some(item) => items.push(item),
            None => broken.push(BrokenEntry {
                number: at + 1,
                title: plain_text::quotable(raw_title(entry)),
            }),
        }
    }
    Some(FeedDocument {
        format: match pieces.family {
            Family::Rss => "RSS",
            Family::Rdf => "RSS 1.0",
            Family::Atom => "Atom",
        },
        unreadable: pieces.entries.len() - items.len() + pieces.broken,
        truncated: pieces.truncated,
        broken,
        strays: start.strays || pieces.strays,
        title: pieces.title,
        language: pieces.language,
        items,
    })
}

/// Returns the raw title of an entry that is no well-formed XML; empty if it has none.
fn raw_title(entry: &str) -> &str {
    let begin = entry
        .find("<title")
        .and_then(|at| Some(at + entry.get(at..)?.find('>')? + 1));
    let rest = begin.and_then(|at| entry.get(at..)).unwrap_or_default();
    rest.split("</").next().unwrap_or_default()
}
