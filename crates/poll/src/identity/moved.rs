//! Moves: a source that brings what is known under another origin, because its host has changed and nobody wrote the former one as `origin`. Under
//! new ids everything would be published twice. Pure.

use std::collections::{BTreeMap, BTreeSet};

use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, ConsultationId, Marks, Name, Origin, Reason, Source, SourceId, SpaceKind,
    unqualified,
};
use passerelle_store::Known;

use super::super::reconcile::Reading;
use super::is_direct;

/// The move of a source to another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    /// The origin of which the known ids are made.
    pub(crate) from: Origin,
    /// The source that brought it, if it was another.
    pub(crate) of: Option<SourceId>,
    /// The number of consultations read now that are known.
    pub(crate) count: usize,
    /// The ones of them that the source still shows under their former ids.
    pub(crate) shown: BTreeSet<ConsultationId>,
}

impl Move {
    /// Returns what the operator is told, and what to write.
    pub(crate) fn notice(&self, source: &Source) -> Reason {
        let owner = self.of.as_ref().map(SourceId::as_str);
        Reason::new(Code::HostMoved)
            .with("by", "origin")
            .with("count", self.count)
            .with("former", self.from.as_str())
            .with("source", source.id.as_str())
            .with_known("owner", owner)
    }
}

/// The key of a consultation at its source, whatever the origin.
type Key<'a> = (SpaceKind, &'a str);

fn key(consultation: &Consultation) -> Key<'_> {
    (consultation.kind, unqualified(&consultation.native_id))
}

/// Returns whether a source brings the first things under its origin.
pub(crate) fn begins_here(reading: &Reading, known: &[Known], source: &Source) -> bool {
    let mut shown = known
        .iter()
        .filter_map(|known| known.consultation.as_ref())
        .filter(|known| is_direct(known));
    let mut read = reading.fresh.iter();
    read.any(|fresh| is_direct(&fresh.consultation))
        && shown.all(|known| known.origin != source.origin)
}

/// The move that explains what is read, if there is one. `names` is what is kept of all sources; it is looked at for those that are not
/// `configured` any more, when this one has nothing yet.
pub(crate) fn moved(
    reading: &Reading,
    known: &[Known],
    names: &[Name],
    configured: &BTreeSet<SourceId>,
    source: &Source,
) -> Option<Move> {
    let live: BTreeSet<ConsultationId> = known
        .iter()
        .filter(|known| known.withdrawn_at.is_none())
        .map(|known| known.id)
        .collect();
    let new: BTreeMap<Key<'_>, Marks> = reading
        .fresh
        .iter()
        .map(|fresh| &fresh.consultation)
        .filter(|read| is_direct(read) && !live.contains(&read.id))
        .map(|read| (key(read), Marks::of(read)))
        .collect();
    if new.is_empty() {
        return None;
    }
    of_itself(&new, known, source).or_else(|| of_a_gone_one(&new, names, configured, source))
}

/// Most of what the source shows under another origin is listed with the same keys and titles.
fn of_itself(new: &BTreeMap<Key<'_>, Marks>, known: &[Known], source: &Source) -> Option<Move> {
    let mut former: BTreeMap<&Origin, (usize, BTreeSet<ConsultationId>)> = BTreeMap::new();
    let shown = known.iter().filter_map(|known| known.consultation.as_ref());
    for known in shown.filter(|known| is_direct(known) && known.origin != source.origin) {
        let (all, again) = former.entry(&known.origin).or_default();
        *all += 1;
        let is_listed = new
            .get(&key(known))
            .is_some_and(|marks| marks.shares_title(&Marks::of(known)));
        if is_listed {
            again.insert(known.id);
        }
    }
    let (from, (_, shown)) = former
        .into_iter()
        .filter(|(_, (all, again))| is_most(again.len(), (*all).min(new.len())))
        .max_by_key(|(_, (_, again))| again.len())?;
    Some(Move {
        from: from.clone(),
        of: None,
        count: shown.len(),
        shown,
    })
}

/// Most of what is listed was brought by one source that is gone.
fn of_a_gone_one(
    new: &BTreeMap<Key<'_>, Marks>,
    names: &[Name],
    configured: &BTreeSet<SourceId>,
    source: &Source,
) -> Option<Move> {
    let mut former: BTreeMap<(&SourceId, &Origin), BTreeSet<Key<'_>>> = BTreeMap::new();
    let gone = names
        .iter()
        .filter(|name| !configured.contains(&name.source) && name.origin != source.origin);
    for name in gone {
        let key = (name.kind, unqualified(&name.native_id));
        let is_listed = new
            .get(&key)
            .zip(name.marks.as_ref())
            .is_some_and(|(read, was)| read.is_likely_the_same(was));
        if is_listed {
            former
                .entry((&name.source, &name.origin))
                .or_default()
                .insert(key);
        }
    }
    let ((of, from), again) = former
        .into_iter()
        .filter(|(_, again)| is_most(again.len(), new.len()))
        .max_by_key(|(_, again)| again.len())?;
    Some(Move {
        from: from.clone(),
        of: Some(of.clone()),
        count: again.len(),
        shown: BTreeSet::new(),
    })
}

/// More than half, and something.
const fn is_most(part: usize, whole: usize) -> bool {
    part > 0 && part * 2 > whole
}
