//! Territory codes in a configuration: what to say of one that names nothing.

use crate::geography::{Geography, Place};
use crate::model::{TerritoryCode, TerritoryKind};

/// How many places of a name are told apart in an advice.
const TOLD: usize = 5;

/// The territory that `text` names by its code; else what is wrong, and what to write if that can be told.
pub(super) fn existing(text: &str) -> Result<TerritoryCode, (String, Option<String>)> {
    let geography = Geography::official();
    let text = text.trim();
    match text.parse::<TerritoryCode>() {
        Ok(code) if geography.get(code).is_some() => Ok(code),
        Ok(code) => Err((
            format!("`{code}` names no territory of the official geography"),
            mistyped(geography, code)
                .map(|place| format!("did you mean {}?", told(geography, place))),
        )),
        Err(error) => {
            let places = geography.named(text, TerritoryCode::country());
            let list: Vec<String> = places
                .iter()
                .take(TOLD)
                .map(|place| told(geography, place))
                .collect();
            let more = if places.len() > TOLD { ", …" } else { "" };
            let advice =
                (!list.is_empty()).then(|| format!("write the code: {}{more}", list.join(", ")));
            Err((error.to_string(), advice))
        }
    }
}

/// The only EPCI, département or région of nearly this code. (Communes have too many neighbours for that.)
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

/// `54498 (Seichamps, Meurthe-et-Moselle)`.
fn told(geography: &Geography, place: &Place) -> String {
    let departement = place
        .ancestors
        .iter()
        .find(|outer| outer.kind() == TerritoryKind::Departement)
        .and_then(|outer| geography.get(*outer))
        .map_or_else(String::new, |outer| format!(", {}", outer.name));
    format!("{} ({}{departement})", place.code, place.name)
}
