//! Events: appointments of calendars, kept as records of their own, and the consultations that they are attached to.
//!
//! - An event is never a consultation: no list, count, feed or page shows it as one.
//! - An event is attached to a consultation if its page, or an address that it names, is the page of that consultation or lies under it by the
//!   segments of its path. Its meetings are then shown with the consultation. Of several pages the one with the longest path counts, then the first
//!   in order.
//! - Any other event stands in the agenda alone.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use passerelle_model::{CanonicalUrl, Consultation, ConsultationId, SpaceKind};

/// The most addresses of an event that count.
const MOST_ADDRESSES: usize = 6;

/// Returns whether a consultation is an event of a calendar.
pub(super) fn is_event(consultation: &Consultation) -> bool {
    consultation.kind == SpaceKind::Event
}

/// Returns the addresses of the pages of consultations that an event may belong to, the best first.
pub(super) fn addresses(event: &Consultation) -> Vec<CanonicalUrl> {
    let named = std::iter::once(&event.url).chain(&event.links);
    let mut all: Vec<CanonicalUrl> = named
        .take(MOST_ADDRESSES)
        .filter_map(CanonicalUrl::of)
        .flat_map(|url| url.outwards().collect::<Vec<_>>())
        .collect();
    all.sort_by_cached_key(|url| (Reverse(depth(url)), url.clone()));
    all.dedup();
    all
}

/// Returns the number of segments of the path, and whether there is a query: an address with one is more specific than its path alone.
fn depth(url: &CanonicalUrl) -> (usize, bool) {
    let (path, query) = url.as_str().split_once('?').unwrap_or((url.as_str(), ""));
    (path.matches('/').count(), !query.is_empty())
}

/// The consultations to which events are attached.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    /// The events that may belong to the consultation at an address.
    watching: HashMap<CanonicalUrl, BTreeSet<ConsultationId>>,
    consultations: HashMap<ConsultationId, ConsultationId>,
    events: HashMap<ConsultationId, BTreeSet<ConsultationId>>,
}

impl Attachments {
    /// Registers an event at the addresses of the consultations that it may belong to.
    pub(super) fn watch(&mut self, event: ConsultationId, addresses: &[CanonicalUrl]) {
        for url in addresses {
            self.watching.entry(url.clone()).or_default().insert(event);
        }
    }

    /// Removes an event from these addresses.
    pub(super) fn unwatch(&mut self, event: ConsultationId, addresses: &[CanonicalUrl]) {
        for url in addresses {
            if let Some(events) = self.watching.get_mut(url) {
                events.remove(&event);
                if events.is_empty() {
                    self.watching.remove(url);
                }
            }
        }
    }

    /// Returns the events that may belong to the consultation at an address.
    pub(super) fn watching(&self, url: &CanonicalUrl) -> impl Iterator<Item = ConsultationId> {
        self.watching.get(url).into_iter().flatten().copied()
    }

    /// Returns the consultation that an event is attached to.
    pub(super) fn consultation_of(&self, event: ConsultationId) -> Option<ConsultationId> {
        self.consultations.get(&event).copied()
    }

    /// Returns the events that are attached to a consultation, by id.
    pub(super) fn events_of(
        &self,
        consultation: ConsultationId,
    ) -> impl Iterator<Item = ConsultationId> {
        self.events
            .get(&consultation)
            .into_iter()
            .flatten()
            .copied()
    }

    /// Attaches an event to a consultation, or to none. Returns the one that it was attached to before.
    pub(super) fn attach(
        &mut self,
        event: ConsultationId,
        consultation: Option<ConsultationId>,
    ) -> Option<ConsultationId> {
        let before = match consultation {
            Some(consultation) => self.consultations.insert(event, consultation),
            None => self.consultations.remove(&event),
        };
        if let Some(before) = before
            && let Some(events) = self.events.get_mut(&before)
        {
            events.remove(&event);
            if events.is_empty() {
                self.events.remove(&before);
            }
        }
        if let Some(consultation) = consultation {
            self.events.entry(consultation).or_default().insert(event);
        }
        before
    }
}
