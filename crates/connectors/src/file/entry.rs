//! An entry: one row of a spreadsheet, one table of TOML or JSON, as it is written: which columns it has and where it stands. It knows what no
//! value means.

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

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// The cells; blank ones are left out.
    pub(super) cells: BTreeMap<Column, Cell>,
    /// The names that the list itself gives its columns.
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

    /// Returns the list's own name of a column, or else the usual one.
    pub(super) fn called(&self, column: Column) -> String {
        let own = self.names.get(&column).cloned();
        own.unwrap_or_else(|| columns::name_of(column))
    }

    /// The text of a column; of a list the items joined by a comma.
    pub(super) fn text(&self, column: Column) -> Option<String> {
        Some(match self.cells.get(&column)? {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::List(items) => items.join(", "),
        })
    }

    /// The items of a column: those of a list, or the parts of a text between `;`, `|` and line breaks (and commas, if there are none of these
    /// and `commas` may part them).
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
    /// The parts of the file that cannot be read, and where.
    pub(super) unreadable: Vec<(Place, Reason)>,
    /// Names that say nothing known, in the order in which they come, each once.
    pub(super) unknown: Vec<String>,
}

impl Entries {
    /// Remembers a name that says nothing known.
    pub(super) fn passes_over(&mut self, name: &str) {
        let shown = shown(name);
        if !self.unknown.contains(&shown) && self.unknown.len() < MOST_UNKNOWN {
            self.unknown.push(shown);
        }
    }
}

/// The most unknown names that are told.
const MOST_UNKNOWN: usize = 20;

/// The name of a column that is understood, as a message may repeat it: without what stands behind it in brackets, which may be anything.
pub(super) fn own_name(name: &str) -> Option<String> {
    let before = name.split_once('(').map_or(name, |(before, _)| before);
    Some(shown(before)).filter(|name| !name.is_empty() && *name != "…")
}

/// A name that may be repeated in a message: letters, spaces and hyphens, and not many; anything else may be content.
pub(super) fn shown(name: &str) -> String {
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
