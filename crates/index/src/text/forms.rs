//! The forms of a group of synonyms. The members of a group find each other though some are wider or narrower, such as `PLU`, `PLUi` and `PLUi-H`;
//! forms tell them apart, so that the one that was typed comes first.
//!
//! Each acronym of a group is a form, together with the phrases that have its initials: `PLUi` is `plan local d’urbanisme intercommunal`.

use super::words::{is_telling, words};
use passerelle_model::fold;

/// The acronyms of a group, folded and without punctuation.
#[derive(Debug)]
pub(super) struct Forms(Vec<String>);

impl Forms {
    /// Collects the forms of a group. There are none if it has a single acronym at most, since then all its members mean the same.
    pub(super) fn of<'a>(members: impl Iterator<Item = &'a str>) -> Self {
        let mut acronyms: Vec<String> = members.filter_map(acronym).collect();
        acronyms.sort_unstable();
        acronyms.dedup();
        if acronyms.len() < 2 {
            acronyms.clear();
        }
        Self(acronyms)
    }

    /// Returns whether there are any.
    pub(super) const fn are_several(&self) -> bool {
        !self.0.is_empty()
    }

    /// Returns the form of a member; `None` if it may be any of them.
    pub(super) fn of_member(&self, text: &str) -> Option<&str> {
        let own = acronym(text).unwrap_or_else(|| initials(text));
        let known = self.0.iter().find(|form| **form == own);
        known.map(String::as_str)
    }
}

/// Returns the letters and digits of an acronym, folded, so that `PLUi-H` is `PLUiH`; `None` for other words and for phrases.
fn acronym(text: &str) -> Option<String> {
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
    let is_one = capitals > 1 && !text.contains(char::is_whitespace);
    is_one.then(|| {
        fold(text)
            .chars()
            .filter(|it| it.is_alphanumeric())
            .collect()
    })
}

/// Returns the initials of the telling words of a phrase.
fn initials(text: &str) -> String {
    let words = words(text).into_iter().filter(|word| is_telling(word));
    words.filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_and_the_phrase_of_its_initials_are_one_form() {
        let group = "PLU|PLUi|PLUi-H|PLUiH|plan local d’urbanisme|plan local d’urbanisme intercommunal|urbanisme";
        let forms = Forms::of(group.split('|'));
        for (member, form) in [
            ("PLU", Some("plu")),
            ("plan local d’urbanisme", Some("plu")),
            ("PLUi", Some("plui")),
            ("plan local d’urbanisme intercommunal", Some("plui")),
            ("PLUi-H", Some("pluih")),
            ("PLUiH", Some("pluih")),
            ("urbanisme", None),
        ] {
            assert_eq!(forms.of_member(member), form, "{member}");
        }
    }

    #[test]
    fn with_a_single_acronym_all_of_a_group_means_the_same() {
        for group in ["HLM|logement social", "tram|tramway", "!SAGE|schéma"] {
            assert!(!Forms::of(group.split('|')).are_several(), "{group}");
        }
        assert!(Forms::of("OMR|!OM".split('|')).are_several());
    }
}
