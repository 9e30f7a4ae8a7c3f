//! Spelling: a word that was found, as the texts write it, with its accents, for the sentence that says what was taken for what.

use std::sync::Arc;

use super::entry::Entry;
use super::text::{Correction, words_as_written};
use crate::model::LocalizedText;

/// So many of the consultations that were found are looked at for the word.
const LOOKED_AT: usize = 3;

/// The same correction, with what was meant as one of `found` writes it; folded where none of them does.
pub(super) fn as_written(correction: &Correction, found: &[Arc<Entry>]) -> Correction {
    let mut written = None;
    for entry in found.iter().take(LOOKED_AT) {
        for text in texts(entry) {
            let words = words_as_written(text);
            for (_, word) in words.filter(|(folded, _)| *folded == correction.meant) {
                // Elsewhere than at the beginning of a sentence its case is its own.
                if !word.chars().any(char::is_uppercase) {
                    return meaning(correction, word);
                }
                written.get_or_insert_with(|| word.to_owned());
            }
        }
    }
    written.map_or_else(|| correction.clone(), |word| meaning(correction, &word))
}

fn meaning(correction: &Correction, word: &str) -> Correction {
    Correction {
        typed: correction.typed.clone(),
        meant: word.to_owned(),
    }
}

fn texts(entry: &Entry) -> impl Iterator<Item = &str> {
    let consultation = &entry.stored.consultation;
    let localized = [
        &consultation.title,
        &consultation.summary,
        &consultation.description_html,
    ];
    let named = consultation.territory.as_ref().map(|of| of.name.as_str());
    localized
        .into_iter()
        .chain(&consultation.themes)
        .chain(consultation.phases.iter().map(|phase| &phase.title))
        .flat_map(LocalizedText::iter)
        .map(|(_, translation)| translation.text.as_str())
        .chain(named)
        .chain(consultation.organiser.as_deref())
}
