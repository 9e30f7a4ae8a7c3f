//! The directories of what there is: OPML for feed readers (one feed for each territory), the sitemap for search engines, and `robots.txt`.

use std::fmt::Write as _;

use crate::index::Entry;
use crate::model::TerritoryCode;

use super::dates::iso;
use super::words::{html_text, xml_text};
use super::{Selection, Site};

/// The media type of OPML.
pub const OPML_MEDIA_TYPE: &str = "text/x-opml; charset=utf-8";
/// The media type of the sitemap.
pub const SITEMAP_MEDIA_TYPE: &str = "application/xml; charset=utf-8";

/// The most addresses of a sitemap (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;
/// The pages that there always are.
const PAGES: [&str; 7] = [
    "/",
    "/agenda",
    "/subscribe",
    "/numbers",
    "/about",
    "/status",
    "/api/docs",
];

/// A territory to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedOf {
    /// Its code.
    pub code: TerritoryCode,
    /// Its official name.
    pub name: String,
    /// The query of its feed.
    pub query: String,
}

/// OPML 2.0: the feed of the whole selection, and one for each territory.
pub fn opml(selection: &Selection<'_>, territories: &[FeedOf]) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(xml, "<title>{}</title>", escaped(&selection.title()));
    xml.push_str("</head>\n<body>\n");
    let site = selection.site;
    outline(
        &mut xml,
        &selection.title(),
        &selection.address("/rss.xml"),
        site,
    );
    for territory in territories {
        let address = site.address("/rss.xml", &territory.query);
        outline(&mut xml, &territory.name, &address, site);
    }
    xml.push_str("</body>\n</opml>\n");
    xml.into_bytes()
}

fn outline(xml: &mut String, title: &str, address: &str, site: &Site) {
    let _ = writeln!(
        xml,
        "<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\" htmlUrl=\"{}\"/>",
        escaped(address),
        escaped(&site.address("/", "")),
        title = escaped(title),
    );
}

/// The pages of the portal and every consultation, with when each last changed.
pub fn sitemap<'a>(site: &Site, entries: impl Iterator<Item = &'a Entry>) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in PAGES {
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc></url>",
            escaped(&site.address(page, ""))
        );
    }
    for entry in entries.take(MOST_ADDRESSES - PAGES.len()) {
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
            escaped(&site.portal_url(entry.id())),
            iso(entry.stored.history.updated)
        );
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// What crawlers may read: everything but the address of programs that ask questions and that of administrators.
pub fn robots(site: &Site) -> String {
    format!(
        "User-agent: *\nDisallow: /admin/\nDisallow: /api$\nSitemap: {}\n",
        site.address("/sitemap.xml", "")
    )
}

fn escaped(text: &str) -> String {
    html_text(&xml_text(text))
}
