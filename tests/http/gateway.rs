//! A gateway for the tests: the content of `content`, a stopped clock, a real listener.

use std::net::SocketAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use passerelle::clock::{SharedClock, StoppedClock};
use passerelle::geography::Geography;
use passerelle::index::SourceStates;
use passerelle::index::{Delta, Index};
use passerelle::model::{ConsultationId, Decision, Name, Source, SourceId, SourceState};
use passerelle::publish::Site;
use passerelle::server::{self, State};
use passerelle::store::{Claim, Commit, Committed, Contents, Error, Known, Store};
use reqwest::{Client, Method, RequestBuilder, Response};

use uuid::Uuid;

use crate::content;

/// The name of the change log.
pub(crate) const LOG: Uuid = Uuid::from_u128(0x0195_f3a0_0000_4000_8000_0000_0000_0001);

/// A store that answers, or that never does.
struct IdleStore {
    answers: bool,
}

#[async_trait]
impl Store for IdleStore {
    async fn log(&self) -> Result<Uuid, Error> {
        Ok(LOG)
    }
    async fn contents(&self) -> Result<Contents, Error> {
        Ok(Contents::default())
    }
    async fn known(&self, _source: &SourceId) -> Result<Vec<Known>, Error> {
        Ok(Vec::new())
    }
    async fn claims(&self, _: &SourceId, _: &[ConsultationId]) -> Result<Vec<Claim>, Error> {
        Ok(Vec::new())
    }
    async fn names(&self) -> Result<Vec<Name>, Error> {
        Ok(Vec::new())
    }
    async fn source_state(&self, _source: &SourceId) -> Result<Option<SourceState>, Error> {
        Ok(None)
    }
    async fn commit(&self, _commit: Commit) -> Result<Committed, Error> {
        Ok(Committed::default())
    }
    async fn remove_source(
        &self,
        _source: &SourceId,
        _at: DateTime<Utc>,
    ) -> Result<Committed, Error> {
        Ok(Committed::default())
    }
    async fn decisions(&self) -> Result<Vec<Decision>, Error> {
        Ok(Vec::new())
    }
    async fn decide(&self, _decision: &Decision) -> Result<(), Error> {
        Ok(())
    }
    async fn foreign_writes(&self) -> Result<u64, Error> {
        Ok(0)
    }
    async fn ping(&self) -> Result<(), Error> {
        if self.answers {
            return Ok(());
        }
        std::future::pending().await
    }
}

/// A running gateway.
pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    pub(crate) index: Arc<Index>,
    pub(crate) state: Arc<State>,
    pub(crate) sources: SourceStates,
    client: Client,
    server: tokio::task::JoinHandle<()>,
}

impl Gateway {
    /// Starts a gateway with the content of `content`.
    pub(crate) async fn start() -> Self {
        let gateway = Self::over(true).await;
        gateway.apply(content::everything());
        gateway
    }

    /// Starts a gateway with nothing, over a store that answers or not.
    pub(crate) async fn over(store_answers: bool) -> Self {
        Self::made(store_answers, stopped(), |state| state).await
    }

    /// Starts a gateway with nothing, and another clock.
    pub(crate) async fn by(clock: SharedClock) -> Self {
        Self::made(true, clock, |state| state).await
    }

    /// Starts a gateway with nothing, and a state that `shape` changes.
    pub(crate) async fn with(shape: impl FnOnce(State) -> State) -> Self {
        Self::made(true, stopped(), shape).await
    }

    /// Starts a gateway with the content of `content`, at another moment.
    pub(crate) async fn at(moment: &str) -> Self {
        let moment = moment.parse().unwrap();
        let gateway = Self::by(Arc::new(StoppedClock(moment))).await;
        gateway.index.apply(content::everything(), moment);
        gateway
    }

    async fn made(
        store_answers: bool,
        clock: SharedClock,
        shape: impl FnOnce(State) -> State,
    ) -> Self {
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let sources = content::sources();
        let index = Index::new(Geography::official(), &sources, clock.now()).unwrap();
        let index = Arc::new(index);
        let states: SourceStates = Arc::new(ArcSwap::from_pointee(content::states()));
        let state = State::new(
            Arc::clone(&index),
            Arc::new(IdleStore {
                answers: store_answers,
            }),
            clock,
            site(sources),
            LOG,
            Arc::clone(&states),
        )
        .with_metrics(Arc::new(|| "passerelle_up 1\n".to_owned()));
        let state = Arc::new(shape(state));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = server::serve(listener, Arc::clone(&state), std::future::pending());
        Self {
            address,
            index,
            state,
            sources: states,
            client: Client::builder()
                .no_gzip()
                .no_brotli()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
            server: tokio::spawn(serving),
        }
    }

    pub(crate) fn apply(&self, delta: Delta) {
        self.index.apply(delta, content::now());
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!("http://{}{path}", self.address);
        self.client.request(method, address)
    }

    /// GET with headers.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let request = self.request(Method::GET, path);
        headers
            .iter()
            .fold(request, |request, (name, value)| {
                request.header(*name, *value)
            })
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.get_with(path, &[]).await
    }

    /// The JSON of a successful answer.
    pub(crate) async fn json(&self, path: &str) -> serde_json::Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
    }

    /// The text of a successful answer.
    pub(crate) async fn text(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.text().await.unwrap()
    }
}

fn stopped() -> SharedClock {
    Arc::new(StoppedClock(content::now()))
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.server.abort();
    }
}

pub(crate) fn site(sources: Vec<Source>) -> Site {
    Site::new(
        "Agenda participatif du Grand Nancy",
        &"https://agenda.example.fr/".parse().unwrap(),
        vec!["fr".parse().unwrap(), "en".parse().unwrap()],
        sources,
    )
}

/// The value of a header; empty where there is none.
pub(crate) fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}
