//! A calendar beside a platform: its appointments stand in the agenda and nowhere else, those that belong to a consultation join it, and what a new
//! build of the file changes is nothing.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use passerelle::demo;
use serde_json::Value;

use crate::gateways::{Running, client, reserve};

/// A town hall's website with a calendar, whose content the test decides; it answers as Decidim does.
struct TownHall {
    address: String,
    body: Arc<Mutex<String>>,
}

impl TownHall {
    async fn start() -> Self {
        let (listener, address) = reserve().await;
        let body = Arc::new(Mutex::new(calendar(&[])));
        let answer = |State(body): State<Arc<Mutex<String>>>| async move {
            let body = body.lock().expect("a body").clone();
            ([(CONTENT_TYPE, "type/calendar")], body)
        };
        let router = Router::new()
            .route("/agenda.ics", get(answer))
            .with_state(Arc::clone(&body));
        tokio::spawn(async move { axum::serve(listener, router).await.expect("a server") });
        Self { address, body }
    }

    fn publishes(&self, events: &[String]) {
        *self.body.lock().expect("a body") = calendar(events);
    }
}

fn calendar(events: &[String]) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Agenda\r\n{}END:VCALENDAR\r\n",
        events.concat()
    )
}

fn event(uid: &str, title: &str, start: DateTime<Utc>, more: &str) -> String {
    let start = start.format("%Y%m%dT%H%M%SZ");
    format!(
        "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nDURATION:PT2H\r\n\
         ORGANIZER;CN=Camille Canari:mailto:camille.canari@example.org\r\n{more}END:VEVENT\r\n"
    )
}

/// The meetings of the agenda whose title holds this, by title.
async fn agenda(gateway: &Running, title: &str) -> Vec<Value> {
    let list = gateway.json("/api/v1/meetings?limit=200").await;
    let mut found: Vec<Value> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|meeting| {
            meeting["title"]["fr"]
                .as_str()
                .is_some_and(|found| found.contains(title))
        })
        .cloned()
        .collect();
    found.sort_by_key(|meeting| meeting["title"]["fr"].to_string());
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn appointments_stand_in_the_agenda_and_join_the_consultation_that_they_name() {
    let now = crate::gateways::moment();
    let platforms = demo::start(now).await.expect("the platforms");
    let platform = platforms
        .instances()
        .next()
        .expect("a platform")
        .url
        .to_owned();
    let town_hall = TownHall::start().await;
    let sources = format!(
        "[[sources]]\nid = \"metropole\"\nplatform = \"decidim\"\nurl = \"{platform}\"\nterritory = \"245400676\"\n\
         [[sources]]\nid = \"mairie\"\nplatform = \"calendar\"\nurl = \"{}/agenda.ics\"\nterritory = \"54498\"\n\
         [[sources.exclude]]\ntitle = \"*loto*\"\n",
        town_hall.address
    );
    let (listener, address) = reserve().await;
    let gateway = Running::start(listener, address, &sources).await;
    gateway.poll().await;
    let before = gateway.json("/api/v1/consultations?limit=200").await;
    let facets = gateway.json("/api/v1/facets").await;
    let host = &before["items"][0];
    let (id, page) = (
        host["id"].as_str().expect("an id"),
        host["url"].as_str().expect("a page"),
    );

    let at = |days: i64| now + TimeDelta::days(days);
    let build = |build: &str| {
        vec![
            event(
                &format!("{build}-1"),
                "Essai Conseil de quartier",
                at(5),
                "LOCATION:Salle Chepfer\r\n",
            ),
            event(
                &format!("{build}-2"),
                "Essai Réunion de la démarche",
                at(6),
                &format!("DESCRIPTION:Voir {page}/f/12/.\r\n"),
            ),
            event(
                &format!("{build}-3"),
                "Essai Permanence",
                at(7),
                "RRULE:FREQ=WEEKLY;COUNT=3\r\n",
            ),
            event(&format!("{build}-4"), "Essai Loto des aînés", at(8), ""),
        ]
    };
    town_hall.publishes(&build("a"));
    gateway.poll().await;
    let found = agenda(&gateway, "Essai").await;
    let titles: Vec<&str> = found
        .iter()
        .filter_map(|meeting| meeting["title"]["fr"].as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Essai Conseil de quartier",
            "Essai Permanence",
            "Essai Permanence",
            "Essai Permanence",
            "Essai Réunion de la démarche"
        ]
    );
    assert!(
        found[..4]
            .iter()
            .all(|meeting| meeting["consultation"].is_null()),
        "{found:?}"
    );
    assert_eq!(found[4]["consultation"]["id"], id);
    let whole = gateway.json(&format!("/api/v1/consultations/{id}")).await;
    let meetings = whole["meetings"].as_array().expect("meetings");
    assert!(
        meetings
            .iter()
            .any(|meeting| meeting["id"] == found[4]["id"])
    );

    let after = gateway.json("/api/v1/consultations?limit=200").await;
    assert_eq!(
        after["total"], before["total"],
        "an appointment is no consultation"
    );
    assert_eq!(
        gateway.json("/api/v1/facets").await["total"],
        facets["total"]
    );
    for path in ["/rss.xml", "/api/v1/meetings?limit=200", "/"] {
        let text = client()
            .get(format!("{}{path}", gateway.address))
            .send()
            .await
            .expect("an answer")
            .text()
            .await
            .expect("a text");
        assert!(!text.to_lowercase().contains("canari"), "{path}");
        let is_agenda = path.contains("meetings");
        assert_eq!(
            text.contains("Essai Conseil de quartier"),
            is_agenda,
            "{path}"
        );
    }

    town_hall.publishes(&build("b"));
    let reports = gateway.poll().await;
    let mairie = reports
        .iter()
        .find(|report| report.source.to_string() == "mairie")
        .expect("a report");
    assert_eq!(
        (
            mairie.outcome.new,
            mairie.outcome.changed,
            mairie.outcome.missing
        ),
        (0, 0, 0),
        "a new build with other UIDs changes nothing"
    );
    assert_eq!(agenda(&gateway, "Essai").await, found);

    let rule = format!("[[sources.join]]\ntitle = \"*permanence*\"\nconsultation = \"{page}\"\n");
    let gateway = gateway.restart(&format!("{sources}{rule}")).await;
    gateway.poll().await;
    let joined = agenda(&gateway, "Essai Permanence").await;
    assert!(
        joined.len() == 3
            && joined
                .iter()
                .all(|meeting| meeting["consultation"]["id"] == id),
        "a rule of the operator says to which consultation they belong: {joined:?}"
    );

    town_hall.publishes(&build("c")[1..]);
    gateway.poll().await;
    assert_eq!(
        agenda(&gateway, "Conseil de quartier").await[0]["announced"],
        true
    );
    gateway.clock.pass(TimeDelta::hours(1));
    gateway.poll().await;
    let gone = agenda(&gateway, "Conseil de quartier").await;
    assert_eq!(
        (
            gone[0]["announced"].as_bool(),
            gone[0]["cancelled"].as_bool(),
            &gone[0]["id"]
        ),
        (Some(false), Some(false), &found[0]["id"]),
        "what is gone before its day is no longer announced, and nobody said that it is cancelled"
    );
}
