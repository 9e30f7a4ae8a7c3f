use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};
use url::Url;

use super::*;
use passerelle_fetch::{self as fetch, Answer, Fetch, Request};
use passerelle_model::{Level, MeetingTime, Modality, Moment, Platform, Source, samples};

mod refusals;

const HERE: &str = "https://agenda.example.fr";
const THERE: &str = "https://autre.example.fr";

/// Another gateway, with its log and its way to answer.
struct Gateway {
    log: &'static str,
    /// The changes, each with its number.
    items: Vec<(u64, Value)>,
    /// The answer that is given instead of a page.
    instead: Option<(u16, &'static str, String)>,
    /// The most entries that fit into an answer.
    largest: usize,
    asked: Mutex<Vec<String>>,
}

fn gateway(items: &[(u64, Value)]) -> Gateway {
    Gateway {
        log: "06123456780612345678061234567806",
        items: items.to_vec(),
        instead: None,
        largest: usize::MAX,
        asked: Mutex::default(),
    }
}

impl Gateway {
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn page(&self, since: u64, limit: usize) -> Value {
        let mut after = self.items.iter().filter(|(place, _)| *place > since);
        let items: Vec<&(u64, Value)> = after.by_ref().take(limit).collect();
        json!({
            "gateway": {"name": "L’autre", "url": format!("{THERE}/"), "version": "0.1.0"},
            "log": uuid(self.log),
            "items": items.iter().map(|(_, item)| item).collect::<Vec<_>>(),
            "next_since": items.last().map_or(since, |(place, _)| *place),
            "more": after.next().is_some(),
        })
    }
}

/// Returns a UUID of digits, which could be taken for a phone number.
fn uuid(digits: &str) -> String {
    digits.parse::<uuid::Uuid>().unwrap().to_string()
}

#[async_trait]
impl Fetch for Gateway {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let query: std::collections::HashMap<String, String> =
            request.url.query_pairs().into_owned().collect();
        let number = |name: &str| query[name].parse::<u64>().unwrap();
        let (since, limit) = (number("since"), usize::try_from(number("limit")).unwrap());
        self.asked.lock().unwrap().push(format!("{since}"));
        if limit > self.largest {
            let url = request.url.to_string();
            return Err(fetch::Error::TooLarge { url, limit: 1 });
        }
        let end = self.items.last().map_or(0, |(place, _)| *place);
        let (status, kind, body) = match &self.instead {
            Some(instead) => instead.clone(),
            None if since > end => (400, "application/problem+json", "{}".to_owned()),
            None => (200, "application/json", self.page(since, limit).to_string()),
        };
        let etag = format!("\"0612345678{}\"", body.len());
        let is_known = request
            .headers
            .iter()
            .any(|(name, value)| *name == "if-none-match" && *value == etag);
        Ok(Answer {
            status: if is_known { 304 } else { status },
            url: request.url,
            headers: vec![
                ("content-type".to_owned(), kind.to_owned()),
                ("etag".to_owned(), etag),
            ],
            body: Bytes::from(if is_known { String::new() } else { body }),
        })
    }
}

fn id(number: u64) -> String {
    format!("00000000-0000-5000-8000-{number:012}")
}

fn known(number: u64) -> ConsultationId {
    id(number).parse().unwrap()
}

/// Returns the change `place`, which is about the consultation `number`.
fn upsert(place: u64, number: u64, change: impl FnOnce(&mut Value)) -> (u64, Value) {
    let mut item = json!({
        "type": "upsert",
        "change": place,
        "consultation": {
            "id": id(number),
            "url": "https://ville.example.fr/processes/plan-velo",
            "title": {"fr": "Plan vélo", "en": "Cycling plan"},
            "summary": {"fr": "Où rouler ?"},
            "machine_translated": ["en"],
            "status": "open",
            "phases": [{"title": {"fr": "Diagnostic"}, "starts_on": "2026-03-01", "ends_on": "2026-03-31T18:00:00+02:00", "current": true}],
            "level": "involve",
            "modalities": ["survey", "telepathy"],
            "themes": [{"fr": "Mobilités"}],
            "territory": {"code": "54395", "name": "Nancy", "kind": "commune", "how": "rule"},
            "organiser": "Ville de Nancy",
            "counts": {"contributions": 12, "participants": null, "votes": null},
            "source": {"id": "ville", "name": "Participez", "platform": "decidim", "url": "https://ville.example.fr/"},
            "via": [{"url": "https://premiere.example.fr/", "name": "La première"}],
            "also_at": [],
            "licence": "Licence Ouverte 2.0",
            "meetings": [{"id": id(900), "title": {"fr": "Atelier"}, "starts_at": "2026-03-12T18:30:00+01:00", "ends_at": null, "place": null,
                "address": null, "location": null, "url": "https://ville.example.fr/meetings/9", "cancelled": true}],
        },
        "relay": {
            "origin": "ville.example.fr", "kind": "initiative", "native_id": "12", "source_id": "participez", "timezone": "Europe/Paris",
            "opens": "2026-03-01", "closes": null, "declared_state": "open", "published_at": "2026-02-01T08:00:00Z", "promoted": true,
            "image_volatile": false, "links": ["https://metropole.example.fr/p/1"],
            "meetings": [{"description_html": {"fr": "<p>Venez</p>"}, "online": true}],
            "machine_translated": ["/consultation/title/en"],
        },
    });
    change(&mut item);
    (place, item)
}

fn plain(place: u64, number: u64) -> (u64, Value) {
    upsert(place, number, |_| {})
}

fn withdraw(place: u64, number: u64) -> (u64, Value) {
    (
        place,
        json!({"type": "withdraw", "change": place, "id": id(number), "withdrawn_at": "2026-03-01T00:00:00Z"}),
    )
}

fn source() -> Source {
    Source {
        name: "Autre".to_owned(),
        kinds: vec![SpaceKind::Process, SpaceKind::Initiative],
        ..samples::source("autre", Platform::Passerelle, THERE)
    }
}

async fn poll_at(
    gateway: &Gateway,
    source: &Source,
    memory: Option<&Value>,
    hour: i64,
) -> Result<Harvest, Error> {
    let beginning: DateTime<Utc> = "2026-03-10T12:00:00Z".parse().unwrap();
    let context = Context {
        source,
        memory,
        fetch: gateway,
        now: beginning + Duration::hours(hour),
        gateway: &HERE.parse().unwrap(),
    };
    Passerelle.poll(&context).await
}

async fn first(gateway: &Gateway) -> Harvest {
    poll_at(gateway, &source(), None, 0).await.unwrap()
}

async fn next(gateway: &Gateway, before: &Harvest, hour: i64) -> Harvest {
    poll_at(gateway, &source(), before.memory.as_ref(), hour)
        .await
        .unwrap()
}

async fn refused(gateway: &Gateway) -> String {
    poll_at(gateway, &source(), None, 0)
        .await
        .unwrap_err()
        .to_string()
}

fn changes(withdrawn: &[u64]) -> Listing {
    Listing::Changes {
        withdrawn: withdrawn.iter().copied().map(known).collect(),
    }
}

fn everything(complete: bool, withdrawn: &[u64]) -> Listing {
    let kinds = SpaceKind::ALL.into_iter().filter(|_| complete);
    Listing::Log {
        complete: kinds.collect(),
        withdrawn: withdrawn.iter().copied().map(known).collect(),
    }
}

#[tokio::test]
async fn a_consultation_is_taken_over_whole_and_the_polled_gateway_is_the_last_that_it_came_through()
 {
    let harvest = first(&gateway(&[plain(1, 1)])).await;
    let [record] = harvest.records.as_slice() else {
        panic!("{harvest:?}")
    };
    let relayed = record.relayed.as_ref().unwrap();
    let via: Vec<&str> = relayed.via.iter().map(|via| via.url.as_str()).collect();
    assert_eq!(
        via,
        ["https://premiere.example.fr/", "https://autre.example.fr/"]
    );
    assert_eq!(
        (relayed.id.to_string(), relayed.via[1].name.as_str()),
        (id(1), "L’autre")
    );
    let first = relayed.provenance.as_ref().unwrap();
    assert_eq!(
        (
            first.source_id.as_str(),
            first.name.as_str(),
            first.platform
        ),
        ("participez", "Participez", Platform::Decidim)
    );
    assert_eq!(
        (
            record.kind,
            record.native_id.as_str(),
            relayed.origin.as_str()
        ),
        (SpaceKind::Initiative, "12", "ville.example.fr")
    );
    assert_eq!(
        (relayed.level, relayed.licence.as_deref()),
        (Some(Level::Involve), Some("Licence Ouverte 2.0"))
    );
    assert_eq!(
        record.modalities,
        [Modality::Survey],
        "an unknown word is left out"
    );
    assert!(
        matches!(record.phases[0].opens, Some(Moment::Day(_)))
            && matches!(record.phases[0].closes, Some(Moment::Instant(_)))
    );
    let marks: Vec<bool> = record.title.iter().map(|(_, text)| text.machine).collect();
    assert_eq!(marks, [true, false], "English is a machine’s");
    let [meeting] = record.meetings.as_slice() else {
        panic!("{record:?}")
    };
    assert!(meeting.cancelled && meeting.online && !meeting.description.is_empty());
    assert!(
        meeting.announced,
        "where a gateway does not say it, a meeting is announced"
    );
    assert_eq!(record.links.len(), 1);
}

#[tokio::test]
async fn whole_days_and_what_is_no_longer_announced_travel() {
    let there = gateway(&[upsert(1, 1, |item| {
        let meeting = &mut item["consultation"]["meetings"][0];
        for (key, value) in [
            ("all_day", json!(true)),
            ("starts_at", json!("2026-03-12")),
            ("ends_at", json!("2026-03-14")),
            ("cancelled", json!(false)),
            ("announced", json!(false)),
        ] {
            meeting[key] = value;
        }
    })]);
    let read = first(&there).await;
    let [meeting] = &read.records[0].meetings[..] else {
        panic!("{read:?}")
    };
    let days = MeetingTime::days("2026-03-12".parse().unwrap(), "2026-03-14".parse().unwrap());
    assert_eq!(meeting.time, days);
    assert!(!meeting.announced && !meeting.cancelled);
}

#[tokio::test]
async fn everything_is_read_at_first_then_what_changed_then_nothing() {
    let mut there = gateway(&[plain(1, 1), plain(2, 2), withdraw(3, 3)]);
    let read = first(&there).await;
    assert_eq!(
        (read.records.len(), &read.listing),
        (2, &everything(true, &[3]))
    );
    let quiet = next(&there, &read, 1).await;
    assert_eq!((quiet.records.len(), &quiet.listing), (0, &changes(&[])));
    there.items.extend([plain(4, 4), withdraw(5, 1)]);
    let read = next(&there, &quiet, 2).await;
    assert_eq!((read.records.len(), &read.listing), (1, &changes(&[1])));
    let quiet = next(&there, &read, 3).await;
    let quiet = next(&there, &quiet, 4).await;
    let quiet = next(&there, &quiet, 5).await;
    assert_eq!((quiet.listing, quiet.requests), (Listing::Unchanged, 1));
    assert_eq!(there.asked(), ["0", "3", "3", "5", "5", "5"]);
}

#[tokio::test]
async fn what_is_kept_survives_the_masking_of_phone_numbers() {
    let there = gateway(&[plain(1, 1)]);
    let before = first(&there).await;
    let quiet = next(&there, &before, 1).await;
    for text in [&before, &quiet].map(|harvest| harvest.memory.as_ref().unwrap().to_string()) {
        assert!(!text.contains("0612345678"), "{text}");
    }
}

#[tokio::test]
async fn a_long_log_comes_in_pages_and_the_last_change_of_each_counts() {
    let mut items: Vec<(u64, Value)> = (1..=450).map(|place| plain(place, place)).collect();
    items.push(withdraw(451, 7));
    let there = gateway(&items);
    let read = first(&there).await;
    assert_eq!((read.records.len(), read.requests), (449, 3));
    assert_eq!(read.listing, everything(true, &[7]));
}

#[tokio::test]
async fn a_page_that_is_too_large_is_asked_for_in_parts() {
    let mut there = gateway(
        &(1..=30)
            .map(|place| plain(place, place))
            .collect::<Vec<_>>(),
    );
    there.largest = 25;
    let read = first(&there).await;
    assert_eq!((read.records.len(), read.requests), (30, 4));
    there.largest = 0;
    assert!(
        refused(&there).await.contains("answer_too_large"),
        "and one that is too large alone is an error"
    );
}

#[tokio::test]
async fn once_a_day_and_when_its_configuration_changed_everything_is_read_again() {
    let there = gateway(&[plain(1, 1)]);
    let read = first(&there).await;
    for hour in [24, -1] {
        assert_eq!(
            next(&there, &read, hour).await.listing,
            everything(true, &[]),
            "{hour}"
        );
    }
    let configured = Source {
        level: Some(Level::Consult),
        ..source()
    };
    let again = poll_at(&there, &configured, read.memory.as_ref(), 1)
        .await
        .unwrap();
    assert_eq!(again.listing, everything(true, &[]));
}

#[tokio::test]
async fn a_gateway_that_lost_its_store_is_read_again_and_what_it_lacks_at_first_is_not_gone() {
    let mut there = gateway(&[plain(1, 1), plain(2, 2)]);
    let read = first(&there).await;
    there.log = "07123456780712345678071234567807";
    there.items = vec![plain(1, 1), plain(2, 9), plain(3, 8)];
    let again = next(&there, &read, 1).await;
    assert_eq!(
        (again.records.len(), &again.listing),
        (3, &everything(false, &[]))
    );
    let later = next(&there, &again, 26).await;
    assert_eq!(
        later.listing,
        everything(true, &[]),
        "a day later the new log counts"
    );

    there.items.truncate(1);
    let back = next(&there, &again, 2).await;
    assert_eq!(
        (back.records.len(), &back.listing),
        (1, &everything(true, &[])),
        "an older copy of the same log"
    );
    assert_eq!(there.asked().len(), 6);
    let empty = first(&gateway(&[])).await;
    assert_eq!(
        empty.listing,
        everything(false, &[]),
        "a log without any change is new"
    );
}

#[tokio::test]
async fn what_came_from_here_or_in_a_circle_or_is_not_wanted_is_gone() {
    let through = |url: &'static str| {
        move |item: &mut Value| item["consultation"]["via"][0]["url"] = url.into()
    };
    let there = gateway(&[
        upsert(1, 1, through("http://AGENDA.example.fr:80/")),
        upsert(2, 2, |item| {
            item["consultation"]["source"]["url"] = HERE.into();
        }),
        upsert(3, 3, through("http://autre.example.fr")),
        upsert(4, 4, |item| item["relay"]["kind"] = "assembly".into()),
        plain(5, 5),
    ]);
    let read = first(&there).await;
    assert_eq!(read.records.len(), 1);
    assert!(
        !read.partial && read.listing == everything(true, &[1, 2, 3, 4]),
        "{read:?}"
    );
}

#[tokio::test]
async fn a_gateway_is_no_source_of_itself() {
    let there = gateway(&[plain(1, 1)]);
    let itself = Source {
        url: "http://www.agenda.example.fr/".parse().unwrap(),
        ..source()
    };
    assert!(matches!(
        poll_at(&there, &itself, None, 0).await,
        Err(Error::Itself { .. })
    ));
    assert!(there.asked().is_empty());
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_loses_no_other_and_finds_nothing_missing() {
    let there = gateway(&[
        plain(1, 1),
        upsert(2, 2, |item| {
            item["consultation"]["url"] = "javascript:alert(1)".into();
        }),
        upsert(3, 3, |item| item["relay"]["opens"] = "demain".into()),
        upsert(4, 4, |item| {
            item["consultation"]["via"][0]["url"] = "".into();
        }),
        upsert(5, 5, |item| item["relay"]["kind"] = "séance".into()),
        (6, json!({"type": "renamed", "change": 6})),
        (7, json!(12)),
    ]);
    let read = first(&there).await;
    assert_eq!((read.records.len(), read.partial), (1, true));
    assert_eq!(read.listing, everything(false, &[]));
    let places: Vec<reason::Place> = (2..=6).map(reason::Place::Change).collect();
    assert_eq!(
        read.notices,
        [Reason::new(Code::EntriesUnreadable)
            .with("in", "log")
            .with("count", 6_u32)
            .with("places", places)]
    );
}

proptest! {
    #[test]
    fn whatever_a_page_holds_it_is_read_or_refused(text in ".{0,60}", number in any::<f64>(), at in 0_usize..4000, day in "[+-]?[0-9]{1,6}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:00:00[+-][0-9]{2}:00)?") {
        let (_, item) = upsert(1, 1, |item| {
            for field in ["url", "licence", "organiser", "level"] {
                item["consultation"][field] = text.clone().into();
            }
            item["consultation"]["title"] = json!({text.clone(): text.clone()});
            item["consultation"]["location"] = json!({"latitude": number, "longitude": number});
            item["consultation"]["meetings"][0]["starts_at"] = day.clone().into();
            item["relay"]["opens"] = day.clone().into();
            item["relay"]["origin"] = text.clone().into();
        });
        let (_, dated) = upsert(1, 1, |item| item["consultation"]["phases"][0]["starts_on"] = day.clone().into());
        let via = passerelle_model::Via { url: THERE.parse().unwrap(), name: text };
        let here = HERE.parse().unwrap();
        let reader = entry::EntryReader { polled: &via, here: &here, kinds: &SpaceKind::ALL };
        let _ = reader.read(item);
        let _ = reader.read(dated);
        let mut page = gateway(&[plain(1, 1)]).page(0, 1).to_string();
        page.truncate(page.floor_char_boundary(at));
        let mut there = gateway(&[]);
        there.instead = Some((200, "application/json", page));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let _ = runtime.block_on(poll_at(&there, &source(), None, 0));
    }
}
