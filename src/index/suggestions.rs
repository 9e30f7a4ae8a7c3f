//! Suggestions: what the fields of a page propose while somebody types, made once for each snapshot.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use super::dictionary::at;
use super::filter::Filter;
use super::snapshot::Snapshot;
use super::text::{is_telling, words_as_written};
use crate::model::{Language, TerritoryCode, TerritoryKind};

/// No list is longer.
const MOST: usize = 200;
/// Of these so many are themes and so many places where words are proposed.
const MOST_THEMES: usize = 60;
const MOST_PLACES: usize = 40;
/// So many consultations are looked at for the words of their titles.
const MOST_TITLES: usize = 5_000;
/// Titles in more languages than these propose nothing.
const MOST_LANGUAGES: usize = 8;
/// A word that is proposed has at least so many letters, and stands in at least so many titles.
const LEAST_LETTERS: usize = 4;
const LEAST_TITLES: usize = 2;

/// What fields propose.
#[derive(Debug, Default)]
pub struct Suggestions {
    places: Vec<&'static str>,
    /// By primary subtag.
    words: BTreeMap<String, Vec<String>>,
}

impl Suggestions {
    /// The names of the places that something concerns: those of which most is told first, then the communes inside them.
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
}

impl Snapshot {
    /// What the fields of pages propose.
    pub fn suggestions(&self) -> &Suggestions {
        self.suggestions.get_or_init(|| {
            let places = self.places_told_of();
            Suggestions {
                words: self.words_told(&places),
                places,
            }
        })
    }

    fn places_told_of(&self) -> Vec<&'static str> {
        let counts = self.territories(&Filter::default());
        let near = |code: &TerritoryCode| {
            matches!(code.kind(), TerritoryKind::Commune | TerritoryKind::Epci)
        };
        let told = counts.iter().map(|count| count.value).filter(near);
        let told: Vec<TerritoryCode> = told.take(MOST).collect();
        let inside: BTreeSet<TerritoryCode> = told.iter().copied().collect();
        let members = self.geography.places().iter().filter(|place| {
            place.code.kind() == TerritoryKind::Commune
                && place.ancestors.iter().any(|code| inside.contains(code))
        });
        let codes = told.iter().copied().chain(members.map(|place| place.code));
        let mut seen = BTreeSet::new();
        let names = codes.filter_map(|code| self.geography.get(code));
        names
            .map(|place| place.name)
            .filter(|name| seen.insert(*name))
            .take(MOST)
            .collect()
    }

    fn words_told(&self, places: &[&'static str]) -> BTreeMap<String, Vec<String>> {
        let mut all: BTreeMap<String, Told> = BTreeMap::new();
        for row in self.catalogue.consultations().take(MOST_TITLES) {
            let title = &row.entry.stored.consultation.title;
            for (language, title) in title.iter() {
                if let Some(told) = told_in(&mut all, language) {
                    told.title(&title.text);
                }
            }
            let themes = row.themes.iter();
            for theme in themes.filter_map(|number| at(self.themes.values(), *number)) {
                for (language, name) in theme.iter() {
                    if let Some(told) = told_in(&mut all, language) {
                        *told.themes.entry(name.text.clone()).or_default() += 1;
                    }
                }
            }
        }
        all.into_iter()
            .map(|(language, told)| (language, told.proposed(places)))
            .collect()
    }
}

/// What titles and themes of one language say.
#[derive(Default)]
struct Told {
    themes: HashMap<String, usize>,
    /// How often each folded word stands in a title, and how it is written there.
    words: HashMap<String, HashMap<String, usize>>,
}

fn told_in<'a>(all: &'a mut BTreeMap<String, Told>, language: &Language) -> Option<&'a mut Told> {
    let language = language.primary();
    if !all.contains_key(language) && all.len() >= MOST_LANGUAGES {
        return None;
    }
    Some(all.entry(language.to_owned()).or_default())
}

impl Told {
    fn title(&mut self, title: &str) {
        let mut seen = BTreeSet::new();
        for (folded, written) in words_as_written(title) {
            let tells = folded.chars().count() >= LEAST_LETTERS
                && folded.chars().all(char::is_alphabetic)
                && is_telling(&folded);
            if tells && seen.insert(folded.clone()) {
                let forms = self.words.entry(folded).or_default();
                *forms.entry(written.to_lowercase()).or_default() += 1;
            }
        }
    }

    fn proposed(self, places: &[&'static str]) -> Vec<String> {
        let words = self.words.into_values().filter_map(|forms| {
            let titles: usize = forms.values().sum();
            let (written, _) = most_used(forms).into_iter().next()?;
            (titles >= LEAST_TITLES).then_some((written, titles))
        });
        let words = most_used(words.collect()).into_iter().map(|(word, _)| word);
        let themes = most_used(self.themes).into_iter().map(|(theme, _)| theme);
        let places = places
            .iter()
            .take(MOST_PLACES)
            .map(|name| (*name).to_owned());
        let mut seen = BTreeSet::new();
        themes
            .take(MOST_THEMES)
            .chain(places)
            .chain(words)
            .filter(|text| seen.insert(text.to_lowercase()))
            .take(MOST)
            .collect()
    }
}

/// The most used first; of equals the first of the alphabet.
fn most_used<T: Ord + Hash>(counts: HashMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_unstable_by(|(one, few), (other, many)| {
        (Reverse(few), one).cmp(&(Reverse(many), other))
    });
    counts
}
