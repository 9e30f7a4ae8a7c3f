//! The names of months, weekdays and time zones in French, English and the languages of the neighbouring countries.

use chrono::FixedOffset;
use chrono_tz::Tz;

/// The months, by folded names and abbreviations: French, English, German, Spanish, Italian, Dutch, Portuguese.
const MONTHS: [&[&str]; 12] = [
    &[
        "janvier", "janv", "jan", "january", "januar", "janner", "enero", "ene", "gennaio", "genn",
        "gen", "januari", "janeiro",
    ],
    &[
        "fevrier",
        "fevr",
        "fev",
        "february",
        "feb",
        "februar",
        "febrero",
        "febbraio",
        "febbr",
        "februari",
        "fevereiro",
    ],
    &[
        "mars", "march", "mar", "marz", "maerz", "mrz", "marzo", "maart", "mrt", "marco",
    ],
    &["avril", "avr", "april", "apr", "abril", "abr", "aprile"],
    &["mai", "may", "mayo", "maggio", "magg", "mag", "mei", "maio"],
    &[
        "juin", "june", "jun", "juni", "junio", "giugno", "giu", "junho",
    ],
    &[
        "juillet", "juil", "juill", "july", "jul", "juli", "julio", "luglio", "lug", "julho",
    ],
    &["aout", "aou", "august", "aug", "agosto", "ago", "augustus"],
    &[
        "septembre",
        "sept",
        "sep",
        "september",
        "septiembre",
        "setiembre",
        "settembre",
        "sett",
        "set",
        "setembro",
    ],
    &[
        "octobre", "oct", "october", "oktober", "okt", "octubre", "ottobre", "ott", "outubro",
        "out",
    ],
    &["novembre", "nov", "november", "noviembre", "novembro"],
    &[
        "decembre",
        "dec",
        "december",
        "dezember",
        "dez",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
    ],
];

/// The days of the week, likewise. Nothing depends on them: many are wrong.
const WEEKDAYS: &[&str] = &[
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lun",
    "mar",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "lu",
    "ma",
    "me",
    "je",
    "ve",
    "sa",
    "di",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "weds",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "mi",
    "do",
    "fr",
    "so",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "mie",
    "mier",
    "jue",
    "vie",
    "sab",
    "dom",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "gio",
    "giov",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "wo",
    "vr",
    "za",
    "zo",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
    "feira",
];

/// Words between the parts of a date.
const FILLERS: &[&str] = &[
    "a", "al", "alle", "as", "at", "de", "del", "den", "der", "el", "il", "la", "le", "ore", "of",
    "om", "on", "the", "um", "uhr", "uur", "vers", "h", "horas", "heures",
];

/// The abbreviations of time zones, in minutes east of UTC: RFC 822, and those of Europe.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ast", -240),
    ("adt", -180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
];

/// The meaning of a word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, from 1, and whether the word may be a weekday as well (`mar`: mars, mardi).
    Month(u32, bool),
    /// A word without a meaning of its own, a weekday among them.
    Filler,
    /// An offset.
    Offset(FixedOffset),
    /// A zone of the IANA database.
    Zone(Tz),
    /// `am` (false) or `pm` (true).
    Afternoon(bool),
}

/// Returns the meaning of a folded word; `None` if it is no part of a date.
pub(super) fn word(word: &str) -> Option<Word> {
    let is_weekday = WEEKDAYS.contains(&word);
    if let Some(month) = MONTHS.iter().position(|names| names.contains(&word)) {
        return Some(Word::Month(u32::try_from(month).ok()? + 1, is_weekday));
    }
    let weekday = word.strip_suffix("-feira").unwrap_or(word);
    if WEEKDAYS.contains(&weekday) || FILLERS.contains(&word) {
        return Some(Word::Filler);
    }
    match word {
        "am" | "a.m" => return Some(Word::Afternoon(false)),
        "pm" | "p.m" => return Some(Word::Afternoon(true)),
        _ => {}
    }
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == word) {
        return FixedOffset::east_opt(minutes * 60).map(Word::Offset);
    }
    zone(word).map(Word::Zone)
}

/// Parses the name of a zone of the IANA database in lower case: `europe/paris`.
fn zone(word: &str) -> Option<Tz> {
    if !word.contains('/') {
        return None;
    }
    let mut starts_part = true;
    let name: String = word
        .chars()
        .map(|letter| {
            let written = if starts_part {
                letter.to_ascii_uppercase()
            } else {
                letter
            };
            starts_part = matches!(letter, '/' | '_' | '-');
            written
        })
        .collect();
    name.parse().ok()
}
