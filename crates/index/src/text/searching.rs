//! Search in the full-text index of one moment.
//!
//! There is no query syntax, so no question is malformed. A strict search finds texts that have every word: the word itself, in another number or
//! gender, a synonym, or a longer word that begins with it. In a lenient search a word that no text has may be misspelt, and if no text has all
//! words, those with most of them are found.

use std::fmt;

use tantivy::Searcher;

use super::fields::Fields;
use super::scores::{Score, Scores};
use super::units::{Correction, QuestionParser, Spelling, Unit};
use super::vocabulary::Vocabulary;

/// The degree to which the results match the words of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WordMatch {
    /// The results have every word.
    #[default]
    All,
    /// The results have every word, of which at least one was corrected.
    Typo,
    /// No document has every word; the results have most of them.
    Some,
}

impl WordMatch {
    /// Returns the token used in JSON.
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
pub(crate) struct TextMatches {
    scores: Scores,
    /// The number of units that a document must have.
    required_units: u8,
    pub(crate) matched: WordMatch,
    /// The words that were corrected.
    pub(crate) corrections: Vec<Correction>,
}

impl TextMatches {
    /// Returns the score of a document; `None` if it is not among them.
    pub(crate) fn score(&self, document: u32) -> Option<Score> {
        // A question without words finds nothing.
        (self.required_units > 0)
            .then(|| self.scores.get(document, self.required_units))
            .flatten()
    }
}

/// The full-text index at one moment.
#[derive(Clone)]
pub(crate) struct FullText {
    searcher: Searcher,
    fields: Fields,
}

impl FullText {
    pub(super) const fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields }
    }

    /// Finds the documents that have every word of a question as it is typed.
    pub(crate) fn search_strictly(&self, question: &str) -> TextMatches {
        or_empty(self.search(question, Spelling::AsTyped))
    }

    /// Finds the documents that have every word of a question, with misspelt ones corrected; if there are none, those that have most of them. `shown`
    /// are the documents that may be found.
    pub(crate) fn search_leniently(
        &self,
        question: &str,
        shown: impl Iterator<Item = u32>,
    ) -> TextMatches {
        let (units, matches) = match self.search(question, Spelling::Corrected) {
            Ok(found) => found,
            failed @ Err(_) => return or_empty(failed),
        };
        let most = shown.map(|document| matches.scores.matched(document)).max();
        let most = most.unwrap_or_default();
        let known = units.iter().filter(|unit| !unit.terms.is_empty()).count();
        let has_all = usize::from(most) == units.len();
        let has_half = most > 0 && usize::from(most) * 2 >= known;
        let corrected = !matches.corrections.is_empty();
        TextMatches {
            required_units: if has_all || has_half {
                most
            } else {
                matches.required_units
            },
            matched: match (has_all, has_half) {
                (true, _) if corrected => WordMatch::Typo,
                (false, true) => WordMatch::Some,
                _ => WordMatch::All,
            },
            ..matches
        }
    }

    /// Returns whether a text that is served contains a folded word.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let vocabulary = self.vocabulary();
        let contains = vocabulary.contains(self.fields.words, word);
        contains.unwrap_or_else(|error| {
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

    fn search(
        &self,
        question: &str,
        spelling: Spelling,
    ) -> tantivy::Result<(Vec<Unit>, TextMatches)> {
        let parser = QuestionParser {
            fields: &self.fields,
            vocabulary: self.vocabulary(),
            spelling,
        };
        let units = parser.units(question)?;
        let corrections = units.iter().filter_map(|unit| unit.correction.clone());
        let matches = TextMatches {
            scores: Scores::of(&self.searcher, &units)?,
            required_units: u8::try_from(units.len()).unwrap_or(u8::MAX),
            matched: WordMatch::All,
            corrections: corrections.collect(),
        };
        Ok((units, matches))
    }
}

/// Returns the documents that were found; none, with an error in the log, if the index could not be read.
fn or_empty(found: tantivy::Result<(Vec<Unit>, TextMatches)>) -> TextMatches {
    match found {
        Ok((_, matches)) => matches,
        Err(error) => {
            tracing::error!(%error, "the full-text index could not be read");
            TextMatches::default()
        }
    }
}

impl fmt::Debug for FullText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FullText")
            .field("documents", &self.searcher.num_docs())
            .finish_non_exhaustive()
    }
}
