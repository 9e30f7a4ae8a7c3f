//! Proofs of absence: which of the entries that a feed no longer lists were removed from its site. Pure.
//!
//! A feed lists the latest entries of its site. An entry that it no longer lists has mostly been pushed off its end by later ones, and is still on
//! the site. It is proven to be gone only if the entries that are listed show that it would be listed too. There are four such proofs:
//!
//! - **By order.** The entry stood between others that are still listed in the same order: every remaining entry from above it still stands above an
//!   entry from below it. Whatever pushed it out would have pushed out that one first.
//! - **By dates.** The dates of publication descend, both in the list that the entry was last in and in this one, and most of the entries of this
//!   list stood in that one too and are older.
//! - **By replacement.** The entry stood in a list whose dates descend, and is the only one of it that is missing. The dates of this list descend
//!   too, and all its new entries are older than the missing one, below at least three that remain and are not: a list of the latest entries would
//!   hold the missing one rather than those.
//! - **As the only one.** Everything that the feed ever listed is still listed, except for this entry, and there are no new entries that could have
//!   pushed it out. The oldest entry is not proven to be gone in this way: the feed may leave out entries above a certain age.
//!
//! A proof is found between two successive lists or never: with each further list, more has moved.
//!
//! A feed in another order (by the last change, by hand, oldest first), or without dates, allows only the first and the last proof. An entry that was
//! pinned above its date sinks to it, and perhaps off the end, when it is unpinned. Therefore, where there are new entries, one that is older than
//! all that stands below its place in descending dates is not proven to be gone by order.

use std::collections::{BTreeMap, BTreeSet};

/// The fewest entries that must remain above the new ones at the end of a list, so that its dates do not descend by chance.
const FEWEST_ABOVE: usize = 3;

/// An entry that was listed before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownEntry {
    /// The place in the previous list; `None` if it was not in it.
    pub(super) place: Option<usize>,
    /// `true` where the dates of the list that it was last in descended.
    pub(super) in_descending: bool,
    /// The moment when it was published, in seconds.
    pub(super) published: Option<i64>,
}

/// An entry of the current list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    /// The key; `None` if the entry is not relayed.
    pub(super) key: Option<&'a str>,
    /// The moment when it was published, in seconds.
    pub(super) published: Option<i64>,
}

/// Returns whether all entries of a list have dates, and these descend.
pub(super) fn descends(list: &[Listed<'_>]) -> bool {
    list.is_sorted_by(|above, below| {
        above
            .published
            .zip(below.published)
            .is_some_and(|(above, below)| above >= below)
    }) && list.iter().all(|entry| entry.published.is_some())
}

/// Returns the keys of the entries that `list` proves to be gone. `known` are the entries that were listed before, except those proven already.
pub(super) fn proven(known: &BTreeMap<&str, KnownEntry>, list: &[Listed<'_>]) -> BTreeSet<String> {
    let places: BTreeMap<&str, usize> = list
        .iter()
        .enumerate()
        .filter_map(|(place, entry)| Some((entry.key?, place)))
        .collect();
    let absent: Vec<(&str, KnownEntry)> = known
        .iter()
        .filter(|(key, _)| !places.contains_key(*key))
        .map(|(key, entry)| (*key, *entry))
        .collect();
    if absent.is_empty() || list.is_empty() {
        return BTreeSet::new();
    }
    let remaining = Remaining::new(known, &places);
    let dates = DescendingDates::new(known, list);
    let none_is_new = list.iter().all(|entry| was_listed(known, entry));
    let is_only_absence = absent.len() == 1;
    let just_left: Vec<(&str, KnownEntry)> = absent
        .into_iter()
        .filter(|(_, entry)| entry.place.is_some())
        .collect();
    let is_only_to_leave = just_left.len() == 1;
    just_left
        .into_iter()
        .filter(|(_, entry)| {
            remaining.enclose(entry, list, none_is_new)
                || dates.prove_absence(entry)
                || is_only_to_leave && dates.prove_replacement(entry)
                || is_only_absence && none_is_new && !is_oldest(entry, list)
        })
        .map(|(key, _)| key.to_owned())
        .collect()
}

/// Returns whether a listed entry was in the previous list.
fn was_listed(known: &BTreeMap<&str, KnownEntry>, entry: &Listed<'_>) -> bool {
    let known = entry.key.and_then(|key| known.get(key));
    known.is_some_and(|known| known.place.is_some())
}

/// Returns whether an entry is as old as all that is listed, or older.
fn is_oldest(entry: &KnownEntry, list: &[Listed<'_>]) -> bool {
    entry.published.is_some_and(|published| {
        let mut dates = list.iter().filter_map(|listed| listed.published).peekable();
        dates.peek().is_some() && dates.all(|date| published <= date)
    })
}

/// The entries of the previous list that are still listed, in the order of that list.
struct Remaining {
    /// The places in the previous list.
    previous_places: Vec<usize>,
    /// The lowest current place of each entry and those above it: the highest number.
    lowest_above: Vec<usize>,
    /// The lowest current place of each entry and those below it.
    lowest_below: Vec<usize>,
}

impl Remaining {
    fn new(known: &BTreeMap<&str, KnownEntry>, places: &BTreeMap<&str, usize>) -> Self {
        let mut both: Vec<(usize, usize)> = known
            .iter()
            .filter_map(|(key, entry)| entry.place.zip(places.get(key).copied()))
            .collect();
        both.sort_unstable();
        let lowest = |lowest: &mut usize, place: usize| {
            *lowest = place.max(*lowest);
            Some(*lowest)
        };
        let current_places = || both.iter().map(|(_, current)| *current);
        let mut lowest_below: Vec<usize> = current_places().rev().scan(0, lowest).collect();
        lowest_below.reverse();
        Self {
            previous_places: both.iter().map(|(previous, _)| *previous).collect(),
            lowest_above: current_places().scan(0, lowest).collect(),
            lowest_below,
        }
    }

    /// Returns whether an entry stood between remaining ones that have kept their order.
    fn enclose(&self, entry: &KnownEntry, list: &[Listed<'_>], none_is_new: bool) -> bool {
        let Some(place) = entry.place else {
            return false;
        };
        let above = self.previous_places.partition_point(|other| *other < place);
        let lowest_above = above
            .checked_sub(1)
            .and_then(|at| self.lowest_above.get(at));
        let lowest_below = self.lowest_below.get(above);
        lowest_above
            .zip(lowest_below)
            .is_some_and(|(above, below)| {
                above < below
                    && (none_is_new
                        || !may_have_sunk(entry, list.get(above + 1..).unwrap_or_default()))
            })
    }
}

/// Returns whether an entry that stood above `below` may have sunk to the place of its date, at the end or beyond.
fn may_have_sunk(entry: &KnownEntry, below: &[Listed<'_>]) -> bool {
    below.len() > 1
        && descends(below)
        && entry
            .published
            .zip(below.last().and_then(|last| last.published))
            .is_some_and(|(published, last)| published < last)
}

/// The dates of a list, which prove something only if they descend.
struct DescendingDates {
    /// The length of the list.
    length: usize,
    /// The dates of the entries that stood in the previous list too, in descending order; empty if the dates of the list do not descend.
    remaining: Vec<i64>,
    /// The latest date of the new entries; `None` if there are none, or the dates of the list do not descend.
    newest_of_new: Option<i64>,
}

impl DescendingDates {
    fn new(known: &BTreeMap<&str, KnownEntry>, list: &[Listed<'_>]) -> Self {
        let descending = if descends(list) { list } else { &[] };
        let (remaining, new): (Vec<&Listed<'_>>, Vec<_>) = descending
            .iter()
            .partition(|listed| was_listed(known, listed));
        let date = |listed: &Listed<'_>| listed.published;
        Self {
            length: list.len(),
            remaining: remaining.into_iter().filter_map(date).collect(),
            newest_of_new: new.into_iter().filter_map(date).max(),
        }
    }

    /// Returns whether all new entries are older than a missing one, and stand below enough that are not.
    fn prove_replacement(&self, entry: &KnownEntry) -> bool {
        let published = entry.published.filter(|_| entry.in_descending);
        published
            .zip(self.newest_of_new)
            .is_some_and(|(published, newest)| {
                newest < published
                    && self.remaining.len() >= FEWEST_ABOVE
                    && self.remaining.iter().all(|above| *above >= published)
            })
    }

    /// Returns whether most of the list is older than a missing entry and stood in the previous list too.
    fn prove_absence(&self, entry: &KnownEntry) -> bool {
        let Some(published) = entry.published.filter(|_| entry.in_descending) else {
            return false;
        };
        let not_older = self.remaining.partition_point(|date| *date >= published);
        (self.remaining.len() - not_older) * 2 > self.length
    }
}

#[cfg(test)]
mod tests;
