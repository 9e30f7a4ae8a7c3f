//! Places: the communes that what is served may concern, by name, so that a question that names one is understood.

use std::collections::BTreeSet;

use strsim::osa_distance;

use super::snapshot::Snapshot;
use passerelle_geography::{Geography, fold_name};
use passerelle_model::TerritoryCode;

/// Words that may follow the part of a name by which people call a commune: Vandœuvre is Vandœuvre-lès-Nancy.
const JOINTS: &[&str] = &["devant", "en", "les", "lez", "pres", "sous", "sur"];
/// A part of a name has at least so many letters: shorter ones are mostly plain words (`Art-sur-Meurthe`, `Pont-sous-…`).
const LEAST_PART: usize = 5;
/// The most words of a question are looked at, and a name has at most so many.
const MOST_WORDS: usize = 16;
const LONGEST_NAME: usize = 8;
/// A misspelt name has at least so many letters.
const LEAST_MISSPELT: usize = 5;

/// A name in a question, and what else the question says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The communes of this name, in the order of their codes.
    pub communes: Vec<TerritoryCode>,
    /// The other words, folded; empty where there are none.
    pub rest: String,
}

/// The communes of some territories, by name.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<(&'static str, TerritoryCode)>);

impl Places {
    /// The communes that are one of `territories` or lie in one, other than in a région or the country: those hold too many to be named by chance.
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

    fn named(&self, name: &str) -> Vec<TerritoryCode> {
        let begin = self.0.partition_point(|(known, _)| *known < name);
        let same = self.0.iter().skip(begin);
        same.take_while(|(known, _)| *known == name)
            .map(|(_, code)| *code)
            .collect()
    }

    /// Returns those whose name differs in one letter that is missing, too much, wrong or has changed places, but not in the first. Looks only at names of
    /// that first letter.
    fn nearly_named(&self, name: &str) -> Vec<TerritoryCode> {
        let Some(first) = name.chars().next() else {
            return Vec::new();
        };
        let letters = name.chars().count();
        let initial = first.to_string();
        let begin = self
            .0
            .partition_point(|(known, _)| *known < initial.as_str());
        let alike = self.0.iter().skip(begin);
        alike
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

/// The part of a name by which people call a commune.
fn usual_part(name: &str) -> Option<&str> {
    let (part, _) = JOINTS.iter().find_map(|joint| {
        let middle = format!(" {joint} ");
        name.split_once(middle.as_str())
    })?;
    (part.chars().count() >= LEAST_PART).then_some(part)
}

impl Snapshot {
    /// The communes that a question names, among those that something of this snapshot may concern: the longest name of them, as it is written, else
    /// with one letter wrong where no text holds the word.
    pub fn named_place(&self, question: &str) -> Option<NamedPlace> {
        let folded = fold_name(question);
        let words: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let places = &self.places;
        find(&words, |name| places.named(name)).or_else(|| {
            find(&words, |name| {
                let short = name.chars().count() < LEAST_MISSPELT;
                if short || name.split(' ').all(|word| self.words.holds(word)) {
                    return Vec::new();
                }
                places.nearly_named(name)
            })
        })
    }
}

/// The longest run of words that is a name, and the other words.
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
