//! A record: what a connector read of one consultation, before any rule of the gateway. Texts are raw, nothing is sanitised, nothing is
//! decided. Connectors make records; `normalize` turns them into consultations; nothing else sees them.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::{
    Access, AlsoAt, Counts, Level, LocalizedText, MeetingTime, Modality, Moment, Origin, Point,
    Provenance, Results, Status, TerritoryCode, TerritoryHow, Via,
};

/// Kind of a consultation at its source.
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
    /// An appointment of a calendar. It stands in the agenda, alone or with the consultation that it belongs to, and is never shown as a consultation.
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

    /// The word that enters identities: never to be changed.
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

    /// The kind that a token names.
    pub fn from_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.token() == token)
    }
}

/// State of a consultation in the word of its source, beside its dates. Dates outweigh it, but for `Closed`: what a source says is over is
/// over.
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
    /// The status it stands for where there are no dates.
    pub const fn status(self) -> Status {
        match self {
            Self::Upcoming => Status::Upcoming,
            Self::Open => Status::Open,
            Self::Closed => Status::Closed,
        }
    }
}

/// Unit to which a consultation is attached at its source; attach rules and the reading of the territory look here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    /// The kind.
    pub kind: AffiliationKind,
    /// The key at the source, when it has one.
    pub native_id: Option<String>,
    /// The names, plain text.
    pub names: LocalizedText,
    /// The names of what it lies in, nearest first (parents of a scope, root of a taxonomy).
    pub ancestors: Vec<LocalizedText>,
}

/// The kinds of [`Affiliation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AffiliationKind {
    /// A group of processes.
    Group,
    /// An assembly that links to the space, or that the space lies in.
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
    /// The territory that the consultation concerns, as whoever wrote it declares it, anywhere in the country: by the code of the territory, which is the
    /// key, else by name.
    Territory,
}

/// An image as a source gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordImage {
    /// Address, absolute.
    pub url: Url,
    /// A text in its place.
    pub alt: LocalizedText,
    /// `true` where the source signs its addresses anew at each request.
    pub volatile: bool,
}

/// One phase as a source gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PhaseRecord {
    /// Raw text.
    pub title: LocalizedText,
    /// The beginning.
    pub opens: Option<Moment>,
    /// The end.
    pub closes: Option<Moment>,
    /// `true` where one can take part in it, where the kind of step says so on its platform; else its title decides.
    pub participatory: Option<bool>,
    /// `true` where the platform says that it is the current one.
    pub active: bool,
}

/// One meeting as a source gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingRecord {
    /// The key at the source.
    pub native_id: String,
    /// The id that another gateway gave it.
    pub relayed_id: Option<Uuid>,
    /// The page.
    pub url: Url,
    /// Raw text.
    pub title: LocalizedText,
    /// Raw HTML.
    pub description: LocalizedText,
    /// Time, as the source writes it.
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
    /// `true` where the source still announces it: not, for one, where it was closed before its day. Else it is told without its description and place.
    pub announced: bool,
}

/// Statements of another gateway on a consultation that it relays: taken unchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct RelayedAs {
    /// The id.
    pub id: Uuid,
    /// The authority that first published it.
    pub origin: Origin,
    /// The gateways it came through, nearest to its source first, the polled one last.
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
    /// All of it: it is known to be there, and nothing else is.
    Everything,
    /// The texts, the title aside.
    Texts,
    /// The beginning and the end of the whole.
    Dates,
    /// The phases.
    Phases,
    /// The modalities.
    Modalities,
    /// The image.
    Image,
    /// State in the word of its source.
    State,
    /// The public counts.
    Counts,
    /// The results.
    Results,
}

impl Part {
    /// The stable word for programs.
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

/// Consultation as a connector read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The kind.
    pub kind: SpaceKind,
    /// The key at the source: not its slug, not its address.
    pub native_id: String,
    /// Set when it comes from another gateway.
    pub relayed: Option<RelayedAs>,
    /// The public page, absolute.
    pub url: Url,
    /// The pages of what the source declares to be the same thing elsewhere; of an event: pages that may say to which consultation it belongs.
    pub links: Vec<Url>,
    /// Raw text.
    pub title: LocalizedText,
    /// Raw text.
    pub subtitle: LocalizedText,
    /// Raw HTML, short.
    pub short_description: LocalizedText,
    /// Raw HTML.
    pub description: LocalizedText,
    /// The beginning of the whole.
    pub opens: Option<Moment>,
    /// The end of the whole.
    pub closes: Option<Moment>,
    /// Phases in order.
    pub phases: Vec<PhaseRecord>,
    /// State in the word of the source.
    pub declared_state: Option<DeclaredState>,
    /// The level of participation, where whoever wrote it declares one. No platform does.
    pub level: Option<Level>,
    /// Modalities by components, step types, project types.
    pub modalities: Vec<Modality>,
    /// Raw texts.
    pub themes: Vec<LocalizedText>,
    /// Units to which it is attached.
    pub affiliations: Vec<Affiliation>,
    /// The image.
    pub image: Option<RecordImage>,
    /// The own point.
    pub location: Option<Point>,
    /// The meetings.
    pub meetings: Vec<MeetingRecord>,
    /// `true` where `meetings` is all of them: only then may a known meeting be found missing.
    pub meetings_complete: bool,
    /// The parts that could not be read: what is known of them stands.
    pub unread: BTreeSet<Part>,
    /// Public counts.
    pub counts: Counts,
    /// Published results; titles raw.
    pub results: Option<Results>,
    /// Put forward by the source.
    pub promoted: bool,
    /// The people who can take part.
    pub access: Access,
    /// Moment at which the source published it.
    pub published_at: Option<DateTime<FixedOffset>>,
}

impl Record {
    /// A record with nothing but its identity and its page; it is known to have no meetings.
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
