//! Variables of the environment, and what they change.

use std::time::Duration;

use super::*;

#[test]
fn the_environment_overrides_any_key() {
    let config = with(
        &source("languages = ['fr']\n"),
        &[
            (
                "PASSERELLE__GATEWAY__PUBLIC_URL",
                "https://agenda.example.fr/",
            ),
            ("PASSERELLE__GATEWAY__LANGUAGES", "['fr', 'en']"),
            ("PASSERELLE__POLLING__CONCURRENCY", "2"),
            ("PASSERELLE__ADMIN__TOKEN", "0123456789abcdef"),
            ("PASSERELLE__SOURCES__A__EVERY", "15m"),
            ("PASSERELLE__SOURCES__0__NAME", "54498"),
            ("PASSERELLE__SOURCES__1__ID", "b"),
            ("PASSERELLE__SOURCES__1__PLATFORM", "feed"),
            ("PASSERELLE__SOURCES__1__URL", "https://b.example.fr/feed"),
            ("PASSERELLE_LOG", "debug"),
        ],
    )
    .unwrap();
    assert_eq!(
        config.gateway.public_url.as_str(),
        "https://agenda.example.fr/"
    );
    assert_eq!(config.gateway.languages.len(), 2);
    assert_eq!(config.polling.concurrency, 2);
    assert!(config.admin.is_some());
    assert_eq!(config.sources[0].every, Duration::from_mins(15));
    assert_eq!(config.sources[0].name, "54498");
    assert_eq!(config.sources[1].id.as_str(), "b");
}

#[test]
fn every_default_can_be_given_by_the_environment() {
    fn variables(schema: &serde_json::Value, name: &str, found: &mut Vec<(String, String)>) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let name = format!("{name}__{}", key.to_uppercase());
            match property.get("default") {
                Some(serde_json::Value::String(text)) => found.push((name, text.clone())),
                Some(other) => found.push((name, other.to_string())),
                None => variables(property, &name, found),
            }
        }
    }
    let mut found = Vec::new();
    variables(&schema(), "PASSERELLE", &mut found);
    assert_eq!(found.len(), 15, "{found:?}");
    let config = parse("", "f.toml", found).unwrap();
    assert_eq!(config, read("").unwrap());
}

#[test]
fn a_variable_that_overrides_nothing_is_a_problem_that_names_the_nearest() {
    let shown = with(
        &source(""),
        &[
            ("PASSERELLE__GATEWAY__PUBLIC_ULR", "x"),
            ("PASSERELLE__GATEWAYS__NAME", "x"),
            ("PASSERELLE__POLLING__CONCURRENCY", "many"),
            ("PASSERELLE__SERVER__LISTEN__PORT", "80"),
            ("PASSERELLE__SOURCES__AB__NAME", "x"),
            ("PASSERELLE__SOURCES__9__NAME", "x"),
            ("PASSERELLE__STORAGE__URL", "mysql://user:hush@db"),
            ("PASSERELLE__", "x"),
        ],
    )
    .unwrap_err()
    .to_string();
    insta::assert_snapshot!(shown);
}
