//! The union schema as a table: which type a field leads to, and which versions declare it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use graphql_parser::schema::{
    Definition, Directive, Field, Type, TypeDefinition, Value, parse_schema,
};

/// The schema's text.
pub(super) const TEXT: &str = include_str!("../../../../queries/decidim/schema.graphql");

/// The oldest and the newest version that the connector is written for, as minor numbers of `0.x`.
pub(super) const VERSIONS: std::ops::RangeInclusive<u32> = 22..=33;

/// The versions that are released. The one in the making may still lose what they all have.
pub(super) const RELEASED: std::ops::RangeInclusive<u32> = 22..=32;

/// The schema, read once.
pub(super) static UNION: LazyLock<UnionSchema> = LazyLock::new(UnionSchema::read);

/// The servers that declare something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Availability {
    since: Option<u32>,
    until: Option<u32>,
    build: Option<String>,
}

impl Availability {
    /// Returns whether a server of version `0.minor` declares it, being of `build` if not of the ordinary one.
    pub(super) fn declared_by(&self, minor: u32, build: Option<&str>) -> bool {
        self.since.is_none_or(|since| since <= minor)
            && self.until.is_none_or(|until| minor <= until)
            && self.build.as_deref().is_none_or(|only| Some(only) == build)
    }

    fn read(directives: &[Directive<'_, String>]) -> Self {
        let argument = |name: &str| {
            let directive = directives.iter().find(|directive| directive.name == name)?;
            match directive.arguments.first() {
                Some((_, Value::String(text))) => Some(text.clone()),
                _ => None,
            }
        };
        let minor = |name: &str| argument(name)?.strip_prefix("0.")?.parse().ok();
        Self {
            since: minor("since"),
            until: minor("until"),
            build: argument("build"),
        }
    }
}

/// A field of the union schema.
#[derive(Debug)]
pub(super) struct DeclaredField {
    /// The type that it leads to, lists aside.
    pub(super) leads_to: String,
    /// The servers that declare it.
    pub(super) marks: Availability,
}

/// A type of the union schema.
#[derive(Debug)]
pub(super) struct DeclaredType {
    /// The servers that declare it.
    pub(super) marks: Availability,
    /// The fields.
    pub(super) fields: BTreeMap<String, DeclaredField>,
    /// The interfaces that it implements.
    pub(super) interfaces: Vec<String>,
}

/// The union schema.
#[derive(Debug, Default)]
pub(super) struct UnionSchema {
    types: BTreeMap<String, DeclaredType>,
}

impl UnionSchema {
    /// An unreadable text gives an empty schema, of which nothing can be asked; a test holds that it is readable.
    fn read() -> Self {
        let Ok(document) = parse_schema::<String>(TEXT) else {
            return Self::default();
        };
        let types = document
            .definitions
            .iter()
            .filter_map(|definition| match definition {
                Definition::TypeDefinition(TypeDefinition::Object(object)) => Some((
                    object.name.clone(),
                    DeclaredType {
                        marks: Availability::read(&object.directives),
                        fields: fields(&object.fields),
                        interfaces: object.implements_interfaces.clone(),
                    },
                )),
                Definition::TypeDefinition(TypeDefinition::Interface(interface)) => Some((
                    interface.name.clone(),
                    DeclaredType {
                        marks: Availability::read(&interface.directives),
                        fields: fields(&interface.fields),
                        interfaces: Vec::new(),
                    },
                )),
                _ => None,
            });
        Self {
            types: types.collect(),
        }
    }

    /// The types, by name.
    pub(super) fn types(&self) -> impl Iterator<Item = (&str, &DeclaredType)> {
        self.types
            .iter()
            .map(|(name, declared)| (name.as_str(), declared))
    }

    /// A type, by its name.
    pub(super) fn declared(&self, type_name: &str) -> Option<&DeclaredType> {
        self.types.get(type_name)
    }

    /// The type that a field leads to.
    pub(super) fn leads_to(&self, type_name: &str, field: &str) -> Option<&str> {
        let field = self.types.get(type_name)?.fields.get(field)?;
        Some(field.leads_to.as_str())
    }
}

fn fields(fields: &[Field<'_, String>]) -> BTreeMap<String, DeclaredField> {
    let read = |field: &Field<'_, String>| {
        let declared = DeclaredField {
            leads_to: named(&field.field_type).to_owned(),
            marks: Availability::read(&field.directives),
        };
        (field.name.clone(), declared)
    };
    fields.iter().map(read).collect()
}

/// The name of a type, lists and non-null marks aside.
fn named<'t>(of: &'t Type<'_, String>) -> &'t str {
    match of {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => named(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_union_schema_is_read_with_its_marks() {
        assert_eq!(
            UNION.leads_to("ParticipatoryProcess", "components"),
            Some("ComponentInterface")
        );
        let process = UNION.declared("ParticipatoryProcess").unwrap();
        let scope = &process.fields["scope"].marks;
        assert!(scope.declared_by(29, None) && !scope.declared_by(30, None));
        let relayed = &process.fields["passerelle"].marks;
        assert!(relayed.declared_by(31, Some("passerelle")) && !relayed.declared_by(31, None));
    }

    #[test]
    fn every_mark_names_a_version_or_a_build() {
        let marked = TEXT
            .lines()
            .filter(|line| !line.starts_with("directive") && !line.starts_with('#'));
        let written = marked.map(|line| line.matches(" @").count()).sum::<usize>();
        let count = |marks: &Availability| {
            usize::from(marks.since.is_some())
                + usize::from(marks.until.is_some())
                + usize::from(marks.build.is_some())
        };
        let read: usize = UNION
            .types()
            .map(|(_, declared)| {
                count(&declared.marks)
                    + declared
                        .fields
                        .values()
                        .map(|field| count(&field.marks))
                        .sum::<usize>()
            })
            .sum();
        assert_eq!(written, read);
    }
}
