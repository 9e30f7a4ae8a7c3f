//! Territories: the codes that stand for them in every input and output, and how the territory of a consultation is known.
//!
//! Only the form of a code is checked here; `geography` knows whether the territory exists.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The kind of a collectivity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TerritoryKind {
    /// A commune.
    Commune,
    /// An intercommunal body: communauté de communes, communauté d'agglomération, métropole…
    Epci,
    /// A département.
    Departement,
    /// A région.
    Region,
    /// The whole country.
    Country,
}

impl TerritoryKind {
    /// The token used in output formats.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Epci => "epci",
            Self::Departement => "departement",
            Self::Region => "region",
            Self::Country => "country",
        }
    }
}

/// The code of a territory: `54498` (INSEE code of a commune), `245400676` (SIREN of an EPCI), `dep-54`, `reg-44`, `fr`.
///
/// Well-formed by construction; existence is not promised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TerritoryCode {
    kind: TerritoryKind,
    bytes: [u8; 9],
    length: u8,
}

/// The error for a text that is not the code of a territory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a territory code: use an INSEE commune code (54498), the SIREN of an EPCI (245400676), dep-54, reg-44 or fr"
)]
pub struct InvalidTerritoryCode(pub String);

impl TerritoryCode {
    /// Returns the code of the whole country.
    pub fn country() -> Self {
        Self::build(TerritoryKind::Country, "fr")
    }

    /// Returns the kind, which follows from the form of the code.
    pub const fn kind(self) -> TerritoryKind {
        self.kind
    }

    /// Returns the code as written in configuration and URLs.
    pub fn as_str(&self) -> &str {
        let bytes = self
            .bytes
            .get(..usize::from(self.length))
            .unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// Returns the official code without the gateway's prefix: `54` of `dep-54`.
    pub fn official(&self) -> &str {
        self.as_str().rsplit('-').next().unwrap_or_default()
    }

    fn build(kind: TerritoryKind, text: &str) -> Self {
        let mut bytes = [0; 9];
        for (to, from) in bytes.iter_mut().zip(text.bytes()) {
            *to = from;
        }
        Self {
            kind,
            bytes,
            length: u8::try_from(text.len().min(9)).unwrap_or(9),
        }
    }
}

fn kind_of(code: &str) -> Option<TerritoryKind> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if code == "fr" {
        return Some(TerritoryKind::Country);
    }
    if let Some(departement) = code.strip_prefix("dep-") {
        let known = matches!(departement, "2A" | "2B")
            || (digits(departement) && (2..=3).contains(&departement.len()));
        return known.then_some(TerritoryKind::Departement);
    }
    if let Some(region) = code.strip_prefix("reg-") {
        return (digits(region) && region.len() == 2).then_some(TerritoryKind::Region);
    }
    let commune = code.len() == 5
        && (digits(code)
            || ["2A", "2B"]
                .iter()
                .any(|island| code.strip_prefix(island).is_some_and(digits)));
    match code.len() {
        9 if digits(code) => Some(TerritoryKind::Epci),
        _ => commune.then_some(TerritoryKind::Commune),
    }
}

impl FromStr for TerritoryCode {
    type Err = InvalidTerritoryCode;

    fn from_str(text: &str) -> Result<Self, InvalidTerritoryCode> {
        kind_of(text)
            .map(|kind| Self::build(kind, text))
            .ok_or_else(|| InvalidTerritoryCode(text.chars().take(40).collect()))
    }
}

impl TryFrom<String> for TerritoryCode {
    type Error = InvalidTerritoryCode;

    fn try_from(text: String) -> Result<Self, InvalidTerritoryCode> {
        text.parse()
    }
}

impl From<TerritoryCode> for String {
    fn from(code: TerritoryCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for TerritoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for TerritoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The way in which the territory of a consultation is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TerritoryHow {
    /// The source belongs to this territory, or names it.
    Declared,
    /// An attach rule of the operator names it.
    Rule,
    /// A scope, an area, a taxonomy or a place name of the source names it.
    Inferred,
}

/// The territory of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Territory {
    /// The code.
    pub code: TerritoryCode,
    /// The official name.
    pub name: String,
    /// The way in which it is known.
    pub how: TerritoryHow,
}

/// A point in WGS 84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub latitude: f64,
    /// Longitude, −180 to 180.
    pub longitude: f64,
}

impl Point {
    /// Creates a point, if both values are finite and in bounds and it is not 0,0 (which sources send for "nowhere").
    ///
    /// Kept to seven decimals, about a centimetre, so that it reads back from JSON as the very same numbers.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        Self::anywhere(latitude, longitude)
            .filter(|point| (point.latitude, point.longitude) != (0.0, 0.0))
    }

    /// Creates a point at these degrees; `None` outside the globe. For data of sources use [`new`](Self::new): this one allows 0,0 too, which a reader may ask for.
    pub fn anywhere(latitude: f64, longitude: f64) -> Option<Self> {
        let [latitude, longitude] =
            [latitude, longitude].map(|degrees| (degrees * 1e7).round() / 1e7);
        let valid = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        valid.then_some(Self {
            latitude,
            longitude,
        })
    }

    /// Returns the great-circle distance in kilometres (haversine, mean radius 6371.0088 km).
    pub fn distance_km(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half = |difference: f64| (difference / 2.0).sin().powi(2);
        let chord = half(to - from)
            + from.cos() * to.cos() * half((other.longitude - self.longitude).to_radians());
        2.0 * 6371.0088 * chord.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_their_kind() {
        let kinds = [
            ("54498", TerritoryKind::Commune),
            ("2A004", TerritoryKind::Commune),
            ("245400676", TerritoryKind::Epci),
        ];
        for (code, kind) in kinds.into_iter().chain([
            ("dep-2B", TerritoryKind::Departement),
            ("dep-974", TerritoryKind::Departement),
            ("reg-44", TerritoryKind::Region),
            ("fr", TerritoryKind::Country),
        ]) {
            let parsed: TerritoryCode = code.parse().unwrap();
            assert_eq!((parsed.kind(), parsed.as_str()), (kind, code));
        }
        for bad in [
            "",
            "5449",
            "dep-5",
            "dep-",
            "reg-4",
            "FR",
            "2C004",
            "24540067x",
            "54498 ",
            "é4498",
        ] {
            assert!(bad.parse::<TerritoryCode>().is_err(), "{bad}");
        }
    }

    #[test]
    fn distances_are_right_to_the_kilometre() {
        let nancy = Point::new(48.6921, 6.1844).unwrap();
        let metz = Point::new(49.1193, 6.1757).unwrap();
        assert!(
            (nancy.distance_km(metz) - 47.5).abs() < 0.5,
            "{}",
            nancy.distance_km(metz)
        );
        assert!(
            Point::new(0.0, 0.0).is_none()
                && Point::new(f64::NAN, 1.0).is_none()
                && Point::new(91.0, 0.0).is_none()
        );
    }
}
