//! Texts of a source in a form that every output can show: plain texts on one line, summaries and sanitised HTML, in the languages that are relayed,
//! with contacts masked.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use passerelle_model::{Language, LocalizedText};

use super::characters::{admissible, one_line, shortened};
use super::{html, language, privacy};

/// The longest title, in characters.
pub(super) const LONGEST_TITLE: usize = 300;

/// The longest title that is derived from a summary, in characters.
const LONGEST_DERIVED_TITLE: usize = 100;

/// The longest name, label or postal address, in characters.
pub(super) const LONGEST_LABEL: usize = 200;

/// The longest summary, in characters.
pub(super) const LONGEST_SUMMARY: usize = 300;

/// The most times that a text is decoded to rid it of markup.
const MOST_DECODINGS: usize = 3;

/// The settings by which the texts of one record are cleaned.
pub(super) struct TextSettings<'a> {
    /// The languages to relay; empty means all.
    pub(super) languages: &'a [Language],
    /// The page against which links are resolved.
    pub(super) base: &'a Url,
}

impl TextSettings<'_> {
    /// Returns the translations to relay as plain texts on one line, of at most `limit` characters.
    pub(super) fn lines(&self, raw: &LocalizedText, limit: usize) -> LocalizedText {
        language::relayed(raw, self.languages).map(|language, text| line(text, language, limit))
    }

    /// Returns a text of unknown language as a plain text on one line; the first language of the source is assumed.
    pub(super) fn line(&self, raw: &str, limit: usize) -> String {
        let french = Language::french();
        line(raw, self.languages.first().unwrap_or(&french), limit)
    }

    /// Returns the translations to relay as sanitised HTML.
    pub(super) fn html(&self, raw: &LocalizedText) -> LocalizedText {
        language::relayed(raw, self.languages).map(|language, text| {
            let clean = html::sanitized(text, self.base, language);
            if html::text(&clean, language).is_empty() {
                String::new()
            } else {
                clean
            }
        })
    }
}

/// Returns the summary of sanitised HTML: its beginning as plain text on one line.
pub(super) fn summary(sanitized: &LocalizedText) -> LocalizedText {
    sanitized.map(|language, text| line(&html::text(text, language), language, LONGEST_SUMMARY))
}

/// Returns the first words of a summary, as a title for a record that has none.
pub(super) fn first_words(summary: &LocalizedText) -> LocalizedText {
    summary.map(|_, text| shortened(text, LONGEST_DERIVED_TITLE))
}

/// Returns, for each language, the translation of the first candidate that has one.
pub(super) fn first_of(candidates: &[&LocalizedText]) -> LocalizedText {
    let mut chosen = LocalizedText::default();
    for candidate in candidates {
        for (language, translation) in candidate.iter() {
            if chosen.get(language).is_none() {
                chosen.insert(
                    language.clone(),
                    translation.text.clone(),
                    translation.machine,
                );
            }
        }
    }
    chosen
}

/// Returns a plain text on one line, of at most `limit` characters, without markup and contacts.
pub(super) fn line(raw: &str, language: &Language, limit: usize) -> String {
    let text = one_line(&without_markup(raw));
    shortened(&privacy::masked(&text, language), limit)
}

/// Removes elements and decodes entities, if the text holds any. `a < b` and `R&D` are no markup, nor is a word in angle brackets that names no
/// element.
fn without_markup(raw: &str) -> String {
    let mut text = html::bounded(raw);
    for _ in 0..MOST_DECODINGS {
        if !MARKUP.is_match(&text) {
            return text;
        }
        text = admissible(&html::stripped(&text));
    }
    // A text that is encoded so many times is an attempt to smuggle markup through, not a title.
    admissible(&text.replace(['<', '>', '&'], " "))
}

/// Matches an element of HTML, a comment, a declaration or an entity.
#[expect(
    clippy::expect_used,
    reason = "a constant, which every test of this module compiles"
)]
static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
    const ELEMENTS: &str = "a|abbr|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|caption|center|cite|code|\
        col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|\
        head|header|hgroup|hr|html|i|iframe|image|img|input|ins|isindex|kbd|keygen|label|legend|li|link|listing|main|map|mark|marquee|math|menu|meta|\
        meter|nav|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|picture|plaintext|pre|progress|q|rp|rt|ruby|s|samp|script|search|\
        section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|\
        track|tt|u|ul|var|video|wbr|xmp";
    Regex::new(&format!(r"(?i)</?(?:{ELEMENTS})(?:[\s/][^<]*)?>|</?(?:{ELEMENTS})[\s/]|<!--|<[!?]|&(?:#\d{{1,7}}|#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,31}});"))
        .expect("a valid pattern")
});
