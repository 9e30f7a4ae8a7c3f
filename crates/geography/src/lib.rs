//! Geography: the official territories of France, compiled in: every commune, EPCI, département and région, with its name, population,
//! centre and what it lies in. It imports `model`, does no I/O and knows nothing of consultations.
//!
//! The data is that of `@etalab/decoupage-administratif` 6.0.0 (Licence Ouverte 2.0), unpacked from `territories.tsv.gz`; that file is written
//! by `regenerate.py` beside it.

mod communes;
mod names;
mod unpacking;

use std::collections::HashMap;
use std::sync::OnceLock;

use communes::Communes;
pub use names::fold_name;
use strsim::osa_distance;

use passerelle_model::{Point, TerritoryCode, TerritoryKind};

/// A misspelt name, or the beginning of one, has at least so many letters.
const LEAST_MISSPELT: usize = 4;

/// One official territory.
#[derive(Debug, Clone)]
pub struct Place {
    /// The code.
    pub code: TerritoryCode,
    /// The official name.
    pub name: &'static str,
    /// Population (municipal, 2022), where it is known. A larger territory's is the sum of its communes'.
    pub population: Option<u32>,
    /// The centre, where it is known: 101 communes have none, and neither has the country. A larger territory's is the mean of its communes'
    /// centres weighted by population.
    pub centre: Option<Point>,
    /// Everything it lies wholly in, nearest first, without itself: for a commune its EPCI (if any), département, région (none overseas, where
    /// a collectivity is a département only), country. An EPCI over two départements lies in neither.
    pub ancestors: &'static [TerritoryCode],
}

/// All territories: about 6 MB, built once and shared.
#[derive(Debug)]
pub struct Geography {
    /// The places, in the order of the codes.
    places: Vec<Place>,
    /// The place where each code is in `places`.
    positions: HashMap<TerritoryCode, u32>,
    /// Folded names with the position in `places`, in the order of the names; made when first asked for.
    names: OnceLock<Vec<(&'static str, u32)>>,
    /// Made when first asked for.
    communes: OnceLock<Communes>,
}

impl Geography {
    /// The compiled-in geography, unpacked at the first call and kept. Takes tens of milliseconds, and the first question by name as many again.
    pub fn official() -> &'static Self {
        static OFFICIAL: OnceLock<Geography> = OnceLock::new();
        OFFICIAL.get_or_init(unpacking::unpack)
    }

    /// The territory that a code names.
    pub fn get(&self, code: TerritoryCode) -> Option<&Place> {
        self.at(*self.positions.get(&code)?)
    }

    /// Every territory, communes first, in the order of the codes.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Returns the territories in which `code` lies, nearest first, without itself; none for an unknown code.
    pub fn ancestors(&self, code: TerritoryCode) -> &'static [TerritoryCode] {
        self.get(code).map_or(&[], |place| place.ancestors)
    }

    /// Returns whether `inner` is `outer` or lies wholly inside it. Reflexive and transitive.
    ///
    /// A commune lies in its EPCI, département, région and country. An EPCI lies in a département (or région) when all of its communes do: one
    /// that reaches over the border lies in neither. A département never lies in an EPCI.
    pub fn is_inside(&self, inner: TerritoryCode, outer: TerritoryCode) -> bool {
        inner == outer || self.ancestors(inner).contains(&outer)
    }

    /// The territories of the given kind for which [`is_inside`](Self::is_inside) holds, by name: with `outer` itself if it is of that kind.
    pub fn inside(&self, outer: TerritoryCode, kind: TerritoryKind) -> Vec<&Place> {
        self.names()
            .iter()
            .filter_map(|(_, at)| self.at(*at))
            .filter(|place| place.code.kind() == kind && lies_in(place, outer))
            .collect()
    }

    /// Every territory of this name (see [`fold_name`]) that is `parent` or lies inside it, in the order of the codes.
    pub fn named(&self, name: &str, parent: TerritoryCode) -> Vec<&Place> {
        let wanted = fold_name(name);
        let names = self.names();
        let begin = names.partition_point(|(folded, _)| *folded < wanted.as_str());
        names
            .iter()
            .skip(begin)
            .take_while(|(folded, _)| *folded == wanted)
            .filter_map(|(_, at)| self.at(*at))
            .filter(|place| lies_in(place, parent))
            .collect()
    }

    /// The territories that a name may mean: those of this name, where there are any, else those that are [nearly
    /// named](Self::nearly_named) so, in the same order; at most `most`. Of several of the same ground only the smallest kind.
    pub fn meant(&self, name: &str, parent: TerritoryCode, most: usize) -> Vec<&Place> {
        let mut found: Vec<&Place> = Vec::new();
        for place in self.named(name, TerritoryCode::country()) {
            if !found.iter().any(|inner| is_same_ground(inner, place)) {
                found.push(place);
            }
        }
        if found.is_empty() {
            return self.nearly_named(name, parent, most);
        }
        likeliest_first(&mut found, parent);
        found.truncate(most);
        found
    }

    /// The territories whose name is nearly this one: one letter is missing, too much, wrong or has changed places, but not the first; else those
    /// whose name begins so; else those whose name holds these words. Those inside `parent` first, then the most populated; at most `most`.
    pub fn nearly_named(&self, name: &str, parent: TerritoryCode, most: usize) -> Vec<&Place> {
        let wanted = fold_name(name);
        let letters = wanted.chars().count();
        let first = wanted.get(..1).unwrap_or_default();
        if letters < LEAST_MISSPELT || first.is_empty() {
            return Vec::new();
        }
        let names = self.names();
        let begin = names.partition_point(|(folded, _)| *folded < first);
        let alike = names.iter().skip(begin);
        let alike = alike.take_while(|(folded, _)| folded.starts_with(first));
        let (mut misspelt, mut longer) = (Vec::new(), Vec::new());
        for (folded, at) in alike {
            let near = folded.chars().count().abs_diff(letters) <= 1;
            if near && osa_distance(folded, &wanted) == 1 {
                misspelt.extend(self.at(*at));
            } else if folded.starts_with(wanted.as_str()) {
                longer.extend(self.at(*at));
            }
        }
        let mut found = if misspelt.is_empty() {
            longer
        } else {
            misspelt
        };
        if found.is_empty() {
            found = self.holding(&wanted);
        }
        likeliest_first(&mut found, parent);
        found.truncate(most);
        found
    }

    /// The territories whose folded name holds these words, but not at its beginning: `grand nancy` in `metropole du grand nancy`.
    fn holding(&self, words: &str) -> Vec<&Place> {
        let names = self.names().iter().filter(|(folded, _)| {
            let mut mentions = folded.match_indices(words);
            mentions.any(|(at, _)| {
                let before = folded.get(..at).unwrap_or_default();
                let after = folded.get(at + words.len()..).unwrap_or_default();
                before.ends_with(' ') && (after.is_empty() || after.starts_with(' '))
            })
        });
        names.filter_map(|(_, at)| self.at(*at)).collect()
    }

    /// The only territory of this name (accents, case and punctuation folded) that is `parent` or lies inside it; `None` when there is none or
    /// more than one: a bare name alone never decides.
    ///
    /// Paris is a commune and a département, Martinique a département and a région, of the same ground: there the smaller kind is meant.
    pub fn find(&self, name: &str, parent: TerritoryCode) -> Option<&Place> {
        let places = self.named(name, parent);
        let (smallest, others) = places.split_first()?;
        others
            .iter()
            .all(|other| is_same_ground(smallest, other))
            .then_some(*smallest)
    }

    /// The distance in kilometres between the centres of two territories, where both are known.
    pub fn distance_km(&self, from: TerritoryCode, to: TerritoryCode) -> Option<f64> {
        Some(self.get(from)?.centre?.distance_km(self.get(to)?.centre?))
    }

    fn names(&self) -> &[(&'static str, u32)] {
        self.names
            .get_or_init(|| unpacking::by_folded_name(&self.places))
    }

    fn at(&self, position: u32) -> Option<&Place> {
        self.places.get(usize::try_from(position).ok()?)
    }
}

fn lies_in(place: &Place, outer: TerritoryCode) -> bool {
    place.code == outer || place.ancestors.contains(&outer)
}

/// Sorts those inside `parent` first, then the most populated.
fn likeliest_first(places: &mut [&Place], parent: TerritoryCode) {
    places.sort_by_key(|place| (!lies_in(place, parent), std::cmp::Reverse(place.population)));
}

/// Returns whether `outer` holds nothing beyond `inner`: the one lies in the other and as many people live in both.
fn is_same_ground(inner: &Place, outer: &Place) -> bool {
    lies_in(inner, outer.code) && inner.population.is_some() && inner.population == outer.population
}

#[cfg(test)]
mod tests;
