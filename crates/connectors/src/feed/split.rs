//! A feed in XML cut into its entries, so that one that cannot be read does not take the others with it. It knows where an entry begins and ends,
//! and nothing of what is in it.
//!
//! Nothing is expanded but the entities of XML itself: a document type declaration, whatever it declares, is passed over.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::spaces;
use crate::document_start;

/// More entries than these are not read.
pub(super) const MOST_ENTRIES: usize = 2000;

/// The number of times that reading is taken up again behind something that is no XML.
const MOST_RESUMPTIONS: usize = 20;

/// A longer start tag around the entries is cut short by attributes, in bytes; those of feeds have some two thousand.
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
    /// The start tags that stand around each entry, with what readers of RSS and Atom look for in them.
    pub(super) opening: String,
    /// The number of them.
    pub(super) depth: usize,
    /// The end tags of what is open.
    pub(super) closing: String,
    /// Each entry as it is written, from its start tag to its end tag.
    pub(super) entries: Vec<&'a str>,
    /// The title of the feed, as it is written.
    pub(super) title: String,
    /// The language, as it is written.
    pub(super) language: Option<String>,
    /// The number of entries that do not end.
    pub(super) broken: usize,
    /// `true` where the document ends before its end, or has more entries than are read.
    pub(super) truncated: bool,
    /// `true` where something stands behind its end that is no part of it.
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

/// The parts that were found until now.
#[derive(Default)]
struct Cutter {
    root: Option<(Family, String)>,
    opening: String,
    closing: String,
    depth: usize,
    /// The place where each entry begins and ends.
    found: Vec<(usize, usize)>,
    /// The name of the entries, and where the one begins that did not end yet.
    current: Option<(String, usize)>,
    entry_name: Option<String>,
    title: String,
    language: Option<String>,
    reading: Option<&'static str>,
    inside_image: bool,
    broken: usize,
    ended: bool,
    /// The place where it ended.
    end: usize,
    full: bool,
}

impl Cutter {
    /// Reads on from a place; gives the place at which to go on after what is no XML.
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
                Ok(Event::Start(tag)) => self.start(&tag, at, false),
                Ok(Event::Empty(tag)) => self.start(&tag, at, true),
                Ok(Event::End(tag)) => self.end(tag.name().0, from + position(&reader)),
                Ok(Event::Text(part)) => self.text(&part),
                Ok(Event::CData(part)) => self.text(&part),
                Ok(Event::GeneralRef(name)) => {
                    let written = format!("&{};", &*name);
                    self.text(&unescape(&written).unwrap_or_default());
                }
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(_) => return self.behind(text, at),
            }
            if self.ended || self.full {
                self.end = from + position(&reader);
                return None;
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize, empty: bool) {
        let name = tag.name();
        let local = tag.local_name().into_inner();
        self.reading = None;
        if self.root.is_none() {
            self.begin(tag, local);
            if local != "entry" {
                return;
            }
        }
        let Some((family, _)) = self.root else { return };
        if local == family.entry() {
            if empty {
                return;
            }
            // Entries do not nest: one that begins inside another means that the other has no end.
            self.broken += usize::from(self.current.is_some());
            self.full = self.found.len() >= MOST_ENTRIES;
            self.current = Some((name.0.to_owned(), at));
            self.entry_name = Some(name.0.to_owned());
        } else if self.current.is_none() && !empty {
            self.of_the_feed(family, tag, local);
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, local: &str) {
        let family = match local {
            _ if tag.name().0.len() > LONGEST_NAME => {
                self.full = true;
                return;
            }
            "rss" => Family::Rss,
            "RDF" => Family::Rdf,
            "feed" | "entry" => Family::Atom,
            // What is no feed has no entries.
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

    /// A start tag outside of any entry.
    fn of_the_feed(&mut self, family: Family, tag: &BytesStart<'_>, local: &str) {
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
            "image" | "textInput" | "textinput" | "author" => self.inside_image = true,
            "title" if !self.inside_image && self.title.is_empty() => self.reading = Some("title"),
            "language" if self.language.is_none() => self.reading = Some("language"),
            _ => {}
        }
    }

    fn text(&mut self, part: &str) {
        match self.reading {
            Some("title") if self.title.len() < 1000 => self.title.push_str(part),
            Some("language") if part.len() < 40 => {
                self.language.get_or_insert_default().push_str(part);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, after: usize) {
        self.reading = None;
        if let Some((_, begin)) = self.current.take_if(|(current, _)| current == name) {
            self.found.push((begin, after));
        }
        let local = name.rsplit(':').next().unwrap_or(name);
        if self.current.is_none() && matches!(local, "image" | "textInput" | "textinput" | "author")
        {
            self.inside_image = false;
        }
        self.ended = self.root.as_ref().is_some_and(|(_, root)| root == name);
    }

    /// Finds the next entry behind a part that is no XML.
    fn behind(&mut self, text: &str, at: usize) -> Option<usize> {
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
            .found
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

/// Returns whether a text behind the end of a document is more than blanks, comments and instructions to programs.
fn is_stray(behind: &str) -> bool {
    document_start::blank(behind) < behind.len()
}

impl Family {
    /// The local name of its entries.
    fn entry(self) -> &'static str {
        match self {
            Self::Atom => "entry",
            Self::Rss | Self::Rdf => "item",
        }
    }
}

/// The root as readers expect it: `version` 2.0 for every RSS, which all read alike; the namespaces of RSS 1.0 and Atom for their forerunners; and
/// the prefixes that nobody declares.
fn root_tag(family: Family, tag: &BytesStart<'_>) -> String {
    let name = tag.name().0;
    let mut written = format!("<{name}");
    let declared = push_attributes(&mut written, tag);
    match family {
        Family::Rss => push_attribute(&mut written, "version", "2.0"),
        Family::Rdf => push_attribute(&mut written, "xmlns", "http://purl.org/rss/1.0/"),
        Family::Atom => push_attribute(&mut written, "xmlns", "http://www.w3.org/2005/Atom"),
    }
    for (prefix, namespace) in spaces::usual_prefixes() {
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

/// Writes the attributes of a start tag around the entries that say something of them: prefixes, language, base. No more than is bounded, for they
/// are read again with each entry. Gives the names of those that are written.
fn push_attributes(written: &mut String, tag: &BytesStart<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (key, value) in attributes(tag) {
        let is_namespace = key.starts_with("xmlns:");
        let is_wanted = is_namespace || matches!(&*key, "xml:lang" | "xml:base");
        let value = if is_namespace {
            spaces::canonical(&value)
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

/// The attributes of a tag as they are written; what is none is left out.
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
    fn what_is_read_with_each_entry_is_short_however_long_the_start_of_the_feed_is() {
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
