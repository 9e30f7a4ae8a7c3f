//! Directories: OPML for feed readers (one feed for each territory), the sitemap for search engines, and `robots.txt`.

use std::fmt::Write as _;

use passerelle_model::TerritoryCode;

use super::dates::iso;
use super::words::{html_text, xml_text};
use super::{Selection, Site};

/// The media type of OPML.
pub const OPML_MEDIA_TYPE: &str = "text/x-opml; charset=utf-8";
/// The media type of the sitemap.
pub const SITEMAP_MEDIA_TYPE: &str = "application/xml; charset=utf-8";

/// The most addresses of a sitemap (sitemaps.org).
const MOST_ADDRESSES: usize = 50_000;
/// The pages that always exist.
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
    /// The code.
    pub code: TerritoryCode,
    /// The official name.
    pub name: String,
    /// The query of its feed.
    pub query: String,
}

/// Writes OPML 2.0: the feed of the whole selection, and one for each territory.
pub fn opml(selection: &Selection<'_>, territories: &[FeedOf]) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head>\n",
    );
    // Writing to a string cannot fail.
    let _ = writeln!(xml, "<title>{}</title>", escaped(&selection.title()));
    xml.push_str("</head>\n<body>\n");
    let site = selection.site;
    outline(&mut xml, &selection.title(), selection.query, site);
    for territory in territories {
        outline(&mut xml, &territory.name, &territory.query, site);
    }
    xml.push_str("</body>\n</opml>\n");
    xml.into_bytes()
}

/// Writes the feed of a query, and the page with the same content.
fn outline(xml: &mut String, title: &str, query: &str, site: &Site) {
    let _ = writeln!(
        xml,
        "<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\" htmlUrl=\"{}\"/>",
        escaped(&site.address("/rss.xml", query)),
        escaped(&site.page_showing(query)),
        title = escaped(title),
    );
}

/// Writes the sitemap: the pages of the portal and the consultations of a selection, in the language of the reader, with the last change of each.
pub fn sitemap(selection: &Selection<'_>) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let said = selection.site.language_query(selection.languages.first());
    for page in PAGES {
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc></url>",
            escaped(&selection.site.address(page, &said))
        );
    }
    for entry in selection.entries.iter().take(MOST_ADDRESSES - PAGES.len()) {
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc><lastmod>{}</lastmod></url>",
            escaped(&selection.page_of(entry.id())),
            iso(entry.stored.history.updated)
        );
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

/// Writes the rules for crawlers: they may read everything except the GraphQL endpoint and the routes of administrators.
pub fn robots(site: &Site) -> String {
    format!(
        "User-agent: *\nDisallow: /admin/\nDisallow: /api$\nSitemap: {}\n",
        site.address("/sitemap.xml", "")
    )
}

fn escaped(text: &str) -> String {
    html_text(&xml_text(text))
}
