//! Phone numbers as they are written in France and around it: which runs of digits are one, and which are a date, two postal codes, an
//! amount or the number of a company.

use std::ops::Range;

/// What may stand directly beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edges {
    /// Anything but a digit: free text.
    Digits,
    /// Anything but a letter or a digit: addresses of pages, where keys hold runs of digits.
    Clear,
}

/// A run of digits without anything between them.
struct Group {
    digits: Vec<char>,
    /// What stands before it, after the group before.
    separator: String,
    end: usize,
}

/// More digits than any number has.
const MOST_DIGITS: usize = 17;

/// Where the phone numbers stand (characters), in order and without overlap.
pub(super) fn numbers(text: &[char], edges: Edges) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at) {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let end = if begins(*letter, before, edges) {
            number_at(text, at).filter(|end| ends(text.get(*end), edges))
        } else {
            None
        };
        if let Some(end) = end {
            found.push(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn begins(letter: char, before: Option<&char>, edges: Edges) -> bool {
    let clear = before.is_none_or(|before| match edges {
        Edges::Digits => !before.is_ascii_digit(),
        Edges::Clear => !before.is_alphanumeric(),
    });
    clear && matches!(letter, '+' | '0')
}

fn ends(after: Option<&char>, edges: Edges) -> bool {
    edges == Edges::Digits || after.is_none_or(|after| !after.is_alphanumeric())
}

/// The end of the number that begins at `at`.
fn number_at(text: &[char], at: usize) -> Option<usize> {
    if text.get(at) == Some(&'+') {
        let spaced = text.get(at + 1) == Some(&' ');
        let groups = groups_from(text, at + 1 + usize::from(spaced));
        french(&groups, 0).or_else(|| {
            if spaced {
                None
            } else {
                foreign(text, &groups, 0)
            }
        })
    } else {
        let groups = groups_from(text, at);
        national(&groups)
            .or_else(|| french(&groups, 2))
            .or_else(|| foreign(text, &groups, 2))
    }
}

fn groups_from(text: &[char], from: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = from;
    let mut total = 0;
    let mut separator = String::new();
    while total < MOST_DIGITS {
        let digits: Vec<char> = text
            .iter()
            .skip(at)
            .take_while(|c| c.is_ascii_digit())
            .copied()
            .take(MOST_DIGITS + 1)
            .collect();
        if digits.is_empty() {
            break;
        }
        total += digits.len();
        at += digits.len();
        groups.push(Group {
            digits,
            separator,
            end: at,
        });
        separator = text
            .iter()
            .skip(at)
            .take_while(|c| separates(**c))
            .copied()
            .take(4)
            .collect();
        if separator.chars().count() > 3 || separator == ", " {
            break;
        }
        at += separator.chars().count();
    }
    groups
}

fn separates(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\n' | '.' | ',' | '-' | '/' | '_' | '·' | '•' | '|' | '~' | '(' | ')'
    )
}

fn joined(groups: &[Group]) -> Vec<char> {
    groups
        .iter()
        .flat_map(|group| group.digits.iter().copied())
        .collect()
}

/// The end of the group with which exactly `count` digits are reached.
fn end_after(groups: &[Group], count: usize) -> Option<usize> {
    let mut total = 0;
    groups.iter().find_map(|group| {
        total += group.digits.len();
        (total == count).then_some(group.end)
    })
}

/// Ten digits, `0` and then not `0`.
fn national(groups: &[Group]) -> Option<usize> {
    let digits = joined(groups);
    let plausible =
        digits.first() == Some(&'0') && digits.get(1).is_some_and(|second| *second != '0');
    let end = end_after(groups, 10)?;
    let own = groups
        .iter()
        .take_while(|group| group.end <= end)
        .collect::<Vec<_>>();
    let sizes: Vec<usize> = own.iter().map(|group| group.digits.len()).collect();
    let is_decimal = sizes.first() == Some(&1)
        && own
            .get(1)
            .is_some_and(|group| group.separator.contains(['.', ',']));
    let is_two_postal_codes = sizes == [5, 5];
    (plausible && !is_decimal && !is_two_postal_codes && !begins_with_date(&own)).then_some(end)
}

/// Day, month and a year of four digits.
fn begins_with_date(groups: &[&Group]) -> bool {
    let number = |at: usize, size: usize| {
        groups
            .get(at)
            .filter(|group| group.digits.len() == size)
            .and_then(|group| group.digits.iter().collect::<String>().parse::<u32>().ok())
    };
    let in_range =
        |value: Option<u32>, low, high| value.is_some_and(|value| (low..=high).contains(&value));
    in_range(number(0, 2), 1, 31)
        && in_range(number(1, 2), 1, 12)
        && in_range(number(2, 4), 1900, 2099)
}

/// After the `prefix` digits of `00`: `33`, perhaps `(0)`, and nine digits.
fn french(groups: &[Group], prefix: usize) -> Option<usize> {
    let digits = joined(groups);
    let is_france = digits.iter().take(prefix).all(|digit| *digit == '0')
        && digits.get(prefix) == Some(&'3')
        && digits.get(prefix + 1) == Some(&'3');
    let trunk = usize::from(digits.get(prefix + 2) == Some(&'0'));
    is_france
        .then(|| end_after(groups, prefix + 2 + trunk + 9))
        .flatten()
}

/// After the `prefix` digits of `00`: the code of a country and the rest, 9 to 15 digits (ITU-T E.164).
fn foreign(text: &[char], groups: &[Group], prefix: usize) -> Option<usize> {
    let digits = joined(groups);
    let has_country = digits.iter().take(prefix).all(|digit| *digit == '0')
        && digits.get(prefix).is_some_and(|digit| *digit != '0');
    let end = (prefix + 9..=prefix + 15)
        .rev()
        .find_map(|count| end_after(groups, count))?;
    (has_country && !is_quantity(text, end)).then_some(end)
}

/// Whether a unit follows: `+1 200 000 000 €`.
fn is_quantity(text: &[char], end: usize) -> bool {
    let after: String = text
        .iter()
        .skip(end)
        .take(12)
        .collect::<String>()
        .trim_start()
        .to_lowercase();
    ["€", "%", "eur", "m²", "m2", "hab", "kg", "tonne"]
        .iter()
        .any(|unit| after.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        numbers(&letters, Edges::Digits)
            .into_iter()
            .map(|range| letters[range].iter().collect())
            .collect()
    }

    #[test]
    fn numbers_are_found_however_they_are_spaced() {
        for number in [
            "03 83 91 83 91",
            "0383918391",
            "03.83.91.83.91",
            "03-83-91-83-91",
            "03/83/91/83/91",
            "03,83,91,83,91",
            "0383 918 391",
            "0 800 123 456",
            "03 83 - 91 83 91",
            "+33 3 83 91 83 91",
            "+33 (0)3 83 91 83 91",
            "+33383918391",
            "0033 3 83 91 83 91",
            "0033383918391",
            "00 33 (0)3 83 91 83 91",
            "+ 33 3 83 91 83 91",
            "+352 621 123 456",
            "00352 621 123 456",
            "06 12 20 12 34",
            "07\n12 34\n56 78",
        ] {
            assert_eq!(found(number), [number]);
            assert_eq!(found(&format!("tél.{number}.")), [number]);
            assert_eq!(found(&format!("(12 lots : {number})")), [number]);
        }
        assert_eq!(found("03 83 91 83 91 06 12 34 56 78").len(), 2);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for other in [
            "SIREN 245 400 676",
            "SIRET 245 400 676 00012",
            "SIRET 24540067600012",
            "54000 Nancy",
            "01000 02000",
            "12 000 000 €",
            "+12 000 000 000 €",
            "05/06/2026 18:30",
            "05/06/2026 18h",
            "05.06.2026 20 h",
            "05-06-2026-18",
            "2026-03-31 08:09",
            "du 01/02/2026 au 03/04/2026",
            "lots 01, 02, 03, 04, 05",
            "0.123456789",
            "6,1834567",
            "2024-2030",
            "3949",
            "116 117",
            "10 000 000 000",
            "de 2020 à 2026",
            "100 200 300 400",
        ] {
            assert_eq!(found(other), Vec::<String>::new(), "{other}");
        }
    }

    #[test]
    fn keys_in_addresses_are_no_numbers() {
        let letters: Vec<char> = "x/eyJf0612345678a/y?tel=0612345678&z".chars().collect();
        assert_eq!(numbers(&letters, Edges::Clear).len(), 1);
    }
}
