//! Default names: those that software gives every site until somebody names it. They say nothing of a source.

use passerelle_model::fold;

/// The words that default names are made of, in English and French.
const WORDS: &[&str] = &[
    "a",
    "app",
    "application",
    "decidim",
    "decidimapp",
    "default",
    "demo",
    "dev",
    "development",
    "environment",
    "instance",
    "localhost",
    "ma",
    "mon",
    "my",
    "name",
    "new",
    "nom",
    "null",
    "nil",
    "none",
    "organisation",
    "organization",
    "plateforme",
    "platform",
    "preprod",
    "preproduction",
    "prod",
    "production",
    "sandbox",
    "site",
    "staging",
    "test",
    "the",
    "untitled",
    "your",
];

/// Returns whether a name consists of such words only (`Decidim`, `My organization`, `Decidim Staging`), or is empty.
pub(super) fn is_default(name: &str) -> bool {
    let folded = fold(name);
    let mut words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_names_are_told_from_chosen_ones() {
        for name in [
            "Decidim",
            "decidim",
            "DECIDIM STAGING",
            "My organization",
            "My Application Name",
            "Decidim (development)",
            "Decidim-app 0.29",
            "Mon organisation",
            "",
            " – ",
            "{}",
            "54",
        ] {
            assert!(is_default(name), "{name}");
        }
        for name in [
            "Decidim Nancy",
            "Je participe",
            "Jeparticipe",
            "Plateforme de Lyon",
            "Mon avis",
            "Nancy 2030",
        ] {
            assert!(!is_default(name), "{name}");
        }
    }
}
