//! Records: consultations as connectors read them, before any rule of the gateway. Texts are raw, nothing is sanitised or decided. `normalize` turns them into
//! consultations; no other stage sees them.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::{
    Access, AlsoAt, Counts, Level, LocalizedText, MeetingTime, Modality, Moment, Origin, Point,
    Provenance, Results, Status, TerritoryCode, TerritoryHow, Via,
};

/// The kind of a consultation at its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpaceKind {
    /// A participatory process (Decidim), a project (Cap Collectif), or whatever a format has as its unit.
    Process,
    /// A citizens' initiative.
    Initiative,
    /// A conference.
    Conference,
    /// A consultation of Decidim's module of that name (up to 0.27).
    Consultation,
    /// An assembly; relayed only where the source's configuration says so.
    Assembly,
    /// An appointment of a calendar. It is listed in the agenda, alone or with its consultation, and is never shown as a consultation.
    Event,
}

impl SpaceKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Process,
        Self::Initiative,
        Self::Conference,
        Self::Consultation,
        Self::Assembly,
        Self::Event,
    ];

    /// Returns the word that is part of ids: never to be changed.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Initiative => "initiative",
            Self::Conference => "conference",
            Self::Consultation => "consultation",
            Self::Assembly => "assembly",
            Self::Event => "event",
        }
    }

    /// Returns the kind that a token names.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.token() == token)
    }
}

/// The state that a source declares besides its dates. Dates outweigh it, except for `Closed`: a consultation that its source declares over is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclaredState {
    /// A consultation that has not begun.
    Upcoming,
    /// Running.
    Open,
    /// A consultation that is over by an explicit word: withdrawn, rejected, accepted, closed. Never concluded from dates.
    Closed,
}

impl DeclaredState {
    /// Returns the status it stands for where there are no dates.
    pub const fn status(self) -> Status {
        match self {
            Self::Upcoming => Status::Upcoming,
            Self::Open => Status::Open,
            Self::Closed => Status::Closed,
        }
    }
}

/// A unit to which a consultation is attached at its source; attach rules match it, and territories are inferred from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    /// The kind.
    pub kind: AffiliationKind,
    /// The key at the source, if it has one.
    pub native_id: Option<String>,
    /// The names, plain text.
    pub names: LocalizedText,
    /// The names of the units around it, nearest first (parents of a scope, root of a taxonomy).
    pub ancestors: Vec<LocalizedText>,
}

/// The kinds of [`Affiliation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AffiliationKind {
    /// A group of processes.
    Group,
    /// An assembly that links to the space, or of which the space is a part.
    Assembly,
    /// A scope (Decidim up to 0.29), a district (Cap Collectif).
    Scope,
    /// An area (assemblies, Decidim up to 0.30).
    Area,
    /// A taxonomy (Decidim from 0.30).
    Taxonomy,
    /// Free text that names a place, such as Decidim's "local area" and "meta scope"; its key is the code of the territory, where the source
    /// has one.
    PlaceName,
    /// The territory that the consultation concerns, as its author declares it, anywhere in the country: by the code of the territory, which is the key, else by its
    /// name.
    Territory,
}

/// An image as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordImage {
    /// The address, absolute.
    pub url: Url,
    /// The alternative text.
    pub alt: LocalizedText,
    /// `true` where the source signs its addresses anew at each request.
    pub volatile: bool,
}

/// A phase as a source gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhaseRecord {
    /// The title, raw text.
    pub title: LocalizedText,
    /// The beginning.
    pub opens: Option<Moment>,
    /// The end.
    pub closes: Option<Moment>,
    /// `true` where one can take part in it, `None` where the kind of step does not say so on its platform: then its title decides.
    pub participatory: Option<bool>,
    /// `true` where the platform says that it is the current one.
    pub active: bool,
}

/// A meeting as a source gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingRecord {
    /// The key at the source.
    pub native_id: String,
    /// The id that another gateway gave it.
    pub relayed_id: Option<Uuid>,
    /// The page.
    pub url: Url,
    /// The title, raw text.
    pub title: LocalizedText,
    /// The description, raw HTML.
    pub description: LocalizedText,
    /// The time, as the source gives it.
    pub time: MeetingTime,
    /// The name of the place, raw text.
    pub place: LocalizedText,
    /// The address, raw text.
    pub address: Option<String>,
    /// The point.
    pub point: Option<Point>,
    /// `true` where one can take part online.
    pub online: bool,
    /// `true` where the source says that it is cancelled.
    pub cancelled: bool,
    /// `true` where the source still announces it, which it no longer does if it closed it before its day. Such a meeting has no description and place.
    pub announced: bool,
}

/// The statements of another gateway about a consultation that it relays: taken unchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct RelayedAs {
    /// The id.
    pub id: Uuid,
    /// The authority that first published it.
    pub origin: Origin,
    /// The gateways that it came through, nearest to its source first, the polled one last.
    pub via: Vec<Via>,
    /// The source, as the first gateway names it.
    pub provenance: Option<Provenance>,
    /// The territory, and how the first gateway knows it.
    pub territory: Option<(TerritoryCode, TerritoryHow)>,
    /// The organiser; a collectivity.
    pub organiser: Option<String>,
    /// The level.
    pub level: Option<Level>,
    /// The same consultation elsewhere.
    pub also_at: Vec<AlsoAt>,
    /// The licence.
    pub licence: Option<String>,
    /// The time zone in which its days are meant (IANA name).
    pub timezone: Option<String>,
}

/// A part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The whole record: the consultation is known to exist, and nothing else about it.
    Everything,
    /// The texts, except for the title.
    Texts,
    /// The beginning and the end of the whole.
    Dates,
    /// The phases.
    Phases,
    /// The modalities.
    Modalities,
    /// The image.
    Image,
    /// The state that the source declares.
    State,
    /// The public counts.
    Counts,
    /// The results.
    Results,
}

impl Part {
    /// Returns the stable word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Texts => "texts",
            Self::Dates => "dates",
            Self::Phases => "phases",
            Self::Modalities => "modalities",
            Self::Image => "image",
            Self::State => "state",
            Self::Counts => "counts",
            Self::Results => "results",
        }
    }
}

/// A consultation as a connector read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The kind.
    pub kind: SpaceKind,
    /// The key at the source: neither its slug nor its address.
    pub native_id: String,
    /// The statements of another gateway, if it came through one.
    pub relayed: Option<RelayedAs>,
    /// The public page, absolute.
    pub url: Url,
    /// The pages that the source declares to be about the same consultation; of an event, the pages of consultations to which it may belong.
    pub links: Vec<Url>,
    /// The title, raw text.
    pub title: LocalizedText,
    /// The second title, raw text.
    pub subtitle: LocalizedText,
    /// Raw HTML, short.
    pub short_description: LocalizedText,
    /// Raw HTML.
    pub description: LocalizedText,
    /// The beginning of the whole.
    pub opens: Option<Moment>,
    /// The end of the whole.
    pub closes: Option<Moment>,
    /// The phases, in order.
    pub phases: Vec<PhaseRecord>,
    /// The state that the source declares.
    pub declared_state: Option<DeclaredState>,
    /// The level of participation, if the author declares one. No platform does.
    pub level: Option<Level>,
    /// The modalities, by components, step types, project types.
    pub modalities: Vec<Modality>,
    /// The themes, raw texts.
    pub themes: Vec<LocalizedText>,
    /// The units to which it is attached.
    pub affiliations: Vec<Affiliation>,
    /// The image.
    pub image: Option<RecordImage>,
    /// The point, if it has a place of its own.
    pub location: Option<Point>,
    /// The meetings.
    pub meetings: Vec<MeetingRecord>,
    /// `true` where `meetings` are all of them: only then may a known meeting be found missing.
    pub meetings_complete: bool,
    /// The parts that could not be read: their known content stays.
    pub unread: BTreeSet<Part>,
    /// Public counts.
    pub counts: Counts,
    /// The published results; their titles are raw.
    pub results: Option<Results>,
    /// `true` where the source promotes it.
    pub promoted: bool,
    /// The people who can take part.
    pub access: Access,
    /// The moment at which the source published it.
    pub published_at: Option<DateTime<FixedOffset>>,
}

impl Record {
    /// Creates a record with nothing but its identity and its page; it is known to have no meetings.
    pub fn new(kind: SpaceKind, native_id: String, url: Url) -> Self {
        Self {
            kind,
            native_id,
            relayed: None,
            url,
            links: Vec::new(),
            title: LocalizedText::default(),
            subtitle: LocalizedText::default(),
            short_description: LocalizedText::default(),
            description: LocalizedText::default(),
            opens: None,
            closes: None,
            phases: Vec::new(),
            declared_state: None,
            level: None,
            modalities: Vec::new(),
            themes: Vec::new(),
            affiliations: Vec::new(),
            image: None,
            location: None,
            meetings: Vec::new(),
            meetings_complete: true,
            unread: BTreeSet::new(),
            counts: Counts::default(),
            results: None,
            promoted: false,
            access: Access::default(),
            published_at: None,
        }
    }
}
