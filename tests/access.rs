//! Spaces that everybody reads and in which only members take part: relayed, and told as such wherever one reads of them.

use serde_json::{Value, json};

use crate::gateways::{Running, client, reserve};
use crate::small_decidim::SmallDecidim;

const WORDS: &str = "Participation réservée aux membres";

fn source(id: &str, platform: &str, url: &str) -> String {
    format!(
        "[[sources]]\nid = \"{id}\"\nplatform = \"{platform}\"\nurl = \"{url}\"\nterritory = \"54498\"\n"
    )
}

async fn start(sources: &str) -> Running {
    let (listener, address) = reserve().await;
    let gateway = Running::start(listener, address, sources).await;
    gateway.poll().await;
    gateway
}

async fn text(gateway: &Running, path: &str) -> String {
    let answer = client()
        .get(format!("{}{path}", gateway.address))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.text().await.expect("text")
}

/// Asserts that `gateway` relays two of three, and says of the second that only members take part.
async fn tells(gateway: &Running) {
    let told = gateway.consultations().await;
    let access = |title: &str| {
        let mut all = told.values();
        let found = all.find(|it| it["title"]["fr"] == title);
        found.map(|it| it["access"].clone())
    };
    assert_eq!(access("Pour tous"), Some(json!(null)));
    assert_eq!(access("Pour les membres"), Some(json!("members")));
    assert_eq!(told.len(), 2, "a restricted space is not relayed");
    for path in [
        "/",
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/embed",
        "/consultations.csv",
        "/consultations.geojson",
    ] {
        let said = text(gateway, path).await;
        assert!(said.contains("Pour les membres"), "{path}: {said}");
        if path == "/consultations.geojson" {
            continue;
        }
        assert!(said.contains(WORDS), "{path}: {said}");
    }
    programs_are_told(gateway).await;
    for (id, one) in &told {
        let page = text(gateway, &format!("/consultations/{id}")).await;
        let members_only = one["access"] == "members";
        assert_eq!(page.contains(WORDS), members_only, "{page}");
        assert_eq!(
            page.contains("Réservée aux membres\u{202f}; lecture ouverte à tous"),
            members_only
        );
        // Whoever is no member is not sent there to take part.
        assert_eq!(page.contains("Participer sur "), !members_only, "{page}");
    }
}

/// Asserts that what programs read says it too, of the one and not of the other.
async fn programs_are_told(gateway: &Running) {
    let of = |items: &Value, title: &str, place: &str| {
        let mut all = items.as_array().expect("items").iter();
        let found = all.find(|item| item.to_string().contains(title));
        let found = found.and_then(|item| item.pointer(place)).cloned();
        found.unwrap_or_default()
    };
    for (path, list, place, word) in [
        (
            "/consultations.geojson",
            "/features",
            "/properties/access",
            "members",
        ),
        ("/feed.json", "/items", "/_passerelle/access", "members"),
        ("/api/v1/consultations", "/items", "/access", "members"),
        ("/widget.json", "/items", "/access", WORDS),
    ] {
        let answer = gateway.json(path).await;
        let items = answer.pointer(list).expect("a list");
        assert_eq!(of(items, "Pour les membres", place), word, "{path}");
        assert_eq!(of(items, "Pour tous", place), json!(null), "{path}");
    }
    let query = "{ participatoryProcesses { title { translations { text } } accessMode passerelle { access } } }";
    let answer = client()
        .post(format!("{}/api", gateway.address))
        .json(&json!({ "query": query }));
    let answer: Value = answer
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    let processes = &answer["data"]["participatoryProcesses"];
    let place = "/passerelle/access";
    assert_eq!(of(processes, "Pour les membres", place), "members");
    assert_eq!(of(processes, "Pour tous", place), json!(null));

    let sheet = text(gateway, "/consultations.csv").await;
    let sheet = sheet.trim_start_matches('\u{feff}');
    let mut rows = csv::Reader::from_reader(sheet.as_bytes());
    let last = rows.headers().expect("headings").len() - 1;
    assert_eq!(
        &rows.headers().expect("headings")[last],
        "Qui peut participer"
    );
    for row in rows.records() {
        let row = row.expect("cells");
        let words = if &row[1] == "Pour les membres" {
            WORDS
        } else {
            ""
        };
        assert_eq!(&row[last], words, "{}", &row[1]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transparent_space_is_told_as_one_and_a_restricted_one_not_at_all() {
    let platform = SmallDecidim::start().await;
    let mode = |mode: &str| json!({ "accessMode": mode });
    platform.publish_with(1, "Pour tous", &mode("OPEN"));
    platform.publish_with(2, "Pour les membres", &mode("TRANSPARENT"));
    platform.publish_with(3, "Pour personne d’autre", &mode("RESTRICTED"));
    let commune = start(&source("commune", "decidim", &platform.address)).await;
    tells(&commune).await;

    let by_its_log = start(&source("commune", "passerelle", &commune.address)).await;
    tells(&by_its_log).await;
    let as_a_decidim = start(&source("commune", "decidim", &commune.address)).await;
    tells(&as_a_decidim).await;

    // Nothing changes while nothing is said anew, and opening it to everybody is a change.
    let quiet = commune.poll().await[0].outcome;
    assert_eq!((quiet.new, quiet.changed), (0, 0));
    platform.publish_with(2, "Pour les membres", &mode("OPEN"));
    let opened = commune.poll().await[0].outcome;
    assert_eq!((opened.new, opened.changed), (0, 1));
}
