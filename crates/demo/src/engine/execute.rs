//! Resolves the selections of a valid document from the world.

use std::fmt;

use graphql_parser::query::{Field, Selection, SelectionSet, TypeCondition};
use serde_json::{Map, Value, json};

use super::connection;
use super::inputs;
use super::limits::Fragments;
use super::page;
use super::refusal::{bare, failed};
use crate::schema::Schema;
use crate::world::World;

/// Forms the address of an image from its name, as the host's version does.
pub(crate) struct Images<'a>(pub(crate) &'a dyn Fn(&str) -> String);

impl fmt::Debug for Images<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Images")
    }
}

/// One operation under way.
pub(super) struct Execution<'a> {
    schema: &'a Schema,
    fragments: &'a Fragments<'a>,
    variables: &'a Map<String, Value>,
    world: &'a World,
    images: &'a Images<'a>,
    path: Vec<Value>,
    /// What went wrong in single fields.
    pub(super) errors: Vec<Value>,
}

impl<'a> Execution<'a> {
    pub(super) fn new(
        schema: &'a Schema,
        fragments: &'a Fragments<'a>,
        variables: &'a Map<String, Value>,
        world: &'a World,
        images: &'a Images<'a>,
    ) -> Self {
        let (path, errors) = (Vec::new(), Vec::new());
        Self {
            schema,
            fragments,
            variables,
            world,
            images,
            path,
            errors,
        }
    }

    /// The `data` of the operation.
    pub(super) fn root(&mut self, set: &SelectionSet<'static, String>) -> Value {
        self.object("Query", &Map::new(), &[set])
    }

    fn object(
        &mut self,
        position: &str,
        object: &Map<String, Value>,
        sets: &[&SelectionSet<'static, String>],
    ) -> Value {
        let concrete = object
            .get("__typename")
            .and_then(Value::as_str)
            .unwrap_or(position);
        let mut chosen = Vec::new();
        for set in sets {
            self.collect(position, concrete, set, &mut chosen);
        }
        let mut answer = Map::new();
        for (key, fields) in chosen {
            self.path.push(json!(key));
            let value = self.field(position, concrete, object, &fields);
            self.path.pop();
            answer.insert(key.to_owned(), value);
        }
        Value::Object(answer)
    }

    /// The fields that apply to an object of type `concrete`, those of one key together.
    fn collect<'s>(
        &self,
        position: &str,
        concrete: &str,
        set: &'s SelectionSet<'static, String>,
        chosen: &mut Vec<(&'s str, Vec<&'s Field<'static, String>>)>,
    ) where
        'a: 's,
    {
        for selection in &set.items {
            let (condition, inner) = match selection {
                Selection::Field(field) => {
                    if inputs::kept(&field.directives, self.variables) {
                        let key = field.alias.as_ref().unwrap_or(&field.name).as_str();
                        match chosen.iter_mut().find(|(known, _)| *known == key) {
                            Some((_, fields)) => fields.push(field),
                            None => chosen.push((key, vec![field])),
                        }
                    }
                    continue;
                }
                Selection::InlineFragment(inline) => {
                    if !inputs::kept(&inline.directives, self.variables) {
                        continue;
                    }
                    (inline.type_condition.as_ref(), &inline.selection_set)
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.fragments.get(spread.fragment_name.as_str()).copied();
                    match fragment {
                        Some(fragment) if inputs::kept(&spread.directives, self.variables) => {
                            (Some(&fragment.type_condition), &fragment.selection_set)
                        }
                        _ => continue,
                    }
                }
            };
            let applies = condition.is_none_or(|TypeCondition::On(name)| {
                self.schema.satisfies(concrete, position, name)
            });
            if applies {
                self.collect(position, concrete, inner, chosen);
            }
        }
    }

    fn field(
        &mut self,
        position: &str,
        concrete: &str,
        object: &Map<String, Value>,
        fields: &[&Field<'static, String>],
    ) -> Value {
        let Some(field) = fields.first() else {
            return Value::Null;
        };
        if field.name == "__typename" {
            return json!(concrete);
        }
        let schema = self.schema;
        let Some(declared) = schema
            .field(concrete, &field.name)
            .or_else(|| schema.field(position, &field.name))
        else {
            return Value::Null;
        };
        let arguments = inputs::arguments(field, self.variables);
        match self.resolve(concrete, object, field, &arguments) {
            Ok(Value::Array(items)) if declared.type_name.ends_with("Connection") => {
                let page = connection::page(&items, &arguments);
                self.complete(&page, &declared.type_name, fields)
            }
            Ok(value) => self.complete(&value, &declared.type_name, fields),
            Err(message) => {
                self.errors
                    .push(failed(&message, field.position, &self.path));
                Value::Null
            }
        }
    }

    /// The raw value of a field.
    fn resolve(
        &self,
        concrete: &str,
        object: &Map<String, Value>,
        field: &Field<'static, String>,
        arguments: &Map<String, Value>,
    ) -> Result<Value, String> {
        let name = field.name.as_str();
        match (concrete, name) {
            ("Query", _) => self.world.root(name, arguments),
            ("TranslatedField", "translation") => {
                let wanted = arguments
                    .get("locale")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let list = object.get("translations").and_then(Value::as_array);
                let found = list
                    .into_iter()
                    .flatten()
                    .find(|entry| entry["locale"] == wanted);
                Ok(found.map_or(Value::Null, |entry| entry["text"].clone()))
            }
            (_, "translations" | "components") => Ok(narrowed(
                object.get(name).unwrap_or(&Value::Null),
                arguments,
                self.world,
            )),
            ("Meetings", "meeting") => {
                let wanted = World::reference("Meeting", arguments.get("id"));
                let held = object.get("meetings").and_then(Value::as_array);
                let known = held.is_some_and(|meetings| meetings.contains(&wanted));
                Ok(if known { wanted } else { Value::Null })
            }
            (_, "meetings" | "results") => match object.get(name) {
                Some(Value::Array(items)) => page::page(items, arguments),
                _ => Ok(Value::Null),
            },
            _ => Ok(object.get(name).cloned().unwrap_or(Value::Null)),
        }
    }

    fn complete(
        &mut self,
        value: &Value,
        type_name: &str,
        fields: &[&Field<'static, String>],
    ) -> Value {
        match value {
            Value::Array(items) => {
                let mut answer = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.path.push(json!(index));
                    answer.push(self.complete(item, type_name, fields));
                    self.path.pop();
                }
                Value::Array(answer)
            }
            Value::Object(object) => {
                if let Some(Value::String(name)) = object.get("$image") {
                    return json!((self.images.0)(name));
                }
                if let Some(Value::String(key)) = object.get("$ref") {
                    let world = self.world;
                    let target = world.object(key);
                    return target
                        .map_or(Value::Null, |target| self.select(target, type_name, fields));
                }
                self.select(object, type_name, fields)
            }
            scalar => scalar.clone(),
        }
    }

    fn select(
        &mut self,
        object: &Map<String, Value>,
        type_name: &str,
        fields: &[&Field<'static, String>],
    ) -> Value {
        // A meeting that was never placed: the point is null, and an entry without path or place says why, in every version.
        if type_name == "Coordinates" && object.is_empty() {
            self.errors.push(bare(
                "Cannot return null for non-nullable field Coordinates.latitude",
            ));
            return Value::Null;
        }
        let sets: Vec<_> = fields.iter().map(|field| &field.selection_set).collect();
        self.object(type_name, object, &sets)
    }
}

/// A list of translations by `locales`, of components by `filter { type }`.
fn narrowed(list: &Value, arguments: &Map<String, Value>, world: &World) -> Value {
    let Value::Array(items) = list else {
        return list.clone();
    };
    let locales = arguments.get("locales").and_then(Value::as_array);
    let wanted = arguments
        .get("filter")
        .and_then(|filter| filter.get("type"));
    let items = items.iter().filter(|item| {
        let kind = item
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|key| world.object(key));
        locales.is_none_or(|locales| locales.contains(&item["locale"]))
            && wanted
                .is_none_or(|wanted| kind.is_none_or(|it| it.get("__typename") == Some(wanted)))
    });
    items.cloned().collect()
}
