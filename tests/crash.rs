//! Killed at any moment of a poll, the gateway loses nothing that it served and doubles nothing.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use passerelle::clock::{Clock as _, SystemClock};
use passerelle::demo;
use passerelle::store::{self, Contents};

use crate::gateways::{configuration, platforms_of_the_demo};
use crate::process::{passerelle, run, stderr};

async fn contents(database: &str) -> Contents {
    let store = store::open(database).await.expect("the database opens");
    let contents = store.contents().await.expect("the database is read");
    store.close().await;
    contents
}

fn ids(contents: &Contents) -> BTreeSet<String> {
    let ids: Vec<String> = contents
        .consultations
        .iter()
        .map(|stored| stored.consultation.id.to_string())
        .collect();
    let distinct: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(distinct.len(), ids.len(), "nothing is doubled");
    distinct
}

fn poll(folder: &Path) -> std::process::Child {
    passerelle(
        &["poll", "--config", "gateway.toml", "--log", "error"],
        folder,
    )
    .stdout(std::process::Stdio::null())
    .stderr(std::process::Stdio::null())
    .spawn()
    .expect("the program starts")
}

/// The folder and the database of a gateway that polls the platforms.
fn gateway(platforms: &demo::Running) -> (tempfile::TempDir, String) {
    let folder = tempfile::TempDir::new().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
    let text = configuration(
        "http://127.0.0.1:1",
        &database,
        &platforms_of_the_demo(platforms),
    );
    std::fs::write(folder.path().join("gateway.toml"), text).expect("a configuration");
    (folder, database)
}

/// Measures how long a whole poll takes here and now, into a database that is thrown away.
fn time_of_a_poll(platforms: &demo::Running) -> Duration {
    let (folder, _) = gateway(platforms);
    let began = Instant::now();
    let output = run(&["poll", "--config", "gateway.toml"], folder.path());
    assert!(output.status.success(), "{}", stderr(&output));
    began.elapsed()
}

/// Kills ten polls with SIGKILL, from before the first request of a whole one until after its last write, and looks each time what is left.
/// Gives what is served at the end, and whether a poll was killed after it had written something.
async fn ten_kills(
    folder: &Path,
    database: &str,
    mut whole_poll: Duration,
) -> (BTreeSet<String>, bool) {
    let mut served = BTreeSet::new();
    let mut half_way = false;
    let mut kills = 0;
    while kills < 10 {
        let mut child = poll(folder);
        tokio::time::sleep(whole_poll * (2 * kills + 1) / 20).await;
        child.kill().expect("SIGKILL");
        let end = child.wait().expect("an end");
        let now = ids(&contents(database).await);
        assert!(
            now.is_superset(&served),
            "after {kills} kills: what was served is served still"
        );
        if end.signal() == Some(9) {
            kills += 1;
            half_way |= now.len() > served.len();
        } else {
            // It had ended: polls take less time than they did.
            whole_poll = whole_poll * 4 / 5;
        }
        served = now;
    }
    (served, half_way)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_ten_times_during_polls_it_loses_and_doubles_nothing() {
    let platforms = demo::start(SystemClock.now()).await.expect("the platforms");
    let mut attempts = 0;
    let (folder, database, served) = loop {
        let (folder, database) = gateway(&platforms);
        let whole_poll = time_of_a_poll(&platforms);
        let (served, half_way) = ten_kills(folder.path(), &database, whole_poll).await;
        if half_way {
            break (folder, database, served);
        }
        // On a machine whose load has changed meanwhile, every kill came too early or too late to show anything.
        attempts += 1;
        assert!(
            attempts < 5,
            "no poll was killed after it had written something"
        );
    };
    let output = run(&["poll", "--config", "gateway.toml"], folder.path());
    assert!(output.status.success(), "{}", stderr(&output));
    let whole = ids(&contents(&database).await);
    assert!(
        whole.is_superset(&served) && whole.len() >= 60,
        "{} consultations",
        whole.len()
    );
    let output = run(
        &["poll", "--config", "gateway.toml", "--format", "json"],
        folder.path(),
    );
    let reports: serde_json::Value = serde_json::from_slice(&output.stdout).expect("reports");
    for report in reports.as_array().expect("a list") {
        assert_eq!(
            (&report["outcome"]["new"], &report["outcome"]["withdrawn"]),
            (&0.into(), &0.into()),
            "{report}"
        );
    }
}
