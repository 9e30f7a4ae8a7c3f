//! The tables `[[sources.join]]`: rules by which the appointments of a calendar belong to consultations.

use super::addresses::web_address;
use super::fault::Fault;
use super::findings::Findings;
use super::raw::{RawEntryRule, RawJoin};
use super::sources::entry_rule;
use passerelle_model::{JoinRule, Platform};

/// Resolves the rules; `None` after reporting their faults.
pub(super) fn rules(
    raw: Vec<RawJoin>,
    platform: Option<Platform>,
    key: &str,
    findings: &mut Findings,
) -> Option<Vec<JoinRule>> {
    if !raw.is_empty() && platform.is_some_and(|platform| platform != Platform::Calendar) {
        findings.report(key, Fault::AppointmentsNowhere);
        return None;
    }
    let rules: Vec<Option<JoinRule>> = raw
        .into_iter()
        .enumerate()
        .map(|(at, raw)| rule(raw, &format!("{key}[{at}]"), findings))
        .collect();
    rules.into_iter().collect()
}

fn rule(raw: RawJoin, key: &str, findings: &mut Findings) -> Option<JoinRule> {
    let patterns = RawEntryRule {
        category: raw.category,
        title: raw.title,
        path: raw.path,
    };
    let rule = entry_rule(patterns, key, findings);
    let consultation = raw
        .consultation
        .and_then(|page| findings.keep(&format!("{key}.consultation"), web_address(&page)));
    Some(JoinRule {
        rule: rule?,
        consultation: consultation?,
    })
}
