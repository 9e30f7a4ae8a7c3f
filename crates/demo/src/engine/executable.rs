//! Builds a schema that async-graphql can execute from declared types. The guard has validated a document before, so it is not validated again.

use std::sync::Arc;

use async_graphql::dynamic::{
    Enum, EnumItem, Field, FieldFuture, InputObject, InputValue, Interface, InterfaceField, Object,
    Scalar, Schema, SchemaBuilder, TypeRef,
};
use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo,
};
use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind,
};
use async_graphql::{Positioned, ServerResult, ValidationMode, Value, async_trait};

use super::resolve::{Selected, resolve};
use crate::schema::{SchemaError, named};
use crate::world::World;

/// The deepest nesting of selections. The guard has a narrower limit, in fields.
const MAX_LEVELS: usize = 200;

/// Builds the schema of `types`, whose values come from `world`.
pub(super) fn build(types: &[TypeDefinition], world: Arc<World>) -> Result<Schema, SchemaError> {
    let builder = Schema::build("Query", None, None)
        .data(world)
        .extension(AsSpecified)
        .validation_mode(ValidationMode::Fast)
        .limit_recursive_depth(MAX_LEVELS);
    let built = types.iter().fold(builder, |builder, declared| {
        register(builder, declared, types)
    });
    built.finish().map_err(|error| SchemaError::new(&error))
}

fn register(
    builder: SchemaBuilder,
    declared: &TypeDefinition,
    types: &[TypeDefinition],
) -> SchemaBuilder {
    let name = declared.name.node.as_str();
    match &declared.kind {
        TypeKind::Scalar => builder.register(Scalar::new(name)),
        TypeKind::Enum(words) => {
            let words = words.values.iter();
            let words = words.map(|word| EnumItem::new(word.node.value.node.as_str()));
            builder.register(words.fold(Enum::new(name), Enum::item))
        }
        // The schemas have none of these.
        TypeKind::Union(_) => builder,
        TypeKind::InputObject(input) => {
            let fields = input.fields.iter().map(input_value);
            builder.register(fields.fold(InputObject::new(name), InputObject::field))
        }
        TypeKind::Interface(interface) => {
            let fields = interface.fields.iter().map(|field| {
                let name = field.node.name.node.as_str();
                let declared = InterfaceField::new(name, type_ref(&field.node.ty.node));
                let arguments = field.node.arguments.iter().map(input_value);
                arguments.fold(declared, InterfaceField::argument)
            });
            builder.register(fields.fold(Interface::new(name), Interface::field))
        }
        TypeKind::Object(object) => {
            let built = object
                .implements
                .iter()
                .fold(Object::new(name), |built, of| {
                    built.implement(of.node.as_str())
                });
            let fields = object
                .fields
                .iter()
                .map(|field| field_of(name, field, types));
            builder.register(fields.fold(built, Object::field))
        }
    }
}

fn field_of(
    owner: &str,
    declared: &Positioned<FieldDefinition>,
    types: &[TypeDefinition],
) -> Field {
    let name = declared.node.name.node.as_str();
    let type_name = named(&declared.node.ty.node);
    let mut types = types.iter();
    let of = types.find(|of| of.name.node == type_name);
    let is_abstract = of.is_some_and(|of| matches!(of.kind, TypeKind::Interface(_)));
    let selected = Selected {
        owner: owner.to_owned(),
        name: name.to_owned(),
        type_name: type_name.to_owned(),
        is_abstract,
    };
    let field = Field::new(name, type_ref(&declared.node.ty.node), move |context| {
        FieldFuture::Value(resolve(&context, &selected))
    });
    let arguments = declared.node.arguments.iter().map(input_value);
    arguments.fold(field, Field::argument)
}

fn input_value(declared: &Positioned<InputValueDefinition>) -> InputValue {
    let name = declared.node.name.node.as_str();
    InputValue::new(name, type_ref(&declared.node.ty.node))
}

fn type_ref(given: &Type) -> TypeRef {
    let base = match &given.base {
        BaseType::Named(name) => TypeRef::named(name.as_str()),
        BaseType::List(inner) => TypeRef::List(Box::new(type_ref(inner))),
    };
    if given.nullable {
        base
    } else {
        TypeRef::NonNull(Box::new(base))
    }
}

/// Corrects two answers of async-graphql 7 that differ from the specification of GraphQL: an object without selected fields is `{}` and not null, and an entry of a
/// list of interfaces may be null (its issue 1577).
struct AsSpecified;

impl ExtensionFactory for AsSpecified {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for AsSpecified {
    async fn resolve(
        &self,
        context: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let has_selections = !info.field.selection_set.node.items.is_empty();
        let is_entry = info.parent_type.starts_with('[');
        match next.run(context, info).await {
            // `@skip` may have left a field without selections, but not an entry of a list of scalars.
            Ok(Some(Value::Null)) if has_selections || !is_entry => {
                Ok(Some(Value::Object(IndexMap::new())))
            }
            // A resolver here reports its own errors, so that only such a null fails.
            Err(_) if is_entry => Ok(None),
            other => other,
        }
    }
}
