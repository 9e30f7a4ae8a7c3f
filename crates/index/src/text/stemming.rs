//! Stemming: reduces the words of a language to stems, so that a question finds a text whatever the number or the gender of a word.

use tantivy::tokenizer::{self, Stemmer, TextAnalyzer, WhitespaceTokenizer};

use passerelle_model::Language;

/// The rules by which words are reduced to stems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stemming {
    French,
    English,
    None,
}

/// French plurals, and one feminine, that no rule reduces to their singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("aveux", "aveu"),
    ("baux", "bail"),
    ("bijoux", "bijou"),
    ("cailloux", "caillou"),
    ("cheveux", "cheveu"),
    ("choux", "chou"),
    ("enjeux", "enjeu"),
    ("feux", "feu"),
    ("genoux", "genou"),
    ("hiboux", "hibou"),
    ("jeux", "jeu"),
    ("joyaux", "joyau"),
    ("lieux", "lieu"),
    ("milieux", "milieu"),
    ("noyaux", "noyau"),
    ("publique", "public"),
    ("publiques", "public"),
    ("travaux", "travail"),
    ("tuyaux", "tuyau"),
    ("vitraux", "vitrail"),
    ("voeux", "voeu"),
];

/// Words whose final `s` marks no plural, and which would become another word without it.
const INVARIABLE: &[&str] = &["cas", "mais", "plus", "sous", "tous"];

/// The fewest letters of a feminine adjective of a place (`nantaise`, `niçoise`); shorter words with that ending are seldom one (`chaise`).
const LEAST_ADJECTIVE: usize = 7;
/// The fewest letters of a word whose final `s` is taken for a plural; it belongs to shorter ones (`bus`).
const LEAST_PLURAL: usize = 4;

impl Stemming {
    pub(super) const ALL: [Self; 3] = [Self::French, Self::English, Self::None];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::None => "other",
        }
    }

    /// Returns the rules for texts in `language`.
    pub(super) fn of(language: &Language) -> Self {
        match language.primary() {
            "fr" => Self::French,
            "en" => Self::English,
            _ => Self::None,
        }
    }

    /// Returns the stem of each folded word, in their order.
    pub(super) fn stems(self, words: &[String]) -> Vec<String> {
        let (language, prepared) = match self {
            Self::None => return words.to_vec(),
            Self::English => (tokenizer::Language::English, words.join(" ")),
            Self::French => {
                let prepared: Vec<String> = words.iter().map(|word| prepared(word)).collect();
                (tokenizer::Language::French, prepared.join(" "))
            }
        };
        let mut analyzer = TextAnalyzer::builder(WhitespaceTokenizer::default())
            .filter(Stemmer::new(language))
            .build();
        let mut stems = Vec::with_capacity(words.len());
        let mut tokens = analyzer.token_stream(&prepared);
        tokens.process(&mut |token| stems.push(token.text.clone()));
        stems
    }
}

/// Prepares a folded French word for the stemmer, which expects accents and knows neither every plural nor every feminine.
fn prepared(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if INVARIABLE.contains(&word) {
        return word.to_owned();
    }
    let singular = singular(word);
    // The stemmer recognises participles by an accent, which folding has removed: `ee`, from `ée`, becomes `e`.
    if let Some(stem) = singular.strip_suffix("ee")
        && stem.len() > 1
    {
        return format!("{stem}e");
    }
    let feminine = ["aise", "oise"]
        .iter()
        .any(|ending| singular.ends_with(ending));
    if feminine && singular.chars().count() >= LEAST_ADJECTIVE {
        return singular.strip_suffix("se").unwrap_or(singular).to_owned();
    }
    singular.to_owned()
}

/// Returns a word without the `s` of its plural, which the stemmer leaves in place after `a`, `i`, `o` and `u`.
fn singular(word: &str) -> &str {
    let is_long = word.chars().count() >= LEAST_PLURAL;
    match word.strip_suffix('s') {
        Some(stem) if is_long && stem.ends_with(['a', 'e', 'i', 'o', 'u']) => stem,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::fold;

    fn stem(word: &str) -> String {
        Stemming::French.stems(&[fold(word)]).concat()
    }

    #[test]
    fn a_plural_is_like_its_singular() {
        for (plural, singular) in [
            ("vélos", "vélo"),
            ("métros", "métro"),
            ("agendas", "agenda"),
            ("quais", "quai"),
            ("emplois", "emploi"),
            ("élus", "élu"),
            ("menus", "menu"),
            ("pistes", "piste"),
            ("cyclables", "cyclable"),
            ("quartiers", "quartier"),
            ("écoles", "école"),
            ("tramways", "tramway"),
            ("eaux", "eau"),
            ("bureaux", "bureau"),
            ("réseaux", "réseau"),
            ("travaux", "travail"),
            ("locaux", "local"),
            ("canaux", "canal"),
            ("hôpitaux", "hôpital"),
            ("jeux", "jeu"),
            ("lieux", "lieu"),
            ("tuyaux", "tuyau"),
            ("allées", "allée"),
            ("marchés", "marché"),
            ("progrès", "progrès"),
            ("choix", "choix"),
        ] {
            assert_eq!(stem(plural), stem(singular), "{plural}, {singular}");
        }
    }

    #[test]
    fn a_feminine_is_like_its_masculine() {
        for (feminine, masculine) in [
            ("municipales", "municipaux"),
            ("municipale", "municipal"),
            ("locales", "locaux"),
            ("nantaise", "nantais"),
            ("françaises", "français"),
            ("niçoise", "niçois"),
            ("publiques", "publics"),
            ("citoyennes", "citoyens"),
            ("habitante", "habitant"),
            ("piétonnes", "piétons"),
            ("végétalisées", "végétalisé"),
            ("vertes", "verts"),
        ] {
            assert_eq!(stem(feminine), stem(masculine), "{feminine}, {masculine}");
        }
    }

    #[test]
    fn what_only_looks_like_a_plural_stays_another_word() {
        for (word, other) in [
            ("plus", "plu"),
            ("mais", "mai"),
            ("bus", "bu"),
            ("chaise", "chai"),
            ("travaux", "traval"),
        ] {
            assert_ne!(stem(word), stem(other), "{word}, {other}");
        }
    }

    #[test]
    fn there_are_as_many_stems_as_words() {
        let words: Vec<String> = ["s", "aux", "les", "ee", "x"].map(str::to_owned).into();
        for stemming in Stemming::ALL {
            assert_eq!(stemming.stems(&words).len(), words.len());
        }
    }
}
