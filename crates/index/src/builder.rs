//! Builder: the next snapshot out of the last and a change. Only what the change reaches is made anew: its own rows, and those of what it is one
//! with, or was.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::dictionary::Dictionary;
use super::entry::{self, Entry, NONE, Numbers, Others, Row};
use super::making::Delta;
use super::snapshot::{Gone, Snapshot};
use super::text::Writer;
use passerelle_dedupe::{Clusters, Instance, Part, merged, rank};
use passerelle_model::{
    Consultation, ConsultationId, Decision, Platform, Ruling, Source, SourceId, Stored,
};

/// The snapshot at `now`: every status as it is then.
pub(super) fn seen_from(now: DateTime<Utc>, mut snapshot: Snapshot) -> Snapshot {
    let (catalogue, latest) = snapshot.catalogue.at(now);
    snapshot.catalogue = catalogue;
    snapshot.last_modified = snapshot.last_modified.max(latest);
    snapshot.built_at = now;
    snapshot
}

/// Fewer themes than this are never forgotten.
const FEW_THEMES: usize = 4096;

/// Forgets the themes that nothing has any more, so that a source that renames its themes at each poll fills no memory.
fn forget_themes(snapshot: &mut Snapshot) {
    let mut themes = Dictionary::default();
    snapshot.catalogue = snapshot.catalogue.map(|row| {
        let named = &row.entry.stored.consultation.themes;
        Row {
            themes: named.iter().map(|theme| themes.enter(theme)).collect(),
            ..row.clone()
        }
    });
    snapshot.themes = Arc::new(themes);
}

/// The last word of a delta on each id: a consultation, or a withdrawal.
type Outcome = BTreeMap<ConsultationId, Result<Stored, Gone>>;

fn outcome(delta: Delta) -> Outcome {
    let mut outcome: Outcome = delta
        .gone
        .into_iter()
        .map(|gone| (gone.id, Err(gone)))
        .collect();
    for stored in delta.upserts {
        let id = stored.consultation.id;
        let withdrawn_later = |known: &Result<Stored, Gone>| matches!(known, Err(gone) if gone.change > stored.history.change);
        if !outcome.get(&id).is_some_and(withdrawn_later) {
            outcome.insert(id, Ok(stored));
        }
    }
    outcome
}

/// Builds the next snapshot.
#[derive(Debug)]
pub(super) struct Builder {
    words: Writer,
    sources: HashMap<SourceId, Instance>,
    clusters: Clusters,
    next_document: u32,
}

/// A snapshot in the making.
struct Change {
    next: Snapshot,
    now: DateTime<Utc>,
    /// The entries that are new, as their sources say them.
    said: BTreeMap<ConsultationId, Arc<Entry>>,
    rows: BTreeMap<ConsultationId, Option<Row>>,
}

impl Change {
    fn said(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        let known = || Some(&self.next.catalogue.get(id)?.said);
        self.said.get(&id).or_else(known)
    }

    fn consultation(&self, id: ConsultationId) -> Option<&Consultation> {
        self.said(id).map(|entry| &entry.stored.consultation)
    }
}

impl Builder {
    pub(super) fn new(words: Writer, sources: &[Source]) -> Self {
        let instance = |source: &Source| Instance {
            name: source.name.clone(),
            platform: source.platform,
        };
        let sources = sources
            .iter()
            .map(|source| (source.id.clone(), instance(source)));
        Self {
            words,
            sources: sources.collect(),
            clusters: Clusters::default(),
            next_document: 0,
        }
    }

    pub(super) fn configure(&mut self, rulings: impl IntoIterator<Item = Ruling>) {
        self.clusters.configure(rulings);
    }

    /// The snapshot after a delta.
    pub(super) fn next(&mut self, last: &Snapshot, delta: Delta, now: DateTime<Utc>) -> Snapshot {
        let mut next = seen_from(now, last.clone());
        let outcome = outcome(delta);
        if outcome.is_empty() {
            return next;
        }
        withdrawn(&mut next.gone, &outcome);
        let mut change = Change {
            next,
            now,
            said: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        let mut touched = BTreeSet::new();
        for (id, outcome) in outcome {
            match outcome {
                Ok(stored) => {
                    let consultation = &stored.consultation;
                    let updated = Some(stored.history.updated);
                    let latest = updated.max(consultation.last_transition(now));
                    change.next.last_modified = change.next.last_modified.max(latest);
                    self.clusters.upsert(consultation, &mut touched);
                    let entry = Entry::new(Arc::new(stored), now);
                    change.said.insert(id, Arc::new(entry));
                }
                Err(gone) => {
                    change.next.last_modified = change.next.last_modified.max(Some(gone.at));
                    self.clusters.remove(id, &mut touched);
                    if let Some(row) = last.catalogue.get(id) {
                        self.words.remove(row.document);
                    }
                    change.rows.insert(id, None);
                }
            }
        }
        self.arranged(change, &touched)
    }

    /// The snapshot after decisions.
    pub(super) fn decided(
        &mut self,
        last: &Snapshot,
        decisions: &[Decision],
        now: DateTime<Utc>,
    ) -> Snapshot {
        let mut next = seen_from(now, last.clone());
        let mut touched = BTreeSet::new();
        for decision in decisions {
            next.last_modified = next.last_modified.max(Some(decision.at));
            Arc::make_mut(&mut next.decisions).insert(decision.pair, *decision);
            self.clusters.decide(decision, &mut touched);
        }
        let change = Change {
            next,
            now,
            said: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        self.arranged(change, &touched)
    }

    /// Makes the rows anew of all that a change reaches.
    fn arranged(&mut self, mut change: Change, touched: &BTreeSet<ConsultationId>) -> Snapshot {
        let sources = &self.sources;
        let ranked = |id| {
            change.consultation(id).map(|one| {
                let configured = sources.get(&one.source);
                rank(one, &Instance::of(one, configured))
            })
        };
        for id in self.clusters.recluster(touched, ranked) {
            if let Some(row) = self.row(&mut change, id) {
                change.rows.insert(id, Some(row));
            }
        }
        let Change { mut next, rows, .. } = change;
        next.catalogue = next.catalogue.with(rows);
        next.first_seen = Arc::new(next.catalogue.first_seen());
        if let Err(error) = self.words.commit() {
            tracing::error!(%error, "the full-text index could not be written");
        }
        next.words = self.words.words();
        let themes = next.themes.values().len();
        if themes > FEW_THEMES && themes > 4 * next.len() {
            forget_themes(&mut next);
        }
        next
    }

    /// The row of a consultation, which is entered into the full text, as it is shown, and into the dictionaries of the next snapshot.
    fn row(&mut self, change: &mut Change, id: ConsultationId) -> Option<Row> {
        let said = Arc::clone(change.said(id)?);
        let part = self.clusters.part(id);
        let (shown, others) = match part {
            Part::Within(_) => (Arc::clone(&said), None),
            Part::Shown | Role::LoneEvent => self.shown(change, &said),
        };
        let known = change.next.catalogue.get(id).map(|row| row.document);
        if let Some(document) = known {
            self.words.remove(document);
        }
        let document = known.unwrap_or_else(|| {
            let fresh = self.next_document;
            self.next_document = fresh.saturating_add(1);
            fresh
        });
        let consultation = &shown.stored.consultation;
        if !matches!(part, Part::Within(_))
            && let Err(error) = self.words.add(document, consultation)
        {
            tracing::error!(%error, %id, "the full-text index could not take a consultation");
        }
        let next = &mut change.next;
        let numbers = Numbers {
            document,
            territory: territory_number(next, consultation),
            source: enter(&mut next.sources, &consultation.source),
            themes: consultation
                .themes
                .iter()
                .map(|theme| enter(&mut next.themes, theme))
                .collect(),
            platform: self.platform(consultation),
            others,
        };
        Some(Row::new(said, shown, part, numbers, change.now))
    }

    /// A consultation with all that is told with it, and what else it is found by.
    fn shown(&self, change: &mut Change, said: &Arc<Entry>) -> (Arc<Entry>, Option<Arc<Others>>) {
        let (others, events) = self.clusters.members(said.id());
        if others.is_empty() && events.is_empty() {
            return (Arc::clone(said), None);
        }
        let look = |ids: Vec<ConsultationId>| -> Vec<Arc<Entry>> {
            let known = ids.into_iter().filter_map(|id| change.said(id));
            known.map(Arc::clone).collect()
        };
        let (others, events) = (look(others), look(events));
        let members: Vec<(&Consultation, Instance)> = others
            .iter()
            .map(|entry| {
                let one = &entry.stored.consultation;
                (one, Instance::of(one, self.sources.get(&one.source)))
            })
            .collect();
        let events: Vec<&Consultation> = events
            .iter()
            .map(|entry| &entry.stored.consultation)
            .collect();
        let merged = merged(&said.stored, &members, &events);
        let found_by = members.into_iter().map(|(one, _)| one);
        let others = self.found_by(&mut change.next, &merged.consultation, found_by);
        let entry = Entry::new(Arc::new(merged), change.now);
        (Arc::new(entry), Some(others))
    }

    /// Returns what `one` is found by beside its own, because of the others.
    fn found_by<'a>(
        &self,
        next: &mut Snapshot,
        one: &Consultation,
        others: impl Iterator<Item = &'a Consultation>,
    ) -> Arc<Others> {
        let own_territory = territory_number(next, one);
        let own_source = enter(&mut next.sources, &one.source);
        let mut territories = BTreeSet::new();
        let mut sources = BTreeSet::new();
        let mut platforms = 0;
        for other in others {
            territories.insert(territory_number(next, other));
            sources.insert(enter(&mut next.sources, &other.source));
            platforms |= entry::platforms(other, self.platform(other));
        }
        territories.remove(&own_territory);
        territories.remove(&NONE);
        sources.remove(&own_source);
        Arc::new(Others {
            territories: territories.into_iter().collect(),
            sources: sources.into_iter().collect(),
            platforms,
        })
    }

    fn platform(&self, consultation: &Consultation) -> Option<Platform> {
        let source = self.sources.get(&consultation.source);
        source.map(|source| source.platform)
    }
}

/// The number of the territory that a consultation concerns.
fn territory_number(next: &mut Snapshot, consultation: &Consultation) -> u32 {
    let territory = consultation.territory.as_ref();
    territory.map_or(NONE, |territory| {
        enter(&mut next.territories, &territory.code)
    })
}

/// The number of `value` in a dictionary that other snapshots share: it is copied only when the value is new.
fn enter<T: Clone + Eq + Hash>(dictionary: &mut Arc<Dictionary<T>>, value: &T) -> u32 {
    dictionary
        .number(value)
        .unwrap_or_else(|| Arc::make_mut(dictionary).enter(value))
}

/// The withdrawn ones after an outcome; copied only when they change.
fn withdrawn(gone: &mut Arc<HashMap<ConsultationId, Gone>>, outcome: &Outcome) {
    for (id, stored) in outcome {
        match stored {
            Ok(_) if gone.contains_key(id) => {
                Arc::make_mut(gone).remove(id);
            }
            Ok(_) => {}
            Err(withdrawal) => {
                Arc::make_mut(gone).insert(*id, *withdrawal);
            }
        }
    }
}
