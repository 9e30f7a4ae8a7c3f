//! The description of the interface, held to its word by schemathesis: what it makes of the description is sent to a running demo, and every answer is as
//! described.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::gateways::client;
use crate::process::Daemon;

/// The number of consultations that the demo holds when it has polled most of its sources.
const POLLED: u64 = 60;

#[test]
fn every_answer_is_as_the_description_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join(".venv/bin/schemathesis");
    assert!(
        program.exists(),
        "{} is missing: run `bash tests/support/venv`",
        program.display()
    );
    let folder = TempDir::new().unwrap();
    // The same inputs and the same answers on any day.
    let at = "2026-11-30T12:00:00+01:00";
    let arguments = ["demo", "--listen", "127.0.0.1:0", "--at", at];
    let mut daemon = Daemon::start(&arguments, folder.path());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let total = || {
        let url = format!("{}/api/v1/consultations?limit=1", daemon.address);
        let answer =
            runtime.block_on(async { client().get(url).send().await?.json::<Value>().await });
        answer.unwrap()["total"].as_u64().unwrap()
    };
    let deadline = Instant::now() + Duration::from_secs(90);
    while total() < POLLED && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(total() >= POLLED, "the demo has polled");
    let output = Command::new(program)
        .arg("--config-file")
        .arg(root.join("tests/support/schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/api/openapi.json", daemon.address))
        .args(["--max-examples", "20", "--workers", "1", "--seed", "1"])
        .args(["--no-color"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", daemon.log());
    assert!(said.contains("No issues found"), "{said}");
}
