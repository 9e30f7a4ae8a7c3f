//! Decidim's `TranslatedField` as a text by language.

use passerelle_model::{Language, LocalizedText};

/// Up to 0.25 machine translations came under this name of a locale, as a dump of the server's own memory: never a text to show.
const PSEUDO_LOCALE: &str = "machine_translations";

/// The texts by language. A blank text is blank even where the server marks it as a machine's (0.27 to 0.30 do); what is no language tag is
/// left out.
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

/// The text, empty where the field is null or absent.
pub(super) fn text(field: Option<impl Into<LocalizedText>>) -> LocalizedText {
    field.map(Into::into).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(translations: &[(&str, Option<&str>, Option<bool>)]) -> LocalizedText {
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
        let read = read(&[
            ("fr", Some("Le parc"), None),
            ("machine_translations", Some("{\"en\"=>\"The park\"}"), None),
        ]);
        assert_eq!(read, LocalizedText::of(Language::french(), "Le parc"));
    }

    #[test]
    fn a_blank_text_marked_as_a_machines_is_blank() {
        let read = read(&[("fr", None, Some(true)), ("en", Some("  "), Some(true))]);
        assert!(read.is_empty());
    }

    #[test]
    fn a_machine_translation_is_marked_and_the_human_text_is_not() {
        let read = read(&[
            ("fr", Some("Le parc"), Some(false)),
            ("en", Some("The park"), Some(true)),
        ]);
        let marks: Vec<_> = read
            .iter()
            .map(|(language, translation)| (language.as_str(), translation.machine))
            .collect();
        assert_eq!(marks, [("en", true), ("fr", false)]);
    }
}
