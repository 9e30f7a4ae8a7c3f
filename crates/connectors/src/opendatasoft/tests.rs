//! Polls of a portal that answers like the Explore API.

use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use serde_json::{Value, json};
use url::Url;

use super::*;
use crate::recognition::{Fact, ToComplete};
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};
use passerelle_model::{
    DatasetFields, DeclaredState, Moment, PageAddress, Platform, Point, Source, samples,
};

const NOW: &str = "2026-11-22T12:00:00Z";

/// A portal with one dataset.
struct Portal {
    records: Vec<Value>,
    processed: &'static str,
    /// Headers of every answer.
    headers: Vec<(String, String)>,
    /// The number of records that are added with each page.
    drift: u64,
    /// The status and the body that are answered instead of records.
    refusal: Option<(u16, Value)>,
    asked: Mutex<Vec<Url>>,
}

impl Default for Portal {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            processed: "2026-11-20T02:00:00+00:00",
            headers: Vec::new(),
            drift: 0,
            refusal: None,
            asked: Mutex::default(),
        }
    }
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[async_trait]
impl Fetch for Portal {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let url = request.url;
        let number =
            |name: &str| parameter(&url, name).map_or(0, |text| text.parse::<usize>().unwrap());
        let (offset, limit) = (number("offset"), number("limit"));
        let pages_before = u64::try_from(offset / 100).unwrap();
        let part = || {
            self.records
                .iter()
                .skip(offset)
                .take(limit)
                .cloned()
                .collect::<Vec<_>>()
        };
        let (status, body) = match url.path() {
            "/api/explore/v2.1/catalog/datasets/projets" => (200, self.description()),
            "/api/explore/v2.1/catalog/datasets" => (
                200,
                json!({"total_count": 1, "results": [self.description()]}),
            ),
            _ if self.refusal.is_some() => self.refusal.clone().unwrap(),
            path if path.ends_with("/projets/records") => {
                assert!(
                    limit <= 100 && offset + limit <= 10_000,
                    "beyond the limits of the API"
                );
                let total = u64::try_from(self.records.len()).unwrap() + self.drift * pages_before;
                (200, json!({"total_count": total, "results": part()}))
            }
            path if path.ends_with("/projets/exports/json") => (200, Value::Array(part())),
            _ => (
                404,
                json!({"error_code": "DatasetNotFoundError", "message": "Camille Canari"}),
            ),
        };
        self.asked.lock().unwrap().push(url.clone());
        Ok(Answer {
            status,
            url,
            headers: self.headers.clone(),
            body: Bytes::from(body.to_string()),
        })
    }
}

impl Portal {
    fn description(&self) -> Value {
        let fields: Vec<Value> = [
            "key",
            "name",
            "text",
            "from",
            "until",
            "state",
            "town",
            "where_it_is",
            "picture",
            "subjects",
        ]
        .iter()
        .map(|name| json!({"name": name, "type": "text"}))
        .collect();
        json!({"dataset_id": "projets", "fields": fields,
            "metas": {"default": {"title": "Projets", "data_processed": self.processed, "publisher": "Camille Canari"}}})
    }

    fn asked(&self) -> Vec<Url> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn many(count: usize) -> Portal {
    Portal {
        records: (0..count)
            .map(|key| json!({"key": format!("k{key:05}"), "name": format!("Projet {key}")}))
            .collect(),
        ..Portal::default()
    }
}

fn source() -> Source {
    let some = |name: &str| Some(name.to_owned());
    Source {
        territory: "fr".parse().ok(),
        dataset: Some(Dataset {
            id: "projets".to_owned(),
            filter: some("state != \"brouillon\""),
            fields: DatasetFields {
                id: "key".to_owned(),
                title: "name".to_owned(),
                url: PageAddress::parse("https://www.example.fr/projet/{key}").unwrap(),
                summary: None,
                description: some("text"),
                opens: some("from"),
                closes: some("until"),
                status: some("state"),
                territory: some("town"),
                point: some("where_it_is"),
                image: some("picture"),
                themes: some("subjects"),
                statuses: vec![
                    ("Ouvert".to_owned(), DeclaredState::Open),
                    ("clos".to_owned(), DeclaredState::Closed),
                ],
            },
        }),
        ..samples::source("projets", Platform::Opendatasoft, "https://data.example.fr")
    }
}

async fn poll(
    source: &Source,
    portal: &Portal,
    memory: Option<&Value>,
    now: &str,
) -> Result<Harvest, Error> {
    let gateway = "https://agenda.example.fr".parse().unwrap();
    let context = Context {
        source,
        memory,
        fetch: portal,
        now: now.parse().unwrap(),
        gateway: &gateway,
    };
    Opendatasoft.poll(&context).await
}

#[tokio::test]
async fn a_record_is_made_by_the_map_of_the_operator() {
    let portal = Portal {
        records: vec![
            json!({"key": 12, "name": "Parc éolien", "text": "<p>Avis</p>", "from": "2026-11-01", "until": "2026-12-31T00:00:00+00:00", "state": "OUVERT",
                "town": "30189", "where_it_is": {"lon": 4.36, "lat": 43.83}, "picture": {"filename": "a.png", "url": "https://data.example.fr/a.png"},
                "subjects": ["Énergie", "Eau"], "contact": "Camille Canari", "mail": "camille.canari@example.org"}),
            json!({"key": "13", "name": "Carrière", "from": "2026-11-01T08:30:00+00:00", "until": "demain", "state": "en instruction", "town": "Nîmes",
                "where_it_is": {"type": "Feature", "geometry": {"type": "Point", "coordinates": [4.36, 43.83]}, "properties": {}}, "subjects": "Eau;Sol"}),
            json!({"key": "14", "name": null}),
        ],
        ..Portal::default()
    };
    let harvest = poll(&source(), &portal, None, NOW).await.unwrap();
    let [park, quarry] = harvest.records.as_slice() else {
        panic!("{:?}", harvest.records)
    };
    assert_eq!(
        (park.native_id.as_str(), park.url.as_str()),
        ("12", "https://www.example.fr/projet/12")
    );
    assert_eq!(
        park.closes,
        "2026-12-31T00:00:00Z".parse().ok().map(Moment::Instant),
        "as the portal keeps it"
    );
    assert_eq!(park.declared_state, Some(DeclaredState::Open));
    assert_eq!(park.affiliations[0].native_id.as_deref(), Some("30189"));
    assert_eq!(
        (park.location, quarry.location),
        (Point::new(43.83, 4.36), Point::new(43.83, 4.36))
    );
    assert_eq!((park.themes.len(), quarry.themes.len()), (2, 2));
    assert_eq!(
        park.image.as_ref().unwrap().url.as_str(),
        "https://data.example.fr/a.png"
    );
    assert_eq!(
        quarry.opens,
        Some(Moment::Instant("2026-11-01T08:30:00Z".parse().unwrap()))
    );
    assert_eq!((quarry.closes, quarry.declared_state), (None, None));
    let values = Reason::new(Code::FieldValues)
        .with("count", 1_u32)
        .with("field", "until");
    assert_eq!(
        harvest.notices,
        [
            Reason::new(Code::RecordsLacking)
                .with("count", 1_u32)
                .with("key", "key")
                .with("title", "name"),
            Reason::new(Code::ValuesUnreadable)
                .with("count", 1_u32)
                .with("fields", values),
            Reason::new(Code::StatusesUnknown).with("words", vec!["en instruction".to_owned()]),
        ]
    );
    assert!(
        !format!("{harvest:?}").to_lowercase().contains("canari"),
        "fields that were not requested are dropped"
    );
}

#[tokio::test]
async fn only_the_fields_of_the_map_are_asked_for() {
    let portal = many(1);
    poll(&source(), &portal, None, NOW).await.unwrap();
    let asked = portal.asked();
    let request = asked.last().unwrap();
    assert_eq!(
        parameter(request, "select").unwrap(),
        "from,key,name,picture,state,subjects,text,town,until,where_it_is"
    );
    assert_eq!(
        parameter(request, "where").as_deref(),
        Some("state != \"brouillon\"")
    );
    assert_eq!(parameter(request, "order_by").as_deref(), Some("key"));
}

#[tokio::test]
async fn pages_are_read_to_the_end_within_the_limits_of_the_api() {
    for (count, requests) in [
        (0, 2),
        (1, 2),
        (100, 2),
        (101, 3),
        (250, 4),
        (9_999, 101),
        (10_000, 101),
        (10_001, 3),
    ] {
        let portal = many(count);
        let harvest = poll(&source(), &portal, None, NOW).await.unwrap();
        assert_eq!(harvest.records.len(), count);
        assert_eq!(harvest.requests, requests, "{count}");
        assert!(
            harvest.listing.is_complete(SpaceKind::Process) && !harvest.partial,
            "{count}"
        );
        assert_eq!(portal.asked().len(), usize::try_from(requests).unwrap());
    }
}

#[tokio::test]
async fn a_dataset_that_is_too_large_is_read_in_part_and_nothing_is_taken_for_missing() {
    let harvest = poll(&source(), &many(20_001), None, NOW).await.unwrap();
    assert_eq!(harvest.records.len(), 20_000);
    assert!(harvest.partial && !harvest.listing.is_complete(SpaceKind::Process));
    assert!(harvest.notices.iter().any(|notice| {
        *notice
            == Reason::new(Code::TooManyRecords)
                .with("count", 20_001_u32)
                .with("read", 20_000_u32)
    }));
}

#[tokio::test]
async fn records_that_move_between_two_pages_make_nothing_missing() {
    let portal = Portal {
        drift: 1,
        ..many(250)
    };
    let harvest = poll(&source(), &portal, None, NOW).await.unwrap();
    assert!(!harvest.listing.is_complete(SpaceKind::Process) && !harvest.partial);
    assert_eq!(
        harvest.memory, None,
        "everything is read again at the next poll"
    );
}

#[tokio::test]
async fn a_key_that_records_share_is_told() {
    let mut portal = many(3);
    portal.records[2] = portal.records[1].clone();
    let harvest = poll(&source(), &portal, None, NOW).await.unwrap();
    assert_eq!(
        (harvest.records.len(), harvest.notices[0].code()),
        (2, "key_shared")
    );
    assert!(harvest.listing.is_complete(SpaceKind::Process));
}

#[tokio::test]
async fn a_dataset_that_was_not_processed_again_costs_one_request_and_is_read_once_a_day() {
    let portal = many(250);
    let source = source();
    let first = poll(&source, &portal, None, NOW).await.unwrap();
    let memory = first.memory.as_ref();
    let again = poll(&source, &portal, memory, "2026-11-22T13:00:00Z")
        .await
        .unwrap();
    assert_eq!((again.listing, again.requests), (Listing::Unchanged, 1));
    assert_eq!(again.memory, first.memory);
    let next_day = poll(&source, &portal, memory, "2026-11-23T13:00:00Z")
        .await
        .unwrap();
    assert_eq!(next_day.records.len(), 250);
    let processed_again = Portal {
        processed: "2026-11-22T12:30:00+00:00",
        ..many(251)
    };
    let changed = poll(&source, &processed_again, memory, "2026-11-22T13:00:00Z")
        .await
        .unwrap();
    assert_eq!(changed.records.len(), 251);
    let mut of_today = source.clone();
    of_today.dataset.as_mut().unwrap().filter = Some("until >= now()".to_owned());
    let first = poll(&of_today, &portal, None, NOW).await.unwrap();
    let again = poll(&of_today, &portal, first.memory.as_ref(), NOW)
        .await
        .unwrap();
    assert_eq!(
        again.records.len(),
        250,
        "the records that the filter selects change with the time"
    );
}

#[tokio::test]
async fn quotas_are_obeyed_before_they_are_overrun() {
    let headers = |reset: &str| {
        vec![
            ("x-ratelimit-remaining".to_owned(), "0".to_owned()),
            ("x-ratelimit-reset".to_owned(), reset.to_owned()),
        ]
    };
    for reset in [
        "1795352400",
        "2026-11-22T13:00:00Z",
        "2026-11-22 13:00:00+00:00",
    ] {
        let portal = Portal {
            headers: headers(reset),
            ..many(250)
        };
        let error = poll(&source(), &portal, None, NOW).await.unwrap_err();
        assert!(
            matches!(error, Error::Busy { retry_after: Some(wait), .. } if wait.as_secs() == 3600),
            "{reset}: {error}"
        );
        assert_eq!(portal.asked().len(), 1);
        assert!(
            !error.to_string().contains('?'),
            "without its query: {error}"
        );
    }
    let spent = json!({"errorcode": 10002, "reset_time": "2026-11-22T13:00:00Z", "limit_time_unit": "day", "call_limit": 10000, "error": "Camille Canari"});
    let portal = Portal {
        refusal: Some((429, spent)),
        ..many(1)
    };
    let error = poll(&source(), &portal, None, NOW).await.unwrap_err();
    assert!(matches!(error, Error::Busy { retry_after: Some(wait), .. } if wait.as_secs() == 3600));
}

#[tokio::test]
async fn a_fault_is_named_and_nothing_of_the_answer_is_quoted() {
    let mut misspelt = source();
    misspelt.dataset.as_mut().unwrap().fields.opens = Some("fron".to_owned());
    let error = poll(&misspelt, &many(1), None, NOW)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains(r#""field":"fron","near":"from""#), "{error}");

    let mut elsewhere = source();
    elsewhere.dataset.as_mut().unwrap().id = "autre".to_owned();
    let error = poll(&elsewhere, &many(1), None, NOW)
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("not_there") && !error.contains("Canari"),
        "{error}"
    );

    for (status, body, expected) in [
        (
            400,
            json!({"error_code": "ODSQLError", "message": "Camille Canari"}),
            "ODSQLError",
        ),
        (401, json!({"message": "Camille Canari"}), "sign_in"),
        (404, json!("Camille Canari"), "not_found"),
        (
            200,
            json!({"total_count": 1, "results": "Camille Canari"}),
            r#""how":"otherwise","names":["results"]"#,
        ),
        (503, json!(null), "out_of_order"),
    ] {
        let portal = Portal {
            refusal: Some((status, body)),
            ..many(1)
        };
        let error = poll(&source(), &portal, None, NOW)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(expected) && !error.contains("Canari"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_portal_is_recognized_in_one_request() {
    let portal = many(1);
    let page = "https://data.example.fr/explore/dataset/projets/table/?q=x"
        .parse()
        .unwrap();
    let found = Opendatasoft.found_at(&page, &portal).await;
    let found = found.unwrap().unwrap();
    assert_eq!(found.url.as_str(), "https://data.example.fr/");
    let dataset = Some("projets".to_owned());
    assert_eq!(found.to_complete, ToComplete::DatasetFields { dataset });
    let titles = vec![("projets".to_owned(), Some("Projets".to_owned()))];
    assert_eq!(found.fact("datasets"), Some(&Fact::Titles(titles)));
    assert_eq!(portal.asked().len(), 1);
}
