//! Identity: which event of a calendar is which of the last poll. Pure; what is kept are digests, so that no word of an event is stored here.
//!
//! Many programs make new `UID`s at each build of a file, some give the same to several events, and some number them by their place in the file.
//! So the `UID` is believed last. An event is the one of the last poll that
//!
//! 1. has the same page (`URL`), when no other event of the file has it,
//! 2. else has the same start, title and place,
//! 3. else has the same `UID`, and the same start or the same title: it was moved, or renamed.
//!
//! An event that is none of these is new; its identity is made of its page, or else of its start, title and place, and stays when these change.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::letters::in_letters;

/// The marks of an event in the file by which it can be told from others.
#[derive(Debug, Clone, Default)]
pub(super) struct EventMarks {
    pub(super) uid: Option<String>,
    pub(super) url: Option<String>,
    pub(super) start: String,
    pub(super) title: String,
    pub(super) place: String,
}

/// An event of a poll, as it is remembered: digests in letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SeenEvent {
    #[serde(rename = "i")]
    pub(super) identity: String,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    uid: Option<String>,
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "k")]
    whole: String,
    #[serde(rename = "t")]
    title: String,
    #[serde(rename = "s")]
    start: String,
    /// The number of polls in a row that lacked it.
    #[serde(rename = "l", default)]
    lost: u16,
}

/// The number of polls for which an event that is no longer listed is recognised.
const POLLS_REMEMBERED: u16 = 50;

/// More events than this are not remembered.
const MOST_REMEMBERED: usize = 4000;

/// Each event with its identity, in the same order; no two have the same.
pub(super) fn identified(events: &[EventMarks], known: &[SeenEvent]) -> Vec<SeenEvent> {
    let mut pages: HashMap<&str, usize> = HashMap::new();
    for url in events.iter().filter_map(|event| event.url.as_deref()) {
        *pages.entry(url).or_default() += 1;
    }
    let mut found: Vec<SeenEvent> = events
        .iter()
        .map(|event| {
            let own_page = event
                .url
                .as_deref()
                .filter(|url| pages.get(url) == Some(&1));
            seen(event, own_page)
        })
        .collect();
    let mut taken: HashSet<&str> = HashSet::new();
    recognise(&mut found, known, &mut taken, |seen| {
        Some(vec![seen.url.clone()?])
    });
    recognise(&mut found, known, &mut taken, |seen| {
        Some(vec![seen.whole.clone()])
    });
    recognise(&mut found, known, &mut taken, |seen| {
        let uid = seen.uid.as_ref()?;
        Some(vec![
            format!("{uid} s {}", seen.start),
            format!("{uid} t {}", seen.title),
        ])
    });
    let mut used: HashSet<String> = known.iter().map(|seen| seen.identity.clone()).collect();
    for seen in found.iter_mut().filter(|seen| seen.identity.is_empty()) {
        let base = seen.url.as_ref().unwrap_or(&seen.whole).clone();
        let mut identity = digest(&[&base], 16);
        let mut number = 1_u32;
        while !used.insert(identity.clone()) {
            number += 1;
            identity = digest(&[&base, &number.to_string()], 16);
        }
        seen.identity = identity;
    }
    found
}

/// Returns the memory until the next poll: the events that were found, and for a while those that were not.
pub(super) fn remembered(found: Vec<SeenEvent>, known: Vec<SeenEvent>) -> Vec<SeenEvent> {
    let listed: HashSet<String> = found.iter().map(|seen| seen.identity.clone()).collect();
    let lost = known
        .into_iter()
        .filter(|seen| !listed.contains(&seen.identity) && seen.lost < POLLS_REMEMBERED)
        .map(|seen| SeenEvent {
            lost: seen.lost + 1,
            ..seen
        });
    found
        .into_iter()
        .chain(lost)
        .take(MOST_REMEMBERED)
        .collect()
}

/// Returns whether an event with this `UID` is known.
pub(super) fn knows(known: &[SeenEvent], uid: &str) -> bool {
    let uid = digest(&["uid", uid], 8);
    known.iter().any(|seen| seen.uid.as_ref() == Some(&uid))
}

fn seen(event: &EventMarks, own_page: Option<&str>) -> SeenEvent {
    let kept = |kind: &str, text: &str| digest(&[kind, text], 8);
    SeenEvent {
        identity: String::new(),
        uid: event.uid.as_deref().map(|uid| kept("uid", uid)),
        url: own_page.map(|url| kept("url", url)),
        whole: digest(&["event", &event.start, &event.title, &event.place], 16),
        title: kept("title", &event.title),
        start: kept("start", &event.start),
        lost: 0,
    }
}

/// Gives the events without identity that of a known event with one of the same keys, each identity once.
fn recognise<'a>(
    found: &mut [SeenEvent],
    known: &'a [SeenEvent],
    taken: &mut HashSet<&'a str>,
    keys: impl Fn(&SeenEvent) -> Option<Vec<String>>,
) {
    let mut by_key: HashMap<String, &'a str> = HashMap::new();
    for seen in known
        .iter()
        .filter(|seen| !taken.contains(seen.identity.as_str()))
    {
        for key in keys(seen).unwrap_or_default() {
            by_key.entry(key).or_insert(seen.identity.as_str());
        }
    }
    for seen in found.iter_mut().filter(|seen| seen.identity.is_empty()) {
        let mut candidates = keys(seen).unwrap_or_default().into_iter();
        let identity = candidates.find_map(|key| {
            by_key
                .get(&key)
                .copied()
                .filter(|identity| !taken.contains(identity))
        });
        if let Some(identity) = identity {
            taken.insert(identity);
            identity.clone_into(&mut seen.identity);
        }
    }
}

/// The first bytes of a digest in letters, so that nothing in it is taken for a telephone number.
pub(super) fn digest(parts: &[&str], bytes: usize) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.len().to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    in_letters(digest.get(..bytes).unwrap_or(&digest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marks(uid: &str, url: &str, start: &str, title: &str) -> EventMarks {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        EventMarks {
            uid: some(uid),
            url: some(url),
            start: start.to_owned(),
            title: title.to_owned(),
            place: "Mairie".to_owned(),
        }
    }

    fn identities(seen: &[SeenEvent]) -> Vec<&str> {
        seen.iter().map(|seen| seen.identity.as_str()).collect()
    }

    #[test]
    fn new_uids_at_each_build_change_no_identity() {
        let file = |build: &str| {
            vec![
                marks(
                    &format!("{build}-1"),
                    "https://a.fr/1",
                    "20260401",
                    "Conseil",
                ),
                marks(&format!("{build}-2"), "", "20260501", "Conseil"),
                marks(
                    &format!("{build}-3"),
                    "https://a.fr/agenda",
                    "20260601",
                    "Atelier",
                ),
                marks(
                    &format!("{build}-4"),
                    "https://a.fr/agenda",
                    "20260602",
                    "Atelier",
                ),
            ]
        };
        let first = identified(&file("a"), &[]);
        let with_memory = identified(&file("b"), &first);
        assert_eq!(identities(&first), identities(&with_memory));
        assert_eq!(
            identities(&first),
            identities(&identified(&file("c"), &[])),
            "and need no memory"
        );
    }

    #[test]
    fn an_event_that_moves_keeps_its_identity_by_its_uid_even_if_that_changes_later() {
        let first = identified(&[marks("u", "", "20260401", "Atelier")], &[]);
        let moved = identified(&[marks("u", "", "20260408", "Atelier")], &first);
        assert_eq!(identities(&first), identities(&moved));
        let rebuilt = identified(&[marks("v", "", "20260408", "Atelier")], &moved);
        assert_eq!(identities(&first), identities(&rebuilt));
    }

    #[test]
    fn uids_that_number_the_lines_do_not_mix_events_up() {
        let first = identified(
            &[
                marks("1", "", "20260401", "Conseil"),
                marks("2", "", "20260501", "Conseil"),
            ],
            &[],
        );
        let slid = identified(
            &[
                marks("1", "", "20260501", "Conseil"),
                marks("2", "", "20260601", "Conseil"),
            ],
            &first,
        );
        assert_eq!(slid[0].identity, first[1].identity);
        assert!(!identities(&first).contains(&slid[1].identity.as_str()));
        let other = identified(&[marks("1", "", "20270101", "Autre chose")], &first);
        assert!(!identities(&first).contains(&other[0].identity.as_str()));
    }

    #[test]
    fn what_was_absent_for_a_while_is_recognised() {
        let first = identified(&[marks("u", "", "20260401", "Atelier")], &[]);
        let moved = identified(&[marks("u", "", "20260408", "Atelier")], &first);
        let memory = remembered(Vec::new(), remembered(moved, first.clone()));
        let back = identified(&[marks("u", "", "20260408", "Atelier")], &memory);
        assert_eq!(identities(&first), identities(&back));
        let forgotten = (0..60).fold(memory, |memory, _| remembered(Vec::new(), memory));
        assert_eq!(forgotten, []);
    }

    proptest! {
        #[test]
        fn no_two_events_of_a_file_have_one_identity(
            files in prop::collection::vec(prop::collection::vec(("[ab]?", "[ab]?", "[12]", "[xy]"), 0..8), 1..4),
        ) {
            let mut known = Vec::new();
            for file in files {
                let events: Vec<EventMarks> = file.iter().map(|(uid, url, start, title)| marks(uid, url, start, title)).collect();
                let found = identified(&events, &known);
                let distinct: HashSet<&str> = found.iter().map(|seen| seen.identity.as_str()).collect();
                prop_assert_eq!(distinct.len(), events.len());
                prop_assert!(found.iter().all(|seen| seen.identity.len() == 32));
                known = remembered(found, known);
            }
        }
    }
}
