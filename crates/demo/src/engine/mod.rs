//! A small GraphQL server in the manner of graphql-ruby: it parses, refuses what the version does not declare in the words that Decidim's
//! servers use, holds their limits and resolves the rest from a [`World`]. Knows nothing of HTTP, nor of where the world came from.

mod connection;
mod execute;
mod inputs;
mod limits;
mod operation;
mod page;
mod refusal;
mod uses;
mod validate;

#[cfg(test)]
mod tests;

use graphql_parser::query::{Definition, Document, OperationDefinition};
use serde_json::{Map, Value, json};

pub(super) use execute::Images;

use self::execute::Execution;
use self::limits::{Fragments, Limits};
use self::refusal::bare;
use super::schema::{Edition, Release, Schema, SchemaError};
use super::world::World;

/// A GraphQL request as it was posted.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// The document.
    pub(super) query: Option<String>,
    /// The values of its variables.
    pub(super) variables: Map<String, Value>,
    /// Which of its operations is meant.
    pub(super) operation: Option<String>,
}

/// One version's server, without its data.
#[derive(Debug)]
pub(super) struct Engine {
    schema: Schema,
    release: Release,
    limits: Limits,
}

impl Engine {
    /// The server of `edition`.
    pub(super) fn new(edition: Edition<'_>) -> Result<Self, SchemaError> {
        Ok(Self {
            schema: Schema::derive(edition)?,
            release: edition.release,
            limits: Limits::of(edition.release),
        })
    }

    /// A server of another software, with the schema `text` and without limits.
    pub(super) fn without_limits(text: &str) -> Result<Self, SchemaError> {
        let release = Release::zero(29);
        let edition = Edition {
            release,
            build: None,
            absent: &[],
        };
        Ok(Self {
            schema: Schema::read(&[text], edition)?,
            release,
            limits: Limits::none(),
        })
    }

    /// The answer to `request`: always an answer, never a failure; what is wrong stands in `errors`.
    pub(super) fn answer(&self, request: &Request, world: &World, images: &Images<'_>) -> Value {
        let Some(text) = request.query.as_deref() else {
            return json!({"errors": [bare("No query string was present")]});
        };
        let document = match graphql_parser::parse_query::<String>(text) {
            Ok(document) => document.into_static(),
            Err(error) => return json!({"errors": [syntax(&error.to_string())]}),
        };
        match self.run(&document, request, world, images) {
            Ok((data, errors)) if errors.is_empty() => json!({"data": data}),
            Ok((data, errors)) if self.release >= Release::zero(30) => {
                json!({"errors": errors, "data": data})
            }
            Ok((data, errors)) => json!({"data": data, "errors": errors}),
            Err(errors) => json!({"errors": errors}),
        }
    }

    fn run(
        &self,
        document: &Document<'static, String>,
        request: &Request,
        world: &World,
        images: &Images<'_>,
    ) -> Result<(Value, Vec<Value>), Vec<Value>> {
        let meant = chosen(document, request.operation.as_deref()).map_err(|e| vec![e])?;
        let faults = validate::faults(&self.schema, self.release, document);
        if !faults.is_empty() {
            return Err(faults);
        }
        let Some(set) = operation::selections(meant) else {
            return Err(vec![bare("Schema is not configured for mutations")]);
        };
        let fragments = fragments(document);
        let excesses = limits::excesses(self.limits, set, &fragments, &request.variables);
        if !excesses.is_empty() {
            return Err(excesses);
        }
        let variables = inputs::coerced(&self.schema, meant, &request.variables)?;
        let mut execution = Execution::new(&self.schema, &fragments, &variables, world, images);
        let data = execution.root(set);
        Ok((data, execution.errors))
    }
}

fn fragments<'d>(document: &'d Document<'static, String>) -> Fragments<'d> {
    let fragments = document
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
            Definition::Operation(_) => None,
        });
    fragments.collect()
}

/// The operation that is meant.
fn chosen<'d>(
    document: &'d Document<'static, String>,
    wanted: Option<&str>,
) -> Result<&'d OperationDefinition<'static, String>, Value> {
    let operations: Vec<_> = document
        .definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::Operation(operation) => Some(operation),
            Definition::Fragment(_) => None,
        })
        .collect();
    match (wanted, operations.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(bare("An operation name is required")),
        (Some(wanted), all) => all
            .iter()
            .find(|operation| match operation {
                OperationDefinition::Query(query) => query.name.as_deref() == Some(wanted),
                _ => false,
            })
            .copied()
            .ok_or_else(|| bare(&format!("No operation named \"{wanted}\""))),
    }
}

/// What is said of a text that is no document. The words are the parser's own: graphql-ruby's differ from version to version, and have
/// no code in any of them.
fn syntax(said: &str) -> Value {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if said.contains("end of input") {
        return json!({"message": "Unexpected end of document", "locations": []});
    }
    json!({"message": format!("Parse error: {said}"), "locations": []})
}
