//! The portal as files, handed out by a server that knows nothing else.

use serde_json::json;

use super::stage;
use crate::export::{PUBLIC, Polled};

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_portal_works_on_any_server_and_so_does_its_widget() {
    let polled = Polled::of_the_demo(None).await;
    polled.export("site/agenda");
    let folder = polled.path().join("site");
    let told = json!({"folder": folder, "public": PUBLIC});
    stage::run("exported.mjs", &told);
}
