//! The union schema by which the gateway asks a Decidim, and what the demo declares beside it, say of every version what that version really
//! declares: their marks agree with the field lists in `tests/fixtures/decidim/schemas.tsv`, which were read of the versions themselves.

#![expect(
    clippy::expect_used,
    reason = "a test fails where something is missing"
)]

use std::collections::{BTreeMap, BTreeSet};

use graphql_parser::schema::{
    Definition, Directive, Document, Field, TypeDefinition, TypeExtension, Value, parse_schema,
};

const UNION: &str = include_str!("../queries/decidim/schema.graphql");
const SUPPLEMENT: &str = include_str!("../crates/demo/src/schema/supplement.graphql");
const FACTS: &str = include_str!("fixtures/decidim/schemas.tsv");

/// The minor versions of which the facts are known.
const MINORS: std::ops::RangeInclusive<u32> = 22..=33;

/// The types and fields in which the schemas and the facts differ for a reason.
const DIFFERENT: [(&str, &str); 3] = [
    // Servers answer with this type for a module without one of its own. A printed schema holds it only if something else loads it.
    ("Component", ""),
    // From 0.31 a translated text under the same name, which is never asked.
    ("Statistic", "name"),
    // From 0.29 a translated text under the same name.
    ("Organization", "name"),
];

/// A list of fields by type, each with the names of its arguments.
type Fields = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// A version, and the build of it where there are several.
#[derive(Debug, Clone, Copy)]
struct Edition {
    minor: u32,
    build: Option<&'static str>,
}

/// The field lists that `edition` really has.
fn facts(edition: Edition) -> Fields {
    let mut fields = Fields::new();
    for line in FACTS.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[name, kind, member, arguments, _, versions] = columns.as_slice() else {
            panic!("{line}: not six columns");
        };
        if !names(versions, edition) {
            continue;
        }
        let of_type = fields.entry(name.to_owned()).or_default();
        if kind == "field" {
            let arguments = arguments.split(", ").filter(|given| !given.is_empty());
            let arguments = arguments.map(|given| {
                let name = given.split(':').next().expect("the name of an argument");
                name.to_owned()
            });
            of_type.insert(member.to_owned(), arguments.collect());
        }
    }
    fields
}

/// Returns whether a list of ranges and builds (`22-24 30 osp`) names `edition`.
fn names(versions: &str, edition: Edition) -> bool {
    versions.split(' ').any(|part| {
        if let Some(build) = edition.build {
            return part == build;
        }
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let bounds = first.parse::<u32>().ok().zip(last.parse().ok());
        bounds.is_some_and(|(first, last)| (first..=last).contains(&edition.minor))
    })
}

/// Returns whether every mark holds for `edition`.
fn holds(directives: &[Directive<'_, String>], edition: Edition) -> bool {
    directives.iter().all(|directive| {
        let given = match directive.arguments.first() {
            Some((_, Value::String(given))) => given.as_str(),
            _ => panic!("@{} has no argument", directive.name),
        };
        let minor = || given.split('.').nth(1).and_then(|minor| minor.parse().ok());
        match directive.name.as_str() {
            "since" => edition.minor >= minor().expect("a version"),
            "until" => edition.minor <= minor().expect("a version"),
            _ => edition.build == Some(given),
        }
    })
}

/// A type that a schema defines or extends.
struct Declared<'d> {
    name: &'d str,
    /// The marks of a definition; an extension says nothing where there is no such type.
    marks: Option<&'d [Directive<'d, String>]>,
    fields: &'d [Field<'d, String>],
}

fn declared<'d>(definition: &'d Definition<'d, String>) -> Option<Declared<'d>> {
    let (name, marks, fields) = match definition {
        Definition::TypeDefinition(TypeDefinition::Object(object)) => {
            (&object.name, Some(&object.directives), &object.fields)
        }
        Definition::TypeDefinition(TypeDefinition::Interface(interface)) => (
            &interface.name,
            Some(&interface.directives),
            &interface.fields,
        ),
        Definition::TypeExtension(TypeExtension::Object(object)) => {
            (&object.name, None, &object.fields)
        }
        Definition::TypeExtension(TypeExtension::Interface(interface)) => {
            (&interface.name, None, &interface.fields)
        }
        _ => return None,
    };
    Some(Declared {
        name,
        marks: marks.map(Vec::as_slice),
        fields,
    })
}

/// Everything in a declared type that contradicts the facts of `edition`.
fn contradictions(declared: &Declared<'_>, edition: Edition, facts: &Fields) -> Vec<String> {
    let name = declared.name;
    let real = facts.get(name);
    if declared
        .marks
        .is_some_and(|marks| holds(marks, edition) != real.is_some())
    {
        return vec![format!("{edition:?}: {name}")];
    }
    let Some(real) = real else {
        return Vec::new();
    };
    let differs = declared.fields.iter().filter(|field| {
        let declared = holds(&field.directives, edition);
        match real.get(&field.name) {
            Some(arguments) => {
                let mut asked = field.arguments.iter();
                !declared || !asked.all(|argument| arguments.contains(&argument.name))
            }
            None => declared,
        }
    });
    differs
        .filter(|field| !DIFFERENT.contains(&(name, &field.name)))
        .map(|field| format!("{edition:?}: {name}.{}", field.name))
        .collect()
}

#[test]
fn both_schemas_say_of_every_version_what_it_declares() {
    let documents: Vec<Document<'_, String>> = [UNION, SUPPLEMENT]
        .map(|text| parse_schema(text).expect("the schema is valid"))
        .into();
    let declared: Vec<Declared<'_>> = (documents.iter())
        .flat_map(|document| document.definitions.iter().filter_map(declared))
        .filter(|declared| !DIFFERENT.contains(&(declared.name, "")))
        .collect();
    let plain = MINORS.map(|minor| Edition { minor, build: None });
    let osp = Edition {
        minor: 29,
        build: Some("osp"),
    };
    let (mut found, mut compared) = (Vec::new(), 0);
    for edition in plain.chain([osp]) {
        let facts = facts(edition);
        for declared in &declared {
            compared += declared.fields.len();
            found.extend(contradictions(declared, edition, &facts));
        }
    }
    assert!(compared > 2000, "only {compared} fields were compared");
    assert!(found.is_empty(), "{found:#?}");
}
