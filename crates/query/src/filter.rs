//! The filter: a question as typed values. It is read by `parse` and written in one canonical form, so that equal questions have equal cache keys.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::circle::Near;
use super::cursor::Cursor;
use super::sort::Sort;
use passerelle_model::{Language, Level, Modality, Platform, SourceId, Status, TerritoryCode};

/// The number of items on a page where no `limit` is given.
pub const DEFAULT_LIMIT: usize = 50;
/// The greatest `limit`.
pub const MAX_LIMIT: usize = 200;

/// A question to the index. Conditions of different names must all hold; of the values of one list, any.
///
/// `Display` writes the canonical query string (percent-encoded, without `?`): equal filters write equal strings, and
/// [`parse_query`](Self::parse_query) reads them back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Territories: in one of them or inside.
    pub territory: BTreeSet<TerritoryCode>,
    /// Territories: in one of them, inside, or in a collectivity that one of them lies in.
    pub concerns: BTreeSet<TerritoryCode>,
    /// A circle.
    pub near: Option<Near>,
    /// Statuses.
    pub status: BTreeSet<Status>,
    /// Levels of participation.
    pub level: BTreeSet<Level>,
    /// Modalities.
    pub modality: BTreeSet<Modality>,
    /// Keys of themes ([`theme_key`](crate::theme_key)).
    pub theme: BTreeSet<String>,
    /// Sources of this gateway.
    pub source: BTreeSet<SourceId>,
    /// Software: of the source, or of the instance that a relaying source names.
    pub platform: BTreeSet<Platform>,
    /// Words that must all stand in the texts. There is no query syntax: punctuation means nothing. Folded, never blank.
    pub query: Option<String>,
    /// A day: opening on it or later, in the time zone of the source. What has no opening does not match.
    pub opens_after: Option<NaiveDate>,
    /// A day: one can take part now until it or before; where nothing says until when, or one cannot now: the whole closes on this day or before. In
    /// the time zone of the source. What has neither day does not match.
    pub closes_before: Option<NaiveDate>,
    /// A day: meetings that are not over before it. Says nothing of consultations.
    pub from: Option<NaiveDate>,
    /// A day: meetings that begin on it or before. Says nothing of consultations.
    pub to: Option<NaiveDate>,
    /// The language in which the output is wanted. It selects nothing.
    pub language: Option<Language>,
    /// The order.
    pub sort: Sort,
    /// The most on a page, 1 to [`MAX_LIMIT`].
    pub limit: Option<usize>,
    /// The place at which the page begins.
    pub cursor: Option<Cursor>,
}

impl Filter {
    /// Returns the number of items on a page.
    pub fn page_size(&self) -> usize {
        self.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
    }

    /// Returns the same question from the first page.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }
}
