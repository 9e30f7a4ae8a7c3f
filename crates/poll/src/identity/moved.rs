//! Moves: a source whose host has changed, without the former one configured as its `origin`, brings known consultations under another origin. With
//! new ids everything would be published twice. Pure.

use std::collections::{BTreeMap, BTreeSet};

use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, ConsultationId, Marks, Name, Origin, Reason, Source, SourceId, SpaceKind,
    unqualified,
};
use passerelle_store::Known;

use super::super::reconcile::NormalizedHarvest;
use super::is_direct;

/// The move of a source to another host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    /// The origin from which the known ids are made.
    pub(crate) from: Origin,
    /// The source that brought them, if it was another one.
    pub(crate) of: Option<SourceId>,
    /// The number of consultations of the harvest that are known.
    pub(crate) count: usize,
    /// The ids of those that are still served under their former ids.
    pub(crate) shown: BTreeSet<ConsultationId>,
}

impl Move {
    /// Returns the notice of the move, with the settings to write.
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
type SourceKey<'a> = (SpaceKind, &'a str);

fn key(consultation: &Consultation) -> SourceKey<'_> {
    (consultation.kind, unqualified(&consultation.native_id))
}

/// Returns whether a source brings its first consultations under its origin.
pub(crate) fn begins_here(harvest: &NormalizedHarvest, known: &[Known], source: &Source) -> bool {
    let mut shown = known
        .iter()
        .filter_map(|known| known.consultation.as_ref())
        .filter(|known| is_direct(known));
    let mut read = harvest.fresh.iter();
    read.any(|fresh| is_direct(&fresh.consultation))
        && shown.all(|known| known.origin != source.origin)
}

/// Returns the move that explains a harvest, if there is one. `names` are those of all sources; the ones of sources that are no longer `configured`
/// count if the source has not itself moved.
pub(crate) fn moved(
    harvest: &NormalizedHarvest,
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
    let new: BTreeMap<SourceKey<'_>, Marks> = harvest
        .fresh
        .iter()
        .map(|fresh| &fresh.consultation)
        .filter(|read| is_direct(read) && !live.contains(&read.id))
        .map(|read| (key(read), Marks::of(read)))
        .collect();
    if new.is_empty() {
        return None;
    }
    own_move(&new, known, source)
        .or_else(|| move_of_removed_source(&new, names, configured, source))
}

/// Returns the move of the source itself: most of what it shows under another origin is listed with the same keys and titles.
fn own_move(
    new: &BTreeMap<SourceKey<'_>, Marks>,
    known: &[Known],
    source: &Source,
) -> Option<Move> {
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

/// Returns the move of a source that is no longer configured: it brought most of what is listed.
fn move_of_removed_source(
    new: &BTreeMap<SourceKey<'_>, Marks>,
    names: &[Name],
    configured: &BTreeSet<SourceId>,
    source: &Source,
) -> Option<Move> {
    let mut former: BTreeMap<(&SourceId, &Origin), BTreeSet<SourceKey<'_>>> = BTreeMap::new();
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

/// Returns whether a part is more than half of the whole.
const fn is_most(part: usize, whole: usize) -> bool {
    part > 0 && part * 2 > whole
}
