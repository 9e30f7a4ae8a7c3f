//! The gateway's configuration for the demo, as the text that an operator would write.

use std::fmt::Write;
use std::net::SocketAddr;
use std::path::Path;

use super::content::Site;

/// The text: the gateway listens on `listen`, keeps its database in `directory`, and has `sources` (an instance and its address each).
pub(super) fn text<'a>(
    listen: SocketAddr,
    directory: &Path,
    sources: impl Iterator<Item = (&'a Site, &'a str)>,
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
    for (site, url) in sources {
        source(&mut text, site, url);
    }
    text
}

fn source(text: &mut String, site: &Site, url: &str) {
    let entries = [
        ("id", site.key.as_str()),
        ("name", &site.name),
        ("origin", &site.origin),
        ("platform", "decidim"),
        ("url", url),
        ("territory", &site.territory),
    ];
    text.push_str("\n[[sources]]\n");
    for (key, value) in entries {
        let _ = writeln!(text, "{key} = {}", quoted(value));
    }
    let declared = [("level", &site.level), ("licence", &site.licence)];
    for (key, value) in declared {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
    for rule in &site.attach {
        text.push_str("[[sources.attach]]\n");
        for (key, value) in rule {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    }
}

/// A TOML string.
fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}
