//! Forms: how the members of a group are told apart that find each other but are wider or narrower, as `PLU`, `PLUi` and `PLUi-H` are, so that
//! what was typed comes first.
//!
//! Each acronym of a group is a form, together with the phrases whose initials it is: `PLUi` is `plan local d’urbanisme intercommunal`.

use super::words::{is_telling, words};
use passerelle_model::fold;

/// The acronyms of a group, as they are compared.
#[derive(Debug)]
pub(super) struct Forms(Vec<String>);

impl Forms {
    /// The forms of a group; none where it has a single acronym at most, since then all of it means the same.
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

    /// The form that a member is; `None` for one that may be any.
    pub(super) fn of_member(&self, text: &str) -> Option<&str> {
        let own = acronym(text).unwrap_or_else(|| initials(text));
        let known = self.0.iter().find(|form| **form == own);
        known.map(String::as_str)
    }
}

/// The letters and digits of an acronym, folded, so that `PLUi-H` is `PLUiH`; `None` for other words and for phrases.
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

/// The initials of the words of a phrase that say something.
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
