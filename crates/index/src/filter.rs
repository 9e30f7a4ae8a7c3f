//! The filter: what a query string asks for, checked and in one canonical form, so that equal questions have equal cache keys.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use url::form_urlencoded;

use super::cursor::Cursor;
use super::near::{DEFAULT_RADIUS_M, Near};
use super::parameter::{Allowed, Parameter, ParameterError};
use super::reading::Reading;
use passerelle_geography::Geography;
use passerelle_model::{Language, Level, Modality, Platform, SourceId, Status, TerritoryCode};

/// The number of items on a page where no `limit` is given.
pub const DEFAULT_LIMIT: usize = 50;
/// The greatest `limit`.
pub const MAX_LIMIT: usize = 200;

/// The order of a list of consultations. Between equals, always by id; so every order is total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// By publication ([`Entry::published`](super::Entry::published)), latest first. What came without a date after its source was first read goes
    /// by when it came, and what was there without a date before comes last.
    #[default]
    Recent,
    /// What one can take part in, by the last day on which one can, those without one last; then what is paused or upcoming, by the next opening;
    /// then what is over, latest end first, and last what is of unknown status.
    Closing,
    /// What has not opened yet, soonest first; then what has, latest opening first; then what has no opening.
    Opening,
    /// By title, accents and case ignored: the French title, else as [`LocalizedText::best`](passerelle_model::LocalizedText::best) chooses.
    Name,
    /// Best match of `q` first. Scores are relative to everything indexed, so that a change between two pages may move an item.
    Relevance,
    /// Nearest to `near` first, in whole metres.
    Distance,
}

impl Sort {
    /// Every order.
    pub const ALL: &'static [Self] = &[
        Self::Recent,
        Self::Closing,
        Self::Opening,
        Self::Name,
        Self::Relevance,
        Self::Distance,
    ];

    /// The token used in URLs.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Recent => "recent",
            Self::Closing => "closing",
            Self::Opening => "opening",
            Self::Name => "name",
            Self::Relevance => "relevance",
            Self::Distance => "distance",
        }
    }
}

/// What a query string asks for. Parameters of different names must all match; of the values of one list, any.
///
/// `Display` writes the canonical query string (percent-encoded, without `?`): equal filters write equal strings, and
/// [`parse_query`](Self::parse_query) reads them back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// In one of these or inside.
    pub territory: BTreeSet<TerritoryCode>,
    /// In one of these, inside, or in a collectivity that one of these lies in.
    pub concerns: BTreeSet<TerritoryCode>,
    /// In a circle.
    pub near: Option<Near>,
    /// By status.
    pub status: BTreeSet<Status>,
    /// By level.
    pub level: BTreeSet<Level>,
    /// By modality.
    pub modality: BTreeSet<Modality>,
    /// By key of theme ([`theme_key`](super::theme_key)).
    pub theme: BTreeSet<String>,
    /// By source of this gateway.
    pub source: BTreeSet<SourceId>,
    /// By software: of the source, or of the instance that a relaying source names.
    pub platform: BTreeSet<Platform>,
    /// Words that must all stand in the texts. There is no query syntax: punctuation means nothing. Folded, never blank.
    pub query: Option<String>,
    /// Opening on this day or later, in the time zone of the source. What has no opening does not match.
    pub opens_after: Option<NaiveDate>,
    /// One can take part now until this day or before; where nothing says until when, or one cannot now: the whole closes on this day or before. In
    /// the time zone of the source. What has neither day does not match.
    pub closes_before: Option<NaiveDate>,
    /// Meetings that are not over before this day. Says nothing of consultations.
    pub from: Option<NaiveDate>,
    /// Meetings that begin on this day or before. Says nothing of consultations.
    pub to: Option<NaiveDate>,
    /// The language in which the output is wanted. It selects nothing.
    pub language: Option<Language>,
    /// The order.
    pub sort: Sort,
    /// How many on a page, 1 to [`MAX_LIMIT`].
    pub limit: Option<usize>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
}

impl Filter {
    /// Reads a raw query string (without `?`).
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_query(
        query: &str,
        allowed: &Allowed,
        geography: &Geography,
    ) -> Result<Self, ParameterError> {
        Self::parse(form_urlencoded::parse(query.as_bytes()), allowed, geography)
    }

    /// Reads decoded pairs of names and values, in any order. An empty value is as if the parameter were absent, since forms send it so.
    ///
    /// # Errors
    /// [`ParameterError`] for the first parameter that this output does not take, or whose value is malformed, out of bounds, repeated where one is
    /// meant, the code of no territory, or a cursor of another filter.
    pub fn parse<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
        allowed: &Allowed,
        geography: &Geography,
    ) -> Result<Self, ParameterError> {
        let mut reading = Reading::new(geography);
        for (name, value) in pairs {
            let value = value.as_ref().trim();
            match allowed.parameter(name.as_ref())? {
                Some(parameter) if !value.is_empty() => reading.take(parameter, value)?,
                _ => {}
            }
        }
        reading.finish()
    }

    /// How many items a page has.
    pub fn page_size(&self) -> usize {
        self.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
    }

    /// What is selected and in which order, without page and language: what cursors and counts are bound to.
    pub(crate) fn selection(&self) -> String {
        self.pairs(false)
    }

    fn pairs(&self, whole: bool) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in Parameter::ALL {
            let value = self.value_of(*parameter);
            let paging = matches!(
                parameter,
                Parameter::Limit | Parameter::Cursor | Parameter::Language
            );
            if let Some(value) = value.filter(|_| whole || !paging) {
                query.append_pair(parameter.name(), &value);
            }
        }
        // RFC 3986 lets a query have commas as they are, and people read these addresses.
        query.finish().replace("%2C", ",")
    }

    /// The value of one parameter in the canonical form, not percent-encoded; `None` when it is absent or says what is so anyway.
    pub fn value_of(&self, parameter: Parameter) -> Option<String> {
        match parameter {
            Parameter::Territory => list(&self.territory),
            Parameter::Concerns => list(&self.concerns),
            Parameter::Near => self.near.map(|near| near.center.to_string()),
            Parameter::Radius => self
                .near
                .filter(|near| near.radius_m != DEFAULT_RADIUS_M)
                .map(|near| (f64::from(near.radius_m) / 1000.0).to_string()),
            Parameter::Status => list(&self.status),
            Parameter::Level => list(&self.level),
            Parameter::Modality => list(&self.modality),
            Parameter::Theme => list(&self.theme),
            Parameter::Source => list(&self.source),
            Parameter::Platform => list(&self.platform),
            Parameter::Query => self.query.clone(),
            Parameter::OpensAfter => self.opens_after.map(|day| day.to_string()),
            Parameter::ClosesBefore => self.closes_before.map(|day| day.to_string()),
            Parameter::From => self.from.map(|day| day.to_string()),
            Parameter::To => self.to.map(|day| day.to_string()),
            Parameter::Language => self.language.as_ref().map(|tag| tag.as_str().to_owned()),
            Parameter::Sort => (self.sort != Sort::default()).then(|| self.sort.token().to_owned()),
            Parameter::Limit => self.limit.map(|limit| limit.to_string()),
            Parameter::Cursor => self.cursor.as_ref().map(Cursor::encode),
        }
    }

    /// The same question from the first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pairs(true))
    }
}

fn list<T: fmt::Display>(values: &BTreeSet<T>) -> Option<String> {
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(","))
}
