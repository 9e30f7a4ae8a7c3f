//! Gateways in this process: the real application over real sockets, polled when the test says so, at the moment that the test says it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use passerelle::app::Gateway;
use passerelle::clock::Clock;
use passerelle::poll::Report;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The day on which tests take place, unless `PASSERELLE_TEST_DAY` names another one (`2028-02-29`): `tests/long` runs those that show the
/// demo on many days.
const DAY: &str = "2026-11-26";

/// The moment at which tests take place: half past nine in Paris, or half past ten in summer.
#[expect(
    clippy::disallowed_methods,
    reason = "tests are told their day by the environment"
)]
pub(crate) fn moment() -> DateTime<Utc> {
    let day = std::env::var("PASSERELLE_TEST_DAY").unwrap_or_else(|_| DAY.to_owned());
    let day: NaiveDate = day
        .parse()
        .expect("PASSERELLE_TEST_DAY is a day: 2028-02-29");
    day.and_hms_opt(8, 30, 0).expect("a moment").and_utc()
}

/// A clock that stands still until the test lets time pass.
#[derive(Debug, Clone)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that stands at `moment`.
    pub(crate) fn at(moment: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(moment.timestamp_millis())))
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: TimeDelta) {
        self.0.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.load(Ordering::SeqCst)).expect("a moment")
    }
}

/// An HTTP client that knows nothing of the gateway's own.
pub(crate) fn client() -> reqwest::Client {
    // Another test of this process may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client")
}

/// A gateway that serves, and polls when it is told to.
pub(crate) struct Running {
    /// `http://127.0.0.1:PORT`.
    pub(crate) address: String,
    /// The clock that it takes the time from.
    pub(crate) clock: TestClock,
    gateway: Arc<Gateway>,
    stop: CancellationToken,
    // Holds the database until the end.
    folder: Arc<TempDir>,
}

/// A port that nobody else has, and the address of a gateway that will serve there.
pub(crate) async fn reserve() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, address)
}

/// The configuration of a gateway at `address` with these `[[sources]]` blocks.
pub(crate) fn configuration(address: &str, database: &str, sources: &str) -> String {
    format!(
        "[gateway]\nname = \"Passerelle d’essai\"\npublic_url = \"{address}\"\ncontact = \"essai@example.fr\"\nterritory = \"245400676\"\n\
         [storage]\nurl = \"{database}\"\n[polling]\nmin_gap = \"1ms\"\nallow_private_addresses = true\n{sources}"
    )
}

/// The `[[sources]]` of the demo, as its own gateway has them.
pub(crate) fn platforms_of_the_demo(platforms: &passerelle::demo::Running) -> String {
    let nowhere = "127.0.0.1:1".parse().expect("an address");
    let text = platforms.configuration(nowhere);
    let at = text.find("[[sources]]").expect("sources");
    text[at..].to_owned()
}

impl Running {
    /// Serves on `listener`, polling nothing yet.
    pub(crate) async fn start(listener: TcpListener, address: String, sources: &str) -> Self {
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let clock = TestClock::at(moment());
        Self::start_in(clock, folder, listener, address, sources).await
    }

    /// The same gateway with other sources: it is stopped, and started again at another address with the database that it had.
    pub(crate) async fn restart(&self, sources: &str) -> Self {
        self.stop.cancel();
        let (listener, address) = reserve().await;
        let (clock, folder) = (self.clock.clone(), Arc::clone(&self.folder));
        Self::start_in(clock, folder, listener, address, sources).await
    }

    async fn start_in(
        clock: TestClock,
        folder: Arc<TempDir>,
        listener: TcpListener,
        address: String,
        sources: &str,
    ) -> Self {
        let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
        let text = configuration(&address, &database, sources);
        Self::configured_at(clock, listener, address, &text, folder).await
    }

    /// Serves as a whole configuration says, with its database in `folder` or wherever it says.
    pub(crate) async fn configured(
        listener: TcpListener,
        address: String,
        text: &str,
        folder: impl Into<Arc<TempDir>>,
    ) -> Self {
        Self::configured_at(TestClock::at(moment()), listener, address, text, folder).await
    }

    async fn configured_at(
        clock: TestClock,
        listener: TcpListener,
        address: String,
        text: &str,
        folder: impl Into<Arc<TempDir>>,
    ) -> Self {
        let config = passerelle::config::parse(text, "test.toml", Vec::new())
            .unwrap_or_else(|problems| panic!("{problems}"));
        let gateway = Gateway::open(config, Arc::new(clock.clone()), 1)
            .await
            .expect("a gateway");
        let (gateway, stop) = (Arc::new(gateway), CancellationToken::new());
        let (served, stopped) = (Arc::clone(&gateway), stop.clone());
        tokio::spawn(async move {
            served.serve(listener, None, stopped).await;
        });
        Self {
            address,
            clock,
            gateway,
            stop,
            folder: folder.into(),
        }
    }

    /// Polls every source once; none may fail.
    pub(crate) async fn poll(&self) -> Vec<Report> {
        self.polled(false).await
    }

    /// The same, where the operator confirms what waits.
    pub(crate) async fn poll_confirmed(&self) -> Vec<Report> {
        self.polled(true).await
    }

    async fn polled(&self, confirmed: bool) -> Vec<Report> {
        let reports = self.gateway.poll(&[], confirmed, &|_| {}).await;
        for report in &reports {
            assert_eq!(report.error, None, "{}", report.source);
        }
        reports
    }

    /// Writes all that it serves as files into a folder.
    pub(crate) async fn export(&self, out: &std::path::Path) {
        let exported = self.gateway.export(out, &|_| {}).await;
        exported.expect("an export");
    }

    /// Returns its answer, as JSON.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = client()
            .get(format!("{}{path}", self.address))
            .send()
            .await
            .expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    /// Every consultation that it serves, whole, by id.
    pub(crate) async fn consultations(&self) -> std::collections::BTreeMap<String, Value> {
        let mut found = std::collections::BTreeMap::new();
        let mut since = 0;
        loop {
            let changes = self
                .json(&format!("/api/v1/changes?since={since}&limit=200"))
                .await;
            let items = changes["items"].as_array().expect("items").clone();
            for item in &items {
                if item["consultation"].is_object() {
                    let consultation = &item["consultation"];
                    found.insert(
                        consultation["id"].as_str().expect("an id").to_owned(),
                        consultation.clone(),
                    );
                }
            }
            let next = changes["next_since"].as_u64().expect("a place in the log");
            if items.is_empty() || next == since {
                return found;
            }
            since = next;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
