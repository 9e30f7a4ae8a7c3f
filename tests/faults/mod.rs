//! Every fault of a source is named as what it is, whatever the platform, in words that somebody can act on.
//!
//! The program polls a server for each row of the table; each is out of order in one way. With `--nocapture` the table is printed with what
//! is said.

mod certificates;
mod network;
mod platforms;
mod server;
mod sites;
mod table;

use std::fmt::Write as _;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono_tz::Europe::Paris;
use passerelle::clock::SystemClock;
use passerelle::connector;
use passerelle::fetch::{DnsFault, Fetch, Fetcher, Names, Request, Settings};
use passerelle::model::Reason;
use passerelle::model::reason::{Audience, Code};
use passerelle::publish::phrases::Phrases;
use serde_json::Value;

use crate::gateways::configuration;
use crate::process::{passerelle, stderr, stdout};
use certificates::Authority;
use server::{Fault, Server, always};
use table::{Row, WELL, rows};

/// Words that no message may hold: those of the libraries, parts of answers, paths of the machine.
const FOREIGN: [&str; 10] = [
    "Error(",
    "Other(",
    "{",
    "Some(",
    "None",
    " none ",
    "/tmp/",
    "/home/",
    env!("CARGO_MANIFEST_DIR"),
    "os error",
];

/// Advice that no message may give, for it would withdraw what is published, or lose it.
const DESTRUCTIVE: [&str; 13] = [
    "remove the source",
    "remove this source",
    "delete ",
    "unset ",
    "drop the",
    "disable the source",
    "take the source out",
    "withdraw them",
    "supprimez",
    "effacez",
    "retirez",
    "désactivez",
    "désinstallez",
];

/// The `[[sources]]` of a row.
fn source(at: usize, row: &Row, server: &Server) -> String {
    let path = match row.platform {
        "feed" => "/flux",
        "calendar" => "/agenda",
        "file" => "/liste",
        _ => "",
    };
    let mut block = format!(
        "[[sources]]\nid = \"row-{at}\"\nplatform = \"{}\"\nurl = \"{}:{}{path}\"\nterritory = \"54395\"\n",
        row.platform,
        row.site,
        server.address.port()
    );
    if row.platform == "opendatasoft" {
        block.push_str(
            "dataset = \"projets\"\n[sources.fields]\nid = \"id\"\ntitle = \"titre\"\nurl = \"lien\"\n",
        );
    }
    block
}

/// Polls these sources once with the program, on a machine that trusts this certificate only; returns what it prints as JSON.
fn poll(folder: &Path, sources: &str, trusted: &str) -> Vec<Value> {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    let database = format!("sqlite://{}", folder.join("gateway.db").display());
    write(
        "gateway.toml",
        &configuration("http://127.0.0.1:1", &database, sources),
    );
    write("trusted.pem", trusted);
    let output = tokio::task::block_in_place(|| {
        passerelle(
            &["poll", "--config", "gateway.toml", "--format", "json"],
            folder,
        )
        .env("SSL_CERT_FILE", folder.join("trusted.pem"))
        .env_remove("SSL_CERT_DIR")
        .output()
        .expect("the program starts")
    });
    let printed = stdout(&output);
    serde_json::from_str(&printed).unwrap_or_else(|_| panic!("{printed}{}", stderr(&output)))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_at_a_source_is_named_as_what_it_is_before_every_platform() {
    let authority = Authority::root("Autorité d’essai");
    let rows = rows(&authority);
    assert!(rows.len() >= 60, "{}", rows.len());
    let (mut servers, mut sources) = (Vec::new(), String::new());
    for (at, row) in rows.iter().enumerate() {
        let server = Server::start(row.fault.clone()).await;
        sources.push_str(&source(at, row, &server));
        servers.push(server);
    }
    let folder = tempfile::TempDir::new().expect("a folder");
    let reports = poll(folder.path(), &sources, &authority.pem());
    assert_eq!(reports.len(), rows.len());

    let (mut printed, mut wrong) = (String::new(), Vec::new());
    for report in &reports {
        let at: usize = report["source"].as_str().unwrap()["row-".len()..]
            .parse()
            .unwrap();
        let (row, error) = (&rows[at], &report["error"]);
        let code = error["code"].as_str().unwrap_or(WELL);
        let line = format!("{} | {} | {code}", row.platform, row.what);
        let _ = writeln!(printed, "{line}");
        if code != row.code {
            wrong.push(format!("expected {}: {line} {error}", row.code));
        }
        if code != WELL {
            let reason = serde_json::from_value(error.clone()).expect("a reason");
            for said in in_both_languages(&reason) {
                let _ = writeln!(printed, "    {said}");
                assert_is_plain(&line, &said);
            }
            let told = error["message"].as_str().expect("a message");
            assert_eq!(told, in_both_languages(&reason)[0], "{line}");
        }
    }
    show(&printed);
    assert!(
        wrong.is_empty(),
        "{} of {} are named wrongly:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// The messages to the operator, in French and in English.
fn in_both_languages(reason: &Reason) -> [String; 2] {
    ["fr", "en"].map(|tag| {
        let phrases = Phrases::of(&[tag.parse().expect("a language")]);
        let said = phrases.reason(reason, Audience::Operator, Paris);
        said.whole(&phrases)
    })
}

/// Prints what a person may want to read (`--nocapture`).
#[expect(clippy::print_stdout, reason = "the table is printed to be read")]
fn show(text: &str) {
    println!("{text}");
}

fn assert_is_plain(line: &str, said: &str) {
    assert!(!said.is_empty(), "nothing is said: {line}");
    for word in FOREIGN {
        assert!(
            !said.contains(word),
            "`{word}` is no word for people: {line}"
        );
    }
    for advice in DESTRUCTIVE {
        assert!(
            !said.to_lowercase().contains(advice),
            "`{advice}` would lose what is published: {line}"
        );
    }
}

/// Names that the test knows.
struct Known;

#[async_trait::async_trait]
impl Names for Known {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsFault> {
        match host {
            "vide.example" => Ok(Vec::new()),
            "muet.example" => Err(DnsFault::NoAnswer),
            "interne.example" => Ok(vec![[10, 0, 0, 1].into()]),
            _ => Err(DnsFault::NoSuchName),
        }
    }
}

/// The message about an address that nothing comes from.
async fn unreached(url: &str, settings: Settings) -> Reason {
    let fetcher = Fetcher::with_names(settings, Arc::new(SystemClock), Arc::new(Known));
    let request = Request {
        url: url.parse().expect("an address"),
        headers: Vec::new(),
        body: None,
    };
    let error = fetcher.expect("a fetcher").send(request).await;
    let error = error.expect_err("no answer");
    Reason::from(&connector::Error::from(error))
}

fn is_told(reason: &Reason, code: &str) {
    assert_eq!(reason.code(), code, "{reason}");
    for said in in_both_languages(reason) {
        show(&format!("{code} | {said}"));
        assert_is_plain(code, &said);
    }
}

fn settings() -> Settings {
    let gateway = "https://agenda.example.fr".parse().expect("an address");
    Settings {
        min_gap: Duration::ZERO,
        tries: 1,
        ..Settings::new(&gateway, "essai@example.fr")
    }
}

#[tokio::test]
async fn names_that_lead_nowhere_are_told_apart() {
    for (url, code) in [
        ("https://inconnu.example/", "name_unknown"),
        ("https://muet.example/", "name_server_silent"),
        ("https://vide.example/", "name_without_address"),
        ("https://interne.example/", "private_address"),
        ("https://10.0.0.1/", "private_address"),
    ] {
        is_told(&unreached(url, settings()).await, code);
    }
}

#[tokio::test]
async fn what_is_too_slow_or_too_large_is_told_apart() {
    let settings = Settings {
        allow_private_addresses: true,
        total_timeout: Duration::from_millis(300),
        max_body: 1_000,
        ..settings()
    };
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let large = Server::start(Fault::Answers(always(server::Reply::new(200, [0; 2_000])))).await;
    for (address, code) in [
        (silent.local_addr().expect("an address"), "answer_timeout"),
        (large.address, "answer_too_large"),
    ] {
        let url = format!("http://{address}/");
        is_told(&unreached(&url, settings.clone()).await, code);
    }
}

/// Returns all phrase files of a language as one text.
fn phrases_of(language: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("crates/phrases/texts")
        .join(language);
    let files = std::fs::read_dir(folder).expect("the phrases");
    files
        .map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("phrases") + "\n")
        .collect()
}

#[test]
fn no_reason_advises_what_would_lose_anything() {
    for language in ["fr", "en"] {
        let text = phrases_of(language);
        let mut is_reason = false;
        for line in text.lines() {
            if !line.starts_with([' ', '}']) {
                is_reason = line.starts_with("reason-");
            }
            let line = line.to_lowercase();
            let advised = DESTRUCTIVE.iter().find(|advice| line.contains(**advice));
            assert!(!is_reason || advised.is_none(), "{advised:?}: {line}");
        }
    }
}

#[test]
fn every_code_is_explained_in_the_documentation_and_no_other() {
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.token()).collect();
    codes.sort_unstable();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/faults.md");
    let text = std::fs::read_to_string(page).expect("docs/faults.md");
    let mut explained: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    explained.sort_unstable();
    assert_eq!(explained, codes);
    let authority = Authority::root("Autorité d’essai");
    for row in rows(&authority).iter().filter(|row| row.code != WELL) {
        assert!(Code::of(row.code).is_some(), "{}", row.code);
    }
}
