//! Redirects: which address is printed where one leads to another, and what is said of what cannot be read.

use std::sync::Mutex;

use super::*;
use async_trait::async_trait;
use passerelle_fetch::{self as fetch, Request};
use passerelle_model::Platform;

/// Addresses and what stands there: a status with a location, or a media type with a body.
type Places = &'static [(&'static str, Place)];

#[derive(Clone, Copy)]
enum Place {
    Leads(u16, &'static str),
    Is(&'static str, &'static str),
}

/// Hosts that follow redirects as the fetcher does.
struct Web {
    places: Places,
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
        let (mut here, mut lasting) = (request.url, None);
        loop {
            let place = self.places.iter().find(|(url, _)| *url == here.as_str());
            let answer = |status, headers: &[(&str, &str)], body: &str| {
                Answer::given(status, &here, headers, body.as_bytes())
            };
            let ended = match place.map(|(_, place)| *place) {
                Some(Place::Leads(status, to)) if !(is_post && matches!(status, 302 | 303)) => {
                    if !matches!(status, 301 | 308) && lasting.is_none() {
                        lasting = Some(here.clone());
                    }
                    here = here.join(to).unwrap();
                    continue;
                }
                Some(Place::Leads(status, to)) => answer(status, &[("location", to)], ""),
                Some(Place::Is(kind, body)) => answer(200, &[("content-type", kind)], body),
                None => answer(404, &[("content-type", "text/html")], "<!doctype html>404"),
            };
            let lasting = lasting.unwrap_or_else(|| here.clone());
            return Ok((ended, lasting));
        }
    }
}

const LIST: &str = "titre;url\nPlan vélo;https://ville.example.fr/velo\n";
const FEED: &str =
    "<rss version='2.0'><channel><title>Ville</title><item><title>a</title></item></channel></rss>";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T180000Z\r\nSUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

async fn probed(url: &str, places: Places) -> Result<Recognized, Trouble> {
    let web = Web {
        places,
        asked: Mutex::default(),
    };
    let now = "2026-03-20T12:00:00Z".parse().unwrap();
    let recognized = recognize(&url.parse().unwrap(), &web, now).await;
    let asked = web.asked.lock().unwrap();
    assert!(asked.len() <= MOST_REQUESTS as usize, "{asked:?}");
    recognized
}

async fn address(url: &str, places: Places) -> String {
    let recognized = probed(url, places).await.unwrap();
    recognized.found[0].url.to_string()
}

#[tokio::test]
async fn what_leads_elsewhere_for_now_is_kept_and_what_moved_for_good_is_followed() {
    const PLACES: Places = &[
        (
            "https://a.example/permalien.csv",
            Place::Leads(302, "https://s3.example/x.csv?sig=1"),
        ),
        (
            "https://a.example/permalien",
            Place::Leads(307, "https://s3.example/x.csv?sig=1"),
        ),
        (
            "https://s3.example/x.csv?sig=1",
            Place::Is("text/csv", LIST),
        ),
        ("https://a.example/rss", Place::Leads(303, "/feed")),
        ("https://a.example/vieux", Place::Leads(301, "/feed")),
        (
            "https://a.example/feed",
            Place::Is("application/rss+xml", FEED),
        ),
        ("https://a.example/1", Place::Leads(308, "/2")),
        ("https://a.example/2", Place::Leads(301, "/3")),
        ("https://a.example/3", Place::Leads(302, "/4")),
        ("https://a.example/4", Place::Leads(301, "/agenda.ics")),
        (
            "https://a.example/agenda.ics",
            Place::Is("text/calendar", CALENDAR),
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
        assert_eq!(address(asked, PLACES).await, kept, "{asked}");
    }
}

#[tokio::test]
async fn a_feed_that_a_page_names_is_kept_as_far_as_it_lasts() {
    const PLACES: Places = &[
        (
            "https://a.example/",
            Place::Is(
                "text/html",
                "<!doctype html><meta name=generator content=SPIP><link rel=alternate type=application/rss+xml href=/rss><link rel=alternate type=text/calendar href=/ics>",
            ),
        ),
        ("https://a.example/rss", Place::Leads(301, "/feed")),
        ("https://a.example/feed", Place::Is("text/xml", FEED)),
        (
            "https://a.example/ics",
            Place::Leads(302, "/agenda.ics?jour=1"),
        ),
        (
            "https://a.example/agenda.ics?jour=1",
            Place::Is("text/calendar", CALENDAR),
        ),
    ];
    let recognized = probed("https://a.example/", PLACES).await.unwrap();
    let kept: Vec<&str> = recognized
        .found
        .iter()
        .map(|found| found.url.as_str())
        .collect();
    assert_eq!(kept, ["https://a.example/feed", "https://a.example/ics"]);
}

const LISTS: &str = "{\"data\":{\"projects\":{\"totalCount\":3},\"events\":{\"totalCount\":1},\"globalDistricts\":{\"totalCount\":0}}}";

const HOME: Place = Place::Is("text/html", "<!doctype html>cap-collectif");
const API: Place = Place::Is("application/json", LISTS);
/// Redirects for now, which posts do not follow.
const FOR_NOW_UNFOLLOWED: Places = &[
    (
        "https://a.example/",
        Place::Leads(302, "https://b.example/"),
    ),
    (
        "https://a.example/graphql",
        Place::Leads(302, "https://b.example/graphql"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];
/// Redirects for now, which posts follow.
const FOR_NOW: Places = &[
    (
        "https://a.example/",
        Place::Leads(307, "https://b.example/"),
    ),
    (
        "https://a.example/graphql",
        Place::Leads(307, "https://b.example/graphql"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];
const FOR_GOOD: Places = &[
    (
        "https://a.example/",
        Place::Leads(308, "https://b.example/"),
    ),
    ("https://b.example/", HOME),
    ("https://b.example/graphql", API),
];

#[tokio::test]
async fn a_platform_is_kept_where_it_can_be_posted_to() {
    // Only the other host can be a source.
    assert_eq!(
        address("https://a.example/", FOR_NOW_UNFOLLOWED).await,
        "https://b.example/"
    );
    assert_eq!(
        address("https://a.example/", FOR_NOW).await,
        "https://a.example/"
    );
    assert_eq!(
        address("https://a.example/", FOR_GOOD).await,
        "https://b.example/"
    );
}

#[tokio::test]
async fn the_calendar_of_an_agenda_is_proposed_for_its_page() {
    const PAGE: &str = "<!doctype html><title>Agenda</title><a href=\"https://openagenda.com/agendas/59009329/contribute\">";
    const PLACES: Places = &[
        (
            "https://openagenda.com/fr/agenda-participation",
            Place::Is("text/html", PAGE),
        ),
        (
            "https://openagenda.com/agendas/59009329/events.v2.ics",
            Place::Is("text/calendar", CALENDAR),
        ),
        (
            "https://www.ville.example.fr/agenda",
            Place::Is("text/html", PAGE),
        ),
    ];
    for page in [
        "https://openagenda.com/fr/agenda-participation",
        "https://www.ville.example.fr/agenda",
    ] {
        let recognized = probed(page, PLACES).await.unwrap();
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
    const PLACES: Places = &[
        (
            "https://ville.govocal.com/",
            Place::Is("text/html", "<!doctype html><div id=app>"),
        ),
        (
            "https://idee.example.fr/",
            Place::Is("text/html", "<!doctype html><footer>iD City</footer>"),
        ),
        (
            "https://avis.example.fr/",
            Place::Is(
                "text/html",
                "<!doctype html>Cocoriko<link rel=alternate type=application/rss+xml href=/feed>",
            ),
        ),
        ("https://avis.example.fr/feed", Place::Is("text/xml", FEED)),
    ];
    for (url, name) in [
        ("https://ville.govocal.com/", "Go Vocal (CitizenLab)"),
        ("https://idee.example.fr/", "id City"),
    ] {
        let trouble = probed(url, PLACES).await.unwrap_err();
        assert!(
            matches!(&trouble, Trouble::Unreadable { platform, .. } if platform.name == name),
            "{trouble}"
        );
    }
    assert_eq!(
        address("https://avis.example.fr/", PLACES).await,
        "https://avis.example.fr/feed"
    );
}

#[test]
fn the_name_that_software_gives_every_site_is_none() {
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
