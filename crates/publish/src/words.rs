//! A consultation in one line for people: until when, where, how. All feeds and pages use the same words.

use passerelle_index::Entry;
use passerelle_model::{Language, LocalizedText};

use super::phrases::Phrases;
use super::timing::timing;

/// Returns the line by which people decide whether to read on: « Jusqu’au 12 novembre 2026 · Vandœuvre-lès-Nancy · Budget participatif ».
pub(super) fn in_one_line(entry: &Entry, phrases: &Phrases) -> String {
    let consultation = &entry.stored.consultation;
    let place = consultation
        .territory
        .as_ref()
        .map(|territory| territory.name.clone());
    let how: Vec<String> = consultation
        .modalities
        .iter()
        .map(|modality| phrases.modality(*modality))
        .collect();
    let level = consultation.level.map(|level| phrases.level(level));
    let access = phrases.access(consultation.access);
    [
        Some(timing(entry, phrases)),
        place,
        Some(how.join(", ")),
        level,
        access,
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ")
}

/// Returns the best text for a reader, without characters that no page can hold, and its language if that is not the one of `phrases`.
pub(super) fn shown(
    text: &LocalizedText,
    languages: &[Language],
    phrases: &Phrases,
) -> (String, Option<String>) {
    text.best(languages)
        .map_or_else(Default::default, |(language, text)| {
            let foreign = (language.primary() != phrases.tag()).then(|| language.to_string());
            let text = xml_text(text);
            let is_french = language.primary() == "fr";
            (if is_french { unbroken(&text) } else { text }, foreign)
        })
}

/// Returns a French text with no-break spaces beside signs (U+202F before `;`, `!` and `?`, else U+00A0), which people can rarely type. No space is added.
fn unbroken(text: &str) -> String {
    let mut unbroken = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let kept = match (unbroken.chars().next_back(), letters.peek()) {
            _ if letter != ' ' => letter,
            (_, Some(';' | '!' | '?')) => '\u{202f}',
            (_, Some(':' | '»')) | (Some('«'), _) => '\u{a0}',
            _ => letter,
        };
        unbroken.push(kept);
    }
    unbroken
}

/// Returns the text of sanitised HTML in one line: elements become spaces, and the only references are those that escape markup and no-break spaces.
pub(super) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_markup = false;
    for letter in html.chars() {
        match letter {
            '<' => is_markup = true,
            '>' if is_markup => {
                is_markup = false;
                text.push(' ');
            }
            _ if is_markup => {}
            _ => text.push(letter),
        }
    }
    let text = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
    ]
    .into_iter()
    .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
    // `&amp;` comes last, since its result is no reference any more.
    .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `text` without the characters that XML 1.0 cannot hold, not even escaped (control characters, U+FFFE, U+FFFF).
pub(super) fn xml_text(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        })
        .collect()
}

/// Escapes `text` for HTML, as text or attribute value.
pub(super) fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_signs_stay_on_the_line_of_their_word() {
        assert_eq!(
            unbroken("« Place » : et vous ? Oui ! À 18:30; non"),
            "«\u{a0}Place\u{a0}»\u{a0}: et vous\u{202f}? Oui\u{202f}! À 18:30; non"
        );
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        assert_eq!(xml_text("a\u{0}b\u{8}\u{b}c\u{fffe}\t\n🌳"), "abc\t\n🌳");
        assert_eq!(
            html_text("<a href='\"'>&"),
            "&lt;a href=&#39;&quot;&#39;&gt;&amp;"
        );
    }
}
