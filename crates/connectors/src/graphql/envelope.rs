//! The envelope of every answer of a GraphQL server: data, errors, or both.

use serde_json::{Map, Value};

use passerelle_fetch::Answer;

/// An answer in the form that GraphQL prescribes: data, errors, or both.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Envelope {
    /// The data that came; `None` if the document was refused or failed as a whole.
    pub(crate) data: Option<Map<String, Value>>,
    /// The errors as the host sent them, each mostly for a part that is missing in the data.
    pub(crate) errors: Vec<Value>,
}

impl Envelope {
    /// Reads the envelope of an answer; `None` if `value` is no answer of a GraphQL server.
    pub(crate) fn read(value: Value) -> Option<Self> {
        let Value::Object(mut object) = value else {
            return None;
        };
        let data = match object.remove("data") {
            Some(Value::Object(data)) => Some(data),
            Some(Value::Null) | None => None,
            Some(_) => return None,
        };
        let errors = match object.remove("errors") {
            Some(Value::Array(errors)) => errors,
            Some(Value::Null) | None => Vec::new(),
            Some(_) => return None,
        };
        (data.is_some() || !errors.is_empty()).then_some(Self { data, errors })
    }

    /// Reads the body of an answer; `None` if it is no answer of a GraphQL server.
    pub(crate) fn of(answer: &Answer) -> Option<Self> {
        Self::read(serde_json::from_slice(&answer.body).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn other_json_is_no_envelope() {
        for value in [
            json!([]),
            json!({}),
            json!({"data": 1}),
            json!({"data": null}),
            json!({"errors": []}),
            json!({"errors": "x"}),
        ] {
            assert_eq!(Envelope::read(value.clone()), None, "{value}");
        }
        assert!(Envelope::read(json!({"data": {}})).is_some());
        assert!(Envelope::read(json!({"data": null, "errors": [1]})).is_some());
    }
}
