//! Absence: which of the entries that a feed no longer lists are proven to be gone. Pure.
//!
//! A feed lists the latest of what its site has. What it lists no longer has mostly been pushed off its end by what came later, and stays where
//! it was on the site. So absence proves something only inside what the feed still shows. There are four proofs:
//!
//! - **By order.** The entry stood between others that are still listed, in the order in which they stood: all that remains of what was above it
//!   still stands above something that was below it. Whatever pushed it out would have pushed that out first.
//! - **By dates.** The dates of publication descend, in the list that it was last in and in this one, and most of what is listed stood in that
//!   list too and is older.
//! - **By what takes its place.** It stood at the end of a list in descending dates, it alone of that list has left it, and in a list in
//!   descending dates all that has come is older, below at least three that remain: a list of the latest would hold it before those.
//! - **As the only one.** All that the feed ever listed is still listed, but for this one, and nothing has come that could have pushed it out. An
//!   entry that is older than all others proves nothing in this way: its time may have run out.
//!
//! A proof is found between two lists that follow each other, or never: with each further list, more has moved.
//!
//! A feed in another order (by the last change, by hand, oldest first), or without dates, has the first and the last proof only. An entry that
//! was put above its date may sink to it, and so off the end, when it is put forward no longer: where others came in, one that is older than all
//! that stands below it, in descending dates, is not proven to be gone.

use std::collections::{BTreeMap, BTreeSet};

/// The number of must remain above what has come to the end of a list, so that its dates do not descend by chance.
const FEWEST_ABOVE: usize = 3;

/// The state of an entry that was listed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Before {
    /// The place in the list before this one; `None` if it was not in it.
    pub(super) place: Option<usize>,
    /// `true` where the dates of the list that it was last in descended.
    pub(super) in_descending: bool,
    /// The moment when it was published, in seconds.
    pub(super) published: Option<i64>,
}

/// One place of the list as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    /// The entry; `None` for what is not relayed.
    pub(super) key: Option<&'a str>,
    /// The moment when it was published, in seconds.
    pub(super) published: Option<i64>,
}

/// Returns whether all dates of a list are told and descend.
pub(super) fn descends(list: &[Listed<'_>]) -> bool {
    list.is_sorted_by(|above, below| {
        above
            .published
            .zip(below.published)
            .is_some_and(|(above, below)| above >= below)
    }) && list.iter().all(|entry| entry.published.is_some())
}

/// Returns the entries known `before`, and not yet proven to be gone, that `list` proves to be gone.
pub(super) fn proven(before: &BTreeMap<&str, Before>, list: &[Listed<'_>]) -> BTreeSet<String> {
    let places: BTreeMap<&str, usize> = list
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some((entry.key?, place)))
        .collect();
    let absent = before
        .iter()
        .filter(|(key, _)| !places.contains_key(*key))
        .map(|(key, entry)| (*key, *entry));
    let absent: Vec<(&str, Before)> = absent.collect();
    if absent.is_empty() || list.is_empty() {
        return BTreeSet::new();
    }
    let remaining = Remaining::new(before, &places);
    let dates = Dates::new(before, list);
    let nothing_came = list.iter().all(|it| was_listed(before, it));
    let is_only = absent.len() == 1 && nothing_came;
    let has_left = |(_, entry): &&(&str, Before)| entry.place.is_some();
    let is_alone = absent.iter().filter(has_left).count() == 1;
    absent
        .into_iter()
        .filter(|(_, entry)| entry.place.is_some())
        .filter(|(_, entry)| {
            remaining.encloses(entry, list, nothing_came)
                || dates.show(entry)
                || is_alone && dates.show_in_its_place(entry)
                || is_only && !is_oldest(entry, list)
        })
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Returns whether something that is listed was in the list before this one.
fn was_listed(before: &BTreeMap<&str, Before>, entry: &Listed<'_>) -> bool {
    let known = entry.key.and_then(|key| before.get(key));
    known.is_some_and(|known| known.place.is_some())
}

/// Returns whether an entry is as old as all that is listed, or older.
fn is_oldest(entry: &Before, list: &[Listed<'_>]) -> bool {
    entry.published.is_some_and(|published| {
        let mut dates = list.iter().filter_map(|listed| listed.published).peekable();
        dates.peek().is_some() && dates.all(|date| published <= date)
    })
}

/// The entries of the list before that remain, in its order.
struct Remaining {
    /// The places before.
    places: Vec<usize>,
    /// The lowest place that each, or one above it, has now.
    lowest_above: Vec<usize>,
    /// The lowest place that each, or one below it, has now.
    lowest_below: Vec<usize>,
}

impl Remaining {
    fn new(before: &BTreeMap<&str, Before>, now: &BTreeMap<&str, usize>) -> Self {
        let mut both: Vec<(usize, usize)> = before
            .iter()
            .filter_map(|(key, entry)| entry.place.zip(now.get(key).copied()))
            .collect();
        both.sort_unstable();
        let lowest = |lowest: &mut usize, place: usize| {
            *lowest = place.max(*lowest);
            Some(*lowest)
        };
        let places_now = || both.iter().map(|(_, now)| *now);
        let mut lowest_below: Vec<usize> = places_now().rev().scan(0, lowest).collect();
        lowest_below.reverse();
        Self {
            places: both.iter().map(|(before, _)| *before).collect(),
            lowest_above: places_now().scan(0, lowest).collect(),
            lowest_below,
        }
    }

    /// Returns whether an entry stood between what remains, in the order in which it remains.
    fn encloses(&self, entry: &Before, list: &[Listed<'_>], nothing_came: bool) -> bool {
        let Some(place) = entry.place else {
            return false;
        };
        let above = self.places.partition_point(|other| *other < place);
        let lowest_above = above
            .checked_sub(1)
            .and_then(|at| self.lowest_above.get(at));
        let lowest_below = self.lowest_below.get(above);
        lowest_above
            .zip(lowest_below)
            .is_some_and(|(above, below)| {
                above < below
                    && (nothing_came
                        || !may_have_sunk(entry, list.get(above + 1..).unwrap_or_default()))
            })
    }
}

/// Returns whether an entry that stood above `below` may have sunk to the place of its date, below all of it.
fn may_have_sunk(entry: &Before, below: &[Listed<'_>]) -> bool {
    below.len() > 1
        && descends(below)
        && entry
            .published
            .zip(below.last().and_then(|last| last.published))
            .is_some_and(|(published, last)| published < last)
}

/// The dates of a list, if they descend.
struct Dates {
    /// The number of entries that are listed.
    length: usize,
    /// The moment when what stood in the list before as well was published; nothing if the dates do not descend.
    remaining: Vec<i64>,
    /// The moment when what has come was published, the newest; likewise.
    newest_come: Option<i64>,
}

impl Dates {
    fn new(before: &BTreeMap<&str, Before>, list: &[Listed<'_>]) -> Self {
        let told = if descends(list) { list } else { &[] };
        let (remaining, came): (Vec<&Listed<'_>>, Vec<_>) =
            told.iter().partition(|listed| was_listed(before, listed));
        let date = |listed: &Listed<'_>| listed.published;
        Self {
            length: list.len(),
            remaining: remaining.into_iter().filter_map(date).collect(),
            newest_come: came.into_iter().filter_map(date).max(),
        }
    }

    /// Returns whether all that has come is older than an entry and stands at the end.
    fn show_in_its_place(&self, entry: &Before) -> bool {
        let published = entry.published.filter(|_| entry.in_descending);
        published
            .zip(self.newest_come)
            .is_some_and(|(published, came)| {
                came < published
                    && self.remaining.len() >= FEWEST_ABOVE
                    && self.remaining.iter().all(|above| *above >= published)
            })
    }

    /// Returns whether they show that an entry would be listed if it were still there.
    fn show(&self, entry: &Before) -> bool {
        let Some(published) = entry.published.filter(|_| entry.in_descending) else {
            return false;
        };
        // They descend: what is older stands at the end.
        let newer = self.remaining.partition_point(|date| *date >= published);
        (self.remaining.len() - newer) * 2 > self.length
    }
}

#[cfg(test)]
mod tests;
