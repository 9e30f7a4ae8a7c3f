//! The JSON portal: the contract's fields, paging, counts.

use std::collections::BTreeSet;

use serde_json::Value;

use passerelle::model::Reason;
use passerelle::model::reason::Code;

use crate::content;
use crate::gateway::Gateway;

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[tokio::test]
async fn one_consultation_has_every_field_of_the_contract() {
    let gateway = Gateway::start().await;
    let path = format!("/api/v1/consultations/{}", content::id("1"));
    insta::assert_json_snapshot!(gateway.json(&path).await);
}

#[tokio::test]
async fn what_the_source_does_not_give_is_null_and_never_made_up() {
    let gateway = Gateway::start().await;
    let path = format!("/api/v1/consultations/{}", content::id("4"));
    let body = gateway.json(&path).await;
    for field in [
        "summary",
        "description_html",
        "level",
        "territory",
        "organiser",
        "image",
        "location",
        "results",
        "licence",
    ] {
        assert!(body[field].is_null(), "{field}: {}", body[field]);
        assert!(keys(&body).contains(field), "{field} is there");
    }
    for list in [
        "modalities",
        "themes",
        "phases",
        "meetings",
        "via",
        "also_at",
    ] {
        assert_eq!(body[list], serde_json::json!([]), "{list}");
    }
}

#[tokio::test]
async fn list_items_hold_counts_in_place_of_the_long_fields() {
    let gateway = Gateway::start().await;
    let list = gateway.json("/api/v1/consultations?q=parcs").await;
    assert_eq!(list["total"], 1);
    let item = &list["items"][0];
    assert_eq!(
        (&item["phases_count"], &item["meetings_count"]),
        (&2.into(), &2.into())
    );
    let whole = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("1")))
        .await;
    let long = ["description_html", "phases", "meetings"];
    let mut expected = keys(&whole);
    expected.retain(|key| !long.contains(key));
    expected.extend(["phases_count", "meetings_count"]);
    assert_eq!(keys(item), expected);
}

#[tokio::test]
async fn machine_translations_are_marked() {
    let gateway = Gateway::start().await;
    let body = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("2")))
        .await;
    assert_eq!(
        body["title"],
        serde_json::json!({"en": "Cycling plan", "fr": "Plan vélo"})
    );
    assert_eq!(body["machine_translated"], serde_json::json!(["en"]));
}

#[tokio::test]
async fn what_came_through_another_gateway_names_where_it_began() {
    let gateway = Gateway::start().await;
    let body = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("5")))
        .await;
    assert_eq!(
        body["source"],
        serde_json::json!({
            "id": "voisins",
            "name": "Je participe",
            "platform": "cap-collectif",
            "url": "https://jeparticipe.example.fr/"
        })
    );
    assert_eq!(body["via"][0]["name"], "La passerelle des voisins");
}

#[tokio::test]
async fn cursors_lead_through_every_item_once() {
    let gateway = Gateway::start().await;
    for list in [
        "/api/v1/consultations?sort=name&limit=2",
        "/api/v1/meetings?limit=1",
    ] {
        let whole = list.split("limit").next().unwrap();
        let all = gateway.json(whole.trim_end_matches(['?', '&'])).await;
        let mut seen = Vec::new();
        let mut path = list.to_owned();
        loop {
            let page = gateway.json(&path).await;
            assert_eq!(page["total"], all["total"]);
            seen.extend(page["items"].as_array().unwrap().clone());
            let Some(cursor) = page["next_cursor"].as_str() else {
                break;
            };
            path = format!("{list}&cursor={cursor}");
        }
        assert_eq!(Value::Array(seen), all["items"], "{list}");
    }
}

#[tokio::test]
async fn meetings_come_by_start_with_their_consultation() {
    let gateway = Gateway::start().await;
    let list = gateway.json("/api/v1/meetings").await;
    assert_eq!(list["total"], 2);
    let first = &list["items"][0];
    assert_eq!(first["title"]["fr"], "Atelier du parc");
    assert_eq!(first["starts_at"], "2026-11-28T18:30:00+01:00");
    assert_eq!(first["cancelled"], false);
    assert_eq!(first["consultation"]["id"], content::id("1").to_string());
    let later = gateway.json("/api/v1/meetings?from=2026-12-01").await;
    assert_eq!(later["total"], 1);
}

#[tokio::test]
async fn territories_facets_and_figures_agree() {
    let gateway = Gateway::start().await;
    let facets = gateway.json("/api/v1/facets?status=open").await;
    assert_eq!(facets["total"], 2);
    let open = facets["status"]
        .as_array()
        .unwrap()
        .iter()
        .find(|facet| facet["value"] == "open")
        .unwrap();
    assert_eq!(
        (&open["label"], &open["count"]),
        (&"Ouverte".into(), &2.into())
    );
    let territories = gateway.json("/api/v1/territories").await;
    let named = |name: &str| {
        territories["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|territory| territory["name"] == name)
            .cloned()
            .unwrap()
    };
    assert_eq!(named("Seichamps")["consultations"], 1);
    assert_eq!(named("Seichamps")["kind"], "commune");
    assert_eq!(named("Métropole du Grand Nancy")["consultations"], 3);
    let stats = gateway.json("/api/v1/stats").await;
    assert_eq!(stats["consultations"], 5);
    assert_eq!(stats["meetings"], 2);
    assert_eq!(stats["sources"], 2);
}

#[tokio::test]
async fn sources_say_how_they_are_in_plain_words_and_at_once() {
    let gateway = Gateway::start().await;
    let sources = gateway.json("/api/v1/sources").await;
    insta::assert_json_snapshot!(sources);
    let mut states = content::states();
    let sign_in = Reason::new(Code::SignIn)
        .with("host", "participez.example.fr")
        .with("status", 401_u32);
    states[0].error = Some(sign_in);
    gateway.sources.store(std::sync::Arc::new(states));
    let sources = gateway.json("/api/v1/sources").await;
    let error = &sources["items"][0]["error"];
    assert_eq!(error["code"], "sign_in");
    assert_eq!(error["params"]["status"], 401);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("demande un compte"), "{message}");
}

#[tokio::test]
async fn nothing_but_json_is_ever_in_json() {
    let gateway = Gateway::start().await;
    let body = gateway.json("/api/v1/consultations?q=parcs").await;
    assert_eq!(body["items"][0]["title"]["fr"], content::HOSTILE);
}

#[tokio::test]
async fn what_only_the_operator_may_know_of_a_source_is_told_with_the_token_only() {
    const TOKEN: &str = "correct-horse-battery";
    let gateway = Gateway::with(|state| state.with_admin(TOKEN)).await;
    gateway.apply(content::everything());
    let mut states = content::states();
    states[0].error = Some(
        Reason::new(Code::ListUnreadable)
            .with("why", "missing")
            .with("file", "/srv/listes/secret.csv"),
    );
    gateway.sources.store(std::sync::Arc::new(states));
    for public in ["/api/v1/sources", "/status", "/status?lang=en"] {
        let text = gateway.text(public).await;
        assert!(!text.contains("secret.csv"), "{public}: {text}");
    }
    let address = "/admin/api/v1/sources";
    let refused = gateway.get(address).await;
    assert_eq!(refused.status(), reqwest::StatusCode::UNAUTHORIZED);
    let bearer = format!("Bearer {TOKEN}");
    for (lang, advice) in [
        ("fr", "Mettez-y"),
        ("en", "Put /srv/listes/secret.csv there"),
    ] {
        let address = format!("{address}?lang={lang}");
        let answer = gateway
            .get_with(&address, &[("authorization", &bearer)])
            .await;
        let told: Value = answer.json().await.unwrap();
        let error = &told["items"][0]["error"];
        assert_eq!(error["params"]["file"], "/srv/listes/secret.csv");
        assert!(
            error["message"].as_str().unwrap().contains(advice),
            "{error}"
        );
    }
}
