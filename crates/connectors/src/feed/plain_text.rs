//! A title or a name as a person reads it, for the rules of the operator and for notices: many feeds write HTML where plain text is meant.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// The longest text of which markup is taken out, in characters; the rest of a longer one is cut off.
const LONGEST: usize = 2000;

/// The longest part of a text that is quoted, in characters.
const LONGEST_QUOTED: usize = 60;

/// Returns a text without its elements, and with its entities replaced by the characters that they stand for.
pub(super) fn of(written: &str) -> String {
    if !written.contains(['<', '&']) {
        return written.to_owned();
    }
    let beginning: String = written.chars().take(LONGEST).collect();
    let tokenizer = Tokenizer::new(TextCollector::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&beginning));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Returns the beginning of a text as a notice may quote it; `None` if the text is blank, or may hold an e-mail address or a phone number.
pub(super) fn quotable(written: &str) -> Option<String> {
    let text = of(written);
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() || text.contains(['@', '＠']) || may_hold_number(&text) {
        return None;
    }
    let shown: String = text
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST_QUOTED)
        .collect();
    let more = if text.chars().count() > LONGEST_QUOTED {
        "…"
    } else {
        ""
    };
    Some(format!("{shown}{more}"))
}

/// Returns whether a text has a run of digits and separators as long as a phone number, with no year in it.
fn may_hold_number(text: &str) -> bool {
    let is_part_of_number =
        |letter: char| letter.is_ascii_digit() || " .-/_()+·\u{a0}".contains(letter);
    text.split(|letter: char| !is_part_of_number(letter))
        .any(|part| {
            let runs = || part.split(|letter: char| !letter.is_ascii_digit());
            let is_year =
                |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
            runs().map(str::len).sum::<usize>() >= 9 && !runs().any(is_year)
        })
}

#[derive(Default)]
struct TextCollector(RefCell<String>);

impl TokenSink for TextCollector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(text) = token {
            self.0.borrow_mut().push_str(&text);
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_and_entities_are_what_a_reader_sees() {
        assert_eq!(of("Enqu&ecirc;te &amp; d&#233;bat"), "Enquête & débat");
        assert_eq!(of("<b>Concertation</b> a < b"), "Concertation a < b");
        assert_eq!(of("R&D"), "R&D");
    }

    #[test]
    fn a_quotation_is_short_and_holds_nobodys_number() {
        let quoted = |text: &str| quotable(text).unwrap();
        assert_eq!(quoted(" <b>Lundi</b> 5\n "), "Lundi 5");
        assert_eq!(quoted("2026-13-45 25:61:00"), "2026-13-45 25:61:00");
        assert_eq!(quoted("21/13/26 14:30:00"), "21/13/26 14:30:00");
        assert_eq!(
            quoted(&"a ".repeat(100)).chars().count(),
            LONGEST_QUOTED + 1
        );
        assert_eq!(quotable(""), None);
        for private in [
            "jean@ville.fr",
            "au 06 12 34 56 78",
            "0612345678",
            "+33 6 12 34 56 78",
        ] {
            assert_eq!(quotable(private), None, "{private}");
        }
    }
}
