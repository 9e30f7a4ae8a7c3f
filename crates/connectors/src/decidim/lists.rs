//! Lists of spaces, read so that one broken space costs no other.
//!
//! Where a server fails over one element of a list, it may still give a part of that element, or all other elements, or nothing of the list. The
//! elements that came are used; the others are asked one by one; those that still do not come are named in the notices.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::answer::GraphqlAnswer;
use super::client::{Client, OnNull};
use super::memory::Memory;
use super::missing_parts::MissingParts;
use super::narrowing::{self, SingleOutcome};
use super::session::Session;
use super::spaces::{Space, SpaceList};
use crate::Error;
use crate::fault::Flaw;
use crate::findings::Findings;
use passerelle_model::{Part, Record, SpaceKind};

/// The most spaces of a kind that are asked one by one in one poll; the others keep what is known of them, and are asked in later polls.
const MOST_ASKED_ALONE: usize = 60;

/// A list of spaces: its document, and the names that are needed to ask for its elements one by one.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListQuery {
    /// The kind of the spaces.
    pub(super) kind: SpaceKind,
    /// The name of the document's operation.
    pub(super) operation: &'static str,
    /// The text of the document.
    pub(super) text: &'static str,
    /// The field of `Query` that holds the list.
    pub(super) list_field: &'static str,
    /// The field of `Query` that holds one space, by its id.
    pub(super) single_field: &'static str,
    /// The name for the operation that asks only for the keys of the list.
    pub(super) keys_operation: &'static str,
    /// The name for the operation that asks for one space.
    pub(super) single_operation: &'static str,
}

/// The key of a space, and its slug where the host gives one.
#[derive(Debug, Clone)]
pub(super) struct ElementKey {
    /// The native id.
    pub(super) id: String,
    /// The slug.
    pub(super) slug: Option<String>,
}

impl ElementKey {
    /// Reads the key of an element; `None` if the element has no id.
    pub(super) fn of(element: &Value) -> Option<Self> {
        let id = element.get("id")?.as_str().filter(|id| !id.is_empty())?;
        let slug = element.get("slug").and_then(Value::as_str);
        Some(Self {
            id: id.to_owned(),
            slug: slug.map(str::to_owned),
        })
    }

    /// Returns a name for the space in notices to the operator; never its title, which may hold anything.
    fn name_for_notices(&self, kind: SpaceKind) -> String {
        let (kind, id) = (kind.token(), &self.id);
        match self.slug.as_deref() {
            None | Some("") => format!("{kind} {id}"),
            Some(slug) => format!("{kind} {id} (`{slug}`)"),
        }
    }
}

/// A space as its document gives it, and the parts of it that could not be read.
#[derive(Debug)]
pub(super) struct Element<T> {
    /// The data.
    pub(super) wire: T,
    /// The parts that could not be read.
    pub(super) unread: BTreeSet<Part>,
}

/// The elements of a list, as one poll read them.
#[derive(Debug)]
pub(super) struct ElementList<T> {
    /// The spaces that were read.
    pub(super) elements: Vec<Element<T>>,
    /// The records of the spaces that exist and could not be read: they hold nothing but the key.
    pub(super) unreadable: Vec<Record>,
    /// `true` where the host has no further spaces of this kind.
    pub(super) complete: bool,
    /// The other fields of `Query` that the document asks for.
    pub(super) other_fields: Map<String, Value>,
}

impl<T> ElementList<T> {
    /// Makes a space of each element with `space`, which gives `None` for those that are not relayed.
    pub(super) fn into_spaces(self, space: impl FnMut(Element<T>) -> Option<Space>) -> SpaceList {
        SpaceList {
            spaces: self.elements.into_iter().filter_map(space).collect(),
            unreadable: self.unreadable,
            complete: self.complete,
        }
    }
}

/// Reads a list; `None` if the host has nothing of what the document asks.
///
/// # Errors
///
/// An error that concerns the whole host, or a list of which not even the keys can be read.
pub(super) async fn read<T: DeserializeOwned>(
    session: &mut Session<'_>,
    memory: &mut Memory,
    query: &ListQuery,
    now: DateTime<Utc>,
) -> Result<Option<ElementList<T>>, Error> {
    let answer = session
        .exchange(query.operation, query.text, &Map::new(), OnNull::Shrink)
        .await;
    let mut answer = match answer {
        Ok(Some(answer)) => answer,
        Ok(None) => return Ok(None),
        Err(Error::Failing { .. } | Error::OutOfOrder { status: 500, .. }) => {
            GraphqlAnswer::default()
        }
        Err(error) => return Err(error),
    };
    let mut other_fields = answer.data.take().unwrap_or_default();
    let list = other_fields.remove(query.list_field);
    let mut reader = ListReader {
        session,
        memory,
        query,
        now,
        read_ids: BTreeSet::new(),
        list: ElementList {
            elements: Vec::new(),
            unreadable: Vec::new(),
            complete: true,
            other_fields,
        },
    };
    let all_came = match list {
        Some(Value::Array(list)) => {
            let missing = MissingParts::of(query.list_field, &answer);
            reader.take_elements(list, &missing)
        }
        _ => false,
    };
    if !all_came {
        reader.read_the_others().await?;
    }
    Ok(Some(reader.list))
}

/// The reading of one list.
struct ListReader<'r, 'h, T> {
    session: &'r mut Session<'h>,
    memory: &'r mut Memory,
    query: &'r ListQuery,
    now: DateTime<Utc>,
    /// The ids of the elements in `list`.
    read_ids: BTreeSet<String>,
    list: ElementList<T>,
}

impl<T: DeserializeOwned> ListReader<'_, '_, T> {
    /// Adds elements to the list, and returns `true` if none of them was lost.
    ///
    /// A null in an answer without errors is a hidden element, which is not lost. An element without an id is lost.
    fn take_elements(&mut self, elements: Vec<Value>, missing: &MissingParts) -> bool {
        let mut none_lost = true;
        for (index, raw) in elements.into_iter().enumerate() {
            if raw.is_null() {
                none_lost &= !missing.has_errors();
                continue;
            }
            let Some(key) = ElementKey::of(&raw) else {
                none_lost = false;
                continue;
            };
            let unread = missing.unread(index, &raw);
            let own = missing.of_one_element(&unread);
            note_unread_parts(&mut self.session.findings, self.query.kind, &key, &own);
            match serde_json::from_value(raw) {
                Ok(wire) => {
                    self.read_ids.insert(key.id);
                    self.list.elements.push(Element { wire, unread });
                }
                Err(_) => none_lost = false,
            }
        }
        none_lost
    }

    /// Asks for the elements that the list did not bring: first for the keys of all elements, then for the missing ones.
    async fn read_the_others(&mut self) -> Result<(), Error> {
        let list_field = self.query.list_field;
        let keys = match narrowing::ask_keys(self.session, self.query).await {
            Ok(Some(keys)) => keys,
            // A part of the list came, and is used.
            Ok(None) | Err(Error::Failing { .. } | Error::Rejected { .. })
                if !self.read_ids.is_empty() =>
            {
                self.list.complete = false;
                self.session
                    .findings
                    .lacks_with("list", |reason| reason.with("list", list_field));
                return Ok(());
            }
            Ok(None) => {
                let client = &self.session.client;
                return Err(client.not_understood(self.query.operation, Flaw::NoList));
            }
            Err(error) => return Err(error),
        };
        let missing_keys = keys
            .into_iter()
            .filter(|key| !self.read_ids.contains(&key.id))
            .collect();
        self.read_one_by_one(missing_keys).await
    }

    /// Asks for these spaces one by one, beginning with those that were not asked for longest.
    async fn read_one_by_one(&mut self, mut keys: Vec<ElementKey>) -> Result<(), Error> {
        let (kind, list_field) = (self.query.kind, self.query.list_field);
        let findings = &mut self.session.findings;
        findings.lacks_with("one_by_one", |reason| reason.with("list", list_field));
        if keys.len() > MOST_ASKED_ALONE {
            let count = keys.len();
            findings.lacks_with("in_turns", |reason| {
                reason.with("count", count).with("list", list_field)
            });
        }
        let memory_key = |key: &ElementKey| format!("{}/{}", kind.token(), key.id);
        keys.sort_by_cached_key(|key| self.memory.asked_alone.read_at(&memory_key(key)));
        for (index, key) in keys.into_iter().enumerate() {
            if index < MOST_ASKED_ALONE {
                self.memory
                    .asked_alone
                    .note(&memory_key(&key), (), self.now);
                self.read_single(key).await?;
            } else {
                self.add_unreadable(key);
            }
        }
        Ok(())
    }

    /// Asks for one space.
    async fn read_single(&mut self, key: ElementKey) -> Result<(), Error> {
        let fault = match narrowing::ask_single(self.session, self.query, &key.id).await? {
            SingleOutcome::Answered(raw, missing)
                if ElementKey::of(&raw).is_some_and(|answered| answered.id == key.id) =>
            {
                if self.take_elements(vec![raw], &missing) {
                    return Ok(());
                }
                "form"
            }
            SingleOutcome::Answered(..) => "another",
            SingleOutcome::Gone => return Ok(()),
            SingleOutcome::Failed => "failing",
        };
        let space = key.name_for_notices(self.query.kind);
        self.session.findings.lacks_with("space", |reason| {
            reason.with("space", space).with("fault", fault)
        });
        self.add_unreadable(key);
        Ok(())
    }

    fn add_unreadable(&mut self, key: ElementKey) {
        let record = unreadable(&self.session.client, self.query.kind, key.id);
        self.list.unreadable.push(record);
    }
}

/// Adds a notice of the parts of one space that could not be read, if there are any.
fn note_unread_parts(
    findings: &mut Findings,
    kind: SpaceKind,
    key: &ElementKey,
    parts: &BTreeSet<Part>,
) {
    if parts.is_empty() {
        return;
    }
    let parts: Vec<String> = parts.iter().map(|part| part.word().to_owned()).collect();
    let space = key.name_for_notices(kind);
    findings.lacks_with("parts", |reason| {
        reason.with("space", space).with("parts", parts)
    });
}

/// Returns the record of a space of which nothing but the key is known.
fn unreadable(client: &Client<'_>, kind: SpaceKind, id: String) -> Record {
    let page = client.page(kind, &id, None);
    let mut record = Record::new(kind, id, page.url().clone());
    record.meetings_complete = false;
    record.unread.insert(Part::Everything);
    record
}
