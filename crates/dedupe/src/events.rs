//! Events: appointments of calendars, kept as records of their own. What an event means for what is served stands here and nowhere else.
//!
//! - An event is never a consultation: no list, count, feed or page shows it as one.
//! - One whose page, or an address that it names, is a consultation's page or lies under it by the segments of its path is an appointment of that
//!   consultation: its meetings are shown there. Of several the one with the longest path counts; for addresses of one length the first in order.
//! - Any other stands in the agenda alone.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use passerelle_model::{CanonicalUrl, Consultation, ConsultationId, SpaceKind};

/// More addresses of an event than these are not looked at.
const MOST_ADDRESSES: usize = 6;

/// Whether it is an event.
pub(super) fn is_event(consultation: &Consultation) -> bool {
    consultation.kind == SpaceKind::Event
}

/// The addresses of consultations that an event may belong to, the one that counts most first.
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

/// The segments of the path; an address with a query says more than its path alone.
fn depth(url: &CanonicalUrl) -> (usize, bool) {
    let (path, query) = url.as_str().split_once('?').unwrap_or((url.as_str(), ""));
    (path.matches('/').count(), !query.is_empty())
}

/// Which event belongs to which consultation.
#[derive(Debug, Default)]
pub(super) struct Guests {
    /// The events that may belong to the consultation at an address.
    followers: HashMap<CanonicalUrl, BTreeSet<ConsultationId>>,
    hosts: HashMap<ConsultationId, ConsultationId>,
    of_host: HashMap<ConsultationId, BTreeSet<ConsultationId>>,
}

impl Guests {
    /// An event follows these addresses from now on.
    pub(super) fn follow(&mut self, event: ConsultationId, addresses: &[CanonicalUrl]) {
        for url in addresses {
            self.followers.entry(url.clone()).or_default().insert(event);
        }
    }

    /// An event follows these addresses no longer.
    pub(super) fn unfollow(&mut self, event: ConsultationId, addresses: &[CanonicalUrl]) {
        for url in addresses {
            if let Some(events) = self.followers.get_mut(url) {
                events.remove(&event);
                if events.is_empty() {
                    self.followers.remove(url);
                }
            }
        }
    }

    /// The events to which it matters what stands at an address.
    pub(super) fn followers(&self, url: &CanonicalUrl) -> impl Iterator<Item = ConsultationId> {
        self.followers.get(url).into_iter().flatten().copied()
    }

    /// The consultation that an event belongs to.
    pub(super) fn host(&self, event: ConsultationId) -> Option<ConsultationId> {
        self.hosts.get(&event).copied()
    }

    /// The events that belong to a consultation, by id.
    pub(super) fn of(&self, host: ConsultationId) -> impl Iterator<Item = ConsultationId> {
        self.of_host.get(&host).into_iter().flatten().copied()
    }

    /// Gives an event its consultation, or none. Tells the one it belonged to before.
    pub(super) fn seat(
        &mut self,
        event: ConsultationId,
        host: Option<ConsultationId>,
    ) -> Option<ConsultationId> {
        let before = match host {
            Some(host) => self.hosts.insert(event, host),
            None => self.hosts.remove(&event),
        };
        if let Some(before) = before
            && let Some(events) = self.of_host.get_mut(&before)
        {
            events.remove(&event);
            if events.is_empty() {
                self.of_host.remove(&before);
            }
        }
        if let Some(host) = host {
            self.of_host.entry(host).or_default().insert(event);
        }
        before
    }
}
