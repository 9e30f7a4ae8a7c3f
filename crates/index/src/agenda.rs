//! The agenda: the meetings of the consultations that a filter selects, and the events that belong to none, by their start.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::entry::{Entry, Row};
use super::matching::Matcher;
use super::search::first_in_order;
use super::snapshot::Snapshot;
use super::text::WordMatch;
use passerelle_dedupe::Role;
use passerelle_model::Meeting;
use passerelle_query::{Cursor, Filter, Position};

/// A meeting and the consultation that it belongs to.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// The consultation, or the event that belongs to no consultation.
    pub entry: Arc<Entry>,
    is_lone_event: bool,
    /// The index of the meeting in the consultation.
    at: usize,
}

impl Appointment {
    /// Returns the consultation that it belongs to; `None` for an event that belongs to none.
    pub fn consultation(&self) -> Option<&Arc<Entry>> {
        (!self.is_lone_event).then_some(&self.entry)
    }

    /// Returns the meeting. It is always there; the option only avoids a panic.
    pub fn meeting(&self) -> Option<&Meeting> {
        self.entry.stored.consultation.meetings.get(self.at)
    }
}

/// A page of meetings.
#[derive(Debug, Clone)]
pub struct MeetingPage {
    /// The appointments, by start, then by id.
    pub items: Vec<Appointment>,
    /// The number of matches on all pages.
    pub total: usize,
    /// The `cursor` of the next page; `None` on the last.
    pub next_cursor: Option<String>,
    /// The degree to which they match the words of the filter.
    pub matched: WordMatch,
}

struct Hit<'a> {
    start: i64,
    id: Uuid,
    row: &'a Row,
    at: usize,
}

impl Hit<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        (self.start, self.id)
            .cmp(&(other.start, other.id))
            .then_with(|| self.row.id.cmp(&other.row.id))
    }

    fn appointment(&self) -> Appointment {
        Appointment {
            entry: Arc::clone(&self.row.entry),
            is_lone_event: self.row.role == Role::LoneEvent,
            at: self.at,
        }
    }

    fn takes_place(&self) -> bool {
        let meetings = &self.row.entry.stored.consultation.meetings;
        meetings.get(self.at).is_some_and(Meeting::takes_place)
    }

    /// Returns the position of the hit. Two consultations may have the same meeting, so the id of the consultation comes last: `Position` compares
    /// names before ids, and the id of the meeting stands as the name.
    fn position(&self) -> Position {
        Position {
            rank: 0,
            key: self.start,
            name: self.id.to_string(),
            id: self.row.id.as_uuid(),
        }
    }
}

impl Snapshot {
    /// Returns the page of meetings that `filter` asks for: those of the selected consultations and events, cancelled ones too, that do not end
    /// before `from` or begin after `to`, both days in the time zone of the source. With `near`, a meeting that has a place must itself lie in the
    /// circle. The order that the filter asks for does not apply.
    pub fn meetings(&self, filter: &Filter) -> MeetingPage {
        self.meetings_of(filter, &Matcher::new(filter, self))
    }

    pub(super) fn meetings_of(&self, filter: &Filter, matcher: &Matcher<'_>) -> MeetingPage {
        let mut hits = self.meeting_hits(filter, matcher);
        let total = hits.len();
        if let Some(cursor) = &filter.cursor {
            hits.retain(|hit| hit.position() > cursor.after);
        }
        let (page, more) = first_in_order(hits, filter.page_size(), Hit::compare);
        let next = page.last().filter(|_| more).map(Hit::position);
        MeetingPage {
            items: page.iter().map(Hit::appointment).collect(),
            total,
            next_cursor: next.map(|position| Cursor::new(position, &filter.selection()).encode()),
            matched: matcher
                .text_matches
                .as_ref()
                .map_or(WordMatch::All, |matches| matches.matched),
        }
    }

    /// Returns the first `most` meetings that [`meetings`](Self::meetings) selects, whatever page the filter asks for.
    pub fn appointments(&self, filter: &Filter, most: usize) -> Vec<Appointment> {
        let (hits, _more) = first_in_order(
            self.meeting_hits(filter, &Matcher::new(filter, self)),
            most,
            Hit::compare,
        );
        hits.iter().map(Hit::appointment).collect()
    }

    /// Counts the meetings that `filter` selects and that are announced and not cancelled, on all pages.
    pub fn meetings_taking_place(&self, filter: &Filter) -> usize {
        let hits = self.meeting_hits(filter, &Matcher::new(filter, self));
        hits.iter().filter(|hit| hit.takes_place()).count()
    }

    /// Returns the row of each of these meetings, whatever their days.
    pub(super) fn rows_of_meetings(&self, filter: &Filter) -> impl Iterator<Item = &Row> {
        let on_all_days = Filter {
            from: None,
            to: None,
            ..filter.clone()
        };
        self.meeting_hits(&on_all_days, &Matcher::new(filter, self))
            .into_iter()
            .filter(Hit::takes_place)
            .map(|hit| hit.row)
    }

    fn meeting_hits(&self, filter: &Filter, matcher: &Matcher<'_>) -> Vec<Hit<'_>> {
        let matching = self
            .catalogue
            .agenda()
            .filter(|row| matcher.failing(row) == 0);
        matching
            .flat_map(|row| {
                let meetings = row.entry.stored.consultation.meetings.iter().enumerate();
                meetings.map(move |(at, meeting)| (row, at, meeting))
            })
            .filter(|(row, _, meeting)| {
                within(filter.from, filter.to, row, meeting) && matcher.admits(meeting)
            })
            .map(|(row, at, meeting)| Hit {
                start: meeting
                    .time
                    .begins(row.entry.stored.consultation.timezone)
                    .timestamp(),
                id: meeting.id.as_uuid(),
                row,
                at,
            })
            .collect()
    }
}

/// Returns whether a meeting does not end before `from` or begin after `to`.
fn within(from: Option<NaiveDate>, to: Option<NaiveDate>, row: &Row, meeting: &Meeting) -> bool {
    let zone = row.entry.stored.consultation.timezone;
    from.is_none_or(|day| meeting.time.last_day(zone) >= day)
        && to.is_none_or(|day| meeting.time.first_day(zone) <= day)
}
