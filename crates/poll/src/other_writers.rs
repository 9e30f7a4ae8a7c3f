//! Other writers: what another process writes to the same store (`passerelle poll` beside `passerelle serve`) is served as if this process had polled
//! it.
//!
//! The store tells at little cost whether another process has written. If so, everything is read again, and the differences go into the next
//! snapshot. This is also checked after each commit of this process, before it is served: the index must get all changes in the order of the log, so
//! that no mirror misses one.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use passerelle_index::{Delta, IdState, Snapshot};
use passerelle_model::{SourceId, SourceState};
use passerelle_store::{self as store, Contents};

use super::Poller;
use super::restore::gone;

/// The interval between two checks.
const CHECK_INTERVAL: Duration = Duration::from_secs(5);

/// The least interval as a multiple of the time that a check takes: reading everything takes at most a tenth of the time, however large the store.
const DURATION_FACTOR: u32 = 10;

/// Watches whether another process writes to the store; holds the moment of the next check.
pub(super) struct WriteWatch(Instant);

impl WriteWatch {
    pub(super) fn new() -> Self {
        Self(Instant::now() + CHECK_INTERVAL)
    }

    /// Returns the time until the next check.
    pub(super) fn wait(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// Checks, if it is time. Returns whether another process had written.
    pub(super) async fn check(&mut self, poller: &Poller) -> bool {
        let began = Instant::now();
        if began < self.0 {
            return false;
        }
        let mut known = poller.writing.lock().await;
        let found = poller.catch_up(&mut known).await;
        drop(known);
        self.0 = Instant::now() + CHECK_INTERVAL.max(began.elapsed() * DURATION_FACTOR);
        found.unwrap_or_else(|error| {
            tracing::warn!(%error, "it cannot be told whether another process has written to the store");
            false
        })
    }
}

impl Poller {
    /// Serves the contents of the store if another process has written since the store gave the number `known`. Returns whether one had, and updates
    /// `known`.
    pub(super) async fn catch_up(&self, known: &mut u64) -> Result<bool, store::Error> {
        let writes = self.parts.store.foreign_writes().await?;
        if writes == *known {
            return Ok(false);
        }
        // Read after the number, so that what is written in between is only read twice.
        let mut contents = self.parts.store.contents().await?;
        self.adopt_states(std::mem::take(&mut contents.sources));
        let configured = self
            .sources
            .iter()
            .map(|source| source.id.clone())
            .collect();
        let (index, now) = (Arc::clone(&self.parts.index), self.parts.clock.now());
        self.off_runtime(move || {
            let current = index.current();
            let delta = difference(contents, &configured, &current);
            tracing::info!(
                changed = delta.upserts.len(),
                withdrawn = delta.gone.len(),
                "another process has written to the store"
            );
            if delta.upserts.is_empty() && delta.gone.is_empty() {
                return current;
            }
            index.apply(delta, now)
        })
        .await;
        *known = writes;
        Ok(true)
    }

    /// Publishes the states of the sources that another process has polled since this one did.
    fn adopt_states(&self, states: Vec<SourceState>) {
        for state in states {
            if state.last_attempt > self.state_of(&state.id).last_attempt {
                self.publish(&state.in_present_words());
            }
        }
    }
}

/// Returns the contents of a store, of the configured sources, that a snapshot lacks.
fn difference(contents: Contents, configured: &BTreeSet<SourceId>, current: &Snapshot) -> Delta {
    let is_known = |stored: &passerelle_model::Stored| {
        let known = current.unmerged(stored.consultation.id);
        known.is_some_and(|entry| *entry.stored == *stored)
    };
    let is_gone = |tombstone: &store::Tombstone| matches!(current.get(tombstone.id), Some(IdState::Gone(known)) if known.change == tombstone.change);
    let mut delta = Delta::default();
    for stored in contents.consultations {
        if configured.contains(&stored.consultation.source) && !is_known(&stored) {
            delta.upserts.push(stored);
        }
    }
    let withdrawn = contents.tombstones.iter();
    delta.gone = withdrawn.filter(|one| !is_gone(one)).map(gone).collect();
    delta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{Says, World, at, consultation, hours, source};
    use passerelle_index::Change;
    use passerelle_model::History;
    use passerelle_normalize as normalize;
    use passerelle_store::{Commit, Store as _, Write};

    /// The commit of another process for a source.
    fn brought(id: &str, keys: &[u32], hour: u32) -> Commit {
        let upsert = |key: &u32| {
            let consultation = consultation(*key);
            Write::Upsert {
                fingerprint: normalize::fingerprint(&consultation),
                consultation: Box::new(consultation),
                history: History {
                    first_seen: at(hour),
                    updated: at(hour),
                    revision: 1,
                    change: 0,
                },
            }
        };
        Commit {
            source: source(id).id,
            at: at(hour),
            writes: keys.iter().map(upsert).collect(),
            state: SourceState {
                last_attempt: Some(at(hour)),
                last_success: Some(at(hour)),
                next_due: Some(at(hour + 1)),
                ..SourceState::new(source(id).id)
            },
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_another_process_brings_is_served_within_seconds_and_not_asked_for_again() {
        let world = World::of(&[("a", &[Says::Lists(vec![1])])]);
        let (other, index) = (world.store.beside(), Arc::clone(&world.index));
        let meanwhile = tokio::spawn(async move {
            tokio::time::sleep(hours(2)).await;
            let before = index.current();
            other.commit(brought("a", &[1, 2], 2)).await.unwrap();
            other.commit(brought("elsewhere", &[3], 2)).await.unwrap();
            tokio::time::sleep(CHECK_INTERVAL * 2).await;
            (before, index.current())
        });
        world.run_for(hours(6)).await;
        let (before, after) = meanwhile.await.unwrap();
        assert_eq!(
            (before.len(), after.len()),
            (1, 2),
            "what is not configured here is not served"
        );
        let asked = world.asked("a");
        assert!(
            asked.iter().all(|hour| *hour < 2.0 || *hour >= 3.0),
            "as the other process planned it: {asked:?}"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_poll_shows_what_another_process_logged_before_it() {
        let world = World::of(&[
            ("a", &[Says::Lists(vec![1])]),
            ("b", &[Says::Lists(vec![])]),
        ]);
        world.poller.restore().await.unwrap();
        let other = world.store.beside();
        other.commit(brought("b", &[2], 1)).await.unwrap();
        world.poller.poll_once(&[source("a").id], &|_| {}).await;
        let changes = world.index.current().changes(0, 10);
        let places: Vec<u64> = changes.items.iter().map(Change::place).collect();
        assert_eq!(
            places,
            [1, 2],
            "a mirror that has read 2 never asks for 1 again"
        );
        assert_eq!(world.poller.states().load()[1].last_attempt, Some(at(1)));

        other
            .commit(Commit {
                writes: vec![Write::Withdraw {
                    id: consultation(2).id,
                }],
                ..brought("b", &[], 2)
            })
            .await
            .unwrap();
        world.poller.poll_once(&[source("a").id], &|_| {}).await;
        assert_eq!(world.served(), 1);
        let version = world.index.current().version();
        world.poller.poll_once(&[source("a").id], &|_| {}).await;
        assert_eq!(
            world.index.current().version(),
            version,
            "and nothing is done twice"
        );
    }
}
