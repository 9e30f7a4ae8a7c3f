//! The filter: what a query string asks for, checked and in one canonical form, so that equal questions have equal cache keys.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use url::form_urlencoded;

use super::cursor::Cursor;
use super::near::{Center, DEFAULT_RADIUS_M, Near, parse_radius};
use super::parameter::{Allowed, Parameter, ParameterError};
use super::theme::theme_key;
use crate::geography::Geography;
use crate::model::{Language, Level, Modality, Platform, SourceId, Status, TerritoryCode, fold};

/// The number of items on a page where no `limit` is given.
pub const DEFAULT_LIMIT: usize = 50;
/// The greatest `limit`.
pub const MAX_LIMIT: usize = 200;
const MAX_LIST: usize = 100;
const MAX_QUERY_CHARS: usize = 200;

/// The order of a list of consultations. Between equals, always by id; so every order is total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// By publication ([`Entry::published`](super::Entry::published)), latest first.
    #[default]
    Recent,
    /// What one can still take part in, soonest closing first: open ones, then paused, then upcoming, each without a closing last; then those that
    /// are over, latest closing first; then those of unknown status.
    Closing,
    /// What has not opened yet, soonest first; then what has, latest opening first; then what has no opening.
    Opening,
    /// By title, accents and case ignored: the French title, else as [`LocalizedText::best`](crate::model::LocalizedText::best) chooses.
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
    /// By key of theme ([`theme_key`]).
    pub theme: BTreeSet<String>,
    /// By source of this gateway.
    pub source: BTreeSet<SourceId>,
    /// By software: of the source, or of the instance that a relaying source names.
    pub platform: BTreeSet<Platform>,
    /// Words that must all stand in the texts. There is no query syntax: punctuation means nothing. Folded, never blank.
    pub query: Option<String>,
    /// Opening on this day or later, in the time zone of the source. What has no opening does not match.
    pub opens_after: Option<NaiveDate>,
    /// Closing on this day or before, in the time zone of the source. What has no closing does not match.
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
        let mut reading = Reading {
            filter: Self::default(),
            seen: BTreeSet::new(),
            radius: None,
            cursor: None,
            geography,
        };
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
        query.finish()
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

/// A filter being read.
struct Reading<'a> {
    filter: Filter,
    seen: BTreeSet<Parameter>,
    radius: Option<u32>,
    cursor: Option<String>,
    geography: &'a Geography,
}

impl Reading<'_> {
    fn take(&mut self, parameter: Parameter, value: &str) -> Result<(), ParameterError> {
        let repeated = !self.seen.insert(parameter);
        let filter = &mut self.filter;
        match parameter {
            Parameter::Territory => {
                return territories(parameter, value, self.geography, &mut filter.territory);
            }
            Parameter::Concerns => {
                return territories(parameter, value, self.geography, &mut filter.concerns);
            }
            Parameter::Status => return terms(parameter, value, Status::ALL, &mut filter.status),
            Parameter::Level => return terms(parameter, value, Level::ALL, &mut filter.level),
            Parameter::Modality => {
                return terms(parameter, value, Modality::ALL, &mut filter.modality);
            }
            Parameter::Platform => {
                return terms(parameter, value, Platform::ALL, &mut filter.platform);
            }
            Parameter::Source => {
                let expected = "the id of a source: lower-case letters, digits, `-` and `_`";
                return collect(parameter, value, &mut filter.source, |word| {
                    word.parse().map_err(|_malformed| {
                        ParameterError::value(parameter.name(), word, expected)
                    })
                });
            }
            Parameter::Theme => {
                return collect(parameter, value, &mut filter.theme, |word| {
                    let expected = "a theme, with at least one letter or digit";
                    theme_key(word)
                        .ok_or_else(|| ParameterError::value(parameter.name(), word, expected))
                });
            }
            _ if repeated => {
                let expected = "one value only: this parameter is no list";
                return Err(ParameterError::value(parameter.name(), value, expected));
            }
            _ => {}
        }
        self.take_single(parameter, value)
    }

    fn take_single(&mut self, parameter: Parameter, value: &str) -> Result<(), ParameterError> {
        let filter = &mut self.filter;
        match parameter {
            Parameter::Near => {
                filter.near = Some(Near {
                    center: Center::parse(value, self.geography)?,
                    radius_m: DEFAULT_RADIUS_M,
                });
            }
            Parameter::Radius => self.radius = Some(parse_radius(value)?),
            Parameter::Query => filter.query = query(value)?,
            Parameter::OpensAfter => filter.opens_after = Some(day(parameter, value)?),
            Parameter::ClosesBefore => filter.closes_before = Some(day(parameter, value)?),
            Parameter::From => filter.from = Some(day(parameter, value)?),
            Parameter::To => filter.to = Some(day(parameter, value)?),
            Parameter::Language => {
                let tag = Language::from_str(value).map_err(|_malformed| {
                    ParameterError::value("lang", value, "a language tag (fr, pt-BR)")
                })?;
                filter.language = Some(tag);
            }
            Parameter::Sort => filter.sort = sort(value)?,
            Parameter::Limit => {
                let limit = value.parse().ok().filter(|n| (1..=MAX_LIMIT).contains(n));
                filter.limit = Some(limit.ok_or_else(|| {
                    let expected = format!("a whole number between 1 and {MAX_LIMIT}");
                    ParameterError::value("limit", value, expected)
                })?);
            }
            Parameter::Cursor => self.cursor = Some(value.to_owned()),
            _ => {}
        }
        Ok(())
    }

    /// What can be said only when everything was read.
    fn finish(self) -> Result<Filter, ParameterError> {
        let mut filter = self.filter;
        if let Some(radius_m) = self.radius {
            let near = filter.near.as_mut().ok_or_else(|| {
                let kilometres = (f64::from(radius_m) / 1000.0).to_string();
                ParameterError::value(
                    "radius",
                    &kilometres,
                    "`near` beside it, to say around what",
                )
            })?;
            near.radius_m = radius_m;
        }
        let lacking = match filter.sort {
            Sort::Distance if filter.near.is_none() => Some("`near`, to say from where"),
            Sort::Relevance if filter.query.is_none() => Some("`q`, to say relevant to what"),
            _ => None,
        };
        if let Some(lacking) = lacking {
            let expected = format!("another order, or beside it {lacking}");
            return Err(ParameterError::value("sort", filter.sort.token(), expected));
        }
        if let Some(text) = self.cursor {
            let selection = filter.selection();
            let expected = "the `next_cursor` of an answer to the same filters";
            filter.cursor = Cursor::decode(&text)
                .filter(|cursor| cursor.belongs_to(&selection))
                .map(Some)
                .ok_or_else(|| ParameterError::value("cursor", &text, expected))?;
        }
        Ok(filter)
    }
}

/// Adds the words of a comma-separated list to `to`.
fn collect<T: Ord>(
    parameter: Parameter,
    value: &str,
    to: &mut BTreeSet<T>,
    mut read: impl FnMut(&str) -> Result<T, ParameterError>,
) -> Result<(), ParameterError> {
    for word in value.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        to.insert(read(word)?);
        if to.len() > MAX_LIST {
            let expected = format!("at most {MAX_LIST} values");
            return Err(ParameterError::value(parameter.name(), word, expected));
        }
    }
    Ok(())
}

fn terms<T: Copy + Ord + FromStr + fmt::Display>(
    parameter: Parameter,
    value: &str,
    all: &[T],
    to: &mut BTreeSet<T>,
) -> Result<(), ParameterError> {
    let tokens: Vec<String> = all.iter().map(ToString::to_string).collect();
    collect(parameter, value, to, |word| {
        word.parse().map_err(|_unknown| {
            let expected = format!("one of {}", tokens.join(", "));
            ParameterError::value(parameter.name(), word, expected)
                .near(tokens.iter().map(String::as_str))
        })
    })
}

fn territories(
    parameter: Parameter,
    value: &str,
    geography: &Geography,
    to: &mut BTreeSet<TerritoryCode>,
) -> Result<(), ParameterError> {
    collect(parameter, value, to, |word| {
        let known = word
            .parse()
            .ok()
            .filter(|code: &TerritoryCode| geography.get(*code).is_some());
        known.ok_or_else(|| ParameterError {
            nearest: geography
                .find(word, TerritoryCode::country())
                .map(|place| place.code.to_string()),
            ..ParameterError::value(
                parameter.name(),
                word,
                "the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr",
            )
        })
    })
}

fn day(parameter: Parameter, value: &str) -> Result<NaiveDate, ParameterError> {
    let years = |day: &NaiveDate| (1000..=9999).contains(&chrono::Datelike::year(day));
    value
        .parse()
        .ok()
        .filter(years)
        .ok_or_else(|| ParameterError::value(parameter.name(), value, "a day (2026-11-30)"))
}

fn sort(value: &str) -> Result<Sort, ParameterError> {
    let tokens = || Sort::ALL.iter().map(|sort| sort.token());
    Sort::ALL
        .iter()
        .copied()
        .find(|sort| sort.token() == value)
        .ok_or_else(|| {
            let expected = format!("one of {}", tokens().collect::<Vec<_>>().join(", "));
            ParameterError::value("sort", value, expected).near(tokens())
        })
}

/// The words as they are compared. Folding may lengthen a text (`œ`, ligatures of other scripts), so both forms are held to the limit: what is
/// written in the canonical form can be read back.
fn query(value: &str) -> Result<Option<String>, ParameterError> {
    let short = |text: &str| text.chars().nth(MAX_QUERY_CHARS).is_none();
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let folded = short(value).then(|| fold(&value.chars().map(printable).collect::<String>()));
    match folded.filter(|folded| short(folded)) {
        Some(folded) => Ok(Some(folded).filter(|words| !words.is_empty())),
        None => {
            let expected = format!("at most {MAX_QUERY_CHARS} characters");
            Err(ParameterError::value("q", value, expected))
        }
    }
}
