//! The memory of a connector until its next poll, with contacts masked: names and titles at the source may hold them, and the memory is stored. What
//! the connector means by it is unknown here.

use chrono::DateTime;
use serde_json::Value;

use passerelle_model::Language;

use super::privacy;
use super::text::{LONGEST_LABEL, line};

/// Masks every e-mail address and phone number in the texts of a memory; keys, numbers and instants (RFC 3339) stay as they are.
pub fn remembered(memory: Value) -> Value {
    match memory {
        // The digits of `…:00.123456789Z` would be a phone number abroad, and a memory with a broken instant is no memory.
        Value::String(text) if DateTime::parse_from_rfc3339(&text).is_ok() => Value::String(text),
        Value::String(text) => Value::String(without_contacts(&text)),
        Value::Array(values) => values.into_iter().map(remembered).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, remembered(value)))
            .collect(),
        other => other,
    }
}

fn without_contacts(text: &str) -> String {
    let french = Language::french();
    if text.contains(['<', '&']) {
        // Markup may stand inside an address.
        return line(text, &french, LONGEST_LABEL);
    }
    privacy::masked(text, &french)
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        #[test]
        fn an_instant_is_as_it_was(seconds in 0_i64..4_102_444_800, nanoseconds in 0_u32..1_000_000_000, minute in any::<bool>()) {
            let seconds = if minute { seconds - seconds % 60 } else { seconds };
            let instant = DateTime::<Utc>::from_timestamp(seconds, nanoseconds).unwrap();
            let memory = json!({ "at": instant, "ids": [instant.to_rfc3339()] });
            prop_assert_eq!(remembered(memory.clone()), memory);
        }
    }

    #[test]
    fn contacts_in_names_are_masked_and_everything_else_is_as_it_was() {
        let memory = json!({
            "places": { "12": { "name": "Quartier des Forges, forges@example.org", "raw": "<b>06 12</b> 34 56 78" } },
            "read_at": "2026-03-20T12:00:00Z",
            "ids": ["1", "2026", "54395", "245400676"],
            "complete": true,
            "form": 1,
        });
        let kept = remembered(memory.clone());
        let written = kept.to_string();
        assert!(
            !written.contains("example.org") && !written.contains("34 56"),
            "{written}"
        );
        for untouched in ["read_at", "ids", "complete", "form"] {
            assert_eq!(kept[untouched], memory[untouched]);
        }
    }
}
