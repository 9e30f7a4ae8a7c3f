//! Scores: which documents of the full-text index answer to a question, and how well, by number.

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};

use super::fields::DOCUMENT;
use super::units::{Unit, Wanted};
use super::vocabulary::served;

/// A word in a title counts as much as several in the rest.
const TITLE_BOOST: f32 = 5.0;
/// A word counts so much less that only has the stem of what was typed: it may be another (`porte` for `port`).
const OF_ANOTHER_WORD: f32 = 0.3;
/// The rate at which further mentions of a word in one text count no more (`k1` of BM25).
const SATURATION: f32 = 1.2;
/// The degree to which a long text counts less for holding more words (`b` of BM25).
const LENGTH: f32 = 0.75;

/// The match of a document with a question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell {
    /// The sum of the best scores of the units.
    score: f32,
    /// The best score of the unit that is being counted, and its number, from 1 on.
    of_unit: f32,
    unit: u8,
    /// The number of units that it has.
    pub(super) matched: u8,
    /// The worst likeness by which it has one.
    worst: u8,
    /// `true` where it has the unit that is being counted as it was typed, or in the other number.
    is_written: bool,
}

/// The match of a document with a question, as lists are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Score {
    /// The less the better: what answers as it was typed comes before what only begins so, and that before what was meant.
    pub(crate) rank: u8,
    /// The more the better.
    pub(crate) score: f32,
}

/// The answers of every document, by number.
#[derive(Debug, Default)]
pub(super) struct Scores(Vec<Cell>);

impl Scores {
    /// Returns how `units` are answered.
    pub(super) fn of(searcher: &Searcher, units: &[Unit]) -> tantivy::Result<Self> {
        let mut scores = Self::default();
        for (unit, number) in units.iter().zip(1..) {
            for written in &unit.written {
                scores.mark(searcher, written, number)?;
            }
            for wanted in &unit.wanted {
                scores.count(searcher, wanted, number)?;
            }
        }
        Ok(scores)
    }

    /// The answer of a document that has at least `least` units.
    pub(super) fn get(&self, document: u32, least: u8) -> Option<Score> {
        let cell = self.cell(document)?;
        (cell.matched >= least).then_some(Score {
            rank: cell.worst,
            score: cell.score,
        })
    }

    /// Returns how many units a document has.
    pub(super) fn matched(&self, document: u32) -> u8 {
        self.cell(document).map_or(0, |cell| cell.matched)
    }

    fn cell(&self, document: u32) -> Option<&Cell> {
        self.0.get(usize::try_from(document).ok()?)
    }

    /// Marks the documents that have a unit as it was typed.
    fn mark(&mut self, searcher: &Searcher, written: &Term, unit: u8) -> tantivy::Result<()> {
        for segment in searcher.segment_readers() {
            let inverted = segment.inverted_index(written.field())?;
            let Some(postings) = inverted.read_postings(written, IndexRecordOption::Basic)? else {
                continue;
            };
            let documents = segment.fast_fields().u64(DOCUMENT)?;
            for (document, _) in served(segment, postings) {
                let number = documents.first(document);
                if let Some(cell) = number.and_then(|number| self.entered(number)) {
                    cell.begin(unit, 0);
                    cell.is_written = true;
                }
            }
        }
        Ok(())
    }

    /// Counts a term of a unit wherever it stands.
    fn count(&mut self, searcher: &Searcher, wanted: &Wanted, unit: u8) -> tantivy::Result<()> {
        let texts = wanted.texts;
        let frequency = |field| searcher.doc_freq(&Term::from_field_text(field, &wanted.term));
        let holding = frequency(texts.title)?.max(frequency(texts.body)?);
        if holding == 0 {
            return Ok(());
        }
        let rarity = rarity(searcher.num_docs(), holding) * wanted.weight;
        for (field, boost) in [(texts.title, TITLE_BOOST), (texts.body, 1.0)] {
            for segment in searcher.segment_readers() {
                let Some(mentions) = Mentions::of(segment, field, &wanted.term)? else {
                    continue;
                };
                mentions.each(segment, |document, score| {
                    let score = rarity * boost * score;
                    if let Some(cell) = self.entered(document) {
                        cell.count(unit, score, wanted);
                    }
                });
            }
        }
        Ok(())
    }

    fn entered(&mut self, document: u64) -> Option<&mut Cell> {
        let at = usize::try_from(document).ok()?;
        if at >= self.0.len() {
            self.0.resize(at.checked_add(1)?, Cell::default());
        }
        self.0.get_mut(at)
    }
}

impl Cell {
    /// Begins to count a unit, if it is another than before.
    fn begin(&mut self, unit: u8, likeness: u8) {
        if self.unit != unit {
            self.unit = unit;
            self.matched = self.matched.saturating_add(1);
            self.worst = self.worst.max(likeness);
            self.is_written = false;
            self.of_unit = 0.0;
        }
    }

    /// Counts a mention of a unit. The terms of a unit come in the order of their likeness, so that the first decides.
    fn count(&mut self, unit: u8, score: f32, wanted: &Wanted) {
        self.begin(unit, wanted.likeness as u8);
        let is_another = wanted.is_stem && !self.is_written;
        let score = if is_another {
            score * OF_ANOTHER_WORD
        } else {
            score
        };
        if score > self.of_unit {
            self.score += score - self.of_unit;
            self.of_unit = score;
        }
    }
}

/// Returns the weight of a term that `holding` of `all` documents hold: the rarer, the more (the inverse document frequency of BM25).
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of documents, for a weight"
)]
fn rarity(all: u64, holding: u64) -> f32 {
    let (all, holding) = (all.max(holding) as f32, holding as f32);
    ((all - holding + 0.5) / (holding + 0.5)).ln_1p()
}

/// The documents of one part of the index that hold a term in a field.
struct Mentions {
    postings: tantivy::postings::SegmentPostings,
    lengths: FieldNormReader,
    usual_length: f32,
    documents: Column<u64>,
}

impl Mentions {
    /// `None` where no document holds it.
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

    /// Gives the number of each document that is served, with how much the term tells of it.
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
