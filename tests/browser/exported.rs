//! The portal as files, handed out by a server that knows nothing else.

use passerelle::export::location;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::stage;
use crate::export::{PUBLIC, Polled};

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_portal_works_on_any_server_and_so_does_its_widget() {
    let polled = Polled::of_the_demo(&["grand-nancy", "nancy", "vandoeuvre"]).await;
    polled.export("site/agenda");
    let folder = polled.path().join("site");
    let told = json!({"folder": folder, "public": PUBLIC, "names": names()});
    stage::run("exported.mjs", &told);
}

/// The attributes of a widget, and the file that it asks for then.
fn names() -> Vec<Value> {
    let told: [&[(&str, &str)]; 8] = [
        &[("theme", "mobilité & voirie")],
        &[("territory", "2A004")],
        &[("theme", "l'eau"), ("lang", "en"), ("level", "inform")],
        &[("near", "48.69,6.18"), ("radius", "12")],
        &[("q", "a!b*c(d)~e.f%")],
        &[("status", "open,paused"), ("concerns", "54395")],
        // What the gateway speaks anyway is no other file, and what it does not speak is not asked for.
        &[("source", "nancy"), ("lang", "fr-FR")],
        &[("source", "nancy"), ("lang", "pt-BR")],
    ];
    let named = told.iter().map(|attributes| {
        let asked = attributes
            .iter()
            .filter(|(name, value)| *name != "lang" || *value == "en");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(asked)
            .finish();
        let file = location("/widget.json", &query).expect("a name");
        json!({"attributes": attributes, "file": file})
    });
    named.collect()
}
