//! Output of commands: data to stdout, messages to stderr. If the reader goes away (`passerelle poll | head`), printing stops without an error.

use std::io::{self, Write as _};

use serde::Serialize;

/// Prints data.
pub(super) fn data(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints data as indented JSON and a line break.
pub(super) fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => data(&format!("{text}\n")),
        Err(error) => message(&format!("the result cannot be written as JSON: {error}")),
    }
}

/// Prints a message and a line break.
pub(super) fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
