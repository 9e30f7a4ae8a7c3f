//! The decision of a turn: from what a source answered to what is written, with what the store knows of this source and of others.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::MutexGuard;

use passerelle_connectors::{Harvest, Listing};
use passerelle_model::reason::Code;
use passerelle_model::{ConsultationId, Held, PollOutcome, Reason, Source, SourceState};
use passerelle_store::{Known, Write};

use super::Poller;
use super::identity::{self, Around};
use super::reconcile::{Decision, Reading, reconcile};
use super::source_poll::{Setback, own_error, read, store_failed};

impl Poller {
    /// Returns what was read as consultations, and what it changes; nobody else writes as long as the guard is held.
    pub(super) async fn decide(
        &self,
        source: &Arc<Source>,
        harvest: &mut Harvest,
        known: Vec<Known>,
        began: DateTime<Utc>,
        confirmed: bool,
    ) -> Result<(Decided, MutexGuard<'_, u64>), Setback> {
        let records = std::mem::take(&mut harvest.records);
        let listing = std::mem::take(&mut harvest.listing);
        let places = std::mem::take(&mut harvest.places);
        let (reader, geography) = (Arc::clone(source), self.parts.geography);
        let (mut reading, mut notices) =
            off_runtime(move || read(records, &places, &reader, geography, began)).await?;
        reading.listing = listing;
        // Until it is written, so that of two sources that bring one id at the same time the second knows of the first.
        let others = self.writing.lock().await;
        let ids = identity::in_question(&reading, &known);
        let store = &self.parts.store;
        let claims = store.claims(&source.id, &ids).await.map_err(store_failed)?;
        let names = if identity::begins_here(&reading, &known, source) {
            store.names().await.map_err(store_failed)?
        } else {
            Vec::new()
        };
        let configured = self
            .sources
            .iter()
            .map(|source| source.id.clone())
            .collect();
        let source = Arc::clone(source);
        let decided = off_runtime(move || {
            let moved = identity::moved(&reading, &known, &names, &configured, &source);
            if let Some(moved) = moved
                .as_ref()
                .filter(|_| !confirmed && !source.naming.given)
            {
                notices.push(moved.notice(&source));
                return waiting(&reading, notices);
            }
            let around = Around {
                source: &source,
                configured: &configured,
                known: &known,
                claims: &claims,
            };
            let collisions = identity::identified(&mut reading, &around);
            notices.extend(identity::collision_notice(&collisions, &source));
            let replaced = moved.map(|moved| moved.shown).unwrap_or_default();
            Decided {
                decision: replacing(known, &replaced, reading, began, confirmed),
                notices,
                waits: false,
            }
        });
        Ok((decided.await?, others))
    }
}

/// The changes of a poll, and what the operator should know.
pub(super) struct Decided {
    /// The changes that are written.
    pub(super) decision: Decision,
    /// The notices to the operator.
    pub(super) notices: Vec<Reason>,
    /// `true` where nothing was taken of what was read, until the operator has decided.
    pub(super) waits: bool,
}

/// Changes nothing; that it is so counts as held.
fn waiting(reading: &Reading, notices: Vec<Reason>) -> Decided {
    let came = u32::try_from(reading.fresh.len()).unwrap_or(u32::MAX);
    let outcome = PollOutcome {
        fetched: came,
        ..PollOutcome::default()
    };
    Decided {
        decision: Decision {
            writes: Vec::new(),
            outcome,
            held: Held {
                consultations: came,
                meetings: 0,
            },
        },
        notices,
        waits: true,
    }
}

/// Returns what a poll changes; what is `replaced`, since it comes under another id now, is withdrawn at once.
fn replacing(
    known: Vec<Known>,
    replaced: &BTreeSet<ConsultationId>,
    reading: Reading,
    now: DateTime<Utc>,
    confirmed: bool,
) -> Decision {
    let (replaced, known): (Vec<Known>, Vec<Known>) = known
        .into_iter()
        .partition(|known| replaced.contains(&known.id));
    let mut decision = reconcile(known, reading, now, confirmed);
    for known in replaced {
        decision.outcome.withdrawn = decision.outcome.withdrawn.saturating_add(1);
        decision.writes.push(Write::Withdraw { id: known.id });
    }
    decision
}

/// Returns what the last poll said of single consultations, where the source has not changed since: it still holds.
pub(super) fn standing_notices(harvest: &Harvest, state: &SourceState) -> Vec<Reason> {
    let still =
        |notice: &&Reason| notice.is(Code::RecordsRejected) || notice.is(Code::IdentityCollision);
    if harvest.listing == Listing::Unchanged {
        state.notices.iter().filter(still).cloned().collect()
    } else {
        Vec::new()
    }
}

/// Does what takes longer than a task may keep a thread of the runtime, such as sanitising hundreds of texts.
async fn off_runtime<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Setback> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_panic| own_error())
}
