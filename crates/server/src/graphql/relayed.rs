//! What Decidim's own fields cannot say: that this is a gateway, and where each consultation comes from. Another gateway reads it to take
//! over ids unchanged and to drop what came from itself.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject};

use super::View;
use super::meetings::Coordinates;
use super::text::{DateTime, TranslatedField};
use passerelle_index::Entry;
use passerelle_model::{Consultation, DeclaredState, Moment, Platform, TerritoryHow};

/// The gateway that answers.
pub(super) struct Passerelle(pub(super) Arc<View>);

/// The gateway that answers.
#[Object]
impl Passerelle {
    /// Its name.
    async fn name(&self) -> &str {
        self.0.site.name()
    }

    /// The version of its software.
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// Its public address.
    async fn url(&self) -> &str {
        self.0.site.public_url()
    }

    /// The gateways that it reads.
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

/// What a consultation is beside what Decidim says of a process.
pub(super) struct RelayedSpace {
    pub(super) entry: Arc<Entry>,
    pub(super) view: Arc<View>,
}

impl RelayedSpace {
    fn consultation(&self) -> &Consultation {
        &self.entry.stored.consultation
    }

    /// A day as a day, an instant with its offset.
    fn written(&self, moment: Option<Moment>) -> Option<String> {
        moment.map(|moment| moment.to_iso(self.consultation().timezone))
    }
}

/// What a consultation is beside what Decidim says of a process.
#[Object]
impl RelayedSpace {
    /// The same in every gateway and for ever.
    async fn id(&self) -> ID {
        ID(self.consultation().id.to_string())
    }

    /// The authority that first published it.
    async fn origin(&self) -> &str {
        self.consultation().origin.as_str()
    }

    /// What it is at its source: `process`, `initiative`, `conference`, `consultation` or `assembly`.
    async fn kind(&self) -> &'static str {
        self.consultation().kind.token()
    }

    /// Its key at its source.
    async fn native_id(&self) -> &str {
        &self.consultation().native_id
    }

    /// How far the public weighs on the decision, as people declared it.
    async fn level(&self) -> Option<&'static str> {
        self.consultation()
            .level
            .map(passerelle_model::Level::token)
    }

    /// The collectivity that asks.
    async fn organiser(&self) -> Option<&str> {
        self.consultation().organiser.as_deref()
    }

    /// Under which licence its source publishes it.
    async fn licence(&self) -> Option<&str> {
        self.consultation().licence.as_deref()
    }

    /// The time zone in which its days are meant.
    async fn timezone(&self) -> &'static str {
        self.consultation().timezone.name()
    }

    /// When its source published it.
    async fn published_at(&self) -> Option<DateTime> {
        let consultation = self.consultation();
        let at = consultation.published_at?;
        Some(DateTime::of_utc(at, consultation.timezone))
    }

    /// What its source says of its state beside its dates: `upcoming`, `open` or `closed`.
    async fn declared_state(&self) -> Option<&'static str> {
        self.consultation().declared_state.map(|state| match state {
            DeclaredState::Upcoming => "upcoming",
            DeclaredState::Open => "open",
            DeclaredState::Closed => "closed",
        })
    }

    /// What one can do in it.
    async fn modalities(&self) -> Vec<&'static str> {
        let modalities = self.consultation().modalities.iter();
        modalities.map(|modality| modality.token()).collect()
    }

    /// Who can take part: `members` (those of its space only; everybody reads). Null where everybody can.
    async fn access(&self) -> Option<&'static str> {
        self.consultation().access.token()
    }

    /// Whom it concerns.
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

    /// When the whole opens: a day or an instant (ISO 8601).
    async fn opens(&self) -> Option<String> {
        self.written(self.consultation().period.opens)
    }

    /// When the whole closes: a day, inclusive, or an instant (ISO 8601).
    async fn closes(&self) -> Option<String> {
        self.written(self.consultation().period.closes)
    }

    /// `upcoming`, `open`, `paused`, `closed`, `results` or `unknown`.
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

    /// What its steps are by its source's word, in their order: their dates as days or instants, and what they are for.
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

    /// Its own point.
    async fn location(&self) -> Option<Coordinates> {
        self.consultation().location.map(Coordinates::from)
    }

    /// Its public counts.
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

    /// Its published results.
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

    /// The gateways it came through before this one, nearest to its source first.
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
        let source = self.view.site.source_of(consultation);
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
    /// Its official name.
    name: String,
    /// How it is known: `declared`, `rule` or `inferred`.
    how: &'static str,
}

/// A phase: from when until when, a day (inclusive) or an instant, ISO 8601.
#[derive(SimpleObject)]
#[graphql(name = "RelayedPeriod")]
pub(super) struct RelayedPhase {
    /// The opening.
    opens: Option<String>,
    /// The closing.
    closes: Option<String>,
    /// Whether one can take part in it, and not only read.
    participatory: bool,
    /// Whether its source says that it is the current one, whatever its dates.
    active: bool,
}

/// The phase that runs now.
#[derive(SimpleObject)]
pub(super) struct RelayedCurrentPhase {
    /// Its title.
    title: Option<TranslatedField>,
    /// Its beginning by its source's word: a day or an instant, ISO 8601.
    starts_on: Option<String>,
    /// Its end by its source's word: a day (inclusive) or an instant, ISO 8601.
    ends_on: Option<String>,
}

/// Public counts, where the source tells.
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

/// What became of a consultation.
#[derive(SimpleObject)]
pub(super) struct RelayedResults {
    /// The day of publication.
    published_on: Option<String>,
    /// Where to read them.
    documents: Vec<RelayedDocument>,
}

/// A public document.
#[derive(SimpleObject)]
pub(super) struct RelayedDocument {
    /// Where it is.
    url: String,
    /// Its title.
    title: Option<TranslatedField>,
}

/// A gateway.
#[derive(SimpleObject)]
pub(super) struct RelayedVia {
    /// Its name.
    name: String,
    /// Its public address.
    url: String,
}

/// An instance.
#[derive(SimpleObject)]
pub(super) struct RelayedSource {
    /// Its id in the gateway that polled it.
    id: String,
    /// Its name.
    name: String,
    /// Its software.
    platform: Option<String>,
    /// Its address.
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
