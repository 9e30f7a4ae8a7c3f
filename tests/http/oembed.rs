//! oEmbed: whoever is given an address of the portal gets the frame that shows it.

use reqwest::{StatusCode, Url};

use crate::content;
use crate::gateway::{Gateway, header};

/// The address at which a page says how it is embedded, as a path of the gateway.
fn discovered(page: &str) -> String {
    let link = page
        .split("<link ")
        .find(|link| link.contains("application/json+oembed"))
        .unwrap();
    let href = link
        .split("href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let href = href.replace("&#38;", "&").replace("&amp;", "&");
    href.strip_prefix("https://agenda.example.fr")
        .unwrap()
        .to_owned()
}

/// The address of the frame in an answer, as a path of the gateway.
fn framed(answer: &serde_json::Value) -> String {
    let html = answer["html"].as_str().unwrap();
    let src = html
        .split("src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let src = src.replace("&amp;", "&");
    src.strip_prefix("https://agenda.example.fr")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn every_page_that_can_be_embedded_says_how() {
    let gateway = Gateway::start().await;
    let consultation = format!("/consultations/{}", content::id("1"));
    for (page, shown) in [
        ("/".to_owned(), "/embed".to_owned()),
        (
            "/?territory=54395&lang=en".to_owned(),
            "/embed?territory=54395&lang=en".to_owned(),
        ),
        (
            "/agenda?concerns=54395".to_owned(),
            "/embed?view=calendar&concerns=54395".to_owned(),
        ),
        (
            consultation,
            format!("/embed?consultation={}", content::id("1")),
        ),
    ] {
        let answer = gateway.json(&discovered(&gateway.text(&page).await)).await;
        let frame = framed(&answer);
        assert_eq!(frame, shown, "{page}");
        assert_eq!(
            gateway.get(&frame).await.status(),
            StatusCode::OK,
            "{frame}"
        );
    }
    for page in ["/about", "/status"] {
        assert!(!gateway.text(page).await.contains("oembed"), "{page}");
    }
}

#[tokio::test]
async fn the_answer_is_what_the_specification_asks_for() {
    let gateway = Gateway::start().await;
    let url = format!(
        "https://agenda.example.fr/consultations/{}",
        content::id("1")
    );
    let path = format!("/oembed?url={url}&maxwidth=400&maxheight=300&format=json");
    let answer = gateway.json(&path).await;
    assert_eq!(
        (answer["type"].as_str(), answer["version"].as_str()),
        (Some("rich"), Some("1.0"))
    );
    assert_eq!(
        (&answer["width"], &answer["height"]),
        (&400.into(), &300.into())
    );
    assert_eq!(
        answer["provider_name"],
        "Agenda participatif du Grand Nancy"
    );
    let html = answer["html"].as_str().unwrap();
    assert!(html.contains("width=\"400\" height=\"300\""), "{html}");
    assert!(
        html.contains("title=\"Parcs &amp; jardins &lt;suite&gt;"),
        "{html}"
    );
    assert!(
        !html.contains("<suite>") && !html.contains("<script"),
        "{html}"
    );
    let free = gateway
        .json("/oembed?url=https://agenda.example.fr/&maxwidth=5000")
        .await;
    assert_eq!(
        (&free["width"], &free["height"]),
        (&600.into(), &480.into())
    );
    let response = gateway.get(&path).await;
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
}

#[tokio::test]
async fn only_addresses_of_this_gateway_are_answered_for() {
    let gateway = Gateway::start().await;
    for (query, status) in [
        ("url=http://agenda.example.fr/", StatusCode::OK),
        ("url=https://agenda.example.fr", StatusCode::OK),
        (
            "url=https://agenda.example.fr/?q=pistes+cyclables",
            StatusCode::OK,
        ),
        ("url=https://agenda.example.fr/about", StatusCode::NOT_FOUND),
        (
            "url=https://agenda.example.fr/consultations/x",
            StatusCode::NOT_FOUND,
        ),
        (
            "url=https://agenda.example.fr/?statut=open",
            StatusCode::NOT_FOUND,
        ),
        (
            "url=https://agenda.example.fr.evil.com/",
            StatusCode::NOT_FOUND,
        ),
        ("url=https://agenda.example.fr:8443/", StatusCode::NOT_FOUND),
        ("url=javascript:alert(1)", StatusCode::NOT_FOUND),
        ("url=nothing", StatusCode::BAD_REQUEST),
        ("", StatusCode::BAD_REQUEST),
        (
            "url=https://agenda.example.fr/&maxwidth=-1",
            StatusCode::BAD_REQUEST,
        ),
        (
            "url=https://agenda.example.fr/&width=10",
            StatusCode::BAD_REQUEST,
        ),
        (
            "url=https://agenda.example.fr/&format=xml",
            StatusCode::NOT_IMPLEMENTED,
        ),
    ] {
        // As clients write it: the address is one value.
        let query = match query.split_once("url=") {
            Some((_, rest)) => {
                let (url, more) = rest.split_once('&').unwrap_or((rest, ""));
                let mut asked = Url::parse("http://gateway/oembed").unwrap();
                asked.query_pairs_mut().append_pair("url", url);
                format!("{}&{more}", asked.query().unwrap())
            }
            None => query.to_owned(),
        };
        let answer = gateway.get(&format!("/oembed?{query}")).await;
        assert_eq!(answer.status(), status, "{query}");
    }
    let missing = gateway.get("/oembed").await.text().await.unwrap();
    assert!(missing.contains("parameter `url` is missing"), "{missing}");
    let gone = format!(
        "/oembed?url=https://agenda.example.fr/consultations/{}",
        content::gone().id
    );
    assert_eq!(gateway.get(&gone).await.status(), StatusCode::GONE);
}
