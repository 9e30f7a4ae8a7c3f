//! An index of the addresses that consultations name, which tells whether an address identifies one. An address that one publisher gives to several
//! of its records identifies none of them.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use passerelle_model::{CanonicalUrl, ConsultationId};

/// A hash of a [`Publisher`](passerelle_model::Publisher). If two publishers had the same hash, their records would not be merged with each other;
/// nothing else would be wrong.
pub(super) type PublisherHash = u64;

/// The least id, with which a range of ids begins.
const LEAST_ID: ConsultationId = ConsultationId::relayed(Uuid::nil());

/// The consultations that name one address.
#[derive(Debug, Default)]
struct Naming {
    by: BTreeSet<(PublisherHash, ConsultationId)>,
    /// The number of publishers that name it more than once.
    repeated: usize,
}

impl Naming {
    /// Returns at most two of a publisher's consultations that name the address; no more are needed.
    fn of_publisher(&self, publisher: PublisherHash) -> impl Iterator<Item = ConsultationId> {
        self.by
            .range((publisher, LEAST_ID)..)
            .take_while(move |(by, _)| *by == publisher)
            .take(2)
            .map(|(_, id)| *id)
    }

    /// Returns the consultations that are the only ones of their publisher to name the address. Costs one step for each publisher, however many
    /// records it has.
    fn alone(&self) -> Vec<ConsultationId> {
        let mut alone = Vec::new();
        let mut next = self.by.first().copied();
        while let Some((publisher, id)) = next {
            if self.of_publisher(publisher).count() == 1 {
                alone.push(id);
            }
            next = publisher
                .checked_add(1)
                .and_then(|after| self.by.range((after, LEAST_ID)..).next().copied());
        }
        alone
    }
}

/// The consultations that name each address.
#[derive(Debug, Default)]
pub(super) struct Addresses(HashMap<CanonicalUrl, Naming>);

impl Addresses {
    /// Notes that a consultation names an address.
    pub(super) fn insert(
        &mut self,
        url: &CanonicalUrl,
        publisher: PublisherHash,
        id: ConsultationId,
    ) {
        let naming = self.0.entry(url.clone()).or_default();
        let before = naming.of_publisher(publisher).count();
        if naming.by.insert((publisher, id)) && before == 1 {
            naming.repeated += 1;
        }
    }

    /// Notes that a consultation no longer names an address.
    pub(super) fn remove(
        &mut self,
        url: &CanonicalUrl,
        publisher: PublisherHash,
        id: ConsultationId,
    ) {
        let Some(naming) = self.0.get_mut(url) else {
            return;
        };
        if naming.by.remove(&(publisher, id)) && naming.of_publisher(publisher).count() == 1 {
            naming.repeated = naming.repeated.saturating_sub(1);
        }
        if naming.by.is_empty() {
            self.0.remove(url);
        }
    }

    /// Returns the consultations that an address identifies, one of each publisher; none while a publisher gives it to several.
    pub(super) fn identified(&self, url: &CanonicalUrl) -> Vec<ConsultationId> {
        let naming = self.0.get(url).filter(|naming| naming.repeated == 0);
        naming.map_or_else(Vec::new, |naming| {
            naming.by.iter().map(|(_, id)| *id).collect()
        })
    }

    /// Returns the consultations that are the only ones of their publisher to name an address.
    pub(super) fn alone(&self, url: &CanonicalUrl) -> Vec<ConsultationId> {
        self.0.get(url).map_or_else(Vec::new, Naming::alone)
    }

    /// Returns whether only one consultation of a publisher names an address.
    pub(super) fn is_alone(&self, url: &CanonicalUrl, publisher: PublisherHash) -> bool {
        let naming = self.0.get(url);
        naming.is_some_and(|naming| naming.of_publisher(publisher).count() == 1)
    }
}
