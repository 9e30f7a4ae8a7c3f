//! Naming: what the names in a list mean where its publisher's own are known, and which are not there. It knows no format.

use super::columns::{self, Column, plain};
use super::entry;
use super::fault::ListFault;
use passerelle_model::{ListColumns, PageAddress};

/// The most columns that are named.
const MOST_NAMED: usize = 30;

/// Returns the meaning of a column by its name, and its rank, the surest least: 0 where the operator names it, else the rank of the usual name.
pub(super) fn meaning(name: &str, given: &ListColumns) -> Option<(Column, usize)> {
    if let Some(column) = given.column_of(name) {
        return Some((column, 0));
    }
    let (column, rank) = columns::ranked(name)?;
    (!given.names(column)).then_some((column, rank + 1))
}

/// Returns whether a column is not read because the operator names another for what it says, or only as a part of an address.
pub(super) fn is_passed_over(name: &str, given: &ListColumns) -> bool {
    let by_another = columns::ranked(name).is_some_and(|(column, _)| given.names(column));
    let mut parts = given.page.iter().flat_map(PageAddress::fields);
    by_another || parts.any(|part| ListColumns::is_same(part, name))
}

/// Returns the number of these names that are understood.
pub(super) fn understood<'a>(names: impl Iterator<Item = &'a str>, given: &ListColumns) -> usize {
    names
        .filter(|name| meaning(name, given).is_some() || is_passed_over(name, given))
        .count()
}

/// Refuses a list without a column that the operator names; `line` names the columns, where one line does.
pub(super) fn requires(
    there: &[&str],
    given: &ListColumns,
    line: Option<usize>,
) -> Result<(), ListFault> {
    let missing = given.missing(there);
    if missing.is_empty() {
        return Ok(());
    }
    Err(ListFault::ColumnsMissing {
        columns: missing.into_iter().map(Into::into).collect(),
        line,
        there: listed(there, given),
    })
}

/// The names that are there; none where what should be names may be anything.
pub(super) fn listed(there: &[&str], given: &ListColumns) -> Vec<String> {
    if understood(there.iter().copied(), given) < 2 {
        return Vec::new();
    }
    let names = there.iter().filter(|name| !plain(name).is_empty());
    names
        .take(MOST_NAMED)
        .map(|name| entry::shown(name))
        .collect()
}
