//! The types that one version of Decidim declares, derived from the annotated union schema by its marks alone (`@since`, `@until`, `@build`); or those of any other
//! schema. It knows nothing of data or HTTP.

mod release;

use std::collections::BTreeSet;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, ConstDirective, FieldDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Positioned, Value};

pub(super) use release::Release;

/// The gateway's own union of every version's schema.
const UNION: &str = include_str!("../../../../queries/decidim/schema.graphql");
/// The fields and types that Decidim declares besides.
const SUPPLEMENT: &str = include_str!("supplement.graphql");
/// The scalars that every schema has.
const BUILT_IN: [&str; 5] = ["ID", "String", "Int", "Float", "Boolean"];

/// The compiled-in schema files are wrong.
#[derive(Debug, thiserror::Error)]
#[error("the demo's GraphQL schema cannot be derived: {0}")]
pub struct SchemaError(String);

impl SchemaError {
    pub(super) fn new(why: &impl ToString) -> Self {
        Self(why.to_string())
    }
}

/// The release and the installation that decide which marks hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edition<'a> {
    /// The release line.
    pub(super) release: Release,
    /// The build (`osp`), if it is not the plain one.
    pub(super) build: Option<&'a str>,
    /// Fields of `Query` whose module is not installed.
    pub(super) absent: &'a [&'a str],
}

/// The declared types, none of which extends another.
#[derive(Debug, Default)]
pub(super) struct Schema {
    types: Vec<TypeDefinition>,
}

impl Schema {
    /// Derives the types that `edition` declares.
    pub(super) fn derive(edition: Edition<'_>) -> Result<Self, SchemaError> {
        let mut schema = Self::default();
        for text in [UNION, SUPPLEMENT] {
            for definition in definitions(text)? {
                schema.add(definition, edition)?;
            }
        }
        schema.uninstall(edition.absent);
        schema.drop_dangling();
        Ok(schema)
    }

    /// Parses the types of `text`, which has no marks.
    pub(super) fn read(text: &str) -> Result<Self, SchemaError> {
        let types = definitions(text)?;
        Ok(Self { types })
    }

    /// Returns the declared types.
    pub(super) fn types(&self) -> &[TypeDefinition] {
        &self.types
    }

    fn add(
        &mut self,
        mut definition: TypeDefinition,
        edition: Edition<'_>,
    ) -> Result<(), SchemaError> {
        if !holds(&definition.directives, edition)? {
            return Ok(());
        }
        if let Some(fields) = fields_mut(&mut definition.kind) {
            let mut kept = Vec::with_capacity(fields.len());
            for field in fields.drain(..) {
                if holds(&field.node.directives, edition)? {
                    kept.push(field);
                }
            }
            *fields = kept;
        }
        if definition.extend {
            self.extend(definition);
        } else {
            self.types.push(definition);
        }
        Ok(())
    }

    /// Adds fields to a type that is declared; does nothing for one that is not.
    fn extend(&mut self, mut extension: TypeDefinition) {
        let added = fields_mut(&mut extension.kind).map(std::mem::take);
        let mut types = self.types.iter_mut();
        let extended = types.find(|declared| declared.name.node == extension.name.node);
        let fields = extended.and_then(|extended| fields_mut(&mut extended.kind));
        if let (Some(fields), Some(added)) = (fields, added) {
            for field in added {
                fields.retain(|known| known.node.name.node != field.node.name.node);
                fields.push(field);
            }
        }
    }

    /// Takes the fields `absent` off the root.
    fn uninstall(&mut self, absent: &[&str]) {
        let mut types = self.types.iter_mut();
        let root = types.find(|declared| declared.name.node == "Query");
        if let Some(fields) = root.and_then(|root| fields_mut(&mut root.kind)) {
            fields.retain(|field| !absent.contains(&field.node.name.node.as_str()));
        }
    }

    /// Drops the fields whose type this edition does not have.
    fn drop_dangling(&mut self) {
        let known: BTreeSet<String> = (self.types.iter())
            .map(|declared| declared.name.node.to_string())
            .chain(BUILT_IN.map(str::to_owned))
            .collect();
        for declared in &mut self.types {
            if let Some(fields) = fields_mut(&mut declared.kind) {
                fields.retain(|field| known.contains(named(&field.node.ty.node)));
            }
        }
    }
}

/// The types that `text` defines or extends.
fn definitions(text: &str) -> Result<Vec<TypeDefinition>, SchemaError> {
    let document = parse_schema(text).map_err(|error| SchemaError::new(&error))?;
    let definitions = document.definitions.into_iter();
    let types = definitions.filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    });
    Ok(types.collect())
}

fn fields_mut(kind: &mut TypeKind) -> Option<&mut Vec<Positioned<FieldDefinition>>> {
    match kind {
        TypeKind::Object(object) => Some(&mut object.fields),
        TypeKind::Interface(interface) => Some(&mut interface.fields),
        _ => None,
    }
}

/// The name of a type without lists and marks of nullability.
pub(super) fn named(given: &Type) -> &str {
    match &given.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

/// Returns whether every mark holds for `edition`.
fn holds(
    directives: &[Positioned<ConstDirective>],
    edition: Edition<'_>,
) -> Result<bool, SchemaError> {
    for directive in directives {
        let name = &directive.node.name.node;
        let given = directive.node.arguments.first();
        let Some(Value::String(given)) = given.map(|(_, value)| &value.node) else {
            return Err(SchemaError(format!("@{name} has no argument")));
        };
        let kept = match name.as_str() {
            "since" => edition.release >= given.parse()?,
            "until" => edition.release <= given.parse()?,
            "build" => edition.build == Some(given.as_str()),
            other => return Err(SchemaError(format!("@{other} is not a known mark"))),
        };
        if !kept {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(schema: &Schema, owner: &str, field: &str) -> bool {
        let mut types = schema.types.iter();
        types.any(|declared| {
            let fields = match &declared.kind {
                TypeKind::Object(object) => &object.fields,
                TypeKind::Interface(interface) => &interface.fields,
                _ => return false,
            };
            declared.name.node == owner && fields.iter().any(|known| known.node.name.node == field)
        })
    }

    fn derived(minor: u16, build: Option<&str>) -> Schema {
        Schema::derive(Edition {
            release: Release::zero(minor),
            build,
            absent: &[],
        })
        .unwrap()
    }

    #[test]
    fn every_version_derives_with_the_core_fields() {
        for minor in 22..=33 {
            let schema = derived(minor, None);
            for (owner, field) in [
                ("Query", "participatoryProcesses"),
                ("ParticipatoryProcess", "title"),
                ("Meetings", "meetings"),
                ("Meeting", "startTime"),
                ("TranslatedField", "translations"),
            ] {
                assert!(has(&schema, owner, field), "0.{minor}: {owner}.{field}");
            }
        }
    }

    #[test]
    fn marks_decide_what_a_version_declares() {
        let table = [
            ("ParticipatoryProcess", "scope", 22, 29),
            ("ParticipatoryProcess", "taxonomies", 30, 33),
            ("ParticipatoryProcess", "url", 31, 33),
            ("ParticipatoryProcess", "steps", 22, 32),
            ("ParticipatoryProcess", "privateSpace", 31, 31),
            ("Query", "consultations", 22, 27),
            ("Meeting", "isWithdrawn", 26, 30),
            ("LocalizedString", "machineTranslated", 26, 33),
            ("ParticipatoryProcessGroup", "title", 24, 33),
        ];
        for minor in 22..=33 {
            let schema = derived(minor, None);
            for (owner, field, first, last) in table {
                let expected = (first..=last).contains(&minor);
                assert_eq!(
                    has(&schema, owner, field),
                    expected,
                    "0.{minor}: {owner}.{field}"
                );
            }
        }
    }

    #[test]
    fn a_build_has_its_own_fields_and_no_other_build_has_them() {
        assert!(has(&derived(29, Some("osp")), "Query", "deployment"));
        assert!(!has(&derived(29, None), "Query", "deployment"));
        assert!(!has(&derived(29, Some("osp")), "Query", "passerelle"));
    }

    #[test]
    fn a_module_that_is_not_installed_is_not_declared() {
        let schema = Schema::derive(Edition {
            release: Release::zero(29),
            build: None,
            absent: &["initiatives"],
        })
        .unwrap();
        assert!(!has(&schema, "Query", "initiatives"));
        assert!(has(&schema, "Query", "initiative"));
    }

    #[test]
    fn a_version_is_read_with_or_without_its_patch_number() {
        assert_eq!("0.27.9".parse::<Release>().unwrap(), Release::zero(27));
        assert!("dev".parse::<Release>().is_err());
        assert!(Release::zero(9) < Release::zero(27));
    }
}
