//! The surroundings of every page: who reads it, in which language, on which day; the navigation, the other languages and the feeds of what is on screen.

use chrono::{DateTime, NaiveDate, Utc};
use url::form_urlencoded;

use crate::phrases::Phrases;
use crate::representation::version;
use crate::words::shown;
use crate::{Site, outputs};
use passerelle_model::{Language, LocalizedText};

use super::{SCRIPT, logo_name, style_of};

/// The reader of a page, and the day.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The site that publishes.
    pub site: &'a Site,
    /// The languages in which texts of sources are shown, first choice first.
    pub languages: &'a [Language],
    /// The language that the address asks for; links keep it.
    pub language: Option<&'a Language>,
    /// The day, in the time zone of the gateway. What counts days counts from it.
    pub today: NaiveDate,
    /// The moment that the page describes.
    pub moment: DateTime<Utc>,
}

/// A part of the portal that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Consultations,
    Agenda,
    Subscribe,
    Numbers,
    /// None of them.
    Elsewhere,
}

/// The place of a page: what its links and its other languages are made from.
pub(super) struct Place<'a> {
    pub(super) part: Part,
    /// The way from the page to the root: empty or `../`.
    pub(super) root: &'static str,
    /// The way from the root to the page.
    pub(super) path: &'a str,
    /// The canonical query of the page, without its language.
    pub(super) query: &'a str,
    /// The canonical query of the feeds of what is on screen, without its language.
    pub(super) feeds: &'a str,
    /// The subject of the feeds, in words; may be empty.
    pub(super) caption: &'a str,
}

impl Place<'_> {
    /// A page at the root that has no query and nothing of its own to subscribe to.
    pub(super) const fn plain(part: Part, path: &str) -> Place<'_> {
        Place {
            part,
            root: "",
            path,
            query: "",
            feeds: "",
            caption: "",
        }
    }
}

pub(super) struct NavLink {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) current: bool,
}

pub(super) struct LanguageLink {
    pub(super) tag: String,
    pub(super) name: String,
    pub(super) href: String,
    /// The same in whole, as search engines want it.
    pub(super) address: String,
    /// `true` where this page is in it.
    pub(super) current: bool,
}

pub(super) struct FeedLink {
    pub(super) media_type: &'static str,
    pub(super) title: String,
    pub(super) href: String,
}

/// The surroundings of a page.
pub(super) struct Frame<'a> {
    pub(super) site_name: &'a str,
    pub(super) t: Phrases,
    pub(super) root: &'static str,
    /// Changes with what stands under `assets/`, so that browsers may keep it for ever.
    pub(super) version: String,
    /// The file under `assets/` of the operator's logo, which stands in the place of the gateway's mark.
    pub(super) logo: Option<String>,
    pub(super) nav: Vec<NavLink>,
    /// Every language of the page, the gateway's own first.
    pub(super) languages: Vec<LanguageLink>,
    /// `true` where it is one of the countless pages of several filters, which no search engine needs.
    pub(super) is_deep: bool,
    pub(super) feeds: Vec<FeedLink>,
    /// The place where it is told how to embed this page, where that can be done.
    pub(super) embedding: Option<String>,
    pub(super) relayed: String,
    /// `true` where the page is a file that nobody answers for.
    pub(super) is_file: bool,
    /// `lang=en`, or empty in the gateway's own language.
    language: String,
}

impl<'a> Frame<'a> {
    pub(super) fn new(reader: &Reader<'a>, place: &Place<'_>) -> Self {
        let site = reader.site;
        let t = Phrases::of(reader.languages);
        let language = reader
            .language
            .map(|language| format!("lang={language}"))
            .unwrap_or_default();
        let mut frame = Self {
            site_name: site.name(),
            root: place.root,
            version: version_of(site),
            logo: logo_name(site),
            nav: Vec::new(),
            languages: Vec::new(),
            is_deep: place.query.contains('&'),
            feeds: Vec::new(),
            embedding: None,
            relayed: t.count("footer-relayed", site.sources().count()),
            is_file: site.files().is_some(),
            language,
            t,
        };
        frame.nav = frame.nav_links(place);
        frame.languages = frame.language_links(site, place);
        frame.feeds = frame.feed_links(site, place);
        frame.embedding = frame.embedding_of(site, place);
        frame
    }

    /// The way from this page to `path`, in the language of this page.
    pub(super) fn href(&self, path: &str) -> String {
        self.href_with(path, "")
    }

    /// The same with a query, which does not say the language.
    pub(super) fn href_with(&self, path: &str, query: &str) -> String {
        let path = if path.is_empty() && self.root.is_empty() {
            "./"
        } else {
            path
        };
        format!("{}{path}{}", self.root, behind(&[query, &self.language]))
    }

    /// The whole address of this page in its language.
    pub(super) fn address(&self) -> String {
        let current = self.languages.iter().find(|language| language.current);
        let current = current.or_else(|| self.languages.first());
        current.map_or_else(String::new, |language| language.address.clone())
    }

    /// The way to the front page.
    pub(super) fn home(&self) -> String {
        self.href("")
    }

    /// The best text without what no page can hold, and its language where that is not the page's.
    pub(super) fn shown(
        &self,
        text: &LocalizedText,
        languages: &[Language],
    ) -> (String, Option<String>) {
        shown(text, languages, &self.t)
    }

    /// The ways to the other parts keep what is selected, wherever it stands. As files they do not: not every part has a file of every selection.
    fn nav_links(&self, place: &Place<'_>) -> Vec<NavLink> {
        let parts = [
            (Part::Consultations, "nav-consultations", ""),
            (Part::Agenda, "nav-agenda", "agenda"),
            (Part::Subscribe, "nav-subscribe", "subscribe"),
            (Part::Numbers, "nav-numbers", "numbers"),
        ];
        let kept = place.feeds.split('&');
        let kept: Vec<&str> = kept.filter(|part| !part.starts_with("status=")).collect();
        let kept = kept.join("&");
        let links = parts.map(|(part, name, path)| {
            let current = part == place.part;
            let query = if current || self.is_file { "" } else { &kept };
            NavLink {
                label: self.t.say(name),
                href: self.href_with(path, query),
                current,
            }
        });
        links.into()
    }

    fn language_links(&self, site: &Site, place: &Place<'_>) -> Vec<LanguageLink> {
        let languages = site.languages().iter();
        let spoken = languages.filter(|language| Phrases::speaks(language));
        let links = spoken.map(|language| {
            let words = Phrases::of(std::slice::from_ref(language));
            let asked = site.language_query(Some(language));
            let path = match (place.root, place.path) {
                ("", "") => "./",
                (_, path) => path,
            };
            let query = joined(&[place.query, &asked]);
            LanguageLink {
                tag: words.tag(),
                name: words.say("language-name"),
                href: format!("{}{path}{}", place.root, behind(&[&query])),
                address: site.address(&format!("/{}", place.path), &query),
                current: words == self.t,
            }
        });
        links.collect()
    }

    /// The oEmbed answer of a page of consultations or of the agenda.
    fn embedding_of(&self, site: &Site, place: &Place<'_>) -> Option<String> {
        let is_embeddable = matches!(place.part, Part::Consultations | Part::Agenda);
        // The frame shows the first page.
        let first = place.query.split('&');
        let first: Vec<&str> = first.filter(|part| !part.starts_with("cursor=")).collect();
        let query = behind(&[&first.join("&"), &self.language]);
        let page = site.address(&format!("/{}{query}", place.path), "");
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("url", &page)
            .append_pair("format", "json")
            .finish();
        is_embeddable.then(|| site.address("/oembed", &query))
    }

    fn feed_links(&self, site: &Site, place: &Place<'_>) -> Vec<FeedLink> {
        let about = if place.caption.is_empty() {
            site.name().to_owned()
        } else {
            format!("{} — {}", site.name(), place.caption)
        };
        let feeds = outputs::feeds().map(|format| (format.media_type, format.path));
        feeds
            .chain([(outputs::CALENDAR.media_type, outputs::CALENDAR.path)])
            .map(|(media_type, path)| (media_type.split(';').next().unwrap_or_default(), path))
            .map(|(media_type, path)| FeedLink {
                media_type,
                title: about.clone(),
                href: self.href_with(path.trim_start_matches('/'), place.feeds),
            })
            .collect()
    }
}

/// `?a&b` of those parts of a query that are not empty.
fn behind(parts: &[&str]) -> String {
    let query = joined(parts);
    if query.is_empty() {
        query
    } else {
        format!("?{query}")
    }
}

fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().copied().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("&")
}

/// Changes with the style sheet, the script and the logo of a site.
fn version_of(site: &Site) -> String {
    let logo = site.appearance().logo.as_ref();
    let logo = logo.map(|logo| &*logo.bytes).unwrap_or_default();
    version([style_of(site).as_bytes(), SCRIPT.as_bytes(), logo])
}
