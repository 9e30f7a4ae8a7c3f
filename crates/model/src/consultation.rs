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
    /// The title, plain text; may be empty.
    pub title: LocalizedText,
    /// The beginning and the end.
    pub period: Period,
    /// `true` where one can take part in it, and not only read: everywhere unless its platform or its title says otherwise.
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

/// An image at the source. It is linked, never copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The address. The one to show is [`Consultation::lasting_image`]: signed addresses expire.
    pub url: Url,
    /// The alternative text.
    pub alt: LocalizedText,
    /// `true` where the address changes at each request, so that a new address is no change of the consultation.
    pub volatile: bool,
}

/// Public counts, as far as the source gives them.
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
    /// The title, plain text.
    pub title: LocalizedText,
    /// The address.
    pub url: Url,
}

/// Published results of a consultation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// The day of publication, if the source gives it.
    pub published_on: Option<NaiveDate>,
    /// The documents.
    pub documents: Vec<Document>,
}

/// The source that first published a consultation that came through another gateway.
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
    /// The id, the same in every gateway and for ever.
    pub id: ConsultationId,
    /// The source of this gateway that brought it.
    pub source: SourceId,
    /// The authority of the instance that first published it.
    pub origin: Origin,
    /// The kind at its source.
    pub kind: SpaceKind,
    /// The key at its source.
    pub native_id: String,
    /// The page at the source, where one takes part.
    pub url: Url,
    /// The title, plain text, never empty.
    pub title: LocalizedText,
    /// The summary, plain text, short.
    pub summary: LocalizedText,
    /// The description, sanitised HTML with absolute links.
    pub description_html: LocalizedText,
    /// The period of the whole: by the source's own dates, else by the phases.
    pub period: Period,
    /// The phases, in the order of the source.
    pub phases: Vec<Phase>,
    /// The time zone in which its days are meant.
    pub timezone: Tz,
    /// The state that its source declares: `Closed` is final; the others count only where there are no dates.
    pub declared_state: Option<DeclaredState>,
    /// The level of participation, declared by people, never guessed.
    pub level: Option<Level>,
    /// The modalities, without repetition, in the order of the vocabulary.
    pub modalities: Vec<Modality>,
    /// The themes, plain texts.
    pub themes: Vec<LocalizedText>,
    /// The territory that it concerns.
    pub territory: Option<Territory>,
    /// The collectivity that organises it; never a person.
    pub organiser: Option<String>,
    /// The image.
    pub image: Option<Image>,
    /// The point, if it has a place of its own.
    pub location: Option<Point>,
    /// The meetings, by their start.
    pub meetings: Vec<Meeting>,
    /// Public counts.
    pub counts: Counts,
    /// Published results.
    pub results: Option<Results>,
    /// `true` where the source promotes it.
    pub promoted: bool,
    /// The people who can take part.
    #[serde(default, skip_serializing_if = "Access::is_everybody")]
    pub access: Access,
    /// Moment at which the source published it.
    pub published_at: Option<DateTime<Utc>>,
    /// The source that first published it, if it came through another gateway.
    pub provenance: Option<Provenance>,
    /// The gateways it came through, nearest to its source first.
    pub via: Vec<Via>,
    /// The same consultation on other instances.
    pub also_at: Vec<AlsoAt>,
    /// The pages that its source declares to be about the same consultation; of an event, the pages of consultations to which it may belong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Url>,
    /// Licence under which its source publishes it.
    pub licence: Option<String>,
}

impl Consultation {
    /// Returns the meetings that, as far as is known, take place, past and to come: announced and not cancelled. Numbers of meetings count these.
    pub fn meetings_taking_place(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.iter().filter(|meeting| meeting.takes_place())
    }

    /// Returns the image, unless its address expires. Such an address is kept to tell a change, and is never published: in a feed, an answer or another gateway it
    /// would be broken minutes later.
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
    /// The position of its last change in the change log; greater means later.
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
