//! Compares the variables and fragments that a document uses with those that it declares.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql_parser::Pos;
use serde_json::{Value, json};

use crate::document::Operation;
use crate::refusal::Refusal;

/// The most uses of one definition of which the place is noted.
const MAX_PLACES: usize = 1000;

/// The names that one definition uses.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    pub(crate) variables: Names,
    pub(crate) fragments: Names,
}

/// Names that are used, and the places where the first of them are used first.
#[derive(Debug, Default)]
pub(crate) struct Names {
    all: BTreeSet<String>,
    places: Vec<Use>,
}

/// The first use of a name.
#[derive(Debug)]
struct Use {
    name: String,
    position: Pos,
    path: Vec<String>,
}

impl Names {
    /// Notes a use of `name` at `position`, to which `path` leads. Returns whether it is the first.
    pub(crate) fn note(&mut self, name: &str, position: Pos, path: &[String]) -> bool {
        let is_first = self.all.insert(name.to_owned());
        if is_first && self.places.len() < MAX_PLACES {
            self.places.push(Use {
                name: name.to_owned(),
                position,
                path: path.to_vec(),
            });
        }
        is_first
    }
}

/// Collects the names of all fragments that a definition spreads, directly or through others.
pub(crate) fn reachable(uses: &Uses, of_fragments: &BTreeMap<&str, &Uses>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&str> = uses.fragments.all.iter().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        if seen.insert(name.to_owned())
            && let Some(inner) = of_fragments.get(name)
        {
            next.extend(inner.fragments.all.iter().map(String::as_str));
        }
    }
    seen
}

/// Refuses variables and fragments that an operation uses and nothing declares, itself or through the fragments that it reaches, and
/// variables that it declares and does not use.
pub(crate) fn variable_refusals<'u>(
    operation: Operation<'_>,
    uses: &'u Uses,
    reached: impl Iterator<Item = &'u Uses>,
    of_fragments: &BTreeMap<&str, &Uses>,
) -> Vec<Refusal> {
    let described = operation.name.map_or_else(
        || "anonymous query".to_owned(),
        |name| format!("query {name}"),
    );
    let all: Vec<&Uses> = std::iter::once(uses).chain(reached).collect();
    let mut refusals = Vec::new();
    for spread in all.iter().flat_map(|uses| &uses.fragments.places) {
        let name = spread.name.as_str();
        if !of_fragments.contains_key(name) {
            let message = format!("Fragment {name} was used, but not defined");
            let extensions = json!({"code": "useAndDefineFragment", "fragmentName": name});
            refusals.push(spread.refusal(message, extensions));
        }
    }
    let mut declared = BTreeSet::new();
    for variable in &operation.definition.node.variable_definitions {
        let name = variable.node.name.node.as_str();
        declared.insert(name);
        if !all.iter().any(|uses| uses.variables.all.contains(name)) {
            let message = format!("Variable ${name} is declared by {described} but not used");
            let extensions = json!({"code": "variableNotUsed", "variableName": name});
            let path = [operation.title()];
            let position = operation.definition.pos;
            refusals.push(Refusal::new(message, position, &path, extensions));
        }
    }
    for used in all.iter().flat_map(|uses| &uses.variables.places) {
        let name = used.name.as_str();
        if !declared.contains(name) {
            let message = format!("Variable ${name} is used by {described} but not declared");
            let extensions = json!({"code": "variableNotDefined", "variableName": name});
            refusals.push(used.refusal(message, extensions));
        }
    }
    refusals
}

impl Use {
    fn refusal(&self, message: String, extensions: Value) -> Refusal {
        Refusal::new(message, self.position, &self.path, extensions)
    }
}

/// Refuses the fragment `name` at `position`, which spreads itself.
pub(crate) fn endless_fragment(name: &str, position: Pos) -> Refusal {
    let message = format!("Fragment {name} contains an infinite loop");
    let extensions = json!({"code": "infiniteLoop", "fragmentName": name});
    Refusal::new(message, position, &[format!("fragment {name}")], extensions)
}

/// Refuses the fragment `name` at `position`, which no operation uses.
pub(crate) fn unused_fragment(name: &str, position: Pos) -> Refusal {
    let message = format!("Fragment {name} was defined, but not used");
    let extensions = json!({"code": "useAndDefineFragment", "fragmentName": name});
    Refusal::new(message, position, &[format!("fragment {name}")], extensions)
}
