//! Search: the consultations that a filter selects, in its order, page by page.

use std::cmp::Ordering;
use std::sync::Arc;

use super::entry::{Entry, Row};
use super::matching::Matcher;
use super::snapshot::Snapshot;
use super::spelling::as_written;
use super::text::{Correction, Score, TextMatches, WordMatch};
use passerelle_model::Status;
use passerelle_query::{Cursor, Filter, Position, Sort, whole_metres};

/// A page of consultations.
#[derive(Debug, Clone)]
pub struct ConsultationPage {
    /// The consultations, in the order of the filter.
    pub items: Vec<Arc<Entry>>,
    /// The number of matches on all pages.
    pub total: usize,
    /// The `cursor` of the next page; `None` on the last.
    pub next_cursor: Option<String>,
    /// The degree to which they match the words of the filter.
    pub matched: WordMatch,
    /// The words that were corrected, in the spelling of the texts that were found.
    pub corrections: Vec<Correction>,
}

/// A row that matches, and its position in the order.
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
    /// Returns the page that `filter` asks for. Every match is on exactly one page. A consultation that changes while a reader turns the pages may be
    /// repeated or skipped, but no other one.
    pub fn search(&self, filter: &Filter) -> ConsultationPage {
        self.page_of(filter, &Matcher::new(filter, self))
    }

    pub(super) fn page_of(&self, filter: &Filter, matcher: &Matcher<'_>) -> ConsultationPage {
        let mut hits = self.hits(filter.sort, matcher);
        let total = hits.len();
        if let Some(cursor) = &filter.cursor {
            hits.retain(|hit| hit.is_after(&cursor.after));
        }
        let (page, more) = first_in_order(hits, filter.page_size(), Hit::compare);
        let next_cursor = page
            .last()
            .filter(|_| more)
            .map(|last| Cursor::new(last.position(), &filter.selection()).encode());
        let text_matches = matcher.text_matches.as_ref();
        let items: Vec<Arc<Entry>> = page.iter().map(|hit| Arc::clone(&hit.row.entry)).collect();
        let corrections =
            text_matches.map_or_else(Vec::new, |matches| self.corrections(matches, &items));
        ConsultationPage {
            corrections,
            items,
            total,
            next_cursor,
            matched: text_matches.map_or(WordMatch::All, |matches| matches.matched),
        }
    }
}

impl Snapshot {
    /// Returns the corrections in the spelling of the entries in `found`; if there are none, in that of any consultation that matches the words.
    fn corrections(&self, matches: &TextMatches, found: &[Arc<Entry>]) -> Vec<Correction> {
        let written = |one: &Correction| {
            if !found.is_empty() {
                return as_written(one, found.iter());
            }
            let rows = self.catalogue.consultations();
            let rows = rows.filter(|row| matches.score(row.document).is_some());
            as_written(one, rows.map(|row| &row.entry))
        };
        matches.corrections.iter().map(written).collect()
    }

    /// Returns everything that `filter` selects, in its order and not divided into pages, for outputs that are one document of any length.
    pub fn select(&self, filter: &Filter) -> Vec<Arc<Entry>> {
        let mut hits = self.hits(filter.sort, &Matcher::new(filter, self));
        hits.sort_unstable_by(Hit::compare);
        hits.iter().map(|hit| Arc::clone(&hit.row.entry)).collect()
    }

    /// Returns the rows of the consultations that `filter` selects, in no order.
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
        matching.map(|row| self.hit(row, sort, matcher)).collect()
    }

    /// Makes the hit of a row that matches.
    fn hit<'a>(&self, row: &'a Row, sort: Sort, matcher: &Matcher<'_>) -> Hit<'a> {
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

    /// Returns the position of a row in the order by date, newest first. A consultation whose source gives no date counts as new at the moment when
    /// it was first seen, unless it was already there when its source was first read: its age is unknown then, and it comes after all others.
    fn recent(&self, row: &Row) -> (u8, i64, &'static str) {
        let first = self.first_seen.get(&row.source);
        let is_news = first.is_some_and(|first| row.known_since > *first);
        let rank = u8::from(!row.is_dated && !is_news);
        (rank, -row.known_since, "")
    }
}

/// Returns the first `size` items of `all` in order, and whether there are more.
pub(super) fn first_in_order<T>(
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

/// Returns the position of an entry in the order by closing: open ones by deadline, then those to come, then those that are over.
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

/// Returns the position of an entry in the order by opening: upcoming ones, the next first, then the others, the latest first.
fn opening(entry: &Entry) -> (u8, i64, &'static str) {
    match (entry.status, entry.opening()) {
        (_, None) => (2, 0, ""),
        (Status::Upcoming, Some(opening)) => (0, opening, ""),
        (_, Some(opening)) => (1, -opening, ""),
    }
}
