//! Lists in TOML, written by hand, or in JSON, written by a program: `[[consultations]]`, each with its `[[consultations.meetings]]`. Tables become
//! entries; values are not interpreted here.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::column_meaning;
use super::columns::{self, Column, holds_list, holds_meetings};
use super::entry::{self, Cell, Entries, Entry};
use super::fault::ListFault;
use passerelle_model::ListColumns;
use passerelle_model::Reason;
use passerelle_model::reason::{Code, Place};

/// A value of TOML or JSON.
enum Node {
    /// JSON's `null`.
    Null,
    /// A text, or any other single value as text.
    Text(String),
    List(Vec<(Place, Node)>),
    Table(Vec<(String, Node)>),
}

/// The most different keys that are searched for those that the operator names.
const MOST_KEYS: usize = 10_000;

/// Reads a TOML file; an error says why there is no list in it.
pub(super) fn toml(text: &str, most: usize, settings: &ListColumns) -> Result<Entries, ListFault> {
    let lines = Lines::of(text);
    let root = DeTable::parse(text).map_err(|error| {
        // Only the line number is kept: the text of the error would quote the line.
        let line = error.span().map_or(1, |span| lines.line(span.start));
        ListFault::NotToml { line }
    })?;
    entries(lines.table(root.get_ref()), most, settings)
}

/// Reads a JSON file; an error says why there is no list in it.
pub(super) fn json(text: &str, most: usize, settings: &ListColumns) -> Result<Entries, ListFault> {
    let root: Json = serde_json::from_str(text).map_err(|error| {
        let line = error.line();
        ListFault::NotJson { line }
    })?;
    entries(json_node(root), most, settings)
}

fn entries(root: Node, most: usize, settings: &ListColumns) -> Result<Entries, ListFault> {
    let mut entries = Entries::default();
    let items = match root {
        Node::List(items) => items,
        Node::Table(keys) => list_in(keys, &mut entries)?,
        _ => return Err(ListFault::NoList),
    };
    if items.len() > most {
        return Err(ListFault::TooLong { limit: most });
    }
    let mut all_keys = BTreeSet::new();
    for (place, item) in items {
        match item {
            Node::Table(keys) => {
                collect_keys(&keys, &mut all_keys);
                let entry = entry(place, keys, settings, &mut entries);
                entries.rows.push(entry);
            }
            _ => entries
                .unreadable
                .push((place, Reason::new(Code::NotATable).with("what", "entry"))),
        }
    }
    let names: Vec<&str> = all_keys.iter().map(String::as_str).collect();
    if !names.is_empty() {
        column_meaning::check_present(&names, settings, None)?;
    }
    Ok(entries)
}

/// Collects the keys of a table, and of the tables in it.
fn collect_keys(keys: &[(String, Node)], all_keys: &mut BTreeSet<String>) {
    for (key, node) in keys {
        if all_keys.len() < MOST_KEYS && !all_keys.contains(key) {
            all_keys.insert(key.clone());
        }
        match node {
            Node::Table(keys) => collect_keys(keys, all_keys),
            Node::List(items) => {
                for (_, item) in items {
                    if let Node::Table(keys) = item {
                        collect_keys(keys, all_keys);
                    }
                }
            }
            Node::Null | Node::Text(_) => {}
        }
    }
}

/// Finds the list in the root table.
fn list_in(
    keys: Vec<(String, Node)>,
    entries: &mut Entries,
) -> Result<Vec<(Place, Node)>, ListFault> {
    let mut list = None;
    for (key, node) in keys {
        match node {
            Node::List(items) if list.is_none() && holds_list(&key) => list = Some(items),
            _ => entries.note_unknown(&key),
        }
    }
    list.ok_or(ListFault::NoList)
}

/// Makes an entry of a table; its keys about a meeting become a meeting of that entry.
fn entry(
    place: Place,
    keys: Vec<(String, Node)>,
    settings: &ListColumns,
    entries: &mut Entries,
) -> Entry {
    let mut entry = new_entry(place, settings);
    let mut meeting = new_entry(place, settings);
    let page = settings.page.as_ref().and_then(|page| {
        page.filled(|name| {
            let mut of_name = keys
                .iter()
                .filter(|(key, _)| ListColumns::is_same(key, name));
            of_name.find_map(|(_, node)| match node {
                Node::Text(text) => Some(text.clone()),
                _ => None,
            })
        })
    });
    for (key, node) in keys {
        let configured = settings.column_of(&key);
        if configured.is_some_and(Column::is_of_a_meeting) {
            set_cell(&mut meeting, configured, &key, node, entries);
        } else if configured.is_none() && holds_meetings(&key) {
            add_meetings(&mut entry, node, settings, entries);
        } else {
            let usual = columns::of_key(&key).filter(|column| !settings.names(*column));
            let column = configured.or(usual);
            if column.is_some() || !column_meaning::is_skipped(&key, settings) {
                set_cell(&mut entry, column, &key, node, entries);
            }
        }
    }
    if let Some(page) = page {
        entry.cells.insert(Column::Url, Cell::Text(page));
    }
    if !meeting.cells.is_empty() {
        entry.meetings.push(meeting);
    }
    entry
}

/// Makes an empty entry whose columns are called as the operator calls them, also those that it will lack.
fn new_entry(place: Place, settings: &ListColumns) -> Entry {
    let names = settings.own_names();
    let names = names.filter_map(|(column, name)| Some((column, entry::quotable_column(name)?)));
    Entry {
        names: Arc::new(names.collect()),
        ..Entry::new(place)
    }
}

/// Adds one meeting, or a list of them, to an entry.
fn add_meetings(entry: &mut Entry, node: Node, settings: &ListColumns, entries: &mut Entries) {
    let items = match node {
        Node::List(items) => items,
        Node::Null => return,
        one => vec![(entry.place, one)],
    };
    for (place, item) in items {
        let Node::Table(keys) = item else {
            entries
                .unreadable
                .push((place, Reason::new(Code::NotATable).with("what", "meeting")));
            continue;
        };
        let mut meeting = new_entry(place, settings);
        for (key, node) in keys {
            let configured = settings
                .column_of(&key)
                .filter(|column| column.is_of_a_meeting());
            set_cell(
                &mut meeting,
                configured.or_else(|| columns::of_meeting_key(&key)),
                &key,
                node,
                entries,
            );
        }
        entry.meetings.push(meeting);
    }
}

/// Sets a cell of an entry; a key of an unknown column, or of one that the entry already has, is noted as unknown.
fn set_cell(
    entry: &mut Entry,
    column: Option<Column>,
    key: &str,
    node: Node,
    entries: &mut Entries,
) {
    let Some(column) = column.filter(|column| !entry.cells.contains_key(column)) else {
        entries.note_unknown(key);
        return;
    };
    let cell = match node {
        Node::Null => None,
        Node::Text(text) => Some(Cell::Text(text)),
        Node::List(items) => {
            let texts = items.into_iter().filter_map(|(_, item)| match item {
                Node::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                _ => None,
            });
            Some(Cell::List(texts.collect()))
        }
        Node::Table(_) => {
            let name = entry::quotable_column(key).unwrap_or_else(|| columns::name_of(column));
            let why = Reason::new(Code::CellIsTable).with("column", name);
            entries.unreadable.push((entry.place, why));
            None
        }
    };
    let is_blank = |cell: &Cell| match cell {
        Cell::Text(text) => text.trim().is_empty(),
        Cell::List(items) => items.is_empty(),
    };
    if let Some(cell) = cell.filter(|cell| !is_blank(cell)) {
        entry.cells.insert(column, cell);
        if let Some(name) = entry::quotable_column(key) {
            Arc::make_mut(&mut entry.names).insert(column, name);
        }
    }
}

fn json_node(value: Json) -> Node {
    match value {
        Json::Null => Node::Null,
        Json::Bool(yes) => Node::Text(yes.to_string()),
        Json::Number(number) => Node::Text(number.to_string()),
        Json::String(text) => Node::Text(text),
        Json::Array(items) => Node::List(
            items
                .into_iter()
                .enumerate()
                .map(|(at, item)| (Place::Entry(at + 1), json_node(item)))
                .collect(),
        ),
        Json::Object(keys) => Node::Table(
            keys.into_iter()
                .map(|(key, value)| (key, json_node(value)))
                .collect(),
        ),
    }
}

/// The positions of the beginnings of the lines of a TOML document after the first, by which its values get their lines.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(at, _)| at + 1).collect())
    }

    /// Returns the line of a position, from 1.
    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
    }

    fn table(&self, table: &DeTable<'_>) -> Node {
        let keys = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), self.node(value)));
        Node::Table(keys.collect())
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        match value.get_ref() {
            DeValue::String(text) => Node::Text(text.to_string()),
            DeValue::Integer(number) => Node::Text(number.as_str().to_owned()),
            DeValue::Float(number) => Node::Text(number.as_str().to_owned()),
            DeValue::Boolean(yes) => Node::Text(yes.to_string()),
            DeValue::Datetime(moment) => Node::Text(moment.to_string()),
            DeValue::Array(items) => Node::List(
                items
                    .iter()
                    .map(|item| (Place::Line(self.line(item.span().start)), self.node(item)))
                    .collect(),
            ),
            DeValue::Table(table) => self.table(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn toml(text: &str, most: usize) -> Result<Entries, ListFault> {
        super::toml(text, most, &ListColumns::default())
    }

    fn json(text: &str, most: usize) -> Result<Entries, ListFault> {
        super::json(text, most, &ListColumns::default())
    }

    #[test]
    fn entries_of_toml_know_their_line_and_their_meetings() {
        let text = "[[consultations]]\ntitre = \"Un\"\nferme = 2026-12-31\nthemes = [\"Ville\", \"Eau\"]\n\n[[consultations]]\ntitle = 'Deux'\n\
                    [[consultations.meetings]]\nstart = 2026-12-03T18:30:00\nlieu = \"Salle\"\n";
        let entries = toml(text, 10).unwrap();
        assert_eq!(entries.unknown, [""; 0]);
        let [one, two] = entries.rows.as_slice() else {
            panic!("{entries:?}")
        };
        assert_eq!((one.place, two.place), (Place::Line(1), Place::Line(6)));
        assert_eq!(one.text(Column::Closes).as_deref(), Some("2026-12-31"));
        assert_eq!(one.items(Column::Themes, true), ["Ville", "Eau"]);
        assert_eq!(two.meetings[0].place, Place::Line(8));
        assert_eq!(
            two.meetings[0].text(Column::MeetingStart).as_deref(),
            Some("2026-12-03T18:30:00")
        );
    }

    #[test]
    fn json_is_a_list_or_a_table_that_holds_one() {
        for text in [
            r#"[{"title":"Un","contributions":12,"promoted":true,"summary":null}]"#,
            r#"{"consultations":[{"title":"Un","contributions":12,"promoted":true}]}"#,
        ] {
            let entries = json(text, 10).unwrap();
            assert_eq!(entries.rows[0].place, Place::Entry(1));
            assert_eq!(entries.rows[0].cells.len(), 3);
        }
        let entries = json(
            r#"[1, {"title":"Un","meetings":[{"date":"2026-12-03 18:30"}, 2]}]"#,
            10,
        )
        .unwrap();
        assert_eq!((entries.rows.len(), entries.unreadable.len()), (1, 2));
    }

    #[test]
    fn a_syntax_error_is_reported_by_its_line_and_never_quoted() {
        let why = toml("[[consultations]]\ntitre = Camille Canari\n", 10).unwrap_err();
        assert_eq!(why, ListFault::NotToml { line: 2 });
        let why = json("[\n{\"title\": Camille Canari}]", 10).unwrap_err();
        assert_eq!(why, ListFault::NotJson { line: 2 });
        for text in ["{}", "3", "{\"consultations\": 3}", "null"] {
            assert_eq!(json(text, 10).unwrap_err(), ListFault::NoList, "{text}");
        }
        assert!(json("[{},{},{}]", 2).is_err());
        let deep = "[".repeat(100_000);
        assert!(json(&deep, 10).is_err() && toml(&format!("a = {deep}"), 10).is_err());
    }

    #[test]
    fn unknown_keys_are_noted() {
        let entries = json(
            r#"{"contact":"x","consultations":[{"title":"Un","organisateur":"y"}]}"#,
            10,
        )
        .unwrap();
        assert_eq!(entries.unknown, ["contact", "organisateur"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]{}a-z=\",:\n0-9 ]{0,60}") {
            let _ = toml(&text, 10);
            let _ = json(&text, 10);
            let _ = toml(&format!("[[consultations]]\n{text}"), 10);
        }
    }
}
