//! An item: the content of one entry, in one shape for all formats. Most of it is read by the parser of feeds (`feed_rs`); what it drops (permalinks,
//! dates of events, periods, points, images, RSS 1.0's identifiers) is read from the entry itself.
//!
//! Nothing about people is read: the parser is given only selected elements of each entry, and none of them names a person.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use feed_rs::model::{Entry, Text};
use feed_rs::parser::Builder;
use url::Url;

use super::dates;
use super::split::{Family, Pieces};
use super::tree::{self, Element};
use super::vocabularies::Vocabulary;
use passerelle_model::{Moment, Point};

/// The endings of the names of image files.
const IMAGE_ENDINGS: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

/// The most categories that are read of an entry: more are a mistake of the site.
const MOST_CATEGORIES: usize = 100;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Category {
    /// The list of terms that it is from.
    pub(super) scheme: Option<String>,
    /// The term: a key in that list, or a name.
    pub(super) term: String,
    /// The name for readers, where it differs from the term.
    pub(super) label: Option<String>,
}

/// An entry of a feed. Texts are raw.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Item {
    /// The identifier that the feed gives it; never a generated one.
    pub(super) guid: Option<String>,
    /// The page.
    pub(super) page: Option<Url>,
    /// The canonical address of the page, where the entry declares another one.
    pub(super) canonical: Option<Url>,
    /// The title, raw text.
    pub(super) title: String,
    /// The summary, raw HTML.
    pub(super) summary: String,
    /// The content, raw HTML.
    pub(super) content: String,
    /// The language of its texts, if it names one of its own.
    pub(super) language: Option<String>,
    /// The categories, in the order of the entry.
    pub(super) categories: Vec<Category>,
    /// The moment when it was published.
    pub(super) published: Option<DateTime<Utc>>,
    /// The moment when it last changed.
    pub(super) updated: Option<DateTime<Utc>>,
    /// The text of the first date that cannot be read.
    pub(super) unreadable_date: Option<String>,
    /// The beginning of the event or the period that it announces, where an element for programs states it.
    pub(super) opens: Option<Moment>,
    /// The end of that event or period.
    pub(super) closes: Option<Moment>,
    /// The name of the place that it concerns.
    pub(super) place: Option<String>,
    /// The point on the map that it concerns.
    pub(super) point: Option<Point>,
    /// The image.
    pub(super) image: Option<Url>,
}

/// The types of the texts of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextTypes {
    /// Each text declares whether it is plain or HTML.
    Declared,
    /// No text declares it: all are taken for HTML.
    AllHtml,
}

/// Reads an entry of a feed in XML; `None` if it cannot be read.
pub(super) fn of_xml(pieces: &Pieces<'_>, written: &str, base: &Url, zone: Tz) -> Option<Item> {
    let mut element = tree::read(pieces, written)?;
    let mut extra = extra(&element, base, zone);
    let about = (pieces.family == Family::Rdf)
        .then(|| element.attribute_named("about").map(str::to_owned))
        .flatten();
    element.retain_children(prepare_for_parser);
    if let Some(about) = about {
        // The parser skips an item of RSS 1.0 without a link. Its `rdf:about` is its identifier and mostly also its address.
        if element.named(Vocabulary::Rss, "link").next().is_none() {
            element.append(Vocabulary::Rss, "link", &about);
        }
        // RDF/XML defines `rdf:about` as a reference to be resolved.
        extra.guid = Some(base.join(&about).map_or(about, String::from));
    }
    let mut document = pieces.opening.clone();
    element.write(&mut document);
    document.push_str(&pieces.closing);
    let entry = parse(&document, base, zone)?;
    let types = match pieces.family {
        Family::Atom => TextTypes::Declared,
        Family::Rss | Family::Rdf => TextTypes::AllHtml,
    };
    Some(merge(extra, entry, types, base))
}

/// Reads a document of one entry with the parser of feeds. Times without a zone are meant in `zone`.
pub(super) fn parse(document: &str, base: &Url, zone: Tz) -> Option<Entry> {
    let parser = Builder::new()
        .base_uri(Some(base.as_str()))
        .sanitize_content(false)
        .timestamp_parser(move |text| dates::instant(text, zone))
        // The parser would otherwise derive an identifier from link and title, which changes with every correction.
        .id_generator(|_, _, _| String::new())
        .build();
    parser.parse(document.as_bytes()).ok()?.entries.pop()
}

/// Merges the entry that the parser read with the `extra` data that it dropped.
pub(super) fn merge(extra: Item, entry: Entry, types: TextTypes, base: &Url) -> Item {
    let is_plain = |media_type: &str| types == TextTypes::Declared && media_type == "text/plain";
    let html = |text: Text| {
        let is_plain = is_plain(text.content_type.as_str());
        as_html(text.content, is_plain)
    };
    let id = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let link = |rel: &str| {
        let of_rel = entry.links.iter().filter(|link| {
            link.target.is_none() && link.rel.as_deref().unwrap_or("alternate") == rel
        });
        let is_page =
            |kind: &Option<String>| kind.as_deref().is_none_or(|kind| kind.contains("html"));
        let page = of_rel.clone().find(|link| is_page(&link.media_type));
        page.or_else(|| of_rel.clone().next())
            .and_then(|link| address(&link.href, base))
    };
    let categories = entry.categories.iter().map(|category| Category {
        scheme: category.scheme.clone(),
        term: category.term.clone(),
        label: category.label.clone(),
    });
    let content = entry.content.and_then(|content| {
        let is_plain = is_plain(content.content_type.as_str());
        Some(as_html(content.body?, is_plain))
    });
    Item {
        guid: extra.guid.or(id),
        page: link("alternate").or(extra.page),
        canonical: link("canonical").or(extra.canonical),
        title: entry.title.map(|title| title.content).unwrap_or_default(),
        summary: entry.summary.map(html).unwrap_or_default(),
        content: content.unwrap_or_default(),
        language: extra.language.or(entry.language),
        categories: categories
            .chain(extra.categories)
            .take(MOST_CATEGORIES)
            .collect(),
        published: entry.published.or(extra.published),
        updated: entry.updated,
        ..extra
    }
}

/// Returns a text as HTML. A text that is declared plain, but holds what looks like an element, is taken for HTML.
fn as_html(text: String, is_plain: bool) -> String {
    let looks_like_markup = || {
        text.split('<').skip(1).any(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && rest.contains('>')
        })
    };
    if !is_plain || looks_like_markup() {
        return text;
    }
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\n', "<br>")
}

/// Returns an address on the web, made absolute; `None` if it is none.
pub(super) fn address(written: &str, base: &Url) -> Option<Url> {
    let url = base.join(written.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Reads what the parser drops.
fn extra(entry: &Element, base: &Url, zone: Tz) -> Item {
    let (opens, closes) = event_period(entry, zone);
    let subjects = entry
        .named(Vocabulary::DublinCore, "subject")
        .filter_map(Element::text);
    Item {
        page: permalink(entry, base),
        language: entry.attribute("xml:lang").map(str::to_owned),
        categories: subjects
            .map(|term| Category {
                scheme: None,
                term,
                label: None,
            })
            .collect(),
        published: ["issued", "created", "available", "date"]
            .iter()
            .filter_map(|name| entry.text_of(Vocabulary::DublinCoreTerms, name))
            .find_map(|text| dates::instant(&text, zone)),
        unreadable_date: entry
            .elements()
            .find_map(|element| unreadable_date(element, zone)),
        opens,
        closes,
        place: entry.text_of(Vocabulary::DublinCoreTerms, "spatial"),
        point: point(entry),
        image: image(entry, base),
        ..Item::default()
    }
}

/// Returns the text of an element that should hold a date, if it cannot be read as one.
fn unreadable_date(element: &Element, zone: Tz) -> Option<String> {
    let is_date = matches!(
        (element.vocabulary, element.local.as_str()),
        (Vocabulary::Rss, "pubDate")
            | (Vocabulary::Atom, "published" | "updated" | "pubDate")
            | (Vocabulary::DublinCore, "date")
            | (Vocabulary::Event, "startdate" | "enddate")
    );
    let text = element.text().filter(|_| is_date)?;
    dates::moment(&text, zone).is_none().then_some(text)
}

/// Returns the identifier of an item of RSS where it is an address, as it is unless `isPermaLink` is false; else the link of an Atom entry.
fn permalink(entry: &Element, base: &Url) -> Option<Url> {
    let guid = entry
        .named(Vocabulary::Rss, "guid")
        .next()
        .filter(|guid| {
            guid.attribute("isPermaLink")
                .is_none_or(|is| is.trim() != "false")
        })
        .and_then(Element::text)
        .filter(|guid| guid.starts_with("http"));
    let link = entry
        .named(Vocabulary::Atom, "link")
        .filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"))
        .find_map(|link| link.attribute("href"));
    guid.as_deref()
        .or(link)
        .and_then(|written| address(written, base))
}

/// Reads the beginning and the end from `ev:startdate` and `ev:enddate`, else from `dcterms:valid`.
fn event_period(entry: &Element, zone: Tz) -> (Option<Moment>, Option<Moment>) {
    let event = |name| {
        let text = entry.text_of(Vocabulary::Event, name)?;
        dates::moment(&text, zone)
    };
    let valid = entry.text_of(Vocabulary::DublinCoreTerms, "valid");
    let (start, end) = valid.map_or((None, None), |valid| dates::period(&valid, zone));
    (event("startdate").or(start), event("enddate").or(end))
}

/// Reads a point from `georss:point` (latitude before longitude), `gml:pos` in `georss:where`, or `geo:lat` and `geo:long`.
fn point(entry: &Element) -> Option<Point> {
    let pair = |text: String| {
        let mut numbers = text
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(str::parse::<f64>);
        Point::new(numbers.next()?.ok()?, numbers.next()?.ok()?)
    };
    let inside = |outer: &'static str, inner: &'static str| {
        entry
            .named(Vocabulary::Georss, outer)
            .flat_map(Element::elements)
            .find(|element| element.local == inner)
    };
    let of_geo = |from: &Element| {
        let number = |name| from.text_of(Vocabulary::Geo, name)?.parse::<f64>().ok();
        Point::new(number("lat")?, number("long")?)
    };
    entry
        .text_of(Vocabulary::Georss, "point")
        .and_then(pair)
        .or_else(|| {
            inside("where", "Point")?
                .text_of(Vocabulary::Georss, "pos")
                .and_then(pair)
        })
        .or_else(|| of_geo(entry))
        .or_else(|| entry.named(Vocabulary::Geo, "Point").find_map(of_geo))
}

/// Returns the address of the first image of `media:`, `enclosure` or Atom's enclosures. Credits are not read.
fn image(entry: &Element, base: &Url) -> Option<Url> {
    let groups = entry.named(Vocabulary::Media, "group");
    let media: Vec<&Element> = entry
        .elements()
        .chain(groups.flat_map(Element::elements))
        .filter(|element| element.vocabulary == Vocabulary::Media)
        .collect();
    let contents = media
        .iter()
        .copied()
        .filter(|element| element.local == "content");
    let thumbnails = media
        .iter()
        .copied()
        .filter(|element| element.local == "thumbnail");
    let inner = contents
        .clone()
        .flat_map(|content| content.named(Vocabulary::Media, "thumbnail"));
    let enclosures = entry.named(Vocabulary::Rss, "enclosure");
    let links = entry
        .named(Vocabulary::Atom, "link")
        .filter(|link| link.attribute("rel") == Some("enclosure"));
    contents
        .filter(|content| is_image(content))
        .chain(thumbnails)
        .chain(inner)
        .chain(enclosures.filter(|enclosure| is_image(enclosure)))
        .chain(links.filter(|link| is_image(link)))
        .find_map(|element| {
            let written = element
                .attribute("url")
                .or_else(|| element.attribute("href"))?;
            address(written, base)
        })
}

/// Returns whether an element points to an image: by the type that it declares, else by the name of the file.
fn is_image(element: &Element) -> bool {
    let value = |name| element.attribute(name).map(str::to_ascii_lowercase);
    match (value("medium"), value("type")) {
        (Some(medium), _) => medium == "image",
        (None, Some(kind)) => kind.starts_with("image/"),
        (None, None) => {
            let url = value("url").or_else(|| value("href")).unwrap_or_default();
            let path = url.split(['?', '#']).next().unwrap_or_default();
            IMAGE_ENDINGS.iter().any(|ending| path.ends_with(ending))
        }
    }
}

/// Returns whether the parser is given an element, and brings that element to a form that the parser reads. Elements that can name a person, or on
/// which the parser would fail, are not given.
fn prepare_for_parser(element: &mut Element) -> bool {
    match (element.vocabulary, element.local.as_str()) {
        (Vocabulary::Rss, "link" | "guid" | "pubDate" | "category" | "updated")
        | (Vocabulary::Atom, "id" | "link" | "category" | "updated" | "published" | "pubDate")
        | (Vocabulary::DublinCore, "date") => true,
        (Vocabulary::Rss, "title" | "description")
        | (Vocabulary::DublinCore, "description")
        | (Vocabulary::Content, "encoded") => {
            element.flatten();
            true
        }
        (Vocabulary::Atom, "title" | "summary" | "content") => prepare_atom_text(element),
        _ => false,
    }
}

/// Returns whether an element holds a text of Atom that can be read, and sets its type to the one of RFC 4287 (3.1.1) that is meant.
fn prepare_atom_text(element: &mut Element) -> bool {
    let kind = element
        .attribute("type")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let kind = match kind.as_str() {
        "" | "text" | "text/plain" => "text",
        "html" | "text/html" => "html",
        "xhtml" | "application/xhtml+xml" => "xhtml",
        _ => return false,
    };
    element.set_attribute("type", kind);
    if kind != "xhtml" {
        element.flatten();
    }
    element.attribute("src").is_none() && !element.is_blank()
}
