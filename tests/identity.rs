//! Identity, over real HTTP: sources that have a host in common overwrite nothing of each other, ids that exist stay, a host that moves doubles nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header::CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use passerelle::model::Health;
use passerelle::poll::Report;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::gateways::{self, Running};
use crate::process::{run, stdout};

/// The body at each path.
type Documents = Arc<Mutex<BTreeMap<String, (&'static str, String)>>>;

/// A host that serves documents until it is dropped.
struct Host {
    address: String,
    documents: Documents,
    server: tokio::task::JoinHandle<()>,
}

impl Host {
    async fn start() -> Self {
        let (listener, address) = gateways::reserve().await;
        let documents = Documents::default();
        let router = Router::new().fallback(answer).with_state(documents.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self {
            address,
            documents,
            server,
        }
    }

    fn put(&self, path: &str, kind: &'static str, body: impl Into<String>) {
        let mut documents = self
            .documents
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        documents.insert(path.to_owned(), (kind, body.into()));
    }

    fn authority(&self) -> &str {
        self.address.strip_prefix("http://").expect("http")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(documents): State<Documents>, uri: Uri) -> Response {
    let documents = documents.lock().unwrap_or_else(PoisonError::into_inner);
    match documents.get(uri.path()) {
        Some((kind, body)) => ([(CONTENT_TYPE, *kind)], body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A list whose entries are numbered from 1.
fn list(town: &str, entries: &[&str]) -> String {
    let rows = (1..).zip(entries).map(|(number, title)| {
        format!("{number};{town} : {title};02/11/2099;04/12/2099;https://{town}.example/{number}\n")
    });
    format!("id;titre;ouvre;ferme;lien\n{}", rows.collect::<String>())
}

fn feed(title: &str, page: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ville</title><link>https://ville.example</link><description>Ville</description>\
         <item><guid isPermaLink=\"false\">1</guid><title>{title}</title><link>{page}</link><pubDate>Mon, 02 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>"
    )
}

fn source(id: &str, platform: &str, url: &str, more: &str) -> String {
    format!(
        "[[sources]]\nid = \"{id}\"\nplatform = \"{platform}\"\nurl = \"{url}\"\nterritory = \"54395\"\n{more}"
    )
}

async fn started(sources: &str) -> Running {
    let (listener, address) = gateways::reserve().await;
    Running::start(listener, address, sources).await
}

/// Titles by id.
async fn shown(gateway: &Running) -> BTreeMap<String, String> {
    let list = gateway.json("/api/v1/consultations").await;
    let items = list["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| {
            let text = |value: &Value| value.as_str().expect("a text").to_owned();
            (text(&item["id"]), text(&item["title"]["fr"]))
        })
        .collect()
}

async fn titles(gateway: &Running) -> Vec<String> {
    let mut titles: Vec<String> = shown(gateway).await.into_values().collect();
    titles.sort();
    titles
}

/// The codes of the notices of a source.
async fn codes(gateway: &Running, id: &str) -> Vec<String> {
    let sources = gateway.json("/api/v1/sources").await;
    let items = sources["items"].as_array().expect("items");
    let source = items.iter().find(|item| item["id"] == id).expect("it");
    let notices = source["notices"].as_array().expect("notices");
    let code = |notice: &Value| notice["code"].as_str().expect("a code").to_owned();
    notices.iter().map(code).collect()
}

/// Two lists with number 1, on one host.
fn towns(host: &Host) -> (String, String) {
    host.put("/nancy.csv", "text/csv", list("nancy", &["parc", "budget"]));
    host.put(
        "/seichamps.csv",
        "text/csv",
        list("seichamps", &["parc", "budget"]),
    );
    let url = |town: &str| format!("{}/{town}.csv", host.address);
    (url("nancy"), url("seichamps"))
}

const ALL: [&str; 4] = [
    "nancy : budget",
    "nancy : parc",
    "seichamps : budget",
    "seichamps : parc",
];

#[tokio::test(flavor = "multi_thread")]
async fn two_lists_on_one_host_are_both_shown_and_stay_after_a_restart() {
    let host = Host::start().await;
    let (nancy, seichamps) = towns(&host);
    let both = format!(
        "{}{}",
        source("nancy", "file", &nancy, ""),
        source("seichamps", "file", &seichamps, "")
    );
    let gateway = started(&both).await;
    gateway.poll().await;
    assert_eq!(titles(&gateway).await, ALL);
    let before = shown(&gateway).await;
    let again = gateway.restart(&both).await;
    again.poll().await;
    assert_eq!(shown(&again).await, before);
    for id in ["nancy", "seichamps"] {
        assert_eq!(codes(&again, id).await, Vec::<String>::new());
    }
    let changes = again.json("/api/v1/changes?since=0&limit=200").await;
    let items = changes["items"].as_array().expect("items");
    let origins = items.iter().map(|item| &item["relay"]["origin"]);
    let of_nancy = format!("{}/nancy.csv", host.authority());
    let told = origins.filter(|origin| **origin == of_nancy).count();
    assert_eq!(told, 2, "what ids are made of is told to other gateways");
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_todays_release_stay_and_what_it_hid_is_shown() {
    let host = Host::start().await;
    let (nancy, seichamps) = towns(&host);
    // As every release made them until now: of the authority alone.
    let former = format!("origin = \"{}\"\n", host.authority());
    let both = |more: &str| {
        format!(
            "{}{}",
            source("nancy", "file", &nancy, more),
            source("seichamps", "file", &seichamps, more)
        )
    };
    let gateway = started(&source("nancy", "file", &nancy, &former)).await;
    gateway.poll().await;
    let before = shown(&gateway).await;
    assert_eq!(before.len(), 2);

    let colliding = gateway.restart(&both(&former)).await;
    let reports = colliding.poll().await;
    assert_eq!(shown(&colliding).await, before, "nothing is overwritten");
    assert_eq!(codes(&colliding, "nancy").await, Vec::<String>::new());
    assert_eq!(codes(&colliding, "seichamps").await, ["identity_collision"]);
    let errors: Vec<usize> = reports.iter().map(Report::errors).collect();
    assert_eq!(errors, [0, 1], "the table of `poll` counts it");
    assert_eq!(reports[1].health, Health::Degraded);
    let notice = &reports[1].notices[0];
    let origin = format!("{}/seichamps.csv", host.authority());
    assert_eq!(notice.param("owner"), Some(&"nancy".into()));
    assert_eq!(notice.param("origin"), Some(&origin.into()));
    colliding.poll().await;
    assert_eq!(
        codes(&colliding, "seichamps").await,
        ["identity_collision"],
        "told as long as it is so, also where the list is as it was"
    );

    let upgraded = colliding.restart(&both("")).await;
    upgraded.poll().await;
    assert_eq!(titles(&upgraded).await, ALL);
    let after = shown(&upgraded).await;
    assert!(
        before.keys().all(|id| after.contains_key(id)),
        "no id changes"
    );
    assert_eq!(codes(&upgraded, "seichamps").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_datasets_of_one_portal_and_two_feeds_of_one_host_stay_apart() {
    let host = Host::start().await;
    for town in ["nancy", "seichamps"] {
        let root = format!("/api/explore/v2.1/catalog/datasets/{town}");
        let description = json!({"fields": [], "metas": {"default": {"data_processed": "x"}}});
        host.put(&root, "application/json", description.to_string());
        let record = json!({"n": "1", "t": format!("Projet de {town}"), "u": format!("https://{town}.example/projet")});
        let records = json!({"total_count": 1, "results": [record]});
        host.put(
            &format!("{root}/records"),
            "application/json",
            records.to_string(),
        );
        let article = feed(
            &format!("Réunion de {town}"),
            &format!("https://{town}.example/reunion"),
        );
        host.put(&format!("/{town}/rss"), "application/rss+xml", article);
    }
    let dataset = |town: &str| {
        let fields = format!(
            "dataset = \"{town}\"\n[sources.fields]\nid = \"n\"\ntitle = \"t\"\nurl = \"u\"\n"
        );
        source(
            &format!("donnees-{town}"),
            "opendatasoft",
            &host.address,
            &fields,
        )
    };
    let feed = |town: &str| {
        let url = format!("{}/{town}/rss", host.address);
        source(&format!("fil-{town}"), "feed", &url, "")
    };
    let all = ["nancy", "seichamps"]
        .map(|town| dataset(town) + &feed(town))
        .concat();
    let gateway = started(&all).await;
    gateway.poll().await;
    let expected = [
        "Projet de nancy",
        "Projet de seichamps",
        "Réunion de nancy",
        "Réunion de seichamps",
    ];
    assert_eq!(titles(&gateway).await, expected);
    let before = shown(&gateway).await;
    let again = gateway.restart(&all).await;
    again.poll().await;
    assert_eq!(shown(&again).await, before);

    let folder = TempDir::new().expect("a folder");
    let text = gateways::configuration("http://127.0.0.1:1", "sqlite://absent.db", &all);
    std::fs::write(folder.path().join("a.toml"), text).expect("a file");
    let output = run(&["check", "--config", "a.toml"], folder.path());
    assert!(output.status.success(), "{}", stdout(&output));
    assert!(
        !folder.path().join("absent.db").exists(),
        "and makes nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_moves_doubles_nothing_and_the_line_to_write_keeps_every_id() {
    let (old, new) = (Host::start().await, Host::start().await);
    let entries = ["parc", "budget", "tram"];
    for host in [&old, &new] {
        host.put("/liste.csv", "text/csv", list("nancy", &entries));
    }
    let at = |host: &Host, more: &str| {
        source(
            "nancy",
            "file",
            &format!("{}/liste.csv", host.address),
            more,
        )
    };
    let gateway = started(&at(&old, "")).await;
    gateway.poll().await;
    let before = shown(&gateway).await;
    assert_eq!(before.len(), 3);

    let moved = gateway.restart(&at(&new, "")).await;
    for _ in 0..3 {
        let reports = moved.poll().await;
        assert_eq!(
            shown(&moved).await,
            before,
            "nothing new, nothing taken away"
        );
        assert_eq!(codes(&moved, "nancy").await, ["host_moved"]);
        let former = format!("{}/liste.csv", old.authority());
        assert_eq!(reports[0].notices[0].param("former"), Some(&former.into()));
    }
    let sources = moved.json("/api/v1/sources").await;
    assert_eq!(sources["items"][0]["health"], "held", "{sources}");
    let page = gateways::client()
        .get(format!("{}/status", moved.address))
        .send();
    let page = page.await.unwrap().text().await.unwrap();
    assert!(page.contains("annonce sous une autre adresse"), "{page}");
    assert!(
        !page.contains("confirm-withdrawals"),
        "nothing is missing: {page}"
    );
    let line = format!("origin = \"{}/liste.csv\"\n", old.authority());
    let written = moved.restart(&at(&new, &line)).await;
    written.poll().await;
    assert_eq!(shown(&written).await, before);
    assert_eq!(codes(&written, "nancy").await, Vec::<String>::new());
    new.put(
        "/liste.csv",
        "text/csv",
        list("nancy", &["parc", "budget", "tram", "gare"]),
    );
    written.poll().await;
    assert_eq!(shown(&written).await.len(), 4, "and it goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moved_is_published_anew_where_the_loss_is_confirmed_or_another_origin_is_written() {
    let (old, new) = (Host::start().await, Host::start().await);
    for host in [&old, &new] {
        host.put(
            "/liste.csv",
            "text/csv",
            list("nancy", &["parc", "budget", "tram"]),
        );
    }
    let at = |host: &Host, more: &str| {
        source(
            "nancy",
            "file",
            &format!("{}/liste.csv", host.address),
            more,
        )
    };
    for origin in ["", "origin = \"listes.example/nancy\"\n"] {
        let gateway = started(&at(&old, "")).await;
        gateway.poll().await;
        let before = shown(&gateway).await;
        let moved = gateway.restart(&at(&new, origin)).await;
        if origin.is_empty() {
            moved.poll().await;
            assert_eq!(shown(&moved).await, before);
            moved.poll_confirmed().await;
        } else {
            moved.poll().await;
        }
        for _ in 0..2 {
            let after = shown(&moved).await;
            assert_eq!(after.len(), 3, "{after:?}");
            assert!(after.keys().all(|id| !before.contains_key(id)));
            moved.poll().await;
        }
        assert_eq!(codes(&moved, "nancy").await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_in_the_place_of_one_that_was_removed_waits_for_the_line_that_keeps_its_ids() {
    let (old, new) = (Host::start().await, Host::start().await);
    for host in [&old, &new] {
        host.put("/liste.csv", "text/csv", list("nancy", &["parc", "budget"]));
    }
    let gateway = started(&source(
        "ancien",
        "file",
        &format!("{}/liste.csv", old.address),
        "",
    ))
    .await;
    gateway.poll().await;
    let before = shown(&gateway).await;
    let at_new = |more: &str| {
        source(
            "nouveau",
            "file",
            &format!("{}/liste.csv", new.address),
            more,
        )
    };
    let moved = gateway.restart(&at_new("")).await;
    moved.poll().await;
    assert_eq!(titles(&moved).await, Vec::<String>::new());
    assert_eq!(codes(&moved, "nouveau").await, ["host_moved"]);
    let line = format!("origin = \"{}/liste.csv\"\n", old.authority());
    let written = moved.restart(&at_new(&line)).await;
    written.poll().await;
    assert_eq!(shown(&written).await, before, "the same ids again");
}

#[tokio::test(flavor = "multi_thread")]
async fn check_names_sources_that_would_make_the_same_ids_and_what_the_store_knows_of_it() {
    let host = Host::start().await;
    let (nancy, seichamps) = towns(&host);
    let folder = TempDir::new().expect("a folder");
    let database = format!("sqlite://{}/gateway.db", folder.path().display());
    let check = |sources: &str| {
        let text = gateways::configuration("http://127.0.0.1:1", &database, sources);
        std::fs::write(folder.path().join("a.toml"), text).expect("a file");
        let output = run(&["check", "--config", "a.toml"], folder.path());
        (output.status.code(), stdout(&output))
    };
    let one = |id: &str, url: &str, origin: &str| {
        let more = if origin.is_empty() {
            String::new()
        } else {
            format!("origin = \"{origin}\"\n")
        };
        source(id, "file", url, &more)
    };
    let both =
        one("nancy", &nancy, "listes.example") + &one("seichamps", &seichamps, "listes.example");
    let (code, said) = check(&both);
    assert_eq!(code, Some(2), "{said}");
    let line = format!(
        "écrivez origin = \"{}/seichamps.csv\" pour «\u{a0}seichamps\u{a0}»",
        host.authority()
    );
    assert!(
        said.contains("a.toml:22: sources[1].origin")
            && said.contains("comme la source «\u{a0}nancy\u{a0}»")
            && said.contains(&line),
        "{said}"
    );

    let (listener, address) = gateways::reserve().await;
    let text = gateways::configuration(&address, &database, &both);
    let held = TempDir::new().expect("a folder");
    let gateway = Running::configured(listener, address, &text, held).await;
    gateway.poll().await;
    assert_eq!(shown(&gateway).await.len(), 2, "whichever came first");
    let (code, said) = check(&both);
    assert!(
        code == Some(2) && said.contains("2 démarches de cette source ne sont pas affichées"),
        "{said}"
    );
    let apart = one("nancy", &nancy, "listes.example")
        + &one(
            "seichamps",
            &seichamps,
            &format!("{}/seichamps.csv", host.authority()),
        );
    assert_eq!(check(&apart).0, Some(0), "{}", check(&apart).1);
    let moved = one("nancy", &nancy, "") + &one("seichamps", &seichamps, "");
    let (code, said) = check(&moved);
    assert!(
        code == Some(2) && said.contains("faits de « listes.example »"),
        "{said}"
    );
    let output = run(
        &["check", "--config", "a.toml", "--format", "json"],
        folder.path(),
    );
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let first = &told["problems"][0];
    let source = first["params"]["source"].as_str().expect("a source");
    let expected = json!({ "source": source, "former": "listes.example", "count": 2,
        "origin": format!("{}/{source}.csv", host.authority()) });
    assert_eq!(first["code"], "origin_changed", "{told}");
    assert_eq!(first["params"], expected, "{told}");
}
