//! The meaning of the names of columns: by the operator's settings for the list, else by the usual names.

use super::columns::{self, Column, comparable};
use super::entry;
use super::fault::ListFault;
use passerelle_model::{ListColumns, PageAddress};

/// The most columns that a fault names.
const MOST_NAMED: usize = 30;

/// Returns the column that a name means, with a rank: 0 if the operator gives that name, and the higher the less usual the name is.
pub(super) fn column_of(name: &str, settings: &ListColumns) -> Option<(Column, usize)> {
    if let Some(column) = settings.column_of(name) {
        return Some((column, 0));
    }
    let (column, rank) = columns::of_header(name)?;
    (!settings.names(column)).then_some((column, rank + 1))
}

/// Returns whether a column with a known name is not read: the operator names another column for the same, or this one only as a part of an address.
pub(super) fn is_skipped(name: &str, settings: &ListColumns) -> bool {
    let has_another = columns::of_header(name).is_some_and(|(column, _)| settings.names(column));
    let mut parts = settings.page.iter().flat_map(PageAddress::fields);
    has_another || parts.any(|part| ListColumns::is_same(part, name))
}

/// Counts the names that are known.
pub(super) fn count_known<'a>(
    names: impl Iterator<Item = &'a str>,
    settings: &ListColumns,
) -> usize {
    names
        .filter(|name| column_of(name, settings).is_some() || is_skipped(name, settings))
        .count()
}

/// Refuses a list that lacks a column that the operator names. `line` is that of the header, where there is one.
pub(super) fn check_present(
    present: &[&str],
    settings: &ListColumns,
    line: Option<usize>,
) -> Result<(), ListFault> {
    let missing = settings.missing(present);
    if missing.is_empty() {
        return Ok(());
    }
    Err(ListFault::ColumnsMissing {
        columns: missing.into_iter().map(Into::into).collect(),
        line,
        there: quotable_names(present, settings),
    })
}

/// Returns the names of columns as a fault may quote them; none where they may be content instead of names.
pub(super) fn quotable_names(present: &[&str], settings: &ListColumns) -> Vec<String> {
    if count_known(present.iter().copied(), settings) < 2 {
        return Vec::new();
    }
    let names = present.iter().filter(|name| !comparable(name).is_empty());
    names
        .take(MOST_NAMED)
        .map(|name| entry::quotable_name(name))
        .collect()
}
