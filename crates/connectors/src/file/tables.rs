//! Tables: a list written by hand in TOML, or by a program in JSON: `[[consultations]]`, each with its `[[consultations.meetings]]`. It makes
//! entries of tables and knows what no value means.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::columns::{self, Column, holds_meetings, holds_the_list};
use super::entry::{self, Cell, Entries, Entry};
use super::fault::ListFault;
use super::naming;
use passerelle_model::ListColumns;
use passerelle_model::Reason;
use passerelle_model::reason::{Code, Place};

/// A value, as TOML and JSON both have it.
enum Node {
    /// No value, as JSON's `null` says it.
    Nothing,
    Text(String),
    List(Vec<(Place, Node)>),
    Table(Vec<(String, Node)>),
}

/// More different keys than this are not looked at to find those that the operator names.
const MOST_KEYS: usize = 10_000;

/// Reads a TOML file; an error says why there is no list in it.
pub(super) fn toml(text: &str, most: usize, given: &ListColumns) -> Result<Entries, ListFault> {
    let lines = Lines::of(text);
    let root = DeTable::parse(text).map_err(|error| {
        // Only where: the error's own display repeats the line.
        let line = error.span().map_or(1, |span| lines.line(span.start));
        ListFault::NotToml { line }
    })?;
    entries(lines.table(root.get_ref()), most, given)
}

/// Reads a JSON file; an error says why there is no list in it.
pub(super) fn json(text: &str, most: usize, given: &ListColumns) -> Result<Entries, ListFault> {
    let root: Json = serde_json::from_str(text).map_err(|error| {
        let line = error.line();
        ListFault::NotJson { line }
    })?;
    entries(of_json(root), most, given)
}

fn entries(root: Node, most: usize, given: &ListColumns) -> Result<Entries, ListFault> {
    let mut entries = Entries::default();
    let items = match root {
        Node::List(items) => items,
        Node::Table(keys) => the_list(keys, &mut entries)?,
        _ => return Err(ListFault::NoList),
    };
    if items.len() > most {
        return Err(ListFault::TooLong { limit: most });
    }
    let mut there = BTreeSet::new();
    for (place, item) in items {
        match item {
            Node::Table(keys) => {
                gather(&keys, &mut there);
                let entry = entry(place, keys, given, &mut entries);
                entries.rows.push(entry);
            }
            _ => entries
                .unreadable
                .push((place, Reason::new(Code::NotATable).with("what", "entry"))),
        }
    }
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    if !there.is_empty() {
        naming::requires(&there, given, None)?;
    }
    Ok(entries)
}

/// The keys of a table, and of the tables in it.
fn gather(keys: &[(String, Node)], there: &mut BTreeSet<String>) {
    for (key, node) in keys {
        if there.len() < MOST_KEYS && !there.contains(key) {
            there.insert(key.clone());
        }
        match node {
            Node::Table(keys) => gather(keys, there),
            Node::List(items) => {
                for (_, item) in items {
                    if let Node::Table(keys) = item {
                        gather(keys, there);
                    }
                }
            }
            Node::Nothing | Node::Text(_) => {}
        }
    }
}

fn the_list(
    keys: Vec<(String, Node)>,
    entries: &mut Entries,
) -> Result<Vec<(Place, Node)>, ListFault> {
    let mut found = None;
    for (key, node) in keys {
        match node {
            Node::List(items) if found.is_none() && holds_the_list(&key) => found = Some(items),
            _ => entries.passes_over(&key),
        }
    }
    found.ok_or(ListFault::NoList)
}

fn entry(
    place: Place,
    keys: Vec<(String, Node)>,
    given: &ListColumns,
    entries: &mut Entries,
) -> Entry {
    let mut entry = new(place, given);
    let mut meeting = new(place, given);
    let page = given.page.as_ref().and_then(|page| {
        page.filled(|name| {
            let mut named = keys
                .iter()
                .filter(|(key, _)| ListColumns::is_same(key, name));
            named.find_map(|(_, node)| match node {
                Node::Text(text) => Some(text.clone()),
                _ => None,
            })
        })
    });
    for (key, node) in keys {
        let own = given.column_of(&key);
        if own.is_some_and(Column::is_of_a_meeting) {
            put(&mut meeting, own, &key, node, entries);
        } else if own.is_none() && holds_meetings(&key) {
            meetings(&mut entry, node, given, entries);
        } else {
            let usual = columns::of_key(&key).filter(|column| !given.names(*column));
            if own.or(usual).is_some() || !naming::is_passed_over(&key, given) {
                put(&mut entry, own.or(usual), &key, node, entries);
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

/// An entry that calls its columns as the operator does, also those that it lacks.
fn new(place: Place, given: &ListColumns) -> Entry {
    let names = given.own_names();
    let names = names.filter_map(|(column, name)| Some((column, entry::own_name(name)?)));
    Entry {
        names: Arc::new(names.collect()),
        ..Entry::new(place)
    }
}

/// One meeting, or a list of them.
fn meetings(entry: &mut Entry, node: Node, given: &ListColumns, entries: &mut Entries) {
    let items = match node {
        Node::List(items) => items,
        Node::Nothing => return,
        one => vec![(entry.place, one)],
    };
    for (place, item) in items {
        let Node::Table(keys) = item else {
            entries
                .unreadable
                .push((place, Reason::new(Code::NotATable).with("what", "meeting")));
            continue;
        };
        let mut meeting = new(place, given);
        for (key, node) in keys {
            let own = given
                .column_of(&key)
                .filter(|column| column.is_of_a_meeting());
            put(
                &mut meeting,
                own.or_else(|| columns::of_meeting_key(&key)),
                &key,
                node,
                entries,
            );
        }
        entry.meetings.push(meeting);
    }
}

fn put(entry: &mut Entry, column: Option<Column>, key: &str, node: Node, entries: &mut Entries) {
    let Some(column) = column.filter(|column| !entry.cells.contains_key(column)) else {
        entries.passes_over(key);
        return;
    };
    let cell = match node {
        Node::Nothing => None,
        Node::Text(text) => Some(Cell::Text(text)),
        Node::List(items) => {
            let texts = items.into_iter().filter_map(|(_, item)| match item {
                Node::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                _ => None,
            });
            Some(Cell::List(texts.collect()))
        }
        Node::Table(_) => {
            let name = entry::own_name(key).unwrap_or_else(|| columns::name_of(column));
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
        if let Some(name) = entry::own_name(key) {
            Arc::make_mut(&mut entry.names).insert(column, name);
        }
    }
}

fn of_json(value: Json) -> Node {
    match value {
        Json::Null => Node::Nothing,
        Json::Bool(yes) => Node::Text(yes.to_string()),
        Json::Number(number) => Node::Text(number.to_string()),
        Json::String(text) => Node::Text(text),
        Json::Array(items) => Node::List(
            items
                .into_iter()
                .enumerate()
                .map(|(at, item)| (Place::Entry(at + 1), of_json(item)))
                .collect(),
        ),
        Json::Object(keys) => Node::Table(
            keys.into_iter()
                .map(|(key, value)| (key, of_json(value)))
                .collect(),
        ),
    }
}

/// The beginnings of the lines of a text.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(at, _)| at + 1).collect())
    }

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
        let read = toml(text, 10).unwrap();
        assert_eq!(read.unknown, [""; 0]);
        let [one, two] = read.rows.as_slice() else {
            panic!("{read:?}")
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
            let read = json(text, 10).unwrap();
            assert_eq!(read.rows[0].place, Place::Entry(1));
            assert_eq!(read.rows[0].cells.len(), 3);
        }
        let read = json(
            r#"[1, {"title":"Un","meetings":[{"date":"2026-12-03 18:30"}, 2]}]"#,
            10,
        )
        .unwrap();
        assert_eq!((read.rows.len(), read.unreadable.len()), (1, 2));
    }

    #[test]
    fn what_is_not_in_its_format_is_told_by_its_line_and_never_repeated() {
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
    fn keys_that_say_nothing_known_are_told() {
        let read = json(
            r#"{"contact":"x","consultations":[{"title":"Un","organisateur":"y"}]}"#,
            10,
        )
        .unwrap();
        assert_eq!(read.unknown, ["contact", "organisateur"]);
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
