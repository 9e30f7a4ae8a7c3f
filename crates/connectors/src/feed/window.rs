//! The window: a feed lists its latest entries, not everything that its site has. What was seen of it is remembered, so that an entry that fell off its
//! end is not taken for removed, and one whose identifier was made anew is not taken for another.
//!
//! # Which entry is which
//!
//! An entry is known again by the identifier that its feed gives it, if no other entry of the feed has the same; else by its page, if no other entry
//! has the same and what was known at that page is not listed under its own identifier: sites that move, and generators that make identifiers
//! anew at each build, keep their pages. The key of a new entry is its identifier, else its page, with the
//! fragment of its address where it has one: several entries may stand on one page, and the routes of some sites are fragments. Entries with one identifier and one page are one
//! that is listed more than once, as it was at several times (RFC 4287, 4.1.1): the latest counts.
//!
//! # Which entry is gone
//!
//! What is no longer listed has mostly fallen off the end: it stays, until a year after it was last listed. Only what is proven to be removed at
//! its source is missing, and `poll` withdraws it by its rule; `absence` says what proves it. A proof is found at the first list that lacks an
//! entry, and counts until it is listed again: later lists show less and less of what stood beside it. A feed that lists nothing, or could not
//! be read whole, says nothing of what it lacks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::absence::{self, Before, Listed};
use super::item::Item;
use crate::letters::in_letters;
use passerelle_model::is_tracker;

/// The time for which an entry stays after it was last listed, in seconds.
const STAYS: i64 = 365 * 24 * 60 * 60;

/// The most entries that are remembered; the longest not listed are forgotten first.
const MOST_REMEMBERED: usize = 5000;

/// Longer identifiers are kept as a digest.
const LONGEST_KEY: usize = 300;

/// The memory of an entry. Identifiers and pages only as digests, in letters, so that nothing in them is taken for a phone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SeenEntry {
    /// The identifier.
    #[serde(default, rename = "g", skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
    /// The page.
    #[serde(default, rename = "p", skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// The page with the fragment of its address, where it has one.
    #[serde(default, rename = "f", skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    /// The moment when it was published, as it was first read.
    #[serde(default, rename = "d", skip_serializing_if = "Option::is_none")]
    published: Option<i64>,
    /// The moment when it was last listed.
    #[serde(rename = "l")]
    listed: i64,
    /// The place in the last list that was read whole; `None` if it was not in it.
    #[serde(default, rename = "o", skip_serializing_if = "Option::is_none")]
    place: Option<usize>,
    /// `true` where the dates of the last whole list that it was in descended.
    #[serde(default, rename = "s", skip_serializing_if = "is_no")]
    in_descending: bool,
    /// `true` where it is proven to be removed.
    #[serde(default, rename = "x", skip_serializing_if = "is_no")]
    is_gone: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the shape that serde wants"
)]
const fn is_no(value: &bool) -> bool {
    !*value
}

impl SeenEntry {
    fn before(&self) -> Before {
        Before {
            place: self.place,
            in_descending: self.in_descending,
            published: self.published,
        }
    }
}

/// The memory of a feed, by the keys of its entries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Window(BTreeMap<String, SeenEntry>);

/// The marks of one entry by which it may be known again.
struct EntryMarks {
    guid: Option<String>,
    page: Option<String>,
    /// The page with its fragment, where that is the mark: several entries may stand on one page.
    anchor: Option<String>,
    /// `true` where no other entry has its address, with the fragment or the lack of one.
    is_alone: bool,
}

impl Window {
    /// The keys of the items, in their order; `None` for one that has neither an identifier nor a page of its own.
    pub(super) fn keys(&self, items: &[Item]) -> Vec<Option<String>> {
        let marks = marks(items);
        let by_guid = self.unique(|seen| seen.guid.as_deref());
        let by_anchor = self.unique(|seen| seen.anchor.as_deref());
        let by_page = self.unique(|seen| seen.page.as_deref());
        let listed: BTreeSet<&str> = marks
            .iter()
            .filter_map(|marks| marks.guid.as_deref())
            .collect();
        let is_listed_as_itself = |key: &str| {
            let guid = self.0.get(key).and_then(|seen| seen.guid.as_deref());
            guid.is_some_and(|guid| listed.contains(guid))
        };
        let known = |marks: &EntryMarks| {
            let of_guid = marks.guid.as_deref().and_then(|guid| by_guid.get(guid));
            let of_anchor = || by_anchor.get(marks.anchor.as_deref()?);
            let of_page = || {
                let key = by_page.get(marks.page.as_deref()?)?;
                // One whose fragment is known stands elsewhere on that page.
                let is_elsewhere = marks.anchor.is_some() && self.0.get(*key)?.anchor.is_some();
                (!is_elsewhere).then_some(key)
            };
            let of_address = || {
                let key = of_anchor().or_else(of_page)?;
                (!is_listed_as_itself(key)).then_some(key)
            };
            of_guid.or_else(of_address).map(|key| (*key).to_owned())
        };
        let mut taken = BTreeSet::new();
        items
            .iter()
            .zip(&marks)
            .map(|(item, marks)| {
                let key = known(marks).or_else(|| new_key(item, marks))?;
                taken.insert(key.clone()).then_some(key)
            })
            .collect()
    }

    /// Returns the moment at which an item was first said to be published: by its own date, else by the change that was first read of it.
    pub(super) fn published(&self, key: &str, item: &Item) -> Option<DateTime<Utc>> {
        let first_read = || {
            let seconds = self.0.get(key)?.published?;
            DateTime::from_timestamp(seconds, 0)
        };
        item.published.or_else(first_read).or(item.updated)
    }

    /// Takes in what is listed now, and forgets what is listed and not `relayed`. Only of a list that was read `whole`, and is not empty, the order
    /// counts.
    pub(super) fn see(
        &mut self,
        items: &[Item],
        keys: &[Option<String>],
        relayed: &BTreeSet<String>,
        whole: bool,
        now: DateTime<Utc>,
    ) {
        let dates = self.dates(items, keys);
        let shown: Vec<Listed<'_>> = keys
            .iter()
            .zip(&dates)
            .map(|(key, published)| Listed {
                key: key.as_deref().filter(|key| relayed.contains(*key)),
                published: *published,
            })
            .collect();
        let counts = whole && !items.is_empty();
        let descends = absence::descends(&shown);
        if counts {
            self.find_gone(&shown);
            self.0.values_mut().for_each(|seen| seen.place = None);
        }
        let listed = items.iter().zip(keys).zip(marks(items)).zip(dates);
        for (place, (((_, key), marks), published)) in listed.enumerate() {
            let Some(key) = key else { continue };
            let before = self.0.remove(key);
            if !relayed.contains(key) {
                continue;
            }
            let kept = before.as_ref();
            let seen = SeenEntry {
                guid: marks.guid,
                page: marks.page,
                anchor: marks.anchor,
                published,
                listed: now.timestamp(),
                place: if counts {
                    Some(place)
                } else {
                    kept.and_then(|kept| kept.place)
                },
                in_descending: if counts {
                    descends
                } else {
                    kept.is_some_and(|kept| kept.in_descending)
                },
                is_gone: false,
            };
            self.0.insert(key.clone(), seen);
        }
        if self.0.len() > MOST_REMEMBERED {
            let mut listed: Vec<i64> = self.0.values().map(|seen| seen.listed).collect();
            listed.sort_unstable_by(|a, b| b.cmp(a));
            let oldest = listed.get(MOST_REMEMBERED).copied().unwrap_or(i64::MIN);
            self.0
                .retain(|_, seen| seen.listed > oldest || seen.listed == now.timestamp());
        }
    }

    /// Returns the remembered moments of publication, by item.
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

    /// Notes what is proven to be removed, now that this is listed.
    fn find_gone(&mut self, shown: &[Listed<'_>]) {
        let known = self.0.iter().filter(|(_, seen)| !seen.is_gone);
        let before: BTreeMap<&str, Before> = known
            .map(|(key, seen)| (key.as_str(), seen.before()))
            .collect();
        for key in absence::proven(&before, shown) {
            if let Some(seen) = self.0.get_mut(&key) {
                seen.is_gone = true;
            }
        }
    }

    /// Returns whether something was last listed so long ago that it must be looked at again whether it still is, changed or not.
    pub(super) fn is_stale(&self, now: DateTime<Utc>) -> bool {
        self.0
            .values()
            .any(|seen| now.timestamp() - seen.listed >= STAYS)
    }

    /// The keys of what fell off the end of the feed and stays. What stays no longer is forgotten.
    pub(super) fn fallen(&mut self, keys: &[Option<String>], now: DateTime<Utc>) -> Vec<String> {
        let now = now.timestamp();
        self.0.retain(|_, seen| now - seen.listed < STAYS);
        let listed: BTreeSet<&str> = keys.iter().flatten().map(String::as_str).collect();
        self.0
            .iter()
            .filter(|(key, seen)| !listed.contains(key.as_str()) && !seen.is_gone)
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// The keys of the entries by a mark, where only one has it.
    fn unique<'a>(
        &'a self,
        mark: impl Fn(&'a SeenEntry) -> Option<&'a str>,
    ) -> HashMap<&'a str, &'a str> {
        let mut found: HashMap<&str, Option<&str>> = HashMap::new();
        for (key, seen) in &self.0 {
            if let Some(mark) = mark(seen) {
                found
                    .entry(mark)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(key));
            }
        }
        found
            .into_iter()
            .filter_map(|(mark, key)| Some((mark, key?)))
            .collect()
    }
}

/// The items without those that are listed again under the same identifier with the same page: of these the latest, at the place of the first.
pub(super) fn each_once(items: Vec<Item>) -> Vec<Item> {
    let mut places: HashMap<(String, Option<Url>), usize> = HashMap::new();
    let mut once: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let same = item.guid.clone().and_then(|guid| {
            let place = places.entry((guid, item.page.clone()));
            let place = *place.or_insert(once.len());
            once.get_mut(place)
        });
        match same {
            Some(same) if changed_at(same) < changed_at(&item) => *same = item,
            Some(_) => {}
            None => once.push(item),
        }
    }
    once
}

fn changed_at(item: &Item) -> Option<DateTime<Utc>> {
    item.updated.max(item.published)
}

/// The marks of each item: those that no other item has.
fn marks(items: &[Item]) -> Vec<EntryMarks> {
    let guids: Vec<Option<String>> = items
        .iter()
        .map(|item| item.guid.as_deref().map(digest))
        .collect();
    let pages: Vec<Option<String>> = items
        .iter()
        .map(|item| item.page.as_ref().map(|page| digest(&plain(page))))
        .collect();
    let anchors: Vec<Option<String>> = items
        .iter()
        .map(|item| item.page.as_ref().and_then(anchor).as_deref().map(digest))
        .collect();
    let only_once = |all: &[Option<String>]| {
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
    let (guid_is_own, page_is_own) = (only_once(&guids), only_once(&pages));
    let (anchor_is_own, address_is_own) = (only_once(&anchors), only_once(&addresses));
    guids
        .into_iter()
        .zip(pages.into_iter().zip(anchors))
        .zip(addresses)
        .map(|((guid, (page, anchor)), address)| EntryMarks {
            is_alone: address.is_some_and(|address| address_is_own(&address)),
            guid: guid.filter(&guid_is_own),
            page: page.filter(&page_is_own),
            anchor: anchor.filter(&anchor_is_own),
        })
        .collect()
}

fn new_key(item: &Item, marks: &EntryMarks) -> Option<String> {
    if marks.guid.is_some() {
        return item.guid.as_deref().map(key_of);
    }
    let page = item.page.as_ref()?;
    // The fragment whatever else is listed: so the key does not depend on it.
    let address = || anchor(page).unwrap_or_else(|| plain(page));
    marks.is_alone.then(|| key_of(&address()))
}

/// An identifier as a key: as it is, or a digest of it where it is excessive or may hold an e-mail address or a phone number.
fn key_of(identifier: &str) -> String {
    let is_plain = identifier.len() <= LONGEST_KEY
        && identifier
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'@')
        && !identifier.contains("%40")
        && longest_number(identifier) < 9;
    if is_plain {
        identifier.to_owned()
    } else {
        digest(identifier)
    }
}

/// The most digits in a row, with the separators that phone numbers have between them.
fn longest_number(text: &str) -> usize {
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

/// An address as what identifies a page: whatever the scheme and the case of the host, without fragment, trailing slash and trackers.
fn plain(url: &Url) -> String {
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

/// An address as what identifies a place on a page, where it has a fragment that does not only track the reader.
fn anchor(url: &Url) -> Option<String> {
    let fragment = url.fragment().filter(|fragment| !fragment.is_empty())?;
    let name = fragment.split('=').next().unwrap_or_default();
    let tracks = fragment.contains('=') && is_tracker(name);
    (!tracks).then(|| format!("{}#{fragment}", plain(url)))
}

/// A digest in letters: 128 bits.
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
    fn a_page_is_the_same_whatever_leads_to_it() {
        let same = [
            "https://a.fr/b/?utm_medium=x&c=1#d",
            "http://A.fr/b?c=1",
            "https://a.fr/b?xtor=RSS-1&c=1",
        ];
        for address in same {
            assert_eq!(
                plain(&address.parse().unwrap()),
                "https://a.fr/b?c=1",
                "{address}"
            );
        }
        assert_ne!(
            plain(&"https://a.fr/b?c=2".parse().unwrap()),
            plain(&"https://a.fr/b?c=1".parse().unwrap())
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
            window.see(&items, &keys, &relayed, true, now);
            assert!(window.0.len() <= MOST_REMEMBERED);
            assert!(keys.iter().flatten().all(|key| window.0.contains_key(key)));
        }
    }
}
