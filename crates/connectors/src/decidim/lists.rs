//! Lists of spaces: read whole, or, where something in one of them fails, narrowed down to it, so that it costs no other.
//!
//! A server answers null in place of what it fails over, or nothing at all: of a list it may then give a part of an element, all but one
//! element, or none. What came is used; what did not is asked one by one; what still does not come is named.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::answer::GraphqlAnswer;
use super::client::{Client, OnNull};
use super::memory::Memory;
use super::missing_parts::MissingParts;
use super::narrowing::{self, Narrowed};
use super::session::Session;
use crate::Error;
use crate::fault::Flaw;
use crate::findings::Findings;
use passerelle_model::{Part, Record, SpaceKind};

/// The most spaces of a kind that are asked one by one in one poll; the others keep what is known of them, and take their turn.
const MOST_SINGLE: usize = 60;

/// A list of spaces, and the document that asks it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListQuery {
    /// The kind of the spaces.
    pub(super) kind: SpaceKind,
    /// The document's name and text.
    pub(super) document: (&'static str, &'static str),
    /// The field of the list, and the one of a single space.
    pub(super) fields: (&'static str, &'static str),
    /// The names of the documents that ask only for keys, and for one of the spaces.
    pub(super) narrower: (&'static str, &'static str),
}

/// A space as it came, and what of it could not be read.
#[derive(Debug)]
pub(super) struct Element<T> {
    /// The data that came.
    pub(super) wire: T,
    /// The parts that did not come.
    pub(super) unread: BTreeSet<Part>,
}

/// The outcome of a list.
#[derive(Debug)]
pub(super) struct Listed<T> {
    /// The spaces.
    pub(super) elements: Vec<Element<T>>,
    /// The spaces of which only the key is known: they are there, and could not be read.
    pub(super) unreadable: Vec<Record>,
    /// `true` where that is all there is.
    pub(super) complete: bool,
    /// The rest of the answer.
    pub(super) beside: Map<String, Value>,
}

/// Asks a list; `None` if the host has nothing of what the document asks.
///
/// # Errors
///
/// What concerns the whole host, or a list of which not even the keys can be had.
pub(super) async fn read<T: DeserializeOwned>(
    session: &mut Session<'_>,
    memory: &mut Memory,
    asked: &ListQuery,
    now: DateTime<Utc>,
) -> Result<Option<Listed<T>>, Error> {
    let (name, text) = asked.document;
    let answer = session
        .exchange(name, text, &Map::new(), OnNull::Shrink)
        .await;
    let mut answer = match answer {
        Ok(Some(answer)) => answer,
        Ok(None) => return Ok(None),
        Err(Error::Failing { .. } | Error::OutOfOrder { status: 500, .. }) => {
            GraphqlAnswer::default()
        }
        Err(error) => return Err(error),
    };
    let mut beside = answer.data.take().unwrap_or_default();
    let mut listed = Listed {
        elements: Vec::new(),
        unreadable: Vec::new(),
        complete: true,
        beside: Map::new(),
    };
    let mut present = BTreeSet::new();
    let whole = match beside.remove(asked.fields.0) {
        Some(Value::Array(list)) => {
            let missing = MissingParts::of(asked.fields.0, &answer);
            let short = take(
                &mut session.findings,
                asked,
                list,
                &missing,
                &mut listed,
                &mut present,
            );
            !short
        }
        _ => false,
    };
    listed.beside = beside;
    if !whole {
        narrow(session, memory, asked, &mut listed, &mut present, now).await?;
    }
    Ok(Some(listed))
}

/// Takes the elements of a list; whether any of them was lost.
///
/// A null without an error is something hidden, which is no loss; an element without its key is one.
fn take<T: DeserializeOwned>(
    findings: &mut Findings,
    asked: &ListQuery,
    list: Vec<Value>,
    missing: &MissingParts,
    listed: &mut Listed<T>,
    present: &mut BTreeSet<String>,
) -> bool {
    let mut short = false;
    for (at, raw) in list.into_iter().enumerate() {
        if raw.is_null() {
            short |= missing.any();
            continue;
        }
        let Some(id) = key(&raw) else {
            short = true;
            continue;
        };
        let slug = slug(&raw);
        let unread = missing.unread(at, &raw);
        let own = missing.own(&unread);
        if !own.is_empty() {
            let parts: Vec<String> = own.iter().map(|part| part.word().to_owned()).collect();
            let named = named(asked.kind, &id, slug.as_deref());
            findings.lacks_with("parts", |reason| {
                reason.with("space", named).with("parts", parts)
            });
        }
        match serde_json::from_value(raw) {
            Ok(wire) => {
                present.insert(id);
                listed.elements.push(Element { wire, unread });
            }
            Err(_) => short = true,
        }
    }
    short
}

/// Asks one by one what a list did not bring.
async fn narrow<T: DeserializeOwned>(
    session: &mut Session<'_>,
    memory: &mut Memory,
    asked: &ListQuery,
    listed: &mut Listed<T>,
    present: &mut BTreeSet<String>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let lacking = match narrowing::keys(session, asked).await {
        Ok(Some(keys)) => keys,
        // Of a list that came in part, the part is used.
        Ok(None) | Err(Error::Failing { .. } | Error::Rejected { .. }) if !present.is_empty() => {
            listed.complete = false;
            session
                .findings
                .lacks_with("list", |reason| reason.with("list", asked.fields.0));
            return Ok(());
        }
        Ok(None) => {
            return Err(session
                .client
                .not_understood(asked.document.0, Flaw::NoList));
        }
        Err(error) => return Err(error),
    };
    let lacking: Vec<(String, Option<String>)> = lacking
        .into_iter()
        .filter(|(id, _)| !present.contains(id))
        .collect();
    one_by_one(session, memory, asked, listed, present, (lacking, now)).await
}

/// Asks these one by one, those first that waited longest.
async fn one_by_one<T: DeserializeOwned>(
    session: &mut Session<'_>,
    memory: &mut Memory,
    asked: &ListQuery,
    listed: &mut Listed<T>,
    present: &mut BTreeSet<String>,
    (mut lacking, now): (Vec<(String, Option<String>)>, DateTime<Utc>),
) -> Result<(), Error> {
    session
        .findings
        .lacks_with("one_by_one", |reason| reason.with("list", asked.fields.0));
    let turn = |id: &str| format!("{}/{id}", asked.kind.token());
    lacking.sort_by_cached_key(|(id, _)| memory.singles.read_at(&turn(id)));
    if lacking.len() > MOST_SINGLE {
        session.findings.lacks_with("in_turns", |reason| {
            reason
                .with("count", lacking.len())
                .with("list", asked.fields.0)
        });
    }
    for (at, (id, slug)) in lacking.into_iter().enumerate() {
        if at < MOST_SINGLE {
            memory.singles.note(&turn(&id), (), now);
            ask_alone(session, asked, id, slug.as_deref(), listed, present).await?;
        } else {
            listed
                .unreadable
                .push(unreadable(&session.client, asked.kind, id));
        }
    }
    Ok(())
}

/// Asks one space alone.
async fn ask_alone<T: DeserializeOwned>(
    session: &mut Session<'_>,
    asked: &ListQuery,
    id: String,
    slug: Option<&str>,
    listed: &mut Listed<T>,
    present: &mut BTreeSet<String>,
) -> Result<(), Error> {
    let fault = match narrowing::single(session, asked, &id).await? {
        Narrowed::Answered(raw, missing) if key(&raw).as_deref() == Some(id.as_str()) => {
            if !take(
                &mut session.findings,
                asked,
                vec![raw],
                &missing,
                listed,
                present,
            ) {
                return Ok(());
            }
            "form"
        }
        Narrowed::Answered(..) => "another",
        Narrowed::Gone => return Ok(()),
        Narrowed::Failed => "failing",
    };
    let named = named(asked.kind, &id, slug);
    session.findings.lacks_with("space", |reason| {
        reason.with("space", named).with("fault", fault)
    });
    listed
        .unreadable
        .push(unreadable(&session.client, asked.kind, id));
    Ok(())
}

/// A space of which nothing but the key is known.
fn unreadable(client: &Client<'_>, kind: SpaceKind, id: String) -> Record {
    let page = client.page(kind, &id, None);
    let mut record = Record::new(kind, id, page.url().clone());
    record.meetings_complete = false;
    record.unread.insert(Part::Everything);
    record
}

/// The key of an element.
pub(super) fn key(raw: &Value) -> Option<String> {
    let id = raw.get("id")?.as_str()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// The slug of an element.
pub(super) fn slug(raw: &Value) -> Option<String> {
    raw.get("slug")?.as_str().map(str::to_owned)
}

/// Names a space in messages to the operator: never by its title, which may hold anything.
fn named(kind: SpaceKind, id: &str, slug: Option<&str>) -> String {
    let slug = slug.filter(|slug| !slug.is_empty());
    slug.map_or_else(
        || format!("{} {id}", kind.token()),
        |slug| format!("{} {id} (`{slug}`)", kind.token()),
    )
}
