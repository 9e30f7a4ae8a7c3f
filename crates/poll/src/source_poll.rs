//! A turn: one poll of one source, from the first request to the new snapshot.

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
use super::decision::{Decided, standing_notices};
use super::health::{self, Ending};
use super::reconcile::{Decision, Fresh, Reading};
use super::restore::delta_of;

/// The most records that cannot be relayed which a notice names.
const MOST_NAMED: usize = 5;

/// The outcome of the poll of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The source.
    pub source: SourceId,
    /// The health.
    pub health: Health,
    /// The figures of this poll; all 0 if it failed.
    pub outcome: PollOutcome,
    /// The reason for which it failed.
    pub error: Option<Reason>,
    /// The moment since which polls fail or are partial.
    pub troubled_since: Option<DateTime<Utc>>,
    /// Further notices to the operator.
    pub notices: Vec<Reason>,
    /// The time that it took, in seconds.
    pub seconds: f64,
}

impl Report {
    /// Returns how many things went wrong that someone must mend: that it failed, or that its ids are those of another source.
    pub fn errors(&self) -> usize {
        usize::from(self.error.is_some()) + collisions(&self.notices)
    }
}

/// The state from which a poll starts.
struct Before {
    /// The moment at which it began.
    began: DateTime<Utc>,
    /// The state of the source.
    state: SourceState,
    /// The consultations of the source in the store.
    known: Vec<Known>,
    /// `true` where the operator had confirmed that what is missing is gone.
    confirmed: bool,
}

/// The reason for which a poll changed nothing.
pub(super) enum Setback {
    /// The gateway is being stopped.
    Stopped,
    /// The source or the gateway failed.
    Failed(Failure),
}

/// The reason for which a poll failed.
pub(super) struct Failure {
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

    async fn timed(&self, source: &Arc<Source>, stop: &CancellationToken) -> Option<Report> {
        let (began, timer) = (self.parts.clock.now(), Instant::now());
        let attempt = Box::pin(self.attempt(source, began, stop));
        let ended = AssertUnwindSafe(attempt)
            .catch_unwind()
            .await
            .unwrap_or_else(|_panic| Err(own_error()));
        let (state, outcome) = match ended {
            Ok(state) => {
                let outcome = state.last_outcome;
                (state, outcome)
            }
            Err(Setback::Stopped) => return None,
            Err(Setback::Failed(failure)) => {
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

    async fn attempt(
        &self,
        source: &Arc<Source>,
        began: DateTime<Utc>,
        stop: &CancellationToken,
    ) -> Result<SourceState, Setback> {
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
            () = stop.cancelled() => return Err(Setback::Stopped),
            harvest = connector.poll(&context) => harvest.map_err(|error| connector_failed(&error, self.parts.clock.now()))?,
        };
        let known = self
            .parts
            .store
            .known(&source.id)
            .await
            .map_err(store_failed)?;
        let confirmed = self.is_confirmed(&source.id);
        let before = Before {
            began,
            state,
            known,
            confirmed,
        };
        self.write(source, before, harvest).await
    }

    async fn write(
        &self,
        source: &Arc<Source>,
        before: Before,
        mut harvest: Harvest,
    ) -> Result<SourceState, Setback> {
        let Before {
            began,
            state,
            known,
            confirmed,
        } = before;
        let standing = standing_notices(&harvest, &state);
        let (decided, mut others) = self
            .decide(
                source,
                &mut harvest,
                known,
                began,
                confirmed && state.held_since.is_some(),
            )
            .await?;
        let Decided {
            decision,
            mut notices,
            waits,
        } = decided;
        notices.extend(standing);
        let collides = collisions(&notices) > 0;
        let Decision {
            writes,
            mut outcome,
            held,
        } = decision;
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
        // The index is given changes in the order of the log, with those that another process has logged before.
        let mut committed = self.commit(commit, confirmed).await?;
        let elsewhere = std::mem::take(&mut committed.elsewhere).len();
        let elsewhere = u32::try_from(elsewhere).unwrap_or(u32::MAX);
        log(&outcome, elsewhere, held.is_any(), partial);
        self.hand_over(committed, &mut others).await;
        // What another source brings as well was no news.
        outcome.new = outcome.new.saturating_sub(elsewhere);
        Ok(SourceState {
            last_outcome: outcome,
            ..state
        })
    }

    /// Stores what a poll decided; a confirmation that it knew counts once it is stored.
    async fn commit(&self, commit: Commit, confirmed: bool) -> Result<Committed, Setback> {
        let source = commit.source.clone();
        let committed = self.parts.store.commit(commit).await;
        let committed = committed.map_err(store_failed)?;
        if confirmed {
            self.forgets_confirmation(&source);
        }
        Ok(committed)
    }

    /// Gives the index what was written, after what another process has written before.
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

    /// Keeps in mind that a poll failed. What is served stays.
    async fn failed(&self, source: &Source, began: DateTime<Utc>, failure: Failure) -> SourceState {
        let state = self.state_of(&source.id);
        let Failure { error, asked_until } = failure;
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

/// Records as consultations; what cannot be relayed is told in a notice.
pub(super) fn read(
    records: Vec<Record>,
    places: &HashMap<String, Place>,
    source: &Source,
    geography: &Geography,
    now: DateTime<Utc>,
) -> (Reading, Vec<Reason>) {
    let context = normalize::Context {
        source,
        geography,
        now,
    };
    let mut reading = Reading {
        unwanted: SpaceKind::ALL
            .into_iter()
            .filter(|kind| !source.kinds.contains(kind))
            .collect(),
        ..Reading::default()
    };
    let mut rejected = Vec::new();
    for record in records {
        let (id, meetings_complete) = (normalize::id_of(&record, source), record.meetings_complete);
        let unread = record.unread.clone();
        if unread.contains(&Part::Everything) {
            // Its connector has said why.
            reading.unusable.insert(id);
            continue;
        }
        let place = places.get(&record.native_id);
        match normalize::consultation(record, &context) {
            Ok(consultation) => reading.fresh.push(Fresh {
                consultation,
                meetings_complete,
                unread,
            }),
            Err(why) => {
                reading.unusable.insert(id);
                let alike = if rejected.len() < MOST_NAMED {
                    why.similar_names(source, geography)
                } else {
                    Vec::new()
                };
                rejected.push(Item {
                    place: place.copied(),
                    reasons: vec![why.reason(&alike)],
                });
            }
        }
    }
    (reading, rejected_notice(rejected).into_iter().collect())
}

/// Returns what the operator is told of the records that cannot be relayed.
fn rejected_notice(mut rejected: Vec<Item>) -> Option<Reason> {
    let count = rejected.len();
    rejected.truncate(MOST_NAMED);
    (count > 0).then(|| {
        Reason::new(Code::RecordsRejected)
            .with("count", count)
            .with("records", rejected)
    })
}

/// Returns what is remembered until the next poll. What was read and not taken is read again.
fn memory(waits: bool, state: &SourceState, read: Option<Value>) -> Option<Value> {
    if waits {
        state.memory.clone()
    } else {
        read.map(normalize::remembered)
    }
}

/// Returns what the operator is told of what waits, if anything does.
fn held_notice(held: Held, since: DateTime<Utc>, source: &Source) -> Option<Reason> {
    held.is_any().then(|| {
        Reason::new(Code::WithdrawalsHeld)
            .with("consultations", held.consultations)
            .with("meetings", held.meetings)
            .with("since", since)
            .with("source", source.id.as_str())
    })
}

/// Returns how many of the notices tell that ids collide.
fn collisions(notices: &[Reason]) -> usize {
    let collides = |notice: &&Reason| notice.is(Code::IdentityCollision);
    notices.iter().filter(collides).count()
}

fn failed(code: Code) -> Setback {
    Setback::Failed(Failure {
        error: Reason::new(code),
        asked_until: None,
    })
}

/// The setback of an error of the gateway's own, which its log tells.
pub(super) fn own_error() -> Setback {
    failed(Code::GatewayError)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that `map_err` wants"
)]
pub(super) fn store_failed(error: store::Error) -> Setback {
    // What is told of a source may be seen by everybody, and where the database lies is nobody's business.
    tracing::error!(%error, "the store failed");
    failed(Code::StoreFailed)
}

fn connector_failed(error: &connector::Error, now: DateTime<Utc>) -> Setback {
    let asked_until = match error {
        connector::Error::Fetch(fetch::Error::AskedToWait { until, .. }) => Some(*until),
        error => error
            .retry_after()
            .and_then(|after: Duration| chrono::Duration::from_std(after).ok())
            .and_then(|after| now.checked_add_signed(after)),
    };
    Setback::Failed(Failure {
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
