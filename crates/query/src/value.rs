//! Values of parameters: how each kind is read from text, and what is said where it cannot be.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use super::filter::MAX_LIMIT;
use super::refusal::ParameterError;
use super::sort::Sort;
use super::theme::theme_key;
use passerelle_geography::Geography;
use passerelle_model::{Language, SourceId, TerritoryCode, fold};

/// The most values of a list.
const MOST_VALUES: usize = 100;
/// The most characters of a search.
const MOST_SEARCHED: usize = 200;
/// The parts of a language tag that texts here can tell apart: a language, a script and a region.
const MOST_SUBTAGS: usize = 3;

/// A value as it stands in a query string, decoded and trimmed, never empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    /// The name of the parameter.
    pub(crate) name: &'static str,
    pub(crate) text: &'a str,
}

impl Value<'_> {
    /// Refuses the value.
    pub(crate) fn refused(self, expected: impl Into<String>) -> ParameterError {
        ParameterError::value(self.name, self.text, expected)
    }

    /// Adds the comma-separated values to `to`, each read by `read`.
    fn each<T: Ord>(
        self,
        to: &mut BTreeSet<T>,
        read: impl Fn(Self) -> Result<T, ParameterError>,
    ) -> Result<(), ParameterError> {
        let words = self.text.split(',').map(str::trim);
        for word in words.filter(|word| !word.is_empty()) {
            let word = Self { text: word, ..self };
            to.insert(read(word)?);
            if to.len() > MOST_VALUES {
                return Err(word.refused(format!("at most {MOST_VALUES} values")));
            }
        }
        Ok(())
    }

    /// Adds the terms of a closed list to `to`.
    pub(crate) fn terms<T: Copy + Ord + FromStr + fmt::Display>(
        self,
        all: &[T],
        to: &mut BTreeSet<T>,
    ) -> Result<(), ParameterError> {
        let tokens: Vec<String> = all.iter().map(ToString::to_string).collect();
        self.each(to, |word| {
            word.text.parse().map_err(|_unknown| {
                word.refused(format!("one of {}", tokens.join(", ")))
                    .near(tokens.iter().map(String::as_str))
            })
        })
    }

    /// Adds the codes of existing territories to `to`.
    pub(crate) fn territories(
        self,
        geography: &Geography,
        to: &mut BTreeSet<TerritoryCode>,
    ) -> Result<(), ParameterError> {
        self.each(to, |word| {
            let code = word.text.parse().ok();
            code.filter(|code: &TerritoryCode| geography.get(*code).is_some())
                .ok_or_else(|| {
                    word.refused("the code of a territory: a commune (54395), an EPCI (245400676), dep-54, reg-44 or fr")
                })
        })
    }

    /// Adds ids of sources to `to`.
    pub(crate) fn sources(self, to: &mut BTreeSet<SourceId>) -> Result<(), ParameterError> {
        self.each(to, |word| {
            word.text.parse().map_err(|_malformed| {
                word.refused("the id of a source: lower-case letters, digits, `-` and `_`")
            })
        })
    }

    /// Adds keys of themes to `to`.
    pub(crate) fn themes(self, to: &mut BTreeSet<String>) -> Result<(), ParameterError> {
        self.each(to, |word| {
            theme_key(word.text)
                .ok_or_else(|| word.refused("a theme, with at least one letter or digit"))
        })
    }

    /// Reads a day with a year of at most four digits.
    pub(crate) fn day(self) -> Result<NaiveDate, ParameterError> {
        let day: Option<NaiveDate> = self.text.parse().ok();
        day.filter(|day| (0..=9999).contains(&day.year()))
            .ok_or_else(|| self.refused("a day (2026-11-30)"))
    }

    /// Reads the words of a search as they are compared; `None` where there are none. Folding may lengthen a text (`œ`, ligatures of other scripts), so
    /// both forms are held to the limit: what is written in the canonical form can be read back.
    pub(crate) fn words(self) -> Result<Option<String>, ParameterError> {
        let short = |text: &str| text.chars().nth(MOST_SEARCHED).is_none();
        let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
        let folded =
            short(self.text).then(|| fold(&self.text.chars().map(printable).collect::<String>()));
        let Some(folded) = folded.filter(|folded| short(folded)) else {
            return Err(self.refused(format!("at most {MOST_SEARCHED} characters")));
        };
        Ok(Some(folded).filter(|words| !words.is_empty()))
    }

    /// Reads a language tag of at most three parts.
    pub(crate) fn language(self) -> Result<Language, ParameterError> {
        let is_short = self.text.split(['-', '_']).count() <= MOST_SUBTAGS;
        let tag = Language::from_str(self.text).ok();
        tag.filter(|_| is_short)
            .ok_or_else(|| self.refused("a language tag (fr, pt-BR)"))
    }

    /// Reads an order.
    pub(crate) fn sort(self) -> Result<Sort, ParameterError> {
        let mut all = Sort::ALL.iter().copied();
        all.find(|sort| sort.token() == self.text).ok_or_else(|| {
            let tokens = Sort::tokens();
            self.refused(format!("one of {}", tokens.join(", ")))
                .near(tokens.into_iter())
        })
    }

    /// Reads the most items of a page.
    pub(crate) fn limit(self) -> Result<usize, ParameterError> {
        let limit = self.text.parse().ok();
        limit
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or_else(|| self.refused(format!("a whole number between 1 and {MAX_LIMIT}")))
    }
}

/// Joins the values of a list with commas; `None` where there are none.
pub(crate) fn joined<T: fmt::Display>(values: &BTreeSet<T>) -> Option<String> {
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(","))
}
