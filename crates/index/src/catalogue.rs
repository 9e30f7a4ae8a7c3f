//! The catalogue: rows by id, in chunks that snapshots share. A new version copies only the chunks that a change affects.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};

use super::entry::Row;
use super::word_counts::WordCounts;
use passerelle_dedupe::Role;
use passerelle_model::ConsultationId;

/// The number of rows in a chunk, give or take a half.
const CHUNK: usize = 256;

#[derive(Debug)]
struct Chunk {
    rows: Vec<Row>,
    shown: usize,
    next_transition: Option<DateTime<Utc>>,
    /// The greatest place in the change log.
    last_change: u64,
    /// The moment when the first consultation of each source was first seen, by the source's number, in milliseconds of Unix time.
    first_seen: BTreeMap<u32, i64>,
    /// The number of shown consultations of each set of territories, by their numbers.
    territories: BTreeMap<Vec<u32>, usize>,
    /// The words of the shown consultations; counted when they are first needed.
    word_counts: OnceLock<Arc<WordCounts>>,
}

impl Chunk {
    fn new(rows: Vec<Row>) -> Arc<Self> {
        Arc::new(Self::of(rows))
    }

    fn of(rows: Vec<Row>) -> Self {
        let next_transition = rows.iter().filter_map(|row| row.next_transition).min();
        let last_change = rows.iter().map(|row| row.change).max();
        let shown = rows.iter().filter(|row| row.role == Role::Shown).count();
        let mut first_seen = BTreeMap::new();
        let mut territories: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        for row in &rows {
            let seen = row.entry.stored.history.first_seen.timestamp_millis();
            keep_earliest(&mut first_seen, row.source, seen);
            if row.role == Role::Shown {
                *territories.entry(row.territories().collect()).or_default() += 1;
            }
        }
        Self {
            first_seen,
            territories,
            word_counts: OnceLock::new(),
            rows,
            shown,
            next_transition,
            last_change: last_change.unwrap_or_default(),
        }
    }

    /// Makes a chunk of other rows that have the same texts.
    fn with_same_texts(&self, rows: Vec<Row>) -> Arc<Self> {
        let mut chunk = Self::of(rows);
        chunk.word_counts = self.word_counts.clone();
        Arc::new(chunk)
    }
}

/// Sets the moment of a source to `seen` unless an earlier one is known.
fn keep_earliest(first_seen: &mut BTreeMap<u32, i64>, source: u32, seen: i64) {
    let known = first_seen.entry(source).or_insert(seen);
    *known = seen.min(*known);
}

/// Rows by id. Cloning costs a pointer per 256 rows or so.
#[derive(Debug, Clone, Default)]
pub(super) struct Catalogue {
    chunks: Vec<Arc<Chunk>>,
    shown: usize,
}

impl Catalogue {
    /// Returns the number of consultations that are shown.
    pub(super) const fn shown(&self) -> usize {
        self.shown
    }

    /// Returns the rows of the consultations that are shown, by id.
    pub(super) fn consultations(&self) -> impl Iterator<Item = &Row> {
        self.rows().filter(|row| row.role == Role::Shown)
    }

    /// Returns the rows whose meetings the agenda shows, by id.
    pub(super) fn agenda(&self) -> impl Iterator<Item = &Row> {
        self.rows()
            .filter(|row| matches!(row.role, Role::Shown | Role::LoneEvent))
    }

    /// Returns every row, by id, those that are shown as a part of another among them.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.chunks.iter().flat_map(|chunk| &chunk.rows)
    }

    /// Returns the rows that changed after a place in the change log. Chunks without any are skipped, so that the cost grows with the changes.
    pub(super) fn changed_since(&self, since: u64) -> impl Iterator<Item = &Row> {
        let chunks = self.chunks.iter();
        chunks
            .filter(move |chunk| chunk.last_change > since)
            .flat_map(|chunk| &chunk.rows)
            .filter(move |row| row.change > since)
    }

    /// Returns the greatest place in the change log; 0 without rows.
    pub(super) fn last_change(&self) -> u64 {
        let changes = self.chunks.iter().map(|chunk| chunk.last_change);
        changes.max().unwrap_or_default()
    }

    /// Returns the moment when the first consultation of each source was first seen, by the source's number, in milliseconds of Unix time. The cost
    /// grows with the chunks and the sources in them, not with the rows.
    pub(super) fn first_seen(&self) -> BTreeMap<u32, i64> {
        let mut all = BTreeMap::new();
        for chunk in &self.chunks {
            for (source, seen) in &chunk.first_seen {
                keep_earliest(&mut all, *source, *seen);
            }
        }
        all
    }

    /// Counts the shown consultations of each set of territories, by their numbers. The cost grows with the chunks and the sets in them, not with the
    /// rows.
    pub(super) fn territories(&self) -> BTreeMap<&[u32], usize> {
        let mut all = BTreeMap::new();
        for (numbers, count) in self.chunks.iter().flat_map(|chunk| &chunk.territories) {
            *all.entry(numbers.as_slice()).or_default() += count;
        }
        all
    }

    /// Returns the words of titles and themes of the first `least` shown consultations, to the end of their last chunk. Each chunk is counted once
    /// and keeps its counts.
    pub(super) fn word_counts(&self, least: usize) -> impl Iterator<Item = &Arc<WordCounts>> {
        let mut counted = 0;
        let first = self.chunks.iter().take_while(move |chunk| {
            let enough = counted >= least;
            counted += chunk.shown;
            !enough
        });
        first.map(|chunk| {
            chunk.word_counts.get_or_init(|| {
                let shown = chunk.rows.iter().filter(|row| row.role == Role::Shown);
                let consultations = shown.map(|row| &row.entry.stored.consultation);
                Arc::new(consultations.collect())
            })
        })
    }

    /// Returns the row of an id.
    pub(super) fn get(&self, id: ConsultationId) -> Option<&Row> {
        let after = self
            .chunks
            .partition_point(|chunk| chunk.rows.first().is_some_and(|row| row.id <= id));
        let rows = &self.chunks.get(after.checked_sub(1)?)?.rows;
        rows.get(rows.binary_search_by_key(&id, |row| row.id).ok()?)
    }

    /// Returns the first moment at which any row changes by the clock alone.
    pub(super) fn next_transition(&self) -> Option<DateTime<Utc>> {
        self.chunks
            .iter()
            .filter_map(|chunk| chunk.next_transition)
            .min()
    }

    /// Returns the catalogue with each row passed through `change`, which must keep its id.
    pub(super) fn map(&self, mut change: impl FnMut(&Row) -> Row) -> Self {
        let changed = |chunk: &Arc<Chunk>| Chunk::new(chunk.rows.iter().map(&mut change).collect());
        Self {
            chunks: self.chunks.iter().map(changed).collect(),
            shown: self.shown,
        }
    }

    /// Returns the catalogue with rows set (`Some`) or removed (`None`).
    pub(super) fn with(&self, mut changes: BTreeMap<ConsultationId, Option<Row>>) -> Self {
        let mut chunks = Vec::with_capacity(self.chunks.len() + changes.len() / CHUNK + 1);
        for (at, chunk) in self.chunks.iter().enumerate() {
            let next = self.chunks.get(at + 1).and_then(|next| next.rows.first());
            let rest = next.map_or_else(BTreeMap::new, |row| changes.split_off(&row.id));
            let mine = std::mem::replace(&mut changes, rest);
            if mine.is_empty() {
                chunks.push(Arc::clone(chunk));
            } else {
                let mut rows: BTreeMap<ConsultationId, Option<Row>> = chunk
                    .rows
                    .iter()
                    .map(|row| (row.id, Some(row.clone())))
                    .collect();
                rows.extend(mine);
                push_chunks(rows.into_values().flatten().collect(), &mut chunks);
            }
        }
        push_chunks(changes.into_values().flatten().collect(), &mut chunks);
        Self {
            shown: chunks.iter().map(|chunk| chunk.shown).sum(),
            chunks,
        }
    }

    /// Returns the catalogue as of `now`, and the latest transition that has come. Only rows whose transition has come are made anew.
    pub(super) fn at(&self, now: DateTime<Utc>) -> (Self, Option<DateTime<Utc>>) {
        let due = |moment: Option<DateTime<Utc>>| moment.is_some_and(|moment| moment <= now);
        let mut latest = None;
        let mut renewed = |row: &Row| {
            if due(row.next_transition) {
                latest = latest.max(row.entry.stored.consultation.last_transition(now));
                row.at(now)
            } else {
                row.clone()
            }
        };
        let chunks = self.chunks.iter().map(|chunk| {
            if due(chunk.next_transition) {
                chunk.with_same_texts(chunk.rows.iter().map(&mut renewed).collect())
            } else {
                Arc::clone(chunk)
            }
        });
        let renewed = Self {
            chunks: chunks.collect(),
            shown: self.shown,
        };
        (renewed, latest)
    }
}

/// Adds `rows` as one chunk, or as several if they exceed the size of a chunk by half.
fn push_chunks(rows: Vec<Row>, chunks: &mut Vec<Arc<Chunk>>) {
    if rows.len() <= CHUNK + CHUNK / 2 {
        if !rows.is_empty() {
            chunks.push(Chunk::new(rows));
        }
        return;
    }
    let mut rest = rows.into_iter();
    loop {
        let rows: Vec<Row> = rest.by_ref().take(CHUNK).collect();
        if rows.is_empty() {
            return;
        }
        chunks.push(Chunk::new(rows));
    }
}
