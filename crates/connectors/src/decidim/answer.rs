//! Answers of a GraphQL server: data, errors, or both. An error alone does not fail an answer: the data beside it is used.

use serde_json::{Map, Value};

use super::schema::UNION;
use crate::graphql::{Envelope, printable_name};

/// The most errors that are read in one answer; a page of meetings brings one for each meeting without coordinates.
const MOST_ERRORS: usize = 2_000;

/// The longest text of an error that is kept, in characters.
const LONGEST_TEXT: usize = 400;

/// An answer in the form that GraphQL prescribes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct GraphqlAnswer {
    /// The data; `None` if the document was refused.
    pub(super) data: Option<Map<String, Value>>,
    /// The errors that the host reported.
    pub(super) errors: Vec<GraphqlError>,
    /// The fields that were left out when the document was sent again because the host had failed over them, as type and field.
    pub(super) left_out: Vec<(String, String)>,
}

/// One entry of `errors`. It is never stored or shown: its message may quote what the host holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct GraphqlError {
    message: String,
    path: Vec<Value>,
    code: Option<String>,
    type_name: Option<String>,
    field: Option<String>,
}

/// The kind of an error, and what it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Complaint {
    /// The type has no such field.
    UndefinedField { type_name: String, field: String },
    /// No type has this name.
    UndefinedType { type_name: String },
    /// The field was asked with selections and takes none, or the other way around.
    SelectionMismatch { type_name: String, field: String },
    /// The field must not be null, and is.
    NullForbidden { type_name: String, field: String },
    /// The document is too deep, too costly, nests a name too often or has too many aliases.
    Limit,
    /// The cost of the document, which depends on the sizes of its pages, is too high.
    Complexity,
    /// The object or field is closed to the public.
    Unauthorized,
    /// Anything else.
    Other,
}

impl Complaint {
    /// Returns the type or field that the server does not know, in a form that may be shown; `None` for other complaints.
    pub(super) fn unknown_name(&self) -> Option<String> {
        match self {
            Self::UndefinedField { type_name, field }
            | Self::SelectionMismatch { type_name, field } => Some(format!(
                "{}.{}",
                printable_name(type_name),
                printable_name(field)
            )),
            Self::UndefinedType { type_name } => Some(printable_name(type_name)),
            _ => None,
        }
    }
}

impl GraphqlAnswer {
    /// Parses an answer; `None` if `value` is no answer of a GraphQL server.
    #[cfg(test)]
    pub(super) fn read(value: Value) -> Option<Self> {
        Envelope::read(value).map(Self::from)
    }
}

impl From<Envelope> for GraphqlAnswer {
    fn from(Envelope { data, errors }: Envelope) -> Self {
        let errors = errors
            .iter()
            .take(MOST_ERRORS)
            .map(GraphqlError::read)
            .collect();
        Self {
            data,
            errors,
            left_out: Vec::new(),
        }
    }
}

impl GraphqlError {
    fn read(value: &Value) -> Self {
        let text = |value: Option<&Value>| {
            value
                .and_then(Value::as_str)
                .map(|text| text.chars().take(LONGEST_TEXT).collect())
        };
        let extensions = value.get("extensions");
        let extension = |name: &str| text(extensions.and_then(|extensions| extensions.get(name)));
        Self {
            message: text(value.get("message")).unwrap_or_default(),
            path: value
                .get("path")
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default(),
            code: extension("code"),
            type_name: extension("typeName"),
            field: extension("fieldName"),
        }
    }

    /// Classifies the error: by its code, or, if the code is missing or does not decide, by its message.
    pub(super) fn complaint(&self) -> Complaint {
        self.complaint_by_code()
            .unwrap_or_else(|| self.complaint_by_message())
    }

    fn complaint_by_code(&self) -> Option<Complaint> {
        match self.code.as_deref()? {
            "undefinedField" => Some(Complaint::UndefinedField {
                type_name: self.type_name.clone()?,
                field: self.field.clone()?,
            }),
            "undefinedType" => Some(Complaint::UndefinedType {
                type_name: self.type_name.clone()?,
            }),
            "selectionMismatch" => {
                let (type_name, field) = self.declared_field()?;
                Some(Complaint::SelectionMismatch { type_name, field })
            }
            "TOO_MANY_ALIASES_ERROR"
            | "RECURSION_LIMIT_EXCEEDED_ERROR"
            | "INTROSPECTION_DISABLED_ERROR" => Some(Complaint::Limit),
            "UNAUTHORIZED_OBJECT_ERROR"
            | "UNAUTHORIZED_FIELD_ERROR"
            | "PERMISSION_NOT_SET_ERROR" => Some(Complaint::Unauthorized),
            _ => None,
        }
    }

    /// Classifies the error by the messages of the GraphQL engines that hosts run.
    fn complaint_by_message(&self) -> Complaint {
        let begins = |start: &str| self.message.starts_with(start);
        if let Some(complaint) = self.forbidden_null() {
            return complaint;
        }
        if begins("Query has complexity") || begins("Query is too complex") {
            return Complaint::Complexity;
        }
        if begins("Query has depth")
            || begins("Query is nested too deep")
            || begins("Too many aliases")
        {
            return Complaint::Limit;
        }
        let quoted: Vec<&str> = self
            .message
            .split(['\'', '"', '`'])
            .skip(1)
            .step_by(2)
            .collect();
        match quoted.as_slice() {
            _ if begins("Field '") && self.message.contains("' doesn't exist on type '") => {
                self.field_that_does_not_exist()
            }
            [field, type_name, ..] if begins("Cannot query field") || begins("Unknown field") => {
                let (type_name, field) = ((*type_name).to_owned(), (*field).to_owned());
                Complaint::UndefinedField { type_name, field }
            }
            [type_name, ..] if begins("Unknown type") => Complaint::UndefinedType {
                type_name: (*type_name).to_owned(),
            },
            _ if begins("No such type ") => {
                self.message
                    .split([' ', ','])
                    .nth(3)
                    .map_or(Complaint::Other, |name| Complaint::UndefinedType {
                        type_name: name.to_owned(),
                    })
            }
            _ => Complaint::Other,
        }
    }

    /// Parses `Cannot return null for non-nullable field Type.field`.
    fn forbidden_null(&self) -> Option<Complaint> {
        let rest = self
            .message
            .strip_prefix("Cannot return null for non-nullable field")?;
        if !rest.starts_with(' ') && !rest.starts_with(": ") {
            return None;
        }
        let (type_name, field) = rest
            .rsplit(' ')
            .next()?
            .trim_end_matches('.')
            .split_once('.')?;
        Some(Complaint::NullForbidden {
            type_name: type_name.to_owned(),
            field: field.to_owned(),
        })
    }

    /// Parses `Field 'url' doesn't exist on type 'X'`, where the apostrophe of the verb is no quotation mark.
    fn field_that_does_not_exist(&self) -> Complaint {
        let after = |start: &str| {
            let (_, rest) = self.message.split_once(start)?;
            rest.split('\'').next().map(str::to_owned)
        };
        match (after("on type '"), after("Field '")) {
            (Some(type_name), Some(field)) => Complaint::UndefinedField { type_name, field },
            _ => Complaint::Other,
        }
    }

    /// Returns the index of the element that the path leads into, in the list at the field `root`, and the field of the element; the index is 0 where
    /// `root` holds a single element. `None` if the path leads elsewhere or nowhere.
    pub(super) fn element_and_field(&self, root: &str) -> Option<(usize, Option<String>)> {
        let (first, rest) = self.path.split_first()?;
        if first.as_str() != Some(root) {
            return None;
        }
        let (index, rest) = match rest.split_first() {
            Some((Value::Number(index), rest)) => (usize::try_from(index.as_u64()?).ok()?, rest),
            Some(_) => (0, rest),
            None => return None,
        };
        let field = rest.first().and_then(Value::as_str);
        Some((index, field.map(str::to_owned)))
    }

    /// Returns whether the error arose while the server executed the document, which it had accepted.
    pub(super) fn is_execution_error(&self) -> bool {
        let begins_in_data = self
            .path
            .first()
            .and_then(Value::as_str)
            .is_some_and(|step| UNION.leads_to("Query", step).is_some());
        match self.complaint() {
            Complaint::NullForbidden { .. } => true,
            Complaint::Other => begins_in_data,
            _ => false,
        }
    }

    /// Returns the field at which the path ends, after the type that declares it in the union schema.
    pub(super) fn declared_field(&self) -> Option<(String, String)> {
        let mut type_name = "Query".to_owned();
        let mut declared_field = None;
        for step in self.path.iter().filter_map(Value::as_str) {
            if let Some(condition) = step.strip_prefix("... on ") {
                condition.clone_into(&mut type_name);
            } else if !step.starts_with("query") {
                // A step that the type does not declare is the name of a fragment: where the path leads cannot be known.
                let next_type = UNION.leads_to(&type_name, step)?.to_owned();
                declared_field = Some((type_name, step.to_owned()));
                type_name = next_type;
            }
        }
        declared_field
    }

    /// Returns the field that is to blame for a null, as type and field, by the message or else by the path of the error.
    pub(super) fn culprit(&self) -> Option<(String, String)> {
        match self.complaint() {
            Complaint::NullForbidden { type_name, field } => Some((type_name, field)),
            Complaint::UndefinedField { .. }
            | Complaint::UndefinedType { .. }
            | Complaint::Limit
            | Complaint::Complexity => None,
            _ => self.declared_field(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn complaint(error: &Value) -> Complaint {
        GraphqlError::read(error).complaint()
    }

    #[test]
    fn an_unknown_field_is_named_by_code_or_by_wording() {
        let expected = Complaint::UndefinedField {
            type_name: "ParticipatoryProcess".into(),
            field: "url".into(),
        };
        for error in [
            json!({"message": "in any words", "extensions": {"code": "undefinedField", "typeName": "ParticipatoryProcess", "fieldName": "url"}}),
            json!({"message": "Field 'url' doesn't exist on type 'ParticipatoryProcess' (Did you mean `slug`?)"}),
            json!({"message": "Cannot query field \"url\" on type \"ParticipatoryProcess\"."}),
            json!({"message": "Unknown field \"url\" on type \"ParticipatoryProcess\". Did you mean \"id\"?"}),
        ] {
            assert_eq!(complaint(&error), expected);
        }
    }

    #[test]
    fn other_complaints_are_classified() {
        assert_eq!(
            complaint(
                &json!({"message": "No such type CollaborativeTexts, so it can't be a fragment condition"})
            ),
            Complaint::UndefinedType {
                type_name: "CollaborativeTexts".into()
            }
        );
        assert_eq!(
            complaint(
                &json!({"message": "Cannot return null for non-nullable field Coordinates.latitude"})
            ),
            Complaint::NullForbidden {
                type_name: "Coordinates".into(),
                field: "latitude".into()
            }
        );
        assert_eq!(
            complaint(
                &json!({"message": "Query has complexity of 700, which exceeds max complexity of 300"})
            ),
            Complaint::Complexity
        );
        assert_eq!(
            complaint(
                &json!({"message": "x", "extensions": {"code": "RECURSION_LIMIT_EXCEEDED_ERROR"}})
            ),
            Complaint::Limit
        );
        assert_eq!(
            complaint(&json!({"message": "Internal Server error"})),
            Complaint::Other
        );
    }

    #[test]
    fn the_culprit_of_a_null_list_is_found_by_its_path() {
        let error = GraphqlError::read(
            &json!({"message": "boom", "path": ["participatoryProcesses", 4, "steps", 0, "title"]}),
        );
        assert_eq!(
            error.culprit(),
            Some(("ParticipatoryProcessStep".into(), "title".into()))
        );
    }

    proptest! {
        #[test]
        fn no_message_and_no_path_is_a_panic(message in ".*", steps in prop::collection::vec(".*", 0..5)) {
            let error = GraphqlError::read(&json!({"message": message, "path": steps}));
            let _ = (error.complaint(), error.culprit());
        }
    }
}
