use proptest::prelude::*;

use super::*;

fn named(path: &str, query: &str) -> String {
    file_name(&Address::parse(path, query).unwrap())
}

#[test]
fn names_are_those_that_the_documentation_shows() {
    let second = Address::parse("/", "lang=en&territory=54395").unwrap();
    let second = second.on_page(2);
    let table = [
        (named("/", ""), "index.html"),
        (named("/agenda", ""), "agenda/index.html"),
        (
            named("/", "territory=54395&lang=en"),
            "lang-en/territory-54395/index.html",
        ),
        (
            file_name(&second),
            "lang-en/territory-54395/page-2/index.html",
        ),
        (named("/rss.xml", ""), "rss.xml"),
        (
            named("/rss.xml", "concerns=54498"),
            "rss/concerns-54498.xml",
        ),
        (
            named("/api/v1/consultations", ""),
            "api/v1/consultations.json",
        ),
        (
            named("/api/v1/changes", "since=200"),
            "api/v1/changes/since-200.json",
        ),
        (
            named("/numbers/status.csv", "lang=en"),
            "numbers/status/lang-en.csv",
        ),
        (named("/widget.js", ""), "widget.js"),
        (
            named("/agenda.ics", "include=deadlines&status=open,paused"),
            "agenda/include-deadlines/status-open,paused.ics",
        ),
        (
            named("/rss.xml", "near=48.69,6.18"),
            "rss/near-48~2e69,6~2e18.xml",
        ),
        (named("/", "lang=pt-BR"), "lang-pt-~42~52/index.html"),
    ];
    for (name, expected) in table {
        assert_eq!(name, expected);
    }
    assert_eq!(location("/agenda", "").as_deref(), Some("agenda/"));
    assert_eq!(location("/", "").as_deref(), Some(""));
}

#[test]
fn what_is_too_long_for_a_file_system_is_named_by_its_digest() {
    let words = "é".repeat(200);
    let name = named("/rss.xml", &format!("q={words}"));
    assert!(name.len() < 120 && name.starts_with("rss/q-~~"), "{name}");
    assert_ne!(name, named("/rss.xml", &format!("q={words}e")));
    assert_eq!(address_of(&name), None);
}

#[test]
fn ways_lead_from_page_to_page_under_any_root() {
    let table = [
        ("index.html", "index.html", "./"),
        ("index.html", "agenda/index.html", "agenda/"),
        ("index.html", "rss.xml", "rss.xml"),
        ("agenda/index.html", "index.html", "../"),
        ("agenda/index.html", "agenda/index.html", "./"),
        ("agenda/index.html", "agenda/page-2/index.html", "page-2/"),
        ("agenda/page-2/index.html", "agenda/index.html", "../"),
        (
            "consultations/a/index.html",
            "assets/style.css",
            "../../assets/style.css",
        ),
        (
            "agenda/territory-1/index.html",
            "agenda/territory-1.ics",
            "../territory-1.ics",
        ),
        (
            "territory-1/index.html",
            "territory-2/index.html",
            "../territory-2/",
        ),
    ];
    for (from, to, expected) in table {
        assert_eq!(relative_link(from, to), expected, "{from} to {to}");
    }
}

#[test]
fn what_is_no_name_of_an_address_has_none() {
    for name in [
        "a",
        "../x.xml",
        "rss/page-1.xml",
        "rss/page-02.xml",
        "rss/territory-2/lang-en.xml",
        "rss/lang-en/lang-fr.xml",
        "rss/lang-~4.xml",
        "rss/lang-~zz.xml",
        "lang-en/agenda/index.html",
        ".passerelle-export/manifest.json",
        "404.html",
        "rss/lang-en/x.xml",
        "api/v1/x.json.json",
    ] {
        assert_eq!(address_of(name), None, "{name}");
    }
}

fn addresses() -> impl Strategy<Value = Address> {
    let paths = prop_oneof![
        Just("/".to_owned()),
        "(/[a-z0-9][a-z0-9_-]{0,12}){1,3}(\\.[a-z]{1,5})?",
        "/api/v1/[a-z]{1,8}(/[0-9a-f-]{1,12})?",
        "/api/v1/[a-z]{1,2}(\\.json)?",
        Just("/rss.xml".to_owned()),
        Just("/agenda".to_owned()),
        Just("/agenda.ics".to_owned()),
    ];
    let names = prop::sample::select(vec![
        "territory",
        "concerns",
        "status",
        "theme",
        "q",
        "lang",
        "view",
        "since",
        "opens_after",
        "cursor",
    ]);
    let values = prop_oneof![
        "[a-z0-9,_-]{1,6}",
        "\\PC{1,8}",
        "[./\\\\~%: a-zA-Z]{1,6}",
        "[0-9a-f]{1,2}",
        "\\PC{120,200}",
    ];
    let question = prop::collection::btree_map(names, values, 0..4);
    (paths, question, prop_oneof![Just(1_u32), 2..400_u32]).prop_filter_map(
        "no path of a route",
        |(path, question, page)| {
            let question = question
                .into_iter()
                .map(|(name, value)| (known(name).unwrap(), value))
                .collect();
            Address::new(&path, question, page)
        },
    )
}

proptest! {
    #[test]
    fn two_addresses_never_share_a_file(one in addresses(), other in addresses()) {
        let (a, b) = (file_name(&one), file_name(&other));
        prop_assert_eq!(one == other, a.to_lowercase() == b.to_lowercase(), "{} {}", a, b);
        // Nor is the file of the one a folder of the other.
        prop_assert!(!b.starts_with(&format!("{a}/")), "{a} {b}");
    }

    #[test]
    fn a_name_leads_back_to_its_address(address in addresses()) {
        let name = file_name(&address);
        if !name.contains("~~") {
            prop_assert_eq!(address_of(&name), Some(address.clone()));
            prop_assert_eq!(address_of(link_name(&name)), Some(address));
        }
    }

    #[test]
    fn every_file_system_and_every_server_takes_a_name(address in addresses()) {
        let name = file_name(&address);
        prop_assert!(name.len() < 1000);
        for segment in name.split('/') {
            prop_assert!((1..=255).contains(&segment.len()), "{name}");
            prop_assert!(segment.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{name}");
            prop_assert!(segment.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b',' | b'~' | b'.')), "{name}");
            prop_assert!(!segment.ends_with(['.', '~']) && !segment.contains(".."), "{name}");
        }
        // Dots only before the extension.
        prop_assert_eq!(name.matches('.').count(), 1);
    }

    #[test]
    fn the_way_arrives(from in addresses(), to in addresses()) {
        let (from, to) = (file_name(&from), file_name(&to));
        let base = url::Url::parse("https://group.pages.example/agenda/").unwrap();
        let page = base.join(link_name(&from)).unwrap();
        let arrived = page.join(&relative_link(&from, &to)).unwrap();
        let expected = base.join(link_name(&to)).unwrap();
        prop_assert_eq!(arrived.as_str(), expected.as_str());
    }

    #[test]
    fn no_text_is_a_reason_to_fail(text in "\\PC{0,40}") {
        let _ = address_of(&text);
        let _ = location(&text, &text);
    }
}
