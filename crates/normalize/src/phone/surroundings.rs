//! The surroundings by which a number is told from a phone number: dates, and words that announce the number of a file, a parcel or a company.

use std::ops::Range;

use chrono::NaiveDate;

use passerelle_model::fold;

/// Words that announce a reference number, with a colon or without.
const REFERENCES: &[&str] = &[
    "cadastre",
    "ean",
    "facture",
    "iban",
    "identifiant",
    "isbn",
    "issn",
    "parcelle",
    "parcelles",
    "ref",
    "reference",
    "references",
    "rna",
    "siren",
    "siret",
    "ticket",
    "tva",
];

/// Words that announce a reference number only without a colon: after one, a phone number to call about it may stand.
const DIRECT_REFERENCES: &[&str] = &[
    "arrete",
    "article",
    "articles",
    "canton",
    "cantons",
    "code",
    "commande",
    "cu",
    "deliberation",
    "departement",
    "departements",
    "devis",
    "dossier",
    "dossiers",
    "dp",
    "enquete",
    "id",
    "lot",
    "lots",
    "marche",
    "page",
    "pages",
    "pc",
    "permis",
    "publique",
    "secteur",
    "secteurs",
    "section",
    "sections",
    "zone",
    "zones",
];

/// Words for "number". Between a word of [`DIRECT_REFERENCES`] and a number they make it a reference, however it is spaced.
const NUMBER_WORDS: &[&str] = &["n", "no", "nos", "nr", "num", "numero", "numeros"];

/// Words that announce a phone number.
const PHONE_WORDS: &[&str] = &[
    "appeler",
    "appelez",
    "fax",
    "gsm",
    "mob",
    "mobile",
    "phone",
    "portable",
    "sms",
    "tel",
    "telecopie",
    "telephone",
    "telephoner",
    "whatsapp",
];

/// The distance before a number within which words count, in characters.
const REACH: usize = 32;

/// A run of digits.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    value: u32,
}

impl Run {
    fn digits(self) -> usize {
        self.end - self.start
    }

    fn is_year(self) -> bool {
        self.digits() == 4 && (1900..=2099).contains(&self.value)
    }

    fn is_month(self) -> bool {
        self.digits() <= 2 && (1..=12).contains(&self.value)
    }

    fn is_day(self) -> bool {
        self.digits() <= 2 && (1..=31).contains(&self.value)
    }

    /// Returns whether it is a date such as `20261123` or `23112026`.
    fn is_compact_date(self) -> bool {
        let is_date = |year: u32, month, day| {
            let year = i32::try_from(year).unwrap_or_default();
            (1900..=2099).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
        };
        let (begin, middle, end) = (self.value / 10_000, self.value / 100, self.value % 10_000);
        self.digits() == 8
            && (is_date(begin, middle % 100, self.value % 100)
                || is_date(end, begin % 100, begin / 100))
    }
}

/// Finds dates that are written in digits, in order and without overlap: `2026/11/23`, `23-11-2026`, `11/2026`, `20261123`; and rows of shorter
/// ones and of hours: `05/06/26 07/08/26`, `05/06 - 12/06 - 19/06`, `08-12 / 14-18`.
pub(super) fn dates(text: &[char]) -> Vec<Range<usize>> {
    let runs = runs(text);
    let mut dates: Vec<Range<usize>> = Vec::new();
    let mut rest = runs.as_slice();
    while let Some(first) = rest.first() {
        let taken = row_at(text, rest).max(date_at(text, rest));
        if let Some(last) = taken.checked_sub(1).and_then(|last| rest.get(last)) {
            dates.push(first.start..last.end);
        }
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    dates
}

/// Counts the runs of digits of the date that begins with the first run; 0 if none does.
fn date_at(text: &[char], runs: &[Run]) -> usize {
    let [first, rest @ ..] = runs else { return 0 };
    if first.is_compact_date() {
        return 1;
    }
    let [second, rest @ ..] = rest else { return 0 };
    let joint = between(text, *first, *second);
    let is_tight = matches!(joint, ['/' | '-' | '.' | '_']);
    if let [third, ..] = rest
        && between(text, *second, *third) == joint
    {
        let is_joined =
            !joint.is_empty() && joint.len() <= 3 && joint.iter().all(|c| super::separates(*c));
        let year_first = is_tight && first.is_year() && second.is_month() && third.is_day();
        let year_last = is_joined && first.is_day() && second.is_month() && third.is_year();
        if year_first || year_last {
            return 3;
        }
    }
    let is_month =
        matches!(joint, ['/' | '-']) && first.digits() == 2 && first.is_month() && second.is_year();
    if is_month { 2 } else { 0 }
}

/// Counts the runs of digits of the row of days or hours that begins with the first run; 0 if none does.
fn row_at(text: &[char], runs: &[Run]) -> usize {
    let [first, second, third, fourth, rest @ ..] = runs else {
        return 0;
    };
    let are_pairs = runs.iter().take(4).all(|run| run.digits() == 2);
    let inner = between(text, *first, *second);
    let outer = between(text, *second, *third);
    let is_date = |day: &Run, month: &Run| day.is_day() && month.is_month();
    let are_hours = |from: &Run, to: &Run| from.value < to.value && to.value <= 24;
    let by_two = inner != outer && between(text, *third, *fourth) == inner;
    if are_pairs && by_two && outer.len() <= 3 {
        let are_dates = inner == ['/'] && is_date(first, second) && is_date(third, fourth);
        let are_times = inner == ['-'] && are_hours(first, second) && are_hours(third, fourth);
        return if are_dates || are_times { 4 } else { 0 };
    }
    let [fifth, sixth, ..] = rest else { return 0 };
    let by_three = inner == ['/']
        && outer == inner
        && between(text, *fourth, *fifth) == inner
        && between(text, *fifth, *sixth) == inner
        && between(text, *third, *fourth) != inner;
    let are_short = are_pairs && is_date(first, second) && is_date(fourth, fifth);
    if by_three && are_short && sixth.digits() == 2 {
        6
    } else {
        0
    }
}

fn between(text: &[char], one: Run, next: Run) -> &[char] {
    text.get(one.end..next.start).unwrap_or_default()
}

fn runs(text: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, letter) in text.iter().enumerate() {
        let Some(digit) = letter.to_digit(10) else {
            continue;
        };
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => {
                run.end += 1;
                run.value = run.value.saturating_mul(10).saturating_add(digit);
            }
            None => runs.push(Run {
                start: at,
                end: at + 1,
                value: digit,
            }),
        }
    }
    runs
}

/// The meaning of a number by the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    /// A reference: the number of a file, a parcel, a company.
    Reference,
    /// A reference, unless it is written in pairs as phone numbers are.
    PerhapsReference,
    /// A phone number.
    Phone,
    /// No word announces the number.
    Nothing,
}

/// Classifies the number that begins at `at` by the words directly before it.
pub(super) fn announced(text: &[char], at: usize) -> Announced {
    let from = at.saturating_sub(REACH);
    let near: String = text.get(from..at).unwrap_or_default().iter().collect();
    let near = fold(&near);
    let mut words = near
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .rev();
    let Some(last) = words.next() else {
        return Announced::Nothing;
    };
    let is_numbered = NUMBER_WORDS.contains(&last);
    let word = if is_numbered {
        words.next().unwrap_or_default()
    } else {
        last
    };
    let behind = near.rsplit_once(word).map_or("", |(_, behind)| behind);
    let is_apart = behind.contains([',', ';', '\n', '!', '?'])
        || (behind.contains(". ") && !word.starts_with("ref"));
    if PHONE_WORDS.contains(&word) {
        Announced::Phone
    } else if is_apart {
        Announced::Nothing
    } else if REFERENCES.contains(&word) || (is_numbered && DIRECT_REFERENCES.contains(&word)) {
        Announced::Reference
    } else if DIRECT_REFERENCES.contains(&word) && !behind.contains(':') {
        if word.ends_with('s') {
            Announced::Reference
        } else {
            Announced::PerhapsReference
        }
    } else {
        Announced::Nothing
    }
}

/// Returns whether the number that begins at `at` is joined to a year, as the numbers of files are: `2026-0612345678`.
pub(super) fn follows_year(text: &[char], at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let Some((joint, before)) = before.split_last() else {
        return false;
    };
    let year: Vec<char> = before
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit())
        .take(5)
        .copied()
        .collect();
    matches!(joint, '-' | '/' | '_') && matches!(year[..], [_, _, '0', '2'] | [_, _, '9', '1'])
}
