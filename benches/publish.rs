//! The cost of a feed: fifty items of RSS rendered, compressed and sent, against the same sent from the cache, whole and as a 304; all through
//! the router, without a socket.

#![expect(
    clippy::expect_used,
    reason = "a measurement fails where something is missing"
)]

#[path = "synthetic.rs"]
mod synthetic;

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use divan::Bencher;
use passerelle::clock::StoppedClock;
use passerelle::geography::Geography;
use passerelle::index::{Delta, Index};
use passerelle::publish::Site;
use passerelle::server::{self, State};
use passerelle::store;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// The number of consultations that the gateway serves.
const COUNT: usize = 10_000;

fn main() {
    divan::main();
}

struct Gateway {
    runtime: Runtime,
    index: Arc<Index>,
    store: Arc<dyn store::Store>,
}

impl Gateway {
    fn new() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let index = Index::new(Geography::official(), &[], synthetic::now()).expect("an index");
        let delta = Delta {
            upserts: synthetic::stored(COUNT),
            gone: Vec::new(),
        };
        index.apply(delta, synthetic::now());
        let store = runtime
            .block_on(store::open("sqlite::memory:"))
            .expect("a store");
        Self {
            runtime,
            index: Arc::new(index),
            store,
        }
    }

    /// A router whose cache is empty.
    fn router(&self) -> Router {
        let address = "https://agenda.example.fr".parse().expect("an address");
        let state = State::new(
            Arc::clone(&self.index),
            Arc::clone(&self.store),
            Arc::new(StoppedClock(synthetic::now())),
            Site::new("Agenda", &address, Vec::new(), Vec::new()),
            uuid::Uuid::nil(),
            Arc::new(ArcSwap::default()),
        );
        server::router(Arc::new(state))
    }

    fn ask(&self, router: &Router, validator: Option<&str>) -> (StatusCode, String) {
        let mut request = Request::get("/rss.xml?limit=50").header(header::ACCEPT_ENCODING, "gzip");
        if let Some(validator) = validator {
            request = request.header(header::IF_NONE_MATCH, validator);
        }
        let request = request.body(Body::empty()).expect("a request");
        let answer = self
            .runtime
            .block_on(router.clone().oneshot(request))
            .expect("an answer");
        let validator = answer.headers().get(header::ETAG).expect("a validator");
        (
            answer.status(),
            validator.to_str().expect("text").to_owned(),
        )
    }
}

#[divan::bench(sample_count = 50, sample_size = 1)]
fn rendered_and_compressed(bencher: Bencher) {
    let gateway = Gateway::new();
    bencher
        .with_inputs(|| gateway.router())
        .bench_refs(|router| gateway.ask(router, None));
}

#[divan::bench]
fn from_the_cache(bencher: Bencher) {
    let gateway = Gateway::new();
    let router = gateway.router();
    assert_eq!(gateway.ask(&router, None).0, StatusCode::OK);
    bencher.bench_local(|| gateway.ask(&router, None));
}

#[divan::bench]
fn not_modified(bencher: Bencher) {
    let gateway = Gateway::new();
    let router = gateway.router();
    let (_, validator) = gateway.ask(&router, None);
    assert_eq!(
        gateway.ask(&router, Some(&validator)).0,
        StatusCode::NOT_MODIFIED
    );
    bencher.bench_local(|| gateway.ask(&router, Some(&validator)));
}
