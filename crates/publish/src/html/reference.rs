//! The reference of the API as a page: the content of `/api/openapi.json`, for people. It is made of that document, so that the two never differ.

use askama::Template;
use serde_json::Value;

use crate::words::html_text;
use crate::{catalogue, openapi};

use super::frame::{Frame, Part, Place, Reader};

struct Parameter {
    name: String,
    kind: String,
    meaning: String,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    /// The parameters besides those of the filter, which are described once.
    own: Vec<Parameter>,
    /// The names of those of the filter.
    filters: String,
    answers: Vec<Answer>,
    /// The link to an answer that a browser can show.
    example: Option<String>,
}

struct Answer {
    status: String,
    meaning: String,
    media_types: String,
    schema: Option<String>,
}

struct Schema {
    name: String,
    meaning: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    schema: Option<String>,
    meaning: String,
}

#[derive(Template)]
#[template(path = "reference.html")]
struct ReferencePage<'a> {
    frame: Frame<'a>,
    parameters: Vec<Parameter>,
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
}

/// Writes the page.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn reference(reader: &Reader<'_>) -> Result<Vec<u8>, askama::Error> {
    let place = Place {
        root: "../",
        ..Place::plain(Part::Elsewhere, "api/docs")
    };
    let document = match reader.site.files() {
        Some(name) => catalogue::document(reader.site, name),
        None => openapi::document(),
    };
    let document: Value = serde_json::from_str(&document).unwrap_or_default();
    let parameters = filters(&document);
    let frame = Frame::new(reader, &place);
    let page = ReferencePage {
        operations: operations(&document, &parameters, &frame),
        frame,
        schemas: schemas(&document),
        parameters,
    };
    page.render().map(String::into_bytes)
}

fn text(value: &Value, key: &str) -> String {
    value
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// Writes a text of the document as HTML: text between grave accents is code.
fn prose(value: &Value, key: &str) -> String {
    let text = text(value, key);
    let parts = text.split('`').enumerate();
    parts.fold(String::new(), |html, (at, part)| {
        let part = html_text(part);
        let is_code = at % 2 == 1;
        html + &if is_code {
            format!("<code>{part}</code>")
        } else {
            part
        }
    })
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn fields<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Returns the parameters of the filter: those of the lists of consultations and of meetings.
fn filters(document: &Value) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for path in ["/api/v1/consultations", "/api/v1/meetings"] {
        let operation = document.pointer(&format!("/paths/{}/get", path.replace('/', "~1")));
        for parameter in operation.into_iter().flat_map(|it| list(it, "parameters")) {
            let described = described(parameter);
            if !found.iter().any(|known| known.name == described.name) {
                found.push(described);
            }
        }
    }
    found
}

fn described(parameter: &Value) -> Parameter {
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    Parameter {
        name: text(parameter, "name"),
        kind: kind(schema).0,
        meaning: prose(parameter, "description"),
    }
}

fn operations(document: &Value, filters: &[Parameter], frame: &Frame<'_>) -> Vec<Operation> {
    let paths = fields(document, "paths");
    let operations = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    operations
        .map(|(path, method, operation)| {
            let all = list(operation, "parameters").map(described);
            let (known, own): (Vec<Parameter>, Vec<Parameter>) =
                all.partition(|it| filters.iter().any(|filter| filter.name == it.name));
            let names: Vec<String> = known.into_iter().map(|it| it.name).collect();
            let needs_more =
                |parameter: &Value| parameter.get("required") == Some(&Value::Bool(true));
            let is_example = method == "get" && !list(operation, "parameters").any(needs_more);
            Operation {
                id: text(operation, "operationId"),
                method: method.to_uppercase(),
                summary: prose(operation, "summary"),
                own,
                filters: names.join(", "),
                answers: answers(operation),
                example: is_example.then(|| frame.links.described(path)),
                path: path.clone(),
            }
        })
        .collect()
}

fn answers(operation: &Value) -> Vec<Answer> {
    let answers = fields(operation, "responses").map(|(status, answer)| {
        let content: Vec<(&String, &Value)> = fields(answer, "content").collect();
        let schema = content
            .iter()
            .find_map(|(_, media)| kind(media.get("schema")?).1);
        let media_types: Vec<&str> = content.iter().map(|(name, _)| name.as_str()).collect();
        Answer {
            status: status.clone(),
            meaning: prose(answer, "description"),
            media_types: media_types.join(", "),
            schema,
        }
    });
    answers.collect()
}

fn schemas(document: &Value) -> Vec<Schema> {
    let Some(components) = document.get("components") else {
        return Vec::new();
    };
    let schemas = fields(components, "schemas").map(|(name, schema)| Schema {
        name: name.clone(),
        meaning: prose(schema, "description"),
        fields: properties(schema),
    });
    schemas.collect()
}

/// Lists the fields of an object, and of all of its parts if it is composed of several; a field of several parts is listed once.
fn properties(schema: &Value) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for field in all_properties(schema) {
        match fields.iter_mut().find(|known| known.name == field.name) {
            None => fields.push(field),
            Some(known) if known.kind == field.kind => {}
            Some(known) => known.kind = format!("{} | {}", known.kind, field.kind),
        }
    }
    fields
}

fn all_properties(schema: &Value) -> Vec<Field> {
    let parts = ["allOf", "oneOf", "anyOf"];
    let parts = parts.into_iter().flat_map(|key| list(schema, key));
    let own = fields(schema, "properties").map(|(name, property)| {
        let (kind, schema) = kind(property);
        Field {
            name: name.clone(),
            kind,
            schema,
            meaning: prose(property, "description"),
        }
    });
    own.chain(parts.flat_map(all_properties)).collect()
}

/// Returns the kind of value that a schema describes, in a word, and the name of the schema that it refers to.
fn kind(schema: &Value) -> (String, Option<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
        return (name.clone(), Some(name));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        return (values.join(" | "), None);
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        let parts: Vec<(String, Option<String>)> = list(schema, key).map(kind).collect();
        if !parts.is_empty() {
            let words: Vec<&str> = parts.iter().map(|(word, _)| word.as_str()).collect();
            let named = parts.iter().find_map(|(_, name)| name.clone());
            return (words.join(" | "), named);
        }
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if types.contains(&"array") {
        let (word, name) = schema.get("items").map(kind).unwrap_or_default();
        return (format!("[{word}]"), name);
    }
    (types.join(" | "), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_grave_accents_is_code() {
        let operation = serde_json::json!({"summary": "Ends where `next < 1` & `more` are"});
        assert_eq!(
            prose(&operation, "summary"),
            "Ends where <code>next &lt; 1</code> &amp; <code>more</code> are"
        );
    }
}
