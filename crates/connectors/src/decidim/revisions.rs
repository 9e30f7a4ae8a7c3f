//! Revisions: digests of the meetings of each component and of when each meeting was edited. A revision that differs from the one of the last
//! reading says that a meeting was added, edited or removed. One document gives them for all spaces of a kind; without them every component would
//! have to be asked at every poll.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use graphql_client::{GraphQLQuery, QueryBody};
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

/// The revisions of components, by the id of the component.
pub(super) type Revisions = BTreeMap<String, String>;

/// A document that asks when the meetings of all spaces of a kind were edited.
struct RevisionsQuery {
    operation: &'static str,
    text: &'static str,
    /// The field of `Query` that holds the list of spaces.
    list_field: &'static str,
}

impl RevisionsQuery {
    fn new<V>(body: &QueryBody<V>, list_field: &'static str) -> Self {
        Self {
            operation: body.operation_name,
            text: body.query,
            list_field,
        }
    }

    /// Returns the document for a kind of space; `None` for kinds that have none.
    fn of_kind(kind: SpaceKind) -> Option<Self> {
        Some(match kind {
            SpaceKind::Process => Self::new(
                &ProcessesMeetings::build_query(processes_meetings::Variables {}),
                "participatoryProcesses",
            ),
            SpaceKind::Assembly => Self::new(
                &AssembliesMeetings::build_query(assemblies_meetings::Variables {}),
                "assemblies",
            ),
            SpaceKind::Conference => Self::new(
                &ConferencesMeetings::build_query(conferences_meetings::Variables {}),
                "conferences",
            ),
            SpaceKind::Initiative => Self::new(
                &InitiativesMeetings::build_query(initiatives_meetings::Variables {}),
                "initiatives",
            ),
            SpaceKind::Consultation | SpaceKind::Event => return None,
        })
    }
}

/// Reads the revisions of the components of all spaces of these kinds.
///
/// A component has no revision if it has more meetings than one page holds, or if the host does not say when they were edited. If a host fails over
/// the document, it is not asked again for a day: components without a revision only take more requests.
pub(super) async fn read(
    session: &mut Session<'_>,
    memory: &mut Memory,
    kinds: &BTreeSet<SpaceKind>,
    now: DateTime<Utc>,
) -> Revisions {
    let mut revisions = Revisions::new();
    for kind in kinds {
        let key = kind.token();
        let Some(query) = RevisionsQuery::of_kind(*kind) else {
            continue;
        };
        if memory.revisions_failed.is_fresh(key, now) {
            continue;
        }
        let answer = session
            .exchange(query.operation, query.text, &Map::new(), OnNull::Accept)
            .await;
        let data = answer.ok().flatten().and_then(|answer| answer.data);
        match data.as_ref().and_then(|data| data.get(query.list_field)) {
            Some(Value::Array(spaces)) => {
                revisions.extend(spaces.iter().flat_map(revisions_of_space));
            }
            _ => memory.revisions_failed.note(key, (), now),
        }
    }
    revisions
}

fn revisions_of_space(space: &Value) -> Revisions {
    let components = space.get("components").and_then(Value::as_array);
    let revisions = components.into_iter().flatten().filter_map(|component| {
        let id = component.get("id")?.as_str()?;
        Some((id.to_owned(), revision(component)?))
    });
    revisions.collect()
}

/// Returns the revision of one component: equal exactly as long as the component holds the same meetings and none of them is edited.
fn revision(component: &Value) -> Option<String> {
    let meetings = component.get("meetings")?;
    let has_next_page = meetings.pointer("/pageInfo/hasNextPage")?.as_bool()?;
    if has_next_page {
        return None;
    }
    let mut rows = Vec::new();
    for edge in meetings.get("edges")?.as_array()? {
        // A meeting that moderators hid comes as null.
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

/// Returns a digest of texts in their order, in 32 hexadecimal digits.
pub(super) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    // Half of the hash is more than enough to distinguish two states of one space.
    let bytes = hasher.finalize().into_iter().take(16);
    bytes
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half_byte| char::from_digit(half_byte.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn component(rows: &[(&str, &str)], has_next_page: bool) -> Value {
        let edges: Vec<Value> = rows
            .iter()
            .map(|(id, updated)| json!({"node": {"id": id, "updatedAt": updated}}))
            .collect();
        json!({"id": "7", "meetings": {"pageInfo": {"hasNextPage": has_next_page}, "edges": edges}})
    }

    #[test]
    fn a_revision_changes_with_every_edit_and_not_with_the_order() {
        let of_rows = |rows: &[(&str, &str)]| revision(&component(rows, false)).unwrap();
        let before = of_rows(&[("1", "a"), ("2", "b")]);
        assert_eq!(before, of_rows(&[("2", "b"), ("1", "a")]));
        for after in [
            &[("1", "a"), ("2", "c")][..],
            &[("1", "a")],
            &[("1", "a"), ("2", "b"), ("3", "c")],
            &[],
        ] {
            assert_ne!(before, of_rows(after), "{after:?}");
        }
    }

    #[test]
    fn without_all_meetings_and_their_dates_there_is_no_revision() {
        assert_eq!(revision(&component(&[("1", "a")], true)), None);
        let mut undated = component(&[("1", "a")], false);
        undated["meetings"]["edges"][0]["node"]["updatedAt"] = Value::Null;
        assert_eq!(revision(&undated), None);
        assert_eq!(revision(&json!({"id": "7", "meetings": null})), None);
        let mut hidden = component(&[("1", "a")], false);
        hidden["meetings"]["edges"][0]["node"] = Value::Null;
        assert!(revision(&hidden).is_some());
    }
}
