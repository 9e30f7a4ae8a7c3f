//! `/api/v1/changes`: what mirrors follow.

use passerelle::index::{Delta, Gone};
use serde_json::Value;

use crate::content;
use crate::gateway::Gateway;

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
