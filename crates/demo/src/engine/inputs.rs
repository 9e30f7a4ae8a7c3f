//! The values that a request brings: variables checked against their declaration, and the arguments of one field.

use graphql_parser::query::{Field, OperationDefinition, Type, Value as Literal};
use serde_json::{Map, Value, json};

use super::operation::variables;
use super::refusal::location;

use crate::schema::{Schema, bottom};

/// The variables of an operation with their defaults, or every fault in what was given.
pub(super) fn coerced(
    schema: &Schema,
    operation: &OperationDefinition<'static, String>,
    given: &Map<String, Value>,
) -> Result<Map<String, Value>, Vec<Value>> {
    let mut coerced = Map::new();
    let mut faults = Vec::new();
    for declared in variables(operation) {
        let name = &declared.name;
        let value = match (given.get(name), &declared.default_value) {
            (Some(value), _) => value.clone(),
            (None, Some(default)) => plain(default, &Map::new()),
            (None, None) => Value::Null,
        };
        if let Some((path, explanation)) = problem(schema, &declared.var_type, &value) {
            let detail = path
                .as_ref()
                .map_or_else(String::new, |key| format!(" for {key} ({explanation})"));
            faults.push(json!({
                "message": format!("Variable ${name} of type {} was provided invalid value{detail}", declared.var_type),
                "locations": location(declared.position),
                "extensions": {
                    "value": value,
                    "problems": [{"path": Vec::from_iter(path), "explanation": explanation}],
                },
            }));
        }
        if given.contains_key(name) || declared.default_value.is_some() {
            coerced.insert(name.clone(), value);
        }
    }
    if faults.is_empty() {
        Ok(coerced)
    } else {
        Err(faults)
    }
}

/// What is wrong with `value` for a variable of type `wanted`: the key inside it, if any, and why.
fn problem(
    schema: &Schema,
    wanted: &Type<'static, String>,
    value: &Value,
) -> Option<(Option<String>, String)> {
    if value.is_null() {
        let refused = matches!(wanted, Type::NonNullType(_));
        return refused.then(|| (None, "Expected value to not be null".to_owned()));
    }
    match (wanted, value) {
        (Type::ListType(inner), Value::Array(items)) => {
            items.iter().find_map(|item| problem(schema, inner, item))
        }
        (Type::NonNullType(inner) | Type::ListType(inner), _) => problem(schema, inner, value),
        (Type::NamedType(name), Value::Object(entries)) if schema.input(name).is_some() => {
            let fields = schema.input(name)?;
            let unknown = entries.keys().find(|key| !fields.contains_key(*key))?;
            Some((
                Some(unknown.clone()),
                format!("Field is not defined on {name}"),
            ))
        }
        (Type::NamedType(name), _) => {
            let fits = match name.as_str() {
                "ID" => value.is_string() || value.is_i64(),
                "String" => value.is_string(),
                "Int" => value.is_i64(),
                "Float" => value.is_number(),
                "Boolean" => value.is_boolean(),
                _ => schema.input(bottom(wanted)).is_none(),
            };
            (!fits).then(|| (None, format!("Could not coerce value {value} to {name}")))
        }
    }
}

/// The arguments of a field as plain values; a variable that was not given is left out.
pub(super) fn arguments(
    field: &Field<'static, String>,
    variables: &Map<String, Value>,
) -> Map<String, Value> {
    let given = field.arguments.iter().filter(|(_, value)| match value {
        Literal::Variable(name) => variables.contains_key(name),
        _ => true,
    });
    given
        .map(|(name, value)| (name.clone(), plain(value, variables)))
        .collect()
}

/// Whether the directives of a selection leave it in (`@include`, `@skip`).
pub(super) fn kept(
    directives: &[graphql_parser::query::Directive<'static, String>],
    variables: &Map<String, Value>,
) -> bool {
    directives.iter().all(|directive| {
        let condition = directive
            .arguments
            .iter()
            .find(|(name, _)| name == "if")
            .is_some_and(|(_, value)| plain(value, variables) == Value::Bool(true));
        match directive.name.as_str() {
            "skip" => !condition,
            "include" => condition,
            _ => true,
        }
    })
}

fn plain(literal: &Literal<'static, String>, variables: &Map<String, Value>) -> Value {
    match literal {
        Literal::Variable(name) => variables.get(name).cloned().unwrap_or(Value::Null),
        Literal::Int(number) => json!(number.as_i64()),
        Literal::Float(number) => json!(number),
        Literal::String(text) | Literal::Enum(text) => json!(text),
        Literal::Boolean(truth) => json!(truth),
        Literal::Null => Value::Null,
        Literal::List(items) => items.iter().map(|item| plain(item, variables)).collect(),
        Literal::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), plain(value, variables)));
            Value::Object(entries.collect())
        }
    }
}
