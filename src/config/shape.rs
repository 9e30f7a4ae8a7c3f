//! Checks what is written against the JSON Schema: unknown keys, wrong types, words that are not on their list, numbers out of bounds, missing
//! keys. What passes is handed on as JSON; what does not is reported once and left out.

use serde_json::{Map, Value as Json};

use super::findings::Findings;
use super::problem::Problem;
use super::tree::{Node, Value};
use crate::model::{Level, Modality, fold};

/// The value of `node` as far as it is what `schema` asks for; `None` when it is not. `key` is its path.
pub(super) fn check(
    node: &Node,
    schema: &Json,
    key: &str,
    findings: &mut Findings,
) -> Option<Json> {
    findings.place(key, &node.place);
    match (&node.value, word(schema, "type")) {
        (Value::Table(entries), "object") => Some(table(node, entries, schema, key, findings)),
        (Value::List(items), "array") => list(items, schema, key, findings),
        (Value::Text(text), "string") => self::text(text, schema, key, findings),
        (Value::Integer(integer), "integer") => self::integer(*integer, schema, key, findings),
        (Value::Boolean(boolean), "boolean") => Some(Json::Bool(*boolean)),
        (value, wanted) => {
            let advice = right_type(value, wanted, schema);
            let wanted = in_words(wanted);
            findings.report(
                key,
                format!("expected {wanted}, not {}", value.kind()),
                advice,
            );
            None
        }
    }
}

/// The names that `schema` knows inside a table.
pub(super) fn keys(schema: &Json) -> impl Iterator<Item = &str> {
    let properties = schema.get("properties").and_then(Json::as_object);
    properties
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
}

/// The one of `known` that was most probably meant.
pub(super) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    known
        .map(|word| {
            (
                strsim::damerau_levenshtein(&given, &word.to_lowercase()),
                word,
            )
        })
        .filter(|(distance, word)| {
            let longest = word.len().max(given.len());
            *distance < longest && *distance <= 1 + longest / 4
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The path of `name` inside `key`.
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
    schema: &Json,
    key: &str,
    findings: &mut Findings,
) -> Json {
    let mut checked = Map::new();
    for (name, entry) in entries {
        let path = inside(key, name);
        match schema.get("properties").and_then(|known| known.get(name)) {
            Some(property) => {
                if let Some(value) = check(entry, property, &path, findings) {
                    checked.insert(name.clone(), value);
                }
            }
            None => findings.add(Problem {
                place: entry.place.clone(),
                key: shortened(&path),
                problem: "unknown key".to_owned(),
                advice: Some(instead(name, schema)),
            }),
        }
    }
    let required = schema.get("required").and_then(Json::as_array);
    for name in required.into_iter().flatten().filter_map(Json::as_str) {
        if findings.is_readable() && !entries.iter().any(|(given, _)| given == name) {
            findings.add(Problem {
                place: node.place.clone(),
                key: inside(key, name),
                problem: "missing".to_owned(),
                advice: schema
                    .pointer(&format!("/properties/{name}/description"))
                    .and_then(Json::as_str)
                    .map(str::to_owned),
            });
        }
    }
    Json::Object(checked)
}

/// What to write in the place of an unknown key.
fn instead(name: &str, schema: &Json) -> String {
    nearest(name, keys(schema)).map_or_else(
        || {
            format!(
                "known here: {}",
                keys(schema).collect::<Vec<_>>().join(", ")
            )
        },
        |near| format!("did you mean `{near}`?"),
    )
}

fn list(items: &[Node], schema: &Json, key: &str, findings: &mut Findings) -> Option<Json> {
    let least = schema.get("minItems").and_then(Json::as_u64).unwrap_or(0);
    if u64::try_from(items.len()).is_ok_and(|count| count < least) {
        findings.report(key, "an empty list, where at least one is needed", None);
        return None;
    }
    let of = schema.get("items").unwrap_or(&Json::Null);
    let checked = items
        .iter()
        .enumerate()
        .map(|(at, item)| check(item, of, &format!("{key}[{at}]"), findings))
        .collect::<Vec<_>>();
    if word(of, "type") == "object" {
        // What is no table keeps its place as an empty one, so that the tables after it keep their number.
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
        findings.report(key, "an empty text, where one is needed", None);
        return None;
    }
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        let mut words = words.iter().filter_map(Json::as_str);
        if !words.clone().any(|word| word == text) {
            let named = words.clone().map(in_french).collect::<Vec<_>>();
            let expected = named.join(", ");
            let given = shortened(text);
            let meant = words
                .clone()
                .find(|word| label(word).is_some_and(|label| fold(label) == fold(&given)));
            let near = meant.or_else(|| nearest(&given, &mut words));
            let advice = near.map(|near| format!("did you mean \"{near}\"?"));
            findings.report(key, format!("`{given}` is none of {expected}"), advice);
            return None;
        }
    }
    Some(Json::String(text.to_owned()))
}

/// A word of a closed list, with what it is called in French where it is a term of participation.
fn in_french(word: &str) -> String {
    label(word).map_or_else(|| word.to_owned(), |label| format!("{word} ({label})"))
}

fn label(word: &str) -> Option<&'static str> {
    let level = word.parse().ok().map(|level: Level| level.label("fr"));
    level.or_else(|| {
        word.parse()
            .ok()
            .map(|modality: Modality| modality.label("fr"))
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
    findings.report(
        key,
        format!("{integer} is out of bounds: {least} to {most}"),
        None,
    );
    None
}

fn in_words(kind: &str) -> &'static str {
    match kind {
        "object" => "a table",
        "array" => "a list",
        "string" => "a text",
        "integer" => "an integer",
        _ => "true or false",
    }
}

/// How to write a value of another type as what is wanted.
fn right_type(value: &Value, wanted: &str, schema: &Json) -> Option<String> {
    let advice = match (value, wanted) {
        (Value::Integer(integer), "string") if schema.get("pattern").is_some() => {
            return Some(format!("write it in quotes with its unit: \"{integer}s\""));
        }
        (Value::Integer(integer), "string") => {
            return Some(format!("write it in quotes: \"{integer}\""));
        }
        (Value::Number | Value::Boolean(_) | Value::Moment, "string") => "write it in quotes",
        (Value::Text(_), "array") => "write it in brackets: [\"…\"]",
        (Value::Text(_), "integer" | "boolean") => "write it without quotes",
        (Value::Table(_), "array") => "write its header in double brackets: [[…]]",
        _ => return None,
    };
    Some(advice.to_owned())
}

/// As much of a text as a message needs.
pub(super) fn shortened(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}
