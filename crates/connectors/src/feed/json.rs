//! JSON Feed (versions 1.0 and 1.1). The parser is given each item by itself, with only the keys that are wanted and each in the form that it
//! expects: otherwise one item whose id is a number would make the whole feed fail. No key that names a person is among them.

use chrono_tz::Tz;
use serde_json::{Map, Value, json};
use url::Url;

use super::dates;
use super::item::{self, Item, TextTypes};
use super::parse::{BrokenEntry, FeedDocument};
use super::split::MOST_ENTRIES;
use crate::document_start;

/// The keys of an item whose values are texts.
const TEXTS: [&str; 8] = [
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
];

/// Parses a JSON Feed; `None` if it is none. Times without a zone are meant in `zone`.
pub(super) fn parse(text: &str, base: &Url, zone: Tz) -> Option<FeedDocument> {
    let is_feed = |value: &Value| {
        let version = value.get("version").and_then(Value::as_str);
        version.is_some_and(|version| version.contains("jsonfeed.org/version/1"))
    };
    let (mut feed, start, behind) = document_start::json(text, is_feed)?;
    let text_of = |name: &str| feed.get(name).and_then(Value::as_str).map(str::to_owned);
    let (title, language) = (text_of("title"), text_of("language"));
    let Some(Value::Array(entries)) = feed.get_mut("items").map(Value::take) else {
        return None;
    };
    let listed = entries.len();
    let (mut items, mut broken) = (Vec::new(), Vec::new());
    for (at, entry) in entries.iter().take(MOST_ENTRIES).enumerate() {
        match parse_item(entry, base, zone) {
            Some(item) => items.push(item),
            None => broken.push(BrokenEntry {
                number: at + 1,
                title: None,
            }),
        }
    }
    Some(FeedDocument {
        format: "JSON Feed",
        title: title.unwrap_or_default(),
        language,
        unreadable: broken.len(),
        broken,
        truncated: listed > MOST_ENTRIES,
        strays: start.strays || !behind.is_empty(),
        items,
    })
}

fn parse_item(entry: &Value, base: &Url, zone: Tz) -> Option<Item> {
    let entry = entry.as_object()?;
    let mut cleaned = Map::new();
    let id = match entry.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    cleaned.extend(id.map(|id| ("id".to_owned(), Value::String(id))));
    for key in TEXTS {
        if let Some(Value::String(text)) = entry.get(key) {
            cleaned.insert(key.to_owned(), Value::String(text.clone()));
        }
    }
    let tags = entry.get("tags").and_then(Value::as_array);
    let tags: Vec<&Value> = tags
        .into_iter()
        .flatten()
        .filter(|tag| tag.is_string())
        .collect();
    cleaned.insert("tags".to_owned(), json!(tags));
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "",
        "items": [cleaned],
    });
    let parsed = item::parse(&document.to_string(), base, zone)?;
    let text_of = |name: &str| entry.get(name).and_then(Value::as_str);
    let address = |name: &str| text_of(name).and_then(|written| item::address(written, base));
    let unreadable_date = ["date_published", "date_modified"]
        .iter()
        .filter_map(|name| text_of(name))
        .find(|text| dates::moment(text, zone).is_none());
    let extra = Item {
        unreadable_date: unreadable_date.map(str::to_owned),
        canonical: address("external_url").filter(|_| text_of("url").is_some()),
        language: text_of("language").map(str::to_owned),
        image: address("image").or_else(|| address("banner_image")),
        ..Item::default()
    };
    Some(item::merge(extra, parsed, TextTypes::Declared, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_value(feed: &Value) -> Option<FeedDocument> {
        parse(
            &feed.to_string(),
            &Url::parse("https://a.example.fr/feed.json").unwrap(),
            Tz::UTC,
        )
    }

    #[test]
    fn an_item_in_another_form_than_promised_costs_nothing_but_what_is_wrong_in_it() {
        let feed = parse_value(&json!({
            "version": "https://jsonfeed.org/version/1", "title": null,
            "items": [
                { "id": 12, "url": "/a", "title": "A", "tags": ["x", 3, null], "image": "a.png", "content_text": "1 < 2\n3" },
                "no item",
                { "id": "b", "external_url": "https://b.example.fr/", "title": 7, "attachments": [{}] },
            ],
        }))
        .unwrap();
        assert_eq!((feed.items.len(), feed.unreadable), (2, 1));
        let [first, second] = &feed.items[..] else {
            panic!()
        };
        assert_eq!(first.guid.as_deref(), Some("12"));
        assert_eq!(
            first.page.as_ref().unwrap().as_str(),
            "https://a.example.fr/a"
        );
        assert_eq!(
            first.image.as_ref().unwrap().as_str(),
            "https://a.example.fr/a.png"
        );
        assert_eq!(first.content, "1 &lt; 2<br>3");
        assert_eq!(first.categories.len(), 1);
        assert_eq!(
            second.page.as_ref().unwrap().as_str(),
            "https://b.example.fr/"
        );
        assert_eq!((second.title.as_str(), &second.canonical), ("", &None));
    }

    #[test]
    fn other_json_is_no_feed() {
        for other in [
            json!({}),
            json!([]),
            json!({ "version": "1", "items": [] }),
            json!({ "version": "https://jsonfeed.org/version/1" }),
        ] {
            assert!(parse_value(&other).is_none(), "{other}");
        }
    }
}
