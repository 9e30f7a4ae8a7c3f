//! Server: HTTP and nothing else. It routes, negotiates, revalidates and caches the answers that `publish` renders from the index; a request for content never
//! touches the store or the network.

mod admin;
mod answers;
mod api;
mod appearance;
mod cache;
mod conditional;
mod connections;
mod duplicates;
mod feeds;
mod formats;
mod graphql;
mod links;
mod negotiation;
mod numbers;
mod operations;
mod pages;
mod problem;
mod question;
mod respond;
mod router;
mod state;
mod visitors;
mod widget;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use answers::{Answer, Answers};
use connections::Limits;
pub use router::router;
pub use state::{RenderMetrics, State};

/// The longest time for answers that are under way at the end.
const GRACE: Duration = Duration::from_secs(10);

/// Serves `state` on `listener` until `shutdown` is ready, then completes the answers that are under way, for ten seconds at most.
pub async fn serve(
    listener: TcpListener,
    state: Arc<State>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) {
    let closing = CancellationToken::new();
    let serving = connections::serve(listener, router(state), Limits::USUAL, closing.clone());
    let overdue = async {
        shutdown.await;
        closing.cancel();
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = overdue => tracing::warn!("connections were still busy after the grace period"),
    }
}
