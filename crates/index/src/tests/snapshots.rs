//! Snapshots that follow one another.

use super::*;
use passerelle_model::Status;

fn withdrawn(number: u64, change: u64) -> Gone {
    Gone {
        id: sample(number, "").consultation.id,
        at: now(),
        change,
    }
}

#[test]
fn a_withdrawn_consultation_is_gone_until_it_is_back() {
    let index = empty_index();
    let id = sample(1, "").consultation.id;
    let first = index.apply(
        Delta {
            upserts: vec![sample(1, "Parc")],
            gone: vec![],
        },
        now(),
    );
    assert!(matches!(first.get(id), Some(IdState::Here(_))));
    let second = index.apply(
        Delta {
            upserts: vec![],
            gone: vec![withdrawn(1, 2)],
        },
        now(),
    );
    assert!(matches!(second.get(id), Some(IdState::Gone(gone)) if gone.change == 2));
    assert!(titles(&second, "q=parc").is_empty());
    assert_eq!(
        titles(&first, "q=parc"),
        ["Parc"],
        "readers keep the snapshot that they took"
    );
    let mut back = sample(1, "Parc");
    back.history.change = 3;
    let third = index.apply(
        Delta {
            upserts: vec![back],
            gone: vec![withdrawn(1, 2)],
        },
        now(),
    );
    assert!(matches!(third.get(id), Some(IdState::Here(_))));
    assert_eq!(titles(&third, "q=parc"), ["Parc"]);
    assert!(first.version() < second.version() && second.version() < third.version());
    assert!(third.get(sample(9, "").consultation.id).is_none());
}

#[test]
fn a_changed_consultation_is_found_by_its_new_words_only() {
    let index = empty_index();
    for title in ["Piscine", "Patinoire"] {
        index.apply(
            Delta {
                upserts: vec![sample(1, title)],
                gone: vec![],
            },
            now(),
        );
    }
    let snapshot = index.current();
    assert!(titles(&snapshot, "q=piscine").is_empty());
    assert_eq!(titles(&snapshot, "q=patinoire"), ["Patinoire"]);
    assert_eq!(snapshot.len(), 1);
}

#[test]
fn statuses_follow_the_clock_without_a_poll() {
    let index = empty_index();
    let delta = Delta {
        upserts: vec![
            running(sample(1, "finit"), "2026-11-01", "2026-11-22"),
            running(sample(2, "ouvre"), "2026-11-24", "2026-12-22"),
        ],
        gone: vec![],
    };
    let first = index.apply(delta, now());
    assert_eq!(first.next_transition(), Some(at("2026-11-22T23:00:00Z")));
    assert_eq!(
        first.last_modified(),
        Some(now() - Duration::days(1)),
        "the last change of content"
    );
    let early = index.renew(now() + Duration::hours(1));
    assert_eq!(early.version(), first.version(), "nothing to renew yet");
    let later = index.renew(at("2026-11-24T12:00:00Z"));
    let status = |title: &str| {
        let found = later.search(&filter(&format!("q={title}")));
        found.items[0].status
    };
    assert_eq!(status("finit"), Status::Closed);
    assert_eq!(status("ouvre"), Status::Open);
    assert_eq!(later.last_modified(), Some(at("2026-11-23T23:00:00Z")));
    assert!(
        std::ptr::eq(first.suggestions(), later.suggestions()),
        "nothing else is unmerged"
    );
    assert_eq!(titles(&later, "status=open"), ["ouvre"]);
    assert_eq!(titles(&first, "status=open"), ["finit"]);
}

#[test]
fn a_restart_tells_the_same_last_change() {
    let stored = running(sample(1, "finit"), "2026-11-01", "2026-11-22");
    let later = at("2026-11-24T12:00:00Z");
    let delta = || Delta {
        upserts: vec![stored.clone()],
        gone: vec![],
    };
    let living = empty_index();
    living.apply(delta(), now());
    let restarted = empty_index();
    assert_eq!(
        living.renew(later).last_modified(),
        restarted.apply(delta(), later).last_modified()
    );
}

#[test]
fn changes_come_in_order_with_tombstones_and_can_be_followed() {
    let index = empty_index();
    index.apply(
        Delta {
            upserts: (1..=5).map(|number| sample(number, "Parc")).collect(),
            gone: vec![],
        },
        now(),
    );
    let snapshot = index.apply(
        Delta {
            upserts: vec![],
            gone: vec![withdrawn(2, 6)],
        },
        now(),
    );
    let mut since = 0;
    let mut places = Vec::new();
    loop {
        let page = snapshot.changes(since, 2);
        places.extend(page.items.iter().map(Change::place));
        since = page.next_since;
        if !page.more {
            break;
        }
    }
    assert_eq!(places, [1, 3, 4, 5, 6]);
    assert_eq!(
        (
            snapshot.last_change(),
            empty_index().current().last_change()
        ),
        (6, 0)
    );
    assert_eq!(snapshot.changes(since, 2).next_since, 6);
    assert!(matches!(
        snapshot.changes(5, 10).items[..],
        [Change::Tombstone(_)]
    ));
}

#[test]
fn themes_that_nothing_has_any_more_are_forgotten() {
    let index = empty_index();
    let mut snapshot = index.current();
    for round in 0..10 {
        let mut changing = sample(1, "Parc");
        changing.consultation.themes = (0..500)
            .map(|number| french(&format!("thème {round} {number}")))
            .collect();
        let delta = Delta {
            upserts: vec![changing],
            gone: vec![],
        };
        snapshot = index.apply(delta, now());
    }
    assert!(snapshot.themes.values().len() < 4500);
    assert_eq!(titles(&snapshot, "theme=theme-9-499"), ["Parc"]);
}

#[test]
fn a_cursor_of_another_question_is_refused() {
    let snapshot = holding((0..5).map(|number| sample(number, "Parc")).collect());
    let cursor = snapshot.search(&filter("limit=2")).next_cursor.unwrap();
    let follow = |query: &str| format!("{query}&cursor={cursor}");
    assert_eq!(refused(&follow("status=open")).name, "cursor");
    assert!(filter(&follow("limit=3&lang=en")).cursor.is_some());
}
