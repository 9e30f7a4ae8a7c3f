//! `passerelle probe`: what is at an address, and the `[[sources]]` block for it.

use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::json;
use url::Url;

use super::{Format, ProbeArgs, output};
use crate::clock::SystemClock;
use crate::connector::decidim::{Recognition, recognize};
use crate::fetch::{Fetcher, Settings};

/// What the User-Agent of a probe names, since there may be no configuration yet.
const HOME: &str = "https://passerelle.invalid/probe";

pub(super) async fn run(args: &ProbeArgs) -> anyhow::Result<()> {
    let mut settings = Settings::new(&Url::parse(HOME)?, "probe");
    settings.allow_private_addresses = args.allow_private_addresses;
    let fetcher = Fetcher::new(settings, std::sync::Arc::new(SystemClock))?;
    let found = recognize(&args.url, &fetcher)
        .await
        .with_context(|| format!("{} cannot be read", args.url))?;
    match args.format {
        Format::Json => output::json(&as_json(&found)),
        Format::Text => {
            output::message(&in_words(&found));
            output::data(&source_block(&found));
        }
    }
    Ok(())
}

fn in_words(found: &Recognition) -> String {
    let mut words = format!(
        "{}: {}",
        found.url,
        if found.gateway {
            "another gateway"
        } else {
            "a Decidim"
        }
    );
    if let Some(name) = &found.name {
        let _ = write!(words, " named \u{ab}{name}\u{bb}");
    }
    match (&found.version, found.like_versions.as_slice()) {
        (Some(version), _) => {
            let _ = write!(words, ", version {version}");
        }
        (None, []) => {
            words.push_str(", of a version that it hides and that resembles no known one");
        }
        (None, [only]) => {
            let _ = write!(
                words,
                ", of a version that it hides; it answers like {only}"
            );
        }
        (None, [first, .., last]) => {
            let _ = write!(
                words,
                ", of a version that it hides; it answers like {first} to {last}"
            );
        }
    }
    if !found.missing.is_empty() {
        let _ = write!(
            words,
            "\nlacks, of what the gateway can use: {}",
            found.missing.join(", ")
        );
    }
    words
}

fn source_block(found: &Recognition) -> String {
    let host = found.url.host_str().unwrap_or("source");
    let mut block = format!("[[sources]]\nid = {}\n", toml_text(&id_of(host)));
    if let Some(name) = &found.name {
        let _ = writeln!(block, "name = {}", toml_text(name));
    }
    let url = found.url.as_str().trim_end_matches('/');
    let _ = write!(
        block,
        "platform = \"decidim\"\nurl = {}\n# territory = \"54395\"   # who runs it: INSEE code of a commune, SIREN of an EPCI, dep-54, reg-44 or fr\n",
        toml_text(url)
    );
    block
}

/// An id made of a host name: `participez-nancy-fr`.
fn id_of(host: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let id: String = host
        .trim_start_matches("www.")
        .chars()
        .map(plain)
        .take(64)
        .collect();
    id.trim_matches('-').to_owned()
}

fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn as_json(found: &Recognition) -> serde_json::Value {
    json!({
        "platform": "decidim",
        "url": found.url,
        "name": found.name,
        "version": found.version,
        "like_versions": found.like_versions,
        "missing": found.missing,
        "gateway": found.gateway,
        "requests": found.requests,
        "block": source_block(found),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn found(name: &str, url: &str) -> Recognition {
        Recognition {
            url: url.parse().unwrap(),
            name: Some(name.to_owned()),
            version: None,
            like_versions: vec!["0.30".to_owned(), "0.31".to_owned()],
            missing: vec!["ParticipatoryProcess.scope".to_owned()],
            gateway: false,
            requests: 3,
        }
    }

    #[test]
    fn the_block_is_a_valid_source_whatever_the_host_calls_itself() {
        for name in ["Participez !", "\"quoted\"\nid = \"x\"", "C:\\temp", ""] {
            let text = format!(
                "[gateway]\ncontact = \"a@example.fr\"\n{}",
                source_block(&found(name, "https://www.participez.nancy.fr/"))
            );
            let config = config::parse(&text, "pasted.toml", Vec::new())
                .unwrap_or_else(|problems| panic!("{name}: {problems}"));
            assert_eq!(config.sources[0].id.as_str(), "participez-nancy-fr");
        }
    }

    #[test]
    fn what_a_host_hides_is_said_in_words() {
        let words = in_words(&found("Nancy", "https://participez.nancy.fr"));
        assert!(
            words.contains("answers like 0.30 to 0.31")
                && words.contains("ParticipatoryProcess.scope"),
            "{words}"
        );
    }
}
