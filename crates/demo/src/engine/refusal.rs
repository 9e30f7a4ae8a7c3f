//! The entries of `errors`, in the words and shapes of graphql-ruby.

use graphql_parser::Pos;
use serde_json::{Value, json};

/// Where a refused thing stands in the document.
pub(super) fn location(position: Pos) -> Value {
    json!([{"line": position.line, "column": position.column}])
}

/// A refusal of a document, with what programs read in `extensions`.
pub(super) fn refusal(message: &str, position: Pos, path: &[String], extensions: &Value) -> Value {
    json!({"message": message, "locations": location(position), "path": path, "extensions": extensions})
}

/// A failure without place: depth, complexity, null in a field that may not be null.
pub(super) fn bare(message: &str) -> Value {
    json!({"message": message})
}

/// A failure with a code and without place.
pub(super) fn coded(message: &str, code: &str) -> Value {
    json!({"message": message, "extensions": {"code": code}})
}

/// A failure of one field while it was resolved.
pub(super) fn failed(message: &str, position: Pos, path: &[Value]) -> Value {
    json!({"message": message, "locations": location(position), "path": path})
}
