//! Problems of the configuration in words: the sentences of a fault, with its parameters in the form of the language.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::config::{Param, Place, Problem, Problems};
use crate::model::{Level, Modality};
use crate::publish::phrases::Phrases;

/// The value of a parameter that a fault does not have, by which phrases choose their form.
const NONE: &str = "none";

/// A problem in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    /// The line where it is written, or should be.
    #[serde(flatten)]
    pub(super) place: Place,
    /// The key; empty when it is about the file as a whole.
    pub(super) key: String,
    /// The stable code for programs.
    pub(super) code: &'static str,
    /// The parameters of the sentences, as far as they are known.
    pub(super) params: Map<String, Value>,
    /// The fault, and what was expected.
    pub(super) problem: String,
    /// The advice.
    pub(super) advice: Option<String>,
}

impl Told {
    /// Puts a problem into the language of the phrases.
    pub(super) fn new(problem: &Problem, phrases: &Phrases) -> Self {
        let fault = &problem.fault;
        let name = format!("problem-{}", fault.code());
        let params = fault.params();
        let shown: Vec<(&'static str, String)> = params
            .iter()
            .map(|(name, param)| (*name, shown(param.as_ref(), phrases)))
            .collect();
        let parts: Vec<(&'static str, &str)> = shown
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        Self {
            place: problem.place.clone(),
            key: problem.key.clone(),
            code: fault.code(),
            problem: phrases.with(&name, &parts),
            advice: phrases.with_if_any(&format!("{name}-advice"), &parts),
            params: params
                .into_iter()
                .filter_map(|(name, param)| {
                    Some((name.to_owned(), serde_json::to_value(param?).ok()?))
                })
                .collect(),
        }
    }
}

/// Writes `FILE:LINE: KEY: PROBLEM`, and the advice on a line of its own.
impl fmt::Display for Told {
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

/// Puts each problem into words, in their order.
pub(super) fn told(problems: &Problems, phrases: &Phrases) -> Vec<Told> {
    problems
        .iter()
        .map(|problem| Told::new(problem, phrases))
        .collect()
}

/// Joins them, one below the other.
pub(super) fn text(told: &[Told]) -> String {
    let lines: Vec<String> = told.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn shown(param: Option<&Param>, phrases: &Phrases) -> String {
    match param {
        None => NONE.to_owned(),
        Some(Param::Text(text)) => text.clone(),
        Some(Param::Quote(text)) => phrases.with("problem-quoted", &[("text", text)]),
        Some(Param::Number(number)) => number.to_string(),
        Some(Param::Integer(integer)) => integer.to_string(),
        Some(Param::Decimal(decimal)) => decimal.replace('.', &phrases.say("decimal-mark")),
        Some(Param::List(texts)) => texts.join(", "),
        Some(Param::Terms(words)) => {
            let words: Vec<String> = words.iter().map(|word| explained(word)).collect();
            words.join(", ")
        }
    }
}

/// Returns a word of a closed list, with its French label if it is a term of participation: also in other languages, since these are terms of French law and
/// practice.
fn explained(word: &str) -> String {
    let level = word.parse().ok().map(|level: Level| level.label("fr"));
    let label = level.or_else(|| {
        let modality: Modality = word.parse().ok()?;
        Some(modality.label("fr"))
    });
    label.map_or_else(|| word.to_owned(), |label| format!("{word} ({label})"))
}

#[cfg(test)]
mod tests;
