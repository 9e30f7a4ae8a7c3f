//! Typed JSON: reads the JSON of an answer into a type. An error names the part that does not fit, and quotes nothing of the answer.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fault::ShapeMismatch;

/// The longest path into an answer that an error names, in characters.
const LONGEST: usize = 80;

/// Reads a value into a type; an error names the part that is missing or has another form.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, ShapeMismatch> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = sanitized(&error.path().to_string());
        let message = error.inner().to_string();
        // The message may quote the answer: nothing is taken from it but the name of a missing field.
        let missing = message.strip_prefix("missing field `");
        let missing = missing.map(|rest| sanitized(rest.split('`').next().unwrap_or_default()));
        let is_missing = missing.is_some();
        let part = [Some(path), missing].into_iter().flatten();
        let part: Vec<String> = part.filter(|name| !name.is_empty()).collect();
        ShapeMismatch {
            part: part.join("."),
            is_missing,
        }
    })
}

/// Reads the body of an answer into a type, as [`read`] does; `None` if it is no JSON at all.
pub(super) fn read_bytes<T: DeserializeOwned>(body: &[u8]) -> Option<Result<T, ShapeMismatch>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    Some(read(value))
}

/// A path into an answer, cut down to what may be shown: only the characters of names, and not many of them.
fn sanitized(path: &str) -> String {
    path.chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '[' | ']'))
        .take(LONGEST)
        .collect::<String>()
        .trim_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Page {
        #[expect(dead_code, reason = "only its form is looked at")]
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize)]
    struct Item {
        #[expect(dead_code, reason = "only its form is looked at")]
        title: String,
    }

    #[test]
    fn a_part_that_is_missing_or_of_another_form_is_named_and_nothing_is_quoted() {
        for (value, expected) in [
            (json!({}), ("items", true)),
            (
                json!({"items": [{"title": "a"}, {}]}),
                ("items[1].title", true),
            ),
            (json!({"items": [{"title": 7}]}), ("items[0].title", false)),
            (json!({"items": "Canari"}), ("items", false)),
            (json!("Canari"), ("", false)),
        ] {
            let mismatch = read::<Page>(value).unwrap_err();
            assert_eq!((mismatch.part.as_str(), mismatch.is_missing), expected);
        }
        assert!(read_bytes::<Page>(b"<html>").is_none());
        assert!(read_bytes::<Page>(b"{\"items\":[]}").unwrap().is_ok());
    }
}
