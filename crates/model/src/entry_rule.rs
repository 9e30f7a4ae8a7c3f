//! Entry rules: which entries of a feed or calendar are relayed. Town halls publish far more there than consultations.

use url::Url;

use super::{Glob, Source};

/// An attribute of an entry that a rule matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryAttribute {
    /// The name of a category.
    Category,
    /// The title.
    Title,
    /// The path of the page, decoded: `/démarches/plui`.
    Path,
}

/// A rule that matches entries of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRule {
    /// The attribute.
    pub attribute: EntryAttribute,
    /// The pattern over its whole text.
    pub pattern: Glob,
}

/// A rule by which entries belong to a consultation: the operator knows what the appointments of a calendar are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRule {
    /// The rule that matches the entries.
    pub rule: EntryRule,
    /// The page of the consultation.
    pub consultation: Url,
}

/// The attributes of an entry that rules can match.
#[derive(Debug, Clone, Copy)]
pub struct EntryView<'a> {
    /// The title, plain text.
    pub title: &'a str,
    /// The categories, plain texts.
    pub categories: &'a [String],
    /// The page.
    pub page: Option<&'a Url>,
}

impl EntryRule {
    /// Returns whether the rule matches an entry.
    pub fn matches(&self, entry: &EntryView<'_>) -> bool {
        match self.attribute {
            EntryAttribute::Title => self.pattern.matches(entry.title),
            EntryAttribute::Category => entry
                .categories
                .iter()
                .any(|category| self.pattern.matches(category)),
            EntryAttribute::Path => entry
                .page
                .is_some_and(|page| self.pattern.matches(&decoded(page.path()))),
        }
    }
}

impl Source {
    /// Returns whether an entry is to be relayed: it matches an include rule, or there is none, and it matches no exclude rule.
    pub fn relays(&self, entry: &EntryView<'_>) -> bool {
        let matches = |rules: &[EntryRule]| rules.iter().any(|rule| rule.matches(entry));
        (self.include.is_empty() || matches(&self.include)) && !matches(&self.exclude)
    }
}

/// Returns a path with its percent-encoded bytes decoded, where they are UTF-8.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (byte == b'%')
            .then(|| Some(hex(ahead.next()?)? * 16 + hex(ahead.next()?)?))
            .flatten();
        if let Some(decoded) = pair {
            bytes.push(decoded);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(attribute: EntryAttribute, pattern: &str) -> EntryRule {
        EntryRule {
            attribute,
            pattern: Glob::new(pattern),
        }
    }

    #[test]
    fn a_rule_looks_at_one_thing_and_accents_and_case_do_not_count() {
        let page = Url::parse("https://ville.example.fr/d%C3%A9marches/plui?x=1").unwrap();
        let categories = ["Vie locale".to_owned(), "Concertation".to_owned()];
        let entry = EntryView {
            title: "Révision du PLUi",
            categories: &categories,
            page: Some(&page),
        };
        for (attribute, pattern, expected) in [
            (EntryAttribute::Category, "concertation", true),
            (EntryAttribute::Category, "concert", false),
            (EntryAttribute::Title, "*plui*", true),
            (EntryAttribute::Title, "plui", false),
            (EntryAttribute::Path, "/demarches/*", true),
            (EntryAttribute::Path, "*x=1", false),
        ] {
            let said = rule(attribute, pattern).matches(&entry);
            assert_eq!(said, expected, "{attribute:?} {pattern}");
        }
        let pageless = EntryView {
            page: None,
            ..entry
        };
        assert!(!rule(EntryAttribute::Path, "*").matches(&pageless));
    }

    #[test]
    fn a_path_that_is_no_utf8_is_compared_as_it_is_written() {
        assert_eq!(decoded("/d%E9marches%2"), "/d%E9marches%2");
        assert_eq!(decoded("/a%20b"), "/a b");
    }
}
