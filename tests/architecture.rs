//! The rules of the architecture that Cargo cannot hold: who alone may name which package, how long files are, and how comments open. Which stage may
//! import which stands in the manifests under `crates/`.

use std::fs;
use std::path::Path;

/// Packages (or paths) that only the named places may mention.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("reqwest", &["fetch"]),
    ("sqlx", &["store"]),
    ("axum", &["server", "demo"]),
    ("hyper", &["server", "fetch"]),
    ("hyper_util", &["server"]),
    (
        "graphql_client",
        &["connectors/decidim", "connectors/cap_collectif"],
    ),
    ("async_graphql", &["server", "demo"]),
    ("async_graphql_parser", &["graphql-guard"]),
    ("async_graphql_value", &["graphql-guard"]),
    ("tantivy", &["index"]),
    ("moka", &["server"]),
    ("tower", &["server"]),
    ("ammonia", &["normalize"]),
    ("clap", &["cli", "main.rs"]),
    ("Utc::now", &["clock"]),
];

/// Modules of the program that know nothing else of it, and no stage.
const ALONE: &[&str] = &["telemetry.rs"];

/// No file is named after being a drawer.
const DRAWERS: &[&str] = &[
    "utils", "util", "helpers", "common", "manager", "misc", "types",
];

/// The longest a source file may be, in lines.
const LONGEST_FILE: usize = 600;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the program and of every stage, each named from its stage on: `cli/mod.rs`, `clock/lib.rs`.
fn source_files() -> Vec<(String, String)> {
    let mut files = files_below(&repository().join("src"));
    for entry in fs::read_dir(repository().join("crates")).unwrap() {
        let stage = entry.unwrap().path();
        let name = stage.file_name().unwrap().to_string_lossy().into_owned();
        let sources = files_below(&stage.join("src")).into_iter();
        files.extend(sources.map(|(file, text)| (format!("{name}/{file}"), text)));
    }
    assert!(files.len() > 20, "the sources were found");
    files
}

/// The black-box tests and the benchmarks.
fn test_files() -> Vec<(String, String)> {
    let folders = ["tests", "benches"].map(|folder| {
        let files = files_below(&repository().join(folder)).into_iter();
        files.map(move |(file, text)| (format!("{folder}/{file}"), text))
    });
    folders.into_iter().flatten().collect()
}

fn files_below(root: &Path) -> Vec<(String, String)> {
    let mut waiting = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("node_modules") {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root).unwrap();
                let name = name.to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "no source in {}", root.display());
    files
}

/// The code of a file without its comments, so that words in documentation do not count.
fn code_of(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.find("//").map_or(line, |at| &line[..at]));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns whether a file is compiled for unit tests only: they may look at what other stages make of what is tested.
fn is_test(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("/tests.rs")
}

#[test]
fn what_any_program_could_have_knows_nothing_of_this_one() {
    let mut found = Vec::new();
    for (file, text) in source_files() {
        if ALONE.contains(&file.as_str()) {
            let code = code_of(&text);
            assert!(
                !code.contains("crate::") && !code.contains("passerelle_"),
                "{file} names a module or a stage of the program"
            );
            found.push(file);
        }
    }
    assert_eq!(found, ALONE);
}

#[test]
fn each_package_has_one_home() {
    let mut offences = Vec::new();
    for (file, text) in source_files() {
        let code = code_of(&text);
        for (name, homes) in ONLY_IN {
            let at_home = homes.iter().any(|home| file.starts_with(home));
            let path = if name.contains("::") {
                (*name).to_owned()
            } else {
                format!("{name}::")
            };
            if !at_home && code.contains(&path) {
                offences.push(format!(
                    "{file} names `{name}`, which belongs to {}",
                    homes.join(" or ")
                ));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn no_file_is_a_drawer_or_too_long_to_read() {
    let mut offences = Vec::new();
    for (file, text) in source_files() {
        let stem = file.rsplit('/').next().unwrap().trim_end_matches(".rs");
        if DRAWERS.contains(&stem) {
            offences.push(format!("{file}: name it after what it holds"));
        }
        if text.lines().count() > LONGEST_FILE {
            offences.push(format!(
                "{file}: {} lines; split it by noun",
                text.lines().count()
            ));
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = source_files()
        .into_iter()
        .filter(|(file, text)| !is_test(file) && !text.starts_with("//!"))
        .map(|(file, _)| file)
        .collect();
    assert!(
        silent.is_empty(),
        "no `//!` paragraph at the top of: {}",
        silent.join(", ")
    );
}

/// Words with which no doc comment opens: it opens with a verb in the third person ("Returns…") or with a noun ("The number of…").
const NO_OPENINGS: &[&str] = &[
    "And", "As", "At", "Because", "But", "By", "Even", "For", "From", "He", "Here", "His", "How",
    "If", "In", "Into", "It", "Its", "Like", "Not", "Nobody", "Nothing", "Of", "On", "Only", "Or",
    "Over", "Since", "So", "Still", "That", "Their", "Then", "There", "These", "They", "This",
    "Those", "To", "Under", "Until", "What", "When", "Where", "Whether", "Which", "While", "Who",
    "Whom", "Whose", "Why", "With", "Within", "Without",
];

/// The first word of each doc comment of a file, with its line.
fn openings(text: &str) -> Vec<(usize, &str)> {
    let mut openings = Vec::new();
    let mut within = "";
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_start();
        let mark = ["//!", "///"]
            .into_iter()
            .find(|mark| line.starts_with(mark) && !line.starts_with("////"));
        if let Some(mark) = mark.filter(|mark| *mark != within) {
            let words = line.trim_start_matches(mark).trim_start();
            let end = words
                .find(|letter: char| !letter.is_alphabetic())
                .unwrap_or(words.len());
            openings.push((number + 1, &words[..end]));
        }
        within = mark.unwrap_or_default();
    }
    openings
}

#[test]
fn doc_comments_open_with_a_verb_or_a_noun() {
    let mut offences = Vec::new();
    for (file, text) in source_files().into_iter().chain(test_files()) {
        for (line, word) in openings(&text) {
            if NO_OPENINGS.contains(&word) {
                offences.push(format!("{file}:{line} opens with \"{word}\""));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// The rows of the table in `docs/architecture.md` that says where a rule stands: each stage with the names to look for in it.
fn signposts() -> Vec<(String, String)> {
    let page = fs::read_to_string(repository().join("docs/architecture.md")).unwrap();
    let (_, table) = page.split_once("### Where a rule stands").unwrap();
    let rows = table
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let named = rows.flat_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let stages: Vec<String> = cells[2].split(", ").map(str::to_owned).collect();
        let names = cells[3].split('`').skip(1).step_by(2);
        let names: Vec<String> = names.map(str::to_owned).collect();
        // As many stages as names are pairs; else each name is in the one stage.
        let stage_of = move |at: usize| stages[at.min(stages.len() - 1)].clone();
        names
            .into_iter()
            .enumerate()
            .map(move |(at, name)| (stage_of(at), name))
    });
    named.collect()
}

/// Returns whether a file of Rust defines something of this name, or is a module that is called so.
fn defines(file: &str, text: &str, name: &str) -> bool {
    let is_file = file.ends_with(&format!("/{name}.rs")) || file.contains(&format!("/{name}/"));
    let kinds = ["fn", "const", "struct", "enum", "trait", "type", "mod"];
    is_file
        || text.lines().any(|line| {
            let words: Vec<&str> = line
                .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                .filter(|word| !word.is_empty())
                .collect();
            let is_item = words
                .windows(2)
                .any(|pair| kinds.contains(&pair[0]) && pair[1] == name);
            is_item
                || line
                    .trim_start()
                    .starts_with(&format!("pub(super) {name}:"))
        })
}

#[test]
fn every_signpost_leads_to_what_it_names() {
    let signposts = signposts();
    assert!(signposts.len() > 10, "{signposts:?}");
    let sources = source_files();
    for (stage, name) in signposts {
        let folder = match stage.as_str() {
            "connector" => "connectors/".to_owned(),
            other => format!("{other}/"),
        };
        let mut of_stage = sources.iter().filter(|(file, _)| file.starts_with(&folder));
        assert!(
            of_stage.any(|(file, text)| defines(file, text, &name)),
            "`{name}` is not in {stage}"
        );
    }
}
