//! The scores of the documents of the full-text index for a question, by BM25.

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};

use super::fields::DOCUMENT;
use super::units::{SearchTerm, Unit};
use super::vocabulary::served;

/// The weight of a word in a title beside one in the rest of a text.
const TITLE_BOOST: f32 = 5.0;
/// The weight of a word that only has the stem of the one that was typed, and may be another (`porte` for `port`).
const OTHER_WORD_WEIGHT: f32 = 0.3;
/// The rate at which further mentions of a word in one text count no more (`k1` of BM25).
const SATURATION: f32 = 1.2;
/// The degree to which a long text counts less for holding more words (`b` of BM25).
const LENGTH: f32 = 0.75;

/// The match of a document with a question, while its units are counted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DocumentMatch {
    /// The sum of the best scores of the units.
    score: f32,
    /// The best score of the unit that is being counted.
    unit_score: f32,
    /// The number of that unit, from 1 on.
    unit: u8,
    /// The number of units that the document has.
    pub(super) matched: u8,
    /// The worst closeness of any of them.
    worst: u8,
    /// `true` if the document has the unit that is being counted as it was typed, or in the other grammatical number.
    is_exact: bool,
}

/// The score of a document, by which results are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Score {
    /// The less the better: words as they were typed come before words that only begin so, and those before corrected words.
    pub(crate) rank: u8,
    /// The more the better.
    pub(crate) score: f32,
}

/// The match of every document with a question, by the document's number.
#[derive(Debug, Default)]
pub(super) struct Scores(Vec<DocumentMatch>);

impl Scores {
    /// Scores all documents for the units of a question.
    pub(super) fn of(searcher: &Searcher, units: &[Unit]) -> tantivy::Result<Self> {
        let mut scores = Self::default();
        for (unit, number) in units.iter().zip(1..) {
            for exact in &unit.exact {
                scores.mark_exact(searcher, exact, number)?;
            }
            for term in &unit.terms {
                scores.count(searcher, term, number)?;
            }
        }
        Ok(scores)
    }

    /// Returns the score of a document, if it has at least `least` units.
    pub(super) fn get(&self, document: u32, least: u8) -> Option<Score> {
        let found = self.document(document)?;
        (found.matched >= least).then_some(Score {
            rank: found.worst,
            score: found.score,
        })
    }

    /// Returns the number of units that a document has.
    pub(super) fn matched(&self, document: u32) -> u8 {
        self.document(document).map_or(0, |found| found.matched)
    }

    fn document(&self, document: u32) -> Option<&DocumentMatch> {
        self.0.get(usize::try_from(document).ok()?)
    }

    /// Marks the documents that have a unit as it was typed.
    fn mark_exact(&mut self, searcher: &Searcher, exact: &Term, unit: u8) -> tantivy::Result<()> {
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(exact.field())?;
            let Some(postings) = inverted.read_postings(exact, IndexRecordOption::Basic)? else {
                continue;
            };
            let documents = segment.fast_fields().u64(DOCUMENT)?;
            for (document, _) in served(segment, postings) {
                let number = documents.first(document);
                if let Some(found) = number.and_then(|number| self.document_mut(number)) {
                    found.begin(unit, 0);
                    found.is_exact = true;
                }
            }
        }
        Ok(())
    }

    /// Counts a term of a unit in every document.
    fn count(&mut self, searcher: &Searcher, term: &SearchTerm, unit: u8) -> tantivy::Result<()> {
        let fields = term.fields;
        let frequency = |field| searcher.doc_freq(&Term::from_field_text(field, &term.text));
        let frequency = frequency(fields.title)?.max(frequency(fields.body)?);
        if frequency == 0 {
            return Ok(());
        }
        let rarity = rarity(searcher.num_docs(), frequency) * term.weight;
        for (field, boost) in [(fields.title, TITLE_BOOST), (fields.body, 1.0)] {
            for segment in searcher.segment_readers() {
                let Some(mentions) = Mentions::of(segment, field, &term.text)? else {
                    continue;
                };
                mentions.each(segment, |document, score| {
                    let score = rarity * boost * score;
                    if let Some(found) = self.document_mut(document) {
                        found.count(unit, score, term);
                    }
                });
            }
        }
        Ok(())
    }

    /// Returns the match of a document, which is added if there is none yet.
    fn document_mut(&mut self, document: u64) -> Option<&mut DocumentMatch> {
        let at = usize::try_from(document).ok()?;
        if at >= self.0.len() {
            self.0.resize(at.checked_add(1)?, DocumentMatch::default());
        }
        self.0.get_mut(at)
    }
}

impl DocumentMatch {
    /// Begins to count a unit, if it is not the one that is being counted.
    fn begin(&mut self, unit: u8, closeness: u8) {
        if self.unit != unit {
            self.unit = unit;
            self.matched = self.matched.saturating_add(1);
            self.worst = self.worst.max(closeness);
            self.is_exact = false;
            self.unit_score = 0.0;
        }
    }

    /// Counts a term of a unit. The terms of a unit come in the order of their closeness, so that the first one decides on the rank.
    fn count(&mut self, unit: u8, score: f32, term: &SearchTerm) {
        self.begin(unit, term.closeness as u8);
        let may_be_another = term.is_stem && !self.is_exact;
        let score = if may_be_another {
            score * OTHER_WORD_WEIGHT
        } else {
            score
        };
        if score > self.unit_score {
            self.score += score - self.unit_score;
            self.unit_score = score;
        }
    }
}

/// Returns the weight of a term that `holding` of `all` documents contain, the greater the rarer it is (the inverse document frequency of BM25).
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of documents, for a weight"
)]
fn rarity(all: u64, holding: u64) -> f32 {
    let (all, holding) = (all.max(holding) as f32, holding as f32);
    ((all - holding + 0.5) / (holding + 0.5)).ln_1p()
}

/// The documents of one segment that contain a term in a field.
struct Mentions {
    postings: tantivy::postings::SegmentPostings,
    lengths: FieldNormReader,
    usual_length: f32,
    documents: Column<u64>,
}

impl Mentions {
    /// Looks a term up; `None` if no document contains it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers of words, for an average"
    )]
    fn of(segment: &SegmentReader, field: Field, term: &str) -> tantivy::Result<Option<Self>> {
        let inverted = segment.inverted_index(field)?;
        let term = Term::from_field_text(field, term);
        let postings = inverted.read_postings(&term, IndexRecordOption::WithFreqs)?;
        let Some(postings) = postings else {
            return Ok(None);
        };
        let documents = segment.max_doc().max(1) as f32;
        Ok(Some(Self {
            postings,
            lengths: segment.get_fieldnorms_reader(field)?,
            usual_length: (inverted.total_num_tokens() as f32 / documents).max(1.0),
            documents: segment.fast_fields().u64(DOCUMENT)?,
        }))
    }

    /// Calls `take` with the number of each document that is served, and the saturated frequency of the term in it.
    #[expect(clippy::cast_precision_loss, reason = "numbers of words, for a weight")]
    fn each(self, segment: &SegmentReader, mut take: impl FnMut(u64, f32)) {
        let Self {
            postings,
            lengths,
            usual_length,
            documents,
        } = self;
        for (document, times) in served(segment, postings) {
            let Some(number) = documents.first(document) else {
                continue;
            };
            let length = lengths.fieldnorm(document) as f32 / usual_length;
            let times = times as f32;
            let saturated = times * (SATURATION + 1.0)
                / (times + SATURATION * (1.0 - LENGTH + LENGTH * length));
            take(number, saturated);
        }
    }
}
