//! Answers of the platform's GraphQL server: data, errors, or both. Errors are classified by their messages, which are not kept: they may quote what the
//! host stores.

use serde_json::{Map, Value};

use crate::graphql::Envelope;

/// The most errors that are looked at in one answer.
const MOST_ERRORS: usize = 500;

/// An answer with its errors classified.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct GraphqlAnswer {
    /// The data that came; `None` if the document was refused or failed as a whole.
    pub(super) data: Option<Map<String, Value>>,
    /// The errors, classified.
    pub(super) errors: Vec<Complaint>,
}

/// The kind of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Complaint {
    /// The type has no such field: the document was not executed.
    UnknownField { type_name: String, field: String },
    /// Something failed while the document was executed.
    Failed,
    /// Anything else: the document was not executed.
    Refused,
}

impl GraphqlAnswer {
    /// Returns whether the server does not know one of these fields of the root type.
    pub(super) fn lacks_root_field(&self, fields: &[&str]) -> bool {
        self.errors.iter().any(|complaint| {
            matches!(complaint, Complaint::UnknownField { type_name, field }
                if type_name.ends_with("Query") && fields.contains(&field.as_str()))
        })
    }
}

impl From<Envelope> for GraphqlAnswer {
    fn from(Envelope { data, errors }: Envelope) -> Self {
        let errors = errors.iter().take(MOST_ERRORS).map(complaint).collect();
        Self { data, errors }
    }
}

fn complaint(error: &Value) -> Complaint {
    let message = error
        .get("message")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let unknown = ["Cannot query field", "Unknown field", "Field "]
        .iter()
        .any(|start| message.starts_with(start));
    if unknown && let Some((type_name, field)) = unknown_field(message) {
        return Complaint::UnknownField { type_name, field };
    }
    let is_executed = error
        .get("path")
        .and_then(Value::as_array)
        .is_some_and(|path| !path.is_empty());
    if is_executed {
        Complaint::Failed
    } else {
        Complaint::Refused
    }
}

/// Parses a message such as `Cannot query field "x" on type "Y".`, in any quotation marks, into type and field.
fn unknown_field(message: &str) -> Option<(String, String)> {
    let (field, rest) = quoted(message)?;
    let (_, after) = rest.split_once("on type ")?;
    let (type_name, _) = quoted(after)?;
    Some((type_name.to_owned(), field.to_owned()))
}

/// Splits a text into the part between the first quotation mark and the next of its kind, and the rest.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['"', '\'', '`'])?;
    let mark = text.get(at..)?.chars().next()?;
    text.get(at + mark.len_utf8()..)?.split_once(mark)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> GraphqlAnswer {
        Envelope::read(value).expect("an answer").into()
    }

    #[test]
    fn an_unknown_field_is_named_in_the_words_of_any_engine() {
        for message in [
            "Cannot query field \"projects\" on type \"Query\".",
            "Cannot query field \"projects\" on type \"Query\". Did you mean \"node\"?",
            "Field 'projects' doesn't exist on type 'Query'",
        ] {
            let answer = read(json!({"errors": [{"message": message}]}));
            assert!(answer.lacks_root_field(&["projects"]), "{message}");
            assert!(!answer.lacks_root_field(&["events"]), "{message}");
        }
    }

    #[test]
    fn a_failure_while_running_is_told_from_a_refusal() {
        let answer = read(json!({"data": null, "errors": [
            {"message": "Internal server Error", "path": ["projects"]},
            {"message": "Field \"projects\" of type \"ProjectConnection!\" must have a selection of subfields."},
            {"message": "This locale is not enabled."},
        ]}));
        assert_eq!(
            answer.errors,
            [Complaint::Failed, Complaint::Refused, Complaint::Refused]
        );
    }

    proptest! {
        #[test]
        fn no_message_is_a_panic(message in ".*") {
            let start = format!("Cannot query field {message}");
            for message in [message, start] {
                let _ = complaint(&json!({"message": message}));
            }
        }
    }
}
