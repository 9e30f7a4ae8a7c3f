//! Filters as text: read from a query string, and written in the canonical form.

use std::collections::BTreeSet;
use std::fmt;

use url::form_urlencoded;

use super::allowed::Allowed;
use super::circle::kilometres;
use super::cursor::Cursor;
use super::draft::Draft;
use super::filter::Filter;
use super::parameter::{Effect, Parameter};
use super::refusal::ParameterError;
use super::sort::Sort;
use super::value::Value;
use passerelle_geography::Geography;
use passerelle_model::TerritoryCode;

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
        let mut draft = Draft::new(geography);
        let mut seen = BTreeSet::new();
        for (name, value) in pairs {
            let value = value.as_ref().trim();
            match allowed.parameter(name.as_ref())? {
                Some(parameter) if !value.is_empty() => {
                    read(&mut draft, parameter, value, !seen.insert(parameter))?;
                }
                _ => {}
            }
        }
        finish(draft)
    }

    /// Returns the canonical form of what is selected and in which order, without page and language: what cursors and counts are bound to.
    pub fn selection(&self) -> String {
        self.written(|parameter| parameter.row().effect != Effect::Presents)
    }

    /// Returns the value of one parameter in the canonical form, not percent-encoded; `None` when it is absent or has its default.
    pub fn value_of(&self, parameter: Parameter) -> Option<String> {
        (parameter.row().write)(self)
    }

    /// Takes one parameter out of the filter.
    pub fn clear(&mut self, parameter: Parameter) {
        (parameter.row().clear)(self);
    }

    fn written(&self, is_written: impl Fn(Parameter) -> bool) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for parameter in Parameter::ALL.iter().copied() {
            if let Some(value) = self.value_of(parameter).filter(|_| is_written(parameter)) {
                query.append_pair(parameter.name(), &value);
            }
        }
        // RFC 3986 lets a query have commas as they are, and people read these addresses.
        query.finish().replace("%2C", ",")
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(|_| true))
    }
}

/// Reads one parameter, whose value is not empty.
fn read(
    draft: &mut Draft<'_>,
    parameter: Parameter,
    text: &str,
    is_repeated: bool,
) -> Result<(), ParameterError> {
    let row = parameter.row();
    let value = Value {
        name: row.name,
        text,
    };
    if is_repeated && !row.is_list {
        return Err(value.refused("one value only: this parameter is no list"));
    }
    (row.read)(draft, value)
        .map_err(|error| error.naming(draft.geography, TerritoryCode::country()))
}

/// Checks what only the whole can show: a radius beside a point, an order that has what it orders by, a cursor of the same filter.
fn finish(draft: Draft<'_>) -> Result<Filter, ParameterError> {
    let mut filter = draft.filter;
    if let Some(radius_m) = draft.radius {
        let near = filter.near.as_mut().ok_or_else(|| {
            let expected = "`near` beside it, to say around what";
            ParameterError::value("radius", &kilometres(radius_m), expected)
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
    if let Some(text) = draft.cursor {
        let selection = filter.selection();
        let expected = "the `next_cursor` of an answer to the same filters";
        filter.cursor = Cursor::decode(&text)
            .filter(|cursor| cursor.belongs_to(&selection))
            .map(Some)
            .ok_or_else(|| ParameterError::value("cursor", &text, expected))?;
    }
    Ok(filter)
}
