//! A gateway for the browser, which polled the demo's platforms and a list of hard cases, and the scripts that look at it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Days, NaiveDate, Utc};
use passerelle::demo;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::gateways::{self, Running};

/// A list kept by hand that stays.
const HARD_CASES: &str = "cas-difficiles";
/// A list that is no longer configured when the browser comes: what stood in it was withdrawn.
const LEFT: &str = "partie";

/// A gateway, and what it reads.
pub(super) struct Stage {
    /// `http://127.0.0.1:PORT`
    pub(super) address: String,
    /// The id of a consultation that was withdrawn.
    pub(super) withdrawn: String,
    // Each stops when it is dropped, the gateway first.
    _gateway: Running,
    _platforms: demo::Running,
    _lists: TempDir,
    _runtime: Runtime,
}

impl Stage {
    /// Polls everything once, and serves it.
    pub(super) fn open() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let now = gateways::moment();
        let lists = TempDir::new().expect("a folder");
        let (platforms, gateway, withdrawn) = runtime.block_on(async {
            let platforms = demo::start(now).await.expect("the demo starts");
            let kept = list(lists.path(), HARD_CASES, &hard_cases(now));
            let left = list(
                lists.path(),
                LEFT,
                "id;titre\nretiree;Consultation retirée\n",
            );
            let (gateway, withdrawn) = polled(&platforms, &kept, &left).await;
            (platforms, gateway, withdrawn)
        });
        Self {
            address: gateway.address.clone(),
            withdrawn,
            _gateway: gateway,
            _platforms: platforms,
            _lists: lists,
            _runtime: runtime,
        }
    }

    /// Runs a script of `support/browser/` on this gateway; it may find no fault.
    pub(super) fn shows(&self, script: &str, more: &Value) {
        let mut told = json!({"address": self.address, "withdrawn": self.withdrawn});
        for (name, value) in more.as_object().expect("an object") {
            told[name] = value.clone();
        }
        run(script, &told);
    }
}

/// Runs a script; it must find no fault.
pub(super) fn run(script: &str, told: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/browser");
    let output = Command::new("node")
        .arg(path.join(script))
        .arg(told.to_string())
        .output()
        .expect("node starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let cried = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}:\n{said}{cried}");
}

/// A gateway that polled the demo and both lists, and was then started again without the second.
async fn polled(platforms: &demo::Running, kept: &str, left: &str) -> (Running, String) {
    let folder = std::sync::Arc::new(TempDir::new().expect("a folder"));
    let (listener, address) = gateways::reserve().await;
    let listen = listener.local_addr().expect("an address");
    let text = format!("{}{kept}{left}", platforms.configuration(listen));
    let folder_kept = std::sync::Arc::clone(&folder);
    let first = Running::configured(listener, address, &text, folder_kept).await;
    first.poll().await;
    let found = first
        .json(&format!("/api/v1/consultations?source={LEFT}"))
        .await;
    let withdrawn = found["items"][0]["id"].as_str().expect("an id").to_owned();
    drop(first);
    let (listener, address) = gateways::reserve().await;
    let listen = listener.local_addr().expect("an address");
    let text = format!("{}{kept}", platforms.configuration(listen));
    let second = Running::configured(listener, address, &text, folder).await;
    (second, withdrawn)
}

/// Writes a list; the source that reads it.
fn list(folder: &Path, id: &str, rows: &str) -> String {
    let path = folder.join(format!("{id}.csv"));
    std::fs::write(&path, rows).expect("a list");
    let path = path.display();
    format!(
        "\n[[sources]]\nid = \"{id}\"\nname = \"Liste « {id} »\"\nplatform = \"file\"\nurl = \"{path}\"\norigin = \"{id}.example\"\nterritory = \"54395\"\n"
    )
}

/// Consultations that strain a page: a title without a space to break at, sixty meetings, days without a place, an end that is today.
fn hard_cases(now: DateTime<Utc>) -> String {
    let today = now.with_timezone(&chrono_tz::Europe::Paris).date_naive();
    let day = |days: u64| -> NaiveDate {
        today
            .checked_add_days(Days::new(days))
            .expect("a day to come")
    };
    let unbroken =
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let mut rows = String::from(
        "id;titre;résumé;description;ouvre;ferme;commune;modalités;thèmes;réunion;fin de la réunion;titre de la réunion;lieu de la réunion;réunion annulée;bilan\n",
    );
    let _ = writeln!(
        rows,
        "long;{unbroken} : https://exemple.fr/{unbroken};{unbroken} {unbroken};<p>{unbroken}</p><h2>{unbroken}</h2><ul><li>{unbroken}</li></ul>;{today};{};Nancy;débat;{unbroken};;;;;;",
        day(3)
    );
    let _ = writeln!(
        rows,
        "dernier;Ferme aujourd’hui & <demain> ?;« Dernier jour » ;;{today};{today};Seichamps;vote;Œuvres d’art;;;;;;"
    );
    let _ = writeln!(
        rows,
        "reunions;Soixante réunions;Une par jour, ou deux;;{today};{};Nancy;rencontre publique;;;;;;;",
        day(40)
    );
    for meeting in 0..60 {
        let on = day(meeting / 2);
        let cancelled = if meeting % 7 == 3 { "oui" } else { "" };
        let _ = writeln!(
            rows,
            "reunions;;;;;;;;;{on} 18h30;20h30;Réunion {meeting} : {unbroken};Salle polyvalente {unbroken};{cancelled};"
        );
    }
    let _ = writeln!(
        rows,
        "bilan;Ce qui en est sorti;;;2026-01-01;2026-02-01;Vandœuvre-lès-Nancy;questionnaire;;;;;;;https://exemple.fr/{unbroken}.pdf"
    );
    rows
}
