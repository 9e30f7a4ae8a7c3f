//! Phone numbers as they are written in France and its neighbours, told from dates, postal codes, amounts and the numbers of companies.

use std::ops::Range;

use surroundings::Announced;

mod surroundings;

/// The characters that may stand directly beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundary {
    /// Anything but a digit: free text.
    NonDigit,
    /// Anything but a letter or a digit: addresses of pages, where keys hold runs of digits.
    NonAlphanumeric,
}

/// A group of digits of a number, with nothing between them.
struct Group {
    digits: Vec<char>,
    /// The text between it and the group before.
    separator: String,
    end: usize,
}

/// The number of digits at which a number is given up; none has so many.
const MOST_DIGITS: usize = 17;

/// Finds the phone numbers of a text (ranges of characters), in order and without overlap.
pub(super) fn numbers(text: &[char], boundary: Boundary) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut dates: Option<Vec<Range<usize>>> = None;
    let mut at = 0;
    while let Some(letter) = text.get(at) {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let end = if begins(*letter, before, boundary) {
            number_at(text, at)
                .filter(|end| ends(text.get(*end), boundary))
                .filter(|end| {
                    let dates = dates.get_or_insert_with(|| surroundings::dates(text));
                    *letter == '+' || !is_something_else(text, at..*end, dates)
                })
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

/// Finds the phone numbers in the percent-decoded address of a page (ranges of characters). In its path digits are taken for one only with the code
/// of France, or after a word or scheme that announces a phone number; in its query and fragment wherever they stand apart from letters.
pub(super) fn numbers_in_address(address: &[char]) -> Vec<Range<usize>> {
    let query = address
        .iter()
        .position(|letter| matches!(letter, '?' | '#'));
    let mut numbers = numbers(address, Boundary::NonAlphanumeric);
    numbers.retain(|number| {
        let is_in_path = query.is_none_or(|query| number.start < query);
        let is_announced = || surroundings::announced(address, number.start) == Announced::Phone;
        let is_of_france = || {
            address.get(number.start) == Some(&'+')
                && french(&groups_from(address, number.start + 1), 0).is_some()
        };
        !is_in_path || is_announced() || is_of_france()
    });
    numbers
}

/// Finds the phone numbers in a word that may be the path of an address (ranges of characters): those of a text, except where all groups are pairs of
/// digits that may be days and no word announces a phone number.
pub(super) fn numbers_in_path(path: &[char]) -> Vec<Range<usize>> {
    let mut numbers = numbers(path, Boundary::NonDigit);
    numbers.retain(|number| {
        let groups = groups_from(path, number.start);
        let may_be_day =
            |group: &Group| group.digits.len() == 2 && group.digits.first() < Some(&'4');
        let may_be_days = groups
            .iter()
            .filter(|group| group.end <= number.end)
            .all(may_be_day);
        !may_be_days || surroundings::announced(path, number.start) == Announced::Phone
    });
    numbers
}

/// Returns whether ten digits are something else than a phone number, by the text around them and their grouping.
fn is_something_else(text: &[char], number: Range<usize>, dates: &[Range<usize>]) -> bool {
    let next = dates.partition_point(|date| date.end <= number.start);
    let overlaps = dates.get(next).is_some_and(|date| date.start < number.end);
    if overlaps || surroundings::follows_year(text, number.start) {
        return true;
    }
    let groups = groups_from(text, number.start);
    let pairs = groups.iter().filter(|group| group.end <= number.end);
    let is_in_pairs =
        pairs.clone().count() > 3 && pairs.clone().all(|group| group.digits.len() == 2);
    // No file has a number that begins as one to call from abroad.
    let is_international = text.get(number.start + 1) == Some(&'0');
    match surroundings::announced(text, number.start) {
        Announced::Reference => true,
        Announced::PerhapsReference => !is_in_pairs && !is_international,
        Announced::Phone => false,
        Announced::Nothing => is_amount(text, &groups, number.end),
    }
}

/// Returns whether thousands are set apart and `€` or `%` follows.
fn is_amount(text: &[char], groups: &[Group], end: usize) -> bool {
    let are_thousands = groups.iter().skip(1).all(|group| group.digits.len() == 3);
    let sign = text.iter().skip(end).find(|letter| **letter != ' ');
    are_thousands && groups.len() > 3 && matches!(sign, Some('€' | '%'))
}

fn begins(letter: char, before: Option<&char>, boundary: Boundary) -> bool {
    let clear = before.is_none_or(|before| match boundary {
        Boundary::NonDigit => !before.is_ascii_digit(),
        Boundary::NonAlphanumeric => !before.is_alphanumeric(),
    });
    clear && matches!(letter, '+' | '0')
}

fn ends(after: Option<&char>, boundary: Boundary) -> bool {
    boundary == Boundary::NonDigit || after.is_none_or(|after| !after.is_alphanumeric())
}

/// Returns the end of the number that begins at `at`.
fn number_at(text: &[char], at: usize) -> Option<usize> {
    if text.get(at) == Some(&'+') {
        let has_space = text.get(at + 1) == Some(&' ');
        let groups = groups_from(text, at + 1 + usize::from(has_space));
        french(&groups, 0).or_else(|| {
            if has_space {
                None
            } else {
                international(text, &groups, 0)
            }
        })
    } else {
        let groups = groups_from(text, at);
        national(&groups)
            .or_else(|| french(&groups, 2))
            .or_else(|| international(text, &groups, 2))
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

/// Returns the end of the group with which exactly `count` digits are reached.
fn end_after(groups: &[Group], count: usize) -> Option<usize> {
    let mut total = 0;
    groups.iter().find_map(|group| {
        total += group.digits.len();
        (total == count).then_some(group.end)
    })
}

/// Returns the end of a national number: ten digits, `0` and then not `0`.
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
    (plausible && !is_decimal && !is_two_postal_codes).then_some(end)
}

/// Returns the end of a number with the code of France, after `prefix` digits of `00`: `33`, perhaps `(0)`, and nine digits.
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

/// Returns the end of an international number, after `prefix` digits of `00`: the code of a country and the rest, 9 to 15 digits (ITU-T E.164).
fn international(text: &[char], groups: &[Group], prefix: usize) -> Option<usize> {
    let digits = joined(groups);
    let has_country = digits.iter().take(prefix).all(|digit| *digit == '0')
        && digits.get(prefix).is_some_and(|digit| *digit != '0');
    let end = (prefix + 9..=prefix + 15)
        .rev()
        .find_map(|count| end_after(groups, count))?;
    (has_country && !is_quantity(text, end)).then_some(end)
}

/// Returns whether a unit follows: `+1 200 000 000 €`.
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
mod tests;
