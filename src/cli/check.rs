//! `passerelle check`: the configuration, validated without the network.

use std::process::ExitCode;

use serde_json::json;

use super::{CheckArgs, Format, output};
use crate::config;

pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let path = &args.config.config;
    match config::load(path, config::environment()) {
        Ok(valid) => {
            match args.format {
                Format::Json => output::json(
                    &json!({ "valid": true, "problems": [], "sources": valid.sources.len() }),
                ),
                Format::Text => output::data(&format!(
                    "{}: valid, {} sources\n",
                    path.display(),
                    valid.sources.len()
                )),
            }
            ExitCode::SUCCESS
        }
        Err(problems) => {
            match args.format {
                Format::Json => output::json(&json!({ "valid": false, "problems": problems })),
                Format::Text => output::data(&format!("{problems}\n")),
            }
            ExitCode::from(super::WRONG_USAGE)
        }
    }
}
