//! The entry of `errors` that refuses a document, in the shape of graphql-ruby.

use async_graphql_parser::Pos;
use serde::Serialize;
use serde_json::{Map, Value};

/// A reason to refuse a document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refusal {
    /// The sentence that people read.
    pub message: String,
    /// The places in the document that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Pos>,
    /// The names from the operation or fragment down to the refused thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// The code and its parameters, for programs.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
}

impl Refusal {
    /// The code for programs, if this refusal has one.
    pub fn code(&self) -> Option<&str> {
        self.extensions.get("code").and_then(Value::as_str)
    }

    pub(crate) fn new(message: String, position: Pos, path: &[String], extensions: Value) -> Self {
        let extensions = match extensions {
            Value::Object(extensions) => extensions,
            _ => Map::new(),
        };
        Self {
            message,
            locations: vec![position],
            path: path.to_vec(),
            extensions,
        }
    }
}
