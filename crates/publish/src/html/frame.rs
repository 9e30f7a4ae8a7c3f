//! The frame of every page: its reader, language and day; the navigation, the other languages and the feeds of the selection.

use chrono::{DateTime, NaiveDate, Utc};
use url::form_urlencoded;
use uuid::Uuid;

use crate::phrases::Phrases;
use crate::representation::version;
use crate::words::shown;
use crate::{Site, outputs};
use passerelle_model::{ConsultationId, Language, LocalizedText};

use super::links::{FileLinks, PageLinks, behind, joined};
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
    /// The day, in the time zone of the gateway, from which days are counted.
    pub today: NaiveDate,
    /// The moment that the page describes.
    pub moment: DateTime<Utc>,
    /// The links of the page, if it is a file.
    pub files: Option<&'a dyn FileLinks>,
    /// The `Content-Security-Policy`, which a server sends with the page.
    pub rights: &'a str,
}

impl Reader<'_> {
    /// Returns the policy that the page itself declares, if it is a file, with which no server sends one. Browsers accept `frame-ancestors` from a server only, and
    /// warn of it in a page.
    pub(crate) fn rights_in_page(&self) -> Option<String> {
        self.files?;
        let directives = self.rights.split(';').map(str::trim);
        let directives: Vec<&str> = directives
            .filter(|it| !it.is_empty() && !it.starts_with("frame-ancestors"))
            .collect();
        Some(directives.join("; "))
    }
}

/// A part of the portal that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Consultations,
    Agenda,
    Subscribe,
    Numbers,
    /// Another page.
    Elsewhere,
}

/// The address of a page, of which its links and its other languages are made.
pub(super) struct Place<'a> {
    pub(super) part: Part,
    /// The relative link from the page to the root: empty or `../`.
    pub(super) root: &'static str,
    /// The relative link from the root to the page.
    pub(super) path: &'a str,
    /// The canonical query of the page, without its language.
    pub(super) query: &'a str,
    /// The canonical query of the feeds of the selection, without its language.
    pub(super) feeds: &'a str,
    /// The subject of the feeds, in words; may be empty.
    pub(super) caption: &'a str,
}

impl Place<'_> {
    /// Creates the address of a page at the root without a query and a selection.
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
    /// The link; `None` where no file answers.
    pub(super) href: Option<String>,
    /// The whole address, as search engines need it; empty if there is none.
    pub(super) address: String,
    /// `true` for the language of this page.
    pub(super) current: bool,
}

pub(super) struct FeedLink {
    pub(super) media_type: &'static str,
    pub(super) title: String,
    pub(super) href: String,
}

/// The frame of a page.
pub(super) struct Frame<'a> {
    pub(super) site_name: &'a str,
    pub(super) t: Phrases,
    pub(super) links: PageLinks<'a>,
    /// The `Content-Security-Policy` that the page itself declares, if it is a file.
    pub(super) rights: Option<String>,
    /// `false` if the page may be shown at any address, and has none of its own.
    pub(super) has_address: bool,
    /// The version of the files under `assets/`, so that browsers may cache them for ever.
    pub(super) version: String,
    /// The path of the operator's logo, which replaces the gateway's mark.
    pub(super) logo: Option<String>,
    pub(super) nav: Vec<NavLink>,
    /// The languages of the page, the gateway's own first.
    pub(super) languages: Vec<LanguageLink>,
    /// `true` for the countless pages with several filters, which search engines should not list.
    pub(super) is_deep: bool,
    pub(super) feeds: Vec<FeedLink>,
    /// The address of the section on embedding this page, if that is possible.
    pub(super) embedding: Option<String>,
    pub(super) relayed: String,
    /// `true` where the page is a file.
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
            links: PageLinks::new(reader, place.root),
            rights: reader.rights_in_page(),
            has_address: place.root != "/",
            version: version_of(site),
            logo: logo_name(site).map(|name| format!("assets/{name}")),
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

    /// Returns the link from this page to a page that always exists, in the language of this page.
    pub(super) fn href(&self, path: &str) -> String {
        self.links.always_to(path, &self.language)
    }

    /// Returns the link from this page to `path` with a query that does not contain the language; `None` where no file answers.
    pub(super) fn href_with(&self, path: &str, query: &str) -> Option<String> {
        self.links.to(path, &joined(&[query, &self.language]))
    }

    /// Returns the link from this page to the page of a consultation; `None` where no file answers.
    pub(super) fn page_of(&self, id: ConsultationId) -> Option<String> {
        self.href_with(&format!("consultations/{id}"), "")
    }

    /// Returns the link from this page to the pages of consultations, as a pattern that scripts fill in.
    pub(super) fn page_of_any(&self) -> String {
        let path = format!("consultations/{}", Uuid::nil());
        self.links.pattern(&path, &self.language)
    }

    /// Returns the link from this page to an asset.
    pub(super) fn asset(&self, path: &str) -> String {
        self.links.asset(path, &self.version)
    }

    /// Returns the whole address of this page in its language; empty where it has none.
    pub(super) fn address(&self) -> String {
        let current = self.languages.iter().find(|language| language.current);
        let current = current.or_else(|| self.languages.first());
        current.map_or_else(String::new, |language| language.address.clone())
    }

    /// Returns the link to the front page.
    pub(super) fn home(&self) -> String {
        self.href("")
    }

    /// Returns the best text for the reader, without characters that no page can hold, and its language if that is not the page's.
    pub(super) fn shown(
        &self,
        text: &LocalizedText,
        languages: &[Language],
    ) -> (String, Option<String>) {
        shown(text, languages, &self.t)
    }

    /// Returns the links of the navigation. They keep the selection, except for its status; files do not, since not every part has a file of every selection.
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
        let links = parts.into_iter().filter_map(|(part, name, path)| {
            let current = part == place.part;
            let query = if current || self.is_file { "" } else { &kept };
            Some(NavLink {
                label: self.t.say(name),
                href: self.href_with(path, query)?,
                current,
            })
        });
        links.collect()
    }

    fn language_links(&self, site: &Site, place: &Place<'_>) -> Vec<LanguageLink> {
        let languages = site.languages().iter();
        let spoken = languages.filter(|language| Phrases::speaks(language));
        let links = spoken.map(|language| {
            let words = Phrases::of(std::slice::from_ref(language));
            let asked = site.language_query(Some(language));
            let query = joined(&[place.query, &asked]);
            LanguageLink {
                tag: words.tag(),
                name: words.say("language-name"),
                href: self.links.to(place.path, &query),
                address: self.address_of(place, &query),
                current: words == self.t,
            }
        });
        links.collect()
    }

    /// Returns the whole address of this page with `query`; empty where it has none.
    fn address_of(&self, place: &Place<'_>, query: &str) -> String {
        if !self.has_address {
            return String::new();
        }
        let path = format!("/{}", place.path);
        self.links.whole(&path, query).unwrap_or_default()
    }

    /// Returns the oEmbed answer of a page of consultations or of the agenda.
    fn embedding_of(&self, site: &Site, place: &Place<'_>) -> Option<String> {
        // Files cannot answer requests.
        let is_embeddable =
            matches!(place.part, Part::Consultations | Part::Agenda) && !self.is_file;
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
            .filter_map(|(media_type, path)| {
                Some(FeedLink {
                    media_type,
                    title: about.clone(),
                    href: self.href_with(path.trim_start_matches('/'), place.feeds)?,
                })
            })
            .collect()
    }
}

/// Returns a digest that changes with the style sheet, the script and the logo of a site.
fn version_of(site: &Site) -> String {
    let logo = site.appearance().logo.as_ref();
    let logo = logo.map(|logo| &*logo.bytes).unwrap_or_default();
    version([style_of(site).as_bytes(), SCRIPT.as_bytes(), logo])
}
