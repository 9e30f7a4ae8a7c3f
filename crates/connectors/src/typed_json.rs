//! Typed JSON: an answer read into the form in which a platform is known to answer, and where it differs, without a part of the answer.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fault::Otherwise;

/// The longest place that is named, in characters.
const LONGEST: usize = 80;

/// Reads a value; an error names the part that is missing or has another form.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Otherwise> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let place = named(&error.path().to_string());
        let said = error.inner().to_string();
        // The words of the reader may quote the answer: only the name of a part that it wanted is taken from them.
        let missing = said.strip_prefix("missing field `");
        let missing = missing.map(|rest| named(rest.split('`').next().unwrap_or_default()));
        let is_missing = missing.is_some();
        let part = [Some(place), missing].into_iter().flatten();
        let part: Vec<String> = part.filter(|name| !name.is_empty()).collect();
        Otherwise {
            part: part.join("."),
            is_missing,
        }
    })
}

/// Reads the bytes of an answer; `None` if they are no JSON at all.
pub(super) fn read_bytes<T: DeserializeOwned>(body: &[u8]) -> Option<Result<T, Otherwise>> {
    let value: Value = serde_json::from_slice(body).ok()?;
    Some(read(value))
}

/// A place in an answer, as it may be shown: only the characters of names, and not many of them.
fn named(place: &str) -> String {
    place
        .chars()
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
    fn what_is_missing_or_otherwise_is_named_and_nothing_is_quoted() {
        for (value, what) in [
            (json!({}), ("items", true)),
            (
                json!({"items": [{"title": "a"}, {}]}),
                ("items[1].title", true),
            ),
            (json!({"items": [{"title": 7}]}), ("items[0].title", false)),
            (json!({"items": "Canari"}), ("items", false)),
            (json!("Canari"), ("", false)),
        ] {
            let otherwise = read::<Page>(value).unwrap_err();
            assert_eq!((otherwise.part.as_str(), otherwise.is_missing), what);
        }
        assert!(read_bytes::<Page>(b"<html>").is_none());
        assert!(read_bytes::<Page>(b"{\"items\":[]}").unwrap().is_ok());
    }
}
