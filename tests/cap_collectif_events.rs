//! The events of a Cap Collectif over a real socket: which project each belongs to, and what stands alone. What cannot be known at one poll is not
//! guessed, and is known at a later one.

use chrono_tz::Europe::Paris;
use passerelle::model::{Record, SpaceKind};
use serde_json::Value;

use crate::cap_collectif::{NOON, is_complete, many, polled, read, source, the_record};
use crate::cap_collectif_platform::{Content, Platform, event};

#[tokio::test]
async fn events_belong_to_their_projects_and_stand_alone_otherwise() {
    let platform = Platform::start(Content {
        projects: many(25),
        events: vec![
            event(1, "2026-04-02 18:30:00", &[3, 4]),
            event(2, "2026-04-01 18:30:00", &[]),
            event(3, "2020-01-01 18:30:00", &[]),
            event(4, "2026-03-01 10:00:00", &[25]),
        ],
        ..Content::default()
    })
    .await;
    let source = source(&platform.address);
    let first = polled(&source, None, NOON).await.unwrap();
    let asked = platform.asked();
    let links = |asked: &[String]| asked.iter().filter(|name| *name == "EventLinks").count();
    assert_eq!(links(&asked), 3, "ten projects at once");
    for (id, meetings) in [("Do3", 1), ("Do4", 1), ("Do25", 1), ("Do5", 0)] {
        let record = the_record(&first, id);
        assert_eq!(record.meetings.len(), meetings, "{id}");
        assert!(record.meetings_complete, "{id}");
    }
    let meeting = &the_record(&first, "Do3").meetings[0];
    assert_eq!(
        meeting.time.start().to_iso(Paris),
        "2026-04-02T18:30:00+02:00"
    );
    assert_eq!(meeting.url.path(), "/events/atelier-1");
    let alone: Vec<&Record> = first
        .records
        .iter()
        .filter(|record| record.kind == SpaceKind::Event)
        .collect();
    assert_eq!(alone.len(), 1, "what is long over stands alone no more");
    assert_eq!(alone[0].meetings.len(), 1);
    assert!(first.listing.is_complete(SpaceKind::Event));

    let memory = first.memory;
    let again = polled(&source, memory.as_ref(), NOON).await.unwrap();
    let asked = platform.asked();
    assert_eq!(links(&asked), 0, "{asked:?}");
    assert!(!asked.contains(&"ProjectCounts".to_owned()));
    assert_eq!(the_record(&again, "Do3").meetings.len(), 1);
    assert_eq!(the_record(&again, "Do3").counts.votes, Some(5));

    platform.change(|content| content.events.push(event(5, "2026-04-09 18:30:00", &[7])));
    let later = polled(&source, again.memory.as_ref(), NOON).await.unwrap();
    assert_eq!(the_record(&later, "Do7").meetings.len(), 1, "a new event");

    platform.change(|content| content.failing = vec!["EventLinks"]);
    let next_day = polled(&source, later.memory.as_ref(), "2026-03-21T13:00:00Z")
        .await
        .unwrap();
    assert!(next_day.partial);
    assert_eq!(the_record(&next_day, "Do7").meetings.len(), 1, "remembered");
}

#[tokio::test]
async fn events_that_cannot_be_read_or_linked_are_not_taken_for_gone() {
    let platform = Platform::start(Content {
        projects: many(2),
        events: vec![event(1, "2026-04-02 18:30:00", &[1])],
        failing: vec!["Events"],
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert!(harvest.partial && is_complete(&harvest));
    assert!(!harvest.listing.is_complete(SpaceKind::Event));
    assert!(
        harvest
            .records
            .iter()
            .all(|record| !record.meetings_complete)
    );

    platform.change(|content| content.failing = vec!["EventLinks"]);
    let harvest = read(&platform).await;
    assert_eq!(harvest.records.len(), 2, "no event stands alone by mistake");
    assert!(
        harvest
            .records
            .iter()
            .all(|record| !record.meetings_complete)
    );
    assert!(!harvest.listing.is_complete(SpaceKind::Event));
}

#[tokio::test]
async fn a_project_with_more_events_than_a_page_has_them_all() {
    let platform = Platform::start(Content {
        projects: many(1),
        events: (1..=7)
            .map(|number| event(number, "2026-04-02 18:30:00", &[1]))
            .collect(),
        page: 3,
        ..Content::default()
    })
    .await;
    let harvest = read(&platform).await;
    assert_eq!(harvest.records.len(), 1);
    assert_eq!(harvest.records[0].meetings.len(), 7);
}

/// The keys of what stands alone.
fn alone(records: &[Record]) -> Vec<&str> {
    records
        .iter()
        .filter(|record| record.kind == SpaceKind::Event)
        .map(|record| record.native_id.as_str())
        .collect()
}

#[tokio::test]
async fn the_events_of_projects_that_could_not_be_read_do_not_stand_alone() {
    let platform = Platform::start(Content {
        projects: many(12),
        events: vec![
            event(1, "2026-04-02 18:30:00", &[2]),
            event(2, "2026-04-03 18:30:00", &[11]),
            event(3, "2026-04-04 18:30:00", &[]),
        ],
        page: 5,
        second_page: Some((502, "")),
        ..Content::default()
    })
    .await;
    let source = source(&platform.address);
    let first = polled(&source, None, NOON).await.unwrap();
    assert!(!is_complete(&first));
    assert_eq!(alone(&first.records), [""; 0], "nobody knows yet");
    assert_eq!(the_record(&first, "Do2").meetings.len(), 1);
    assert!(!first.listing.is_complete(SpaceKind::Event));

    platform.change(|content| content.second_page = None);
    let whole = polled(&source, first.memory.as_ref(), NOON).await.unwrap();
    assert_eq!(alone(&whole.records), ["RXZlbnQ63"]);
    assert_eq!(the_record(&whole, "Do11").meetings.len(), 1);

    platform.change(|content| {
        content.second_page = Some((502, ""));
        content.events[2]["timeRange"]["startAt"] = Value::from("2026-04-05 18:30:00");
        content.events.push(event(4, "2026-04-06 18:30:00", &[12]));
    });
    let partly = polled(&source, whole.memory.as_ref(), NOON).await.unwrap();
    assert_eq!(alone(&partly.records), ["RXZlbnQ63"], "as it was known");
    assert!(!partly.listing.is_complete(SpaceKind::Event));

    platform.change(|content| content.second_page = None);
    let back = polled(&source, partly.memory.as_ref(), NOON).await.unwrap();
    assert_eq!(
        alone(&back.records),
        ["RXZlbnQ63"],
        "what was new when its project could not be asked is asked for now"
    );
    assert_eq!(the_record(&back, "Do12").meetings.len(), 1);
}
