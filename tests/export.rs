//! The export, as those who publish it and those who read it meet it: files that any server hands out, that lead to each other and to nothing else, and
//! that stay as they are while nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use passerelle::clock::{Clock as _, SystemClock};
use passerelle::demo::{self, Running};
use serde_json::Value;
use tempfile::TempDir;

use crate::gateways::{configuration, platforms_of_the_demo};
use crate::process::{passerelle, run, stderr, stdout};

/// The address at which the files will be published, under a path of a host that serves others too.
pub(crate) const PUBLIC: &str = "https://group.pages.example/agenda";
const CONFIG: [&str; 4] = ["--config", "gateway.toml", "--log", "error"];

/// A gateway that has polled what it will export.
pub(crate) struct Polled {
    folder: TempDir,
    platforms: Running,
}

impl Polled {
    /// Some sources of the demo, by their ids.
    pub(crate) async fn of_the_demo(wanted: &[&str]) -> Self {
        let platforms = demo::start(SystemClock.now()).await.expect("the demo");
        let folder = TempDir::new().expect("a folder");
        let polled = Self { folder, platforms };
        polled.configure(|id| wanted.contains(&id));
        let output = polled
            .passerelle("poll", &[])
            .output()
            .expect("the program starts");
        assert!(output.status.success(), "{}", stderr(&output));
        polled
    }

    /// Writes the configuration of the sources whose id is wanted.
    fn configure(&self, wanted: impl Fn(&str) -> bool) {
        let sources = platforms_of_the_demo(&self.platforms);
        let mut chosen = String::new();
        for source in sources.split("[[sources]]\n").skip(1) {
            let id = source.split('"').nth(1).expect("an id");
            if wanted(id) {
                chosen.push_str("[[sources]]\n");
                chosen.push_str(source);
            }
        }
        let database = format!("sqlite://{}", self.path().join("gateway.db").display());
        let text = configuration(PUBLIC, &database, &chosen);
        let text = text.replace("[storage]", "languages = [\"fr\", \"en\"]\n[storage]");
        fs::write(self.path().join("gateway.toml"), text).expect("a configuration");
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn passerelle(&self, command: &str, more: &[&str]) -> Command {
        let arguments: Vec<&str> = [command]
            .into_iter()
            .chain(CONFIG)
            .chain(more.iter().copied())
            .collect();
        passerelle(&arguments, self.path())
    }

    /// Exports into a folder of the gateway's own folder, and tells the report.
    pub(crate) fn export(&self, out: &str) -> Value {
        let mut command = self.passerelle("export", &["--out", out, "--format", "json"]);
        let output = command.output().expect("the program starts");
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(stderr(&output), "");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// The findings of an independent server and independent readers in the site in `site/agenda`.
    fn read(&self) -> Value {
        let root = env!("CARGO_MANIFEST_DIR");
        let interpreter = format!("{root}/.venv/bin/python");
        assert!(
            Path::new(&interpreter).exists(),
            "{interpreter} is missing: run `bash tests/support/venv`"
        );
        let output = Command::new(interpreter)
            .arg(format!("{root}/tests/support/static_site.py"))
            .args([
                self.path().join("site").as_os_str(),
                "agenda".as_ref(),
                PUBLIC.as_ref(),
            ])
            .output()
            .expect("Python starts");
        assert!(output.status.success(), "{}", stderr(&output));
        let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let problems: Vec<&str> = found["problems"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert!(
            problems.is_empty(),
            "{} problems:\n{}",
            problems.len(),
            problems[..problems.len().min(40)].join("\n")
        );
        found
    }
}

/// Every file below a folder, with what tells whether it was touched: its number and its time.
fn touched(root: &Path) -> BTreeMap<PathBuf, (u64, i64, i64)> {
    let mut waiting = vec![root.to_owned()];
    let mut files = BTreeMap::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let found = fs::symlink_metadata(&path).expect("metadata");
            if found.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").to_owned();
                files.insert(name, (found.ino(), found.mtime(), found.mtime_nsec()));
            }
        }
    }
    files
}

/// Every file of a site with its bytes; without what the export keeps for itself.
fn bytes(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let names = touched(root)
        .into_keys()
        .filter(|name| !name.starts_with(".passerelle-export"));
    names
        .map(|name| (name.clone(), fs::read(root.join(name)).expect("a file")))
        .collect()
}

fn consultations(root: &Path) -> BTreeSet<String> {
    let list = fs::read(root.join("api/v1/consultations.json")).expect("the list");
    let list: Value = serde_json::from_slice(&list).expect("JSON");
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["total"].as_u64(), u64::try_from(items.len()).ok());
    assert_eq!(list["next_cursor"], Value::Null);
    items
        .iter()
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn any_server_serves_it_and_nothing_changes_while_nothing_does() {
    let polled = Polled::of_the_demo(&["nancy", "essey", "grenoble", "ville-de-nimes"]).await;
    let root = polled.path().join("site/agenda");

    let report = polled.export("site/agenda");
    let found = polled.read();
    assert_eq!(
        found["unreachable"],
        serde_json::json!(["/agenda/404.html"]),
        "every page is linked to"
    );
    assert!(
        found["pages"].as_u64() > Some(500) && found["links"].as_u64() > Some(10_000),
        "{found}"
    );
    for kind in [".xml", ".json", ".ics", ".csv", ".geojson", ".opml"] {
        assert!(found["files"][kind].as_u64() >= Some(2), "{kind}: {found}");
    }
    let on_disk = u64::try_from(bytes(&root).len()).expect("a count");
    assert_eq!(report["total"]["files"], on_disk);
    assert_eq!(report["total"]["new"], on_disk);

    // A consultation may close soon, or open, between two exports; not between each two of four.
    let still = (0..3).any(|_| {
        let before = touched(&root);
        let again = polled.export("site/agenda");
        for kind in ["calendars", "sheets", "assets"] {
            assert_eq!(again["kinds"][kind]["changed"], 0, "{again}");
        }
        touched(&root) == before
    });
    assert!(still, "each export touches files of what did not change");

    let all = consultations(&root);
    fs::write(root.join("CNAME"), "agenda.example.fr").expect("a file");
    polled.configure(|id| id != "essey");
    let report = polled.export("site/agenda");
    assert!(report["total"]["removed"].as_u64() > Some(10), "{report}");
    let left = consultations(&root);
    let gone: Vec<&String> = all.difference(&left).collect();
    assert!(gone.len() >= 5 && left.is_subset(&all), "{gone:?}");
    for id in gone {
        for name in [
            format!("consultations/{id}"),
            format!("api/v1/consultations/{id}.json"),
        ] {
            assert!(!root.join(&name).exists(), "{name} is still there");
        }
    }
    assert_eq!(
        fs::read_to_string(root.join("CNAME")).expect("theirs"),
        "agenda.example.fr"
    );
    polled.read();
}

/// The gateway under two names: its editions differ in every page.
const NAMES: [&str; 2] = ["Un agenda", "Un autre agenda"];

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_it_writes_it_leaves_whole_files_that_lead_to_whole_files() {
    let polled = Polled::of_the_demo(&["essey"]).await;
    let root = polled.path().join("site/agenda");
    let named = |name: &str, out: &str| {
        let mut command = polled.passerelle("export", &["--out", out]);
        command.env("PASSERELLE__GATEWAY__NAME", name);
        command
    };
    // Two editions that differ in every page: of which one is whole is known from a folder of its own.
    let whole_editions = |round: u64| {
        NAMES.map(|name| {
            let out = format!("whole-{round}-{}", name.len());
            let output = named(name, &out).output().expect("the program starts");
            assert!(output.status.success(), "{}", stderr(&output));
            (name, bytes(&polled.path().join(out)))
        })
    };
    let mut editions = Vec::from(whole_editions(0));
    assert!(
        named("Un agenda", "site/agenda")
            .status()
            .expect("the program starts")
            .success()
    );

    let mut mixed = 0;
    // On a busy machine a round may be killed before anything is replaced, or after all of it.
    for round in 0..16_u64 {
        if round >= 4 && mixed > 0 {
            break;
        }
        let name = NAMES[usize::try_from((round + 1) % 2).expect("an index")];
        let mut child = named(name, "site/agenda")
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        wait_until_it_publishes(&root, &mut child);
        std::thread::sleep(Duration::from_micros(round * 3_000));
        child.kill().expect("SIGKILL");
        child.wait().expect("an end");
        let there = bytes(&root);
        let torn = |editions: &[(&str, BTreeMap<PathBuf, Vec<u8>>)]| {
            there.iter().find(|(name, text)| {
                !editions
                    .iter()
                    .any(|(_, edition)| edition.get(*name) == Some(*text))
            })
        };
        if torn(&editions).is_some() {
            // What time alone changes, such as what has just opened, is whole in the editions of now.
            editions.extend(whole_editions(round + 1));
        }
        if let Some((name, _)) = torn(&editions) {
            panic!("round {round}: {} is in no edition", name.display());
        }
        mixed += usize::from(editions.iter().all(|(_, edition)| *edition != there));
        polled.read();
    }
    assert!(mixed > 0, "no round was killed in the middle");

    let output = named(NAMES[0], "site/agenda")
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", stderr(&output));
    let [(_, whole), _] = whole_editions(99);
    assert!(bytes(&root) == whole, "the next export is whole");
    assert!(!root.join(".passerelle-export/work").exists());
}

/// The manifest is replaced just before files are.
fn wait_until_it_publishes(root: &Path, child: &mut Child) {
    let manifest = root.join(".passerelle-export/manifest.json");
    let number = || fs::metadata(&manifest).map(|found| found.ino()).ok();
    let (before, deadline) = (number(), Instant::now() + Duration::from_mins(2));
    while number() == before {
        assert!(Instant::now() < deadline, "it does not begin to publish");
        if child.try_wait().expect("a state").is_some() {
            return;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn it_refuses_with_words_and_leaves_what_was_there() {
    let folder = TempDir::new().expect("a folder");
    let text = "[gateway]\ncontact = \"a@example.fr\"\n[storage]\nurl = \"sqlite://gateway.db\"\n";
    fs::write(folder.path().join("gateway.toml"), text).expect("a file");
    let export = |out: &str| {
        run(
            &[
                "export",
                "--config",
                "gateway.toml",
                "--log",
                "error",
                "--out",
                out,
            ],
            folder.path(),
        )
    };

    let output = export("public");
    assert_eq!(
        output.status.code(),
        Some(1),
        "nothing to show is no success"
    );
    assert!(
        stderr(&output).contains("passerelle poll"),
        "{}",
        stderr(&output)
    );
    assert!(
        stderr(&output).contains("gateway.public_url"),
        "an address of this machine is told: {}",
        stderr(&output)
    );
    assert!(stdout(&output).is_empty() && !folder.path().join("public").exists());

    let output = run(&["export", "--config", "gateway.toml"], folder.path());
    assert_eq!(
        output.status.code(),
        Some(2),
        "where to is for the operator to say"
    );
    let output = run(&["export", "--help"], folder.path());
    assert!(stdout(&output).contains("Example:") && output.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_somebody_else_is_not_taken() {
    let polled = Polled::of_the_demo(&["essey"]).await;
    let theirs = polled.path().join("theirs");
    fs::create_dir(&theirs).expect("a folder");
    fs::write(theirs.join("thesis.odt"), "years of work").expect("a file");
    let output = polled
        .passerelle("export", &["--out", "theirs"])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("theirs") && stderr(&output).contains("n’est pas vide"),
        "{}",
        stderr(&output)
    );
    assert_eq!(touched(&theirs).len(), 1);

    // A file of somebody else in the folder of an export keeps its place, and that is told.
    polled.export("public");
    let root = polled.path().join("public");
    fs::remove_file(root.join("robots.txt")).expect("removed");
    let manifest = root.join(".passerelle-export/manifest.json");
    let text = fs::read_to_string(&manifest)
        .expect("a manifest")
        .replace("\"robots.txt\"", "\"robots.old\"");
    fs::write(&manifest, text).expect("a manifest");
    fs::write(root.join("robots.txt"), "theirs").expect("a file");
    let output = polled
        .passerelle("export", &["--out", "public"])
        .output()
        .expect("the program starts");
    assert!(
        output.status.success() && stderr(&output).contains("robots.txt"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        fs::read_to_string(root.join("robots.txt")).expect("theirs"),
        "theirs"
    );
    assert!(
        stdout(&output)
            .lines()
            .last()
            .is_some_and(|line| line.starts_with("total")),
        "{}",
        stdout(&output)
    );
}
