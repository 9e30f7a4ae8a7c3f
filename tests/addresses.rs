//! Every address that leaves the gateway is a URI, in every format: sources and a configuration that write addresses in every way in which people
//! write them are polled, and independent programs read all that is served and exported.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use chrono::{Days, SecondsFormat};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;

use crate::gateways::{Running, client, configuration, moment, reserve};
use crate::small_decidim::SmallDecidim;
use crate::unruly_town::{markup, town, written};

/// The public address of the gateway, as it is configured.
const PUBLIC: &str = "https://agenda-évian.example.fr/l’agenda/[a]|b";
/// The same as a URI.
const PUBLIC_URI: &str = "https://xn--agenda-vian-hbb.example.fr/l%E2%80%99agenda/%5Ba%5D%7Cb";
/// The operator's contact. A page is written in ASCII, as the gateway names it to the hosts that it polls.
const CONTACT: &str = "https://ville.example.fr/%C3%A9crire?a[1]=2#b|c";

/// The beginning of the page with every character, as a URI. In a calendar, what follows a backslash stands for itself.
const WHOLE_URI: &str =
    "https://ville.example.fr/a%20b/%C3%A9t%C3%A9/%5Bx%5D%7Cy?t%5Ba%5D=1%7C2&q=%22%27%60%7B%7D%5E";

/// A Decidim that says of its pages, images and meetings what people wrote.
async fn decidim() -> SmallDecidim {
    let platform = SmallDecidim::start().await;
    let text = |text: &str| json!({"translations": [{"locale": "fr", "text": text}]});
    let starts = moment() + Days::new(4);
    for (id, address) in (1..).zip(written()) {
        let meeting = json!({
            "id": id.to_string(), "title": text(&format!("Réunion {id}")), "startTime": starts.to_rfc3339_opts(SecondsFormat::Secs, true), "endTime": null,
            "privateMeeting": false, "transparent": true, "isWithdrawn": false, "closed": false, "description": text(&markup(&address)),
            "address": address, "location": text(&address), "typeOfMeeting": "online", "url": address,
        });
        platform.holds(id, &format!("Démarche {id}"), vec![meeting]);
        platform.alter(id, "heroImage", &json!(address));
        platform.alter(id, "description", &text(&markup(&address)));
    }
    platform
}

/// The `[[sources]]` blocks of these, by their ids.
fn sources(wanted: &[&str], town: &str, decidim: &str) -> String {
    let all = [
        (
            "fil",
            "feed",
            format!("{town}/flux d’été/[a]|b/rss?tx[feed]=1|2&q=é ù"),
        ),
        ("atome", "feed", format!("{town}/{{x}}/100%/atom")),
        ("fiches", "feed", format!("{town}/^`/json?a=\\&b=5%")),
        (
            "rendez-vous",
            "calendar",
            format!("{town}/[ics]/ics?export[]=1&token=sesame"),
        ),
        ("liste", "file", format!("{town}/été [1]/liste.json")),
        ("demarches", "decidim", decidim.to_owned()),
    ];
    let wanted = all.iter().filter(|(id, ..)| wanted.contains(id));
    let blocks: Vec<String> = wanted
        .map(|(id, platform, url)| {
            format!(
                "[[sources]]\nid = \"{id}\"\nname = \"{id}\"\nplatform = \"{platform}\"\nurl = '{url}'\nterritory = \"54498\"\n"
            )
        })
        .collect();
    blocks.concat()
}

/// The documents by name, each with its media type.
type Documents = BTreeMap<String, (String, String)>;

/// An answer of the gateway, and where its headers lead.
async fn fetched(gateway: &Running, documents: &mut Documents, path: &str) {
    let answer = client()
        .get(format!("{}{path}", gateway.address))
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    let header = |name: &str| {
        let value = answer.headers().get(name);
        value.map(|value| value.to_str().expect("ASCII").to_owned())
    };
    let media_type = header("content-type").expect("a media type");
    let media_type = media_type.split(';').next().unwrap_or_default().to_owned();
    if let Some(links) = header("link") {
        documents.insert(format!("Link of {path}"), ("link".to_owned(), links));
    }
    let text = answer.text().await.expect("a text");
    documents.insert(path.to_owned(), (media_type, text));
}

const PATHS: &[&str] = &[
    "/",
    "/?q=[a]|b%22%3E&status=open,closed&limit=100",
    "/?sort=name&limit=100",
    "/agenda",
    "/agenda?view=month",
    "/subscribe",
    "/subscribe?q=[a]|b",
    "/about",
    "/status",
    "/numbers",
    "/api/docs",
    "/rss.xml?limit=200",
    "/rss.xml?q=[plan]|\"&limit=200",
    "/rss.xml?view=updates&limit=200",
    "/atom.xml?limit=200",
    "/atom.xml?view=updates&limit=200",
    "/feed.json?limit=200",
    "/feed.json?view=updates&limit=200",
    "/agenda.ics",
    "/agenda.ics?include=deadlines",
    "/consultations.csv",
    "/consultations.csv?separator=comma",
    "/consultations.geojson",
    "/feeds.opml",
    "/sitemap.xml",
    "/robots.txt",
    "/widget.json?limit=20",
    "/widget.json?view=calendar",
    "/embed?limit=20",
    "/embed?view=compact&limit=20",
    "/embed?view=calendar",
    "/api/v1/consultations?limit=200",
    "/api/v1/consultations?q=[a]|b&limit=1",
    "/api/v1/meetings?limit=200",
    "/api/v1/sources",
    "/api/v1/territories",
    "/api/v1/facets",
    "/api/v1/stats",
    "/api/v1/changes?since=0&limit=200",
    "/api/openapi.json",
];

const GRAPHQL: &str = "{ passerelle { url via { url } } participatoryProcesses { id slug heroImage url description { translations { text } } \
    passerelle { source { url } via { url } alsoAt { url } results { documents { url } } } \
    components { id ... on Meetings { meetings(first: 50) { edges { node { id url address description { translations { text } } \
    location { translations { text } } } } } } } } }";

/// The answers of the gateway at `home` that list many consultations at once.
async fn lists(gateway: &Running, home: &str) -> Documents {
    let mut documents = Documents::new();
    for path in PATHS {
        fetched(gateway, &mut documents, path).await;
    }
    let page = format!("{home}/?q=[a]");
    let query: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
    fetched(gateway, &mut documents, &format!("/oembed?url={query}")).await;
    let answer = client()
        .post(format!("{}/api", gateway.address))
        .json(&json!({ "query": GRAPHQL }))
        .send()
        .await
        .expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer.get("errors"), None, "{answer}");
    let text = answer.to_string();
    documents.insert("GraphQL".to_owned(), ("application/json".to_owned(), text));
    documents
}

/// The answers of the gateway about one consultation each, for many consultations.
async fn each(gateway: &Running) -> Documents {
    let mut documents = Documents::new();
    let list = gateway.json("/api/v1/consultations?limit=200").await;
    for one in list["items"].as_array().expect("items") {
        let id = one["id"].as_str().expect("an id");
        for path in [
            format!("/consultations/{id}"),
            format!("/api/v1/consultations/{id}"),
            format!("/agenda.ics?consultation={id}"),
        ] {
            fetched(gateway, &mut documents, &path).await;
        }
    }
    documents
}

/// The files of a folder and of those below it, without scripts, styles and pictures.
fn exported(folder: &Path) -> Documents {
    let mut documents = Documents::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(here) = waiting.pop() {
        for entry in std::fs::read_dir(&here).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(folder)
                .expect("inside")
                .display()
                .to_string();
            let media_type = match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => {
                    waiting.push(path);
                    continue;
                }
                Some("html") => "text/html",
                Some("xml") if name.contains("rss") => "application/rss+xml",
                Some("xml") if name.contains("atom") => "application/atom+xml",
                Some("xml") => "application/xml",
                Some("opml") => "text/x-opml",
                Some("json" | "geojson") => "application/json",
                Some("ics") => "text/calendar",
                Some("csv") => "text/csv",
                Some("txt") => "text/plain",
                // Scripts, styles and pictures lead nowhere.
                Some("js" | "css" | "svg" | "png" | "ico" | "woff2") | None => continue,
                Some(other) => panic!("{name}: no program reads the addresses in .{other}"),
            };
            let text = std::fs::read_to_string(&path).expect("a text");
            documents.insert(name, (media_type.to_owned(), text));
        }
    }
    documents
}

/// The addresses that independent programs find in each document; each of them is a URI.
async fn read(documents: &Documents) -> BTreeMap<String, Vec<String>> {
    let root = env!("CARGO_MANIFEST_DIR");
    let interpreter = format!("{root}/.venv/bin/python");
    assert!(
        Path::new(&interpreter).exists(),
        "{interpreter} is missing: run `bash tests/support/venv`"
    );
    let mut child = tokio::process::Command::new(interpreter)
        .arg(format!("{root}/tests/support/addresses_check.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let input = json!({ "documents": documents }).to_string();
    let mut stdin = child.stdin.take().expect("stdin");
    stdin.write_all(input.as_bytes()).await.expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().await.expect("it ends");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let problems = found["problems"].as_array().expect("a list");
    let lines: Vec<String> = problems.iter().take(60).map(Value::to_string).collect();
    assert!(
        problems.is_empty(),
        "{} of {} documents:\n{}",
        problems.len(),
        documents.len(),
        lines.join("\n")
    );
    serde_json::from_value(found["addresses"].clone()).expect("addresses")
}

/// A gateway that has read these sources, and the folder in which it keeps what it knows.
async fn polled(wanted: &[&str], town: &str, platform: &SmallDecidim) -> (Running, Arc<TempDir>) {
    let (listener, address) = reserve().await;
    let folder = Arc::new(TempDir::new().expect("a folder"));
    let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
    let text = configuration(
        &address,
        &database,
        &sources(wanted, town, &platform.address),
    );
    let text = text.replace(
        &format!("public_url = \"{address}\""),
        &format!("public_url = '{PUBLIC}'"),
    );
    let text = text.replace("essai@example.fr", CONTACT);
    let gateway = Running::configured(listener, address, &text, Arc::clone(&folder)).await;
    gateway.poll().await;
    (gateway, folder)
}

/// Asserts that none of the documents holds what only one who may enter knows.
fn hold_no_credentials(documents: &Documents) {
    for (name, (_, text)) in documents {
        let text = text.to_lowercase();
        for credential in ["mot-de-passe", "camille", "sesame"] {
            assert!(!text.contains(credential), "{name}: {credential}");
        }
    }
}

/// Positions in which a page with every character is served, and that hold nothing else.
const TELL_ITS_PAGE: &[&str] = &[
    "/rss.xml?limit=200",
    "/atom.xml?limit=200",
    "/feed.json?limit=200",
    "/agenda.ics",
    "/agenda",
    "/consultations.csv",
    "/consultations.geojson",
    "/api/v1/consultations?limit=200",
    "/api/v1/meetings?limit=200",
    "/api/v1/changes?since=0&limit=200",
    "GraphQL",
];

/// Positions of addresses of the gateway's own pages.
const LEAD_TO_ITSELF: &[&str] = &[
    "/sitemap.xml",
    "/robots.txt",
    "/feeds.opml",
    "/widget.json?limit=20",
    "/rss.xml?limit=200",
    "/subscribe",
];

/// Positions of addresses of the sources.
const TELL_SOURCES: &[&str] = &["/about", "/status", "/api/v1/sources"];

#[tokio::test(flavor = "multi_thread")]
async fn every_address_that_is_served_is_a_uri() {
    let (town, platform) = (town().await, decidim().await);
    let all = [
        "fil",
        "atome",
        "fiches",
        "rendez-vous",
        "liste",
        "demarches",
    ];
    let (gateway, _folder) = polled(&all, &town, &platform).await;
    let documents = lists(&gateway, PUBLIC).await;
    let found = read(&documents).await;
    hold_no_credentials(&documents);
    let holds = |name: &str, address: &str| {
        let all = &found[name];
        assert!(
            all.iter().any(|found| found.starts_with(address)),
            "{name}: {address}: {all:?}"
        );
    };
    for name in TELL_ITS_PAGE {
        holds(name, WHOLE_URI);
        holds(
            name,
            "https://xn--mairie-vian-hbb.example.fr/%C3%A9?%C3%A9=%C3%B9#%C3%A0",
        );
    }
    for name in LEAD_TO_ITSELF {
        holds(name, PUBLIC_URI);
    }
    for name in TELL_SOURCES {
        let feed =
            "/flux%20d%E2%80%99%C3%A9t%C3%A9/%5Ba%5D%7Cb/rss?tx%5Bfeed%5D=1%7C2&q=%C3%A9%20%C3%B9";
        holds(name, &format!("{town}{feed}"));
        holds(name, &format!("{town}/"));
    }
    holds(
        "/about",
        "https://ville.example.fr/%C3%A9crire?a%5B1%5D=2#b%7Cc",
    );

    let of_each = each(&gateway).await;
    assert!(of_each.len() > 200, "{} documents", of_each.len());
    hold_no_credentials(&of_each);
    read(&of_each).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_that_goes_through_another_gateway_or_into_a_file_is_a_uri() {
    let (town, platform) = (town().await, decidim().await);
    let (gateway, folder) = polled(&["liste", "demarches"], &town, &platform).await;
    let of_another = format!(
        "[[sources]]\nid = \"autre\"\nplatform = \"passerelle\"\nurl = \"{}\"\n",
        gateway.address
    );
    let (listener, address) = reserve().await;
    let above = Running::start(listener, address, &of_another).await;
    above.poll().await;
    assert_eq!(
        above.consultations().await.len(),
        gateway.consultations().await.len()
    );
    let relayed = lists(&above, &above.address).await;
    hold_no_credentials(&relayed);
    let found = read(&relayed).await;
    let list = &found["/api/v1/consultations?limit=200"];
    assert!(list.contains(&PUBLIC_URI.to_owned()), "{list:?}");

    let out = folder.path().join("site");
    gateway.export(&out).await;
    let files = exported(&out);
    assert!(files.len() > 200, "{} files", files.len());
    hold_no_credentials(&files);
    read(&files).await;
}
