//! The names of the communes that consultations of a snapshot may concern, so that a question that names one is understood.

use std::collections::BTreeSet;

use strsim::osa_distance;

use super::snapshot::Snapshot;
use passerelle_geography::{Geography, fold_name};
use passerelle_model::TerritoryCode;

/// Words that follow the usual part of the name of a commune: people say Vandœuvre for Vandœuvre-lès-Nancy.
const JOINING_WORDS: &[&str] = &["devant", "en", "les", "lez", "pres", "sous", "sur"];
/// The fewest letters of the usual part of a name; shorter ones are mostly ordinary words (`Art-sur-Meurthe`, `Pont-sous-…`).
const LEAST_PART: usize = 5;
/// The most words of a question in which names are looked for.
const MOST_WORDS: usize = 16;
/// The most words of a name.
const LONGEST_NAME: usize = 8;
/// The fewest letters of a misspelt name.
const LEAST_MISSPELT: usize = 5;

/// The communes that a question names, and the rest of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The communes with this name, by code.
    pub communes: Vec<TerritoryCode>,
    /// The other words, folded; empty if there are none.
    pub rest: String,
}

/// The communes of some territories, by folded name.
#[derive(Debug, Default)]
pub(super) struct CommuneNames(Vec<(&'static str, TerritoryCode)>);

impl CommuneNames {
    /// Collects the communes among `territories` and inside them. Régions and the country do not count: they contain so many communes that words
    /// would match their names by chance.
    pub(super) fn of(geography: &Geography, territories: &[TerritoryCode]) -> Self {
        let mut names = BTreeSet::new();
        for code in territories {
            for (name, place) in geography.communes(*code) {
                names.extend(usual_part(name).map(|part| (part, place.code)));
                names.insert((name, place.code));
            }
        }
        Self(names.into_iter().collect())
    }

    /// Returns the communes with a name, by code.
    fn named(&self, name: &str) -> Vec<TerritoryCode> {
        let begin = self.0.partition_point(|(known, _)| *known < name);
        let same = self.0.iter().skip(begin);
        same.take_while(|(known, _)| *known == name)
            .map(|(_, code)| *code)
            .collect()
    }

    /// Returns the communes whose name differs by one edit: a letter that is missing, added, wrong or transposed. The first letter must be right, so
    /// that only names that begin with it are compared.
    fn nearly_named(&self, name: &str) -> Vec<TerritoryCode> {
        let Some(first) = name.chars().next() else {
            return Vec::new();
        };
        let letters = name.chars().count();
        let initial = first.to_string();
        let begin = self
            .0
            .partition_point(|(known, _)| *known < initial.as_str());
        let candidates = self.0.iter().skip(begin);
        candidates
            .take_while(|(known, _)| known.starts_with(first))
            .filter(|(known, _)| known.len().abs_diff(name.len()) <= 4)
            .filter(|(known, _)| known.chars().count().abs_diff(letters) <= 1)
            .filter(|(known, _)| osa_distance(known, name) == 1)
            .map(|(_, code)| *code)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

/// Returns the part of a name by which people call a commune, if it has one.
fn usual_part(name: &str) -> Option<&str> {
    let (part, _) = JOINING_WORDS.iter().find_map(|joining| {
        let middle = format!(" {joining} ");
        name.split_once(middle.as_str())
    })?;
    (part.chars().count() >= LEAST_PART).then_some(part)
}

impl Snapshot {
    /// Returns the communes that a question names, among those that a consultation of this snapshot may concern. The longest name counts. If no name
    /// is written correctly, one with a single wrong letter counts, unless texts contain all of its words.
    pub fn named_place(&self, question: &str) -> Option<NamedPlace> {
        let folded = fold_name(question);
        let words: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let communes = &self.commune_names;
        find(&words, |name| communes.named(name)).or_else(|| {
            find(&words, |name| {
                let short = name.chars().count() < LEAST_MISSPELT;
                if short || name.split(' ').all(|word| self.full_text.contains(word)) {
                    return Vec::new();
                }
                communes.nearly_named(name)
            })
        })
    }
}

/// Finds the longest run of words that is a name, and returns its communes and the other words.
fn find(words: &[&str], named: impl Fn(&str) -> Vec<TerritoryCode>) -> Option<NamedPlace> {
    (1..=LONGEST_NAME.min(words.len()))
        .rev()
        .find_map(|length| {
            words.windows(length).enumerate().find_map(|(at, run)| {
                let communes = named(&run.join(" "));
                let before = words.get(..at).unwrap_or_default();
                let after = words.get(at + length..).unwrap_or_default();
                (!communes.is_empty()).then(|| NamedPlace {
                    communes,
                    rest: [before, after].concat().join(" "),
                })
            })
        })
}
