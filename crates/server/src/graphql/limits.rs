//! Holds a document to the limits of this endpoint before it is executed. Unknown fields and types are refused in the words of graphql-ruby, from which
//! clients of Decidim learn the fields that a server has; all other faults are reported by async-graphql.

use async_graphql::parser::types::{ExecutableDocument, OperationType};
use passerelle_graphql_guard::{
    Extent, Refusal, Schema, Unreadable, Wording, extent, operations, read, refusals,
};
use serde_json::{Value, json};

/// The deepest that a document may go, as in Decidim.
pub(super) const MAX_DEPTH: usize = 15;
const MAX_ALIASES: usize = 5;
/// The most selections of a document with every fragment written out.
const MAX_SELECTIONS: usize = 5000;

/// Parses `text`, or else returns an entry for the `errors` of an answer.
pub(super) fn parsed(text: &str) -> Result<ExecutableDocument, Value> {
    read(text).map_err(|unreadable| match unreadable {
        Unreadable::TooDeep => too_deep(),
        Unreadable::TooManyFragments(most) => {
            message(&format!("Query has more than {most} fragments"))
        }
        Unreadable::Operations { message, positions }
        | Unreadable::Syntax {
            message, positions, ..
        } => json!({"message": message, "locations": positions}),
    })
}

/// Returns the errors for which `document` is refused; nothing when it may be executed.
pub(super) fn errors(schema: &Schema, document: &ExecutableDocument) -> Vec<Value> {
    let operations = operations(document);
    let mut definitions = operations
        .iter()
        .map(|operation| &operation.definition.node);
    if definitions.any(|operation| operation.ty != OperationType::Query) {
        return vec![message(
            "Nothing can be changed here: only queries are answered",
        )];
    }
    let sets = operations.iter();
    let sets = sets.map(|operation| &operation.definition.node.selection_set.node);
    let Some(extent) = extent(document, sets, MAX_SELECTIONS) else {
        return vec![message(&format!(
            "Query has more than {MAX_SELECTIONS} selections when its fragments are written out"
        ))];
    };
    if let Some(excess) = excess(&extent) {
        return vec![excess];
    }
    let unknown = |refusal: &Refusal| {
        let code = refusal.code();
        matches!(code, Some("undefinedField" | "undefinedType"))
    };
    let refusals = refusals(schema, document, Wording::Newer).into_iter();
    refusals
        .filter(unknown)
        .map(|refusal| written(&refusal))
        .collect()
}

/// Returns the error for the first limit that a document of this extent exceeds.
fn excess(extent: &Extent) -> Option<Value> {
    if let Some(name) = &extent.endless_fragment {
        return Some(json!({
            "message": format!("Fragment {name} contains an infinite loop"),
            "extensions": {"code": "infiniteLoop", "fragmentName": name},
        }));
    }
    if let Some(name) = extent.recursive_fields.first() {
        return Some(json!({
            "message": format!("`{name}` nests more than 2 times in itself"),
            "extensions": {"code": "RECURSION_LIMIT_EXCEEDED_ERROR"},
        }));
    }
    if extent.depth > MAX_DEPTH {
        return Some(too_deep());
    }
    let aliases = extent.aliases.len();
    (aliases > MAX_ALIASES).then(|| {
        json!({
            "message": format!("Too many aliases used: {aliases}, at most {MAX_ALIASES} are taken"),
            "extensions": {"code": "TOO_MANY_ALIASES_ERROR"},
        })
    })
}

fn too_deep() -> Value {
    message(&format!(
        "Query has a depth that exceeds max depth of {MAX_DEPTH}"
    ))
}

fn message(text: &str) -> Value {
    json!({ "message": text })
}

/// Writes a refusal with its keys in the order of this endpoint.
fn written(refusal: &Refusal) -> Value {
    json!({
        "message": refusal.message,
        "path": refusal.path,
        "extensions": refusal.extensions,
        "locations": refusal.locations,
    })
}
