//! Parameters: the values in the sentences of a reason.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::{Audience, Reason};

/// A parameter of a reason.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Param {
    /// A text, or a word of a closed list.
    Text(String),
    /// A number of items.
    Count(u64),
    /// A moment.
    Moment(DateTime<Utc>),
    /// A day.
    Day(NaiveDate),
    /// Texts. Where the reason has a `count`, fewer than that are the first of them.
    List(Vec<String>),
    /// Places in the data of a source.
    Places(Vec<Place>),
    /// Items, each with its own reasons.
    Items(Vec<Item>),
}

/// A place in the data of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A line of a file, from 1.
    Line(usize),
    /// A position in a list, from 1.
    Entry(usize),
    /// A position in the change log of a gateway.
    Change(u64),
    /// The appointment of a day.
    Event(NaiveDate),
}

/// An item, and the reasons why it cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Item {
    /// The place of the item, if it is known.
    pub place: Option<Place>,
    /// The reasons, at least one.
    pub reasons: Vec<Reason>,
}

impl Item {
    /// Creates an item without a place and with one reason.
    pub fn of(reason: Reason) -> Self {
        Self {
            place: None,
            reasons: vec![reason],
        }
    }
}

impl Param {
    /// Returns the parameter as plain JSON, with those parts of nested reasons that an audience may see.
    pub(super) fn to_json(&self, audience: Audience) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Count(count) => json!(count),
            Self::Moment(moment) => json!(moment),
            Self::Day(day) => json!(day),
            Self::List(texts) => json!(texts),
            Self::Places(places) => json!(places),
            Self::Items(items) => items.iter().map(|item| item.to_json(audience)).collect(),
        }
    }
}

impl Item {
    fn to_json(&self, audience: Audience) -> Value {
        let reasons: Vec<Value> = self
            .reasons
            .iter()
            .map(|reason| json!({ "code": reason.code(), "params": reason.params(audience) }))
            .collect();
        match self.place {
            Some(place) => json!({ "place": place, "reasons": reasons }),
            None => json!({ "reasons": reasons }),
        }
    }
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Returns an address without user, query and fragment, which may hold secrets: many people read reasons.
pub fn bare(url: &Url) -> Url {
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    // Both fail only for addresses that cannot have them.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare
}

/// The address as [`bare`] shows it.
impl From<&Url> for Param {
    fn from(url: &Url) -> Self {
        Self::Text(bare(url).into())
    }
}

impl From<u32> for Param {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Param {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Param {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<DateTime<Utc>> for Param {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::Moment(moment)
    }
}

impl From<NaiveDate> for Param {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<Vec<String>> for Param {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}

impl From<Vec<Place>> for Param {
    fn from(places: Vec<Place>) -> Self {
        Self::Places(places)
    }
}

impl From<Vec<Item>> for Param {
    fn from(items: Vec<Item>) -> Self {
        Self::Items(items)
    }
}

impl From<Reason> for Param {
    fn from(reason: Reason) -> Self {
        Self::Items(vec![Item::of(reason)])
    }
}
