use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::json;

use super::*;
use crate::file::UnreadableList;
use passerelle_fetch::{self as fetch, Request};
use passerelle_model::Platform;

const SITE: &str = "https://ville.example.fr/";

/// A site with its answers by method and path; everything else is answered with `otherwise`.
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
    let recognized = recognize(&SITE.parse().unwrap(), site, now())
        .await
        .unwrap();
    assert_eq!(
        recognized.requests as usize,
        site.asked.lock().unwrap().len()
    );
    assert!(recognized.requests <= MOST_REQUESTS);
    recognized.found
}

fn now() -> DateTime<Utc> {
    "2026-03-20T12:00:00Z".parse().unwrap()
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
        let error = recognize(&SITE.parse().unwrap(), &site, now())
            .await
            .unwrap_err();
        let asked = site.asked.lock().unwrap();
        assert!(asked.len() <= 6, "{otherwise:?}: {asked:?}");
        assert!(error.to_string().contains("ville.example.fr"), "{error}");
        assert!(
            !matches!(error, Trouble::Failed(Error::Fetch(_))),
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
            (found[0].platform, found[0].own_name()),
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
        found[0].platform == Platform::Feed
            && found[0].fact("entries") == Some(&Fact::Count(1))
            && found[0].url.path() == "/feed/"
    );
    assert!(
        found[1].platform == Platform::Calendar
            && found[1].fact("events") == Some(&Fact::Count(1))
            && found[1].name.as_deref() == Some("Les rendez-vous")
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
    let [portal] = &found[..] else {
        panic!("{found:?}")
    };
    let dataset = Some("concertations".to_owned());
    assert_eq!(portal.platform, Platform::Opendatasoft);
    assert_eq!(portal.to_complete, ToComplete::DatasetFields { dataset });
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
    let error = recognize(&SITE.parse().unwrap(), &site, now())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Trouble::Failed(Error::Refused { .. })),
        "{error}"
    );
    assert_eq!(
        with_https(&"webcal://a.fr/b.ics".parse().unwrap()).as_str(),
        "https://a.fr/b.ics"
    );
}

#[tokio::test]
async fn a_cap_collectif_is_known_behind_its_shield_too() {
    let shield = "<!doctype html><title>Accès restreint</title><div id=\"shield-mode\"></div>";
    let site = site(&[
        ("GET /", "text/html", shield),
        (
            "POST /graphql",
            "application/json",
            "{\"errors\":[{\"message\":\"Cannot query field \\\"projects\\\" on type \\\"Query\\\".\"}]}",
        ),
    ]);
    let found = found(&site).await;
    let [closed] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(closed.platform, Platform::CapCollectif);
    let obstacle = closed.fact("error");
    assert!(
        matches!(obstacle, Some(Fact::Obstacle(why)) if why.code() == "site_closed"),
        "{closed:?}"
    );
}

#[tokio::test]
async fn a_cap_collectif_that_lists_something_is_known_though_nothing_else_tells_it() {
    let lists = json!({"data": {
        "projects": {"totalCount": 3}, "events": {"totalCount": 1}, "globalDistricts": {"totalCount": 0},
    }});
    let site = site(&[
        ("GET /", "text/html", "<!doctype html><title>Ville</title>"),
        ("POST /graphql", "application/json", &lists.to_string()),
    ]);
    let found = found(&site).await;
    let [open] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(open.platform, Platform::CapCollectif);
    assert_eq!(open.fact("readable"), Some(&Fact::Flag(true)));
}

const LIST: &str =
    "titre;lien;ouvre\nPlan vélo;https://ville.example.fr/velo;2026-03-01\nHalles;;nimporte\n";

async fn read_at(path: &str, kind: &'static str, body: &str) -> Result<Recognized, Trouble> {
    let asked: &'static str = format!("GET {path}").leak();
    let site = site(&[(asked, kind, body)]);
    let url = Url::parse(SITE).unwrap().join(path).unwrap();
    let recognized = recognize(&url, &site, now()).await;
    if recognized.is_ok() {
        assert_eq!(site.asked.lock().unwrap().len(), 1, "one request is enough");
    }
    recognized
}

#[tokio::test]
async fn a_list_kept_by_hand_is_known_by_one_request_whatever_its_format() {
    for (path, kind, body, format, entries) in [
        ("/liste.csv", "application/octet-stream", LIST, "CSV", 1),
        ("/export", "text/csv; charset=utf-8", LIST, "CSV", 1),
        ("/export", "text/plain", LIST, "CSV", 1),
        ("/vide.csv", "text/csv", "titre;lien\n", "CSV", 0),
        (
            "/l.toml",
            "text/plain",
            "[[consultations]]\ntitre = \"Halles\"\n",
            "TOML",
            1,
        ),
        (
            "/l",
            "application/json",
            "{\"consultations\":[{\"title\":\"Halles\"}]}",
            "JSON",
            1,
        ),
    ] {
        let recognized = read_at(path, kind, body).await.unwrap();
        let [list] = &recognized.found[..] else {
            panic!("{path} {kind}: {recognized:?}")
        };
        assert_eq!(list.platform, Platform::File);
        assert_eq!(list.fact("format"), Some(&Fact::from(format)), "{path}");
        assert_eq!(list.fact("entries"), Some(&Fact::Count(entries)), "{path}");
        assert_eq!(list.url.path(), path);
    }
    let recognized = read_at("/liste.csv", "text/csv", LIST).await.unwrap();
    let Some(Fact::Problems(problems)) = recognized.found[0].fact("problems") else {
        panic!("{recognized:?}")
    };
    let told = serde_json::to_string(problems).unwrap();
    assert!(
        told.contains(r#"{"line":3}"#) && told.contains(r#""column":"ouvre""#),
        "{told}"
    );
}

fn is_of_a_list(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Failed(error) if error.platform_fault::<UnreadableList>().is_some())
}

#[tokio::test]
async fn what_should_be_a_list_is_told_its_fault_and_other_documents_are_no_list() {
    for (path, body, why) in [
        ("/liste.xlsx", "PK\u{3}\u{4}rest", "workbook"),
        ("/liste.csv", "ville;habitants\na;b\n", "no_title_column"),
        ("/liste.toml", "[[consultations]\n", "not_toml"),
    ] {
        let error = read_at(path, "application/octet-stream", body)
            .await
            .unwrap_err();
        assert!(
            is_of_a_list(&error) && error.to_string().contains(why),
            "{error}"
        );
    }
    for (kind, body) in [
        ("application/json", "{\"data\":{\"title\":\"x\"}}"),
        ("application/json", "[{\"title\":{\"rendered\":\"x\"}}]"),
        ("application/json", "[]"),
        ("text/plain", "User-agent: *\nDisallow:\n"),
    ] {
        let error = read_at("/x", kind, body).await.unwrap_err();
        assert!(!is_of_a_list(&error), "{body}: {error}");
    }
}

#[tokio::test]
async fn a_list_of_this_machine_is_read_without_asking_anybody() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("nîmes.csv");
    std::fs::write(&path, LIST).unwrap();
    let url = Url::from_file_path(&path).unwrap();
    let nowhere = site(&[]);
    let recognized = recognize(&url, &nowhere, now()).await.unwrap();
    assert_eq!(recognized.requests, 0);
    let [list] = &recognized.found[..] else {
        panic!("{recognized:?}")
    };
    assert_eq!(list.fact("entries"), Some(&Fact::Count(1)));
    let error = recognize(&url.join("absent.csv").unwrap(), &nowhere, now())
        .await
        .unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
}
