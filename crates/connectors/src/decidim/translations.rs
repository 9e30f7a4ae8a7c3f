//! Conversion of Decidim's `TranslatedField` into a text by language.

use passerelle_model::{Language, LocalizedText};

/// The locale under which, up to 0.25, all machine translations came together, printed as a Ruby hash. It is no text to show.
const PSEUDO_LOCALE: &str = "machine_translations";

/// Returns the texts by language, from triples of locale, text and `true` for a machine translation. Texts whose locale is no language tag are left
/// out. Servers from 0.27 to 0.30 mark blank texts as machine translations; they stay blank.
pub(super) fn localized(
    translations: impl Iterator<Item = (Option<String>, Option<String>, Option<bool>)>,
) -> LocalizedText {
    let mut localized = LocalizedText::default();
    for (locale, text, machine) in translations {
        let (Some(locale), Some(text)) = (locale, text) else {
            continue;
        };
        if locale == PSEUDO_LOCALE {
            continue;
        }
        if let Ok(language) = locale.parse::<Language>() {
            localized.insert(language, text, machine.unwrap_or(false));
        }
    }
    localized
}

/// Converts the text of a field; it is empty where the field is null or absent.
pub(super) fn text(field: Option<impl Into<LocalizedText>>) -> LocalizedText {
    field.map(Into::into).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(translations: &[(&str, Option<&str>, Option<bool>)]) -> LocalizedText {
        localized(translations.iter().map(|(locale, text, machine)| {
            (
                Some((*locale).to_owned()),
                text.map(str::to_owned),
                *machine,
            )
        }))
    }

    #[test]
    fn the_pseudo_locale_of_old_versions_is_no_language() {
        let read = text_of(&[
            ("fr", Some("Le parc"), None),
            ("machine_translations", Some("{\"en\"=>\"The park\"}"), None),
        ]);
        assert_eq!(read, LocalizedText::of(Language::french(), "Le parc"));
    }

    #[test]
    fn a_blank_text_marked_as_a_machines_is_blank() {
        let read = text_of(&[("fr", None, Some(true)), ("en", Some("  "), Some(true))]);
        assert!(read.is_empty());
    }

    #[test]
    fn a_machine_translation_is_marked_and_the_human_text_is_not() {
        let read = text_of(&[
            ("fr", Some("Le parc"), Some(false)),
            ("en", Some("The park"), Some(true)),
        ]);
        let machine_flags: Vec<_> = read
            .iter()
            .map(|(language, translation)| (language.as_str(), translation.machine))
            .collect();
        assert_eq!(machine_flags, [("en", true), ("fr", false)]);
    }
}
