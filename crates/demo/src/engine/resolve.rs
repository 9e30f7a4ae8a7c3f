//! Resolves one field of a valid document from the world.

use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::dynamic::{FieldValue, ResolverContext};
use serde_json::{Map, Value};

use super::{ImageBase, connection, page};
use crate::world::World;

/// A declared field that is resolved.
#[derive(Debug)]
pub(super) struct Selected {
    /// The object type of the field.
    pub(super) owner: String,
    /// The name of the field.
    pub(super) name: String,
    /// The name of the field's type without lists and marks of nullability.
    pub(super) type_name: String,
    /// `true` if the type stands for several object types.
    pub(super) is_abstract: bool,
}

/// Returns the value of `field`. A failure is added to the errors of the answer, and the field is null.
pub(super) fn resolve<'a>(
    context: &ResolverContext<'a>,
    field: &Selected,
) -> Option<FieldValue<'a>> {
    let world: &'a World = context.ctx.data::<Arc<World>>().ok()?;
    let arguments = arguments(context);
    let found = match (field.owner.as_str(), context.parent_value.downcast_ref()) {
        ("Query", _) => world.root(&field.name, &arguments),
        (_, Some(Value::Object(parent))) => of_object(world, parent, field, &arguments),
        _ => Ok(Value::Null),
    };
    match found {
        Ok(Value::Array(items)) if field.type_name.ends_with("Connection") => {
            let page = connection::page(&items, &arguments);
            complete(context, world, field, page)
        }
        Ok(value) => complete(context, world, field, value),
        Err(message) => {
            let error = ServerError::new(message, Some(context.ctx.item.pos));
            context.add_error(context.set_error_path(error));
            None
        }
    }
}

/// Returns the given arguments as plain values.
fn arguments(context: &ResolverContext<'_>) -> Map<String, Value> {
    let given = context.args.as_index_map().iter();
    let plain = given.filter_map(|(name, value)| {
        let value = value.clone().into_json().ok()?;
        Some((name.to_string(), value))
    });
    plain.collect()
}

/// Returns the value of a field of `object`, before references are followed.
fn of_object(
    world: &World,
    object: &Map<String, Value>,
    field: &Selected,
    arguments: &Map<String, Value>,
) -> Result<Value, String> {
    let name = field.name.as_str();
    let value = object.get(name);
    Ok(match (field.owner.as_str(), name, value) {
        ("TranslatedField", "translation", _) => translation(object, arguments),
        (_, "translations" | "components", Some(Value::Array(items))) => {
            narrowed(items, arguments, world)
        }
        ("Meetings", "meeting", _) => {
            let wanted = World::reference("Meeting", arguments.get("id"));
            let held = object.get("meetings").and_then(Value::as_array);
            let known = held.is_some_and(|meetings| meetings.contains(&wanted));
            if known { wanted } else { Value::Null }
        }
        (_, "meetings" | "results", Some(Value::Array(items))) => page::page(items, arguments)?,
        (_, "meetings" | "results", _) => Value::Null,
        (_, _, value) => value.cloned().unwrap_or_default(),
    })
}

/// Returns the text of a translated field in the `locale` that is asked for.
fn translation(object: &Map<String, Value>, arguments: &Map<String, Value>) -> Value {
    let wanted = arguments.get("locale");
    let mut translations = (object.get("translations").and_then(Value::as_array))
        .into_iter()
        .flatten();
    let found = translations.find(|entry| entry.get("locale") == wanted);
    let text = found.and_then(|entry| entry.get("text"));
    text.cloned().unwrap_or_default()
}

/// Returns the elements that the arguments select: of translations by `locales`, of components by `filter { type }`.
fn narrowed(items: &[Value], arguments: &Map<String, Value>, world: &World) -> Value {
    let locales = arguments.get("locales").and_then(Value::as_array);
    let wanted = arguments
        .get("filter")
        .and_then(|filter| filter.get("type"));
    let items = items.iter().filter(|item| {
        let key = item.get("$ref").and_then(Value::as_str);
        let component = key.and_then(|key| world.object(key));
        let locale = || item.get("locale").unwrap_or(&Value::Null);
        locales.is_none_or(|locales| locales.contains(locale()))
            && wanted.is_none_or(|wanted| {
                component.is_none_or(|component| component.get("__typename") == Some(wanted))
            })
    });
    items.cloned().collect()
}

/// Completes a value for execution: follows references, gives images their addresses, and marks an object with its type where that is not declared.
fn complete<'a>(
    context: &ResolverContext<'a>,
    world: &'a World,
    field: &Selected,
    value: Value,
) -> Option<FieldValue<'a>> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items = items.into_iter();
            let items =
                items.map(|item| complete(context, world, field, item).unwrap_or(FieldValue::NULL));
            Some(FieldValue::list(items))
        }
        Value::Object(object) => {
            if let Some(Value::String(name)) = object.get("$image") {
                let ImageBase(base) = context.ctx.data().ok()?;
                return Some(FieldValue::value(format!("{base}{name}/{name}.svg")));
            }
            if let Some(Value::String(key)) = object.get("$ref") {
                let target = world.object(key)?;
                let kind = key.split('/').next().unwrap_or_default();
                return Some(typed(FieldValue::borrowed_any(target), field, target, kind));
            }
            // The point of a meeting without a place is null, with an error entry without path or location, in every version.
            if field.type_name == "Coordinates" && object.is_empty() {
                let why = "Cannot return null for non-nullable field Coordinates.latitude";
                context.add_error(ServerError::new(why, None));
                return None;
            }
            let object = Value::Object(object);
            let value = FieldValue::owned_any(object.clone());
            Some(typed(value, field, &object, &field.type_name))
        }
        scalar => async_graphql::Value::from_json(scalar)
            .ok()
            .map(FieldValue::value),
    }
}

/// Marks `value` with the type of `object`, or else with `otherwise`, if the declared type stands for several.
fn typed<'a>(
    value: FieldValue<'a>,
    field: &Selected,
    object: &Value,
    otherwise: &str,
) -> FieldValue<'a> {
    if !field.is_abstract {
        return value;
    }
    let told = object.get("__typename").and_then(Value::as_str);
    value.with_type(told.unwrap_or(otherwise).to_owned())
}
