//! The parts of an item that are the same in every feed format: who publishes it, its terms, when one can take part.

use passerelle_index::Entry;
use passerelle_model::{Consultation, Language};

use super::Selection;
use super::phrases::Phrases;
use super::words::{html_text, in_one_line};

/// The beginning of the names of the gateway's vocabularies: `urn:passerelle:status` and so on.
const VOCABULARY: &str = "urn:passerelle:";

/// The beginnings of block elements; a body without any is one paragraph.
const BLOCKS: [&str; 9] = [
    "<p",
    "<ul",
    "<ol",
    "<dl",
    "<h",
    "<div",
    "<table",
    "<blockquote",
    "<fig",
];

/// A category: a free theme, or a term of a closed list.
pub(super) struct Term {
    /// The closed list; `None` for a theme.
    pub(super) list: Option<&'static str>,
    /// The word for programs.
    pub(super) word: String,
    /// The word for people.
    pub(super) label: String,
}

impl Term {
    /// Returns the address that names the closed list.
    pub(super) fn scheme(&self) -> Option<String> {
        self.list.map(|list| format!("{VOCABULARY}{list}"))
    }
}

/// Returns the themes, then the terms of the closed vocabularies.
pub(super) fn terms(entry: &Entry, languages: &[Language], phrases: &Phrases) -> Vec<Term> {
    let consultation = &entry.stored.consultation;
    let themes = consultation.themes.iter().map(|theme| Term {
        list: None,
        word: theme.best_text(languages).to_owned(),
        label: theme.best_text(languages).to_owned(),
    });
    let term = |list: &'static str, word: &str, label: String| Term {
        list: Some(list),
        word: word.to_owned(),
        label,
    };
    let status = term("status", entry.status.token(), phrases.status(entry.status));
    let level = consultation
        .level
        .map(|level| term("level", level.token(), phrases.level(level)));
    let territory = consultation
        .territory
        .as_ref()
        .map(|territory| term("territory", territory.code.as_str(), territory.name.clone()));
    let modalities = consultation
        .modalities
        .iter()
        .map(|modality| term("modality", modality.token(), phrases.modality(*modality)));
    themes
        .chain([status])
        .chain(level)
        .chain(modalities)
        .chain(territory)
        .collect()
}

/// Returns the collectivity that organises it, or the platform if that is not known.
pub(super) fn publisher<'a>(consultation: &'a Consultation, source: &'a str) -> &'a str {
    consultation.organiser.as_deref().unwrap_or(source)
}

/// Returns the address of the image, if it lasts.
pub(super) fn image(consultation: &Consultation) -> Option<&str> {
    consultation.lasting_image().map(|image| image.url.as_str())
}

/// Returns the period of participation ([`Entry::participation_period`]) in the form of Dublin Core; `None` if neither end is known.
pub(super) fn valid(entry: &Entry) -> Option<String> {
    let zone = entry.stored.consultation.timezone;
    let stretch = entry.participation_period();
    let opens = stretch.opens.map(|moment| moment.to_iso(zone));
    let closes = stretch.closes.map(|moment| moment.to_iso(zone));
    let sides = [("start", opens), ("end", closes)];
    let sides: Vec<String> = sides
        .into_iter()
        .filter_map(|(name, side)| Some(format!("{name}={};", side?)))
        .collect();
    (!sides.is_empty()).then(|| format!("{} scheme=W3C-DTF", sides.join(" ")))
}

/// Returns the line of dates, place and manner, and the summary, as HTML.
pub(super) fn summary_html(selection: &Selection<'_>, entry: &Entry, phrases: &Phrases) -> String {
    let summary = entry
        .stored
        .consultation
        .summary
        .best_text(selection.languages);
    let line = paragraph(&html_text(&in_one_line(entry, phrases)));
    format!("{line}{}", paragraph(&html_text(summary)))
}

/// Returns the same line and the body, as HTML; `None` if the source gives no body.
pub(super) fn body_html(
    selection: &Selection<'_>,
    entry: &Entry,
    phrases: &Phrases,
) -> Option<String> {
    let consultation = &entry.stored.consultation;
    let body = consultation.description_html.best_text(selection.languages);
    // Readers that show the body do not show the summary, so that the dates are in both.
    let line = paragraph(&html_text(&in_one_line(entry, phrases)));
    let is_divided = BLOCKS.iter().any(|block| body.contains(block));
    let body = if is_divided {
        body.to_owned()
    } else {
        paragraph(body)
    };
    (!body.is_empty()).then(|| format!("{line}{body}"))
}

fn paragraph(html: &str) -> String {
    if html.is_empty() {
        String::new()
    } else {
        format!("<p>{html}</p>")
    }
}
