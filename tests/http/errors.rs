//! Wrong requests get a problem that names what is wrong and says what to do.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::content;
use crate::gateway::{Gateway, header};

async fn problem(gateway: &Gateway, path: &str, status: StatusCode) -> Value {
    let response = gateway.get(path).await;
    assert_eq!(response.status(), status, "{path}");
    assert_eq!(
        header(&response, "content-type"),
        "application/problem+json",
        "{path}"
    );
    let problem: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(problem["status"], status.as_u16());
    problem
}

#[tokio::test]
async fn a_parameter_that_is_not_understood_is_named_with_the_nearest() {
    let gateway = Gateway::start().await;
    let table = [
        ("/rss.xml?statut=open", "statut", Some("status")),
        ("/rss.xml?view=update", "view", Some("updates")),
        ("/rss.xml?viev=updates", "viev", Some("view")),
        ("/api/v1/consultations?status=opn", "status", Some("open")),
        ("/api/v1/consultations?limit=0", "limit", None),
        ("/api/v1/consultations?limit=201", "limit", None),
        ("/api/v1/consultations?territory=99999", "territory", None),
        ("/api/v1/consultations?cursor=garbage", "cursor", None),
        ("/api/v1/stats?limit=5", "limit", None),
        ("/api/v1/facets?limit=3", "limit", None),
        ("/api/v1/changes?since=-1", "since", None),
        ("/api/v1/changes?status=open", "status", None),
        ("/?q=a&q=b", "q", None),
    ];
    for (path, parameter, nearest) in table {
        let problem = problem(&gateway, path, StatusCode::BAD_REQUEST).await;
        assert_eq!(problem["parameter"], parameter, "{path}: {problem}");
        if let Some(nearest) = nearest {
            assert_eq!(problem["nearest"], nearest, "{path}: {problem}");
        }
        assert!(problem["detail"].as_str().unwrap().contains(parameter));
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_gone_and_what_never_was_is_not_found() {
    let gateway = Gateway::start().await;
    let gone = format!("/api/v1/consultations/{}", content::id("99"));
    let gone = problem(&gateway, &gone, StatusCode::GONE).await;
    assert_eq!(gone["withdrawn_at"], "2026-11-21T07:00:00Z");
    for unknown in [
        format!("/api/v1/consultations/{}", content::id("12345")),
        "/api/v1/consultations/not-an-id".to_owned(),
        "/api/v2".to_owned(),
        "/%00/../etc/passwd".to_owned(),
    ] {
        problem(&gateway, &unknown, StatusCode::NOT_FOUND).await;
    }
}

#[tokio::test]
async fn browsers_get_a_page_in_french_where_there_is_nothing() {
    let gateway = Gateway::start().await;
    let browser = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let nowhere = gateway.get_with("/nulle/part", &browser).await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    assert!(header(&nowhere, "content-type").starts_with("text/html"));
    assert!(
        nowhere
            .text()
            .await
            .unwrap()
            .contains("Cette page n’existe pas")
    );
    let gone = gateway
        .get(&format!("/consultations/{}", content::id("99")))
        .await;
    assert_eq!(gone.status(), StatusCode::GONE);
    assert!(gone.text().await.unwrap().contains("retirée"));
}

#[tokio::test]
async fn other_methods_are_refused_with_what_is_taken() {
    let gateway = Gateway::start().await;
    for method in [
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::TRACE,
        Method::PATCH,
    ] {
        for path in ["/rss.xml", "/api/v1/consultations", "/", "/healthz"] {
            let response = gateway.request(method.clone(), path).send().await.unwrap();
            assert_eq!(
                response.status(),
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert!(
                header(&response, "allow").starts_with("GET, HEAD"),
                "{method} {path}"
            );
            assert_eq!(
                header(&response, "content-type"),
                "application/problem+json"
            );
        }
    }
}

#[tokio::test]
async fn any_site_may_read_what_is_public_and_only_that() {
    let gateway = Gateway::start().await;
    for path in [
        "/rss.xml",
        "/api/v1/consultations",
        "/api/v1/consultations?limit=x",
    ] {
        let response = gateway
            .get_with(path, &[("origin", "https://mairie.example.fr")])
            .await;
        assert_eq!(
            header(&response, "access-control-allow-origin"),
            "*",
            "{path}"
        );
        assert_eq!(header(&response, "access-control-allow-credentials"), "");
    }
    let preflight = gateway
        .request(Method::OPTIONS, "/api/v1/consultations")
        .header("origin", "https://mairie.example.fr")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "if-none-match")
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), StatusCode::NO_CONTENT);
    assert_eq!(header(&preflight, "access-control-allow-origin"), "*");
    assert!(header(&preflight, "access-control-allow-methods").contains("GET"));
    assert!(header(&preflight, "access-control-allow-headers").contains("If-None-Match"));
    let metrics = gateway.get("/metrics").await;
    assert_eq!(header(&metrics, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let gateway = Gateway::start().await;
    for path in [
        "/",
        "/rss.xml",
        "/nowhere",
        "/healthz",
        "/api/v1/stats",
        "/?limit=0",
    ] {
        let response = gateway.get(path).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            header(&response, "referrer-policy"),
            "no-referrer",
            "{path}"
        );
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}");
        assert_eq!(header(&response, "set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn the_graphql_address_refuses_too_much_at_once_and_carries_the_same_headers() {
    let gateway = Gateway::start().await;
    let ask = |body: String| gateway.request(Method::POST, "/api").body(body).send();
    let long = ask("x".repeat(200 * 1024)).await.unwrap();
    assert_eq!(long.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(header(&long, "content-type"), "application/problem+json");
    let answer = ask(r#"{"query": "{ decidim { version } }"}"#.to_owned())
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    let put = gateway.request(Method::PUT, "/api").send().await.unwrap();
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&put, "allow"), "GET, HEAD, POST");
}
