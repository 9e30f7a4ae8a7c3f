//! Checks the written configuration against the JSON Schema: unknown keys, wrong types, words that are not on their list, numbers out of bounds, missing keys. Valid
//! parts are returned as JSON; the others are reported once and left out.

use serde_json::{Map, Value as Json};

use super::fault::{Fault, Kind, Quote, Remedy, Terms, shortened};
use super::findings::Findings;
use super::problem::Problem;
use super::spot::{Spot, missing, unknown};
use super::tree::{Node, Value};
use passerelle_model::{Level, Modality, fold};

/// Returns the value of `root` as far as it has the form of `schema`; `None` if it has not.
pub(super) fn check(root: &Node, schema: &Json, findings: &mut Findings) -> Option<Json> {
    let spot = Spot {
        key: "",
        schema,
        outer: None,
    };
    value(root, &spot, findings)
}

fn value(node: &Node, spot: &Spot<'_>, findings: &mut Findings) -> Option<Json> {
    let Spot { key, schema, .. } = *spot;
    findings.place(key, &node.place);
    match (&node.value, word(schema, "type")) {
        (Value::Table(entries), "object") => Some(table(node, entries, spot, findings)),
        (Value::List(items), "array") => list(items, spot, findings),
        (Value::Text(text), "string") => self::text(text, schema, key, findings),
        (Value::Integer(integer), "integer") => self::integer(*integer, schema, key, findings),
        (Value::Boolean(boolean), "boolean") => Some(Json::Bool(*boolean)),
        (value, wanted) => {
            findings.report(key, of_another_type(value, wanted, schema));
            None
        }
    }
}

/// Returns the keys that `schema` has in a table.
pub(super) fn keys(schema: &Json) -> impl Iterator<Item = &str> {
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
}

/// Returns the path of `name` inside `key`.
pub(super) fn inside(key: &str, name: &str) -> String {
    if key.is_empty() {
        name.to_owned()
    } else {
        format!("{key}.{name}")
    }
}

fn word<'a>(schema: &'a Json, name: &str) -> &'a str {
    schema.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn table(
    node: &Node,
    entries: &[(String, Node)],
    spot: &Spot<'_>,
    findings: &mut Findings,
) -> Json {
    let mut checked = Map::new();
    for (name, entry) in entries {
        let path = inside(spot.key, name);
        let properties = spot.schema.get("properties");
        match properties.and_then(|known| known.get(name)) {
            Some(property) => {
                let spot = Spot {
                    key: &path,
                    schema: property,
                    outer: Some(spot),
                };
                if let Some(value) = value(entry, &spot, findings) {
                    checked.insert(name.clone(), value);
                }
            }
            None => findings.add(Problem {
                place: entry.place.clone(),
                key: shortened(&path),
                fault: unknown(name, &entry.place, spot),
            }),
        }
    }
    let required = spot.schema.get("required").and_then(Json::as_array);
    for name in required.into_iter().flatten().filter_map(Json::as_str) {
        if findings.is_readable() && !entries.iter().any(|(given, _)| given == name) {
            let key = inside(spot.key, name);
            findings.add(Problem {
                place: node.place.clone(),
                fault: missing(name, &key, spot.key, entries),
                key,
            });
        }
    }
    Json::Object(checked)
}

fn list(items: &[Node], spot: &Spot<'_>, findings: &mut Findings) -> Option<Json> {
    let Spot { key, schema, .. } = *spot;
    let least = schema.get("minItems").and_then(Json::as_u64).unwrap_or(0);
    if u64::try_from(items.len()).is_ok_and(|count| count < least) {
        findings.report(key, Fault::EmptyList);
        return None;
    }
    let of = schema.get("items").unwrap_or(&Json::Null);
    let checked = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let spot = Spot {
                key: &format!("{key}[{at}]"),
                schema: of,
                outer: Some(spot),
            };
            value(item, &spot, findings)
        })
        .collect::<Vec<_>>();
    if word(of, "type") == "object" {
        // An item that is no table stays as an empty one, so that the tables behind it keep their number.
        let tables = checked
            .into_iter()
            .map(|item| item.unwrap_or_else(|| Json::Object(Map::new())));
        return Some(Json::Array(tables.collect()));
    }
    checked
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .map(Json::Array)
}

fn text(text: &str, schema: &Json, key: &str, findings: &mut Findings) -> Option<Json> {
    if schema.get("minLength").is_some() && text.trim().is_empty() {
        findings.report(key, Fault::EmptyText);
        return None;
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        let words: Vec<&str> = words.iter().filter_map(Json::as_str).collect();
        if !words.contains(&text) {
            let near = meant(text, &words);
            let fault = Fault::UnknownWord {
                given: Quote::of(text),
                near: near.map(str::to_owned),
                words: Terms(words.into_iter().map(str::to_owned).collect()),
            };
            findings.report(key, fault);
            return None;
        }
    }
    Some(Json::String(text.to_owned()))
}

/// Returns the one of `words` that was probably meant, by its token or by its French or English label.
fn meant<'a>(given: &str, words: &[&'a str]) -> Option<&'a str> {
    let given = fold(&shortened(given));
    let names: Vec<(String, &str)> = words
        .iter()
        .flat_map(|word| {
            let labels = labels(word).into_iter().flatten();
            let names = std::iter::once(*word).chain(labels);
            names.map(|name| (fold(name), *word))
        })
        .collect();
    let near = passerelle_model::nearest(&given, names.iter().map(|(name, _)| name.as_str()))?;
    let found = names.iter().find(|(name, _)| name == near);
    found.map(|(_, word)| *word)
}

/// Returns the French and English labels of a word, if it is a term of participation.
fn labels(word: &str) -> Option<[&'static str; 2]> {
    let level = word.parse().ok();
    let level = level.map(|level: Level| ["fr", "en"].map(|tag| level.label(tag)));
    level.or_else(|| {
        let modality: Modality = word.parse().ok()?;
        Some(["fr", "en"].map(|tag| modality.label(tag)))
    })
}

fn integer(integer: i64, schema: &Json, key: &str, findings: &mut Findings) -> Option<Json> {
    let bound = |name: &str| schema.get(name).and_then(Json::as_i64);
    let (least, most) = (
        bound("minimum").unwrap_or(i64::MIN),
        bound("maximum").unwrap_or(i64::MAX),
    );
    if (least..=most).contains(&integer) {
        return Some(integer.into());
    }
    let fault = Fault::OutOfBounds {
        given: integer,
        least,
        most,
    };
    findings.report(key, fault);
    None
}

/// Returns the type that a schema names.
pub(super) fn kind(name: &str) -> Kind {
    match name {
        "object" => Kind::Table,
        "array" => Kind::List,
        "string" => Kind::Text,
        "integer" => Kind::Integer,
        _ => Kind::Boolean,
    }
}

/// Returns the fault of a value of another type than `wanted`, and how to write it as the expected one.
fn of_another_type(value: &Value, wanted: &str, schema: &Json) -> Fault {
    let remedy = match (value, wanted) {
        (Value::Integer(_), "string") if schema.get("pattern").is_some() => Some(Remedy::Unit),
        (Value::Integer(_) | Value::Number | Value::Boolean(_) | Value::Moment, "string") => {
            Some(Remedy::Quotes)
        }
        (Value::Text(_), "array") => Some(Remedy::Brackets),
        (Value::Text(_), "integer" | "boolean") => Some(Remedy::Bare),
        (Value::Table(_), "array") => Some(Remedy::Headers),
        _ => None,
    };
    let given = match value {
        Value::Integer(integer) => Some(integer.to_string()),
        _ => None,
    };
    Fault::WrongType {
        wanted: kind(wanted),
        found: value.kind(),
        remedy,
        given: given.filter(|_| remedy.is_some()),
    }
}
