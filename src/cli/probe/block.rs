//! The `[[sources]]` block of a found source, ready to paste.

use std::fmt::Write as _;

use url::Url;

use super::words::place;
use crate::connector::recognition::{Found, ToComplete};
use crate::model::{TerritoryCode, fold};
use crate::publish::phrases::Phrases;

/// Writes the block of a source, with its territory where that is known.
pub(super) fn source_block(
    found: &Found,
    territory: Option<TerritoryCode>,
    phrases: &Phrases,
) -> String {
    let (url, host) = (&found.url, found.url.host_str().unwrap_or_default());
    let is_document = found.platform.address_form().is_document();
    let id = if host.is_empty() {
        id_of(&name_of_file(url))
    } else if is_document {
        // One host may have several documents.
        let query = url.query().unwrap_or_default();
        id_of(&format!("{host}{}-{query}", url.path()))
    } else {
        id_of(host)
    };
    let mut block = format!("[[sources]]\nid = {}\n", toml_text(&id));
    if let Some(name) = found.own_name() {
        let _ = writeln!(block, "name = {}", toml_text(name));
    }
    // Documents are read at their full address.
    let address = if is_document {
        place(url)
    } else {
        url.as_str().trim_end_matches('/').to_owned()
    };
    let _ = write!(
        block,
        "platform = {}\nurl = {}\n",
        toml_text(found.platform.token()),
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
        // `check` asks for this key until it is there.
        let origin = "# origin = \"www.ville.example.fr\"";
        block.push_str(&remark(origin, "probe-block-origin", phrases));
    }
    block.push_str(&match &found.to_complete {
        ToComplete::Nothing => String::new(),
        ToComplete::EntryRules => of_entries(phrases),
        ToComplete::DatasetFields { dataset } => of_a_dataset(dataset.as_deref(), phrases),
    });
    block
}

/// Writes a line that only a person can complete, with what to write there.
fn remark(line: &str, name: &str, phrases: &Phrases) -> String {
    format!("{line}   # {}\n", phrases.say(name))
}

/// Writes a rule that selects entries of a feed or calendar.
fn of_entries(phrases: &Phrases) -> String {
    let rule = remark("# [[sources.include]]", "probe-block-entries", phrases);
    rule + "# category = \"Concertation*\"\n"
}

/// Returns the name of a file without its extension and accents.
fn name_of_file(url: &Url) -> String {
    let path = url.to_file_path().unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default();
    fold(&stem.to_string_lossy())
}

/// Writes the keys that a dataset needs; only a person can tell the meaning of its fields.
fn of_a_dataset(likely: Option<&str>, phrases: &Phrases) -> String {
    let dataset = likely.unwrap_or("identifier");
    format!(
        "dataset = {}\n{}id = \"IDENTIFIER\"\ntitle = \"TITLE\"\nurl = \"ADDRESS\"\n# opens = \"OPENING\"\n# closes = \"CLOSING\"\n",
        toml_text(dataset),
        remark("[sources.fields]", "probe-block-fields", phrases)
    )
}

/// Makes an id of an address, such as `participez-nancy-fr`.
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
