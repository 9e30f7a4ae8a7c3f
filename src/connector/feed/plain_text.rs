//! A title or a name as a person reads it, for rules to look at: many feeds write HTML where plain text is meant.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Longer texts are no names, in characters.
const LONGEST: usize = 2000;

/// The text without elements and entities.
pub(super) fn of(written: &str) -> String {
    if !written.contains(['<', '&']) {
        return written.to_owned();
    }
    let start: String = written.chars().take(LONGEST).collect();
    let tokenizer = Tokenizer::new(Text::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&start));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Text(RefCell<String>);

impl TokenSink for Text {
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
}
