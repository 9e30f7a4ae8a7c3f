//! Claims: who names which address, so that it is known at once whether an address means one thing. An address that one voice gives to
//! several of its records identifies none of them.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use passerelle_model::{CanonicalUrl, ConsultationId};

/// What stands for a voice. Two that had the same number would count as one, and only be less easily found to say the same.
pub(super) type VoiceNumber = u64;

const LEAST: ConsultationId = ConsultationId::relayed(Uuid::nil());

/// Who names an address.
#[derive(Debug, Default)]
struct Claim {
    by: BTreeSet<(VoiceNumber, ConsultationId)>,
    /// How many voices name it more than once.
    repeated: usize,
}

impl Claim {
    /// The consultations of a voice that name it: at most two of them, since more say the same.
    fn of_voice(&self, voice: VoiceNumber) -> impl Iterator<Item = ConsultationId> {
        self.by
            .range((voice, LEAST)..)
            .take_while(move |(by, _)| *by == voice)
            .take(2)
            .map(|(_, id)| *id)
    }

    /// The consultations that name it alone among those of their voice. Skips from voice to voice, however many records one has.
    fn alone(&self) -> Vec<ConsultationId> {
        let mut alone = Vec::new();
        let mut next = self.by.first().copied();
        while let Some((voice, id)) = next {
            if self.of_voice(voice).count() == 1 {
                alone.push(id);
            }
            next = voice
                .checked_add(1)
                .and_then(|after| self.by.range((after, LEAST)..).next().copied());
        }
        alone
    }
}

/// Who names which address.
#[derive(Debug, Default)]
pub(super) struct Claims(HashMap<CanonicalUrl, Claim>);

impl Claims {
    pub(super) fn insert(&mut self, url: &CanonicalUrl, voice: VoiceNumber, id: ConsultationId) {
        let claim = self.0.entry(url.clone()).or_default();
        let before = claim.of_voice(voice).count();
        if claim.by.insert((voice, id)) && before == 1 {
            claim.repeated += 1;
        }
    }

    pub(super) fn remove(&mut self, url: &CanonicalUrl, voice: VoiceNumber, id: ConsultationId) {
        let Some(claim) = self.0.get_mut(url) else {
            return;
        };
        if claim.by.remove(&(voice, id)) && claim.of_voice(voice).count() == 1 {
            claim.repeated = claim.repeated.saturating_sub(1);
        }
        if claim.by.is_empty() {
            self.0.remove(url);
        }
    }

    /// The consultations that an address identifies, one a voice; none while a voice gives it to several.
    pub(super) fn identified(&self, url: &CanonicalUrl) -> Vec<ConsultationId> {
        let claim = self.0.get(url).filter(|claim| claim.repeated == 0);
        claim.map_or_else(Vec::new, |claim| {
            claim.by.iter().map(|(_, id)| *id).collect()
        })
    }

    /// The consultations that name an address as no other of their voice does.
    pub(super) fn alone(&self, url: &CanonicalUrl) -> Vec<ConsultationId> {
        self.0.get(url).map_or_else(Vec::new, Claim::alone)
    }

    /// Whether only one consultation of a voice names an address.
    pub(super) fn is_alone(&self, url: &CanonicalUrl, voice: VoiceNumber) -> bool {
        let claim = self.0.get(url);
        claim.is_some_and(|claim| claim.of_voice(voice).count() == 1)
    }
}
