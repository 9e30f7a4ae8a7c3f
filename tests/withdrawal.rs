//! Consultations that are gone and those that only look so, over several polls between which time passes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use chrono::{Days, SecondsFormat, TimeDelta};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};

use crate::gateways::{self, Running, client, moment, reserve};
use crate::small_decidim::SmallDecidim;

/// A site that lists its consultations in a feed, until it is dropped.
struct Site {
    address: String,
    body: Arc<Mutex<String>>,
    server: tokio::task::JoinHandle<()>,
}

impl Site {
    async fn start() -> Self {
        let (listener, address) = reserve().await;
        let body = Arc::new(Mutex::new(String::new()));
        let answer = |State(body): State<Arc<Mutex<String>>>| async move {
            let body = body.lock().expect("a body").clone();
            ([(CONTENT_TYPE, "application/rss+xml")], body)
        };
        let router = Router::new()
            .route("/rss.xml", get(answer))
            .with_state(Arc::clone(&body));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self {
            address,
            body,
            server,
        }
    }

    /// Lists these numbers in this order; `date` says the element that dates one.
    fn lists(&self, numbers: &[u64], date: impl Fn(u64) -> String) {
        let items: Vec<String> = numbers
            .iter()
            .map(|number| {
                let date = date(*number);
                format!(
                    "<item><title>Quartier {number:02}</title><link>https://ville.example.fr/q/{number}</link>\
                     <guid isPermaLink='false'>quartier-{number}</guid>{date}</item>"
                )
            })
            .collect();
        let items = items.concat();
        let feed = format!(
            "<rss version='2.0'><channel><title>Ville</title><link>https://ville.example.fr/</link><description/>{items}</channel></rss>"
        );
        *self.body.lock().expect("a body") = feed;
    }

    async fn gateway(&self) -> Running {
        let sources = format!(
            "[[sources]]\nid = \"ville\"\nplatform = \"feed\"\nurl = \"{}/rss.xml\"\nterritory = \"54395\"\n",
            self.address
        );
        let (listener, address) = reserve().await;
        Running::start(listener, address, &sources).await
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Published so many days after the beginning of a story that ends before the day of the tests.
fn on_day(number: u64) -> String {
    let day = moment() - Days::new(200) + Days::new(number);
    format!("<pubDate>{}</pubDate>", day.to_rfc2822())
}

/// The quarters that are shown.
async fn shown(gateway: &Running) -> BTreeSet<u64> {
    let list = gateway.json("/api/v1/consultations?limit=200").await;
    let items = list["items"].as_array().expect("items").iter();
    items
        .map(|item| {
            let title = item["title"]["fr"].as_str().expect("a title");
            let number = title.strip_prefix("Quartier ").expect("a quarter");
            number.parse().expect("a number")
        })
        .collect()
}

/// The state of the only source.
async fn health(gateway: &Running) -> Value {
    gateway.json("/api/v1/sources").await["items"][0]["health"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_falls_off_the_end_of_a_feed_ordered_by_change_is_not_gone() {
    let site = Site::start().await;
    let ten: Vec<u64> = (30..40).rev().collect();
    site.lists(&ten, on_day);
    let gateway = site.gateway().await;
    gateway.poll().await;
    // An article of long ago was corrected and three are new, so that four fall off the end.
    site.lists(&[62, 61, 60, 39, 38, 37, 36, 35, 34, 5], on_day);
    for _ in 0..4 {
        gateway.clock.pass(TimeDelta::hours(6));
        gateway.poll().await;
    }
    let expected: BTreeSet<u64> = (30..40).chain([5, 60, 61, 62]).collect();
    assert_eq!(shown(&gateway).await, expected);
    assert_eq!(health(&gateway).await, "healthy");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_feed_drops_from_its_middle_is_gone_after_two_polls_and_an_hour() {
    let undated = |_| String::new();
    let unreadable = |_| "<pubDate>le jour du marché</pubDate>".to_owned();
    let dates: [&(dyn Fn(u64) -> String + Sync); 3] = [&on_day, &undated, &unreadable];
    for date in dates {
        let site = Site::start().await;
        site.lists(&[6, 5, 4, 3, 2, 1], date);
        let gateway = site.gateway().await;
        gateway.poll().await;
        site.lists(&[6, 5, 3, 2, 1], date);
        let all = BTreeSet::from([1, 2, 3, 4, 5, 6]);
        gateway.clock.pass(TimeDelta::hours(1));
        gateway.poll().await;
        assert_eq!(shown(&gateway).await, all, "one list may be wrong");
        for _ in 0..2 {
            gateway.clock.pass(TimeDelta::seconds(5));
            gateway.poll().await;
            assert_eq!(shown(&gateway).await, all, "polls by hand, seconds apart");
        }
        gateway.clock.pass(TimeDelta::hours(1));
        gateway.poll().await;
        assert_eq!(
            shown(&gateway).await,
            BTreeSet::from([1, 2, 3, 5, 6]),
            "{}",
            date(4)
        );
        site.lists(&[6, 5, 4, 3, 2, 1], date);
        gateway.clock.pass(TimeDelta::hours(1));
        gateway.poll().await;
        assert_eq!(shown(&gateway).await, all, "what is back is back at once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn polls_by_hand_withdraw_nothing_of_a_list() {
    let platform = SmallDecidim::start().await;
    for id in 1..=6 {
        platform.publish(id, &format!("Quartier {id}"));
    }
    let gateway = decidim(&platform).await;
    gateway.poll().await;
    platform.withdraw(4);
    for _ in 0..3 {
        gateway.clock.pass(TimeDelta::seconds(5));
        gateway.poll().await;
        assert_eq!(shown(&gateway).await.len(), 6);
    }
    gateway.clock.pass(TimeDelta::hours(1));
    gateway.poll().await;
    assert_eq!(shown(&gateway).await, BTreeSet::from([1, 2, 3, 5, 6]));
}

async fn decidim(platform: &SmallDecidim) -> Running {
    let sources = format!(
        "[[sources]]\nid = \"ville\"\nplatform = \"decidim\"\nurl = \"{}\"\nterritory = \"54395\"\n",
        platform.address
    );
    let (listener, address) = gateways::reserve().await;
    Running::start(listener, address, &sources).await
}

/// A meeting that takes place so many days after the day of the tests.
fn meeting(days: u64) -> Value {
    let starts = moment() + Days::new(days);
    let ends = starts + TimeDelta::hours(2);
    let iso =
        |moment: chrono::DateTime<chrono::Utc>| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    json!({
        "id": days.to_string(), "title": {"translations": [{"locale": "fr", "text": format!("Atelier {days}")}]}, "startTime": iso(starts),
        "endTime": iso(ends), "privateMeeting": false, "transparent": true, "isWithdrawn": false, "closed": false,
    })
}

/// The meetings of the agenda: their titles, and whether they are cancelled or no longer announced.
async fn agenda(gateway: &Running) -> Vec<(String, bool, bool)> {
    let list = gateway.json("/api/v1/meetings?limit=200").await;
    let items = list["items"].as_array().expect("items").iter();
    let mut found: Vec<_> = items
        .map(|item| {
            let title = item["title"]["fr"].as_str().expect("a title").to_owned();
            let is = |name: &str| item[name].as_bool().expect("a word");
            (title, is("cancelled"), !is("announced"))
        })
        .collect();
    found.sort();
    found
}

async fn text(gateway: &Running, path: &str) -> String {
    let answer = client().get(format!("{}{path}", gateway.address)).send();
    let answer = answer.await.expect("an answer");
    answer.text().await.expect("a text")
}

// On one thread, so that the recorder of this test takes what the poll tells.
#[tokio::test]
async fn meetings_that_vanish_at_once_wait_for_the_operator_and_may_come_back() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let told = |state: &str, value: u8| {
        let line = format!("gateway_source_health{{source=\"ville\",state=\"{state}\"}} {value}");
        let figures = recorder.handle().render();
        assert!(figures.contains(&line), "{line}: {figures}");
    };
    let platform = SmallDecidim::start().await;
    let all: Vec<Value> = (10..18).map(meeting).collect();
    platform.holds(1, "Quartier 1", all.clone());
    let gateway = decidim(&platform).await;
    gateway.poll().await;
    let before = agenda(&gateway).await;
    assert_eq!(before.len(), 8);
    let calendar = text(&gateway, "/agenda.ics").await;
    assert_eq!(health(&gateway).await, "healthy");
    told("healthy", 1);
    told("held", 0);

    platform.holds(1, "Quartier 1", Vec::new());
    for _ in 0..3 {
        gateway.clock.pass(TimeDelta::hours(2));
        gateway.poll().await;
        assert_eq!(agenda(&gateway).await, before);
    }
    assert_eq!(text(&gateway, "/agenda.ics").await, calendar, "to the byte");
    assert!(!calendar.contains("CANCELLED"));
    assert_eq!(health(&gateway).await, "held");
    let status = text(&gateway, "/status").await;
    assert!(status.contains("En attente de décision"), "{status}");
    told("held", 1);
    told("healthy", 0);

    platform.holds(1, "Quartier 1", all);
    gateway.clock.pass(TimeDelta::hours(2));
    gateway.poll().await;
    assert_eq!(agenda(&gateway).await, before);
    assert_eq!(text(&gateway, "/agenda.ics").await, calendar);
    assert_eq!(health(&gateway).await, "healthy");
    told("held", 0);
    told("healthy", 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_its_source_withdraws_is_cancelled_at_once() {
    let platform = SmallDecidim::start().await;
    let mut meetings: Vec<Value> = (10..18).map(meeting).collect();
    platform.holds(1, "Quartier 1", meetings.clone());
    let gateway = decidim(&platform).await;
    gateway.poll().await;
    meetings[3]["isWithdrawn"] = json!(true);
    platform.holds(1, "Quartier 1", meetings);
    gateway.clock.pass(TimeDelta::seconds(5));
    gateway.poll().await;
    let cancelled: Vec<String> = agenda(&gateway)
        .await
        .into_iter()
        .filter_map(|(title, cancelled, _)| cancelled.then_some(title))
        .collect();
    assert_eq!(cancelled, ["Atelier 13"]);
    assert!(
        text(&gateway, "/agenda.ics")
            .await
            .contains("STATUS:CANCELLED")
    );
    assert_eq!(health(&gateway).await, "healthy");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_number_of_meetings_counts_what_is_cancelled_or_no_longer_announced() {
    let platform = SmallDecidim::start().await;
    let mut meetings: Vec<Value> = (10..14).map(meeting).collect();
    platform.holds(1, "Quartier 1", meetings.clone());
    let gateway = decidim(&platform).await;
    gateway.poll().await;
    meetings[1]["isWithdrawn"] = json!(true);
    meetings[2]["closed"] = json!(true);
    platform.holds(1, "Quartier 1", meetings);
    gateway.clock.pass(TimeDelta::hours(2));
    gateway.poll().await;
    let told = agenda(&gateway).await;
    assert_eq!(told.len(), 4, "lists say what became of all of them");
    let held = |(_, cancelled, unannounced): &&(String, bool, bool)| !cancelled && !unannounced;
    assert_eq!(told.iter().filter(held).count(), 2);

    let list = gateway.json("/api/v1/consultations").await;
    assert_eq!(list["items"][0]["meetings_count"], 2);
    assert_eq!(gateway.json("/api/v1/stats").await["meetings"], 2);
    let query =
        json!({"query": "{ decidim { applicationName } organization { stats { key value } } }"});
    let answer = client()
        .post(format!("{}/api", gateway.address))
        .json(&query);
    let answer: Value = answer.send().await.unwrap().json().await.unwrap();
    let stats = answer["data"]["organization"]["stats"]
        .as_array()
        .expect("stats");
    let stat = stats.iter().find(|stat| stat["key"] == "meetings_count");
    assert_eq!(stat.expect("meetings")["value"], 2);
    for (path, words) in [
        ("/", "2 rencontres"),
        ("/subscribe", "2 rencontres à venir"),
        ("/about", "2 rendez-vous"),
        ("/numbers", "2 rendez-vous"),
    ] {
        let page = text(&gateway, path)
            .await
            .replace(['\u{a0}', '\u{202f}'], " ");
        assert!(page.contains(words), "{path}: {page}");
    }
    let sheet = text(&gateway, "/consultations.csv?separator=comma").await;
    let mut rows = csv::Reader::from_reader(sheet.trim_start_matches('\u{feff}').as_bytes());
    let headings = rows.headers().expect("headings").clone();
    let column = headings.iter().position(|name| name == "Rencontres");
    let row = rows.records().next().expect("a row").expect("cells");
    assert_eq!(&row[column.expect("a column")], "2");
}
