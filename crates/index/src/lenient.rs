//! Lenient search, for people who look for something on pages and in lists. A word that no text has may be misspelt, and if no text has all words,
//! those with most of them are found. Feeds, calendars and sheets never search leniently: they would contain what nobody subscribed to.

use super::agenda::MeetingPage;
use super::facets::{Count, Facets};
use super::matching::Matcher;
use super::search::ConsultationPage;
use super::snapshot::Snapshot;
use super::text::WordMatch;
use passerelle_model::TerritoryCode;
use passerelle_query::Filter;

/// A snapshot that is searched leniently. The correction of words depends only on the words and the snapshot, whatever else a filter asks for, so
/// that pages, counts and menus of one question agree.
#[derive(Debug, Clone, Copy)]
pub struct Lenient<'a>(&'a Snapshot);

impl Snapshot {
    /// Returns the snapshot for lenient search.
    pub const fn lenient(&self) -> Lenient<'_> {
        Lenient(self)
    }
}

impl<'a> Lenient<'a> {
    /// Searches as [`Snapshot::search`].
    pub fn search(self, filter: &Filter) -> ConsultationPage {
        self.0.page_of(filter, &self.consultations(filter))
    }

    /// Searches as [`Snapshot::meetings`].
    pub fn meetings(self, filter: &Filter) -> MeetingPage {
        let matcher = Matcher::lenient(filter, self.0, self.0.catalogue.agenda());
        self.0.meetings_of(filter, &matcher)
    }

    /// Counts as [`Snapshot::facets`].
    pub fn facets(self, filter: &Filter) -> Facets {
        self.0
            .tallied(&self.consultations(filter), |failing| failing)
    }

    /// Returns the page and the facets of a filter, whose words are looked up once for both.
    pub fn search_with_facets(self, filter: &Filter) -> (ConsultationPage, Facets) {
        let matcher = self.consultations(filter);
        let facets = self.0.tallied(&matcher, |failing| failing);
        (self.0.page_of(filter, &matcher), facets)
    }

    /// Counts the consultations that a filter selects, on all pages.
    pub fn count(self, filter: &Filter) -> usize {
        let matcher = self.consultations(filter);
        let rows = self.0.catalogue.consultations();
        rows.filter(|row| matcher.failing(row) == 0).count()
    }

    /// Counts as [`Snapshot::territories`], and returns the degree to which the consultations match the words of the filter.
    pub fn territories(self, filter: &Filter) -> (Vec<Count<TerritoryCode>>, WordMatch) {
        let matcher = self.consultations(filter);
        let text_matches = matcher.text_matches.as_ref();
        let degree = text_matches.map_or(WordMatch::All, |matches| matches.matched);
        (self.0.territories_of(&matcher), degree)
    }

    fn consultations(self, filter: &Filter) -> Matcher<'a> {
        Matcher::lenient(filter, self.0, self.0.catalogue.consultations())
    }
}
