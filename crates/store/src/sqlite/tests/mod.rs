//! Promises of this engine beside the contract of every store.

use std::time::Duration;

use tempfile::TempDir;

use super::Sqlite;
use crate::reference::Reference;
use crate::samples::{commit, consultation, id, source, upsert};
use crate::{Contents, Store, Write, contract, open};

mod failures;
mod kill;
mod opening;
mod property;

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
async fn a_store_knows_when_another_process_has_written() {
    let one = Reference::default();
    contract::hold_beside(&one, &one.beside()).await;
    let (_folder, url) = place();
    let one = Sqlite::open(&url).await.unwrap();
    contract::hold_beside(&one, &Sqlite::open(&url).await.unwrap()).await;
}

#[tokio::test]
async fn what_was_committed_is_there_after_a_restart() {
    let (_folder, url) = place();
    let store = Sqlite::open(&url).await.unwrap();
    fill(&store).await;
    let before = contents(&store).await;
    let log = store.log().await.unwrap();
    store.close().await;
    drop(store);

    let store = open(&url).await.unwrap();
    assert_eq!(store.log().await.unwrap(), log);
    let other = Sqlite::open("sqlite::memory:").await.unwrap();
    assert_ne!(other.log().await.unwrap(), log, "each log has its own name");
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
