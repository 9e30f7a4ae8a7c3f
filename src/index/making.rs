//! Making snapshots: the next one from the last and what has changed.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};

use super::catalogue::Catalogue;
use super::dictionary::Dictionary;
use super::entry::{Entry, NONE, Numbers, Row};
use super::fulltext::Writer;
use super::snapshot::{Gone, Snapshot};
use crate::geography::Geography;
use crate::model::{ConsultationId, Platform, Source, SourceId, Stored};

/// What has changed since the last snapshot.
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
    writing: Mutex<Writing>,
}

#[derive(Debug)]
struct Writing {
    words: Writer,
    platforms: HashMap<SourceId, Platform>,
    next_document: u32,
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
            territories: Arc::default(),
            sources: Arc::default(),
            themes: Arc::default(),
            words: words.words(),
            version: 0,
            built_at: now,
            last_modified: None,
        };
        let platforms = sources
            .iter()
            .map(|source| (source.id.clone(), source.platform));
        Ok(Self {
            current: ArcSwap::from_pointee(snapshot),
            writing: Mutex::new(Writing {
                words,
                platforms: platforms.collect(),
                next_document: 0,
            }),
        })
    }

    /// The current snapshot.
    pub fn current(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Makes and publishes the next snapshot, seen from `now`. Its cost grows with the delta, not with the index. It blocks: call it off the async
    /// runtime's threads.
    pub fn apply(&self, delta: Delta, now: DateTime<Utc>) -> Arc<Snapshot> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let next = writing.next(&self.current.load(), delta, now);
        self.publish(next)
    }

    /// Makes and publishes the same content seen from `now`: call it when [`Snapshot::next_transition`] has come. Does nothing before.
    pub fn renew(&self, now: DateTime<Utc>) -> Arc<Snapshot> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self.current();
        if current.next_transition().is_none_or(|next| next > now) {
            return current;
        }
        self.publish(seen_from(now, (*current).clone()))
    }

    fn publish(&self, mut next: Snapshot) -> Arc<Snapshot> {
        next.version += 1;
        let next = Arc::new(next);
        self.current.store(Arc::clone(&next));
        next
    }
}

/// The snapshot at `now`: every status as it is then.
fn seen_from(now: DateTime<Utc>, mut snapshot: Snapshot) -> Snapshot {
    let (catalogue, latest) = snapshot.catalogue.at(now);
    snapshot.catalogue = catalogue;
    snapshot.last_modified = snapshot.last_modified.max(latest);
    snapshot.built_at = now;
    snapshot
}

/// Fewer themes than this are never forgotten.
const FEW_THEMES: usize = 4096;

/// Forgets the themes that nothing has any more, so that a source that renames its themes at each poll fills no memory.
fn forget_themes(snapshot: &mut Snapshot) {
    let mut themes = Dictionary::default();
    snapshot.catalogue = snapshot.catalogue.map(|row| {
        let named = &row.entry.stored.consultation.themes;
        Row {
            themes: named.iter().map(|theme| themes.enter(theme)).collect(),
            ..row.clone()
        }
    });
    snapshot.themes = Arc::new(themes);
}

/// What a delta says of each id at last: a consultation, or a withdrawal.
type Outcome = BTreeMap<ConsultationId, Result<Stored, Gone>>;

fn outcome(delta: Delta) -> Outcome {
    let mut outcome: Outcome = delta
        .gone
        .into_iter()
        .map(|gone| (gone.id, Err(gone)))
        .collect();
    for stored in delta.upserts {
        let id = stored.consultation.id;
        let withdrawn_later = |known: &Result<Stored, Gone>| matches!(known, Err(gone) if gone.change > stored.history.change);
        if !outcome.get(&id).is_some_and(withdrawn_later) {
            outcome.insert(id, Ok(stored));
        }
    }
    outcome
}

impl Writing {
    fn next(&mut self, last: &Snapshot, delta: Delta, now: DateTime<Utc>) -> Snapshot {
        let mut next = seen_from(now, last.clone());
        let outcome = outcome(delta);
        if outcome.is_empty() {
            return next;
        }
        withdrawn(&mut next.gone, &outcome);
        let mut rows = BTreeMap::new();
        for (id, stored) in outcome {
            let known = last.catalogue.get(id).map(|row| row.document);
            if let Some(document) = known {
                self.words.remove(document);
            }
            let row = match stored {
                Ok(stored) => Some(self.row(&mut next, stored, known, now)),
                Err(gone) => {
                    next.last_modified = next.last_modified.max(Some(gone.at));
                    None
                }
            };
            rows.insert(id, row);
        }
        next.catalogue = next.catalogue.with(rows);
        if let Err(error) = self.words.commit() {
            tracing::error!(%error, "the full-text index could not be written");
        }
        next.words = self.words.words();
        let themes = next.themes.values().len();
        if themes > FEW_THEMES && themes > 4 * next.len() {
            forget_themes(&mut next);
        }
        next
    }

    /// The row of a consultation, which is entered into the full text and the dictionaries of `next`.
    fn row(
        &mut self,
        next: &mut Snapshot,
        stored: Stored,
        document: Option<u32>,
        now: DateTime<Utc>,
    ) -> Row {
        let consultation = &stored.consultation;
        let document = document.unwrap_or_else(|| {
            let fresh = self.next_document;
            self.next_document = fresh.saturating_add(1);
            fresh
        });
        if let Err(error) = self.words.add(document, consultation) {
            tracing::error!(%error, id = %consultation.id, "the full-text index could not take a consultation");
        }
        let territory = consultation
            .territory
            .as_ref()
            .map(|territory| territory.code);
        let numbers = Numbers {
            document,
            territory: territory.map_or(NONE, |code| enter(&mut next.territories, &code)),
            source: enter(&mut next.sources, &consultation.source),
            themes: consultation
                .themes
                .iter()
                .map(|theme| enter(&mut next.themes, theme))
                .collect(),
            platform: self.platforms.get(&consultation.source).copied(),
        };
        let updated = Some(stored.history.updated);
        let latest = updated.max(consultation.last_transition(now));
        next.last_modified = next.last_modified.max(latest);
        Row::new(Arc::new(Entry::new(Arc::new(stored), now)), numbers, now)
    }
}

/// The number of `value` in a dictionary that other snapshots share: it is copied only when the value is new.
fn enter<T: Clone + Eq + Hash>(dictionary: &mut Arc<Dictionary<T>>, value: &T) -> u32 {
    dictionary
        .number(value)
        .unwrap_or_else(|| Arc::make_mut(dictionary).enter(value))
}

/// The withdrawn ones after an outcome; copied only when they change.
fn withdrawn(gone: &mut Arc<HashMap<ConsultationId, Gone>>, outcome: &Outcome) {
    for (id, stored) in outcome {
        match stored {
            Ok(_) if gone.contains_key(id) => {
                Arc::make_mut(gone).remove(id);
            }
            Ok(_) => {}
            Err(withdrawal) => {
                Arc::make_mut(gone).insert(*id, *withdrawal);
            }
        }
    }
}
