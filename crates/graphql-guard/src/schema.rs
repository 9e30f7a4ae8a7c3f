//! The names that a schema declares: types, fields and arguments.

use std::collections::BTreeMap;

use async_graphql_parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use async_graphql_parser::{Error, Positioned, parse_schema};

/// The scalars that every schema has.
const BUILT_IN: [&str; 5] = ["ID", "String", "Int", "Float", "Boolean"];

/// The types of a schema by name.
#[derive(Debug, Default)]
pub struct Schema {
    types: BTreeMap<String, Declared>,
}

/// One declared type.
#[derive(Debug)]
pub struct Declared {
    /// The use of the type.
    pub kind: Kind,
    /// The fields by name; a leaf has none.
    pub fields: BTreeMap<String, Field>,
}

/// The use that a document can make of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Objects, interfaces and unions: fields are selected from them.
    Composite,
    /// Objects that are given as arguments.
    Input,
    /// Scalars and enumerations.
    Leaf,
}

/// One declared field.
#[derive(Debug)]
pub struct Field {
    /// The name of its type without lists and marks of nullability.
    pub type_name: String,
    /// The arguments by name.
    pub arguments: BTreeMap<String, Argument>,
}

/// One declared argument.
#[derive(Debug)]
pub struct Argument {
    /// The name of its type without lists and marks of nullability.
    pub type_name: String,
    /// Says that it must be given.
    pub required: bool,
}

impl Schema {
    /// Reads the schema that `sdl` writes.
    pub fn parse(sdl: &str) -> Result<Self, Error> {
        let document = parse_schema(sdl)?;
        let types = document.definitions.iter().filter_map(|definition| {
            let TypeSystemDefinition::Type(definition) = definition else {
                return None;
            };
            Some(&definition.node)
        });
        Ok(Self::of(types))
    }

    /// The schema of these types, of which none extends another.
    pub fn of<'t>(definitions: impl IntoIterator<Item = &'t TypeDefinition>) -> Self {
        let types = definitions
            .into_iter()
            .map(|definition| (definition.name.node.to_string(), declared(&definition.kind)));
        Self {
            types: types.collect(),
        }
    }

    /// The type `name`, if fields can be selected from it.
    pub fn composite(&self, name: &str) -> Option<&Declared> {
        self.of_kind(name, Kind::Composite)
    }

    /// The type `name`, if it is an object that is given as an argument.
    pub fn input(&self, name: &str) -> Option<&Declared> {
        self.of_kind(name, Kind::Input)
    }

    /// Returns whether a variable may be of the type `name`.
    pub fn takes(&self, name: &str) -> bool {
        let declared = || self.types.get(name);
        BUILT_IN.contains(&name)
            || declared().is_some_and(|declared| declared.kind != Kind::Composite)
    }

    /// The field `name` of the type `owner`.
    pub fn field(&self, owner: &str, name: &str) -> Option<&Field> {
        self.types.get(owner)?.fields.get(name)
    }

    fn of_kind(&self, name: &str, kind: Kind) -> Option<&Declared> {
        let declared = self.types.get(name)?;
        (declared.kind == kind).then_some(declared)
    }
}

fn declared(kind: &TypeKind) -> Declared {
    let (kind, fields) = match kind {
        TypeKind::Object(object) => (Kind::Composite, fields(&object.fields)),
        TypeKind::Interface(interface) => (Kind::Composite, fields(&interface.fields)),
        TypeKind::Union(_) => (Kind::Composite, BTreeMap::new()),
        TypeKind::InputObject(input) => (Kind::Input, input_fields(&input.fields)),
        TypeKind::Scalar | TypeKind::Enum(_) => (Kind::Leaf, BTreeMap::new()),
    };
    Declared { kind, fields }
}

fn fields(definitions: &[Positioned<FieldDefinition>]) -> BTreeMap<String, Field> {
    let field = |definition: &Positioned<FieldDefinition>| {
        let arguments = definition.node.arguments.iter().map(argument);
        let field = Field {
            type_name: type_name(&definition.node.ty.node).to_owned(),
            arguments: arguments.collect(),
        };
        (definition.node.name.node.to_string(), field)
    };
    definitions.iter().map(field).collect()
}

fn input_fields(definitions: &[Positioned<InputValueDefinition>]) -> BTreeMap<String, Field> {
    let field = |definition: &Positioned<InputValueDefinition>| {
        let field = Field {
            type_name: type_name(&definition.node.ty.node).to_owned(),
            arguments: BTreeMap::new(),
        };
        (definition.node.name.node.to_string(), field)
    };
    definitions.iter().map(field).collect()
}

fn argument(definition: &Positioned<InputValueDefinition>) -> (String, Argument) {
    let given = &definition.node.ty.node;
    let argument = Argument {
        type_name: type_name(given).to_owned(),
        required: !given.nullable && definition.node.default_value.is_none(),
    };
    (definition.node.name.node.to_string(), argument)
}

/// The name of a type without lists and marks of nullability.
pub(crate) fn type_name(given: &Type) -> &str {
    let mut base = &given.base;
    loop {
        match base {
            BaseType::Named(name) => return name,
            BaseType::List(inner) => base = &inner.base,
        }
    }
}
