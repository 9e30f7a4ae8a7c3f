//! Spaces that everybody reads and in which only members take part: relayed, and told as such wherever one reads of them.

use serde_json::json;

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
        if !path.starts_with("/consultations.") && path != "/embed" {
            assert!(said.contains(WORDS), "{path}: {said}");
        }
    }
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
