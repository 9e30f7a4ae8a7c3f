//! Suggestions of the fields of a page while somebody types. They are made with the snapshot, so that no request waits for them, and only if the
//! territories or words have changed from which they are made.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::snapshot::Snapshot;
use super::word_counts::{MostUsed, WordCounts};
use passerelle_model::{Language, TerritoryCode, TerritoryKind};

/// The most suggestions of a list.
const MOST_SUGGESTIONS: usize = 200;
/// The most themes in a list of words.
const MOST_THEMES: usize = 60;
/// The most places in a list of words.
const MOST_PLACES: usize = 40;
/// The number of consultations whose titles are counted, rounded up to whole chunks.
const MOST_TITLES: usize = 5_000;

/// The suggestions of the fields of a form.
#[derive(Debug, Default)]
pub struct Suggestions {
    places: Vec<&'static str>,
    /// The words, by primary subtag.
    words: BTreeMap<String, Vec<String>>,
    /// The territories from which `places` was made.
    territories: Vec<TerritoryCode>,
    /// The counts from which `words` was made.
    word_counts: Vec<Arc<WordCounts>>,
}

impl Suggestions {
    /// Returns the names of the places that consultations concern: those with the most consultations first, then the communes inside them.
    pub fn places(&self) -> &[&'static str] {
        &self.places
    }

    /// Returns the themes, places and words of titles in the first of `languages` that has any, most used first.
    pub fn words(&self, languages: &[Language]) -> &[String] {
        let mut known = languages.iter();
        known
            .find_map(|language| self.words.get(language.primary()))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns whether they were made from these territories and word counts.
    fn are_made_from(
        &self,
        territories: &[TerritoryCode],
        word_counts: &[Arc<WordCounts>],
    ) -> bool {
        let has_same_counts = self.word_counts.len() == word_counts.len()
            && self
                .word_counts
                .iter()
                .zip(word_counts)
                .all(|(one, other)| Arc::ptr_eq(one, other));
        has_same_counts && self.territories == territories
    }
}

impl Snapshot {
    /// Returns the suggestions of the fields of pages.
    pub fn suggestions(&self) -> &Suggestions {
        &self.suggestions
    }

    /// Returns the suggestions of this snapshot: `last` if nothing has changed from which they are made.
    pub(super) fn suggestions_after(&self, last: &Arc<Suggestions>) -> Arc<Suggestions> {
        let territories = self.busiest_territories();
        let word_counts: Vec<Arc<WordCounts>> = self
            .catalogue
            .word_counts(MOST_TITLES)
            .map(Arc::clone)
            .collect();
        if last.are_made_from(&territories, &word_counts) {
            return Arc::clone(last);
        }
        let places = self.places_in(&territories);
        let most_used = WordCounts::most_used(&word_counts).into_iter();
        let words = most_used
            .map(|(language, most_used)| (language.to_owned(), suggested(&most_used, &places)));
        Arc::new(Suggestions {
            words: words.collect(),
            places,
            territories,
            word_counts,
        })
    }

    /// Returns the communes and intercommunalities with the most consultations.
    fn busiest_territories(&self) -> Vec<TerritoryCode> {
        let is_local = |code: &TerritoryCode| {
            matches!(code.kind(), TerritoryKind::Commune | TerritoryKind::Epci)
        };
        let counts = self.all_territories().into_iter();
        let codes = counts.map(|count| count.value).filter(is_local);
        codes.take(MOST_SUGGESTIONS).collect()
    }

    /// Returns the names of territories, then those of the communes inside them.
    fn places_in(&self, territories: &[TerritoryCode]) -> Vec<&'static str> {
        let themselves = territories
            .iter()
            .filter_map(|code| self.geography.get(*code));
        let inside = territories
            .iter()
            .flat_map(|code| self.geography.communes(*code));
        let mut seen = BTreeSet::new();
        themselves
            .chain(inside.map(|(_, place)| place))
            .map(|place| place.name)
            .filter(|name| seen.insert(*name))
            .take(MOST_SUGGESTIONS)
            .collect()
    }
}

/// Returns the list of words of one language: its themes, places, and words of titles.
fn suggested(most_used: &MostUsed<'_>, places: &[&str]) -> Vec<String> {
    let themes = most_used.themes.iter().take(MOST_THEMES);
    let places = places.iter().take(MOST_PLACES);
    let mut seen = BTreeSet::new();
    themes
        .chain(places)
        .chain(&most_used.words)
        .filter(|text| seen.insert(text.to_lowercase()))
        .take(MOST_SUGGESTIONS)
        .map(|text| (*text).to_owned())
        .collect()
}
