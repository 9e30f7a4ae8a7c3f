//! The status of a project of Cap Collectif: it follows from its steps as the platform itself tells it, wherever the gateway shows it.

use passerelle::connector::cap_collectif::CapCollectif;
use passerelle::connector::{Connector, Context};
use passerelle::fetch::{Answer, Fetch, Request};
use passerelle::model::Status;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use crate::cap_collectif::{NOON, source};
use crate::cap_collectif_platform::{Content, Platform, project, step};
use crate::gateways::{Running, reserve};

/// A platform with these projects, and a gateway that has read it.
async fn polled(projects: Vec<Value>) -> (Platform, Running) {
    let content = Content {
        projects,
        ..Content::default()
    };
    let platform = Platform::start(content).await;
    let (listener, address) = reserve().await;
    let block = format!(
        "[[sources]]\nid = \"nantes\"\nplatform = \"cap-collectif\"\nurl = \"{}\"\nterritory = \"244400404\"\n",
        platform.address
    );
    let gateway = Running::start(listener, address, &block).await;
    gateway.poll().await;
    (platform, gateway)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_lists_has_the_status_that_its_steps_say_wherever_the_gateway_shows_it() {
    let now = crate::gateways::moment().with_timezone(&chrono_tz::Europe::Paris);
    let at = |days: i64| {
        (now + chrono::Duration::days(days))
            .format("%Y-%m-%d %H:%M:%S")
            .to_string()
    };
    let of = |kind: &str, state: &str, from: i64, to: Option<i64>| {
        let end = to.map(at);
        step(kind, "s", state, Some(&at(from)), end.as_deref())
    };
    let table = [
        ("open", vec![of("CollectStep", "OPENED", -5, Some(5))]),
        ("open", vec![step("CollectStep", "s", "OPENED", None, None)]),
        (
            "open",
            vec![
                of("CollectStep", "CLOSED", -50, Some(-40)),
                of("SelectionStep", "OPENED", -5, Some(5)),
            ],
        ),
        (
            "closed",
            vec![
                of("PresentationStep", "OPENED", -60, Some(60)),
                of("CollectStep", "CLOSED", -50, Some(-40)),
                of("OtherStep", "OPENED", -5, Some(500)),
                of("SelectionStep", "OPENED", -5, None),
            ],
        ),
        ("upcoming", vec![of("DebateStep", "FUTURE", 5, Some(9))]),
        (
            "paused",
            vec![
                of("CollectStep", "CLOSED", -50, Some(-40)),
                of("SelectionStep", "FUTURE", 5, Some(9)),
            ],
        ),
        (
            "unknown",
            vec![step("PresentationStep", "s", "CLOSED", None, None)],
        ),
    ];
    let expected: Vec<&str> = table.iter().map(|(status, _)| *status).collect();
    let projects = (1..).zip(table);
    let projects = projects.map(|(number, (_, steps))| project(number, &steps));
    let (_platform, gateway) = polled(projects.collect()).await;
    let list = gateway.json("/api/v1/consultations?sort=name").await;
    let mut found: Vec<(String, String)> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            (
                item["title"]["fr"].as_str().unwrap().to_owned(),
                item["status"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    found.sort();
    let statuses: Vec<&str> = found.iter().map(|(_, status)| status.as_str()).collect();
    assert_eq!(statuses, expected);
    let again = gateway.poll().await;
    assert_eq!(
        (again[0].outcome.new, again[0].outcome.changed),
        (0, 0),
        "an unchanged platform changes nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn presentations_and_counts_of_votes_are_shown_with_their_days() {
    let titled = |kind: &str, title: &str, state: &str, opens: &str, closes: &str| {
        let mut step = step(kind, title, state, Some(opens), Some(closes));
        step["title"] = json!(title);
        step
    };
    let steps = [
        titled(
            "PresentationStep",
            "Présentation",
            "OPENED",
            "2019-01-01 00:00:00",
            "2039-12-31 23:59:59",
        ),
        titled(
            "CollectStep",
            "Dépôt des idées",
            "CLOSED",
            "2019-02-01 00:00:00",
            "2019-02-28 23:59:59",
        ),
        titled(
            "OtherStep",
            "Dépouillement",
            "CLOSED",
            "2019-03-01 00:00:00",
            "2019-03-15 23:59:59",
        ),
        titled(
            "OtherStep",
            "Résultats",
            "FUTURE",
            "2039-11-01 00:00:00",
            "2039-12-01 23:59:59",
        ),
    ];
    let (_platform, gateway) = polled(vec![project(1, &steps)]).await;
    let list = gateway.json("/api/v1/consultations").await;
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let told = gateway.json(&format!("/api/v1/consultations/{id}")).await;
    assert_eq!(
        (&told["status"], &told["deadline"]),
        (&json!("closed"), &Value::Null)
    );
    assert_eq!(
        (&told["opens_on"], &told["closes_on"]),
        (&json!("2019-02-01"), &json!("2019-02-28")),
        "the whole is taking part"
    );
    assert_eq!(told["current_phase"]["title"]["fr"], "Présentation");
    let days: Vec<_> = told["phases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|phase| (phase["starts_on"].clone(), phase["ends_on"].clone()))
        .collect();
    let day = |from: &str, to: &str| (json!(from), json!(to));
    assert_eq!(
        days,
        [
            day("2019-01-01", "2039-12-31"),
            day("2019-02-01", "2019-02-28"),
            day("2019-03-01", "2019-03-15"),
            day("2039-11-01", "2039-12-01"),
        ]
    );
    let page = format!("{}/consultations/{id}", gateway.address);
    let page = crate::gateways::client().get(page).send().await.unwrap();
    let page = page.text().await.unwrap();
    let page = page.replace(['\u{a0}', '\u{202f}'], " ");
    for said in [
        "<b>Présentation</b><span class=\"soft\">Du 1er janvier 2019 au 31 décembre 2039",
        "<b>Dépouillement</b><span class=\"soft\">Du 1er au 15 mars 2019",
        "<b>Résultats</b><span class=\"soft\">Du 1er novembre au 1er décembre 2039",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

/// A platform in memory with one project of these steps.
struct OneProject(Vec<Value>);

#[async_trait::async_trait]
impl Fetch for OneProject {
    async fn send(&self, request: Request) -> Result<Answer, passerelle::fetch::Error> {
        let asked: Option<Value> = request
            .body
            .as_deref()
            .map(|body| serde_json::from_slice(body).expect("JSON"));
        let name = asked
            .as_ref()
            .and_then(|asked| asked["operationName"].as_str());
        let (status, body) = match name {
            Some("Projects") => {
                let node = project(1, &self.0);
                let list = json!({"totalCount": 1, "pageInfo": {"hasNextPage": false}, "edges": [{"node": node}]});
                (200, json!({"data": {"projects": list}}))
            }
            Some(_) => (
                200,
                json!({"data": {"events": {"edges": []}, "projects": {"edges": []}}}),
            ),
            None => (404, json!({})),
        };
        Ok(Answer {
            status,
            url: request.url,
            headers: Vec::new(),
            body: body.to_string().into(),
        })
    }
}

/// A step from a day until a day, from now; what the platform says of it follows.
#[derive(Debug, Clone, Copy)]
struct Made {
    kind: &'static str,
    opens: Option<i64>,
    closes: Option<i64>,
    timeless: bool,
}

impl Made {
    fn state(self) -> &'static str {
        let ended = self.closes.is_some_and(|closes| closes < 0);
        match self.opens {
            _ if self.timeless => "OPENED",
            Some(opens) if opens <= 0 && !ended => "OPENED",
            Some(opens) if opens > 0 => "FUTURE",
            None if self.closes.is_some() && !ended => "FUTURE",
            _ => "CLOSED",
        }
    }

    /// Returns whether one can take part in it, as far as the platform tells.
    fn takes_part(self) -> bool {
        match self.kind {
            "PresentationStep" | "OtherStep" => false,
            "SelectionStep" => self.closes.is_some(),
            _ => true,
        }
    }
}

fn made() -> impl Strategy<Value = Made> {
    let kinds = prop::sample::select(vec![
        "PresentationStep",
        "OtherStep",
        "CollectStep",
        "QuestionnaireStep",
        "SelectionStep",
        "DebateStep",
    ]);
    let days = (prop::option::of(-60_i64..60), prop::option::of(1_i64..60));
    (kinds, days, prop::bool::weighted(0.15)).prop_map(|(kind, (opens, lasts), timeless)| {
        let opens = opens.filter(|opens| *opens != 0 && !timeless);
        let closes = lasts
            .filter(|_| !timeless)
            .map(|lasts| opens.unwrap_or(-30) + lasts)
            .filter(|closes| *closes != 0);
        Made {
            kind,
            opens,
            closes,
            timeless,
        }
    })
}

proptest! {
    #[test]
    fn a_project_is_open_exactly_while_one_can_take_part(steps in prop::collection::vec(made(), 1..5)) {
        let now: chrono::DateTime<chrono::Utc> = NOON.parse().unwrap();
        let at = |days: i64| {
            let day = now.with_timezone(&chrono_tz::Europe::Paris) + chrono::Duration::days(days);
            day.format("%Y-%m-%d %H:%M:%S").to_string()
        };
        let told = (0..).zip(&steps).map(|(number, made): (usize, &Made)| {
            let (opens, closes) = (made.opens.map(at), made.closes.map(at));
            step(made.kind, &format!("s{number}"), made.state(), opens.as_deref(), closes.as_deref())
        });
        let source = source("https://dialogue.example.fr");
        let platform = OneProject(told.collect());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let gateway = Url::parse("https://agenda.example.fr").unwrap();
        let context = Context { source: &source, memory: None, fetch: &platform, now, gateway: &gateway };
        let mut harvest = runtime.block_on(CapCollectif.poll(&context)).unwrap();
        let record = harvest.records.remove(0);
        let around = passerelle::normalize::Context {
            source: &source,
            geography: passerelle::geography::Geography::official(),
            now,
        };
        let status = passerelle::normalize::consultation(record, &around).unwrap().status_at(now);
        let participates = steps.iter().any(|made| made.takes_part());
        if participates {
            let is_open = steps.iter().any(|made| made.takes_part() && made.state() == "OPENED");
            prop_assert_eq!(status == Status::Open, is_open, "{:?}", status);
            let is_coming = steps.iter().any(|made| made.takes_part() && made.state() == "FUTURE" && made.opens.is_some());
            if is_coming {
                prop_assert!(matches!(status, Status::Open | Status::Upcoming | Status::Paused), "{:?}", status);
            }
        } else {
            let is_read = steps.iter().any(|made| made.kind != "SelectionStep" && made.state() == "OPENED");
            prop_assert_eq!(status == Status::Open, is_read, "{:?}", status);
        }
    }
}
