//! Probable duplicates and what was decided of them, as the operator reads it.

use serde::Serialize;

use crate::Site;
use passerelle_index::Entry;

use super::{SourceBody, Texts, texts};

/// One of two consultations that may be one.
#[derive(Debug, Clone, Serialize)]
pub struct TwinSummary {
    /// The id.
    pub id: String,
    /// Plain text by language.
    pub title: Texts,
    /// The page at the source.
    pub url: String,
    /// The page here.
    pub portal_url: String,
    /// The code of the territory that it concerns.
    pub territory: Option<String>,
    /// ISO 8601 day or instant.
    pub opens_on: Option<String>,
    /// ISO 8601 day (inclusive) or instant.
    pub closes_on: Option<String>,
    /// The source that published it.
    pub source: SourceBody,
}

impl TwinSummary {
    /// `entry` as its source says it.
    pub fn new(site: &Site, entry: &Entry) -> Self {
        let consultation = &entry.stored.consultation;
        let zone = consultation.timezone;
        let territory = consultation.territory.as_ref();
        Self {
            id: consultation.id.to_string(),
            title: texts(&consultation.title),
            url: consultation.url.to_string(),
            portal_url: site.portal_url(consultation.id),
            territory: territory.map(|territory| territory.code.to_string()),
            opens_on: entry.opens().map(|day| day.to_iso(zone)),
            closes_on: entry.closes().map(|day| day.to_iso(zone)),
            source: SourceBody::new(site, consultation),
        }
    }
}

/// Two consultations that may be one.
#[derive(Debug, Clone, Serialize)]
pub struct SuggestionBody {
    /// One of them.
    pub a: TwinSummary,
    /// The other.
    pub b: TwinSummary,
    /// The likeness of the two, in hundredths.
    pub score: u8,
    /// The evidence that they are one: `same_title`, `overlapping_dates`…
    pub why: Vec<&'static str>,
}

/// A decision about two consultations.
#[derive(Debug, Clone, Serialize)]
pub struct DecidedBody {
    /// The id of one.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// `same`, `different`, or `undecided` when it was just taken back.
    pub decision: &'static str,
    /// The moment of the decision.
    pub decided_at: String,
    /// `true` where they are shown as one now: a decision counts only while both are there, and never brings two records of one source
    /// together.
    pub shown_as_one: bool,
    /// The ones of the two that are there now.
    pub entries: Vec<TwinSummary>,
}

/// Everything about duplicates.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatesBody {
    /// The pairs that may be one, the most alike first.
    pub suggestions: Vec<SuggestionBody>,
    /// The decisions, by id.
    pub decided: Vec<DecidedBody>,
}
