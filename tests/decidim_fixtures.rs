//! Answers as real servers give them, with what is missing, null, wrong or refused in them: what is there is used, what is not is never taken
//! for gone.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails where something is missing"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use passerelle::connector::decidim::Decidim;
use passerelle::connector::{Connector, Context, Error, Harvest};
use passerelle::fetch::{Answer, Error as FetchError, Fetch, Request};
use passerelle::model::{
    AffiliationKind, Language, Modality, Moment, Origin, Part, Platform, Source, SpaceKind,
};
use serde_json::{Value, json};
use url::Url;

/// A host that answers each operation with what is given for it (or for it and the key that it asks, after a space), and complains of what no operation was given for.
#[derive(Default)]
pub(crate) struct Host {
    answers: BTreeMap<String, (u16, String)>,
    asked: Mutex<Vec<(String, String)>>,
}

impl Host {
    /// A host that has none of the modules, and of the fields that a version may lack only `has`.
    pub(crate) fn new(has: &[(&str, &str)]) -> Self {
        let optional = [
            ("LocalizedString", "machineTranslated"),
            ("ParticipatoryProcess", "scope"),
            ("ParticipatoryProcess", "taxonomies"),
            ("ParticipatoryProcess", "url"),
            ("ParticipatoryProcess", "privateSpace"),
            ("ParticipatoryProcess", "accessMode"),
            ("ParticipatoryProcess", "phases"),
            ("ParticipatoryProcess", "passerelle"),
            ("Query", "passerelle"),
            ("Query", "deployment"),
            ("Query", "initiatives"),
            ("Query", "conferences"),
            ("Query", "consultations"),
            ("ComponentInterface", "url"),
            ("Meeting", "url"),
            ("Meeting", "withdrawn"),
            ("Statistic", "key"),
        ];
        let lacks = optional.iter().filter(|pair| !has.contains(pair));
        let errors: Vec<Value> = lacks
            .map(|(type_name, field)| json!({"message": "?", "extensions": {"code": "undefinedField", "typeName": type_name, "fieldName": field}}))
            .collect();
        let mut host = Self::default();
        host.answer("Probe", 200, json!({"errors": errors}).to_string());
        host.answer(
            "Territory",
            200,
            json!({"data": {"participatoryProcesses": []}}).to_string(),
        );
        host.answer(
            "ProcessStats",
            200,
            json!({"data": {"participatoryProcess": {"stats": []}}}).to_string(),
        );
        host
    }

    pub(crate) fn answer(&mut self, operation: &str, status: u16, body: String) {
        self.answers.insert(operation.to_owned(), (status, body));
    }

    fn fixture(mut self, operation: &str, name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/decidim")
            .join(name);
        self.answer(
            operation,
            200,
            std::fs::read_to_string(path).expect("a fixture"),
        );
        self
    }

    pub(crate) fn operations(&self) -> Vec<String> {
        self.asked
            .lock()
            .unwrap()
            .iter()
            .map(|(operation, _)| operation.clone())
            .collect()
    }
}

#[async_trait]
impl Fetch for Host {
    async fn send(&self, request: Request) -> Result<Answer, FetchError> {
        let body: Value =
            serde_json::from_slice(request.body.as_deref().unwrap_or_default()).unwrap();
        let operation = body["operationName"].as_str().unwrap().to_owned();
        let id = body["variables"]["id"].as_str().unwrap_or_default();
        let of_one = self.answers.get(&format!("{operation} {id}"));
        let answer = of_one.or_else(|| self.answers.get(&operation));
        let (status, answer) = answer.cloned().unwrap_or((
            500,
            r#"{"errors":[{"message":"Internal Server error"}],"data":{}}"#.into(),
        ));
        self.asked
            .lock()
            .unwrap()
            .push((operation, body["query"].as_str().unwrap().to_owned()));
        let headers = vec![(
            "content-type".to_owned(),
            "application/json; charset=utf-8".to_owned(),
        )];
        Ok(Answer {
            status,
            url: request.url,
            headers,
            body: Bytes::from(answer),
        })
    }
}

pub(crate) fn source(kinds: &[SpaceKind]) -> Source {
    let url = Url::parse("https://participez.example.fr").unwrap();
    Source {
        id: "sauvelle".parse().unwrap(),
        name: "Sauvelle participe".into(),
        platform: Platform::Decidim,
        origin: Origin::of_url(&url).unwrap(),
        naming: passerelle::model::Naming::default(),
        url,
        territory: None,
        every: Duration::from_hours(1),
        languages: Vec::new(),
        timezone: Tz::Europe__Paris,
        level: None,
        modalities: Vec::new(),
        licence: None,
        kinds: kinds.to_vec(),
        attach: Vec::new(),
        dataset: None,
        columns: passerelle::model::ListColumns::default(),
        include: Vec::new(),
        exclude: Vec::new(),
        join: Vec::new(),
    }
}

pub(crate) async fn poll_at(
    fetch: &dyn Fetch,
    memory: Option<&Value>,
    kinds: &[SpaceKind],
    now: DateTime<Utc>,
) -> Result<Harvest, Error> {
    let gateway = Url::parse("https://agenda.example.fr").unwrap();
    Decidim
        .poll(&Context {
            source: &source(kinds),
            memory,
            fetch,
            now,
            gateway: &gateway,
        })
        .await
}

async fn poll(host: &Host, memory: Option<&Value>) -> Result<Harvest, Error> {
    let now = "2026-03-20T12:00:00Z".parse().unwrap();
    poll_at(host, memory, &[SpaceKind::Process], now).await
}

const OLD: [(&str, &str); 2] = [
    ("LocalizedString", "machineTranslated"),
    ("ParticipatoryProcess", "scope"),
];

#[tokio::test]
async fn an_answer_of_0_27_is_read_with_its_blanks_and_its_unplaced_meetings() {
    let host = Host::new(&OLD)
        .fixture("Processes", "0.27/core.json")
        .fixture("ComponentMeetings", "0.27/meetings.json");
    let harvest = poll(&host, None).await.unwrap();
    let [record] = harvest.records.as_slice() else {
        panic!("{:?}", harvest.records)
    };
    assert_eq!(record.title.iter().count(), 1, "a blank is no translation");
    assert_eq!(
        record.title.get(&Language::french()),
        Some("Plan vélo « 2030 »")
    );
    assert_eq!(
        record.description.get(&Language::french()),
        Some("<p>Où rouler & garer ?</p>"),
        "raw"
    );
    assert!(matches!(record.opens, Some(Moment::Day(_))));
    assert!(record.phases[0].opens.is_some() && record.phases[0].closes.is_none());
    assert!(
        harvest
            .notices
            .iter()
            .any(|notice| notice.code() == "bad_dates"),
        "{:?}",
        harvest.notices
    );
    assert_eq!(record.modalities, [Modality::Meeting]);
    assert_eq!(
        record.image.as_ref().map(|image| image.url.as_str()),
        Some("https://participez.example.fr/rails/active_storage/blobs/redirect/abc/v%C3%A9lo.jpg")
    );
    let meetings: Vec<_> = record
        .meetings
        .iter()
        .map(|meeting| {
            (
                meeting.native_id.as_str(),
                meeting.online,
                meeting.point.is_some(),
            )
        })
        .collect();
    assert_eq!(
        meetings,
        [("21", false, false), ("22", true, true)],
        "the private one is left out"
    );
    assert!(
        record.meetings_complete
            && !harvest.partial
            && harvest.listing.is_complete(SpaceKind::Process)
    );
}

#[tokio::test]
async fn a_process_that_came_as_null_with_an_error_is_not_taken_for_gone() {
    let host = Host::new(&OLD).fixture("Processes", "0.30/core.json");
    let harvest = poll(&host, None).await.unwrap();
    assert_eq!(harvest.records.len(), 1);
    assert!(!harvest.listing.is_complete(SpaceKind::Process) && harvest.partial);
    assert!(
        harvest.records[0].modalities.is_empty(),
        "hidden and unknown components offer nothing"
    );
}

#[tokio::test]
async fn a_hidden_meeting_is_no_loss() {
    let host = Host::new(&OLD)
        .fixture("Processes", "0.27/core.json")
        .fixture("ComponentMeetings", "0.30/meetings-with-a-hidden-one.json");
    let harvest = poll(&host, None).await.unwrap();
    assert!(harvest.records[0].meetings_complete && harvest.records[0].meetings.len() == 1);
}

#[tokio::test]
async fn a_list_that_is_null_is_asked_one_by_one() {
    let host = Host::new(&OLD)
        .fixture("Processes", "0.31/core-null.json")
        .fixture("ProcessIds", "0.31/ids.json")
        .fixture("SingleProcess", "0.31/process.json");
    let harvest = poll(&host, None).await.unwrap();
    let mut read = harvest.records.iter();
    assert_eq!(
        read.clone().filter(|one| one.unread.is_empty()).count(),
        1,
        "the same answer for both: told apart by key"
    );
    assert!(
        read.any(|one| one.native_id == "5" && one.unread.contains(&Part::Everything)),
        "the other is there, and was not read"
    );
    assert!(harvest.partial);
    assert_eq!(
        host.operations()
            .iter()
            .filter(|operation| *operation == "SingleProcess")
            .count(),
        2
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_had_at_all_fails_the_poll() {
    let host = Host::new(&OLD)
        .fixture("Processes", "0.31/core-null.json")
        .fixture("ProcessIds", "0.31/core-null.json");
    assert!(matches!(
        poll(&host, None).await,
        Err(Error::NotUnderstood { .. })
    ));
}

#[tokio::test]
async fn a_field_that_fails_is_left_out_and_what_is_remembered_of_places_stands() {
    let good = r#"{"data": {"participatoryProcesses": [{"id": "4", "scope": {"id": "3", "name": {"translations": [{"locale": "fr", "text": "Les Forges", "machineTranslated": false}]}, "parent": null}}]}}"#;
    let mut host = Host::new(&OLD)
        .fixture("Processes", "0.27/core.json")
        .fixture("ComponentMeetings", "0.27/meetings.json");
    host.answer("Territory", 200, good.to_owned());
    let first = poll(&host, None).await.unwrap();
    let host = host.fixture("Territory", "0.29/territory-with-an-error.json");
    let second = poll(&host, first.memory.as_ref()).await.unwrap();
    assert!(second.partial, "and the operator is told");
    assert_eq!(
        second.records[0].affiliations,
        first.records[0].affiliations
    );
    assert!(
        second.records[0]
            .affiliations
            .iter()
            .any(|affiliation| affiliation.kind == AffiliationKind::Scope)
    );
    let asked = host.asked.lock().unwrap();
    let last = asked
        .iter()
        .rfind(|(operation, _)| operation == "Territory")
        .unwrap();
    assert!(
        !last.1.contains("name"),
        "asked again without what fails: {}",
        last.1
    );
}

#[tokio::test]
async fn a_host_that_changed_since_it_was_probed_is_asked_again_without_what_it_refuses() {
    let mut host = Host::new(&OLD)
        .fixture("Processes", "0.27/core.json")
        .fixture("ComponentMeetings", "0.27/meetings.json");
    let first = poll(&host, None).await.unwrap();
    let refused = json!({"errors": [{"message": "Field 'scope' doesn't exist on type 'ParticipatoryProcess'", "extensions": {"code": "undefinedField", "typeName": "ParticipatoryProcess", "fieldName": "scope"}}]});
    host.answer("Territory", 200, refused.to_string());
    let second = poll(&host, first.memory.as_ref()).await.unwrap();
    assert_eq!(second.records.len(), 1);
    let third = poll(&host, second.memory.as_ref()).await.unwrap();
    assert_eq!(third.records.len(), 1);
    assert_eq!(
        host.operations()
            .iter()
            .filter(|operation| *operation == "Probe")
            .count(),
        2,
        "learned anew after the surprise"
    );
}

#[tokio::test]
async fn meetings_that_fail_cost_no_process() {
    let host = Host::new(&OLD).fixture("Processes", "0.27/core.json");
    let harvest = poll(&host, None).await.unwrap();
    assert!(harvest.listing.is_complete(SpaceKind::Process) && harvest.partial);
    assert!(!harvest.records[0].meetings_complete);
}

#[tokio::test]
async fn another_graphql_api_is_not_taken_for_a_decidim() {
    let mut host = Host::default();
    host.answer("Probe", 200, json!({"errors": [{"message": "Cannot query field \"participatoryProcess\" on type \"Query\"."}]}).to_string());
    assert!(matches!(
        poll(&host, None).await,
        Err(Error::NotThere { .. })
    ));
}
