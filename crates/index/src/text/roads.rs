//! The names of roads: `A31`, `A 31` and `autoroute 31` are one, and so are `RN4`, `RN 4`, `N4` and `nationale 4`.

/// The words for kinds of roads, each with the letter of its kind.
const KINDS: &[(&str, &str)] = &[
    ("a", "a"),
    ("autoroute", "a"),
    ("d", "d"),
    ("rd", "d"),
    ("departementale", "d"),
    ("n", "n"),
    ("rn", "n"),
    ("nationale", "n"),
];
/// The most digits of the number of a road.
const MOST_DIGITS: usize = 4;

/// Parses the name of a road at the beginning of folded words. Returns its canonical name and the number of words that it takes.
pub(super) fn road<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<(String, usize)> {
    let first = words.next()?;
    let letters = first.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = first.strip_prefix(letters).unwrap_or_default();
    let (number, taken) = match digits {
        "" => (words.next()?, 2),
        digits => (digits, 1),
    };
    let is_number =
        number.len() <= MOST_DIGITS && number.bytes().all(|digit| digit.is_ascii_digit());
    if number.is_empty() || !is_number {
        return None;
    }
    let (_, kind) = KINDS.iter().find(|(written, _)| *written == letters)?;
    Some((format!("{kind}{number}"), taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_road_is_one_however_it_is_written() {
        let named = |text: &str| road(text.split(' ')).map(|(road, _)| road);
        for written in ["rn4", "rn 4", "n4", "n 4 est", "nationale 4"] {
            assert_eq!(named(written).as_deref(), Some("n4"), "{written}");
        }
        assert_eq!(road("a 31 nord".split(' ')), Some(("a31".to_owned(), 2)));
        assert_eq!(road("a31 2040".split(' ')), Some(("a31".to_owned(), 1)));
        for other in ["a", "31", "a b", "rue 4", "t1", "a12345", "n 4e"] {
            assert_eq!(named(other), None, "{other}");
        }
    }
}
