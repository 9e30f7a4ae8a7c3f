//! Judges the values of variables against the types that an operation declares for them.

use async_graphql_parser::types::{BaseType, OperationDefinition, Type};
use serde_json::{Map, Value, json};

use crate::refusal::Refusal;
use crate::schema::Schema;

/// Refuses every variable of `operation` whose value in `given`, or else whose default, does not fit its type.
pub fn variable_refusals(
    schema: &Schema,
    operation: &OperationDefinition,
    given: &Map<String, Value>,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for variable in &operation.variable_definitions {
        let name = variable.node.name.node.as_str();
        let wanted = &variable.node.var_type.node;
        let default = || {
            let default = variable.node.default_value.as_ref();
            default.and_then(|value| value.node.clone().into_json().ok())
        };
        let value = given.get(name).cloned().or_else(default);
        let value = value.unwrap_or(Value::Null);
        let Some(problem) = problem(schema, wanted, &value) else {
            continue;
        };
        let detail = (problem.key.as_ref()).map_or_else(String::new, |key| {
            format!(" for {key} ({})", problem.explanation)
        });
        let message =
            format!("Variable ${name} of type {wanted} was provided invalid value{detail}");
        let extensions = json!({
            "value": value,
            "problems": [{"path": Vec::from_iter(problem.key), "explanation": problem.explanation}],
        });
        refusals.push(Refusal::new(message, variable.pos, &[], extensions));
    }
    refusals
}

/// A reason why a value does not fit.
struct Problem {
    /// The key inside the value that is wrong, if not the value itself.
    key: Option<String>,
    explanation: String,
}

impl Problem {
    fn with_value(explanation: String) -> Self {
        Self {
            key: None,
            explanation,
        }
    }
}

fn problem(schema: &Schema, wanted: &Type, value: &Value) -> Option<Problem> {
    if value.is_null() {
        let problem = || Problem::with_value("Expected value to not be null".to_owned());
        return (!wanted.nullable).then(problem);
    }
    match (&wanted.base, value) {
        (BaseType::List(inner), Value::Array(items)) => {
            items.iter().find_map(|item| problem(schema, inner, item))
        }
        (BaseType::List(inner), _) => problem(schema, inner, value),
        (BaseType::Named(name), _) => problem_of_named(schema, name, value),
    }
}

fn problem_of_named(schema: &Schema, name: &str, value: &Value) -> Option<Problem> {
    let fits = match (name, schema.input(name), value) {
        (_, Some(input), Value::Object(entries)) => {
            let unknown = entries
                .keys()
                .find(|key| !input.fields.contains_key(*key))?;
            return Some(Problem {
                key: Some(unknown.clone()),
                explanation: format!("Field is not defined on {name}"),
            });
        }
        ("ID", ..) => value.is_string() || value.is_i64(),
        ("String", ..) => value.is_string(),
        ("Int", ..) => value.is_i64(),
        ("Float", ..) => value.is_number(),
        ("Boolean", ..) => value.is_boolean(),
        (_, input, _) => input.is_none(),
    };
    let problem = || Problem::with_value(format!("Could not coerce value {value} to {name}"));
    (!fits).then(problem)
}
