//! The page of a list of consultations.

use askama::Template;

use crate::index::Entry;
use crate::model::Status;
use crate::publish::Selection;
use crate::publish::phrases::Phrases;
use crate::publish::words::in_one_line;

use super::{Frame, shown};

/// What a list page is asked to show beside its entries. Queries are canonical, without `?`.
#[derive(Debug, Clone, Default)]
pub struct ListPage {
    /// How many match on all pages.
    pub total: usize,
    /// The words searched for.
    pub words: String,
    /// The statuses shown; empty means all.
    pub statuses: Vec<Status>,
    /// The query without `status`, `q`, and page: what the other tabs and the search keep.
    pub kept: Vec<(String, String)>,
    /// The query of the next page.
    pub next: Option<String>,
}

struct Tab {
    label: &'static str,
    href: String,
    current: bool,
}

struct Item {
    id: String,
    title: String,
    lang: Option<String>,
    line: String,
    summary: String,
    summary_lang: Option<String>,
    source: String,
}

#[derive(Template)]
#[template(path = "list.html")]
struct List<'a> {
    frame: Frame<'a>,
    title: String,
    heading: &'static str,
    feed: String,
    tabs: Vec<Tab>,
    query: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    count: String,
    items: Vec<Item>,
    next: Option<String>,
}

/// The list of consultations.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn list(selection: &Selection<'_>, page: &ListPage) -> Result<Vec<u8>, askama::Error> {
    let tabs = TABS.iter().map(|(label, statuses)| Tab {
        label,
        href: format!("./?{}", query_with(&page.kept, &[status_pair(statuses)])),
        current: page.statuses == *statuses,
    });
    let statuses = status_pair(&page.statuses);
    let mut fields: Vec<(&str, &str)> = page
        .kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push((&statuses.0, &statuses.1));
    let shown = List {
        frame: Frame::new(selection.site, ""),
        title: selection.title(),
        heading: heading(&page.statuses),
        feed: format!(
            "rss.xml?{}",
            query_with(&page.kept, std::slice::from_ref(&statuses))
        ),
        tabs: tabs.collect(),
        query: &page.words,
        fields,
        count: match page.total {
            0 => "Aucune démarche".to_owned(),
            1 => "1\u{a0}démarche".to_owned(),
            total => format!("{total}\u{a0}démarches"),
        },
        items: selection
            .entries
            .iter()
            .map(|entry| item(selection, entry))
            .collect(),
        next: page.next.as_ref().map(|query| format!("./?{query}")),
    };
    shown.render().map(String::into_bytes)
}

const TABS: [(&str, &[Status]); 4] = [
    ("Ouvertes", &[Status::Open]),
    ("À venir", &[Status::Upcoming]),
    ("Terminées", &[Status::Closed, Status::Results]),
    ("Toutes", Status::ALL),
];

const fn heading(statuses: &[Status]) -> &'static str {
    match statuses {
        [Status::Open] => "Démarches ouvertes",
        [Status::Upcoming] => "Démarches à venir",
        [Status::Closed, Status::Results] => "Démarches terminées",
        [_, _, _, _, _, _] => "Toutes les démarches",
        _ => "Démarches",
    }
}

fn status_pair(statuses: &[Status]) -> (String, String) {
    let tokens: Vec<&str> = statuses.iter().map(|status| status.token()).collect();
    ("status".to_owned(), tokens.join(","))
}

fn query_with(kept: &[(String, String)], more: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept.iter().chain(more))
        .finish()
}

fn item(selection: &Selection<'_>, entry: &Entry) -> Item {
    let consultation = &entry.stored.consultation;
    let (title, lang) = shown(&consultation.title, selection.languages);
    let (summary, summary_lang) = shown(&consultation.summary, selection.languages);
    Item {
        id: consultation.id.to_string(),
        title,
        lang,
        line: in_one_line(entry, &Phrases::default()),
        summary,
        summary_lang,
        source: selection.site.source_of(consultation).name.to_owned(),
    }
}
