//! `passerelle poll` beside a running `passerelle serve`, on one database: what the command brings, the daemon serves, without a restart.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::gateways::{client, configuration};
use crate::process::{Daemon, run, stderr};
use crate::small_decidim::SmallDecidim;

/// The longest time that the daemon may take to notice. It looks every five seconds; other tests run beside it.
const PATIENCE: Duration = Duration::from_mins(1);

async fn json(url: &str) -> Value {
    let answer = client().get(url).send().await.expect("an answer");
    answer.json().await.expect("JSON")
}

/// Waits until the answer at `url` is as wanted.
async fn until(url: &str, daemon: &mut Daemon, wanted: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = json(url).await;
        if wanted(&answer) {
            return answer;
        }
        assert!(Instant::now() < deadline, "{answer}\n{}", daemon.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_poll_brings_is_served_by_a_daemon_that_runs_beside_it() {
    let platform = SmallDecidim::start().await;
    let folder = tempfile::TempDir::new().expect("a folder");
    let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
    let sources = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[[sources]]\nid = \"small\"\nplatform = \"decidim\"\nurl = \"{}\"\nterritory = \"54395\"\n",
        platform.address
    );
    let text = configuration("http://127.0.0.1:1", &database, &sources);
    std::fs::write(folder.path().join("gateway.toml"), text).expect("a configuration");
    let mut daemon = tokio::task::block_in_place(|| {
        Daemon::start(&["serve", "--config", "gateway.toml"], folder.path())
    });
    let (list, changes, states) = (
        format!("{}/api/v1/consultations", daemon.address),
        format!("{}/api/v1/changes?since=0", daemon.address),
        format!("{}/api/v1/sources", daemon.address),
    );
    until(&states, &mut daemon, |states| {
        states["items"][0]["last_success"].is_string()
    })
    .await;

    // The daemon asks again in an hour.
    let poll = || {
        let output = tokio::task::block_in_place(|| {
            run(&["poll", "--config", "gateway.toml"], folder.path())
        });
        assert!(output.status.success(), "{}", stderr(&output));
    };
    platform.publish(1, "Budget participatif");
    platform.publish(2, "Plan vélo");
    poll();
    until(&list, &mut daemon, |list| list["total"] == 2).await;

    platform.publish(1, "Budget participatif 2027");
    poll();
    until(&list, &mut daemon, |list| {
        list.to_string().contains("Budget participatif 2027")
    })
    .await;
    let log = json(&changes).await;
    let changes = log["items"].as_array().expect("changes").iter();
    let places: Vec<u64> = changes
        .map(|change| change["change"].as_u64().expect("a place"))
        .collect();
    assert!(places.len() == 2 && places[0] < places[1], "{log}");
}
