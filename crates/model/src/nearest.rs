//! The nearest word: the one rule by which misspelt keys, columns and fields are explained.

/// The longest text, in bytes, that may be a misspelt word: comparing takes memory by the length of both.
const LONGEST_WORD: usize = 200;

/// Returns the word of `known` that was most probably meant by `given`, the first of equals: at most one slip, and one more for every four letters of the
/// longer of the two, and never all of them. Case does not count. `None` where none is near.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if given.len() > LONGEST_WORD {
        return None;
    }
    let given = given.to_lowercase();
    let distance = |word: &str| strsim::damerau_levenshtein(&given, &word.to_lowercase());
    known
        .into_iter()
        .map(|word| (distance(word), word))
        .filter(|(distance, word)| {
            let longest = word.len().max(given.len());
            *distance < longest && *distance <= 1 + longest / 4
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_another_word_is_not() {
        let known = ["title", "opens", "territory"];
        for (given, meant) in [
            ("titel", Some("title")),
            ("Opens", Some("opens")),
            ("teritoire", Some("territory")),
            ("budget", None),
            ("", None),
        ] {
            assert_eq!(nearest(given, known), meant, "{given}");
        }
        assert_eq!(nearest(&"x".repeat(1000), known), None);
    }
}
