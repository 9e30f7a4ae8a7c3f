//! Matching: a filter made ready for one snapshot, then asked of each row.

use std::collections::BTreeSet;
use std::fmt::Display;

use chrono::NaiveDate;

use super::dictionary::at;
use super::entry::{Others, Row, bits};
use super::snapshot::Snapshot;
use super::text::{Answer, Score};
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
    /// Everything that no facet shows.
    pub(crate) const REST: u8 = 1 << 7;
}

/// A filter, ready to be asked of the rows of one snapshot.
pub(super) struct Matcher<'a> {
    geography: &'a Geography,
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
    /// The documents that the words find; `None` where none are asked for.
    pub(super) answer: Option<Answer>,
}

impl<'a> Matcher<'a> {
    /// Makes the matcher of feeds: documents have every word as it is typed.
    pub(super) fn new(filter: &Filter, snapshot: &'a Snapshot) -> Self {
        let words = &snapshot.words;
        let answer = |query: &str| words.strictly(query);
        Self::with(filter, snapshot, filter.query.as_deref().map(answer))
    }

    /// Makes the matcher of people: also what was meant, and what has most words. `shown` are the rows that may be found.
    pub(super) fn lenient<'r>(
        filter: &Filter,
        snapshot: &'a Snapshot,
        shown: impl Iterator<Item = &'r Row>,
    ) -> Self {
        let documents = shown.map(|row| row.document);
        let words = &snapshot.words;
        let answer = |query: &str| words.leniently(query, documents);
        Self::with(filter, snapshot, filter.query.as_deref().map(answer))
    }

    fn with(filter: &Filter, snapshot: &'a Snapshot, answer: Option<Answer>) -> Self {
        let geography = snapshot.geography;
        let inside = |inner: TerritoryCode, outer: TerritoryCode| geography.is_inside(inner, outer);
        let territory = |code: &TerritoryCode| filter.territory.iter().any(|of| inside(*code, *of));
        let concerned = |code: &TerritoryCode| {
            let mut of = filter.concerns.iter();
            of.any(|of| inside(*code, *of) || inside(*of, *code))
        };
        let themed = |theme: &LocalizedText| keys(theme).any(|key| filter.theme.contains(&key));
        let given = |empty: bool| (!empty).then_some(());
        Self {
            geography,
            territory: given(filter.territory.is_empty())
                .map(|()| snapshot.territories.select(territory)),
            concerns: given(filter.concerns.is_empty())
                .map(|()| snapshot.territories.select(concerned)),
            themes: given(filter.theme.is_empty()).map(|()| snapshot.themes.select(themed)),
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
            answer,
        }
    }

    /// The parts of the filter that `row` does not match; 0 when it matches.
    pub(super) fn failing(&self, row: &Row) -> u8 {
        let placed = |marks: &Option<Vec<bool>>| {
            marked(
                marks.as_deref(),
                row.territory,
                |others| &others.territories,
                row,
            )
        };
        let brought = marked(
            self.sources.as_deref(),
            row.source,
            |others| &others.sources,
            row,
        );
        let themed = self.themes.as_ref().is_none_or(|marks| {
            row.themes
                .iter()
                .any(|number| at(marks, *number) == Some(&true))
        });
        let rest = || {
            placed(&self.concerns)
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
        require(placed(&self.territory), part::TERRITORY);
        require(row.status & self.status != 0, part::STATUS);
        require(any_bit(row.level, self.level), part::LEVEL);
        require(any_bit(row.modalities, self.modality), part::MODALITY);
        require(themed, part::THEME);
        require(brought, part::SOURCE);
        require(any_bit(row.platforms, self.platform), part::PLATFORM);
        require(rest(), part::REST);
        failing
    }

    /// Returns how well the words match: the best where none are asked for, `None` where they do not.
    pub(super) fn score(&self, row: &Row) -> Option<Score> {
        self.answer
            .as_ref()
            .map_or_else(|| Some(Score::default()), |answer| answer.of(row.document))
    }

    /// Returns whether a meeting that has a place lies in the circle; without a place or a circle it does.
    pub(super) fn admits(&self, meeting: &Meeting) -> bool {
        match (self.near, meeting.place.point) {
            (Some((Some(center), radius)), Some(point)) => point.distance_km(center) <= radius,
            _ => true,
        }
    }

    /// Returns how far it is: `Some(0.0)` when nowhere is asked for, `None` when it is outside the circle or nowhere.
    pub(super) fn distance_km(&self, row: &Row) -> Option<f64> {
        let Some((center, radius)) = self.near else {
            return Some(0.0);
        };
        row.distance_km(center?, self.geography)
            .filter(|distance| *distance <= radius)
    }
}

/// The keys of a theme, one per language.
pub(super) fn keys(theme: &LocalizedText) -> impl Iterator<Item = String> {
    theme
        .iter()
        .filter_map(|(_, translation)| theme_key(&translation.text))
}

/// Returns whether one of the numbers that a row is found by is marked: its own, or that of another consultation that is one with it. Everything is where
/// nothing is asked for.
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

const ANY: u32 = u32::MAX;

/// The bits of a list; [`ANY`] for an empty list.
fn mask<T: Copy + PartialEq + Display>(all: &[T], wanted: &BTreeSet<T>) -> u32 {
    if wanted.is_empty() {
        ANY
    } else {
        bits(all, wanted.iter().copied())
    }
}

/// Returns whether one of the bits is wanted; where anything is, also when there is none.
fn any_bit(bits: u32, wanted: u32) -> bool {
    wanted == ANY || bits & wanted != 0
}
