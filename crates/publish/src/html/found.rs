//! Results of a search: the sentences about corrected words, the communes that the words name, and links to further results.

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

/// A link with its text.
pub(super) struct Lead {
    pub(super) label: String,
    pub(super) href: String,
}

/// Returns the sentences above the results; none if these contain every word as it was typed.
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

/// Returns the words of a search as its results answer them: with misspelt ones corrected.
pub fn words_shown(words: &str, page: &ConsultationPage) -> String {
    corrected(words, &page.corrections)
}

/// Returns the words with their corrections.
fn corrected(words: &str, corrections: &[Correction]) -> String {
    let mut meant = words.to_owned();
    for correction in corrections {
        let typed = as_typed(&meant, correction);
        meant = meant.replacen(&typed, &correction.meant, 1);
    }
    meant
}

/// Returns the filter for feeds, which do not correct words: with misspelt ones corrected.
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

/// Returns the word of a text that folds to the corrected one.
fn as_typed(words: &str, correction: &Correction) -> String {
    let mut typed = words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| fold(word) == correction.typed);
    typed.next().unwrap_or(&correction.typed).to_owned()
}

/// Returns the links to what concerns the communes: « Seichamps : 8 démarches ouvertes vous concernent. »
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

/// Returns the link to the same selection of every status, with the number of its results, if the page has none; `None` if that has none either.
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
