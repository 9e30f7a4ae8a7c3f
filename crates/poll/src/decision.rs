//! The decision of a poll: what a harvest changes, given what the store knows of this source and of others.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use tokio::sync::MutexGuard;

use passerelle_connectors::{Harvest, Listing};
use passerelle_model::reason::Code;
use passerelle_model::{ConsultationId, Held, PollOutcome, Reason, Source, SourceState};
use passerelle_store::{Known, Write};

use super::Poller;
use super::identity::{self, IdentityContext};
use super::reconcile::{NormalizedHarvest, Reconciliation, reconcile};
use super::source_poll::{PollError, gateway_error, normalized, store_failed};

impl Poller {
    /// Normalizes a harvest and decides what it changes. No other poll is committed as long as the returned guard is held.
    pub(super) async fn decide(
        &self,
        source: &Arc<Source>,
        harvest: &mut Harvest,
        known: Vec<Known>,
        began: DateTime<Utc>,
        confirmed: bool,
    ) -> Result<(Decision, MutexGuard<'_, u64>), PollError> {
        let records = std::mem::take(&mut harvest.records);
        let listing = std::mem::take(&mut harvest.listing);
        let places = std::mem::take(&mut harvest.places);
        let (reader, geography) = (Arc::clone(source), self.parts.geography);
        let (mut normalized_harvest, mut notices) =
            off_runtime(move || normalized(records, &places, &reader, geography, began)).await?;
        normalized_harvest.listing = listing;
        // Held until the poll is committed, so that of two sources that bring one id at the same time the second knows of the first.
        let others = self.writing.lock().await;
        let ids = identity::candidate_ids(&normalized_harvest, &known);
        let store = &self.parts.store;
        let claims = store.claims(&source.id, &ids).await.map_err(store_failed)?;
        let names = if identity::begins_here(&normalized_harvest, &known, source) {
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
            let moved = identity::moved(&normalized_harvest, &known, &names, &configured, &source);
            if let Some(moved) = moved
                .as_ref()
                .filter(|_| !confirmed && !source.naming.given)
            {
                notices.push(moved.notice(&source));
                return waiting(&normalized_harvest, notices);
            }
            let context = IdentityContext {
                source: &source,
                configured: &configured,
                known: &known,
                claims: &claims,
            };
            let collisions = identity::identified(&mut normalized_harvest, &context);
            notices.extend(identity::collision_notice(&collisions, &source));
            let replaced = moved.map(|moved| moved.shown).unwrap_or_default();
            Decision {
                reconciliation: replacing(known, &replaced, normalized_harvest, began, confirmed),
                notices,
                waits: false,
            }
        });
        Ok((decided.await?, others))
    }
}

/// The decision on what a poll changes, with the notices to the operator.
pub(super) struct Decision {
    /// The changes.
    pub(super) reconciliation: Reconciliation,
    /// The notices to the operator.
    pub(super) notices: Vec<Reason>,
    /// `true` if nothing of the harvest is applied until the operator has decided.
    pub(super) waits: bool,
}

/// Returns a decision that changes nothing and holds the whole harvest.
fn waiting(harvest: &NormalizedHarvest, notices: Vec<Reason>) -> Decision {
    let fetched = u32::try_from(harvest.fresh.len()).unwrap_or(u32::MAX);
    let outcome = PollOutcome {
        fetched,
        ..PollOutcome::default()
    };
    Decision {
        reconciliation: Reconciliation {
            writes: Vec::new(),
            outcome,
            held: Held {
                consultations: fetched,
                meetings: 0,
            },
        },
        notices,
        waits: true,
    }
}

/// Reconciles a harvest. Consultations that are `replaced`, because they come under another id now, are withdrawn at once.
fn replacing(
    known: Vec<Known>,
    replaced: &BTreeSet<ConsultationId>,
    harvest: NormalizedHarvest,
    now: DateTime<Utc>,
    confirmed: bool,
) -> Reconciliation {
    let (replaced, known): (Vec<Known>, Vec<Known>) = known
        .into_iter()
        .partition(|known| replaced.contains(&known.id));
    let mut reconciliation = reconcile(known, harvest, now, confirmed);
    for known in replaced {
        reconciliation.outcome.withdrawn = reconciliation.outcome.withdrawn.saturating_add(1);
        reconciliation.writes.push(Write::Withdraw { id: known.id });
    }
    reconciliation
}

/// Returns the notices of the last poll on single consultations, which still hold if the source has not changed since.
pub(super) fn standing_notices(harvest: &Harvest, state: &SourceState) -> Vec<Reason> {
    let still =
        |notice: &&Reason| notice.is(Code::RecordsRejected) || notice.is(Code::IdentityCollision);
    if harvest.listing == Listing::Unchanged {
        state.notices.iter().filter(still).cloned().collect()
    } else {
        Vec::new()
    }
}

/// Does work that would keep a thread of the runtime for too long, such as sanitising hundreds of texts.
async fn off_runtime<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PollError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_panic| gateway_error())
}
