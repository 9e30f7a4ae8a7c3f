//! Findings: the places of the keys, and the problems, gathered while a configuration is read.

use std::collections::HashMap;

use super::fault::{Fault, printable};
use super::problem::{Place, Problem};

/// The places of the keys, and the problems so far.
#[derive(Debug)]
pub(super) struct Findings {
    places: HashMap<String, Place>,
    whole: Place,
    /// The place at which the file stops being TOML.
    unreadable: Vec<Place>,
    problems: Vec<Problem>,
}

impl Findings {
    /// Creates findings with the `problems` of the parts of the file that cannot be parsed.
    pub(super) fn new(file: &str, problems: Vec<Problem>) -> Self {
        Self {
            places: HashMap::new(),
            unreadable: problems
                .iter()
                .map(|problem| problem.place.clone())
                .collect(),
            whole: Place::File {
                file: file.to_owned(),
                line: None,
            },
            problems,
        }
    }

    /// Notes the place of `key`.
    pub(super) fn place(&mut self, key: &str, place: &Place) {
        self.places.insert(key.to_owned(), place.clone());
    }

    /// Returns whether the whole file could be parsed, so that a key that is not seen is missing.
    pub(super) fn is_readable(&self) -> bool {
        self.unreadable.is_empty()
    }

    /// Adds a problem at a known place, unless that place could not be parsed in the first place.
    pub(super) fn add(&mut self, problem: Problem) {
        if !self.unreadable.contains(&problem.place) {
            self.problems.push(Problem {
                key: printable(&problem.key),
                ..problem
            });
        }
    }

    /// Adds a problem of `key`, at its place or, if it is not written, at that of the table it belongs in.
    pub(super) fn report(&mut self, key: &str, fault: Fault) {
        self.add(self.problem(key, fault));
    }

    /// Makes a problem of `key` at its place, without adding it.
    pub(super) fn problem(&self, key: &str, fault: Fault) -> Problem {
        let place = outwards(key)
            .find_map(|key| self.places.get(key))
            .unwrap_or(&self.whole)
            .clone();
        Problem {
            place,
            key: key.to_owned(),
            fault,
        }
    }

    /// Returns the value; `None` after reporting the fault.
    pub(super) fn keep<T>(&mut self, key: &str, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.report(key, fault)).ok()
    }

    /// Returns whether `key` is written, in whatever form.
    pub(super) fn is_written(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// Returns all problems.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// Returns the paths `a.b[0].c`, `a.b[0]`, `a.b` and `a` of `a.b[0].c`.
fn outwards(key: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(key), |key| {
        key.rfind(['.', '[']).and_then(|end| key.get(..end))
    })
}
