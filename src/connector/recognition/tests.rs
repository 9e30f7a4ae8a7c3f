use std::collections::HashMap;
use std::sync::Mutex;

use bytes::Bytes;
use serde_json::json;

use super::*;

const SITE: &str = "https://ville.example.fr/";

/// A site: what it answers by method and path; everything else is what `otherwise` is.
struct Site {
    answers: HashMap<&'static str, (&'static str, String)>,
    otherwise: (u16, &'static str, &'static str),
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Fetch for Site {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let method = if request.body.is_some() {
            "POST"
        } else {
            "GET"
        };
        let asked = format!("{method} {}", request.url.path());
        let found = self.answers.get(asked.as_str());
        let (status, kind, body) = found.map_or(
            (
                self.otherwise.0,
                self.otherwise.1,
                self.otherwise.2.to_owned(),
            ),
            |(kind, body)| (200, *kind, body.clone()),
        );
        self.asked.lock().unwrap().push(asked);
        Ok(Answer {
            status,
            url: request.url,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: Bytes::from(body),
        })
    }
}

fn site(answers: &[(&'static str, &'static str, &str)]) -> Site {
    Site {
        answers: answers
            .iter()
            .map(|(asked, kind, body)| (*asked, (*kind, (*body).to_owned())))
            .collect(),
        otherwise: (404, "text/html", "<!doctype html><title>404</title>"),
        asked: Mutex::default(),
    }
}

async fn found(site: &Site) -> Vec<Found> {
    let recognized = recognize(&SITE.parse().unwrap(), site).await.unwrap();
    assert_eq!(
        recognized.requests as usize,
        site.asked.lock().unwrap().len()
    );
    assert!(recognized.requests <= MOST_REQUESTS);
    recognized.found
}

const FEED: &str = "<rss version='2.0'><channel><title>Actualités</title><item><title>a</title></item></channel></rss>";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Agenda\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T180000Z\r\nSUMMARY:Réunion\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[tokio::test]
async fn nobody_is_asked_more_than_six_times_whatever_is_answered() {
    let json = r#"{"errors":[{"message":"no"}],"data":null}"#;
    for otherwise in [
        (404, "text/html", "<!doctype html><title>404</title>"),
        (
            200,
            "text/html",
            "<!doctype html><title>decidim cap-collectif opendatasoft</title>",
        ),
        (200, "application/json", json),
        (200, "application/json", "{}"),
        (200, "text/plain", ""),
        (302, "text/html", ""),
        (403, "text/html", "<html>"),
        (422, "application/json", json),
        (429, "text/plain", "later"),
        (500, "text/plain", "oops"),
        (503, "text/html", "<html>"),
    ] {
        let site = Site {
            otherwise,
            ..site(&[])
        };
        let error = recognize(&SITE.parse().unwrap(), &site).await.unwrap_err();
        let asked = site.asked.lock().unwrap();
        assert!(asked.len() <= 6, "{otherwise:?}: {asked:?}");
        assert!(error.to_string().contains("ville.example.fr"), "{error}");
        assert!(
            !error.to_string().contains("six") && !matches!(error, Error::Fetch(_)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_feed_and_a_calendar_are_known_by_one_request() {
    for (body, kind, platform, name) in [
        (FEED, "text/plain", Platform::Feed, "Actualités"),
        (CALENDAR, "type/calendar", Platform::Calendar, "Agenda"),
    ] {
        let site = site(&[("GET /", kind, body)]);
        let found = found(&site).await;
        assert_eq!(
            (found[0].platform(), found[0].name()),
            (platform, Some(name))
        );
        assert_eq!(site.asked.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_page_of_a_town_names_its_feed_and_its_calendar_and_no_platform_is_tried() {
    let page = "<!doctype html><meta name=generator content='WordPress 6.8'>\
        <link rel=alternate type=application/rss+xml title='Ville' href=/feed/><link rel=alternate type=application/rss+xml href=/comments/feed/>\
        <link rel=alternate type=text/calendar title='Les rendez-vous' href=/agenda.ics><link rel=alternate type=text/calendar href=/autre.ics>";
    let site = site(&[
        ("GET /", "text/html", page),
        ("GET /feed/", "application/rss+xml", FEED),
        (
            "GET /agenda.ics",
            "text/calendar",
            &CALENDAR.replace("X-WR-CALNAME:Agenda\r\n", ""),
        ),
    ]);
    let found = found(&site).await;
    assert_eq!(
        found.len(),
        2,
        "what is no calendar is no finding: {found:?}"
    );
    assert!(
        matches!(&found[0], Found::Feed(feed) if feed.entries == Some(1) && feed.url.path() == "/feed/")
    );
    assert!(
        matches!(&found[1], Found::Calendar(calendar) if calendar.events == Some(1) && calendar.name.as_deref() == Some("Les rendez-vous"))
    );
    assert!(
        site.asked
            .lock()
            .unwrap()
            .iter()
            .all(|asked| asked.starts_with("GET"))
    );
}

#[tokio::test]
async fn a_portal_of_open_data_is_known_by_its_catalog() {
    let catalog =
        json!({ "total_count": 1, "results": [{ "dataset_id": "concertations" }] }).to_string();
    let site = site(&[
        (
            "GET /",
            "text/html",
            "<!doctype html><script src=//static.opendatasoft.com/x.js></script>",
        ),
        (
            "GET /api/explore/v2.1/catalog/datasets",
            "application/json",
            &catalog,
        ),
    ]);
    let found = found(&site).await;
    assert!(
        matches!(&found[..], [Found::Opendatasoft(portal)] if portal.candidates[0].id == "concertations")
    );
    assert_eq!(
        site.asked.lock().unwrap().len(),
        2,
        "its marks spare the others"
    );
}

#[tokio::test]
async fn what_an_administrator_must_change_is_said_before_that_nothing_is_there() {
    let site = Site {
        otherwise: (403, "text/html", "<html>"),
        ..site(&[("GET /", "text/html", "<!doctype html>decidim")])
    };
    let error = recognize(&SITE.parse().unwrap(), &site).await.unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert_eq!(
        web(&"webcal://a.fr/b.ics".parse().unwrap()).as_str(),
        "https://a.fr/b.ics"
    );
}
