//! The vocabulary of all stages: consultations, phases, meetings, territories, sources.
//!
//! Plain data, with the rules that hold for it whatever its origin. This crate imports nothing of ours, does no I/O, reads no clock (the moment is always a
//! parameter) and has no type that could hold a person.

mod access;
mod appearance;
mod audience;
mod canonical;
mod colour;
mod consultation;
mod course;
mod dataset;
#[cfg(any(test, feature = "test-support"))]
pub mod documented;
mod entry_rule;
mod folding;
mod glob;
mod identity;
mod language;
mod list;
mod marks;
mod meeting;
mod meeting_time;
mod moment;
mod naming;
mod nearest;
mod platform;
mod publisher;
pub mod reason;
mod record;
mod ruling;
#[cfg(any(test, feature = "test-support"))]
pub mod samples;
mod signed;
mod source;
mod state;
mod terms;
mod territory;
mod tracker;
mod uri;

pub use access::Access;
pub use appearance::{Appearance, InvalidTiles, Logo, TileServer, UnfitLogo};
pub use audience::{Audience, InvalidWebsite, Website};
pub use canonical::CanonicalUrl;
pub use colour::{Brand, Colour, InvalidColour, UnreadableBrand};
pub use consultation::{
    AlsoAt, Consultation, Counts, Document, History, Image, Phase, Provenance, Results, Stored, Via,
};
pub use course::{CLOSES_SOON_DAYS, Course, Participation, next_beginning};
pub use dataset::{Dataset, DatasetFields, InvalidPageAddress, PageAddress, is_field_name};
pub use entry_rule::{EntryAttribute, EntryRule, EntryView, JoinRule};
pub use folding::fold;
pub use glob::Glob;
pub use identity::{ConsultationId, InvalidSourceId, MeetingId, Origin, SourceId};
pub use language::{InvalidLanguage, Language, LocalizedText, Translation};
pub use list::{ListColumn, ListColumns};
pub use marks::Marks;
pub use meeting::{Meeting, MeetingHistory, Place};
pub use meeting_time::MeetingTime;
pub use moment::{Moment, Period, instant_in};
pub use naming::{Name, Naming, is_the_same_everywhere, tell_lists_apart, unqualified};
pub use nearest::nearest;
pub use platform::{AddressForm, NativeIds, Platform};
pub use publisher::Publisher;
pub use reason::Reason;
pub use record::{
    Affiliation, AffiliationKind, DeclaredState, MeetingRecord, Part, PhaseRecord, Record,
    RecordImage, RelayedAs, SpaceKind,
};
pub use ruling::{Decision, Designation, Likeness, Pair, Ruling, Suggestion, Verdict};
pub use signed::{carries_secret, expires, holds_key};
pub use source::{AttachRule, Attribute, Source};
pub use state::{Health, Held, PollOutcome, SourceState};
pub use terms::{Level, Modality, Status, UnknownTerm};
pub use territory::{
    InvalidTerritoryCode, Point, Territory, TerritoryCode, TerritoryHow, TerritoryKind,
};
pub use tracker::{asks_nothing, is_tracker, without_parameters};
pub use uri::as_uri;
