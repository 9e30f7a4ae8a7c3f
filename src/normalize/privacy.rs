//! Privacy: e-mail addresses and phone numbers in free text are masked, however they are disguised.
//!
//! It works on plain text; `html` feeds it the text of a whole document so that markup inside an address hides nothing. It knows nothing
//! of records. A name in a sentence cannot be told from other words: what protects people there is that nothing about them is requested.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::Language;

use super::phone;

/// Stands between two blocks of a document: nothing that is masked crosses it.
pub(super) const BARRIER: char = '\u{1}';

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contact {
    /// An e-mail address.
    Address,
    /// A phone number.
    Number,
}

impl Contact {
    /// What is read in its place.
    pub(super) fn replacement(self, language: &Language) -> &'static str {
        match (self, language.primary() == "fr") {
            (Self::Address, true) => "[adresse masquée]",
            (Self::Number, true) => "[numéro masqué]",
            (Self::Address, false) => "[address hidden]",
            (Self::Number, false) => "[number hidden]",
        }
    }
}

/// The text with every e-mail address and phone number replaced.
pub(super) fn masked(text: &str, language: &Language) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (range, contact) in contacts(text) {
        result.push_str(text.get(done..range.start).unwrap_or_default());
        result.push_str(contact.replacement(language));
        done = range.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

/// Whether an address (already percent-decoded) carries an e-mail address or a phone number.
pub(super) fn reveals_contact(address: &str) -> bool {
    let view = View::of(address);
    view.addresses().next().is_some()
        || !phone::numbers(&view.letters(), phone::Edges::Clear).is_empty()
}

/// Where the contacts of a text stand (bytes), in order and without overlap.
pub(super) fn contacts(text: &str) -> Vec<(Range<usize>, Contact)> {
    let view = View::of(text);
    let addresses = view.addresses().map(|range| (range, Contact::Address));
    let numbers = phone::numbers(&view.letters(), phone::Edges::Digits)
        .into_iter()
        .map(|range| (view.bytes_of(&range), Contact::Number));
    let mut found: Vec<_> = addresses.chain(numbers).collect();
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(range, _)| {
        let clear = range.start >= end;
        end = end.max(range.end);
        clear
    });
    found
}

/// A text as a reader's eye takes it: look-alikes of `@`, digits, dashes and spaces in their plain form, invisible characters skipped.
struct View {
    text: String,
    /// For each character: where it stands in `text`, and from where to where in the original.
    places: Vec<(char, usize, Range<usize>)>,
}

impl View {
    fn of(original: &str) -> Self {
        let mut view = Self {
            text: String::with_capacity(original.len()),
            places: Vec::with_capacity(original.len()),
        };
        for (at, letter) in original.char_indices() {
            if let Some(plain) = look_alike(letter) {
                view.places
                    .push((plain, view.text.len(), at..at + letter.len_utf8()));
                view.text.push(plain);
            }
        }
        view
    }

    fn letters(&self) -> Vec<char> {
        self.places.iter().map(|(letter, ..)| *letter).collect()
    }

    /// E-mail addresses, as ranges of bytes of the original.
    fn addresses(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let may_have_one = [
            "@", "%40", "at", "AT", "At", "arobas", "Arobas", "AROBAS", "(a)", "(à)", "[a]",
        ]
        .iter()
        .any(|sign| self.text.contains(sign));
        let pattern = may_have_one.then_some(&*ADDRESS);
        pattern
            .into_iter()
            .flat_map(|pattern| pattern.find_iter(&self.text))
            .map(|found| {
                let index_at =
                    |byte: usize| self.places.partition_point(|(_, place, _)| *place < byte);
                self.bytes_of(&(index_at(found.start())..index_at(found.end())))
            })
    }

    /// The bytes of the original that a range of characters covers.
    fn bytes_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self
            .places
            .get(range.start)
            .map_or(0, |(.., bytes)| bytes.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.places.get(last))
            .map_or(start, |(.., bytes)| bytes.end);
        start..end
    }
}

/// The plain character that a reader takes this one for; `None` for one that cannot be seen.
fn look_alike(letter: char) -> Option<char> {
    let shifted = |base: u32| char::from_u32(u32::from(letter) - base);
    let digit = |zero: u32| char::from_digit((u32::from(letter) - zero) % 10, 10);
    match letter {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' => None,
        '\u{ff01}'..='\u{ff5e}' => shifted(0xfee0),
        '\u{fe6b}' => Some('@'),
        '\u{2024}' | '\u{ff61}' | '\u{3002}' | '\u{fe52}' => Some('.'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some('-'),
        '\u{1d7ce}'..='\u{1d7ff}' => digit(0x1d7ce),
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\n' => Some('\n'),
        _ if letter.is_whitespace() => Some(' '),
        _ => Some(letter),
    }
}

/// E-mail addresses, plain and disguised: `a@b.fr`, `a (at) b.fr`, `a [arobase] b [point] fr`, `a @ b . fr`, `a%40b.fr`, `a.b at c.fr`.
#[expect(
    clippy::expect_used,
    reason = "a constant, which every test of this module compiles"
)]
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    const LOCAL: &str = r#"[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~."’-]+"#;
    const SIGN: &str = r"(?:\s{0,3}(?:@|%40|%2540)\s{0,3}|\s{0,3}[(\[{<«]\s?(?:at|a|à|arobase?|@)\s?[)\]}>»]\s{0,3}|\s+arobase?\s+|[_-]at[_-])";
    const DOT: &str =
        r"(?:\.|\s{1,2}\.\s?|\s?[(\[{<]\s?(?:dot|point|\.)\s?[)\]}>]\s?|\s(?:dot|point)\s)";
    const LABEL: &str = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*";
    const TOP: &str = r"\p{L}[\p{L}\p{M}\p{N}-]+";
    let domain = format!("(?:{LABEL}{DOT})+{TOP}");
    // The bare word "at" stands in ordinary English: it counts only between what cannot be two words.
    let spelled = format!(
        r"[\p{{L}}\p{{N}}]+(?:[._+][\p{{L}}\p{{N}}]+)+\s+at\s+{domain}|{LOCAL}\s+at\s+{LABEL}(?:\s(?:dot|point)\s{LABEL})+"
    );
    Regex::new(&format!(
        r"(?i){LOCAL}{SIGN}(?:{domain}|\[[0-9a-f.:v]+\])|{spelled}"
    ))
    .expect("a valid pattern")
});
