//! Overrides from the environment: `PASSERELLE__GATEWAY__PUBLIC_URL`, `PASSERELLE__SOURCES__0__EVERY` or, by the id of the source (hyphens as
//! underscores), `PASSERELLE__SOURCES__GRAND_NANCY__EVERY`.
//!
//! A text is taken as it is; anything else is written as in the file: `["fr", "en"]`, `8`, `true`.

use serde_json::Value as Json;

use super::VARIABLES;
use super::findings::Findings;
use super::problem::{Place, Problem};
use super::shape::{inside, keys, nearest, shortened};
use super::tree::{Node, Value, read_value};

/// Puts every override into the tree `root`, whose form is `schema`; those that cannot be are reported.
pub(super) fn apply(
    root: &mut Node,
    schema: &Json,
    environment: impl IntoIterator<Item = (String, String)>,
    findings: &mut Findings,
) {
    let mut overrides: Vec<(String, String)> = environment.into_iter().collect();
    // A whole table comes before the keys in it, and the outcome does not depend on the order of the environment.
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

/// A value, the variable that brings it, and the key that it has come to.
struct Override<'a> {
    value: &'a str,
    place: &'a Place,
    key: String,
}

impl Override<'_> {
    fn at(&self, key: String) -> Self {
        Self { key, ..*self }
    }

    fn problem(&self, problem: impl Into<String>, advice: Option<String>) -> Problem {
        Problem {
            place: self.place.clone(),
            key: shortened(&self.key),
            problem: problem.into(),
            advice,
        }
    }
}

fn set(node: &mut Node, schema: &Json, path: &[&str], to: &Override<'_>) -> Result<(), Problem> {
    let Some((segment, rest)) = path.split_first() else {
        *node = read(schema, to)?;
        return Ok(());
    };
    match schema.get("type").and_then(Json::as_str) {
        Some("object") => set_key(node, schema, segment, rest, to),
        Some("array") => set_item(node, schema, segment, rest, to),
        _ => Err(to.problem(
            "has no keys inside",
            Some(format!("leave out `__{segment}`")),
        )),
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
        let advice = nearest(&name, keys(schema)).map_or_else(
            || {
                format!(
                    "known here: {}",
                    keys(schema)
                        .map(str::to_uppercase)
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            },
            |near| {
                format!(
                    "did you mean `{}` in the place of `{segment}`?",
                    near.to_uppercase()
                )
            },
        );
        return Err(to.problem("unknown key", Some(advice)));
    };
    let Value::Table(entries) = &mut node.value else {
        return Err(to.problem("what the file has here is no table", None));
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
        return Err(to.problem("what the file has here is no list", None));
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
            let advice = nearest(segment, known.iter().map(String::as_str)).map_or_else(
                || {
                    format!(
                        "use a number from 0 to {}, or the id of a source",
                        items.len()
                    )
                },
                |near| format!("did you mean `{near}`?"),
            );
            Err(to.problem(
                format!("there is no `{}`", shortened(segment)),
                Some(advice),
            ))
        }
    }
}

fn id_of(item: &Node) -> Option<&str> {
    let Value::Table(entries) = &item.value else {
        return None;
    };
    entries.iter().find_map(|(name, entry)| match &entry.value {
        Value::Text(id) if name == "id" => Some(id.as_str()),
        _ => None,
    })
}

fn read(schema: &Json, to: &Override<'_>) -> Result<Node, Problem> {
    if schema.get("type").and_then(Json::as_str) == Some("string") {
        return Ok(Node {
            value: Value::Text(to.value.to_owned()),
            place: to.place.clone(),
        });
    }
    read_value(to.value, to.place).ok_or_else(|| {
        let example = match schema.get("type").and_then(Json::as_str) {
            Some("array") => "write a list as in the file: [\"…\", \"…\"]",
            Some("object") => "write a table as in the file: { key = \"…\" }",
            Some("integer") => "write an integer: 8",
            _ => "write true or false",
        };
        to.problem("the value cannot be read", Some(example.to_owned()))
    })
}

fn empty(schema: &Json, place: &Place) -> Node {
    let value = match schema.get("type").and_then(Json::as_str) {
        Some("array") => Value::List(Vec::new()),
        _ => Value::Table(Vec::new()),
    };
    Node {
        value,
        place: place.clone(),
    }
}
