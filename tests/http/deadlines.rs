//! Deadlines: the same day in every format, and in what sorts and filters by it.

use passerelle::index::Delta;
use passerelle::model::{
    Consultation, DeclaredState, Language, LocalizedText, Moment, Period, Phase,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::content;
use crate::gateway::Gateway;

fn day(text: &str) -> Option<Moment> {
    (!text.is_empty()).then(|| Moment::Day(text.parse().unwrap()))
}

fn phase(title: &str, opens: &str, closes: &str) -> Phase {
    Phase {
        title: LocalizedText::of(Language::french(), title),
        period: Period {
            opens: day(opens),
            closes: day(closes),
        },
        ..Phase::default()
    }
}

fn plan(native: &str, title: &str, whole: (&str, &str), phases: Vec<Phase>) -> Consultation {
    let whole = Period {
        opens: day(whole.0),
        closes: day(whole.1),
    };
    Consultation {
        phases,
        ..content::plain(native, title, whole)
    }
}

/// Open until the end of its second phase; a third one is to come, and the whole goes on for its results.
fn canopy() -> Consultation {
    let results = Phase {
        participatory: false,
        ..phase("Bilan", "2027-02-01", "2027-03-31")
    };
    let mut canopy = plan(
        "50",
        "Canopée",
        ("2026-10-01", "2027-03-31"),
        vec![
            phase("Diagnostic", "2026-10-01", "2026-10-31"),
            phase("Vos idées", "2026-11-01", "2026-12-03"),
            phase("Plantations", "2027-01-09", "2027-01-29"),
            results,
        ],
    );
    canopy.location = content::full().location;
    canopy
}

/// Between two phases.
fn pause() -> Consultation {
    plan(
        "51",
        "Pause",
        ("2026-10-01", "2027-06-30"),
        vec![
            phase("Avant", "2026-10-01", "2026-11-10"),
            phase("Après", "2026-12-07", "2027-06-30"),
        ],
    )
}

/// Said to be over though its dates go on.
fn rejected() -> Consultation {
    Consultation {
        declared_state: Some(DeclaredState::Closed),
        ..plan("52", "Pétition", ("2026-10-01", "2027-06-30"), Vec::new())
    }
}

async fn gateway() -> Gateway {
    let gateway = Gateway::over(true).await;
    let all = [canopy(), pause(), rejected()].into_iter().zip(5..);
    gateway.apply(Delta {
        upserts: all
            .map(|(consultation, change)| content::stored(consultation, change))
            .collect(),
        gone: Vec::new(),
    });
    gateway
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap().iter();
    items
        .map(|item| item["title"]["fr"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_portal_tells_the_deadline_and_the_phase_that_runs_beside_the_whole() {
    let gateway = gateway().await;
    let one = gateway
        .json(&format!("/api/v1/consultations/{}", content::id("50")))
        .await;
    let list = gateway.json("/api/v1/consultations?status=open").await;
    let changes = gateway.json("/api/v1/changes?since=0").await;
    let told = changes["items"].as_array().unwrap().iter();
    let told = told.map(|item| &item["consultation"]);
    let told = told.filter(|it| it["id"] == one["id"]).collect::<Vec<_>>();
    for told in [&one, &list["items"][0], told[0]] {
        assert_eq!(told["closes_on"], "2027-03-31");
        assert_eq!(told["deadline"], "2026-12-03");
        assert_eq!(
            told["current_phase"],
            json!({"title": {"fr": "Vos idées"}, "starts_on": "2026-11-01", "ends_on": "2026-12-03"})
        );
    }
    let phases = one["phases"].as_array().unwrap().iter();
    let current: Vec<bool> = phases
        .map(|phase| phase["current"].as_bool().unwrap())
        .collect();
    assert_eq!(current, [false, true, false, false]);
    for (native, status) in [("51", "paused"), ("52", "closed")] {
        let one = gateway
            .json(&format!("/api/v1/consultations/{}", content::id(native)))
            .await;
        assert_eq!(one["status"], status);
        assert_eq!(
            (&one["deadline"], &one["current_phase"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(one["closes_on"], "2027-06-30");
    }
}

#[tokio::test]
async fn the_deadline_sorts_and_filters() {
    let gateway = gateway().await;
    let found = async |query: &str| {
        let list = gateway
            .json(&format!("/api/v1/consultations?{query}"))
            .await;
        titles(&list).join(", ")
    };
    assert_eq!(found("sort=closing").await, "Canopée, Pause, Pétition");
    assert_eq!(found("closes_before=2026-12-03").await, "Canopée");
    assert_eq!(found("closes_before=2026-12-02").await, "");
    assert_eq!(
        found("closes_before=2027-06-30&sort=name").await,
        "Canopée, Pause, Pétition",
        "what is not open now goes by the whole"
    );
    let first = gateway
        .json("/api/v1/consultations?sort=closing&limit=1")
        .await;
    let cursor = first["next_cursor"].as_str().unwrap();
    assert_eq!(
        found(&format!("sort=closing&limit=1&cursor={cursor}")).await,
        "Pause"
    );
}

#[tokio::test]
async fn sheets_and_maps_tell_the_deadline() {
    let gateway = gateway().await;
    for (lang, headings) in [
        ("fr", ["Dernier jour pour participer", "Phase en cours"]),
        ("en", ["Last day to take part", "Current phase"]),
    ] {
        let sheet = gateway
            .text(&format!("/consultations.csv?sort=closing&lang={lang}"))
            .await;
        let rows: Vec<Vec<&str>> = sheet.lines().map(|row| row.split(',').collect()).collect();
        let column = |name: &str| rows[0].iter().position(|cell| *cell == name).unwrap();
        let [deadline, current] = headings.map(column);
        assert_eq!(
            (rows[1][deadline], rows[1][current]),
            ("2026-12-03", "Vos idées")
        );
        assert_eq!((rows[2][deadline], rows[2][current]), ("", ""));
    }
    let points = gateway.json("/consultations.geojson").await;
    let properties = &points["features"][0]["properties"];
    assert_eq!(properties["deadline"], "2026-12-03");
    assert_eq!(
        properties["current_phase"],
        json!({"title": "Vos idées", "starts_on": "2026-11-01", "ends_on": "2026-12-03"})
    );
}

#[tokio::test]
async fn feeds_tell_when_one_can_take_part_and_not_how_long_the_whole_goes_on() {
    let gateway = gateway().await;
    let feed = gateway.json("/feed.json?status=open").await;
    let extension = &feed["items"][0]["_passerelle"];
    assert_eq!(extension["deadline"], "2026-12-03");
    assert_eq!(extension["closes_on"], "2027-03-31");
    assert_eq!(extension["current_phase"]["ends_on"], "2026-12-03");
    for (status, start, end) in [
        ("open", "2026-10-01", Some("2026-12-03")),
        ("paused", "2026-12-07", Some("2027-06-30")),
        ("closed", "2026-10-01", None),
    ] {
        let rss = gateway.text(&format!("/rss.xml?status={status}")).await;
        assert!(rss.contains(&format!("<ev:startdate>{start}<")), "{rss}");
        match end {
            Some(end) => assert!(rss.contains(&format!("<ev:enddate>{end}<")), "{rss}"),
            None => assert!(!rss.contains("<ev:enddate>"), "{rss}"),
        }
        let valid = match end {
            Some(end) => format!("<dcterms:valid>start={start}; end={end}; scheme=W3C-DTF<"),
            None => format!("<dcterms:valid>start={start}; scheme=W3C-DTF<"),
        };
        let atom = gateway.text(&format!("/atom.xml?status={status}")).await;
        assert!(rss.contains(&valid) && atom.contains(&valid), "{atom}");
    }
}

/// The events of a calendar: the key in each UID, and the day.
fn days(calendar: &str) -> Vec<(String, String)> {
    let unfolded = calendar.replace("\r\n ", "");
    let value = |event: &str, name: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_default().to_owned()
    };
    let events = unfolded.split("BEGIN:VEVENT").skip(1);
    let mut days: Vec<(String, String)> = events
        .map(|event| {
            let uid = value(event, "UID:");
            // Behind the id, which is 36 characters long.
            let key = uid.get(37..).unwrap().trim_end_matches("@passerelle");
            (key.to_owned(), value(event, "DTSTART;VALUE=DATE:"))
        })
        .collect();
    days.sort_by(|one, other| one.1.cmp(&other.1));
    days
}

#[tokio::test]
async fn calendars_hold_each_phase_to_come_in_which_one_can_take_part() {
    let gateway = gateway().await;
    let of = async |native: &str, more: &str| {
        let id = content::id(native);
        let path = format!("/agenda.ics?include=deadlines&consultation={id}{more}");
        days(&gateway.text(&path).await)
    };
    let known = |dates: &[(&str, &str)]| -> Vec<(String, String)> {
        let dates = dates.iter();
        dates
            .map(|(key, day)| ((*key).to_owned(), (*day).to_owned()))
            .collect()
    };
    assert_eq!(
        of("50", "").await,
        known(&[
            ("closes-1", "20261203"),
            ("opens-2", "20270109"),
            ("closes-2", "20270129")
        ])
    );
    assert_eq!(
        of("51", "").await,
        known(&[("opens-1", "20261207"), ("closes", "20270630")])
    );
    assert_eq!(of("52", "").await, known(&[]), "what is said to be over");
    let all = days(
        &gateway
            .text("/agenda.ics?include=deadlines&from=2026-01-01")
            .await,
    );
    assert_eq!(all.len(), 5, "none that is gone: {all:?}");
    let calendar = gateway.text("/agenda.ics?include=deadlines&lang=en").await;
    assert!(
        calendar.contains("SUMMARY:Last day: Canopée (Vos idées)"),
        "{calendar}"
    );
}

#[tokio::test]
async fn the_graphql_api_tells_the_same() {
    let gateway = gateway().await;
    let id = content::id("50");
    let query = format!(
        "{{ participatoryProcess(slug: \"c-{id}\") {{ endDate steps {{ active }} passerelle {{
            status deadline currentPhase {{ startsOn endsOn title {{ translation(locale: \"fr\") }} }}
            phases {{ participatory active }} }} }} }}"
    );
    let body = json!({"query": query}).to_string();
    let answer = gateway.request(Method::POST, "/api").body(body).send();
    let answer: Value =
        serde_json::from_slice(&answer.await.unwrap().bytes().await.unwrap()).unwrap();
    let process = &answer["data"]["participatoryProcess"];
    assert_eq!(process["endDate"], "2027-03-31");
    assert_eq!(process["steps"][1]["active"], true);
    let told = &process["passerelle"];
    assert_eq!(
        (&told["status"], &told["deadline"]),
        (&json!("open"), &json!("2026-12-03"))
    );
    assert_eq!(
        told["currentPhase"],
        json!({"startsOn": "2026-11-01", "endsOn": "2026-12-03", "title": {"translation": "Vos idées"}})
    );
    assert_eq!(
        told["phases"][3],
        json!({"participatory": false, "active": false})
    );
}
