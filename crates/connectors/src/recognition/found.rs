//! Sources that were found at an address, in one form for every platform, so that they can be shown without knowing the platform.

use url::Url;

use super::default_name;
use passerelle_model::{Platform, Reason};

/// A source that was found at an address, or that a page there links to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The platform with which it is read.
    pub platform: Platform,
    /// The word under which phrases describe the source: mostly the token of the platform.
    pub kind: &'static str,
    /// The address to write in the configuration.
    pub url: Url,
    /// The name that the source gives itself, or the title that a page gives it.
    pub name: Option<String>,
    /// The facts about the source, by the names that they have in machine-readable output.
    pub facts: Vec<(&'static str, Fact)>,
    /// The remarks that only people are shown.
    pub remarks: Vec<Reason>,
    /// The keys that only a person can write in the configuration of the source.
    pub to_complete: ToComplete,
}

/// A fact about what was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// An unknown value.
    Unknown,
    /// Yes or no.
    Flag(bool),
    /// A number of things.
    Count(u64),
    /// A text: a version, the name of a format.
    Text(String),
    /// Names of versions or fields.
    Names(Vec<String>),
    /// Identifiers, each with its title, raw text.
    Titles(Vec<(String, Option<String>)>),
    /// The reason why the source cannot be read.
    Obstacle(Reason),
    /// The problems that the author of the source should correct.
    Problems(Vec<Reason>),
}

/// The keys that only a person can write in the configuration of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToComplete {
    /// None.
    Nothing,
    /// The rules that choose among its entries.
    EntryRules,
    /// The fields of a dataset.
    DatasetFields {
        /// The identifier of the dataset, where one is likely.
        dataset: Option<String>,
    },
}

impl Found {
    /// Creates a source of a platform at `url`, of which nothing else is known.
    pub const fn new(platform: Platform, url: Url) -> Self {
        Self {
            platform,
            kind: platform.token(),
            url,
            name: None,
            facts: Vec::new(),
            remarks: Vec::new(),
            to_complete: ToComplete::Nothing,
        }
    }

    /// Sets the name that the source gives itself.
    #[must_use]
    pub fn with_name(self, name: Option<String>) -> Self {
        Self { name, ..self }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.facts.push((name, fact.into()));
        self
    }

    /// Returns the fact of this name; `None` if there is none.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        let mut facts = self.facts.iter();
        facts
            .find(|(known, _)| *known == name)
            .map(|(_, fact)| fact)
    }

    /// Returns the name of the source, unless it is one that its software gives every site by default.
    pub fn own_name(&self) -> Option<&str> {
        let name = self.name.as_deref();
        name.filter(|name| !default_name::is_default(name))
    }

    /// Replaces the address.
    pub(super) fn at(self, url: Url) -> Self {
        Self { url, ..self }
    }

    /// Takes the name of a link to this source if the source has none of its own.
    pub(super) fn or_named(self, link: &Self) -> Self {
        let title = link.own_name().map(str::to_owned);
        Self {
            name: self.name.or(title),
            ..self
        }
    }
}

impl From<bool> for Fact {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<u64> for Fact {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Fact {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Fact {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Unknown, Into::into)
    }
}
