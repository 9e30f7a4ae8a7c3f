//! The content of one instance on a given day, as a graph of JSON objects that refer to each other. The engine reads it; fields that a
//! version does not declare may stand here, since nobody can ask them.

mod build;
mod parts;
mod query;

use std::collections::BTreeMap;

use serde_json::{Value, json};

pub(super) use build::Host;

/// The objects and lists that can be asked for.
#[derive(Debug, Default)]
pub(super) struct World {
    /// The objects by `Type/id`.
    objects: BTreeMap<String, Value>,
    /// The lists and single objects of the root, by field.
    roots: BTreeMap<&'static str, Value>,
}

impl World {
    /// Makes a world of nothing but lists at the root, by their fields.
    pub(super) fn of_lists(lists: impl IntoIterator<Item = (&'static str, Vec<Value>)>) -> Self {
        let roots = lists
            .into_iter()
            .map(|(field, items)| (field, Value::Array(items)));
        Self {
            objects: BTreeMap::new(),
            roots: roots.collect(),
        }
    }

    /// The object that a reference names.
    pub(super) fn object(&self, key: &str) -> Option<&Value> {
        self.objects.get(key)
    }

    /// A reference to the object `id` of the type `kind`; ids come as strings or numbers.
    pub(super) fn reference(kind: &str, id: Option<&Value>) -> Value {
        let id = match id {
            Some(Value::String(id)) => id.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        json!({"$ref": format!("{kind}/{id}")})
    }

    fn insert(&mut self, kind: &str, id: u32, object: Value) -> Value {
        let key = format!("{kind}/{id}");
        self.objects.insert(key.clone(), object);
        json!({"$ref": key})
    }
}
