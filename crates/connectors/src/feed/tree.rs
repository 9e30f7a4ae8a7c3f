//! One entry as a small tree: what stands in it, by namespace and name. What the parser of feeds is given is written from it, without what it
//! must not see: people above all.

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::spaces::{self, Space};
use super::split::Pieces;

/// Deeper markup is no entry that anyone wrote.
const DEEPEST: usize = 200;

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// The vocabulary.
    pub(super) space: Space,
    /// The name without prefix.
    pub(super) local: String,
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
    let mut around = pieces.depth;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let (resolved, event) = reader.read_resolved_event().ok()?;
        let space = space_of(&resolved);
        match event {
            Event::Start(_) if around > 0 => around -= 1,
            Event::Start(_) if open.len() >= DEEPEST => return None,
            Event::Start(tag) => open.push(Element::new(space, &tag)),
            Event::End(_) => {
                let closed = open.pop()?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(closed)),
                    None => return Some(closed),
                }
            }
            Event::Text(part) => push(&mut open, &part),
            Event::CData(part) => push(&mut open, &part),
            Event::GeneralRef(name) => {
                // A reference to a character that XML does not have is left out; an entity that it does not know is HTML's.
                match name.resolve_char_ref() {
                    Ok(Some(letter)) => push(&mut open, letter.encode_utf8(&mut [0; 4])),
                    Ok(None) => match resolve_predefined_entity(&name) {
                        Some(resolved) => push(&mut open, resolved),
                        None => push(&mut open, &format!("&{};", &*name)),
                    },
                    Err(_) => {}
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn push(open: &mut [Element], part: &str) {
    let Some(element) = open.last_mut() else {
        return;
    };
    match element.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(part),
        _ => element.children.push(Node::Text(part.to_owned())),
    }
}

/// The vocabulary of an element; one without a namespace is of RSS.
fn space_of(resolved: &ResolveResult<'_>) -> Space {
    match resolved {
        ResolveResult::Bound(namespace) => Space::of(namespace.0),
        ResolveResult::Unbound => Space::Rss,
        ResolveResult::Unknown(_) => Space::Other,
    }
}

/// The elements of RSS that are read, as they are spelt: some sites write them in another case.
const OF_RSS: [&str; 7] = [
    "category",
    "description",
    "enclosure",
    "guid",
    "link",
    "pubDate",
    "title",
];

impl Element {
    fn new(space: Space, tag: &BytesStart<'_>) -> Self {
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
                    spaces::canonical(&value).to_owned()
                } else {
                    value
                };
                (key.to_owned(), value)
            })
            .collect();
        let (local, name) = (tag.local_name().into_inner(), tag.name().0);
        let meant = OF_RSS
            .iter()
            .find(|known| space == Space::Rss && name.eq_ignore_ascii_case(known));
        let (local, name) = meant.map_or((local, name), |meant| (*meant, *meant));
        Self {
            space,
            local: local.to_owned(),
            name: name.to_owned(),
            attributes,
            children: Vec::new(),
        }
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the elements of this name.
    pub(super) fn named(&self, space: Space, local: &str) -> impl Iterator<Item = &Self> {
        self.elements()
            .filter(move |element| element.space == space && element.local == local)
    }

    /// The text of the first of them with this name, trimmed; `None` if it is blank.
    pub(super) fn text_of(&self, space: Space, local: &str) -> Option<String> {
        self.named(space, local).find_map(Self::text)
    }

    /// The text directly in it, trimmed; `None` if it is blank.
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

    /// Returns whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.elements().next().is_none() && self.text().is_none()
    }

    /// The value of an attribute, by its name as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute_named(&self, local: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.rsplit(':').next() == Some(local))
            .map(|(_, value)| value.as_str())
    }

    /// Gives an attribute another value.
    pub(super) fn set_attribute(&mut self, name: &str, value: &str) {
        self.attributes.retain(|(key, _)| key != name);
        self.attributes.push((name.to_owned(), value.to_owned()));
    }

    /// Keeps only those of the elements directly in it that are wanted; they may be changed.
    pub(super) fn retain(&mut self, mut wanted: impl FnMut(&mut Self) -> bool) {
        self.children.retain_mut(|child| match child {
            Node::Element(element) => wanted(element),
            Node::Text(_) => false,
        });
    }

    /// Puts an element with a text in it.
    pub(super) fn put(&mut self, space: Space, name: &str, text: &str) {
        self.children.push(Node::Element(Self {
            space,
            local: name.to_owned(),
            name: name.to_owned(),
            attributes: Vec::new(),
            children: vec![Node::Text(text.to_owned())],
        }));
    }

    /// Turns the markup in it into the text that its author should have escaped.
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

    /// Writes it as XML.
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
