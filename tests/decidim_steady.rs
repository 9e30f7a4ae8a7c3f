//! The requests to a large Decidim when little changes, and the time until a change is seen.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use passerelle::connector::Harvest;
use passerelle::fetch::{Answer, Error as FetchError, Fetch, Request};
use passerelle::model::{MeetingRecord, SpaceKind};
use serde_json::{Value, json};

use crate::decidim_fixtures::poll_at;

/// A Decidim of many processes, most of them over, each with a component of meetings.
struct Large {
    meetings: Mutex<BTreeMap<u32, Vec<Value>>>,
    over: u32,
    /// Tells which meetings were edited, where this is set.
    marks: bool,
    asked: Mutex<BTreeMap<String, u32>>,
}

const PROCESSES: u32 = 223;

fn start() -> DateTime<Utc> {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

fn text(text: &str) -> Value {
    json!({"translations": [{"locale": "fr", "text": text}]})
}

fn meeting(id: u32, starts: &str) -> Value {
    json!({
        "id": id.to_string(), "title": text("Atelier"), "description": text("<p>Venez</p>"), "startTime": starts, "endTime": starts,
        "privateMeeting": false, "transparent": true, "isWithdrawn": false, "closed": false, "updatedAt": "2026-10-01T10:00:00+02:00",
    })
}

impl Large {
    /// A Decidim with 1 774 meetings, in the past of what is over, and to come in what is open.
    fn new(over: u32, marks: bool) -> Self {
        let of = |process: u32| {
            let many = if process <= 213 { 8 } else { 7 };
            let starts = if process <= over {
                "2026-05-04T18:30:00+02:00"
            } else {
                "2026-12-14T18:30:00+01:00"
            };
            (0..many)
                .map(|at| meeting(process * 100 + at, starts))
                .collect()
        };
        Self {
            meetings: Mutex::new(
                (1..=PROCESSES)
                    .map(|process| (process, of(process)))
                    .collect(),
            ),
            over,
            marks,
            asked: Mutex::default(),
        }
    }

    fn change(&self, process: u32, change: impl FnOnce(&mut Vec<Value>)) {
        change(self.meetings.lock().unwrap().get_mut(&process).unwrap());
    }

    fn asked(&self, operation: &str) -> u32 {
        self.asked
            .lock()
            .unwrap()
            .get(operation)
            .copied()
            .unwrap_or(0)
    }

    fn processes(&self) -> Value {
        let process = |id: u32| {
            let closes = if id <= self.over {
                "2026-06-30"
            } else {
                "2027-02-12"
            };
            let components = json!([
                {"__typename": "Meetings", "id": id.to_string(), "name": text("Rencontres")},
                {"__typename": "Accountability", "id": format!("{id}9"), "name": text("Suivi")},
            ]);
            json!({"id": id.to_string(), "slug": format!("p{id}"), "title": text("Berges"), "startDate": "2026-02-02", "endDate": closes, "steps": [], "components": components})
        };
        (1..=PROCESSES).map(process).collect()
    }

    fn page(rows: &[Value]) -> Value {
        let edges: Vec<Value> = rows.iter().map(|node| json!({"node": node})).collect();
        json!({"pageInfo": {"hasNextPage": false, "endCursor": null}, "edges": edges})
    }

    fn marks(&self) -> Value {
        let meetings = self.meetings.lock().unwrap();
        let spaces = meetings.iter().map(|(process, rows)| {
            let component = json!({"__typename": "Meetings", "id": process.to_string(), "meetings": Self::page(rows)});
            json!({"id": process.to_string(), "components": [component]})
        });
        spaces.collect()
    }

    fn answer(&self, operation: &str, id: &str) -> Value {
        match operation {
            "Probe" => json!({"errors": [
                {"message": "?", "extensions": {"code": "undefinedField", "typeName": "Query", "fieldName": "passerelle"}},
            ]}),
            "Processes" => json!({"data": {"participatoryProcesses": self.processes()}}),
            "Territory" => json!({"data": {"participatoryProcesses": []}}),
            "Conferences" => json!({"data": {"conferences": []}}),
            "Initiatives" => json!({"data": {"initiatives": []}}),
            "ProcessesMeetings" if self.marks => {
                json!({"data": {"participatoryProcesses": self.marks()}})
            }
            "ComponentMeetings" => {
                let meetings = self.meetings.lock().unwrap();
                let page = Self::page(&meetings[&id.parse().unwrap()]);
                json!({"data": {"component": {"__typename": "Meetings", "meetings": page}}})
            }
            "ComponentResults" => {
                json!({"data": {"component": {"__typename": "Accountability", "results": {"edges": []}}}})
            }
            "ProcessStats" => json!({"data": {"participatoryProcess": {"stats": []}}}),
            _ => json!({"data": {}}),
        }
    }
}

#[async_trait]
impl Fetch for Large {
    async fn send(&self, request: Request) -> Result<Answer, FetchError> {
        let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let operation = body["operationName"].as_str().unwrap();
        *self
            .asked
            .lock()
            .unwrap()
            .entry(operation.to_owned())
            .or_default() += 1;
        let answer = self.answer(
            operation,
            body["variables"]["id"].as_str().unwrap_or_default(),
        );
        Ok(Answer {
            status: 200,
            url: request.url,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: answer.to_string().into(),
        })
    }
}

/// Polls hour by hour.
struct Polls {
    host: Large,
    memory: Option<Value>,
    now: DateTime<Utc>,
}

impl Polls {
    fn of(host: Large) -> Self {
        Self {
            host,
            memory: None,
            now: start(),
        }
    }

    async fn next(&mut self) -> Harvest {
        let kinds = [
            SpaceKind::Process,
            SpaceKind::Conference,
            SpaceKind::Initiative,
        ];
        let harvest = poll_at(&self.host, self.memory.as_ref(), &kinds, self.now)
            .await
            .unwrap();
        self.memory.clone_from(&harvest.memory);
        self.now += Duration::hours(1);
        harvest
    }

    /// Counts the polls until a process brings what is wanted.
    async fn until(&mut self, process: u32, is_seen: impl Fn(&[MeetingRecord]) -> bool) -> u32 {
        for polls in 1..200 {
            let harvest = self.next().await;
            let id = process.to_string();
            let record = harvest
                .records
                .iter()
                .find(|one| one.native_id == id)
                .unwrap();
            if record.meetings_complete && is_seen(&record.meetings) {
                return polls;
            }
        }
        panic!("never seen")
    }
}

fn cancels(id: &str) -> impl Fn(&[MeetingRecord]) -> bool {
    move |meetings| {
        meetings
            .iter()
            .any(|one| one.native_id == id && one.cancelled)
    }
}

#[tokio::test]
async fn a_steady_poll_of_a_large_host_takes_fifty_requests_at_most() {
    for (over, marks) in [(200, true), (200, false), (20, false)] {
        let mut polls = Polls::of(Large::new(over, marks));
        let first = polls.next().await;
        let read: usize = first.records.iter().map(|one| one.meetings.len()).sum();
        assert_eq!(read, 1774, "the first poll reads all");
        assert!(first.requests <= 300, "{}", first.requests);
        let mut all = vec![first.requests];
        // Also while what the first poll has not asked of counts and results follows, and while all is asked anew the day after.
        let mut day = 0;
        for hour in 1..=30 {
            let requests = polls.next().await.requests;
            all.push(requests);
            assert!(requests <= 50, "{over} {marks}, hour {hour}: {all:?}");
            day += if hour > 6 { requests } else { 0 };
        }
        assert!(day <= 1000, "{over} {marks}: {day} requests a day, {all:?}");
    }
}

#[tokio::test]
async fn where_the_host_tells_every_change_of_a_meeting_is_seen_at_the_next_poll() {
    let mut polls = Polls::of(Large::new(200, true));
    polls.next().await;
    polls.next().await;
    polls.host.change(210, |meetings| {
        meetings[0]["isWithdrawn"] = true.into();
        meetings[0]["updatedAt"] = "2026-11-30T13:30:00+01:00".into();
    });
    assert_eq!(polls.until(210, cancels("21000")).await, 1, "withdrawn");
    polls.host.change(3, |meetings| {
        meetings.push(meeting(399, "2026-12-20T18:30:00+01:00"));
    });
    let is_there = |meetings: &[MeetingRecord]| meetings.iter().any(|one| one.native_id == "399");
    assert_eq!(polls.until(3, is_there).await, 1, "new in what is over");
    polls.host.change(3, |meetings| {
        meetings.last_mut().unwrap()["isWithdrawn"] = true.into();
        meetings.last_mut().unwrap()["updatedAt"] = "2026-11-30T15:30:00+01:00".into();
    });
    assert_eq!(
        polls.until(3, cancels("399")).await,
        1,
        "withdrawn in what is over"
    );
    polls.host.change(211, |meetings| drop(meetings.remove(0)));
    let is_gone = |meetings: &[MeetingRecord]| meetings.iter().all(|one| one.native_id != "21100");
    assert_eq!(polls.until(211, is_gone).await, 1, "removed");
    assert_eq!(
        polls.until(211, is_gone).await,
        1,
        "and read again, since one reading proves no absence"
    );
    let before = polls.host.asked("ComponentMeetings");
    for _ in 0..3 {
        polls.next().await;
    }
    assert!(
        polls.host.asked("ComponentMeetings") - before <= 10,
        "then it is left alone"
    );
}

#[tokio::test]
async fn where_the_host_does_not_tell_what_is_open_takes_turns() {
    let mut polls = Polls::of(Large::new(200, false));
    polls.next().await;
    polls
        .host
        .change(210, |meetings| meetings[0]["isWithdrawn"] = true.into());
    let seen = polls.until(210, cancels("21000")).await;
    assert!(seen <= 2, "23 open spaces, 16 in a poll: {seen}");
    polls.host.change(3, |meetings| {
        meetings.push(meeting(399, "2026-12-20T18:30:00+01:00"));
    });
    let is_there = |meetings: &[MeetingRecord]| meetings.iter().any(|one| one.native_id == "399");
    let seen = polls.until(3, is_there).await;
    assert!(seen <= 50, "what is over, in a day or two: {seen}");
}

#[tokio::test]
async fn what_was_never_told_is_not_cancelled_and_what_was_closed_before_its_day_is_not_announced()
{
    let host = Large::new(200, true);
    host.change(210, |meetings| {
        meetings[0]["isWithdrawn"] = true.into();
        meetings[1]["closed"] = true.into();
    });
    host.change(3, |meetings| meetings[0]["closed"] = true.into());
    let harvest = Polls::of(host).next().await;
    let of = |id: &str| {
        harvest
            .records
            .iter()
            .find(|one| one.native_id == id)
            .unwrap()
    };
    let ids: Vec<&str> = of("210")
        .meetings
        .iter()
        .filter(|one| one.announced)
        .map(|one| one.native_id.as_str())
        .collect();
    assert_eq!(ids, ["21002", "21003", "21004", "21005", "21006", "21007"]);
    assert_eq!(
        of("3").meetings.len(),
        8,
        "minutes are written of what has taken place"
    );
}
