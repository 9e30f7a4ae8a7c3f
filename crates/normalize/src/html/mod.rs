//! HTML that can stand in any page, made from HTML of any origin: a short list of elements, absolute links, no images, no contacts.
//!
//! `ammonia` parses as browsers do and leaves only what the list allows, in one canonical form; `markup` then works on that form.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use url::Url;

use passerelle_model::Language;

use super::characters::admissible;
use super::markup::{self, Token};

/// The most characters of a text; a longer one is cut. (Some 60 printed pages.)
const LONGEST: usize = 200_000;

/// The longest run without a separator, in characters; a longer one is an embedded file, not a word.
const LONGEST_WORD: usize = 2_000;

/// The most elements of one text. More are an attack on the parser, whose work grows with their square when they are nested.
const MOST_ELEMENTS: usize = 4_000;

/// The most elements that a parser may make of one text. Formatting elements that are never closed are repeated in every block that follows,
/// without limit if their attributes differ.
const MOST_NODES: usize = 400_000;

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 8_000;

/// The most times that a document is cleaned until it no longer changes.
const MOST_PASSES: usize = 6;

/// Elements that stay. Those of `markup::RENAMED` are allowed through so that they can become one of these.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
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
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Elements that are removed with everything inside them.
const REMOVED: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "embed",
    "frameset",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Leaves the elements of `ELEMENTS` and `markup::RENAMED`, with a few attributes.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let set = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let renamed = markup::RENAMED.iter().map(|(from, _)| *from);
    let mut cleaner = Builder::empty();
    cleaner
        .tags(ELEMENTS.iter().copied().chain(renamed).collect())
        .clean_content_tags(set(REMOVED))
        .generic_attributes(set(&["lang", "dir"]))
        .tag_attributes(HashMap::from([
            ("a", set(&["href", "hreflang"])),
            ("abbr", set(&["title"])),
            ("ol", set(&["start", "reversed"])),
            ("td", set(&["colspan", "rowspan"])),
            ("th", set(&["colspan", "rowspan", "scope"])),
        ]))
        .url_schemes(set(&["http", "https"]))
        // Relative addresses are resolved in `markup`, which also judges the absolute ones.
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    cleaner
});

/// Removes every element, and the content of those in `REMOVED`.
static STRIPPER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut stripper = Builder::empty();
    stripper.clean_content_tags(REMOVED.iter().copied().collect());
    stripper
});

/// Sanitises `html`, which stands in a page at `base` and is written in `language`. Sanitising twice changes nothing.
pub(super) fn sanitized(html: &str, base: &Url, language: &Language) -> String {
    let mut current = bounded(html);
    for _ in 0..MOST_PASSES {
        let next = markup::serialized(&pass(&current, base, language));
        if next == current {
            return next;
        }
        current = next;
    }
    // A document that each pass changes again loses its markup.
    markup::serialized(&[Token::Text(text(&current, language))])
}

fn pass(html: &str, base: &Url, language: &Language) -> Vec<Token> {
    let tokens = markup::tokens(&CLEANER.clean(&digestible(html)).to_string());
    markup::tidied(markup::masked(
        markup::rewritten(tokens, base, language),
        language,
    ))
}

/// Returns the plain text of sanitised HTML, one line per block.
pub(super) fn text(sanitized: &str, language: &Language) -> String {
    markup::text(&markup::masked(markup::tokens(sanitized), language))
}

/// Returns the text of raw HTML without any element and with entities decoded.
pub(super) fn stripped(html: &str) -> String {
    markup::text(&markup::tokens(
        &STRIPPER.clean(&digestible(&bounded(html))).to_string(),
    ))
}

/// Returns HTML as it is if a parser can read it in bounded time and memory, else its text without tags.
fn digestible(html: &str) -> Cow<'_, str> {
    if is_digestible(html) {
        return Cow::Borrowed(html);
    }
    let texts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .filter(|text| !text.trim().is_empty());
    Cow::Owned(texts.collect::<Vec<_>>().join(" "))
}

/// Returns whether a parser can read HTML in bounded time and memory.
fn is_digestible(html: &str) -> bool {
    const FORMATTING: &[&str] = &[
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    let (mut elements, mut formatting, mut longest_tag) = (0, 3 * FORMATTING.len(), 0);
    // Counts at least all that a parser takes for a start tag.
    for tag in html
        .split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|letter: char| letter.is_ascii_alphabetic()))
    {
        let name = tag
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let has_attributes = !tag
            .get(name.len()..)
            .is_some_and(|rest| rest.starts_with('>'));
        elements += 1;
        formatting +=
            usize::from(has_attributes && FORMATTING.contains(&name.to_ascii_lowercase().as_str()));
        longest_tag = longest_tag.max(tag.find('>').unwrap_or(tag.len()));
    }
    elements <= MOST_ELEMENTS && elements * formatting <= MOST_NODES && longest_tag <= LONGEST_TAG
}

/// Returns the admissible characters of a text, without embedded files and at most `LONGEST`.
pub(super) fn bounded(text: &str) -> String {
    let mut kept = String::with_capacity(text.len().min(LONGEST));
    let mut room = LONGEST;
    for part in text.split_inclusive([' ', '\n', '\t', '<', '>', '"', '\'', '&', '(', ')']) {
        let length = part.chars().count();
        if length > LONGEST_WORD {
            kept.extend(part.chars().last());
            continue;
        }
        if length > room {
            break;
        }
        room -= length;
        kept.push_str(part);
    }
    admissible(&kept)
}

#[cfg(test)]
mod tests;
