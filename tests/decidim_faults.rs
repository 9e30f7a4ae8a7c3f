//! A Decidim that fails over a part of what it holds: what came is used, what failed is named, and what was known of it stays.

use chrono::{DateTime, Utc};
use passerelle::connector::{Error, Harvest};
use passerelle::model::{DeclaredState, Modality, Part, Record, SpaceKind};
use serde_json::{Value, json};

use crate::decidim_fixtures::{Host, poll_at};

const FAILED: &str = r#"{"errors":[{"message":"Internal Server error"}],"data":{}}"#;

fn now() -> DateTime<Utc> {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

async fn poll(host: &Host) -> Result<Harvest, Error> {
    poll_at(host, None, &[SpaceKind::Process], now()).await
}

fn text(text: &str) -> Value {
    json!({"translations": [{"locale": "fr", "text": text}]})
}

fn process(id: u32) -> Value {
    json!({
        "id": id.to_string(), "slug": format!("ecole-{id}"), "title": text(&format!("École {id}")), "description": text("<p>Une cour</p>"),
        "startDate": "2026-11-02", "endDate": "2027-02-12", "steps": [],
        "components": [{"__typename": "Surveys", "id": format!("{id}1"), "name": text("Questionnaire")}],
    })
}

fn host() -> Host {
    Host::new(&[])
}

fn answer(host: &mut Host, operation: &str, answer: &Value) {
    host.answer(operation, 200, answer.to_string());
}

fn told(harvest: &Harvest, words: &[&str]) -> bool {
    let messages = harvest
        .notices
        .iter()
        .map(|notice| serde_json::to_string(notice).unwrap());
    messages
        .into_iter()
        .any(|message| words.iter().all(|word| message.contains(word)))
}

fn record<'h>(harvest: &'h Harvest, id: &str) -> &'h Record {
    let mut records = harvest.records.iter();
    records.find(|record| record.native_id == id).unwrap()
}

#[tokio::test]
async fn a_component_that_fails_leaves_what_is_known_of_the_others_and_is_told() {
    for errors in [
        json!([{"message": "Cannot return null for non-nullable field Surveys.name"}]),
        json!([{"message": "undefined method", "path": ["participatoryProcesses", 1, "components", 0, "name"]}]),
        json!([{"message": "undefined method"}]),
    ] {
        let mut broken = process(2);
        broken["components"] = Value::Null;
        let mut host = host();
        let list =
            json!({"errors": errors, "data": {"participatoryProcesses": [process(1), broken]}});
        answer(&mut host, "Processes", &list);
        let harvest = poll(&host).await.unwrap();
        assert!(harvest.partial);
        assert!(
            told(&harvest, &["process 2", "ecole-2", "modalities"]),
            "{:?}",
            harvest.notices
        );
        let one = record(&harvest, "1");
        assert_eq!(
            (one.modalities.clone(), one.unread.len()),
            (vec![Modality::Survey], 0)
        );
        assert!(one.meetings_complete);
        let other = record(&harvest, "2");
        assert_eq!(other.unread, [Part::Modalities].into());
        assert!(!other.meetings_complete);
        assert!(harvest.listing.is_complete(SpaceKind::Process));
    }
}

#[tokio::test]
async fn a_list_that_fails_is_read_one_by_one_and_the_one_that_fails_is_named() {
    let null_list = json!({"data": {"participatoryProcesses": null}, "errors": [{"message": "Cannot return null for non-nullable field ParticipatoryProcess.title"}]});
    let null_data = json!({"data": null, "errors": [{"message": "boom", "path": ["participatoryProcesses", 1, "title"]}]});
    for list in [
        (500, FAILED.to_owned()),
        (200, null_list.to_string()),
        (200, null_data.to_string()),
    ] {
        let mut host = host();
        host.answer("Processes", list.0, list.1);
        let keys = json!([{"id": "1"}, {"id": "2", "slug": "ecole-2"}, {"id": "3"}]);
        answer(
            &mut host,
            "ProcessIds",
            &json!({"data": {"participatoryProcesses": keys}}),
        );
        for id in [1, 3] {
            let one = json!({"data": {"participatoryProcess": process(id)}});
            answer(&mut host, &format!("SingleProcess {id}"), &one);
        }
        host.answer("SingleProcess 2", 500, FAILED.to_owned());
        let harvest = poll(&host).await.unwrap();
        assert!(harvest.partial);
        assert!(
            told(&harvest, &["process 2", "ecole-2"]),
            "{:?}",
            harvest.notices
        );
        assert_eq!(record(&harvest, "3").modalities, [Modality::Survey]);
        assert_eq!(record(&harvest, "2").unread, [Part::Everything].into());
        assert!(
            harvest.listing.is_complete(SpaceKind::Process),
            "which there are is known"
        );
    }
}

#[tokio::test]
async fn one_null_in_a_list_is_asked_alone() {
    let mut host = host();
    let list = json!({
        "errors": [{"message": "boom", "path": ["participatoryProcesses", 1]}],
        "data": {"participatoryProcesses": [process(1), null, process(3)]},
    });
    answer(&mut host, "Processes", &list);
    let keys = json!([{"id": "1"}, {"id": "2"}, {"id": "3"}]);
    answer(
        &mut host,
        "ProcessIds",
        &json!({"data": {"participatoryProcesses": keys}}),
    );
    let alone = json!({"data": {"participatoryProcess": null}, "errors": [{"message": "boom"}]});
    answer(&mut host, "SingleProcess", &alone);
    let harvest = poll(&host).await.unwrap();
    let asked = host.operations();
    let singles = asked
        .iter()
        .filter(|operation| *operation == "SingleProcess");
    assert_eq!(singles.count(), 1, "only what did not come is asked again");
    assert!(harvest.partial && told(&harvest, &["process 2"]));
    assert_eq!(record(&harvest, "2").unread, [Part::Everything].into());
    assert_eq!(harvest.records.len(), 3);
}

#[tokio::test]
async fn a_field_that_fails_everywhere_is_left_out_and_what_is_known_of_it_stays() {
    let mut host = host();
    // Answers in turn cannot be given here: the second is the same, and what comes of it is read one by one.
    let list = json!({"data": {"participatoryProcesses": null}, "errors": [{"message": "boom", "path": ["participatoryProcesses", 0, "heroImage"]}]});
    answer(&mut host, "Processes", &list);
    let keys = json!({"data": {"participatoryProcesses": [{"id": "1"}]}});
    answer(&mut host, "ProcessIds", &keys);
    let mut one = process(1);
    one["heroImage"] = Value::Null;
    let one = json!({"data": {"participatoryProcess": one}, "errors": [{"message": "boom", "path": ["participatoryProcess", "heroImage"]}]});
    answer(&mut host, "SingleProcess", &one);
    let harvest = poll(&host).await.unwrap();
    assert_eq!(record(&harvest, "1").unread, [Part::Image].into());
    assert!(told(&harvest, &["heroImage"]));
}

#[tokio::test]
async fn every_kind_of_space_is_narrowed_down_to_the_one_that_fails() {
    let mut host = Host::new(&[("Query", "initiatives"), ("Query", "conferences")]);
    answer(
        &mut host,
        "Processes",
        &json!({"data": {"participatoryProcesses": []}}),
    );
    for (list, ids, single, field) in [
        (
            "Initiatives",
            "InitiativeIds",
            "SingleInitiative",
            "initiative",
        ),
        (
            "Conferences",
            "ConferenceIds",
            "SingleConference",
            "conference",
        ),
    ] {
        host.answer(list, 500, FAILED.to_owned());
        let keys = json!([{"id": "1"}, {"id": "2"}]);
        answer(
            &mut host,
            ids,
            &json!({"data": {format!("{field}s"): keys}}),
        );
        let one = json!({"id": "1", "slug": "a", "title": text("Une pétition"), "components": [], "state": "rejected"});
        answer(
            &mut host,
            &format!("{single} 1"),
            &json!({"data": {field: one}}),
        );
        host.answer(&format!("{single} 2"), 500, FAILED.to_owned());
    }
    let dates = json!({"data": {"initiatives": [{"id": "1", "signatureStartDate": "2026-11-01", "signatureEndDate": "2027-01-29"}]}});
    answer(&mut host, "InitiativesDates", &dates);
    let kinds = [
        SpaceKind::Process,
        SpaceKind::Initiative,
        SpaceKind::Conference,
    ];
    let harvest = poll_at(&host, None, &kinds, now()).await.unwrap();
    assert!(harvest.partial);
    for kind in ["initiative 2", "conference 2"] {
        assert!(told(&harvest, &[kind]), "{:?}", harvest.notices);
    }
    let of = |kind, id: &str| {
        let mut records = harvest.records.iter();
        records
            .find(|one| one.kind == kind && one.native_id == id)
            .unwrap()
    };
    let petition = of(SpaceKind::Initiative, "1");
    assert_eq!(
        petition.declared_state,
        Some(DeclaredState::Closed),
        "rejected"
    );
    assert!(petition.unread.is_empty());
    assert_eq!(
        of(SpaceKind::Initiative, "2").unread,
        [Part::Everything].into()
    );
    assert_eq!(
        of(SpaceKind::Conference, "2").unread,
        [Part::Everything].into()
    );
}
