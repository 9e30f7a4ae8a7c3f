//! Names everything in a document that its schema does not declare, in the words of graphql-ruby. Knows the schema only.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql_parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationType, Selection, SelectionSet,
    TypeCondition, VariableDefinition,
};
use async_graphql_parser::{Pos, Positioned};
use async_graphql_value::Value as Literal;
use serde_json::{Value, json};

use crate::document::{Operation, operations, place};
use crate::refusal::Refusal;
use crate::schema::{self, Schema, type_name};
use crate::uses::{Uses, endless_fragment, reachable, unused_fragment, variable_refusals};

/// The type from which operations select.
const ROOT: &str = "Query";
/// The most refusals that are returned.
const MAX_REFUSALS: usize = 5000;

/// The words of a release of graphql-ruby, where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// The words of the releases that Decidim ran until 0.28.
    Older,
    /// The words of the releases that Decidim runs from 0.29.
    Newer,
}

/// Returns every fault of `document`: first those of names, each fragment's where it is first spread, then those of variables and of
/// fragments, 5000 at most. Nothing is returned for a document that may be run.
pub fn refusals(schema: &Schema, document: &ExecutableDocument, wording: Wording) -> Vec<Refusal> {
    let visits = Visits { schema, wording };
    let mut fragments: Vec<_> = document.fragments.iter().collect();
    fragments.sort_by_key(|(_, fragment)| place(fragment.pos));
    let of_fragments: BTreeMap<&str, Visit> = fragments
        .iter()
        .map(|(name, fragment)| (name.as_str(), visits.fragment(name, fragment)))
        .collect();
    let operations: Vec<_> = operations(document)
        .into_iter()
        .map(|operation| (operation, visits.operation(operation)))
        .collect();

    let mut order = Order::new(&of_fragments);
    for (_, visit) in &operations {
        order.visit(visit);
    }
    for (name, _) in &fragments {
        order.fragment(name);
    }
    let mut refusals = order.refusals;

    let uses = of_fragments
        .iter()
        .map(|(name, visit)| (*name, &visit.uses));
    let uses: BTreeMap<&str, &Uses> = uses.collect();
    let mut spread = BTreeSet::new();
    for (operation, visit) in &operations {
        if refusals.len() > MAX_REFUSALS {
            break;
        }
        let names = reachable(&visit.uses, &uses);
        let reached = names
            .iter()
            .filter_map(|name| uses.get(name.as_str()).copied());
        let found = variable_refusals(*operation, &visit.uses, reached, &uses);
        refusals.extend(found);
        spread.extend(names);
    }
    for (name, fragment) in &fragments {
        if !spread.contains(name.as_str()) {
            refusals.push(unused_fragment(name, fragment.pos));
        }
        let inside = uses
            .get(name.as_str())
            .map(|uses_of| reachable(uses_of, &uses));
        if inside.is_some_and(|inside| inside.contains(name.as_str())) {
            refusals.push(endless_fragment(name, fragment.pos));
        }
    }
    refusals.truncate(MAX_REFUSALS);
    refusals
}

/// Puts the faults of fragments where the fragments are first spread.
struct Order<'v> {
    of_fragments: &'v BTreeMap<&'v str, Visit<'v>>,
    done: BTreeSet<&'v str>,
    refusals: Vec<Refusal>,
}

impl<'v> Order<'v> {
    fn new(of_fragments: &'v BTreeMap<&'v str, Visit<'v>>) -> Self {
        Self {
            of_fragments,
            done: BTreeSet::new(),
            refusals: Vec::new(),
        }
    }

    fn visit(&mut self, visit: &'v Visit<'_>) {
        for found in &visit.found {
            match found {
                Found::Refusal(refusal) => self.refusals.push(refusal.clone()),
                Found::Spread(name) => self.fragment(name),
            }
        }
    }

    fn fragment(&mut self, name: &str) {
        if let Some((name, visit)) = self.of_fragments.get_key_value(name)
            && self.done.insert(name)
        {
            self.visit(visit);
        }
    }
}

/// A thing that is met in a definition.
enum Found {
    Refusal(Refusal),
    /// A fragment by its name, whose own faults belong here.
    Spread(String),
}

/// Goes through the definitions of a document one by one.
#[derive(Clone, Copy)]
struct Visits<'s> {
    schema: &'s Schema,
    wording: Wording,
}

impl<'s> Visits<'s> {
    fn operation(self, operation: Operation<'_>) -> Visit<'s> {
        let mut visit = self.begin(operation.title());
        let definition = &operation.definition.node;
        for variable in &definition.variable_definitions {
            visit.variable_type(variable);
        }
        if definition.ty == OperationType::Query {
            visit.selections(ROOT, &definition.selection_set.node);
        }
        visit
    }

    fn fragment(self, name: &str, fragment: &Positioned<FragmentDefinition>) -> Visit<'s> {
        let mut visit = self.begin(format!("fragment {name}"));
        let condition = condition(&fragment.node.type_condition);
        if visit.knows(condition, fragment.pos) {
            visit.selections(condition, &fragment.node.selection_set.node);
        }
        visit
    }

    fn begin(self, title: String) -> Visit<'s> {
        Visit {
            schema: self.schema,
            wording: self.wording,
            path: vec![title],
            found: Vec::new(),
            refused: 0,
            uses: Uses::default(),
        }
    }
}

/// Goes through one operation or fragment, and notes faults and uses.
struct Visit<'s> {
    schema: &'s Schema,
    wording: Wording,
    path: Vec<String>,
    found: Vec<Found>,
    /// The number of refusals in `found`.
    refused: usize,
    uses: Uses,
}

impl Visit<'_> {
    fn refuse(&mut self, message: String, position: Pos, extensions: Value) {
        if self.refused >= MAX_REFUSALS {
            return;
        }
        self.refused += 1;
        let refusal = Refusal::new(message, position, &self.path, extensions);
        self.found.push(Found::Refusal(refusal));
    }

    fn variable_type(&mut self, variable: &Positioned<VariableDefinition>) {
        let name = type_name(&variable.node.var_type.node);
        if !self.schema.takes(name) {
            let variable_name = &variable.node.name.node;
            let message = format!("{name} isn't a defined input type (on ${variable_name})");
            let extensions = json!({"code": "variableRequiresValidType", "typeName": name, "variableName": variable_name});
            self.refuse(message, variable.pos, extensions);
        }
    }

    fn knows(&mut self, condition: &str, position: Pos) -> bool {
        let known = self.schema.composite(condition).is_some();
        if !known {
            let message = format!("No such type {condition}, so it can't be a fragment condition");
            let extensions = json!({"code": "undefinedType", "typeName": condition});
            self.refuse(message, position, extensions);
        }
        known
    }

    fn selections(&mut self, owner: &str, set: &SelectionSet) {
        for selection in &set.items {
            self.directives(&selection.node);
            match &selection.node {
                Selection::Field(field) => {
                    self.path.push(field.node.response_key().node.to_string());
                    self.field(owner, field);
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref().map(condition);
                    let label =
                        on.map_or_else(|| "...".to_owned(), |name| format!("... on {name}"));
                    self.path.push(label);
                    let inner = on.unwrap_or(owner);
                    if self.knows(inner, inline.pos) {
                        self.selections(inner, &inline.node.selection_set.node);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.to_string();
                    self.path.push(format!("...{name}"));
                    if self.uses.fragments.note(&name, spread.pos, &self.path) {
                        self.found.push(Found::Spread(name));
                    }
                }
            }
            self.path.pop();
        }
    }

    /// Notes the variables that decide whether a selection is kept.
    fn directives(&mut self, selection: &Selection) {
        let directives = selection.directives().iter();
        for (_, value) in directives.flat_map(|directive| &directive.node.arguments) {
            self.literal(&value.node, "", value.pos);
        }
    }

    fn field(&mut self, owner: &str, field: &Positioned<Field>) {
        let name = field.node.name.node.as_str();
        if name == "__typename" || (owner == ROOT && name.starts_with("__")) {
            return;
        }
        let schema = self.schema;
        let Some(declared) = schema.field(owner, name) else {
            let message = format!("Field '{name}' doesn't exist on type '{owner}'");
            let extensions =
                json!({"code": "undefinedField", "typeName": owner, "fieldName": name});
            self.refuse(message, field.pos, extensions);
            return;
        };
        self.arguments(field, declared);
        let selected = !field.node.selection_set.node.items.is_empty();
        match (schema.composite(&declared.type_name).is_some(), selected) {
            (true, true) => {
                self.selections(&declared.type_name, &field.node.selection_set.node);
            }
            (false, false) => {}
            (composite, _) => self.mismatch(field, &declared.type_name, composite),
        }
    }

    fn mismatch(&mut self, field: &Positioned<Field>, type_name: &str, composite: bool) {
        let name = &field.node.name.node;
        let message = if composite {
            format!(
                "Field must have selections (field '{name}' returns {type_name} but has no selections. Did you mean '{name} {{ ... }}'?)"
            )
        } else {
            let chosen = field.node.selection_set.node.items.iter();
            let chosen = chosen.map(|selection| {
                let text = match &selection.node {
                    Selection::Field(inner) => inner.node.name.node.as_str(),
                    Selection::FragmentSpread(_) | Selection::InlineFragment(_) => "...",
                };
                match self.wording {
                    Wording::Older => text.to_owned(),
                    Wording::Newer => format!("\"{text}\""),
                }
            });
            format!(
                "Selections can't be made on scalars (field '{name}' returns {type_name} but has selections [{}])",
                chosen.collect::<Vec<_>>().join(", ")
            )
        };
        let extensions = json!({"code": "selectionMismatch", "nodeName": format!("field '{name}'"), "typeName": type_name});
        self.refuse(message, field.pos, extensions);
    }

    fn arguments(&mut self, field: &Positioned<Field>, declared: &schema::Field) {
        let field_name = &field.node.name.node;
        for (name, value) in &field.node.arguments {
            self.path.push(name.node.to_string());
            if let Some(argument) = declared.arguments.get(name.node.as_str()) {
                self.literal(&value.node, &argument.type_name, value.pos);
            } else {
                let name_text = &name.node;
                let message = format!("Field '{field_name}' doesn't accept argument '{name_text}'");
                let extensions = json!({"code": "argumentNotAccepted", "name": field_name, "typeName": "Field", "argumentName": name_text});
                self.refuse(message, name.pos, extensions);
                self.literal(&value.node, "", value.pos);
            }
            self.path.pop();
        }
        let given = |wanted: &str| {
            let mut arguments = field.node.arguments.iter();
            arguments.any(|(name, _)| name.node == wanted)
        };
        let missing: Vec<&str> = (declared.arguments.iter())
            .filter(|(name, argument)| argument.required && !given(name))
            .map(|(name, _)| name.as_str())
            .collect();
        if !missing.is_empty() {
            let names = missing.join(", ");
            let message = format!("Field '{field_name}' is missing required arguments: {names}");
            let extensions = json!({"code": "missingRequiredArguments", "className": "Field", "name": field_name, "arguments": names});
            self.refuse(message, field.pos, extensions);
        }
    }

    /// Notes the variables in a literal, and refuses keys that its input type does not have.
    fn literal(&mut self, value: &Literal, type_name: &str, position: Pos) {
        match value {
            Literal::Variable(name) => {
                self.uses.variables.note(name, position, &self.path);
            }
            Literal::List(items) => {
                for item in items {
                    self.literal(item, type_name, position);
                }
            }
            Literal::Object(entries) => {
                let schema = self.schema;
                let input = schema.input(type_name);
                for (key, inner) in entries {
                    self.path.push(key.to_string());
                    if input.is_some_and(|input| !input.fields.contains_key(key.as_str())) {
                        let message =
                            format!("InputObject '{type_name}' doesn't accept argument '{key}'");
                        let extensions = json!({"code": "argumentNotAccepted", "name": type_name, "typeName": "InputObject", "argumentName": key});
                        self.refuse(message, position, extensions);
                    }
                    self.literal(inner, "", position);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }
}

fn condition(condition: &Positioned<TypeCondition>) -> &str {
    &condition.node.on.node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    const SCHEMA: &str = "type Query { a(n: Int, of: In): A b(must: ID!): String } type A { id: ID a: A } input In { x: Int }";

    fn refused(text: &str) -> Vec<Refusal> {
        let schema = Schema::parse(SCHEMA).unwrap();
        refusals(&schema, &read(text).unwrap(), Wording::Newer)
    }

    fn codes(text: &str) -> Vec<String> {
        let refusals = refused(text).into_iter();
        let codes = refusals.map(|refusal| refusal.code().unwrap_or_default().to_owned());
        codes.collect()
    }

    #[test]
    fn a_document_that_names_only_what_is_declared_is_not_refused() {
        let text = "query Q($n: Int, $in: In) { a(n: $n, of: $in) { ...F } b(must: 1) __typename __schema { types { name } } } \
                    fragment F on A { id x: a { ... { id } } }";
        assert_eq!(refused(text), []);
    }

    #[test]
    fn faults_of_a_fragment_stand_once_and_where_it_is_first_spread() {
        let refusals = refused(
            "fragment G on A { second } { a { first ...F ...F } last } fragment F on A { ...G a { ...G third } }",
        );
        let names = refusals.iter().filter_map(|refusal| refusal.path.last());
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["first", "second", "third", "last"]
        );
    }

    #[test]
    fn refusals_are_bounded_whatever_is_asked() {
        let many = (0..2000).map(|n| format!("$v{n} ")).collect::<Vec<_>>();
        let operations = (0..2000).map(|n| format!("query Q{n} {{...F}} "));
        let operations = operations.collect::<Vec<_>>().concat();
        let shared = format!(
            "fragment F on Query {{ a(n: [{}]) {{ id }} }}",
            many.concat()
        );
        assert_eq!(
            refused(&format!("{operations}{shared}")).len(),
            MAX_REFUSALS
        );
        let unknown = "{ a { ".to_owned() + &"x ".repeat(9000) + "} }";
        assert_eq!(refused(&unknown).len(), MAX_REFUSALS);
    }

    #[test]
    fn a_path_names_fields_by_their_aliases() {
        let refusals = refused("query Q { x: a { y: a { z: nope } } }");
        assert_eq!(refusals[0].path, ["query Q", "x", "y", "z"]);
        assert_eq!(refusals[0].extensions["fieldName"], "nope");
    }

    #[test]
    fn arguments_and_variables_are_judged_by_name() {
        for (text, code) in [
            ("{ a(m: 1) { id } }", "argumentNotAccepted"),
            ("{ a(of: {y: 1}) { id } }", "argumentNotAccepted"),
            ("{ b }", "missingRequiredArguments"),
            ("query($v: A) { b(must: $v) }", "variableRequiresValidType"),
            ("{ b(must: $v) }", "variableNotDefined"),
            ("query($v: ID) { b(must: 1) }", "variableNotUsed"),
            ("{ a }", "selectionMismatch"),
            ("{ b(must: 1) { x } }", "selectionMismatch"),
            ("{ ... on Nope { id } }", "undefinedType"),
            ("{ ...Nope }", "useAndDefineFragment"),
        ] {
            assert_eq!(codes(text), [code], "{text}");
        }
    }
}
