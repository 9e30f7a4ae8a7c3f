//! What this engine promises beside the contract of every store: files, locks, failures half way.

use std::time::Duration;

use proptest::prelude::*;
use tempfile::TempDir;

use super::Sqlite;
use super::open::Location;
use crate::model::Language;
use crate::store::reference::Reference;
use crate::store::samples::{commit, consultation, id, moment, source, upsert};
use crate::store::{Contents, Error, Store, Write, contract, open};

/// A folder that lasts as long as the test, and the address of a database in it.
fn place() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/kept.db", folder.path().display());
    (folder, url)
}

async fn contents(store: &Sqlite) -> Contents {
    store.contents().await.unwrap()
}

async fn execute(store: &Sqlite, sql: &'static str) {
    sqlx::query(sql).execute(&store.writer).await.unwrap();
}

/// Two consultations with meetings, and a withdrawn one.
async fn fill(store: &Sqlite) {
    let writes = (1..=3).map(|n| upsert(consultation(n, "Budget", &[n, n + 10], 0), 1));
    let writes = writes.chain([Write::Withdraw { id: id(3) }]).collect();
    store.commit(commit("nancy", 1, writes)).await.unwrap();
}

#[tokio::test]
async fn every_kind_of_store_holds_the_contract() {
    contract::hold(async || Reference::default()).await;
    contract::hold(async || Sqlite::open("sqlite::memory:").await.unwrap()).await;
    let (_folder, url) = place();
    let mut number = 0;
    contract::hold(async || {
        number += 1;
        Sqlite::open(&format!("{url}{number}")).await.unwrap()
    })
    .await;
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    let before = contents(&store).await;
    store.close().await;
    drop(store);

    let store = open(&url).await.unwrap();
    assert_eq!(store.contents().await.unwrap(), before);
    assert_eq!(
        (before.consultations.len(), before.tombstones.len()),
        (2, 1)
    );
    let next = vec![upsert(consultation(9, "Next", &[], 0), 1)];
    let next = store.commit(commit("nancy", 2, next)).await.unwrap();
    assert_eq!(next.upserts[0].history.change, 5, "the change log goes on");
}

#[tokio::test]
async fn a_place_in_the_change_log_is_never_given_twice() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    // Even if the last lines of the log were lost.
    execute(&store, "DELETE FROM change WHERE seq = 4").await;
    store.close().await;
    let store = Sqlite::open(&url).await.unwrap();
    let next = vec![upsert(consultation(9, "Next", &[], 0), 1)];
    let next = store.commit(commit("nancy", 2, next)).await.unwrap();
    assert_eq!(next.upserts[0].history.change, 5);
}

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
        match done {
            Ok(committed) => assert_eq!(after, committed.unwrap().upserts),
            // Given up while SQLite was about to confirm it, it may be there, but whole.
            Err(_) => {
                let whole = Some(format!("After {micros}"));
                let titles = after
                    .iter()
                    .map(|stored| stored.consultation.title.get(&Language::french()));
                assert!(after == before || titles.eq(vec![whole.as_deref(); 100]));
            }
        }
        let next = store.commit(commit("other", 3, Vec::new())).await;
        assert_eq!(next.unwrap(), crate::store::Committed::default());
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readers_see_whole_commits_only_and_do_not_wait() {
    const EACH: u32 = 20;
    let (_folder, url) = place();
    let store = std::sync::Arc::new(Sqlite::open(&url).await.unwrap());
    let writer = tokio::spawn({
        let store = store.clone();
        async move {
            for round in 1..=20 {
                let title = format!("Round {round}");
                let all = (0..EACH).map(|n| upsert(consultation(n, &title, &[n], 0), round));
                let commit = commit("nancy", i64::from(round), all.collect());
                store.commit(commit).await.unwrap();
            }
        }
    });
    let mut rounds = std::collections::BTreeSet::new();
    while !writer.is_finished() {
        let seen = contents(&store).await.consultations;
        let revisions: std::collections::BTreeSet<u32> =
            seen.iter().map(|stored| stored.history.revision).collect();
        assert!(
            revisions.len() <= 1,
            "a commit was seen by halves: {revisions:?}"
        );
        assert!(seen.is_empty() || seen.len() == EACH as usize);
        rounds.extend(revisions);
    }
    writer.await.unwrap();
    assert!(!rounds.is_empty());

    // While somebody writes, a reader answers at once.
    let lock = store.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let read = tokio::time::timeout(Duration::from_secs(5), contents(&store)).await;
    assert_eq!(read.unwrap().consultations.len(), EACH as usize);
    store.ping().await.unwrap();
    drop(lock);
}

#[tokio::test]
async fn a_file_that_is_not_ours_is_told_and_left_as_it_is() {
    let (folder, url) = place();
    let path = folder.path().join("kept.db");
    let text = "Ceci n’est pas une base de données.\n".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::NotADatabase { .. }), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::remove_file(&path).unwrap();

    let store = Sqlite::open(&url).await.unwrap();
    execute(&store, "PRAGMA application_id = 0").await;
    store.close().await;
    let before = std::fs::read(&path).unwrap();
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(matches!(error, Error::Foreign { .. }), "{error}");
    assert!(error.to_string().contains("kept.db"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    execute(
        &store,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    )
    .await;
    store.close().await;
    let error = Sqlite::open(&url).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Newer {
                migration: 9999,
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_database_that_another_process_locks_is_told() {
    let (_folder, url) = place();
    let other = Sqlite::open(&url).await.unwrap();
    let store = Sqlite::open_patiently(&url, Duration::from_millis(50))
        .await
        .unwrap();
    let lock = other.writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let busy = store
        .commit(commit("nancy", 1, Vec::new()))
        .await
        .unwrap_err();
    assert!(matches!(busy, Error::Busy { .. }), "{busy}");
    let busy = Sqlite::open_patiently(&url, Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(matches!(busy, Error::Busy { .. }), "{busy}");
    lock.rollback().await.unwrap();
    store.commit(commit("nancy", 1, Vec::new())).await.unwrap();
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_told() {
    let (_folder, url) = place();
    let mut store = Sqlite::open(&url).await.unwrap();
    store.writer = store.readers.clone();
    let error = store
        .commit(commit("nancy", 1, Vec::new()))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
}

#[tokio::test]
async fn a_place_that_cannot_be_is_told() {
    let (folder, _) = place();
    let folder = folder.path().display();
    let error = open(&format!("sqlite://{folder}/no/such/kept.db"))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, Error::NoFolder { .. }), "{error}");
    let error = open(&format!("sqlite://{folder}")).await.err().unwrap();
    assert!(matches!(error, Error::Unopenable { .. }), "{error}");
    let error = open("mysql://root:secret@host/db")
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.starts_with("`mysql` is not a store") && !error.contains("secret"),
        "{error}"
    );
}

#[test]
fn addresses_name_a_file_or_memory() {
    let location = |url| Location::of_url(url).map_err(|error| error.to_string());
    assert_eq!(location("sqlite::memory:"), Ok(Location::Memory));
    for (url, path) in [
        ("sqlite://passerelle.db", "passerelle.db"),
        (
            "sqlite:///var/lib/passerelle/kept é.db",
            "/var/lib/passerelle/kept é.db",
        ),
    ] {
        assert_eq!(location(url), Ok(Location::File(path.as_ref())));
    }
    for bad in [
        "sqlite:",
        "sqlite:passerelle.db",
        "sqlite://",
        "sqlite://dir/",
        "sqlite://a.db?mode=ro",
        "sqlite://file:a.db",
    ] {
        let told = location(bad).unwrap_err();
        assert!(
            told.starts_with(&format!("`{bad}` is no usable address")),
            "{told}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_neither_served_nor_lost_and_heals_at_the_next_poll() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    let spoil = [
        "UPDATE consultation SET body = '{\"id\": 1}' WHERE native_id = '1'",
        "UPDATE meeting SET body = 'x' WHERE consultation_id = (SELECT id FROM consultation WHERE native_id = '2') AND position = 1",
        "UPDATE source_state SET body_version = 99",
    ];
    for sql in spoil {
        execute(&store, sql).await;
    }
    let read = contents(&store).await;
    assert_eq!(
        (
            read.consultations.len(),
            read.tombstones.len(),
            read.unreadable
        ),
        (0, 1, 2)
    );
    assert_eq!(store.source_state(&source("nancy")).await.unwrap(), None);
    let known = store.known(&source("nancy")).await.unwrap();
    let unreadable = known.iter().filter(|known| known.withdrawn_at.is_none());
    for known in unreadable {
        assert_eq!(
            (known.consultation.as_ref(), known.fingerprint.as_str()),
            (None, "")
        );
        assert_eq!(known.history.revision, 1);
    }
    let kept: String = sqlx::query_scalar("SELECT body FROM consultation WHERE native_id = '1'")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert_eq!(kept, "{\"id\": 1}", "left as it is");

    let anew = (1..=2)
        .map(|n| upsert(consultation(n, "Budget", &[n], 0), 2))
        .collect();
    store.commit(commit("nancy", 2, anew)).await.unwrap();
    let read = contents(&store).await;
    assert_eq!(
        (
            read.consultations.len(),
            read.unreadable,
            read.sources.len()
        ),
        (2, 0, 1)
    );
}

/// Any line about one of a few consultations.
fn any_write() -> impl Strategy<Value = Write> {
    let content = (
        0..5_u32,
        "[a-c]",
        prop::collection::vec(0..4_u32, 0..3),
        0..3_usize,
    );
    let content =
        content.prop_map(|(n, title, meetings, hops)| consultation(n, &title, &meetings, hops));
    let upserts =
        (content.clone(), 1..5_u32, 0..3_u32).prop_map(|(mut content, revision, sequence)| {
            for meeting in &mut content.meetings {
                meeting.history.sequence = sequence;
            }
            upsert(content, revision)
        });
    prop_oneof![
        4 => upserts,
        1 => content.prop_map(|content| Write::Refresh { consultation: Box::new(content) }),
        1 => (0..5_u32).prop_map(|n| Write::Seen { id: id(n) }),
        2 => (0..5_u32, 1..3_u32).prop_map(|(n, polls)| Write::Missing { id: id(n), polls, since: moment(0) }),
        2 => (0..5_u32).prop_map(|n| Write::Withdraw { id: id(n) }),
    ]
}

/// A poll of one of three sources, or (`None`) its removal.
fn any_act() -> impl Strategy<Value = (&'static str, Option<Vec<Write>>)> {
    let name = prop::sample::select(vec!["one", "two", "three"]);
    (
        name,
        prop::option::weighted(0.9, prop::collection::vec(any_write(), 0..6)),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_sequence_of_polls_gives_what_the_reference_gives(acts in prop::collection::vec(any_act(), 1..12)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (store, reference) = (Sqlite::open("sqlite::memory:").await.unwrap(), Reference::default());
            for (minute, (name, writes)) in (0..).zip(acts) {
                let (got, expected) = match writes {
                    Some(writes) => {
                        let commit = commit(name, minute, writes);
                        (store.commit(commit.clone()).await.unwrap(), reference.commit(commit).await.unwrap())
                    }
                    None => (
                        store.remove_source(&source(name), moment(minute)).await.unwrap(),
                        reference.remove_source(&source(name), moment(minute)).await.unwrap(),
                    ),
                };
                prop_assert_eq!(got, expected);
                prop_assert_eq!(contents(&store).await, reference.contents().await.unwrap());
                for name in ["one", "two", "three"] {
                    let name = source(name);
                    prop_assert_eq!(store.known(&name).await.unwrap(), reference.known(&name).await.unwrap());
                }
            }
            Ok(())
        })?;
    }
}
