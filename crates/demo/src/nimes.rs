//! The sites of Nîmes, which have no API: the agglomeration keeps a list by hand, and the city has a feed of news. Writes the list into a file, and serves the present
//! content of that file, the feed, and the pages that both link to. It knows nothing of its readers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::calendar::Today;
use super::html::{document, escape};

/// The name of the agglomeration's site.
pub(super) const LIST_NAME: &str = "Aggloforum";
/// The name of the city's site.
pub(super) const FEED_NAME: &str = "Ville de Nîmes";

const LIST: &str = include_str!("content/nimes-list.csv");
const NEWS: &str = include_str!("content/nimes-news.toml");

/// The path of the feed.
const FEED: &str = "/actualites/feed.xml";
/// The path of the list.
const SHEET: &str = "/aggloforum.csv";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Items {
    news: Vec<Item>,
}

/// An entry of the news.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    slug: String,
    title: String,
    categories: Vec<String>,
    /// The day of publication, from today.
    day: i64,
    /// The first day of a consultation, from today, if the site gives it.
    opens: Option<i64>,
    /// The last day of a consultation, from today, if the site gives it.
    closes: Option<i64>,
    text: String,
}

/// The site with its content.
#[derive(Debug)]
pub(super) struct Site {
    base: String,
    list: String,
    /// The file with the list, which people can edit.
    sheet: PathBuf,
    feed: String,
    /// The title and the body of every page, by its path.
    pages: BTreeMap<String, (String, String)>,
}

impl Site {
    /// Creates the site at the address `base`, as of the day `today`, with its list in the file `sheet`.
    pub(super) fn new(base: String, sheet: PathBuf, today: Today) -> Result<Self, toml::de::Error> {
        let items: Items = toml::from_str(NEWS)?;
        let list = filled(LIST, &base, today);
        let mut pages = pages_of(&list, &base);
        for item in &items.news {
            let body = today.fill(&item.text, "fr");
            pages.insert(path(item), (item.title.clone(), body));
        }
        Ok(Self {
            feed: feed(&items.news, &base, today),
            list,
            sheet,
            pages,
            base,
        })
    }

    /// Returns the list of the agglomeration as it is at the start.
    pub(super) fn list(&self) -> &str {
        &self.list
    }

    /// Returns the address of the list.
    pub(super) fn list_address(&self) -> String {
        format!("{}{SHEET}", self.base)
    }

    /// Returns the address of the feed.
    pub(super) fn feed_address(&self) -> String {
        format!("{}{FEED}", self.base)
    }

    /// Routes every request to the site.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new()
            .route(FEED, get(news))
            .route(SHEET, get(sheet))
            .fallback(get(page))
            .with_state(self)
    }
}

async fn news(State(site): State<Arc<Site>>) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/rss+xml; charset=utf-8")];
    (kind, site.feed.clone()).into_response()
}

async fn sheet(State(site): State<Arc<Site>>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    match tokio::fs::read(&site.sheet).await {
        Ok(list) => (kind, list).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn page(State(site): State<Arc<Site>>, uri: Uri) -> Response {
    if uri.path() == "/" {
        let mut links = String::new();
        for (path, (title, _)) in &site.pages {
            let _ = write!(links, "<li><a href=\"{path}\">{}</a></li>", escape(title));
        }
        let page = document(FEED_NAME, FEED_NAME, &format!("<ul>{links}</ul>"));
        // The way in which the sites of town halls name their feeds.
        let feed = format!(
            "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{FEED_NAME}\" href=\"{FEED}\"></head>"
        );
        return Html(page.replacen("</head>", &feed, 1)).into_response();
    }
    if let Some((title, body)) = site.pages.get(uri.path()) {
        return Html(document(FEED_NAME, title, body)).into_response();
    }
    let missing = document(
        FEED_NAME,
        "Page introuvable",
        "<p>Cette page n’existe pas.</p>",
    );
    (StatusCode::NOT_FOUND, Html(missing)).into_response()
}

/// Fills in the address of the site and the days: `{day:12}` becomes the day twelve days from today, in the form of a spreadsheet.
fn filled(text: &str, base: &str, today: Today) -> String {
    let text = text.replace("{base}", base);
    let mut parts = text.split("{day:");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (offset, rest) = part.split_once('}').unwrap_or(("0", part));
        let day = today.day(offset.parse().unwrap_or_default());
        let _ = write!(filled, "{}{rest}", day.format("%d/%m/%Y"));
    }
    filled
}

/// Makes the pages that the list links to from the address, the title and the summary of each row.
fn pages_of(list: &str, base: &str) -> BTreeMap<String, (String, String)> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(list.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let path = row.get(2)?.strip_prefix(base)?.to_owned();
        let summary = format!("<p>{}</p>{}", escape(row.get(3)?), row.get(4)?);
        Some((path, (row.get(1)?.to_owned(), summary)))
    })
    .collect()
}

fn path(item: &Item) -> String {
    format!("/actualites/{}.html", item.slug)
}

/// Writes the news as RSS 2.0, with the days of the consultations in the events module (`ev`).
fn feed(items: &[Item], base: &str, today: Today) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:ev=\"http://purl.org/rss/1.0/modules/event/\"><channel>\
         <title>{FEED_NAME}</title><link>{base}/</link><description>Les actualités de la ville</description><language>fr</language>\n"
    );
    for item in items {
        let link = format!("{base}{}", path(item));
        let published = today.day(item.day).format("%a, %d %b %Y 08:00:00 +0000");
        let _ = write!(
            feed,
            "<item><title>{}</title><link>{link}</link><guid isPermaLink=\"true\">{link}</guid><pubDate>{published}</pubDate>",
            escape(&item.title)
        );
        for category in &item.categories {
            let _ = write!(feed, "<category>{}</category>", escape(category));
        }
        for (element, day) in [("startdate", item.opens), ("enddate", item.closes)] {
            if let Some(day) = day {
                let _ = write!(feed, "<ev:{element}>{}</ev:{element}>", today.date(day));
            }
        }
        let text = today.fill(&item.text, "fr");
        let _ = writeln!(feed, "<description>{}</description></item>", escape(&text));
    }
    feed.push_str("</channel></rss>\n");
    feed
}
