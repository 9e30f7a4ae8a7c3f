//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>). Values for which the format has no field stand in the extension `_passerelle`, as its specification
//! provides: the fields of the JSON portal under the same names.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use uuid::Uuid;

use passerelle_index::Entry;

use super::dates::iso;
use super::item::{self, body_html, publisher, summary_html, terms};
use super::json::{FeedExtension, to_bytes};
use super::openapi::parameters::text;
use super::outputs::{Answered, Output};
use super::updates;
use super::words::{in_one_line, xml_text};
use super::{FeedFormat, Selection, View};

/// The row of the format in the table of feeds.
static FORMAT: FeedFormat = FeedFormat {
    name: "json_feed",
    path: PATH,
    media_type: "application/feed+json; charset=utf-8",
    label: "address-json",
    consultations,
    updates: news,
};

/// Declares the output.
pub(super) static OUTPUT: Output = FORMAT.output("feed_json_feed", Answered::Shaped(shape));

const PATH: &str = "/feed.json";

/// Describes the feed for programs: only the extension is the gateway's own.
fn shape() -> RefOr<Schema> {
    let item = ObjectBuilder::new()
        .property("id", text())
        .property("_passerelle", Ref::from_schema_name("FeedExtension"))
        .required("id")
        .required("_passerelle");
    ObjectBuilder::new()
        .description(Some(
            "JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); its extension is described here",
        ))
        .property("version", text())
        .property("items", ArrayBuilder::new().items(item))
        .required("version")
        .required("items")
        .into()
}

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: String,
    home_page_url: String,
    #[serde(rename = "feed_url")]
    address: String,
    description: String,
    language: String,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: &'a str,
    title: String,
    content_html: String,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    authors: [Author<'a>; 1],
    tags: Vec<String>,
    language: Option<String>,
    _passerelle: FeedExtension,
}

fn consultations(selection: &Selection<'_>) -> Vec<u8> {
    let items = selection.entries.iter().map(|entry| {
        let title = entry
            .stored
            .consultation
            .title
            .best_text(selection.languages);
        let modified = updates::last_change(entry, selection.moment);
        let id = entry.id().as_uuid();
        item(selection, entry, id, title, (entry.published(), modified))
    });
    write(selection, View::Consultations, items.collect())
}

fn news(selection: &Selection<'_>, limit: usize) -> Vec<u8> {
    let phrases = selection.phrases();
    let news = updates::latest(selection.entries, selection.moment, limit);
    let items = news.iter().map(|news| {
        let title = news
            .entry
            .stored
            .consultation
            .title
            .best_text(selection.languages);
        let headline = news.headline(title, &phrases);
        item(
            selection,
            news.entry,
            news.id,
            &headline,
            (Some(news.at), news.at),
        )
    });
    write(selection, View::Updates, items.collect())
}

fn write(selection: &Selection<'_>, view: View, items: Vec<Item<'_>>) -> Vec<u8> {
    to_bytes(&Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: selection.title(),
        home_page_url: selection.page(),
        address: selection.address(PATH),
        description: selection.phrases().say(view.description()),
        language: selection.phrases().tag(),
        authors: [Author {
            name: selection.site.name(),
            url: None,
        }],
        items,
    })
}

fn item<'a>(
    selection: &Selection<'a>,
    entry: &'a Entry,
    id: Uuid,
    title: &str,
    (published, modified): (Option<DateTime<Utc>>, DateTime<Utc>),
) -> Item<'a> {
    let consultation = &entry.stored.consultation;
    let phrases = selection.phrases();
    let source = selection.site.source_of(consultation);
    let summary = summary_html(selection, entry, &phrases);
    let language = consultation.title.best(selection.languages);
    Item {
        id: format!("urn:uuid:{id}"),
        url: consultation.url.as_str(),
        // Control characters are useless to readers, and some programs fail on them.
        title: xml_text(title),
        content_html: xml_text(&body_html(selection, entry, &phrases).unwrap_or(summary)),
        summary: in_one_line(entry, &phrases),
        image: item::image(consultation),
        date_published: published.map(iso),
        date_modified: iso(modified),
        authors: [Author {
            name: publisher(consultation, source.name),
            url: source.url.map(url::Url::as_str),
        }],
        tags: terms(entry, selection.languages, &phrases)
            .into_iter()
            .map(|term| term.label)
            .collect(),
        language: language.map(|(language, _)| language.to_string()),
        _passerelle: FeedExtension::new(selection, entry),
    }
}
