//! Words of titles and themes, counted by language, from which the suggestions are chosen. They are counted once for each chunk of the catalogue, and
//! summed for each snapshot.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use super::text::{is_telling, words_as_written};
use passerelle_model::{Consultation, Language, LocalizedText};

/// The most languages that are counted.
const MOST_LANGUAGES: usize = 8;
/// The fewest letters of a word that is suggested.
const LEAST_LETTERS: usize = 4;
/// The fewest titles in which a word that is suggested stands.
const LEAST_TITLES: usize = 2;

/// The words of the titles and themes of some consultations, by the primary subtag of their language.
#[derive(Debug, Default)]
pub(super) struct WordCounts(BTreeMap<String, Counts<String>>);

/// The counts of themes and words in one language.
#[derive(Debug)]
struct Counts<T> {
    themes: HashMap<T, usize>,
    /// The number of titles that contain a word, by the folded word and then by each spelling of it.
    words: HashMap<T, HashMap<T, usize>>,
}

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self {
            themes: HashMap::new(),
            words: HashMap::new(),
        }
    }
}

/// The themes and words of one language, most used first.
#[derive(Debug)]
pub(super) struct MostUsed<'a> {
    pub(super) themes: Vec<&'a str>,
    pub(super) words: Vec<&'a str>,
}

impl<'a> FromIterator<&'a Consultation> for WordCounts {
    fn from_iter<I: IntoIterator<Item = &'a Consultation>>(consultations: I) -> Self {
        let mut counts_by_language = Self::default();
        for consultation in consultations {
            for (language, title) in consultation.title.iter() {
                if let Some(counts) = counts_by_language.in_language(language) {
                    counts.add_title(&title.text);
                }
            }
            for (language, theme) in consultation.themes.iter().flat_map(LocalizedText::iter) {
                if let Some(counts) = counts_by_language.in_language(language) {
                    *counts.themes.entry(theme.text.clone()).or_default() += 1;
                }
            }
        }
        counts_by_language
    }
}

impl WordCounts {
    /// Returns the counts of a language, unless there are too many languages.
    fn in_language(&mut self, language: &Language) -> Option<&mut Counts<String>> {
        let language = language.primary();
        if !self.0.contains_key(language) && self.0.len() >= MOST_LANGUAGES {
            return None;
        }
        Some(self.0.entry(language.to_owned()).or_default())
    }

    /// Returns the most used themes and words of all `parts` together, by language.
    pub(super) fn most_used(parts: &[Arc<Self>]) -> BTreeMap<&str, MostUsed<'_>> {
        let mut all: BTreeMap<&str, Counts<&str>> = BTreeMap::new();
        for (language, counts) in parts.iter().flat_map(|part| &part.0) {
            if all.contains_key(language.as_str()) || all.len() < MOST_LANGUAGES {
                all.entry(language).or_default().add(counts);
            }
        }
        let all = all.into_iter();
        all.map(|(language, counts)| (language, counts.most_used()))
            .collect()
    }
}

impl Counts<String> {
    fn add_title(&mut self, title: &str) {
        let mut seen = BTreeSet::new();
        for (folded, written) in words_as_written(title) {
            let is_counted = folded.chars().count() >= LEAST_LETTERS
                && folded.chars().all(char::is_alphabetic)
                && is_telling(&folded);
            if is_counted && seen.insert(folded.clone()) {
                let forms = self.words.entry(folded).or_default();
                *forms.entry(written.to_lowercase()).or_default() += 1;
            }
        }
    }
}

impl<'a> Counts<&'a str> {
    fn add(&mut self, other: &'a Counts<String>) {
        for (theme, count) in &other.themes {
            *self.themes.entry(theme).or_default() += count;
        }
        for (folded, forms) in &other.words {
            let known = self.words.entry(folded).or_default();
            for (written, count) in forms {
                *known.entry(written).or_default() += count;
            }
        }
    }

    fn most_used(self) -> MostUsed<'a> {
        let words = self.words.into_values().filter_map(|forms| {
            let titles: usize = forms.values().sum();
            let written = by_count(forms).into_iter().next()?;
            (titles >= LEAST_TITLES).then_some((written, titles))
        });
        MostUsed {
            words: by_count(words.collect()),
            themes: by_count(self.themes),
        }
    }
}

/// Sorts items by their counts, the greatest first; equals by the alphabet.
fn by_count<T: Ord + Hash>(counts: HashMap<T, usize>) -> Vec<T> {
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by(|(one, few), (other, many)| {
        (Reverse(few), one).cmp(&(Reverse(many), other))
    });
    counts.into_iter().map(|(used, _)| used).collect()
}
