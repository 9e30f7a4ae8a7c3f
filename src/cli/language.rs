//! The language of the command line: the one asked for, else the first one of the environment that there are texts in, else that of the gateway.

use crate::model::Language;
use crate::publish::phrases::Phrases;

/// The variables of the environment that name a language; the first that is set counts (POSIX).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Returns the texts in the language that `asked` names, else that of the environment, whose variables `variable` gives, else the first of `configured`.
pub(super) fn phrases(
    asked: Option<&Language>,
    variable: impl Fn(&str) -> Option<String>,
    configured: &[Language],
) -> Phrases {
    let set = VARIABLES
        .iter()
        .filter_map(|name| variable(name))
        .find(|value| !value.is_empty());
    let wanted = asked.cloned().or_else(|| set.as_deref().and_then(language));
    let wanted: Vec<Language> = wanted
        .into_iter()
        .chain(configured.iter().cloned())
        .collect();
    Phrases::of(&wanted)
}

/// Returns the language of a locale such as `fr_FR.UTF-8`; `None` for one without a language, such as `C.UTF-8`.
fn language(locale: &str) -> Option<Language> {
    let name = locale.split(['.', '@']).next().unwrap_or_default();
    let primary = name.split('_').next().unwrap_or_default();
    let language: Language = primary.parse().ok()?;
    Phrases::speaks(&language).then_some(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(asked: Option<&str>, set: &[(&str, &str)], configured: &[&str]) -> String {
        let asked = asked.map(|tag| tag.parse().unwrap());
        let variable = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let configured: Vec<Language> = configured.iter().map(|tag| tag.parse().unwrap()).collect();
        phrases(asked.as_ref(), variable, &configured).tag()
    }

    #[test]
    fn the_language_is_the_one_asked_for_else_of_the_environment_else_of_the_gateway() {
        let english = [("LANG", "en_GB.UTF-8")];
        assert_eq!(tag(Some("fr"), &english, &["en"]), "fr");
        assert_eq!(tag(None, &english, &["fr"]), "en");
        assert_eq!(
            tag(None, &[("LC_ALL", "fr_FR@euro"), english[0]], &["en"]),
            "fr"
        );
        assert_eq!(tag(None, &[("LC_ALL", ""), english[0]], &["fr"]), "en");
        assert_eq!(tag(None, &[], &["en", "fr"]), "en");
        assert_eq!(tag(None, &[], &[]), "fr");
    }

    #[test]
    fn a_locale_without_a_language_that_there_are_texts_in_asks_for_none() {
        for locale in ["C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "br", "", "_"] {
            assert_eq!(tag(None, &[("LANG", locale)], &["en"]), "en", "{locale}");
        }
        // The first that is set counts, even where it names none.
        let set = [("LC_ALL", "C.UTF-8"), ("LANG", "fr_FR.UTF-8")];
        assert_eq!(tag(None, &set, &["en"]), "en");
    }
}
