//! Results of a search: the sentences that say how they answer to the words, the communes that the words name, and where else there is more.

use crate::phrases::Phrases;
use passerelle_index::{ConsultationPage, Correction, WordMatch};
use passerelle_model::{Status, TerritoryCode, fold};
use passerelle_query::Filter;

use super::filters::Links;
use super::place_field::with_departement;
use super::portal::PortalView;

/// A commune that the words name, and the consultations that concern it.
#[derive(Debug, Clone)]
pub struct Concerned {
    /// The commune.
    pub code: TerritoryCode,
    /// The filter of the consultations that concern it.
    pub filter: Filter,
    /// The number of consultations that this filter selects: at least one.
    pub consultations: usize,
}

/// A link with its words.
pub(super) struct Lead {
    pub(super) label: String,
    pub(super) href: String,
}

/// Returns the sentences above the consultations that were found; none where they have every word as it was typed.
pub(super) fn sentences(phrases: &Phrases, page: &ConsultationPage, words: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let is_empty = page.items.is_empty();
    if page.matched == WordMatch::Some && !is_empty {
        sentences.push(phrases.say("found-some"));
    }
    if !page.corrections.is_empty() {
        let meant = words_shown(words, page);
        let typed: Vec<String> = page
            .corrections
            .iter()
            .map(|one| as_typed(words, one))
            .collect();
        let parts = [("words", meant.as_str()), ("typed", &typed.join(", "))];
        let said = if is_empty {
            "found-none-corrected"
        } else {
            "found-corrected"
        };
        sentences.push(phrases.with(said, &parts));
    }
    sentences
}

/// The words that a page answers to: those that were typed, with misspelt ones corrected.
pub fn words_shown(words: &str, page: &ConsultationPage) -> String {
    corrected(words, &page.corrections)
}

/// The words as they were meant.
fn corrected(words: &str, corrections: &[Correction]) -> String {
    let mut meant = words.to_owned();
    for correction in corrections {
        let typed = as_typed(&meant, correction);
        meant = meant.replacen(&typed, &correction.meant, 1);
    }
    meant
}

/// The filter of feeds, which take words as they are typed: with misspelt ones corrected.
pub(super) fn meant(filter: &Filter, page: &ConsultationPage) -> Filter {
    let corrected = filter.query.as_deref().map(|query| {
        let corrected = corrected(query, &page.corrections);
        fold(&corrected)
    });
    Filter {
        query: corrected,
        ..filter.clone()
    }
}

/// The word of a text that folds to the corrected one.
fn as_typed(words: &str, correction: &Correction) -> String {
    let mut typed = words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| fold(word) == correction.typed);
    typed.next().unwrap_or(&correction.typed).to_owned()
}

/// « Seichamps : 8 démarches ouvertes vous concernent. »
pub(super) fn concerned(phrases: &Phrases, view: &PortalView<'_>, links: &Links<'_>) -> Vec<Lead> {
    let several = view.concerned.len() > 1;
    let leads = view.concerned.iter().filter_map(|one| {
        let place = view.geography.get(one.code)?;
        let name = if several {
            with_departement(place, view.geography)
        } else {
            place.name.to_owned()
        };
        let parts = [("place", name.as_str()), ("status", status_of(&one.filter))];
        Some(Lead {
            label: phrases.count_with("found-concerned", one.consultations, &parts),
            href: links.page.to(links.path, &(links.write)(&one.filter))?,
        })
    });
    leads.collect()
}

fn status_of(filter: &Filter) -> &'static str {
    if filter.status.iter().eq(&[Status::Open]) {
        "open"
    } else {
        "any"
    }
}

/// Returns the same selection whatever the status of its consultations, with their number, where the page shows none; `None` where there are none
/// either.
pub(super) fn elsewhere(
    phrases: &Phrases,
    view: &PortalView<'_>,
    links: &Links<'_>,
) -> Option<Lead> {
    let all = view.facets.status.iter().map(|status| status.count).sum();
    let narrowed = !links.filter.status.is_empty() && links.filter.status.len() < Status::ALL.len();
    if !narrowed || all <= view.page.total || !view.page.items.is_empty() {
        return None;
    }
    Some(Lead {
        label: phrases.count("empty-any-status", all),
        href: links.to(|filter| filter.status = Status::ALL.iter().copied().collect())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correction(typed: &str, meant: &str) -> Correction {
        Correction {
            typed: typed.to_owned(),
            meant: meant.to_owned(),
        }
    }

    #[test]
    fn what_was_meant_stands_in_the_place_of_what_was_typed() {
        let corrections = [
            correction("ecolle", "école"),
            correction("budjet", "budget"),
        ];
        assert_eq!(
            corrected("Budjet de l’Écolle", &corrections),
            "budget de l’école"
        );
        assert_eq!(corrected("canoppe", &[]), "canoppe");
        assert_eq!(as_typed("L’Écolle", &corrections[0]), "Écolle");
    }
}
