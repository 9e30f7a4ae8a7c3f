//! No query can select a person: every document of every platform is walked against the schema that it is written for, and no selection may lead
//! to a person, to what a person wrote, or to the address of an online meeting. Only counts may be taken of such lists.

#![expect(
    clippy::expect_used,
    reason = "a test fails where something is missing"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use graphql_parser::query::{
    Definition, OperationDefinition, Selection, SelectionSet, TypeCondition, parse_query,
};
use graphql_parser::schema::{Definition as SchemaDefinition, Type, TypeDefinition, parse_schema};

/// Types that are a person or what one wrote.
const TYPES: [&str; 22] = [
    "User",
    "UserConnection",
    "UserEdge",
    "InternalUser",
    "Author",
    "AuthorInterface",
    "UserGroup",
    "UserEntity",
    "Contributor",
    "ContributorConnection",
    "Participant",
    "ParticipantDetails",
    "UserModeration",
    "Session",
    "Reply",
    "Proposal",
    "Comment",
    "Vote",
    "ProposalVote",
    "Email",
    "ConferenceSpeaker",
    "AssemblyMember",
];

/// Fields that name a person, whatever their type.
const FIELDS: [&str; 26] = [
    "author",
    "authors",
    "organizer",
    "email",
    "phone",
    "username",
    "nickname",
    "avatarUrl",
    "profilePath",
    "viewer",
    "session",
    "user",
    "users",
    "participants",
    "publicParticipants",
    "followers",
    "members",
    "committeeMembers",
    "speakers",
    "attendees",
    "userHasVote",
    "userHasReply",
    "onlineMeetingUrl",
    "attendingOrganizations",
    "moderations",
    "attachments",
];

/// The types of a schema: by type, its fields and the types that they lead to.
struct Schema(BTreeMap<String, BTreeMap<String, String>>);

impl Schema {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("a schema");
        let document = parse_schema::<String>(&text).expect("a schema");
        let mut types = BTreeMap::new();
        for definition in &document.definitions {
            let (name, fields) = match definition {
                SchemaDefinition::TypeDefinition(TypeDefinition::Object(object)) => {
                    (&object.name, &object.fields)
                }
                SchemaDefinition::TypeDefinition(TypeDefinition::Interface(interface)) => {
                    (&interface.name, &interface.fields)
                }
                _ => continue,
            };
            let fields = fields
                .iter()
                .map(|field| (field.name.clone(), named(&field.field_type)));
            types.insert(name.clone(), fields.collect());
        }
        Self(types)
    }

    fn leads_to(&self, type_name: &str, field: &str) -> Option<&str> {
        self.0.get(type_name)?.get(field).map(String::as_str)
    }
}

fn named(of: &Type<'_, String>) -> String {
    match of {
        Type::NamedType(name) => name.clone(),
        Type::ListType(inner) | Type::NonNullType(inner) => named(inner),
    }
}

/// The part of a selection that must not be asked.
fn offences(set: &SelectionSet<'_, String>, type_name: &str, schema: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for selection in &set.items {
        match selection {
            Selection::Field(field) if field.name == "__typename" => {}
            Selection::Field(field) => {
                let place = format!("{type_name}.{}", field.name);
                let Some(inner) = schema.leads_to(type_name, &field.name) else {
                    found.push(format!("{place} is not in the schema"));
                    continue;
                };
                let only_counts = !field.selection_set.items.is_empty()
                    && field.selection_set.items.iter().all(|inside| matches!(inside, Selection::Field(count) if count.name == "totalCount"));
                if !only_counts && (TYPES.contains(&inner) || FIELDS.contains(&field.name.as_str()))
                {
                    found.push(place);
                }
                found.extend(offences(&field.selection_set, inner, schema));
            }
            Selection::InlineFragment(fragment) => {
                let on = match &fragment.type_condition {
                    Some(TypeCondition::On(on)) => on.as_str(),
                    None => type_name,
                };
                if TYPES.contains(&on) {
                    found.push(format!("... on {on}"));
                }
                found.extend(offences(&fragment.selection_set, on, schema));
            }
            Selection::FragmentSpread(_) => {}
        }
    }
    found
}

fn offences_of(text: &str, schema: &Schema) -> Vec<String> {
    let document = parse_query::<String>(text).expect("a document");
    let walk = |definition: &Definition<'_, String>| match definition {
        Definition::Operation(OperationDefinition::Query(query)) => {
            offences(&query.selection_set, "Query", schema)
        }
        Definition::Fragment(fragment) => {
            let TypeCondition::On(on) = &fragment.type_condition;
            offences(&fragment.selection_set, on, schema)
        }
        Definition::Operation(_) => vec!["something else than a named query".to_owned()],
    };
    document.definitions.iter().flat_map(walk).collect()
}

fn graphql_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "graphql")
        })
        .collect()
}

#[test]
fn no_document_of_any_platform_can_select_a_person() {
    let queries = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut walked = 0;
    for platform in fs::read_dir(queries)
        .expect("the documents")
        .map(|entry| entry.expect("an entry").path())
    {
        let schema = Schema::read(&platform.join("schema.graphql"));
        for path in graphql_files(&platform) {
            if path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("schema"))
            {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a document");
            assert_eq!(offences_of(&text, &schema), [""; 0], "{}", path.display());
            walked += 1;
        }
    }
    assert!(walked >= 20, "only {walked} documents found");
}

#[test]
fn the_schema_of_decidim_declares_nobody() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries/decidim/schema.graphql");
    for (name, fields) in Schema::read(&path).0 {
        assert!(!TYPES.contains(&name.as_str()), "{name}");
        for field in fields.keys() {
            assert!(!FIELDS.contains(&field.as_str()), "{name}.{field}");
        }
    }
}

#[test]
fn the_schema_of_cap_collectif_declares_of_people_only_how_many() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries/cap_collectif/schema.graphql");
    for (name, fields) in Schema::read(&path).0 {
        let counts = fields.keys().all(|field| field == "totalCount");
        assert!(counts || !TYPES.contains(&name.as_str()), "{name}");
        for field in fields.keys() {
            assert!(!FIELDS.contains(&field.as_str()), "{name}.{field}");
        }
    }
}

#[test]
fn the_walk_finds_a_person_wherever_one_is_asked_for() {
    let schema = Schema(BTreeMap::from([
        (
            "Query".to_owned(),
            BTreeMap::from([("meetings".to_owned(), "Meeting".to_owned())]),
        ),
        (
            "Meeting".to_owned(),
            BTreeMap::from([
                ("author".to_owned(), "Author".to_owned()),
                ("contributors".to_owned(), "UserConnection".to_owned()),
                ("onlineMeetingUrl".to_owned(), "String".to_owned()),
            ]),
        ),
        (
            "Author".to_owned(),
            BTreeMap::from([("name".to_owned(), "String".to_owned())]),
        ),
        (
            "UserConnection".to_owned(),
            BTreeMap::from([
                ("totalCount".to_owned(), "Int".to_owned()),
                ("edges".to_owned(), "UserEdge".to_owned()),
            ]),
        ),
        ("UserEdge".to_owned(), BTreeMap::new()),
    ]));
    assert_eq!(
        offences_of("query A { meetings { author { name } } }", &schema),
        ["Meeting.author"]
    );
    assert_eq!(
        offences_of(
            "query A { meetings { ...M } } fragment M on Meeting { onlineMeetingUrl }",
            &schema
        ),
        ["Meeting.onlineMeetingUrl"]
    );
    assert_eq!(
        offences_of(
            "query A { meetings { contributors { totalCount } } }",
            &schema
        ),
        [""; 0]
    );
    assert_eq!(
        offences_of(
            "query A { meetings { contributors { totalCount edges } } }",
            &schema
        ),
        ["Meeting.contributors", "UserConnection.edges"]
    );
}
