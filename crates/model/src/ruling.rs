//! Rulings: decisions of people that two consultations are one or that they are not. A suggestion is made by the program, and decides nothing.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{CanonicalUrl, ConsultationId};

/// A ruling on two consultations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both are one consultation.
    Same,
    /// Both are consultations of their own, whatever suggests the contrary.
    Different,
}

impl Verdict {
    /// Returns the token used in programs.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
        }
    }

    /// Returns the verdict that a token names.
    pub fn from_token(token: &str) -> Option<Self> {
        [Self::Same, Self::Different]
            .into_iter()
            .find(|verdict| verdict.token() == token)
    }
}

/// A pair of different consultations, without an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    first: ConsultationId,
    second: ConsultationId,
}

impl Pair {
    /// Creates the pair of `one` and `other`; `None` if they are the same.
    pub fn new(one: ConsultationId, other: ConsultationId) -> Option<Self> {
        (one != other).then(|| Self {
            first: one.min(other),
            second: one.max(other),
        })
    }

    /// Returns the smaller id.
    pub const fn first(self) -> ConsultationId {
        self.first
    }

    /// Returns the greater id.
    pub const fn second(self) -> ConsultationId {
        self.second
    }
}

/// A stored decision of an operator on two consultations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The two consultations.
    pub pair: Pair,
    /// The verdict; `None` takes back an earlier one.
    pub verdict: Option<Verdict>,
    /// The moment of the decision.
    pub at: DateTime<Utc>,
}

/// The name of a consultation in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Designation {
    /// The id.
    Id(ConsultationId),
    /// The address of its page; it names nothing while several consultations of one source have that address.
    Page(CanonicalUrl),
}

/// A ruling in the configuration on two consultations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ruling {
    /// One of them.
    pub one: Designation,
    /// The other.
    pub other: Designation,
    /// The ruling.
    pub verdict: Verdict,
}

/// The reasons why two consultations may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Both titles are the same.
    SameTitle,
    /// Both titles are nearly the same.
    SimilarTitle,
    /// Both concern the same territory.
    SameTerritory,
    /// The territory of one lies inside that of the other.
    NestedTerritory,
    /// Both run from the same day to the same day.
    SameDates,
    /// Both run at the same time.
    OverlappingDates,
    /// The dates of one of them, or of both, are not known.
    UnknownDates,
}

impl Likeness {
    /// Returns the token used in programs.
    pub const fn token(self) -> &'static str {
        match self {
            Self::SameTitle => "same_title",
            Self::SimilarTitle => "similar_title",
            Self::SameTerritory => "same_territory",
            Self::NestedTerritory => "nested_territory",
            Self::SameDates => "same_dates",
            Self::OverlappingDates => "overlapping_dates",
            Self::UnknownDates => "unknown_dates",
        }
    }
}

/// Two consultations of different sources that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The two consultations.
    pub pair: Pair,
    /// The similarity in hundredths: 100 is the greatest.
    pub score: u8,
    /// The reasons for it.
    pub why: Vec<Likeness>,
}
