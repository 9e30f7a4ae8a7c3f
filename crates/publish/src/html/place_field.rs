//! The field for a place: the text typed, the proposals, and the answer if no place or several have the name.

use crate::phrases::Phrases;
use passerelle_geography::{Geography, Place as Territory};
use passerelle_index::Suggestions;
use passerelle_model::{TerritoryCode, TerritoryKind};

use super::frame::Reader;

/// The number of communes that the field proposes.
const MOST_SUGGESTED: usize = 200;

/// The result of the name of a place that was typed.
#[derive(Debug, Clone, Default)]
pub enum PlaceSought {
    /// No name was typed.
    #[default]
    Nothing,
    /// No place has this name, nor a similar one.
    Unknown(String),
    /// No place has this name; these have similar ones.
    Misspelt(String, Vec<&'static Territory>),
    /// Several places have the name.
    Several(String, Vec<&'static Territory>),
}

/// A place that may be meant.
pub(super) struct Candidate {
    pub(super) label: String,
    pub(super) href: String,
}

impl PlaceSought {
    /// Returns the text typed, if it stands for no single place.
    pub(super) const fn typed(&self) -> Option<&String> {
        match self {
            Self::Nothing => None,
            Self::Unknown(name) | Self::Misspelt(name, _) | Self::Several(name, _) => Some(name),
        }
    }

    /// Returns the sentence about it.
    pub(super) fn alert(&self, phrases: &Phrases) -> Option<String> {
        let (message, name) = match self {
            Self::Nothing => return None,
            Self::Unknown(name) => ("place-unknown", name),
            Self::Misspelt(name, _) => ("place-misspelt", name),
            Self::Several(name, _) => ("place-ambiguous", name),
        };
        Some(phrases.with(message, &[("place", name)]))
    }

    /// Returns the places that may be meant, each with the address that `href` makes of it.
    pub(super) fn candidates(
        &self,
        geography: &Geography,
        href: impl Fn(TerritoryCode) -> Option<String>,
    ) -> Vec<Candidate> {
        let (Self::Misspelt(_, places) | Self::Several(_, places)) = self else {
            return Vec::new();
        };
        let candidates = places.iter().filter_map(|place| {
            Some(Candidate {
                label: with_departement(place, geography),
                href: href(place.code)?,
            })
        });
        candidates.collect()
    }
}

/// Returns the name of a place with its département: « Seichamps (Meurthe-et-Moselle) »; only the name if it lies in none.
pub(super) fn with_departement(place: &Territory, geography: &Geography) -> String {
    let within = place.ancestors.iter().find_map(|code| {
        (code.kind() == TerritoryKind::Departement).then(|| geography.get(*code))?
    });
    within.map_or_else(
        || place.name.to_owned(),
        |outer| format!("{} ({})", place.name, outer.name),
    )
}

/// Returns the proposals: the places that consultations concern, else the communes of the territory of the gateway.
pub(super) fn proposed(
    reader: &Reader<'_>,
    geography: &Geography,
    suggestions: &Suggestions,
) -> Vec<&'static str> {
    if !suggestions.places().is_empty() {
        return suggestions.places().to_vec();
    }
    let around = reader.site.territory();
    let inside = around.map(|code| geography.inside(code, TerritoryKind::Commune));
    let names = inside.unwrap_or_default().into_iter();
    names
        .map(|commune| commune.name)
        .take(MOST_SUGGESTED)
        .collect()
}
