//! Compares the variables and fragments that a document uses with those that it declares.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql_parser::Pos;
use serde_json::json;

use crate::document::Operation;
use crate::refusal::Refusal;

/// A name that is used, the place of the use and the path to it.
type Use = (String, Pos, Vec<String>);

/// The names that one definition uses.
#[derive(Debug, Default, Clone)]
pub(crate) struct Uses {
    pub(crate) variables: Vec<Use>,
    pub(crate) fragments: Vec<Use>,
    unknown: BTreeSet<String>,
}

/// Collects what an operation uses, itself and through its fragments, and adds the fragments that it reaches to `spread`.
pub(crate) fn closure(
    uses: &Uses,
    of_fragments: &BTreeMap<&str, &Uses>,
    spread: &mut BTreeSet<String>,
) -> Uses {
    let mut all = uses.clone();
    let mut seen = BTreeSet::new();
    let names = |uses: &Uses| -> Vec<String> {
        let names = uses.fragments.iter().map(|(name, _, _)| name.clone());
        names.collect()
    };
    let mut next = names(uses);
    while let Some(name) = next.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(inner) = of_fragments.get(name.as_str()) {
            all.variables.extend(inner.variables.iter().cloned());
            next.extend(names(inner));
            all.fragments.extend(inner.fragments.iter().cloned());
        } else {
            all.unknown.insert(name);
        }
    }
    spread.extend(seen);
    all
}

/// Refuses variables and fragments that an operation uses and nothing declares, and variables that it declares and does not use.
pub(crate) fn variable_refusals(operation: Operation<'_>, uses: &Uses) -> Vec<Refusal> {
    let described = operation.name.map_or_else(
        || "anonymous query".to_owned(),
        |name| format!("query {name}"),
    );
    let mut refusals = Vec::new();
    for (name, position, path) in &uses.fragments {
        if uses.unknown.contains(name) {
            let message = format!("Fragment {name} was used, but not defined");
            let extensions = json!({"code": "useAndDefineFragment", "fragmentName": name});
            refusals.push(Refusal::new(message, *position, path, extensions));
        }
    }
    let declared: BTreeSet<&str> = (operation.definition.node.variable_definitions.iter())
        .map(|variable| variable.node.name.node.as_str())
        .collect();
    for variable in &operation.definition.node.variable_definitions {
        let name = variable.node.name.node.as_str();
        if !uses.variables.iter().any(|(used, _, _)| used == name) {
            let message = format!("Variable ${name} is declared by {described} but not used");
            let extensions = json!({"code": "variableNotUsed", "variableName": name});
            let path = [operation.title()];
            let position = operation.definition.pos;
            refusals.push(Refusal::new(message, position, &path, extensions));
        }
    }
    for (name, position, path) in &uses.variables {
        if !declared.contains(name.as_str()) {
            let message = format!("Variable ${name} is used by {described} but not declared");
            let extensions = json!({"code": "variableNotDefined", "variableName": name});
            refusals.push(Refusal::new(message, *position, path, extensions));
        }
    }
    refusals
}

/// Returns whether the fragment `name` spreads itself, directly or through others.
pub(crate) fn loops(name: &str, of_fragments: &BTreeMap<&str, &Uses>) -> bool {
    let spreads = |name: &str| {
        let uses = of_fragments.get(name);
        uses.into_iter()
            .flat_map(|uses| uses.fragments.iter().map(|(inner, _, _)| inner.clone()))
    };
    let mut seen = BTreeSet::new();
    let mut next: Vec<String> = spreads(name).collect();
    while let Some(inner) = next.pop() {
        if inner == name {
            return true;
        }
        if seen.insert(inner.clone()) {
            next.extend(spreads(&inner));
        }
    }
    false
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
