//! Problems of a configuration: where, which key, and which fault. The sentences that say it, and what to do, are phrases.

use std::fmt;

use serde::Serialize;

use super::fault::{Fault, Param};
use passerelle_model::Language;

/// The place where something was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// A line of a file, counted from 1; the file as a whole when the line is not known.
    File {
        /// The file as it was named by who asked for it.
        file: String,
        /// The line.
        line: Option<usize>,
    },
    /// A variable of the environment.
    Variable {
        /// The name.
        variable: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File {
                file,
                line: Some(line),
            } => write!(f, "{file}:{line}"),
            Self::File { file, line: None } => f.write_str(file),
            Self::Variable { variable } => f.write_str(variable),
        }
    }
}

/// One thing that is wrong. It never repeats a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The place where it is written, or should be.
    pub place: Place,
    /// The key: `sources[2].attach[0].territory`; empty when it is about the file as a whole.
    pub key: String,
    /// The fault.
    pub fault: Fault,
}

/// Written for logs and programmers, by its code and parameters: `f.toml:3: polling.concurrency: out_of_bounds (given 0, least 1, most 64)`.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(self.fault.code())?;
        let params = self.fault.params();
        let params = params.iter().filter_map(|(name, param)| {
            let param = match param.as_ref()? {
                Param::Text(text) | Param::Quote(text) | Param::Decimal(text) => text.clone(),
                Param::Number(number) => number.to_string(),
                Param::Integer(integer) => integer.to_string(),
                Param::List(texts) | Param::Terms(texts) => texts.join(" "),
            };
            Some(format!("{name} {param}"))
        });
        let params: Vec<String> = params.collect();
        if params.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", params.join(", "))
    }
}

/// Everything that is wrong with a configuration, in the order of the lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    all: Vec<Problem>,
    languages: Vec<Language>,
}

impl Problems {
    /// `languages` are those of the gateway, as far as they can be read.
    pub(super) fn new(mut problems: Vec<Problem>, languages: Vec<Language>) -> Self {
        problems.sort();
        problems.dedup();
        Self {
            all: problems,
            languages,
        }
    }

    /// Each problem.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.all.iter()
    }

    /// The languages of the gateway as far as they can be read, whatever is wrong; the first is its default.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.iter().enumerate() {
            write!(f, "{}{problem}", if at > 0 { "\n" } else { "" })?;
        }
        Ok(())
    }
}
