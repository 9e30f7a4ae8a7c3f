//! Facets: the number of consultations that each value of a parameter would select.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::dictionary::at;
use super::entry::{Row, bit};
use super::matching::{Matcher, part};
use super::snapshot::Snapshot;
use super::text::WordMatch;
use passerelle_model::{Level, LocalizedText, Modality, Platform, SourceId, Status, TerritoryCode};
use passerelle_query::{Filter, theme_key};

/// A value, and the number of consultations that it would select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count<T> {
    /// The value.
    pub value: T,
    /// The number of consultations.
    pub count: usize,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The value that `theme=` takes.
    pub key: String,
    /// The name, as the first source that brought it writes it.
    pub name: LocalizedText,
}

/// The number of consultations that each value would select if it were the only one of its parameter, with all other parameters of the filter
/// unchanged.
///
/// Closed lists hold every term in their order, even with a count of 0. Open lists hold only values that occur, greatest count first, then by code,
/// key or id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// The number of consultations that match the whole filter.
    pub total: usize,
    /// The degree to which they match the words of the filter.
    pub matched: WordMatch,
    /// Territories, and those that contain them; each counts the consultations that concern it or a territory inside it.
    pub territory: Vec<Count<TerritoryCode>>,
    /// Statuses.
    pub status: Vec<Count<Status>>,
    /// Levels; a consultation without one is not counted.
    pub level: Vec<Count<Level>>,
    /// Modalities; a consultation with several counts for each.
    pub modality: Vec<Count<Modality>>,
    /// Themes, by their French name, else as [`LocalizedText::best`] chooses; a consultation with several counts for each.
    pub theme: Vec<Count<Theme>>,
    /// Sources of this gateway.
    pub source: Vec<Count<SourceId>>,
    /// Platforms; a relayed consultation counts for that of its own instance and for that of the relaying source.
    pub platform: Vec<Count<Platform>>,
}

/// Counts by number of a dictionary, or by bit.
#[derive(Default)]
struct Tally {
    territory: Vec<usize>,
    /// The territories of each consultation that is found by several.
    several_territories: Vec<Vec<u32>>,
    theme: BTreeMap<String, (usize, u32)>,
    source: Vec<usize>,
    status: [usize; 32],
    level: [usize; 32],
    modality: [usize; 32],
    platform: [usize; 32],
}

impl Snapshot {
    /// Returns the counts for the menus of a filter: the values of each parameter are counted as if the filter did not contain that parameter. The
    /// order and the page of the filter do not apply.
    pub fn facets(&self, filter: &Filter) -> Facets {
        self.tallied(&Matcher::new(filter, self), |failing| failing)
    }

    /// Returns the counts of the consultations that the whole filter selects, for statistics: no count is greater than the total.
    pub fn selected(&self, filter: &Filter) -> Facets {
        let whole = |failing| if failing == 0 { 0 } else { u8::MAX };
        self.tallied(&Matcher::new(filter, self), whole)
    }

    /// Returns the counts for a filter. `failing` maps the parts of the filter that a row fails to those that count as failed.
    pub(super) fn tallied(&self, matcher: &Matcher<'_>, failing: impl Fn(u8) -> u8) -> Facets {
        let mut tally = Tally {
            territory: vec![0; self.territories.values().len()],
            source: vec![0; self.sources.values().len()],
            ..Tally::default()
        };
        let theme_keys = self.theme_keys();
        let mut total = 0;
        for row in self.catalogue.consultations() {
            let failing = failing(matcher.failing(row));
            total += usize::from(failing == 0);
            tally.count(row, failing, &theme_keys);
        }
        Facets {
            total,
            matched: matcher
                .text_matches
                .as_ref()
                .map_or(WordMatch::All, |matches| matches.matched),
            territory: self.with_ancestors(&tally),
            status: by_bit(Status::ALL, &tally.status),
            level: by_bit(Level::ALL, &tally.level),
            modality: by_bit(Modality::ALL, &tally.modality),
            theme: self.themes_of(tally.theme),
            source: greatest_first(
                self.sources
                    .values()
                    .iter()
                    .cloned()
                    .zip(tally.source)
                    .collect(),
            ),
            platform: by_bit(Platform::ALL, &tally.platform),
        }
    }

    /// Counts the consultations that `filter` selects in each territory, or in a territory inside it; greatest count first, then by code.
    pub fn territories(&self, filter: &Filter) -> Vec<Count<TerritoryCode>> {
        self.territories_of(&Matcher::new(filter, self))
    }

    pub(super) fn territories_of(&self, matcher: &Matcher<'_>) -> Vec<Count<TerritoryCode>> {
        let mut tally = Tally {
            territory: vec![0; self.territories.values().len()],
            ..Tally::default()
        };
        let rows = self.catalogue.consultations();
        for row in rows.filter(|row| matcher.failing(row) == 0) {
            tally.count_territories(row);
        }
        self.with_ancestors(&tally)
    }

    /// Counts all consultations as [`territories`](Self::territories) does. The cost does not grow with their number.
    pub(super) fn all_territories(&self) -> Vec<Count<TerritoryCode>> {
        let mut sums: BTreeMap<TerritoryCode, usize> = BTreeMap::new();
        for (numbers, count) in self.catalogue.territories() {
            for outer in self.all_outwards(numbers) {
                *sums.entry(*outer).or_default() += count;
            }
        }
        greatest_first(sums)
    }

    /// Returns the name of the theme with a key, as the first source that brought it writes it.
    pub fn theme_name(&self, key: &str) -> Option<&LocalizedText> {
        let mut names = self.themes.values().iter();
        names.find(|name| theme_key(name.best_text(&[])).as_deref() == Some(key))
    }

    /// Returns the key of each theme, by number.
    fn theme_keys(&self) -> Vec<Option<String>> {
        self.themes
            .values()
            .iter()
            .map(|name| theme_key(name.best_text(&[])))
            .collect()
    }

    fn themes_of(&self, tally: BTreeMap<String, (usize, u32)>) -> Vec<Count<Theme>> {
        let mut themes: Vec<Count<Theme>> = tally
            .into_iter()
            .filter_map(|(key, (count, number))| {
                let name = at(self.themes.values(), number)?.clone();
                let value = Theme { key, name };
                Some(Count { value, count })
            })
            .collect();
        themes.sort_by_key(|theme| Reverse(theme.count));
        themes
    }

    /// Returns a territory and those that contain it.
    fn outwards<'a>(&'a self, code: &'a TerritoryCode) -> impl Iterator<Item = &'a TerritoryCode> {
        std::iter::once(code).chain(self.geography.ancestors(*code))
    }

    /// Returns the territories with these numbers and those that contain any of them, each once.
    fn all_outwards(&self, numbers: &[u32]) -> BTreeSet<&TerritoryCode> {
        let known = self.territories.values();
        let codes = numbers.iter().filter_map(|number| at(known, *number));
        codes.flat_map(|code| self.outwards(code)).collect()
    }

    /// Sums the counts of each territory and of those inside it.
    fn with_ancestors(&self, tally: &Tally) -> Vec<Count<TerritoryCode>> {
        let mut sums: BTreeMap<TerritoryCode, usize> = BTreeMap::new();
        for (code, count) in self.territories.values().iter().zip(&tally.territory) {
            for outer in self.outwards(code) {
                *sums.entry(*outer).or_default() += count;
            }
        }
        for numbers in &tally.several_territories {
            for outer in self.all_outwards(numbers) {
                *sums.entry(*outer).or_default() += 1;
            }
        }
        greatest_first(sums)
    }
}

impl Tally {
    /// Counts a row for every facet for which it fails no other part of the filter than the facet's own.
    fn count(&mut self, row: &Row, failing: u8, theme_keys: &[Option<String>]) {
        let counts_for = |own: u8| failing & !own == 0;
        let add_bits = |counts: &mut [usize; 32], bits: u32| {
            for (at, slot) in (0..).zip(counts) {
                *slot += usize::from(bits >> at & 1 == 1);
            }
        };
        if counts_for(part::TERRITORY) {
            self.count_territories(row);
        }
        if counts_for(part::SOURCE) {
            for number in row.sources() {
                add(&mut self.source, number);
            }
        }
        if counts_for(part::STATUS) {
            add_bits(&mut self.status, row.status);
        }
        if counts_for(part::LEVEL) {
            add_bits(&mut self.level, row.level);
        }
        if counts_for(part::MODALITY) {
            add_bits(&mut self.modality, row.modalities);
        }
        if counts_for(part::PLATFORM) {
            add_bits(&mut self.platform, row.platforms);
        }
        if counts_for(part::THEME) {
            self.count_themes(row, theme_keys);
        }
    }

    fn count_territories(&mut self, row: &Row) {
        let mut others = row.territories().skip(1).peekable();
        if others.peek().is_none() {
            add(&mut self.territory, row.territory);
        } else {
            self.several_territories.push(row.territories().collect());
        }
    }

    fn count_themes(&mut self, row: &Row, theme_keys: &[Option<String>]) {
        let keyed = row
            .themes
            .iter()
            .filter_map(|number| Some((at(theme_keys, *number)?.as_ref()?, *number)));
        let mut counted: Vec<&String> = Vec::new();
        for (key, number) in keyed {
            if counted.contains(&key) {
                continue;
            }
            counted.push(key);
            if let Some((count, _)) = self.theme.get_mut(key) {
                *count += 1;
            } else {
                self.theme.insert(key.clone(), (1, number));
            }
        }
    }
}

fn add(counts: &mut [usize], number: u32) {
    let slot = usize::try_from(number)
        .ok()
        .and_then(|at| counts.get_mut(at));
    if let Some(slot) = slot {
        *slot += 1;
    }
}

fn by_bit<T: Copy + PartialEq>(all: &[T], counts: &[usize; 32]) -> Vec<Count<T>> {
    all.iter()
        .map(|value| Count {
            value: *value,
            count: counts
                .iter()
                .zip(0..)
                .filter(|(_, at)| bit(all, *value) == 1 << at)
                .map(|(count, _)| *count)
                .sum(),
        })
        .collect()
}

fn greatest_first<T: Ord>(counts: BTreeMap<T, usize>) -> Vec<Count<T>> {
    let mut counts: Vec<Count<T>> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| Count { value, count })
        .collect();
    counts.sort_by_key(|count| Reverse(count.count));
    counts
}
