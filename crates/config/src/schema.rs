//! The JSON Schema of the configuration, from the types in `raw`.

use std::sync::LazyLock;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use super::raw::RawConfig;

/// Returns the JSON Schema (2020-12) of the file, without references, so that it is easily walked and read.
pub(super) fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(generated);
    &SCHEMA
}

fn generated() -> Value {
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings
        .with_transform(RecursiveTransform(without_null))
        .with_transform(RecursiveTransform(plain))
        .into_generator()
        .into_root_schema_for::<RawConfig>()
        .to_value()
}

/// Removes null from a schema: TOML has none, and an optional key is left out.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(options)) = schema.get("anyOf") {
        let some = options
            .iter()
            .find(|option| option.get("type") != Some(&json!("null")));
        if let Some(Value::Object(some)) = some.cloned() {
            schema.remove("anyOf");
            for (key, value) in some {
                if schema.get(&key).is_none() {
                    schema.insert(key, value);
                }
            }
        }
    }
    if let Some(Value::Array(types)) = schema.get("type")
        && let Some(some) = types.iter().find(|name| *name != "null").cloned()
    {
        schema.insert("type".to_owned(), some);
    }
    // The default of a table is that of its keys.
    if schema
        .get("default")
        .is_some_and(|default| default.is_null() || default.is_object())
    {
        schema.remove("default");
    }
}

/// Removes what only Rust needs: the width of integers, the line breaks of the comments.
fn plain(schema: &mut Schema) {
    if schema
        .get("format")
        .is_some_and(|format| *format == "int64")
    {
        schema.remove("format");
    }
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../config/passerelle.schema.json"
    );

    /// Run the tests with `PASSERELLE_UPDATE=1` to write the file anew.
    #[test]
    fn the_committed_schema_is_that_of_the_program() {
        let text = format!("{}\n", serde_json::to_string_pretty(schema()).unwrap());
        if std::env::var_os("PASSERELLE_UPDATE").is_some() {
            std::fs::write(COMMITTED, &text).unwrap();
        }
        assert!(
            std::fs::read_to_string(COMMITTED).unwrap() == text,
            "config/passerelle.schema.json is stale: run `PASSERELLE_UPDATE=1 cargo test the_committed_schema` and commit it"
        );
    }

    #[test]
    fn the_schema_has_no_references_and_no_nulls() {
        let text = schema().to_string();
        assert!(!text.contains("$ref") && !text.contains("null"), "{text}");
    }

    #[test]
    fn every_key_is_documented() {
        fn undocumented(schema: &Value, key: &str, missing: &mut Vec<String>) {
            let properties = schema.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                let key = format!("{key}.{name}");
                if property.get("description").is_none() {
                    missing.push(key.clone());
                }
                undocumented(property, &key, missing);
            }
            if let Some(items) = schema.get("items") {
                undocumented(items, key, missing);
            }
        }
        let mut missing = Vec::new();
        undocumented(schema(), "", &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }
}
