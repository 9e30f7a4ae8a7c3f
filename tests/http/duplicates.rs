//! Consultations that are published twice: shown once, and decided by whoever shows the token.

use chrono_tz::Europe::Paris;
use passerelle::index::Delta;
use passerelle::model::reason::Audience;
use passerelle::model::{ConsultationId, Origin, SpaceKind, Stored};
use passerelle::publish::phrases::Phrases;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::content;
use crate::gateway::{Gateway, header};

const TOKEN: &str = "correct-horse-battery";

/// Starts a gateway with the admin routes.
async fn administered() -> Gateway {
    let gateway = Gateway::with(|state| state.with_admin(TOKEN)).await;
    gateway.apply(content::everything());
    gateway
}

/// The first consultation as another source publishes it, at `url`.
fn twin(url: &str) -> Stored {
    let mut twin = content::everything()
        .upserts
        .into_iter()
        .find(|stored| stored.consultation.id == content::id("1"))
        .unwrap();
    let one = &mut twin.consultation;
    one.source = "autre".parse().unwrap();
    one.origin = Origin::new("autre.example.fr");
    "77".clone_into(&mut one.native_id);
    one.id = ConsultationId::new(&one.origin, SpaceKind::Process, "77");
    one.url = url.parse().unwrap();
    one.meetings.clear();
    one.also_at.clear();
    twin.history.change = 50;
    twin
}

fn publish(gateway: &Gateway, stored: Stored) {
    gateway.apply(Delta {
        upserts: vec![stored],
        gone: Vec::new(),
    });
}

async fn decide(gateway: &Gateway, body: &Value) -> Response {
    gateway
        .request(Method::POST, "/admin/duplicates")
        .bearer_auth(TOKEN)
        .body(body.to_string())
        .send()
        .await
        .unwrap()
}

async fn total(gateway: &Gateway) -> u64 {
    gateway.json("/api/v1/consultations").await["total"]
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn the_second_address_of_one_consultation_leads_to_the_first() {
    let gateway = Gateway::start().await;
    let before = total(&gateway).await;
    let twin = twin("http://participez.example.fr/processes/p1/?a=1&b=2&utm_source=x");
    let (shown, merged) = (content::id("1"), twin.consultation.id);
    publish(&gateway, twin);
    assert_eq!(total(&gateway).await, before);
    for (path, location) in [
        (format!("/api/v1/consultations/{merged}"), shown.to_string()),
        (
            format!("/consultations/{merged}?lang=en"),
            format!("{shown}?lang=en"),
        ),
    ] {
        let response = gateway.get(&path).await;
        assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(header(&response, "location"), location);
        assert!(header(&response, "cache-control").contains("max-age=120"));
    }
    let whole = gateway
        .json(&format!("/api/v1/consultations/{shown}"))
        .await;
    let at = "http://participez.example.fr/processes/p1/?a=1&b=2&utm_source=x";
    let also_at = whole["also_at"].as_array().unwrap();
    assert!(
        also_at.iter().any(|place| place["url"] == at),
        "{also_at:?}"
    );
    let log = gateway.json("/api/v1/changes?since=6").await;
    assert_eq!(log["items"][0]["consultation"]["id"], merged.to_string());
    assert_eq!(log["items"][0]["consultation"]["also_at"], json!([]));
}

#[tokio::test]
async fn an_appointment_alone_is_in_the_agenda_and_no_consultation() {
    let gateway = Gateway::start().await;
    let before = total(&gateway).await;
    let mut event = twin("https://mairie.example.fr/agenda/voeux");
    let one = &mut event.consultation;
    one.kind = SpaceKind::Event;
    one.id = ConsultationId::new(&one.origin, one.kind, "voeux");
    one.meetings = content::everything()
        .upserts
        .iter()
        .find(|stored| stored.consultation.id == content::id("1"))
        .unwrap()
        .consultation
        .meetings
        .clone();
    let id = one.id;
    publish(&gateway, event);
    assert_eq!(total(&gateway).await, before);
    let agenda = gateway.json("/api/v1/meetings?source=autre").await;
    assert!(agenda["total"].as_u64().unwrap() > 0, "{agenda}");
    assert_eq!(agenda["items"][0]["consultation"], Value::Null);
    assert_eq!(agenda["items"][0]["source"]["id"], "autre");
    let alone = gateway.get(&format!("/api/v1/consultations/{id}")).await;
    assert_eq!(alone.status(), StatusCode::NOT_FOUND);
    let page = gateway.get(&format!("/consultations/{id}")).await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    let problem: Value = serde_json::from_slice(&alone.bytes().await.unwrap()).unwrap();
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("appointment of a calendar"), "{detail}");
}

#[tokio::test]
async fn without_a_token_in_the_configuration_there_are_no_admin_routes() {
    let gateway = Gateway::start().await;
    let response = gateway.get("/admin/duplicates").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_whoever_shows_the_token_is_let_in_and_nothing_is_kept() {
    let gateway = administered().await;
    for shown in [
        "",
        "Bearer ",
        "Bearer correct-horse-batter",
        "Basic x",
        TOKEN,
    ] {
        let response = gateway
            .get_with("/admin/duplicates", &[("authorization", shown)])
            .await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{shown}");
        assert_eq!(header(&response, "www-authenticate"), "Bearer");
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        assert_eq!(header(&response, "access-control-allow-origin"), "");
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
    let bearer = format!("bearer {TOKEN}");
    let response = gateway
        .get_with("/admin/duplicates", &[("authorization", &bearer)])
        .await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn the_operator_sees_what_may_be_one_and_decides_at_once() {
    let twin = twin("https://autre.example.fr/projets/77");
    let (one, other) = (content::id("1"), twin.consultation.id);
    let gateway = administered().await;
    publish(&gateway, twin);
    let before = total(&gateway).await;
    let bearer = format!("Bearer {TOKEN}");
    let list = async || -> Value {
        let response = gateway
            .get_with("/admin/duplicates", &[("authorization", &bearer)])
            .await;
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
    };
    let seen = list().await;
    assert_eq!(seen["suggestions"][0]["score"], 100);
    assert_eq!(
        seen["suggestions"][0]["why"],
        json!(["same_title", "same_territory", "same_dates"])
    );
    let page = gateway.text("/status").await;
    assert!(
        page.contains("100 sur 100 (même titre, même territoire, mêmes dates)"),
        "{page}"
    );
    assert!(page.contains(&other.to_string()));

    let wish = |decision: &str| json!({"a": one, "b": other, "decision": decision});
    let decided = decide(&gateway, &wish("same")).await;
    assert_eq!(decided.status(), StatusCode::OK);
    assert_eq!(total(&gateway).await, before - 1);
    let seen = list().await;
    assert_eq!(seen["suggestions"], json!([]));
    assert_eq!(seen["decided"][0]["decision"], "same");
    assert_eq!(seen["decided"][0]["shown_as_one"], true);
    assert!(!gateway.text("/status").await.contains(&other.to_string()));

    assert_eq!(
        decide(&gateway, &wish("undecided")).await.status(),
        StatusCode::OK
    );
    assert_eq!(total(&gateway).await, before);
    assert_eq!(list().await["suggestions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_decided_is_refused_with_a_reason() {
    let (one, other) = (content::id("1"), content::id("2"));
    let gateway = administered().await;
    let unknown = ConsultationId::new(&Origin::new("x"), SpaceKind::Process, "x");
    for (body, status, reason) in [
        (
            json!({"a": one, "b": one, "decision": "same"}),
            422,
            "the same id",
        ),
        (
            json!({"a": one, "b": other, "decision": "same"}),
            422,
            "one source",
        ),
        (
            json!({"a": one, "b": other, "decision": "maybe"}),
            422,
            "undecided",
        ),
        (json!({"a": one, "c": other}), 422, "send"),
        (
            json!({"a": one, "b": unknown, "decision": "same"}),
            404,
            "no consultation",
        ),
        (json!({"a": "x".repeat(5000)}), 413, "4096"),
    ] {
        let response = decide(&gateway, &body).await;
        assert_eq!(response.status().as_u16(), status, "{body}");
        let problem: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(reason), "{detail}");
    }
    let put = gateway
        .request(Method::PUT, "/admin/duplicates")
        .bearer_auth(TOKEN)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&put, "allow"), "GET, HEAD, POST");
}

#[tokio::test]
async fn the_status_page_tells_each_source_in_plain_words() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/status").await;
    assert!(page.contains("État des sources"), "{page}");
    assert!(page.contains("Participez à Nancy"));
    assert!(page.contains("Aucun doublon n’est soupçonné."));
    for state in gateway.sources.load().iter() {
        let Some(error) = &state.error else { continue };
        let said = Phrases::default().reason(error, Audience::Everyone, Paris);
        assert!(page.contains(&said.sentence), "{} in {page}", said.sentence);
    }
}
