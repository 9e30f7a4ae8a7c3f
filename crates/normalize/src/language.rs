//! Languages: which translations of a text are relayed.

use passerelle_model::{Language, LocalizedText};

/// Returns the translations in the `wanted` languages and their varieties; all translations if none is wanted.
///
/// If there is no wanted translation, the best other one is kept. If all the wanted ones were made by a machine, a text that a person wrote stays
/// beside them.
pub(super) fn relayed(text: &LocalizedText, wanted: &[Language]) -> LocalizedText {
    if wanted.is_empty() {
        return text.clone();
    }
    let is_wanted =
        |language: &Language| wanted.iter().any(|tag| tag.primary() == language.primary());
    let mut kept = LocalizedText::default();
    for (language, translation) in text.iter().filter(|(language, _)| is_wanted(language)) {
        kept.insert(
            language.clone(),
            translation.text.clone(),
            translation.machine,
        );
    }
    if kept.iter().any(|(_, translation)| !translation.machine) {
        return kept;
    }
    let mut others = LocalizedText::default();
    for (language, translation) in text
        .iter()
        .filter(|(_, translation)| kept.is_empty() || !translation.machine)
    {
        others.insert(
            language.clone(),
            translation.text.clone(),
            translation.machine,
        );
    }
    if let Some((language, words)) = others.best(wanted) {
        let machine = text
            .iter()
            .any(|(tag, translation)| tag == language && translation.machine);
        kept.insert(language.clone(), words, machine);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parts: &[(&str, bool)]) -> LocalizedText {
        let mut text = LocalizedText::default();
        for (tag, machine) in parts {
            text.insert(tag.parse().unwrap(), *tag, *machine);
        }
        text
    }

    fn kept(parts: &[(&str, bool)], wanted: &[&str]) -> Vec<String> {
        let wanted: Vec<Language> = wanted.iter().map(|tag| tag.parse().unwrap()).collect();
        relayed(&text(parts), &wanted)
            .iter()
            .map(|(tag, _)| tag.to_string())
            .collect()
    }

    #[test]
    fn only_the_wanted_languages_are_kept() {
        assert_eq!(
            kept(
                &[("fr", false), ("en", false), ("de", false)],
                &["fr", "en"]
            ),
            ["en", "fr"]
        );
        assert_eq!(kept(&[("fr-CA", false), ("en", false)], &["fr"]), ["fr-CA"]);
        assert_eq!(kept(&[("fr", false), ("en", true)], &[]), ["en", "fr"]);
    }

    #[test]
    fn a_text_in_another_language_is_kept_where_no_person_wrote_a_wanted_one() {
        assert_eq!(kept(&[("de", false), ("en", true)], &["fr"]), ["de"]);
        assert_eq!(kept(&[("en", true)], &["fr"]), ["en"]);
        assert_eq!(
            kept(&[("fr", true), ("de", false), ("es", true)], &["fr"]),
            ["de", "fr"]
        );
        assert_eq!(kept(&[], &["fr"]), Vec::<String>::new());
    }
}
