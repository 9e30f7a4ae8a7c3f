//! The program `passerelle`: everything is in the library, the command line in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    passerelle::cli::run()
}
