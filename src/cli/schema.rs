//! `passerelle schema`: the schemas against which other programs validate.

use std::process::ExitCode;

use super::{SchemaArgs, Which, output};
use crate::{config, publish};

pub(super) fn run(args: &SchemaArgs) -> ExitCode {
    match args.which {
        Which::Config => output::json(&config::schema()),
        Which::Openapi => output::data(&publish::openapi::document()),
    }
    ExitCode::SUCCESS
}
