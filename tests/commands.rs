//! The commands, as scripts and people use them: what they print where, and how they end.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::gateways::client;
use crate::process::{Daemon, run, stderr, stdout};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn check_accepts_the_default_configuration_and_every_example() {
    let examples = std::fs::read_dir(repository().join("config/examples")).expect("the examples");
    let files = examples.map(|file| file.expect("a file").path());
    let mut examples: Vec<_> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| format!("examples/{}", path.file_name().expect("a name").display()))
        .collect();
    for territory in ["grand-nancy", "nantes", "grenoble", "nimes"] {
        assert!(examples.contains(&format!("examples/{territory}.toml")));
    }
    examples.push("passerelle.toml".to_owned());
    for file in examples {
        let path = format!("config/{file}");
        let output = run(&["check", "--config", &path], repository());
        assert!(output.status.success(), "{path}: {}", stdout(&output));
        assert!(stdout(&output).contains("valid"));
    }
}

#[test]
fn check_names_every_problem_with_its_line_and_ends_with_2() {
    let folder = TempDir::new().expect("a folder");
    let text = "[gateway]\nname = \"Agenda\"\nconact = \"a@example.fr\"\n\n[[sources]]\nid = \"nancy\"\nplatform = \"decidm\"\nurl = \"participez.nancy.fr\"\n";
    std::fs::write(folder.path().join("wrong.toml"), text).expect("a file");
    let output = run(&["check", "--config", "wrong.toml"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let said = stdout(&output);
    for expected in [
        "wrong.toml:3",
        "contact",
        "wrong.toml:7",
        "decidim",
        "wrong.toml:8",
    ] {
        assert!(
            said.contains(expected),
            "`{expected}` is missing from:\n{said}"
        );
    }
    let output = run(
        &["check", "--config", "wrong.toml", "--format", "json"],
        folder.path(),
    );
    let problems: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(problems["valid"], false);
    let list = problems["problems"].as_array().expect("a list");
    let told: Vec<_> = list
        .iter()
        .map(|problem| (&problem["line"], &problem["key"], &problem["code"]))
        .collect();
    let line = |line: usize, key: &str, code: &str| {
        told.contains(&(&line.into(), &key.into(), &code.into()))
    };
    assert!(
        line(3, "gateway.conact", "unknown_key")
            && line(7, "sources[0].platform", "unknown_word")
            && line(8, "sources[0].url", "address_unreadable"),
        "{problems}"
    );
    assert_eq!(list[1]["params"]["near"], "contact", "{problems}");
}

#[test]
fn every_command_tells_problems_of_the_configuration_in_the_language_of_who_runs_it() {
    let folder = TempDir::new().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a file");
    };
    write("plain.toml", "[polling]\nconcurrency = 0\n");
    write(
        "english.toml",
        "[gateway]\nlanguages = [\"en\"]\n[polling]\nconcurrency = 0\n",
    );
    let commands: [&[&str]; 4] = [
        &["check"],
        &["poll"],
        &["serve"],
        &["export", "--out", "site"],
    ];
    for command in commands {
        let said = |file: &str, lang: Option<&str>, locale: Option<&str>| {
            let mut arguments = command.to_vec();
            arguments.extend(["--config", file]);
            arguments.extend(lang.into_iter().flat_map(|lang| ["--lang", lang]));
            let mut program = crate::process::passerelle(&arguments, folder.path());
            let output = program
                .envs(locale.map(|locale| ("LANG", locale)))
                .output()
                .expect("the program starts");
            assert_eq!(output.status.code(), Some(2), "{command:?}");
            stdout(&output) + &stderr(&output)
        };
        let (french, english) = (
            "polling.concurrency: 0 est hors limites\u{a0}: de 1 à 64\n",
            "polling.concurrency: 0 is out of bounds: 1 to 64\n",
        );
        for (file, lang, locale, expected) in [
            ("plain.toml", None, None, french),
            ("plain.toml", Some("en"), Some("fr_FR.UTF-8"), english),
            ("plain.toml", None, Some("en_GB.UTF-8"), english),
            ("english.toml", None, None, english),
            ("english.toml", None, Some("C.UTF-8"), english),
            ("english.toml", Some("fr"), None, french),
        ] {
            let told = said(file, lang, locale);
            assert!(told.ends_with(expected), "{command:?} {file}: {told}");
        }
    }
    assert!(!folder.path().join("site").exists(), "nothing was made");
}

#[test]
fn a_wrong_configuration_stops_serve_and_poll_before_anything_happens() {
    let folder = TempDir::new().expect("a folder");
    for command in ["serve", "poll"] {
        let output = run(&[command, "--config", "absent.toml"], folder.path());
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(
            stderr(&output).contains("absent.toml"),
            "{}",
            stderr(&output)
        );
    }
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("a folder").count(),
        0,
        "nothing was created"
    );
}

#[test]
fn poll_ends_with_1_when_a_source_failed_and_says_which_and_why() {
    let folder = TempDir::new().expect("a folder");
    let text = "[gateway]\ncontact = \"a@example.fr\"\n[polling]\nmin_gap = \"1ms\"\nallow_private_addresses = true\n\
        [[sources]]\nid = \"absent\"\nplatform = \"decidim\"\nurl = \"http://127.0.0.1:9\"\n";
    std::fs::write(folder.path().join("gateway.toml"), text).expect("a file");
    let output = run(
        &["poll", "--config", "gateway.toml", "--log", "error"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("En erreur"), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(
        said.contains("absent: ") && said.contains("http://127.0.0.1:9"),
        "{said}"
    );
    let output = run(
        &["poll", "--config", "gateway.toml", "--source", "nancy"],
        folder.path(),
    );
    assert_eq!(
        output.status.code(),
        Some(2),
        "a name that is not configured is wrong usage"
    );
    assert!(stderr(&output).contains("absent"), "{}", stderr(&output));
}

#[test]
fn the_environment_overrides_the_file() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("gateway.toml"), "").expect("a file");
    let output = crate::process::passerelle(&["check", "--config", "gateway.toml"], folder.path())
        .env("PASSERELLE__POLLING__EVERY", "soon")
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stdout(&output).contains("PASSERELLE__POLLING__EVERY"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn the_help_of_every_command_holds_an_example_of_it() {
    for command in ["serve", "demo", "poll", "probe", "check", "schema"] {
        let output = run(&[command, "--help"], repository());
        assert!(output.status.success());
        let help = stdout(&output);
        let (_, examples) = help.split_once("Example").expect("an example");
        assert!(
            examples.contains(&format!("  passerelle {command}")),
            "{help}"
        );
    }
    let output = run(&["polll"], repository());
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).is_empty() && stderr(&output).contains("poll"));
}

#[test]
fn schema_prints_json_and_nothing_else_on_stdout() {
    let output = run(&["schema", "config"], repository());
    let committed = std::fs::read_to_string(repository().join("config/passerelle.schema.json"))
        .expect("the committed schema");
    let (printed, committed): (Value, Value) = (
        serde_json::from_slice(&output.stdout).expect("JSON"),
        serde_json::from_str(&committed).expect("JSON"),
    );
    assert_eq!(printed, committed);
    let output = run(&["schema", "openapi"], repository());
    let openapi: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(
        openapi["openapi"]
            .as_str()
            .expect("a version")
            .starts_with("3.1")
    );
}

#[test]
fn demo_once_polls_four_versions_of_decidim_and_prints_a_table() {
    let folder = TempDir::new().expect("a folder");
    let output = run(&["demo", "--once", "--log", "warn"], folder.path());
    assert!(output.status.success(), "{}", stderr(&output));
    let table = stdout(&output);
    // Health is told in words, several at times: the columns are told apart by two spaces.
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert!(rows.len() >= 4, "{table}");
    let sum = |column: usize| {
        rows.iter()
            .map(|row| row[column].parse::<u32>().expect("a figure"))
            .sum::<u32>()
    };
    assert!(
        sum(2) >= 60 && sum(7) >= 80,
        "consultations and meetings:\n{table}"
    );
    assert!(
        rows.iter().all(|row| row[1] == "À jour" && row[10] == "0"),
        "{table}"
    );
}

#[test]
fn demo_serves_everything_and_probe_recognizes_what_it_polls() {
    let folder = TempDir::new().expect("a folder");
    let mut daemon = Daemon::start(&["demo", "--listen", "127.0.0.1:0"], folder.path());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let total = || {
        let url = format!("{}/api/v1/consultations?limit=1", daemon.address);
        let answer =
            runtime.block_on(async { client().get(url).send().await?.json::<Value>().await });
        answer.expect("JSON")["total"].as_u64().expect("a total")
    };
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(90);
    while total() < 60 {
        assert!(
            std::time::Instant::now() < deadline,
            "{} consultations after 90 s",
            total()
        );
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    let log = daemon.log();
    let platform = log.lines().find_map(|line| {
        line.trim()
            .strip_prefix("http://")
            .filter(|rest| rest.contains("answers as Decidim"))
    });
    let address = format!(
        "http://{}",
        platform
            .expect("the addresses of the platforms")
            .split_whitespace()
            .next()
            .expect("an address")
    );
    let output = run(
        &[
            "probe",
            &address,
            "--allow-private-addresses",
            "--format",
            "json",
        ],
        folder.path(),
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["platform"], "decidim");
    assert!(found["requests"].as_u64().expect("a figure") <= 6);
}

#[test]
fn probe_says_what_is_wrong_with_an_address_that_is_no_platform() {
    let folder = TempDir::new().expect("a folder");
    let output = run(&["probe", "http://127.0.0.1:9/"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).is_empty());
    let said = stderr(&output);
    assert!(said.contains("--allow-private-addresses"), "{said}");
}
