//! The environment of every command that works: the runtime, the log, and the signals that stop it.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::process::ExitCode;

use tokio_util::sync::CancellationToken;
use tracing::info;

use super::{failures, output};
use crate::publish::phrases::Phrases;

/// Runs `work` to its end on a runtime of its own; an error is printed on stderr, in the language of `phrases`, and makes the exit code 1.
pub(super) fn run(
    phrases: &Phrases,
    work: impl Future<Output = anyhow::Result<ExitCode>>,
) -> ExitCode {
    let failed = |error: &anyhow::Error| {
        output::message(&failures::line(error, phrases));
        ExitCode::FAILURE
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::new(error).context("no threads can be had")),
    };
    runtime
        .block_on(work)
        .unwrap_or_else(|error| failed(&error))
}

/// Returns a token that is cancelled when the program is asked to stop, by SIGINT (Ctrl-C) or SIGTERM.
pub(super) fn stop_signal() -> anyhow::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};

    let stop = CancellationToken::new();
    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        info!("stopping: what is under way is ended first");
        told.cancel();
    });
    Ok(stop)
}

/// Returns a number that differs from start to start, to spread what several gateways do at the same time.
pub(super) fn seed() -> u64 {
    RandomState::new().hash_one("seed")
}
