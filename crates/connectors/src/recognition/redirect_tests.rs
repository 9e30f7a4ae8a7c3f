//! Tests of redirects: which address is proposed where one leads to another, and the error where nothing can be read.

use std::sync::Mutex;

use super::*;
use async_trait::async_trait;
use passerelle_fetch::{self as fetch, Request};
use passerelle_model::Platform;

/// Addresses and the answers that they give.
type Resources = &'static [(&'static str, Resource)];

#[derive(Clone, Copy)]
enum Resource {
    /// A redirect: its status and location.
    Redirect(u16, &'static str),
    /// A document: its media type and body.
    Document(&'static str, &'static str),
}

/// Hosts that follow redirects as the fetcher does.
struct Web {
    resources: Resources,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Fetch for Web {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        Ok(self.trace(request).await?.0)
    }

    async fn trace(&self, request: Request) -> Result<(Answer, Url), fetch::Error> {
        let is_post = request.body.is_some();
        self.asked.lock().unwrap().push(request.url.to_string());
        let (mut here, mut permanent) = (request.url, None);
        loop {
            let resource = self.resources.iter().find(|(url, _)| *url == here.as_str());
            let answer = |status, headers: &[(&str, &str)], body: &str| {
                Answer::given(status, &here, headers, body.as_bytes())
            };
            let ended = match resource.map(|(_, resource)| *resource) {
                Some(Resource::Redirect(status, to))
                    if !(is_post && matches!(status, 302 | 303)) =>
                {
                    if !matches!(status, 301 | 308) && permanent.is_none() {
                        permanent = Some(here.clone());
                    }
                    here = here.join(to).unwrap();
                    continue;
                }
                Some(Resource::Redirect(status, to)) => answer(status, &[("location", to)], ""),
                Some(Resource::Document(kind, body)) => {
                    answer(200, &[("content-type", kind)], body)
                }
                None => answer(404, &[("content-type", "text/html")], "<!doctype html>404"),
            };
            let permanent = permanent.unwrap_or_else(|| here.clone());
            return Ok((ended, permanent));
        }
    }
}

const LIST: &str = "titre;url\nPlan vélo;https://ville.example.fr/velo\n";
const FEED: &str =
    "<rss version='2.0'><channel><title>Ville</title><item><title>a</title></item></channel></rss>";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T180000Z\r\nSUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

async fn probed(url: &str, resources: Resources) -> Result<Recognized, Trouble> {
    let web = Web {
        resources,
        asked: Mutex::default(),
    };
    let now = "2026-03-20T12:00:00Z".parse().unwrap();
    let recognized = recognize(&url.parse().unwrap(), &web, now).await;
    let asked = web.asked.lock().unwrap();
    assert!(asked.len() <= MOST_REQUESTS as usize, "{asked:?}");
    recognized
}

async fn address(url: &str, resources: Resources) -> String {
    let recognized = probed(url, resources).await.unwrap();
    recognized.found[0].url.to_string()
}

#[tokio::test]
async fn a_temporary_redirect_keeps_the_address_and_a_permanent_one_changes_it() {
    const RESOURCES: Resources = &[
        (
            "https://a.example/permalien.csv",
            Resource::Redirect(302, "https://s3.example/x.csv?sig=1"),
        ),
        (
            "https://a.example/permalien",
            Resource::Redirect(307, "https://s3.example/x.csv?sig=1"),
        ),
        (
            "https://s3.example/x.csv?sig=1",
            Resource::Document("text/csv", LIST),
        ),
        ("https://a.example/rss", Resource::Redirect(303, "/feed")),
        ("https://a.example/vieux", Resource::Redirect(301, "/feed")),
        (
            "https://a.example/feed",
            Resource::Document("application/rss+xml", FEED),
        ),
        ("https://a.example/1", Resource::Redirect(308, "/2")),
        ("https://a.example/2", Resource::Redirect(301, "/3")),
        ("https://a.example/3", Resource::Redirect(302, "/4")),
        (
            "https://a.example/4",
            Resource::Redirect(301, "/agenda.ics"),
        ),
        (
            "https://a.example/agenda.ics",
            Resource::Document("text/calendar", CALENDAR),
        ),
    ];
    for (asked, kept) in [
        (
            "https://a.example/permalien.csv",
            "https://a.example/permalien.csv",
        ),
        ("https://a.example/permalien", "https://a.example/permalien"),
        ("https://a.example/rss", "https://a.example/rss"),
        ("https://a.example/vieux", "https://a.example/feed"),
        ("https://a.example/1", "https://a.example/3"),
        (
            "https://a.example/agenda.ics",
            "https://a.example/agenda.ics",
        ),
    ] {
        assert_eq!(address(asked, RESOURCES).await, kept, "{asked}");
    }
}

#[tokio::test]
async fn a_feed_that_a_page_links_to_is_kept_at_its_permanent_address() {
    const RESOURCES: Resources = &[
        (
            "https://a.example/",
            Resource::Document(
                "text/html",
                "<!doctype html><meta name=generator content=SPIP><link rel=alternate type=application/rss+xml href=/rss><link rel=alternate type=text/calendar href=/ics>",
            ),
        ),
        ("https://a.example/rss", Resource::Redirect(301, "/feed")),
        (
            "https://a.example/feed",
            Resource::Document("text/xml", FEED),
        ),
        (
            "https://a.example/ics",
            Resource::Redirect(302, "/agenda.ics?jour=1"),
        ),
        (
            "https://a.example/agenda.ics?jour=1",
            Resource::Document("text/calendar", CALENDAR),
        ),
    ];
    let recognized = probed("https://a.example/", RESOURCES).await.unwrap();
    let kept: Vec<&str> = recognized
        .found
        .iter()
        .map(|found| found.url.as_str())
        .collect();
    assert_eq!(kept, ["https://a.example/feed", "https://a.example/ics"]);
}

const LISTS: &str = "{\"data\":{\"projects\":{\"totalCount\":3},\"events\":{\"totalCount\":1},\"globalDistricts\":{\"totalCount\":0}}}";

const HOME: Resource = Resource::Document("text/html", "<!doctype html>cap-collectif");
const API: Resource = Resource::Document("application/json", LISTS);
/// Temporary redirects that POST requests do not follow.
const TEMPORARY_UNFOLLOWED: Resources = &[
    (
        "https://a.example/",
        Resource::Redirect(302, "https://b.example/"),
    ),
    (
        "https://a.example/graphql",
        Resource::Redirect(302, "https://b.example/graphql"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];
/// Temporary redirects that POST requests follow.
const TEMPORARY: Resources = &[
    (
        "https://a.example/",
        Resource::Redirect(307, "https://b.example/"),
    ),
    (
        "https://a.example/graphql",
        Resource::Redirect(307, "https://b.example/graphql"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];
const PERMANENT: Resources = &[
    (
        "https://a.example/",
        Resource::Redirect(308, "https://b.example/"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];

#[tokio::test]
async fn a_platform_is_kept_where_it_can_be_posted_to() {
    // Only the other host can be a source.
    assert_eq!(
        address("https://a.example/", TEMPORARY_UNFOLLOWED).await,
        "https://b.example/"
    );
    assert_eq!(
        address("https://a.example/", TEMPORARY).await,
        "https://a.example/"
    );
    assert_eq!(
        address("https://a.example/", PERMANENT).await,
        "https://b.example/"
    );
}

#[tokio::test]
async fn the_calendar_of_an_agenda_is_proposed_for_its_page() {
    const PAGE: &str = "<!doctype html><title>Agenda</title><a href=\"https://openagenda.com/agendas/59009329/contribute\">";
    const RESOURCES: Resources = &[
        (
            "https://openagenda.com/fr/agenda-participation",
            Resource::Document("text/html", PAGE),
        ),
        (
            "https://openagenda.com/agendas/59009329/events.v2.ics",
            Resource::Document("text/calendar", CALENDAR),
        ),
        (
            "https://www.ville.example.fr/agenda",
            Resource::Document("text/html", PAGE),
        ),
    ];
    for page in [
        "https://openagenda.com/fr/agenda-participation",
        "https://www.ville.example.fr/agenda",
    ] {
        let recognized = probed(page, RESOURCES).await.unwrap();
        assert!(
            matches!(&recognized.found[..], [found]
                if found.platform == Platform::Calendar
                    && found.fact("events") == Some(&Fact::Count(1))
                    && found.url.path() == "/agendas/59009329/events.v2.ics"),
            "{page}: {recognized:?}"
        );
    }
}

#[tokio::test]
async fn a_platform_that_cannot_be_read_is_named_unless_its_site_has_something_that_can() {
    const RESOURCES: Resources = &[
        (
            "https://ville.govocal.com/",
            Resource::Document("text/html", "<!doctype html><div id=app>"),
        ),
        (
            "https://idee.example.fr/",
            Resource::Document("text/html", "<!doctype html><footer>iD City</footer>"),
        ),
        (
            "https://avis.example.fr/",
            Resource::Document(
                "text/html",
                "<!doctype html>Cocoriko<link rel=alternate type=application/rss+xml href=/feed>",
            ),
        ),
        (
            "https://avis.example.fr/feed",
            Resource::Document("text/xml", FEED),
        ),
    ];
    for (url, name) in [
        ("https://ville.govocal.com/", "Go Vocal (CitizenLab)"),
        ("https://idee.example.fr/", "id City"),
    ] {
        let trouble = probed(url, RESOURCES).await.unwrap_err();
        assert!(
            matches!(&trouble, Trouble::Unreadable { platform, .. } if platform.name == name),
            "{trouble}"
        );
    }
    assert_eq!(
        address("https://avis.example.fr/", RESOURCES).await,
        "https://avis.example.fr/feed"
    );
}

#[test]
fn a_default_name_is_no_name_of_a_source() {
    for (given, name) in [
        ("Decidim Staging", None),
        ("My organization", None),
        ("Je participe", Some("Je participe")),
    ] {
        let url = "https://a.example/".parse().unwrap();
        let found = Found::new(Platform::Decidim, url).with_name(Some(given.to_owned()));
        assert_eq!(found.own_name(), name);
    }
}
