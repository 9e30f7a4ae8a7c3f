//! Bonds: which consultations are one. What each source says is kept as it says it; that several say the same is found here, anew for what a change
//! touches and for nothing else.
//!
//! Two consultations of different voices are one when they have the same page, when one declares the page of the other, or when the operator
//! says so; never because their titles are alike. An address that a voice gives to several of its records means none of them, and a declaration that
//! fits several records of one voice names none.
//!
//! What is found depends only on what is there, not on the order in which it came: bonds are taken by strength (the operator's word, the
//! same page, a declaration), then by id, and one that would bring two records of one voice together, go against the operator's word, or make
//! a group too large is passed over.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::claims::{Claims, VoiceNumber};
use super::events::{self, Guests};
use super::rulings::Rulings;
use passerelle_model::{
    CanonicalUrl, Consultation, ConsultationId, Decision, Designation, Ruling, Verdict, Voice,
};

/// The most consultations that are one.
const MOST_TOGETHER: usize = 16;
/// More declared addresses than these are not looked at.
const MOST_DECLARED: usize = 50;

/// What binds a consultation to others.
#[derive(Debug, PartialEq, Eq)]
struct Keys {
    voice: VoiceNumber,
    is_event: bool,
    /// Its page, where that can be one thing only.
    page: Option<CanonicalUrl>,
    /// The pages that it declares to be its own elsewhere; of an event, all that it may belong to.
    declared: Vec<CanonicalUrl>,
}

/// How strong a bond is; the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Ruled,
    SamePage,
    Declared,
}

/// What becomes of a consultation in what is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is shown.
    Shown,
    /// An event that belongs to nothing: it is in the agenda only.
    Alone,
    /// It is told with another.
    Within(ConsultationId),
}

/// Which consultations are one.
#[derive(Debug, Default)]
pub(super) struct Bonds {
    keys: HashMap<ConsultationId, Keys>,
    pages: Claims,
    pages_of_events: Claims,
    declared: Claims,
    guests: Guests,
    rulings: Rulings,
    /// The groups of more than one, by each of their members; the one that is shown first.
    groups: HashMap<ConsultationId, Arc<[ConsultationId]>>,
}

impl Bonds {
    /// Adds what the configuration says. Call it before there is any content.
    pub(super) fn configure(&mut self, rulings: impl IntoIterator<Item = Ruling>) {
        for ruling in rulings {
            self.rulings.configure(ruling);
        }
    }

    /// Takes over a decision; tells whom it touches.
    pub(super) fn decide(&mut self, decision: &Decision, touched: &mut BTreeSet<ConsultationId>) {
        self.rulings.decide(decision);
        let both = [decision.pair.first(), decision.pair.second()];
        touched.extend(both.into_iter().filter(|id| self.keys.contains_key(id)));
    }

    /// A consultation is new or changed; adds whom that may touch.
    pub(super) fn set(
        &mut self,
        consultation: &Consultation,
        touched: &mut BTreeSet<ConsultationId>,
    ) {
        let id = consultation.id;
        let keys = Self::keys_of(consultation);
        touched.insert(id);
        if self.keys.get(&id) == Some(&keys) {
            return;
        }
        self.remove(id, touched);
        touched.insert(id);
        self.touch(id, &keys, touched);
        let claims = if keys.is_event {
            self.guests.follow(id, &keys.declared);
            &mut self.pages_of_events
        } else {
            for url in &keys.declared {
                self.declared.insert(url, keys.voice, id);
            }
            &mut self.pages
        };
        if let Some(page) = &keys.page {
            claims.insert(page, keys.voice, id);
        }
        self.touch(id, &keys, touched);
        self.keys.insert(id, keys);
    }

    /// A consultation is gone; adds whom that may touch, itself too.
    pub(super) fn remove(&mut self, id: ConsultationId, touched: &mut BTreeSet<ConsultationId>) {
        let Some(keys) = self.keys.remove(&id) else {
            return;
        };
        touched.insert(id);
        self.touch(id, &keys, touched);
        let claims = if keys.is_event {
            self.guests.unfollow(id, &keys.declared);
            &mut self.pages_of_events
        } else {
            for url in &keys.declared {
                self.declared.remove(url, keys.voice, id);
            }
            &mut self.pages
        };
        if let Some(page) = &keys.page {
            claims.remove(page, keys.voice, id);
        }
        self.touch(id, &keys, touched);
    }

    /// Finds anew what is one among all that `touched` reaches, and tells whose rows must be made anew. Of a group the one that `rank` puts first
    /// is shown.
    pub(super) fn settle<R: Ord>(
        &mut self,
        touched: &BTreeSet<ConsultationId>,
        rank: impl Fn(ConsultationId) -> R,
    ) -> BTreeSet<ConsultationId> {
        let mut anew = BTreeSet::new();
        let mut hosts = BTreeSet::new();
        for id in touched {
            anew.extend(self.groups.remove(id).iter().flat_map(|group| group.iter()));
            if !self.is_event(*id) {
                hosts.extend(self.guests.seat(*id, None));
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
            let host = self
                .group(event)
                .iter()
                .find_map(|member| self.find_host(*member));
            hosts.extend(self.guests.seat(event, host));
            hosts.extend(host);
        }
        for host in hosts {
            anew.extend(self.group(host).iter());
        }
        let shown: Vec<ConsultationId> = anew.iter().copied().collect();
        for id in shown {
            anew.extend(
                self.group(id)
                    .iter()
                    .flat_map(|member| self.guests.of(*member)),
            );
        }
        anew.retain(|id| self.keys.contains_key(id));
        anew
    }

    /// What becomes of a consultation that is there.
    pub(super) fn part(&self, id: ConsultationId) -> Part {
        let lead = |id| {
            self.groups
                .get(&id)
                .and_then(|group| group.first())
                .copied()
                .unwrap_or(id)
        };
        if let Some(host) = self.guests.host(id) {
            return Part::Within(lead(host));
        }
        match lead(id) {
            lead if lead != id => Part::Within(lead),
            _ if self.is_event(id) => Part::Alone,
            _ => Part::Shown,
        }
    }

    /// What is told with the one that is shown: the rest of its group in order, and the events that belong to any of it, by id.
    pub(super) fn told_with(
        &self,
        id: ConsultationId,
    ) -> (Vec<ConsultationId>, Vec<ConsultationId>) {
        let group = self.group(id);
        let events = group.iter().flat_map(|member| self.guests.of(*member));
        let events: BTreeSet<ConsultationId> = events.collect();
        let others = group.iter().copied().filter(|member| *member != id);
        (others.collect(), events.into_iter().collect())
    }

    /// The consultations that a designation names.
    fn named(&self, designation: &Designation) -> Vec<ConsultationId> {
        match designation {
            Designation::Id(id) => self
                .keys
                .contains_key(id)
                .then_some(*id)
                .into_iter()
                .collect(),
            Designation::Page(page) => self.pages.identified(page),
        }
    }

    /// The group of a consultation, itself alone where it is in none.
    fn group(&self, id: ConsultationId) -> Arc<[ConsultationId]> {
        self.groups
            .get(&id)
            .map_or_else(|| Arc::new([id]), Arc::clone)
    }

    fn is_event(&self, id: ConsultationId) -> bool {
        self.keys.get(&id).is_some_and(|keys| keys.is_event)
    }

    fn keys_of(consultation: &Consultation) -> Keys {
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
        Keys {
            voice: number(&consultation.voice()),
            is_event,
            page,
            declared,
        }
    }

    /// Adds everyone whose bonds depend on what stands at the addresses of `keys`, or who is ruled to be one with `id`.
    fn touch(&self, id: ConsultationId, keys: &Keys, touched: &mut BTreeSet<ConsultationId>) {
        if keys.is_event {
            let page = keys.page.iter();
            touched.extend(page.flat_map(|page| self.pages_of_events.identified(page)));
            return;
        }
        for url in &keys.declared {
            touched.extend(self.pages.identified(url));
            touched.extend(self.declared.alone(url));
        }
        if let Some(page) = &keys.page {
            touched.extend(self.pages.identified(page));
            touched.extend(self.declared.alone(page));
            touched.extend(self.guests.followers(page));
        }
        touched.extend(self.ruled(id, keys).into_iter().map(|(other, _)| other));
    }

    /// What is ruled of `id`, and with which others.
    fn ruled(&self, id: ConsultationId, keys: &Keys) -> Vec<(ConsultationId, Verdict)> {
        let page = keys.page.clone().map(Designation::Page);
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

    /// The pages that a consultation alone of its voice declares, and that name one record of each other voice.
    fn declared_by(&self, id: ConsultationId, keys: &Keys) -> BTreeSet<ConsultationId> {
        if keys.is_event {
            return BTreeSet::new();
        }
        let mut by_voice: BTreeMap<VoiceNumber, BTreeSet<ConsultationId>> = BTreeMap::new();
        let own = keys
            .declared
            .iter()
            .filter(|url| self.declared.is_alone(url, keys.voice));
        for other in own.flat_map(|url| self.pages.identified(url)) {
            if let Some(theirs) = self.keys.get(&other).filter(|_| other != id) {
                by_voice.entry(theirs.voice).or_default().insert(other);
            }
        }
        let clear = by_voice.into_values().filter(|named| named.len() == 1);
        clear.flatten().collect()
    }

    /// The consultations that have the same page.
    fn at_the_same_page(&self, keys: &Keys) -> Vec<ConsultationId> {
        let claims = if keys.is_event {
            &self.pages_of_events
        } else {
            &self.pages
        };
        let page = keys.page.as_ref();
        page.map_or_else(Vec::new, |page| claims.identified(page))
    }

    /// Everything that may be one with `id`, with what may be one with that, and so on; nothing that is `reached` already.
    fn component(
        &self,
        id: ConsultationId,
        reached: &mut BTreeSet<ConsultationId>,
    ) -> BTreeSet<ConsultationId> {
        let mut component = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            let Some(keys) = self.keys.get(&id) else {
                continue;
            };
            if !reached.insert(id) {
                continue;
            }
            component.insert(id);
            waiting.extend(self.at_the_same_page(keys));
            let ruled = self.ruled(id, keys).into_iter();
            waiting.extend(ruled.map(|(other, _)| other));
            if keys.is_event {
                continue;
            }
            for url in &keys.declared {
                waiting.extend(self.pages.identified(url));
            }
            if let Some(page) = &keys.page {
                waiting.extend(self.declared.alone(page));
            }
        }
        component
    }

    /// The bonds within a component, strongest first.
    fn bonds_of(
        &self,
        component: &BTreeSet<ConsultationId>,
    ) -> BTreeSet<(Strength, ConsultationId, ConsultationId)> {
        let mut bonds = BTreeSet::new();
        for (id, keys) in component
            .iter()
            .filter_map(|id| Some((*id, self.keys.get(id)?)))
        {
            let mut bind = |strength, other: ConsultationId| {
                bonds.insert((strength, id.min(other), id.max(other)));
            };
            for (other, verdict) in self.ruled(id, keys) {
                if verdict == Verdict::Same && self.is_event(other) == keys.is_event {
                    bind(Strength::Ruled, other);
                }
            }
            for other in self.at_the_same_page(keys) {
                bind(Strength::SamePage, other);
            }
            for other in self.declared_by(id, keys) {
                bind(Strength::Declared, other);
            }
        }
        bonds
    }

    /// Finds the groups of a component anew.
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
        for (_, one, other) in self.bonds_of(component) {
            let mut seat = |id| {
                *place.entry(id).or_insert_with(|| {
                    groups.push(vec![id]);
                    groups.len() - 1
                })
            };
            let (into, from) = (seat(one), seat(other));
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

    /// Whether two groups may become one.
    fn may_join(&self, one: Option<&[ConsultationId]>, other: Option<&[ConsultationId]>) -> bool {
        let (Some(one), Some(other)) = (one, other) else {
            return false;
        };
        let voice = |id: &ConsultationId| self.keys.get(id).map(|keys| keys.voice);
        let voices: BTreeSet<_> = one.iter().chain(other).map(voice).collect();
        let parted = |id: &ConsultationId| {
            let ruled = self.keys.get(id).map(|keys| self.ruled(*id, keys));
            let mut ruled = ruled.into_iter().flatten();
            ruled
                .any(|(against, verdict)| verdict == Verdict::Different && other.contains(&against))
        };
        voices.len() == one.len() + other.len()
            && voices.len() <= MOST_TOGETHER
            && !one.iter().any(parted)
    }

    /// The consultation that an event belongs to.
    fn find_host(&self, event: ConsultationId) -> Option<ConsultationId> {
        let keys = self.keys.get(&event)?;
        let mut at = keys.declared.iter().map(|url| self.pages.identified(url));
        at.find_map(|named| named.into_iter().min())
    }
}

fn number(voice: &Voice) -> VoiceNumber {
    let mut hasher = DefaultHasher::new();
    voice.hash(&mut hasher);
    hasher.finish()
}
