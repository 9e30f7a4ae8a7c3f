//! What is wrong with a document before anything is resolved: every fault is reported, in the order in which it stands, as graphql-ruby
//! does. Knows the schema only.

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::Pos;
use graphql_parser::query::{
    Definition, Document, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
    TypeCondition, Value as Literal, VariableDefinition,
};
use serde_json::{Value, json};

use super::operation::{selections, title, variables};
use super::refusal::refusal;
use super::uses::{Uses, closure, endless_fragment, loops, unused_fragment, variable_faults};
use crate::schema::{DeclaredField, Release, Schema, bottom};

/// Every fault of `document`; nothing when it may be run.
pub(super) fn faults(
    schema: &Schema,
    release: Release,
    document: &Document<'static, String>,
) -> Vec<Value> {
    let mut visitor = Visitor {
        schema,
        release,
        path: Vec::new(),
        faults: Vec::new(),
        uses: Uses::default(),
    };
    let mut of_fragments = BTreeMap::new();
    let mut operations = Vec::new();
    for definition in &document.definitions {
        match definition {
            Definition::Fragment(fragment) => {
                visitor.fragment(fragment);
                of_fragments.insert(fragment.name.as_str(), std::mem::take(&mut visitor.uses));
            }
            Definition::Operation(operation) => {
                visitor.operation(operation);
                operations.push((operation, std::mem::take(&mut visitor.uses)));
            }
        }
    }
    let mut faults = visitor.faults;
    let mut spread = BTreeSet::new();
    for (operation, uses) in &operations {
        let all = closure(uses, &of_fragments, &mut spread);
        faults.extend(variable_faults(operation, &all));
    }
    for definition in &document.definitions {
        let Definition::Fragment(fragment) = definition else {
            continue;
        };
        if !spread.contains(fragment.name.as_str()) {
            faults.push(unused_fragment(fragment));
        }
        if loops(&fragment.name, &of_fragments) {
            faults.push(endless_fragment(fragment));
        }
    }
    faults
}

struct Visitor<'s> {
    schema: &'s Schema,
    release: Release,
    path: Vec<String>,
    faults: Vec<Value>,
    uses: Uses,
}

impl Visitor<'_> {
    fn refuse(&mut self, message: &str, position: Pos, extensions: &Value) {
        let fault = refusal(message, position, &self.path, extensions);
        self.faults.push(fault);
    }

    fn operation(&mut self, operation: &OperationDefinition<'static, String>) {
        self.path = vec![title(operation)];
        for variable in variables(operation) {
            self.variable_type(variable);
        }
        if let Some(selections) = selections(operation) {
            self.selections("Query", selections);
        }
    }

    fn variable_type(&mut self, variable: &VariableDefinition<'static, String>) {
        let name = bottom(&variable.var_type);
        if !self.schema.takes(name) {
            let message = format!("{name} isn't a defined input type (on ${})", variable.name);
            let extensions = json!({"code": "variableRequiresValidType", "typeName": name, "variableName": variable.name});
            self.refuse(&message, variable.position, &extensions);
        }
    }

    fn fragment(&mut self, fragment: &FragmentDefinition<'static, String>) {
        self.path = vec![format!("fragment {}", fragment.name)];
        let TypeCondition::On(condition) = &fragment.type_condition;
        if self.knows(condition, fragment.position) {
            self.selections(condition, &fragment.selection_set);
        }
    }

    fn knows(&mut self, condition: &str, position: Pos) -> bool {
        let known = self.schema.composite(condition).is_some();
        if !known {
            let message = format!("No such type {condition}, so it can't be a fragment condition");
            let extensions = json!({"code": "undefinedType", "typeName": condition});
            self.refuse(&message, position, &extensions);
        }
        known
    }

    fn selections(&mut self, owner: &str, set: &SelectionSet<'static, String>) {
        for selection in &set.items {
            self.directives(selection);
            match selection {
                Selection::Field(field) => {
                    self.path
                        .push(field.alias.as_ref().unwrap_or(&field.name).clone());
                    self.field(owner, field);
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment
                        .type_condition
                        .as_ref()
                        .map(|TypeCondition::On(name)| name.as_str());
                    self.path.push(
                        condition.map_or_else(|| "...".to_owned(), |name| format!("... on {name}")),
                    );
                    let inner = condition.unwrap_or(owner);
                    if self.knows(inner, fragment.position) {
                        self.selections(inner, &fragment.selection_set);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    self.path.push(format!("...{}", spread.fragment_name));
                    self.uses.fragments.push((
                        spread.fragment_name.clone(),
                        spread.position,
                        self.path.clone(),
                    ));
                }
            }
            self.path.pop();
        }
    }

    /// Notes the variables that decide whether a selection is kept.
    fn directives(&mut self, selection: &Selection<'static, String>) {
        let (directives, position) = match selection {
            Selection::Field(field) => (&field.directives, field.position),
            Selection::InlineFragment(inline) => (&inline.directives, inline.position),
            Selection::FragmentSpread(spread) => (&spread.directives, spread.position),
        };
        for (_, value) in directives.iter().flat_map(|directive| &directive.arguments) {
            self.literal(value, "", position);
        }
    }

    fn field(&mut self, owner: &str, field: &Field<'static, String>) {
        if field.name == "__typename" || (owner == "Query" && field.name.starts_with("__")) {
            return;
        }
        let schema = self.schema;
        let Some(declared) = schema.field(owner, &field.name) else {
            let message = format!("Field '{}' doesn't exist on type '{owner}'", field.name);
            let extensions =
                json!({"code": "undefinedField", "typeName": owner, "fieldName": field.name});
            self.refuse(&message, field.position, &extensions);
            return;
        };
        self.arguments(field, declared);
        let selected = !field.selection_set.items.is_empty();
        match (schema.composite(&declared.type_name).is_some(), selected) {
            (true, true) => self.selections(&declared.type_name, &field.selection_set),
            (false, false) => {}
            (composite, _) => self.mismatch(field, &declared.type_name, composite),
        }
    }

    fn mismatch(&mut self, field: &Field<'static, String>, type_name: &str, composite: bool) {
        let name = &field.name;
        let message = if composite {
            format!(
                "Field must have selections (field '{name}' returns {type_name} but has no selections. Did you mean '{name} {{ ... }}'?)"
            )
        } else {
            let chosen = field.selection_set.items.iter().map(|selection| {
                let text = match selection {
                    Selection::Field(inner) => inner.name.as_str(),
                    Selection::FragmentSpread(_) | Selection::InlineFragment(_) => "...",
                };
                if self.release >= Release::zero(29) {
                    format!("\"{text}\"")
                } else {
                    text.to_owned()
                }
            });
            format!(
                "Selections can't be made on scalars (field '{name}' returns {type_name} but has selections [{}])",
                chosen.collect::<Vec<_>>().join(", ")
            )
        };
        let extensions = json!({"code": "selectionMismatch", "nodeName": format!("field '{name}'"), "typeName": type_name});
        self.refuse(&message, field.position, &extensions);
    }

    fn arguments(&mut self, field: &Field<'static, String>, declared: &DeclaredField) {
        for (name, value) in &field.arguments {
            self.path.push(name.clone());
            if let Some(argument) = declared.arguments.get(name) {
                self.literal(value, &argument.type_name, field.position);
            } else {
                let message = format!("Field '{}' doesn't accept argument '{name}'", field.name);
                let extensions = json!({"code": "argumentNotAccepted", "name": field.name, "typeName": "Field", "argumentName": name});
                self.refuse(&message, field.position, &extensions);
                self.literal(value, "", field.position);
            }
            self.path.pop();
        }
        let missing: Vec<&str> = declared
            .arguments
            .iter()
            .filter(|(name, argument)| {
                argument.required && !field.arguments.iter().any(|(given, _)| given == *name)
            })
            .map(|(name, _)| name.as_str())
            .collect();
        if !missing.is_empty() {
            let names = missing.join(", ");
            let message = format!(
                "Field '{}' is missing required arguments: {names}",
                field.name
            );
            let extensions = json!({"code": "missingRequiredArguments", "className": "Field", "name": field.name, "arguments": names});
            self.refuse(&message, field.position, &extensions);
        }
    }

    /// Notes the variables in a literal, and refuses keys that its input type does not have.
    fn literal(&mut self, value: &Literal<'static, String>, type_name: &str, position: Pos) {
        match value {
            Literal::Variable(name) => {
                let path = self.path.clone();
                self.uses.variables.push((name.clone(), position, path));
            }
            Literal::List(items) => {
                for item in items {
                    self.literal(item, type_name, position);
                }
            }
            Literal::Object(entries) => {
                let schema = self.schema;
                let keys = schema.input(type_name);
                for (key, inner) in entries {
                    self.path.push(key.clone());
                    if keys.is_some_and(|keys| !keys.contains_key(key)) {
                        let message =
                            format!("InputObject '{type_name}' doesn't accept argument '{key}'");
                        let extensions = json!({"code": "argumentNotAccepted", "name": type_name, "typeName": "InputObject", "argumentName": key});
                        self.refuse(&message, position, &extensions);
                    }
                    self.literal(inner, "", position);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }
}
