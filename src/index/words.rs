//! Words: how a text is divided for the full-text index. Texts and questions go the same way, so that accents, case, elisions and
//! typography cannot come between them.

use std::collections::BTreeSet;

use crate::model::fold;

/// What stands before an apostrophe and is no word of its own.
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Words that say nothing, in French and English. They are indexed, but asked for only when a question has no others.
const STOP_WORDS: &[&str] = &[
    "a", "and", "au", "aux", "by", "ce", "ces", "cette", "chez", "dans", "de", "des", "du", "en",
    "et", "for", "from", "il", "in", "is", "la", "le", "les", "leur", "ma", "mes", "nos", "notre",
    "of", "on", "or", "ou", "par", "pas", "pour", "que", "qui", "sa", "se", "ses", "son", "sur",
    "the", "their", "to", "un", "une", "vos", "votre", "with", "y",
];

/// Longer words are cut: nobody types them, and hostile texts may hold them.
const MAX_WORD_CHARS: usize = 40;
/// The part of one text that is indexed, in bytes.
const MAX_TEXT_BYTES: usize = 40_000;

/// The words of a text, folded, without elided articles.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(
        text.get(..text.floor_char_boundary(MAX_TEXT_BYTES))
            .unwrap_or(""),
    );
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '\'';
    folded
        .split(|letter| !in_word(letter))
        .flat_map(without_elisions)
        .map(|word| word.chars().take(MAX_WORD_CHARS).collect())
        .collect()
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

/// The words that a question asks for, each once: without those that say nothing, unless there are no others.
pub(super) fn wanted(query: &str) -> BTreeSet<String> {
    let all: BTreeSet<String> = words(query).into_iter().collect();
    let telling: BTreeSet<String> = all
        .iter()
        .filter(|word| !STOP_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

/// French words ready for stemming. The stemmer tells participles by an accent that folding took: what is left of `ée` and `ées` is made `e`.
pub(super) fn for_french(words: &[String]) -> String {
    let prepared = words.iter().map(|word| {
        let stem = word.strip_suffix('s').unwrap_or(word);
        stem.strip_suffix("ee")
            .filter(|stem| stem.len() > 1)
            .map_or_else(|| word.clone(), |stem| format!("{stem}e"))
    });
    prepared.collect::<Vec<_>>().join(" ")
}

/// The text of sanitised HTML, roughly: tags and entities become spaces.
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
    fn words_that_say_nothing_count_only_alone() {
        assert_eq!(wanted("le budget de la ville").len(), 2);
        assert_eq!(wanted("le la").len(), 2);
    }

    #[test]
    fn tags_are_no_words() {
        assert_eq!(
            words(&text_of_html("<p class=\"x\">Le&nbsp;parc<br>vert</p>")),
            ["le", "parc", "vert"]
        );
    }
}
