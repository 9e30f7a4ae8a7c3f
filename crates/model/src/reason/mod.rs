//! Reasons: an event at a source, as a code and its parameters. The sentences are phrases, in each language.
//!
//! A parameter is for everyone or for the operator only, by the [`Kind`] that the table of codes gives it.

mod code;
mod param;
mod stored;
#[cfg(test)]
mod tests;

pub use code::{ANYTHING, Code, Kind, Parameter};
pub use param::{Item, Param, Place, bare};

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

/// The readers of a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everyone: no path of the machine, no name of the platform's schema, no technical cause.
    Everyone,
    /// The operator of the gateway.
    Operator,
}

/// An event at a source: an error or a notice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A code of this release and its parameters.
    Coded {
        /// The kind of the event.
        code: Code,
        /// The known values of [`Code::parameters`], such as the subject, the number, the beginning.
        params: BTreeMap<&'static str, Param>,
    },
    /// An English sentence that an earlier release stored.
    Told {
        /// The code that was stored with it.
        code: String,
        /// The sentence.
        message: String,
    },
}

impl Reason {
    /// Creates a reason without parameters.
    pub const fn new(code: Code) -> Self {
        Self::Coded {
            code,
            params: BTreeMap::new(),
        }
    }

    /// Creates a reason of an English sentence, kept as it is.
    pub fn told(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Told {
            code: code.into(),
            message: message.into(),
        }
    }

    /// Adds a parameter; one that the table of codes does not have is left out.
    #[must_use]
    pub fn with(mut self, name: &'static str, param: impl Into<Param>) -> Self {
        if let Self::Coded { code, params } = &mut self {
            let param = param.into();
            let fits = code.kind(name).is_some_and(|kind| kind.takes(&param));
            debug_assert!(fits, "{code:?} has no such parameter `{name}`: {param:?}");
            if fits {
                params.insert(name, param);
            }
        }
        self
    }

    /// Adds a parameter, if it is known.
    #[must_use]
    pub fn with_known(self, name: &'static str, param: Option<impl Into<Param>>) -> Self {
        match param {
            Some(param) => self.with(name, param),
            None => self,
        }
    }

    /// Returns the stable code for programs.
    pub fn code(&self) -> &str {
        match self {
            Self::Coded { code, .. } => code.token(),
            Self::Told { code, .. } => code,
        }
    }

    /// Returns whether it has this code.
    pub fn is(&self, code: Code) -> bool {
        self.code() == code.token()
    }

    /// Returns the parameter of this name.
    pub fn param(&self, name: &str) -> Option<&Param> {
        match self {
            Self::Coded { params, .. } => params.get(name),
            Self::Told { .. } => None,
        }
    }

    /// Returns the parameters that an audience may see, as plain JSON.
    pub fn params(&self, audience: Audience) -> Map<String, Value> {
        let Self::Coded { code, params } = self else {
            return Map::new();
        };
        let is_shown = |name: &str| {
            let kind = code.kind(name);
            kind.is_some_and(|kind| audience == Audience::Operator || kind.is_for_everyone())
        };
        params
            .iter()
            .filter(|(name, _)| is_shown(name))
            .map(|(name, param)| ((*name).to_owned(), param.to_json(audience)))
            .collect()
    }
}

/// Writes the code and its parameters, for logs: no sentence in any language.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::Coded { params, .. } if params.is_empty() => Ok(()),
            Self::Coded { .. } => {
                write!(f, " {}", Value::Object(self.params(Audience::Operator)))
            }
            Self::Told { message, .. } => write!(f, ": {message}"),
        }
    }
}
