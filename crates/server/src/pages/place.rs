//! A place that a reader names: which territory is meant.

use crate::question::own;
use passerelle_geography::{Geography, Place};
use passerelle_model::{TerritoryCode, TerritoryKind};
use passerelle_publish::Site;
use passerelle_publish::html::PlaceSought;
use passerelle_query::ParameterError;

/// The longest name of a French commune has 45 characters.
const LONGEST: usize = 80;

/// The most places that are proposed in the place of one that there is not.
const MOST_CANDIDATES: usize = 5;

/// The name of a place, as a form sent it.
pub(super) enum Named {
    /// No name was sent.
    Nothing,
    /// One territory.
    Territory(TerritoryCode),
    /// None, or several.
    Unclear(PlaceSought),
}

/// The territory that `place=` names: a code, or the name of a commune or of a larger territory. Of several of one name the one inside the gateway's
/// own territory is meant.
pub(super) fn named(
    query: Option<&str>,
    site: &Site,
    geography: &'static Geography,
) -> Result<Named, ParameterError> {
    let Some(name) = own(query, "place")? else {
        return Ok(Named::Nothing);
    };
    let name: String = name.chars().take(LONGEST).collect();
    let code = name.parse::<TerritoryCode>().ok();
    if let Some(place) = code.and_then(|code| geography.get(code)) {
        return Ok(Named::Territory(place.code));
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
            Named::Unclear(if near.is_empty() {
                PlaceSought::Unknown(name)
            } else {
                PlaceSought::Misspelt(name, near)
            })
        }
        [only] => Named::Territory(only.code),
        _ => Named::Unclear(PlaceSought::Several(name, places)),
    })
}

/// The communes among territories of one name; where there are none, all of them.
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
