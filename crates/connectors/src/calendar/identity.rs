//! Identity: which event of a calendar is which event of earlier polls. Pure. Only digests are remembered, so that no word of an event is stored.
//!
//! Many programs generate new `UID`s at each build of a file, some give the same to several events, and some number events by their place in the
//! file. Therefore the `UID` is tried last. An event is the remembered one that
//!
//! 1. has the same page (`URL`), when no other event of the file has it,
//! 2. else has the same start, title and place,
//! 3. else has the same `UID`, and the same start or the same title: it was renamed, or moved.
//!
//! An event that is none of these is new. Its identity is made of its page, or else of its start, title and place, and stays when these change.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::letters::in_letters;

/// The marks by which an event of the file is recognised.
#[derive(Debug, Clone, Default)]
pub(super) struct EventMarks {
    pub(super) uid: Option<String>,
    pub(super) url: Option<String>,
    pub(super) start: String,
    pub(super) title: String,
    pub(super) place: String,
}

/// An event as it is remembered: digests in letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RememberedEvent {
    #[serde(rename = "i")]
    pub(super) identity: String,
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    uid: Option<String>,
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The digest of start, title and place together.
    #[serde(rename = "k")]
    content: String,
    #[serde(rename = "t")]
    title: String,
    #[serde(rename = "s")]
    start: String,
    /// The number of polls in a row that lacked the event.
    #[serde(rename = "l", default)]
    missed_polls: u16,
}

/// The number of polls for which an event that is no longer listed is remembered.
const POLLS_REMEMBERED: u16 = 50;

/// The most events that are remembered.
const MOST_REMEMBERED: usize = 4000;

/// Identifies each event, in the same order; no two get the same identity.
pub(super) fn identify(events: &[EventMarks], known: &[RememberedEvent]) -> Vec<RememberedEvent> {
    let mut pages: HashMap<&str, usize> = HashMap::new();
    for url in events.iter().filter_map(|event| event.url.as_deref()) {
        *pages.entry(url).or_default() += 1;
    }
    let mut identified: Vec<RememberedEvent> = events
        .iter()
        .map(|event| {
            let own_page = event
                .url
                .as_deref()
                .filter(|url| pages.get(url) == Some(&1));
            digests(event, own_page)
        })
        .collect();
    let mut taken: HashSet<&str> = HashSet::new();
    recognise(&mut identified, known, &mut taken, |event| {
        Some(vec![event.url.clone()?])
    });
    recognise(&mut identified, known, &mut taken, |event| {
        Some(vec![event.content.clone()])
    });
    recognise(&mut identified, known, &mut taken, |event| {
        let uid = event.uid.as_ref()?;
        Some(vec![
            format!("{uid} s {}", event.start),
            format!("{uid} t {}", event.title),
        ])
    });
    let mut used: HashSet<String> = known.iter().map(|event| event.identity.clone()).collect();
    for event in identified
        .iter_mut()
        .filter(|event| event.identity.is_empty())
    {
        let base = event.url.as_ref().unwrap_or(&event.content).clone();
        let mut identity = digest(&[&base], 16);
        let mut number = 1_u32;
        while !used.insert(identity.clone()) {
            number += 1;
            identity = digest(&[&base, &number.to_string()], 16);
        }
        event.identity = identity;
    }
    identified
}

/// Returns the events to remember until the next poll: those of this poll, and for a while the known ones that it lacks.
pub(super) fn remember(
    listed: Vec<RememberedEvent>,
    known: Vec<RememberedEvent>,
) -> Vec<RememberedEvent> {
    let identities: HashSet<String> = listed.iter().map(|event| event.identity.clone()).collect();
    let missing = known
        .into_iter()
        .filter(|event| {
            !identities.contains(&event.identity) && event.missed_polls < POLLS_REMEMBERED
        })
        .map(|event| RememberedEvent {
            missed_polls: event.missed_polls + 1,
            ..event
        });
    listed
        .into_iter()
        .chain(missing)
        .take(MOST_REMEMBERED)
        .collect()
}

/// Returns whether an event with this `UID` is known.
pub(super) fn knows(known: &[RememberedEvent], uid: &str) -> bool {
    let uid = digest(&["uid", uid], 8);
    known.iter().any(|event| event.uid.as_ref() == Some(&uid))
}

/// The digests by which an event is remembered, without an identity yet.
fn digests(event: &EventMarks, own_page: Option<&str>) -> RememberedEvent {
    let digest_of = |kind: &str, text: &str| digest(&[kind, text], 8);
    RememberedEvent {
        identity: String::new(),
        uid: event.uid.as_deref().map(|uid| digest_of("uid", uid)),
        url: own_page.map(|url| digest_of("url", url)),
        content: digest(&["event", &event.start, &event.title, &event.place], 16),
        title: digest_of("title", &event.title),
        start: digest_of("start", &event.start),
        missed_polls: 0,
    }
}

/// Gives each event without an identity that of a known event with one of the same keys. Each identity is given once.
fn recognise<'a>(
    events: &mut [RememberedEvent],
    known: &'a [RememberedEvent],
    taken: &mut HashSet<&'a str>,
    keys: impl Fn(&RememberedEvent) -> Option<Vec<String>>,
) {
    let mut by_key: HashMap<String, &'a str> = HashMap::new();
    for event in known
        .iter()
        .filter(|event| !taken.contains(event.identity.as_str()))
    {
        for key in keys(event).unwrap_or_default() {
            by_key.entry(key).or_insert(event.identity.as_str());
        }
    }
    for event in events.iter_mut().filter(|event| event.identity.is_empty()) {
        let mut candidates = keys(event).unwrap_or_default().into_iter();
        let identity = candidates.find_map(|key| {
            by_key
                .get(&key)
                .copied()
                .filter(|identity| !taken.contains(identity))
        });
        if let Some(identity) = identity {
            taken.insert(identity);
            identity.clone_into(&mut event.identity);
        }
    }
}

/// Returns the first bytes of a digest of some texts, in letters, so that nothing in it is taken for a phone number.
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

    fn identities(events: &[RememberedEvent]) -> Vec<&str> {
        events.iter().map(|event| event.identity.as_str()).collect()
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
        let first = identify(&file("a"), &[]);
        let with_memory = identify(&file("b"), &first);
        assert_eq!(identities(&first), identities(&with_memory));
        assert_eq!(
            identities(&first),
            identities(&identify(&file("c"), &[])),
            "and need no memory"
        );
    }

    #[test]
    fn an_event_that_moves_keeps_its_identity_by_its_uid_even_if_that_changes_later() {
        let first = identify(&[marks("u", "", "20260401", "Atelier")], &[]);
        let moved = identify(&[marks("u", "", "20260408", "Atelier")], &first);
        assert_eq!(identities(&first), identities(&moved));
        let rebuilt = identify(&[marks("v", "", "20260408", "Atelier")], &moved);
        assert_eq!(identities(&first), identities(&rebuilt));
    }

    #[test]
    fn uids_that_number_the_lines_do_not_mix_events_up() {
        let first = identify(
            &[
                marks("1", "", "20260401", "Conseil"),
                marks("2", "", "20260501", "Conseil"),
            ],
            &[],
        );
        let slid = identify(
            &[
                marks("1", "", "20260501", "Conseil"),
                marks("2", "", "20260601", "Conseil"),
            ],
            &first,
        );
        assert_eq!(slid[0].identity, first[1].identity);
        assert!(!identities(&first).contains(&slid[1].identity.as_str()));
        let other = identify(&[marks("1", "", "20270101", "Autre chose")], &first);
        assert!(!identities(&first).contains(&other[0].identity.as_str()));
    }

    #[test]
    fn what_was_absent_for_a_while_is_recognised() {
        let first = identify(&[marks("u", "", "20260401", "Atelier")], &[]);
        let moved = identify(&[marks("u", "", "20260408", "Atelier")], &first);
        let memory = remember(Vec::new(), remember(moved, first.clone()));
        let back = identify(&[marks("u", "", "20260408", "Atelier")], &memory);
        assert_eq!(identities(&first), identities(&back));
        let forgotten = (0..60).fold(memory, |memory, _| remember(Vec::new(), memory));
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
                let found = identify(&events, &known);
                let distinct: HashSet<&str> = found.iter().map(|event| event.identity.as_str()).collect();
                prop_assert_eq!(distinct.len(), events.len());
                prop_assert!(found.iter().all(|event| event.identity.len() == 32));
                known = remember(found, known);
            }
        }
    }
}
