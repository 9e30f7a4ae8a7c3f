//! A GraphQL server in the manner of Decidim's: the guard refuses in graphql-ruby's words and measures the document against the limits of the release, async-graphql
//! executes the rest, and the values come from a [`World`]. It knows nothing of HTTP, nor of the origin of the world.

mod connection;
mod executable;
mod limits;
mod page;
mod resolve;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{Response, Variables, dynamic};
use passerelle_graphql_guard::{self as guard, Operation, Unreadable};
use serde_json::{Map, Value, json};

use self::limits::Limits;
use super::schema::{Edition, Release, Schema, SchemaError};
use super::world::World;

/// The body of a GraphQL request.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// The document.
    pub(super) query: Option<String>,
    /// The values of its variables.
    pub(super) variables: Map<String, Value>,
    /// The name of the operation to execute.
    pub(super) operation: Option<String>,
}

/// The beginning of the address of every image, before the image's name.
#[derive(Debug, Clone, Default)]
pub(super) struct ImageBase(pub(super) String);

/// The server of one version with its content.
#[derive(Debug)]
pub(super) struct Engine {
    declared: guard::Schema,
    executable: dynamic::Schema,
    limits: Limits,
    /// `true` if errors come before the data in an answer, as from 0.30 on.
    errors_first: bool,
}

impl Engine {
    /// Creates the server of `edition`, which answers from `world`.
    pub(super) fn new(edition: Edition<'_>, world: Arc<World>) -> Result<Self, SchemaError> {
        let limits = Limits::of(edition.release);
        let errors_first = edition.release >= Release::zero(30);
        Self::of(&Schema::derive(edition)?, limits, errors_first, world)
    }

    /// Creates a server of another software with the schema `text`, which restricts nothing but the depth.
    pub(super) fn of_other_software(text: &str, world: Arc<World>) -> Result<Self, SchemaError> {
        Self::of(&Schema::read(text)?, Limits::none(), false, world)
    }

    fn of(
        schema: &Schema,
        limits: Limits,
        errors_first: bool,
        world: Arc<World>,
    ) -> Result<Self, SchemaError> {
        Ok(Self {
            declared: guard::Schema::of(schema.types()),
            executable: executable::build(schema.types(), world)?,
            limits,
            errors_first,
        })
    }

    /// Answers `request`. There is always an answer: faults are in its `errors`.
    pub(super) async fn answer(&self, request: &Request, images: ImageBase) -> Value {
        let Some(text) = request.query.as_deref() else {
            return refused(&[message("No query string was present")]);
        };
        let document = match guard::read(text) {
            Ok(document) => document,
            Err(error) => return refused(&[unreadable(&error)]),
        };
        if let Err(errors) = self.check(&document, request) {
            return refused(&errors);
        }
        let variables = Value::Object(request.variables.clone());
        let mut executed = async_graphql::Request::new(text)
            .variables(Variables::from_json(variables))
            .data(images);
        executed.operation_name.clone_from(&request.operation);
        executed.set_parsed_query(document);
        self.written(self.executable.execute(executed).await)
    }

    /// Checks a document for everything that is refused before it is executed.
    fn check(&self, document: &ExecutableDocument, request: &Request) -> Result<(), Vec<Value>> {
        let operation = chosen(document, request.operation.as_deref()).map_err(|e| vec![e])?;
        passed(guard::refusals(
            &self.declared,
            document,
            self.limits.wording(),
        ))?;
        if operation.ty != OperationType::Query {
            return Err(vec![message("Schema is not configured for mutations")]);
        }
        let excesses = self
            .limits
            .excesses(document, operation, &request.variables);
        if !excesses.is_empty() {
            return Err(excesses);
        }
        let variables = &request.variables;
        passed(guard::variable_refusals(
            &self.declared,
            operation,
            variables,
        ))
    }

    fn written(&self, response: Response) -> Value {
        let data = response.data.into_json().unwrap_or_default();
        if response.errors.is_empty() {
            json!({"data": data})
        } else if self.errors_first {
            json!({"errors": response.errors, "data": data})
        } else {
            json!({"data": data, "errors": response.errors})
        }
    }
}

/// Returns the operation to execute: the only one, or the one named `wanted`.
fn chosen<'d>(
    document: &'d ExecutableDocument,
    wanted: Option<&str>,
) -> Result<&'d OperationDefinition, Value> {
    let operations = guard::operations(document);
    let operation = match (wanted, operations.as_slice()) {
        (None, [only]) => Ok(*only),
        (None, _) => Err(message("An operation name is required")),
        (Some(wanted), all) => (all.iter().copied())
            .find(|operation: &Operation<'_>| {
                operation.name == Some(wanted)
                    && operation.definition.node.ty == OperationType::Query
            })
            .ok_or_else(|| message(&format!("No operation named \"{wanted}\""))),
    }?;
    Ok(&operation.definition.node)
}

fn passed(refusals: Vec<guard::Refusal>) -> Result<(), Vec<Value>> {
    if refusals.is_empty() {
        return Ok(());
    }
    Err(refusals.into_iter().map(|refusal| json!(refusal)).collect())
}

fn refused(errors: &[Value]) -> Value {
    json!({"errors": errors})
}

/// Makes an error that consists of a sentence.
fn message(text: &str) -> Value {
    json!({"message": text})
}

/// Makes the error for a text that is no document. The words after the colon are the parser's own: graphql-ruby's differ from version to version, and have no code
/// in any of them.
fn unreadable(error: &Unreadable) -> Value {
    match error {
        Unreadable::TooDeep | Unreadable::TooManyFragments(_) => message("Query is too large"),
        Unreadable::Operations { .. } => message("An operation name is required"),
        Unreadable::Syntax { at_end: true, .. } => {
            json!({"message": "Unexpected end of document", "locations": []})
        }
        Unreadable::Syntax { message, .. } => {
            let expected = message.rsplit("= ").next().unwrap_or_default();
            json!({"message": format!("Parse error: {expected}"), "locations": []})
        }
    }
}
