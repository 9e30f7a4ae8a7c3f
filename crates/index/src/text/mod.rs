//! The full-text index of consultations.
//!
//! - Texts: `words` divides them, `stemming` reduces words to stems, which `lexicon` caches, and `synonyms` finds acronyms and phrases that mean the
//!   same, in each of their `forms`. `writer` writes all this to the `fields` of the index.
//! - Questions: `units` parses them with the help of the `vocabulary`, and `searching` finds the documents, which `scores` rates.

mod fields;
mod forms;
mod lexicon;
mod roads;
mod scores;
mod searching;
mod stemming;
mod synonyms;
mod units;
mod vocabulary;
mod words;
mod writer;

pub(super) use scores::Score;
pub use searching::WordMatch;
pub(super) use searching::{FullText, TextMatches};
pub use units::Correction;
pub(super) use words::{is_telling, words_as_written};
pub(super) use writer::FullTextWriter;
