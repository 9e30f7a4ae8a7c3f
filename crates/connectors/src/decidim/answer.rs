//! Answers of a GraphQL server: data, errors, or both. An error never fails an answer by itself: what came is used.

use serde_json::{Map, Value};

use super::schema::UNION;
use crate::graphql::{Envelope, printable_name};

/// The most errors that are looked at in one answer; a page of meetings brings one for each that is not placed.
const MOST_ERRORS: usize = 2_000;

/// An answer in the form that GraphQL prescribes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct GraphqlAnswer {
    /// The data that came; `None` if the document was refused.
    pub(super) data: Option<Map<String, Value>>,
    /// The parts that are missing in it, and why.
    pub(super) errors: Vec<GraphqlError>,
    /// The fields that were not asked again after the host had failed over them, as type and field.
    pub(super) left_out: Vec<(String, String)>,
}

/// One entry of `errors`. Kept in memory only: its message may quote what the host holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct GraphqlError {
    message: String,
    path: Vec<Value>,
    code: Option<String>,
    type_name: Option<String>,
    field: Option<String>,
}

/// The subject of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Complaint {
    /// The type has no such field.
    UndefinedField { type_name: String, field: String },
    /// No type has this name.
    UndefinedType { type_name: String },
    /// The field is of another kind than it was.
    SelectionMismatch { type_name: String, field: String },
    /// Something that must not be null is.
    NullForbidden { type_name: String, field: String },
    /// The document is too deep, too costly, nests a name too often or has too many aliases.
    Limit,
    /// The cost of the document, weighed page by page, is too high.
    Complexity,
    /// Closed to the public.
    Unauthorized,
    /// Anything else.
    Other,
}

impl Complaint {
    /// The part of the schema that the server does not know, as it may be shown.
    pub(super) fn unknown(&self) -> Option<String> {
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
    /// Reads the form; `None` if `value` is no answer of a GraphQL server.
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
        let text = |of: Option<&Value>| {
            of.and_then(Value::as_str)
                .map(|text| text.chars().take(400).collect())
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

    /// Classifies the error. Codes decide; where a server sends none, the wording that its engine is known for.
    pub(super) fn complaint(&self) -> Complaint {
        match self.code.as_deref() {
            Some("undefinedField") => {
                if let (Some(type_name), Some(field)) = (self.type_name.clone(), self.field.clone())
                {
                    return Complaint::UndefinedField { type_name, field };
                }
            }
            Some("undefinedType") => {
                if let Some(type_name) = self.type_name.clone() {
                    return Complaint::UndefinedType { type_name };
                }
            }
            Some("selectionMismatch") => {
                if let Some((type_name, field)) = self.declared_place() {
                    return Complaint::SelectionMismatch { type_name, field };
                }
            }
            Some(
                "TOO_MANY_ALIASES_ERROR"
                | "RECURSION_LIMIT_EXCEEDED_ERROR"
                | "INTROSPECTION_DISABLED_ERROR",
            ) => {
                return Complaint::Limit;
            }
            Some(
                "UNAUTHORIZED_OBJECT_ERROR"
                | "UNAUTHORIZED_FIELD_ERROR"
                | "PERMISSION_NOT_SET_ERROR",
            ) => {
                return Complaint::Unauthorized;
            }
            _ => {}
        }
        self.wording()
    }

    fn wording(&self) -> Complaint {
        let quoted: Vec<&str> = self
            .message
            .split(['\'', '"', '`'])
            .skip(1)
            .step_by(2)
            .collect();
        let begins = |start: &str| self.message.starts_with(start);
        if begins("Cannot return null for non-nullable field ")
            || begins("Cannot return null for non-nullable field: ")
        {
            let named = self
                .message
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .trim_end_matches('.');
            if let Some((type_name, field)) = named.split_once('.') {
                return Complaint::NullForbidden {
                    type_name: type_name.to_owned(),
                    field: field.to_owned(),
                };
            }
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
        match quoted.as_slice() {
            _ if begins("Field '") && self.message.contains("' doesn't exist on type '") => {
                self.doubled_apostrophe()
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

    /// `Field 'url' doesn't exist on type 'X'`: the apostrophe of the verb is no quotation mark.
    fn doubled_apostrophe(&self) -> Complaint {
        let after = |start: &str| {
            let (_, rest) = self.message.split_once(start)?;
            rest.split('\'').next().map(str::to_owned)
        };
        match (after("on type '"), after("Field '")) {
            (Some(type_name), Some(field)) => Complaint::UndefinedField { type_name, field },
            _ => Complaint::Other,
        }
    }

    /// The element of the list at the field `root` that the path leads into, and the field of it that is concerned; of a single element, which
    /// has no place, 0. `None` where it leads elsewhere or nowhere.
    pub(super) fn element(&self, root: &str) -> Option<(usize, Option<String>)> {
        let (first, rest) = self.path.split_first()?;
        if first.as_str() != Some(root) {
            return None;
        }
        let (at, rest) = match rest.split_first() {
            Some((Value::Number(at), rest)) => (usize::try_from(at.as_u64()?).ok()?, rest),
            Some(_) => (0, rest),
            None => return None,
        };
        let field = rest.first().and_then(Value::as_str);
        Some((at, field.map(str::to_owned)))
    }

    /// Returns whether the server ran into it while it executed the document, which it had accepted.
    pub(super) fn is_of_execution(&self) -> bool {
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

    /// The field at which the path ends, by the type that declares it in the union schema.
    pub(super) fn declared_place(&self) -> Option<(String, String)> {
        let mut type_name = "Query".to_owned();
        let mut place = None;
        for step in self.path.iter().filter_map(Value::as_str) {
            if let Some(condition) = step.strip_prefix("... on ") {
                condition.clone_into(&mut type_name);
            } else if !step.starts_with("query") {
                // A path that begins with a fragment's own name says nothing of its type, and ends here.
                let declared = UNION.leads_to(&type_name, step)?.to_owned();
                place = Some((type_name, step.to_owned()));
                type_name = declared;
            }
        }
        place
    }

    /// The field that is to blame for a null, as far as the error tells: by its words, else by its path.
    pub(super) fn culprit(&self) -> Option<(String, String)> {
        match self.complaint() {
            Complaint::NullForbidden { type_name, field } => Some((type_name, field)),
            Complaint::UndefinedField { .. }
            | Complaint::UndefinedType { .. }
            | Complaint::Limit
            | Complaint::Complexity => None,
            _ => self.declared_place(),
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
    fn other_complaints_are_told_apart() {
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
