//! Atom 1.0 (RFC 4287). Withdrawn consultations are listed as tombstones (RFC 6721), so that readers and mirrors remove them.
//!
//! Authors are collectivities and platforms, never people. Equal entries give equal bytes.

use std::collections::BTreeMap;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{
    Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Generator, Link, Person, Text,
    TextType, WriteConfig,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use passerelle_index::{Entry, Gone};
use passerelle_model::LocalizedText;

use super::dates::iso;
use super::item::{body_html, publisher, summary_html, terms, valid};
use super::outputs::{Answered, Output};
use super::phrases::Phrases;
use super::updates::{self, News};
use super::words::xml_text;
use super::{FeedFormat, Selection, View};

/// The format's line in the table of feeds.
static FORMAT: FeedFormat = FeedFormat {
    name: "atom",
    path: PATH,
    media_type: "application/atom+xml; charset=utf-8",
    label: "address-atom",
    consultations,
    updates: news,
};

/// Declares the output.
pub(super) static OUTPUT: Output = FORMAT.output("feed_atom", Answered::Text);

const PATH: &str = "/atom.xml";

const NAMESPACES: [(&str, &str); 3] = [
    ("at", "http://purl.org/atompub/tombstones/1.0"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("georss", "http://www.georss.org/georss"),
];

/// Writes the consultations of a selection, and the tombstones of withdrawn ones.
fn consultations(selection: &Selection<'_>) -> Vec<u8> {
    let phrases = selection.phrases();
    let entries = selection.entries.iter();
    let entries: Vec<AtomEntry> = entries
        .map(|entry| {
            let consultation = &entry.stored.consultation;
            let title = consultation.title.best_text(selection.languages);
            AtomEntry {
                title: said(title, foreign(&consultation.title, selection, &phrases)),
                id: urn(entry.id()),
                published: entry.published().map(|at| at.fixed_offset()),
                ..atom_entry(selection, entry)
            }
        })
        .collect();
    let latest = selection
        .entries
        .iter()
        .map(|entry| updates::last_change(entry, selection.moment))
        .chain(selection.gone.iter().map(|gone| gone.at))
        .max();
    write(selection, View::Consultations, entries, latest)
}

/// Writes the news of the consultations of a selection, latest first, at most `limit` items.
fn news(selection: &Selection<'_>, limit: usize) -> Vec<u8> {
    let news = updates::latest(selection.entries, selection.moment, limit);
    let phrases = selection.phrases();
    let entry = |news: &News<'_>| {
        let title = news
            .entry
            .stored
            .consultation
            .title
            .best_text(selection.languages);
        AtomEntry {
            title: Text::plain(xml_text(&news.headline(title, &phrases))),
            id: urn(news.id),
            published: Some(news.at.fixed_offset()),
            updated: news.at.fixed_offset(),
            ..atom_entry(selection, news.entry)
        }
    };
    let changed = news.iter().map(|news| news.at).max();
    write(
        selection,
        View::Updates,
        news.iter().map(entry).collect(),
        changed,
    )
}

fn write(
    selection: &Selection<'_>,
    view: View,
    entries: Vec<AtomEntry>,
    changed: Option<DateTime<Utc>>,
) -> Vec<u8> {
    let address = selection.address(PATH);
    let phrases = selection.phrases();
    let tombstones = match view {
        View::Consultations => selection.gone.iter().map(tombstone).collect(),
        View::Updates => Vec::new(),
    };
    let feed = Feed {
        title: Text::plain(xml_text(&selection.title())),
        subtitle: Some(Text::plain(phrases.say(view.description()))),
        // The address may change with the host; the id does not.
        id: urn(Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes())),
        updated: changed.unwrap_or(DateTime::UNIX_EPOCH).fixed_offset(),
        authors: vec![organisation(selection.site.name())],
        generator: Some(Generator {
            value: "Passerelle".to_owned(),
            ..Generator::default()
        }),
        links: vec![
            link("self", &address, "application/atom+xml"),
            link("alternate", &selection.page(), "text/html"),
        ],
        lang: Some(phrases.tag()),
        entries,
        extensions: extensions(tombstones),
        namespaces: NAMESPACES
            .into_iter()
            .map(|(prefix, address)| (prefix.to_owned(), address.to_owned()))
            .collect(),
        ..Feed::default()
    };
    let config = WriteConfig {
        write_document_declaration: true,
        indent_size: None,
    };
    // Writing to memory cannot fail.
    feed.write_with_config(Vec::new(), config)
        .unwrap_or_default()
}

fn atom_entry(selection: &Selection<'_>, entry: &Entry) -> AtomEntry {
    let consultation = &entry.stored.consultation;
    let phrases = selection.phrases();
    let source = selection.site.source_of(consultation);
    let body = body_html(selection, entry, &phrases);
    let portal = selection.page_of(consultation.id);
    AtomEntry {
        updated: updated(selection, entry),
        authors: vec![organisation(publisher(consultation, source.name))],
        links: vec![
            link("alternate", consultation.url.as_str(), ""),
            link("related", &portal, "text/html"),
        ],
        categories: terms(entry, selection.languages, &phrases)
            .into_iter()
            .map(|term| Category {
                scheme: term.scheme(),
                label: Some(xml_text(&term.label)),
                term: xml_text(&term.word),
            })
            .collect(),
        summary: Some(Text {
            value: xml_text(&summary_html(selection, entry, &phrases)),
            lang: foreign(&consultation.summary, selection, &phrases),
            r#type: TextType::Html,
            ..Text::default()
        }),
        content: body.map(|body| Content {
            value: Some(xml_text(&body)),
            content_type: Some("html".to_owned()),
            lang: foreign(&consultation.description_html, selection, &phrases),
            ..Content::default()
        }),
        rights: consultation
            .licence
            .as_ref()
            .map(|licence| Text::plain(xml_text(licence))),
        extensions: extensions(facts(entry)),
        ..AtomEntry::default()
    }
}

/// Returns the language of a text if it is not that of the feed: `xml:lang` of its element, since an entry as a whole cannot have one here.
fn foreign(text: &LocalizedText, selection: &Selection<'_>, phrases: &Phrases) -> Option<String> {
    let (language, _) = text.best(selection.languages)?;
    (language.primary() != phrases.tag()).then(|| language.to_string())
}

fn said(text: &str, lang: Option<String>) -> Text {
    Text {
        lang,
        ..Text::plain(xml_text(text))
    }
}

fn updated(selection: &Selection<'_>, entry: &Entry) -> FixedDateTime {
    updates::last_change(entry, selection.moment).fixed_offset()
}

fn facts(entry: &Entry) -> Vec<Extension> {
    let consultation = &entry.stored.consultation;
    let territory = consultation.territory.as_ref();
    let point = consultation
        .location
        .map(|point| format!("{} {}", point.latitude, point.longitude));
    let facts = [
        ("dcterms:valid", valid(entry)),
        (
            "dcterms:spatial",
            territory.map(|territory| territory.name.clone()),
        ),
        ("georss:point", point),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| {
            Some(Extension {
                name: name.to_owned(),
                value: Some(xml_text(&value?)),
                ..Extension::default()
            })
        })
        .collect()
}

/// Writes the tombstone of a withdrawn consultation (RFC 6721, section 3).
fn tombstone(gone: &Gone) -> Extension {
    Extension {
        name: "at:deleted-entry".to_owned(),
        attrs: BTreeMap::from([
            ("ref".to_owned(), urn(gone.id)),
            ("when".to_owned(), iso(gone.at)),
        ]),
        ..Extension::default()
    }
}

fn extensions(all: Vec<Extension>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    for extension in all {
        if let Some((prefix, name)) = extension.name.split_once(':') {
            let (prefix, name) = (prefix.to_owned(), name.to_owned());
            let names = map.entry(prefix).or_default();
            names.entry(name).or_default().push(extension);
        }
    }
    map
}

fn organisation(name: &str) -> Person {
    Person {
        name: xml_text(name),
        ..Person::default()
    }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: (!media_type.is_empty()).then(|| media_type.to_owned()),
        ..Link::default()
    }
}

fn urn(id: impl std::fmt::Display) -> String {
    format!("urn:uuid:{id}")
}
