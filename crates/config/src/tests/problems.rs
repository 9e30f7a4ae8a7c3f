//! Problems, and what is said of them.

use std::time::Duration;

use proptest::prelude::*;

use super::*;

#[test]
fn everything_that_is_wrong_is_found_at_once_with_its_line_and_what_was_meant() {
    let text = include_str!("wrong.toml");
    insta::assert_snapshot!(problems(text));
}

#[test]
fn syntax_errors_are_all_found_and_what_they_hide_is_not_called_missing() {
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
        shown.contains("sources[0].dataset: dataset_missing")
            && shown.contains("sources[0].fields: fields_missing"),
        "{shown}"
    );
    let shown = portal(
        "dataset = 'a b'\n[sources.fields]\nid = 'k, *'\ntitle = 't'\nurl = 'page/{id}'\nstatus = 's'\ntitel = 't'\n",
    );
    for expected in [
        "sources[0].dataset: dataset_form (given a b)",
        "sources[0].fields.id: field_name (given k, *)",
        "sources[0].fields.url: page_address",
        "sources[0].fields.statuses: status_half",
        "sources[0].fields.titel: unknown_key (near title,",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let elsewhere = problems(&source("dataset = 'a'\nwhere = 'b'\n"));
    assert!(
        elsewhere.contains("sources[0].dataset: other_platform (platform opendatasoft)")
            && elsewhere.contains("sources[0].where: other_platform (platform opendatasoft)"),
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
        "sources[0].columns.close: unknown_key (near closes,",
        "sources[0].columns.url: page_address",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let shown = list("title = 'Objet'\nsummary = ' OBJET '\ncloses = ' '\n");
    for expected in [
        "sources[0].columns.summary: column_twice (given OBJET)",
        "sources[0].columns.closes: column_name",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let shown = list("title = 'Objet'\nstatuses = { open = ['en cours'] }\n");
    assert!(
        shown.contains("sources[0].columns.statuses: status_column_missing"),
        "{shown}"
    );
    let elsewhere = problems(&source("[sources.columns]\ntitle = 't'\n"));
    assert!(
        elsewhere.contains("sources[0].columns: other_platform (platform file)"),
        "{elsewhere}"
    );
}

#[test]
fn sources_do_not_share_an_id_or_an_address() {
    let text = format!(
        "{}\n[[sources]]\nid = 'a'\nplatform = 'decidim'\nurl = 'https://A.example.fr'\n",
        source("")
    );
    let shown = problems(&text);
    assert!(
        shown.contains("f.toml:10: sources[1].id: id_taken (id a, other sources[0])"),
        "{shown}"
    );
    assert!(
        shown.contains("f.toml:12: sources[1].url: address_taken (other a)"),
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
        twice.contains("sources[1].url: address_taken (other nancy, dataset concertations)"),
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
            said.contains("ids_clash (id seichamps, origin ")
                && said.contains(", other nancy, distinct "),
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
        assert!(
            shown.contains("sources[0].origin: origin_form"),
            "{bad}: {shown}"
        );
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
        "sources[0].level: unknown_word (given consultation,",
        "sources[1].every: time_unreadable (given soon)",
        "sources[1].id: id_taken (id a, other sources[0])",
        "sources[1].url: address_taken (other a)",
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
    assert!(problems(&text).contains("gateway.contact: contact_missing"));
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
        elsewhere.contains("sources[0].include: entries_nowhere"),
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
                "{key}: pattern_count (patterns category title path)"
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
        ("feed", rule, "sources[0].join: appointments_nowhere"),
        (
            "calendar",
            "consultation = 'https://b.example.fr/'\n",
            "sources[0].join[0]: pattern_count",
        ),
        (
            "calendar",
            "title = '*'\nconsultation = 'ftp://b.example.fr/'\n",
            "sources[0].join[0].consultation: address_scheme (scheme ftp)",
        ),
        (
            "calendar",
            "title = '*'\n",
            "consultation: missing (what sources-join-consultation)",
        ),
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
        shown.contains("polling.every: time_out_of_bounds (given 1s, least 1m, most 30d)"),
        "{shown}"
    );
    assert!(
        shown.contains("polling.min_gap: time_out_of_bounds (given 0s, least 1s, most 1m)"),
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
            "admin.token_file: token_weak (least 16)",
        ),
        (
            "[admin]\ntoken = 'hush-hush'",
            "admin.token: token_weak (least 16)",
        ),
        (
            "[admin]\ntoken_file = 'absent'",
            "absent, why absent, cause ",
        ),
        (
            "[admin]\ntoken = 'hush-hush'\ntoken_file = 'short'",
            "admin.token_file: given_twice (other admin.token)",
        ),
        (
            "[admin]\n",
            "admin: secret_missing (one admin.token, other admin.token_file)",
        ),
        (
            "[storage]\nurl = 'mysql://hush-hush'",
            "storage.url: storage_form",
        ),
        (
            "[storage]\nurl = 'postgres://agenda:hush-hush@db/agenda'",
            "storage.url: postgresql_not_yet",
        ),
        (
            "[storage]\nurl = 'postgresql://db'",
            "storage.url: postgresql_not_yet",
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
        ("brand = 'bleu'", "portal.brand: colour"),
        (
            "brand = '#ffd500'",
            "portal.brand: colour_too_light (colour #ffd500, contrast 1.4, least 4.5)",
        ),
        (
            "logo = 'absent.svg'",
            "absent.svg, why absent, cause No such file",
        ),
        ("logo = 'logo.gif'", "logo.gif)"),
        (
            "tiles = 'https://a.fr/{z}/{x}.png'\ntiles_attribution = 'IGN'",
            "portal.tiles: tiles",
        ),
        (
            "tiles = 'https://a.fr/{z}/{x}/{y}.png'",
            "portal.tiles: tiles_unowed",
        ),
        (
            "tiles_attribution = 'IGN'",
            "portal.tiles_attribution: tiles_missing",
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
    let folder = tempfile::tempdir().unwrap();
    let latin = folder.path().join("latin.toml");
    std::fs::write(&latin, b"name = 'D\xe9marches'").unwrap();
    for (path, expected) in [
        (
            Path::new("/absent/f.toml"),
            "/absent/f.toml: file_unreadable (why absent, cause ",
        ),
        (folder.path(), ": file_unreadable (why folder, cause "),
        (&latin, "latin.toml: file_unreadable (why not_text, cause "),
    ] {
        let shown = load(path, []).unwrap_err().to_string();
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    let large = "#".repeat(1 << 21);
    assert_eq!(problems(&large), "f.toml: file_too_large (most 1048576)");
}

#[test]
fn what_is_repeated_cannot_command_a_terminal() {
    let shown = problems("\"\\u001b[2Jkey\" = 1\n[gateway]\nterritory = \"\\u001b]0;x\\u0007\"\n");
    assert!(
        shown.contains("[2Jkey: unknown_key") && shown.contains("]0;x"),
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
    assert!(shown.ends_with("website"), "{shown}");
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
            let mut codes = problems.iter().map(|problem| problem.fault.code());
            prop_assert!(codes.all(|code| Fault::CODES.contains(&code)));
        }
    }

    #[test]
    fn no_value_and_no_variable_is_more_than_a_problem(name in "[A-Z_0-9]{0,24}", value in "\\PC{0,24}") {
        let key = format!("PASSERELLE__{name}");
        let _ = with(GRAND_NANCY, &[(&key, &value), ("PASSERELLE__SOURCES__0__URL", &value), ("PASSERELLE__SOURCES__0__ATTACH", &value)]);
    }
}
