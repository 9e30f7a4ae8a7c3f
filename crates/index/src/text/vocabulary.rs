//! The vocabulary: the words that texts contain, as they are written. It completes the beginnings of words and corrects misspelt ones.

use std::collections::BTreeMap;

use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet as _, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, Term};

/// The most words with one beginning that are read in each segment; only hostile texts have so many.
const MOST_READ: usize = 2_000;
/// The most words that complete a beginning: those that most texts contain.
const MOST_WORDS: usize = 50;
/// The fewest letters of a misspelt word; a shorter one is close to too many others.
const LEAST_MISSPELT: usize = 5;
/// The fewest letters of the word that was meant.
const LEAST_MEANT: usize = 4;

/// The words of the texts of one moment.
pub(super) struct Vocabulary<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) words: Field,
}

impl Vocabulary<'_> {
    /// Returns the longer words that begin with `beginning`, those that most texts contain first.
    pub(super) fn beginning_with(&self, beginning: &str) -> tantivy::Result<Vec<String>> {
        let mut found = WordFrequencies::default();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.words)?;
            let mut words = inverted.terms().range().gt(beginning).into_stream()?;
            let mut read = 0;
            while let Some((word, info)) = words.next() {
                read += 1;
                let Some(word) = std::str::from_utf8(word).ok() else {
                    continue;
                };
                if read > MOST_READ || !word.starts_with(beginning) {
                    break;
                }
                found.add(word, u64::from(info.doc_freq));
            }
        }
        Ok(found.most_frequent(MOST_WORDS))
    }

    /// Returns the word that was most likely meant by one that no text contains. It differs by one edit: a letter that is missing, added, wrong or
    /// transposed with the next. The first letter is right or transposed. Of several words, the one that most texts contain.
    pub(super) fn meant_by(&self, misspelt: &str) -> tantivy::Result<Option<String>> {
        let letters = misspelt.chars().count();
        if letters < LEAST_MISSPELT || !misspelt.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        // Texts may contain only the plural, or only the singular.
        let other = misspelt
            .strip_suffix('s')
            .map_or_else(|| format!("{misspelt}s"), str::to_owned);
        let automata = [misspelt, other.as_str()].map(|form| {
            let term = Term::from_field_text(self.words, form);
            FuzzyTermQuery::new(term, 1, true).automaton()
        });
        let mut found = WordFrequencies::default();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.words)?;
            let mut likely = BTreeMap::new();
            for automaton in &automata {
                let automaton = automaton.as_ref().map_err(Clone::clone)?;
                let mut words = inverted.terms().search(automaton).into_stream()?;
                while let Some((word, info)) = words.next() {
                    let word = std::str::from_utf8(word).unwrap_or_default();
                    if is_likely(word, misspelt) {
                        likely.insert(word.to_owned(), info.clone());
                    }
                }
            }
            for (word, info) in likely {
                found.add(&word, frequency(segment, &inverted, &info)?);
            }
        }
        Ok(found.most_frequent_near(letters))
    }

    /// Returns whether any text that is served contains a term.
    pub(super) fn contains(&self, field: Field, term: &str) -> tantivy::Result<bool> {
        let term = Term::from_field_text(field, term);
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic)?;
            if postings.is_some_and(|postings| served(segment, postings).next().is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Returns whether a word may be meant by `misspelt`.
fn is_likely(word: &str, misspelt: &str) -> bool {
    let first = |text: &str| {
        let mut letters = text.chars();
        (letters.next(), letters.next())
    };
    let (first_meant, second_meant) = first(word);
    let (first_typed, second_typed) = first(misspelt);
    let begins =
        first_meant == first_typed || (first_meant == second_typed && second_meant == first_typed);
    begins && word.chars().count() >= LEAST_MEANT && word.chars().all(char::is_alphabetic)
}

/// Returns the number of texts that are served and contain a term.
fn frequency(
    segment: &SegmentReader,
    inverted: &InvertedIndexReader,
    info: &tantivy::postings::TermInfo,
) -> tantivy::Result<u64> {
    let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    Ok(served(segment, postings).map(|_| 1).sum())
}

/// Returns the documents of a term that are served, each with the number of times that it contains the term.
pub(super) fn served(
    segment: &SegmentReader,
    mut postings: SegmentPostings,
) -> impl Iterator<Item = (u32, u32)> {
    let alive = segment.alive_bitset();
    std::iter::from_fn(move || {
        loop {
            let document = postings.doc();
            if document == TERMINATED {
                return None;
            }
            let times = postings.term_freq();
            postings.advance();
            if alive.is_none_or(|alive| alive.is_alive(document)) {
                return Some((document, times));
            }
        }
    })
}

/// The number of texts that contain each word.
#[derive(Default)]
struct WordFrequencies(BTreeMap<String, u64>);

impl WordFrequencies {
    fn add(&mut self, word: &str, texts: u64) {
        if texts > 0 {
            *self.0.entry(word.to_owned()).or_default() += texts;
        }
    }

    /// Returns the word that most texts contain; of equals the one whose length is closest to `letters`, then the first of the alphabet.
    fn most_frequent_near(self, letters: usize) -> Option<String> {
        let words = self.0.into_iter();
        let best = words.min_by_key(|(word, texts)| {
            let length = word.chars().count().abs_diff(letters);
            (std::cmp::Reverse(*texts), length)
        });
        best.map(|(word, _)| word)
    }

    /// Returns the words that most texts contain; of equals the first of the alphabet.
    fn most_frequent(self, most: usize) -> Vec<String> {
        let mut words: Vec<(String, u64)> = self.0.into_iter().collect();
        words.sort_by_key(|(_, texts)| std::cmp::Reverse(*texts));
        words.into_iter().take(most).map(|(word, _)| word).collect()
    }
}
