//! Text: the words of consultations, and what a question of words finds.
//!
//! `words` divides texts, `stemming` makes words alike and `lexicon` remembers how, `same` knows acronyms and what they stand
//! for, in each of their `forms`. `writer` keeps the index; `units` reads
//! a question with the help of the `vocabulary`, and `searching` answers it with `scores`.

mod fields;
mod forms;
mod lexicon;
mod roads;
mod same;
mod scores;
mod searching;
mod stemming;
mod units;
mod vocabulary;
mod words;
mod writer;

pub(super) use scores::Score;
pub use searching::Match;
pub(super) use searching::{Answer, Words};
pub use units::Correction;
pub(super) use words::{is_telling, words_as_written};
pub(super) use writer::Writer;
