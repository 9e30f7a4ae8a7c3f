use serde_json::{Value, json};

use super::*;
use crate::calendar::Today;
use crate::content;
use crate::world::Host;

/// The server of the instance `key`, answering as the release `0.minor`.
fn host(key: &str, minor: u16) -> Engine {
    let release = Release::zero(minor);
    let site = content::sites()
        .unwrap()
        .into_iter()
        .find(|site| site.key == key)
        .unwrap();
    let edition = Edition {
        release,
        build: site.build.as_deref(),
        absent: &[],
    };
    let today = Today::at("2026-11-22T12:00:00Z".parse().unwrap());
    let world = World::build(
        &site,
        Host {
            base: "http://demo.example",
            release,
            today,
        },
    );
    Engine::new(edition, Arc::new(world)).unwrap()
}

fn answered(engine: &Engine, request: &Request) -> Value {
    let images = ImageBase("/images/".to_owned());
    crate::tests::block_on(engine.answer(request, images))
}

fn asked(key: &str, minor: u16, query: &str, variables: &Value) -> Value {
    let variables = variables.as_object().cloned().unwrap_or_default();
    let request = Request {
        query: Some(query.to_owned()),
        variables,
        operation: None,
    };
    answered(&host(key, minor), &request)
}

fn ask(minor: u16, query: &str) -> Value {
    asked("grand-nancy", minor, query, &json!({}))
}

/// Compares with an answer that was recorded of a real 0.27 and of a real 0.29.
#[test]
fn every_unknown_field_is_reported_at_once_as_graphql_ruby_does() {
    let answer = ask(
        27,
        "query Plusieurs{participatoryProcesses{id nexistePas autre{id}} pasDeRacine component(id:\"1\"){... on PasUnType{id} ... on Meetings{meetings(filter:{a:1}){edges{node{id}}}}}}",
    );
    let at = |column: u32| json!([{"line": 1, "column": column}]);
    assert_eq!(
        answer,
        json!({"errors": [
            {"message": "Field 'nexistePas' doesn't exist on type 'ParticipatoryProcess'", "locations": at(43), "path": ["query Plusieurs", "participatoryProcesses", "nexistePas"], "extensions": {"code": "undefinedField", "typeName": "ParticipatoryProcess", "fieldName": "nexistePas"}},
            {"message": "Field 'autre' doesn't exist on type 'ParticipatoryProcess'", "locations": at(54), "path": ["query Plusieurs", "participatoryProcesses", "autre"], "extensions": {"code": "undefinedField", "typeName": "ParticipatoryProcess", "fieldName": "autre"}},
            {"message": "Field 'pasDeRacine' doesn't exist on type 'Query'", "locations": at(65), "path": ["query Plusieurs", "pasDeRacine"], "extensions": {"code": "undefinedField", "typeName": "Query", "fieldName": "pasDeRacine"}},
            {"message": "No such type PasUnType, so it can't be a fragment condition", "locations": at(95), "path": ["query Plusieurs", "component", "... on PasUnType"], "extensions": {"code": "undefinedType", "typeName": "PasUnType"}},
            {"message": "Field 'meetings' doesn't accept argument 'filter'", "locations": at(141), "path": ["query Plusieurs", "component", "... on Meetings", "meetings", "filter"], "extensions": {"code": "argumentNotAccepted", "name": "meetings", "typeName": "Field", "argumentName": "filter"}},
        ]})
    );
}

/// The first fault of a document: its message and its code.
fn fault(minor: u16, query: &str) -> (String, String) {
    let answer = ask(minor, query);
    assert!(answer.get("data").is_none(), "{answer}");
    let error = &answer["errors"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&error["message"]), text(&error["extensions"]["code"]))
}

#[test]
fn each_fault_has_the_recorded_words_and_code() {
    for (query, message, code) in FAULTS {
        assert_eq!(
            fault(27, query),
            (message.to_owned(), code.to_owned()),
            "{query}"
        );
    }
    assert!(
        fault(29, "{participatoryProcesses{id{x}}}")
            .0
            .ends_with("has selections [\"x\"])")
    );
}

/// A document, what is said of it, and the code.
const FAULTS: [(&str, &str, &str); 12] = [
    (
        "{participatoryProcesses}",
        "Field must have selections (field 'participatoryProcesses' returns ParticipatoryProcess but has no selections. Did you mean 'participatoryProcesses { ... }'?)",
        "selectionMismatch",
    ),
    (
        "{participatoryProcesses{id{x}}}",
        "Selections can't be made on scalars (field 'id' returns ID but has selections [x])",
        "selectionMismatch",
    ),
    (
        "{component{id}}",
        "Field 'component' is missing required arguments: id",
        "missingRequiredArguments",
    ),
    (
        "{component(id:$x){id}}",
        "Variable $x is used by anonymous query but not declared",
        "variableNotDefined",
    ),
    (
        "query($x:ID){decidim{version}}",
        "Variable $x is declared by anonymous query but not used",
        "variableNotUsed",
    ),
    (
        "{participatoryProcesses(filter:{updatedSince:\"2026-02-08\"}){id}}",
        "InputObject 'ParticipatoryProcessFilter' doesn't accept argument 'updatedSince'",
        "argumentNotAccepted",
    ),
    (
        "{...Absent}",
        "Fragment Absent was used, but not defined",
        "useAndDefineFragment",
    ),
    (
        "{decidim{version}} fragment Idle on Meeting{id}",
        "Fragment Idle was defined, but not used",
        "useAndDefineFragment",
    ),
    (
        "query($x:Inconnu){component(id:$x){id}}",
        "Inconnu isn't a defined input type (on $x)",
        "variableRequiresValidType",
    ),
    (
        "query A{decidim{version}} query B{decidim{version}}",
        "An operation name is required",
        "",
    ),
    ("{decidim{version", "Unexpected end of document", ""),
    ("", "Unexpected end of document", ""),
];
#[test]
fn a_missing_variable_is_refused_in_the_recorded_shape() {
    let query = "query Meetings($id: ID!) {\n  component(id: $id) { id } }";
    let answer = asked("grand-nancy", 27, query, &json!({"id": null}));
    assert_eq!(
        answer,
        json!({"errors": [{
            "message": "Variable $id of type ID! was provided invalid value",
            "locations": [{"line": 1, "column": 16}],
            "extensions": {"value": null, "problems": [{"path": [], "explanation": "Expected value to not be null"}]},
        }]})
    );
    let number = asked(
        "grand-nancy",
        27,
        "query($id:ID){participatoryProcess(id:$id){id}}",
        &json!({"id": 1}),
    );
    assert_eq!(
        number,
        json!({"data": {"participatoryProcess": {"id": "1"}}})
    );
}

#[test]
fn each_version_refuses_what_it_lacks_and_nothing_else() {
    let table = [
        ("scope{id}", 22, 29),
        ("taxonomies{id}", 30, 32),
        ("url", 31, 32),
        ("slug", 22, 32),
        ("steps{id}", 22, 32),
    ];
    for minor in 22..=32 {
        let engine = host("essey", minor);
        for (field, first, last) in table {
            let query = format!("{{participatoryProcess(id:\"0\"){{{field}}}}}");
            let request = Request {
                query: Some(query),
                ..Request::default()
            };
            let answer = answered(&engine, &request);
            let known = answer.get("errors").is_none();
            assert_eq!(known, (first..=last).contains(&minor), "0.{minor} {field}");
        }
    }
}

#[test]
fn an_old_host_describes_its_own_schema() {
    let query = "{__type(name:\"Taxonomy\"){name} __schema{queryType{name}}}";
    let described = |minor| ask(minor, query)["data"].clone();
    let (root, taxonomy) = (
        json!({"queryType": {"name": "Query"}}),
        json!({"name": "Taxonomy"}),
    );
    assert_eq!(described(29), json!({"__type": null, "__schema": root}));
    assert_eq!(described(30), json!({"__type": taxonomy, "__schema": root}));
}

#[test]
fn introspection_is_refused_by_code_on_a_new_host_and_typename_is_not() {
    let answer = ask(31, "{__schema{types{name}}}");
    assert_eq!(
        answer["errors"][0]["extensions"]["code"],
        "INTROSPECTION_DISABLED_ERROR"
    );
    let query = "{__typename component(id:\"14\"){__typename}}";
    assert_eq!(
        ask(31, query)["data"],
        json!({"__typename": "Query", "component": {"__typename": "Meetings"}})
    );
}

#[test]
fn steps_have_days_until_0_27_and_instants_after() {
    let query = "{participatoryProcess(id:\"2\"){startDate steps{startDate endDate}}}";
    let of = |minor| ask(minor, query)["data"]["participatoryProcess"].clone();
    assert_eq!(
        of(27)["steps"][0],
        json!({"startDate": "2026-10-29", "endDate": "2026-11-26"})
    );
    assert_eq!(
        of(28)["steps"][0],
        json!({"startDate": "2026-10-29T00:00:00+01:00", "endDate": "2026-11-26T23:59:00+01:00"})
    );
    assert_eq!(of(28)["startDate"], "2026-10-29");
}

#[test]
fn translations_come_ordered_marked_and_blank_as_null() {
    let of = |id: u32| {
        ask(29, &format!("{{participatoryProcess(id:{id}){{title{{locales translations{{locale machineTranslated text}}}}}}}}"))["data"]["participatoryProcess"]["title"].clone()
    };
    let mixed = of(6);
    assert_eq!(mixed["locales"], json!(["fr", "en"]));
    assert_eq!(mixed["translations"][1]["machineTranslated"], true);
    let blank = of(9);
    assert_eq!(blank["locales"], json!(["de", "en", "fr"]));
    assert_eq!(
        blank["translations"][1],
        json!({"locale": "en", "machineTranslated": true, "text": null})
    );
    let one = ask(
        29,
        "{participatoryProcess(id:2){title{translation(locale:\"de\") translations(locales:[\"en\",\"xx\"]){locale}}}}",
    );
    let title = &one["data"]["participatoryProcess"]["title"];
    assert!(
        title["translation"]
            .as_str()
            .unwrap()
            .starts_with("Mobilitätsplan")
    );
    assert_eq!(title["translations"], json!([{"locale": "en"}]));
}

#[test]
fn a_meeting_without_a_point_is_null_with_an_error_that_has_no_path() {
    let query = "query M($id:ID!){component(id:$id){id __typename ...on Meetings{meetings(first:50){pageInfo{hasNextPage endCursor} edges{node{id coordinates{latitude longitude}}}}}}}";
    let answer = asked("grand-nancy", 29, query, &json!({"id": "14"}));
    let connection = &answer["data"]["component"]["meetings"];
    assert_eq!(
        connection["pageInfo"],
        json!({"hasNextPage": false, "endCursor": "NA"})
    );
    assert_eq!(
        connection["edges"][0]["node"]["coordinates"],
        json!({"latitude": 48.7049, "longitude": 6.2065})
    );
    assert_eq!(
        connection["edges"][3]["node"],
        json!({"id": "104", "coordinates": null})
    );
    assert_eq!(
        answer["errors"],
        json!([{"message": "Cannot return null for non-nullable field Coordinates.latitude"}])
    );
}

#[test]
fn fragments_aliases_and_directives_are_followed() {
    let query = "query($no:Boolean!){first:component(id:\"14\"){...Kind ...on Meetings{page:meetings(first:1){nodes{id}}} ...on Proposals{never:id}} decidim{applicationName version @include(if:$no)}} fragment Kind on ComponentInterface{id weight}";
    let answer = asked("grand-nancy", 29, query, &json!({"no": false}));
    assert_eq!(
        answer,
        json!({"data": {"first": {"id": "14", "weight": 4, "page": {"nodes": [{"id": "101"}]}}, "decidim": {"applicationName": "Je participe Grand Nancy"}}})
    );
}

#[test]
fn fragments_that_never_end_or_explode_are_refused() {
    let endless =
        "{component(id:1){...A}} fragment A on Meetings{id ...B} fragment B on Meetings{id ...A}";
    let (message, code) = fault(29, endless);
    assert_eq!(
        (message.as_str(), code.as_str()),
        ("Fragment A contains an infinite loop", "infiniteLoop")
    );
    let doubled = (0..40).map(|level| {
        let next = level + 1;
        format!("fragment F{level} on Meetings{{...F{next} ...F{next}}}")
    });
    let fragments = doubled.collect::<Vec<_>>().join(" ");
    let explosive =
        format!("{{component(id:1){{...F0}}}} fragment F40 on Meetings{{id}} {fragments}");
    assert_eq!(fault(29, &explosive).0, "Query is too large");
}

#[test]
fn a_bad_cursor_filter_or_order_nulls_its_field_and_says_where() {
    let table = [
        (
            "{component(id:14){...on Meetings{meetings(after:\"?\"){edges{node{id}}}}}}",
            "Invalid input: \"?\"",
            json!(["component", "meetings"]),
        ),
        (
            "{participatoryProcesses(filter:{publishedSince:\"hier\"}){id}}",
            "Invalid date format for publishedBefore",
            json!(["participatoryProcesses"]),
        ),
        (
            "{participatoryProcesses(order:{publishedAt:\"plop\"}){id}}",
            "Invalid order value for :published_at, only ASC or DESC are valids (received \"plop\")",
            json!(["participatoryProcesses"]),
        ),
    ];
    for (query, message, path) in table {
        let error = &ask(27, query)["errors"][0];
        assert_eq!(
            (&error["message"], &error["path"]),
            (&json!(message), &path)
        );
    }
}

#[test]
fn processes_are_filtered_ordered_and_found_by_slug() {
    let ids = |query: &str| -> Vec<String> {
        let list = ask(29, query)["data"]["participatoryProcesses"].clone();
        list.as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids("{participatoryProcesses(filter:{publishedSince:\"2026-11-19\"}){id}}"),
        ["8", "25", "41"]
    );
    assert_eq!(
        ids("{participatoryProcesses(order:{publishedAt:\"desc\"}){id}}")[0],
        "41"
    );
    assert_eq!(
        ids("{participatoryProcesses(order:{id:\"desc\"}){id}}")[0],
        "41"
    );
    let found = ask(
        29,
        "{participatoryProcess(slug:\"plan-velo\"){id components(filter:{type:\"Meetings\"}){__typename}}}",
    );
    assert_eq!(
        found["data"]["participatoryProcess"],
        json!({"id": "2", "components": [{"__typename": "Meetings"}]})
    );
}

#[test]
fn a_private_process_is_never_listed_and_its_component_leaks_only_as_on_old_hosts() {
    for minor in [27, 29, 31] {
        let answer = ask(
            minor,
            "{participatoryProcesses{slug} participatoryProcess(slug:\"comite-de-pilotage-interne\"){id} component(id:\"121\"){id}}",
        );
        assert!(
            !answer["data"]["participatoryProcesses"]
                .to_string()
                .contains("comite")
        );
        assert_eq!(answer["data"]["participatoryProcess"], Value::Null);
        assert_eq!(answer["data"]["component"].is_null(), minor >= 30);
    }
}

#[test]
fn a_hidden_component_is_null_in_the_list_of_a_new_host() {
    let query = "{participatoryProcess(id:1){components{id}}}";
    let of = |minor| {
        asked("nancy", minor, query, &json!({}))["data"]["participatoryProcess"]["components"]
            .clone()
    };
    assert_eq!(of(31).as_array().unwrap().last(), Some(&Value::Null));
    assert!(!of(29).as_array().unwrap().contains(&Value::Null));
}

#[test]
fn elections_have_a_type_of_their_own_until_0_28() {
    let query = "{participatoryProcess(id:5){components{__typename}}}";
    let of = |minor| {
        asked("essey", minor, query, &json!({}))["data"]["participatoryProcess"]["components"][1]["__typename"].clone()
    };
    assert_eq!((of(27), of(31)), (json!("Elections"), json!("Component")));
}

#[test]
fn the_version_is_told_until_0_29_and_hidden_after() {
    let query = "{decidim{version}}";
    assert_eq!(
        asked("vandoeuvre", 27, query, &json!({}))["data"]["decidim"]["version"],
        "0.27.9"
    );
    assert_eq!(
        asked("nancy", 31, query, &json!({}))["data"]["decidim"]["version"],
        Value::Null
    );
    assert_eq!(
        ask(29, "{deployment{decidimVersion}}")["data"]["deployment"]["decidimVersion"],
        "0.29.5"
    );
}
