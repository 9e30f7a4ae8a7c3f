//! Reading a filter: what each parameter's value may be, and what is said when it may not.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::cursor::Cursor;
use super::filter::{Filter, MAX_LIMIT, Sort};
use super::near::{Center, DEFAULT_RADIUS_M, Near, parse_radius};
use super::parameter::{Parameter, ParameterError};
use super::theme::theme_key;
use passerelle_geography::Geography;
use passerelle_model::{Language, Level, Modality, Platform, Status, TerritoryCode, fold};

const MAX_LIST: usize = 100;
const MAX_QUERY_CHARS: usize = 200;

/// A filter being read.
pub(super) struct Reading<'a> {
    filter: Filter,
    seen: BTreeSet<Parameter>,
    radius: Option<u32>,
    cursor: Option<String>,
    geography: &'a Geography,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub(super) fn new(geography: &'a Geography) -> Self {
        Self {
            filter: Filter::default(),
            seen: BTreeSet::new(),
            radius: None,
            cursor: None,
            geography,
        }
    }

    /// Reads one parameter, whose value is not empty.
    pub(super) fn take(&mut self, parameter: Parameter, value: &str) -> Result<(), ParameterError> {
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
                let wrong = || ParameterError::value("lang", value, "a language tag (fr, pt-BR)");
                // A language, a script and a region say all that texts here can tell apart.
                let is_short = value.split(['-', '_']).count() <= 3;
                let tag = Language::from_str(value).map_err(|_malformed| wrong())?;
                let tag = Some(tag).filter(|_| is_short).ok_or_else(wrong)?;
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
    pub(super) fn finish(self) -> Result<Filter, ParameterError> {
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
        known.ok_or_else(|| {
            let expected = "the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr";
            ParameterError::value(parameter.name(), word, expected)
                .naming(geography, TerritoryCode::country())
        })
    })
}

fn day(parameter: Parameter, value: &str) -> Result<NaiveDate, ParameterError> {
    // As many digits as a day is written with.
    let years = |day: &NaiveDate| (0..=9999).contains(&chrono::Datelike::year(day));
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
    let Some(folded) = folded.filter(|folded| short(folded)) else {
        let expected = format!("at most {MAX_QUERY_CHARS} characters");
        return Err(ParameterError::value("q", value, expected));
    };
    Ok(Some(folded).filter(|words| !words.is_empty()))
}
