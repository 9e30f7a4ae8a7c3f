//! Samples of every fault, with every word that it can hold, on which sentences are tried.

use std::time::Duration;

use super::param::{Decimal, Quote, Terms};
use passerelle_model::Platform;

/// The keys that must be there, as `Fault::Missing` names them.
pub(crate) const REQUIRED: [&str; 10] = [
    "different-consultations",
    "same-consultations",
    "sources-attach-territory",
    "sources-fields-id",
    "sources-fields-title",
    "sources-fields-url",
    "sources-id",
    "sources-join-consultation",
    "sources-platform",
    "sources-url",
];

/// The most combinations of the samples of its fields that are samples of a fault.
const MOST_COMBINATIONS: usize = 20;

/// A type that has samples.
pub(super) trait Sample: Sized {
    /// Returns samples for the parameter of this name, at least one.
    fn samples(name: &str) -> Vec<Self>;
}

/// Returns the number of samples of this type.
pub(super) fn count<T: Sample>(name: &str) -> usize {
    T::samples(name).len()
}

/// Returns the number of samples of a fault whose fields have these numbers of samples.
pub(super) fn total(counts: &[usize]) -> usize {
    let combinations: usize = counts.iter().product();
    let longest = counts.iter().copied().max().unwrap_or(1);
    if combinations <= MOST_COMBINATIONS {
        combinations
    } else {
        longest
    }
}

/// One of the samples of a fault, which is made field by field.
pub(super) struct Turn {
    nth: usize,
    combines: bool,
}

impl Turn {
    pub(super) fn new(nth: usize, counts: &[usize]) -> Self {
        Self {
            nth,
            combines: counts.iter().product::<usize>() <= MOST_COMBINATIONS,
        }
    }

    /// Returns the sample of the next field.
    pub(super) fn next<T: Sample>(&mut self, name: &str) -> T {
        let mut samples = T::samples(name);
        let count = samples.len();
        let sample = samples.swap_remove(self.nth % count);
        if self.combines {
            self.nth /= count;
        }
        sample
    }
}

impl Sample for String {
    fn samples(name: &str) -> Vec<Self> {
        match name {
            "what" => REQUIRED.map(str::to_owned).to_vec(),
            _ => vec![format!("<{name}>")],
        }
    }
}

impl Sample for Quote {
    fn samples(name: &str) -> Vec<Self> {
        vec![Self::of(&format!("<{name}>"))]
    }
}

impl Sample for u64 {
    fn samples(_: &str) -> Vec<Self> {
        vec![42]
    }
}

impl Sample for i64 {
    fn samples(name: &str) -> Vec<Self> {
        vec![if name == "given" { -7 } else { 64 }]
    }
}

impl Sample for Decimal {
    fn samples(name: &str) -> Vec<Self> {
        vec![Self::of(if name == "least" { 4.5 } else { 1.25 })]
    }
}

impl Sample for Duration {
    fn samples(name: &str) -> Vec<Self> {
        vec![Self::from_mins(if name == "given" { 90 } else { 7 })]
    }
}

impl Sample for Platform {
    fn samples(_: &str) -> Vec<Self> {
        vec![Self::Opendatasoft, Self::File]
    }
}

impl Sample for Vec<String> {
    fn samples(name: &str) -> Vec<Self> {
        let some = vec![format!("<{name}>"), "b".to_owned()];
        let may_be_empty = ["places", "tables"].contains(&name);
        std::iter::once(some)
            .chain(may_be_empty.then(Self::new))
            .collect()
    }
}

impl Sample for Terms {
    fn samples(name: &str) -> Vec<Self> {
        vec![Self(vec![format!("<{name}>"), "inform".to_owned()])]
    }
}

impl<T: Sample> Sample for Option<T> {
    fn samples(name: &str) -> Vec<Self> {
        T::samples(name)
            .into_iter()
            .map(Some)
            .chain([None])
            .collect()
    }
}
