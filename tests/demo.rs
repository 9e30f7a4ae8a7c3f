//! The demo’s local Decidims and Cap Collectifs, asked over real sockets as any program would.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use passerelle::config;
use passerelle::demo::{self, Running};
use passerelle::model::Platform;
use passerelle::model::Reason;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::gateways;

struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }
}

async fn running() -> Running {
    demo::start("2026-11-22T12:00:00Z".parse().unwrap())
        .await
        .expect("the demo starts")
}

async fn send(running: &Running, id: &str, head: &str, body: &str) -> Answer {
    let instance = running
        .instances()
        .find(|instance| instance.id == id)
        .expect("an instance");
    let authority = instance.url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let request = format!(
        "{head}\r\nHost: {authority}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    let (headers, body) = text.split_once("\r\n\r\n").unwrap();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        headers: headers.to_lowercase(),
        body: body.to_owned(),
    }
}

async fn post(running: &Running, id: &str, body: &str) -> Answer {
    send(
        running,
        id,
        "POST /api HTTP/1.1\r\nContent-Type: application/json",
        body,
    )
    .await
}

async fn query(running: &Running, id: &str, query: &str) -> Value {
    let answer = post(running, id, &json!({"query": query}).to_string()).await;
    assert_eq!(answer.status, 200);
    answer.json()
}

#[tokio::test]
async fn each_instance_lists_its_processes_and_refuses_what_its_version_lacks() {
    let running = running().await;
    let mut total = 0;
    for (id, refused) in [
        ("grand-nancy", "taxonomies{id}"),
        ("nancy", "scope{id}"),
        ("vandoeuvre", "url"),
        ("essey", "taxonomies{id}"),
    ] {
        let list = query(
            &running,
            id,
            "{participatoryProcesses{id title{translations{locale text}}}}",
        )
        .await;
        total += list["data"]["participatoryProcesses"]
            .as_array()
            .unwrap()
            .len();
        let probe = query(
            &running,
            id,
            &format!("{{participatoryProcess(id:\"0\"){{id {refused}}}}}"),
        )
        .await;
        assert_eq!(
            probe["errors"][0]["extensions"]["code"], "undefinedField",
            "{id}"
        );
    }
    assert!(total >= 60, "{total}");
    running.shutdown().await;
}

#[tokio::test]
async fn the_api_answers_http_as_rails_does() {
    let running = running().await;
    let moved = send(&running, "essey", "GET /api HTTP/1.1", "").await;
    assert_eq!(moved.status, 301);
    assert!(moved.headers.contains("/api/docs"), "{}", moved.headers);

    let broken = post(&running, "essey", "{\"query\":").await;
    assert_eq!(
        (broken.status, broken.json()),
        (
            500,
            json!({"errors": [{"message": "Internal Server error"}], "data": {}})
        )
    );

    running.shutdown().await;
}

#[tokio::test]
async fn bodies_are_read_as_rails_reads_them() {
    let running = running().await;
    let none = json!({"errors": [{"message": "No query string was present"}]});
    let undeclared = send(
        &running,
        "essey",
        "POST /api HTTP/1.1",
        "{\"query\":\"{decidim{version}}\"}",
    )
    .await;
    assert_eq!((undeclared.status, undeclared.json()), (200, none.clone()));
    assert_eq!(
        post(&running, "essey", "{\"query\":null}").await.json(),
        none
    );
    assert_eq!(post(&running, "essey", "{\"query\":[1]}").await.status, 500);
    let text = r#"{"query":"query($i:ID){participatoryProcess(id:$i){id}}","variables":"{\"i\":\"2\"}","operationName":""}"#;
    assert_eq!(
        post(&running, "essey", text).await.json()["data"]["participatoryProcess"]["id"],
        "2"
    );

    let html = query(
        &running,
        "essey",
        "{participatoryProcess(id:1){description{translations{text}}}}",
    )
    .await;
    assert!(html.to_string().contains("<p>"));
    let raw = post(
        &running,
        "essey",
        "{\"query\":\"{participatoryProcess(id:1){description{translations{text}}}}\"}",
    )
    .await;
    assert!(
        raw.body.contains("\\u003cp\\u003e") && !raw.body.contains('<'),
        "{}",
        raw.body
    );

    let preflight = send(
        &running,
        "essey",
        "OPTIONS /api HTTP/1.1\r\nOrigin: https://a.example",
        "",
    )
    .await;
    assert!(
        preflight.headers.contains("access-control-allow-origin: *"),
        "{}",
        preflight.headers
    );
    running.shutdown().await;
}

#[tokio::test]
async fn pages_and_images_of_every_instance_are_there() {
    let running = running().await;
    for id in ["grand-nancy", "nancy", "vandoeuvre", "essey"] {
        let home = send(&running, id, "GET / HTTP/1.1", "").await;
        assert!(
            home.status == 200 && home.body.contains("<html lang=\"fr\">"),
            "{id}"
        );
        let answer = query(&running, id, "{participatoryProcess(id:1){heroImage slug}}").await;
        let process = &answer["data"]["participatoryProcess"];
        let image = process["heroImage"].as_str().unwrap();
        let path = image
            .find("/rails")
            .map(|start| image.get(start..).unwrap())
            .unwrap();
        let drawing = send(&running, id, &format!("GET {path} HTTP/1.1"), "").await;
        assert!(
            drawing.headers.contains("image/svg+xml") && drawing.body.starts_with("<svg"),
            "{id}"
        );
        let page = format!(
            "GET /processes/{} HTTP/1.1",
            process["slug"].as_str().unwrap()
        );
        assert_eq!(send(&running, id, &page, "").await.status, 200);
    }
    let missing = send(&running, "nancy", "GET /processes/rien HTTP/1.1", "").await;
    assert!(missing.status == 404 && missing.body.contains("Page introuvable"));
    let secret = send(
        &running,
        "grand-nancy",
        "GET /processes/comite-de-pilotage-interne HTTP/1.1",
        "",
    )
    .await;
    assert_eq!(secret.status, 404);
    running.shutdown().await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stays_connected_does_not_keep_it_from_stopping() {
    let running = running().await;
    let authority = running
        .instances()
        .next()
        .unwrap()
        .url
        .replace("http://", "");
    let silent = TcpStream::connect(authority).await.unwrap();
    running.shutdown().await;
    drop(silent);
}

#[tokio::test]
async fn when_it_is_dropped_its_ports_close_and_its_folder_goes() {
    let running = running().await;
    let folder = running.directory().to_owned();
    let authority = running
        .instances()
        .next()
        .unwrap()
        .url
        .trim_start_matches("http://")
        .to_owned();
    drop(running);
    assert!(!folder.exists());
    let mut closed = false;
    for _ in 0..100 {
        tokio::task::yield_now().await;
        closed = TcpStream::connect(&authority).await.is_err();
        if closed {
            break;
        }
    }
    assert!(closed, "{authority} still listens");
}

#[tokio::test]
async fn the_cap_collectifs_list_something_only_for_the_exact_media_type() {
    let running = running().await;
    for (id, least) in [("nantes", 12), ("grenoble", 10)] {
        let head = |accept: &str| {
            format!("POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nAccept: {accept}")
        };
        let body =
            json!({"query": "{projects(first: 1000){totalCount edges{node{id}}}}"}).to_string();
        let preview = head("application/vnd.cap-collectif.preview+json");
        let listed = send(&running, id, &preview, &body).await;
        assert!(
            listed
                .headers
                .contains("cache-control: public, s-maxage=60"),
            "{}",
            listed.headers
        );
        let total = listed.json()["data"]["projects"]["totalCount"].clone();
        assert!(total.as_i64() >= Some(least), "{id}: {total}");
        let other = send(&running, id, &head("application/json"), &body).await;
        assert_eq!(other.status, 200);
        assert!(other.body.contains("Cannot query field"), "{}", other.body);
        let wrong = send(&running, id, &preview, "projects").await;
        assert_eq!(
            (wrong.status, wrong.body.as_str()),
            (400, "Wrong public query")
        );
        assert_eq!(
            send(&running, id, "GET /graphql HTTP/1.1", "").await.status,
            405
        );
        let sitemap = send(&running, id, "GET /sitemap.xml HTTP/1.1", "").await;
        assert!(sitemap.body.contains("/project/"), "{}", sitemap.body);
        let home = send(&running, id, "GET / HTTP/1.1", "").await;
        assert!(home.status == 200 && home.body.contains("Cap Collectif"));
    }
    running.shutdown().await;
}

/// The content of a gateway that polled the whole demo.
#[tokio::test(flavor = "multi_thread")]
async fn every_platform_of_the_demo_is_in_the_unified_feed() {
    let demo = demo::start(gateways::moment()).await.expect("the demo");
    let (listener, address) = gateways::reserve().await;
    let text = demo.configuration(listener.local_addr().unwrap());
    let sources = config::parse(&text, "the demo's configuration", Vec::new())
        .unwrap_or_else(|problems| panic!("{problems}"))
        .sources;
    let folder = tempfile::TempDir::new().unwrap();
    let gateway = gateways::Running::configured(listener, address, &text, folder).await;
    for report in gateway.poll().await {
        let told: Vec<&str> = report.notices.iter().map(Reason::code).collect();
        // A project on another site, as Cap Collectif lists it.
        let expected: &[&str] = match report.source.as_str() {
            "nantes" => &["projects_without_page"],
            // What a Decidim can be asked, which `/status` shows.
            "grand-nancy" | "nancy" | "vandoeuvre" | "essey" => &["capabilities"],
            _ => &[],
        };
        assert_eq!(told, expected, "{}", report.source);
        if report.source.as_str() == "essey" {
            let told = &report.notices[0];
            assert_eq!(told.param("version"), Some(&"0.27.4".into()));
            assert!(told.param("missing").is_some(), "{told:?}");
        }
    }
    let feed = gateways::client()
        .get(format!("{}/rss.xml?limit=200", gateway.address))
        .send()
        .await
        .unwrap();
    let feed = feed.text().await.unwrap();
    for source in &sources {
        let path = format!("/api/v1/consultations?source={}", source.id);
        let listed = gateway.json(&path).await;
        let items = listed["items"].as_array().unwrap();
        assert!(items.len() >= 5, "{} of {}", items.len(), source.id);
        for item in items {
            let id = item["id"].as_str().unwrap();
            assert!(
                feed.contains(id),
                "{id} of {} is not in the feed",
                source.id
            );
        }
    }
    let platforms: BTreeSet<Platform> = sources.iter().map(|source| source.platform).collect();
    for platform in [
        Platform::Decidim,
        Platform::CapCollectif,
        Platform::File,
        Platform::Feed,
    ] {
        assert!(platforms.contains(&platform), "{platform}");
    }
    demo.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_nimes_says_whom_it_concerns_and_the_feed_gives_consultations_only() {
    let demo = demo::start(gateways::moment()).await.expect("the demo");
    let (listener, address) = gateways::reserve().await;
    let text = demo.configuration(listener.local_addr().unwrap());
    let folder = tempfile::TempDir::new().unwrap();
    let gateway = gateways::Running::configured(listener, address, &text, folder).await;
    gateway.poll().await;
    let list = gateway
        .json("/api/v1/consultations?source=aggloforum&limit=100")
        .await;
    let communes: BTreeSet<&str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["territory"]["name"].as_str().unwrap())
        .collect();
    let before = list["total"].as_u64().unwrap();
    assert!(before >= 8, "{list}");
    for name in ["Caveirac", "Marguerittes", "Saint-Gilles", "Gard"] {
        assert!(communes.contains(name), "{communes:?}");
    }
    let news = gateway
        .json("/api/v1/consultations?source=ville-de-nimes&limit=100")
        .await;
    let titles = news["items"].to_string();
    assert!(titles.contains("Place du Marché"), "{titles}");
    for other in ["Féria", "Piscine", "compte rendu"] {
        assert!(!titles.contains(other), "{other} is no consultation");
    }

    let sheet = demo.instances().find_map(|instance| instance.file);
    let sheet = sheet.expect("the file of the list").to_owned();
    let mut text = std::fs::read_to_string(&sheet).expect("the list");
    text.push_str("ajout;Une démarche ajoutée à la main\n");
    std::fs::write(&sheet, text).expect("a changed list");
    gateway.poll().await;
    let list = gateway
        .json("/api/v1/consultations?source=aggloforum&limit=100")
        .await;
    assert_eq!(list["total"].as_u64(), Some(before + 1), "{list}");
    demo.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_of_nimes_names_its_feed_to_whoever_probes_it() {
    let demo = demo::start(gateways::moment()).await.expect("the demo");
    let feed = demo
        .instances()
        .find(|instance| instance.platform == "feed")
        .expect("a feed");
    let site = feed
        .url
        .strip_suffix("/actualites/feed.xml")
        .expect("its site");
    let output = tokio::task::block_in_place(|| {
        crate::process::run(
            &["probe", "--allow-private-addresses", site],
            std::path::Path::new("."),
        )
    });
    let block = String::from_utf8(output.stdout).expect("text");
    assert!(
        output.status.success() && block.contains("platform = \"feed\""),
        "{block}"
    );
    assert!(block.contains(feed.url), "{block}");
    demo.shutdown().await;
}
