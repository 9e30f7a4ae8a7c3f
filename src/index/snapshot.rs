//! A snapshot: an immutable state of everything that is served, at one moment.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::catalogue::Catalogue;
use super::dictionary::Dictionary;
use super::entry::Entry;
use super::fulltext::Words;
use crate::geography::Geography;
use crate::model::{ConsultationId, LocalizedText, SourceId, TerritoryCode};

/// A withdrawn consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Which.
    pub id: ConsultationId,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Its place in the change log.
    pub change: u64,
}

/// What a snapshot knows of an id.
#[derive(Debug, Clone)]
pub enum Found {
    /// It is served.
    Here(Arc<Entry>),
    /// It was, and is withdrawn.
    Gone(Gone),
}

/// An immutable state of everything that is served. Cheap to make from the one before: most of it is shared.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub(super) geography: &'static Geography,
    pub(super) catalogue: Catalogue,
    pub(super) gone: Arc<HashMap<ConsultationId, Gone>>,
    pub(super) territories: Arc<Dictionary<TerritoryCode>>,
    pub(super) sources: Arc<Dictionary<SourceId>>,
    pub(super) themes: Arc<Dictionary<LocalizedText>>,
    pub(super) words: Words,
    pub(super) version: u64,
    pub(super) built_at: DateTime<Utc>,
    pub(super) last_modified: Option<DateTime<Utc>>,
}

impl Snapshot {
    /// What is known of an id; `None` for one that was never served.
    pub fn get(&self, id: ConsultationId) -> Option<Found> {
        let here = self.catalogue.get(id).map(|row| Arc::clone(&row.entry));
        here.map(Found::Here)
            .or_else(|| self.gone.get(&id).copied().map(Found::Gone))
    }

    /// The entry of an id that is served.
    pub fn entry(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        self.catalogue.get(id).map(|row| &row.entry)
    }

    /// Everything that is served, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.catalogue.rows().map(|row| &row.entry)
    }

    /// Every withdrawn consultation, in no order.
    pub fn gone(&self) -> impl Iterator<Item = &Gone> {
        self.gone.values()
    }

    /// How many consultations are served.
    pub const fn len(&self) -> usize {
        self.catalogue.len()
    }

    /// Whether nothing is served.
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

    /// When what is served last changed: a change of content, a withdrawal, or a status that followed from the clock. `None` as long as there is nothing.
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
