//! Clusters of consultations that are one, found by constrained clustering, and the events that are attached to them.
//!
//! Evidence links two consultations of different publishers: the operator rules that they are one, they have the same page, or one declares the page
//! of the other. Similar titles are no evidence. An address that a publisher gives to several of its records identifies none of them, and a
//! declaration that fits several records of one publisher names none.
//!
//! Links are followed by strength (the operator's ruling, the same page, a declaration), then by id. A link is skipped if following it would put two
//! records of one publisher into one cluster, go against a ruling, or make a cluster of more than 16. So the result depends only on the contents, not
//! on the order in which they came.
//!
//! A change clusters anew only the component of linked consultations around it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::addresses::{Addresses, PublisherHash};
use super::events::{self, Attachments};
use super::rulings::Rulings;
use passerelle_model::{
    CanonicalUrl, Consultation, ConsultationId, Decision, Designation, Publisher, Ruling, Verdict,
};

/// The most consultations of a cluster.
const MOST_MEMBERS: usize = 16;
/// The most declared addresses of a consultation that count.
const MOST_DECLARED: usize = 50;

/// The parts of a consultation that can link it to others.
#[derive(Debug, PartialEq, Eq)]
struct Evidence {
    publisher: PublisherHash,
    is_event: bool,
    /// The page, if its address identifies one thing.
    page: Option<CanonicalUrl>,
    /// The pages elsewhere that it declares to be its own; for an event, the pages of all consultations that it may belong to.
    declared: Vec<CanonicalUrl>,
}

/// The strength of a link; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Ruled,
    SamePage,
    Declared,
}

/// The role of a consultation in what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Shown as a consultation.
    Shown,
    /// Shown in the agenda only: an event that is attached to no consultation.
    LoneEvent,
    /// Shown as a part of another consultation.
    Within(ConsultationId),
}

/// The consultations and events that are merged into one consultation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergedInto {
    /// The other members of its cluster, in order.
    pub others: Vec<ConsultationId>,
    /// The events that are attached to any member, by id.
    pub events: Vec<ConsultationId>,
}

/// The clusters of all consultations that are known.
#[derive(Debug, Default)]
pub struct Clusters {
    evidence: HashMap<ConsultationId, Evidence>,
    pages: Addresses,
    pages_of_events: Addresses,
    declared: Addresses,
    attachments: Attachments,
    rulings: Rulings,
    /// The clusters of more than one member, by each member; the leader first.
    memberships: HashMap<ConsultationId, Arc<[ConsultationId]>>,
}

impl Clusters {
    /// Adds the rulings of the configuration. Must be called before any consultation is added.
    pub fn configure(&mut self, rulings: impl IntoIterator<Item = Ruling>) {
        for ruling in rulings {
            self.rulings.configure(ruling);
        }
    }

    /// Applies a decision of the operator; adds the consultations that it concerns to `touched`.
    pub fn decide(&mut self, decision: &Decision, touched: &mut BTreeSet<ConsultationId>) {
        self.rulings.decide(decision);
        let both = [decision.pair.first(), decision.pair.second()];
        touched.extend(both.into_iter().filter(|id| self.evidence.contains_key(id)));
    }

    /// Adds or updates a consultation; adds it, and those whose clusters the change may affect, to `touched`.
    pub fn upsert(&mut self, consultation: &Consultation, touched: &mut BTreeSet<ConsultationId>) {
        let id = consultation.id;
        let evidence = Self::evidence_of(consultation);
        touched.insert(id);
        if self.evidence.get(&id) == Some(&evidence) {
            return;
        }
        self.remove(id, touched);
        touched.insert(id);
        self.touch(id, &evidence, touched);
        let addresses = if evidence.is_event {
            self.attachments.watch(id, &evidence.declared);
            &mut self.pages_of_events
        } else {
            for url in &evidence.declared {
                self.declared.insert(url, evidence.publisher, id);
            }
            &mut self.pages
        };
        if let Some(page) = &evidence.page {
            addresses.insert(page, evidence.publisher, id);
        }
        self.touch(id, &evidence, touched);
        self.evidence.insert(id, evidence);
    }

    /// Removes a consultation; adds it, and those whose clusters the change may affect, to `touched`.
    pub fn remove(&mut self, id: ConsultationId, touched: &mut BTreeSet<ConsultationId>) {
        let Some(evidence) = self.evidence.remove(&id) else {
            return;
        };
        touched.insert(id);
        self.touch(id, &evidence, touched);
        let addresses = if evidence.is_event {
            self.attachments.unwatch(id, &evidence.declared);
            &mut self.pages_of_events
        } else {
            for url in &evidence.declared {
                self.declared.remove(url, evidence.publisher, id);
            }
            &mut self.pages
        };
        if let Some(page) = &evidence.page {
            addresses.remove(page, evidence.publisher, id);
        }
        self.touch(id, &evidence, touched);
    }

    /// Clusters anew all components that contain a `touched` consultation, and returns the consultations whose appearance may have changed. The
    /// member with the least `rank` leads a cluster.
    pub fn recluster<R: Ord>(
        &mut self,
        touched: &BTreeSet<ConsultationId>,
        rank: impl Fn(ConsultationId) -> R,
    ) -> BTreeSet<ConsultationId> {
        let mut affected = BTreeSet::new();
        let mut consultations = BTreeSet::new();
        for id in touched {
            affected.extend(
                self.memberships
                    .remove(id)
                    .iter()
                    .flat_map(|cluster| cluster.iter()),
            );
            if !self.is_event(*id) {
                consultations.extend(self.attachments.attach(*id, None));
            }
        }
        let mut reached = BTreeSet::new();
        for id in touched {
            let component = self.component(*id, &mut reached);
            self.cluster_component(&component, &rank);
            affected.extend(component);
        }
        self.attach_events(&affected, &mut consultations);
        for consultation in consultations {
            affected.extend(self.cluster_of(consultation).iter());
        }
        let shown: Vec<ConsultationId> = affected.iter().copied().collect();
        for id in shown {
            affected.extend(
                self.cluster_of(id)
                    .iter()
                    .flat_map(|member| self.attachments.events_of(*member)),
            );
        }
        affected.retain(|id| self.evidence.contains_key(id));
        affected
    }

    /// Attaches each event among `affected` anew. Adds the consultations that gained or lost an event to `consultations`.
    fn attach_events(
        &mut self,
        affected: &BTreeSet<ConsultationId>,
        consultations: &mut BTreeSet<ConsultationId>,
    ) {
        let events: Vec<ConsultationId> = affected
            .iter()
            .copied()
            .filter(|id| self.is_event(*id))
            .collect();
        for event in events {
            let consultation = self
                .cluster_of(event)
                .iter()
                .find_map(|member| self.find_consultation(*member));
            consultations.extend(self.attachments.attach(event, consultation));
            consultations.extend(consultation);
        }
    }

    /// Returns the role of a known consultation.
    pub fn role(&self, id: ConsultationId) -> Role {
        let leader_of = |id| {
            self.memberships
                .get(&id)
                .and_then(|cluster| cluster.first())
                .copied()
                .unwrap_or(id)
        };
        if let Some(consultation) = self.attachments.consultation_of(id) {
            return Role::Within(leader_of(consultation));
        }
        match leader_of(id) {
            leader if leader != id => Role::Within(leader),
            _ if self.is_event(id) => Role::LoneEvent,
            _ => Role::Shown,
        }
    }

    /// Returns everything that is merged into the consultation `id`, which leads its cluster.
    pub fn merged_into(&self, id: ConsultationId) -> MergedInto {
        let cluster = self.cluster_of(id);
        let events = cluster
            .iter()
            .flat_map(|member| self.attachments.events_of(*member));
        let events: BTreeSet<ConsultationId> = events.collect();
        let others = cluster.iter().copied().filter(|member| *member != id);
        MergedInto {
            others: others.collect(),
            events: events.into_iter().collect(),
        }
    }

    /// Returns the consultations that a designation names.
    fn named(&self, designation: &Designation) -> Vec<ConsultationId> {
        match designation {
            Designation::Id(id) => self
                .evidence
                .contains_key(id)
                .then_some(*id)
                .into_iter()
                .collect(),
            Designation::Page(page) => self.pages.identified(page),
        }
    }

    /// Returns the cluster of a consultation; itself alone if it is in none.
    fn cluster_of(&self, id: ConsultationId) -> Arc<[ConsultationId]> {
        self.memberships
            .get(&id)
            .map_or_else(|| Arc::new([id]), Arc::clone)
    }

    fn is_event(&self, id: ConsultationId) -> bool {
        self.evidence
            .get(&id)
            .is_some_and(|evidence| evidence.is_event)
    }

    /// Extracts the evidence from a consultation.
    fn evidence_of(consultation: &Consultation) -> Evidence {
        let is_event = events::is_event(consultation);
        let page = CanonicalUrl::of(&consultation.url).filter(CanonicalUrl::identifies);
        let declared = if is_event {
            events::addresses(consultation)
        } else {
            let also_at = consultation.also_at.iter().map(|at| &at.url);
            let urls: BTreeSet<CanonicalUrl> = consultation
                .links
                .iter()
                .chain(also_at)
                .take(MOST_DECLARED)
                .filter_map(CanonicalUrl::of)
                // A page inside a space of a Decidim is about that space.
                .chain(page.as_ref().and_then(CanonicalUrl::space))
                .filter(|url| url.identifies() && Some(url) != page.as_ref())
                .collect();
            urls.into_iter().collect()
        };
        Evidence {
            publisher: hashed(&consultation.publisher()),
            is_event,
            page,
            declared,
        }
    }

    /// Adds to `touched` every consultation whose links depend on the addresses of `evidence`, and those that a ruling names together with `id`.
    fn touch(
        &self,
        id: ConsultationId,
        evidence: &Evidence,
        touched: &mut BTreeSet<ConsultationId>,
    ) {
        if evidence.is_event {
            let page = evidence.page.iter();
            touched.extend(page.flat_map(|page| self.pages_of_events.identified(page)));
            return;
        }
        for url in &evidence.declared {
            touched.extend(self.pages.identified(url));
            touched.extend(self.declared.alone(url));
        }
        if let Some(page) = &evidence.page {
            touched.extend(self.pages.identified(page));
            touched.extend(self.declared.alone(page));
            touched.extend(self.attachments.watching(page));
        }
        touched.extend(self.ruled(id, evidence).into_iter().map(|(other, _)| other));
    }

    /// Returns the rulings on `id`: the other consultation and the verdict of each.
    fn ruled(&self, id: ConsultationId, evidence: &Evidence) -> Vec<(ConsultationId, Verdict)> {
        let page = evidence.page.clone().map(Designation::Page);
        let designations: Vec<Designation> =
            page.into_iter().chain([Designation::Id(id)]).collect();
        let all = self.rulings.of(id, &designations);
        all.flat_map(|(other, verdict)| {
            let others = self.named(&other).into_iter();
            others.map(move |other| (other, verdict))
        })
        .filter(|(other, _)| *other != id)
        .collect()
    }

    /// Returns the consultations whose pages `id` declares. An address that other records of its publisher declare too does not count, and neither
    /// does a publisher of which it declares several pages.
    fn declared_by(&self, id: ConsultationId, evidence: &Evidence) -> BTreeSet<ConsultationId> {
        if evidence.is_event {
            return BTreeSet::new();
        }
        let mut by_publisher: BTreeMap<PublisherHash, BTreeSet<ConsultationId>> = BTreeMap::new();
        let own = evidence
            .declared
            .iter()
            .filter(|url| self.declared.is_alone(url, evidence.publisher));
        for other in own.flat_map(|url| self.pages.identified(url)) {
            if let Some(theirs) = self.evidence.get(&other).filter(|_| other != id) {
                by_publisher
                    .entry(theirs.publisher)
                    .or_default()
                    .insert(other);
            }
        }
        let unambiguous = by_publisher.into_values().filter(|named| named.len() == 1);
        unambiguous.flatten().collect()
    }

    /// Returns the consultations that have the same page.
    fn at_the_same_page(&self, evidence: &Evidence) -> Vec<ConsultationId> {
        let addresses = if evidence.is_event {
            &self.pages_of_events
        } else {
            &self.pages
        };
        let page = evidence.page.as_ref();
        page.map_or_else(Vec::new, |page| addresses.identified(page))
    }

    /// Returns `id` and all that is linked with it, directly or through others, except what is in `reached`. Adds what it returns to `reached`.
    fn component(
        &self,
        id: ConsultationId,
        reached: &mut BTreeSet<ConsultationId>,
    ) -> BTreeSet<ConsultationId> {
        let mut component = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let Some(evidence) = self.evidence.get(&id) else {
                continue;
            };
            if !reached.insert(id) {
                continue;
            }
            component.insert(id);
            waiting.extend(self.at_the_same_page(evidence));
            let ruled = self.ruled(id, evidence).into_iter();
            waiting.extend(ruled.map(|(other, _)| other));
            if evidence.is_event {
                continue;
            }
            for url in &evidence.declared {
                waiting.extend(self.pages.identified(url));
            }
            if let Some(page) = &evidence.page {
                waiting.extend(self.declared.alone(page));
            }
        }
        component
    }

    /// Returns the links within a component, strongest first.
    fn links_of(
        &self,
        component: &BTreeSet<ConsultationId>,
    ) -> BTreeSet<(Strength, ConsultationId, ConsultationId)> {
        let mut links = BTreeSet::new();
        for (id, evidence) in component
            .iter()
            .filter_map(|id| Some((*id, self.evidence.get(id)?)))
        {
            let mut link = |strength, other: ConsultationId| {
                links.insert((strength, id.min(other), id.max(other)));
            };
            for (other, verdict) in self.ruled(id, evidence) {
                if verdict == Verdict::Same && self.is_event(other) == evidence.is_event {
                    link(Strength::Ruled, other);
                }
            }
            for other in self.at_the_same_page(evidence) {
                link(Strength::SamePage, other);
            }
            for other in self.declared_by(id, evidence) {
                link(Strength::Declared, other);
            }
        }
        links
    }

    /// Clusters a component affected.
    fn cluster_component<R: Ord>(
        &mut self,
        component: &BTreeSet<ConsultationId>,
        rank: &impl Fn(ConsultationId) -> R,
    ) {
        for id in component {
            self.memberships.remove(id);
        }
        let mut index: HashMap<ConsultationId, usize> = HashMap::new();
        let mut clusters: Vec<Vec<ConsultationId>> = Vec::new();
        for (_, one, other) in self.links_of(component) {
            let mut index_of = |id| {
                *index.entry(id).or_insert_with(|| {
                    clusters.push(vec![id]);
                    clusters.len() - 1
                })
            };
            let (into, from) = (index_of(one), index_of(other));
            if into == from
                || !self.may_join(
                    clusters.get(into).map(Vec::as_slice),
                    clusters.get(from).map(Vec::as_slice),
                )
            {
                continue;
            }
            let moved = clusters
                .get_mut(from)
                .map(std::mem::take)
                .unwrap_or_default();
            index.extend(moved.iter().map(|id| (*id, into)));
            if let Some(cluster) = clusters.get_mut(into) {
                cluster.extend(moved);
            }
        }
        for mut cluster in clusters.into_iter().filter(|cluster| cluster.len() > 1) {
            cluster.sort_by_cached_key(|id| rank(*id));
            let cluster: Arc<[ConsultationId]> = cluster.into();
            for id in cluster.iter() {
                self.memberships.insert(*id, Arc::clone(&cluster));
            }
        }
    }

    /// Returns whether two clusters may become one.
    fn may_join(&self, one: Option<&[ConsultationId]>, other: Option<&[ConsultationId]>) -> bool {
        let (Some(one), Some(other)) = (one, other) else {
            return false;
        };
        let publisher =
            |id: &ConsultationId| self.evidence.get(id).map(|evidence| evidence.publisher);
        let publishers: BTreeSet<_> = one.iter().chain(other).map(publisher).collect();
        let is_ruled_apart = |id: &ConsultationId| {
            let ruled = self
                .evidence
                .get(id)
                .map(|evidence| self.ruled(*id, evidence));
            let mut ruled = ruled.into_iter().flatten();
            ruled
                .any(|(against, verdict)| verdict == Verdict::Different && other.contains(&against))
        };
        publishers.len() == one.len() + other.len()
            && publishers.len() <= MOST_MEMBERS
            && !one.iter().any(is_ruled_apart)
    }

    /// Finds the consultation that an event belongs to.
    fn find_consultation(&self, event: ConsultationId) -> Option<ConsultationId> {
        let evidence = self.evidence.get(&event)?;
        let mut named = evidence
            .declared
            .iter()
            .map(|url| self.pages.identified(url));
        named.find_map(|consultations| consultations.into_iter().min())
    }
}

/// Hashes a publisher.
fn hashed(publisher: &Publisher) -> PublisherHash {
    let mut hasher = DefaultHasher::new();
    publisher.hash(&mut hasher);
    hasher.finish()
}
