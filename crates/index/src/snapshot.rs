//! A snapshot: an immutable state of everything that is served, at one moment.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::catalogue::Catalogue;
use super::dictionary::Dictionary;
use super::entry::Entry;
use super::places::Places;
use super::suggestions::Suggestions;
use super::text::Words;
use passerelle_dedupe::Role;
use passerelle_geography::Geography;
use passerelle_model::{
    CanonicalUrl, Consultation, ConsultationId, Decision, Designation, LocalizedText, Pair, Ruling,
    SourceId, TerritoryCode,
};

/// A withdrawn consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// The consultation.
    pub id: ConsultationId,
    /// The moment of the withdrawal.
    pub at: DateTime<Utc>,
    /// The place in the change log.
    pub change: u64,
}

/// The state of an id in a snapshot.
#[derive(Debug, Clone)]
pub enum Found {
    /// Served.
    Here(Arc<Entry>),
    /// Served as a part of this one, which is the same or which it belongs to.
    Merged(ConsultationId),
    /// Served as an appointment that belongs to no consultation: it stands in the agenda only.
    Appointment(Arc<Entry>),
    /// Withdrawn.
    Gone(Gone),
}

/// An immutable state of everything that is served. Cheap to make from the one before: most of it is shared.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(super) geography: &'static Geography,
    pub(super) catalogue: Catalogue,
    pub(super) gone: Arc<HashMap<ConsultationId, Gone>>,
    pub(super) rulings: Arc<[Ruling]>,
    pub(super) decisions: Arc<BTreeMap<Pair, Decision>>,
    pub(super) territories: Arc<Dictionary<TerritoryCode>>,
    pub(super) sources: Arc<Dictionary<SourceId>>,
    pub(super) themes: Arc<Dictionary<LocalizedText>>,
    /// The moment when the first consultation of each source was first seen: [`Catalogue::first_seen`].
    pub(super) first_seen: Arc<BTreeMap<u32, i64>>,
    pub(super) words: Words,
    /// The places of `territories`: the same as long as these are.
    pub(super) places: Arc<Places>,
    /// The same as long as what they are made of is.
    pub(super) suggestions: Arc<Suggestions>,
    pub(super) version: u64,
    pub(super) built_at: DateTime<Utc>,
    pub(super) last_modified: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// Returns what is known of an id; `None` for one that was never served.
    pub fn get(&self, id: ConsultationId) -> Option<Found> {
        let Some(row) = self.catalogue.get(id) else {
            return self.gone.get(&id).copied().map(Found::Gone);
        };
        let shown = match row.role {
            Role::Shown => return Some(Found::Here(Arc::clone(&row.entry))),
            Role::LoneEvent => None,
            Role::Within(lead) => self
                .catalogue
                .get(lead)
                .filter(|row| row.role == Role::Shown)
                .map(|row| row.id),
        };
        Some(shown.map_or_else(|| Found::Appointment(Arc::clone(&row.entry)), Found::Merged))
    }

    /// The consultation that is served under an id: its own, or the one that it is a part of.
    pub fn entry(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        let row = self.catalogue.get(id)?;
        let shown = match row.role {
            Role::Within(lead) => self.catalogue.get(lead)?,
            Role::Shown | Role::LoneEvent => row,
        };
        (shown.role == Role::Shown).then_some(&shown.entry)
    }

    /// Every consultation that is served, by id: what is one stands here once.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.catalogue.consultations().map(|row| &row.entry)
    }

    /// Returns how many meetings of the agenda are announced and not cancelled.
    pub fn meetings_len(&self) -> usize {
        let rows = self.catalogue.agenda();
        rows.map(|row| {
            row.entry
                .stored
                .consultation
                .meetings_taking_place()
                .count()
        })
        .sum()
    }

    /// Returns what the source of a consultation says of it, whether it is shown by itself or with another.
    pub fn said(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        self.catalogue.get(id).map(|row| &row.said)
    }

    /// Returns whether people have said of a pair what it is, the operator or the configuration.
    pub fn is_ruled(&self, pair: Pair) -> bool {
        let decided = self.decisions.get(&pair);
        let (Some(one), Some(other)) = (self.said(pair.first()), self.said(pair.second())) else {
            return false;
        };
        let (one, other) = (&one.stored.consultation, &other.stored.consultation);
        decided.is_some_and(|decision| decision.verdict.is_some())
            || self.rulings.iter().any(|ruling| {
                (names(&ruling.one, one) && names(&ruling.other, other))
                    || (names(&ruling.one, other) && names(&ruling.other, one))
            })
    }

    /// Returns what the operator decided of pairs of consultations, by pair; also what was taken back.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.values()
    }

    /// Every withdrawn consultation, in no order.
    pub fn gone(&self) -> impl Iterator<Item = &Gone> {
        self.gone.values()
    }

    /// Returns how many consultations are served; what is one counts once.
    pub const fn len(&self) -> usize {
        self.catalogue.shown()
    }

    /// Returns whether nothing is served.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that is raised with every snapshot of this process. Two snapshots of one version are the same.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The moment that statuses are seen from.
    pub const fn built_at(&self) -> DateTime<Utc> {
        self.built_at
    }

    /// Returns when what is served last changed: a change of content, a withdrawal, or a status that followed from the clock. `None` as long as there is nothing.
    /// The same after a restart.
    pub const fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.last_modified
    }

    /// The next moment at which a status changes by the clock alone: then [`Index::renew`](super::Index::renew) must be called.
    pub fn next_transition(&self) -> Option<DateTime<Utc>> {
        self.catalogue.next_transition()
    }

    /// The official territories.
    pub const fn geography(&self) -> &'static Geography {
        self.geography
    }
}

fn names(designation: &Designation, consultation: &Consultation) -> bool {
    match designation {
        Designation::Id(id) => *id == consultation.id,
        Designation::Page(page) => CanonicalUrl::of(&consultation.url).as_ref() == Some(page),
    }
}
