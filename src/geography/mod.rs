//! Geography: the official territories of France, compiled in. It imports `model` and does no I/O.

use crate::model::{Point, TerritoryCode, TerritoryKind};

/// One official territory.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its code.
    pub code: TerritoryCode,
    /// Its official name.
    pub name: &'static str,
    /// Population (municipal), where it is known.
    pub population: Option<u32>,
    /// Its centre; 101 communes have none.
    pub centre: Option<Point>,
    /// Everything it lies in, nearest first: for a commune its EPCI (if any), département, région, country.
    pub ancestors: Vec<TerritoryCode>,
}

/// All territories. Build it once; it is cheap to share behind an `Arc` or a `&'static`.
#[derive(Debug)]
pub struct Geography {}

impl Geography {
    /// The compiled-in geography, unpacked at the first call and kept.
    pub fn official() -> &'static Self {
        unimplemented!()
    }

    /// The territory that a code names.
    pub fn get(&self, _code: TerritoryCode) -> Option<&Place> {
        unimplemented!()
    }

    /// Whether `inner` is `outer` or lies inside it. A commune lies in its EPCI, département, région and country; an EPCI lies in the départements and
    /// régions of its seat's... see the implementation's documentation for EPCI over two départements.
    pub fn is_inside(&self, _inner: TerritoryCode, _outer: TerritoryCode) -> bool {
        unimplemented!()
    }

    /// The territories directly or indirectly inside `outer` of the given kind, by name.
    pub fn inside(&self, _outer: TerritoryCode, _kind: TerritoryKind) -> Vec<&Place> {
        unimplemented!()
    }

    /// The only territory of this name (accents, case, punctuation and articles' hyphens folded) inside `parent`; `None` when there is none or more than
    /// one: a bare name alone never decides.
    pub fn find(&self, _name: &str, _parent: TerritoryCode) -> Option<&Place> {
        unimplemented!()
    }
}
