//! The description of the API: valid, and true.

use std::process::Stdio;

use reqwest::StatusCode;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::content;
use crate::gateway::Gateway;

/// Runs one of the Python programs of `tests/support` over `input` and gives what it writes.
pub(crate) async fn python(script: &str, input: &[u8]) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let interpreter = format!("{root}/.venv/bin/python");
    assert!(
        std::path::Path::new(&interpreter).exists(),
        "{interpreter} is missing: run `bash tests/support/venv`"
    );
    let mut child = Command::new(interpreter)
        .arg(format!("{root}/tests/support/{script}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    assert!(
        output.status.success(),
        "{script}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn an_independent_validator_finds_no_fault() {
    let gateway = Gateway::start().await;
    let document = gateway.text("/api/openapi.json").await;
    assert!(document.contains("\"openapi\": \"3.1.0\""));
    assert_eq!(
        python("openapi_check.py", document.as_bytes()).await.trim(),
        "valid"
    );
}

/// The parameters without which an address does not answer.
fn least(path: &str) -> &'static str {
    match path {
        "/oembed" => "?url=https://agenda.example.fr/",
        _ => "",
    }
}

#[tokio::test]
async fn every_address_that_it_lists_is_there_and_takes_the_parameters_it_lists() {
    let gateway = Gateway::start().await;
    let document = gateway.json("/api/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 21);
    for (path, item) in paths {
        if item.get("get").is_none() {
            assert_eq!(path, "/api", "the only address that answers POST alone");
            continue;
        }
        let path = path
            .replace("{id}", &content::id("1").to_string())
            .replace("{chart}", "status");
        let least = least(&path);
        let response = gateway.get(&format!("{path}{least}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}{least}");
        for parameter in item["get"]["parameters"].as_array().unwrap() {
            if parameter["in"] != "query" || parameter["required"] == true {
                continue;
            }
            let name = parameter["name"].as_str().unwrap();
            // An empty value is as if it were absent, and an unknown name is refused all the same.
            let join = if least.is_empty() { "?" } else { "&" };
            let asked = format!("{path}{least}{join}{name}=");
            let response = gateway.get(&asked).await;
            assert_eq!(response.status(), StatusCode::OK, "{asked}");
        }
    }
}

#[tokio::test]
async fn what_is_answered_is_what_is_described() {
    let gateway = Gateway::start().await;
    let document = gateway.json("/api/openapi.json").await;
    let mut answers = serde_json::Map::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let answer = &item["get"]["responses"]["200"]["content"];
        if answer.get("application/json").is_some() {
            let asked = path.replace("{id}", &content::id("1").to_string());
            let asked = format!("{asked}{}", least(path));
            answers.insert(path.clone(), gateway.json(&asked).await);
        }
    }
    let input = serde_json::json!({"document": document, "answers": answers});
    let said = python("answers_check.py", input.to_string().as_bytes()).await;
    assert_eq!(said.trim(), "10 answers as described");
}

#[tokio::test]
async fn get_on_the_graphql_address_leads_to_the_description() {
    let gateway = Gateway::start().await;
    let response = gateway.get("/api").await;
    assert!(response.status().is_redirection());
    assert_eq!(response.headers()["location"], "api/openapi.json");
}

#[tokio::test]
async fn what_was_refused_or_taken_against_the_description_is_as_it_says() {
    let gateway = Gateway::start().await;
    for (asked, status) in [
        ("/api/v1/consultations?near=0,0", StatusCode::OK),
        ("/rss.xml?near=0,0&radius=5", StatusCode::OK),
        ("/api/v1/sources?lang=", StatusCode::OK),
        ("/api/v1/sources?lang=fr-a", StatusCode::BAD_REQUEST),
        ("/api/v1/sources?lang=fr-AA-BB-CC", StatusCode::BAD_REQUEST),
        (
            "/api/v1/consultations?opens_after=0025-08-03",
            StatusCode::OK,
        ),
        ("/embed?radius=-0.9", StatusCode::BAD_REQUEST),
        ("/oembed?url=", StatusCode::BAD_REQUEST),
        (
            "/oembed?url=https://agenda.example.fr/&maxwidth=4611686018427387904",
            StatusCode::OK,
        ),
        (
            "/oembed?url=https://agenda.example.fr/&format=AAA",
            StatusCode::BAD_REQUEST,
        ),
        (
            "/oembed?url=https://agenda.example.fr/&format=xml",
            StatusCode::NOT_IMPLEMENTED,
        ),
        ("/widget.json?consultation=x", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(gateway.get(asked).await.status(), status, "{asked}");
    }
    let document = gateway.json("/api/openapi.json").await;
    let paths = &document["paths"];
    let points = &paths["/consultations.geojson"]["get"]["responses"]["200"]["content"];
    assert_eq!(
        points["application/geo+json"]["schema"]["type"], "object",
        "{points}"
    );
    assert!(paths["/api"]["post"]["responses"]["400"].is_object());
    assert!(paths["/widget.json"]["get"]["responses"]["404"].is_object());
}
