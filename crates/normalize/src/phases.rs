//! Phases whose titles say that they come after the fact: one reads the results and cannot take part. Used where the platform does not tell.

use passerelle_model::{LocalizedText, fold};

/// Beginnings of the titles of phases that come after the fact, folded. Documented in `docs/deadlines.md`.
const AFTER_THE_FACT: &[&str] = &[
    "bilan",
    "cloture",
    "compte rendu",
    "compte-rendu",
    "comptes rendus",
    "comptes-rendus",
    "publication des resultats",
    "restitution",
    "restitutions",
    "resultat",
    "resultats",
    "synthese",
    "results",
    "outcome",
    "outcomes",
];

/// Words that may stand before one of these: « Phase 3 : bilan », « 4. Restitution ».
const LEADING: &[&str] = &["phase", "etape", "step", "n", "numero", "le", "la", "les"];

/// Returns whether a phase of this title comes after the fact, in any of its languages.
pub(super) fn is_after_the_fact(title: &LocalizedText) -> bool {
    title
        .iter()
        .any(|(_, translation)| begins_after_the_fact(&translation.text))
}

/// Returns whether a title begins with one of [`AFTER_THE_FACT`], after any numbers and [`LEADING`] words.
fn begins_after_the_fact(text: &str) -> bool {
    let folded = fold(text);
    let mut rest = folded.as_str();
    loop {
        rest = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
        let word = rest
            .split(|letter: char| !letter.is_alphabetic())
            .next()
            .unwrap_or_default();
        match rest.strip_prefix(word) {
            Some(after) if LEADING.contains(&word) => rest = after,
            _ => break,
        }
    }
    AFTER_THE_FACT.iter().any(|words| {
        rest.strip_prefix(words)
            .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_that_a_phase_comes_after_the_fact() {
        for title in [
            "Bilan",
            "Bilan de la concertation",
            "Restitution publique",
            "RÉSULTATS DU VOTE",
            "Phase 3 : synthèse des contributions",
            "4. Compte-rendu",
            "Étape n° 5 – La restitution",
            "Results",
        ] {
            assert!(begins_after_the_fact(title), "{title}");
        }
    }

    #[test]
    fn the_documented_titles_are_all_of_them() {
        let documented = passerelle_model::documented::list("Phases in which one only reads");
        assert_eq!(documented, AFTER_THE_FACT);
    }

    #[test]
    fn a_title_that_merely_mentions_results_is_not_after_the_fact() {
        for title in [
            "",
            "Phase 3",
            "Vote et résultats",
            "Bilans énergétiques : vos idées",
            "Dépôt des idées",
            "Contribution",
            "Atelier de restitution et de débat",
        ] {
            assert!(!begins_after_the_fact(title), "{title}");
        }
    }
}
