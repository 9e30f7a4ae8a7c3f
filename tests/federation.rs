//! Gateways that read each other's logs: what is opened in a commune is at the top, changed and withdrawn with it, once whatever the ways.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::TimeDelta;
use passerelle::connector::passerelle::Passerelle;
use passerelle::connector::{Connector, Context};
use passerelle::demo;
use passerelle::fetch::{Answer, Error, Fetch, Request};
use passerelle::geography::Geography;
use passerelle::model::{Origin, Platform, Source, SpaceKind};
use passerelle::normalize;
use passerelle::poll::Report;
use serde_json::{Value, json};

use crate::gateways::{Running, client, platforms_of_the_demo, reserve};
use crate::small_decidim::SmallDecidim;
use crate::talkative::CANARIES;

const LICENCE: &str = "Licence Ouverte 2.0";

/// The `[[sources]]` block of a platform or of a gateway.
fn source(id: &str, platform: &str, url: &str) -> String {
    format!(
        "[[sources]]\nid = \"{id}\"\nname = \"{id} participe\"\nplatform = \"{platform}\"\nurl = \"{url}\"\n"
    )
}

/// The block of the commune's own Decidim.
fn commune_platform(url: &str) -> String {
    let platform = source("commune", "decidim", url);
    format!("{platform}territory = \"54498\"\nlevel = \"consult\"\nlicence = \"{LICENCE}\"\n")
}

async fn start(sources: &str) -> Running {
    let (listener, address) = reserve().await;
    Running::start(listener, address, sources).await
}

/// The last entry of the log about each consultation that is served, by id.
async fn told(gateway: &Running) -> BTreeMap<String, Value> {
    let page = gateway.json("/api/v1/changes?since=0&limit=200").await;
    assert_eq!(page["more"], false);
    let items = page["items"].as_array().expect("items").iter();
    items
        .filter(|item| item["type"] == "upsert")
        .map(|item| {
            let id = item["consultation"]["id"].as_str().expect("an id");
            (id.to_owned(), item.clone())
        })
        .collect()
}

fn titles(consultations: &BTreeMap<String, Value>) -> Vec<&str> {
    let mut titles: Vec<&str> = consultations
        .values()
        .map(|consultation| consultation["title"]["fr"].as_str().expect("a title"))
        .collect();
    titles.sort_unstable();
    titles
}

fn way(consultation: &Value) -> Vec<&str> {
    let via = consultation["via"].as_array().expect("via");
    via.iter()
        .map(|via| via["url"].as_str().expect("a url").trim_end_matches('/'))
        .collect()
}

/// New, changed, withdrawn, requests.
fn figures(reports: &[Report]) -> Vec<(u32, u32, u32, u32)> {
    let outcomes = reports.iter().map(|report| report.outcome);
    outcomes
        .map(|outcome| {
            (
                outcome.new,
                outcome.changed,
                outcome.withdrawn,
                outcome.requests,
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_in_a_commune_is_at_the_top_of_four_gateways_and_changes_and_goes_with_it() {
    let platform = SmallDecidim::start().await;
    for (id, title) in [(1, "Plan vélo"), (2, "Budget participatif"), (3, "Le parc")] {
        platform.publish(id, title);
    }
    let commune = start(&commune_platform(&platform.address)).await;
    let metropole = start(&source("communes", "passerelle", &commune.address)).await;
    let departement = start(&source("metropole", "passerelle", &metropole.address)).await;
    let region = start(&source("departement", "passerelle", &departement.address)).await;
    let upwards = [&commune, &metropole, &departement, &region];
    for gateway in upwards {
        gateway.poll().await;
    }

    let (bottom, top) = (commune.consultations().await, region.consultations().await);
    assert_eq!(
        titles(&top),
        ["Budget participatif", "Le parc", "Plan vélo"]
    );
    for (id, original) in &bottom {
        let relayed = &top[id];
        assert_eq!(
            way(relayed),
            [&commune.address, &metropole.address, &departement.address]
        );
        assert_eq!(
            relayed["source"]["id"], "departement",
            "whom it was read from"
        );
        for field in ["name", "platform", "url"] {
            assert_eq!(
                relayed["source"][field], original["source"][field],
                "{field}"
            );
        }
        assert_eq!(relayed["licence"], LICENCE);
        assert_eq!(relayed["territory"]["code"], "54498");
    }
    for gateway in &upwards[1..] {
        for round in 0..3 {
            let quiet = figures(&gateway.poll().await);
            assert_eq!(quiet, [(0, 0, 0, 1)], "one small request, round {round}");
        }
    }

    platform.publish(1, "Plan vélo 2030");
    for gateway in upwards {
        let changed = figures(&gateway.poll().await)[0];
        assert_eq!((changed.0, changed.1, changed.2), (0, 1, 0));
    }
    let top = region.consultations().await;
    assert_eq!(
        titles(&top),
        ["Budget participatif", "Le parc", "Plan vélo 2030"]
    );

    platform.withdraw(2);
    // The commune’s own rule: missing twice, an hour apart.
    commune.poll().await;
    commune.clock.pass(TimeDelta::hours(1));
    for gateway in upwards {
        assert_eq!(
            figures(&gateway.poll().await)[0].2,
            1,
            "withdrawn after one poll of each"
        );
    }
    assert_eq!(
        titles(&region.consultations().await),
        ["Le parc", "Plan vélo 2030"]
    );
    let (id, _) = bottom
        .iter()
        .find(|(_, told)| told["title"]["fr"] == "Budget participatif")
        .expect("it was there");
    let page = format!("{}/api/v1/consultations/{id}", region.address);
    let answer = client().get(page).send().await.expect("an answer");
    assert_eq!(answer.status(), 410, "a tombstone stands at the top");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_two_ways_lead_up_nothing_is_doubled_and_the_shorter_way_is_told() {
    let platform = SmallDecidim::start().await;
    platform.publish(1, "Plan vélo");
    platform.publish(2, "Le parc");
    let commune = start(&commune_platform(&platform.address)).await;
    let metropole = start(&source("communes", "passerelle", &commune.address)).await;
    let departement = start(&source("metropole", "passerelle", &metropole.address)).await;
    let both = [
        source("departement", "passerelle", &departement.address),
        source("commune", "passerelle", &commune.address),
    ];
    let region = start(&both.concat()).await;
    for gateway in [&commune, &metropole, &departement, &region] {
        gateway.poll().await;
    }
    let top = region.consultations().await;
    assert_eq!(titles(&top), ["Le parc", "Plan vélo"]);
    for consultation in top.values() {
        assert_eq!(way(consultation), [&commune.address]);
    }
    for _ in 0..2 {
        assert_eq!(figures(&region.poll().await), [(0, 0, 0, 1); 2]);
    }

    platform.publish(3, "La gare");
    for gateway in [&commune, &metropole, &departement, &region] {
        gateway.poll().await;
    }
    let told = region.consultations().await;
    assert_eq!(titles(&told), ["La gare", "Le parc", "Plan vélo"]);

    platform.withdraw(1);
    commune.poll().await;
    commune.clock.pass(TimeDelta::hours(1));
    commune.poll().await;
    region.poll().await;
    assert_eq!(
        titles(&region.consultations().await),
        ["La gare", "Le parc"]
    );
    for gateway in [&metropole, &departement, &region] {
        gateway.poll().await;
        assert_eq!(
            titles(&region.consultations().await),
            ["La gare", "Le parc"],
            "the longer way does not bring it back"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_removed_source_had_comes_back_by_the_other_way() {
    let platform = SmallDecidim::start().await;
    platform.publish(1, "Plan vélo");
    let commune = start(&commune_platform(&platform.address)).await;
    let metropole = start(&source("communes", "passerelle", &commune.address)).await;
    let by_metropole = source("metropole", "passerelle", &metropole.address);
    let by_commune = source("commune", "passerelle", &commune.address);
    let region = start(&format!("{by_metropole}{by_commune}")).await;
    for gateway in [&commune, &metropole, &region, &region] {
        gateway.poll().await;
    }
    let region = region.restart(&by_metropole).await;
    assert!(
        region.consultations().await.is_empty(),
        "withdrawn at once with its source"
    );
    region.poll().await;
    let back = region.consultations().await;
    let ways: Vec<Vec<&str>> = back.values().map(way).collect();
    assert_eq!(ways, [[&commune.address, &metropole.address]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_relayed_is_the_same_in_every_field() {
    let platforms = demo::start(crate::gateways::moment())
        .await
        .expect("the platforms");
    let commune = start(&platforms_of_the_demo(&platforms)).await;
    commune.poll().await;
    let metropole = start(&source("commune", "passerelle", &commune.address)).await;
    let reports = metropole.poll().await;
    assert!(reports[0].notices.is_empty(), "{reports:?}");

    let (below, above) = (told(&commune).await, told(&metropole).await);
    assert!(below.len() > 10, "{} consultations", below.len());
    assert_eq!(
        below.keys().collect::<Vec<_>>(),
        above.keys().collect::<Vec<_>>()
    );
    for (id, original) in &below {
        let relayed = &above[id];
        assert_eq!(relayed["relay"], original["relay"], "{id}");
        let (mut relayed, mut original) = (
            relayed["consultation"].clone(),
            original["consultation"].clone(),
        );
        assert_eq!(way(&relayed), [&commune.address]);
        for told in [&mut relayed, &mut original] {
            // What each gateway says of itself.
            for own in ["portal_url", "via", "first_seen", "updated", "revision"] {
                told[own] = Value::Null;
            }
            told["source"]["id"] = Value::Null;
        }
        assert_eq!(relayed, original);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn gateways_that_read_each_other_do_not_echo() {
    let platforms = [SmallDecidim::start().await, SmallDecidim::start().await];
    for platform in &platforms {
        platform.publish(1, "Plan vélo");
        platform.publish(2, "Le parc");
    }
    let ((left_port, left_at), (right_port, right_at)) = (reserve().await, reserve().await);
    let sources = |platform: &SmallDecidim, other: &str| {
        format!(
            "{}{}",
            commune_platform(&platform.address),
            source("other", "passerelle", other)
        )
    };
    let left = Running::start(
        left_port,
        left_at.clone(),
        &sources(&platforms[0], &right_at),
    )
    .await;
    let right = Running::start(right_port, right_at, &sources(&platforms[1], &left_at)).await;
    for _ in 0..4 {
        left.poll().await;
        right.poll().await;
    }
    let (in_left, in_right) = (left.consultations().await, right.consultations().await);
    assert_eq!((in_left.len(), in_right.len()), (4, 4), "everything once");
    for consultation in in_left.values().chain(in_right.values()) {
        assert!(way(consultation).len() <= 1, "it came the shortest way");
    }
    for report in left.poll().await.into_iter().chain(right.poll().await) {
        let outcome = report.outcome;
        assert_eq!(
            (outcome.new, outcome.changed, outcome.withdrawn),
            (0, 0, 0),
            "{report:?}"
        );
    }

    platforms[0].withdraw(1);
    left.poll().await;
    left.clock.pass(TimeDelta::hours(1));
    left.poll().await;
    for _ in 0..2 {
        right.poll().await;
        left.poll().await;
    }
    assert_eq!(
        (
            left.consultations().await.len(),
            right.consultations().await.len()
        ),
        (3, 3),
        "neither keeps alive what the other withdrew"
    );
}

/// A gateway that answers everything with one page.
struct Canned(Value);

#[async_trait]
impl Fetch for Canned {
    async fn send(&self, request: Request) -> Result<Answer, Error> {
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: Bytes::from(self.0.to_string()),
        })
    }
}

/// A page with people in every text and in fields that nobody asked for.
pub(crate) fn talkative_page() -> Value {
    let said = "Écrire à camille.canari@example.org ou appeler le 06 12 34 56 78";
    let person = json!({"name": "Camille Canari", "nickname": "@camille", "email": "camille.canari@example.org"});
    let text = json!({"fr": said});
    let id = "0195f3a0-0000-5000-8000-000000000001";
    let consultation = json!({
        "id": id, "url": "https://ville.example.fr/processes/1", "title": text, "summary": text,
        "description_html": {"fr": format!("<p>{said}</p>")}, "phases": [{"title": text}], "themes": [text], "organiser": said,
        "image": {"url": "https://ville.example.fr/i.jpg", "alt": text}, "licence": said,
        "results": {"published_on": null, "documents": [{"title": text, "url": "https://ville.example.fr/?contact=camille.canari@example.org"}]},
        "source": {"id": "ville", "name": said, "platform": "decidim", "url": "https://ville.example.fr", "administrator": person},
        "via": [{"url": "https://premiere.example.fr", "name": said}],
        "also_at": [{"url": "https://ailleurs.example.fr", "name": said, "platform": "feed"}],
        "meetings": [{"id": id, "title": text, "starts_at": "2026-03-12T18:30:00+01:00", "place": text, "address": said,
            "url": "https://ville.example.fr/profiles/camille", "organizer": person, "attendees": [person]}],
        "author": person, "authors": [person],
    });
    let relay = json!({
        "origin": "ville.example.fr", "kind": "process", "native_id": "1", "source_id": "ville", "links": ["mailto:camille.canari@example.org"],
        "meetings": [{"description_html": {"fr": format!("<p>{said}</p>")}, "online": false}], "author": person,
    });
    json!({
        "gateway": {"name": said, "url": "https://autre.example.fr", "version": "9", "contact": person},
        "log": id, "next_since": 1, "more": false,
        "items": [{"type": "upsert", "change": 1, "consultation": consultation, "relay": relay, "author": person}],
    })
}

#[tokio::test]
async fn what_a_gateway_says_of_people_is_not_taken_over() {
    let url: url::Url = "https://autre.example.fr".parse().expect("an address");
    let source = Source {
        id: "autre".parse().expect("an id"),
        name: "Autre".into(),
        platform: Platform::Passerelle,
        origin: Origin::of_url(&url).expect("a host"),
        naming: passerelle::model::Naming::default(),
        url,
        territory: None,
        every: Duration::from_hours(1),
        languages: Vec::new(),
        timezone: chrono_tz::Europe::Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: SpaceKind::ALL.to_vec(),
        attach: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    };
    let now = "2026-03-10T12:00:00Z".parse().expect("a moment");
    let harvest = Passerelle
        .poll(&Context {
            source: &source,
            memory: None,
            fetch: &Canned(talkative_page()),
            now,
            gateway: &"https://agenda.example.fr".parse().expect("an address"),
        })
        .await
        .expect("a harvest");
    let context = normalize::Context {
        source: &source,
        geography: Geography::official(),
        now,
    };
    let record = harvest.records.into_iter().next().expect("a record");
    let consultation = normalize::consultation(record, &context).expect("a consultation");
    let kept = serde_json::to_string(&consultation).expect("JSON");
    let memory = harvest.memory.map(normalize::remembered);
    let all = format!("{kept}{memory:?}{:?}", harvest.notices).to_lowercase();
    assert!(
        kept.contains("masqué"),
        "the texts themselves were relayed: {kept}"
    );
    for canary in CANARIES {
        assert!(!all.contains(canary), "{canary} in {all}");
    }
}
