//! Plain pages for people: the list of consultations, one consultation, and a message where there is nothing. They work without
//! JavaScript, ask no third party and set no cookie. The whole portal is to come; what stands here keeps links working.
//!
//! Links are relative, so that a page works behind any address.

use askama::Template;
use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::index::Entry;
use crate::model::{Language, LocalizedText, Meeting, Phase, Status};

use super::dates::{last_day, long_day, long_moment};
use super::words::in_one_line;
use super::{Selection, Site};

/// The media type of every page.
pub const MEDIA_TYPE: &str = "text/html; charset=utf-8";

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");

/// What surrounds every page.
struct Frame<'a> {
    site_name: &'a str,
    /// The way from the page to the root: empty or `../`.
    root: &'static str,
    /// Changes with the style sheet, so that browsers may keep it for ever.
    style: String,
}

impl<'a> Frame<'a> {
    fn new(site: &'a Site, root: &'static str) -> Self {
        let digest = Sha256::digest(STYLE.as_bytes());
        let style = digest.iter().take(4).map(|byte| format!("{byte:02x}"));
        Self {
            site_name: site.name(),
            root,
            style: style.collect(),
        }
    }

    fn home(&self) -> &'static str {
        if self.root.is_empty() {
            "./"
        } else {
            self.root
        }
    }
}

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
        line: in_one_line(entry, true),
        summary,
        summary_lang,
        source: selection.site.source_of(consultation).name.to_owned(),
    }
}

/// The best text, and its language where that is not the page's.
fn shown(text: &LocalizedText, languages: &[Language]) -> (String, Option<String>) {
    text.best(languages)
        .map_or_else(Default::default, |(language, text)| {
            let foreign = (language.primary() != "fr").then(|| language.to_string());
            (text.to_owned(), foreign)
        })
}

/// Only what a browser opens as a page is written as a link.
fn link(url: &Url) -> Option<String> {
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

struct PhaseLine {
    title: String,
    dates: String,
    current: bool,
}

struct MeetingLine {
    title: String,
    url: Option<String>,
    dates: String,
    place: String,
    cancelled: bool,
}

struct DocumentLine {
    title: String,
    url: String,
}

#[derive(Template)]
#[template(path = "consultation.html")]
struct Page<'a> {
    frame: Frame<'a>,
    canonical: String,
    title: String,
    lang: Option<String>,
    line: String,
    organiser: Option<&'a str>,
    url: Option<String>,
    source: &'a str,
    body: String,
    body_lang: Option<String>,
    phases: Vec<PhaseLine>,
    meetings: Vec<MeetingLine>,
    documents: Vec<DocumentLine>,
    licence: Option<&'a str>,
    via: Vec<&'a str>,
}

/// The page of one consultation at `moment`.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn consultation(
    site: &Site,
    entry: &Entry,
    languages: &[Language],
    moment: DateTime<Utc>,
) -> Result<Vec<u8>, askama::Error> {
    let consultation = &entry.stored.consultation;
    let zone = consultation.timezone;
    let (title, lang) = shown(&consultation.title, languages);
    let (body, body_lang) = shown(&consultation.description_html, languages);
    let current = consultation.current_phase(moment);
    let phase_line = |(at, phase): (usize, &Phase)| PhaseLine {
        title: phase.title.best_text(languages).to_owned(),
        dates: phase_dates(phase, zone),
        current: current == Some(at),
    };
    let documents = consultation.results.iter().flat_map(|r| &r.documents);
    let page = Page {
        frame: Frame::new(site, "../"),
        canonical: site.portal_url(consultation.id),
        title,
        lang,
        line: in_one_line(entry, true),
        organiser: consultation.organiser.as_deref(),
        url: link(&consultation.url),
        source: site.source_of(consultation).name,
        body,
        body_lang,
        phases: consultation
            .phases
            .iter()
            .enumerate()
            .map(phase_line)
            .collect(),
        meetings: consultation
            .meetings
            .iter()
            .map(|meeting| meeting_line(meeting, zone, languages))
            .collect(),
        documents: documents
            .filter_map(|document| {
                Some(DocumentLine {
                    title: document.title.best_text(languages).to_owned(),
                    url: link(&document.url)?,
                })
            })
            .collect(),
        licence: consultation.licence.as_deref(),
        via: consultation
            .via
            .iter()
            .map(|via| via.name.as_str())
            .collect(),
    };
    page.render().map(String::into_bytes)
}

fn phase_dates(phase: &Phase, zone: chrono_tz::Tz) -> String {
    let from = phase.period.opens.map(|day| long_day(day.day(zone), true));
    let to = phase
        .period
        .closes
        .map(|day| long_day(last_day(day, zone), true));
    match (from, to) {
        (Some(from), Some(to)) => format!("Du {from} au {to}"),
        (Some(from), None) => format!("À partir du {from}"),
        (None, Some(to)) => format!("Jusqu’au {to}"),
        (None, None) => String::new(),
    }
}

fn meeting_line(meeting: &Meeting, zone: chrono_tz::Tz, languages: &[Language]) -> MeetingLine {
    let place = [
        Some(meeting.place.name.best_text(languages)),
        meeting.place.address.as_deref(),
        meeting.place.online.then_some("en ligne"),
    ];
    MeetingLine {
        title: meeting.title.best_text(languages).to_owned(),
        url: link(&meeting.url),
        dates: long_moment(crate::model::Moment::Instant(meeting.starts_at), zone, true),
        place: place
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        cancelled: meeting.cancelled,
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    frame: Frame<'a>,
    heading: &'a str,
    text: &'a str,
}

/// A page that says why there is nothing else. Its links begin at the root of the host, since its own address may have any depth.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn message(site: &Site, heading: &str, text: &str) -> Result<Vec<u8>, askama::Error> {
    Message {
        frame: Frame::new(site, "/"),
        heading,
        text,
    }
    .render()
    .map(String::into_bytes)
}
