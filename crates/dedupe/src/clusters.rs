//! Clusters: the consultations that are one, found by constrained clustering, and the events that are attached to them.
//!
//! Evidence links two consultations of different publishers: the operator says that they are one, they have the same page, or one declares the page of
//! the other. Alike titles are no evidence. An address that a publisher gives to several of its records identifies none of them, and a declaration that
//! fits several records of one publisher names none.
//!
//! Links are followed by strength (the operator's ruling, the same page, a declaration), then by id. A link is passed over where following it would put
//! two records of one publisher into one cluster, go against a ruling, or make a cluster of more than 16. So the result depends only on what is there,
//! not on the order in which it came.
//!
//! A change costs what it reaches: the component of linked consultations around it is clustered anew, and nothing else.

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
const MOST_TOGETHER: usize = 16;
/// The most declared addresses of a consultation that are looked at.
const MOST_DECLARED: usize = 50;

/// The parts of a consultation that can link it to others.
#[derive(Debug, PartialEq, Eq)]
struct Evidence {
    publisher: PublisherHash,
    is_event: bool,
    /// The page, where that can be one thing only.
    page: Option<CanonicalUrl>,
    /// The pages that it declares to be its own elsewhere; of an event, those of all consultations that it may belong to.
    declared: Vec<CanonicalUrl>,
}

/// The strength of a link; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Ruled,
    SamePage,
    Declared,
}

/// The way in which a consultation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Shown as a consultation.
    Shown,
    /// Shown as an event that is attached to nothing: in the agenda only.
    Alone,
    /// Shown as a part of another consultation.
    Within(ConsultationId),
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
    /// The clusters of more than one, by each of their members; the leader first.
    groups: HashMap<ConsultationId, Arc<[ConsultationId]>>,
}

impl Clusters {
    /// Adds the rulings of the configuration. To be called before there is any content.
    pub fn configure(&mut self, rulings: impl IntoIterator<Item = Ruling>) {
        for ruling in rulings {
            self.rulings.configure(ruling);
        }
    }

    /// Takes over a decision; adds the consultations that it touches to `touched`.
    pub fn decide(&mut self, decision: &Decision, touched: &mut BTreeSet<ConsultationId>) {
        self.rulings.decide(decision);
        let both = [decision.pair.first(), decision.pair.second()];
        touched.extend(both.into_iter().filter(|id| self.evidence.contains_key(id)));
    }

    /// Takes over a new or changed consultation; adds it, and those that the change may touch, to `touched`.
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

    /// Forgets a consultation; adds it, and those that the change may touch, to `touched`.
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

    /// Clusters anew all that `touched` reaches, and returns the consultations that may be shown otherwise than before. The member of the least `rank`
    /// leads a cluster.
    pub fn recluster<R: Ord>(
        &mut self,
        touched: &BTreeSet<ConsultationId>,
        rank: impl Fn(ConsultationId) -> R,
    ) -> BTreeSet<ConsultationId> {
        let mut anew = BTreeSet::new();
        let mut consultations = BTreeSet::new();
        for id in touched {
            anew.extend(self.groups.remove(id).iter().flat_map(|group| group.iter()));
            if !self.is_event(*id) {
                consultations.extend(self.attachments.attach(*id, None));
            }
        }
        let mut reached = BTreeSet::new();
        for id in touched {
            let component = self.component(*id, &mut reached);
            self.regroup(&component, &rank);
            anew.extend(component);
        }
        let events: Vec<ConsultationId> = anew
            .iter()
            .copied()
            .filter(|id| self.is_event(*id))
            .collect();
        for event in events {
            let consultation = self
                .group(event)
                .iter()
                .find_map(|member| self.find_consultation(*member));
            consultations.extend(self.attachments.attach(event, consultation));
            consultations.extend(consultation);
        }
        for consultation in consultations {
            anew.extend(self.group(consultation).iter());
        }
        let shown: Vec<ConsultationId> = anew.iter().copied().collect();
        for id in shown {
            anew.extend(
                self.group(id)
                    .iter()
                    .flat_map(|member| self.attachments.events_of(*member)),
            );
        }
        anew.retain(|id| self.evidence.contains_key(id));
        anew
    }

    /// Returns the way in which a consultation that is there is shown.
    pub fn part(&self, id: ConsultationId) -> Part {
        let lead = |id| {
            self.groups
                .get(&id)
                .and_then(|group| group.first())
                .copied()
                .unwrap_or(id)
        };
        if let Some(consultation) = self.attachments.consultation_of(id) {
            return Part::Within(lead(consultation));
        }
        match lead(id) {
            lead if lead != id => Part::Within(lead),
            _ if self.is_event(id) => Part::Alone,
            _ => Part::Shown,
        }
    }

    /// Returns the other members of the cluster that `id` leads, in order, and the events that are attached to any member, by id.
    pub fn members(&self, id: ConsultationId) -> (Vec<ConsultationId>, Vec<ConsultationId>) {
        let group = self.group(id);
        let events = group
            .iter()
            .flat_map(|member| self.attachments.events_of(*member));
        let events: BTreeSet<ConsultationId> = events.collect();
        let others = group.iter().copied().filter(|member| *member != id);
        (others.collect(), events.into_iter().collect())
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

    /// Returns the cluster of a consultation, itself alone where it is in none.
    fn group(&self, id: ConsultationId) -> Arc<[ConsultationId]> {
        self.groups
            .get(&id)
            .map_or_else(|| Arc::new([id]), Arc::clone)
    }

    fn is_event(&self, id: ConsultationId) -> bool {
        self.evidence
            .get(&id)
            .is_some_and(|evidence| evidence.is_event)
    }

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
                // Who leads into a space of a Decidim speaks of that space.
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

    /// Adds every consultation whose links depend on the addresses of `evidence`, and those on which there is a ruling with `id`.
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

    /// Returns the rulings on `id`: the other consultations, and the verdicts.
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

    /// Returns the consultations whose pages `id` declares as the only one of its publisher, where it declares one of each other publisher.
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
        let clear = by_publisher.into_values().filter(|named| named.len() == 1);
        clear.flatten().collect()
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

    /// Returns all that is linked with `id`, directly or through others, but for what is `reached` already.
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

    /// Clusters a component anew.
    fn regroup<R: Ord>(
        &mut self,
        component: &BTreeSet<ConsultationId>,
        rank: &impl Fn(ConsultationId) -> R,
    ) {
        for id in component {
            self.groups.remove(id);
        }
        let mut place: HashMap<ConsultationId, usize> = HashMap::new();
        let mut groups: Vec<Vec<ConsultationId>> = Vec::new();
        for (_, one, other) in self.links_of(component) {
            let mut place_of = |id| {
                *place.entry(id).or_insert_with(|| {
                    groups.push(vec![id]);
                    groups.len() - 1
                })
            };
            let (into, from) = (place_of(one), place_of(other));
            if into == from
                || !self.may_join(
                    groups.get(into).map(Vec::as_slice),
                    groups.get(from).map(Vec::as_slice),
                )
            {
                continue;
            }
            let moved = groups.get_mut(from).map(std::mem::take).unwrap_or_default();
            place.extend(moved.iter().map(|id| (*id, into)));
            if let Some(group) = groups.get_mut(into) {
                group.extend(moved);
            }
        }
        for mut group in groups.into_iter().filter(|group| group.len() > 1) {
            group.sort_by_cached_key(|id| rank(*id));
            let group: Arc<[ConsultationId]> = group.into();
            for id in group.iter() {
                self.groups.insert(*id, Arc::clone(&group));
            }
        }
    }

    /// Returns whether two groups may become one.
    fn may_join(&self, one: Option<&[ConsultationId]>, other: Option<&[ConsultationId]>) -> bool {
        let (Some(one), Some(other)) = (one, other) else {
            return false;
        };
        let publisher =
            |id: &ConsultationId| self.evidence.get(id).map(|evidence| evidence.publisher);
        let publishers: BTreeSet<_> = one.iter().chain(other).map(publisher).collect();
        let parted = |id: &ConsultationId| {
            let ruled = self
                .evidence
                .get(id)
                .map(|evidence| self.ruled(*id, evidence));
            let mut ruled = ruled.into_iter().flatten();
            ruled
                .any(|(against, verdict)| verdict == Verdict::Different && other.contains(&against))
        };
        publishers.len() == one.len() + other.len()
            && publishers.len() <= MOST_TOGETHER
            && !one.iter().any(parted)
    }

    /// Finds the consultation that an event belongs to.
    fn find_consultation(&self, event: ConsultationId) -> Option<ConsultationId> {
        let evidence = self.evidence.get(&event)?;
        let mut at = evidence
            .declared
            .iter()
            .map(|url| self.pages.identified(url));
        at.find_map(|named| named.into_iter().min())
    }
}

/// Hashes a publisher.
fn hashed(publisher: &Publisher) -> PublisherHash {
    let mut hasher = DefaultHasher::new();
    publisher.hash(&mut hasher);
    hasher.finish()
}
