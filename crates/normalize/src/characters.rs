//! Characters: what may stand in a text at all, whatever its origin.

use unicode_normalization::UnicodeNormalization;

/// Returns the text in NFC, without characters that XML 1.0 forbids, control characters, and invisible ones that hide or reorder what is read.
///
/// Tabs and line ends stay. Joiners (U+200C, U+200D) stay: several scripts and many emoji need them.
pub(super) fn admissible(text: &str) -> String {
    text.chars().filter_map(admitted).nfc().collect()
}

fn admitted(letter: char) -> Option<char> {
    match letter {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\n' => Some(letter),
        // Soft hyphens, zero-width spaces, marks and overrides of direction, byte order marks, tags.
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => None,
        _ if letter.is_control() || is_noncharacter(letter) => None,
        _ => Some(letter),
    }
}

fn is_noncharacter(letter: char) -> bool {
    let code = u32::from(letter);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Returns the text on one line: runs of ASCII white space become one space, both ends are trimmed. No-break spaces stay, they belong to French.
pub(super) fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts a one-line text to at most `limit` characters: after a word, with an ellipsis in the place of the rest.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(1);
    let kept: String = text.chars().take(room).collect();
    let ends_a_word = text.chars().nth(room).is_none_or(char::is_whitespace);
    let whole_words = kept
        .rsplit_once(char::is_whitespace)
        .map(|(words, _)| words);
    let words = match whole_words {
        // A text without spaces (or with a single endless word) is cut where it must be.
        Some(words) if !ends_a_word && words.chars().count() * 2 >= room => words,
        _ => &kept,
    };
    let trimmed = words.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '(' | '-' | '–' | '—' | '…')
    });
    format!("{trimmed}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_xml_forbids_and_what_hides_is_gone() {
        assert_eq!(
            admissible("a\u{0}b\u{1f}c\u{7f}d\u{9f}e\u{fffe}f\u{1ffff}g\u{202e}h\u{200b}i\u{feff}"),
            "abcdefghi"
        );
        assert_eq!(admissible("ligne\r\nsuite"), "ligne\n\nsuite");
        assert_eq!(admissible("e\u{301}"), "é");
        assert_eq!(admissible("👩\u{200d}🌾"), "👩\u{200d}🌾");
    }

    #[test]
    fn a_text_is_cut_after_a_word() {
        assert_eq!(
            shortened("Un budget participatif", 22),
            "Un budget participatif"
        );
        assert_eq!(shortened("Un budget participatif", 15), "Un budget…");
        assert_eq!(shortened("Un budget, participatif", 11), "Un budget…");
        assert_eq!(shortened("Anticonstitutionnellement", 10), "Anticonst…");
        assert_eq!(one_line(" a\n b\t\u{a0}: c "), "a b \u{a0}: c");
    }

    proptest! {
        #[test]
        fn a_shortened_text_never_exceeds_its_limit(text in any::<String>(), limit in 1_usize..400) {
            let short = shortened(&one_line(&text), limit);
            prop_assert!(short.chars().count() <= limit);
        }

        #[test]
        fn admissible_characters_stay_as_they_are(text in any::<String>()) {
            let once = admissible(&text);
            prop_assert_eq!(admissible(&once), once);
        }
    }
}
