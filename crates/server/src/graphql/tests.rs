//! Answers to clients of Decidim, and refusals.

use axum::body::to_bytes;
use chrono::{DateTime, Utc};

use super::*;
use passerelle_geography::Geography;
use passerelle_index::{Delta, Index};
use passerelle_model::{Consultation, History, Language, Stored};

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn meeting(number: u32) -> Value {
    json!({
        "id": format!("00000000-0000-5000-8000-0000000000{number:02}"),
        "url": format!("https://nancy.example/meetings/{number}"),
        "title": {"fr": {"text": format!("Atelier {number}")}},
        "description_html": {},
        "starts_at": format!("2026-12-{number:02}T18:00:00+01:00"),
        "ends_at": null,
        "place": {
            "name": {"fr": {"text": "Mairie"}}, "address": "1 place Stanislas",
            "point": {"latitude": 48.69, "longitude": 6.18}, "online": false
        },
        "cancelled": number == 3,
        "history": {"sequence": 0, "updated": "2026-11-01T08:00:00Z", "missing_polls": 0},
    })
}

fn consultation() -> Consultation {
    serde_json::from_value(json!({
        "id": "3b237780-3aad-50ff-8a30-2d51e219dabb",
        "source": "nancy",
        "origin": "participez.nancy.example",
        "kind": "process",
        "native_id": "12",
        "url": "https://nancy.example/processes/parc",
        "title": {"fr": {"text": "Le parc"}, "en": {"text": "The park", "machine": true}},
        "summary": {"fr": {"text": "Plus d’arbres & <moins> de béton"}},
        "description_html": {"fr": {"text": "<p>Venez !</p>"}},
        "period": {"opens": "2026-11-01", "closes": "2026-12-31"},
        "phases": [
            {"title": {"fr": {"text": "Idées"}}, "period": {"opens": "2026-11-01", "closes": "2026-11-30"}},
            {"title": {"fr": {"text": "Vote"}}, "period": {"opens": "2026-12-01T08:00:00+01:00", "closes": null}},
        ],
        "timezone": "Europe/Paris",
        "declared_state": "open",
        "level": "consult",
        "modalities": ["idea_box", "vote"],
        "themes": [{"fr": {"text": "Nature en ville"}}],
        "territory": {"code": "54395", "name": "Nancy", "how": "declared"},
        "organiser": "Ville de Nancy",
        "image": {"url": "https://nancy.example/parc.jpg", "alt": {}, "volatile": false},
        "location": null,
        "meetings": (1..=5).map(meeting).collect::<Vec<_>>(),
        "counts": {"contributions": 12, "participants": null, "votes": 3},
        "results": null,
        "promoted": true,
        "published_at": "2026-10-30T09:00:00Z",
        "provenance": null,
        "via": [{"url": "https://autre.example/", "name": "Autre passerelle"}],
        "also_at": [],
        "licence": "etalab-2.0",
    }))
    .unwrap()
}

fn served() -> Served {
    let index = Index::new(Geography::official(), &[], now()).unwrap();
    let stored = Stored {
        consultation: consultation(),
        history: History {
            first_seen: now(),
            updated: now(),
            revision: 1,
            change: 1,
        },
    };
    let delta = Delta {
        upserts: vec![stored],
        gone: vec![],
    };
    let address = "https://agenda.example/".parse().unwrap();
    let site = Site::new("Agenda", &address, vec![Language::french()], []);
    Served {
        snapshot: index.apply(delta, now()),
        site: Arc::new(site),
    }
}

async fn post_body(body: &[u8]) -> (StatusCode, Value) {
    let response = Endpoint::new().answer(body, served()).await;
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

async fn asked(query: &str, variables: Value) -> Value {
    let body = json!({"query": query, "variables": variables}).to_string();
    let (status, answer) = post_body(body.as_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    answer
}

async fn answered(query: &str) -> Value {
    let answer = asked(query, json!({})).await;
    assert_eq!(answer.get("errors"), None, "{answer}");
    answer["data"].clone()
}

async fn first_error(query: &str) -> Value {
    asked(query, json!({})).await["errors"][0].clone()
}

#[tokio::test]
async fn a_reader_of_decidim_finds_consultations_as_processes() {
    let query = "query Core {
        decidim { version applicationName }
        participatoryProcesses {
            id slug title { translations { locale text machineTranslated } }
            subtitle { translations { locale } } shortDescription { translation(locale: \"fr\") }
            description { locales } startDate endDate publishedAt createdAt promoted reference heroImage url
            participatoryProcessGroup { id }
            steps { id position active startDate endDate title { translations { text } } }
            components { __typename id weight name { translations { text } } }
            taxonomies { id isRoot name { translation(locale: \"fr\") } parent { id } }
            stats { key value }
        }
    }";
    insta::assert_json_snapshot!("core", answered(query).await);
}

#[tokio::test]
async fn another_gateway_finds_where_everything_comes_from() {
    let query = "{
        passerelle { name url via { name url } }
        participatoryProcess(slug: \"c-3b237780-3aad-50ff-8a30-2d51e219dabb\") {
            passerelle {
                id origin kind nativeId level organiser licence timezone publishedAt declaredState modalities
                opens closes status deadline currentPhase { startsOn endsOn title { translation(locale: \"fr\") } }
                phases { opens closes participatory active }
                territory { code } via { name url } source { id name platform url } alsoAt { name url platform }
            }
        }
    }";
    insta::assert_json_snapshot!("relay", answered(query).await);
}

#[tokio::test]
async fn meetings_come_in_pages() {
    let query = "query Page($id: ID!, $after: String) { component(id: $id) { __typename ... on Meetings {
        meetings(first: 2, after: $after) {
            pageInfo { hasNextPage endCursor }
            edges { node { id title { translations { text } } startTime endTime address coordinates { latitude }
                typeOfMeeting withdrawn url } }
        } } } }";
    let mut after = Value::Null;
    let mut titles = Vec::new();
    loop {
        let variables = json!({"id": "m-3b237780-3aad-50ff-8a30-2d51e219dabb", "after": after});
        let answer = asked(query, variables).await;
        let page = &answer["data"]["component"]["meetings"];
        for edge in page["edges"].as_array().unwrap() {
            titles.push(edge["node"]["title"]["translations"][0]["text"].clone());
        }
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(
        titles,
        [
            "Atelier 1",
            "Atelier 2",
            "Atelier 3",
            "Atelier 4",
            "Atelier 5"
        ]
    );
    let last = "{ component(id: \"m-3b237780-3aad-50ff-8a30-2d51e219dabb\") { ... on Meetings {
        meetings(last: 2) { nodes { withdrawn startTime } pageInfo { hasPreviousPage hasNextPage } } } } }";
    let page = answered(last).await["component"]["meetings"].clone();
    assert_eq!(page["nodes"][0]["startTime"], "2026-12-04T18:00:00+01:00");
    assert_eq!(
        page["pageInfo"],
        json!({"hasPreviousPage": true, "hasNextPage": false})
    );
}

#[tokio::test]
async fn what_does_not_exist_is_null() {
    let nothing = answered(
        "{ participatoryProcess(id: \"0\") { id } component(id: \"0\") { id } assembly(id: \"0\") { id }
           participatoryProcessGroup(id: \"0\") { id } }",
    )
    .await;
    assert!(nothing.as_object().unwrap().values().all(Value::is_null));
}

#[tokio::test]
async fn order_and_filter_are_those_of_decidim() {
    let found = answered(
        "{ participatoryProcesses(filter: {publishedSince: \"2026-10-30\"}, order: {publishedAt: \"asc\"}) { id } }",
    )
    .await;
    assert_eq!(found["participatoryProcesses"].as_array().unwrap().len(), 1);
    let none =
        answered("{ participatoryProcesses(filter: {publishedBefore: \"2026-10-29\"}) { id } }")
            .await;
    assert_eq!(none["participatoryProcesses"], json!([]));
    let wrong = first_error("{ participatoryProcesses(order: {id: \"up\"}) { id } }").await;
    assert!(
        wrong["message"]
            .as_str()
            .unwrap()
            .contains("`asc` or `desc`")
    );
}

#[tokio::test]
async fn every_unknown_field_is_named_at_once_in_the_words_of_graphql_ruby() {
    let answer = asked(
        "query Probe { participatoryProcess(id: \"0\") { id scope { id } url ...More } consultations { id }
           component(id: \"0\") { ... on Surveys { surveys { id } } } }
         fragment More on ParticipatoryProcess { title { translations { machineTranslated } } hashtag }",
        json!({}),
    )
    .await;
    assert_eq!(answer.get("data"), None);
    insta::assert_json_snapshot!("unknown_fields", answer["errors"]);
}

#[tokio::test]
async fn documents_are_held_to_decidims_limits() {
    let code = |error: &Value| error["extensions"]["code"].as_str().map(str::to_owned);
    let aliases = "{ a: decidim { version } b: decidim { version } c: decidim { version }
        d: decidim { version } e: decidim { version } f: decidim { version } }";
    assert_eq!(
        code(&first_error(aliases).await).as_deref(),
        Some("TOO_MANY_ALIASES_ERROR")
    );
    let recursion = "{ organization { taxonomies { children { parent { children { parent { children { id } } } } } } } }";
    assert_eq!(
        code(&first_error(recursion).await).as_deref(),
        Some("RECURSION_LIMIT_EXCEEDED_ERROR")
    );
    let looping = "{ organization { ...A } } fragment A on Organization { ...B } fragment B on Organization { ...A }";
    assert_eq!(
        code(&first_error(looping).await).as_deref(),
        Some("infiniteLoop")
    );
    let bomb = (0..40)
        .map(|n| {
            format!(
                "fragment F{n} on Organization {{ ...F{m} ...F{m} }}\n",
                m = n + 1
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let bomb = format!(
        "{{ organization {{ ...F0 }} }}\n{bomb}fragment F40 on Organization {{ __typename }}"
    );
    let error = first_error(&bomb).await;
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("5000 selections")
    );
    let chain = (0..2000)
        .map(|n| format!("fragment F{n} on Query {{ ...F{} }}\n", n + 1))
        .collect::<Vec<_>>()
        .concat();
    let error = first_error(&format!("{{ ...F0 }}\n{chain}")).await;
    assert!(
        error["message"].as_str().unwrap().contains("100 fragments"),
        "{error}"
    );
    let field =
        "taxonomies { children { name { translations { text } } parent { children { id } } } }";
    let costly = format!("{{ organization {{ {} }} }}", field.repeat(30));
    let error = first_error(&costly).await;
    assert!(
        error["message"].as_str().unwrap().contains("complex"),
        "{error}"
    );
}

#[tokio::test]
async fn deep_documents_are_refused_before_they_are_read() {
    for nested in [
        "{a".repeat(40_000),
        format!("{{a(b: {}", "[".repeat(40_000)),
        format!("query ($a: {}", "[".repeat(40_000)),
    ] {
        let error = first_error(&nested).await;
        assert!(error["message"].as_str().unwrap().contains("max depth"));
    }
    let in_text = format!(
        "{{ participatoryProcess(id: \"{}\") {{ id }} }} # {}",
        "{".repeat(99),
        "(".repeat(99)
    );
    assert_eq!(
        answered(&in_text).await["participatoryProcess"],
        Value::Null
    );
}

#[tokio::test]
async fn what_is_no_question_is_told_so() {
    for (body, words) in [
        (&b"[]"[..], "each by itself"),
        (b"query", "no JSON"),
        (b"{}", "`query`"),
        (b"{\"query\": 1}", "`query`"),
    ] {
        let (status, answer) = post_body(body).await;
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(message.contains(words), "{message}");
    }
    let error = first_error("mutation { x }").await;
    assert!(error["message"].as_str().unwrap().contains("only queries"));
    assert!(first_error("{ decidim {").await["locations"].is_array());
}

#[test]
fn the_schema_is_as_recorded() {
    insta::assert_snapshot!("schema", schema().sdl());
}

proptest::proptest! {
    #[test]
    fn no_document_panics_the_guard(text in "[{}()\\[\\]a-c:.$@!\"#\\\\\n ]{0,120}") {
        static DECLARED: std::sync::LazyLock<passerelle_graphql_guard::Schema> =
            std::sync::LazyLock::new(|| passerelle_graphql_guard::Schema::parse(&schema().sdl()).unwrap());
        if let Ok(document) = limits::parsed(&text) {
            limits::errors(&DECLARED, &document);
        }
    }
}
