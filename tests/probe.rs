//! `passerelle probe` against servers of this machine: which address it prints, what it says of what cannot be read, and the survey of a territory.

use std::net::SocketAddr;
use std::process::{Command, Output};

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde_json::Value;

const LIST: &str = "titre;url\nPlan vélo;https://ville.example.fr/velo\n";
const FEED: &str = "<rss version='2.0'><channel><title>La ville</title><item><title>a</title></item></channel></rss>";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T180000Z\r\nSUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const AGENDA: &str =
    "<!doctype html><meta property=\"og:site_name\" content=\"OpenAgenda\"><title>Agenda</title>";

fn leads(status: u16, to: &'static str) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [(header::LOCATION, to)]).into_response()
}

fn is(kind: &'static str, body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

/// Starts a site with what the tests ask for; it ends with the runtime of the test.
async fn site() -> SocketAddr {
    let site = Router::new()
        .route(
            "/liste",
            get(|| async { leads(302, "/2026/11/liste.csv?signature=1") }),
        )
        .route("/2026/11/liste.csv", get(|| async { is("text/csv", LIST) }))
        .route("/vieux", get(|| async { leads(301, "/rss") }))
        .route("/rss", get(|| async { leads(307, "/feed") }))
        .route("/feed", get(|| async { is("application/rss+xml", FEED) }))
        .route("/agenda-participation", get(|| async { Html(AGENDA) }))
        .route(
            "/agenda-participation/events.v2.ics",
            get(|| async { is("text/calendar", CALENDAR) }),
        )
        .route(
            "/govocal",
            get(|| async { Html("<!doctype html><meta name=generator content='Go Vocal'>") }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, site).await });
    address
}

async fn probe(arguments: Vec<String>) -> Output {
    tokio::task::spawn_blocking(move || {
        Command::new(env!("CARGO_BIN_EXE_passerelle"))
            .args(["probe", "--allow-private-addresses"])
            .args(arguments)
            .output()
            .unwrap()
    })
    .await
    .unwrap()
}

async fn json(arguments: &[&str]) -> Value {
    let mut arguments: Vec<String> = arguments.iter().map(|&text| text.to_owned()).collect();
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    let output = probe(arguments).await;
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_that_is_printed_lasts() {
    let site = site().await;
    for (asked, kept) in [
        ("/liste", "/liste"),
        ("/vieux", "/rss"),
        ("/rss", "/rss"),
        ("/feed", "/feed"),
        (
            "/agenda-participation",
            "/agenda-participation/events.v2.ics",
        ),
    ] {
        let found = json(&[&format!("http://{site}{asked}")]).await;
        assert_eq!(found["url"], format!("http://{site}{kept}"), "{asked}");
        let block = found["block"].as_str().unwrap();
        assert!(
            block.contains(&format!("url = \"http://{site}{kept}\"")),
            "{block}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_cannot_be_read_is_named_with_what_can() {
    let site = site().await;
    let output = probe(vec![format!("http://{site}/govocal")]).await;
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    for words in ["Go Vocal", "flux", "opendatasoft", "tenue à la main"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_territory_is_surveyed_and_its_block_says_whose_it_is() {
    let site = site().await;
    let folder = tempfile::TempDir::new().unwrap();
    let known = folder.path().join("known.tsv");
    let rows = format!(
        "# codes\taddress\tname\n54498\thttp://{site}/feed\tSeichamps\n245400676\thttp://{site}/govocal\tGrand Nancy\n54395\thttp://{site}/rss\tNancy\n"
    );
    std::fs::write(&known, rows).unwrap();
    let known = known.to_str().unwrap();
    for asked in ["Seichamps", "54498"] {
        let said = json(&[asked, "--instances", known]).await;
        assert_eq!(said["territory"]["code"], "54498");
        let tried = said["tried"].as_array().unwrap();
        assert_eq!(
            tried.len(),
            2,
            "its own and that of what it lies in: {said}"
        );
        assert_eq!(tried[0]["url"], format!("http://{site}/feed"));
        assert_eq!(tried[1]["error"]["code"], "platform_unreadable");
        let message = tried[1]["error"]["message"].as_str().unwrap();
        assert!(message.contains("Go Vocal"), "{message}");
        let found = said["found"].as_array().unwrap();
        let block = found[0]["block"].as_str().unwrap();
        assert!(
            found.len() == 1 && block.contains("territory = \"54498\"\n"),
            "{block}"
        );
    }
    let both = json(&["Grand Nancy", "--instances", known]).await;
    let tried: Vec<&Value> = both["tried"].as_array().unwrap().iter().collect();
    assert_eq!(
        tried.len(),
        3,
        "its own and those of what lies in it: {both}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_territory_or_several_is_wrong_usage_and_what_nobody_knows_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let empty = folder.path().join("empty.tsv");
    std::fs::write(&empty, "").unwrap();
    for (arguments, code, words) in [
        (
            vec!["Saint-Denis"],
            2,
            "93066 Saint-Denis (Seine-Saint-Denis)",
        ),
        (
            vec!["Nulle-Part-les-Bains"],
            2,
            "ni le nom ou le code d’un territoire",
        ),
        (
            vec!["--lang", "en", "Nulle-Part-les-Bains"],
            2,
            "the name or code of no territory",
        ),
        (
            vec!["participez.nancy.fr"],
            2,
            "https://participez.nancy.fr",
        ),
        (
            vec!["Seichamps", "--instances", empty.to_str().unwrap()],
            1,
            "Aucune plateforme de participation n’est connue",
        ),
    ] {
        let arguments = arguments.into_iter().map(str::to_owned).collect();
        let output = probe(arguments).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(words), "{words}: {said}");
    }
}
