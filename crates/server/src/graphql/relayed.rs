//! Facts for which Decidim has no field: that this is a gateway, and the origin of each consultation. Another gateway reads them to take over
//! ids unchanged, and to leave out consultations that came from itself.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};

use super::Served;
use super::meetings::Coordinates;
use super::text::{DateTime, TranslatedField};
use passerelle_index::Entry;
use passerelle_model::{Consultation, DeclaredState, Moment, Platform, TerritoryHow};

/// The gateway that answers.
pub(super) struct Passerelle(pub(super) Arc<Served>);

/// The gateway that answers.
#[Object]
impl Passerelle {
    /// The name.
    async fn name(&self) -> &str {
        self.0.site.name()
    }

    /// The version of the software.
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// The public address.
    async fn url(&self) -> &str {
        self.0.site.public_url()
    }

    /// The gateways that this one polls.
    async fn via(&self) -> Vec<RelayedVia> {
        let sources = self.0.site.sources();
        let gateways = sources.filter(|source| source.platform == Platform::Passerelle);
        let via = gateways.map(|source| RelayedVia {
            name: source.name.clone(),
            url: source.url.to_string(),
        });
        via.collect()
    }
}

/// The facts of a consultation for which Decidim's process has no field.
pub(super) struct RelayedSpace {
    pub(super) entry: Arc<Entry>,
    pub(super) served: Arc<Served>,
}

impl RelayedSpace {
    fn consultation(&self) -> &Consultation {
        &self.entry.stored.consultation
    }

    /// Writes a day as a day, and an instant with its offset.
    fn written(&self, moment: Option<Moment>) -> Option<String> {
        moment.map(|moment| moment.to_iso(self.consultation().timezone))
    }
}

/// The facts of a consultation for which Decidim's process has no field.
#[Object]
impl RelayedSpace {
    /// The id, the same in every gateway and for ever.
    async fn id(&self) -> ID {
        ID(self.consultation().id.to_string())
    }

    /// The origin: the host of the instance that first published it.
    async fn origin(&self) -> &str {
        self.consultation().origin.as_str()
    }

    /// The kind at the source: `process`, `initiative`, `conference`, `consultation` or `assembly`.
    async fn kind(&self) -> &'static str {
        self.consultation().kind.token()
    }

    /// The key at the source.
    async fn native_id(&self) -> &str {
        &self.consultation().native_id
    }

    /// The level of participation, as people declared it: how far the public weighs on the decision.
    async fn level(&self) -> Option<&'static str> {
        self.consultation()
            .level
            .map(passerelle_model::Level::token)
    }

    /// The collectivity that asks.
    async fn organiser(&self) -> Option<&str> {
        self.consultation().organiser.as_deref()
    }

    /// The licence under which the source publishes it.
    async fn licence(&self) -> Option<&str> {
        self.consultation().licence.as_deref()
    }

    /// The time zone in which its days are meant.
    async fn timezone(&self) -> &'static str {
        self.consultation().timezone.name()
    }

    /// The publication at the source.
    async fn published_at(&self) -> Option<DateTime> {
        let consultation = self.consultation();
        let at = consultation.published_at?;
        Some(DateTime::of_utc(at, consultation.timezone))
    }

    /// The state that the source gives beside the dates: `upcoming`, `open` or `closed`.
    async fn declared_state(&self) -> Option<&'static str> {
        self.consultation().declared_state.map(|state| match state {
            DeclaredState::Upcoming => "upcoming",
            DeclaredState::Open => "open",
            DeclaredState::Closed => "closed",
        })
    }

    /// The modalities: the ways to take part.
    async fn modalities(&self) -> Vec<&'static str> {
        let modalities = self.consultation().modalities.iter();
        modalities.map(|modality| modality.token()).collect()
    }

    /// The access: `members` where only those of the space can take part and everybody reads, null where everybody can take part.
    async fn access(&self) -> Option<&'static str> {
        self.consultation().access.token()
    }

    /// The territory that it concerns.
    async fn territory(&self) -> Option<RelayedTerritory> {
        let territory = self.consultation().territory.as_ref()?;
        Some(RelayedTerritory {
            code: territory.code.to_string(),
            name: territory.name.clone(),
            how: match territory.how {
                TerritoryHow::Declared => "declared",
                TerritoryHow::Rule => "rule",
                TerritoryHow::Inferred => "inferred",
            },
        })
    }

    /// The opening of the whole: a day or an instant (ISO 8601).
    async fn opens(&self) -> Option<String> {
        self.written(self.consultation().period.opens)
    }

    /// The closing of the whole: a day, inclusive, or an instant (ISO 8601).
    async fn closes(&self) -> Option<String> {
        self.written(self.consultation().period.closes)
    }

    /// The status: `upcoming`, `open`, `paused`, `closed`, `results` or `unknown`.
    async fn status(&self) -> &'static str {
        self.entry.status.token()
    }

    /// The last day on which one can take part now (ISO 8601, inclusive). Null unless it is open until a day that is known.
    async fn deadline(&self) -> Option<String> {
        self.entry.deadline().map(|day| day.to_string())
    }

    /// The phase that runs now.
    async fn current_phase(&self) -> Option<RelayedCurrentPhase> {
        let phase = self.entry.current_phase()?;
        Some(RelayedCurrentPhase {
            title: TranslatedField::of(&phase.title),
            starts_on: self.written(phase.period.opens),
            ends_on: self.written(phase.period.closes),
        })
    }

    /// The phases as the source gives them, in the order of the steps: their dates as days or instants, and what they are for.
    async fn phases(&self) -> Vec<RelayedPhase> {
        let phases = self.consultation().phases.iter();
        let periods = phases.map(|phase| RelayedPhase {
            opens: self.written(phase.period.opens),
            closes: self.written(phase.period.closes),
            participatory: phase.participatory,
            active: phase.active,
        });
        periods.collect()
    }

    /// The point on the map.
    async fn location(&self) -> Option<Coordinates> {
        self.consultation().location.map(Coordinates::from)
    }

    /// The public counts.
    async fn counts(&self) -> RelayedCounts {
        let counts = self.consultation().counts;
        // GraphQL's Int has 32 bits.
        let int = |count: Option<u64>| count.and_then(|count| i32::try_from(count).ok());
        RelayedCounts {
            contributions: int(counts.contributions),
            participants: int(counts.participants),
            votes: int(counts.votes),
        }
    }

    /// The published results.
    async fn results(&self) -> Option<RelayedResults> {
        let results = self.consultation().results.as_ref()?;
        let documents = results.documents.iter().map(|document| RelayedDocument {
            url: document.url.to_string(),
            title: TranslatedField::of(&document.title),
        });
        Some(RelayedResults {
            published_on: results.published_on.map(|day| day.to_string()),
            documents: documents.collect(),
        })
    }

    /// The gateways that it came through before this one, the nearest to the source first.
    async fn via(&self) -> Vec<RelayedVia> {
        let via = self.consultation().via.iter().map(|via| RelayedVia {
            name: via.name.clone(),
            url: via.url.to_string(),
        });
        via.collect()
    }

    /// The instance that first published it.
    async fn source(&self) -> RelayedSource {
        let consultation = self.consultation();
        let source = self.served.site.source_of(consultation);
        let first = consultation.provenance.as_ref();
        RelayedSource {
            id: first.map_or_else(|| source.id.to_owned(), |first| first.source_id.clone()),
            name: source.name.to_owned(),
            platform: source.platform.map(|platform| platform.token().to_owned()),
            url: source.url.map(ToString::to_string),
        }
    }

    /// The same consultation on other instances.
    async fn also_at(&self) -> Vec<RelayedAlsoAt> {
        let others = self.consultation().also_at.iter();
        let others = others.map(|other| RelayedAlsoAt {
            name: other.name.clone(),
            url: other.url.to_string(),
            platform: other.platform.token(),
        });
        others.collect()
    }
}

/// A territory.
#[derive(SimpleObject)]
pub(super) struct RelayedTerritory {
    /// INSEE code of a commune, SIREN of an EPCI, `dep-…`, `reg-…` or `fr`.
    code: String,
    /// The official name.
    name: String,
    /// The way in which it is known: `declared`, `rule` or `inferred`.
    how: &'static str,
}

/// A phase with its opening and closing, each a day (inclusive) or an instant (ISO 8601).
#[derive(SimpleObject)]
#[graphql(name = "RelayedPeriod")]
pub(super) struct RelayedPhase {
    /// The opening.
    opens: Option<String>,
    /// The closing.
    closes: Option<String>,
    /// Says whether one can take part in the phase, and not only read.
    participatory: bool,
    /// Says whether the source calls the phase the current one, whatever its dates.
    active: bool,
}

/// The phase that runs now.
#[derive(SimpleObject)]
pub(super) struct RelayedCurrentPhase {
    /// The title.
    title: Option<TranslatedField>,
    /// The beginning that the source gives: a day or an instant (ISO 8601).
    starts_on: Option<String>,
    /// The end that the source gives: a day (inclusive) or an instant (ISO 8601).
    ends_on: Option<String>,
}

/// Public counts that the source gives.
#[derive(SimpleObject)]
pub(super) struct RelayedCounts {
    /// Proposals, comments, answers.
    #[graphql(name = "contributionsCount")]
    contributions: Option<i32>,
    /// People who took part.
    #[graphql(name = "participantsCount")]
    participants: Option<i32>,
    /// Votes or supports.
    #[graphql(name = "votesCount")]
    votes: Option<i32>,
}

/// The results of a consultation.
#[derive(SimpleObject)]
pub(super) struct RelayedResults {
    /// The day of publication.
    published_on: Option<String>,
    /// The documents that tell them.
    documents: Vec<RelayedDocument>,
}

/// A public document.
#[derive(SimpleObject)]
pub(super) struct RelayedDocument {
    /// The address.
    url: String,
    /// The title.
    title: Option<TranslatedField>,
}

/// A gateway.
#[derive(SimpleObject)]
pub(super) struct RelayedVia {
    /// The name.
    name: String,
    /// The public address.
    url: String,
}

/// An instance.
#[derive(SimpleObject)]
pub(super) struct RelayedSource {
    /// The id in the gateway that polled it.
    id: String,
    /// The name.
    name: String,
    /// The software.
    platform: Option<String>,
    /// The address.
    url: Option<String>,
}

/// The same consultation on another instance.
#[derive(SimpleObject)]
pub(super) struct RelayedAlsoAt {
    /// The name of the instance.
    name: String,
    /// The address of the consultation there.
    url: String,
    /// The software of the instance.
    platform: &'static str,
}
