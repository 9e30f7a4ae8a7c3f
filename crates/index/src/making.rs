//! Making snapshots: the next one from the last and what has changed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};

use super::builder::{Builder, seen_from};
use super::catalogue::Catalogue;
use super::places::Places;
use super::snapshot::{Gone, Snapshot};
use super::text::Writer;
use passerelle_geography::Geography;
use passerelle_model::{Decision, Ruling, Source, Stored};

/// The changes since the last snapshot.
#[derive(Debug, Default, Clone)]
pub struct Delta {
    /// New, changed or back. Of one id given twice the last counts.
    pub upserts: Vec<Stored>,
    /// Withdrawn. An id that is also among the upserts is withdrawn if its withdrawal is the later change.
    pub gone: Vec<Gone>,
}

/// The index could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the full-text index could not be made: {0}")]
pub struct Error(#[from] tantivy::TantivyError);

/// The live index: readers load the current snapshot without a lock, a writer makes the next one.
#[derive(Debug)]
pub struct Index {
    current: ArcSwap<Snapshot>,
    builder: Mutex<Builder>,
}

impl Index {
    /// An index over nothing. The sources tell which software each consultation's source runs; what comes from others has none.
    ///
    /// # Errors
    /// When the threads or the memory of the full-text index cannot be had.
    pub fn new(
        geography: &'static Geography,
        sources: &[Source],
        now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let words = Writer::new()?;
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
            words: words.words(),
            places: Arc::default(),
            suggestions: Arc::default(),
            version: 0,
            built_at: now,
            last_modified: None,
        };
        Ok(Self {
            current: ArcSwap::from_pointee(snapshot),
            builder: Mutex::new(Builder::new(words, sources)),
        })
    }

    /// The same with what the configuration says of pairs of consultations. Call it before there is any content.
    #[must_use]
    pub fn with_rulings(self, rulings: impl IntoIterator<Item = Ruling>) -> Self {
        let rulings: Arc<[Ruling]> = rulings.into_iter().collect();
        self.builder().configure(rulings.iter().cloned());
        let mut snapshot = (*self.current()).clone();
        snapshot.rulings = rulings;
        self.current.store(Arc::new(snapshot));
        self
    }

    /// The current snapshot.
    pub fn current(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Makes and publishes the next snapshot, seen from `now`. Its cost grows with the delta, not with the index. It blocks: call it off the async
    /// runtime's threads.
    pub fn apply(&self, delta: Delta, now: DateTime<Utc>) -> Arc<Snapshot> {
        let mut builder = self.builder();
        let next = builder.next(&self.current.load(), delta, now);
        self.publish(next)
    }

    /// Takes over what the operator decided of pairs of consultations, of each pair the last, and makes and publishes the next snapshot, seen from
    /// `now`. It blocks, as [`apply`](Self::apply) does.
    pub fn decide(&self, decisions: &[Decision], now: DateTime<Utc>) -> Arc<Snapshot> {
        let mut builder = self.builder();
        if decisions.is_empty() {
            return self.current();
        }
        let next = builder.decided(&self.current.load(), decisions, now);
        self.publish(next)
    }

    /// Makes and publishes the same content seen from `now`: call it when [`Snapshot::next_transition`] has come. Does nothing before.
    pub fn renew(&self, now: DateTime<Utc>) -> Arc<Snapshot> {
        let _builder = self.builder();
        let current = self.current();
        if current.next_transition().is_none_or(|next| next > now) {
            return current;
        }
        self.publish(seen_from(now, (*current).clone()))
    }

    fn builder(&self) -> MutexGuard<'_, Builder> {
        self.builder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that requests ask for is made before, so that none of them waits for it.
    fn publish(&self, mut next: Snapshot) -> Arc<Snapshot> {
        next.version += 1;
        if !Arc::ptr_eq(&next.territories, &self.current.load().territories) {
            next.places = Arc::new(Places::of(next.geography, next.territories.values()));
        }
        next.suggestions = next.suggestions_after(&next.suggestions);
        let next = Arc::new(next);
        self.current.store(Arc::clone(&next));
        next
    }
}
