//! A feed in XML cut into its entries, so that an entry that is no XML does not make the whole feed unreadable. Entries are found by their tags only;
//! their content is not parsed here.
//!
//! Only the entities that XML itself defines are expanded. Document type declarations are skipped.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::vocabularies;
use crate::document_start;

/// The most entries that are read of a feed.
pub(super) const MOST_ENTRIES: usize = 2000;

/// The most times that reading resumes behind something that is no XML.
const MOST_RESUMPTIONS: usize = 20;

/// The longest start tag that is written around an entry, in bytes; attributes that do not fit are left out. Real feeds need some two thousand.
const LONGEST_TAG: usize = 8000;

/// The longest name of a root or a channel, in bytes.
const LONGEST_NAME: usize = 100;

/// The family of formats that a document belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// RSS 0.91 to 2.0: `<rss>`.
    Rss,
    /// RSS 0.90 and 1.0: `<rdf:RDF>`.
    Rdf,
    /// Atom (RFC 4287): `<feed>`, or one `<entry>`.
    Atom,
}

/// A feed cut into pieces.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    /// The family.
    pub(super) family: Family,
    /// The start tags to write before each entry, so that it is a document by itself.
    pub(super) opening: String,
    /// The number of those start tags.
    pub(super) depth: usize,
    /// The end tags of those.
    pub(super) closing: String,
    /// The raw entries, each from its start tag to its end tag.
    pub(super) entries: Vec<&'a str>,
    /// The raw title of the feed.
    pub(super) title: String,
    /// The raw language of the feed.
    pub(super) language: Option<String>,
    /// The number of entries whose end was not found.
    pub(super) broken: usize,
    /// `true` where the end of the document is missing, or it has more entries than are read.
    pub(super) truncated: bool,
    /// `true` where text stands behind the end of the feed.
    pub(super) strays: bool,
}

/// Cuts a document; `None` if it is no feed in XML.
pub(super) fn split(text: &str) -> Option<Pieces<'_>> {
    let mut cutter = Cutter::default();
    let mut from = 0;
    for _ in 0..MOST_RESUMPTIONS {
        match cutter.cut(text, from) {
            Some(next) => from = next,
            None => return cutter.pieces(text),
        }
    }
    cutter.pieces(text)
}

/// A text of the feed itself that is collected while its element is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FeedText {
    Title,
    Language,
}

/// The state of the cutting: what was found up to the current place.
#[derive(Default)]
struct Cutter {
    /// The family, and the name of the root as it is written.
    root: Option<(Family, String)>,
    opening: String,
    closing: String,
    depth: usize,
    /// The places where each entry begins and ends.
    entries: Vec<(usize, usize)>,
    /// The entry that has not ended yet: its name as it is written, and the place where it begins.
    current: Option<(String, usize)>,
    /// The name of the entries as it is written.
    entry_name: Option<String>,
    title: String,
    language: Option<String>,
    collected: Option<FeedText>,
    /// `true` inside an element of the feed that has a title of its own.
    inside_titled: bool,
    broken: usize,
    /// `true` once the end tag of the root was read.
    ended: bool,
    /// The place behind what was read.
    end: usize,
    /// `true` once nothing more is to be read: there are enough entries, or this is no feed.
    full: bool,
}

impl Cutter {
    /// Reads on from a place, to the end or to something that is no XML; then returns the place at which to resume.
    fn cut(&mut self, text: &str, from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let at = from + position(&reader);
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start_tag(&tag, at, false),
                Ok(Event::Empty(tag)) => self.start_tag(&tag, at, true),
                Ok(Event::End(tag)) => self.end_tag(tag.name().0, from + position(&reader)),
                Ok(Event::Text(part)) => self.text(&part),
                Ok(Event::CData(part)) => self.text(&part),
                Ok(Event::GeneralRef(name)) => {
                    let written = format!("&{};", &*name);
                    self.text(&unescape(&written).unwrap_or_default());
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(_) => return self.resumption(text, at),
            }
            if self.ended || self.full {
                self.end = from + position(&reader);
                return None;
            }
        }
    }

    fn start_tag(&mut self, tag: &BytesStart<'_>, at: usize, empty: bool) {
        let name = tag.name();
        let local = tag.local_name().into_inner();
        self.collected = None;
        if self.root.is_none() {
            self.start_root(tag, local);
            if local != "entry" {
                return;
            }
        }
        let Some((family, _)) = self.root else { return };
        if local == family.entry_name() {
            if empty {
                return;
            }
            // Entries do not nest: one that begins inside another means that the other has no end.
            self.broken += usize::from(self.current.is_some());
            self.full = self.entries.len() >= MOST_ENTRIES;
            self.current = Some((name.0.to_owned(), at));
            self.entry_name = Some(name.0.to_owned());
        } else if self.current.is_none() && !empty {
            self.start_tag_of_feed(family, tag, local);
        }
    }

    fn start_root(&mut self, tag: &BytesStart<'_>, local: &str) {
        let family = match local {
            _ if tag.name().0.len() > LONGEST_NAME => {
                self.full = true;
                return;
            }
            "rss" => Family::Rss,
            "RDF" => Family::Rdf,
            "feed" | "entry" => Family::Atom,
            // No other document is a feed.
            _ => {
                self.full = true;
                return;
            }
        };
        self.root = Some((family, tag.name().0.to_owned()));
        self.language = attribute(tag, "xml:lang");
        if local == "entry" {
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">".clone_into(&mut self.opening);
            "</feed>".clone_into(&mut self.closing);
        } else {
            self.opening = root_tag(family, tag);
            self.closing = format!("</{}>", tag.name().0);
        }
        self.depth = 1;
    }

    /// Handles a start tag outside of any entry.
    fn start_tag_of_feed(&mut self, family: Family, tag: &BytesStart<'_>, local: &str) {
        match local {
            "channel"
                if family == Family::Rss
                    && self.depth == 1
                    && tag.name().0.len() <= LONGEST_NAME =>
            {
                self.opening.push_str(&channel_tag(tag));
                self.closing = format!("</{}>{}", tag.name().0, self.closing);
                self.depth = 2;
            }
            "image" | "textInput" | "textinput" | "author" => self.inside_titled = true,
            "title" if !self.inside_titled && self.title.is_empty() => {
                self.collected = Some(FeedText::Title);
            }
            "language" if self.language.is_none() => self.collected = Some(FeedText::Language),
            _ => {}
        }
    }

    fn text(&mut self, part: &str) {
        match self.collected {
            Some(FeedText::Title) if self.title.len() < 1000 => self.title.push_str(part),
            Some(FeedText::Language) if part.len() < 40 => {
                self.language.get_or_insert_default().push_str(part);
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str, after: usize) {
        self.collected = None;
        if let Some((_, begin)) = self.current.take_if(|(current, _)| current == name) {
            self.entries.push((begin, after));
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.current.is_none() && matches!(local, "image" | "textInput" | "textinput" | "author")
        {
            self.inside_titled = false;
        }
        self.ended = self.root.as_ref().is_some_and(|(_, root)| root == name);
    }

    /// Gives up the current entry after something that is no XML, and returns the place where the next entry begins.
    fn resumption(&mut self, text: &str, at: usize) -> Option<usize> {
        let begin = self.current.take().map_or(at, |(_, begin)| begin);
        let name = self.entry_name.as_deref()?;
        let tag = format!("<{name}");
        let mut from = begin + 1;
        while !text.is_char_boundary(from) && from < text.len() {
            from += 1;
        }
        let next = text.get(from..)?.find(&tag)?;
        self.broken += 1;
        Some(from + next)
    }

    fn pieces(self, text: &str) -> Option<Pieces<'_>> {
        let (family, _) = self.root?;
        let entries: Vec<&str> = self
            .entries
            .iter()
            .filter_map(|(begin, end)| text.get(*begin..*end))
            .collect();
        Some(Pieces {
            family,
            opening: self.opening,
            depth: self.depth,
            closing: self.closing,
            entries,
            title: self.title.trim().to_owned(),
            language: self
                .language
                .map(|language| language.trim().to_owned())
                .filter(|language| !language.is_empty()),
            broken: self.broken,
            truncated: self.full || !self.ended,
            strays: self.ended && is_stray(text.get(self.end..).unwrap_or_default()),
        })
    }
}

/// Returns whether the text behind the end of a document holds more than blanks, comments and processing instructions.
fn is_stray(behind: &str) -> bool {
    document_start::blank(behind) < behind.len()
}

impl Family {
    /// Returns the local name of the entries.
    fn entry_name(self) -> &'static str {
        match self {
            Self::Atom => "entry",
            Self::Rss | Self::Rdf => "item",
        }
    }
}

/// Writes the start tag of the root as the parser expects it: `version` 2.0 for every RSS, since all its versions are parsed alike; the namespace of
/// RSS 1.0 or Atom for their forerunners too; and the usual prefixes that the feed does not declare.
fn root_tag(family: Family, tag: &BytesStart<'_>) -> String {
    let name = tag.name().0;
    let mut written = format!("<{name}");
    let declared = push_attributes(&mut written, tag);
    match family {
        Family::Rss => push_attribute(&mut written, "version", "2.0"),
        Family::Rdf => push_attribute(&mut written, "xmlns", "http://purl.org/rss/1.0/"),
        Family::Atom => push_attribute(&mut written, "xmlns", "http://www.w3.org/2005/Atom"),
    }
    for (prefix, namespace) in vocabularies::usual_prefixes() {
        let key = format!("xmlns:{prefix}");
        if !declared.contains(&key) {
            push_attribute(&mut written, &key, namespace);
        }
    }
    written.push('>');
    written
}

fn channel_tag(tag: &BytesStart<'_>) -> String {
    let mut written = format!("<{}", tag.name().0);
    push_attributes(&mut written, tag);
    written.push('>');
    written
}

/// Writes the attributes of a start tag that matter to the entries below it: prefixes, language, base. Their length is bounded, since they are parsed
/// again with each entry. Returns the names of those that were written.
fn push_attributes(written: &mut String, tag: &BytesStart<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (key, value) in attributes(tag) {
        let is_namespace = key.starts_with("xmlns:");
        let is_wanted = is_namespace || matches!(&*key, "xml:lang" | "xml:base");
        let value = if is_namespace {
            vocabularies::canonical(&value)
        } else {
            &value
        };
        let fits = written.len() + key.len() + value.len() <= LONGEST_TAG;
        if is_wanted && fits && names.insert(key.clone()) {
            push_attribute(written, &key, value);
        }
    }
    names
}

/// Returns the raw attributes of a tag, without those that are malformed.
fn attributes<'a>(tag: &'a BytesStart<'_>) -> impl Iterator<Item = (String, String)> + 'a {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes
        .flatten()
        .map(|attribute| (attribute.key.0.to_owned(), attribute.value.into_owned()))
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    attributes(tag)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

fn push_attribute(written: &mut String, key: &str, value: &str) {
    written.push(' ');
    written.push_str(key);
    written.push_str("=\"");
    written.push_str(&value.replace('<', "&lt;").replace('"', "&quot;"));
    written.push('"');
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening_of(feed: &str) -> Option<String> {
        split(feed).map(|pieces| pieces.opening)
    }

    #[test]
    fn the_opening_is_short_however_long_the_start_tags_of_the_feed_are() {
        let long = "y".repeat(100_000);
        let many: Vec<String> = (0..10_000)
            .map(|nth| format!(" xmlns:p{nth}='https://a.fr/{nth}'"))
            .collect();
        for attributes in [
            format!(" x='{long}'"),
            format!(" xmlns:x='{long}'"),
            format!(" xml:base='{long}'"),
            format!(" xmlns:{long}='x'"),
            many.concat(),
        ] {
            let item = "<item><title>A</title></item>";
            let feed = format!(
                "<rss version='2.0'{attributes}><channel{attributes}>{item}{item}</channel></rss>"
            );
            let pieces = split(&feed).unwrap();
            assert_eq!(pieces.entries.len(), 2);
            assert!(pieces.opening.len() < 3 * LONGEST_TAG);
        }
        assert_eq!(
            opening_of(&format!("<{long}:rss><channel/></{long}:rss>")),
            None
        );
    }

    #[test]
    fn the_prefixes_the_language_and_the_base_of_a_feed_stand_around_each_entry() {
        let opening = opening_of(
            "<rss version='0.91' xmlns:m='http://search.yahoo.com/mrss' xml:base='https://a.fr/' x='1'><channel xml:lang='fr'/></rss>",
        );
        let opening = opening.unwrap();
        for kept in [
            "xmlns:m=\"http://search.yahoo.com/mrss/\"",
            "xml:base=\"https://a.fr/\"",
            "version=\"2.0\"",
            "xmlns:dc=",
        ] {
            assert!(opening.contains(kept), "{kept}: {opening}");
        }
        assert!(!opening.contains(" x="), "{opening}");
    }
}
