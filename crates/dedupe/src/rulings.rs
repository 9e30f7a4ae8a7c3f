//! Rulings of the configuration and decisions of the operator that two consultations are one, or that they are not. Found by either of the two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use passerelle_model::{ConsultationId, Decision, Designation, Ruling, Verdict};

/// The rulings on all pairs.
#[derive(Debug, Default)]
pub(super) struct Rulings {
    /// The rulings of the configuration, by either side: the other sides, and the verdicts.
    configured: HashMap<Designation, BTreeSet<(Designation, Verdict)>>,
    /// The decisions of the operator, by either side.
    decided: HashMap<ConsultationId, BTreeMap<ConsultationId, Verdict>>,
}

impl Rulings {
    /// Adds a ruling of the configuration.
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

    /// Applies the operator's last decision on a pair.
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

    /// Returns the rulings on the consultation `id`, which `designations` name.
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
