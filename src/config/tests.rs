use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::model::{Attribute, Platform, SpaceKind};

const ANNOTATED: &str = include_str!("../../config/passerelle.toml");
const GRAND_NANCY: &str = include_str!("../../config/examples/grand-nancy.toml");
const EXAMPLES: [(&str, &str); 4] = [
    ("grand-nancy.toml", GRAND_NANCY),
    (
        "nantes.toml",
        include_str!("../../config/examples/nantes.toml"),
    ),
    (
        "grenoble.toml",
        include_str!("../../config/examples/grenoble.toml"),
    ),
    (
        "nimes.toml",
        include_str!("../../config/examples/nimes.toml"),
    ),
];

/// A valid beginning that takes three lines.
const CONTACT: &str = "[gateway]\ncontact = 'a@example.fr'\n\n";

fn read(text: &str) -> Result<Config, Problems> {
    parse(text, "f.toml", [])
}

fn with(text: &str, variables: &[(&str, &str)]) -> Result<Config, Problems> {
    let owned = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    parse(text, "f.toml", owned)
}

fn problems(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

fn source(more: &str) -> String {
    format!(
        "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://a.example.fr/'\n{more}"
    )
}

fn keys(schema: &serde_json::Value, found: &mut Vec<String>) {
    for (name, property) in schema
        .get("properties")
        .and_then(|p| p.as_object())
        .into_iter()
        .flatten()
    {
        found.push(name.clone());
        keys(property, found);
        keys(property.get("items").unwrap_or(property), found);
    }
}

#[test]
fn the_annotated_file_is_the_defaults() {
    assert_eq!(read(ANNOTATED).unwrap(), read("").unwrap());
}

#[test]
fn the_annotated_file_names_every_key_and_all_of_it_is_valid() {
    let written = ANNOTATED
        .lines()
        .map(|line| {
            line.strip_prefix('#')
                .filter(|rest| !rest.starts_with([' ', ':']))
                .unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("admin-token"), "0123456789abcdef\n").unwrap();
    let file = folder.path().join("passerelle.toml");
    std::fs::write(&file, &written).unwrap();
    let config = load(&file, []).unwrap();
    assert_eq!(config.admin.unwrap().token.expose(), "0123456789abcdef");
    assert_eq!(config.sources[0].attach.len(), 1);

    let mut names = Vec::new();
    keys(&schema(), &mut names);
    assert!(names.len() > 30, "{names:?}");
    // Of these only one of several may be written; the others are told beside it.
    let told = [
        "assembly", "scope", "area", "taxonomy", "title", "token", "url_file",
    ];
    for name in names {
        let is_written = written.contains(&format!("\n{name} = "));
        let is_table =
            ANNOTATED.contains(&format!("[{name}]")) || ANNOTATED.contains(&format!(".{name}]]"));
        assert!(
            is_written || is_table || told.contains(&name.as_str()),
            "{name} is not documented"
        );
    }
    for name in told {
        assert!(ANNOTATED.contains(name), "{name} is not documented");
    }
}

#[test]
fn every_example_is_valid() {
    for (name, text) in EXAMPLES {
        let config = parse(text, name, []).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(!config.sources.is_empty());
    }
}

#[test]
fn the_example_of_the_grand_nancy_attaches_its_twenty_communes() {
    let config = read(GRAND_NANCY).unwrap();
    let territory = config.gateway.territory.unwrap();
    let mut communes: Vec<_> = config.sources[0]
        .attach
        .iter()
        .map(|rule| rule.territory)
        .collect();
    communes.sort();
    communes.dedup();
    let mut official: Vec<_> = crate::geography::Geography::official()
        .inside(territory, crate::model::TerritoryKind::Commune)
        .iter()
        .map(|place| place.code)
        .collect();
    official.sort();
    assert_eq!(communes, official);
}

#[test]
fn a_source_is_completed_from_the_rest() {
    let config = read(&source(
        "every = '30m'\n[[sources.attach]]\ntitle = ' Seichamps* '\nterritory = '54498'\n",
    ))
    .unwrap();
    let source = &config.sources[0];
    assert_eq!(source.name, "a.example.fr");
    assert_eq!(source.origin.as_str(), "a.example.fr");
    assert_eq!(source.every, Duration::from_mins(30));
    assert_eq!(source.timezone, chrono_tz::Europe::Paris);
    assert!(source.languages.is_empty(), "empty means all");
    assert!(!source.kinds.contains(&SpaceKind::Assembly) && source.kinds.len() == 4);
    assert_eq!(source.platform, Platform::Decidim);
    assert_eq!(
        (
            source.attach[0].attribute,
            source.attach[0].pattern.as_str()
        ),
        (Attribute::Title, "Seichamps*")
    );
}

#[test]
fn a_local_file_is_found_beside_the_configuration_and_needs_an_origin() {
    let text = format!("{CONTACT}[[sources]]\nid = 'a'\nplatform = 'file'\nurl = 'list.csv'\n");
    let shown = parse(&text, "/etc/passerelle/f.toml", [])
        .unwrap_err()
        .to_string();
    assert!(shown.contains("sources[0].origin: missing"), "{shown}");
    let config = parse(
        &format!("{text}origin = 'a.example.fr'\n"),
        "/etc/passerelle/f.toml",
        [],
    )
    .unwrap();
    assert_eq!(
        config.sources[0].url.as_str(),
        "file:///etc/passerelle/list.csv"
    );
}

#[test]
fn everything_that_is_wrong_is_said_at_once_with_its_line_and_what_to_write() {
    let text = r#"
[gateway]
name = ""
public_ulr = "https://agenda.example.fr"
public_url = "agenda.example.fr"
territory = "Seichamps"
languages = "fr"
timezone = "Europe/Pariss"

[polling]
every = "10s"
concurrency = 0
min_gap = 1

[[sources]]
id = "Nancy"
platform = "decidm"
url = "https://user:hush@a.example.fr"
territory = 54395
modalities = ["vote", "sondage"]
[[sources.attach]]
group = "a"
scope = "b"
territory = "54999"

[[sources]]
platform = "feed"
origin = "https://a.example.fr/"
[sources.attach]

[sauces]
"#;
    insta::assert_snapshot!(problems(text));
}

#[test]
fn syntax_errors_are_all_said_and_what_they_hide_is_not_called_missing() {
    let shown =
        problems("[gateway]\nname = 'a\nnam = 'b'\n[gateway]\n[[sources]]\nid = \nfoo = 1\n");
    insta::assert_snapshot!(shown);
}

#[test]
fn sources_do_not_share_an_id_or_an_address() {
    let text = format!(
        "{}\n[[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://A.example.fr'\n",
        source("")
    );
    let shown = problems(&text);
    assert!(
        shown.contains("f.toml:10: sources[1].id: `a` is the id of sources[0] too"),
        "{shown}"
    );
    assert!(
        shown.contains("f.toml:12: sources[1].url: source `a` reads this address already"),
        "{shown}"
    );
}

#[test]
fn sources_need_a_contact_and_an_empty_gateway_does_not() {
    let text = source("").replace(CONTACT, "");
    assert!(problems(&text).contains("gateway.contact: missing"));
    assert_eq!(read("").unwrap().gateway.contact, None);
}

#[test]
fn short_times_are_for_private_networks_only() {
    let text = "[polling]\nevery = '1s'\nmin_gap = '0s'\n";
    let shown = problems(text);
    assert!(
        shown.contains("polling.every: 1s is out of bounds: 1m to 30d"),
        "{shown}"
    );
    assert!(
        shown.contains("polling.min_gap: 0s is out of bounds: 1s to 1m"),
        "{shown}"
    );
    let config = read(&format!("{text}allow_private_addresses = true\n")).unwrap();
    assert_eq!(
        (config.polling.every, config.polling.min_gap),
        (Duration::from_secs(1), Duration::ZERO)
    );
}

#[test]
fn the_environment_overrides_any_key() {
    let config = with(
        &source("languages = ['fr']\n"),
        &[
            (
                "PASSERELLE__GATEWAY__PUBLIC_URL",
                "https://agenda.example.fr/",
            ),
            ("PASSERELLE__GATEWAY__LANGUAGES", "['fr', 'en']"),
            ("PASSERELLE__POLLING__CONCURRENCY", "2"),
            ("PASSERELLE__ADMIN__TOKEN", "0123456789abcdef"),
            ("PASSERELLE__SOURCES__A__EVERY", "15m"),
            ("PASSERELLE__SOURCES__0__NAME", "54498"),
            ("PASSERELLE__SOURCES__1__ID", "b"),
            ("PASSERELLE__SOURCES__1__PLATFORM", "feed"),
            ("PASSERELLE__SOURCES__1__URL", "https://b.example.fr/feed"),
            ("PASSERELLE_LOG", "debug"),
        ],
    )
    .unwrap();
    assert_eq!(
        config.gateway.public_url.as_str(),
        "https://agenda.example.fr/"
    );
    assert_eq!(config.gateway.languages.len(), 2);
    assert_eq!(config.polling.concurrency, 2);
    assert!(config.admin.is_some());
    assert_eq!(config.sources[0].every, Duration::from_mins(15));
    assert_eq!(config.sources[0].name, "54498");
    assert_eq!(config.sources[1].id.as_str(), "b");
}

#[test]
fn every_default_can_be_given_by_the_environment() {
    fn variables(schema: &serde_json::Value, name: &str, found: &mut Vec<(String, String)>) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let name = format!("{name}__{}", key.to_uppercase());
            match property.get("default") {
                Some(serde_json::Value::String(text)) => found.push((name, text.clone())),
                Some(other) => found.push((name, other.to_string())),
                None => variables(property, &name, found),
            }
        }
    }
    let mut found = Vec::new();
    variables(&schema(), "PASSERELLE", &mut found);
    assert_eq!(found.len(), 11, "{found:?}");
    let config = parse("", "f.toml", found).unwrap();
    assert_eq!(config, read("").unwrap());
}

#[test]
fn a_variable_that_overrides_nothing_is_a_problem_that_names_the_nearest() {
    let shown = with(
        &source(""),
        &[
            ("PASSERELLE__GATEWAY__PUBLIC_ULR", "x"),
            ("PASSERELLE__GATEWAYS__NAME", "x"),
            ("PASSERELLE__POLLING__CONCURRENCY", "many"),
            ("PASSERELLE__SERVER__LISTEN__PORT", "80"),
            ("PASSERELLE__SOURCES__AB__NAME", "x"),
            ("PASSERELLE__SOURCES__9__NAME", "x"),
            ("PASSERELLE__STORAGE__URL", "mysql://user:hush@db"),
            ("PASSERELLE__", "x"),
        ],
    )
    .unwrap_err()
    .to_string();
    insta::assert_snapshot!(shown);
}

#[test]
fn secrets_come_from_files_and_are_never_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.toml").display().to_string();
    std::fs::write(folder.path().join("short"), "hush-hush").unwrap();
    std::fs::write(
        folder.path().join("db"),
        "postgres://agenda:hush-hush@db/agenda\n",
    )
    .unwrap();
    let config = parse("[storage]\nurl_file = 'db'\n", &file, []).unwrap();
    assert_eq!(config.storage.url, "postgres://agenda:hush-hush@db/agenda");
    assert!(!format!("{config:?}").contains("hush"));
    for (text, expected) in [
        (
            "[admin]\ntoken_file = 'short'",
            "admin.token_file: expected a token of at least 16",
        ),
        (
            "[admin]\ntoken = 'hush-hush'",
            "admin.token: expected a token of at least 16",
        ),
        (
            "[admin]\ntoken_file = 'absent'",
            "admin.token_file: cannot read",
        ),
        (
            "[admin]\ntoken = 'hush-hush'\ntoken_file = 'short'",
            "admin.token_file: given beside `admin.token`",
        ),
        (
            "[admin]\n",
            "admin: neither `admin.token` nor `admin.token_file` is given",
        ),
        (
            "[storage]\nurl = 'mysql://hush-hush'",
            "storage.url: expected sqlite://PATH or postgres://",
        ),
    ] {
        let shown = parse(text, &file, []).unwrap_err().to_string();
        assert!(
            shown.contains(expected) && !shown.contains("hush"),
            "{shown}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let shown = load(Path::new("/absent/f.toml"), [])
        .unwrap_err()
        .to_string();
    assert!(
        shown.starts_with("/absent/f.toml: cannot be read: ") && shown.contains("--config FILE"),
        "{shown}"
    );
    let large = "#".repeat(1 << 21);
    assert!(problems(&large).contains("larger than 1048576 bytes"));
}

#[test]
fn problems_are_also_data() {
    let problems = serde_json::to_value(read("nam = 1").unwrap_err()).unwrap();
    assert_eq!(
        problems,
        serde_json::json!([{ "file": "f.toml", "line": 1, "key": "nam", "problem": "unknown key",
            "advice": "known here: gateway, server, storage, polling, admin, sources" }])
    );
}

/// One line taken out, doubled, cut, or replaced.
fn mutilated(text: &str, edits: &[(usize, u8, String)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (at, what, other) in edits {
        let at = at % lines.len();
        match what % 4 {
            0 => lines[at].clear(),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines[at] = lines[at].chars().take(other.len()).collect(),
            _ => lines[at].clone_from(other),
        }
    }
    lines.join("\n")
}

proptest! {
    #[test]
    fn no_mutilation_of_a_file_is_more_than_a_problem(
        edits in prop::collection::vec((any::<usize>(), any::<u8>(), "[a-z_\\[\\]=\"'.,{}#0-9 é]{0,20}"), 1..6),
    ) {
        if let Err(problems) = read(&mutilated(GRAND_NANCY, &edits)) {
            prop_assert!(problems.iter().count() > 0);
            prop_assert!(problems.iter().all(|problem| !problem.problem.is_empty()));
        }
    }

    #[test]
    fn no_value_and_no_variable_is_more_than_a_problem(name in "[A-Z_0-9]{0,24}", value in "\\PC{0,24}") {
        let key = format!("PASSERELLE__{name}");
        let _ = with(GRAND_NANCY, &[(&key, &value), ("PASSERELLE__SOURCES__0__URL", &value), ("PASSERELLE__SOURCES__0__ATTACH", &value)]);
    }
}
