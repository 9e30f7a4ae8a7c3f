//! Matching: a filter that is prepared for one snapshot and then compared with each row.

use std::collections::BTreeSet;
use std::fmt::Display;

use chrono::NaiveDate;

use super::dictionary::at;
use super::entry::{Others, Row, bits};
use super::snapshot::Snapshot;
use super::text::{Score, TextMatches};
use passerelle_geography::Geography;
use passerelle_model::{
    Level, LocalizedText, Meeting, Modality, Platform, Point, Status, TerritoryCode,
};
use passerelle_query::{Filter, theme_key};

/// The parts of a filter that facets leave out one at a time, as bits.
pub(super) mod part {
    pub(crate) const TERRITORY: u8 = 1;
    pub(crate) const STATUS: u8 = 1 << 1;
    pub(crate) const LEVEL: u8 = 1 << 2;
    pub(crate) const MODALITY: u8 = 1 << 3;
    pub(crate) const THEME: u8 = 1 << 4;
    pub(crate) const SOURCE: u8 = 1 << 5;
    pub(crate) const PLATFORM: u8 = 1 << 6;
    /// All other parts, which no facet shows.
    pub(crate) const REST: u8 = 1 << 7;
}

/// A filter that is prepared for the rows of one snapshot.
pub(super) struct Matcher<'a> {
    geography: &'a Geography,
    /// The territories that match, by number; `None` if the filter names none. The fields below are alike.
    territory: Option<Vec<bool>>,
    concerns: Option<Vec<bool>>,
    themes: Option<Vec<bool>>,
    sources: Option<Vec<bool>>,
    status: u32,
    level: u32,
    modality: u32,
    platform: u32,
    opens_after: Option<NaiveDate>,
    closes_before: Option<NaiveDate>,
    near: Option<(Option<Point>, f64)>,
    /// The documents that the words of the filter find; `None` if it has no words.
    pub(super) text_matches: Option<TextMatches>,
}

impl<'a> Matcher<'a> {
    /// Prepares a filter for subscriptions: a document matches if it has every word as it is typed.
    pub(super) fn new(filter: &Filter, snapshot: &'a Snapshot) -> Self {
        let full_text = &snapshot.full_text;
        let search = |query: &str| full_text.search_strictly(query);
        Self::with(filter, snapshot, filter.query.as_deref().map(search))
    }

    /// Prepares a filter for people who search: misspelt words are corrected, and if nothing has all words, documents with most of them match.
    /// `shown` are the rows that may be found.
    pub(super) fn lenient<'r>(
        filter: &Filter,
        snapshot: &'a Snapshot,
        shown: impl Iterator<Item = &'r Row>,
    ) -> Self {
        let documents = shown.map(|row| row.document);
        let full_text = &snapshot.full_text;
        let search = |query: &str| full_text.search_leniently(query, documents);
        Self::with(filter, snapshot, filter.query.as_deref().map(search))
    }

    fn with(filter: &Filter, snapshot: &'a Snapshot, text_matches: Option<TextMatches>) -> Self {
        let geography = snapshot.geography;
        let inside = |inner: TerritoryCode, outer: TerritoryCode| geography.is_inside(inner, outer);
        let territory =
            |code: &TerritoryCode| filter.territory.iter().any(|outer| inside(*code, *outer));
        let concerned = |code: &TerritoryCode| {
            let mut named = filter.concerns.iter();
            named.any(|named| inside(*code, *named) || inside(*named, *code))
        };
        let has_theme = |theme: &LocalizedText| keys(theme).any(|key| filter.theme.contains(&key));
        let given = |empty: bool| (!empty).then_some(());
        Self {
            geography,
            territory: given(filter.territory.is_empty())
                .map(|()| snapshot.territories.select(territory)),
            concerns: given(filter.concerns.is_empty())
                .map(|()| snapshot.territories.select(concerned)),
            themes: given(filter.theme.is_empty()).map(|()| snapshot.themes.select(has_theme)),
            sources: given(filter.source.is_empty()).map(|()| {
                snapshot
                    .sources
                    .select(|source| filter.source.contains(source))
            }),
            status: mask(Status::ALL, &filter.status),
            level: mask(Level::ALL, &filter.level),
            modality: mask(Modality::ALL, &filter.modality),
            platform: mask(Platform::ALL, &filter.platform),
            opens_after: filter.opens_after,
            closes_before: filter.closes_before,
            near: filter.near.map(|near| {
                (
                    near.center.point(geography),
                    f64::from(near.radius_m) / 1000.0,
                )
            }),
            text_matches,
        }
    }

    /// Returns the parts of the filter that a row does not match; 0 if it matches.
    pub(super) fn failing(&self, row: &Row) -> u8 {
        let concerns_any = |marks: &Option<Vec<bool>>| {
            marked(
                marks.as_deref(),
                row.territory,
                |others| &others.territories,
                row,
            )
        };
        let has_source = marked(
            self.sources.as_deref(),
            row.source,
            |others| &others.sources,
            row,
        );
        let has_theme = self.themes.as_ref().is_none_or(|marks| {
            row.themes
                .iter()
                .any(|number| at(marks, *number) == Some(&true))
        });
        let rest = || {
            concerns_any(&self.concerns)
                && self
                    .opens_after
                    .is_none_or(|day| row.opens.is_some_and(|opens| opens >= day))
                && self
                    .closes_before
                    .is_none_or(|day| row.last_day.is_some_and(|last| last <= day))
                && self.score(row).is_some()
                && self.distance_km(row).is_some()
        };
        let mut failing = 0;
        let mut require = |matches: bool, part: u8| {
            if !matches {
                failing |= part;
            }
        };
        require(concerns_any(&self.territory), part::TERRITORY);
        require(row.status & self.status != 0, part::STATUS);
        require(any_bit(row.level, self.level), part::LEVEL);
        require(any_bit(row.modalities, self.modality), part::MODALITY);
        require(has_theme, part::THEME);
        require(has_source, part::SOURCE);
        require(any_bit(row.platforms, self.platform), part::PLATFORM);
        require(rest(), part::REST);
        failing
    }

    /// Returns the score of the words of the filter: the best one if it has no words, `None` if they do not match.
    pub(super) fn score(&self, row: &Row) -> Option<Score> {
        self.text_matches.as_ref().map_or_else(
            || Some(Score::default()),
            |matches| matches.score(row.document),
        )
    }

    /// Returns whether a meeting lies in the circle; without a circle, or a place of its own, it does.
    pub(super) fn admits(&self, meeting: &Meeting) -> bool {
        match (self.near, meeting.place.point) {
            (Some((Some(center), radius)), Some(point)) => point.distance_km(center) <= radius,
            _ => true,
        }
    }

    /// Returns the distance of a row from the center of the circle: `Some(0.0)` without a circle, `None` outside of it or if the row has no place.
    pub(super) fn distance_km(&self, row: &Row) -> Option<f64> {
        let Some((center, radius)) = self.near else {
            return Some(0.0);
        };
        row.distance_km(center?, self.geography)
            .filter(|distance| *distance <= radius)
    }
}

/// Returns the keys of a theme, one for each language.
pub(super) fn keys(theme: &LocalizedText) -> impl Iterator<Item = String> {
    theme
        .iter()
        .filter_map(|(_, translation)| theme_key(&translation.text))
}

/// Returns whether one of the numbers that a row is found by is marked: its own, or that of another member of its cluster. Without marks every row
/// is.
fn marked(
    marks: Option<&[bool]>,
    own: u32,
    of_others: impl Fn(&Others) -> &[u32],
    row: &Row,
) -> bool {
    let Some(marks) = marks else {
        return true;
    };
    let is_marked = |number: u32| at(marks, number).copied().unwrap_or(false);
    is_marked(own)
        || row
            .others
            .as_deref()
            .is_some_and(|others| of_others(others).iter().any(|number| is_marked(*number)))
}

/// The mask of a filter that names no term.
const ANY: u32 = u32::MAX;

/// Returns the mask of the wanted terms; [`ANY`] if there are none.
fn mask<T: Copy + PartialEq + Display>(all: &[T], wanted: &BTreeSet<T>) -> u32 {
    if wanted.is_empty() {
        ANY
    } else {
        bits(all, wanted.iter().copied())
    }
}

/// Returns whether one of the bits is wanted; with [`ANY`] also if there are no bits.
fn any_bit(bits: u32, wanted: u32) -> bool {
    wanted == ANY || bits & wanted != 0
}
