//! Meetings: public appointments of a consultation, with a place and a time.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{LocalizedText, MeetingId, MeetingTime, Point};

/// The place of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name of the place, plain text.
    pub name: LocalizedText,
    /// The postal address, plain text.
    pub address: Option<String>,
    /// The point, if the source gives one.
    pub point: Option<Point>,
    /// `true` where one can take part online too. The address to join is never kept.
    pub online: bool,
}

/// A public meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The id, the same in every gateway and for ever.
    pub id: MeetingId,
    /// The page at the source.
    pub url: Url,
    /// The title, plain text, never empty.
    pub title: LocalizedText,
    /// The description, sanitised HTML.
    pub description_html: LocalizedText,
    /// The time; its days are those of the time zone of its consultation.
    #[serde(flatten)]
    pub time: MeetingTime,
    /// The place.
    pub place: Place,
    /// `true` where the source says that it is cancelled.
    pub cancelled: bool,
    /// `true` where its source announces it. A meeting that has disappeared from the source's list is no longer announced, and may take place all the same.
    // Stored only if it is `false`, so that meetings stored by earlier releases mean the same as before.
    #[serde(default = "announced", skip_serializing_if = "is_announced")]
    pub announced: bool,
    /// The history.
    pub history: MeetingHistory,
}

impl Meeting {
    /// Returns whether, as far as is known, it takes place: it is announced and not cancelled.
    pub const fn takes_place(&self) -> bool {
        self.announced && !self.cancelled
    }

    /// Returns the meeting as no longer announced, without its description and place: a gateway that relays it needs only its identity, to remove it.
    #[must_use]
    pub fn unannounced(self) -> Self {
        Self {
            announced: false,
            description_html: LocalizedText::default(),
            place: Place::default(),
            ..self
        }
    }
}

const fn announced() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
const fn is_announced(announced: &bool) -> bool {
    *announced
}

/// The history of a meeting, as the store knows it; it is not compared to find a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingHistory {
    /// The `SEQUENCE` of iCalendar (RFC 5545, 3.8.7.4): 0 at first, raised by one at each change.
    pub sequence: u32,
    /// The moment at which its content last changed.
    pub updated: DateTime<Utc>,
    /// The number of complete polls in a row that lacked it.
    pub missing_polls: u32,
    /// The moment since which it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_since: Option<DateTime<Utc>>,
}

impl MeetingHistory {
    /// Creates the history of a meeting first seen at `now`.
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self {
            sequence: 0,
            updated: now,
            missing_polls: 0,
            missing_since: None,
        }
    }
}
