//! Circles: a point or the centre of a territory, and a radius. Kept in whole numbers so that equal filters are equal.

use std::fmt;

use super::refusal::ParameterError;
use passerelle_geography::Geography;
use passerelle_model::{Point, TerritoryCode};

/// The centre of a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Center {
    /// A point, in millionths of a degree (about 11 cm).
    Point {
        /// Latitude.
        latitude: i32,
        /// Longitude.
        longitude: i32,
    },
    /// The centre of a territory, which has one.
    Territory(TerritoryCode),
}

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Near {
    /// The centre.
    pub center: Center,
    /// The radius, in metres.
    pub radius_m: u32,
}

/// The radius where none is given, in metres.
pub const DEFAULT_RADIUS_M: u32 = 10_000;
const RADIUS_M: std::ops::RangeInclusive<f64> = 100.0..=1_000_000.0;
const MILLION: f64 = 1_000_000.0;

impl Near {
    /// Reads a radius in kilometres, as metres.
    ///
    /// # Errors
    /// Where it is no number of kilometres between 0.1 and 1000.
    pub fn radius(text: &str) -> Result<u32, ParameterError> {
        parse_radius(text)
    }
}

impl Center {
    /// Reads `LAT,LON` in degrees, or the code of a territory whose centre is known.
    pub(crate) fn parse(text: &str, geography: &Geography) -> Result<Self, ParameterError> {
        let wrong = |expected: &str| ParameterError::value("near", text, expected);
        if let Some((latitude, longitude)) = text.split_once(',') {
            let number = |text: &str| text.trim().parse::<f64>().ok();
            return number(latitude)
                .zip(number(longitude))
                .and_then(|(latitude, longitude)| Point::anywhere(latitude, longitude))
                .map(Self::of_point)
                .ok_or_else(|| wrong("LAT,LON in degrees (48.692,6.184)"));
        }
        let code: TerritoryCode = text.parse().map_err(|_malformed| {
            wrong("LAT,LON in degrees (48.692,6.184) or the code of a territory (54395)")
        })?;
        let place = geography
            .get(code)
            .ok_or_else(|| wrong("the code of an existing territory"))?;
        if place.centre.is_none() {
            return Err(wrong(
                "a territory whose centre is known; this one’s is not: give LAT,LON instead",
            ));
        }
        Ok(Self::Territory(code))
    }

    fn of_point(point: Point) -> Self {
        Self::Point {
            latitude: millionths(point.latitude),
            longitude: millionths(point.longitude),
        }
    }

    /// Returns the point; `None` for a territory whose centre is not known.
    pub fn point(self, geography: &Geography) -> Option<Point> {
        match self {
            Self::Point {
                latitude,
                longitude,
            } => Point::anywhere(
                f64::from(latitude) / MILLION,
                f64::from(longitude) / MILLION,
            ),
            Self::Territory(code) => geography.get(code)?.centre,
        }
    }
}

impl fmt::Display for Center {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point {
                latitude,
                longitude,
            } => write!(
                f,
                "{},{}",
                f64::from(*latitude) / MILLION,
                f64::from(*longitude) / MILLION
            ),
            Self::Territory(code) => code.fmt(f),
        }
    }
}

/// Reads a radius in kilometres, as metres.
pub(crate) fn parse_radius(text: &str) -> Result<u32, ParameterError> {
    text.parse::<f64>()
        .ok()
        .map(|kilometres| (kilometres * 1000.0).round())
        .filter(|metres| RADIUS_M.contains(metres))
        .map(whole_metres)
        .ok_or_else(|| {
            ParameterError::value(
                "radius",
                text,
                "a number of kilometres between 0.1 and 1000",
            )
        })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a latitude or longitude of a valid point fits, and `as` saturates"
)]
fn millionths(degrees: f64) -> i32 {
    (degrees * MILLION).round() as i32
}

/// Rounds a distance on the globe to whole metres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "called with values between 0 and 40 million metres, and `as` saturates"
)]
pub fn whole_metres(metres: f64) -> u32 {
    metres.round() as u32
}

/// Writes a radius in kilometres.
pub(crate) fn kilometres(radius_m: u32) -> String {
    (f64::from(radius_m) / 1000.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_point_of_the_globe_may_be_asked_for_and_none_beyond() {
        let parse = |text: &str| Center::parse(text, Geography::official());
        for text in ["0,0", "-0,0", "90,180", "-90, -180", "48.692,6.184"] {
            let center = parse(text).unwrap();
            assert!(center.point(Geography::official()).is_some(), "{text}");
        }
        for text in ["90.1,0", "0,180.5", "NaN,0", "0", "0,"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
