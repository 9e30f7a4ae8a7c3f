use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::decidim::Decidim;
use crate::{Connector, Context, Error, Harvest, Listing};
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};
use passerelle_model::{DeclaredState, Level, Modality, Moment, Platform, SpaceKind, samples};

/// A gateway that answers each operation with the value of that name in `answers`.
struct Gateway {
    answers: Value,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Fetch for Gateway {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let body: Value =
            serde_json::from_slice(request.body.as_deref().unwrap_or_default()).unwrap();
        let operation = body["operationName"].as_str().unwrap().to_owned();
        let answer = self
            .answers
            .get(&operation)
            .cloned()
            .unwrap_or_else(|| json!({"data": {"nothing": null}}));
        self.asked.lock().unwrap().push(operation);
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: Vec::new(),
            body: Bytes::from(answer.to_string()),
        })
    }
}

const HERE: &str = "https://agenda.example.fr";

fn unknown(type_name: &str, field: &str) -> Value {
    // The wording of the engine that gateways run.
    json!({"message": format!("Unknown field \"{field}\" on type \"{type_name}\".")})
}

fn named(text: &str) -> Value {
    json!({"translations": [{"locale": "fr", "text": text}]})
}

/// A process as a gateway lists it in Decidim's own fields, and the same process in the fields that only gateways have.
fn listed(id: &str, via: &[&str], source: &str) -> (Value, Value) {
    let via: Vec<Value> = via
        .iter()
        .map(|url| json!({"name": "Une passerelle", "url": url}))
        .collect();
    let process = json!({
        "id": id, "slug": id, "title": {"translations": [{"locale": "fr", "text": "Plan vélo"}]},
        "url": "https://participez.exemple-ville.fr/processes/plan-velo", "startDate": "2026-03-01", "endDate": "2026-04-01",
        "steps": [], "components": [{"__typename": "Meetings", "id": format!("m-{id}"), "name": null}],
    });
    let relay_data = json!({"id": id, "passerelle": {
        "id": id, "origin": "participez.exemple-ville.fr", "kind": "initiative", "nativeId": "12", "level": "involve",
        "organiser": "Ville de Sauvelle", "licence": "Licence Ouverte 2.0", "timezone": "Europe/Paris",
        "publishedAt": "2026-02-01T08:00:00+01:00", "declaredState": "open", "modalities": ["petition", "telepathy"],
        "territory": {"code": "54498"}, "via": via, "alsoAt": [{"name": "Ailleurs", "url": "https://ailleurs.example/1", "platform": "decidim"}],
        "source": {"id": "ville", "name": "Sauvelle participe", "platform": "decidim", "url": source},
    }});
    (process, relay_data)
}

fn gateway(items: Vec<(Value, Value)>, own_url: &str) -> Gateway {
    let (processes, relay_data): (Vec<Value>, Vec<Value>) = items.into_iter().unzip();
    let meeting = json!({
        "id": "0195f3a0-0000-4000-8000-00000000000a", "title": {"translations": [{"locale": "fr", "text": "Atelier"}]},
        "startTime": "2026-03-12T18:30:00+01:00", "endTime": "2026-03-12T18:30:00+01:00", "withdrawn": true, "url": "https://participez.exemple-ville.fr/processes/plan-velo/f/5/meetings/9",
    });
    let page = json!({"pageInfo": {"hasNextPage": false, "endCursor": "MQ"}, "edges": [{"node": meeting}]});
    Gateway {
        answers: json!({
            "Probe": {"errors": [unknown("ParticipatoryProcess", "phases"), unknown("Query", "consultations"), unknown("Query", "deployment")]},
            "Relay": {"data": {"passerelle": {"name": "L’autre passerelle", "version": "0.1.0", "url": own_url}, "participatoryProcesses": relay_data}},
            "Processes": {"data": {"decidim": {"version": null}, "participatoryProcesses": processes}},
            "Territory": {"data": {"participatoryProcesses": [{"id": ID, "localArea": named("Sauvelle"), "taxonomies": [
                {"id": "theme:velo", "isRoot": false, "name": named("Vélo"), "parent": {"name": named("Thèmes")}},
                {"id": "level:involve", "isRoot": false, "name": named("Concertation"), "parent": {"name": named("Niveau de participation")}},
            ]}]}},
            "ComponentMeetings": {"data": {"component": {"__typename": "Meetings", "meetings": page}}},
        }),
        asked: Mutex::default(),
    }
}

async fn poll(gateway: &Gateway) -> Result<Harvest, Error> {
    let source = samples::source("autre", Platform::Decidim, "https://autre.example.fr");
    let here = HERE.parse().unwrap();
    let now = "2026-03-10T12:00:00Z".parse().unwrap();
    Decidim
        .poll(&Context {
            source: &source,
            memory: None,
            fetch: gateway,
            now,
            gateway: &here,
        })
        .await
}

const ID: &str = "0195f3a0-0000-4000-8000-000000000001";
const OTHER_ID: &str = "0195f3a0-0000-4000-8000-000000000002";

#[tokio::test]
async fn a_relayed_consultation_keeps_its_id_its_address_and_its_earlier_gateways() {
    let gateway = gateway(
        vec![listed(
            ID,
            &["https://premiere.example"],
            "https://participez.exemple-ville.fr",
        )],
        "https://autre.example.fr/",
    );
    let harvest = poll(&gateway).await.unwrap();
    assert!(
        SpaceKind::ALL
            .into_iter()
            .filter(|kind| *kind != SpaceKind::Event)
            .all(|kind| harvest.listing.is_complete(kind)),
        "of every kind: {:?}",
        harvest.notices
    );
    let [record] = harvest.records.as_slice() else {
        panic!("{:?}", harvest.records)
    };
    let relayed = record.relayed.as_ref().unwrap();
    assert_eq!(relayed.id.to_string(), ID);
    assert_eq!(
        (record.kind, record.native_id.as_str()),
        (SpaceKind::Initiative, "12")
    );
    assert_eq!(relayed.origin.as_str(), "participez.exemple-ville.fr");
    let via: Vec<_> = relayed.via.iter().map(|via| via.url.as_str()).collect();
    assert_eq!(
        via,
        ["https://premiere.example/", "https://autre.example.fr/"],
        "the polled one last"
    );
    assert_eq!(
        relayed
            .provenance
            .as_ref()
            .map(|source| source.source_id.as_str()),
        Some("ville")
    );
    assert_eq!(relayed.level, Some(Level::Involve));
    assert_eq!(
        relayed.territory.map(|(code, _)| code.as_str().to_owned()),
        Some("54498".to_owned())
    );
    assert_eq!(relayed.also_at.len(), 1);
    assert_eq!(
        record.modalities,
        [Modality::Petition],
        "an unknown word is left out"
    );
    assert_eq!(
        record.url.as_str(),
        "https://participez.exemple-ville.fr/processes/plan-velo"
    );
}

#[tokio::test]
async fn a_relayed_meeting_keeps_its_id_and_its_state_and_only_themes_are_themes() {
    let gateway = gateway(
        vec![listed(ID, &[], "https://participez.exemple-ville.fr")],
        "https://autre.example.fr/",
    );
    let harvest = poll(&gateway).await.unwrap();
    let [record] = harvest.records.as_slice() else {
        panic!("{:?}", harvest.records)
    };
    let [meeting] = record.meetings.as_slice() else {
        panic!("{:?}", record.meetings)
    };
    assert_eq!(
        meeting.relayed_id.map(|id| id.to_string()),
        Some(meeting.native_id.clone())
    );
    assert_eq!(meeting.url.host_str(), Some("participez.exemple-ville.fr"));
    assert!(
        meeting.cancelled && meeting.time.end().is_none(),
        "cancelled, and without an end"
    );
    let themes: Vec<_> = record
        .themes
        .iter()
        .map(|theme| theme.best_text(&[]))
        .collect();
    assert_eq!(themes, ["Vélo"], "a level is no theme");
    assert!(
        record.affiliations.is_empty(),
        "the territory is in a field of its own"
    );
}

#[tokio::test]
async fn a_meeting_that_a_gateway_no_longer_announces_is_so_before_its_day_and_after() {
    let mut gateway = gateway(
        vec![listed(
            ID,
            &["https://premiere.example"],
            "https://participez.exemple-ville.fr",
        )],
        "https://autre.example.fr",
    );
    let node = |id: u32, day: u32, closed: bool| {
        let at = format!("2026-03-{day:02}T18:30:00+01:00");
        json!({"node": {
            "id": format!("0195f3a0-0000-4000-8000-{id:012}"), "title": named("Atelier"), "startTime": at, "endTime": at, "withdrawn": false,
            "closed": closed, "address": "2 rue des Forges",
        }})
    };
    let edges = [node(1, 2, true), node(2, 12, true), node(3, 12, false)];
    let page = json!({"pageInfo": {"hasNextPage": false, "endCursor": "MQ"}, "edges": edges});
    gateway.answers["ComponentMeetings"] =
        json!({"data": {"component": {"__typename": "Meetings", "meetings": page}}});
    let harvest = poll(&gateway).await.unwrap();
    let flags: Vec<(bool, bool, bool)> = harvest.records[0]
        .meetings
        .iter()
        .map(|meeting| {
            (
                meeting.announced,
                meeting.cancelled,
                meeting.address.is_some(),
            )
        })
        .collect();
    assert_eq!(
        flags,
        [
            (false, false, false),
            (false, false, false),
            (true, false, true)
        ]
    );
}

#[tokio::test]
async fn a_consultation_that_came_from_this_gateway_is_dropped() {
    let gateway = gateway(
        vec![
            listed(
                ID,
                &["http://agenda.example.fr/", "https://premiere.example"],
                "https://participez.exemple-ville.fr",
            ),
            listed(OTHER_ID, &[], "https://agenda.example.fr"),
        ],
        "https://autre.example.fr",
    );
    let harvest = poll(&gateway).await.unwrap();
    assert!(
        harvest.records.is_empty() && !harvest.partial,
        "{:?}",
        harvest.notices
    );
}

#[tokio::test]
async fn a_gateway_is_no_source_of_itself() {
    let gateway = gateway(Vec::new(), HERE);
    assert!(matches!(poll(&gateway).await, Err(Error::Itself { .. })));
}

#[tokio::test]
async fn a_consultation_without_an_origin_is_not_relayed_and_the_listing_is_incomplete() {
    let (process, _) = listed(ID, &[], "https://participez.exemple-ville.fr");
    let gateway = gateway(
        vec![(
            process,
            json!({"id": ID, "passerelle": {"id": "not a uuid"}}),
        )],
        "https://autre.example.fr",
    );
    let harvest = poll(&gateway).await.unwrap();
    assert!(harvest.records.is_empty() && harvest.listing == Listing::default() && harvest.partial);
}

#[tokio::test]
async fn phases_keep_whether_they_are_participatory_and_active() {
    let (mut process, mut relay_data) = listed(ID, &[], "https://participez.exemple-ville.fr");
    process["steps"] = json!([
        {"title": named("Contribution"), "startDate": null, "endDate": null},
        {"title": named("Présentation"), "startDate": "2026-03-01T00:00:00+01:00", "endDate": "2026-04-01T23:59:59+02:00"},
    ]);
    relay_data["passerelle"]["declaredState"] = json!("closed");
    relay_data["passerelle"]["phases"] = json!([
        {"opens": null, "closes": null, "participatory": true, "active": true},
        {"opens": "2026-03-01", "closes": "2026-04-01", "participatory": false, "active": false},
    ]);
    let newer = gateway(
        vec![(process.clone(), relay_data.clone())],
        "https://autre.example.fr/",
    );
    let newer = poll(&newer).await.unwrap();
    let phases = |harvest: &Harvest| {
        let phases = harvest.records[0].phases.iter();
        phases
            .map(|phase| (phase.participatory, phase.active))
            .collect::<Vec<_>>()
    };
    assert_eq!(phases(&newer), [(Some(true), true), (Some(false), false)]);
    assert_eq!(newer.records[0].declared_state, Some(DeclaredState::Closed));

    for phase in relay_data["passerelle"]["phases"].as_array_mut().unwrap() {
        phase
            .as_object_mut()
            .unwrap()
            .retain(|name, _| name != "participatory" && name != "active");
    }
    let older = gateway(vec![(process, relay_data)], "https://autre.example.fr/");
    let older = poll(&older).await.unwrap();
    assert_eq!(phases(&older), [(None, false), (None, false)]);
    assert!(matches!(
        older.records[0].phases[1].closes,
        Some(Moment::Day(_))
    ));
}

#[tokio::test]
async fn an_older_gateway_that_does_not_know_what_is_asked_is_read_without_it() {
    let (process, relay_data) = listed(ID, &[], "https://participez.exemple-ville.fr");
    let mut older = gateway(vec![(process, relay_data)], "https://autre.example.fr/");
    let errors = older.answers["Probe"]["errors"].as_array_mut().unwrap();
    errors.push(unknown("RelayedPeriod", "participatory"));
    errors.push(unknown("RelayedPeriod", "active"));
    let harvest = poll(&older).await.unwrap();
    assert!(!harvest.partial, "{:?}", harvest.notices);
    assert_eq!(harvest.records.len(), 1);
}
