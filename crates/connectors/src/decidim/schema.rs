//! The union schema: every type and field that the connector asks of some version, with the type of each field and the versions that declare it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use graphql_parser::schema::{
    Definition, Directive, Field, Type, TypeDefinition, Value, parse_schema,
};

/// The schema's text.
pub(super) const TEXT: &str = include_str!("../../../../queries/decidim/schema.graphql");

/// The oldest and the newest version that the connector is written for, as minor numbers of `0.x`.
pub(super) const VERSIONS: std::ops::RangeInclusive<u32> = 22..=33;

/// The released versions. The one in development may still lose what these have in common.
pub(super) const RELEASED: std::ops::RangeInclusive<u32> = 22..=32;

/// The schema, parsed once.
pub(super) static UNION: LazyLock<UnionSchema> = LazyLock::new(UnionSchema::parse);

/// The servers that declare a type or a field: from and up to a version, or of one build only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Availability {
    since: Option<u32>,
    until: Option<u32>,
    build: Option<String>,
}

impl Availability {
    /// Returns whether a server of version `0.minor` declares the type or field. `build` is the build of the server; `None` for the ordinary one.
    pub(super) fn declared_by(&self, minor: u32, build: Option<&str>) -> bool {
        self.since.is_none_or(|since| since <= minor)
            && self.until.is_none_or(|until| minor <= until)
            && self.build.as_deref().is_none_or(|only| Some(only) == build)
    }

    /// Reads the directives `@since`, `@until` and `@build`.
    fn of_directives(directives: &[Directive<'_, String>]) -> Self {
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
    /// The type of the field, or of its elements if it is a list.
    pub(super) leads_to: String,
    /// The servers that declare it.
    pub(super) availability: Availability,
}

/// A type of the union schema.
#[derive(Debug)]
pub(super) struct DeclaredType {
    /// The servers that declare it.
    pub(super) availability: Availability,
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
    /// Parses the schema. If the text were invalid, the schema would be empty and nothing could be asked; a test ensures that it is valid.
    fn parse() -> Self {
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
                        availability: Availability::of_directives(&object.directives),
                        fields: fields(&object.fields),
                        interfaces: object.implements_interfaces.clone(),
                    },
                )),
                Definition::TypeDefinition(TypeDefinition::Interface(interface)) => Some((
                    interface.name.clone(),
                    DeclaredType {
                        availability: Availability::of_directives(&interface.directives),
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

    /// Returns the type of this name.
    pub(super) fn declared(&self, type_name: &str) -> Option<&DeclaredType> {
        self.types.get(type_name)
    }

    /// Returns the type of a field, or of its elements if it is a list; `None` if the field is not declared.
    pub(super) fn leads_to(&self, type_name: &str, field: &str) -> Option<&str> {
        let field = self.types.get(type_name)?.fields.get(field)?;
        Some(field.leads_to.as_str())
    }
}

fn fields(fields: &[Field<'_, String>]) -> BTreeMap<String, DeclaredField> {
    let declared = |field: &Field<'_, String>| {
        let declared = DeclaredField {
            leads_to: type_name(&field.field_type).to_owned(),
            availability: Availability::of_directives(&field.directives),
        };
        (field.name.clone(), declared)
    };
    fields.iter().map(declared).collect()
}

/// Returns the name of a type without the wrappers for lists and non-null types.
fn type_name<'t>(declared: &'t Type<'_, String>) -> &'t str {
    match declared {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => type_name(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_union_schema_is_parsed_with_its_directives() {
        assert_eq!(
            UNION.leads_to("ParticipatoryProcess", "components"),
            Some("ComponentInterface")
        );
        let process = UNION.declared("ParticipatoryProcess").unwrap();
        let scope = &process.fields["scope"].availability;
        assert!(scope.declared_by(29, None) && !scope.declared_by(30, None));
        let relayed = &process.fields["passerelle"].availability;
        assert!(relayed.declared_by(31, Some("passerelle")) && !relayed.declared_by(31, None));
    }

    #[test]
    fn every_directive_names_a_version_or_a_build() {
        let lines = TEXT
            .lines()
            .filter(|line| !line.starts_with("directive") && !line.starts_with('#'));
        let written = lines.map(|line| line.matches(" @").count()).sum::<usize>();
        let count = |availability: &Availability| {
            usize::from(availability.since.is_some())
                + usize::from(availability.until.is_some())
                + usize::from(availability.build.is_some())
        };
        let parsed: usize = UNION
            .types()
            .map(|(_, declared)| {
                count(&declared.availability)
                    + declared
                        .fields
                        .values()
                        .map(|field| count(&field.availability))
                        .sum::<usize>()
            })
            .sum();
        assert_eq!(written, parsed);
    }
}
