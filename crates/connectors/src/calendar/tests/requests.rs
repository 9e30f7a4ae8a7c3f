//! Requests to a server, and what its answers mean.

use std::sync::Mutex;

use async_trait::async_trait;

use super::*;
use crate::recognition::Fact;
use passerelle_fetch::{self as fetch, Fetch, Request};

/// A server of one document, which answers 304 to requests with its validator.
struct Server {
    status: u16,
    content_type: &'static str,
    body: String,
    asked: Mutex<Vec<Request>>,
}

#[async_trait]
impl Fetch for Server {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let knows = request
            .headers
            .iter()
            .any(|header| *header == ("if-none-match", "\"1\"".to_owned()));
        let url = request.url.clone();
        self.asked.lock().unwrap().push(request);
        let headers = vec![
            ("content-type".to_owned(), self.content_type.to_owned()),
            ("etag".to_owned(), "\"1\"".to_owned()),
        ];
        let (status, body) = if knows {
            (304, String::new())
        } else {
            (self.status, self.body.clone())
        };
        Ok(Answer {
            status,
            url,
            headers,
            body: body.into(),
        })
    }
}

fn server(status: u16, content_type: &'static str, body: String) -> Server {
    Server {
        status,
        content_type,
        body,
        asked: Mutex::default(),
    }
}

async fn polled(
    server: &Server,
    source: &Source,
    memory: Option<&Value>,
    now: DateTime<Utc>,
) -> Result<Harvest, Error> {
    let gateway = "https://agenda.example.fr".parse().unwrap();
    Calendar
        .poll(&Context {
            source,
            memory,
            fetch: server,
            now,
            gateway: &gateway,
        })
        .await
}

#[tokio::test]
async fn an_unchanged_file_is_not_read_again_but_once_a_day() {
    let text = calendar(&format!(
        "{}{}",
        event("UID:1\nSUMMARY:Atelier\nDTSTART:20260401T180000"),
        event("UID:2\nDTSTART:?")
    ));
    let (server, source) = (server(200, "type/calendar", text), source());
    let first = polled(&server, &source, None, now()).await.unwrap();
    assert!(
        first.listing.is_complete(SpaceKind::Event) && !first.partial && first.records.len() == 1
    );
    let memory = first.memory.map(passerelle_normalize::remembered);
    let hour_later = polled(
        &server,
        &source,
        memory.as_ref(),
        now() + TimeDelta::hours(1),
    )
    .await
    .unwrap();
    assert_eq!(
        (hour_later.listing, hour_later.notices),
        (Listing::Unchanged, first.notices.clone())
    );
    assert_eq!(hour_later.memory, memory);
    let day_later = polled(
        &server,
        &source,
        memory.as_ref(),
        now() + TimeDelta::hours(25),
    )
    .await
    .unwrap();
    assert_eq!(
        (day_later.records.len(), &day_later.records[0].native_id),
        (1, &first.records[0].native_id)
    );
    let elsewhere = Source {
        timezone: chrono_tz::UTC,
        ..source
    };
    let other = polled(&server, &elsewhere, memory.as_ref(), now())
        .await
        .unwrap();
    assert_eq!(
        other.records[0].native_id, first.records[0].native_id,
        "identities outlive a change of the configuration"
    );
}

#[tokio::test]
async fn any_media_type_is_accepted_and_another_document_is_an_error() {
    for content_type in [
        "text/calendar; charset=UTF-8",
        "type/calendar",
        "application/octet-stream",
        "text/plain",
        "text/html",
    ] {
        let server = server(200, content_type, calendar(""));
        assert!(
            polled(&server, &source(), None, now()).await.is_ok(),
            "{content_type}"
        );
    }
    for (status, content_type, body, expected) in [
        (200, "text/html", "<!DOCTYPE html>", "web_page"),
        (200, "application/json", "{}", r#""came":"json""#),
        (200, "", "", "empty_answer"),
        (404, "text/html", "<p>", "not_found"),
        (403, "text/html", "<p>", "refused"),
        (429, "", "", "throttled"),
        (503, "", "", "out_of_order"),
    ] {
        let server = server(status, content_type, body.to_owned());
        let error = polled(&server, &source(), None, now())
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(expected) && error.contains("https://a.fr/agenda.ics"),
            "{error}"
        );
    }
}

#[test]
fn a_calendar_is_recognised_by_its_content() {
    let answer = |status, body: &str| Answer {
        status,
        url: "https://a.fr/agenda.ics".parse().unwrap(),
        headers: Vec::new(),
        body: body.to_owned().into(),
    };
    let text = calendar(&format!(
        "X-WR-CALNAME:Agenda de Seichamps\n{}",
        event("UID:1\nDTSTART:20260401T180000")
    ));
    let found = Calendar.found_in(&answer(200, &text)).unwrap();
    assert_eq!(found.name.as_deref(), Some("Agenda de Seichamps"));
    assert_eq!(found.fact("events"), Some(&Fact::Count(1)));
    assert_eq!(Calendar.found_in(&answer(404, &text)), None);
    assert_eq!(Calendar.found_in(&answer(200, "<html>")), None);
}
