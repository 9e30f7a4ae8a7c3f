//! Territory codes in a configuration: the faults of those that name no territory.

use super::fault::{Fault, Quote};
use passerelle_geography::{Geography, Place};
use passerelle_model::{TerritoryCode, TerritoryKind};

/// The most places of one name that an advice lists.
const TOLD: usize = 5;

/// Resolves the code of a territory; a fault says what was probably meant.
pub(super) fn existing(text: &str) -> Result<TerritoryCode, Fault> {
    let geography = Geography::official();
    let text = text.trim();
    let Ok(code) = text.parse::<TerritoryCode>() else {
        // The territories of this name, else those with nearly this name.
        let places = geography.meant(text, TerritoryCode::country(), TOLD + 1);
        let first = places.iter().take(TOLD);
        return Err(Fault::TerritoryForm {
            given: Quote::of(text),
            places: first.map(|place| told(geography, place)).collect(),
            more: (places.len() > TOLD).then(|| "…".to_owned()),
        });
    };
    if geography.get(code).is_some() {
        return Ok(code);
    }
    Err(Fault::TerritoryUnknown {
        code: code.to_string(),
        near: mistyped(geography, code).map(|place| told(geography, place)),
    })
}

/// Returns the only EPCI, département or région with nearly this code. (Communes have too many neighbours for that.)
fn mistyped(geography: &Geography, code: TerritoryCode) -> Option<&Place> {
    if code.kind() != TerritoryKind::Epci {
        return None;
    }
    let mut near = geography.places().iter().filter(|place| {
        place.code.kind() == code.kind()
            && strsim::damerau_levenshtein(place.code.as_str(), code.as_str()) == 1
    });
    let only = near.next()?;
    near.next().is_none().then_some(only)
}

/// Describes a place: `54498 (Seichamps, Meurthe-et-Moselle)`.
fn told(geography: &Geography, place: &Place) -> String {
    let departement = place
        .ancestors
        .iter()
        .find(|outer| outer.kind() == TerritoryKind::Departement)
        .and_then(|outer| geography.get(*outer))
        .map_or_else(String::new, |outer| format!(", {}", outer.name));
    format!("{} ({}{departement})", place.code, place.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The proposals in place of `text`.
    fn proposed(text: &str) -> Vec<String> {
        match existing(text).unwrap_err() {
            Fault::TerritoryForm { places, .. } => places,
            Fault::TerritoryUnknown { near, .. } => near.into_iter().collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_name_is_answered_with_its_code_also_where_it_is_misspelt() {
        for name in ["Seichamps", "seichamp", "Seihcamps"] {
            assert_eq!(
                proposed(name).first().map(String::as_str),
                Some("54498 (Seichamps, Meurthe-et-Moselle)"),
                "{name}"
            );
        }
        assert!(proposed("Sainte-Colombe").len() == TOLD && proposed("Nulle-Part").is_empty());
        assert!(proposed("245400677")[0].starts_with("245400676"));
        assert_eq!(existing("54498").unwrap().to_string(), "54498");
    }
}
