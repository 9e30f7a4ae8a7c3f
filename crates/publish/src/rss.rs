//! RSS 2.0 for the readers that people really use: they drop most extensions, so that the plain core (title, description, date, link) says everything, and the
//! extensions repeat it for programs.
//!
//! No element that names a person is ever written (`author`, `managingEditor`, `webMaster`). Equal entries give equal bytes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Guid, Item, Source};

use passerelle_index::Entry;
use passerelle_model::Language;

use super::dates::{iso, rfc822};
use super::item::{body_html, image, publisher, summary_html, terms, valid};
use super::outputs::{Answered, Output};
use super::phrases::Phrases;
use super::updates::{self, News};
use super::words::xml_text;
use super::{FeedFormat, Selection, View};

/// The row of the format in the table of feeds.
static FORMAT: FeedFormat = FeedFormat {
    name: "rss",
    path: PATH,
    media_type: "application/rss+xml; charset=utf-8",
    label: "address-rss",
    consultations,
    updates: news,
};

/// Declares the output.
pub(super) static OUTPUT: Output = FORMAT.output("feed_rss", Answered::Text);

const PATH: &str = "/rss.xml";

/// The time in minutes after which a reader should request the feed again.
const TTL: &str = "60";

const NAMESPACES: [(&str, &str); 7] = [
    ("atom", "http://www.w3.org/2005/Atom"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("ev", "http://purl.org/rss/1.0/modules/event/"),
    ("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
    ("georss", "http://www.georss.org/georss"),
    ("media", "http://search.yahoo.com/mrss/"),
];

/// Writes the consultations of a selection as an RSS channel.
fn consultations(selection: &Selection<'_>) -> Vec<u8> {
    let items = selection
        .entries
        .iter()
        .map(|entry| consultation_item(selection, entry))
        .collect();
    let changed = selection
        .entries
        .iter()
        .map(|entry| updates::last_change(entry, selection.moment))
        .max();
    write(selection, View::Consultations, items, changed)
}

/// Writes the news of the consultations of a selection as an RSS channel, latest first, at most `limit` items.
fn news(selection: &Selection<'_>, limit: usize) -> Vec<u8> {
    let news = updates::latest(selection.entries, selection.moment, limit);
    let changed = news
        .iter()
        .map(|news| news.at.max(updates::last_change(news.entry, news.at)))
        .max();
    let items = news.iter().map(|news| news_item(selection, news)).collect();
    write(selection, View::Updates, items, changed)
}

fn write(
    selection: &Selection<'_>,
    view: View,
    items: Vec<Item>,
    changed: Option<DateTime<Utc>>,
) -> Vec<u8> {
    let channel = Channel {
        title: xml_text(&selection.title()),
        link: selection.page(),
        description: selection.phrases().say(view.description()),
        language: Some(selection.phrases().tag()),
        last_build_date: changed.map(rfc822),
        generator: Some("Passerelle".to_owned()),
        ttl: Some(TTL.to_owned()),
        extensions: extensions([with_attributes(
            "atom:link",
            None,
            &[
                ("href", &selection.address(PATH)),
                ("rel", "self"),
                ("type", "application/rss+xml"),
            ],
        )]),
        namespaces: NAMESPACES
            .into_iter()
            .map(|(prefix, address)| (prefix.to_owned(), address.to_owned()))
            .collect(),
        items,
        ..Channel::default()
    };
    // Writing to memory cannot fail.
    channel.write_to(Vec::new()).unwrap_or_default()
}

fn consultation_item(selection: &Selection<'_>, entry: &Entry) -> Item {
    let consultation = &entry.stored.consultation;
    let title = consultation.title.best_text(selection.languages);
    Item {
        title: Some(xml_text(title)),
        guid: Some(guid(consultation.id)),
        pub_date: entry.published().map(rfc822),
        ..item(selection, entry)
    }
}

fn news_item(selection: &Selection<'_>, news: &News<'_>) -> Item {
    let title = news
        .entry
        .stored
        .consultation
        .title
        .best_text(selection.languages);
    Item {
        title: Some(xml_text(&news.headline(title, &selection.phrases()))),
        guid: Some(guid(news.id)),
        pub_date: Some(rfc822(news.at)),
        ..item(selection, news.entry)
    }
}

/// Makes the parts of an item that consultations and news have in common.
fn item(selection: &Selection<'_>, entry: &Entry) -> Item {
    let consultation = &entry.stored.consultation;
    let phrases = selection.phrases();
    let source = selection.site.source_of(consultation);
    Item {
        link: Some(consultation.url.to_string()),
        description: Some(xml_text(&summary_html(selection, entry, &phrases))),
        content: body_html(selection, entry, &phrases).map(|body| xml_text(&body)),
        categories: categories(entry, selection.languages, &phrases),
        source: source.url.map(|url| Source {
            url: url.to_string(),
            title: Some(xml_text(publisher(consultation, source.name))),
        }),
        extensions: item_extensions(entry, publisher(consultation, source.name)),
        ..Item::default()
    }
}

fn guid(id: impl std::fmt::Display) -> Guid {
    Guid {
        value: format!("urn:uuid:{id}"),
        permalink: false,
    }
}

/// Returns the themes as plain categories, then the closed vocabularies with their domain.
fn categories(entry: &Entry, languages: &[Language], phrases: &Phrases) -> Vec<Category> {
    let terms = terms(entry, languages, phrases).into_iter();
    terms
        .map(|term| Category {
            domain: term.scheme(),
            name: xml_text(&term.word),
        })
        .collect()
}

fn item_extensions(entry: &Entry, publisher: &str) -> ExtensionMap {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let mut all = vec![
        plain("dc:publisher", publisher),
        plain("dcterms:modified", &iso(entry.stored.history.updated)),
    ];
    // Readers show these as the time of an event: they are the period of participation, not that of the whole.
    let stretch = entry.participation_period();
    let opens = stretch.opens.map(|moment| moment.to_iso(zone));
    let closes = stretch.closes.map(|moment| moment.to_iso(zone));
    all.extend(valid(entry).map(|valid| plain("dcterms:valid", &valid)));
    all.extend(opens.map(|day| plain("ev:startdate", &day)));
    all.extend(closes.map(|day| plain("ev:enddate", &day)));
    if let Some(territory) = &consultation.territory {
        all.push(plain("dcterms:spatial", &territory.name));
    }
    if let Some(point) = consultation.location {
        let (latitude, longitude) = (point.latitude.to_string(), point.longitude.to_string());
        all.push(plain("georss:point", &format!("{latitude} {longitude}")));
        all.push(plain("geo:lat", &latitude));
        all.push(plain("geo:long", &longitude));
    }
    if let Some(image) = image(consultation) {
        let attributes = [("url", image), ("medium", "image")];
        all.push(with_attributes("media:content", None, &attributes));
    }
    extensions(all)
}

fn plain(name: &str, value: &str) -> Extension {
    with_attributes(name, Some(value), &[])
}

fn with_attributes(name: &str, value: Option<&str>, attributes: &[(&str, &str)]) -> Extension {
    Extension {
        name: name.to_owned(),
        value: value.map(xml_text),
        attrs: attributes
            .iter()
            .map(|(key, value)| ((*key).to_owned(), xml_text(value)))
            .collect(),
        children: BTreeMap::new(),
    }
}

fn extensions(all: impl IntoIterator<Item = Extension>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    for extension in all {
        if let Some((prefix, name)) = extension.name.split_once(':') {
            let (prefix, name) = (prefix.to_owned(), name.to_owned());
            map.entry(prefix)
                .or_default()
                .entry(name)
                .or_default()
                .push(extension);
        }
    }
    map
}
