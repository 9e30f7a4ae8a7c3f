//! Server: HTTP and nothing else. It routes, negotiates, revalidates and caches what `publish` renders from the index; a request for
//! content never touches the store or the network.

mod admin;
mod api;
mod cache;
mod conditional;
mod duplicates;
mod feeds;
mod formats;
mod graphql;
mod negotiation;
mod numbers;
mod operations;
mod pages;
mod problem;
mod question;
mod respond;
mod router;
mod state;
mod widget;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

pub use duplicates::Suggest;
pub use router::router;
pub use state::{RenderMetrics, SourceStates, State};

/// How long answers that are under way at the end may take.
const GRACE: Duration = Duration::from_secs(10);

/// Serves `state` on `listener` until `shutdown` comes; then finishes what is under way, for ten seconds at most.
///
/// # Errors
/// When the listener breaks for good.
pub async fn serve(
    listener: TcpListener,
    state: Arc<State>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Small answers must not wait for company. A socket that refuses still works.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY refused");
        }
    });
    let (closing, closed) = tokio::sync::oneshot::channel();
    let graceful = axum::serve(listener, router(state)).with_graceful_shutdown(async move {
        shutdown.await;
        // The receiver lives as long as the server does.
        let _ = closing.send(());
    });
    let overdue = async {
        // An error means that the server ended before it was asked to; then the other branch tells.
        match closed.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_gone) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = graceful.into_future() => ended,
        () = overdue => {
            tracing::warn!("connections were still busy after the grace period");
            Ok(())
        }
    }
}
