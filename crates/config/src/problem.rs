//! Problems of a configuration: the place, the key, and the fault. The sentences about it, and the advice, are phrases.

use std::fmt;

use serde::Serialize;

use super::fault::{Fault, Param};
use passerelle_model::Language;

/// The place of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Place {
    /// A line of a file, counted from 1; the file as a whole where the line is not known.
    File {
        /// The file, by the name that the caller gave it.
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

/// A problem of a configuration. It never quotes a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The place of the key, or the one where it should be.
    pub place: Place,
    /// The key: `sources[2].attach[0].territory`; empty for a problem of the whole file.
    pub key: String,
    /// The fault.
    pub fault: Fault,
}

/// Writes the code and parameters, for logs and programmers: `f.toml:3: polling.concurrency: out_of_bounds (given 0, least 1, most 64)`.
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

/// All problems of a configuration, in the order of the lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    all: Vec<Problem>,
    languages: Vec<Language>,
}

impl Problems {
    /// Creates it; `languages` are those of the gateway, as far as they can be read.
    pub(super) fn new(mut problems: Vec<Problem>, languages: Vec<Language>) -> Self {
        problems.sort();
        problems.dedup();
        Self {
            all: problems,
            languages,
        }
    }

    /// Returns an iterator over the problems.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.all.iter()
    }

    /// Returns the languages of the gateway as far as they can be read, whatever else is wrong; the first is its default.
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
