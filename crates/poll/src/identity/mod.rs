//! Identity: which consultation is which, before anything is written. Pure; what it must know of other sources is looked up before.
//!
//! - A native id that comes back for something else (title, page and dates all differ from what was withdrawn or is missing) makes another id: `#2`
//!   is added to it, then `#3`. What was merely edited, or is back, stays itself. The digests that tell are kept by the store, so that every later
//!   poll finds the same.
//! - Two sources that make one id of two things collide: what came first stays, what comes second is not written, and the operator is told.
//! - A source that brings what is known under another origin has moved (`moved`).

use std::collections::{BTreeMap, BTreeSet};

use passerelle_connectors::Listing;
use passerelle_model::reason::Code;
use passerelle_model::{
    Consultation, ConsultationId, Marks, Reason, Source, SourceId, SpaceKind,
    is_the_same_everywhere,
};
use passerelle_store::{Claim, Known};

use super::reconcile::Reading;

mod moved;
#[cfg(test)]
mod tests;

pub(super) use moved::{begins_here, moved};

/// The most consultations may have one native id, one after the other.
const MOST_TIMES: u32 = 9;

/// The most colliding consultations that a notice names.
const MOST_NAMED: usize = 5;

/// The other consultations that are known beside the one that is read.
pub(super) struct Around<'a> {
    /// The place where it is read.
    pub(super) source: &'a Source,
    /// The sources that are polled.
    pub(super) configured: &'a BTreeSet<SourceId>,
    /// The consultations of the source, withdrawn ones included.
    pub(super) known: &'a [Known],
    /// The consultations of other sources that have what [`in_question`] names.
    pub(super) claims: &'a [Claim],
}

/// A consultation that is not written, because another source has one of the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Collision {
    /// The key at its source.
    pub(super) native_id: String,
    /// The source that has the other.
    pub(super) owner: SourceId,
}

/// The ids that what is read may have and that are not the source's own.
pub(super) fn in_question(reading: &Reading, known: &[Known]) -> Vec<ConsultationId> {
    let live: BTreeSet<ConsultationId> = known
        .iter()
        .filter(|known| known.withdrawn_at.is_none())
        .map(|known| known.id)
        .collect();
    let direct = reading.fresh.iter().map(|fresh| &fresh.consultation);
    direct
        .filter(|read| is_direct(read) && !live.contains(&read.id))
        .flat_map(|read| (1..=MOST_TIMES).map(|nth| id_of(read, nth)))
        .collect()
}

/// Gives every consultation that is read its id, and what the list says of ids the ids that are meant; what collides is taken out.
pub(super) fn identified(reading: &mut Reading, around: &Around<'_>) -> Vec<Collision> {
    let kept = Kept::of(around);
    let natural: BTreeSet<ConsultationId> = reading
        .fresh
        .iter()
        .map(|fresh| fresh.consultation.id)
        .collect();
    let mut collisions = Vec::new();
    reading.fresh.retain_mut(|fresh| {
        let read = &mut fresh.consultation;
        if !is_direct(read) {
            return true;
        }
        match kept.meant(read, &natural, around) {
            Meant::Nth(nth) => {
                become_nth(read, nth);
                true
            }
            Meant::Collides(owner) => {
                let native_id = read.native_id.clone();
                collisions.push(Collision { native_id, owner });
                false
            }
        }
    });
    translate(reading, around.known);
    collisions
}

/// Returns what the operator is told of collisions.
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

/// The meaning of the id of something read.
enum Meant {
    /// The consultation that is the nth to have its native id.
    Nth(u32),
    /// Another consultation, which a source has.
    Collides(SourceId),
}

/// The consultations that are kept, by id.
struct Kept<'a> {
    own: BTreeMap<ConsultationId, &'a Known>,
    others: BTreeMap<ConsultationId, &'a Claim>,
}

impl<'a> Kept<'a> {
    fn of(around: &Around<'a>) -> Self {
        Self {
            own: around.known.iter().map(|known| (known.id, known)).collect(),
            others: around
                .claims
                .iter()
                .map(|claim| (claim.id, claim))
                .collect(),
        }
    }

    fn meant(
        &self,
        read: &Consultation,
        natural: &BTreeSet<ConsultationId>,
        around: &Around<'_>,
    ) -> Meant {
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
                return Meant::Nth(nth);
            }
            let back = own().find(|(_, known)| is_certainly(known, &marks));
            return match back {
                Some((former, _)) => Meant::Nth(former),
                None if known.missing_polls == 0 => Meant::Nth(nth),
                None => self.next(&ids, natural),
            };
        }
        let mut former: Vec<(u32, &Known)> = own().collect();
        // The last that had it comes first, but for one that is certainly it.
        former.sort_by_key(|(nth, known)| (!is_certainly(known, &marks), u32::MAX - nth));
        let back = former.into_iter().find(|(_, known)| {
            read.kind == SpaceKind::Event
                || known
                    .marks
                    .as_ref()
                    .is_none_or(|before| marks.may_be(before))
        });
        if let Some((nth, _)) = back {
            return Meant::Nth(nth);
        }
        match self.others.get(&read.id) {
            Some(claim) if !is_the_same(claim, read, &marks, around) => {
                if claim.is_withdrawn {
                    self.next(&ids, natural)
                } else {
                    Meant::Collides(claim.owner.clone())
                }
            }
            _ if self.own.contains_key(&read.id) => self.next(&ids, natural),
            _ => Meant::Nth(1),
        }
    }

    /// The first number that nothing has.
    fn next(&self, ids: &[(u32, ConsultationId)], natural: &BTreeSet<ConsultationId>) -> Meant {
        let free = ids.iter().skip(1).find(|(_, id)| {
            !self.own.contains_key(id) && !self.others.contains_key(id) && !natural.contains(id)
        });
        Meant::Nth(free.map_or(MOST_TIMES, |(nth, _)| *nth))
    }
}

/// Returns whether what another source has under an id is what is read now: a copy of it that was relayed, or the same thing listed twice.
fn is_the_same(claim: &Claim, read: &Consultation, marks: &Marks, around: &Around<'_>) -> bool {
    let Some(theirs) = &claim.marks else {
        return true;
    };
    if claim.is_relayed || is_the_same_everywhere(around.source, &read.native_id) {
        return true;
    }
    if claim.is_withdrawn && read.kind == SpaceKind::Event {
        return true;
    }
    // Of a source that is gone this one may be the successor.
    let is_successor = claim.is_withdrawn && !around.configured.contains(&claim.owner);
    marks.is_same_thing(theirs) || (is_successor && marks.may_be(theirs))
}

fn is_certainly(known: &Known, marks: &Marks) -> bool {
    let before = known.marks.as_ref();
    known.withdrawn_at.is_some() && before.is_some_and(|before| marks.is_likely_the_same(before))
}

/// Returns whether it came straight from its source, which named it.
fn is_direct(consultation: &Consultation) -> bool {
    consultation.via.is_empty() && consultation.provenance.is_none()
}

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

/// The list speaks of native ids: of one that was used again, the consultation is meant that has it now.
fn translate(reading: &mut Reading, known: &[Known]) {
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
    meant(&mut reading.unusable);
    match &mut reading.listing {
        Listing::Window { fallen } => meant(fallen),
        Listing::Changes { withdrawn } | Listing::Log { withdrawn, .. } => meant(withdrawn),
        Listing::Full { .. } | Listing::Unchanged => {}
    }
}
