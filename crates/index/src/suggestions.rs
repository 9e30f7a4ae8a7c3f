//! Suggestions: what the fields of a page propose while somebody types. They are made when a snapshot is, so that no request waits for them, and
//! only where what they are made of has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::snapshot::Snapshot;
use super::word_counts::{MostUsed, WordCounts};
use passerelle_model::{Language, TerritoryCode, TerritoryKind};

/// No list is longer.
const MOST: usize = 200;
/// The number of themes, and of places, among them where words are proposed.
const MOST_THEMES: usize = 60;
const MOST_PLACES: usize = 40;
/// The most consultations are looked at for the words of their titles, and a few more.
const MOST_TITLES: usize = 5_000;

/// The proposals of the fields of a form.
#[derive(Debug, Default)]
pub struct Suggestions {
    places: Vec<&'static str>,
    /// The words, by primary subtag.
    words: BTreeMap<String, Vec<String>>,
    /// The territories that they are made of.
    near: Vec<TerritoryCode>,
    word_counts: Vec<Arc<WordCounts>>,
}

impl Suggestions {
    /// The names of the places that something concerns: those with the most consultations first, then the communes inside them.
    pub fn places(&self) -> &[&'static str] {
        &self.places
    }

    /// The themes, places and words of titles in the first of `languages` that there are any in, most used first.
    pub fn words(&self, languages: &[Language]) -> &[String] {
        let mut known = languages.iter();
        known
            .find_map(|language| self.words.get(language.primary()))
            .map_or(&[], Vec::as_slice)
    }

    fn are_of(&self, near: &[TerritoryCode], word_counts: &[Arc<WordCounts>]) -> bool {
        let are_the_same = self.word_counts.len() == word_counts.len()
            && self
                .word_counts
                .iter()
                .zip(word_counts)
                .all(|(one, other)| Arc::ptr_eq(one, other));
        are_the_same && self.near == near
    }
}

impl Snapshot {
    /// Returns what the fields of pages propose.
    pub fn suggestions(&self) -> &Suggestions {
        &self.suggestions
    }

    /// The suggestions of this snapshot: `last` if they are still right.
    pub(super) fn suggestions_after(&self, last: &Arc<Suggestions>) -> Arc<Suggestions> {
        let near = self.near_told_of();
        let word_counts: Vec<Arc<WordCounts>> = self
            .catalogue
            .word_counts(MOST_TITLES)
            .map(Arc::clone)
            .collect();
        if last.are_of(&near, &word_counts) {
            return Arc::clone(last);
        }
        let places = self.places_near(&near);
        let most = WordCounts::most(&word_counts).into_iter();
        let words = most.map(|(language, most)| (language.to_owned(), proposed(&most, &places)));
        Arc::new(Suggestions {
            words: words.collect(),
            places,
            near,
            word_counts,
        })
    }

    /// The communes and intercommunalities with the most consultations.
    fn near_told_of(&self) -> Vec<TerritoryCode> {
        let near = |code: &TerritoryCode| {
            matches!(code.kind(), TerritoryKind::Commune | TerritoryKind::Epci)
        };
        let counts = self.territories_told_of().into_iter();
        let codes = counts.map(|count| count.value).filter(near);
        codes.take(MOST).collect()
    }

    /// The names of these, and then of the communes inside them.
    fn places_near(&self, near: &[TerritoryCode]) -> Vec<&'static str> {
        let themselves = near.iter().filter_map(|code| self.geography.get(*code));
        let inside = near.iter().flat_map(|code| self.geography.communes(*code));
        let mut seen = BTreeSet::new();
        themselves
            .chain(inside.map(|(_, place)| place))
            .map(|place| place.name)
            .filter(|name| seen.insert(*name))
            .take(MOST)
            .collect()
    }
}

fn proposed(most: &MostUsed<'_>, places: &[&str]) -> Vec<String> {
    let themes = most.themes.iter().take(MOST_THEMES);
    let places = places.iter().take(MOST_PLACES);
    let mut seen = BTreeSet::new();
    themes
        .chain(places)
        .chain(&most.words)
        .filter(|text| seen.insert(text.to_lowercase()))
        .take(MOST)
        .map(|text| (*text).to_owned())
        .collect()
}
