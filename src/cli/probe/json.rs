//! JSON of what was found, for programs.

use chrono_tz::Europe::Paris;
use serde_json::{Map, Value, json};

use super::block::source_block;
use crate::connector::cap_collectif::{self, Access};
use crate::connector::recognition::{Found, Recognized};
use crate::model::reason::Audience;
use crate::model::{Reason, TerritoryCode};
use crate::publish::json::ReasonBody;
use crate::publish::phrases::Phrases;

/// The best finding with the keys of its kind, and all of them under `found`.
pub(super) fn as_json(recognized: &Recognized, phrases: &Phrases) -> Value {
    let found: Vec<Map<String, Value>> = recognized
        .found
        .iter()
        .map(|found| one_as_json(found, None, phrases))
        .collect();
    let mut best = found.first().cloned().unwrap_or_default();
    best.insert("requests".to_owned(), json!(recognized.requests));
    best.insert("found".to_owned(), json!(found));
    Value::Object(best)
}

pub(super) fn one_as_json(
    found: &Found,
    territory: Option<TerritoryCode>,
    phrases: &Phrases,
) -> Map<String, Value> {
    let mut described = Map::from_iter([
        ("platform".to_owned(), json!(found.platform().token())),
        ("url".to_owned(), json!(found.url())),
        ("name".to_owned(), json!(found.name())),
        (
            "block".to_owned(),
            json!(source_block(found, territory, phrases)),
        ),
    ]);
    let more = match found {
        Found::Decidim(found) => json!({
            "version": found.version,
            "like_versions": found.like_versions,
            "missing": found.missing,
            "gateway": found.gateway,
        }),
        Found::CapCollectif(found) => of_access(found, phrases),
        Found::Opendatasoft(found) => json!({
            "datasets": found.candidates.iter().map(|candidate| json!({ "id": candidate.id, "title": candidate.title })).collect::<Vec<_>>(),
            "total": found.total,
        }),
        Found::Passerelle(found) => json!({ "version": found.version, "gateway": true }),
        Found::Feed(found) => json!({ "format": found.format, "entries": found.entries }),
        Found::Calendar(found) => json!({ "events": found.events }),
        Found::File(found) => {
            let problems = found.problems.iter();
            let problems = problems.map(|problem| reason_as_json(problem, phrases));
            json!({ "format": found.format, "entries": found.entries, "problems": problems.collect::<Vec<_>>() })
        }
    };
    if let Value::Object(more) = more {
        described.extend(more);
    }
    described
}

fn of_access(found: &cap_collectif::Recognition, phrases: &Phrases) -> Value {
    match &found.access {
        Access::Open {
            projects,
            events,
            districts,
        } => {
            json!({ "readable": true, "projects": projects, "events": events, "districts": districts })
        }
        closed => {
            let obstacle = closed.obstacle(&found.url);
            let obstacle = obstacle.map(|it| reason_as_json(&it, phrases));
            json!({ "readable": false, "error": obstacle })
        }
    }
}

/// A reason for programs, with its sentences in the language of `phrases`.
pub(super) fn reason_as_json(reason: &Reason, phrases: &Phrases) -> Value {
    json!(ReasonBody::new(reason, Paris, phrases, Audience::Operator))
}
