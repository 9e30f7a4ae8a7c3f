//! Privacy: e-mail addresses and phone numbers in free text are masked, however they are disguised.
//!
//! It works on plain text; `html` feeds it the text of a whole document so that markup inside an address hides nothing. It knows nothing
//! of records. A name in a sentence cannot be told from other words: what protects people there is that nothing about them is requested.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use passerelle_model::Language;

use super::{links, phone};

/// A character that stands between two blocks of a document; no contact crosses it.
pub(super) const BARRIER: char = '\u{1}';

/// A kind of contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contact {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

impl Contact {
    /// Returns the mask that takes its place.
    pub(super) fn replacement(self, language: &Language) -> &'static str {
        match (self, language.primary() == "fr") {
            (Self::Email, true) => "[adresse masquée]",
            (Self::Phone, true) => "[numéro masqué]",
            (Self::Email, false) => "[address hidden]",
            (Self::Phone, false) => "[number hidden]",
        }
    }
}

/// Masks every e-mail address and phone number in a text.
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

/// Returns whether the address of a page, percent-decoded, holds an e-mail address or a phone number beyond doubt. Dates and words in an address are
/// no reason to refuse the page.
pub(super) fn reveals_contact(address: &str) -> bool {
    let plain = PlainText::of(address);
    let has_email = plain
        .emails()
        .any(|range| is_certain(address.get(range).unwrap_or_default()));
    has_email || !phone::numbers_in_address(&plain.letters()).is_empty()
}

/// Finds the contacts of a text (ranges of bytes), in order and without overlap.
pub(super) fn contacts(text: &str) -> Vec<(Range<usize>, Contact)> {
    let plain = PlainText::of(text);
    let letters = plain.letters();
    let links = links::in_text(&letters);
    let numbers = phone_numbers(&letters, &links)
        .into_iter()
        .map(|range| (plain.bytes_of(&range), Contact::Phone));
    let emails = plain
        .emails()
        .filter(|range| {
            let end = plain.index_of(range.end);
            link_at(&links, end.saturating_sub(1)).is_none()
                || is_certain(text.get(range.clone()).unwrap_or_default())
        })
        .map(|range| (range, Contact::Email));
    let mut contacts: Vec<_> = emails.chain(numbers).collect();
    contacts.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
    let mut end = 0;
    contacts.retain(|(range, _)| {
        let is_clear = range.start >= end;
        end = end.max(range.end);
        is_clear
    });
    contacts
}

/// Finds the phone numbers of a text (ranges of characters), by stricter rules inside the addresses of pages.
fn phone_numbers(letters: &[char], links: &[Range<usize>]) -> Vec<Range<usize>> {
    let in_links = links.iter().flat_map(|link| {
        let address = letters.get(link.clone()).unwrap_or_default();
        let numbers = if address.starts_with(&['/']) {
            phone::numbers_in_path(address)
        } else {
            phone::numbers_in_address(address)
        };
        let in_text = |range: Range<usize>| link.start + range.start..link.start + range.end;
        numbers.into_iter().map(in_text)
    });
    phone::numbers(letters, phone::Boundary::NonDigit)
        .into_iter()
        // A number that begins in an address and goes on behind it is no part of the address.
        .filter(|number| link_at(links, number.start).is_none_or(|link| number.end > link.end))
        .chain(in_links)
        .collect()
}

/// Returns the link in which the character at `at` stands. The links are in order.
fn link_at(links: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let next = links.partition_point(|link| link.end <= at);
    links.get(next).filter(|link| link.contains(&at))
}

/// A text with look-alikes of `@`, digits, dashes and spaces in their plain form, and without invisible characters.
struct PlainText {
    text: String,
    characters: Vec<Character>,
}

/// A character of a [`PlainText`].
struct Character {
    plain: char,
    /// The byte at which it begins in the plain text.
    start: usize,
    /// The bytes of the original that it stands for.
    original: Range<usize>,
}

impl PlainText {
    fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut characters = Vec::with_capacity(original.len());
        for (at, letter) in original.char_indices() {
            if let Some(plain) = look_alike(letter) {
                characters.push(Character {
                    plain,
                    start: text.len(),
                    original: at..at + letter.len_utf8(),
                });
                text.push(plain);
            }
        }
        Self { text, characters }
    }

    fn letters(&self) -> Vec<char> {
        self.characters
            .iter()
            .map(|character| character.plain)
            .collect()
    }

    /// Finds e-mail addresses, as ranges of bytes of the original.
    fn emails(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let may_have_one = [
            "@", "%40", "at", "AT", "At", "arobas", "Arobas", "AROBAS", "(a)", "(à)", "[a]",
        ]
        .iter()
        .any(|sign| self.text.contains(sign));
        let pattern = may_have_one.then_some(&*EMAIL);
        pattern
            .into_iter()
            .flat_map(|pattern| pattern.find_iter(&self.text))
            .map(|email| {
                let index_at = |byte: usize| {
                    self.characters
                        .partition_point(|character| character.start < byte)
                };
                self.bytes_of(&(index_at(email.start())..index_at(email.end())))
            })
    }

    /// Returns the index of the first character that does not stand before a byte of the original.
    fn index_of(&self, byte: usize) -> usize {
        self.characters
            .partition_point(|character| character.original.start < byte)
    }

    /// Returns the bytes of the original that a range of characters covers.
    fn bytes_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self
            .characters
            .get(range.start)
            .map_or(0, |character| character.original.start);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.characters.get(last))
            .map_or(start, |character| character.original.end);
        start..end
    }
}

/// Returns whether a match of [`EMAIL`] is an e-mail address even inside the address of a page, where words stand between hyphens
/// (`meet-at-noon.html`) and images have sizes (`logo@2x.png`).
fn is_certain(found: &str) -> bool {
    let Some((_, domain)) = found.rsplit_once(['@', '＠']) else {
        return found.contains(['(', '[', '{', '<'])
            || found.contains("%40")
            || found.to_lowercase().contains("arobas");
    };
    let size = domain.trim_start_matches(|letter: char| letter.is_ascii_digit());
    size.len() == domain.len() || !size.starts_with(['x', 'X'])
}

/// Returns the plain character that a reader takes this one for; `None` for an invisible one.
fn look_alike(letter: char) -> Option<char> {
    let shifted = |base: u32| char::from_u32(u32::from(letter) - base);
    let digit = |zero: u32| char::from_digit((u32::from(letter) - zero) % 10, 10);
    match letter {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'..='\u{206f}'
        | '\u{20e3}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
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
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hidden(text: &str) -> String {
        masked(text, &Language::french())
    }

    #[test]
    fn addresses_are_masked_however_they_are_disguised() {
        for address in [
            "jean.dupont@nancy.fr",
            "Jean.Dupont@Mairie-Nancy.FR",
            "jean (at) nancy.fr",
            "jean [AT] nancy [dot] fr",
            "jean.dupont(arobase)nancy(point)fr",
            "jean arobase nancy point fr",
            "jean @ nancy . fr",
            "jean@\nnancy.fr",
            "jean＠nancy.fr",
            "je\u{ad}an@na\u{200b}ncy.fr",
            "jean%40nancy.fr",
            "j.dupont at nancy.fr",
            "jean at nancy dot fr",
            "élu+cadre@mairie.xn--fiqs8s",
            "jean@[192.168.1.4]",
            "jean_at_nancy.fr",
            "jean{at}nancy.fr",
        ] {
            assert_eq!(hidden(address), "[adresse masquée]", "{address}");
            let inside = hidden(&format!("Écrire à « {address} », merci."));
            assert_eq!(
                inside, "Écrire à « [adresse masquée] », merci.",
                "{address}"
            );
        }
        assert_eq!(
            masked("a@b.fr, 03 83 91 83 91", &Language::english()),
            "[address hidden], [number hidden]"
        );
    }

    #[test]
    fn ordinary_words_are_left_alone() {
        for text in [
            "Suivez @GrandNancy, rendez-vous at nancy.fr",
            "Rencontre @ la mairie",
            "Nancy.fr et le budget (à consulter)",
            "À 18 h (accueil dès 17 h 30) salle Chepfer. 54000 Nancy",
            "Look at decidim.org for more",
            "SIREN 245 400 676, 12 000 000 €, du 05/06/2026 au 07/08/2026",
            "Voir https://a.fr/2026/02/03/04-05-06-07-juin/, /article-01-02-03-04-05 et www.a.fr/0612345678.",
            "(https://a.fr/meet-at-noon.html)",
        ] {
            assert_eq!(hidden(text), text);
        }
    }

    #[test]
    fn an_address_reveals_a_contact_only_where_there_is_one() {
        assert!(
            reveals_contact("https://a.fr/?m=jean@nancy.fr")
                && reveals_contact("https://a.fr/?t=+33383918391")
                && reveals_contact("https://a.fr/jean@nancy.fr")
                && reveals_contact("https://a.fr/jean(at)nancy.fr")
        );
        for fine in [
            "https://a.fr/2026/05/06/20261",
            "https://a.fr/rails/eyJfcmFpbHMi0612345678fQ==--a0612345678/x.png",
            "https://mastodon.social/@nancy",
            "https://a.fr/meet-at-noon.html",
            "https://a.fr/logo@2x.png",
            "https://a.fr/maps/@48.69,6.18,15z",
        ] {
            assert!(!reveals_contact(fine), "{fine}");
        }
    }

    #[test]
    fn masking_takes_time_in_proportion_to_the_text() {
        // Each of these would keep a backtracking matcher busy for ever.
        for unit in ["a.", "0 ", "+3", "a at ", "a@", "(", "0033 "] {
            assert!(!hidden(&unit.repeat(40_000)).is_empty());
        }
    }

    fn contact() -> impl Strategy<Value = String> {
        let sign = prop::sample::select(vec![
            "@",
            " @ ",
            " (at) ",
            "[at]",
            "(arobase)",
            "＠",
            "%40",
            "@\u{200b}",
        ]);
        let address = (
            "[a-zé]{1,8}([._-][a-z0-9]{1,6})?",
            sign,
            "canari[a-z]{0,4}",
            "(fr|org|alsace)",
        )
            .prop_map(|(local, sign, host, top)| format!("{local}{sign}{host}.{top}"));
        let number = (
            "0[1-9]",
            prop::collection::vec("[2-9][0-9]", 4),
            prop::sample::select(vec!["", " ", ".", "-", "\u{a0}", " . "]),
        )
            .prop_map(|(begin, pairs, gap)| format!("{begin}{gap}{}", pairs.join(gap)));
        let abroad = ("(\\+33|0033|\\+33 \\(0\\))", "[1-9]( [2-9][0-9]){4}")
            .prop_map(|(prefix, rest)| format!("{prefix} {rest}"));
        prop_oneof![address, number, abroad]
    }

    proptest! {
        #[test]
        fn no_contact_survives_in_any_surrounding(before in "[^0-9]{0,30}", contact in contact(), after in "[^0-9]{0,30}") {
            let text = hidden(&format!("{before}{contact}{after}"));
            prop_assert!(!text.contains(&contact), "{text}");
            prop_assert!(text.contains("masqu"), "{text}");
        }

        #[test]
        fn masking_twice_changes_nothing(before in any::<String>(), contact in contact(), after in any::<String>()) {
            let once = hidden(&format!("{before}{contact}{after}"));
            prop_assert_eq!(hidden(&once), once);
        }
    }
}
