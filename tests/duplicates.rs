//! The operator's decisions on two consultations count after a restart, and those of the configuration count from the start.

use std::sync::Arc;

use passerelle::app::Gateway;
use passerelle::clock::SystemClock;
use passerelle::model::{
    Consultation, ConsultationId, Decision, History, Origin, Pair, SourceState, SpaceKind, Verdict,
};
use passerelle::store::{self, Commit, Write};
use serde_json::json;

const SOURCES: &str = "\
    [[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://a.example.fr'\n\
    [[sources]]\nid = 'b'\nplatform = 'decidim'\nurl = 'https://b.example.fr'\n";

fn id(source: &str) -> ConsultationId {
    ConsultationId::new(
        &Origin::new(&format!("{source}.example.fr")),
        SpaceKind::Process,
        "1",
    )
}

fn consultation(source: &str) -> Consultation {
    let written = json!({
        "id": id(source), "source": source, "origin": format!("{source}.example.fr"), "kind": SpaceKind::Process, "native_id": "1",
        "url": format!("https://{source}.example.fr/processes/parc"), "title": {"fr": {"text": "Parc", "machine": false}},
        "summary": {}, "description_html": {}, "period": {}, "phases": [], "timezone": "Europe/Paris", "modalities": [], "themes": [],
        "meetings": [], "counts": {}, "promoted": false, "via": [], "also_at": [],
    });
    serde_json::from_value(written).expect("a consultation")
}

/// A database in which two sources have one consultation each.
async fn filled(url: &str) {
    let store = store::open(url).await.expect("a store");
    let at = "2026-11-22T10:00:00Z".parse().unwrap();
    for name in ["a", "b"] {
        let source: passerelle::model::SourceId = name.parse().unwrap();
        let history = History {
            first_seen: at,
            updated: at,
            revision: 1,
            change: 0,
        };
        let commit = Commit {
            state: SourceState::new(source.clone()),
            source,
            at,
            writes: vec![Write::Upsert {
                consultation: Box::new(consultation(name)),
                history,
                fingerprint: name.to_owned(),
            }],
        };
        store.commit(commit).await.expect("a commit");
    }
    store.close().await;
}

/// Counts the consultations that a gateway over the database shows after its start.
async fn shown(url: &str, more: &str) -> usize {
    // Another test of this process may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let text =
        format!("[gateway]\ncontact = 'a@example.fr'\n[storage]\nurl = '{url}'\n{SOURCES}{more}");
    let config = passerelle::config::parse(&text, "test.toml", Vec::new())
        .unwrap_or_else(|problems| panic!("{problems}"));
    let gateway = Gateway::open(config, Arc::new(SystemClock), 1)
        .await
        .expect("a gateway");
    let shown = gateway.index().current().len();
    gateway.close().await;
    shown
}

#[tokio::test]
async fn decisions_and_the_configuration_count_from_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("kept.db").display());
    filled(&url).await;
    assert_eq!(shown(&url, "").await, 2, "the same title is not enough");
    let named = "consultations = ['https://a.example.fr/processes/parc/', 'https://b.example.fr/processes/parc']\n";
    assert_eq!(shown(&url, &format!("[[same]]\n{named}")).await, 1);

    let store = store::open(&url).await.expect("a store");
    let decision = Decision {
        pair: Pair::new(id("a"), id("b")).unwrap(),
        verdict: Some(Verdict::Same),
        at: "2026-11-22T11:00:00Z".parse().unwrap(),
    };
    store.decide(&decision).await.expect("a decision");
    store.close().await;
    assert_eq!(shown(&url, "").await, 1);
    assert_eq!(
        shown(&url, &format!("[[different]]\n{named}")).await,
        2,
        "what parts counts more"
    );
}
