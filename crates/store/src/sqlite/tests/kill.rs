//! `kill -9` at any moment: a process of its own writes round after round and is killed, again and again.

use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::reference::Reference;
use crate::samples::{commit, consultation, id, source, upsert};
use crate::sqlite::Sqlite;
use crate::{Commit, Store, Write};

/// The place where the process that will be killed finds the address of its database.
const ADDRESS: &str = "PASSERELLE_TEST_KILL";
const THIS_TEST: &str =
    "sqlite::tests::kill::nothing_acknowledged_is_lost_and_nothing_doubled_by_ten_kills";
const KILLS: u32 = 10;

/// The commit of a round: changes, a new consultation, a withdrawal. The number of the round goes into the state.
fn round(number: u32) -> Commit {
    let changed = (0..20).map(|n| {
        let title = format!("Round {number}");
        let hops = (n % 2) as usize;
        upsert(consultation(n, &title, &[n, number % 5], hops), number)
    });
    let new = upsert(consultation(1000 + number, "New", &[], 0), 1);
    let gone = Write::Withdraw {
        id: id(number % 20),
    };
    let mut commit = commit("nancy", 0, changed.chain([new, gone]).collect());
    commit.state.failures = number;
    commit
}

/// The last round that the store has.
async fn last_round(store: &Sqlite) -> u32 {
    let state = store.source_state(&source("nancy")).await.unwrap();
    state.map_or(0, |state| state.failures)
}

/// Writes rounds until killed, and says each once it is kept.
async fn write_for_ever(url: &str) {
    let store = Sqlite::open(url).await.unwrap();
    for number in last_round(&store).await + 1.. {
        store.commit(round(number)).await.unwrap();
        writeln!(std::io::stderr(), "kept {number}").unwrap();
    }
}

/// Lets a process write at least `rounds` rounds, kills it a little later, and returns the last round that it said was kept.
fn write_and_kill(url: &str, rounds: usize, later: Duration) -> u32 {
    let mut process = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", THIS_TEST, "--nocapture"])
        .env(ADDRESS, url)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(process.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("kept ")?.parse().ok());
    let mut last = 0;
    for number in said.by_ref().take(rounds) {
        last = number;
    }
    std::thread::sleep(later);
    process.kill().unwrap(); // SIGKILL
    process.wait().unwrap();
    said.last().unwrap_or(last)
}

async fn check(url: &str, acknowledged: u32, reference: &Reference, known_rounds: &mut u32) {
    let store = Sqlite::open(url).await.unwrap();
    let integrity: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&store.writer)
        .await
        .unwrap();
    assert_eq!(integrity, "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&store.writer);
    assert!(orphans.await.unwrap().is_empty());

    let last = last_round(&store).await;
    assert!(
        last == acknowledged || last == acknowledged + 1,
        "round {acknowledged} was acknowledged, and the last that is there is {last}"
    );
    for number in *known_rounds + 1..=last {
        reference.commit(round(number)).await.unwrap();
    }
    *known_rounds = last;
    // All rounds are there in full, each once.
    assert_eq!(
        store.contents().await.unwrap(),
        reference.contents().await.unwrap()
    );
    store.close().await;
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_and_nothing_doubled_by_ten_kills() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tells the process that will be killed from the one that kills"
    )]
    if let Ok(url) = std::env::var(ADDRESS) {
        return write_for_ever(&url).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/kept.db", folder.path().display());
    let reference = Reference::default();
    let mut rounds = 0;
    for kill in 0..KILLS {
        let wanted = 1 + (kill as usize * 7) % 11;
        let later = Duration::from_micros(u64::from(kill) * 3571 % 20_000);
        let acknowledged = write_and_kill(&url, wanted, later).max(rounds);
        check(&url, acknowledged, &reference, &mut rounds).await;
    }
    assert!(rounds > KILLS, "too few rounds to mean anything: {rounds}");
}

#[tokio::test]
async fn a_database_whose_making_was_cut_short_is_made_by_the_next_start() {
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/kept.db", folder.path().display());
        let later = Duration::from_millis(u64::from(kill) * 4);
        let acknowledged = write_and_kill(&url, 0, later);
        check(&url, acknowledged, &Reference::default(), &mut 0).await;
    }
}
