//! Configuration: what the operator writes, validated into types, or everything that is wrong with it at once.
//!
//! It imports `model` and `geography`. It reads the file, the secrets that it names and the environment it is given, and nothing else; it knows
//! nothing of what the stages do with it.

mod problem;
mod settings;

use std::path::Path;

pub use problem::{Place, Problem, Problems};
pub use settings::{Admin, Config, Gateway, Polling, Secret, Server, Storage};

/// What the names of the variables begin with that override keys: `PASSERELLE__GATEWAY__PUBLIC_URL`.
pub const VARIABLES: &str = "PASSERELLE__";

/// The variables of this process's environment that override keys.
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

/// The configuration in the file at `path`, with the overrides of `environment` (see [`environment`]); variables whose name does not begin with
/// [`VARIABLES`] are not looked at.
pub fn load(
    _path: &Path,
    _environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, Problems> {
    unimplemented!()
}

/// The configuration in `text`. `file` is what problems call it; paths in `text` are relative to its folder.
pub fn parse(
    _text: &str,
    _file: &str,
    _environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, Problems> {
    unimplemented!()
}

/// The JSON Schema (2020-12) of the file.
pub fn schema() -> serde_json::Value {
    unimplemented!()
}
