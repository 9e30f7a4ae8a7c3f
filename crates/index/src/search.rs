//! Search: the consultations that a filter selects, in its order, page by page.

use std::cmp::Ordering;
use std::sync::Arc;

use super::entry::{Entry, Row};
use super::matching::Matcher;
use super::snapshot::Snapshot;
use super::spelling::as_written;
use super::text::{Answer, Correction, Match, Score};
use passerelle_model::Status;
use passerelle_query::{Cursor, Filter, Position, Sort, whole_metres};

/// A page of consultations.
#[derive(Debug, Clone)]
pub struct Page {
    /// The consultations, in the order of the filter.
    pub items: Vec<Arc<Entry>>,
    /// The number that match, on all pages.
    pub total: usize,
    /// The `cursor` of the next page; `None` on the last.
    pub next_cursor: Option<String>,
    /// The way in which they answer to the words.
    pub matched: Match,
    /// The words that were taken for others, as texts that were found write them.
    pub corrections: Vec<Correction>,
}

/// A row that matches, and its place in the order.
struct Hit<'a> {
    rank: u8,
    key: i64,
    name: &'a str,
    row: &'a Row,
}

impl Hit<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        self.compare_to(other.rank, other.key, other.name, other.row.id.as_uuid())
    }

    fn is_after(&self, position: &Position) -> bool {
        self.compare_to(position.rank, position.key, &position.name, position.id)
            .is_gt()
    }

    fn compare_to(&self, rank: u8, key: i64, name: &str, id: uuid::Uuid) -> Ordering {
        self.rank
            .cmp(&rank)
            .then(self.key.cmp(&key))
            .then_with(|| self.name.cmp(name))
            .then_with(|| self.row.id.as_uuid().cmp(&id))
    }

    fn position(&self) -> Position {
        Position {
            rank: self.rank,
            key: self.key,
            name: self.name.to_owned(),
            id: self.row.id.as_uuid(),
        }
    }
}

impl Snapshot {
    /// The page that `filter` asks for. Every match is on exactly one page as long as nothing changes; what does change between two pages may move,
    /// but nothing else is repeated or skipped.
    pub fn search(&self, filter: &Filter) -> Page {
        self.page_of(filter, &Matcher::new(filter, self))
    }

    pub(super) fn page_of(&self, filter: &Filter, matcher: &Matcher<'_>) -> Page {
        let mut hits = self.hits(filter.sort, matcher);
        let total = hits.len();
        if let Some(cursor) = &filter.cursor {
            hits.retain(|hit| hit.is_after(&cursor.after));
        }
        let (page, more) = first(hits, filter.page_size(), Hit::compare);
        let next_cursor = page
            .last()
            .filter(|_| more)
            .map(|last| Cursor::new(last.position(), &filter.selection()).encode());
        let answer = matcher.answer.as_ref();
        let items: Vec<Arc<Entry>> = page.iter().map(|hit| Arc::clone(&hit.row.entry)).collect();
        let corrections = answer.map_or_else(Vec::new, |answer| self.corrections(answer, &items));
        Page {
            corrections,
            items,
            total,
            next_cursor,
            matched: answer.map_or(Match::All, |answer| answer.matched),
        }
    }
}

impl Snapshot {
    /// Returns what was taken for what, as `found` writes it; where the filter leaves nothing of it, as anything does that has the words.
    fn corrections(&self, answer: &Answer, found: &[Arc<Entry>]) -> Vec<Correction> {
        let written = |one: &Correction| {
            if !found.is_empty() {
                return as_written(one, found.iter());
            }
            let rows = self.catalogue.consultations();
            let rows = rows.filter(|row| answer.of(row.document).is_some());
            as_written(one, rows.map(|row| &row.entry))
        };
        answer.corrections.iter().map(written).collect()
    }

    /// Everything that `filter` selects, in its order, on no pages: for outputs that are one document whatever its length.
    pub fn select(&self, filter: &Filter) -> Vec<Arc<Entry>> {
        let mut hits = self.hits(filter.sort, &Matcher::new(filter, self));
        hits.sort_unstable_by(Hit::compare);
        hits.iter().map(|hit| Arc::clone(&hit.row.entry)).collect()
    }

    /// The rows of the consultations that `filter` selects, in no order.
    pub(super) fn matching(&self, filter: &Filter) -> impl Iterator<Item = &Row> {
        let matcher = Matcher::new(filter, self);
        self.catalogue
            .consultations()
            .filter(move |row| matcher.failing(row) == 0)
    }

    fn hits(&self, sort: Sort, matcher: &Matcher<'_>) -> Vec<Hit<'_>> {
        let matching = self
            .catalogue
            .consultations()
            .filter(|row| matcher.failing(row) == 0);
        matching.map(|row| self.place(row, sort, matcher)).collect()
    }

    fn place<'a>(&self, row: &'a Row, sort: Sort, matcher: &Matcher<'_>) -> Hit<'a> {
        let entry = row.entry.as_ref();
        let ranked = |rank: u8, key: i64| (rank, key, "");
        let (rank, key, name) = match sort {
            Sort::Recent => self.recent(row),
            Sort::Closing => closing(entry),
            Sort::Opening => opening(entry),
            Sort::Name => (0, 0, entry.name()),
            Sort::Relevance => {
                let Score { rank, score } = matcher.score(row).unwrap_or_default();
                // The bits of floats that are not negative are in the order of the floats.
                ranked(rank, -i64::from(score.max(0.0).to_bits()))
            }
            Sort::Distance => {
                let metres = matcher.distance_km(row).unwrap_or_default() * 1000.0;
                ranked(0, i64::from(whole_metres(metres)))
            }
        };
        Hit {
            rank,
            key,
            name,
            row,
        }
    }

    /// Returns what its source dates goes by that date. What it does not is news where it came after the source was first read, and else was there before,
    /// nobody knows since when: it stands behind all that has a date.
    fn recent(&self, row: &Row) -> (u8, i64, &'static str) {
        let first = self.first_seen.get(&row.source);
        let is_news = first.is_some_and(|first| row.known_since > *first);
        let rank = u8::from(!row.is_dated && !is_news);
        (rank, -row.known_since, "")
    }
}

/// The first `size` of `all` in order, and whether there are more.
pub(super) fn first<T>(
    mut all: Vec<T>,
    size: usize,
    mut compare: impl FnMut(&T, &T) -> Ordering,
) -> (Vec<T>, bool) {
    let more = all.len() > size;
    if more {
        all.select_nth_unstable_by(size, &mut compare);
        all.truncate(size);
    }
    all.sort_unstable_by(compare);
    (all, more)
}

fn closing(entry: &Entry) -> (u8, i64, &'static str) {
    let soonest = |rank, moment: Option<i64>| (rank, moment.unwrap_or(i64::MAX), "");
    let latest = |rank, moment: Option<i64>| soonest(rank, moment.map(|moment| -moment));
    match entry.status {
        Status::Open => soonest(0, entry.closing()),
        Status::Paused | Status::Upcoming => soonest(1, entry.next_opening()),
        Status::Closed | Status::Results => latest(2, entry.ending()),
        Status::Unknown => (3, 0, ""),
    }
}

fn opening(entry: &Entry) -> (u8, i64, &'static str) {
    match (entry.status, entry.opening()) {
        (_, None) => (2, 0, ""),
        (Status::Upcoming, Some(opening)) => (0, opening, ""),
        (_, Some(opening)) => (1, -opening, ""),
    }
}
