//! The list: records of all entries of a file, and what the operator should know of the others. It knows neither files nor formats.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::columns::{self, Column};
use super::entry::{Entries, Entry, Place};
use super::records::{self, Frame, Identity};
use crate::model::{Notice, Record, fold};

/// The code of the notice of entries that cannot be read.
const UNREADABLE: &str = "entries_unreadable";
/// The code of the notice of names that say nothing known.
const UNKNOWN: &str = "columns_unknown";
/// The code of the notice of entries that are known by their title only.
const BY_TITLE: &str = "known_by_title";
/// The code of the notice of entries without a page.
const WITHOUT_PAGE: &str = "without_page";

/// How many entries a notice names.
const MOST_NAMED: usize = 10;

/// What a file says.
#[derive(Debug)]
pub(super) struct List {
    pub(super) records: Vec<Record>,
    /// Where each record stands, by its native id.
    pub(super) places: HashMap<String, String>,
    pub(super) notices: Vec<Notice>,
    /// Whether every entry could be read: only then is what is not there known to be gone.
    pub(super) is_whole: bool,
}

/// One consultation, and the further rows that only give it meetings.
struct Gathered {
    entry: Entry,
    key: String,
    identity: Identity,
    meetings: Vec<Entry>,
}

/// Makes records of entries.
pub(super) fn read(mut entries: Entries, frame: &Frame) -> List {
    let mut unreadable = std::mem::take(&mut entries.unreadable);
    let gathered = gather(std::mem::take(&mut entries.rows), &mut unreadable);
    let mut records = Vec::with_capacity(gathered.len());
    let mut places = HashMap::with_capacity(gathered.len());
    let (mut by_title, mut without_page) = (Vec::new(), Vec::new());
    for Gathered {
        entry,
        key,
        identity,
        meetings,
    } in gathered
    {
        match records::record(&entry, &key, &meetings, frame) {
            Ok(None) => {}
            Ok(Some(record)) => {
                if identity == Identity::Title {
                    by_title.push(entry.place);
                }
                if entry.text(Column::Url).is_none() {
                    without_page.push(entry.place);
                }
                places.insert(record.native_id.clone(), entry.place.to_string());
                records.push(record);
            }
            Err(problems) => unreadable.push((entry.place, problems.join(", "))),
        }
    }
    let is_whole = unreadable.is_empty();
    if !is_whole {
        // Rows that only gave a meeting may be among those that could not be read.
        for record in &mut records {
            record.meetings_complete = false;
        }
    }
    let notices = [
        unreadable_notice(unreadable),
        unknown_notice(&entries.unknown),
        by_title_notice(&by_title),
        without_page_notice(&without_page, frame),
    ];
    List {
        records,
        places,
        notices: notices.into_iter().flatten().collect(),
        is_whole,
    }
}

/// Entries by their keys. A further entry with the same key gives its meetings to the first.
fn gather(entries: Vec<Entry>, unreadable: &mut Vec<(Place, String)>) -> Vec<Gathered> {
    let mut gathered: Vec<Gathered> = Vec::with_capacity(entries.len());
    let mut positions: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let Some((key, identity)) = records::key(&entry) else {
            let name = entry.called(Column::Title);
            unreadable.push((entry.place, format!("it has no title (`{name}`)")));
            continue;
        };
        match positions.entry(key.clone()) {
            Slot::Vacant(free) => {
                free.insert(gathered.len());
                gathered.push(Gathered {
                    entry,
                    key,
                    identity,
                    meetings: Vec::new(),
                });
            }
            Slot::Occupied(taken) => {
                let Some(first) = gathered.get_mut(*taken.get()) else {
                    continue;
                };
                if gives_only_meetings(&entry, &first.entry) {
                    first.meetings.extend(entry.meetings);
                } else {
                    unreadable.push((entry.place, same_as(first, identity)));
                }
            }
        }
    }
    gathered
}

fn gives_only_meetings(entry: &Entry, first: &Entry) -> bool {
    let title = |entry: &Entry| entry.text(Column::Title).map(|title| fold(&title));
    let same_title = title(entry).is_none_or(|own| Some(own) == title(first));
    !entry.meetings.is_empty() && same_title
}

fn same_as(first: &Gathered, identity: Identity) -> String {
    let id = first.entry.called(Column::Id);
    let what = match identity {
        Identity::Id => format!("`{id}`"),
        Identity::Address => "address".to_owned(),
        Identity::Title => "title".to_owned(),
    };
    format!(
        "it has the same {what} as {} (give each its own `{id}`)",
        first.entry.place
    )
}

fn unreadable_notice(mut unreadable: Vec<(Place, String)>) -> Option<Notice> {
    if unreadable.is_empty() {
        return None;
    }
    unreadable.sort_by_key(|(place, _)| *place);
    let named: Vec<String> = unreadable
        .iter()
        .take(MOST_NAMED)
        .map(|(place, why)| format!("{place}: {why}"))
        .collect();
    Some(Notice::new(
        UNREADABLE,
        format!(
            "{} cannot be read: what was known stays, and nothing is withdrawn until that is corrected: {}{}",
            counted(unreadable.len()),
            named.join("; "),
            more(unreadable.len())
        ),
    ))
}

fn unknown_notice(unknown: &[String]) -> Option<Notice> {
    let names: Vec<String> = unknown
        .iter()
        .map(|name| match columns::nearest(name) {
            Some(near) => format!("`{name}` (did you mean `{near}`?)"),
            None => format!("`{name}`"),
        })
        .collect();
    (!names.is_empty()).then(|| {
        Notice::new(
            UNKNOWN,
            format!(
                "not read, for nothing is known under these names: {}",
                names.join(", ")
            ),
        )
    })
}

fn by_title_notice(places: &[Place]) -> Option<Notice> {
    (!places.is_empty()).then(|| {
        Notice::new(
            BY_TITLE,
            format!(
                "{} without `id` and `lien`, known by the title, so that a new title makes a new consultation: {}",
                counted(places.len()),
                listed(places)
            ),
        )
    })
}

fn without_page_notice(places: &[Place], frame: &Frame) -> Option<Notice> {
    (!places.is_empty()).then(|| {
        Notice::new(
            WITHOUT_PAGE,
            format!(
                "{} without `lien`, which lead{} to {}: {}",
                counted(places.len()),
                if places.len() == 1 { "s" } else { "" },
                frame.home,
                listed(places)
            ),
        )
    })
}

fn counted(entries: usize) -> String {
    match entries {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    }
}

fn listed(places: &[Place]) -> String {
    let named: Vec<String> = places
        .iter()
        .take(MOST_NAMED)
        .map(ToString::to_string)
        .collect();
    format!("{}{}", named.join(", "), more(places.len()))
}

const fn more(all: usize) -> &'static str {
    if all > MOST_NAMED { "; …" } else { "" }
}
