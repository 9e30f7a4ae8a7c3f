//! One entry as a tree of elements, by vocabulary and name. Elements are taken out of it (those that name people above all) before it is written
//! again as XML for the parser of feeds.

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::split::Pieces;
use super::vocabularies::{self, Vocabulary};

/// The deepest nesting of elements that is read: no author writes deeper markup.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// The vocabulary.
    pub(super) vocabulary: Vocabulary,
    /// The name without prefix.
    pub(super) local: String,
    /// The name with its prefix, as it is written.
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// Reads one of the entries of a feed; `None` if it is no well-formed XML.
pub(super) fn read(pieces: &Pieces<'_>, entry: &str) -> Option<Element> {
    let text = format!("{}{entry}", pieces.opening);
    let mut reader = NsReader::from_str(&text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    config.trim_markup_names_in_closing_tags = true;
    let mut enclosing = pieces.depth;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let (resolved, event) = reader.read_resolved_event().ok()?;
        let vocabulary = vocabulary_of(&resolved);
        match event {
            Event::Start(_) if enclosing > 0 => enclosing -= 1,
            Event::Start(_) if open.len() >= DEEPEST => return None,
            Event::Start(tag) => open.push(Element::new(vocabulary, &tag)),
            Event::End(_) => {
                let closed = open.pop()?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(closed)),
                    None => return Some(closed),
                }
            }
            Event::Text(part) => push_text(&mut open, &part),
            Event::CData(part) => push_text(&mut open, &part),
            Event::GeneralRef(name) => {
                // References to characters that XML forbids are left out. Entities that XML does not know are left as they are: they are those of
                // HTML.
                match name.resolve_char_ref() {
                    Ok(Some(letter)) => push_text(&mut open, letter.encode_utf8(&mut [0; 4])),
                    Ok(None) => match resolve_predefined_entity(&name) {
                        Some(resolved) => push_text(&mut open, resolved),
                        None => push_text(&mut open, &format!("&{};", &*name)),
                    },
                    Err(_) => {}
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn push_text(open: &mut [Element], part: &str) {
    let Some(element) = open.last_mut() else {
        return;
    };
    match element.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(part),
        _ => element.children.push(Node::Text(part.to_owned())),
    }
}

/// Returns the vocabulary of an element; an element without a namespace is of RSS.
fn vocabulary_of(resolved: &ResolveResult<'_>) -> Vocabulary {
    match resolved {
        ResolveResult::Bound(namespace) => Vocabulary::of(namespace.0),
        ResolveResult::Unbound => Vocabulary::Rss,
        ResolveResult::Unknown(_) => Vocabulary::Other,
    }
}

/// The elements of RSS that are read, in their official spelling: some sites write them in another case.
const RSS_NAMES: [&str; 7] = [
    "category",
    "description",
    "enclosure",
    "guid",
    "link",
    "pubDate",
    "title",
];

impl Element {
    fn new(vocabulary: Vocabulary, tag: &BytesStart<'_>) -> Self {
        let mut attributes = tag.attributes();
        attributes.with_checks(false);
        let attributes = attributes
            .flatten()
            .map(|attribute| {
                let value = unescape(&attribute.value).map_or_else(
                    |_| attribute.value.to_string(),
                    std::borrow::Cow::into_owned,
                );
                let key = attribute.key.0;
                let is_namespace = key == "xmlns" || key.starts_with("xmlns:");
                let value = if is_namespace {
                    vocabularies::canonical(&value).to_owned()
                } else {
                    value
                };
                (key.to_owned(), value)
            })
            .collect();
        let (local, name) = (tag.local_name().into_inner(), tag.name().0);
        let official = RSS_NAMES
            .iter()
            .find(|known| vocabulary == Vocabulary::Rss && name.eq_ignore_ascii_case(known));
        let (local, name) = official.map_or((local, name), |official| (*official, *official));
        Self {
            vocabulary,
            local: local.to_owned(),
            name: name.to_owned(),
            attributes,
            children: Vec::new(),
        }
    }

    /// Returns the child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the child elements of this name.
    pub(super) fn named(&self, vocabulary: Vocabulary, local: &str) -> impl Iterator<Item = &Self> {
        self.elements()
            .filter(move |element| element.vocabulary == vocabulary && element.local == local)
    }

    /// Returns the first text of the child elements of this name that is not blank, trimmed.
    pub(super) fn text_of(&self, vocabulary: Vocabulary, local: &str) -> Option<String> {
        self.named(vocabulary, local).find_map(Self::text)
    }

    /// Returns the text of the element without that of its children, trimmed; `None` if it is blank.
    pub(super) fn text(&self) -> Option<String> {
        let text: String = self
            .children
            .iter()
            .filter_map(|child| match child {
                Node::Text(text) => Some(text.as_str()),
                Node::Element(_) => None,
            })
            .collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Returns whether the element has neither child elements nor text other than blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.elements().next().is_none() && self.text().is_none()
    }

    /// Returns the value of an attribute, by its name with the prefix as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the value of an attribute, by its name without prefix.
    pub(super) fn attribute_named(&self, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.rsplit(':').next() == Some(local))
            .map(|(_, value)| value.as_str())
    }

    /// Sets an attribute to a value.
    pub(super) fn set_attribute(&mut self, name: &str, value: &str) {
        self.attributes.retain(|(key, _)| key != name);
        self.attributes.push((name.to_owned(), value.to_owned()));
    }

    /// Keeps only the child elements for which `is_kept` returns true; it may change them. Text between them is dropped.
    pub(super) fn retain_children(&mut self, mut is_kept: impl FnMut(&mut Self) -> bool) {
        self.children.retain_mut(|child| match child {
            Node::Element(element) => is_kept(element),
            Node::Text(_) => false,
        });
    }

    /// Appends a child element that holds a text.
    pub(super) fn append(&mut self, vocabulary: Vocabulary, name: &str, text: &str) {
        self.children.push(Node::Element(Self {
            vocabulary,
            local: name.to_owned(),
            name: name.to_owned(),
            attributes: Vec::new(),
            children: vec![Node::Text(text.to_owned())],
        }));
    }

    /// Replaces the child elements by their markup as text, which the author should have escaped.
    pub(super) fn flatten(&mut self) {
        if self.elements().next().is_some() {
            let mut text = String::new();
            for child in &self.children {
                match child {
                    Node::Element(element) => element.write(&mut text),
                    Node::Text(part) => text.push_str(part),
                }
            }
            self.children = vec![Node::Text(text)];
        }
    }

    /// Writes the element as XML.
    pub(super) fn write(&self, written: &mut String) {
        written.push('<');
        written.push_str(&self.name);
        for (key, value) in &self.attributes {
            written.push(' ');
            written.push_str(key);
            written.push_str("=\"");
            written.push_str(&escaped(value));
            written.push('"');
        }
        written.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(written),
                Node::Text(text) => written.push_str(&escaped(text)),
            }
        }
        written.push_str("</");
        written.push_str(&self.name);
        written.push('>');
    }
}

fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    quick_xml::escape::escape(text)
}
