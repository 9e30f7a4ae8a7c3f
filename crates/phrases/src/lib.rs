//! Phrases: every fixed text that people read, one folder for each language (`texts/fr`, `texts/en`, in the syntax of Project Fluent). A further language is
//! one more folder; what else knows languages stands in `CONTRIBUTING.md`. It knows the words and how dates and numbers are written, not what is said with them.

mod dates;
mod reasons;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, static_loader};

use passerelle_model::{Access, Language, Level, Modality, Platform, Status};

pub use reasons::Said;

static_loader! {
    static TEXTS = {
        locales: "./texts",
        fallback_language: "fr",
        // The marks that isolate the direction of what is filled in would stand in attributes, feeds and sheets.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The texts of one language. What it lacks is said in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases {
    language: LanguageIdentifier,
}

impl Default for Phrases {
    fn default() -> Self {
        Self {
            language: TEXTS.fallback().clone(),
        }
    }
}

/// A part that is filled in where a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// A text.
    Text(&'a str),
    /// A number of things.
    Count(u64),
}

impl Phrases {
    /// The texts in the first of `languages` that there are texts in; French without any.
    pub fn of(languages: &[Language]) -> Self {
        languages
            .iter()
            .find_map(|language| Self::in_language(language.primary()))
            .unwrap_or_default()
    }

    /// The texts in the language of this primary subtag (`en`), if there are texts in it.
    fn in_language(primary: &str) -> Option<Self> {
        TEXTS
            .locales()
            .find(|language| language.language.as_str() == primary)
            .map(|language| Self {
                language: language.clone(),
            })
    }

    /// Returns whether there is a file of this language.
    pub fn speaks(language: &Language) -> bool {
        Self::in_language(language.primary()).is_some()
    }

    /// The tag of the language (BCP 47), as `lang` and `Content-Language` take it.
    pub fn tag(&self) -> String {
        self.language.to_string()
    }

    /// The text of this name.
    pub fn say(&self, name: &str) -> String {
        self.fill(name, &HashMap::new())
    }

    /// The text of this name with its parts filled in.
    pub fn with(&self, name: &str, parts: &[(&'static str, &str)]) -> String {
        self.fill(name, &strings(parts))
    }

    /// Returns a text with its parts filled in, if this language has it and it is not empty.
    pub fn with_if_any(&self, name: &str, parts: &[(&'static str, &str)]) -> Option<String> {
        let text = self.fill_if_any(name, &strings(parts));
        (!text.is_empty()).then_some(text)
    }

    /// Returns such a text with numbers of things among its parts: `$NAME` chooses the form, `$NAME-shown` is the number as people write it.
    pub fn with_counts_if_any(
        &self,
        name: &str,
        parts: &[(&'static str, Part<'_>)],
    ) -> Option<String> {
        let mut values = HashMap::new();
        for (name, part) in parts {
            match part {
                Part::Text(text) => {
                    values.insert(Cow::Borrowed(*name), FluentValue::from(*text));
                }
                Part::Count(count) => {
                    let shown = self.number(usize::try_from(*count).unwrap_or(usize::MAX));
                    values.insert(Cow::Owned(format!("{name}-shown")), shown.into());
                    values.insert(Cow::Borrowed(*name), FluentValue::from(*count));
                }
            }
        }
        let text = self.fill_if_any(name, &values);
        (!text.is_empty()).then_some(text)
    }

    /// The text of this name for a number of things: `$count` chooses the form, `$shown` is the number as people write it.
    pub fn count(&self, name: &str, count: usize) -> String {
        self.count_with(name, count, &[])
    }

    /// Returns the text of this name for a number of things, with other parts filled in.
    pub fn count_with(&self, name: &str, count: usize, parts: &[(&'static str, &str)]) -> String {
        let mut values = strings(parts);
        values.insert("count".into(), FluentValue::from(count));
        values.insert("shown".into(), FluentValue::from(self.number(count)));
        self.fill(name, &values)
    }

    /// A whole number with its digits in groups of three, from five digits on: `12 345`, but `2026`.
    pub fn number(&self, number: usize) -> String {
        let digits = number.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let separator = self.say("digit-group");
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(&separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// The label of a status.
    pub fn status(&self, status: Status) -> String {
        self.label("status", status.token(), |language| status.label(language))
    }

    /// The label of a level.
    pub fn level(&self, level: Level) -> String {
        self.label("level", level.token(), |language| level.label(language))
    }

    /// Says that not everybody can take part; `None` where everybody can.
    pub fn access(&self, access: Access) -> Option<String> {
        let token = access.token()?;
        Some(self.say(&format!("access-{token}")))
    }

    /// The label of a modality.
    pub fn modality(&self, modality: Modality) -> String {
        self.label("modality", modality.token(), |language| {
            modality.label(language)
        })
    }

    /// The label of the software of a source.
    pub fn platform(&self, platform: Platform) -> String {
        self.label("platform", platform.token(), |language| {
            platform.label(language)
        })
    }

    /// Returns the label of a term of a closed list: that of the phrases (`LIST-TOKEN`), which a language needs unless the model has its labels.
    fn label(&self, list: &str, token: &str, of_model: impl Fn(&str) -> &'static str) -> String {
        self.with_if_any(&format!("{list}-{token}"), &[])
            .unwrap_or_else(|| of_model(&self.tag()).to_owned())
    }

    /// The text of a name that not every language need have; empty without one.
    fn fill_if_any(
        &self,
        name: &str,
        values: &HashMap<Cow<'static, str>, FluentValue<'_>>,
    ) -> String {
        let text = TEXTS.lookup_single_language(&self.language, name, Some(values));
        text.unwrap_or_default()
    }

    fn fill(&self, name: &str, values: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
        TEXTS
            .lookup_single_language(&self.language, name, Some(values))
            .or_else(|_missing| TEXTS.lookup_single_language(TEXTS.fallback(), name, Some(values)))
            .unwrap_or_else(|error| {
                // A test holds that every name that is asked for exists; a page with a hole is better than none.
                tracing::error!(name, %error, "a text is missing");
                String::new()
            })
    }
}

fn strings<'a>(parts: &[(&'static str, &'a str)]) -> HashMap<Cow<'static, str>, FluentValue<'a>> {
    parts
        .iter()
        .map(|(name, text)| (Cow::Borrowed(*name), FluentValue::from(*text)))
        .collect()
}

#[cfg(test)]
mod tests;
