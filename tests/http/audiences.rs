//! Cross-origin reading: pages of everyone may read what is public by script, unless the operator names some.

use passerelle::model::Audience;
use reqwest::{Method, StatusCode};

use crate::content;
use crate::gateway::{Gateway, header};

const ALLOWED: &str = "access-control-allow-origin";

async fn restricted() -> Gateway {
    let websites = ["https://www.seichamps.fr", "https://*.grandnancy.eu"];
    let only = websites.iter().map(|one| one.parse().unwrap()).collect();
    let readers = Audience::Only(only);
    let gateway = Gateway::with(|state| state.for_audiences(&Audience::Everyone, readers)).await;
    gateway.apply(content::everything());
    gateway
}

#[tokio::test]
async fn everyone_may_read_where_nobody_is_named() {
    let gateway = Gateway::start().await;
    for path in [
        "/widget.js",
        "/widget.json",
        "/rss.xml",
        "/api/v1/consultations",
        "/nowhere",
    ] {
        let answer = gateway
            .get_with(path, &[("origin", "https://any.example")])
            .await;
        assert_eq!(header(&answer, ALLOWED), "*", "{path}");
    }
}

#[tokio::test]
async fn only_those_who_are_named_may_read() {
    let gateway = restricted().await;
    for path in [
        "/widget.js",
        "/widget.json",
        "/rss.xml",
        "/api/v1/consultations?bad=1",
        "/nowhere",
    ] {
        for (origin, allowed) in [
            ("https://www.seichamps.fr", true),
            ("https://agenda.grandnancy.eu", true),
            ("https://grandnancy.eu", false),
            ("http://www.seichamps.fr", false),
            ("null", false),
        ] {
            let answer = gateway.get_with(path, &[("origin", origin)]).await;
            let expected = if allowed { origin } else { "" };
            assert_eq!(header(&answer, ALLOWED), expected, "{path} for {origin}");
            let varies = answer.headers().get_all("vary").iter();
            let varies: Vec<&str> = varies.map(|value| value.to_str().unwrap()).collect();
            assert!(varies.contains(&"Origin"), "{path}: {varies:?}");
        }
        // Who reads without a page around is no page's business.
        let answer = gateway.get(path).await;
        assert_eq!(header(&answer, ALLOWED), "", "{path}");
    }
}

#[tokio::test]
async fn a_preflight_says_the_same() {
    let gateway = restricted().await;
    for (origin, allowed) in [
        ("https://www.seichamps.fr", "https://www.seichamps.fr"),
        ("https://other.example", ""),
    ] {
        let answer = gateway
            .request(Method::OPTIONS, "/rss.xml")
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        assert_eq!(header(&answer, ALLOWED), allowed);
    }
}
