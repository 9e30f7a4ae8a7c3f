//! Quotable values: those that a message may repeat to the people who are to correct them. Messages are public, and a cell may hold anything: a value
//! that could be somebody's name, number or address is not quoted.

use super::columns::{Column, comparable};
use passerelle_model::{Level, Modality};

/// The longest value that is quoted, in characters.
const LONGEST: usize = 40;

/// Words in dates and beside them, folded: none is a name.
const DATE_WORDS: &[&str] = &[
    "janvier",
    "janv",
    "fevrier",
    "fevr",
    "fev",
    "mars",
    "avril",
    "avr",
    "mai",
    "juin",
    "juillet",
    "juil",
    "aout",
    "septembre",
    "sept",
    "octobre",
    "oct",
    "novembre",
    "nov",
    "decembre",
    "dec",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "t",
    "z",
    "h",
    "a",
    "le",
    "du",
    "au",
    "fin",
    "debut",
    "mi",
    "courant",
    "de",
    "et",
    "jusqu",
    "annee",
    "mois",
    "semaine",
    "printemps",
    "ete",
    "automne",
    "hiver",
    "er",
    "non",
    "pas",
    "date",
    "definir",
];

/// Returns a value that cannot be read, trimmed, if a message may quote it.
pub(super) fn value(column: Column, text: &str) -> Option<String> {
    let text = text.trim();
    let is_short = !text.is_empty() && text.chars().count() <= LONGEST;
    let is_plain = !text.contains('@') && !text.chars().any(char::is_control);
    let fits = is_short && is_plain && holds_no_number(text) && holds_no_name(column, text);
    fits.then(|| text.to_owned())
}

/// Returns whether the digits of a text are those of a date, or too few for a phone number.
fn holds_no_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    if digits(text) <= 5 {
        return true;
    }
    let date: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '/' | '-' | '.'))
        .collect();
    let Some(separator) = date.chars().find(|letter| !letter.is_ascii_digit()) else {
        return false;
    };
    let parts: Vec<&str> = date.split(separator).collect();
    let is_date = parts.len() == 3 && parts.iter().all(|part| (1..=4).contains(&part.len()));
    let rest = text.get(date.len()..).unwrap_or_default();
    let is_time = digits(rest) == 0 || (digits(rest) <= 10 && rest.contains([':', 'h', 'H']));
    is_date && digits(&date) <= 8 && is_time
}

/// Returns whether a text holds no name: it has one word only, or known words, or lower-case words with a known one among them.
fn holds_no_name(column: Column, text: &str) -> bool {
    let folded = comparable(text);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let vocabulary = vocabulary(column);
    let is_known = |word: &&str| vocabulary.iter().any(|known| known == word);
    let as_written: Vec<&str> = text
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let are_lower = as_written
        .iter()
        .skip(1)
        .all(|word| word.chars().all(char::is_lowercase));
    words.len() <= 1
        || words
            .iter()
            .all(|word| DATE_WORDS.contains(word) || is_known(word))
        || (are_lower && words.iter().any(is_known))
}

/// Returns the words of the values that a column can have.
fn vocabulary(column: Column) -> Vec<String> {
    let labels: Vec<&str> = match column {
        Column::Level => Level::ALL
            .iter()
            .flat_map(|level| [level.label("fr"), level.label("en")])
            .collect(),
        Column::Modalities => Modality::ALL
            .iter()
            .flat_map(|modality| [modality.label("fr"), modality.label("en")])
            .collect(),
        Column::Status => vec!["en cours", "ouverte", "terminee", "a venir", "close"],
        _ => Vec::new(),
    };
    let words = labels.into_iter().map(comparable).collect::<Vec<_>>();
    words
        .iter()
        .flat_map(|label| label.split(' '))
        .filter(|word| word.len() > 3)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_words_of_the_closed_lists_are_quoted() {
        for (column, text) in [
            (Column::Closes, "31/02/2027"),
            (Column::Closes, "31-13-2026 18:30"),
            (Column::Closes, "fin décembre"),
            (Column::Closes, "2026-02-31T00:00:00Z"),
            (Column::Closes, "jamais"),
            (Column::Level, "participation"),
            (Column::Modalities, "Enquête administrative"),
            (Column::Status, "en cours d’instruction"),
            (Column::Territory, "30"),
        ] {
            assert_eq!(value(column, &format!(" {text} ")).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_value_that_could_be_a_name_or_a_contact_is_not_quoted() {
        for text in [
            "Camille Canari",
            "camille canari",
            "voir Camille Canari",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "06/12/34/56/78",
            "0612345678",
            "+33 6 12 34 56 78",
            "6 12 34 56 78",
            "31/12/2026 06 12 34 56 78",
            "camille.canari@example.org",
            "Enquête menée par Camille Canari",
            "concertation Canari",
            "",
        ] {
            for column in [
                Column::Closes,
                Column::Level,
                Column::Modalities,
                Column::Territory,
            ] {
                assert_eq!(value(column, text), None, "{text}");
            }
        }
    }
}
