//! Places that readers name in a form: finds the territory of a name.

use crate::question::own;
use passerelle_geography::{Geography, Place};
use passerelle_model::{TerritoryCode, TerritoryKind};
use passerelle_publish::Site;
use passerelle_publish::html::PlaceSought;
use passerelle_query::ParameterError;

/// The longest name that is looked for, in characters; the longest name of a French commune has 45.
const LONGEST: usize = 80;

/// The most places that are proposed instead of a name that no territory has.
const MOST_CANDIDATES: usize = 5;

/// The territory that the name of a place stands for, as a form sends it.
pub(super) enum PlaceChoice {
    /// No name was sent.
    Nothing,
    /// One territory.
    Territory(TerritoryCode),
    /// No territory has the name, or several have it.
    Unclear(PlaceSought),
}

/// Returns the territory that `place=` names: by its code, or by the name of a commune or of a larger territory. Of several with one name it is the one inside
/// the gateway's own territory.
pub(super) fn named(
    query: Option<&str>,
    site: &Site,
    geography: &'static Geography,
) -> Result<PlaceChoice, ParameterError> {
    let Some(name) = own(query, "place")? else {
        return Ok(PlaceChoice::Nothing);
    };
    let name: String = name.chars().take(LONGEST).collect();
    let code = name.parse::<TerritoryCode>().ok();
    if let Some(place) = code.and_then(|code| geography.get(code)) {
        return Ok(PlaceChoice::Territory(place.code));
    }
    let around = site.territory().unwrap_or_else(TerritoryCode::country);
    let near = meant(geography.named(&name, around));
    let places = if near.is_empty() {
        meant(geography.named(&name, TerritoryCode::country()))
    } else {
        near
    };
    Ok(match places.as_slice() {
        [] => {
            let near = geography.nearly_named(&name, around, MOST_CANDIDATES);
            PlaceChoice::Unclear(if near.is_empty() {
                PlaceSought::Unknown(name)
            } else {
                PlaceSought::Misspelt(name, near)
            })
        }
        [only] => PlaceChoice::Territory(only.code),
        _ => PlaceChoice::Unclear(PlaceSought::Several(name, places)),
    })
}

/// Returns the communes among territories of one name; all of them if none is a commune.
fn meant(places: Vec<&'static Place>) -> Vec<&'static Place> {
    let communes = places.iter().copied();
    let communes: Vec<&Place> = communes
        .filter(|place| place.code.kind() == TerritoryKind::Commune)
        .collect();
    if communes.is_empty() {
        places
    } else {
        communes
    }
}
