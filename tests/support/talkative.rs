//! A Decidim that says too much: whatever it is asked, its texts hold e-mail addresses and telephone numbers, and every object carries people
//! that nobody asked for. What is a field and of which type, it knows from the union schema.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::{Json, Router, extract::State, routing::post};
use graphql_parser::query::{self, Definition, OperationDefinition, Selection, SelectionSet};
use graphql_parser::schema::{self, TypeDefinition};
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

/// Words that must be found nowhere, in lower case.
pub(crate) const CANARIES: [&str; 6] = [
    "camille",
    "canari",
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "6 12 34 56 78",
];

const TEXT: &str = "<p>Écrire à camille.canari@example.org ou à <a href=\"mailto:camille.canari@example.org?subject=Projet\">cette adresse</a>, \
    camille.canari (at) example (point) org, appeler le 06 12 34 56 78, le 06.12.34.56.78, le <a href=\"tel:+33612345678\">+33 6 12 34 56 78</a> \
    ou le 0612345678.</p>";

type Fields = BTreeMap<String, (String, bool)>;

/// The schema, as far as answering needs it: of each type its fields, with the name of their type and whether it is a build's own.
struct Talkative {
    types: BTreeMap<String, Fields>,
    host: String,
}

/// Starts it; its address is returned.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let host = format!("http://{}", listener.local_addr().expect("an address"));
    let server = Arc::new(Talkative {
        types: types(),
        host: host.clone(),
    });
    let router = Router::new().route("/api", post(answer)).with_state(server);
    tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
    host
}

fn types() -> BTreeMap<String, Fields> {
    let document =
        schema::parse_schema::<String>(include_str!("../../queries/decidim/schema.graphql"))
            .expect("the schema")
            .into_static();
    let definitions = document
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            schema::Definition::TypeDefinition(TypeDefinition::Object(object)) => {
                Some((object.name, object.fields))
            }
            schema::Definition::TypeDefinition(TypeDefinition::Interface(interface)) => {
                Some((interface.name, interface.fields))
            }
            _ => None,
        });
    definitions
        .map(|(name, fields)| {
            let fields = fields.into_iter().map(|field| {
                let is_builds_own = field
                    .directives
                    .iter()
                    .any(|directive| directive.name == "build");
                (field.name, (base(&field.field_type), is_builds_own))
            });
            (name, fields.collect())
        })
        .collect()
}

/// The name inside lists and non-nulls; a list is told by a leading `[`.
fn base(field_type: &schema::Type<'static, String>) -> String {
    match field_type {
        schema::Type::NamedType(name) => name.clone(),
        schema::Type::NonNullType(inner) => base(inner),
        schema::Type::ListType(inner) => format!("[{}", base(inner).trim_start_matches('[')),
    }
}

async fn answer(State(server): State<Arc<Talkative>>, Json(body): Json<Value>) -> Json<Value> {
    let text = body["query"].as_str().expect("a document");
    let document = query::parse_query::<String>(text)
        .expect("a valid document")
        .into_static();
    let mut unknown = Vec::new();
    let selections = document
        .definitions
        .iter()
        .find_map(|definition| match definition {
            Definition::Operation(OperationDefinition::Query(query)) => Some(&query.selection_set),
            Definition::Operation(OperationDefinition::SelectionSet(set)) => Some(set),
            _ => None,
        });
    let data = server.object(
        "Query",
        selections.expect("a query"),
        &document,
        &mut unknown,
    );
    Json(if unknown.is_empty() {
        json!({ "data": data })
    } else {
        json!({ "errors": unknown })
    })
}

impl Talkative {
    fn object(
        &self,
        type_name: &str,
        selections: &SelectionSet<'static, String>,
        document: &query::Document<'static, String>,
        unknown: &mut Vec<Value>,
    ) -> Value {
        let person = json!({ "name": "Camille Canari", "nickname": "@camille", "email": "camille.canari@example.org" });
        let mut object = Map::from_iter(
            [
                "author",
                "authors",
                "organizer",
                "followers",
                "publicParticipants",
                "users",
            ]
            .map(|field| (field.to_owned(), person.clone())),
        );
        self.fill(&mut object, type_name, selections, document, unknown);
        Value::Object(object)
    }

    fn fill(
        &self,
        object: &mut Map<String, Value>,
        type_name: &str,
        selections: &SelectionSet<'static, String>,
        document: &query::Document<'static, String>,
        unknown: &mut Vec<Value>,
    ) {
        for selection in &selections.items {
            match selection {
                Selection::Field(field) if field.name == "__typename" => {
                    object.insert(field.name.clone(), type_name.into());
                }
                Selection::Field(field) => match self.types.get(type_name).and_then(|fields| fields.get(&field.name)) {
                    Some((field_type, false)) => {
                        let value = self.value(&field.name, field_type, &field.selection_set, document, unknown);
                        object.insert(field.name.clone(), value);
                    }
                    _ => unknown.push(json!({
                        "message": format!("Field '{}' doesn't exist on type '{type_name}'", field.name),
                        "extensions": { "code": "undefinedField", "typeName": type_name, "fieldName": field.name },
                    })),
                },
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.type_condition.as_ref().map(|query::TypeCondition::On(name)| name.as_str());
                    if condition.is_none_or(|condition| condition == type_name) {
                        self.fill(object, type_name, &fragment.selection_set, document, unknown);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = document.definitions.iter().find_map(|definition| match definition {
                        Definition::Fragment(fragment) if fragment.name == spread.fragment_name => Some(fragment),
                        _ => None,
                    });
                    self.fill(object, type_name, &fragment.expect("the fragment").selection_set, document, unknown);
                }
            }
        }
    }

    fn value(
        &self,
        field: &str,
        field_type: &str,
        selections: &SelectionSet<'static, String>,
        document: &query::Document<'static, String>,
        unknown: &mut Vec<Value>,
    ) -> Value {
        if let Some(element) = field_type.strip_prefix('[') {
            return json!([self.value(field, element, selections, document, unknown)]);
        }
        match (field_type, field) {
            ("ID", _) => "1".into(),
            ("Int", _) => 3.into(),
            ("Float", "latitude") => json!(48.69),
            ("Float", _) => json!(6.18),
            ("Boolean", _) => false.into(),
            ("Date", _) => "2026-03-01".into(),
            ("DateTime", _) => "2026-03-01T18:30:00+01:00".into(),
            ("String", "locale") => "fr".into(),
            ("String", "url" | "heroImage" | "bannerImage") => {
                format!("{}/processes/un?token=camille", self.host).into()
            }
            ("String", "accessMode") => "OPEN".into(),
            ("String", "slug") => "un".into(),
            ("String", "version") => "0.31.0".into(),
            ("String", _) => TEXT.into(),
            (_, _) => {
                let concrete = match field_type {
                    "ComponentInterface" => "Meetings",
                    "ParticipatorySpaceInterface" => "ParticipatoryProcess",
                    other => other,
                };
                self.object(concrete, selections, document, unknown)
            }
        }
    }
}
