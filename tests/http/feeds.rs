//! The feeds, read back by two independent readers.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use passerelle::index::Entry;
use passerelle::model::{Consultation, Language, LocalizedText, Period};
use passerelle::publish::{Selection, outputs};
use proptest::prelude::*;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::content;
use crate::gateway::{Gateway, header};
use crate::openapi::python;

#[tokio::test]
async fn the_feed_is_as_it_was() {
    let gateway = Gateway::start().await;
    let feed = gateway.text("/rss.xml").await;
    // One element a line, so that a difference can be read.
    insta::assert_snapshot!(feed.replace("><", ">\n<"));
}

#[tokio::test]
async fn the_news_are_as_they_were() {
    let gateway = Gateway::start().await;
    let feed = gateway.text("/rss.xml?view=updates").await;
    insta::assert_snapshot!(feed.replace("><", ">\n<"));
}

fn parts(date: DateTime<Utc>) -> Value {
    json!([
        date.year(),
        date.month(),
        date.day(),
        date.hour(),
        date.minute(),
        date.second()
    ])
}

#[tokio::test]
async fn two_independent_readers_find_the_same() {
    let gateway = Gateway::start().await;
    for path in ["/rss.xml", "/rss.xml?view=updates", "/rss.xml?lang=en"] {
        let bytes = gateway.get(path).await.bytes().await.unwrap();
        let python: Value =
            serde_json::from_str(&python("feedparser_check.py", &bytes).await).unwrap();
        let rust = feed_rs::parser::parse(&bytes[..]).unwrap();
        let items = python["items"].as_array().unwrap();
        assert_eq!(items.len(), rust.entries.len(), "{path}");
        assert!(items.len() >= 4, "{path}");
        for (theirs, entry) in items.iter().zip(&rust.entries) {
            assert_eq!(theirs["title"], entry.title.as_ref().unwrap().content);
            assert_eq!(theirs["link"], entry.links[0].href);
            assert_eq!(theirs["guid"], entry.id);
            assert_eq!(theirs["is_link"], false);
            assert_eq!(
                theirs["date"],
                entry.published.map_or(Value::Null, parts),
                "{path} {}",
                entry.id
            );
            let categories = entry
                .categories
                .iter()
                .map(|category| json!([category.term, category.scheme]));
            assert_eq!(
                theirs["categories"],
                Value::Array(categories.collect()),
                "{path}"
            );
        }
        assert_eq!(python["people"], json!([]));
    }
}

#[tokio::test]
async fn what_readers_find_is_what_we_said() {
    let gateway = Gateway::start().await;
    let bytes = gateway.get("/rss.xml?q=parcs").await.bytes().await.unwrap();
    let feed: Value = serde_json::from_str(&python("feedparser_check.py", &bytes).await).unwrap();
    assert_eq!(
        feed["self"],
        json!(["https://agenda.example.fr/rss.xml?q=parcs"])
    );
    assert_eq!(feed["language"], "fr");
    let item = &feed["items"][0];
    assert_eq!(item["title"], content::HOSTILE_IN_XML);
    assert_eq!(item["guid"], format!("urn:uuid:{}", content::id("1")));
    assert_eq!(
        item["link"],
        "https://participez.example.fr/processes/p1?a=1&b=2"
    );
    assert_eq!(item["date"], json!([2026, 11, 2, 8, 5, 0]));
    let description = item["description"].as_str().unwrap();
    assert!(
        description.contains("Jusqu’au 12\u{a0}décembre\u{a0}2026 · Nancy · Boîte à idées"),
        "{description}"
    );
    assert!(
        item["content"][0]
            .as_str()
            .unwrap()
            .contains("<strong>ensemble</strong>")
    );
    assert_eq!(item["source"], "Ville de Nancy");
    assert_eq!(item["publisher"], "Ville de Nancy");
    assert_eq!(item["where"]["coordinates"], json!([6.1844, 48.6921]));
    let categories = item["categories"].as_array().unwrap();
    for category in [
        json!(["Nature en ville", null]),
        json!(["open", "urn:passerelle:status"]),
        json!(["involve", "urn:passerelle:level"]),
        json!(["idea_box", "urn:passerelle:modality"]),
        json!(["54395", "urn:passerelle:territory"]),
    ] {
        assert!(categories.contains(&category), "{category}");
    }
}

#[tokio::test]
async fn nothing_is_dated_in_the_future_and_nobody_is_named() {
    let gateway = Gateway::start().await;
    for path in ["/rss.xml", "/rss.xml?view=updates"] {
        let text = gateway.text(path).await;
        for person in ["<author", "managingEditor", "webMaster", "dc:creator"] {
            assert!(!text.contains(person), "{path} {person}");
        }
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        for entry in feed.entries {
            assert!(
                entry.published <= Some(content::now()),
                "{path} {}",
                entry.id
            );
        }
    }
}

/// The date of publication of each item, by its id, in each of the three feeds.
async fn dates(gateway: &Gateway, query: &str) -> [Vec<(String, Option<DateTime<Utc>>)>; 3] {
    let rss = gateway.text(&format!("/rss.xml{query}")).await;
    let atom = gateway.text(&format!("/atom.xml{query}")).await;
    let json = gateway.json(&format!("/feed.json{query}")).await;
    let read = |text: &str| {
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        let entries = feed.entries.into_iter();
        entries.map(|entry| (entry.id, entry.published)).collect()
    };
    let items = json["items"].as_array().unwrap().iter();
    let items = items.map(|item| {
        let date = item.get("date_published");
        let id = item["id"].as_str().unwrap().to_owned();
        (id, date.map(|date| date.as_str().unwrap().parse().unwrap()))
    });
    [read(&rss), read(&atom), items.collect()]
}

#[tokio::test]
async fn a_date_of_publication_is_never_made_up() {
    let gateway = Gateway::start().await;
    let dated = [content::id("1"), content::id("5")].map(|id| format!("urn:uuid:{id}"));
    let [rss, atom, json] = dates(&gateway, "").await;
    assert_eq!(rss.len(), 5);
    for feed in [&rss, &atom, &json] {
        for (id, date) in feed {
            assert_eq!(date.is_some(), dated.contains(id), "{id}");
        }
    }
    let atom = gateway.text("/atom.xml").await;
    let updated = atom.matches("<updated>").count();
    assert_eq!(
        updated, 6,
        "Atom requires `updated` of the feed and of each entry"
    );
    for feed in dates(&gateway, "?view=updates").await {
        assert!(
            feed.iter().all(|(_, date)| date.is_some()),
            "news happen at a moment"
        );
    }
}

#[tokio::test]
async fn news_tell_what_opened_what_closes_soon_and_what_came_of_it() {
    let gateway = Gateway::start().await;
    let feed = gateway
        .get("/rss.xml?view=updates")
        .await
        .bytes()
        .await
        .unwrap();
    let feed = feed_rs::parser::parse(&feed[..]).unwrap();
    let titles: Vec<String> = feed
        .entries
        .iter()
        .map(|entry| entry.title.as_ref().unwrap().content.clone())
        .collect();
    assert_eq!(
        titles[0],
        "Résultats publiés\u{a0}: Budget participatif 2026"
    );
    let closing = "Se termine le 25\u{a0}novembre\u{a0}2026\u{a0}: Une place à vivre";
    assert!(titles.contains(&closing.to_owned()), "{titles:?}");
    assert!(
        !titles.iter().any(|title| title.contains("Plan vélo")),
        "not open yet"
    );
    let guids: BTreeSet<&String> = feed.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(guids.len(), feed.entries.len());
    let moments: Vec<_> = feed.entries.iter().map(|entry| entry.published).collect();
    assert!(
        moments.is_sorted_by(|a, b| a >= b),
        "latest first: {moments:?}"
    );
    let one = gateway
        .get("/rss.xml?view=updates&limit=1")
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(feed_rs::parser::parse(&one[..]).unwrap().entries.len(), 1);
}

#[tokio::test]
async fn an_edit_moves_neither_the_date_nor_the_identity() {
    let gateway = Gateway::start().await;
    let path = "/rss.xml?source=nancy&territory=54395";
    let before = gateway.text(path).await;
    let mut edited = content::stored(
        passerelle::model::Consultation {
            summary: passerelle::model::LocalizedText::of(
                passerelle::model::Language::french(),
                "Un autre résumé",
            ),
            ..content::full()
        },
        8,
    );
    edited.history.first_seen = "2026-11-11T08:00:00Z".parse().unwrap();
    gateway.apply(passerelle::index::Delta {
        upserts: vec![edited],
        gone: Vec::new(),
    });
    let after = gateway.text(path).await;
    assert!(before != after && after.contains("Un autre résumé"));
    let read = |text: &str| {
        let entry = feed_rs::parser::parse(text.as_bytes())
            .unwrap()
            .entries
            .remove(0);
        (entry.id, entry.published)
    };
    assert_eq!(read(&before), read(&after));
}

#[tokio::test]
async fn every_filter_narrows_the_feed() {
    let gateway = Gateway::start().await;
    let table = [
        ("territory=245400676", 3),
        ("territory=54498", 1),
        ("concerns=54498", 1),
        ("near=48.6921,6.1844&radius=1", 1),
        ("status=open", 2),
        ("status=open,results", 3),
        ("level=involve", 1),
        ("modality=survey,idea_box", 2),
        ("theme=nature%20en%20ville", 1),
        ("source=voisins", 1),
        ("platform=cap-collectif", 1),
        ("q=velo", 1),
        ("opens_after=2026-12-01", 1),
        ("closes_before=2026-11-30", 2),
        ("sort=closing&limit=4", 4),
        ("lang=en", 5),
    ];
    for (query, expected) in table {
        let response = gateway.get(&format!("/rss.xml?{query}")).await;
        assert_eq!(response.status(), StatusCode::OK, "{query}");
        assert_eq!(
            header(&response, "content-type"),
            "application/rss+xml; charset=utf-8"
        );
        let feed = feed_rs::parser::parse(&response.bytes().await.unwrap()[..]).unwrap();
        assert_eq!(feed.entries.len(), expected, "{query}");
    }
}

#[tokio::test]
async fn who_follows_two_feeds_can_tell_them_apart() {
    let gateway = Gateway::start().await;
    let feed = gateway.text("/rss.xml?territory=54498").await;
    assert!(feed.contains("<title>Agenda participatif du Grand Nancy — Seichamps</title>"));
}

#[tokio::test]
async fn readers_get_their_language() {
    let gateway = Gateway::start().await;
    let english = gateway.text("/rss.xml?q=velo&lang=en").await;
    assert!(english.contains("<title>Cycling plan</title>"));
    assert!(english.contains("<language>en</language>"));
    assert!(english.contains("From 1\u{a0}December\u{a0}2026 to 15\u{a0}January\u{a0}2027"));
    let german = gateway.text("/rss.xml?q=velo&lang=de").await;
    assert!(
        german.contains("<title>Plan vélo</title>"),
        "falls back to French"
    );
}

#[tokio::test]
async fn a_gateway_without_content_serves_an_empty_feed() {
    let gateway = Gateway::over(true).await;
    let feed = gateway.get("/rss.xml").await.bytes().await.unwrap();
    assert_eq!(feed_rs::parser::parse(&feed[..]).unwrap().entries.len(), 0);
}

/// The text as every reader shows it: white space counts once, and XML cannot hold control characters.
fn readable(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .filter(|c| !matches!(c, '\u{b}' | '\u{c}' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn no_title_or_body_breaks_the_feed_or_is_changed_by_it(
        title in any::<String>().prop_map(|title| format!("t{title}")),
        body in any::<String>(),
        summary in "[ -~é\u{0}]{0,60}(\\]\\]>)?<!\\[CDATA\\[",
    ) {
        let french = |text: &str| LocalizedText::of(Language::french(), text);
        let consultation = Consultation {
            title: french(&title),
            summary: french(&summary),
            description_html: french(&body),
            ..content::plain("1", "", Period::default())
        };
        let entries = [Arc::new(Entry::new(
            Arc::new(content::stored(consultation, 1)),
            content::now(),
        ))];
        let site = crate::gateway::site(content::sources());
        let selection = Selection {
            gone: &[],
            site: &site,
            entries: &entries,
            languages: site.languages(),
            caption: "",
            query: "",
            moment: content::now(),
        };
        for feed in outputs::feeds() {
            let bytes = (feed.consultations)(&selection);
            prop_assert_eq!(&bytes, &(feed.consultations)(&selection));
            let read = feed_rs::parser::parse(&bytes[..]).unwrap();
            prop_assert_eq!(read.entries.len(), 1);
            let read = &read.entries[0].title.as_ref().unwrap().content;
            prop_assert_eq!(readable(read), readable(&title));
        }
    }
}
