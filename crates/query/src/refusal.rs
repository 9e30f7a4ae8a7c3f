//! Refusals of parameters: what was wrong, what is expected, and what was probably meant.

use std::fmt;

use passerelle_model::{TerritoryCode, nearest};

/// A parameter that is not known here, or whose value cannot be understood. Nothing is ever ignored in silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterError {
    /// The parameter, as it was written.
    pub name: String,
    /// The value; `None` when the parameter itself is unknown, empty when it is missing. Clipped to 80 characters.
    pub value: Option<String>,
    /// The values that would have been right, in English.
    pub expected: String,
    /// The nearest name or value that would have been right.
    pub nearest: Option<String>,
    /// The territories that may be meant by a name where a code is expected, likeliest first: then the first is the nearest.
    pub places: Vec<PlaceMeant>,
}

/// A territory that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMeant {
    /// The code, which is expected.
    pub code: TerritoryCode,
    /// The official name.
    pub name: String,
}

impl ParameterError {
    /// Makes the error of a known parameter with a wrong value.
    pub fn value(parameter: &str, value: &str, expected: impl Into<String>) -> Self {
        Self {
            name: parameter.to_owned(),
            value: Some(clipped(value)),
            expected: expected.into(),
            nearest: None,
            places: Vec::new(),
        }
    }

    /// Makes the error of a parameter without which there is no answer, and which is not there.
    pub fn missing(parameter: &str, expected: impl Into<String>) -> Self {
        Self::value(parameter, "", expected)
    }

    /// Adds the nearest right value among `candidates`, if one is near.
    #[must_use]
    pub fn near<'a>(mut self, candidates: impl Iterator<Item = &'a str>) -> Self {
        self.nearest = self
            .value
            .as_deref()
            .and_then(|value| nearest(value, candidates))
            .map(str::to_owned);
        self
    }
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_deref() {
            None => write!(f, "unknown parameter `{}`", self.name)?,
            // An empty value is as if the parameter were absent, so that none is ever wrong.
            Some("") => write!(f, "parameter `{}` is missing", self.name)?,
            Some(value) => write!(f, "parameter `{}` cannot be `{value}`", self.name)?,
        }
        write!(f, ": expected {}", self.expected)?;
        match (&self.nearest, self.places.first()) {
            (_, Some(place)) => write!(f, "; did you mean `{}` ({})?", place.code, place.name),
            (Some(nearest), None) => write!(f, "; did you mean `{nearest}`?"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for ParameterError {}

/// Returns at most 80 characters of `text`.
pub(crate) fn clipped(text: &str) -> String {
    text.chars().take(80).collect()
}
