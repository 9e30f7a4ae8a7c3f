//! A consultation: any public participation procedure, in the vocabulary of the gateway.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    Access, ConsultationId, DeclaredState, Level, LocalizedText, Meeting, Modality, Origin, Period,
    Platform, Point, SourceId, SpaceKind, Territory, expires,
};

/// One step of a consultation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// Plain text; may be empty.
    pub title: LocalizedText,
    /// Beginning and end.
    pub period: Period,
    /// `true` where one can take part in it, and not only read: unless its platform or its title says otherwise, one can.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub participatory: bool,
    /// `true` where the platform says that it is the current one.
    #[serde(default, skip_serializing_if = "is_no")]
    pub active: bool,
}

impl Default for Phase {
    fn default() -> Self {
        Self {
            title: LocalizedText::default(),
            period: Period::default(),
            participatory: true,
            active: false,
        }
    }
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde wants"
)]
const fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde wants"
)]
const fn is_no(value: &bool) -> bool {
    !*value
}

/// An image at the source. Only linked, never copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Address. The one to show is [`Consultation::lasting_image`]: signed addresses expire.
    pub url: Url,
    /// A text in its place.
    pub alt: LocalizedText,
    /// `true` where the address changes at each request, so that a new address is no change.
    pub volatile: bool,
}

/// Public counts, where the source tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Proposals, comments, answers.
    pub contributions: Option<u64>,
    /// People who took part.
    pub participants: Option<u64>,
    /// Votes or supports.
    pub votes: Option<u64>,
}

/// A public document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Plain text.
    pub title: LocalizedText,
    /// The address.
    pub url: Url,
}

/// Published results of a consultation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// The day of publication, when the source tells.
    pub published_on: Option<NaiveDate>,
    /// Documents that say them.
    pub documents: Vec<Document>,
}

/// Place where a consultation was first published, when it came through another gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The id of the source in the gateway that polled it.
    pub source_id: String,
    /// The name of the source.
    pub name: String,
    /// The software of the source.
    pub platform: Platform,
    /// The address of the source.
    pub url: Url,
}

/// A gateway through which a consultation came, nearest to its source first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Via {
    /// The gateway's public address.
    pub url: Url,
    /// The name.
    pub name: String,
}

/// The same consultation on another instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoAt {
    /// The address there.
    pub url: Url,
    /// The name of the instance.
    pub name: String,
    /// The software of the instance.
    pub platform: Platform,
}

/// A consultation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consultation {
    /// The same in every gateway and for ever.
    pub id: ConsultationId,
    /// The source of this gateway that brought it.
    pub source: SourceId,
    /// The authority that first published it.
    pub origin: Origin,
    /// Kind at its source.
    pub kind: SpaceKind,
    /// The key at its source.
    pub native_id: String,
    /// The page at the source, where one takes part.
    pub url: Url,
    /// Plain text, never empty.
    pub title: LocalizedText,
    /// Plain text, short.
    pub summary: LocalizedText,
    /// Sanitised HTML with absolute links.
    pub description_html: LocalizedText,
    /// The whole: from the source's own dates, else from the phases.
    pub period: Period,
    /// Phases in the order of the source.
    pub phases: Vec<Phase>,
    /// The time zone in which its days are meant.
    pub timezone: Tz,
    /// State in the word of its source: `Closed` is final, and the others count only where there are no dates.
    pub declared_state: Option<DeclaredState>,
    /// Declared by people, never guessed.
    pub level: Option<Level>,
    /// The modalities, without repetition, in the order of the vocabulary.
    pub modalities: Vec<Modality>,
    /// Plain texts.
    pub themes: Vec<LocalizedText>,
    /// The territory that it concerns.
    pub territory: Option<Territory>,
    /// The collectivity that asks; never a person.
    pub organiser: Option<String>,
    /// The image.
    pub image: Option<Image>,
    /// The point, when it has a place of its own.
    pub location: Option<Point>,
    /// Meetings by their start.
    pub meetings: Vec<Meeting>,
    /// Public counts.
    pub counts: Counts,
    /// Published results.
    pub results: Option<Results>,
    /// Put forward by the source.
    pub promoted: bool,
    /// The people who can take part.
    #[serde(default, skip_serializing_if = "Access::is_everybody")]
    pub access: Access,
    /// Moment at which the source published it.
    pub published_at: Option<DateTime<Utc>>,
    /// The place where it was first published, when it came through another gateway.
    pub provenance: Option<Provenance>,
    /// The gateways it came through, nearest to its source first.
    pub via: Vec<Via>,
    /// The same consultation on other instances.
    pub also_at: Vec<AlsoAt>,
    /// The pages of what its source declares to be the same thing elsewhere; of an event: pages that may say to which consultation it belongs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Url>,
    /// Licence under which its source publishes it.
    pub licence: Option<String>,
}

impl Consultation {
    /// Returns its meetings that take place as far as is known, past and to come: announced and not cancelled. What numbers of meetings count.
    pub fn meetings_taking_place(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|meeting| meeting.takes_place())
    }

    /// Returns its image, where the address of it lasts. One that expires is kept to tell a change from none, and never leaves: in a feed, an answer
    /// or another gateway it would be broken minutes later.
    pub fn lasting_image(&self) -> Option<&Image> {
        self.image
            .as_ref()
            .filter(|image| !image.volatile && !expires(&image.url))
    }
}

/// History of a consultation, as the store knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Moment at which this gateway first saw it.
    pub first_seen: DateTime<Utc>,
    /// Moment at which its content last changed.
    pub updated: DateTime<Utc>,
    /// 1 at first, raised by one at each change of content.
    pub revision: u32,
    /// The place of its last change in the change log; greater means later.
    pub change: u64,
}

/// A consultation as the store keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// The consultation.
    pub consultation: Consultation,
    /// The history.
    pub history: History,
}
