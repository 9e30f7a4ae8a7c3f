//! Days that are meant as days: from what sources write to what every format says, and back again. And what a source no longer lists, which is
//! not called cancelled.

use async_trait::async_trait;
use passerelle::connector::{Context, connector_for};
use passerelle::fetch::{self, Answer, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::index::Delta;
use passerelle::model::{
    Language, LocalizedText, Meeting, MeetingId, MeetingTime, Origin, Platform, Source, SpaceKind,
};
use passerelle::normalize;
use reqwest::Method;
use serde_json::{Value, json};

use crate::content;
use crate::gateway::Gateway;
use crate::openapi::python;

/// A web on which every address answers the same.
struct Web(String);

#[async_trait]
impl Fetch for Web {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let kind = if self.0.starts_with('{') {
            "application/json"
        } else {
            "text/calendar"
        };
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: self.0.clone().into(),
        })
    }
}

/// The meetings that a gateway finds in `document`.
async fn read(platform: Platform, url: &str, document: String) -> Vec<Meeting> {
    let source = Source {
        platform,
        url: url.parse().unwrap(),
        kinds: SpaceKind::ALL.to_vec(),
        ..content::sources().remove(0)
    };
    let context = Context {
        source: &source,
        memory: None,
        fetch: &Web(document),
        now: content::now(),
        gateway: &"https://seconde.example.fr".parse().unwrap(),
    };
    let harvest = connector_for(platform).poll(&context).await.unwrap();
    assert!(!harvest.partial, "{platform:?}: {:?}", harvest.notices);
    let rules = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now: content::now(),
    };
    let records = harvest.records.into_iter();
    let consultations = records.map(|record| normalize::consultation(record, &rules).unwrap());
    consultations.flat_map(|one| one.meetings).collect()
}

fn days(first: &str, last: &str) -> MeetingTime {
    MeetingTime::days(first.parse().unwrap(), last.parse().unwrap())
}

fn hours(starts: &str, ends: &str) -> MeetingTime {
    MeetingTime::instants(starts.parse().unwrap(), ends.parse().ok())
}

/// A consultation with a meeting on one day, one on three days, one in the evening, and one that is no longer announced.
fn with_meetings() -> Delta {
    let mut consultation = content::full();
    let sample = consultation.meetings[0].clone();
    let meeting = |native: &str, title: &str, time| Meeting {
        id: MeetingId::new(&Origin::new("participez.example.fr"), native),
        title: LocalizedText::of(Language::french(), title),
        time,
        ..sample.clone()
    };
    let mut gone = meeting(
        "d",
        "Réunion retirée",
        hours("2026-12-08T18:30:00+01:00", ""),
    )
    .unannounced();
    gone.history.sequence = 4;
    consultation.meetings = vec![
        meeting("a", "Journée du parc", days("2026-12-03", "2026-12-03")),
        meeting("b", "Exposition", days("2026-12-03", "2026-12-05")),
        meeting(
            "c",
            "Atelier du soir",
            hours("2026-12-07T18:30:00+01:00", "2026-12-07T20:00:00+01:00"),
        ),
        gone,
    ];
    Delta {
        upserts: vec![content::stored(consultation, 9)],
        gone: Vec::new(),
    }
}

async fn gateway() -> Gateway {
    let gateway = Gateway::start().await;
    gateway.apply(with_meetings());
    gateway
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn a_day_that_a_source_means_is_a_day() {
    let calendar = |lines: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T080000Z\r\nSUMMARY:Journée\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let list = |meeting: Value| {
        json!({"consultations": [{"id": "1", "title": "Parc", "url": "https://a.example.fr/1", "meetings": [meeting]}]})
            .to_string()
    };
    let ics = "https://participez.example.fr/agenda.ics";
    let file = "https://participez.example.fr/liste.json";
    for (platform, url, document, first, last) in [
        (
            Platform::Calendar,
            ics,
            calendar("DTSTART;VALUE=DATE:20261203"),
            "2026-12-03",
            "2026-12-03",
        ),
        (
            Platform::Calendar,
            ics,
            calendar("DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261206"),
            "2026-12-03",
            "2026-12-05",
        ),
        (
            Platform::Calendar,
            ics,
            calendar(
                "DTSTART;TZID=Europe/Paris:20261203T000000\r\nDTEND;TZID=Europe/Paris:20261204T000000",
            ),
            "2026-12-03",
            "2026-12-03",
        ),
        (
            Platform::Calendar,
            ics,
            calendar("DTSTART:20261202T230000Z\r\nDTEND:20261205T225959Z"),
            "2026-12-03",
            "2026-12-05",
        ),
        (
            Platform::File,
            file,
            list(json!({"date": "2026-12-03"})),
            "2026-12-03",
            "2026-12-03",
        ),
        (
            Platform::File,
            file,
            list(json!({"date": "03/12/2026", "end": "05/12/2026"})),
            "2026-12-03",
            "2026-12-05",
        ),
        (
            Platform::File,
            file,
            list(json!({"date": "2026-12-03 00:00", "end": "2026-12-03 23:59"})),
            "2026-12-03",
            "2026-12-03",
        ),
        (
            Platform::File,
            file,
            list(json!({"date": "2026-12-03", "time": "Toute la journée"})),
            "2026-12-03",
            "2026-12-03",
        ),
    ] {
        let found = read(platform, url, document.clone()).await;
        let times: Vec<MeetingTime> = found.iter().map(|meeting| meeting.time).collect();
        assert_eq!(times, [days(first, last)], "{document}");
    }
}

#[tokio::test]
async fn the_api_gives_days_as_dates_and_tells_what_is_no_longer_announced() {
    let gateway = gateway().await;
    let list = gateway.json("/api/v1/meetings").await;
    let told: Vec<Value> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|meeting| {
            json!([
                meeting["title"]["fr"],
                meeting["all_day"],
                meeting["starts_at"],
                meeting["ends_at"],
                meeting["announced"],
                meeting["cancelled"],
                meeting["address"].is_string(),
            ])
        })
        .collect();
    let mut sorted = told.clone();
    sorted.sort_by_key(ToString::to_string);
    assert_eq!(
        json!(sorted),
        json!([
            [
                "Atelier du soir",
                false,
                "2026-12-07T18:30:00+01:00",
                "2026-12-07T20:00:00+01:00",
                true,
                false,
                true
            ],
            [
                "Exposition",
                true,
                "2026-12-03",
                "2026-12-05",
                true,
                false,
                true
            ],
            [
                "Journée du parc",
                true,
                "2026-12-03",
                "2026-12-03",
                true,
                false,
                true
            ],
            [
                "Réunion retirée",
                false,
                "2026-12-08T18:30:00+01:00",
                null,
                false,
                false,
                false
            ],
        ])
    );
    for (query, total) in [
        ("from=2026-12-05&to=2026-12-05", 1),
        ("from=2026-12-06&to=2026-12-06", 0),
        ("to=2026-12-02", 0),
        ("from=2026-12-03&to=2026-12-03", 2),
    ] {
        let found = gateway.json(&format!("/api/v1/meetings?{query}")).await;
        assert_eq!(found["total"], total, "{query}");
    }
    let described = gateway.json("/api/openapi.json").await;
    let meeting = &described["components"]["schemas"]["MeetingBody"]["properties"];
    assert_eq!(meeting["all_day"]["type"], "boolean");
    assert_eq!(meeting["announced"]["type"], "boolean");
}

#[tokio::test]
async fn calendars_hold_dates_and_drop_what_is_no_longer_announced() {
    let gateway = gateway().await;
    let calendar = gateway.text("/agenda.ics").await;
    assert!(
        calendar.contains("\r\nDTSTART;VALUE=DATE:20261203\r\n"),
        "{calendar}"
    );
    assert!(
        calendar.contains("\r\nDTEND;VALUE=DATE:20261206\r\n"),
        "{calendar}"
    );
    let found: Value =
        serde_json::from_str(&python("calendar_check.py", calendar.as_bytes()).await).unwrap();
    let mut told: Vec<Value> = found["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let summary = plain(event["summary"].as_str().unwrap());
            json!([
                summary,
                event["starts"],
                event["ends"],
                event["status"],
                event["sequence"],
                event["location"] != "",
                event["url"] != ""
            ])
        })
        .collect();
    told.sort_by_key(ToString::to_string);
    assert_eq!(
        json!(told),
        json!([
            [
                "Atelier du soir",
                "2026-12-07 18:30",
                "2026-12-07 20:00",
                "CONFIRMED",
                0,
                true,
                true
            ],
            [
                "Exposition",
                "2026-12-03",
                "2026-12-06",
                "CONFIRMED",
                0,
                true,
                true
            ],
            [
                "Journée du parc",
                "2026-12-03",
                "2026-12-04",
                "CONFIRMED",
                0,
                true,
                true
            ],
            [
                "N’est plus annoncée : Réunion retirée",
                "2026-12-08 18:30",
                null,
                "CANCELLED",
                4,
                false,
                false
            ],
        ])
    );

    let back = read(
        Platform::Calendar,
        "https://participez.example.fr/agenda.ics",
        calendar,
    )
    .await;
    let mut times: Vec<MeetingTime> = back.iter().map(|meeting| meeting.time).collect();
    times.sort_by_key(|time| time.over(chrono_tz::Europe::Paris));
    assert_eq!(
        times,
        [
            days("2026-12-03", "2026-12-03"),
            days("2026-12-03", "2026-12-05"),
            hours("2026-12-07T18:30:00+01:00", "2026-12-07T20:00:00+01:00"),
            hours("2026-12-08T18:30:00+01:00", ""),
        ]
    );
}

#[tokio::test]
async fn another_gateway_takes_days_and_what_is_no_longer_announced_over() {
    let gateway = gateway().await;
    let changes = gateway.text("/api/v1/changes?since=0").await;
    let back = read(Platform::Passerelle, "https://premiere.example.fr", changes).await;
    let sent = with_meetings().upserts.remove(0).consultation.meetings;
    for meeting in sent {
        let found = back.iter().find(|found| found.id == meeting.id).unwrap();
        assert_eq!(found.time, meeting.time);
        assert_eq!(
            (
                found.announced,
                found.cancelled,
                &found.description_html,
                &found.place
            ),
            (
                meeting.announced,
                meeting.cancelled,
                &meeting.description_html,
                &meeting.place
            )
        );
    }
}

#[tokio::test]
async fn pages_and_widget_say_days_in_words() {
    let gateway = gateway().await;
    let page = format!("/consultations/{}", content::id("1"));
    let french = [
        "toute la journée",
        "du 3 au 5 décembre",
        "N’est plus annoncée",
        "Réunion retirée",
    ];
    let english = [
        "all day",
        "3 to 5 December",
        "No longer announced",
        "Réunion retirée",
    ];
    for (path, words) in [
        (page.clone(), french),
        (format!("{page}?lang=en"), english),
        ("/agenda".to_owned(), french),
        ("/agenda?lang=en".to_owned(), english),
        ("/widget.json?view=calendar".to_owned(), french),
        (
            "/embed?view=calendar&month=2026-12&lang=en".to_owned(),
            english,
        ),
    ] {
        let text = plain(&gateway.text(&path).await);
        for words in words {
            assert!(text.contains(words), "{path} lacks {words}: {text}");
        }
        for false_word in [
            "Annulé",
            "Cancelled",
            "0 h –",
            "23 h 59",
            "23:59",
            "meetings/7\">Réunion",
        ] {
            assert!(!text.contains(false_word), "{path} says {false_word}");
        }
    }
    let list = gateway.json("/widget.json?view=list").await;
    let told = list["meetings"].as_array().unwrap().iter();
    let told: Vec<String> = told
        .map(|meeting| plain(meeting["when"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        ["jeudi 3 décembre, toute la journée", "du 3 au 5 décembre"]
    );
}

#[tokio::test]
async fn search_engines_are_given_dates_and_nothing_that_is_no_longer_announced() {
    let gateway = gateway().await;
    let page = gateway
        .text(&format!("/consultations/{}", content::id("1")))
        .await;
    let (_, data) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let events = data["@graph"].as_array().unwrap();
    let named = |name: &str| events.iter().find(|event| event["name"] == name);
    let dates = |name: &str| named(name).map(|event| json!([event["startDate"], event["endDate"]]));
    assert_eq!(
        dates("Exposition"),
        Some(json!(["2026-12-03", "2026-12-05"]))
    );
    assert_eq!(
        dates("Journée du parc"),
        Some(json!(["2026-12-03", "2026-12-03"]))
    );
    assert_eq!(dates("Réunion retirée"), None);
}

#[tokio::test]
async fn graphql_gives_instants_and_says_closed_of_what_is_no_longer_announced() {
    let gateway = gateway().await;
    let query = format!(
        "{{ participatoryProcess(id: \"{}\") {{ components {{ ... on Meetings {{ meetings {{ nodes {{ startTime endTime closed withdrawn address }} }} }} }} }} }}",
        content::id("1")
    );
    let answer = gateway
        .request(Method::POST, "/api")
        .body(json!({"query": query}).to_string());
    let answer = answer.send().await.unwrap().bytes().await.unwrap();
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let text = answer.to_string();
    for told in [
        r#""startTime":"2026-12-03T00:00:00+01:00""#,
        r#""endTime":"2026-12-05T23:59:59+01:00""#,
    ] {
        assert!(text.contains(told), "{text}");
    }
    assert_eq!(text.matches(r#""closed":true"#).count(), 1, "{text}");
    assert_eq!(text.matches(r#""withdrawn":true"#).count(), 0, "{text}");
}
