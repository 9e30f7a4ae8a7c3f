//! The window: a feed lists its latest entries, not everything that its site has. Earlier entries are remembered, so that one that fell off the end
//! is not taken for removed, and one whose identifier was generated anew is not taken for another.
//!
//! # Which entry is which
//!
//! An entry is recognised by the identifier that its feed gives it, if no other entry of the feed has the same; else by its page, if no other entry
//! has the same and the entry remembered with that page is not listed under its own identifier. Pages are needed since some sites generate new
//! identifiers at each build, and others change all of them when they move.
//!
//! The key of a new entry is its identifier, else its page, with the fragment of its address where it has one: several entries may stand on one page,
//! and the routes of some sites are fragments. Entries with the same identifier and the same page are versions of one entry (RFC 4287, 4.1.1): the
//! latest counts.
//!
//! # Which entry is gone
//!
//! An entry that is no longer listed has mostly fallen off the end: it stays until a year after it was last listed. Only an entry that is proven to
//! be removed from its site is reported missing, and `poll` withdraws it by its own rule; the proofs are in `absence`. A proof is found at the first
//! list that lacks an entry, and holds until it is listed again: later lists show less and less of what stood beside it. A feed that lists nothing,
//! or could not be read whole, proves nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::absence::{self, KnownEntry, Listed};
use super::item::Item;
use crate::letters::in_letters;
use passerelle_model::is_tracker;

/// The time for which an entry stays after it was last listed, in seconds.
const KEPT_FOR: i64 = 365 * 24 * 60 * 60;

/// The most entries that are remembered; those that have not been listed for longest are forgotten first.
const MOST_REMEMBERED: usize = 5000;

/// The longest identifier that is a key as it is, in bytes; longer ones are replaced by a digest.
const LONGEST_KEY: usize = 300;

/// The memory of an entry. Its identifier and its page are digests in letters, so that nothing in them is taken for a phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RememberedEntry {
    /// The identifier.
    #[serde(default, rename = "g", skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
    /// The page.
    #[serde(default, rename = "p", skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// The page with the fragment of its address, where it has one.
    #[serde(default, rename = "f", skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    /// The moment of its publication, or of its last change as it was when the entry was first read.
    #[serde(default, rename = "d", skip_serializing_if = "Option::is_none")]
    published: Option<i64>,
    /// The moment when it was last listed.
    #[serde(rename = "l")]
    listed: i64,
    /// The place in the last list that was read whole; `None` if it was not listed there.
    #[serde(default, rename = "o", skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    /// `true` where the dates of the last whole list that it was in descended.
    #[serde(default, rename = "s", skip_serializing_if = "is_false")]
    in_descending: bool,
    /// `true` where it is proven to be removed.
    #[serde(default, rename = "x", skip_serializing_if = "is_false")]
    is_gone: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl RememberedEntry {
    fn to_known(&self) -> KnownEntry {
        KnownEntry {
            place: self.place,
            in_descending: self.in_descending,
            published: self.published,
        }
    }
}

/// The entries of a feed that are remembered, by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Window(BTreeMap<String, RememberedEntry>);

/// The marks by which a listed entry may be recognised: those that no other entry of the list has.
struct EntryMarks {
    guid: Option<String>,
    page: Option<String>,
    /// The page with the fragment of its address, where it has one.
    anchor: Option<String>,
    /// `true` where no other entry has the same address, the fragment included.
    has_own_address: bool,
}

/// The keys of the remembered entries, by the marks that only one of them has.
struct KeysByMark<'a> {
    window: &'a Window,
    by_guid: HashMap<&'a str, &'a str>,
    by_anchor: HashMap<&'a str, &'a str>,
    by_page: HashMap<&'a str, &'a str>,
}

impl<'a> KeysByMark<'a> {
    fn new(window: &'a Window) -> Self {
        Self {
            window,
            by_guid: window.unique(|entry| entry.guid.as_deref()),
            by_anchor: window.unique(|entry| entry.anchor.as_deref()),
            by_page: window.unique(|entry| entry.page.as_deref()),
        }
    }

    /// Returns the key of the remembered entry that has these marks. `listed` are the identifiers of the list.
    fn find(&self, marks: &EntryMarks, listed: &BTreeSet<&str>) -> Option<&'a str> {
        let guid = marks.guid.as_deref();
        if let Some(key) = guid.and_then(|guid| self.by_guid.get(guid)) {
            return Some(key);
        }
        let key = self.find_by_address(marks)?;
        let known_guid = self.window.0.get(key)?.guid.as_deref();
        let is_listed_as_itself = known_guid.is_some_and(|guid| listed.contains(guid));
        (!is_listed_as_itself).then_some(key)
    }

    fn find_by_address(&self, marks: &EntryMarks) -> Option<&'a str> {
        let anchor = marks.anchor.as_deref();
        if let Some(key) = anchor.and_then(|anchor| self.by_anchor.get(anchor)) {
            return Some(key);
        }
        let key = self.by_page.get(marks.page.as_deref()?)?;
        // Another fragment is another entry on the same page.
        let is_elsewhere = anchor.is_some() && self.window.0.get(*key)?.anchor.is_some();
        (!is_elsewhere).then_some(key)
    }
}

impl Window {
    /// Returns the key of each item; `None` for an item that has neither an identifier nor an address of its own.
    pub(super) fn keys(&self, items: &[Item]) -> Vec<Option<String>> {
        let marks = marks(items);
        let listed: BTreeSet<&str> = marks
            .iter()
            .filter_map(|marks| marks.guid.as_deref())
            .collect();
        let known = KeysByMark::new(self);
        let mut taken = BTreeSet::new();
        items
            .iter()
            .zip(&marks)
            .map(|(item, marks)| {
                let key = known.find(marks, &listed).map(str::to_owned);
                let key = key.or_else(|| new_key(item, marks))?;
                taken.insert(key.clone()).then_some(key)
            })
            .collect()
    }

    /// Returns when an item was published: its own date, else the date that is remembered of it, else that of its last change.
    pub(super) fn published(&self, key: &str, item: &Item) -> Option<DateTime<Utc>> {
        let remembered = || {
            let seconds = self.0.get(key)?.published?;
            DateTime::from_timestamp(seconds, 0)
        };
        item.published.or_else(remembered).or(item.updated)
    }

    /// Remembers the listed items that are `relayed`, forgets the others, and marks the entries that the list proves to be gone. Order and places
    /// count only in a list that was read `whole` and is not empty.
    pub(super) fn observe(
        &mut self,
        items: &[Item],
        keys: &[Option<String>],
        relayed: &BTreeSet<String>,
        whole: bool,
        now: DateTime<Utc>,
    ) {
        let dates = self.dates(items, keys);
        let list: Vec<Listed<'_>> = keys
            .iter()
            .zip(&dates)
            .map(|(key, published)| Listed {
                key: key.as_deref().filter(|key| relayed.contains(*key)),
                published: *published,
            })
            .collect();
        let order_counts = whole && !items.is_empty();
        let descends = absence::descends(&list);
        if order_counts {
            self.mark_gone(&list);
            self.0.values_mut().for_each(|entry| entry.place = None);
        }
        let listed = keys.iter().zip(marks(items)).zip(dates);
        for (place, ((key, marks), published)) in listed.enumerate() {
            let Some(key) = key else { continue };
            let before = self.0.remove(key);
            if !relayed.contains(key) {
                continue;
            }
            let (place, in_descending) = if order_counts {
                (Some(place), descends)
            } else {
                before.map_or((None, false), |entry| (entry.place, entry.in_descending))
            };
            let entry = RememberedEntry {
                guid: marks.guid,
                page: marks.page,
                anchor: marks.anchor,
                published,
                listed: now.timestamp(),
                place,
                in_descending,
                is_gone: false,
            };
            self.0.insert(key.clone(), entry);
        }
        self.forget_oldest(now);
    }

    /// Forgets the entries that were not listed for longest, down to the most that are remembered. What is listed `now` is kept.
    fn forget_oldest(&mut self, now: DateTime<Utc>) {
        if self.0.len() <= MOST_REMEMBERED {
            return;
        }
        let mut listed: Vec<i64> = self.0.values().map(|entry| entry.listed).collect();
        listed.sort_unstable_by(|a, b| b.cmp(a));
        let oldest = listed.get(MOST_REMEMBERED).copied().unwrap_or(i64::MIN);
        self.0
            .retain(|_, entry| entry.listed > oldest || entry.listed == now.timestamp());
    }

    /// Returns when each item was published.
    fn dates(&self, items: &[Item], keys: &[Option<String>]) -> Vec<Option<i64>> {
        let date = |(item, key): (&Item, &Option<String>)| {
            let date = match key {
                Some(key) => self.published(key, item),
                None => item.published.or(item.updated),
            };
            date.map(|at| at.timestamp())
        };
        items.iter().zip(keys).map(date).collect()
    }

    /// Marks the entries that a list proves to be gone.
    fn mark_gone(&mut self, list: &[Listed<'_>]) {
        let not_gone = self.0.iter().filter(|(_, entry)| !entry.is_gone);
        let known: BTreeMap<&str, KnownEntry> = not_gone
            .map(|(key, entry)| (key.as_str(), entry.to_known()))
            .collect();
        for key in absence::proven(&known, list) {
            if let Some(entry) = self.0.get_mut(&key) {
                entry.is_gone = true;
            }
        }
    }

    /// Returns whether an entry was last listed so long ago that the feed must be read again, even if unchanged, to see whether it still lists it.
    pub(super) fn is_stale(&self, now: DateTime<Utc>) -> bool {
        self.0
            .values()
            .any(|seen| now.timestamp() - seen.listed >= KEPT_FOR)
    }

    /// Returns the keys of the entries that fell off the end of the feed, and forgets those that fell off too long ago.
    pub(super) fn fallen(&mut self, keys: &[Option<String>], now: DateTime<Utc>) -> Vec<String> {
        let now = now.timestamp();
        self.0.retain(|_, seen| now - seen.listed < KEPT_FOR);
        let listed: BTreeSet<&str> = keys.iter().flatten().map(String::as_str).collect();
        self.0
            .iter()
            .filter(|(key, seen)| !listed.contains(key.as_str()) && !seen.is_gone)
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// Returns the keys of the entries by a mark, for the marks that only one of them has.
    fn unique<'a>(
        &'a self,
        mark: impl Fn(&'a RememberedEntry) -> Option<&'a str>,
    ) -> HashMap<&'a str, &'a str> {
        let mut keys: HashMap<&str, Option<&str>> = HashMap::new();
        for (key, entry) in &self.0 {
            if let Some(mark) = mark(entry) {
                keys.entry(mark)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(key));
            }
        }
        keys.into_iter()
            .filter_map(|(mark, key)| Some((mark, key?)))
            .collect()
    }
}

/// Returns the items without repetitions: of those with the same identifier and the same page, the latest is kept, at the place of the first.
pub(super) fn deduplicated(items: Vec<Item>) -> Vec<Item> {
    let mut places: HashMap<(String, Option<Url>), usize> = HashMap::new();
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let same = item.guid.clone().and_then(|guid| {
            let place = places.entry((guid, item.page.clone()));
            let place = *place.or_insert(kept.len());
            kept.get_mut(place)
        });
        match same {
            Some(same) if changed_at(same) < changed_at(&item) => *same = item,
            Some(_) => {}
            None => kept.push(item),
        }
    }
    kept
}

fn changed_at(item: &Item) -> Option<DateTime<Utc>> {
    item.updated.max(item.published)
}

/// Returns the marks of each item.
fn marks(items: &[Item]) -> Vec<EntryMarks> {
    let guids: Vec<Option<String>> = items
        .iter()
        .map(|item| item.guid.as_deref().map(digest))
        .collect();
    let pages: Vec<Option<String>> = items
        .iter()
        .map(|item| item.page.as_ref().map(|page| digest(&page_mark(page))))
        .collect();
    let anchors: Vec<Option<String>> = items
        .iter()
        .map(|item| {
            item.page
                .as_ref()
                .and_then(anchor_mark)
                .as_deref()
                .map(digest)
        })
        .collect();
    let is_unique = |all: &[Option<String>]| {
        let mut times: HashMap<String, u32> = HashMap::new();
        for mark in all.iter().flatten() {
            *times.entry(mark.clone()).or_default() += 1;
        }
        move |mark: &String| times.get(mark) == Some(&1)
    };
    let addresses: Vec<Option<String>> = pages
        .iter()
        .zip(&anchors)
        .map(|(page, anchor)| anchor.as_ref().or(page.as_ref()).cloned())
        .collect();
    let (guid_is_unique, page_is_unique) = (is_unique(&guids), is_unique(&pages));
    let (anchor_is_unique, address_is_unique) = (is_unique(&anchors), is_unique(&addresses));
    guids
        .into_iter()
        .zip(pages.into_iter().zip(anchors))
        .zip(addresses)
        .map(|((guid, (page, anchor)), address)| EntryMarks {
            has_own_address: address.is_some_and(|address| address_is_unique(&address)),
            guid: guid.filter(&guid_is_unique),
            page: page.filter(&page_is_unique),
            anchor: anchor.filter(&anchor_is_unique),
        })
        .collect()
}

/// Returns the key of an item that is listed for the first time.
fn new_key(item: &Item, marks: &EntryMarks) -> Option<String> {
    if marks.guid.is_some() {
        return item.guid.as_deref().map(key_of);
    }
    let page = item.page.as_ref()?;
    // The fragment is always a part of the key, so that the key does not depend on the other entries.
    let address = || anchor_mark(page).unwrap_or_else(|| page_mark(page));
    marks.has_own_address.then(|| key_of(&address()))
}

/// Makes a key of an identifier: the identifier itself, or a digest of it if it is too long or may hold an e-mail address or a phone number.
fn key_of(identifier: &str) -> String {
    let is_plain = identifier.len() <= LONGEST_KEY
        && identifier
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'@')
        && !identifier.contains("%40")
        && most_digits(identifier) < 9;
    if is_plain {
        identifier.to_owned()
    } else {
        digest(identifier)
    }
}

/// Counts the digits of the longest number in a text. It may have the separators of phone numbers between its digits.
fn most_digits(text: &str) -> usize {
    let (mut longest, mut digits) = (0, 0);
    for letter in text.chars() {
        match letter {
            '0'..='9' => digits += 1,
            '.' | '-' | '_' | '/' | '+' | '(' | ')' => {}
            _ => digits = 0,
        }
        longest = longest.max(digits);
    }
    longest
}

/// Returns what an address and the other addresses of the same page have in common: always `https`, without fragment, trailing slash and trackers.
fn page_mark(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let query: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracker(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let path = url.path().trim_end_matches('/');
    format!("https://{host}{port}{path}{mark}{}", query.join("&"))
}

/// Returns the mark of a page with the fragment of its address; `None` without a fragment, or with one that only tracks the reader.
fn anchor_mark(url: &Url) -> Option<String> {
    let fragment = url.fragment().filter(|fragment| !fragment.is_empty())?;
    let name = fragment.split('=').next().unwrap_or_default();
    let tracks = fragment.contains('=') && is_tracker(name);
    (!tracks).then(|| format!("{}#{fragment}", page_mark(url)))
}

/// Returns a digest of 128 bits, in letters.
fn digest(text: &str) -> String {
    let digest = Sha256::digest(text);
    in_letters(digest.get(..16).unwrap_or_default())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::feed) fn digest_of(page: &str) -> String {
        digest(page)
    }

    #[test]
    fn a_page_has_one_mark_whatever_address_leads_to_it() {
        let same = [
            "https://a.fr/b/?utm_medium=x&c=1#d",
            "http://A.fr/b?c=1",
            "https://a.fr/b?xtor=RSS-1&c=1",
        ];
        for address in same {
            assert_eq!(
                page_mark(&address.parse().unwrap()),
                "https://a.fr/b?c=1",
                "{address}"
            );
        }
        assert_ne!(
            page_mark(&"https://a.fr/b?c=2".parse().unwrap()),
            page_mark(&"https://a.fr/b?c=1".parse().unwrap())
        );
    }

    #[test]
    fn a_key_never_holds_an_address_or_a_number_of_a_person() {
        for kept in [
            "https://a.fr/?p=1234",
            "tag:a.fr,2026-11-22:/b",
            "urn:uuid:2b0c",
            "42",
        ] {
            assert_eq!(key_of(kept), kept);
        }
        for hidden in [
            "jean@a.fr",
            "https://a.fr/jean%40b.fr",
            "tel:06-12-34-56-78",
            "a b",
            "é",
            &"a".repeat(400),
        ] {
            let key = key_of(hidden);
            assert!(
                key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_lowercase()),
                "{key}"
            );
        }
    }

    #[test]
    fn what_is_remembered_is_bounded_and_what_is_listed_is_never_forgotten() {
        let mut window = Window::default();
        for day in 0..4 {
            let items: Vec<Item> = (0..MOST_REMEMBERED / 2)
                .map(|number| Item {
                    guid: Some(format!("{day}-{number}")),
                    ..Item::default()
                })
                .collect();
            let keys = window.keys(&items);
            let relayed = keys.iter().flatten().cloned().collect();
            let now = DateTime::from_timestamp(day * 86_400, 0).unwrap();
            window.observe(&items, &keys, &relayed, true, now);
            assert!(window.0.len() <= MOST_REMEMBERED);
            assert!(keys.iter().flatten().all(|key| window.0.contains_key(key)));
        }
    }
}
