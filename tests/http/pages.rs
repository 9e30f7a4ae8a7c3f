//! The plain pages.

use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

#[tokio::test]
async fn the_list_opens_on_what_is_open_and_escapes_what_it_shows() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/").await;
    assert!(page.contains("Une place à vivre"));
    assert!(
        page.contains("Parcs &#38; jardins &#60;suite&#62;"),
        "{page}"
    );
    assert!(!page.contains("<suite>") && !page.contains("Plan vélo"));
    assert!(!page.contains(|c: char| c.is_control() && !c.is_whitespace()));
    assert!(page.contains("<html lang=\"fr\">"));
    let all = gateway
        .text("/?status=upcoming,open,paused,closed,results,unknown")
        .await;
    assert!(all.contains("Plan vélo") && all.contains("5\u{a0}démarches"));
}

#[tokio::test]
async fn the_page_of_a_consultation_leads_to_where_one_takes_part() {
    let gateway = Gateway::start().await;
    let page = gateway
        .text(&format!("/consultations/{}", content::id("1")))
        .await;
    for part in [
        "Participer sur Participez à Nancy",
        "https://participez.example.fr/processes/p1?a=1&#38;b=2",
        "<strong>ensemble</strong>",
        "aria-current=\"step\"",
        "28\u{a0}novembre\u{a0}2026 à 18\u{a0}h\u{a0}30",
        "Licence Ouverte 2.0",
        "Jusqu’au 12\u{a0}décembre\u{a0}2026",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[tokio::test]
async fn pages_lead_through_the_list() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/?limit=1").await;
    let next = page
        .split("href=\"./?")
        .find(|part| part.contains("rel=\"next\""))
        .unwrap();
    let query = next
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let second = gateway.get(&format!("/?{query}")).await;
    assert_eq!(second.status(), StatusCode::OK, "{query}");
}

#[tokio::test]
async fn the_style_sheet_may_be_kept_for_ever() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/").await;
    let href = page
        .split("href=\"assets/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let style = gateway.get(&format!("/assets/{href}")).await;
    assert_eq!(style.status(), StatusCode::OK);
    assert!(header(&style, "cache-control").contains("immutable"));
    assert_eq!(header(&style, "content-type"), "text/css; charset=utf-8");
}
