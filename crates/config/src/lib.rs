//! Configuration: the operator's file, validated into types, or all of its faults at once.
//!
//! It imports `model` and `geography`. It reads the file, the secrets that it names and the environment it is given, and nothing else; it does not know how the
//! stages use it.

mod addresses;
mod appearance;
mod clashes;
mod columns;
mod datasets;
mod duration;
mod environment;
mod fault;
mod findings;
mod joins;
mod problem;
mod raw;
mod resolve;
mod rulings;
mod schema;
mod secrets;
mod settings;
mod shape;
mod sources;
mod spot;
mod territories;
mod tree;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

pub use clashes::Clash;
pub use fault::{Decimal, Fault, Flaw, Kind, Param, Quote, Remedy, Terms, Why};
use findings::Findings;
pub use problem::{Place, Problem, Problems};
use raw::RawConfig;
pub use settings::{Admin, Config, Gateway, Polling, Secret, Server, Storage};
use tree::Node;

/// The beginning of the names of the variables that override keys: `PASSERELLE__GATEWAY__PUBLIC_URL`.
pub const VARIABLES: &str = "PASSERELLE__";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// Returns the variables of this process's environment that override keys.
pub fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .map(|(name, value)| {
            (
                name.to_string_lossy().into_owned(),
                value.to_string_lossy().into_owned(),
            )
        })
        .filter(|(name, _)| name.starts_with(VARIABLES))
        .collect()
}

/// Loads the configuration in the file at `path`, with the overrides of `environment` (see [`environment()`]); variables whose name does not begin with
/// [`VARIABLES`] are ignored.
pub fn load(
    path: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, Problems> {
    let file = path.display().to_string();
    let text = read(path).map_err(|error| {
        let fault = Fault::FileUnreadable {
            why: (&error).into(),
            cause: error.to_string(),
        };
        of_the_whole(&file, fault)
    })?;
    parse(&text, &file, environment)
}

fn read(path: &Path) -> io::Result<String> {
    let file = File::open(path)?;
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text)?;
    Ok(text)
}

/// Parses the configuration in `text`. `file` is its name in problems; paths in `text` are relative to its folder.
pub fn parse(
    text: &str,
    file: &str,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, Problems> {
    if u64::try_from(text.len()).is_ok_and(|size| size > LARGEST) {
        return Err(of_the_whole(file, Fault::FileTooLarge { most: LARGEST }));
    }
    let schema = schema::schema();
    let (mut root, problems) = tree::read(text, file);
    let readable = problems.is_empty();
    let mut findings = Findings::new(file, problems);
    environment::apply(&mut root, schema, environment, &mut findings);
    let languages = root.get("gateway").and_then(|node| node.get("languages"));
    let languages = languages.map(Node::languages).unwrap_or_default();
    let checked = shape::check(&root, schema, &mut findings);
    // A part that cannot be parsed may hide keys: then nothing is reported as missing or wrong.
    let config = checked
        .filter(|_| readable)
        .and_then(|checked| findings.keep("", understood(checked)))
        .and_then(|raw| resolve::resolve(raw, folder_of(file), &mut findings));
    match (config, findings.into_problems()) {
        (Some(config), problems) if problems.is_empty() => Ok(config),
        (_, problems) => Err(Problems::new(problems, languages)),
    }
}

fn understood(checked: serde_json::Value) -> Result<RawConfig, Fault> {
    serde_json::from_value(checked).map_err(|error| Fault::NotUnderstood {
        cause: error.to_string(),
    })
}

fn of_the_whole(file: &str, fault: Fault) -> Problems {
    let problem = Problem {
        place: Place::File {
            file: file.to_owned(),
            line: None,
        },
        key: String::new(),
        fault,
    };
    Problems::new(vec![problem], Vec::new())
}

fn folder_of(file: &str) -> &Path {
    Path::new(file).parent().unwrap_or_else(|| Path::new(""))
}

/// Returns the JSON Schema (2020-12) of the file.
pub fn schema() -> serde_json::Value {
    schema::schema().clone()
}

#[cfg(test)]
mod tests;
