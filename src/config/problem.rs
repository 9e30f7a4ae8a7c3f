//! What is wrong with a configuration, said so that it can be put right: where, which key, what is wrong, what to do.

use std::fmt;

use serde::Serialize;

/// Where something was written.
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
        /// Its name.
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where it is written, or should be.
    #[serde(flatten)]
    pub place: Place,
    /// The key: `sources[2].attach[0].territory`; empty when it is about the file as a whole.
    pub key: String,
    /// What is wrong, and what was expected.
    pub problem: String,
    /// What to do.
    pub advice: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.problem)?;
        if let Some(advice) = &self.advice {
            write!(f, "\n    {advice}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a configuration, in the order of the lines; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(transparent)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        problems.dedup();
        Self(problems)
    }

    /// Each problem.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
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
