//! An entry: one row of a spreadsheet, or one table of TOML or JSON, with its place in the file and its cells. Values are not interpreted here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::columns::{self, Column};
use passerelle_model::reason::{Place, Reason};

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text, never blank.
    Text(String),
    /// A list of TOML or JSON, without its blank items.
    List(Vec<String>),
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The place in the file.
    pub(super) place: Place,
    /// The cells; blank ones are left out.
    pub(super) cells: BTreeMap<Column, Cell>,
    /// The names by which the list itself calls its columns.
    pub(super) names: Arc<BTreeMap<Column, String>>,
    /// The meetings: a row of a spreadsheet has one at most.
    pub(super) meetings: Vec<Entry>,
}

impl Entry {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            cells: BTreeMap::new(),
            names: Arc::default(),
            meetings: Vec::new(),
        }
    }

    /// Returns the name of a column for messages: the one in the list itself, else the usual one.
    pub(super) fn column_name(&self, column: Column) -> String {
        let own = self.names.get(&column).cloned();
        own.unwrap_or_else(|| columns::name_of(column))
    }

    /// Returns the text in a column; the items of a list are joined by commas.
    pub(super) fn text(&self, column: Column) -> Option<String> {
        Some(match self.cells.get(&column)? {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::List(items) => items.join(", "),
        })
    }

    /// Returns the items in a column: those of a list, or the parts of a text between `;`, `|` and line breaks. Where there are none of these, a text
    /// is split at its commas if `commas` is true.
    pub(super) fn items(&self, column: Column, commas: bool) -> Vec<String> {
        let parts: Vec<&str> = match self.cells.get(&column) {
            None => return Vec::new(),
            Some(Cell::List(items)) => items.iter().map(String::as_str).collect(),
            Some(Cell::Text(text)) if text.contains([';', '|', '\n']) || !commas => {
                text.split([';', '|', '\n']).collect()
            }
            Some(Cell::Text(text)) => text.split(',').collect(),
        };
        parts
            .into_iter()
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }
}

/// The entries of a list, as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entries {
    pub(super) rows: Vec<Entry>,
    /// The parts of the file that cannot be read: the place and the reason of each.
    pub(super) unreadable: Vec<(Place, Reason)>,
    /// The names of unknown columns, in the order of the file, each once.
    pub(super) unknown: Vec<String>,
}

impl Entries {
    /// Notes the name of an unknown column.
    pub(super) fn note_unknown(&mut self, name: &str) {
        let name = quotable_name(name);
        if !self.unknown.contains(&name) && self.unknown.len() < MOST_UNKNOWN {
            self.unknown.push(name);
        }
    }
}

/// The most unknown columns that are noted.
const MOST_UNKNOWN: usize = 20;

/// Returns the name of a known column as a message may quote it: without what stands behind it in brackets, which may be anything.
pub(super) fn quotable_column(name: &str) -> Option<String> {
    let before = name.split_once('(').map_or(name, |(before, _)| before);
    Some(quotable_name(before)).filter(|name| !name.is_empty() && *name != "…")
}

/// Returns a name as a message may quote it: `…` unless it is short and of letters, spaces and hyphens only, since anything else may be content.
pub(super) fn quotable_name(name: &str) -> String {
    let name = name.trim();
    let is_plain = name
        .chars()
        .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '_' | '’' | '\''));
    if is_plain && name.chars().count() <= 40 {
        name.to_owned()
    } else {
        "…".to_owned()
    }
}
