//! Commits that do not come to their end: all or nothing, and the next one goes on.

use std::time::Duration;

use super::{contents, execute, fill, place};
use crate::samples::{commit, consultation, id, moment, upsert};
use crate::sqlite::Sqlite;
use crate::{Committed, Error, Store, Write};
use passerelle_model::Language;

#[tokio::test]
async fn a_commit_that_fails_half_way_changes_nothing() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    let before = contents(&store).await;
    let writes = || {
        vec![
            Write::Missing {
                id: id(1),
                polls: 1,
                since: moment(2),
            },
            upsert(consultation(1, "Changed", &[1], 0), 2),
            Write::Withdraw { id: id(2) },
            upsert(consultation(4, "New", &[4], 0), 1),
        ]
    };
    // The first fails at a line in the middle, the second at the very last write.
    for trigger in [
        "CREATE TRIGGER fault BEFORE UPDATE OF body ON meeting WHEN new.body IS NULL AND old.body IS NOT NULL
             AND old.consultation_id IN (SELECT id FROM consultation WHERE native_id = '2')
         BEGIN SELECT RAISE(ABORT, 'fault'); END",
        "CREATE TRIGGER fault BEFORE UPDATE ON source_state BEGIN SELECT RAISE(ABORT, 'fault'); END",
    ] {
        execute(&store, trigger).await;
        let failed = store.commit(commit("nancy", 2, writes())).await;
        assert!(matches!(failed, Err(Error::Failed { .. })), "{failed:?}");
        assert_eq!(contents(&store).await, before);
        execute(&store, "DROP TRIGGER fault").await;
    }
    let done = store.commit(commit("nancy", 3, writes())).await.unwrap();
    assert_eq!((done.upserts.len(), done.tombstones.len()), (2, 1));
}

#[tokio::test]
async fn a_commit_that_is_given_up_half_way_changes_nothing_and_blocks_nobody() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    for micros in [0, 200, 1_000, 3_000, 10_000] {
        let before = contents(&store).await.consultations;
        let title = format!("After {micros}");
        let many = (0..100).map(|n| upsert(consultation(n, &title, &[n], 0), 2));
        let given_up = store.commit(commit("nancy", 2, many.collect()));
        let done = tokio::time::timeout(Duration::from_micros(micros), given_up).await;
        let after = contents(&store).await.consultations;
        if let Ok(committed) = done {
            assert_eq!(after, committed.unwrap().upserts);
        } else {
            // Given up while SQLite was about to confirm it, it may be there, but whole.
            let whole = Some(format!("After {micros}"));
            let titles = after
                .iter()
                .map(|stored| stored.consultation.title.get(&Language::french()));
            assert!(after == before || titles.eq(vec![whole.as_deref(); 100]));
        }
        let next = store.commit(commit("other", 3, Vec::new())).await;
        assert_eq!(next.unwrap(), Committed::default());
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_loses_nothing() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    let before = contents(&store).await;
    execute(&store, "PRAGMA max_page_count = 1").await; // SQLite takes the present size instead
    let many = || {
        (100..300)
            .map(|n| upsert(consultation(n, "Many", &[n], 0), 1))
            .collect()
    };
    let full = store.commit(commit("nancy", 2, many())).await.unwrap_err();
    assert!(matches!(full, Error::Full { .. }), "{full}");
    assert_eq!(contents(&store).await, before);
    execute(&store, "PRAGMA max_page_count = 1073741823").await;
    store.commit(commit("nancy", 2, many())).await.unwrap();
    assert_eq!(contents(&store).await.consultations.len(), 202);
}
