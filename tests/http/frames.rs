//! The page for frames: the widget for websites that take no script of another one.

use reqwest::StatusCode;

use passerelle::model::Audience;

use crate::content;
use crate::gateway::{Gateway, header};

/// The addresses that the links of a page lead to, as a browser reads them.
fn links(page: &str) -> Vec<(String, bool)> {
    let tags = page.split("<a ").skip(1).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let href = tag.split("href=\"").nth(1)?.split('"').next()?;
        let href = href.replace("&#38;", "&").replace("&amp;", "&");
        Some((href, tag.contains("target=\"_top\"")))
    });
    tags.collect()
}

#[tokio::test]
async fn the_frame_shows_without_any_script_what_the_widget_shows() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/embed?concerns=54395").await;
    for part in [
        "<html lang=\"fr\" class=\"auto\">",
        "<h1 class=\"heading\">Donnez votre avis</h1>",
        "Parcs &#38; jardins &#60;suite&#62;",
        "encore 20\u{a0}jours",
        "aria-label=\"Étape 2 sur 2\"",
        "Atelier du parc",
        "S’abonner",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("style=\"") && !page.contains("<style") && !page.contains("onclick"));
    let compact = gateway
        .text("/embed?concerns=54395&view=compact&scheme=dark&lang=en")
        .await;
    assert!(compact.contains("<html lang=\"en\" class=\"dark\">"));
    assert!(!compact.contains("class=\"bridge\"") && !compact.contains("Atelier du parc"));
}

#[tokio::test]
async fn its_links_leave_the_frame_and_lead_somewhere() {
    let gateway = Gateway::start().await;
    let mut seen = 0;
    for path in [
        "/embed",
        "/embed?view=calendar&lang=en",
        "/embed?view=compact&territory=54395",
    ] {
        let page = gateway.text(path).await;
        for (href, leaves) in links(&page) {
            if let Some(id) = href.strip_prefix('#') {
                assert!(page.contains(&format!("id=\"{id}\"")), "{href}");
                continue;
            }
            let Some(here) = href.strip_prefix("https://agenda.example.fr") else {
                assert!(
                    leaves && href.starts_with("https://participez.example.fr/"),
                    "{href}"
                );
                continue;
            };
            assert_eq!(leaves, !here.starts_with("/embed"), "{href}");
            assert_eq!(gateway.get(here).await.status(), StatusCode::OK, "{href}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen}");
}

#[tokio::test]
async fn the_calendar_turns_its_pages_without_a_script() {
    let gateway = Gateway::start().await;
    let november = gateway.text("/embed?view=calendar&concerns=54395").await;
    assert!(
        november.contains("aria-label=\"samedi 28\u{a0}novembre\u{a0}: 1\u{a0}rendez-vous\""),
        "{november}"
    );
    assert!(november.contains("18\u{202f}h\u{202f}30") && !november.contains("rel=\"prev\""));
    let next = links(&november)
        .into_iter()
        .find(|(href, _)| href.contains("month=2026-12"))
        .unwrap();
    let path = next.0.replace("https://agenda.example.fr", "");
    assert!(path.contains("concerns=54395"), "{path}");
    let december = gateway.text(&path).await;
    assert!(december.contains("décembre\u{a0}2026") && december.contains("Restitution"));
    assert!(december.contains("rel=\"prev\"") && december.contains("rel=\"next\""));
    let last = gateway.text("/embed?view=calendar&month=2027-10").await;
    assert!(last.contains("Aucun rendez-vous ce mois-ci.") && !last.contains("rel=\"next\""));
    let wrong = gateway.get("/embed?view=calendar&month=novembre").await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_this_page_may_stand_in_frames() {
    let gateway = Gateway::start().await;
    let policy = async |path: &str| {
        let response = gateway.get(path).await;
        assert_eq!(header(&response, "x-frame-options"), "", "{path}");
        header(&response, "content-security-policy").to_owned()
    };
    let embed = policy("/embed").await;
    assert!(embed.ends_with("frame-ancestors 'self' *"), "{embed}");
    assert!(embed.starts_with("default-src 'none';"), "{embed}");
    let consultation = format!("/consultations/{}", content::id("1"));
    for path in [
        "/",
        "/agenda",
        "/subscribe",
        "/about",
        &consultation,
        "/nowhere",
    ] {
        let policy = policy(path).await;
        assert!(
            policy.ends_with("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn the_operator_decides_who_may_frame_it() {
    let only = |websites: &[&str]| {
        Audience::Only(websites.iter().map(|one| one.parse().unwrap()).collect())
    };
    for (audience, ancestors) in [
        (
            only(&["https://www.seichamps.fr", "https://*.grandnancy.eu"]),
            "'self' https://www.seichamps.fr https://*.grandnancy.eu",
        ),
        (only(&[]), "'self'"),
    ] {
        let gateway =
            Gateway::with(|state| state.for_audiences(&audience, Audience::Everyone)).await;
        for path in ["/embed", "/embed?view=wrong"] {
            let response = gateway.get(path).await;
            let policy = header(&response, "content-security-policy");
            let expected = format!("frame-ancestors {ancestors}");
            assert!(policy.ends_with(&expected), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_is_told_inside_the_frame() {
    let gateway = Gateway::start().await;
    let gone = content::gone().id;
    for (path, status) in [
        ("/embed?concerns=99999".to_owned(), StatusCode::BAD_REQUEST),
        ("/embed?scheme=noir".to_owned(), StatusCode::BAD_REQUEST),
        (format!("/embed?consultation={gone}"), StatusCode::GONE),
        ("/embed?consultation=x".to_owned(), StatusCode::NOT_FOUND),
    ] {
        let answer = gateway.get_with(&path, &[("accept", "text/html")]).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
        let policy = header(&answer, "content-security-policy");
        assert!(
            policy.ends_with("frame-ancestors 'self' *"),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn search_engines_are_led_to_the_portal() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/embed?concerns=54395&view=compact").await;
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    let canonical = "<link rel=\"canonical\" href=\"https://agenda.example.fr/?concerns=54395\">";
    assert!(page.contains(canonical), "{page}");
    let id = content::id("1");
    let one = gateway.text(&format!("/embed?consultation={id}")).await;
    assert!(one.contains(&format!(
        "href=\"https://agenda.example.fr/consultations/{id}\">"
    )));
    assert!(!gateway.text("/sitemap.xml").await.contains("/embed"));
}
