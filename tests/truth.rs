//! The gateway's words about the demo on its day are true on that day: no tense contradicts a date, and every output says the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use passerelle::demo;
use serde_json::Value;
use tempfile::TempDir;

use crate::gateways::{self, Running};

/// Every status, so that lists hold everything.
const EVERYTHING: &str = "status=upcoming,open,paused,closed,results,unknown&limit=200";

async fn polled() -> (demo::Running, Running) {
    let platforms = demo::start(gateways::moment()).await.expect("the demo");
    let (listener, address) = gateways::reserve().await;
    let text = platforms.configuration(listener.local_addr().expect("an address"));
    let folder = TempDir::new().expect("a folder");
    let gateway = Running::configured(listener, address, &text, folder).await;
    gateway.poll().await;
    (platforms, gateway)
}

async fn text(gateway: &Running, path: &str) -> String {
    let address = format!("{}{path}", gateway.address);
    let answer = gateways::client()
        .get(address)
        .send()
        .await
        .expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.text().await.expect("text")
}

/// The day of a date or an instant in JSON.
fn day(value: &Value) -> Option<NaiveDate> {
    let text = value.as_str()?;
    Some(text[..10].parse().expect("a day"))
}

fn today() -> NaiveDate {
    let moment = gateways::moment();
    moment.with_timezone(&chrono_tz::Europe::Paris).date_naive()
}

async fn items(gateway: &Running) -> Vec<Value> {
    let list = gateway
        .json(&format!("/api/v1/consultations?{EVERYTHING}"))
        .await;
    let items = list["items"].as_array().expect("items").clone();
    assert!(items.len() > 80, "{} consultations", items.len());
    items
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deadline_is_told_of_what_is_open_and_lies_between_today_and_the_end_of_the_whole() {
    let (platforms, gateway) = polled().await;
    let mut with_deadline = 0;
    for item in items(&gateway).await {
        let status = item["status"].as_str().expect("a status");
        let (deadline, closes) = (day(&item["deadline"]), day(&item["closes_on"]));
        let said = format!("{} is {status}, {}", item["title"], item["deadline"]);
        if let Some(deadline) = deadline {
            with_deadline += 1;
            assert_eq!(status, "open", "{said}");
            assert!(deadline >= today(), "{said}");
            assert!(closes.is_none_or(|end| deadline <= end), "{said}");
        }
        if status == "open" && deadline.is_none() {
            assert_eq!(closes, None, "an end is a deadline: {said}");
        }
        if status == "upcoming" {
            assert!(closes.is_none_or(|end| end > today()), "{said}");
        }
        if let Some(phase) = item["current_phase"].as_object() {
            assert!(phase.contains_key("title"), "{said}");
            let begins = day(&phase["starts_on"]);
            assert!(
                begins.is_none_or(|begins| begins <= today()),
                "{said}: {phase:?}"
            );
        }
    }
    assert!(with_deadline > 30, "{with_deadline} deadlines");
    platforms.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_closes_first_comes_first_and_what_has_no_deadline_last() {
    let (platforms, gateway) = polled().await;
    let list = gateway
        .json("/api/v1/consultations?status=open&sort=closing&limit=200")
        .await;
    let deadlines: Vec<Option<NaiveDate>> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| day(&item["deadline"]))
        .collect();
    let mut sorted = deadlines.clone();
    sorted.sort_by_key(|deadline| deadline.unwrap_or(NaiveDate::MAX));
    assert_eq!(deadlines, sorted);
    let sixth = deadlines.iter().flatten().nth(5).expect("six deadlines");
    let path = format!("/api/v1/consultations?status=open&closes_before={sixth}&limit=200");
    let closing = gateway.json(&path).await;
    for item in closing["items"].as_array().expect("items") {
        assert!(
            day(&item["deadline"]).is_some_and(|day| day <= *sixth),
            "{}",
            item["title"]
        );
    }
    platforms.shutdown().await;
}

/// The deadlines that a table in CSV gives, by id.
fn deadlines_of_the_sheet(sheet: &str) -> BTreeMap<String, String> {
    let sheet = sheet.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(sheet.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let at = |name: &str| {
        let place = headings.iter().position(|heading| heading == name);
        place.unwrap_or_else(|| panic!("{name} among {headings:?}"))
    };
    let (id, deadline) = (at("Identifiant"), at("Dernier jour pour participer"));
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[id].to_owned(), row[deadline].to_owned()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_output_gives_the_same_deadline() {
    let (platforms, gateway) = polled().await;
    let sheet =
        deadlines_of_the_sheet(&text(&gateway, &format!("/consultations.csv?{EVERYTHING}")).await);
    let map: Value =
        serde_json::from_str(&text(&gateway, "/consultations.geojson?limit=200").await)
            .expect("GeoJSON");
    let map: BTreeMap<&str, &Value> = map["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|feature| &feature["properties"])
        .filter_map(|properties| Some((properties["id"].as_str()?, &properties["deadline"])))
        .collect();
    let mut on_the_map = 0;
    for item in items(&gateway).await {
        let id = item["id"].as_str().expect("an id");
        let deadline = item["deadline"].as_str().unwrap_or_default();
        assert_eq!(sheet[id], deadline, "{}", item["title"]);
        if let Some(shown) = map.get(id) {
            on_the_map += 1;
            assert_eq!(
                shown.as_str().unwrap_or_default(),
                deadline,
                "{}",
                item["title"]
            );
        }
    }
    assert!(on_the_map > 10, "{on_the_map} on the map");
    platforms.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_holds_no_deadline_that_is_past_or_that_the_portal_does_not_know() {
    let (platforms, gateway) = polled().await;
    let calendar = text(&gateway, "/agenda.ics?include=deadlines").await;
    let calendar = calendar.replace("\r\n ", "");
    let ends: Vec<NaiveDate> = calendar
        .split("BEGIN:VEVENT")
        .skip(1)
        .filter(|event| {
            event.contains("Dernier jour") || event.contains("Clôture") || event.contains("Fin")
        })
        .filter_map(|event| event.split("DTSTART;VALUE=DATE:").nth(1))
        .map(|rest| NaiveDate::parse_from_str(&rest[..8], "%Y%m%d").expect("a day"))
        .collect();
    assert!(ends.len() > 20, "{} deadlines", ends.len());
    let open = items(&gateway).await;
    for deadline in open.iter().filter_map(|item| day(&item["deadline"])) {
        assert!(
            ends.contains(&deadline),
            "{deadline} is not in the calendar"
        );
    }
    platforms.shutdown().await;
}
