//! A meeting: a public appointment of a consultation, with a place and a time.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{LocalizedText, MeetingId, Point};

/// Where a meeting takes place.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name of the place, plain text.
    pub name: LocalizedText,
    /// The postal address, plain text.
    pub address: Option<String>,
    /// The point, when the source places it.
    pub point: Option<Point>,
    /// Whether one can (also) take part online. The address to join is never kept.
    pub online: bool,
}

/// A public meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The same in every gateway and for ever.
    pub id: MeetingId,
    /// Its page at the source.
    pub url: Url,
    /// Plain text, never empty.
    pub title: LocalizedText,
    /// Sanitised HTML.
    pub description_html: LocalizedText,
    /// When it begins.
    pub starts_at: DateTime<FixedOffset>,
    /// When it ends, never before it begins.
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// Where.
    pub place: Place,
    /// Cancelled, by the source's word or because the source removed it before its day.
    pub cancelled: bool,
    /// What the store knows of its past.
    pub history: MeetingHistory,
}

/// What the store knows of a meeting's past; no part of what is compared to find a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingHistory {
    /// iCalendar's SEQUENCE (RFC 5545, 3.8.7.4): 0 at first, raised by one at each change.
    pub sequence: u32,
    /// When its content last changed.
    pub updated: DateTime<Utc>,
    /// How many complete polls in a row lacked it.
    pub missing_polls: u32,
    /// Since when it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_since: Option<DateTime<Utc>>,
}

impl MeetingHistory {
    /// The history of a meeting first seen at `now`.
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self {
            sequence: 0,
            updated: now,
            missing_polls: 0,
            missing_since: None,
        }
    }
}
