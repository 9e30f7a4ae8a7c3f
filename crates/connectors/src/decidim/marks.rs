//! Marks: what tells, in one answer for all spaces of a kind, whether any meeting of a component was added, edited or removed since it was last
//! read. Without them every component would have to be asked at every poll.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use graphql_client::GraphQLQuery;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::client::OnNull;
use super::documents::{
    AssembliesMeetings, ConferencesMeetings, InitiativesMeetings, ProcessesMeetings,
    assemblies_meetings, conferences_meetings, initiatives_meetings, processes_meetings,
};
use super::memory::Memory;
use super::session::Session;
use passerelle_model::SpaceKind;

/// The name and the text of a document.
type NameAndText = (&'static str, &'static str);

/// The document of a kind of space, and the list that it asks.
fn document(kind: SpaceKind) -> Option<(NameAndText, &'static str)> {
    let (document, list) = match kind {
        SpaceKind::Process => {
            let body = ProcessesMeetings::build_query(processes_meetings::Variables {});
            ((body.operation_name, body.query), "participatoryProcesses")
        }
        SpaceKind::Assembly => {
            let body = AssembliesMeetings::build_query(assemblies_meetings::Variables {});
            ((body.operation_name, body.query), "assemblies")
        }
        SpaceKind::Conference => {
            let body = ConferencesMeetings::build_query(conferences_meetings::Variables {});
            ((body.operation_name, body.query), "conferences")
        }
        SpaceKind::Initiative => {
            let body = InitiativesMeetings::build_query(initiatives_meetings::Variables {});
            ((body.operation_name, body.query), "initiatives")
        }
        SpaceKind::Consultation | SpaceKind::Event => return None,
    };
    Some((document, list))
}

/// The marks of the components of every space of these kinds, by the key of the component. A component whose mark cannot be told has none:
/// one with more meetings than a page holds, or of which the host does not say when they were edited. Where a host fails over a document it
/// is not asked it again for a day, and nothing is lost but requests.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    kinds: &[SpaceKind],
    now: DateTime<Utc>,
) -> BTreeMap<String, String> {
    let mut marks = BTreeMap::new();
    for kind in kinds {
        let key = kind.token();
        let Some(((name, text), list)) = document(*kind) else {
            continue;
        };
        if memory.marks_failed.is_fresh(key, now) {
            continue;
        }
        let answer = session
            .exchange(name, text, &Map::new(), OnNull::Accept)
            .await;
        let data = answer.ok().flatten().and_then(|answer| answer.data);
        match data.as_ref().and_then(|data| data.get(list)) {
            Some(Value::Array(spaces)) => marks.extend(spaces.iter().flat_map(of_space)),
            _ => memory.marks_failed.note(key, (), now),
        }
    }
    marks
}

fn of_space(space: &Value) -> Vec<(String, String)> {
    let components = space.get("components").and_then(Value::as_array);
    let marked = components.into_iter().flatten().filter_map(|component| {
        let id = component.get("id")?.as_str()?;
        Some((id.to_owned(), of_component(component)?))
    });
    marked.collect()
}

/// The mark of one component: the same exactly while it holds the same meetings, none of them edited.
fn of_component(component: &Value) -> Option<String> {
    let meetings = component.get("meetings")?;
    let more = meetings.pointer("/pageInfo/hasNextPage")?.as_bool()?;
    if more {
        return None;
    }
    let mut rows = Vec::new();
    for edge in meetings.get("edges")?.as_array()? {
        // What moderators hid comes as null.
        let Some(node) = edge.get("node").filter(|node| !node.is_null()) else {
            continue;
        };
        rows.push((node.get("id")?.as_str()?, node.get("updatedAt")?.as_str()?));
    }
    rows.sort_unstable();
    Some(digest(
        rows.into_iter().flat_map(|(id, updated)| [id, updated]),
    ))
}

/// A short digest of texts in their order.
pub(super) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    // Half of it is more than enough to tell two states of one space apart.
    let bytes = hasher.finalize().into_iter().take(16);
    bytes
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|four| char::from_digit(four.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn component(rows: &[(&str, &str)], more: bool) -> Value {
        let edges: Vec<Value> = rows
            .iter()
            .map(|(id, updated)| json!({"node": {"id": id, "updatedAt": updated}}))
            .collect();
        json!({"id": "7", "meetings": {"pageInfo": {"hasNextPage": more}, "edges": edges}})
    }

    #[test]
    fn a_mark_changes_with_every_edit_and_with_no_order() {
        let mark = |rows: &[(&str, &str)]| of_component(&component(rows, false)).unwrap();
        let before = mark(&[("1", "a"), ("2", "b")]);
        assert_eq!(before, mark(&[("2", "b"), ("1", "a")]));
        for after in [
            &[("1", "a"), ("2", "c")][..],
            &[("1", "a")],
            &[("1", "a"), ("2", "b"), ("3", "c")],
            &[],
        ] {
            assert_ne!(before, mark(after), "{after:?}");
        }
    }

    #[test]
    fn what_cannot_be_told_whole_has_no_mark() {
        assert_eq!(of_component(&component(&[("1", "a")], true)), None);
        let mut undated = component(&[("1", "a")], false);
        undated["meetings"]["edges"][0]["node"]["updatedAt"] = Value::Null;
        assert_eq!(of_component(&undated), None);
        assert_eq!(of_component(&json!({"id": "7", "meetings": null})), None);
        let mut hidden = component(&[("1", "a")], false);
        hidden["meetings"]["edges"][0]["node"] = Value::Null;
        assert!(of_component(&hidden).is_some());
    }
}
