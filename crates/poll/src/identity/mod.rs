//! Identity: decides which consultation is which, before anything is written. Pure: what it must know of other sources is looked up before.
//!
//! - A native id that is used again for something else (title, page and dates all differ from those of a withdrawn or missing consultation) gets a
//!   new id, made with `#2`, then `#3` appended. A consultation that was merely edited, or is back, keeps its id. The store keeps the marks by which
//!   this is decided, so that every later poll comes to the same result.
//! - Two sources that have the same id for two things collide: the first one stays, the second one is not written, and the operator gets a notice.
//! - A source that brings known consultations under another origin has moved (`moved`).

use std::collections::{BTreeMap, BTreeSet};

use passerelle_connectors::Listing;
use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, ConsultationId, Marks, Reason, Source, SourceId, SpaceKind,
    is_the_same_everywhere,
};
use passerelle_store::{Claim, Known};

use super::reconcile::NormalizedHarvest;

mod moved;
#[cfg(test)]
mod tests;

pub(super) use moved::{begins_here, moved};

/// The most consultations that may have one native id, one after the other.
const MOST_TIMES: u32 = 9;

/// The most colliding consultations that a notice names.
const MOST_NAMED: usize = 5;

/// The known consultations with which a harvest is compared.
pub(super) struct IdentityContext<'a> {
    /// The source of the harvest.
    pub(super) source: &'a Source,
    /// The configured sources.
    pub(super) configured: &'a BTreeSet<SourceId>,
    /// The consultations of the source, withdrawn ones included.
    pub(super) known: &'a [Known],
    /// The consultations of other sources that have one of the [`candidate_ids`].
    pub(super) claims: &'a [Claim],
}

/// A consultation that is not written, because another source has one with the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Collision {
    /// The key at its source.
    pub(super) native_id: String,
    /// The source that has the other.
    pub(super) owner: SourceId,
}

/// Returns the ids that the consultations of a harvest may get, and that the source does not own.
pub(super) fn candidate_ids(harvest: &NormalizedHarvest, known: &[Known]) -> Vec<ConsultationId> {
    let live: BTreeSet<ConsultationId> = known
        .iter()
        .filter(|known| known.withdrawn_at.is_none())
        .map(|known| known.id)
        .collect();
    let direct = harvest.fresh.iter().map(|fresh| &fresh.consultation);
    direct
        .filter(|read| is_direct(read) && !live.contains(&read.id))
        .flat_map(|read| (1..=MOST_TIMES).map(|nth| id_of(read, nth)))
        .collect()
}

/// Gives every consultation of a harvest its id, and removes those that collide. The ids in the listing are translated accordingly.
pub(super) fn identified(
    harvest: &mut NormalizedHarvest,
    context: &IdentityContext<'_>,
) -> Vec<Collision> {
    let known_ids = KnownIds::of(context);
    let natural: BTreeSet<ConsultationId> = harvest
        .fresh
        .iter()
        .map(|fresh| fresh.consultation.id)
        .collect();
    let mut collisions = Vec::new();
    harvest.fresh.retain_mut(|fresh| {
        let read = &mut fresh.consultation;
        if !is_direct(read) {
            return true;
        }
        match known_ids.resolve(read, &natural, context) {
            Resolution::Nth(nth) => {
                become_nth(read, nth);
                true
            }
            Resolution::Collides(owner) => {
                let native_id = read.native_id.clone();
                collisions.push(Collision { native_id, owner });
                false
            }
        }
    });
    translate_listing(harvest, context.known);
    collisions
}

/// Returns the notice of collisions, if there are any.
pub(super) fn collision_notice(collisions: &[Collision], source: &Source) -> Option<Reason> {
    let owner = &collisions.first()?.owner;
    let named = collisions.iter().take(MOST_NAMED);
    let keys: Vec<String> = named.map(|collision| collision.native_id.clone()).collect();
    Some(
        Reason::new(Code::IdentityCollision)
            .with("count", collisions.len())
            .with("owner", owner.as_str())
            .with("keys", keys)
            .with("origin", source.distinct_origin().to_string())
            .with("source", source.id.as_str()),
    )
}

/// The resolution of an id that was read.
enum Resolution {
    /// The nth consultation with its native id.
    Nth(u32),
    /// A collision with a consultation that another source owns.
    Collides(SourceId),
}

/// The known consultations, by id.
struct KnownIds<'a> {
    own: BTreeMap<ConsultationId, &'a Known>,
    others: BTreeMap<ConsultationId, &'a Claim>,
}

impl<'a> KnownIds<'a> {
    fn of(context: &IdentityContext<'a>) -> Self {
        Self {
            own: context
                .known
                .iter()
                .map(|known| (known.id, known))
                .collect(),
            others: context
                .claims
                .iter()
                .map(|claim| (claim.id, claim))
                .collect(),
        }
    }

    /// Resolves which consultation `read` is. `natural` are the ids that the consultations of the harvest have before they are resolved.
    fn resolve(
        &self,
        read: &Consultation,
        natural: &BTreeSet<ConsultationId>,
        context: &IdentityContext<'_>,
    ) -> Resolution {
        let marks = Marks::of(read);
        let ids: Vec<(u32, ConsultationId)> = (1..=MOST_TIMES)
            .map(|nth| (nth, id_of(read, nth)))
            .collect();
        let own = || {
            ids.iter()
                .filter_map(|(nth, id)| Some((*nth, *self.own.get(id)?)))
        };
        if let Some((nth, known)) = own().find(|(_, known)| known.withdrawn_at.is_none()) {
            let before = known.consultation.as_ref().map(Marks::of);
            if read.kind == SpaceKind::Event || before.is_none_or(|before| marks.may_be(&before)) {
                return Resolution::Nth(nth);
            }
            let back = own().find(|(_, known)| is_certainly(known, &marks));
            return match back {
                Some((former, _)) => Resolution::Nth(former),
                None if known.missing_polls == 0 => Resolution::Nth(nth),
                None => self.next(&ids, natural),
            };
        }
        let mut former: Vec<(u32, &Known)> = own().collect();
        // The last one that had the native id comes first, unless an earlier one is certainly the same.
        former.sort_by_key(|(nth, known)| (!is_certainly(known, &marks), u32::MAX - nth));
        let back = former.into_iter().find(|(_, known)| {
            read.kind == SpaceKind::Event
                || known
                    .marks
                    .as_ref()
                    .is_none_or(|before| marks.may_be(before))
        });
        if let Some((nth, _)) = back {
            return Resolution::Nth(nth);
        }
        match self.others.get(&read.id) {
            Some(claim) if !is_the_same(claim, read, &marks, context) => {
                if claim.is_withdrawn {
                    self.next(&ids, natural)
                } else {
                    Resolution::Collides(claim.owner.clone())
                }
            }
            _ if self.own.contains_key(&read.id) => self.next(&ids, natural),
            _ => Resolution::Nth(1),
        }
    }

    /// Returns the first number that no consultation has.
    fn next(
        &self,
        ids: &[(u32, ConsultationId)],
        natural: &BTreeSet<ConsultationId>,
    ) -> Resolution {
        let free = ids.iter().skip(1).find(|(_, id)| {
            !self.own.contains_key(id) && !self.others.contains_key(id) && !natural.contains(id)
        });
        Resolution::Nth(free.map_or(MOST_TIMES, |(nth, _)| *nth))
    }
}

/// Returns whether the consultation of another source is the one that is read: a relayed copy of it, or the same thing listed twice.
fn is_the_same(
    claim: &Claim,
    read: &Consultation,
    marks: &Marks,
    context: &IdentityContext<'_>,
) -> bool {
    let Some(theirs) = &claim.marks else {
        return true;
    };
    if claim.is_relayed || is_the_same_everywhere(context.source, &read.native_id) {
        return true;
    }
    if claim.is_withdrawn && read.kind == SpaceKind::Event {
        return true;
    }
    // The source may be the successor of one that is no longer configured.
    let is_successor = claim.is_withdrawn && !context.configured.contains(&claim.owner);
    marks.is_same_thing(theirs) || (is_successor && marks.may_be(theirs))
}

/// Returns whether a withdrawn consultation is most likely the one with these marks.
fn is_certainly(known: &Known, marks: &Marks) -> bool {
    let before = known.marks.as_ref();
    known.withdrawn_at.is_some() && before.is_some_and(|before| marks.is_likely_the_same(before))
}

/// Returns whether a consultation came straight from its source, which gave it its native id.
fn is_direct(consultation: &Consultation) -> bool {
    consultation.via.is_empty() && consultation.provenance.is_none()
}

/// Returns the native id of the nth consultation that has it.
fn native_id_of(native_id: &str, nth: u32) -> String {
    if nth > 1 {
        format!("{native_id}#{nth}")
    } else {
        native_id.to_owned()
    }
}

fn id_of(read: &Consultation, nth: u32) -> ConsultationId {
    if nth > 1 {
        ConsultationId::new(&read.origin, read.kind, &native_id_of(&read.native_id, nth))
    } else {
        read.id
    }
}

fn become_nth(read: &mut Consultation, nth: u32) {
    if nth > 1 {
        read.id = id_of(read, nth);
        read.native_id = native_id_of(&read.native_id, nth);
        for meeting in &mut read.meetings {
            meeting.id = meeting.id.used_again(nth);
        }
    }
}

/// Translates the ids in the listing. A listing refers to native ids; one that was used again means the consultation that has it now.
fn translate_listing(harvest: &mut NormalizedHarvest, known: &[Known]) {
    let live: BTreeSet<ConsultationId> = known
        .iter()
        .filter(|known| known.withdrawn_at.is_none())
        .map(|known| known.id)
        .collect();
    let now: BTreeMap<ConsultationId, ConsultationId> = known
        .iter()
        .filter_map(|known| {
            let consultation = known.consultation.as_ref().filter(|it| is_direct(it))?;
            let (native_id, nth) = consultation.native_id.rsplit_once('#')?;
            let nth: u32 = nth.parse().ok()?;
            (2..=MOST_TIMES).contains(&nth).then_some(())?;
            let first = ConsultationId::new(&consultation.origin, consultation.kind, native_id);
            (!live.contains(&first)).then_some((first, known.id))
        })
        .collect();
    if now.is_empty() {
        return;
    }
    let meant = |ids: &mut BTreeSet<ConsultationId>| {
        *ids = std::mem::take(ids)
            .into_iter()
            .map(|id| now.get(&id).copied().unwrap_or(id))
            .collect();
    };
    meant(&mut harvest.unusable);
    match &mut harvest.listing {
        Listing::Window { fallen } => meant(fallen),
        Listing::Changes { withdrawn } | Listing::Log { withdrawn, .. } => meant(withdrawn),
        Listing::Full { .. } | Listing::Unchanged => {}
    }
}
