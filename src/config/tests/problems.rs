//! What is said of what is wrong.

use std::time::Duration;

use proptest::prelude::*;

use super::*;

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
fn a_dataset_without_a_map_and_a_map_without_a_dataset_are_problems() {
    let portal = |more: &str| {
        problems(&format!(
            "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'opendatasoft'\nurl = 'https://data.example.fr'\n{more}"
        ))
    };
    let shown = portal("");
    assert!(
        shown.contains("sources[0].dataset: missing")
            && shown.contains("sources[0].fields: missing"),
        "{shown}"
    );
    let shown = portal(
        "dataset = 'a b'\n[sources.fields]\nid = 'k, *'\ntitle = 't'\nurl = 'page/{id}'\nstatus = 's'\ntitel = 't'\n",
    );
    for expected in [
        "`a b` is not the identifier of a dataset",
        "`k, *` is not the technical name of a field",
        "sources[0].fields.url: expected the name of a field, or an address",
        "sources[0].fields.statuses: `status` names the field",
        "did you mean `title`?",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let elsewhere = problems(&source("dataset = 'a'\nwhere = 'b'\n"));
    assert!(
        elsewhere.contains("sources[0].dataset: only a source of platform \"opendatasoft\"")
            && elsewhere.contains("sources[0].where: only"),
        "{elsewhere}"
    );
}

#[test]
fn a_map_of_columns_names_each_column_once_and_belongs_to_a_list() {
    let list = |more: &str| {
        problems(&format!(
            "{CONTACT}[[sources]]\nid = 'a'\nplatform = 'file'\nurl = 'https://a.example.fr/l.csv'\n[sources.columns]\n{more}"
        ))
    };
    let shown = list(
        "title = 'Objet'\nsummary = ' OBJET '\ncloses = ' '\nurl = 'https://a.fr/{'\nclose = 'x'\n",
    );
    for expected in [
        "did you mean `closes`?",
        "sources[0].columns.url: expected the name of a field, or an address",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let shown = list("title = 'Objet'\nsummary = ' OBJET '\ncloses = ' '\n");
    for expected in [
        "sources[0].columns.summary: `OBJET` is named above already",
        "sources[0].columns.closes: is not the name of a column",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let shown = list("title = 'Objet'\nstatuses = { open = ['en cours'] }\n");
    assert!(
        shown.contains("sources[0].columns.statuses: says what"),
        "{shown}"
    );
    let elsewhere = problems(&source("[sources.columns]\ntitle = 't'\n"));
    assert!(
        elsewhere.contains("sources[0].columns: only a source of platform \"file\""),
        "{elsewhere}"
    );
}

#[test]
fn words_of_participation_are_told_in_french_too() {
    let shown = problems(&source("level = 'information'\nmodalities = ['Réunion']\n"));
    for expected in [
        "inform (Information), consult (Consultation), involve (Concertation)",
        "did you mean \"inform\"?",
        "public_inquiry (Enquête publique)",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
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

/// A configuration with two sources of these keys.
fn two(one: &str, other: &str) -> String {
    format!("{CONTACT}[[sources]]\nid = 'nancy'\n{one}\n[[sources]]\nid = 'seichamps'\n{other}")
}

fn dataset(name: &str, more: &str) -> String {
    format!(
        "platform = 'opendatasoft'\nurl = 'https://data.example.fr'\ndataset = '{name}'\n{more}[sources.fields]\nid = 'id'\ntitle = 't'\nurl = 'u'\n"
    )
}

fn list(url: &str, more: &str) -> String {
    format!("platform = 'file'\nurl = '{url}'\n{more}")
}

#[test]
fn lists_and_datasets_of_one_host_have_ids_of_their_own() {
    let origins = |one: &str, other: &str| {
        let config = read(&two(one, other)).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(config.clashes, [], "{one} {other}");
        let origins = config
            .sources
            .iter()
            .map(|source| source.origin.to_string());
        origins.collect::<Vec<_>>()
    };
    let lists = origins(
        &list("https://static.example.fr/Listes/nancy.csv", ""),
        &list("https://static.example.fr/Listes/seichamps.csv?v=2", ""),
    );
    assert_eq!(
        lists,
        [
            "static.example.fr/Listes/nancy.csv",
            "static.example.fr/Listes/seichamps.csv"
        ]
    );
    let sheets = origins(
        &list("https://docs.example.com/d/1AbC/export?gid=0", ""),
        &list("https://docs.example.com/d/1AbC/export?gid=7", ""),
    );
    assert_ne!(sheets[0], sheets[1]);
    let datasets = origins(&dataset("concertations", ""), &dataset("budget", ""));
    assert_eq!(
        datasets,
        ["data.example.fr/concertations", "data.example.fr/budget"]
    );
    let parts = origins(
        &dataset("concertations", "where = 'ville = 1'\n"),
        &dataset("concertations", "where = 'ville = 2'\n"),
    );
    assert_eq!(parts[0], parts[1], "two parts of one dataset have its ids");
    let feeds = origins(
        "platform = 'feed'\nurl = 'https://ville.example.fr/actualites/rss'\n",
        "platform = 'feed'\nurl = 'https://ville.example.fr/enquetes/rss'\n",
    );
    assert_eq!(feeds, ["ville.example.fr", "ville.example.fr"]);
    let given = origins(
        &list("nancy.csv", "origin = 'www.example.fr/nancy'\n"),
        &list("seichamps.csv", "origin = 'WWW.example.fr/seichamps/'\n"),
    );
    assert_eq!(given, ["www.example.fr/nancy", "www.example.fr/seichamps"]);
}

#[test]
fn two_sources_that_would_make_the_same_ids_are_told_with_what_to_write() {
    let twice = problems(&two(
        &dataset("concertations", ""),
        &dataset("concertations", ""),
    ));
    assert!(
        twice.contains("sources[1].url: source `nancy` reads the dataset `concertations` of this portal already"),
        "{twice}"
    );
    let clashes = |one: &str, other: &str| {
        let config = read(&two(one, other)).unwrap_or_else(|problems| panic!("{problems}"));
        let said = config.clashes.iter().map(|clash| clash.problem.to_string());
        said.collect::<Vec<_>>().join("\n")
    };
    for (one, other) in [
        (
            list("a.csv", "origin = 'www.example.fr'\n"),
            list("b.csv", "origin = 'www.example.fr'\n"),
        ),
        (
            "platform = 'decidim'\nurl = 'https://participer.example.fr/nancy'\n".to_owned(),
            "platform = 'decidim'\nurl = 'https://participer.example.fr/seichamps'\n".to_owned(),
        ),
        (
            "platform = 'decidim'\nurl = 'https://participer.example.fr'\n".to_owned(),
            list("b.csv", "origin = 'participer.example.fr'\n"),
        ),
    ] {
        let said = clashes(&one, &other);
        assert!(
            said.contains("write origin = \"") && said.contains("`nancy`"),
            "{said}"
        );
    }
}

#[test]
fn an_origin_is_a_host_or_a_host_and_a_path() {
    for bad in [
        "https://a.example.fr/",
        "a.example.fr?x",
        "a.example.fr#x",
        "u@a.example.fr",
        "",
        "/liste",
    ] {
        let shown = problems(&source(&format!("origin = '{bad}'\n")));
        assert!(shown.contains("sources[0].origin: `"), "{bad}: {shown}");
    }
}

#[test]
fn a_shared_id_or_address_is_said_beside_what_else_is_wrong_with_those_sources() {
    let text = format!(
        "{}level = 'consultation'\n[[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://A.example.fr'\nevery = 'soon'\n",
        source("")
    );
    let shown = problems(&text);
    for expected in [
        "`consultation` is none of",
        "`soon` is not a length of time",
        "`a` is the id of sources[0] too",
        "source `a` reads this address already",
    ] {
        assert!(
            shown.contains(expected),
            "`{expected}` is missing from:\n{shown}"
        );
    }
}

#[test]
fn sources_need_a_contact_and_an_empty_gateway_does_not() {
    let text = source("").replace(CONTACT, "");
    assert!(problems(&text).contains("gateway.contact: missing"));
    assert_eq!(read("").unwrap().gateway.contact, None);
}

#[test]
fn entry_rules_have_one_pattern_and_are_for_feeds_and_calendars() {
    let with = |platform: &str, rules: &str| {
        format!(
            "{CONTACT}[[sources]]\nid = 'a'\nplatform = '{platform}'\nurl = 'https://a.example.fr/feed/?cat=3'\n{rules}"
        )
    };
    let rules = "[[sources.include]]\ncategory = 'Concertation*'\n[[sources.exclude]]\npath = '/emploi/*'\n";
    for platform in ["feed", "calendar"] {
        let config = read(&with(platform, rules)).unwrap();
        let [source] = &config.sources[..] else {
            panic!("one source")
        };
        assert_eq!((source.include.len(), source.exclude.len()), (1, 1));
    }
    let elsewhere = problems(&with("decidim", rules).replace("/feed/?cat=3", ""));
    assert!(
        elsewhere.contains("sources[0].include: only feeds and calendars"),
        "{elsewhere}"
    );
    let both = with(
        "feed",
        "[[sources.include]]\ntitle = 'a'\npath = 'b'\n[[sources.exclude]]\ntitle = ' '\n",
    );
    let shown = problems(&both);
    for key in ["sources[0].include[0]", "sources[0].exclude[0]"] {
        assert!(
            shown.contains(&format!(
                "{key}: expected exactly one pattern: category, title or path"
            )),
            "{shown}"
        );
    }
}

#[test]
fn join_rules_name_a_pattern_and_a_page_and_are_for_calendars() {
    let with = |platform: &str, rule: &str| {
        format!(
            "{CONTACT}[[sources]]\nid = 'a'\nplatform = '{platform}'\nurl = 'https://a.example.fr/agenda.ics'\n[[sources.join]]\n{rule}"
        )
    };
    let rule = "category = 'PLUi'\nconsultation = 'https://b.example.fr/processes/plui'\n";
    let config = read(&with("calendar", rule)).unwrap();
    let joined: Vec<&str> = config.sources[0]
        .join
        .iter()
        .map(|join| join.consultation.as_str())
        .collect();
    assert_eq!(joined, ["https://b.example.fr/processes/plui"]);
    for (platform, rule, said) in [
        ("feed", rule, "sources[0].join: only the appointments"),
        (
            "calendar",
            "consultation = 'https://b.example.fr/'\n",
            "sources[0].join[0]: expected exactly one pattern",
        ),
        (
            "calendar",
            "title = '*'\nconsultation = 'ftp://b.example.fr/'\n",
            "sources[0].join[0].consultation: expected an address",
        ),
        ("calendar", "title = '*'\n", "consultation"),
    ] {
        let shown = problems(&with(platform, rule));
        assert!(shown.contains(said), "{said}: {shown}");
    }
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
fn secrets_come_from_files_and_are_never_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.toml").display().to_string();
    std::fs::write(folder.path().join("short"), "hush-hush").unwrap();
    std::fs::write(folder.path().join("db"), "sqlite:///srv/hush-hush.db\n").unwrap();
    let config = parse("[storage]\nurl_file = 'db'\n", &file, []).unwrap();
    assert_eq!(config.storage.url, "sqlite:///srv/hush-hush.db");
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
            "storage.url: expected sqlite://PATH",
        ),
        (
            "[storage]\nurl = 'postgres://agenda:hush-hush@db/agenda'",
            "storage.url: this release keeps what it knows in SQLite only",
        ),
        (
            "[storage]\nurl = 'postgresql://db'",
            "storage.url: this release keeps what it knows in SQLite only",
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
fn a_look_that_cannot_be_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.toml").display().to_string();
    std::fs::write(folder.path().join("logo.gif"), "GIF89a").unwrap();
    for (line, expected) in [
        (
            "brand = 'bleu'",
            "portal.brand: expected a colour as # and six hexadecimal digits",
        ),
        ("brand = '#ffd500'", "portal.brand: #ffd500 is too light"),
        ("logo = 'absent.svg'", "absent.svg: No such file"),
        (
            "logo = 'logo.gif'",
            "logo.gif: expected an SVG, PNG, JPEG or WebP picture",
        ),
        (
            "tiles = 'https://a.fr/{z}/{x}.png'\ntiles_attribution = 'IGN'",
            "portal.tiles: expected the address of map tiles",
        ),
        (
            "tiles = 'https://a.fr/{z}/{x}/{y}.png'",
            "portal.tiles: given without `portal.tiles_attribution`",
        ),
        (
            "tiles_attribution = 'IGN'",
            "portal.tiles_attribution: given without `portal.tiles`",
        ),
    ] {
        let shown = parse(&format!("[portal]\n{line}\n"), &file, [])
            .unwrap_err()
            .to_string();
        assert!(shown.contains(expected), "{shown}");
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
fn what_is_repeated_cannot_command_a_terminal() {
    let shown = problems("\"\\u001b[2Jkey\" = 1\n[gateway]\nterritory = \"\\u001b]0;x\\u0007\"\n");
    assert!(
        shown.contains("[2Jkey: unknown key") && shown.contains("]0;x"),
        "{shown}"
    );
    assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown}");
}

#[test]
fn what_is_no_website_is_named_with_its_line() {
    let shown = problems("[server]\nframe_ancestors = ['https://a.fr', 'a.fr; script-src *']\n");
    assert!(
        shown.contains("f.toml:2") && shown.contains("server.frame_ancestors[1]"),
        "{shown}"
    );
    assert!(shown.contains("such as https://www.example.fr"), "{shown}");
}

#[test]
fn problems_are_also_data() {
    let problems = serde_json::to_value(read("zzzz = 1").unwrap_err()).unwrap();
    assert_eq!(
        problems,
        serde_json::json!([{ "file": "f.toml", "line": 1, "key": "zzzz", "problem": "unknown key",
            "advice": "known here: gateway, server, portal, storage, polling, admin, sources, same, different" }])
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
