//! The loop that polls every source when it is due, several at the same time, until the gateway is stopped; and one poll of all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use url::Url;

use passerelle_clock::SharedClock;
use passerelle_connectors::Connector;
use passerelle_fetch::Fetch;
use passerelle_geography::Geography;
use passerelle_index::{Delta, Index, Snapshot, SourceStates};
use passerelle_model::{Platform, Source, SourceId, SourceState, Status};
use passerelle_store::Store;

use super::health;
use super::other_writers::WriteWatch;
use super::schedule;
use super::source_poll::Report;

/// The longest sleep between two looks at the clock, which may be set while the gateway runs.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);

/// The moments at which sources are due, each with the index of its source in the configuration.
type Due = BTreeSet<(DateTime<Utc>, usize)>;

/// Finds the connector of a platform.
pub type Connectors = Arc<dyn (Fn(Platform) -> &'static dyn Connector) + Send + Sync>;

/// The components that polling drives.
#[derive(Clone)]
pub struct Parts {
    /// The store, which survives restarts.
    pub store: Arc<dyn Store>,
    /// The network.
    pub fetch: Arc<dyn Fetch>,
    /// The index, which is served.
    pub index: Arc<Index>,
    /// The time.
    pub clock: SharedClock,
    /// The connectors, usually [`connector_for`](passerelle_connectors::connector_for).
    pub connectors: Connectors,
    /// The official territories.
    pub geography: &'static Geography,
}

/// The settings of polling.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The public address of this gateway, to recognise its own items when they come back.
    pub gateway: Url,
    /// The number of sources that are polled at the same time; at least 1.
    pub concurrency: usize,
    /// The seed of the jitter of the schedule: any number, different on each machine.
    pub seed: u64,
}

/// Polls the sources. No source is polled twice at the same time.
pub struct Poller {
    pub(super) parts: Parts,
    pub(super) settings: Settings,
    pub(super) sources: Vec<Arc<Source>>,
    /// One for each source, in the same order.
    pub(super) locks: Vec<tokio::sync::Mutex<()>>,
    pub(super) states: SourceStates,
    /// Held while a poll is committed and handed to the index. Holds the number of the last writes of other processes that the index contains
    /// (`other_writers`).
    pub(super) writing: tokio::sync::Mutex<u64>,
    /// The sources whose withdrawals the operator has confirmed.
    confirmed: Mutex<BTreeSet<SourceId>>,
    random: Mutex<StdRng>,
}

impl std::fmt::Debug for Poller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Poller")
            .field("settings", &self.settings)
            .field("sources", &self.sources.len())
            .finish_non_exhaustive()
    }
}

impl Poller {
    /// Makes a poller of `sources`, which have different ids. [`restore`](Self::restore) must be called before anything else.
    pub fn new(parts: Parts, sources: Vec<Source>, settings: Settings) -> Self {
        let states = sources
            .iter()
            .map(|source| SourceState::new(source.id.clone()))
            .collect();
        Self {
            random: Mutex::new(StdRng::seed_from_u64(settings.seed)),
            locks: sources
                .iter()
                .map(|_| tokio::sync::Mutex::default())
                .collect(),
            states: Arc::new(ArcSwap::from_pointee(states)),
            sources: sources.into_iter().map(Arc::new).collect(),
            writing: tokio::sync::Mutex::default(),
            confirmed: Mutex::default(),
            parts,
            settings,
        }
    }

    /// Returns the live states of the sources.
    pub fn states(&self) -> SourceStates {
        Arc::clone(&self.states)
    }

    /// Notes the operator's word that the missing consultations of a held source are really gone. Its next poll withdraws them.
    pub fn confirm_withdrawals(&self, source: &SourceId) {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(source.clone());
    }

    /// Polls the named sources (all if none is named) once, whether they are due or not, and passes each report to `done` as it comes. Ids that are
    /// not configured are ignored; a caller that takes them from people checks them.
    pub async fn poll_once(
        &self,
        wanted: &[SourceId],
        done: &(dyn Fn(&Report) + Sync),
    ) -> Vec<Report> {
        let never = CancellationToken::new();
        let is_wanted = |source: &Source| wanted.is_empty() || wanted.contains(&source.id);
        let chosen: Vec<usize> = (0..self.sources.len())
            .filter(|at| {
                self.sources
                    .get(*at)
                    .is_some_and(|source| is_wanted(source))
            })
            .collect();
        let polls = futures_util::stream::iter(chosen).map(|at| {
            let never = &never;
            async move { (at, self.poll_source(at, never).await) }
        });
        let mut reports = Vec::new();
        let mut ended = polls.buffer_unordered(self.settings.concurrency.max(1));
        while let Some((at, report)) = ended.next().await {
            if let Some(report) = report {
                done(&report);
                reports.push((at, report));
            }
        }
        reports.sort_by_key(|(at, _)| *at);
        reports.into_iter().map(|(_, report)| report).collect()
    }

    /// Polls each source whenever it is due, and renews the snapshot whenever a status changes by the clock, until `stop` is cancelled. Commits under
    /// way are then completed, and requests under way are abandoned.
    pub async fn run(self: Arc<Self>, stop: CancellationToken) {
        let mut due = self.planned();
        let mut running: JoinSet<usize> = JoinSet::new();
        let mut watch = WriteWatch::new();
        loop {
            if watch.check(&self).await {
                due = self.postponed(due);
            }
            let now = self.parts.clock.now();
            self.renew(now).await;
            while running.len() < self.settings.concurrency.max(1)
                && let Some((_, at)) = due.first().copied().filter(|(when, _)| *when <= now)
            {
                due.pop_first();
                let (poller, stop) = (Arc::clone(&self), stop.clone());
                running.spawn(async move {
                    poller.poll_source(at, &stop).await;
                    at
                });
            }
            let is_full = running.len() >= self.settings.concurrency.max(1);
            let next = due.first().map(|(when, _)| *when).filter(|_| !is_full);
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                Some(ended) = running.join_next() => match ended {
                    Ok(at) => due.extend(self.next_due(at)),
                    Err(error) => tracing::error!(%error, "a poll ended in an error of the gateway's own"),
                },
                () = tokio::time::sleep(self.sleep_until(next, now).min(watch.wait())) => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Returns the moment at which each source is due after a start.
    fn planned(&self) -> Due {
        let now = self.parts.clock.now();
        let sources = self.sources.iter().enumerate();
        sources
            .map(|(at, source)| {
                (
                    schedule::after_start(
                        &self.state_of(&source.id),
                        source.every,
                        now,
                        self.random(),
                    ),
                    at,
                )
            })
            .collect()
    }

    /// Postpones the polls of sources that another process has polled meanwhile.
    fn postponed(&self, due: Due) -> Due {
        let now = self.parts.clock.now();
        let later = |(when, at): (DateTime<Utc>, usize)| {
            let planned = self.sources.get(at).map(|source| {
                schedule::after_start(&self.state_of(&source.id), source.every, now, 0.0)
            });
            (planned.map_or(when, |planned| planned.max(when)), at)
        };
        due.into_iter().map(later).collect()
    }

    /// Returns the moment of the next poll of a source that was just polled.
    fn next_due(&self, at: usize) -> Option<(DateTime<Utc>, usize)> {
        let source = self.sources.get(at)?;
        let now = self.parts.clock.now();
        let due = self.state_of(&source.id).next_due.unwrap_or(now);
        // A source whose poll takes longer than its interval still gets a pause.
        let rest = chrono::Duration::from_std(source.every / 10).unwrap_or_default();
        Some((due.max(now.checked_add_signed(rest).unwrap_or(now)), at))
    }

    /// Returns the time until the next poll or the next change of a status.
    fn sleep_until(&self, next: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Duration {
        let transition = self.parts.index.current().next_transition();
        let until = next.into_iter().chain(transition).min();
        let wait = until.map_or(LONGEST_SLEEP, |until| {
            (until - now).to_std().unwrap_or_default()
        });
        // At least a millisecond, which is the resolution of the timer: the loop must not spin.
        wait.clamp(Duration::from_millis(1), LONGEST_SLEEP)
    }

    /// Makes the next snapshot if a status has changed by the clock.
    async fn renew(&self, now: DateTime<Utc>) {
        if self
            .parts
            .index
            .current()
            .next_transition()
            .is_some_and(|next| next <= now)
        {
            let index = Arc::clone(&self.parts.index);
            self.off_runtime(move || index.renew(now)).await;
        }
    }

    /// Makes the next snapshot with the changes of a delta.
    pub(super) async fn apply(&self, delta: Delta) {
        if delta.upserts.is_empty() && delta.gone.is_empty() {
            return;
        }
        let (index, now) = (Arc::clone(&self.parts.index), self.parts.clock.now());
        self.off_runtime(move || index.apply(delta, now)).await;
    }

    /// Makes a snapshot off the threads of the runtime, and measures it.
    pub(super) async fn off_runtime(&self, make: impl FnOnce() -> Arc<Snapshot> + Send + 'static) {
        if let Err(error) = tokio::task::spawn_blocking(move || measure(&make())).await {
            tracing::error!(%error, "no new snapshot could be made; the last one is served on");
        }
    }

    /// Returns the live state of a source.
    pub(super) fn state_of(&self, id: &SourceId) -> SourceState {
        let states = self.states.load();
        states
            .iter()
            .find(|state| state.id == *id)
            .cloned()
            .unwrap_or_else(|| SourceState::new(id.clone()))
    }

    /// Publishes the state of a source, whichever process has polled it.
    pub(super) fn publish(&self, state: &SourceState) {
        health::measure(state);
        self.states.rcu(|states| {
            states
                .iter()
                .map(|known| {
                    if known.id == state.id {
                        state.clone()
                    } else {
                        known.clone()
                    }
                })
                .collect::<Vec<_>>()
        });
    }

    /// Returns whether the operator has confirmed the withdrawals of a source.
    pub(super) fn is_confirmed(&self, source: &SourceId) -> bool {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(source)
    }

    /// Removes a confirmation, which counts for one poll. To be called once that poll is stored, so that a failure of the store does not lose it.
    pub(super) fn remove_confirmation(&self, source: &SourceId) {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(source);
    }

    /// Returns a random number from 0 to 1.
    pub(super) fn random(&self) -> f64 {
        self.random
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .random()
    }
}

/// Sets the gauges of a snapshot.
#[expect(clippy::cast_precision_loss, reason = "a gauge holds no more")]
fn measure(snapshot: &Snapshot) {
    let mut by_status: BTreeMap<Status, usize> =
        Status::ALL.iter().map(|status| (*status, 0)).collect();
    for entry in snapshot.entries() {
        *by_status.entry(entry.status).or_default() += 1;
    }
    for (status, count) in by_status {
        metrics::gauge!("gateway_consultations", "status" => status.token()).set(count as f64);
    }
    metrics::gauge!("gateway_snapshot_version").set(snapshot.version() as f64);
}
