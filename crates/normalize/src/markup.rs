//! Markup: sanitised HTML as a flat list of tags and texts, in which links are judged, contacts masked and empty elements dropped.
//!
//! It reads only what `ammonia` writes: no comments, every attribute quoted, `<` and `>` nowhere but around tags.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;

use url::Url;

use passerelle_model::Language;

use super::characters::{admissible, one_line};
use super::links;
use super::privacy::{self, Contact};

/// A tag or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// The text between two tags, with entities decoded.
    Text(String),
    /// The start tag of an element, with its attributes (names and decoded values).
    Open(String, Vec<(String, String)>),
    /// The end tag of an element.
    Close(String),
}

/// Elements that become plainer ones. First-level headings are among them: a page has one, and it is not inside a text.
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

/// Elements within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small",
    "strong", "sub", "sup", "u",
];

/// Elements that are dropped if they have no content.
const DROPPED_IF_EMPTY: &[&str] = &[
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

/// The `rel` of every link: the target gets no access to the page that opens it, the gateway does not endorse it, and someone else wrote it.
const REL: &str = "noopener nofollow ugc";

/// Splits HTML in the form that `ammonia` writes into tokens.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, text) = if index == 0 {
            (None, part)
        } else {
            part.split_once('>')
                .map_or((None, part), |(tag, text)| (Some(tag), text))
        };
        if let Some(tag) = tag {
            tokens.push(
                tag.strip_prefix('/')
                    .map_or_else(|| start_tag(tag), |name| Token::Close(name.to_owned())),
            );
        }
        if !text.is_empty() {
            tokens.push(Token::Text(decoded(text)));
        }
    }
    tokens
}

fn start_tag(tag: &str) -> Token {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        attributes.push((attribute.trim().to_owned(), decoded(value)));
        rest = after;
    }
    Token::Open(name.to_owned(), attributes)
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

/// Writes the tokens as HTML.
pub(super) fn serialized(tokens: &[Token]) -> String {
    let mut html = String::new();
    for token in tokens {
        match token {
            Token::Text(text) => html.push_str(&encoded(text).replace("&quot;", "\"")),
            Token::Open(name, attributes) => {
                html.push('<');
                html.push_str(name);
                for (attribute, value) in attributes {
                    html.extend([" ", attribute, "=\"", &encoded(value), "\""]);
                }
                html.push('>');
            }
            Token::Close(name) => html.extend(["</", name, ">"]),
        }
    }
    html
}

/// Renames elements, removes inadmissible characters, resolves links against `base`, unwraps those that may not be relayed, and masks contacts in
/// attributes.
pub(super) fn rewritten(tokens: Vec<Token>, base: &Url, language: &Language) -> Vec<Token> {
    let mut result = Vec::with_capacity(tokens.len());
    // For each open link, whether it is kept.
    let mut open_links = Vec::new();
    for token in tokens {
        match token {
            Token::Text(text) => {
                let text = rewritten_text(&text, result.last());
                if !text.is_empty() {
                    result.push(Token::Text(text));
                }
            }
            Token::Open(name, attributes) if name == "a" => {
                let link = link(attributes, base);
                open_links.push(link.is_some());
                result.extend(link);
            }
            Token::Close(name) if name == "a" => {
                if open_links.pop() == Some(true) {
                    result.push(Token::Close(name));
                }
            }
            Token::Open(name, attributes) => result.push(Token::Open(
                renamed(name),
                safe_attributes(attributes, language),
            )),
            Token::Close(name) => result.push(Token::Close(renamed(name))),
        }
    }
    result
}

/// Returns the admissible characters of a text that follows `before`.
fn rewritten_text(text: &str, before: Option<&Token>) -> String {
    let text = admissible(text);
    // A parser drops the first line end of preformatted text: one that stayed would vanish when the result is parsed again.
    match before {
        Some(Token::Open(name, _)) if name == "pre" => text.trim_start_matches('\n').to_owned(),
        _ => text,
    }
}

fn renamed(name: String) -> String {
    RENAMED
        .iter()
        .find(|(from, _)| *from == name)
        .map_or(name, |(_, to)| (*to).to_owned())
}

/// Returns the start tag of a link that may be relayed.
fn link(attributes: Vec<(String, String)>, base: &Url) -> Option<Token> {
    let written = attributes
        .iter()
        .find(|(name, _)| name == "href")
        .map(|(_, value)| admissible(value))?;
    let url = links::resolved(&written, base)?;
    let mut kept = vec![("href".to_owned(), url.into())];
    kept.extend(
        attributes
            .into_iter()
            .filter(|(name, value)| name != "href" && name != "rel" && is_short_value(value)),
    );
    kept.push(("rel".to_owned(), REL.to_owned()));
    Some(Token::Open("a".to_owned(), kept))
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
            _ => is_short_value(&value).then_some((name, value)),
        })
        .collect()
}

/// Returns whether the value of an attribute is short and no free text: a language, a direction or a small number.
fn is_short_value(value: &str) -> bool {
    value.len() <= 12
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && value.bytes().filter(u8::is_ascii_digit).count() <= 4
}

/// Masks contacts in the whole text, also where tags stand inside them, but never across blocks.
pub(super) fn masked(tokens: Vec<Token>, language: &Language) -> Vec<Token> {
    let (text, starts) = joined_text(&tokens);
    let contacts = privacy::contacts(&text);
    if contacts.is_empty() {
        return tokens;
    }
    let mut result = Vec::with_capacity(tokens.len());
    let mut contacts = contacts.iter().peekable();
    for (token, start) in tokens.into_iter().zip(starts) {
        let Token::Text(part) = token else {
            result.push(token);
            continue;
        };
        let part = masked_part(&text, start..start + part.len(), &mut contacts, language);
        if !part.is_empty() {
            result.push(Token::Text(part));
        }
    }
    result
}

/// Joins the texts of the tokens, with a barrier between blocks. Also returns where each token begins in the result.
fn joined_text(tokens: &[Token]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(tokens.len());
    for token in tokens {
        starts.push(text.len());
        match token {
            Token::Text(part) => text.push_str(part),
            Token::Open(name, _) if name == "br" => text.push('\n'),
            Token::Open(name, _) | Token::Close(name) if !INLINE.contains(&name.as_str()) => {
                text.push(privacy::BARRIER);
            }
            Token::Open(..) | Token::Close(_) => {}
        }
    }
    (text, starts)
}

/// Masks the contacts in one part of a text. The mask stands where a contact begins; a contact that goes on behind the part stays in `contacts`.
fn masked_part(
    text: &str,
    part: Range<usize>,
    contacts: &mut Peekable<Iter<'_, (Range<usize>, Contact)>>,
    language: &Language,
) -> String {
    let mut masked = String::new();
    let mut done = part.start;
    while let Some((range, contact)) = contacts.peek().filter(|(range, _)| range.start < part.end) {
        masked.push_str(text.get(done..range.start).unwrap_or_default());
        if range.start >= part.start {
            masked.push_str(contact.replacement(language));
        }
        done = range.end.max(done);
        if range.end > part.end {
            break;
        }
        contacts.next();
    }
    masked.push_str(text.get(done..part.end).unwrap_or_default());
    masked
}

/// Drops elements without content and joins neighbouring texts.
pub(super) fn tidied(tokens: Vec<Token>) -> Vec<Token> {
    let mut result: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match (token, result.last_mut()) {
            (Token::Text(text), Some(Token::Text(before))) => before.push_str(&text),
            (Token::Close(name), _) if DROPPED_IF_EMPTY.contains(&name.as_str()) => {
                if let Some(start) = empty_element_start(&result, &name) {
                    let had_text = result
                        .drain(start..)
                        .any(|token| matches!(token, Token::Text(_)));
                    // `a<b> </b>b` is two words, and stays two.
                    if had_text && INLINE.contains(&name.as_str()) {
                        push_text(&mut result, " ");
                    }
                } else {
                    result.push(Token::Close(name));
                }
            }
            (token, _) => result.push(token),
        }
    }
    result
}

fn push_text(tokens: &mut Vec<Token>, text: &str) {
    if let Some(Token::Text(before)) = tokens.last_mut() {
        before.push_str(text);
    } else {
        tokens.push(Token::Text(text.to_owned()));
    }
}

/// Finds the start tag of the element `name`, if only white space and line breaks follow it.
fn empty_element_start(tokens: &[Token], name: &str) -> Option<usize> {
    let is_empty = |token: &Token| match token {
        Token::Text(text) => text.chars().all(char::is_whitespace),
        Token::Open(inner, _) => inner == "br",
        Token::Close(_) => false,
    };
    let at = tokens.iter().rposition(|token| !is_empty(token))?;
    matches!(tokens.get(at), Some(Token::Open(open, _)) if open == name).then_some(at)
}

/// Returns the text of the tokens: one line per block or line break, with white space collapsed and without blank lines.
pub(super) fn text(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Text(part) => text.push_str(&part.replace('\n', " ")),
            Token::Open(name, _) | Token::Close(name) if name == "td" || name == "th" => {
                text.push(' ');
            }
            Token::Open(name, _) | Token::Close(name)
                if name == "br" || !INLINE.contains(&name.as_str()) =>
            {
                text.push('\n');
            }
            Token::Open(..) | Token::Close(_) => {}
        }
    }
    let lines = text
        .lines()
        .map(one_line)
        .filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
