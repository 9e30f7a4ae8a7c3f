//! One consultation in the JSON portal: whole, and as a list shows it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::Site;
use crate::dates::iso;
use passerelle_index::Entry;
use passerelle_model::{self as model, SpaceKind, TerritoryHow};

use super::{MeetingBody, PointBody, Texts, machine_translated, texts, texts_if_any};

/// A territory that a consultation concerns.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TerritoryBody {
    /// INSEE code of a commune, SIREN of an EPCI, `dep-54`, `reg-44` or `fr`.
    pub code: String,
    /// The official name.
    pub name: String,
    /// `commune`, `epci`, `departement`, `region` or `country`.
    pub kind: &'static str,
    /// The way in which the territory is known: `declared`, `rule` or `inferred`.
    pub how: &'static str,
}

/// An image at the source.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImageBody {
    /// The address of the image.
    pub url: String,
    /// A text in its place, by language.
    pub alt: Option<Texts>,
}

/// Public counts, where the source tells.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct CountsBody {
    /// Proposals, comments, answers.
    pub contributions: Option<u64>,
    /// People who took part.
    pub participants: Option<u64>,
    /// Votes or supports.
    pub votes: Option<u64>,
}

/// A public document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DocumentBody {
    /// Plain text by language.
    pub title: Texts,
    /// The address of the document.
    pub url: String,
}

/// The published results of a consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultsBody {
    /// The day of publication (ISO 8601), when the source tells.
    pub published_on: Option<String>,
    /// The documents in which they can be read.
    pub documents: Vec<DocumentBody>,
}

/// The instance that published a consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SourceBody {
    /// The id by which `source=` filters here.
    pub id: String,
    /// The name; of the instance that first published the consultation, when it came through another gateway.
    pub name: String,
    /// The software that it runs.
    pub platform: Option<&'static str>,
    /// The address.
    pub url: Option<String>,
}

/// A gateway through which a consultation came.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ViaBody {
    /// The public address.
    pub url: String,
    /// The name.
    pub name: String,
}

/// The same consultation on another instance.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TwinBody {
    /// The address there.
    pub url: String,
    /// The name of the instance.
    pub name: String,
    /// The software of the instance.
    pub platform: &'static str,
}

/// The phase that runs now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CurrentPhaseBody {
    /// Plain text by language.
    pub title: Option<Texts>,
    /// ISO 8601 day or instant, as its source says it.
    pub starts_on: Option<String>,
    /// ISO 8601 day (inclusive) or instant, as its source says it.
    pub ends_on: Option<String>,
}

impl CurrentPhaseBody {
    /// Returns the current phase of `entry`, if one runs.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        let zone = entry.stored.consultation.timezone;
        let phase = entry.current_phase()?;
        Some(Self {
            title: texts_if_any(&phase.title),
            starts_on: phase.period.opens.map(|day| day.to_iso(zone)),
            ends_on: phase.period.closes.map(|day| day.to_iso(zone)),
        })
    }
}

/// One step of a consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PhaseBody {
    /// Plain text by language.
    pub title: Option<Texts>,
    /// ISO 8601 day or instant.
    pub starts_on: Option<String>,
    /// ISO 8601 day (inclusive) or instant.
    pub ends_on: Option<String>,
    /// `true` for the phase that runs now.
    pub current: bool,
}

/// The fields that every answer about a consultation has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationHead {
    /// UUIDv5, the same in every gateway and for ever.
    pub id: String,
    /// The page at the source, where one takes part.
    pub url: String,
    /// The page here; null for an appointment of a calendar, which has none of its own.
    pub portal_url: Option<String>,
    /// Plain text by language.
    pub title: Texts,
    /// Plain text by language.
    pub summary: Option<Texts>,
    /// The languages in which a machine translated any of its texts, by the source's word.
    pub machine_translated: Vec<String>,
    /// `upcoming`, `open`, `paused`, `closed`, `results` or `unknown`.
    pub status: &'static str,
    /// The opening of the whole: ISO 8601 day or instant.
    pub opens_on: Option<String>,
    /// The closing of the whole: ISO 8601 day (inclusive) or instant. It may go on where one cannot take part any more: see `deadline`.
    pub closes_on: Option<String>,
    /// The last day (ISO 8601, inclusive) on which one can take part now. Null unless it is open until a day that is known.
    pub deadline: Option<String>,
    /// The phase that runs now; null where none does, or where nothing says which.
    pub current_phase: Option<CurrentPhaseBody>,
    /// The weight of the public in the decision (IAP2), where it is declared.
    pub level: Option<&'static str>,
    /// The people who can take part: `members` (those of its space only; everybody reads). Null where everybody can, or where nobody says otherwise.
    pub access: Option<&'static str>,
    /// The ways in which one takes part.
    pub modalities: Vec<&'static str>,
    /// Plain texts by language.
    pub themes: Vec<Texts>,
    /// The territory that it concerns.
    pub territory: Option<TerritoryBody>,
    /// The collectivity that asks.
    pub organiser: Option<String>,
    /// The image.
    pub image: Option<ImageBody>,
    /// The point, when it has a place of its own.
    pub location: Option<PointBody>,
    /// Public counts.
    pub counts: CountsBody,
    /// The published results.
    pub results: Option<ResultsBody>,
    /// The source that published it.
    pub source: SourceBody,
    /// The gateways it came through, nearest to its source first.
    pub via: Vec<ViaBody>,
    /// The same consultation on other instances.
    pub also_at: Vec<TwinBody>,
    /// The licence under which its source publishes it.
    pub licence: Option<String>,
    /// The moment when this gateway first saw it.
    pub first_seen: String,
    /// The moment when its content last changed.
    pub updated: String,
    /// 1 at first, raised by one at each change of content.
    pub revision: u32,
}

/// A consultation in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationSummary {
    /// The fields that every answer has.
    #[serde(flatten)]
    pub head: ConsultationHead,
    /// The number of its phases.
    pub phases_count: usize,
    /// The number of its meetings that are announced and not cancelled.
    pub meetings_count: usize,
}

/// A whole consultation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Consultation {
    /// The fields that every answer has.
    #[serde(flatten)]
    pub head: ConsultationHead,
    /// Sanitised HTML by language.
    pub description_html: Option<Texts>,
    /// The phases, in the order of the source.
    pub phases: Vec<PhaseBody>,
    /// The meetings, by start.
    pub meetings: Vec<MeetingBody>,
}

impl ConsultationSummary {
    /// `entry` as a list shows it.
    pub fn new(site: &Site, entry: &Entry) -> Self {
        let consultation = &entry.stored.consultation;
        Self {
            head: head(site, entry),
            phases_count: consultation.phases.len(),
            meetings_count: consultation.meetings_taking_place().count(),
        }
    }
}

impl Consultation {
    /// All of `entry`.
    pub fn new(site: &Site, entry: &Entry) -> Self {
        let consultation = &entry.stored.consultation;
        let zone = consultation.timezone;
        let current = entry.course.current_phase;
        let phases = consultation.phases.iter().enumerate();
        Self {
            head: head(site, entry),
            description_html: texts_if_any(&consultation.description_html),
            phases: phases
                .map(|(at, phase)| PhaseBody {
                    title: texts_if_any(&phase.title),
                    starts_on: phase.period.opens.map(|day| day.to_iso(zone)),
                    ends_on: phase.period.closes.map(|day| day.to_iso(zone)),
                    current: current == Some(at),
                })
                .collect(),
            meetings: consultation
                .meetings
                .iter()
                .map(|meeting| MeetingBody::new(meeting, zone))
                .collect(),
        }
    }
}

fn head(site: &Site, entry: &Entry) -> ConsultationHead {
    let consultation = &entry.stored.consultation;
    let history = &entry.stored.history;
    let zone = consultation.timezone;
    ConsultationHead {
        id: consultation.id.to_string(),
        url: consultation.url.to_string(),
        portal_url: (consultation.kind != SpaceKind::Event)
            .then(|| site.portal_url(consultation.id)),
        title: texts(&consultation.title),
        summary: texts_if_any(&consultation.summary),
        machine_translated: machine_translated([
            &consultation.title,
            &consultation.summary,
            &consultation.description_html,
        ]),
        status: entry.status.token(),
        opens_on: entry.opens().map(|day| day.to_iso(zone)),
        closes_on: entry.closes().map(|day| day.to_iso(zone)),
        deadline: entry.deadline().map(|day| day.to_string()),
        current_phase: CurrentPhaseBody::of(entry),
        level: consultation.level.map(model::Level::token),
        access: consultation.access.token(),
        modalities: consultation.modalities.iter().map(|m| m.token()).collect(),
        themes: consultation.themes.iter().map(texts).collect(),
        territory: consultation.territory.as_ref().map(territory),
        organiser: consultation.organiser.clone(),
        image: consultation.lasting_image().map(|image| ImageBody {
            url: image.url.to_string(),
            alt: texts_if_any(&image.alt),
        }),
        location: consultation.location.map(PointBody::from),
        counts: CountsBody {
            contributions: consultation.counts.contributions,
            participants: consultation.counts.participants,
            votes: consultation.counts.votes,
        },
        results: consultation.results.as_ref().map(results),
        source: SourceBody::new(site, consultation),
        via: consultation.via.iter().map(via).collect(),
        also_at: consultation.also_at.iter().map(twin).collect(),
        licence: consultation.licence.clone(),
        first_seen: iso(history.first_seen),
        updated: iso(history.updated),
        revision: history.revision,
    }
}

pub(super) fn territory(territory: &model::Territory) -> TerritoryBody {
    TerritoryBody {
        code: territory.code.to_string(),
        name: territory.name.clone(),
        kind: territory.code.kind().token(),
        how: match territory.how {
            TerritoryHow::Declared => "declared",
            TerritoryHow::Rule => "rule",
            TerritoryHow::Inferred => "inferred",
        },
    }
}

fn results(results: &model::Results) -> ResultsBody {
    ResultsBody {
        published_on: results.published_on.map(|day| day.to_string()),
        documents: results
            .documents
            .iter()
            .map(|document| DocumentBody {
                title: texts(&document.title),
                url: document.url.to_string(),
            })
            .collect(),
    }
}

impl SourceBody {
    pub(super) fn new(site: &Site, consultation: &model::Consultation) -> Self {
        let source = site.source_of(consultation);
        Self {
            id: source.id.to_owned(),
            name: source.name.to_owned(),
            platform: source.platform.map(model::Platform::token),
            url: source.url.map(ToString::to_string),
        }
    }
}

fn via(via: &model::Via) -> ViaBody {
    ViaBody {
        url: via.url.to_string(),
        name: via.name.clone(),
    }
}

fn twin(twin: &model::AlsoAt) -> TwinBody {
    TwinBody {
        url: twin.url.to_string(),
        name: twin.name.clone(),
        platform: twin.platform.token(),
    }
}
