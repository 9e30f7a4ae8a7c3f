//! Overrides from the environment: `PASSERELLE__GATEWAY__PUBLIC_URL`, `PASSERELLE__SOURCES__0__EVERY` or, by the id of the source (hyphens as
//! underscores), `PASSERELLE__SOURCES__GRAND_NANCY__EVERY`.
//!
//! A text is taken as it is; a value of another type is written as in the file: `["fr", "en"]`, `8`, `true`.

use serde_json::Value as Json;

use super::VARIABLES;
use super::fault::{Fault, Kind, Quote, shortened};
use super::findings::Findings;
use super::problem::{Place, Problem};
use super::shape::{inside, keys, kind};
use super::tree::{Node, Value, read_value};
use passerelle_model::nearest;

/// Applies every override to the tree `root`, whose form is `schema`; overrides that cannot be applied are reported.
pub(super) fn apply(
    root: &mut Node,
    schema: &Json,
    environment: impl IntoIterator<Item = (String, String)>,
    findings: &mut Findings,
) {
    let mut overrides: Vec<(String, String)> = environment.into_iter().collect();
    // A whole table comes before the keys in it, so that the outcome does not depend on the order of the environment.
    overrides.sort();
    for (name, value) in overrides {
        let Some(path) = name.strip_prefix(VARIABLES) else {
            continue;
        };
        let path: Vec<&str> = path.split("__").collect();
        let to = Override {
            value: &value,
            place: &Place::Variable {
                variable: name.clone(),
            },
            key: String::new(),
        };
        if let Err(problem) = set(root, schema, &path, &to) {
            findings.add(problem);
        }
    }
}

/// A value, its variable, and the key up to which the name of the variable has been read.
struct Override<'a> {
    value: &'a str,
    place: &'a Place,
    key: String,
}

impl Override<'_> {
    fn at(&self, key: String) -> Self {
        Self { key, ..*self }
    }

    fn problem(&self, fault: Fault) -> Problem {
        Problem {
            place: self.place.clone(),
            key: shortened(&self.key),
            fault,
        }
    }
}

fn set(node: &mut Node, schema: &Json, path: &[&str], to: &Override<'_>) -> Result<(), Problem> {
    let Some((segment, rest)) = path.split_first() else {
        *node = read(schema, to)?;
        return Ok(());
    };
    match wanted(schema) {
        Kind::Table => set_key(node, schema, segment, rest, to),
        Kind::List => set_item(node, schema, segment, rest, to),
        _ => Err(to.problem(Fault::VariableTooDeep {
            part: Quote::of(&format!("__{segment}")),
        })),
    }
}

fn set_key(
    node: &mut Node,
    schema: &Json,
    segment: &str,
    rest: &[&str],
    to: &Override<'_>,
) -> Result<(), Problem> {
    let name = segment.to_lowercase();
    let to = to.at(inside(&to.key, &name));
    let Some(property) = schema.get("properties").and_then(|known| known.get(&name)) else {
        return Err(to.problem(Fault::VariableUnknown {
            part: Quote::of(segment),
            near: nearest(&name, keys(schema)).map(str::to_uppercase),
            known: keys(schema).map(str::to_uppercase).collect(),
        }));
    };
    let Value::Table(entries) = &mut node.value else {
        return Err(to.problem(Fault::VariableClash {
            wanted: Kind::Table,
        }));
    };
    if let Some((_, entry)) = entries.iter_mut().find(|(known, _)| *known == name) {
        return set(entry, property, rest, &to);
    }
    let mut entry = empty(property, to.place);
    set(&mut entry, property, rest, &to)?;
    entries.push((name, entry));
    Ok(())
}

fn set_item(
    node: &mut Node,
    schema: &Json,
    segment: &str,
    rest: &[&str],
    to: &Override<'_>,
) -> Result<(), Problem> {
    let of = schema.get("items").unwrap_or(&Json::Null);
    let Value::List(items) = &mut node.value else {
        return Err(to.problem(Fault::VariableClash { wanted: Kind::List }));
    };
    let by_id = |item: &Node| {
        id_of(item).is_some_and(|id| id.replace('-', "_").eq_ignore_ascii_case(segment))
    };
    let at = items
        .iter()
        .position(by_id)
        .or_else(|| segment.parse().ok());
    match at {
        Some(at) if at < items.len() => {
            let to = to.at(format!("{}[{at}]", to.key));
            items
                .get_mut(at)
                .map_or(Ok(()), |item| set(item, of, rest, &to))
        }
        Some(at) if at == items.len() => {
            let mut item = empty(of, to.place);
            set(&mut item, of, rest, &to.at(format!("{}[{at}]", to.key)))?;
            items.push(item);
            Ok(())
        }
        _ => {
            let known: Vec<String> = items
                .iter()
                .filter_map(id_of)
                .map(|id| id.replace('-', "_").to_uppercase())
                .collect();
            let near = nearest(segment, known.iter().map(String::as_str));
            Err(to.problem(Fault::VariableNoItem {
                part: Quote::of(segment),
                near: near.map(str::to_owned),
                most: u64::try_from(items.len()).unwrap_or(u64::MAX),
            }))
        }
    }
}

/// Returns the type that `schema` describes.
fn wanted(schema: &Json) -> Kind {
    kind(
        schema
            .get("type")
            .and_then(Json::as_str)
            .unwrap_or_default(),
    )
}

fn id_of(item: &Node) -> Option<&str> {
    match &item.get("id")?.value {
        Value::Text(id) => Some(id),
        _ => None,
    }
}

fn read(schema: &Json, to: &Override<'_>) -> Result<Node, Problem> {
    let wanted = wanted(schema);
    if wanted == Kind::Text {
        return Ok(Node {
            value: Value::Text(to.value.to_owned()),
            place: to.place.clone(),
        });
    }
    let read = read_value(to.value, to.place);
    read.ok_or_else(|| to.problem(Fault::VariableUnreadable { wanted }))
}

fn empty(schema: &Json, place: &Place) -> Node {
    let value = match wanted(schema) {
        Kind::List => Value::List(Vec::new()),
        _ => Value::Table(Vec::new()),
    };
    Node {
        value,
        place: place.clone(),
    }
}
