//! No person's e-mail address, telephone number or name leaves: a source of every platform that puts them everywhere is read, and they are looked for in
//! every output, in the log at its most talkative, and in every byte of the database.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::gateways::{client, configuration};
use crate::process::Daemon;
use crate::talkative::{self, CANARIES};
use crate::talkative_town;

const OUTPUTS: [&str; 15] = [
    "/",
    "/?status=closed",
    "/status",
    "/rss.xml",
    "/rss.xml?view=updates",
    "/api/v1/consultations",
    "/api/v1/meetings",
    "/api/v1/facets",
    "/api/v1/territories",
    "/api/v1/sources",
    "/api/v1/stats",
    "/api/v1/changes?since=0",
    "/numbers",
    "/numbers/territory.csv",
    "/metrics",
];

const QUESTION: &str = "{ decidim { applicationName } organization { name { translations { text } } } participatoryProcesses { id title { translations { text } } \
    subtitle { translations { text } } shortDescription { translations { text } } description { translations { text } } steps { title { translations { text } } } \
    components { id name { translations { text } } ... on Meetings { meetings { nodes { title { translations { text } } description { translations { text } } \
    address location { translations { text } } } } } } } }";

async fn text_of(url: &str) -> String {
    let answer = client().get(url).send().await.expect("an answer");
    assert!(answer.status().is_success(), "{url}: {}", answer.status());
    answer.text().await.expect("a text")
}

fn assert_clean(place: &str, text: &str) {
    let lower = text.to_lowercase();
    for canary in CANARIES {
        if let Some(at) = lower.find(canary) {
            let context: String = lower
                .get(at.saturating_sub(60)..)
                .unwrap_or(&lower)
                .chars()
                .take(160)
                .collect();
            panic!("`{canary}` in {place}: …{context}…");
        }
    }
}

fn database_bytes(folder: &Path) -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path());
    files
        .filter(|path| path.to_string_lossy().contains("gateway.db"))
        .map(|path| {
            (
                path.display().to_string(),
                String::from_utf8_lossy(&std::fs::read(&path).expect("bytes")).into_owned(),
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_says_of_people_is_found_in_no_output_no_log_and_no_database() {
    let platform = talkative::start().await;
    let folder = TempDir::new().expect("a folder");
    let sources = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[[sources]]\nid = \"talkative\"\nplatform = \"decidim\"\nurl = \"{platform}\"\nterritory = \"54395\"\n\
         kinds = [\"process\", \"initiative\", \"conference\", \"consultation\", \"assembly\"]\n{}",
        talkative_town::start().await
    );
    let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
    let text = configuration("http://127.0.0.1:1", &database, &sources);
    std::fs::write(folder.path().join("gateway.toml"), text).expect("a configuration");
    let mut daemon = tokio::task::block_in_place(|| {
        Daemon::start(
            &["serve", "--config", "gateway.toml", "--log", "trace"],
            folder.path(),
        )
    });

    let of_every_platform: BTreeSet<&str> = ["decidim"]
        .into_iter()
        .chain(talkative_town::PLATFORMS)
        .collect();
    let list = format!("{}/api/v1/sources", daemon.address);
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    loop {
        let sources: Value = serde_json::from_str(&text_of(&list).await).expect("JSON");
        let read = sources["items"].as_array().expect("items").iter();
        let read: BTreeSet<&str> = read
            .filter(|source| source["last_success"].is_string())
            .filter_map(|source| source["platform"].as_str())
            .collect();
        if read == of_every_platform {
            break;
        }
        assert!(
            std::time::Instant::now() < deadline,
            "{sources}\n{}",
            daemon.log()
        );
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let list = format!("{}/api/v1/consultations?limit=200", daemon.address);
    let consultations: Value = serde_json::from_str(&text_of(&list).await).expect("JSON");
    let items = consultations["items"].as_array().expect("items").iter();
    let shown: BTreeSet<&str> = items
        .filter_map(|item| item["source"]["platform"].as_str())
        .collect();
    assert!(
        shown.len() >= of_every_platform.len() - 2,
        "a calendar has appointments only, and a gateway relays what others have: {shown:?}"
    );
    let meetings = text_of(&format!("{}/api/v1/meetings?limit=200", daemon.address)).await;
    for day in ["2199-04-01", "2199-04-02", "2199-04-03", "2199-12-03"] {
        assert!(meetings.contains(day), "{day} in {meetings}");
    }
    let id = consultations["items"][0]["id"].as_str().expect("an id");
    let single = [
        format!("/consultations/{id}"),
        format!("/api/v1/consultations/{id}"),
    ];
    let mut read = String::new();
    for path in OUTPUTS.iter().map(|path| (*path).to_owned()).chain(single) {
        let text = text_of(&format!("{}{path}", daemon.address)).await;
        assert_clean(&path, &text);
        read.push_str(&text);
    }
    let graphql = client()
        .post(format!("{}/api", daemon.address))
        .json(&json!({ "query": QUESTION }))
        .send()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a text");
    assert!(graphql.contains("\"data\""), "{graphql}");
    assert_clean("POST /api", &graphql);
    assert!(
        read.contains("masqué"),
        "the texts themselves were relayed, masked"
    );
    assert_clean("the log", &daemon.log());
    let files = database_bytes(folder.path());
    assert!(
        files.iter().any(|(_, text)| text.contains("masqué")),
        "the database was read"
    );
    for (name, text) in files {
        assert_clean(&name, &text);
    }
}
