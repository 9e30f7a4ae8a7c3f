//! The whole fetcher against real servers on the loopback interface.

mod answers;
mod guarding;
mod hostile;
mod redirects;
mod server;
mod turns;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use url::Url;

use super::address::is_public;
use super::guard::Guard;
use super::{DnsFault, Fetcher, Names, Request, Settings};
use passerelle_clock::StoppedClock;

/// Names that tests resolve: `private.test` and `mixed.test` as they say, `local.test` to the loopback interface.
#[derive(Debug, Default)]
struct StubResolver {
    asked: AtomicUsize,
}

#[async_trait]
impl Names for StubResolver {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFault> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let addresses: &[[u8; 4]] = match host {
            "private.test" => &[[10, 0, 0, 1], [192, 168, 0, 1]],
            "mixed.test" => &[[10, 0, 0, 1], [1, 1, 1, 1]],
            "local.test" => &[[169, 254, 169, 254], [127, 0, 0, 1]],
            "empty.test" => &[],
            "silent.test" => return Err(DnsFault::NoAnswer),
            _ => return Err(DnsFault::NoSuchName),
        };
        Ok(addresses.iter().copied().map(IpAddr::from).collect())
    }
}

/// Quick limits, so that what must fail fails soon.
fn settings() -> Settings {
    Settings {
        total_timeout: Duration::from_secs(10),
        min_gap: Duration::from_millis(5),
        max_body: 1024 * 1024,
        ..Settings::new(
            &Url::parse("https://agenda.example.fr").expect("a URL"),
            "participation@example.fr",
        )
    }
}

fn clock() -> Arc<StoppedClock> {
    let now = "2026-11-22T12:00:00Z".parse().expect("a moment");
    Arc::new(StoppedClock(now))
}

fn public_or_loopback(address: IpAddr) -> bool {
    is_public(address) || address == IpAddr::from([127, 0, 0, 1])
}

/// A fetcher for which 127.0.0.1 stands for the public Internet.
fn fetcher_with(settings: Settings) -> Fetcher {
    let guard = Guard::with(public_or_loopback);
    Fetcher::assemble(settings, clock(), guard, Arc::new(StubResolver::default()))
        .expect("a fetcher")
}

fn fetcher() -> Fetcher {
    fetcher_with(settings())
}

fn get(url: &str) -> Request {
    Request {
        url: Url::parse(url).expect(url),
        headers: Vec::new(),
        body: None,
    }
}

fn post(url: &str) -> Request {
    Request {
        headers: vec![("content-type", "application/json".to_owned())],
        body: Some(Bytes::from_static(
            br#"{"query":"{ decidim { version } }"}"#,
        )),
        ..get(url)
    }
}
