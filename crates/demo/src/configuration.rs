//! The gateway's configuration for the demo, as the text that an operator would write.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::Path;

/// A source, as the configuration declares it.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceBlock<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) origin: &'a str,
    pub(super) platform: &'a str,
    pub(super) url: &'a str,
    pub(super) every: Option<&'a str>,
    pub(super) territory: &'a str,
    pub(super) level: Option<&'a str>,
    pub(super) licence: Option<&'a str>,
    pub(super) attach: &'a [BTreeMap<String, String>],
    /// The filters that select entries of a feed: an attribute and a pattern each.
    pub(super) include: &'a [(&'a str, &'a str)],
    pub(super) exclude: &'a [(&'a str, &'a str)],
}

/// Writes the configuration of a gateway that listens on `listen`, has its database in `directory` and polls `sources`.
pub(super) fn text<'a>(
    listen: SocketAddr,
    directory: &Path,
    sources: impl Iterator<Item = SourceBlock<'a>>,
) -> String {
    let database = directory.join("passerelle.db").display().to_string();
    let mut text = format!(
        r#"[gateway]
name = "Agenda participatif du Grand Nancy (démonstration)"
public_url = {}
contact = "participation@grand-nancy.example"
territory = "245400676"
languages = ["fr", "en", "de"]
timezone = "Europe/Paris"

[server]
listen = {}

[storage]
url = {}

[polling]
every = "15m"
min_gap = "20ms"
allow_private_addresses = true
"#,
        quoted(&format!("http://{listen}")),
        quoted(&listen.to_string()),
        quoted(&format!("sqlite://{database}")),
    );
    for declared in sources {
        source(&mut text, declared);
    }
    text
}

fn source(text: &mut String, declared: SourceBlock<'_>) {
    let entries = [
        ("id", Some(declared.id)),
        ("name", Some(declared.name)),
        ("origin", Some(declared.origin)),
        ("platform", Some(declared.platform)),
        ("url", Some(declared.url)),
        ("every", declared.every),
        ("territory", Some(declared.territory)),
        ("level", declared.level),
        ("licence", declared.licence),
    ];
    text.push_str("\n[[sources]]\n");
    for (key, value) in entries {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    for rule in declared.attach {
        text.push_str("[[sources.attach]]\n");
        for (key, value) in rule {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    for (table, rules) in [("include", declared.include), ("exclude", declared.exclude)] {
        for (key, pattern) in rules {
            let _ = writeln!(text, "[[sources.{table}]]\n{key} = {}", quoted(pattern));
        }
    }
}

/// Writes a TOML string.
fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}
