//! The `[[sources]]` block of what was found, ready to paste.

use std::fmt::Write as _;

use url::Url;

use super::words::place;
use crate::connector::opendatasoft;
use crate::connector::recognition::Found;
use crate::model::{TerritoryCode, fold};
use crate::publish::phrases::Phrases;

/// The block of a source, for whoever runs it where that is known.
pub(super) fn source_block(
    found: &Found,
    territory: Option<TerritoryCode>,
    phrases: &Phrases,
) -> String {
    let (url, host) = (found.url(), found.url().host_str().unwrap_or_default());
    let id = match found {
        Found::File(_) if host.is_empty() => id_of(&name_of_file(url)),
        // One host may have several.
        Found::Feed(_) | Found::Calendar(_) | Found::File(_) => id_of(&format!(
            "{host}{}-{}",
            url.path(),
            url.query().unwrap_or_default()
        )),
        _ => id_of(host),
    };
    let mut block = format!("[[sources]]\nid = {}\n", toml_text(&id));
    if let Some(name) = found.name() {
        let _ = writeln!(block, "name = {}", toml_text(name));
    }
    // Documents are read at their very address.
    let address = match found {
        Found::Feed(_) | Found::Calendar(_) | Found::File(_) => place(url),
        _ => url.as_str().trim_end_matches('/').to_owned(),
    };
    let _ = write!(
        block,
        "platform = {}\nurl = {}\n",
        toml_text(found.platform().token()),
        toml_text(&address)
    );
    match territory {
        Some(code) => {
            let _ = writeln!(block, "territory = \"{code}\"");
        }
        None => block.push_str(&remark(
            "# territory = \"54395\"",
            "probe-block-territory",
            phrases,
        )),
    }
    if host.is_empty() {
        // `check` asks for it until it is there.
        let origin = "# origin = \"www.ville.example.fr\"";
        block.push_str(&remark(origin, "probe-block-origin", phrases));
    }
    block.push_str(&match found {
        Found::Feed(_) | Found::Calendar(_) => of_entries(phrases),
        Found::Opendatasoft(portal) => of_a_dataset(portal, phrases),
        _ => String::new(),
    });
    block
}

/// A line that only a person can complete, and what to write there.
fn remark(line: &str, name: &str, phrases: &Phrases) -> String {
    format!("{line}   # {}\n", phrases.say(name))
}

/// A rule that chooses among the entries of a feed or calendar.
fn of_entries(phrases: &Phrases) -> String {
    let rule = remark("# [[sources.include]]", "probe-block-entries", phrases);
    rule + "# category = \"Concertation*\"\n"
}

/// The name of a file, without its end and its accents.
fn name_of_file(url: &Url) -> String {
    let path = url.to_file_path().unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default();
    fold(&stem.to_string_lossy())
}

/// Keys that a dataset needs; only a person can tell which field says what.
fn of_a_dataset(portal: &opendatasoft::Recognition, phrases: &Phrases) -> String {
    let first = portal.candidates.first();
    let dataset = portal
        .dataset
        .as_deref()
        .or(first.map(|candidate| candidate.id.as_str()))
        .unwrap_or("identifier");
    format!(
        "dataset = {}\n{}id = \"IDENTIFIER\"\ntitle = \"TITLE\"\nurl = \"ADDRESS\"\n# opens = \"OPENING\"\n# closes = \"CLOSING\"\n",
        toml_text(dataset),
        remark("[sources.fields]", "probe-block-fields", phrases)
    )
}

/// An id made of an address: `participez-nancy-fr`.
fn id_of(address: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let id: String = address
        .trim_start_matches("www.")
        .chars()
        .map(plain)
        .take(60)
        .collect();
    let words: Vec<&str> = id.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "source".to_owned()
    } else {
        words.join("-")
    }
}

fn toml_text(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// Returns a text of a host as one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
