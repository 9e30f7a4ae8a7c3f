//! The meetings of a consultation, as a component of Decidim with pages as Relay has them.

use std::sync::Arc;

use async_graphql::{ID, Interface, Object, SimpleObject};
use chrono_tz::Tz;

use super::text::{DateTime, TranslatedField};
use passerelle_index::Entry;
use passerelle_model::{Meeting as Appointment, Point};

/// The longest page, and the page for which no size is asked.
const PAGE: usize = 50;
const PREFIX: &str = "m-";

/// A part of a space.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Its id."),
    field(name = "name", ty = "TranslatedField", desc = "Its name."),
    field(name = "weight", ty = "i32", desc = "Its place among the components."),
    field(name = "url", ty = "String", desc = "Its address at the source.")
)]
pub(super) enum ComponentInterface {
    /// Meetings.
    Meetings(Meetings),
}

/// The meetings of a consultation that has any.
pub(super) struct Meetings {
    entry: Arc<Entry>,
}

impl Meetings {
    /// The component of a consultation, if it has meetings.
    pub(super) fn of(entry: &Arc<Entry>) -> Option<ComponentInterface> {
        let any = !entry.stored.consultation.meetings.is_empty();
        any.then(|| {
            ComponentInterface::Meetings(Self {
                entry: Arc::clone(entry),
            })
        })
    }

    /// The id of the consultation whose meetings a component's id names.
    pub(super) fn consultation_of(component: &str) -> Option<&str> {
        component.strip_prefix(PREFIX)
    }

    fn all(&self) -> &[Appointment] {
        &self.entry.stored.consultation.meetings
    }

    fn edge(&self, at: usize) -> Option<MeetingEdge> {
        let appointment = self.all().get(at)?;
        let zone = self.entry.stored.consultation.timezone;
        Some(MeetingEdge {
            cursor: appointment.id.to_string(),
            node: Some(Meeting {
                appointment: appointment.clone(),
                zone,
            }),
        })
    }

    /// Returns the position of the meeting that a cursor names; the end of the list for an unknown one.
    fn place(&self, cursor: &str) -> usize {
        let named = |appointment: &Appointment| appointment.id.to_string() == cursor;
        let all = self.all();
        all.iter().position(named).unwrap_or(all.len())
    }
}

fn page(size: Option<i32>) -> usize {
    size.and_then(|size| usize::try_from(size).ok())
        .map_or(PAGE, |size| size.min(PAGE))
}

/// The meetings of a consultation.
#[Object]
impl Meetings {
    /// The id of the component.
    async fn id(&self) -> ID {
        ID(format!("{PREFIX}{}", self.entry.id()))
    }

    /// The name of the component.
    async fn name(&self) -> TranslatedField {
        TranslatedField::fixed("Rencontres", "Meetings")
    }

    /// The place among the components.
    async fn weight(&self) -> i32 {
        0
    }

    /// The page of the consultation at its source.
    async fn url(&self) -> String {
        self.entry.stored.consultation.url.to_string()
    }

    /// The meetings by start, at most 50 at once.
    #[graphql(complexity = "page(first.or(last)) * child_complexity")]
    async fn meetings(
        &self,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Option<MeetingConnection> {
        let from = after.map_or(0, |cursor| self.place(&cursor).saturating_add(1));
        let to = before.map_or(self.all().len(), |cursor| self.place(&cursor));
        let (from, to) = (from.min(to), to);
        let (from, to) = match (first, last) {
            (None, Some(_)) => (from.max(to.saturating_sub(page(last))), to),
            _ => (from, to.min(from.saturating_add(page(first)))),
        };
        Some(MeetingConnection {
            edges: (from..to).map(|at| self.edge(at)).collect(),
            has_next_page: to < self.all().len(),
            has_previous_page: from > 0,
        })
    }

    /// One meeting by its id.
    async fn meeting(&self, id: ID) -> Option<Meeting> {
        self.edge(self.place(&id))?.node
    }
}

/// A page of meetings.
pub(super) struct MeetingConnection {
    edges: Vec<Option<MeetingEdge>>,
    has_next_page: bool,
    has_previous_page: bool,
}

/// A page of meetings.
#[Object]
impl MeetingConnection {
    /// The meetings with their cursors.
    async fn edges(&self) -> Option<Vec<Option<&MeetingEdge>>> {
        Some(self.edges.iter().map(Option::as_ref).collect())
    }

    /// The meetings.
    async fn nodes(&self) -> Option<Vec<Option<&Meeting>>> {
        let edges = self.edges.iter();
        Some(
            edges
                .map(|edge| edge.as_ref().and_then(|edge| edge.node.as_ref()))
                .collect(),
        )
    }

    /// The cursors of the page, and whether there is more.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: Option<&Option<MeetingEdge>>| {
            edge.and_then(Option::as_ref)
                .map(|edge| edge.cursor.clone())
        };
        PageInfo {
            has_next_page: self.has_next_page,
            has_previous_page: self.has_previous_page,
            start_cursor: cursor(self.edges.first()),
            end_cursor: cursor(self.edges.last()),
        }
    }
}

/// A meeting with its cursor.
#[derive(SimpleObject)]
pub(super) struct MeetingEdge {
    /// The meeting.
    node: Option<Meeting>,
    /// The cursor for `after` and `before`.
    cursor: String,
}

/// The cursors of a page, and whether there is more.
#[derive(SimpleObject)]
pub(super) struct PageInfo {
    /// Says whether there is a next page.
    has_next_page: bool,
    /// Says whether there is a previous page.
    has_previous_page: bool,
    /// The first cursor of the page.
    start_cursor: Option<String>,
    /// The last cursor of the page.
    end_cursor: Option<String>,
}

/// A point in WGS 84.
#[derive(SimpleObject)]
pub(super) struct Coordinates {
    /// Degrees.
    latitude: f64,
    /// Degrees.
    longitude: f64,
}

impl From<Point> for Coordinates {
    fn from(point: Point) -> Self {
        Self {
            latitude: point.latitude,
            longitude: point.longitude,
        }
    }
}

/// A public meeting.
pub(super) struct Meeting {
    appointment: Appointment,
    zone: Tz,
}

/// A public meeting. Who organises it and who comes is not relayed, nor the address to join it online.
#[Object]
impl Meeting {
    /// The id, the same in every gateway.
    async fn id(&self) -> ID {
        ID(self.appointment.id.to_string())
    }

    /// The title.
    async fn title(&self) -> TranslatedField {
        TranslatedField(self.appointment.title.clone())
    }

    /// The description, in HTML.
    async fn description(&self) -> Option<TranslatedField> {
        TranslatedField::of(&self.appointment.description_html)
    }

    /// The beginning.
    async fn start_time(&self) -> DateTime {
        DateTime::beginning(self.appointment.time.start(), self.zone)
    }

    /// The end, or the beginning where the source gives no end.
    async fn end_time(&self) -> DateTime {
        let time = self.appointment.time;
        match time.end() {
            Some(end) => DateTime::end(end, self.zone),
            None => DateTime::beginning(time.start(), self.zone),
        }
    }

    /// The postal address.
    async fn address(&self) -> Option<String> {
        self.appointment.place.address.clone()
    }

    /// The name of the place.
    async fn location(&self) -> Option<TranslatedField> {
        TranslatedField::of(&self.appointment.place.name)
    }

    /// The point on the map.
    async fn coordinates(&self) -> Option<Coordinates> {
        self.appointment.place.point.map(Coordinates::from)
    }

    /// The page at the source.
    async fn url(&self) -> String {
        self.appointment.url.to_string()
    }

    /// `in_person`, `online` or `hybrid`.
    async fn type_of_meeting(&self) -> &'static str {
        let place = &self.appointment.place;
        let somewhere = !place.name.is_empty() || place.address.is_some() || place.point.is_some();
        match (place.online, somewhere) {
            (false, _) => "in_person",
            (true, false) => "online",
            (true, true) => "hybrid",
        }
    }

    /// Says whether the meeting is cancelled.
    async fn withdrawn(&self) -> Option<bool> {
        Some(self.appointment.cancelled)
    }

    /// Always false: private meetings are not relayed.
    async fn private_meeting(&self) -> bool {
        false
    }

    /// Always true: private meetings are not relayed.
    async fn transparent(&self) -> bool {
        true
    }

    /// Always null: the gateway does not know it.
    async fn reference(&self) -> Option<String> {
        None
    }

    /// Says whether the source no longer announces the meeting, without saying whether it takes place. Whether a report was published is not
    /// relayed.
    async fn closed(&self) -> bool {
        !self.appointment.announced
    }

    /// The last change that this gateway saw.
    async fn updated_at(&self) -> Option<DateTime> {
        Some(DateTime::of_utc(
            self.appointment.history.updated,
            self.zone,
        ))
    }

    /// Always null: the gateway does not know it.
    async fn created_at(&self) -> Option<DateTime> {
        None
    }
}
