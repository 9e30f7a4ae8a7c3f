//! Clashes: two sources whose ids would be made of the same parts, so that number 1 of the one and number 1 of the other would be one consultation.

use super::fault::Fault;
use super::findings::Findings;
use super::problem::Problem;
use passerelle_model::{Source, SourceId};

/// Two sources that would make the same ids as soon as both have something under the same number. That is no problem by itself: they may number
/// differently, which only their content can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The source that stands first in the file.
    pub one: SourceId,
    /// The other source.
    pub other: SourceId,
    /// The problem for the operator, reported at the second source.
    pub problem: Problem,
}

/// Returns every pair of sources that may clash.
pub(super) fn among(sources: &[Source], findings: &Findings) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (at, other) in sources.iter().enumerate() {
        let before = sources.iter().take(at);
        if let Some(one) = before.rev().find(|one| one.may_clash_with(other)) {
            let key = format!("sources[{at}].origin");
            let fault = Fault::IdsClash {
                id: other.id.to_string(),
                origin: other.origin.to_string(),
                other: one.id.to_string(),
                distinct: other.distinct_origin().to_string(),
            };
            clashes.push(Clash {
                one: one.id.clone(),
                other: other.id.clone(),
                problem: findings.problem(&key, fault),
            });
        }
    }
    clashes
}
