//! Findings as JSON, for programs.

use chrono_tz::Europe::Paris;
use serde_json::{Map, Value, json};

use super::block::source_block;
use crate::connector::recognition::{Fact, Found, Recognized};
use crate::model::reason::Audience;
use crate::model::{Reason, TerritoryCode};
use crate::publish::json::ReasonBody;
use crate::publish::phrases::Phrases;

/// Writes the best finding with the keys of its kind, and all of them under `found`.
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
        ("platform".to_owned(), json!(found.platform.token())),
        ("url".to_owned(), json!(found.url)),
        ("name".to_owned(), json!(found.own_name())),
        (
            "block".to_owned(),
            json!(source_block(found, territory, phrases)),
        ),
    ]);
    let facts = found.facts.iter();
    described.extend(facts.map(|(name, fact)| ((*name).to_owned(), of_fact(fact, phrases))));
    described
}

fn of_fact(fact: &Fact, phrases: &Phrases) -> Value {
    match fact {
        Fact::Unknown => Value::Null,
        Fact::Flag(flag) => json!(flag),
        Fact::Count(count) => json!(count),
        Fact::Text(text) => json!(text),
        Fact::Names(names) => json!(names),
        Fact::Titles(titles) => titles
            .iter()
            .map(|(id, title)| json!({ "id": id, "title": title }))
            .collect(),
        Fact::Obstacle(why) => reason_as_json(why, phrases),
        Fact::Problems(problems) => problems
            .iter()
            .map(|problem| reason_as_json(problem, phrases))
            .collect(),
    }
}

/// Writes a reason for programs, with its sentences in the language of `phrases`.
pub(super) fn reason_as_json(reason: &Reason, phrases: &Phrases) -> Value {
    json!(ReasonBody::new(reason, Paris, phrases, Audience::Operator))
}
