//! Places in the configuration with the tables around them, by which an unknown or missing key is explained.

use serde_json::Value as Json;

use super::fault::{Fault, shortened};
use super::problem::Place;
use super::shape::{inside, keys};
use super::tree::{Node, Value};
use passerelle_model::nearest;

/// A place in the configuration: its path, its schema, and the place around it.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) key: &'a str,
    pub(super) schema: &'a Json,
    pub(super) outer: Option<&'a Spot<'a>>,
}

impl<'a> Spot<'a> {
    /// Returns the places around it, from the nearest.
    fn around(self) -> impl Iterator<Item = &'a Self> {
        std::iter::successors(self.outer, |spot| spot.outer)
    }
}

/// Explains a key that its table does not have: it belongs to a table around it or to another one, or is misspelt.
pub(super) fn unknown(name: &str, place: &Place, spot: &Spot<'_>) -> Fault {
    let mut around = spot.around().filter(|outer| !outer.key.is_empty());
    let is_in_file = matches!(place, Place::File { .. });
    if let Some(owner) = around.find(|outer| is_in_file && has(outer.schema, name)) {
        return Fault::KeyBelowSubtable {
            table: header(owner.key),
            below: header(spot.key),
        };
    }
    let near = nearest(name, keys(spot.schema)).map(str::to_owned);
    let root = spot.around().last().unwrap_or(spot).schema;
    let tables = match near {
        Some(_) => Vec::new(),
        None => tables_with(name, root),
    };
    Fault::UnknownKey {
        near,
        tables,
        known: keys(spot.schema).map(str::to_owned).collect(),
    }
}

/// Returns the headers of the tables of the file that have this key.
fn tables_with(name: &str, root: &Json) -> Vec<String> {
    let properties = root.get("properties").and_then(Json::as_object);
    let headers = properties
        .into_iter()
        .flatten()
        .filter_map(|(table, schema)| match schema.get("items") {
            Some(items) => has(items, name).then(|| format!("[[{table}]]")),
            None => has(schema, name).then(|| format!("[{table}]")),
        });
    headers.collect()
}

/// Explains that `name` is missing at `key`, in the table `table` with these entries.
pub(super) fn missing(name: &str, key: &str, table: &str, entries: &[(String, Node)]) -> Fault {
    let below = entries.iter().find_map(|(inner, entry)| {
        let (node, index) = match &entry.value {
            Value::List(items) => (items.last()?, "[0]"),
            _ => (entry, ""),
        };
        node.get(name)?;
        Some(header(&format!(
            "{}{index}",
            inside(table, &shortened(inner))
        )))
    });
    Fault::Missing {
        what: without_numbers(key).replace('.', "-"),
        below,
    }
}

/// Returns the header of the table at `key`: `[[sources.attach]]`, `[sources.fields]`.
fn header(key: &str) -> String {
    let name = without_numbers(key);
    if key.ends_with(']') {
        format!("[[{name}]]")
    } else {
        format!("[{name}]")
    }
}

/// Returns a key without its numbers: `sources.attach` for `sources[0].attach[2]`.
fn without_numbers(key: &str) -> String {
    let parts = key.split('.');
    let names = parts.map(|part| part.split('[').next().unwrap_or_default());
    names.collect::<Vec<_>>().join(".")
}

fn has(schema: &Json, name: &str) -> bool {
    keys(schema).any(|key| key == name)
}
