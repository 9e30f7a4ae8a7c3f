//! Meetings in the JSON portal.

use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Site;
use passerelle_index::Appointment;
use passerelle_model::{Meeting, Point};

use super::{SourceBody, Texts, texts, texts_if_any};

/// A point in WGS 84.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PointBody {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl From<Point> for PointBody {
    fn from(point: Point) -> Self {
        Self {
            latitude: point.latitude,
            longitude: point.longitude,
        }
    }
}

/// A meeting of a consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingBody {
    /// The same in every gateway and for ever (UUID).
    pub id: String,
    /// Plain text by language.
    pub title: Texts,
    /// `true` for a meeting on whole days, without a time.
    pub all_day: bool,
    /// ISO 8601: an instant with the offset of the source's time zone; of whole days the first (`2026-12-03`).
    pub starts_at: String,
    /// ISO 8601: an instant with the offset of the source's time zone; of whole days the last, which is inclusive (`2026-12-05`).
    pub ends_at: Option<String>,
    /// The name of the place, plain text by language.
    pub place: Option<Texts>,
    /// The postal address.
    pub address: Option<String>,
    /// The point, when the source places it.
    pub location: Option<PointBody>,
    /// The page at the source.
    pub url: String,
    /// `true` where its source says that it will not take place.
    pub cancelled: bool,
    /// `false` when its source no longer lists it though it did not say that it is cancelled; its place is no longer told then.
    pub announced: bool,
}

impl MeetingBody {
    pub(super) fn new(meeting: &Meeting, zone: Tz) -> Self {
        Self {
            id: meeting.id.to_string(),
            title: texts(&meeting.title),
            all_day: meeting.time.is_all_day(),
            starts_at: meeting.time.start().to_iso(zone),
            ends_at: meeting.time.end().map(|end| end.to_iso(zone)),
            place: texts_if_any(&meeting.place.name),
            address: meeting.place.address.clone(),
            location: meeting.place.point.map(PointBody::from),
            url: meeting.url.to_string(),
            cancelled: meeting.cancelled,
            announced: meeting.announced,
        }
    }
}

/// The consultation that a meeting belongs to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingConsultation {
    /// The id.
    pub id: String,
    /// Plain text by language.
    pub title: Texts,
    /// The page at the source.
    pub url: String,
    /// The page here.
    pub portal_url: String,
}

/// A meeting in a list over consultations and calendars.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingOfList {
    /// The meeting.
    #[serde(flatten)]
    pub meeting: MeetingBody,
    /// The consultation that it belongs to; `null` for an appointment of a calendar that belongs to none.
    pub consultation: Option<MeetingConsultation>,
    /// The source that published it.
    pub source: SourceBody,
}

impl MeetingOfList {
    /// Makes the body of an appointment of the agenda; `None` where there is no such meeting, which an agenda never gives.
    pub fn new(site: &Site, appointment: &Appointment) -> Option<Self> {
        let meeting = appointment.meeting()?;
        let zone = appointment.entry.stored.consultation.timezone;
        let consultation = appointment.consultation().map(|entry| {
            let consultation = &entry.stored.consultation;
            MeetingConsultation {
                id: consultation.id.to_string(),
                title: texts(&consultation.title),
                url: consultation.url.to_string(),
                portal_url: site.portal_url(consultation.id),
            }
        });
        Some(Self {
            meeting: MeetingBody::new(meeting, zone),
            consultation,
            source: SourceBody::new(site, &appointment.entry.stored.consultation),
        })
    }
}
