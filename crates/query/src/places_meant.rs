//! Names of places where codes are expected: the territories that are probably meant.

use super::parameter::{Parameter, Shape};
use super::refusal::{ParameterError, PlaceMeant};
use passerelle_geography::Geography;
use passerelle_model::TerritoryCode;

/// The most territories that may be meant.
const MOST_PLACES: usize = 5;

impl ParameterError {
    /// Adds the territories that are meant where the value is a name, or nearly one, and a code of a territory was expected: those inside `home`
    /// first, then the most populated. Any other error is left as it is.
    #[must_use]
    pub fn naming(mut self, geography: &Geography, home: TerritoryCode) -> Self {
        let shape = Parameter::named(&self.name).map(|parameter| parameter.row().shape);
        let is_near = matches!(shape, Some(Shape::PointOrTerritory));
        let takes_codes = is_near || matches!(shape, Some(Shape::Territory));
        let name = self.value.as_deref().filter(|value| {
            let is_code = value.parse::<TerritoryCode>().is_ok();
            takes_codes && !is_code
        });
        let places = name.map(|name| geography.meant(name, home, MOST_PLACES));
        let places = places.into_iter().flatten();
        self.places = places
            .filter(|place| place.centre.is_some() || !is_near)
            .map(|place| PlaceMeant {
                code: place.code,
                name: place.name.to_owned(),
            })
            .collect();
        if let Some(place) = self.places.first() {
            self.nearest = Some(place.code.to_string());
        }
        self
    }
}
