//! Publish: the bytes of each output format, made from entries of the index. Pure: no I/O, no clock, no HTTP; the same snapshot, query
//! and moment give the same bytes on every replica.
//!
//! It imports `index`, `query`, `phrases`, `model` and `geography`. It decides nothing about what is served, only how it is written. A new format is a file here and
//! its line in the table of [`outputs`].

mod atom;
pub mod calendar;
pub mod catalogue;
pub mod dates;
pub mod directory;
pub mod html;
mod item;
pub mod json;
mod json_feed;
pub mod key_dates;
pub mod numbers;
pub mod openapi;
pub mod outputs;
pub mod points;
mod representation;
mod rss;
pub mod sheet;
mod site;
mod timing;
mod updates;
pub mod widget;
mod words;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use passerelle_index::{Entry, Gone};
use passerelle_model::{ConsultationId, Language};
use passerelle_query::Allowed;

pub use passerelle_phrases as phrases;
use phrases::Phrases;
pub use representation::{Encoding, Representation};
pub use site::{NameOfFile, PublicSource, Site};

/// The content of a feed: the selected entries, and the filter.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The gateway that publishes.
    pub site: &'a Site,
    /// The entries, in the order in which they are written.
    pub entries: &'a [Arc<Entry>],
    /// The latest withdrawals, latest first, if the filter could not exclude them: they have no fields any more.
    pub gone: &'a [Gone],
    /// The languages of the reader, first choice first.
    pub languages: &'a [Language],
    /// The filter in words, for the title; empty if it selects everything.
    pub caption: &'a str,
    /// The canonical query without `?`; empty if nothing is filtered.
    pub query: &'a str,
    /// The moment that the output describes.
    pub moment: DateTime<Utc>,
}

impl Selection<'_> {
    /// Returns the fixed texts in the language of the reader.
    pub(crate) fn phrases(&self) -> Phrases {
        Phrases::of(self.languages)
    }

    /// Returns the title of the selection: the name of the gateway, and the filter in words.
    pub(crate) fn title(&self) -> String {
        let separator = if self.caption.is_empty() { "" } else { " — " };
        format!("{}{separator}{}", self.site.name(), self.caption)
    }

    /// Returns the address of a consultation's page here, in the language of the reader.
    pub(crate) fn page_of(&self, id: ConsultationId) -> String {
        self.site.page_of(id, self.languages.first())
    }

    /// Returns the address of the page of the portal with this selection.
    pub(crate) fn page(&self) -> String {
        self.site.page_showing(self.query)
    }

    /// Returns the absolute address of `path` with the query of this selection.
    pub(crate) fn address(&self, path: &str) -> String {
        self.site.address(path, self.query)
    }
}

/// The subject of a feed: consultations, or their news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// One item for each consultation.
    Consultations,
    /// One item for each opening, closing soon and publication of results.
    Updates,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 2] = [Self::Consultations, Self::Updates];

    /// Returns the value of `view=`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Consultations => "consultations",
            Self::Updates => "updates",
        }
    }

    /// Returns the name of the phrase that describes the content of a feed.
    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::Consultations => "feed-consultations",
            Self::Updates => "feed-updates",
        }
    }
}

/// The parameter that selects the subject of a feed.
const VIEW: &[outputs::Own] = &[outputs::Own {
    name: "view",
    values: outputs::Values::OneOf(&["consultations", "updates"]),
    meaning: "`updates` turns items into news: opened, closing soon, results published",
    is_required: false,
}];

/// A feed format.
#[derive(Debug)]
pub struct FeedFormat {
    /// The name in metrics and in the cache.
    pub name: &'static str,
    /// The path.
    pub path: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The name of the phrase that is its label on the subscription page.
    pub label: &'static str,
    /// Writes a selection of consultations.
    pub consultations: fn(&Selection<'_>) -> Vec<u8>,
    /// Writes a selection of news, at most `limit` of them.
    pub updates: fn(&Selection<'_>, limit: usize) -> Vec<u8>,
}

impl FeedFormat {
    /// Declares the output of a feed format.
    const fn output(&'static self, id: &'static str, answer: outputs::Answered) -> outputs::Output {
        outputs::Output {
            name: self.name,
            path: self.path,
            media_type: self.media_type,
            takes: Allowed::CONSULTATIONS.and(&["view"]),
            operation: Some(outputs::Operation {
                id,
                summary: "The consultations that match every filter, or their news, as a feed",
                of_file: Some("The consultations as a feed"),
                own: VIEW,
                path_part: None,
                answer,
                others: &[],
            }),
            exported: outputs::Exported::Views(&["status", "view"]),
            kind: outputs::Kind::Feed,
            offered: &[],
            writer: outputs::Writer::Feed(self),
        }
    }
}

#[cfg(test)]
mod tests;
