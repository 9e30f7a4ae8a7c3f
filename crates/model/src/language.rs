//! Texts in several languages, as the sources give them: one text per language, each marked when a machine translated it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language tag (BCP 47 in the shapes that platforms use: `fr`, `pt-BR`, `zh-Hans`), kept in canonical case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// The error for a text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language tag such as `fr` or `pt-BR`")]
pub struct InvalidLanguage(pub String);

impl Language {
    /// Returns French, the first language of the gateway.
    pub fn french() -> Self {
        Self("fr".to_owned())
    }

    /// Returns English.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// Returns the tag, in canonical case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the primary subtag: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl FromStr for Language {
    type Err = InvalidLanguage;

    fn from_str(text: &str) -> Result<Self, InvalidLanguage> {
        let invalid = || InvalidLanguage(text.chars().take(40).collect());
        let mut subtags = text.split(['-', '_']);
        let primary = subtags
            .next()
            .filter(|s| (2..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphabetic()));
        let mut tag = primary.ok_or_else(invalid)?.to_ascii_lowercase();
        for subtag in subtags {
            if !(2..=8).contains(&subtag.len())
                || !subtag.bytes().all(|b| b.is_ascii_alphanumeric())
                || tag.len() > 24
            {
                return Err(invalid());
            }
            tag.push('-');
            tag.push_str(&canonical_case(subtag));
        }
        Ok(Self(tag))
    }
}

/// Returns a subtag in canonical case: regions in upper case, scripts capitalised, the rest in lower case (RFC 5646, section 2.1.1).
fn canonical_case(subtag: &str) -> String {
    match subtag.len() {
        2 => subtag.to_ascii_uppercase(),
        4 => subtag
            .char_indices()
            .map(|(at, letter)| {
                if at == 0 {
                    letter.to_ascii_uppercase()
                } else {
                    letter.to_ascii_lowercase()
                }
            })
            .collect(),
        _ => subtag.to_ascii_lowercase(),
    }
}

impl TryFrom<String> for Language {
    type Error = InvalidLanguage;

    fn try_from(text: String) -> Result<Self, InvalidLanguage> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Translation {
    /// The text, never blank.
    pub text: String,
    /// `true` where the source says that a machine translated it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub machine: bool,
}

/// A text in several languages. Blank texts are never kept, so that an empty value means that the source gives none.
///
/// Its serialised form is that of the store; what the public reads is made by the formats.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalizedText(BTreeMap<Language, Translation>);

impl LocalizedText {
    /// Creates a text in one language; empty if `text` is blank.
    pub fn of(language: Language, text: impl Into<String>) -> Self {
        let mut localized = Self::default();
        localized.insert(language, text, false);
        localized
    }

    /// Sets the text in `language`, unless it is blank. A human text is never replaced by a machine's.
    pub fn insert(&mut self, language: Language, text: impl Into<String>, machine: bool) {
        let text = text.into();
        let keeps_human = machine && self.0.get(&language).is_some_and(|known| !known.machine);
        if !text.trim().is_empty() && !keeps_human {
            self.0.insert(language, Translation { text, machine });
        }
    }

    /// Returns whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the languages and their texts, in the order of the tags.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &Translation)> {
        self.0.iter()
    }

    /// Returns the text in exactly `language`.
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0
            .get(language)
            .map(|translation| translation.text.as_str())
    }

    /// Returns the best text for a reader: the first of `preferred` that exists (exact tag, then same primary language), human before machine; then French, then
    /// English, then any human text, then any text. `None` only if there is none.
    pub fn best(&self, preferred: &[Language]) -> Option<(&Language, &str)> {
        let fallback = [Language::french(), Language::english()];
        let of_the_reader = preferred.iter().find_map(|wanted| {
            self.closest(wanted, true)
                .or_else(|| self.closest(wanted, false))
        });
        of_the_reader
            .or_else(|| {
                fallback
                    .iter()
                    .find_map(|wanted| self.closest(wanted, true))
            })
            .or_else(|| self.0.iter().find(|(_, translation)| !translation.machine))
            .or_else(|| {
                fallback
                    .iter()
                    .find_map(|wanted| self.closest(wanted, false))
            })
            .or_else(|| self.0.iter().next())
            .map(|(language, translation)| (language, translation.text.as_str()))
    }

    /// Returns the text of [`best`](Self::best), or the empty string.
    pub fn best_text(&self, preferred: &[Language]) -> &str {
        self.best(preferred).map_or("", |(_, text)| text)
    }

    /// Returns the text in `wanted`, else in another variety of the same language.
    fn closest(&self, wanted: &Language, human_only: bool) -> Option<(&Language, &Translation)> {
        let eligible = |translation: &Translation| !(human_only && translation.machine);
        let exact = self
            .0
            .get_key_value(wanted)
            .filter(|(_, translation)| eligible(translation));
        exact.or_else(|| {
            self.0.iter().find(|(tag, translation)| {
                tag.primary() == wanted.primary() && eligible(translation)
            })
        })
    }

    /// Returns the same languages with each text passed through `change`; texts that become blank are dropped.
    #[must_use]
    pub fn map(&self, mut change: impl FnMut(&Language, &str) -> String) -> Self {
        let mut changed = Self::default();
        for (language, translation) in &self.0 {
            changed.insert(
                language.clone(),
                change(language, &translation.text),
                translation.machine,
            );
        }
        changed
    }
}

impl FromIterator<(Language, Translation)> for LocalizedText {
    fn from_iter<I: IntoIterator<Item = (Language, Translation)>>(texts: I) -> Self {
        let mut localized = Self::default();
        for (language, translation) in texts {
            localized.insert(language, translation.text, translation.machine);
        }
        localized
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Language {
        text.parse().unwrap()
    }

    #[test]
    fn tags_are_kept_in_canonical_case_and_nonsense_is_refused() {
        assert_eq!(tag("pt_br").as_str(), "pt-BR");
        assert_eq!(tag("ZH-hans").as_str(), "zh-Hans");
        for nonsense in ["", "f", "machine_translations", "fr-", "français", "fr-x"] {
            assert!(nonsense.parse::<Language>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn blank_texts_are_not_texts() {
        assert!(LocalizedText::of(Language::french(), " \n").is_empty());
    }

    #[test]
    fn readers_get_their_language_then_french_then_a_human_text() {
        let mut text = LocalizedText::of(tag("de"), "Guten Tag");
        text.insert(tag("fr"), "Bonjour", true);
        assert_eq!(text.best_text(&[tag("de-CH")]), "Guten Tag");
        assert_eq!(text.best_text(&[tag("fr")]), "Bonjour");
        assert_eq!(
            text.best_text(&[tag("es")]),
            "Guten Tag",
            "a human text in another language comes before a machine's"
        );
        text.insert(tag("fr"), "Salut", false);
        assert_eq!(text.best_text(&[tag("es")]), "Salut");
        text.insert(tag("fr"), "Machine", true);
        assert_eq!(
            text.best_text(&[tag("es")]),
            "Salut",
            "a machine never replaces a person's text"
        );
    }
}
