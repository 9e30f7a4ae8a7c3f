//! An item: what one entry of any format says, in one shape. The parser of feeds (`feed_rs`) reads what it knows; what it drops (permalinks, dates of
//! events, periods, points, images, RSS 1.0's identifiers) is read from the entry itself.
//!
//! Nothing about people is read: of each entry the parser is given only the elements that are wanted, and none of them names anyone.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use feed_rs::model::{Entry, Text};
use feed_rs::parser::Builder;
use url::Url;

use super::dates;
use super::spaces::Space;
use super::split::{Family, Pieces};
use super::tree::{self, Element};
use passerelle_model::{Moment, Point};

/// Image files, by the end of their names.
const IMAGE_ENDINGS: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

/// More categories than these are a mistake.
const MOST_CATEGORIES: usize = 100;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Category {
    /// The vocabulary that it is from.
    pub(super) scheme: Option<String>,
    /// The key there, or its name.
    pub(super) term: String,
    /// The name, where that is another.
    pub(super) label: Option<String>,
}

/// An entry of a feed. Texts are raw.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Item {
    /// The identifier that the feed gives it; never made up.
    pub(super) guid: Option<String>,
    /// The page.
    pub(super) page: Option<Url>,
    /// The same page elsewhere, as it declares.
    pub(super) canonical: Option<Url>,
    /// Raw text.
    pub(super) title: String,
    /// Raw HTML.
    pub(super) summary: String,
    /// Raw HTML.
    pub(super) content: String,
    /// The language of its texts, if it names one of its own.
    pub(super) language: Option<String>,
    /// The categories, in its order.
    pub(super) categories: Vec<Category>,
    /// The moment when it was published.
    pub(super) published: Option<DateTime<Utc>>,
    /// The moment when it last changed.
    pub(super) updated: Option<DateTime<Utc>>,
    /// The text that stands where a date should, and names none.
    pub(super) undated: Option<String>,
    /// The beginning of what it is about, where it says so to programs.
    pub(super) opens: Option<Moment>,
    /// The end.
    pub(super) closes: Option<Moment>,
    /// The name of the place that it concerns.
    pub(super) place: Option<String>,
    /// The point.
    pub(super) point: Option<Point>,
    /// The image.
    pub(super) image: Option<Url>,
}

/// Reads an entry of a feed in XML; `None` if it cannot be read.
pub(super) fn of_xml(pieces: &Pieces<'_>, written: &str, base: &Url, zone: Tz) -> Option<Item> {
    let mut element = tree::read(pieces, written)?;
    let mut item = beside(&element, base, zone);
    let about = (pieces.family == Family::Rdf)
        .then(|| element.attribute_named("about").map(str::to_owned))
        .flatten();
    element.retain(is_wanted);
    if let Some(about) = about {
        // The parser passes over an item of RSS 1.0 without a link; its key is its address.
        if element.named(Space::Rss, "link").next().is_none() {
            element.put(Space::Rss, "link", &about);
        }
        // A reference to be resolved, by RDF/XML.
        item.guid = Some(base.join(&about).map_or(about, String::from));
    }
    let mut document = pieces.opening.clone();
    element.write(&mut document);
    document.push_str(&pieces.closing);
    let entry = parse(&document, base, zone)?;
    Some(complete(item, entry, pieces.family == Family::Atom, base))
}

/// Reads one entry with the parser of feeds. Times without a zone are meant in `zone`.
pub(super) fn parse(document: &str, base: &Url, zone: Tz) -> Option<Entry> {
    let parser = Builder::new()
        .base_uri(Some(base.as_str()))
        .sanitize_content(false)
        .timestamp_parser(move |text| dates::instant(text, zone))
        // An identifier made up from link and title would move with every correction.
        .id_generator(|_, _, _| String::new())
        .build();
    parser.parse(document.as_bytes()).ok()?.entries.pop()
}

/// Puts what the parser read to what stands beside it. Where texts do not `tell` whether they are HTML, they are.
pub(super) fn complete(item: Item, entry: Entry, tell: bool, base: &Url) -> Item {
    let html = |text: Text| {
        let is_plain = tell && text.content_type.as_str() == "text/plain";
        as_html(text.content, is_plain)
    };
    let id = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let link = |wanted: &str| {
        let of_kind = entry.links.iter().filter(|link| {
            link.target.is_none() && link.rel.as_deref().unwrap_or("alternate") == wanted
        });
        let is_page =
            |kind: &Option<String>| kind.as_deref().is_none_or(|kind| kind.contains("html"));
        let found = of_kind.clone().find(|link| is_page(&link.media_type));
        found
            .or_else(|| of_kind.clone().next())
            .and_then(|link| address(&link.href, base))
    };
    let categories = entry.categories.iter().map(|category| Category {
        scheme: category.scheme.clone(),
        term: category.term.clone(),
        label: category.label.clone(),
    });
    let content = entry.content.and_then(|content| {
        let is_plain = tell && content.content_type.as_str() == "text/plain";
        Some(as_html(content.body?, is_plain))
    });
    Item {
        guid: item.guid.or(id),
        page: link("alternate").or(item.page),
        canonical: link("canonical").or(item.canonical),
        title: entry.title.map(|title| title.content).unwrap_or_default(),
        summary: entry.summary.map(html).unwrap_or_default(),
        content: content.unwrap_or_default(),
        language: item.language.or(entry.language),
        categories: categories
            .chain(item.categories)
            .take(MOST_CATEGORIES)
            .collect(),
        published: entry.published.or(item.published),
        updated: entry.updated,
        ..item
    }
}

/// A text as HTML. One that is said to be plain, and yet holds what looks like an element, is not.
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

/// An address on the web, absolute.
pub(super) fn address(written: &str, base: &Url) -> Option<Url> {
    let url = base.join(written.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Reads the parts of an entry that the parser does not.
fn beside(entry: &Element, base: &Url, zone: Tz) -> Item {
    let (opens, closes) = course(entry, zone);
    let subjects = entry
        .named(Space::Dublin, "subject")
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
            .filter_map(|name| entry.text_of(Space::Terms, name))
            .find_map(|text| dates::instant(&text, zone)),
        undated: entry.elements().find_map(|element| undated(element, zone)),
        opens,
        closes,
        place: entry.text_of(Space::Terms, "spatial"),
        point: point(entry),
        image: image(entry, base),
        ..Item::default()
    }
}

/// Returns the text of an element that should hold a date and does not.
fn undated(element: &Element, zone: Tz) -> Option<String> {
    let is_date = matches!(
        (element.space, element.local.as_str()),
        (Space::Rss, "pubDate")
            | (Space::Atom, "published" | "updated" | "pubDate")
            | (Space::Dublin, "date")
            | (Space::Event, "startdate" | "enddate")
    );
    let text = element.text().filter(|_| is_date)?;
    dates::moment(&text, zone).is_none().then_some(text)
}

/// The address that the identifier of an item of RSS is, unless it says that it is none; else its link in the manner of Atom.
fn permalink(entry: &Element, base: &Url) -> Option<Url> {
    let guid = entry
        .named(Space::Rss, "guid")
        .next()
        .filter(|guid| {
            guid.attribute("isPermaLink")
                .is_none_or(|is| is.trim() != "false")
        })
        .and_then(Element::text)
        .filter(|guid| guid.starts_with("http"));
    let link = entry
        .named(Space::Atom, "link")
        .filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"))
        .find_map(|link| link.attribute("href"));
    guid.as_deref()
        .or(link)
        .and_then(|written| address(written, base))
}

/// `ev:startdate` and `ev:enddate`; else the two sides of `dcterms:valid`.
fn course(entry: &Element, zone: Tz) -> (Option<Moment>, Option<Moment>) {
    let event = |name| {
        let text = entry.text_of(Space::Event, name)?;
        dates::moment(&text, zone)
    };
    let valid = entry.text_of(Space::Terms, "valid");
    let (start, end) = valid.map_or((None, None), |valid| dates::period(&valid, zone));
    (event("startdate").or(start), event("enddate").or(end))
}

/// `georss:point` (latitude before longitude), `gml:pos` in `georss:where`, or `geo:lat` and `geo:long`.
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
            .named(Space::Georss, outer)
            .flat_map(Element::elements)
            .find(|element| element.local == inner)
    };
    let of_geo = |from: &Element| {
        let number = |name| from.text_of(Space::Geo, name)?.parse::<f64>().ok();
        Point::new(number("lat")?, number("long")?)
    };
    entry
        .text_of(Space::Georss, "point")
        .and_then(pair)
        .or_else(|| {
            inside("where", "Point")?
                .text_of(Space::Georss, "pos")
                .and_then(pair)
        })
        .or_else(|| of_geo(entry))
        .or_else(|| entry.named(Space::Geo, "Point").find_map(of_geo))
}

/// The first image of `media:`, `enclosure` or Atom's enclosures. Who made it is not looked at.
fn image(entry: &Element, base: &Url) -> Option<Url> {
    let groups = entry.named(Space::Media, "group");
    let media: Vec<&Element> = entry
        .elements()
        .chain(groups.flat_map(Element::elements))
        .filter(|element| element.space == Space::Media)
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
        .flat_map(|content| content.named(Space::Media, "thumbnail"));
    let enclosures = entry.named(Space::Rss, "enclosure");
    let links = entry
        .named(Space::Atom, "link")
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

/// Returns whether an element points to an image: by its own word, else by the name of the file.
fn is_image(element: &Element) -> bool {
    let says = |name| element.attribute(name).map(str::to_ascii_lowercase);
    match (says("medium"), says("type")) {
        (Some(medium), _) => medium == "image",
        (None, Some(kind)) => kind.starts_with("image/"),
        (None, None) => {
            let written = says("url").or_else(|| says("href")).unwrap_or_default();
            let path = written.split(['?', '#']).next().unwrap_or_default();
            IMAGE_ENDINGS.iter().any(|ending| path.ends_with(ending))
        }
    }
}

/// Returns whether the parser is given an element: none that can name a person, and none that it would fail over.
fn is_wanted(element: &mut Element) -> bool {
    match (element.space, element.local.as_str()) {
        (Space::Rss, "link" | "guid" | "pubDate" | "category" | "updated")
        | (Space::Atom, "id" | "link" | "category" | "updated" | "published" | "pubDate")
        | (Space::Dublin, "date") => true,
        (Space::Rss, "title" | "description")
        | (Space::Dublin, "description")
        | (Space::Content, "encoded") => {
            element.flatten();
            true
        }
        (Space::Atom, "title" | "summary" | "content") => has_readable_text(element),
        _ => false,
    }
}

/// Returns whether a text of Atom is there and of a type that can be read; its type is then one of the three that RFC 4287 (3.1.1) has.
fn has_readable_text(element: &mut Element) -> bool {
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
