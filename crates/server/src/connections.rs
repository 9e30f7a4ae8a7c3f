//! Connections: how many there may be, and how long one may keep its place without a complete request. This module knows nothing of routes.
//!
//! axum's own loop has no such limits. A client that sends a request letter by letter, or never reads the answer, would hold a place for ever; a few hundred
//! of them would take every file that the process may open, those of the store and of the polls too.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The longest head of a request, in bytes; a longer one is answered 431.
const HEAD: usize = 64 * 1024;

/// The limits of connections.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// The most connections that are served at the same time. A further one waits until one has ended.
    connections: usize,
    /// The longest time until the head of the next request has arrived, with the time that the client is silent before.
    head: Duration,
    /// The longest time for which a client may read nothing of its answer.
    stalled: Duration,
}

impl Limits {
    /// The usual limits: three quarters of the 1 024 files that a process may usually open, and the time-outs that reverse proxies use themselves.
    pub(super) const USUAL: Self = Self {
        connections: 768,
        head: Duration::from_mins(1),
        stalled: Duration::from_secs(30),
    };
}

/// Serves `router` on a listener until `closing` is cancelled and the answers that are under way then have been sent.
pub(super) async fn serve(
    mut listener: TcpListener,
    router: Router,
    limits: Limits,
    closing: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let connections = TaskTracker::new();
    let accepting = async {
        // A semaphore that is never closed.
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            // The listener of axum: it survives errors, such as too many open files.
            let (stream, _) = Listener::accept(&mut listener).await;
            let connection = converse(stream, router.clone(), limits, closing.clone());
            connections.spawn(async move {
                let _place = place;
                connection.await;
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = closing.cancelled() => {}
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// Serves one connection, from its first request to its last answer.
async fn converse(stream: TcpStream, router: Router, limits: Limits, closing: CancellationToken) {
    // Small answers must not wait to be sent together with others. A socket that refuses this option still works.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY refused");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.stalled));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD)
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(router),
        );
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = closing.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::routing::get;
    use bytes::Bytes;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::{sleep, timeout};

    use super::*;

    const SHORT: Duration = Duration::from_millis(300);
    /// Other tests run beside these.
    const LONG: Duration = Duration::from_secs(20);

    struct Served {
        address: SocketAddr,
        closing: CancellationToken,
        server: tokio::task::JoinHandle<()>,
    }

    /// A small answer, a slow one, and one that fits into no buffer of the system.
    async fn served(connections: usize, head: Duration) -> Served {
        let large = Bytes::from(vec![b'x'; 64 << 20]);
        let router = Router::new()
            .route("/", get(|| async { "here" }))
            .route("/large", get(move || async move { large }))
            .route(
                "/slow",
                get(|| async {
                    sleep(2 * SHORT).await;
                    "late"
                }),
            );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            connections,
            head,
            stalled: SHORT,
        };
        let closing = CancellationToken::new();
        let server = tokio::spawn(serve(listener, router, limits, closing.clone()));
        Served {
            address,
            closing,
            server,
        }
    }

    impl Served {
        async fn send(&self, text: &str) -> TcpStream {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(text.as_bytes()).await.unwrap();
            stream
        }

        async fn ask(&self, path: &str) -> TcpStream {
            self.send(&format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"))
                .await
        }
    }

    /// Reads until the answer's last words; `None` if nothing came in `time`.
    async fn answer(stream: &mut TcpStream, time: Duration) -> Option<String> {
        let mut read = String::new();
        let reading = async {
            while !read.ends_with("here") && !read.ends_with("late") {
                let mut some = [0; 1024];
                let count = stream.read(&mut some).await.unwrap();
                if count == 0 {
                    break;
                }
                read.push_str(std::str::from_utf8(&some[..count]).unwrap());
            }
        };
        timeout(time, reading).await.ok()?;
        Some(read)
    }

    /// Returns whether the server lets go of the connection.
    async fn is_let_go(stream: &mut TcpStream) -> bool {
        let mut rest = Vec::new();
        let ended = timeout(LONG, stream.read_to_end(&mut rest)).await;
        // A reset is an end too.
        ended.is_ok()
    }

    #[tokio::test]
    async fn a_head_that_never_ends_and_a_connection_that_asks_nothing_more_are_let_go() {
        let served = served(8, SHORT).await;
        let mut dripping = served.send("GET / HTTP/1.1\r\nHost: x\r\nX-Dri").await;
        let mut silent = served.send("").await;
        let mut idle = served.ask("/").await;
        assert!(
            answer(&mut idle, LONG)
                .await
                .unwrap()
                .starts_with("HTTP/1.1 200")
        );
        for stream in [&mut dripping, &mut silent, &mut idle] {
            assert!(is_let_go(stream).await);
        }
    }

    #[tokio::test]
    async fn who_comes_when_every_place_is_taken_is_served_when_one_is_free() {
        let served = served(2, LONG).await;
        let mut first = served.ask("/").await;
        let mut second = served.ask("/").await;
        for stream in [&mut first, &mut second] {
            assert!(answer(stream, LONG).await.is_some());
        }
        let mut third = served.ask("/").await;
        assert_eq!(answer(&mut third, SHORT).await, None);
        drop(first);
        assert!(answer(&mut third, LONG).await.unwrap().ends_with("here"));
    }

    #[tokio::test]
    async fn who_never_takes_an_answer_loses_its_place() {
        let served = served(1, LONG).await;
        let stalled = served.ask("/large").await;
        let mut next = served.ask("/").await;
        assert!(answer(&mut next, LONG).await.unwrap().ends_with("here"));
        drop(stalled);
    }

    #[tokio::test]
    async fn a_head_without_measure_is_refused() {
        let served = served(2, LONG).await;
        let head = format!(
            "GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n",
            "x".repeat(2 * HEAD)
        );
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        // It may be refused before it is sent whole.
        let _ = stream.write_all(head.as_bytes()).await;
        let mut start = [0; 12];
        let answered = stream.read_exact(&mut start).await;
        // What was sent too much may reset the connection before the answer is read.
        assert!(answered.is_err() || start == *b"HTTP/1.1 431");
    }

    #[tokio::test]
    async fn what_is_under_way_at_the_end_is_answered_and_what_is_idle_is_closed() {
        let served = served(4, LONG).await;
        let mut idle = served.ask("/").await;
        assert!(answer(&mut idle, LONG).await.is_some());
        let mut slow = served.ask("/slow").await;
        sleep(SHORT).await;
        served.closing.cancel();
        assert!(answer(&mut slow, LONG).await.unwrap().ends_with("late"));
        assert!(is_let_go(&mut idle).await);
        timeout(LONG, served.server).await.unwrap().unwrap();
        assert!(TcpStream::connect(served.address).await.is_err());
    }
}
