//! Columns as values of `model`. A value that this program never writes is an error.

use std::str::FromStr;

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Failure;
use crate::body;
use passerelle_model::{History, Marks, SpaceKind};

/// Returns the history of a consultation from a row that has its place in the change log as `seq`.
pub(super) fn history(row: &SqliteRow) -> Result<History, Failure> {
    Ok(History {
        first_seen: row.try_get("first_seen")?,
        updated: row.try_get("updated")?,
        revision: row.try_get("revision")?,
        change: row.try_get("seq")?,
    })
}

/// Parses the text in a column.
pub(super) fn parsed<T: FromStr>(row: &SqliteRow, column: &'static str) -> Result<T, Failure> {
    let text: &str = row.try_get(column)?;
    text.parse().ok().ok_or_else(|| impossible(row, column))
}

/// Parses the token in the column `kind`.
pub(super) fn kind(row: &SqliteRow) -> Result<SpaceKind, Failure> {
    let token: &str = row.try_get("kind")?;
    SpaceKind::from_token(token).ok_or_else(|| impossible(row, "kind"))
}

fn impossible(row: &SqliteRow, column: &'static str) -> Failure {
    let id: &str = row.try_get("id").unwrap_or("?");
    Failure::Impossible {
        column,
        row: id.to_owned(),
    }
}

/// Returns the marks of a withdrawn consultation; `None` if there are none that can be read.
pub(super) fn marks(row: &SqliteRow) -> Result<Option<Marks>, Failure> {
    let text: Option<String> = row.try_get("marks")?;
    Ok(text.and_then(|text| body::read(body::VERSION, &text).ok()))
}
