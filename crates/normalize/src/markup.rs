//! Markup: sanitised HTML as a flat list of tags and texts, on which links are judged, contacts masked and empty elements dropped.
//!
//! It reads only what `ammonia` writes: no comments, every attribute quoted, `<` and `>` nowhere but around tags.

use url::Url;

use passerelle_model::Language;

use super::characters::{admissible, one_line};
use super::{links, privacy};

/// A tag or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Between tags, entities decoded.
    Text(String),
    /// The beginning of an element, with its attributes (names and decoded values).
    Open(String, Vec<(String, String)>),
    /// The end of an element.
    Close(String),
}

/// Elements that become plainer ones: a page has one first-level heading and it is not in here.
pub(super) const RENAMED: &[(&str, &str)] = &[
    ("h1", "h2"),
    ("address", "div"),
    ("article", "div"),
    ("aside", "div"),
    ("center", "div"),
    ("details", "div"),
    ("fieldset", "div"),
    ("figcaption", "div"),
    ("figure", "div"),
    ("footer", "div"),
    ("form", "div"),
    ("header", "div"),
    ("legend", "div"),
    ("main", "div"),
    ("nav", "div"),
    ("section", "div"),
    ("summary", "div"),
    ("strike", "s"),
];

const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small",
    "strong", "sub", "sup", "u",
];

/// Elements that are nothing without content.
const HOLLOW: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "cite",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
];

/// The relations of a link that the gateway does not endorse, that someone else wrote, and that gets no power over the page it is opened from.
const REL: &str = "noopener nofollow ugc";

/// The pieces of canonical HTML.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, text) = if index == 0 {
            (None, part)
        } else {
            part.split_once('>')
                .map_or((None, part), |(tag, text)| (Some(tag), text))
        };
        if let Some(tag) = tag {
            pieces.push(
                tag.strip_prefix('/')
                    .map_or_else(|| opening(tag), |name| Piece::Close(name.to_owned())),
            );
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(decoded(text)));
        }
    }
    pieces
}

fn opening(tag: &str) -> Piece {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        attributes.push((attribute.trim().to_owned(), decoded(value)));
        rest = after;
    }
    Piece::Open(name.to_owned(), attributes)
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

fn encoded(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\u{a0}', "&nbsp;")
}

/// The pieces as HTML.
pub(super) fn written(pieces: &[Piece]) -> String {
    let mut html = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => html.push_str(&encoded(text).replace("&quot;", "\"")),
            Piece::Open(name, attributes) => {
                html.push('<');
                html.push_str(name);
                for (attribute, value) in attributes {
                    html.extend([" ", attribute, "=\"", &encoded(value), "\""]);
                }
                html.push('>');
            }
            Piece::Close(name) => html.extend(["</", name, ">"]),
        }
    }
    html
}

/// Elements renamed, characters admitted, links resolved against `base` or unwrapped, attributes masked.
pub(super) fn rewritten(pieces: Vec<Piece>, base: &Url, language: &Language) -> Vec<Piece> {
    let mut result = Vec::with_capacity(pieces.len());
    // For each open link, whether it is kept.
    let mut open_links = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = admissible(&text);
                // A parser drops the first line end of preformatted text: one that stayed would vanish at the next reading.
                let begins_pre =
                    matches!(result.last(), Some(Piece::Open(name, _)) if name == "pre");
                let text = if begins_pre {
                    text.trim_start_matches('\n')
                } else {
                    &text
                };
                if !text.is_empty() {
                    result.push(Piece::Text(text.to_owned()));
                }
            }
            Piece::Open(name, attributes) if name == "a" => {
                let link = link(attributes, base);
                open_links.push(link.is_some());
                result.extend(link);
            }
            Piece::Close(name) if name == "a" => {
                if open_links.pop() == Some(true) {
                    result.push(Piece::Close(name));
                }
            }
            Piece::Open(name, attributes) => result.push(Piece::Open(
                renamed(name),
                safe_attributes(attributes, language),
            )),
            Piece::Close(name) => result.push(Piece::Close(renamed(name))),
        }
    }
    result
}

fn renamed(name: String) -> String {
    RENAMED
        .iter()
        .find(|(from, _)| *from == name)
        .map_or(name, |(_, to)| (*to).to_owned())
}

fn link(attributes: Vec<(String, String)>, base: &Url) -> Option<Piece> {
    let written = attributes
        .iter()
        .find(|(name, _)| name == "href")
        .map(|(_, value)| admissible(value))?;
    let url = links::resolved(&written, base)?;
    let mut kept = vec![("href".to_owned(), url.into())];
    kept.extend(
        attributes
            .into_iter()
            .filter(|(name, value)| name != "href" && name != "rel" && is_token(value)),
    );
    kept.push(("rel".to_owned(), REL.to_owned()));
    Some(Piece::Open("a".to_owned(), kept))
}

fn safe_attributes(
    attributes: Vec<(String, String)>,
    language: &Language,
) -> Vec<(String, String)> {
    attributes
        .into_iter()
        .filter_map(|(name, value)| match name.as_str() {
            "title" => Some((
                name,
                privacy::masked(&one_line(&admissible(&value)), language),
            )),
            _ => is_token(&value).then_some((name, value)),
        })
        .collect()
}

/// Returns whether a value is a language, a direction, a small number: not free text.
fn is_token(value: &str) -> bool {
    value.len() <= 12
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && value.bytes().filter(u8::is_ascii_digit).count() <= 4
}

/// Contacts masked in the whole text, also where tags stand inside them; never across blocks.
pub(super) fn masked(pieces: Vec<Piece>, language: &Language) -> Vec<Piece> {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        starts.push(text.len());
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Open(name, _) if name == "br" => text.push('\n'),
            Piece::Open(name, _) | Piece::Close(name) if !INLINE.contains(&name.as_str()) => {
                text.push(privacy::BARRIER);
            }
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    let contacts = privacy::contacts(&text);
    if contacts.is_empty() {
        return pieces;
    }
    let mut result = Vec::with_capacity(pieces.len());
    let mut next = contacts.iter().peekable();
    for (piece, start) in pieces.into_iter().zip(starts) {
        let Piece::Text(part) = piece else {
            result.push(piece);
            continue;
        };
        let end = start + part.len();
        let mut kept = String::new();
        let mut done = start;
        while let Some((range, contact)) = next.peek().filter(|(range, _)| range.start < end) {
            kept.push_str(text.get(done..range.start).unwrap_or_default());
            if range.start >= start {
                kept.push_str(contact.replacement(language));
            }
            done = range.end.max(done);
            if range.end > end {
                break;
            }
            next.next();
        }
        kept.push_str(text.get(done..end).unwrap_or_default());
        if !kept.is_empty() {
            result.push(Piece::Text(kept));
        }
    }
    result
}

/// Elements without any content dropped, neighbouring texts joined.
pub(super) fn tidied(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut result: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (piece, result.last_mut()) {
            (Piece::Text(text), Some(Piece::Text(before))) => before.push_str(&text),
            (Piece::Close(name), _) if HOLLOW.contains(&name.as_str()) => {
                if let Some(begun) = hollow_from(&result, &name) {
                    let blank = result
                        .drain(begun..)
                        .any(|piece| matches!(piece, Piece::Text(_)));
                    // `a<b> </b>b` is two words.
                    if blank && INLINE.contains(&name.as_str()) {
                        push_text(&mut result, " ");
                    }
                } else {
                    result.push(Piece::Close(name));
                }
            }
            (piece, _) => result.push(piece),
        }
    }
    result
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if let Some(Piece::Text(before)) = pieces.last_mut() {
        before.push_str(text);
    } else {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Returns where the element `name` begins, if nothing but white space and line breaks stand in it so far.
fn hollow_from(pieces: &[Piece], name: &str) -> Option<usize> {
    let is_empty = |piece: &Piece| match piece {
        Piece::Text(text) => text.chars().all(char::is_whitespace),
        Piece::Open(inner, _) => inner == "br",
        Piece::Close(_) => false,
    };
    let at = pieces.iter().rposition(|piece| !is_empty(piece))?;
    matches!(pieces.get(at), Some(Piece::Open(open, _)) if open == name).then_some(at)
}

/// The text of the pieces: one line per block or line break, white space collapsed, no blank lines.
pub(super) fn text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(part) => text.push_str(&part.replace('\n', " ")),
            Piece::Open(name, _) | Piece::Close(name) if name == "td" || name == "th" => {
                text.push(' ');
            }
            Piece::Open(name, _) | Piece::Close(name)
                if name == "br" || !INLINE.contains(&name.as_str()) =>
            {
                text.push('\n');
            }
            Piece::Open(..) | Piece::Close(_) => {}
        }
    }
    let lines = text
        .lines()
        .map(one_line)
        .filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
