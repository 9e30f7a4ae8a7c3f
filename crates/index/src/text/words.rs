//! Words: the division of texts for the full-text index. Texts and questions are divided alike, so that accents, case, elisions and typography make
//! no difference.

use std::collections::BTreeSet;

use super::roads::road;
use passerelle_model::fold;

/// Elided words before an apostrophe, which are not indexed.
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Words that tell nothing, in French and English, in the order of the alphabet. They are indexed, but looked for only if a question has no others.
const STOP_WORDS: &[&str] = &[
    "a", "and", "are", "au", "aux", "avec", "by", "can", "ce", "ces", "cette", "chez", "combien",
    "comment", "d", "dans", "de", "des", "do", "du", "elle", "elles", "en", "et", "etes", "faire",
    "for", "from", "how", "i", "il", "ils", "in", "is", "je", "l", "la", "le", "les", "leur",
    "leurs", "ma", "mes", "mon", "my", "nos", "notre", "nous", "of", "on", "or", "ou", "par",
    "pas", "peut", "peux", "plus", "pour", "pourquoi", "puis", "qu", "quand", "que", "quel",
    "quelle", "quelles", "quels", "qui", "quoi", "sa", "se", "ses", "son", "sont", "sur", "the",
    "their", "to", "tous", "tout", "toute", "toutes", "tu", "un", "une", "vos", "votre", "vous",
    "what", "when", "where", "with", "y",
];

/// The length of the longest stop word, by which most words are seen not to be one.
const LONGEST_STOP_WORD: usize = 8;

/// The most characters of a word. Longer ones are cut: nobody types them, and hostile texts may contain them.
const MAX_WORD_CHARS: usize = 40;
/// The most bytes of one text that are indexed.
const MAX_TEXT_BYTES: usize = 40_000;

/// Returns the words of a text, folded and without elided articles.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(
        text.get(..text.floor_char_boundary(MAX_TEXT_BYTES))
            .unwrap_or(""),
    );
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '\'';
    folded
        .split(|letter| !in_word(letter))
        .flat_map(without_elisions)
        .map(|word| cut(word).to_owned())
        .collect()
}

/// Cuts a word that is too long.
fn cut(word: &str) -> &str {
    let end = word.char_indices().nth(MAX_WORD_CHARS).map(|(at, _)| at);
    end.and_then(|end| word.get(..end)).unwrap_or(word)
}

fn without_elisions(word: &str) -> impl Iterator<Item = &str> {
    let mut pieces = word.split('\'').peekable();
    std::iter::from_fn(move || {
        loop {
            let piece = pieces.next()?;
            let elided = pieces.peek().is_some() && ELISIONS.contains(&piece);
            if !piece.is_empty() && !elided {
                return Some(piece);
            }
        }
    })
}

/// Returns whether a word is none of the stop words.
pub(crate) fn is_telling(word: &str) -> bool {
    word.len() > LONGEST_STOP_WORD || STOP_WORDS.binary_search(&word).is_err()
}

/// Returns the words of a text, each folded and as it is written.
pub(crate) fn words_as_written(text: &str) -> impl Iterator<Item = (String, &str)> {
    let chunks = text.split(|letter: char| !letter.is_alphanumeric() && !is_mark(letter));
    chunks
        .filter(|word| !word.is_empty())
        .map(|word| (fold(word), word))
}

/// Returns whether a letter is a mark that belongs to the one before it (an accent that is written by itself).
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Returns the words that a question asks for, each once, in its order, and without stop words unless there are no others.
pub(super) fn question_words(query: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut all = with_roads(words(query));
    all.retain(|word| seen.insert(word.clone()));
    if all.iter().any(|word| is_telling(word)) {
        all.retain(|word| is_telling(word));
    }
    all
}

/// Joins the name of a road at the beginning of a question into one word, so that the `A` of `A 31` is not taken for a stop word.
fn with_roads(mut words: Vec<String>) -> Vec<String> {
    if let Some((road, taken)) = road(words.iter().map(String::as_str)) {
        words.splice(..taken, [road]);
    }
    words
}

/// Returns the words that a text writes in capitals, folded. There are none if the whole text is in capitals, since that tells nothing of any word.
pub(super) fn capitals(text: &str) -> BTreeSet<String> {
    let text = text
        .get(..text.floor_char_boundary(MAX_TEXT_BYTES))
        .unwrap_or("");
    if !text.chars().any(char::is_lowercase) {
        return BTreeSet::new();
    }
    let chunks = text.split(|letter: char| !letter.is_alphanumeric());
    let capital = chunks.filter(|chunk| {
        let mut letters = chunk.chars();
        chunk.chars().nth(1).is_some() && letters.all(|letter| !letter.is_lowercase())
    });
    capital.map(fold).collect()
}

/// Returns the approximate text of sanitised HTML: tags and entities become spaces.
pub(super) fn text_of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut closing = None;
    for letter in html.chars() {
        match (closing, letter) {
            (None, '<') => {
                closing = Some('>');
                text.push(' ');
            }
            (None, letter) => text.push(letter),
            (Some(end), letter) if letter == end => closing = None,
            _ => {}
        }
    }
    text.replace("&nbsp;", " ").replace("&amp;", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_elisions_do_not_count() {
        assert_eq!(
            words("L’Été de l'ÉCOLE qu’aujourd’hui, œuvre !"),
            ["ete", "de", "ecole", "aujourd", "hui", "oeuvre"]
        );
        assert!(words("' ’ ?!*\"(").is_empty());
    }

    #[test]
    fn words_that_say_nothing_are_all_known_as_such() {
        assert!(STOP_WORDS.is_sorted());
        let longest = STOP_WORDS.iter().map(|word| word.len()).max();
        assert_eq!(longest, Some(LONGEST_STOP_WORD));
        assert!(STOP_WORDS.iter().all(|word| !is_telling(word)));
        assert!(is_telling("parc") && is_telling("zzz") && is_telling("0"));
    }

    #[test]
    fn long_words_are_cut() {
        let long = "é".repeat(60);
        assert_eq!(words(&long), ["e".repeat(MAX_WORD_CHARS)]);
        let other = "ж".repeat(60);
        assert_eq!(words(&other), ["ж".repeat(MAX_WORD_CHARS)]);
    }

    #[test]
    fn words_that_say_nothing_count_only_alone() {
        assert_eq!(
            question_words("le budget de la ville, le budget"),
            ["budget", "ville"]
        );
        assert_eq!(
            question_words("Où jeter mes déchets ?"),
            ["jeter", "dechets"]
        );
        assert_eq!(question_words("le la"), ["le", "la"]);
        assert_eq!(question_words("A 31 Ludres"), ["a31", "ludres"]);
    }

    #[test]
    fn what_stands_in_capitals_is_told_apart_unless_everything_does() {
        let told = capitals("Le SAGE des eaux et l’ABC, à voir. DÉFI");
        assert_eq!(
            told.into_iter().collect::<Vec<_>>(),
            ["abc", "defi", "sage"]
        );
        assert!(capitals("SOYEZ SAGE").is_empty());
    }

    #[test]
    fn tags_are_no_words() {
        assert_eq!(
            words(&text_of_html("<p class=\"x\">Le&nbsp;parc<br>vert</p>")),
            ["le", "parc", "vert"]
        );
    }
}
