//! `passerelle serve`: the daemon.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::info;

use super::failures::NotListening;
use super::runtime;
use crate::app::Gateway;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::server::RenderMetrics;
use crate::telemetry::Telemetry;

/// The interval at which old figures are dropped from the metrics.
const UPKEEP: Duration = Duration::from_mins(1);

pub(super) async fn run(config: Config, telemetry: Telemetry) -> anyhow::Result<ExitCode> {
    let stop = runtime::stop_signal()?;
    let (listener, address) = listen(config.server.listen, false).await?;
    let gateway = Gateway::open(config, Arc::new(SystemClock), runtime::seed()).await?;
    info!(listening = %format!("http://{address}"), "serving");
    gateway
        .run(listener, Some(render(telemetry, &stop)), stop)
        .await;
    Ok(ExitCode::SUCCESS)
}

/// Opens the port first: a port that is taken is reported before the store is touched.
pub(super) async fn listen(
    address: std::net::SocketAddr,
    is_demo: bool,
) -> anyhow::Result<(TcpListener, std::net::SocketAddr)> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|cause| NotListening {
        address,
        cause,
        is_demo,
    })?;
    let local = listener.local_addr()?;
    Ok((listener, local))
}

/// Returns the function that writes `/metrics`, and keeps the figures in shape until the end.
pub(super) fn render(telemetry: Telemetry, stop: &CancellationToken) -> RenderMetrics {
    let (telemetry, stop) = (Arc::new(telemetry), stop.clone());
    let kept = Arc::clone(&telemetry);
    tokio::spawn(async move {
        while tokio::time::timeout(UPKEEP, stop.cancelled())
            .await
            .is_err()
        {
            kept.upkeep();
        }
    });
    Arc::new(move || telemetry.render())
}
