//! A snapshot: an immutable state of everything that is served, at one moment.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::catalogue::Catalogue;
use super::dictionary::Dictionary;
use super::entry::Entry;
use super::places::CommuneNames;
use super::suggestions::Suggestions;
use super::text::FullText;
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
pub enum IdState {
    /// Served.
    Here(Arc<Entry>),
    /// Served as a part of another consultation, with which it is one or to which it is attached.
    Merged(ConsultationId),
    /// Served in the agenda only: an appointment that belongs to no consultation.
    Appointment(Arc<Entry>),
    /// Withdrawn.
    Gone(Gone),
}

/// An immutable state of everything that is served. It shares most of its memory with the snapshot before.
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
    pub(super) full_text: FullText,
    /// The names of the communes in `territories`; made anew when these change.
    pub(super) commune_names: Arc<CommuneNames>,
    /// The suggestions; made anew when the territories or words change that they are made of.
    pub(super) suggestions: Arc<Suggestions>,
    pub(super) version: u64,
    pub(super) built_at: DateTime<Utc>,
    pub(super) last_modified: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// Returns the state of an id; `None` if it was never served.
    pub fn get(&self, id: ConsultationId) -> Option<IdState> {
        let Some(row) = self.catalogue.get(id) else {
            return self.gone.get(&id).copied().map(IdState::Gone);
        };
        let shown = match row.role {
            Role::Shown => return Some(IdState::Here(Arc::clone(&row.entry))),
            Role::LoneEvent => None,
            Role::Within(leader) => self
                .catalogue
                .get(leader)
                .filter(|row| row.role == Role::Shown)
                .map(|row| row.id),
        };
        Some(shown.map_or_else(
            || IdState::Appointment(Arc::clone(&row.entry)),
            IdState::Merged,
        ))
    }

    /// Returns the consultation that is served under an id: its own, or the one that it is a part of.
    pub fn entry(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        let row = self.catalogue.get(id)?;
        let shown = match row.role {
            Role::Within(leader) => self.catalogue.get(leader)?,
            Role::Shown | Role::LoneEvent => row,
        };
        (shown.role == Role::Shown).then_some(&shown.entry)
    }

    /// Returns every consultation that is served, by id; the members of a cluster are served as one.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.catalogue.consultations().map(|row| &row.entry)
    }

    /// Returns the number of meetings in the agenda that are announced and not cancelled.
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

    /// Returns a consultation as its own source publishes it, before it is merged with others.
    pub fn unmerged(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        self.catalogue.get(id).map(|row| &row.unmerged)
    }

    /// Returns whether there is a decision of the operator or a ruling of the configuration on a pair.
    pub fn is_ruled(&self, pair: Pair) -> bool {
        let decided = self.decisions.get(&pair);
        let (Some(one), Some(other)) = (self.unmerged(pair.first()), self.unmerged(pair.second()))
        else {
            return false;
        };
        let (one, other) = (&one.stored.consultation, &other.stored.consultation);
        decided.is_some_and(|decision| decision.verdict.is_some())
            || self.rulings.iter().any(|ruling| {
                (names(&ruling.one, one) && names(&ruling.other, other))
                    || (names(&ruling.one, other) && names(&ruling.other, one))
            })
    }

    /// Returns the operator's last decision on each pair of consultations, by pair; among them those that take an earlier one back.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.values()
    }

    /// Returns every withdrawn consultation, in no order.
    pub fn gone(&self) -> impl Iterator<Item = &Gone> {
        self.gone.values()
    }

    /// Returns the number of consultations that are served; a cluster counts once.
    pub const fn len(&self) -> usize {
        self.catalogue.shown()
    }

    /// Returns whether nothing is served.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the version, which rises with every snapshot of this process. Two snapshots of one version are the same.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Returns the moment of which the statuses are.
    pub const fn built_at(&self) -> DateTime<Utc> {
        self.built_at
    }

    /// Returns the moment of the last change of what is served: a change of content, a withdrawal, or a change of status by the clock. `None` as long
    /// as there is nothing. A restart does not change it.
    pub const fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.last_modified
    }

    /// Returns the next moment at which a status changes by the clock alone. [`Index::renew`](super::Index::renew) must be called then.
    pub fn next_transition(&self) -> Option<DateTime<Utc>> {
        self.catalogue.next_transition()
    }

    /// Returns the official territories.
    pub const fn geography(&self) -> &'static Geography {
        self.geography
    }
}

/// Returns whether a designation names a consultation.
fn names(designation: &Designation, consultation: &Consultation) -> bool {
    match designation {
        Designation::Id(id) => *id == consultation.id,
        Designation::Page(page) => CanonicalUrl::of(&consultation.url).as_ref() == Some(page),
    }
}
