//! The table of outputs: every row has its route, and the description of the API has no other.

use std::collections::BTreeSet;

use passerelle::publish::outputs::{self, Exported};
use reqwest::StatusCode;

use crate::content;
use crate::gateway::{Gateway, header};

#[tokio::test]
async fn every_output_of_the_table_answers_with_its_media_type() {
    let gateway = Gateway::start().await;
    let id = content::id("1").to_string();
    // This gateway has no logo, and nothing can be offered without an address.
    let beside = [outputs::LOGO.path, outputs::OEMBED.path];
    for output in outputs::ALL.iter().filter(|it| !beside.contains(&it.path)) {
        let path = output
            .path
            .replace("{id}", &id)
            .replace("{chart}", "status");
        let response = gateway.get(&path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(
            header(&response, "content-type"),
            output.media_type,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_description_has_the_operations_of_the_table_and_graphql() {
    let gateway = Gateway::start().await;
    let document = gateway.json("/api/openapi.json").await;
    let described: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let declared = outputs::ALL.iter().filter(|it| it.operation.is_some());
    let declared = declared.map(|output| output.path).chain(["/api"]);
    assert_eq!(described, declared.collect());
}

#[tokio::test]
async fn what_is_offered_beside_feeds_is_on_the_subscription_page_and_in_an_export() {
    let gateway = Gateway::start().await;
    let page = gateway.text("/subscribe").await;
    for output in outputs::ALL.iter().filter(|it| !it.offered.is_empty()) {
        assert!(page.contains(output.path), "{}", output.path);
        assert_ne!(output.exported, Exported::Never, "{}", output.path);
    }
}
