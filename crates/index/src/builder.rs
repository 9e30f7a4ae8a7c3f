//! The builder, which makes the next snapshot out of the last one and a draft. Only the rows that the change affects are made anew: those of the
//! changed consultations, and those of the clusters that they belong to or belonged to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::dictionary::Dictionary;
use super::entry::{self, Entry, NONE, Numbers, Others, Row};
use super::live::Delta;
use super::snapshot::{Gone, Snapshot};
use super::text::FullTextWriter;
use passerelle_dedupe::{Clusters, Instance, MergedInto, Role, merged, rank};
use passerelle_model::{
    Consultation, ConsultationId, Decision, Platform, Ruling, Source, SourceId, Stored,
};

/// Returns the snapshot with every status as it is at `now`.
pub(super) fn snapshot_at(now: DateTime<Utc>, mut snapshot: Snapshot) -> Snapshot {
    let (catalogue, latest) = snapshot.catalogue.at(now);
    snapshot.catalogue = catalogue;
    snapshot.last_modified = snapshot.last_modified.max(latest);
    snapshot.built_at = now;
    snapshot
}

/// The number of themes up to which none is removed from the dictionary.
const FEW_THEMES: usize = 4096;

/// Removes the themes that no consultation has any more, so that a source that renames its themes at each poll does not fill the memory.
fn remove_unused_themes(snapshot: &mut Snapshot) {
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

/// The last state of each consultation in a delta: stored or withdrawn.
type LastStates = BTreeMap<ConsultationId, Result<Stored, Gone>>;

fn last_states(delta: Delta) -> LastStates {
    let mut states: LastStates = delta
        .gone
        .into_iter()
        .map(|gone| (gone.id, Err(gone)))
        .collect();
    for stored in delta.upserts {
        let id = stored.consultation.id;
        let withdrawn_later = |known: &Result<Stored, Gone>| matches!(known, Err(gone) if gone.change > stored.history.change);
        if !states.get(&id).is_some_and(withdrawn_later) {
            states.insert(id, Ok(stored));
        }
    }
    states
}

/// Makes each next snapshot.
#[derive(Debug)]
pub(super) struct Builder {
    writer: FullTextWriter,
    sources: HashMap<SourceId, Instance>,
    clusters: Clusters,
    next_document: u32,
}

/// A snapshot in the making.
struct SnapshotDraft {
    next: Snapshot,
    now: DateTime<Utc>,
    /// The new entries, as their own sources publish them.
    unmerged: BTreeMap<ConsultationId, Arc<Entry>>,
    /// The rows to set, and those to remove (`None`).
    rows: BTreeMap<ConsultationId, Option<Row>>,
}

impl SnapshotDraft {
    /// Returns an entry as its own source publishes it.
    fn unmerged(&self, id: ConsultationId) -> Option<&Arc<Entry>> {
        let known = || Some(&self.next.catalogue.get(id)?.unmerged);
        self.unmerged.get(&id).or_else(known)
    }

    fn consultation(&self, id: ConsultationId) -> Option<&Consultation> {
        self.unmerged(id).map(|entry| &entry.stored.consultation)
    }
}

impl Builder {
    pub(super) fn new(writer: FullTextWriter, sources: &[Source]) -> Self {
        let instance = |source: &Source| Instance {
            name: source.name.clone(),
            platform: source.platform,
        };
        let sources = sources
            .iter()
            .map(|source| (source.id.clone(), instance(source)));
        Self {
            writer,
            sources: sources.collect(),
            clusters: Clusters::default(),
            next_document: 0,
        }
    }

    pub(super) fn configure(&mut self, rulings: impl IntoIterator<Item = Ruling>) {
        self.clusters.configure(rulings);
    }

    /// Makes the snapshot after a delta.
    pub(super) fn next(&mut self, last: &Snapshot, delta: Delta, now: DateTime<Utc>) -> Snapshot {
        let mut next = snapshot_at(now, last.clone());
        let states = last_states(delta);
        if states.is_empty() {
            return next;
        }
        update_gone(&mut next.gone, &states);
        let mut draft = SnapshotDraft {
            next,
            now,
            unmerged: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        let mut touched = BTreeSet::new();
        for (id, state) in states {
            match state {
                Ok(stored) => {
                    let consultation = &stored.consultation;
                    let updated = Some(stored.history.updated);
                    let latest = updated.max(consultation.last_transition(now));
                    draft.next.last_modified = draft.next.last_modified.max(latest);
                    self.clusters.upsert(consultation, &mut touched);
                    let entry = Entry::new(Arc::new(stored), now);
                    draft.unmerged.insert(id, Arc::new(entry));
                }
                Err(gone) => {
                    draft.next.last_modified = draft.next.last_modified.max(Some(gone.at));
                    self.clusters.remove(id, &mut touched);
                    if let Some(row) = last.catalogue.get(id) {
                        self.writer.remove(row.document);
                    }
                    draft.rows.insert(id, None);
                }
            }
        }
        self.finish(draft, &touched)
    }

    /// Makes the snapshot after decisions of the operator.
    pub(super) fn decided(
        &mut self,
        last: &Snapshot,
        decisions: &[Decision],
        now: DateTime<Utc>,
    ) -> Snapshot {
        let mut next = snapshot_at(now, last.clone());
        let mut touched = BTreeSet::new();
        for decision in decisions {
            next.last_modified = next.last_modified.max(Some(decision.at));
            Arc::make_mut(&mut next.decisions).insert(decision.pair, *decision);
            self.clusters.decide(decision, &mut touched);
        }
        let draft = SnapshotDraft {
            next,
            now,
            unmerged: BTreeMap::new(),
            rows: BTreeMap::new(),
        };
        self.finish(draft, &touched)
    }

    /// Makes the rows of all consultations that a change affects anew, and completes the snapshot.
    fn finish(&mut self, mut draft: SnapshotDraft, touched: &BTreeSet<ConsultationId>) -> Snapshot {
        let sources = &self.sources;
        let ranked = |id| {
            draft.consultation(id).map(|one| {
                let configured = sources.get(&one.source);
                rank(one, &Instance::of(one, configured))
            })
        };
        for id in self.clusters.recluster(touched, ranked) {
            if let Some(row) = self.row(&mut draft, id) {
                draft.rows.insert(id, Some(row));
            }
        }
        let SnapshotDraft { mut next, rows, .. } = draft;
        next.catalogue = next.catalogue.with(rows);
        next.first_seen = Arc::new(next.catalogue.first_seen());
        if let Err(error) = self.writer.commit() {
            tracing::error!(%error, "the full-text index could not be written");
        }
        next.full_text = self.writer.full_text();
        let themes = next.themes.values().len();
        if themes > FEW_THEMES && themes > 4 * next.len() {
            remove_unused_themes(&mut next);
        }
        next
    }

    /// Makes the row of a consultation, and enters it into the full-text index and the dictionaries of the next snapshot.
    fn row(&mut self, draft: &mut SnapshotDraft, id: ConsultationId) -> Option<Row> {
        let unmerged = Arc::clone(draft.unmerged(id)?);
        let role = self.clusters.role(id);
        let (shown, others) = match role {
            Role::Within(_) => (Arc::clone(&unmerged), None),
            Role::Shown | Role::LoneEvent => self.merged_entry(draft, &unmerged),
        };
        let known = draft.next.catalogue.get(id).map(|row| row.document);
        if let Some(document) = known {
            self.writer.remove(document);
        }
        let document = known.unwrap_or_else(|| {
            let fresh = self.next_document;
            self.next_document = fresh.saturating_add(1);
            fresh
        });
        let consultation = &shown.stored.consultation;
        if !matches!(role, Role::Within(_))
            && let Err(error) = self.writer.add(document, consultation)
        {
            tracing::error!(%error, %id, "the full-text index could not take a consultation");
        }
        let next = &mut draft.next;
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
        Some(Row::new(unmerged, shown, role, numbers, draft.now))
    }

    /// Merges a consultation with the other members of its cluster and its events. Also returns the values of the others by which it is found.
    fn merged_entry(
        &self,
        draft: &mut SnapshotDraft,
        unmerged: &Arc<Entry>,
    ) -> (Arc<Entry>, Option<Arc<Others>>) {
        let MergedInto { others, events } = self.clusters.merged_into(unmerged.id());
        if others.is_empty() && events.is_empty() {
            return (Arc::clone(unmerged), None);
        }
        let entries_of = |ids: Vec<ConsultationId>| -> Vec<Arc<Entry>> {
            let known = ids.into_iter().filter_map(|id| draft.unmerged(id));
            known.map(Arc::clone).collect()
        };
        let (others, events) = (entries_of(others), entries_of(events));
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
        let merged = merged(&unmerged.stored, &members, &events);
        let others = members.into_iter().map(|(one, _)| one);
        let others = self.values_of_others(&mut draft.next, &merged.consultation, others);
        let entry = Entry::new(Arc::new(merged), draft.now);
        (Arc::new(entry), Some(others))
    }

    /// Returns the values of `others` by which the merged consultation `one` is found beside its own.
    fn values_of_others<'a>(
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

/// Returns the number of the territory that a consultation concerns; [`NONE`] if it has none.
fn territory_number(next: &mut Snapshot, consultation: &Consultation) -> u32 {
    let territory = consultation.territory.as_ref();
    territory.map_or(NONE, |territory| {
        enter(&mut next.territories, &territory.code)
    })
}

/// Returns the number of `value` in a dictionary that other snapshots share. The dictionary is copied only if the value is new.
fn enter<T: Clone + Eq + Hash>(dictionary: &mut Arc<Dictionary<T>>, value: &T) -> u32 {
    dictionary
        .number(value)
        .unwrap_or_else(|| Arc::make_mut(dictionary).enter(value))
}

/// Updates the withdrawn consultations; they are copied only if they draft.
fn update_gone(gone: &mut Arc<HashMap<ConsultationId, Gone>>, states: &LastStates) {
    for (id, state) in states {
        match state {
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
