//! The live index: holds the current snapshot, and replaces it with the next one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};

use super::builder::{Builder, snapshot_at};
use super::catalogue::Catalogue;
use super::places::CommuneNames;
use super::snapshot::{Gone, Snapshot};
use super::text::FullTextWriter;
use passerelle_geography::Geography;
use passerelle_model::{Decision, Ruling, Source, Stored};

/// The changes of what is served since the last snapshot.
#[derive(Debug, Default, Clone)]
pub struct Delta {
    /// The consultations that are new, changed or back. If an id is given twice, the last one counts.
    pub upserts: Vec<Stored>,
    /// The withdrawn consultations. An id that is also among the upserts is withdrawn if its withdrawal is the later change.
    pub gone: Vec<Gone>,
}

/// The error of an index that could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the full-text index could not be made: {0}")]
pub struct Error(#[from] tantivy::TantivyError);

/// The live index. Readers load the current snapshot without a lock; one writer at a time makes the next one.
#[derive(Debug)]
pub struct Index {
    current: ArcSwap<Snapshot>,
    builder: Mutex<Builder>,
}

impl Index {
    /// Makes an empty index. `sources` tell the platform of each source; consultations of any other source have none.
    ///
    /// # Errors
    /// Fails if the full-text index gets no thread or no memory.
    pub fn new(
        geography: &'static Geography,
        sources: &[Source],
        now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let writer = FullTextWriter::new()?;
        let snapshot = Snapshot {
            geography,
            catalogue: Catalogue::default(),
            gone: Arc::default(),
            rulings: Arc::from([]),
            decisions: Arc::default(),
            territories: Arc::default(),
            sources: Arc::default(),
            themes: Arc::default(),
            first_seen: Arc::default(),
            full_text: writer.full_text(),
            commune_names: Arc::default(),
            suggestions: Arc::default(),
            version: 0,
            built_at: now,
            last_modified: None,
        };
        Ok(Self {
            current: ArcSwap::from_pointee(snapshot),
            builder: Mutex::new(Builder::new(writer, sources)),
        })
    }

    /// Adds the rulings of the configuration. Must be called before there is any content.
    #[must_use]
    pub fn with_rulings(self, rulings: impl IntoIterator<Item = Ruling>) -> Self {
        let rulings: Arc<[Ruling]> = rulings.into_iter().collect();
        self.builder().configure(rulings.iter().cloned());
        let mut snapshot = (*self.current()).clone();
        snapshot.rulings = rulings;
        self.current.store(Arc::new(snapshot));
        self
    }

    /// Returns the current snapshot.
    pub fn current(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Makes and publishes the next snapshot, as of `now`. The cost grows with the delta, not with the index. Blocks, so it must be called off the
    /// threads of the async runtime.
    pub fn apply(&self, delta: Delta, now: DateTime<Utc>) -> Arc<Snapshot> {
        let mut builder = self.builder();
        let next = builder.next(&self.current.load(), delta, now);
        self.publish(next)
    }

    /// Applies the operator's decisions on pairs of consultations, the last one of each pair, and makes and publishes the next snapshot, as of `now`.
    /// Blocks, as [`apply`](Self::apply) does.
    pub fn decide(&self, decisions: &[Decision], now: DateTime<Utc>) -> Arc<Snapshot> {
        let mut builder = self.builder();
        if decisions.is_empty() {
            return self.current();
        }
        let next = builder.decided(&self.current.load(), decisions, now);
        self.publish(next)
    }

    /// Makes and publishes a snapshot of the same content as of `now`. To be called once [`Snapshot::next_transition`] has come; does nothing before.
    pub fn renew(&self, now: DateTime<Utc>) -> Arc<Snapshot> {
        let _builder = self.builder();
        let current = self.current();
        if current.next_transition().is_none_or(|next| next > now) {
            return current;
        }
        self.publish(snapshot_at(now, (*current).clone()))
    }

    fn builder(&self) -> MutexGuard<'_, Builder> {
        self.builder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Completes and publishes a snapshot. Everything that requests need is made before, so that none of them waits.
    fn publish(&self, mut next: Snapshot) -> Arc<Snapshot> {
        next.version += 1;
        if !Arc::ptr_eq(&next.territories, &self.current.load().territories) {
            let communes = CommuneNames::of(next.geography, next.territories.values());
            next.commune_names = Arc::new(communes);
        }
        next.suggestions = next.suggestions_after(&next.suggestions);
        let next = Arc::new(next);
        self.current.store(Arc::clone(&next));
        next
    }
}
