//! Spelling: a word that was found, as the texts write it, with its accents, for the sentence that says what was taken for what.

use std::sync::Arc;

use super::entry::Entry;
use super::text::{Correction, words_as_written};
use passerelle_model::LocalizedText;

/// The most of the consultations that were found are looked at for the word.
const LOOKED_AT: usize = 3;

/// The same correction, with what was meant as one of `found` writes it; folded where none of them does.
pub(super) fn as_written<'a>(
    correction: &Correction,
    found: impl Iterator<Item = &'a Arc<Entry>>,
) -> Correction {
    let entries = found.take(LOOKED_AT);
    let forms = entries.flat_map(|entry| {
        let of_texts = texts(entry).flat_map(forms_in);
        of_texts.chain(names(entry).flat_map(words_as_written).map(named))
    });
    let meant = forms.filter(|form| form.folded == correction.meant);
    let best = meant.min_by_key(|form| form.doubt);
    Correction {
        typed: correction.typed.clone(),
        meant: best.map_or_else(|| correction.meant.clone(), |form| form.written),
    }
}

/// A word as a text writes it.
struct Form {
    folded: String,
    written: String,
    /// The doubt that its capitals leave, the less the better.
    doubt: u8,
}

fn named((folded, written): (String, &str)) -> Form {
    Form {
        folded,
        written: written.to_owned(),
        doubt: 1,
    }
}

/// The words of a text. Only the first one may have its capital from where it stands.
fn forms_in(text: &str) -> impl Iterator<Item = Form> {
    let words = words_as_written(text).enumerate();
    words.map(|(at, (folded, written))| {
        let is_plain = !written.chars().any(char::is_uppercase);
        let (written, doubt) = match (is_plain, at) {
            (true, _) => (written.to_owned(), 0),
            (false, 0) => (written.to_lowercase(), 2),
            (false, _) => (written.to_owned(), 1),
        };
        Form {
            folded,
            written,
            doubt,
        }
    })
}

fn texts(entry: &Entry) -> impl Iterator<Item = &str> {
    let consultation = &entry.stored.consultation;
    let localized = [
        &consultation.title,
        &consultation.summary,
        &consultation.description_html,
    ];
    localized
        .into_iter()
        .chain(&consultation.themes)
        .chain(consultation.phases.iter().map(|phase| &phase.title))
        .flat_map(LocalizedText::iter)
        .map(|(_, translation)| translation.text.as_str())
}

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    let consultation = &entry.stored.consultation;
    let territory = consultation.territory.as_ref();
    let territory = territory.map(|of| of.name.as_str()).into_iter();
    territory.chain(consultation.organiser.as_deref())
}
