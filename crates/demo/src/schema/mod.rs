//! The schema of one version of Decidim, derived from the annotated union schema by its marks alone (`@since`, `@until`, `@build`); or any
//! other schema. Knows nothing of data or of HTTP.

mod release;

use std::collections::BTreeMap;

use graphql_parser::schema::{
    Definition, Directive, Document, Field, InputValue, Type, TypeDefinition, TypeExtension, Value,
};

pub(super) use release::Release;

/// The gateway's own union of every version's schema.
const UNION: &str = include_str!("../../../../queries/decidim/schema.graphql");
/// What Decidim declares beside it.
const SUPPLEMENT: &str = include_str!("supplement.graphql");

/// Why a schema could not be derived; a fault of the files compiled in.
#[derive(Debug, thiserror::Error)]
#[error("the demo's GraphQL schema cannot be derived: {0}")]
pub struct SchemaError(String);

/// What decides which marks hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edition<'a> {
    /// The release line.
    pub(super) release: Release,
    /// The build (`osp`), when it is not the plain one.
    pub(super) build: Option<&'a str>,
    /// Fields of `Query` whose module is not installed.
    pub(super) absent: &'a [&'a str],
}

/// What one version declares.
#[derive(Debug)]
pub(super) struct Schema {
    types: BTreeMap<String, Declared>,
}

/// One declared type.
#[derive(Debug)]
pub(super) struct Declared {
    kind: Kind,
    fields: BTreeMap<String, DeclaredField>,
    implements: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Interface,
    Input,
    Leaf,
}

/// One declared field, of a type that can be selected or of an input.
#[derive(Debug)]
pub(super) struct DeclaredField {
    /// The type at the bottom, without lists and marks of nullability.
    pub(super) type_name: String,
    /// Its arguments.
    pub(super) arguments: BTreeMap<String, Argument>,
}

/// One declared argument.
#[derive(Debug)]
pub(super) struct Argument {
    /// The type at the bottom.
    pub(super) type_name: String,
    /// Whether it must be given.
    pub(super) required: bool,
}

impl Schema {
    /// What `edition` declares.
    pub(super) fn derive(edition: Edition<'_>) -> Result<Self, SchemaError> {
        Self::read(&[UNION, SUPPLEMENT], edition)
    }

    /// What `edition` declares of what stands in `texts`.
    pub(super) fn read(texts: &[&str], edition: Edition<'_>) -> Result<Self, SchemaError> {
        let mut schema = Self {
            types: BTreeMap::new(),
        };
        for text in texts {
            let document: Document<'_, String> = graphql_parser::parse_schema(text)
                .map_err(|error| SchemaError(error.to_string()))?;
            for definition in &document.definitions {
                schema.add(definition, edition)?;
            }
        }
        if let Some(query) = schema.types.get_mut("Query") {
            query
                .fields
                .retain(|name, _| !edition.absent.contains(&name.as_str()));
        }
        schema.inherit();
        schema.drop_dangling();
        Ok(schema)
    }

    /// The type `name`, if it can be selected from.
    pub(super) fn composite(&self, name: &str) -> Option<&Declared> {
        self.types
            .get(name)
            .filter(|declared| matches!(declared.kind, Kind::Object | Kind::Interface))
    }

    /// The fields of the input `name`.
    pub(super) fn input(&self, name: &str) -> Option<&BTreeMap<String, DeclaredField>> {
        self.types
            .get(name)
            .filter(|declared| declared.kind == Kind::Input)
            .map(|declared| &declared.fields)
    }

    /// Whether a variable may be of the type `name`.
    pub(super) fn takes(&self, name: &str) -> bool {
        matches!(name, "ID" | "String" | "Int" | "Float" | "Boolean")
            || self
                .types
                .get(name)
                .is_some_and(|declared| matches!(declared.kind, Kind::Input | Kind::Leaf))
    }

    /// The field `name` of the type `owner`.
    pub(super) fn field(&self, owner: &str, name: &str) -> Option<&DeclaredField> {
        self.types.get(owner)?.fields.get(name)
    }

    /// Whether an object of type `concrete`, met where `position` is declared, is a `condition`.
    pub(super) fn satisfies(&self, concrete: &str, position: &str, condition: &str) -> bool {
        concrete == condition
            || position == condition
            || self
                .types
                .get(concrete)
                .is_some_and(|declared| declared.implements.iter().any(|name| name == condition))
    }

    fn add(
        &mut self,
        definition: &Definition<'_, String>,
        edition: Edition<'_>,
    ) -> Result<(), SchemaError> {
        match definition {
            Definition::TypeDefinition(TypeDefinition::Object(object)) => {
                if holds(&object.directives, edition)? {
                    self.insert(&object.name, Kind::Object, &object.implements_interfaces);
                    self.extend(&object.name, &object.fields, edition)?;
                }
                Ok(())
            }
            Definition::TypeDefinition(TypeDefinition::Interface(interface)) => {
                if holds(&interface.directives, edition)? {
                    self.insert(&interface.name, Kind::Interface, &[]);
                    self.extend(&interface.name, &interface.fields, edition)?;
                }
                Ok(())
            }
            Definition::TypeDefinition(TypeDefinition::Scalar(scalar)) => {
                self.insert(&scalar.name, Kind::Leaf, &[]);
                Ok(())
            }
            Definition::TypeDefinition(TypeDefinition::Enum(words)) => {
                self.insert(&words.name, Kind::Leaf, &[]);
                Ok(())
            }
            Definition::TypeDefinition(TypeDefinition::InputObject(input)) => {
                self.insert(&input.name, Kind::Input, &[]);
                self.extend_input(&input.name, &input.fields);
                Ok(())
            }
            Definition::TypeExtension(TypeExtension::Object(extension)) => {
                self.extend(&extension.name, &extension.fields, edition)
            }
            Definition::TypeExtension(TypeExtension::Interface(extension)) => {
                self.extend(&extension.name, &extension.fields, edition)
            }
            _ => Ok(()),
        }
    }

    fn insert(&mut self, name: &str, kind: Kind, implements: &[String]) {
        let declared = Declared {
            kind,
            fields: BTreeMap::new(),
            implements: implements.to_vec(),
        };
        self.types.insert(name.to_owned(), declared);
    }

    /// Adds fields to a type that this edition has; does nothing for one that it lacks.
    fn extend(
        &mut self,
        name: &str,
        fields: &[Field<'_, String>],
        edition: Edition<'_>,
    ) -> Result<(), SchemaError> {
        let Some(declared) = self.types.get_mut(name) else {
            return Ok(());
        };
        for field in fields {
            if holds(&field.directives, edition)? {
                let arguments = field.arguments.iter().map(argument).collect();
                let type_name = bottom(&field.field_type).to_owned();
                declared.fields.insert(
                    field.name.clone(),
                    DeclaredField {
                        type_name,
                        arguments,
                    },
                );
            }
        }
        Ok(())
    }

    fn extend_input(&mut self, name: &str, fields: &[InputValue<'_, String>]) {
        if let Some(declared) = self.types.get_mut(name) {
            for field in fields {
                let field_of_input = DeclaredField {
                    type_name: bottom(&field.value_type).to_owned(),
                    arguments: BTreeMap::new(),
                };
                declared.fields.insert(field.name.clone(), field_of_input);
            }
        }
    }

    /// Gives every component type what the supplement adds to its interface.
    fn inherit(&mut self) {
        let weighted: Vec<String> = self
            .types
            .iter()
            .filter(|(_, declared)| {
                declared
                    .implements
                    .iter()
                    .any(|name| name == "ComponentInterface")
            })
            .map(|(name, _)| name.clone())
            .collect();
        for name in weighted {
            if let Some(declared) = self.types.get_mut(&name) {
                declared
                    .fields
                    .entry("weight".to_owned())
                    .or_insert_with(|| DeclaredField {
                        type_name: "Int".to_owned(),
                        arguments: BTreeMap::new(),
                    });
            }
        }
    }

    /// Drops the fields whose type this edition does not have.
    fn drop_dangling(&mut self) {
        let known: Vec<String> = self.types.keys().cloned().collect();
        for declared in self.types.values_mut() {
            declared.fields.retain(|_, field| {
                matches!(
                    field.type_name.as_str(),
                    "ID" | "String" | "Int" | "Float" | "Boolean"
                ) || known.contains(&field.type_name)
            });
        }
    }
}

fn argument(input: &InputValue<'_, String>) -> (String, Argument) {
    let argument = Argument {
        type_name: bottom(&input.value_type).to_owned(),
        required: matches!(input.value_type, Type::NonNullType(_)),
    };
    (input.name.clone(), argument)
}

/// The name at the bottom of a type.
pub(super) fn bottom<'t>(given: &'t Type<'_, String>) -> &'t str {
    match given {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => bottom(inner),
    }
}

/// Whether every mark holds for `edition`.
fn holds(directives: &[Directive<'_, String>], edition: Edition<'_>) -> Result<bool, SchemaError> {
    for directive in directives {
        let Some((_, Value::String(given))) = directive.arguments.first() else {
            return Err(SchemaError(format!("@{} has no argument", directive.name)));
        };
        let kept = match directive.name.as_str() {
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
                assert!(
                    schema.field(owner, field).is_some(),
                    "0.{minor}: {owner}.{field}"
                );
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
                    schema.field(owner, field).is_some(),
                    expected,
                    "0.{minor}: {owner}.{field}"
                );
            }
        }
    }

    #[test]
    fn a_build_has_its_own_fields_and_no_other_build_has_them() {
        assert!(
            derived(29, Some("osp"))
                .field("Query", "deployment")
                .is_some()
        );
        assert!(derived(29, None).field("Query", "deployment").is_none());
        assert!(
            derived(29, Some("osp"))
                .field("Query", "passerelle")
                .is_none()
        );
    }

    #[test]
    fn a_module_that_is_not_installed_is_not_declared() {
        let schema = Schema::derive(Edition {
            release: Release::zero(29),
            build: None,
            absent: &["initiatives"],
        })
        .unwrap();
        assert!(schema.field("Query", "initiatives").is_none());
        assert!(schema.field("Query", "initiative").is_some());
    }

    #[test]
    fn a_version_is_read_with_or_without_its_patch_number() {
        assert_eq!("0.27.9".parse::<Release>().unwrap(), Release::zero(27));
        assert!("dev".parse::<Release>().is_err());
        assert!(Release::zero(9) < Release::zero(27));
    }
}
