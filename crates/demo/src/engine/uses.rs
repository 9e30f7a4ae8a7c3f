//! The variables and fragments that a document uses, against those that it declares.

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::Pos;
use graphql_parser::query::{FragmentDefinition, OperationDefinition};
use serde_json::{Value, json};

use super::operation::{start, title, variables};
use super::refusal::refusal;

/// What a definition makes use of.
#[derive(Debug, Default, Clone)]
pub(super) struct Uses {
    pub(super) variables: Vec<(String, Pos, Vec<String>)>,
    pub(super) fragments: Vec<(String, Pos, Vec<String>)>,
    unknown: BTreeSet<String>,
}

/// What an operation uses, itself and through its fragments.
pub(super) fn closure(
    uses: &Uses,
    of_fragments: &BTreeMap<&str, Uses>,
    spread: &mut BTreeSet<String>,
) -> Uses {
    let mut all = uses.clone();
    let mut seen = BTreeSet::new();
    let mut next = uses.fragments.clone();
    while let Some((name, _, _)) = next.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Some(inner) = of_fragments.get(name.as_str()) {
            all.variables.extend(inner.variables.clone());
            next.extend(inner.fragments.clone());
            all.fragments.extend(inner.fragments.clone());
        } else {
            all.unknown.insert(name);
        }
    }
    spread.extend(seen);
    all
}

/// Variables and fragments that an operation uses and nobody declares, or declares and does not use.
pub(super) fn variable_faults(
    operation: &OperationDefinition<'static, String>,
    uses: &Uses,
) -> Vec<Value> {
    let described = match operation {
        OperationDefinition::Query(query) => query.name.as_ref().map_or_else(
            || "anonymous query".to_owned(),
            |name| format!("query {name}"),
        ),
        _ => "anonymous query".to_owned(),
    };
    let mut faults = Vec::new();
    for (name, position, path) in &uses.fragments {
        if uses.unknown.contains(name) {
            let message = format!("Fragment {name} was used, but not defined");
            let extensions = json!({"code": "useAndDefineFragment", "fragmentName": name});
            faults.push(refusal(&message, *position, path, &extensions));
        }
    }
    for variable in variables(operation) {
        if !uses
            .variables
            .iter()
            .any(|(name, _, _)| *name == variable.name)
        {
            let message = format!(
                "Variable ${} is declared by {described} but not used",
                variable.name
            );
            let extensions = json!({"code": "variableNotUsed", "variableName": variable.name});
            faults.push(refusal(
                &message,
                start(operation),
                &[title(operation)],
                &extensions,
            ));
        }
    }
    let declared: BTreeSet<&str> = variables(operation)
        .iter()
        .map(|v| v.name.as_str())
        .collect();
    for (name, position, path) in &uses.variables {
        if !declared.contains(name.as_str()) {
            let message = format!("Variable ${name} is used by {described} but not declared");
            let extensions = json!({"code": "variableNotDefined", "variableName": name});
            faults.push(refusal(&message, *position, path, &extensions));
        }
    }
    faults
}

/// Whether the fragment `name` spreads itself, directly or through others.
pub(super) fn loops(name: &str, of_fragments: &BTreeMap<&str, Uses>) -> bool {
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

/// What is said of a fragment that spreads itself.
pub(super) fn endless_fragment(fragment: &FragmentDefinition<'static, String>) -> Value {
    let message = format!("Fragment {} contains an infinite loop", fragment.name);
    let extensions = json!({"code": "infiniteLoop", "fragmentName": fragment.name});
    let path = [format!("fragment {}", fragment.name)];
    refusal(&message, fragment.position, &path, &extensions)
}

/// What is said of a fragment that no operation uses.
pub(super) fn unused_fragment(fragment: &FragmentDefinition<'static, String>) -> Value {
    let message = format!("Fragment {} was defined, but not used", fragment.name);
    let extensions = json!({"code": "useAndDefineFragment", "fragmentName": fragment.name});
    let path = [format!("fragment {}", fragment.name)];
    refusal(&message, fragment.position, &path, &extensions)
}
