//! A reference implementation of the store in plain Rust, with which engines are compared.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Claim, Commit, Committed, Contents, Elsewhere, Error, Known, Store, Tombstone, Write};
use passerelle_model::{
    Consultation, ConsultationId, Decision, History, Marks, MeetingId, Name, Origin, Pair,
    SourceId, SourceState, Stored,
};

/// A store in memory.
#[derive(Debug, Default)]
pub struct Reference {
    state: Arc<Mutex<State>>,
    own_writes: AtomicU64,
    is_full: AtomicBool,
}

impl Reference {
    /// Sets whether the disk is full, so that commits fail.
    pub fn on_a_full_disk(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::Relaxed);
    }

    /// Returns a handle to the same store as another process would have it.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            state: Arc::clone(&self.state),
            own_writes: AtomicU64::new(0),
            is_full: AtomicBool::new(false),
        }
    }

    fn write(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap();
        state.writes += 1;
        self.own_writes.fetch_add(1, Ordering::Relaxed);
        state
    }
}

#[derive(Debug, Default)]
struct State {
    consultations: BTreeMap<ConsultationId, (SourceId, usize, Known)>,
    /// The origin and the native id from which each id is made.
    names: BTreeMap<ConsultationId, (Origin, String)>,
    /// The last sequence of each meeting in each consultation, and whether it is shown.
    sequences: BTreeMap<(MeetingId, ConsultationId), (u32, bool)>,
    sources: BTreeMap<SourceId, SourceState>,
    decisions: BTreeMap<Pair, Decision>,
    last_change: u64,
    writes: u64,
}

impl State {
    fn next_change(&mut self) -> u64 {
        self.last_change += 1;
        self.last_change
    }

    fn own(&mut self, source: &SourceId, id: ConsultationId) -> Option<&mut Known> {
        let (owner, _, known) = self.consultations.get_mut(&id)?;
        (owner == source && known.withdrawn_at.is_none()).then_some(known)
    }

    fn withdraw(&mut self, source: &SourceId, id: ConsultationId, at: DateTime<Utc>) -> bool {
        if self.own(source, id).is_none() {
            return false;
        }
        let change = self.next_change();
        if let Some(known) = self.own(source, id) {
            known.withdrawn_at = Some(at);
            known.marks = known.consultation.take().as_ref().map(Marks::of);
            known.history.change = change;
        }
        self.list_meetings(id, &mut []);
        true
    }

    /// Raises sequences that would go back; meetings that are not listed are no longer shown.
    fn list_meetings(&mut self, id: ConsultationId, meetings: &mut [passerelle_model::Meeting]) {
        let before = self.sequences.clone();
        for ((_, of), (_, shown)) in &mut self.sequences {
            *shown &= *of != id;
        }
        for meeting in meetings {
            let least = match before.get(&(meeting.id, id)) {
                Some((sequence, true)) => *sequence,
                _ => before
                    .iter()
                    .filter(|((listed, _), _)| *listed == meeting.id)
                    .filter(|((_, of), _)| !before.contains_key(&(meeting.id, id)) || *of == id)
                    .map(|(_, (sequence, _))| sequence + 1)
                    .max()
                    .unwrap_or(0),
            };
            let sequence = &mut meeting.history.sequence;
            *sequence = least.max(*sequence);
            self.sequences.insert((meeting.id, id), (*sequence, true));
        }
    }

    fn write(&mut self, source: &SourceId, at: DateTime<Utc>, write: Write) -> Option<Elsewhere> {
        match write {
            Write::Upsert {
                consultation,
                history,
                fingerprint,
            } => return self.upsert(source, *consultation, history, fingerprint),
            Write::Refresh {
                mut consultation,
                fingerprint,
            } => {
                let id = consultation.id;
                consultation.source = source.clone();
                if self.own(source, id).is_some() {
                    let hops = consultation.via.len();
                    list_once(&mut consultation);
                    self.list_meetings(id, &mut consultation.meetings);
                    if let Some((_, kept_hops, known)) = self.consultations.get_mut(&id) {
                        *kept_hops = hops;
                        known.consultation = Some(*consultation);
                        known.fingerprint = fingerprint;
                        (known.missing_polls, known.missing_since) = (0, None);
                    }
                }
            }
            Write::Seen { id } => {
                if let Some(known) = self.own(source, id)
                    && known.missing_polls > 0
                {
                    (known.missing_polls, known.missing_since) = (0, None);
                }
            }
            Write::Missing { id, polls, since } => {
                if let Some(known) = self.own(source, id) {
                    (known.missing_polls, known.missing_since) = (polls, Some(since));
                }
            }
            Write::Withdraw { id } => {
                self.withdraw(source, id, at);
            }
        }
        None
    }

    fn upsert(
        &mut self,
        source: &SourceId,
        mut consultation: Consultation,
        mut history: History,
        fingerprint: String,
    ) -> Option<Elsewhere> {
        let (id, hops) = (consultation.id, consultation.via.len());
        if let Some((owner, kept_hops, known)) = self.consultations.get(&id) {
            if owner == source {
                history.revision = history.revision.max(known.history.revision);
            } else if known.withdrawn_at.is_some() || hops < *kept_hops {
                history.revision = history.revision.max(known.history.revision + 1);
                history.first_seen = known.history.first_seen;
            } else {
                let owner = owner.clone();
                return Some(Elsewhere { id, owner });
            }
        }
        consultation.source = source.clone();
        list_once(&mut consultation);
        self.list_meetings(id, &mut consultation.meetings);
        history.change = self.next_change();
        let name = (consultation.origin.clone(), consultation.native_id.clone());
        self.names.insert(id, name);
        let known = Known {
            kind: consultation.kind,
            consultation: Some(consultation),
            id,
            history,
            fingerprint,
            missing_polls: 0,
            missing_since: None,
            withdrawn_at: None,
            marks: None,
        };
        self.consultations.insert(id, (source.clone(), hops, known));
        None
    }

    /// Returns the consultations among `ids` that are served, and those that are withdrawn.
    fn contents(&self, ids: &BTreeSet<ConsultationId>) -> (Vec<Stored>, Vec<Tombstone>) {
        let (mut served, mut gone) = (Vec::new(), Vec::new());
        for (_, _, known) in ids.iter().filter_map(|id| self.consultations.get(id)) {
            match (&known.consultation, known.withdrawn_at) {
                (Some(consultation), None) => served.push(Stored {
                    consultation: consultation.clone(),
                    history: known.history,
                }),
                (_, withdrawn_at) => gone.push(Tombstone {
                    id: known.id,
                    withdrawn_at: withdrawn_at.unwrap(),
                    change: known.history.change,
                }),
            }
        }
        served.sort_by_key(|stored| stored.history.change);
        gone.sort_by_key(|tombstone| tombstone.change);
        (served, gone)
    }
}

fn list_once(consultation: &mut Consultation) {
    let mut listed = BTreeSet::new();
    consultation
        .meetings
        .retain(|meeting| listed.insert(meeting.id));
}

#[async_trait]
impl Store for Reference {
    async fn log(&self) -> Result<Uuid, Error> {
        Ok(Uuid::from_u128(0x1060))
    }

    async fn contents(&self) -> Result<Contents, Error> {
        let state = self.state.lock().unwrap();
        let all = state.consultations.keys().copied().collect();
        let (consultations, tombstones) = state.contents(&all);
        Ok(Contents {
            consultations,
            tombstones,
            sources: state.sources.values().cloned().collect(),
            unreadable: 0,
        })
    }

    async fn known(&self, source: &SourceId) -> Result<Vec<Known>, Error> {
        let state = self.state.lock().unwrap();
        let mut known: Vec<Known> = state
            .consultations
            .values()
            .filter(|(owner, ..)| owner == source)
            .map(|(_, _, known)| known.clone())
            .collect();
        known.sort_by_key(|known| known.id);
        Ok(known)
    }

    async fn claims(&self, source: &SourceId, ids: &[ConsultationId]) -> Result<Vec<Claim>, Error> {
        let state = self.state.lock().unwrap();
        let ids: BTreeSet<_> = ids.iter().collect();
        let kept = ids.into_iter().filter_map(|id| state.consultations.get(id));
        Ok(kept
            .filter(|(owner, ..)| owner != source)
            .map(|(owner, hops, known)| Claim {
                id: known.id,
                owner: owner.clone(),
                is_relayed: *hops > 0,
                is_withdrawn: known.withdrawn_at.is_some(),
                marks: known
                    .consultation
                    .as_ref()
                    .map(Marks::of)
                    .or_else(|| known.marks.clone()),
            })
            .collect())
    }

    async fn names(&self) -> Result<Vec<Name>, Error> {
        let state = self.state.lock().unwrap();
        let direct = state.consultations.iter().filter(|(_, kept)| kept.1 == 0);
        Ok(direct
            .filter_map(|(id, (owner, _, known))| {
                let (origin, native_id) = state.names.get(id)?.clone();
                Some(Name {
                    source: owner.clone(),
                    origin,
                    kind: known.kind,
                    native_id,
                    is_withdrawn: known.withdrawn_at.is_some(),
                    marks: known.marks.clone(),
                })
            })
            .collect())
    }

    async fn source_state(&self, source: &SourceId) -> Result<Option<SourceState>, Error> {
        Ok(self.state.lock().unwrap().sources.get(source).cloned())
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, Error> {
        if self.is_full.load(Ordering::Relaxed) {
            let place = "reference".to_owned();
            return Err(Error::Full { place });
        }
        let mut state = self.write();
        let before = state.consultations.clone();
        let mut elsewhere = BTreeMap::new();
        let mut refreshed = BTreeSet::new();
        for write in commit.writes {
            if let Write::Refresh { consultation, .. } = &write
                && state.own(&commit.source, consultation.id).is_some()
            {
                refreshed.insert(consultation.id);
            }
            if let Some(found) = state.write(&commit.source, commit.at, write) {
                elsewhere.insert(found.id, found);
            }
        }
        state.sources.insert(commit.source, commit.state);
        let changed = |(id, (_, _, known)): (&ConsultationId, &(SourceId, usize, Known))| {
            let moved = before
                .get(id)
                .is_none_or(|(_, _, was)| was.history.change != known.history.change);
            (moved || refreshed.contains(id)).then_some(*id)
        };
        let (upserts, tombstones) =
            state.contents(&state.consultations.iter().filter_map(changed).collect());
        Ok(Committed {
            upserts,
            tombstones,
            elsewhere: elsewhere.into_values().collect(),
        })
    }

    async fn remove_source(
        &self,
        source: &SourceId,
        at: DateTime<Utc>,
    ) -> Result<Committed, Error> {
        let mut state = self.write();
        let ids: Vec<ConsultationId> = state.consultations.keys().copied().collect();
        let gone = ids
            .into_iter()
            .filter(|id| state.withdraw(source, *id, at))
            .collect();
        state.sources.remove(source);
        Ok(Committed {
            tombstones: state.contents(&gone).1,
            ..Committed::default()
        })
    }

    async fn decisions(&self) -> Result<Vec<Decision>, Error> {
        Ok(self
            .state
            .lock()
            .unwrap()
            .decisions
            .values()
            .copied()
            .collect())
    }

    async fn decide(&self, decision: &Decision) -> Result<(), Error> {
        let mut state = self.write();
        state.decisions.insert(decision.pair, *decision);
        Ok(())
    }

    async fn foreign_writes(&self) -> Result<u64, Error> {
        let writes = self.state.lock().unwrap().writes;
        Ok(writes - self.own_writes.load(Ordering::Relaxed))
    }

    async fn ping(&self) -> Result<(), Error> {
        Ok(())
    }
}
