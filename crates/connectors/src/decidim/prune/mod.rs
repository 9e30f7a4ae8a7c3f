//! Pruning: a document without the selections that a host lacks. One field that a server does not declare fails the whole document.

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
    /// The variables that it still uses.
    pub(super) variables: BTreeSet<String>,
    /// The fields that were left out, as type and field.
    pub(super) dropped: Vec<(String, String)>,
}

/// The document without what the host lacks; `None` if nothing is left, or nothing but the keys that lead to what was left out.
pub(super) fn prune(text: &str, capabilities: &Capabilities) -> Option<Pruned> {
    let document = parse_query::<String>(text).ok()?;
    let mut cutter = Pruner {
        capabilities,
        dropped: Vec::new(),
        hollow: BTreeSet::new(),
    };
    let mut definitions: Vec<Definition<'_, String>> = document.definitions;
    // A fragment that becomes empty empties those that spread it: until nothing changes.
    loop {
        let known = cutter.hollow.len();
        for definition in &mut definitions {
            cutter.definition(definition);
        }
        if cutter.hollow.len() == known {
            break;
        }
    }
    let kept = spread_from_operation(&definitions);
    definitions.retain(|definition| match definition {
        Definition::Fragment(fragment) => kept.contains(&fragment.name),
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
    let pruned = Document { definitions };
    Some(Pruned {
        text: pruned.format(Style::default().indent(0)),
        variables,
        dropped: cutter.dropped,
    })
}

struct Pruner<'c> {
    capabilities: &'c Capabilities,
    dropped: Vec<(String, String)>,
    /// Fragments of which nothing is left.
    hollow: BTreeSet<String>,
}

impl Pruner<'_> {
    fn definition(&mut self, definition: &mut Definition<'_, String>) {
        match definition {
            Definition::Operation(OperationDefinition::Query(query)) => {
                self.selections(&mut query.selection_set, "Query");
            }
            Definition::Fragment(fragment) => {
                let TypeCondition::On(type_name) = fragment.type_condition.clone();
                if self.capabilities.lacks_type(&type_name) {
                    fragment.selection_set.items.clear();
                }
                self.selections(&mut fragment.selection_set, &type_name);
                if fragment.selection_set.items.is_empty() {
                    self.hollow.insert(fragment.name.clone());
                }
            }
            Definition::Operation(_) => {}
        }
    }

    fn selections(&mut self, set: &mut SelectionSet<'_, String>, type_name: &str) {
        set.items
            .retain_mut(|selection| self.keeps(selection, type_name));
        let only_typename = |selection: &Selection<'_, String>| matches!(selection, Selection::Field(field) if field.name == "__typename");
        // `__typename` alone says nothing where it stood beside something else.
        if set.items.iter().all(only_typename) {
            set.items.clear();
        }
    }

    /// Returns whether the selection stays, pruned inside.
    fn keeps(&mut self, selection: &mut Selection<'_, String>, type_name: &str) -> bool {
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
                self.selections(&mut field.selection_set, &inner);
                !field.selection_set.items.is_empty()
            }
            Selection::FragmentSpread(spread) => !self.hollow.contains(&spread.fragment_name),
            Selection::InlineFragment(fragment) => {
                let inner = match &fragment.type_condition {
                    Some(TypeCondition::On(inner)) => inner.clone(),
                    None => type_name.to_owned(),
                };
                if self.capabilities.lacks_type(&inner) {
                    return false;
                }
                self.selections(&mut fragment.selection_set, &inner);
                !fragment.selection_set.items.is_empty()
            }
        }
    }
}

/// The fragments that the operation reaches: a server refuses a fragment that is not used.
fn spread_from_operation(definitions: &[Definition<'_, String>]) -> BTreeSet<String> {
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
            spreads(&query.selection_set, &mut waiting);
        }
    }
    while let Some(name) = waiting.pop() {
        if let Some(fragment) = fragments.get(name.as_str())
            && reached.insert(name)
        {
            spreads(&fragment.selection_set, &mut waiting);
        }
    }
    reached
}

fn spreads(set: &SelectionSet<'_, String>, found: &mut Vec<String>) {
    for selection in &set.items {
        match selection {
            Selection::Field(field) => spreads(&field.selection_set, found),
            Selection::FragmentSpread(spread) => found.push(spread.fragment_name.clone()),
            Selection::InlineFragment(fragment) => spreads(&fragment.selection_set, found),
        }
    }
}

fn used_variables(definitions: &[Definition<'_, String>]) -> BTreeSet<String> {
    fn of(set: &SelectionSet<'_, String>, used: &mut BTreeSet<String>) {
        for selection in &set.items {
            match selection {
                Selection::Field(field) => {
                    for (_, value) in &field.arguments {
                        if let Value::Variable(name) = value {
                            used.insert(name.clone());
                        }
                    }
                    of(&field.selection_set, used);
                }
                Selection::InlineFragment(fragment) => of(&fragment.selection_set, used),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    let mut used = BTreeSet::new();
    for definition in definitions {
        match definition {
            Definition::Operation(OperationDefinition::Query(query)) => {
                of(&query.selection_set, &mut used);
            }
            Definition::Fragment(fragment) => of(&fragment.selection_set, &mut used),
            Definition::Operation(_) => {}
        }
    }
    used
}

#[cfg(test)]
mod tests;
