//! The spelling of a corrected word in the texts that were found, with its accents, for the sentence that tells the correction.

use std::sync::Arc;

use super::entry::Entry;
use super::text::{Correction, words_as_written};
use passerelle_model::LocalizedText;

/// The most consultations in which the spelling is looked for.
const MOST_ENTRIES: usize = 3;

/// Returns a correction with the meant word in the spelling of one of `found`; if none of them contains the word, folded.
pub(super) fn as_written<'a>(
    correction: &Correction,
    found: impl Iterator<Item = &'a Arc<Entry>>,
) -> Correction {
    let entries = found.take(MOST_ENTRIES);
    let forms = entries.flat_map(|entry| {
        let of_texts = texts(entry).flat_map(forms_in);
        of_texts.chain(names(entry).flat_map(words_as_written).map(form_in_name))
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
    /// The doubt whether its capitals belong to it, the less the better.
    doubt: u8,
}

/// Makes the form of a word in a name, whose capitals belong to it.
fn form_in_name((folded, written): (String, &str)) -> Form {
    Form {
        folded,
        written: written.to_owned(),
        doubt: 1,
    }
}

/// Returns the words of a text. The capital of the first word may come from its position, and is dropped.
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
