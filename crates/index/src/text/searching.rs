//! Searching: what a question finds in the full-text index of one moment.
//!
//! There is no query syntax, so no question is malformed. Asked strictly, every word must stand in a text: itself, in another number or gender, as
//! what means the same, or as the beginning of a word. Asked leniently, a word that nothing holds may be misspelt, and where no text has all
//! words, those count that have most of them.

use std::fmt;

use tantivy::Searcher;

use super::fields::Fields;
use super::scores::{Score, Scores};
use super::units::{Correction, Reader, Spelling, Unit};
use super::vocabulary::Vocabulary;

/// The way in which what was found answers to the words of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Match {
    /// Every word is there.
    #[default]
    All,
    /// Every word is there, but one at least was misspelt.
    Typo,
    /// No document has every word: these have most of them.
    Some,
}

impl Match {
    /// The token used in JSON.
    pub const fn token(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Typo => "typo",
            Self::Some => "some",
        }
    }
}

/// The documents that a question finds.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    scores: Scores,
    /// The number of its units that a document must have.
    least: u8,
    pub(crate) matched: Match,
    /// The words that were taken for others.
    pub(crate) corrections: Vec<Correction>,
}

impl Answer {
    /// Returns how well a document answers; `None` where it does not.
    pub(crate) fn of(&self, document: u32) -> Option<Score> {
        // A question without words finds nothing.
        (self.least > 0)
            .then(|| self.scores.get(document, self.least))
            .flatten()
    }
}

/// The full-text index at one moment.
#[derive(Clone)]
pub(crate) struct Words {
    searcher: Searcher,
    fields: Fields,
}

impl Words {
    pub(super) const fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields }
    }

    /// Returns what has every word of a question as it is typed.
    pub(crate) fn strictly(&self, question: &str) -> Answer {
        logged(self.asked(question, Spelling::AsTyped))
    }

    /// The same, else what was meant, else what has most words. `shown` are the documents that may be found.
    pub(crate) fn leniently(&self, question: &str, shown: impl Iterator<Item = u32>) -> Answer {
        let (units, answer) = match self.asked(question, Spelling::Corrected) {
            Ok(asked) => asked,
            failed @ Err(_) => return logged(failed),
        };
        let most = shown.map(|document| answer.scores.matched(document)).max();
        let most = most.unwrap_or_default();
        let known = units.iter().filter(|unit| !unit.wanted.is_empty()).count();
        let is_whole = usize::from(most) == units.len();
        let has_half = most > 0 && usize::from(most) * 2 >= known;
        let corrected = !answer.corrections.is_empty();
        Answer {
            least: if is_whole || has_half {
                most
            } else {
                answer.least
            },
            matched: match (is_whole, has_half) {
                (true, _) if corrected => Match::Typo,
                (false, true) => Match::Some,
                _ => Match::All,
            },
            ..answer
        }
    }

    /// Returns whether a text that is served holds this word, folded, as it is.
    pub(crate) fn holds(&self, word: &str) -> bool {
        let vocabulary = self.vocabulary();
        let held = vocabulary.holds(self.fields.words, word);
        held.unwrap_or_else(|error| {
            tracing::error!(%error, "the full-text index could not be read");
            false
        })
    }

    const fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary {
            searcher: &self.searcher,
            words: self.fields.words,
        }
    }

    fn asked(&self, question: &str, spelling: Spelling) -> tantivy::Result<(Vec<Unit>, Answer)> {
        let reader = Reader {
            fields: &self.fields,
            vocabulary: self.vocabulary(),
            spelling,
        };
        let units = reader.units(question)?;
        let corrections = units.iter().filter_map(|unit| unit.correction.clone());
        let answer = Answer {
            scores: Scores::of(&self.searcher, &units)?,
            least: u8::try_from(units.len()).unwrap_or(u8::MAX),
            matched: Match::All,
            corrections: corrections.collect(),
        };
        Ok((units, answer))
    }
}

/// The answer; an empty one where the index could not be read.
fn logged(asked: tantivy::Result<(Vec<Unit>, Answer)>) -> Answer {
    match asked {
        Ok((_, answer)) => answer,
        Err(error) => {
            tracing::error!(%error, "the full-text index could not be read");
            Answer::default()
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("documents", &self.searcher.num_docs())
            .finish_non_exhaustive()
    }
}
