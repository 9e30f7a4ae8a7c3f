//! Pruning of documents to the types and fields that a host has. A server refuses a whole document for one field that it does not declare.

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::Style;
use graphql_parser::query::{
    Definition, Document, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    TypeCondition, Value, parse_query,
};

use super::capabilities::Capabilities;
use super::schema::UNION;

/// A document as it is sent to one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pruned {
    /// The text.
    pub(super) text: String,
    /// The variables that the text still uses.
    pub(super) variables: BTreeSet<String>,
    /// The fields that were left out, as type and field.
    pub(super) dropped: Vec<(String, String)>,
}

/// Removes the selections that the host lacks from a document; `None` if nothing is left to ask, or if `text` is no document.
pub(super) fn prune(text: &str, capabilities: &Capabilities) -> Option<Pruned> {
    let document = parse_query::<String>(text).ok()?;
    let mut pruner = Pruner {
        capabilities,
        dropped: Vec::new(),
        empty_fragments: BTreeSet::new(),
    };
    let mut definitions: Vec<Definition<'_, String>> = document.definitions;
    // A fragment that spreads only empty fragments becomes empty too, so this is repeated until no further fragment becomes empty.
    loop {
        let before = pruner.empty_fragments.len();
        for definition in &mut definitions {
            pruner.prune_definition(definition);
        }
        if pruner.empty_fragments.len() == before {
            break;
        }
    }
    let reached = reached_fragments(&definitions);
    definitions.retain(|definition| match definition {
        Definition::Fragment(fragment) => reached.contains(&fragment.name),
        Definition::Operation(_) => true,
    });
    let variables = used_variables(&definitions);
    for definition in &mut definitions {
        if let Definition::Operation(OperationDefinition::Query(query)) = definition {
            query
                .variable_definitions
                .retain(|variable| variables.contains(&variable.name));
            if query.selection_set.items.is_empty() {
                return None;
            }
        }
    }
    let document = Document { definitions };
    Some(Pruned {
        text: document.format(Style::default().indent(0)),
        variables,
        dropped: pruner.dropped,
    })
}

/// The pruning of one document.
struct Pruner<'c> {
    capabilities: &'c Capabilities,
    /// The fields that were left out so far, as type and field.
    dropped: Vec<(String, String)>,
    /// The names of the fragments without any selection.
    empty_fragments: BTreeSet<String>,
}

impl Pruner<'_> {
    fn prune_definition(&mut self, definition: &mut Definition<'_, String>) {
        match definition {
            Definition::Operation(OperationDefinition::Query(query)) => {
                self.prune_set(&mut query.selection_set, "Query");
            }
            Definition::Fragment(fragment) => {
                let TypeCondition::On(type_name) = fragment.type_condition.clone();
                if self.capabilities.lacks_type(&type_name) {
                    fragment.selection_set.items.clear();
                }
                self.prune_set(&mut fragment.selection_set, &type_name);
                if fragment.selection_set.items.is_empty() {
                    self.empty_fragments.insert(fragment.name.clone());
                }
            }
            Definition::Operation(_) => {}
        }
    }

    /// Removes the selections of `set`, in the type `type_name`, that the host lacks.
    fn prune_set(&mut self, set: &mut SelectionSet<'_, String>, type_name: &str) {
        set.items
            .retain_mut(|selection| self.prune_selection(selection, type_name));
        let only_typename = |selection: &Selection<'_, String>| matches!(selection, Selection::Field(field) if field.name == "__typename");
        // Documents ask for `__typename` only to interpret the other fields.
        if set.items.iter().all(only_typename) {
            set.items.clear();
        }
    }

    /// Prunes the inside of a selection, and returns `true` if the selection stays.
    fn prune_selection(&mut self, selection: &mut Selection<'_, String>, type_name: &str) -> bool {
        match selection {
            Selection::Field(field) if field.name == "__typename" => true,
            Selection::Field(field) => {
                if self.capabilities.lacks_field(type_name, &field.name) {
                    self.dropped
                        .push((type_name.to_owned(), field.name.clone()));
                    return false;
                }
                if field.selection_set.items.is_empty() {
                    return true;
                }
                let inner = UNION
                    .leads_to(type_name, &field.name)
                    .unwrap_or_default()
                    .to_owned();
                if self.capabilities.lacks_type(&inner) {
                    self.dropped
                        .push((type_name.to_owned(), field.name.clone()));
                    return false;
                }
                self.prune_set(&mut field.selection_set, &inner);
                !field.selection_set.items.is_empty()
            }
            Selection::FragmentSpread(spread) => {
                !self.empty_fragments.contains(&spread.fragment_name)
            }
            Selection::InlineFragment(fragment) => {
                let inner = match &fragment.type_condition {
                    Some(TypeCondition::On(inner)) => inner.clone(),
                    None => type_name.to_owned(),
                };
                if self.capabilities.lacks_type(&inner) {
                    return false;
                }
                self.prune_set(&mut fragment.selection_set, &inner);
                !fragment.selection_set.items.is_empty()
            }
        }
    }
}

/// Returns the names of the fragments that the operation spreads, directly or through others. A server refuses a document with an unused fragment.
fn reached_fragments(definitions: &[Definition<'_, String>]) -> BTreeSet<String> {
    let fragments: BTreeMap<&str, &FragmentDefinition<'_, String>> = definitions
        .iter()
        .filter_map(|definition| match definition {
            Definition::Fragment(fragment) => Some((fragment.name.as_str(), fragment)),
            Definition::Operation(_) => None,
        })
        .collect();
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<String> = Vec::new();
    for definition in definitions {
        if let Definition::Operation(OperationDefinition::Query(query)) = definition {
            collect_spreads(&query.selection_set, &mut waiting);
        }
    }
    while let Some(name) = waiting.pop() {
        if let Some(fragment) = fragments.get(name.as_str())
            && reached.insert(name)
        {
            collect_spreads(&fragment.selection_set, &mut waiting);
        }
    }
    reached
}

/// Appends the names of the fragments that a selection set spreads to `found`.
fn collect_spreads(set: &SelectionSet<'_, String>, found: &mut Vec<String>) {
    for selection in &set.items {
        match selection {
            Selection::Field(field) => collect_spreads(&field.selection_set, found),
            Selection::FragmentSpread(spread) => found.push(spread.fragment_name.clone()),
            Selection::InlineFragment(fragment) => collect_spreads(&fragment.selection_set, found),
        }
    }
}

/// Returns the names of the variables that are used as arguments.
fn used_variables(definitions: &[Definition<'_, String>]) -> BTreeSet<String> {
    fn collect(set: &SelectionSet<'_, String>, used: &mut BTreeSet<String>) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    for (_, value) in &field.arguments {
                        if let Value::Variable(name) = value {
                            used.insert(name.clone());
                        }
                    }
                    collect(&field.selection_set, used);
                }
                Selection::InlineFragment(fragment) => collect(&fragment.selection_set, used),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    let mut used = BTreeSet::new();
    for definition in definitions {
        match definition {
            Definition::Operation(OperationDefinition::Query(query)) => {
                collect(&query.selection_set, &mut used);
            }
            Definition::Fragment(fragment) => collect(&fragment.selection_set, &mut used),
            Definition::Operation(_) => {}
        }
    }
    used
}

#[cfg(test)]
mod tests;
