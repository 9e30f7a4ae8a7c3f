//! Reading of a feed: from the bytes of an answer to its items, whatever its format and encoding.

use chrono_tz::Tz;
use url::Url;

use super::item::{self, Item};
use super::split::{self, Family};
use super::{json, plain_text};
use crate::{decoding, document_start};
use passerelle_fetch::Answer;
use passerelle_model::Reason;
use passerelle_model::reason::{self, Code, Place};

/// An entry that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// The place in the feed, from 1.
    pub(super) number: usize,
    /// The title, where a notice may repeat it.
    pub(super) title: Option<String>,
}

impl Broken {
    /// The same, as a notice tells it.
    pub(super) fn item(&self) -> reason::Item {
        let malformed = Reason::new(Code::EntryMalformed);
        reason::Item {
            place: Some(Place::Entry(self.number)),
            reasons: vec![malformed.with_known("title", self.title.as_deref())],
        }
    }
}

/// A feed.
#[derive(Debug, Default)]
pub(super) struct FeedDocument {
    /// The format, by its name.
    pub(super) format: &'static str,
    /// The title; may be empty.
    pub(super) title: String,
    /// The language, as it names it.
    pub(super) language: Option<String>,
    /// The items, in its order.
    pub(super) items: Vec<Item>,
    /// The number of entries that could not be read.
    pub(super) unreadable: usize,
    /// The broken ones that have a place.
    pub(super) broken: Vec<Broken>,
    /// `true` where there are more than were read, or the end is missing.
    pub(super) truncated: bool,
    /// `true` where something stands before or behind it that is no part of it.
    pub(super) strays: bool,
}

/// The text of an answer, whatever its encoding.
pub(super) fn text_of(answer: &Answer) -> String {
    decoding::text(&answer.body, answer.header("content-type"))
}

/// Reads the feed in an answer; `None` if there is none. Times without an offset are meant in `zone`.
pub(super) fn read(answer: &Answer, zone: Tz) -> Option<FeedDocument> {
    in_text(&text_of(answer), &answer.url, zone)
}

/// Reads the feed in a text that was found at `url`.
pub(super) fn in_text(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    in_json(text, url, zone).or_else(|| in_xml(text, url, zone))
}

fn in_json(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    // A feed in XML may quote an object; one in JSON has no declaration and no element at its beginning.
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    if document_start::of_xml(text).is_some() && !begins.starts_with('{') {
        return None;
    }
    let feed = json::read(text, url, zone)?;
    Some(FeedDocument {
        format: "JSON Feed",
        title: feed.title,
        language: feed.language,
        items: feed.items,
        unreadable: feed.unreadable,
        broken: feed.broken,
        truncated: feed.truncated,
        strays: feed.strays,
    })
}

fn in_xml(text: &str, url: &Url, zone: Tz) -> Option<FeedDocument> {
    let start = document_start::of_xml(text)?;
    let pieces = split::split(text.get(start.at..)?)?;
    let (mut items, mut broken) = (Vec::new(), Vec::new());
    for (at, entry) in pieces.entries.iter().enumerate() {
        match item::of_xml(&pieces, entry, url, zone) {
            Some(item) => items.push(item),
            None => broken.push(Broken {
                number: at + 1,
                title: plain_text::quotable(title_in(entry)),
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

/// Returns the title of an entry that is no XML.
fn title_in(entry: &str) -> &str {
    let begin = entry
        .find("<title")
        .and_then(|at| Some(at + entry.get(at..)?.find('>')? + 1));
    let rest = begin.and_then(|at| entry.get(at..)).unwrap_or_default();
    rest.split("</").next().unwrap_or_default()
}
