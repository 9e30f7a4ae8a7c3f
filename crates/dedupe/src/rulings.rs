//! Rulings: what the configuration and the operator say of two consultations, found by either of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use passerelle_model::{ConsultationId, Decision, Designation, Ruling, Verdict};

/// What is said of pairs.
#[derive(Debug, Default)]
pub(super) struct Rulings {
    /// By either side: what is said of it and which other.
    configured: HashMap<Designation, BTreeSet<(Designation, Verdict)>>,
    decided: HashMap<ConsultationId, BTreeMap<ConsultationId, Verdict>>,
}

impl Rulings {
    /// Adds what the configuration says.
    pub(super) fn configure(&mut self, ruling: Ruling) {
        let Ruling {
            one,
            other,
            verdict,
        } = ruling;
        for (side, opposite) in [(&one, &other), (&other, &one)] {
            let of_side = self.configured.entry(side.clone()).or_default();
            of_side.insert((opposite.clone(), verdict));
        }
    }

    /// Takes over what the operator decided last of a pair.
    pub(super) fn decide(&mut self, decision: &Decision) {
        let (first, second) = (decision.pair.first(), decision.pair.second());
        for (side, opposite) in [(first, second), (second, first)] {
            let of_side = self.decided.entry(side).or_default();
            match decision.verdict {
                Some(verdict) => {
                    of_side.insert(opposite, verdict);
                }
                None => {
                    of_side.remove(&opposite);
                }
            }
        }
    }

    /// Everything that is said of a consultation that `designations` name.
    pub(super) fn of<'a>(
        &'a self,
        id: ConsultationId,
        designations: &'a [Designation],
    ) -> impl Iterator<Item = (Designation, Verdict)> + 'a {
        let configured = designations
            .iter()
            .filter_map(|designation| self.configured.get(designation))
            .flatten()
            .cloned();
        let decided = self.decided.get(&id).into_iter().flatten();
        configured.chain(decided.map(|(other, verdict)| (Designation::Id(*other), *verdict)))
    }
}
