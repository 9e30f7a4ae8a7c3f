//! Parameters that newsletters, networks and programs hang on addresses: every address answers as without them, from one place in memory.

use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

/// Parameters that others hang on addresses.
const HUNG: [&str; 6] = [
    "utm_source=lettre&utm_medium=email",
    "fbclid=IwAR0",
    "_=1764500000",
    "at_medium=newsletter&at_campaign=novembre",
    "ref=accueil&nocache=1&cb=2&ts=3&v=4",
    "1764500000",
];

/// Every address that takes a question, and those of files.
fn addresses() -> Vec<String> {
    let id = content::id("1");
    let mut all: Vec<String> = [
        "/",
        "/?status=closed",
        "/agenda",
        "/subscribe",
        "/status",
        "/about",
        "/numbers",
        "/numbers/status.csv",
        "/rss.xml?territory=54395",
        "/atom.xml",
        "/feed.json",
        "/agenda.ics",
        "/consultations.csv",
        "/consultations.geojson",
        "/feeds.opml",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/consultations?limit=2",
        "/api/v1/meetings",
        "/api/v1/territories",
        "/api/v1/facets",
        "/api/v1/sources",
        "/api/v1/stats",
        "/api/v1/changes?since=0",
        "/api/openapi.json",
        "/api/docs",
        "/widget.js",
        "/widget.css",
        "/widget.json",
        "/embed",
        "/oembed?url=https://agenda.example.fr/",
        "/assets/style.css",
        "/assets/portal.js",
        "/assets/icon.svg",
    ]
    .map(str::to_owned)
    .to_vec();
    all.push(format!("/consultations/{id}"));
    all.push(format!("/api/v1/consultations/{id}"));
    all
}

fn with(address: &str, hung: &str) -> String {
    let join = if address.contains('?') { '&' } else { '?' };
    format!("{address}{join}{hung}")
}

#[tokio::test]
async fn every_address_answers_as_without_them_and_renders_nothing_again() {
    let gateway = Gateway::start().await;
    for address in addresses() {
        let plain = gateway.get(&address).await;
        assert_eq!(plain.status(), StatusCode::OK, "{address}");
        let tag = header(&plain, "etag").to_owned();
        let body = plain.bytes().await.unwrap();
        let made = gateway.state.renderings();
        for hung in HUNG {
            let asked = with(&address, hung);
            let response = gateway.get(&asked).await;
            assert_eq!(response.status(), StatusCode::OK, "{asked}");
            assert_eq!(header(&response, "etag"), tag, "{asked}");
            assert_eq!(response.bytes().await.unwrap(), body, "{asked}");
        }
        assert_eq!(gateway.state.renderings(), made, "{address}");
    }
}

#[tokio::test]
async fn a_page_names_its_address_without_them() {
    let gateway = Gateway::start().await;
    for (asked, canonical) in [
        (
            "/?utm_source=lettre&status=closed",
            "https://agenda.example.fr/?status=closed",
        ),
        ("/?fbclid=1", "https://agenda.example.fr/"),
        (
            "/agenda?territory=54395&gclid=1&lang=en",
            "https://agenda.example.fr/agenda?territory=54395&#38;lang=en",
        ),
        ("/about?xtor=RSS-1", "https://agenda.example.fr/about"),
        ("/api/docs?ref=x", "https://agenda.example.fr/api/docs"),
    ] {
        let page = gateway.text(asked).await;
        let link = format!("<link rel=\"canonical\" href=\"{canonical}\">");
        assert!(page.contains(&link), "{asked}: {link}");
        assert!(!page.contains("utm_"), "{asked}");
    }
}

#[tokio::test]
async fn an_address_that_is_embedded_may_carry_them_too() {
    let gateway = Gateway::start().await;
    let plain = gateway
        .text("/oembed?url=https%3A%2F%2Fagenda.example.fr%2F%3Fterritory%3D54395")
        .await;
    let hung = gateway
        .text("/oembed?url=https%3A%2F%2Fagenda.example.fr%2F%3Fterritory%3D54395%26utm_source%3Dx%26fbclid%3D1")
        .await;
    assert_eq!(hung, plain);
}

#[tokio::test]
async fn what_leads_elsewhere_leads_there_without_them() {
    let gateway = Gateway::start().await;
    let response = gateway.get("/agenda/?lang=en&utm_source=x").await;
    assert_eq!(header(&response, "location"), "../agenda?lang=en");
    let response = gateway.get("/agenda/?utm_source=x").await;
    assert_eq!(header(&response, "location"), "../agenda");
}

#[tokio::test]
async fn no_parameter_of_the_gateway_has_the_name_of_one() {
    let gateway = Gateway::start().await;
    let document = gateway.json("/api/openapi.json").await;
    let operations = document["paths"].as_object().unwrap().values();
    let parameters = operations.filter_map(|item| item["get"]["parameters"].as_array());
    let names = parameters
        .flatten()
        .filter_map(|parameter| parameter["name"].as_str());
    let of_pages = ["place", "scope", "widget", "month", "scheme"];
    let mut seen = 0;
    for name in names.chain(of_pages) {
        assert!(!passerelle::model::asks_nothing(name), "{name}");
        seen += 1;
    }
    assert!(seen > 50, "{seen}");
}
