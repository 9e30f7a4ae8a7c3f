//! The guard: what a document may be before anything of it is executed, and what is said in graphql-ruby's words when it may not, since
//! clients of Decidim learn from those words which fields a server has.

use std::collections::{BTreeSet, HashMap};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, FieldDefinition, FragmentDefinition,
    OperationType, Selection, SelectionSet, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Pos, Positioned};
use serde_json::{Value, json};

/// As Decidim's.
pub(super) const MAX_DEPTH: usize = 15;
const MAX_ALIASES: usize = 5;
const MAX_SAME_NAME: usize = 2;
/// How many selections a document may have when every fragment is written out.
const MAX_SELECTIONS: usize = 5000;
/// How many fragments a document may have: they may spread one another, and async-graphql follows the chain by calling itself.
const MAX_FRAGMENTS: usize = 100;
/// How deep braces, brackets and parentheses may nest: the parser calls itself for each.
const MAX_NESTING: usize = 64;

/// The fields of every type of the schema, and the type of each.
pub(super) struct Guard {
    types: HashMap<String, HashMap<String, String>>,
}

impl Guard {
    /// The guard of the schema that `sdl` writes.
    pub(super) fn new(sdl: &str) -> Self {
        let definitions = parse_schema(sdl).map(|document| document.definitions);
        let mut types = HashMap::new();
        for definition in definitions.unwrap_or_default() {
            if let TypeSystemDefinition::Type(definition) = definition {
                let fields = match &definition.node.kind {
                    TypeKind::Object(object) => fields(&object.fields),
                    TypeKind::Interface(interface) => fields(&interface.fields),
                    _ => continue,
                };
                types.insert(definition.node.name.node.to_string(), fields);
            }
        }
        Self { types }
    }

    /// What is wrong with a document, as errors of an answer; nothing when it may be executed.
    pub(super) fn check(&self, document: &ExecutableDocument) -> Vec<Value> {
        if document.fragments.len() > MAX_FRAGMENTS {
            let message = format!("Query has more than {MAX_FRAGMENTS} fragments");
            return vec![json!({ "message": message })];
        }
        let operations: Vec<_> = match &document.operations {
            DocumentOperations::Single(operation) => vec![(None, operation)],
            DocumentOperations::Multiple(operations) => (operations.iter())
                .map(|(name, operation)| (Some(name), operation))
                .collect(),
        };
        let mut walk = Walk {
            guard: self,
            fragments: &document.fragments,
            budget: MAX_SELECTIONS,
            names: Vec::new(),
            open: Vec::new(),
            path: Vec::new(),
            aliases: BTreeSet::new(),
            told: BTreeSet::new(),
            errors: Vec::new(),
        };
        for (name, operation) in operations {
            if operation.node.ty != OperationType::Query {
                return vec![
                    json!({"message": "Nothing can be changed here: only queries are answered"}),
                ];
            }
            let name = name.map_or_else(String::new, |name| format!(" {name}"));
            walk.path = vec![format!("query{name}")];
            if let Err(refusal) = walk.selections(&operation.node.selection_set.node, Some("Query"))
            {
                return vec![refusal.to_error()];
            }
        }
        if walk.aliases.len() > MAX_ALIASES {
            return vec![json!({
                "message": format!("Too many aliases used: {}, at most {MAX_ALIASES} are taken", walk.aliases.len()),
                "extensions": {"code": "TOO_MANY_ALIASES_ERROR"},
            })];
        }
        walk.errors
    }
}

fn fields(definitions: &[Positioned<FieldDefinition>]) -> HashMap<String, String> {
    let field = |definition: &Positioned<FieldDefinition>| {
        let mut base = &definition.node.ty.node.base;
        while let BaseType::List(inner) = base {
            base = &inner.base;
        }
        let BaseType::Named(of) = base else {
            return None;
        };
        Some((definition.node.name.node.to_string(), of.to_string()))
    };
    definitions.iter().filter_map(field).collect()
}

/// Whether a text nests deeper than the parser is trusted with. Strings and comments do not count.
pub(super) fn nests_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let skipped = match letter {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' => after_string(rest),
            _ => letter.len_utf8(),
        };
        match letter {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return true;
        }
        rest = rest.get(skipped..).unwrap_or("");
    }
    false
}

/// Where the string at the beginning of `text` ends. One that is not closed ends with its line: at worst too much is counted.
fn after_string(text: &str) -> usize {
    if let Some(block) = text.strip_prefix("\"\"\"") {
        return block.find("\"\"\"").map_or(3, |end| end + 6);
    }
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' | '\r' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Why a document is refused as a whole.
enum Refusal {
    TooDeep,
    TooMuch,
    Recursion(String),
    Loop(String),
}

impl Refusal {
    fn to_error(&self) -> Value {
        match self {
            Self::TooDeep => {
                json!({"message": format!("Query has a depth that exceeds max depth of {MAX_DEPTH}")})
            }
            Self::TooMuch => json!({
                "message": format!("Query has more than {MAX_SELECTIONS} selections when its fragments are written out")
            }),
            Self::Recursion(name) => json!({
                "message": format!("`{name}` nests more than {MAX_SAME_NAME} times in itself"),
                "extensions": {"code": "RECURSION_LIMIT_EXCEEDED_ERROR"},
            }),
            Self::Loop(name) => json!({
                "message": format!("Fragment {name} contains an infinite loop"),
                "extensions": {"code": "infiniteLoop", "fragmentName": name},
            }),
        }
    }
}

/// A walk through a document with every fragment written out.
struct Walk<'a> {
    guard: &'a Guard,
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    budget: usize,
    /// The names of the fields from the root to here.
    names: Vec<&'a str>,
    /// The fragments that are being written out.
    open: Vec<&'a str>,
    /// As graphql-ruby writes it: a fragment begins anew.
    path: Vec<String>,
    aliases: BTreeSet<&'a str>,
    /// Where something was found wrong: a fragment that is spread twice is told of once.
    told: BTreeSet<(usize, usize)>,
    errors: Vec<Value>,
}

impl<'a> Walk<'a> {
    /// `of` is the type whose fields are selected; `None` where async-graphql alone judges: in the schema's description of itself.
    fn selections(&mut self, set: &'a SelectionSet, of: Option<&'a str>) -> Result<(), Refusal> {
        if self.names.len() > MAX_DEPTH {
            return Err(Refusal::TooDeep);
        }
        for item in &set.items {
            self.budget = self.budget.checked_sub(1).ok_or(Refusal::TooMuch)?;
            match &item.node {
                Selection::Field(field) => {
                    if let Some(alias) = &field.node.alias {
                        self.aliases.insert(&alias.node);
                    }
                    let name = field.node.name.node.as_str();
                    self.field(name, field.pos, &field.node.selection_set.node, of)?;
                }
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let on = on.map(|on| on.node.on.node.as_str());
                    let pos = inline.pos;
                    let label = format!("... on {}", on.or(of).unwrap_or_default());
                    self.path.push(label);
                    self.fragment(on, pos, &inline.node.selection_set.node, of)?;
                    self.path.pop();
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    self.spread(name, of)?;
                }
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        name: &'a str,
        pos: Pos,
        inner: &'a SelectionSet,
        of: Option<&'a str>,
    ) -> Result<(), Refusal> {
        let guard = self.guard;
        let introspection = name.starts_with("__");
        let known = of.and_then(|of| guard.types.get(of).map(|fields| (of, fields)));
        let inner_type = match known {
            Some((of, fields)) if !introspection => {
                let Some(inner_type) = fields.get(name) else {
                    self.undefined_field(of, name, pos);
                    return Ok(());
                };
                Some(inner_type.as_str())
            }
            _ => None,
        };
        let same = self.names.iter().filter(|above| **above == name).count();
        if of.is_some() && same >= MAX_SAME_NAME {
            return Err(Refusal::Recursion(name.to_owned()));
        }
        self.names.push(name);
        self.path.push(name.to_owned());
        self.selections(inner, inner_type)?;
        self.path.pop();
        self.names.pop();
        Ok(())
    }

    fn spread(&mut self, name: &'a str, of: Option<&'a str>) -> Result<(), Refusal> {
        // A fragment that is not there is async-graphql's to report.
        let Some(fragment) = self.fragments.get(name) else {
            return Ok(());
        };
        if self.open.contains(&name) {
            return Err(Refusal::Loop(name.to_owned()));
        }
        let on = fragment.node.type_condition.node.on.node.as_str();
        let outer = std::mem::replace(&mut self.path, vec![format!("fragment {name}")]);
        self.open.push(name);
        self.fragment(
            Some(on),
            fragment.pos,
            &fragment.node.selection_set.node,
            of,
        )?;
        self.open.pop();
        self.path = outer;
        Ok(())
    }

    fn fragment(
        &mut self,
        on: Option<&'a str>,
        pos: Pos,
        set: &'a SelectionSet,
        of: Option<&'a str>,
    ) -> Result<(), Refusal> {
        match on {
            Some(on) if of.is_some() && !self.guard.types.contains_key(on) => {
                self.tell(pos, json!({
                    "message": format!("No such type {on}, so it can't be a fragment condition"),
                    "path": self.path,
                    "extensions": {"code": "undefinedType", "typeName": on},
                }));
                Ok(())
            }
            Some(on) if of.is_some() => self.selections(set, Some(on)),
            _ => self.selections(set, of),
        }
    }

    fn undefined_field(&mut self, of: &str, name: &str, pos: Pos) {
        let mut path = self.path.clone();
        path.push(name.to_owned());
        self.tell(
            pos,
            json!({
                "message": format!("Field '{name}' doesn't exist on type '{of}'"),
                "path": path,
                "extensions": {"code": "undefinedField", "typeName": of, "fieldName": name},
            }),
        );
    }

    fn tell(&mut self, pos: Pos, mut error: Value) {
        if self.told.insert((pos.line, pos.column)) {
            if let Some(error) = error.as_object_mut() {
                let location = json!([{"line": pos.line, "column": pos.column}]);
                error.insert("locations".to_owned(), location);
            }
            self.errors.push(error);
        }
    }
}
