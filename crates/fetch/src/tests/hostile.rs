//! Servers that send anything, and what of it reaches the log.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tracing_subscriber::layer::SubscriberExt;

use super::server::{Server, Step, reply};
use super::*;
use crate::Fetch;

/// Bytes that look enough like HTTP to get past the first check, mixed with any others.
fn almost_http() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 301 M\r\nLocation: /x\r\n",
        "HTTP/1.1 429 T\r\nRetry-After: 0\r\n",
        "HTTP/1.0 999 ?\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 18446744073709551616\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Encoding: gzip\r\n",
        "Content-Encoding: br\r\n",
        "Content-Type: text/html; charset=nowhere\r\n",
        "Retry-After: Sun, 99 Nov 2026 12:00:00 GMT\r\n",
        "\r\n",
        "5\r\nhello\r\n0\r\n\r\n",
        "ffffffffffffffff\r\n",
        "\u{1f}\u{8b}\u{8}",
    ]);
    let piece = prop_oneof![
        4 => known.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| {
        let start = b"HTTP/1.1 200 OK\r\n".to_vec();
        let pieces = std::iter::once(start).chain(pieces);
        pieces.collect::<Vec<_>>().concat()
    })
}

#[test]
fn whatever_a_server_sends_ends_in_an_answer_or_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let fetcher = fetcher_with(Settings {
        min_gap: Duration::ZERO,
        total_timeout: Duration::from_secs(2),
        ..settings()
    });
    let mut runner = TestRunner::new(Config::with_cases(96));
    let outcome = runner.run(&almost_http(), |bytes| {
        let script = vec![Step::Send(bytes)];
        let outcome = runtime.block_on(async {
            let server = Server::start(move |_, _| script.clone()).await;
            fetcher.send(get(&server.url("/"))).await
        });
        match outcome {
            Ok(answer) => prop_assert!((100..1000).contains(&answer.status)),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
        Ok(())
    });
    assert_eq!(outcome, Ok(()));
}

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_tells_of_each_request_and_holds_no_query_header_or_body() {
    let lines = Lines::default();
    let writer = lines.clone();
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(move || writer.clone());
    let filter = tracing_subscriber::EnvFilter::new("passerelle=trace");
    let subscriber = tracing_subscriber::registry().with(filter).with(layer);
    let _logging = tracing::subscriber::set_default(subscriber);

    let server = Server::start(|_, request| match request.path.as_str() {
        "/moved?token=canary" => super::server::redirect(307, "/api?token=canary"),
        "/cut?token=canary" => vec![Step::Send(b"HTTP/1.1 200 canary\r\n".to_vec())],
        _ => reply(200, &[("Set-Cookie", "canary")], b"canary"),
    })
    .await;
    for path in ["/moved?token=canary", "/cut?token=canary"] {
        let mut request = post(&server.url(path));
        request.headers.push(("authorization", "canary".to_owned()));
        request.body = Some(Bytes::from_static(b"canary"));
        let _ = fetcher().send(request).await;
    }

    let kept = lines.0.lock().unwrap_or_else(PoisonError::into_inner);
    let text = String::from_utf8_lossy(&kept);
    let authority = format!("authority=\"{}\"", server.address);
    for told in [
        "POST",
        &authority,
        "path=\"/api\"",
        "status=307",
        "status=200",
        "bytes=6",
        "duration_ms=",
        "request failed",
    ] {
        assert!(text.contains(told), "no {told} in\n{text}");
    }
    assert!(!text.contains("canary"), "{text}");
}
