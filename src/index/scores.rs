//! Scores: which documents of the full-text index match, and how well, by number.

use tantivy::SegmentReader;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;

use super::dictionary::at;

/// The field that holds a document's number.
pub(super) const DOCUMENT: &str = "document";

const ABSENT: f32 = f32::NEG_INFINITY;

/// The score of each document that matches.
#[derive(Debug, Default)]
pub(super) struct Scores(Vec<f32>);

impl Scores {
    /// The score of a document; `None` if it does not match.
    pub(super) fn of(&self, document: u32) -> Option<f32> {
        at(&self.0, document)
            .copied()
            .filter(|score| *score > ABSENT)
    }

    fn put(&mut self, document: u64, score: f32) {
        let Ok(at) = usize::try_from(document) else {
            return;
        };
        if at >= self.0.len() {
            self.0.resize(at + 1, ABSENT);
        }
        if let Some(slot) = self.0.get_mut(at) {
            *slot = score;
        }
    }
}

/// Collects every match with its score.
pub(super) struct Scoring;

pub(super) struct SegmentScoring {
    documents: Column<u64>,
    found: Vec<(u64, f32)>,
}

impl Collector for Scoring {
    type Fruit = Scores;
    type Child = SegmentScoring;

    fn for_segment(
        &self,
        _segment: u32,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentScoring> {
        Ok(SegmentScoring {
            documents: reader.fast_fields().u64(DOCUMENT)?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<(u64, f32)>>) -> tantivy::Result<Scores> {
        let mut scores = Scores::default();
        for (document, score) in segments.into_iter().flatten() {
            scores.put(document, score);
        }
        Ok(scores)
    }
}

impl SegmentCollector for SegmentScoring {
    type Fruit = Vec<(u64, f32)>;

    fn collect(&mut self, doc: u32, score: f32) {
        if let Some(document) = self.documents.first(doc) {
            self.found.push((document, score));
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
