//! The tables `[[same]]` and `[[different]]`: the consultations that the operator declares to be one, and those that are not.

use url::Url;

use super::fault::{Fault, Quote};
use super::findings::Findings;
use super::raw::RawRuling;
use passerelle_model::{CanonicalUrl, Designation, Ruling, Verdict};

/// Resolves the rulings of one kind of table; `None` after reporting their faults. In a table of more than two, each is ruled against the first if they are the
/// same, and against every other if they differ.
pub(super) fn resolve(
    raw: &[RawRuling],
    table: &str,
    verdict: Verdict,
    findings: &mut Findings,
) -> Option<Vec<Ruling>> {
    let mut rulings = Vec::new();
    let mut valid = true;
    for (at, ruling) in raw.iter().enumerate() {
        let key = format!("{table}[{at}].consultations");
        let named: Vec<Option<Designation>> = ruling
            .consultations
            .iter()
            .enumerate()
            .map(|(nth, text)| designation(text, &format!("{key}[{nth}]"), findings))
            .collect();
        // All of them are resolved before the first fault ends it, so that every fault is reported.
        let named: Option<Vec<Designation>> = named.into_iter().collect();
        let Some(named) = named else {
            valid = false;
            continue;
        };
        if named.len() < 2 {
            findings.report(&key, Fault::ConsultationsTooFew);
            valid = false;
        }
        rulings.extend(pairs(&named, verdict));
    }
    valid.then_some(rulings)
}

fn pairs(named: &[Designation], verdict: Verdict) -> Vec<Ruling> {
    let firsts = match verdict {
        Verdict::Same => 1,
        Verdict::Different => named.len(),
    };
    let firsts = named.iter().enumerate().take(firsts);
    let pairs = firsts.flat_map(|(nth, one)| {
        let others = named.iter().skip(nth + 1);
        others.map(|other| Ruling {
            one: one.clone(),
            other: other.clone(),
            verdict,
        })
    });
    pairs.filter(|ruling| ruling.one != ruling.other).collect()
}

fn designation(text: &str, key: &str, findings: &mut Findings) -> Option<Designation> {
    let text = text.trim();
    if let Ok(id) = text.parse() {
        return Some(Designation::Id(id));
    }
    let url: Option<Url> = text.parse().ok();
    let page = url.as_ref().and_then(CanonicalUrl::of);
    let page = page.filter(CanonicalUrl::identifies);
    if page.is_none() {
        let given = Quote::of(text);
        findings.report(key, Fault::ConsultationUnnamed { given });
    }
    page.map(Designation::Page)
}

#[cfg(test)]
mod tests {
    use crate::parse;

    const ID: &str = "2c1f0f4e-5a6b-5c7d-8e9f-0a1b2c3d4e5f";

    #[test]
    fn consultations_are_named_by_id_or_by_page() {
        let text = format!(
            "[[same]]\nconsultations = ['https://www.a.fr/processes/x/', '{ID}', 'https://b.fr/p']\n\
             [[different]]\nconsultations = ['https://a.fr/processes/x', 'https://c.fr/p']\n"
        );
        let rulings = parse(&text, "f.toml", []).unwrap().rulings;
        let said: Vec<&str> = rulings
            .iter()
            .map(|ruling| ruling.verdict.token())
            .collect();
        assert_eq!(said, ["same", "same", "different"]);
        assert_eq!(
            rulings[0].one, rulings[2].one,
            "addresses are compared in one form"
        );
    }

    #[test]
    fn what_names_nothing_is_told_with_its_place() {
        let text = "[[same]]\nconsultations = ['https://a.fr/', 'x']\n[[different]]\nconsultations = ['https://a.fr/b']\n";
        let problems = parse(text, "f.toml", []).unwrap_err().to_string();
        for part in [
            "same[0].consultations[0]: consultation_unnamed (given https://a.fr/)",
            "same[0].consultations[1]: consultation_unnamed (given x)",
            "different[0].consultations: consultations_too_few",
        ] {
            assert!(problems.contains(part), "{part} in {problems}");
        }
    }
}
