//! One poll of one source, from the first request to the new snapshot.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use serde_json::Value;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use passerelle_connectors::{self as connector, Harvest};
use passerelle_fetch as fetch;
use passerelle_geography::Geography;
use passerelle_model::reason::{Code, Item, Place};
use passerelle_model::{
    Health, Held, Part, PollOutcome, Reason, Record, Source, SourceId, SourceState, SpaceKind,
};
use passerelle_normalize as normalize;
use passerelle_store::{self as store, Commit, Committed, Known};

use super::Poller;
use super::decision::{Decision, standing_notices};
use super::health::{self, Ending};
use super::reconcile::{Fresh, NormalizedHarvest, Reconciliation};
use super::restore::delta_of;

/// The most rejected records that a notice names.
const MOST_NAMED: usize = 5;

/// The report of one poll of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The source.
    pub source: SourceId,
    /// The health.
    pub health: Health,
    /// The figures of this poll; all 0 if it failed.
    pub outcome: PollOutcome,
    /// The reason why it failed.
    pub error: Option<Reason>,
    /// The moment since which all polls fail or are partial.
    pub troubled_since: Option<DateTime<Utc>>,
    /// Further notices to the operator.
    pub notices: Vec<Reason>,
    /// The time that it took, in seconds.
    pub seconds: f64,
}

impl Report {
    /// Returns the number of errors that someone must correct: a failure of the poll, and collisions of ids with another source.
    pub fn errors(&self) -> usize {
        usize::from(self.error.is_some()) + collisions(&self.notices)
    }
}

/// The state from which a poll starts.
struct PollStart {
    /// The moment at which it began.
    began: DateTime<Utc>,
    /// The state of the source.
    state: SourceState,
    /// The consultations of the source in the store.
    known: Vec<Known>,
    /// `true` if the operator has confirmed the withdrawals.
    confirmed: bool,
}

/// The reason why a poll changed nothing.
pub(super) enum PollError {
    /// The gateway is being stopped.
    Stopped,
    /// The source or the gateway failed.
    Failed(PollFailure),
}

/// The failure of a poll.
pub(super) struct PollFailure {
    /// The reason.
    error: Reason,
    /// The moment until which the source asks to be left alone.
    asked_until: Option<DateTime<Utc>>,
}

impl Poller {
    /// Polls the source at `at`; `None` if the gateway was stopped before anything was written.
    pub(super) async fn poll_source(&self, at: usize, stop: &CancellationToken) -> Option<Report> {
        let (source, lock) = self.sources.get(at).zip(self.locks.get(at))?;
        let _alone = lock.lock().await;
        let span = tracing::info_span!("poll", source.id = %source.id);
        self.timed(source, stop).instrument(span).await
    }

    /// Polls a source, and publishes and measures the result.
    async fn timed(&self, source: &Arc<Source>, stop: &CancellationToken) -> Option<Report> {
        let (began, timer) = (self.parts.clock.now(), Instant::now());
        let attempt = Box::pin(self.attempt(source, began, stop));
        let ended = AssertUnwindSafe(attempt)
            .catch_unwind()
            .await
            .unwrap_or_else(|_panic| Err(gateway_error()));
        let (state, outcome) = match ended {
            Ok(state) => {
                let outcome = state.last_outcome;
                (state, outcome)
            }
            Err(PollError::Stopped) => return None,
            Err(PollError::Failed(failure)) => {
                tracing::warn!(
                    reason = %failure.error,
                    "the poll failed; what is known stays as it is"
                );
                (
                    self.failed(source, began, failure).await,
                    PollOutcome::default(),
                )
            }
        };
        let report = Report {
            source: state.id.clone(),
            health: state.health.clone(),
            outcome,
            error: state.error.clone(),
            troubled_since: state.troubled_since,
            notices: if state.error.is_none() {
                state.notices.clone()
            } else {
                Vec::new()
            },
            seconds: timer.elapsed().as_secs_f64(),
        };
        self.publish(&state);
        measure(&report);
        Some(report)
    }

    /// Reads a source and commits what is read.
    async fn attempt(
        &self,
        source: &Arc<Source>,
        began: DateTime<Utc>,
        stop: &CancellationToken,
    ) -> Result<SourceState, PollError> {
        let connector = (self.parts.connectors)(source.platform);
        let state = self
            .parts
            .store
            .source_state(&source.id)
            .await
            .map_err(store_failed)?;
        let state = state.unwrap_or_else(|| SourceState::new(source.id.clone()));
        let context = connector::Context {
            source,
            memory: state.memory.as_ref(),
            fetch: &*self.parts.fetch,
            now: began,
            gateway: &self.settings.gateway,
        };
        let harvest = tokio::select! {
            biased;
            () = stop.cancelled() => return Err(PollError::Stopped),
            harvest = connector.poll(&context) => harvest.map_err(|error| connector_failed(&error, self.parts.clock.now()))?,
        };
        let known = self
            .parts
            .store
            .known(&source.id)
            .await
            .map_err(store_failed)?;
        let confirmed = self.is_confirmed(&source.id);
        let start = PollStart {
            began,
            state,
            known,
            confirmed,
        };
        self.write(source, start, harvest).await
    }

    /// Decides what a harvest changes, commits it, and hands it to the index.
    async fn write(
        &self,
        source: &Arc<Source>,
        start: PollStart,
        mut harvest: Harvest,
    ) -> Result<SourceState, PollError> {
        let PollStart {
            began,
            state,
            known,
            confirmed,
        } = start;
        let standing = standing_notices(&harvest, &state);
        let (decision, mut others) = self
            .decide(
                source,
                &mut harvest,
                known,
                began,
                confirmed && state.held_since.is_some(),
            )
            .await?;
        let Decision {
            reconciliation,
            mut notices,
            waits,
        } = decision;
        notices.extend(standing);
        let collides = collisions(&notices) > 0;
        let Reconciliation {
            writes,
            mut outcome,
            held,
        } = reconciliation;
        outcome.requests = harvest.requests;
        notices.splice(0..0, harvest.notices);
        let since = state.held_since.unwrap_or(began);
        notices.extend((!waits).then(|| held_notice(held, since, source)).flatten());
        let partial = harvest.partial || collides;
        let ending = Ending::Read {
            partial,
            notices,
            outcome,
            held,
            memory: memory(waits, &state, harvest.memory),
        };
        let state = health::after(state, ending, began, source.every, self.random());
        let commit = Commit {
            source: source.id.clone(),
            at: began,
            writes,
            state: state.clone(),
        };
        // The index must get the changes in the order of the log, those that another process has logged before among them.
        let mut committed = self.commit(commit, confirmed).await?;
        let elsewhere = std::mem::take(&mut committed.elsewhere).len();
        let elsewhere = u32::try_from(elsewhere).unwrap_or(u32::MAX);
        log(&outcome, elsewhere, held.is_any(), partial);
        self.hand_over(committed, &mut others).await;
        // Consultations that another source owns are not new.
        outcome.new = outcome.new.saturating_sub(elsewhere);
        Ok(SourceState {
            last_outcome: outcome,
            ..state
        })
    }

    /// Commits the result of a poll; the operator's confirmation, if it counted, is then removed.
    async fn commit(&self, commit: Commit, confirmed: bool) -> Result<Committed, PollError> {
        let source = commit.source.clone();
        let committed = self.parts.store.commit(commit).await;
        let committed = committed.map_err(store_failed)?;
        if confirmed {
            self.remove_confirmation(&source);
        }
        Ok(committed)
    }

    /// Hands what was written to the index, after what another process has written before it.
    async fn hand_over(&self, committed: Committed, others: &mut u64) {
        match self.catch_up(others).await {
            Ok(true) => {}
            Ok(false) => self.apply(delta_of(committed)).await,
            Err(error) => {
                tracing::warn!(%error, "it cannot be told whether another process has written to the store");
                self.apply(delta_of(committed)).await;
            }
        }
    }

    /// Stores that a poll failed. Nothing that is served changes.
    async fn failed(
        &self,
        source: &Source,
        began: DateTime<Utc>,
        failure: PollFailure,
    ) -> SourceState {
        let state = self.state_of(&source.id);
        let PollFailure { error, asked_until } = failure;
        let state = health::after(
            state,
            Ending::Failed { error, asked_until },
            began,
            source.every,
            self.random(),
        );
        let commit = Commit {
            source: source.id.clone(),
            at: began,
            writes: Vec::new(),
            state: state.clone(),
        };
        if let Err(error) = self.parts.store.commit(commit).await {
            tracing::error!(%error, "the state of the source could not be stored; it is kept in memory");
        }
        state
    }
}

/// Normalizes records. A notice names those that cannot be relayed.
pub(super) fn normalized(
    records: Vec<Record>,
    places: &HashMap<String, Place>,
    source: &Source,
    geography: &Geography,
    now: DateTime<Utc>,
) -> (NormalizedHarvest, Vec<Reason>) {
    let context = normalize::Context {
        source,
        geography,
        now,
    };
    let mut harvest = NormalizedHarvest {
        unwanted: SpaceKind::ALL
            .into_iter()
            .filter(|kind| !source.kinds.contains(kind))
            .collect(),
        ..NormalizedHarvest::default()
    };
    let mut rejected = Vec::new();
    for record in records {
        let (id, meetings_complete) = (normalize::id_of(&record, source), record.meetings_complete);
        let unread = record.unread.clone();
        if unread.contains(&Part::Everything) {
            // The connector has given the reason in a notice.
            harvest.unusable.insert(id);
            continue;
        }
        let place = places.get(&record.native_id);
        match normalize::consultation(record, &context) {
            Ok(consultation) => harvest.fresh.push(Fresh {
                consultation,
                meetings_complete,
                unread,
            }),
            Err(rejection) => {
                harvest.unusable.insert(id);
                let similar = if rejected.len() < MOST_NAMED {
                    rejection.similar_names(source, geography)
                } else {
                    Vec::new()
                };
                rejected.push(Item {
                    place: place.copied(),
                    reasons: vec![rejection.reason(&similar)],
                });
            }
        }
    }
    (harvest, rejected_notice(rejected).into_iter().collect())
}

/// Returns the notice of the rejected records, if there are any.
fn rejected_notice(mut rejected: Vec<Item>) -> Option<Reason> {
    let count = rejected.len();
    rejected.truncate(MOST_NAMED);
    (count > 0).then(|| {
        Reason::new(Code::RecordsRejected)
            .with("count", count)
            .with("records", rejected)
    })
}

/// Returns the memory for the next poll. If the harvest was not applied, the former memory stays, so that it is read again.
fn memory(waits: bool, state: &SourceState, read: Option<Value>) -> Option<Value> {
    if waits {
        state.memory.clone()
    } else {
        read.map(normalize::remembered)
    }
}

/// Returns the notice of what is held, if anything is.
fn held_notice(held: Held, since: DateTime<Utc>, source: &Source) -> Option<Reason> {
    held.is_any().then(|| {
        Reason::new(Code::WithdrawalsHeld)
            .with("consultations", held.consultations)
            .with("meetings", held.meetings)
            .with("since", since)
            .with("source", source.id.as_str())
    })
}

/// Counts the notices of colliding ids.
fn collisions(notices: &[Reason]) -> usize {
    let collides = |notice: &&Reason| notice.is(Code::IdentityCollision);
    notices.iter().filter(collides).count()
}

fn failed(code: Code) -> PollError {
    PollError::Failed(PollFailure {
        error: Reason::new(code),
        asked_until: None,
    })
}

/// Returns the error of a poll that failed through a fault of the gateway, which its log tells.
pub(super) fn gateway_error() -> PollError {
    failed(Code::GatewayError)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` wants"
)]
pub(super) fn store_failed(error: store::Error) -> PollError {
    // The state of a source is public, and must not tell where the database is.
    tracing::error!(%error, "the store failed");
    failed(Code::StoreFailed)
}

fn connector_failed(error: &connector::Error, now: DateTime<Utc>) -> PollError {
    let asked_until = match error {
        connector::Error::Fetch(fetch::Error::AskedToWait { until, .. }) => Some(*until),
        error => error
            .retry_after()
            .and_then(|after: Duration| chrono::Duration::from_std(after).ok())
            .and_then(|after| now.checked_add_signed(after)),
    };
    PollError::Failed(PollFailure {
        error: Reason::from(error),
        asked_until,
    })
}

fn log(outcome: &PollOutcome, elsewhere: u32, held: bool, partial: bool) {
    tracing::info!(
        fetched = outcome.fetched,
        new = outcome.new,
        changed = outcome.changed,
        withdrawn = outcome.withdrawn,
        missing = outcome.missing,
        requests = outcome.requests,
        elsewhere,
        held,
        partial,
        "polled"
    );
}

fn measure(report: &Report) {
    let source = report.source.to_string();
    let outcome = match report.health {
        Health::Healthy => "healthy",
        Health::Degraded => "degraded",
        Health::Held => "held",
        Health::Failing | Health::Unknown => "failed",
    };
    metrics::counter!("gateway_polls_total", "source" => source.clone(), "outcome" => outcome)
        .increment(1);
    metrics::histogram!("gateway_poll_duration_seconds", "source" => source).record(report.seconds);
}
