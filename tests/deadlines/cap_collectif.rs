//! Projects that have no dates but those of their steps.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::*;

struct CapCollectif;

holds!(CapCollectif);

/// The local time, without a zone, at which a step begins or ends: a day is told from its first second to its last.
fn local(written: &str, time: &str, zone: Tz) -> Option<String> {
    if written.parse::<NaiveDate>().is_ok() {
        return Some(format!("{written} {time}"));
    }
    let instant: DateTime<Utc> = written.parse().ok()?;
    let local = instant.with_timezone(&zone);
    Some(local.format("%Y-%m-%d %H:%M:%S").to_string())
}

/// The state that the platform tells of a step at noon.
fn state(step: &Written, opens: Option<&str>, closes: Option<&str>) -> &'static str {
    const NOW: &str = "2026-11-30 12:00:00";
    match (opens, closes) {
        (None, None) if step.active => "OPENED",
        (Some(opens), _) if opens > NOW => "FUTURE",
        (None, Some(closes)) if closes > NOW => "FUTURE",
        (_, Some(closes)) if closes < NOW => "CLOSED",
        (None, None) => "CLOSED",
        _ => "OPENED",
    }
}

fn step(at: usize, step: &Written, zone: Tz) -> Value {
    const READ: [&str; 3] = ["PresentationStep", "OtherStep", "RankingStep"];
    const DONE: [&str; 4] = [
        "CollectStep",
        "QuestionnaireStep",
        "ConsultationStep",
        "DebateStep",
    ];
    let kind = if step.reading {
        READ[at % READ.len()]
    } else {
        DONE[at % DONE.len()]
    };
    let opens = local(&step.opens, "00:00:00", zone);
    let closes = local(&step.closes, "23:59:59", zone);
    json!({
        "__typename": kind, "id": format!("s{at}"), "url": format!("/project/p/collect/s{at}"),
        "title": step.title.unwrap_or("Étape"),
        "state": state(step, opens.as_deref(), closes.as_deref()),
        "timeRange": {"startAt": opens, "endAt": closes},
    })
}

fn project(key: &str, case: &Case, zone: Tz) -> Value {
    // Of what is to come at a day that is not known only the end is told.
    let to_come = [days("", "2027-01-29")];
    let told = match case.declared_state {
        Some(_) => &to_come[..],
        None => &case.phases,
    };
    let steps = told.iter().enumerate();
    let steps: Vec<Value> = steps.map(|(at, phase)| step(at, phase, zone)).collect();
    json!({"id": key, "url": format!("/project/p{key}/collect/s0"), "title": title(key), "steps": steps})
}

/// The last end of what one can take part in; empty where something goes on.
fn last_end(case: &Case) -> String {
    let only_reading = case.phases.iter().all(|phase| phase.reading);
    let counted = || {
        let phases = case.phases.iter();
        phases.filter(|phase| only_reading || !phase.reading)
    };
    let goes_on =
        counted().any(|phase| phase.closes.is_empty() && (phase.active || !phase.opens.is_empty()));
    let last = counted().map(|phase| phase.closes.as_str()).max();
    last.filter(|_| !goes_on).unwrap_or_default().to_owned()
}

/// Returns whether the period of the whole follows from the phases.
fn follows(case: &Case) -> bool {
    let Written { opens, closes, .. } = &case.whole;
    let taking_part = case.phases.iter().filter(|phase| !phase.reading);
    let begins = taking_part.map(|phase| phase.opens.as_str());
    let begins = begins.filter(|day| !day.is_empty()).min();
    let is_told = opens.is_empty() && closes.is_empty();
    is_told || *closes == last_end(case) && begins.is_some_and(|begins| opens.as_str() <= begins)
}

impl Told for CapCollectif {
    const LETTER: char = 'C';
    const COLUMN: usize = 2;
    const OF_READING: &'static str = "by kind of step";

    fn source(shared: Source) -> Source {
        Source {
            platform: Platform::CapCollectif,
            ..shared
        }
    }

    fn can_tell(case: &Case) -> bool {
        let is_undated = |phase: &Written| phase.opens.is_empty() && phase.closes.is_empty();
        let has_phases = !case.phases.is_empty();
        let is_empty = is_undated(&case.whole) && !has_phases;
        match case.declared_state {
            Some(word) => is_empty && word == DeclaredState::Upcoming,
            None if is_empty => true,
            None => {
                let each = |phase: &Written| {
                    let is_current = phase.active && (!is_undated(phase) || phase.reading);
                    let lacks_beginning = phase.opens.is_empty() && !phase.closes.is_empty();
                    !is_current && !lacks_beginning
                };
                has_phases && case.phases.iter().all(each) && follows(case)
            }
        }
    }

    fn answer(
        request: &Request,
        cases: &[(String, &Case)],
        zone: Tz,
    ) -> (u16, &'static str, String) {
        let Some(body) = request.body.as_deref() else {
            return (404, "text/html", String::new());
        };
        let asked: Value = serde_json::from_slice(body).unwrap();
        let nodes = cases
            .iter()
            .map(|(key, case)| json!({"node": project(key, case, zone)}));
        let edges: Vec<Value> = if asked["operationName"] == "Projects" {
            nodes.collect()
        } else {
            Vec::new()
        };
        let list =
            json!({"totalCount": edges.len(), "pageInfo": {"hasNextPage": false}, "edges": edges});
        let data = json!({"data": {"projects": list, "events": {"edges": []}}});
        (200, "application/json", data.to_string())
    }
}
