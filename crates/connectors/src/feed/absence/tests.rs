use chrono::DateTime;
use proptest::prelude::*;

use crate::feed::item::Item;
use crate::feed::window::Window;

use super::*;

/// A poller of one feed.
#[derive(Default)]
struct FeedPoller {
    window: Window,
    ever: BTreeSet<String>,
    polls: i64,
}

/// An entry: its identifier, and the day of its publication.
type Entry = (u32, Option<i64>);

fn item((guid, day): &Entry) -> Item {
    let published = day.map(|day| DateTime::from_timestamp(1_790_000_000 + day * 86_400, 0));
    Item {
        guid: Some(guid.to_string()),
        published: published.flatten(),
        ..Item::default()
    }
}

impl FeedPoller {
    /// Polls a list; returns the identifiers of the entries that are gone then.
    fn poll(&mut self, list: &[Entry]) -> Vec<u32> {
        self.poll_part(list, |_| true, true)
    }

    fn poll_part(
        &mut self,
        list: &[Entry],
        is_relayed: impl Fn(u32) -> bool,
        whole: bool,
    ) -> Vec<u32> {
        self.polls += 1;
        let now = DateTime::from_timestamp(1_795_000_000 + self.polls * 3600, 0).unwrap();
        let items: Vec<Item> = list.iter().map(item).collect();
        let keys = self.window.keys(&items);
        let relayed: BTreeSet<String> = keys
            .iter()
            .flatten()
            .filter(|key| is_relayed(key.parse().unwrap()))
            .cloned()
            .collect();
        self.window.observe(&items, &keys, &relayed, whole, now);
        let kept: BTreeSet<String> = self
            .window
            .fallen(&keys, now)
            .into_iter()
            .chain(relayed.iter().cloned())
            .collect();
        self.ever.extend(relayed);
        let gone = self.ever.difference(&kept);
        gone.map(|key| key.parse().unwrap()).collect()
    }

    /// Returns the identifiers of the entries that are gone after these lists.
    fn after(lists: &[&[Entry]]) -> Vec<u32> {
        let mut poller = Self::default();
        let mut gone = Vec::new();
        for list in lists {
            gone = poller.poll(list);
        }
        gone
    }
}

/// Entries whose identifiers are their days.
fn dated(days: &[u32]) -> Vec<Entry> {
    days.iter().map(|day| (*day, Some((*day).into()))).collect()
}

fn undated(keys: &[u32]) -> Vec<Entry> {
    keys.iter().map(|key| (*key, None)).collect()
}

/// A case: what it shows, the lists in a row, what is gone then with dates, and without.
type Case = (
    &'static str,
    &'static [&'static [u32]],
    &'static [u32],
    &'static [u32],
);

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn what_is_proven_to_be_gone_by_order_and_by_dates_that_descend() {
    let table: [Case; 24] = [
        ("nothing is missing", &[&[3, 2, 1], &[3, 2, 1]], &[], &[]),
        (
            "one has fallen off the end",
            &[&[5, 4, 3], &[6, 5, 4]],
            &[],
            &[],
        ),
        (
            "one was removed from the middle",
            &[&[6, 5, 4, 3, 2], &[6, 5, 3, 2]],
            &[4],
            &[4],
        ),
        (
            "the next comes in at the end",
            &[&[6, 5, 4, 3], &[6, 5, 3, 2]],
            &[4],
            &[4],
        ),
        (
            "another came at the top",
            &[&[6, 5, 4, 3], &[7, 6, 5, 3]],
            &[4],
            &[4],
        ),
        (
            "the proof is not forgotten",
            &[&[6, 5, 4, 3], &[6, 5, 3], &[9, 8, 7]],
            &[4],
            &[4],
        ),
        (
            "it is listed again",
            &[&[6, 5, 4, 3], &[6, 5, 3], &[6, 5, 4, 3]],
            &[],
            &[],
        ),
        (
            "the newest was removed",
            &[&[6, 5, 4, 3], &[5, 4, 3]],
            &[6],
            &[6],
        ),
        (
            "the newest was removed as another came",
            &[&[6, 5, 4, 3], &[7, 5, 4, 3]],
            &[6],
            &[],
        ),
        (
            "the oldest of all that was ever listed",
            &[&[6, 5, 4, 3], &[6, 5, 4]],
            &[],
            &[3],
        ),
        (
            "the feed lists fewer from now on",
            &[&[6, 5, 4, 3, 2, 1], &[6, 5, 4]],
            &[],
            &[],
        ),
        (
            "a flood",
            &[&[6, 5, 4], &[16, 15, 14], &[17, 16, 15]],
            &[],
            &[],
        ),
        (
            "a feed that is empty once",
            &[&[6, 5, 4], &[], &[6, 5, 4]],
            &[],
            &[],
        ),
        (
            "one removed while it was empty",
            &[&[6, 5, 4], &[], &[6, 4]],
            &[5],
            &[5],
        ),
        (
            "an old one is put at the end",
            &[&[9, 8, 7, 6, 5], &[11, 10, 9, 8, 1], &[11, 10, 9, 8, 1]],
            &[],
            &[],
        ),
        (
            "an old one comes in the middle",
            &[&[9, 8, 7, 6], &[9, 8, 2, 7]],
            &[],
            &[],
        ),
        (
            "fewer, then more again",
            &[&[6, 5, 4, 3, 2], &[6], &[6, 5, 3, 2]],
            &[],
            &[],
        ),
        (
            "two removed one after the other",
            &[&[6, 5, 4, 3, 2], &[6, 4, 3, 2], &[6, 4, 2]],
            &[3, 5],
            &[3, 5],
        ),
        (
            "the oldest was removed, and the next comes in",
            &[&[6, 5, 4, 3], &[6, 5, 4, 2]],
            &[3],
            &[],
        ),
        (
            "the oldest was removed, and what had fallen off is back",
            &[&[6, 5, 4, 3], &[7, 6, 5, 4], &[7, 6, 5, 3]],
            &[4],
            &[],
        ),
        (
            "the oldest was removed as another came, and the next is back",
            &[&[6, 5, 4, 3], &[7, 6, 5, 2]],
            &[],
            &[],
        ),
        (
            "an old one comes to the end of a list of two",
            &[&[6, 5], &[6, 2]],
            &[],
            &[],
        ),
        (
            "two make way at the end",
            &[&[9, 8, 7, 6, 5], &[9, 8, 7, 1]],
            &[],
            &[],
        ),
        ("two at the ends", &[&[6, 5, 4, 3], &[5, 4]], &[6], &[]),
    ];
    for (what, lists, with_dates, without) in table {
        let in_days: Vec<Vec<Entry>> = lists.iter().map(|list| dated(list)).collect();
        let in_days: Vec<&[Entry]> = in_days.iter().map(Vec::as_slice).collect();
        assert_eq!(FeedPoller::after(&in_days), with_dates, "{what}, dated");
        let plain: Vec<Vec<Entry>> = lists.iter().map(|list| undated(list)).collect();
        let plain: Vec<&[Entry]> = plain.iter().map(Vec::as_slice).collect();
        assert_eq!(FeedPoller::after(&plain), without, "{what}, undated");
    }
}

#[test]
fn in_another_order_only_order_proves() {
    type InAnotherOrder = (&'static str, &'static [&'static [u32]], &'static [u32]);
    let table: [InAnotherOrder; 10] = [
        (
            "oldest first: the oldest leave",
            &[&[1, 2, 3, 4], &[2, 3, 4, 5]],
            &[],
        ),
        (
            "oldest first: one of the middle",
            &[&[1, 2, 3, 4], &[1, 2, 4]],
            &[3],
        ),
        (
            "oldest first: the newest is the only one that left",
            &[&[1, 2, 3, 4], &[1, 2, 3]],
            &[4],
        ),
        (
            "by hand: one of the middle",
            &[&[3, 9, 1, 7, 5], &[3, 9, 7, 5]],
            &[1],
        ),
        (
            "by change: an old one comes to the top",
            &[&[9, 8, 7, 6], &[2, 9, 8, 7]],
            &[],
        ),
        (
            "by change: one of the list comes to the top",
            &[&[2, 9, 8, 7, 6], &[7, 2, 9, 8, 6]],
            &[],
        ),
        (
            "by change: pushed out as others were corrected",
            &[&[2, 9, 8, 7], &[10, 7, 2, 9]],
            &[],
        ),
        (
            "by change: removed as another was corrected",
            &[&[2, 9, 8, 7, 6], &[9, 2, 7, 6, 5]],
            &[8],
        ),
        (
            "no longer pinned, with another above it",
            &[&[3, 1, 12, 11, 10], &[3, 12, 11, 10, 9]],
            &[],
        ),
        (
            "by change, and the dates descend by chance",
            &[&[9, 8, 7], &[11, 10, 7]],
            &[],
        ),
    ];
    for (what, lists, gone) in table {
        let lists: Vec<Vec<Entry>> = lists.iter().map(|list| dated(list)).collect();
        let lists: Vec<&[Entry]> = lists.iter().map(Vec::as_slice).collect();
        assert_eq!(FeedPoller::after(&lists), gone, "{what}");
    }
}

#[test]
fn what_rules_leave_out_proves_nothing_and_is_no_absence() {
    let mut poller = FeedPoller::default();
    let even = |key: u32| key.is_multiple_of(2);
    assert!(
        poller
            .poll_part(&dated(&[8, 7, 6, 5, 4]), even, true)
            .is_empty()
    );
    let pushed = dated(&[11, 9, 8, 7, 6]);
    assert!(
        poller.poll_part(&pushed, even, true).is_empty(),
        "4 has fallen off"
    );
    assert_eq!(
        poller.poll_part(&dated(&[8, 7, 6]), |key| key == 8, true),
        [6],
        "what the rules leave out from now on is no longer remembered"
    );
}

#[test]
fn a_list_that_was_not_read_whole_proves_nothing_and_breaks_no_proof() {
    let mut poller = FeedPoller::default();
    poller.poll(&dated(&[6, 5, 4, 3]));
    let broken = dated(&[6, 5, 3]);
    assert!(poller.poll_part(&broken, |_| true, false).is_empty());
    assert_eq!(poller.poll(&broken), [4]);
}

#[test]
fn what_an_earlier_release_remembered_still_reads() {
    let memory = r#"{"6":{"g":"a","d":1790518400,"l":1795000000},"5":{"l":1795000000}}"#;
    let mut window: Window = serde_json::from_str(memory).unwrap();
    let now = DateTime::from_timestamp(1_795_003_600, 0).unwrap();
    assert_eq!(window.fallen(&[], now), ["5", "6"]);
}

/// An event on a site between two polls.
#[derive(Debug, Clone, Copy)]
enum Event {
    Published,
    Removed(usize),
    Corrected(usize),
    Lists(usize),
    Polled,
}

fn events(corrections: u32) -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => Just(Event::Polled),
        3 => Just(Event::Published),
        2 => (0_usize..40).prop_map(Event::Removed),
        corrections => (0_usize..40).prop_map(Event::Corrected),
        1 => (6_usize..14).prop_map(Event::Lists),
    ];
    prop::collection::vec(event, 1..80)
}

/// A site that has a feed, the latest first.
struct Site {
    entries: Vec<Entry>,
    removed: BTreeSet<u32>,
    next: u32,
    lists: usize,
    dated: bool,
}

impl Site {
    fn new(dated: bool) -> Self {
        let mut site = Self {
            entries: Vec::new(),
            removed: BTreeSet::new(),
            next: 0,
            lists: 10,
            dated,
        };
        (0..20).for_each(|_| site.happens(Event::Published));
        site
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Published => {
                self.next += 1;
                let day = self.dated.then_some(i64::from(self.next));
                self.entries.insert(0, (self.next, day));
            }
            Event::Removed(at) if at < self.entries.len() => {
                let (key, _) = self.entries.remove(at);
                self.removed.insert(key);
            }
            Event::Corrected(at) if at < self.entries.len() => {
                let entry = self.entries.remove(at);
                self.entries.insert(0, entry);
            }
            // Unless the last entry is the oldest by its date, nobody can tell a list that is shortened by one from a removal of it.
            Event::Lists(many) if self.descends() || many + 1 < self.lists => {
                self.lists = many;
            }
            _ => {}
        }
    }

    fn descends(&self) -> bool {
        let is_newer = |above: &Entry, below: &Entry| above.1 > below.1;
        self.dated && self.entries.is_sorted_by(is_newer)
    }

    fn feed(&self) -> &[Entry] {
        let end = self.lists.min(self.entries.len());
        self.entries.get(..end).unwrap_or_default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_gone_that_is_listed_or_has_only_fallen_off(happened in events(0), dated in any::<bool>()) {
        let (mut site, mut poller) = (Site::new(dated), FeedPoller::default());
        for event in happened {
            site.happens(event);
            if matches!(event, Event::Polled) {
                for key in poller.poll(site.feed()) {
                    prop_assert!(site.removed.contains(&key), "{key} of {:?}", site.feed());
                }
            }
        }
    }

    #[test]
    fn corrections_that_come_to_the_top_push_nothing_out_for_good(happened in events(3), dated in any::<bool>()) {
        let (mut site, mut poller) = (Site::new(dated), FeedPoller::default());
        let mut since_poll = 0;
        for event in happened {
            // More between two polls than half of what the feed lists is a flood, in which order proves less.
            since_poll += 1;
            if since_poll > 3 {
                poller.poll(site.feed());
                since_poll = 0;
            }
            site.happens(event);
            for key in poller.poll(site.feed()).into_iter().filter(|_| matches!(event, Event::Polled)) {
                prop_assert!(site.removed.contains(&key), "{key} of {:?}", site.feed());
            }
        }
    }

    #[test]
    fn what_is_removed_between_others_is_found(at in 1_usize..9, new in 0_usize..3, dated in any::<bool>()) {
        let (mut site, mut poller) = (Site::new(dated), FeedPoller::default());
        poller.poll(site.feed());
        let (key, _) = site.feed()[at.min(8 - new)];
        let place = site.entries.iter().position(|entry| entry.0 == key).unwrap();
        site.happens(Event::Removed(place));
        (0..new).for_each(|_| site.happens(Event::Published));
        prop_assert_eq!(poller.poll(site.feed()), [key]);
        prop_assert_eq!(poller.poll(site.feed()), [key]);
    }

    #[test]
    fn no_lists_are_too_strange(lists in prop::collection::vec(prop::collection::vec((0_u32..12, prop::option::of(0_i64..6)), 0..10), 0..12)) {
        let mut poller = FeedPoller::default();
        for mut list in lists {
            let mut listed = BTreeSet::new();
            list.retain(|(key, _)| listed.insert(*key));
            let gone = poller.poll(&list);
            prop_assert!(list.iter().all(|(key, _)| !gone.contains(key)));
        }
    }
}
