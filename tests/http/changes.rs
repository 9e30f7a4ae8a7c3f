//! `/api/v1/changes`: what mirrors follow.

use passerelle::index::{Delta, Gone};
use serde_json::{Value, json};

use crate::content;
use crate::gateway::{Gateway, LOG};

fn kinds(page: &Value) -> Vec<(u64, String)> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| {
            let kind = item["type"].as_str().unwrap().to_owned();
            (item["change"].as_u64().unwrap(), kind)
        })
        .collect()
}

#[tokio::test]
async fn a_mirror_that_follows_next_since_misses_nothing_and_sees_withdrawals() {
    let gateway = Gateway::start().await;
    let mut since = 0;
    let mut seen = Vec::new();
    loop {
        let page = gateway
            .json(&format!("/api/v1/changes?since={since}&limit=2"))
            .await;
        seen.extend(kinds(&page));
        since = page["next_since"].as_u64().unwrap();
        if page["more"] == false {
            break;
        }
    }
    let expected: Vec<(u64, String)> = (1..=5)
        .map(|change| (change, "upsert".to_owned()))
        .chain([(6, "withdraw".to_owned())])
        .collect();
    assert_eq!(seen, expected);

    let quiet = gateway
        .json(&format!("/api/v1/changes?since={since}"))
        .await;
    assert_eq!(quiet["items"], serde_json::json!([]));
    assert_eq!(quiet["next_since"], since);

    gateway.apply(Delta {
        upserts: Vec::new(),
        gone: vec![Gone {
            id: content::id("1"),
            at: content::now(),
            change: 7,
        }],
    });
    let news = gateway
        .json(&format!("/api/v1/changes?since={since}"))
        .await;
    assert_eq!(
        news["items"],
        serde_json::json!([{
            "type": "withdraw",
            "change": 7,
            "id": content::id("1").to_string(),
            "withdrawn_at": "2026-11-22T10:00:00Z"
        }])
    );
}

#[tokio::test]
async fn a_change_holds_the_whole_consultation() {
    let gateway = Gateway::start().await;
    let page = gateway.json("/api/v1/changes?limit=1").await;
    let whole = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("1")))
        .await;
    assert_eq!(page["items"][0]["consultation"], whole);
}

#[tokio::test]
async fn each_page_names_the_gateway_and_its_log_and_a_place_of_another_log_is_refused() {
    let gateway = Gateway::start().await;
    let page = gateway.json("/api/v1/changes?since=6").await;
    assert_eq!(page["log"], LOG.to_string());
    assert_eq!(
        page["gateway"],
        json!({
            "name": "Agenda participatif du Grand Nancy", "url": "https://agenda.example.fr",
            "version": env!("CARGO_PKG_VERSION"),
        })
    );
    let beyond = gateway.get("/api/v1/changes?since=7").await;
    assert_eq!(beyond.status(), 400);
    let problem: Value = serde_json::from_slice(&beyond.bytes().await.unwrap()).unwrap();
    assert_eq!(problem["parameter"], "since");
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.contains("ends at 6") && detail.contains("begin again at 0"),
        "{detail}"
    );
}

#[tokio::test]
async fn a_change_holds_what_a_mirror_needs_to_tell_it_further() {
    let gateway = Gateway::start().await;
    let page = gateway.json("/api/v1/changes").await;
    let relay = |at: usize| page["items"][at]["relay"].clone();
    assert_eq!(
        relay(0),
        json!({
            "origin": "participez.example.fr", "kind": "process", "native_id": "1", "source_id": "nancy", "timezone": "Europe/Paris",
            "opens": "2026-11-01", "closes": "2026-12-12", "declared_state": null, "published_at": "2026-11-02T08:05:00Z",
            "phases": [{"participatory": true, "active": false}, {"participatory": true, "active": false}],
            "promoted": false, "image_volatile": false, "links": [],
            "meetings": [
                {"description_html": {"fr": "<p>Venez nombreux.</p>"}, "online": false},
                {"description_html": {"fr": "<p>Venez nombreux.</p>"}, "online": false},
            ],
            "machine_translated": [],
        })
    );
    assert_eq!(
        relay(1)["machine_translated"],
        json!(["/consultation/title/en"])
    );
    assert!(page["items"][1].pointer("/consultation/title/en").is_some());
    assert_eq!(
        relay(4)["source_id"],
        "grenoble",
        "as the first gateway names it"
    );
}
