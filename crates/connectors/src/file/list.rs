//! The list: records of the entries of a file, and notices about those that cannot be read. It depends on no format.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::columns::{self, Column};
use super::entry::{Entries, Entry};
use super::records::{self, Identity, ListSettings};
use passerelle_model::reason::{Code, Item, Place};
use passerelle_model::{Reason, Record, fold};

/// The most entries that one notice names.
const MOST_NAMED: usize = 10;

/// The records of a list, and what the operator should know of it.
#[derive(Debug)]
pub(super) struct List {
    pub(super) records: Vec<Record>,
    /// The place of each record in the file, by its native id.
    pub(super) places: HashMap<String, Place>,
    pub(super) notices: Vec<Reason>,
    /// `true` where every entry could be read: only then is a consultation that is not listed known to be gone.
    pub(super) is_whole: bool,
}

/// The entry of a consultation, with the meetings that further rows of the same key give it.
struct ConsultationEntry {
    entry: Entry,
    key: String,
    identity: Identity,
    meetings: Vec<Entry>,
}

/// The entries that cannot be read: the place of each, and everything that is wrong with it.
type Unreadable = Vec<(Place, Vec<Reason>)>;

/// Makes records of entries.
pub(super) fn of_entries(mut entries: Entries, settings: &ListSettings) -> List {
    let unreadable = std::mem::take(&mut entries.unreadable).into_iter();
    let mut unreadable: Unreadable = unreadable.map(|(place, why)| (place, vec![why])).collect();
    let consultations = by_key(std::mem::take(&mut entries.rows), &mut unreadable);
    let mut records = Vec::with_capacity(consultations.len());
    let mut places = HashMap::with_capacity(consultations.len());
    let (mut by_title, mut without_page) = (Vec::new(), Vec::new());
    for ConsultationEntry {
        entry,
        key,
        identity,
        meetings,
    } in consultations
    {
        match records::record(&entry, &key, &meetings, settings) {
            Ok(None) => {}
            Ok(Some(record)) => {
                if identity == Identity::Title {
                    by_title.push(entry.place);
                }
                if entry.text(Column::Url).is_none() {
                    without_page.push(entry.place);
                }
                places.insert(record.native_id.clone(), entry.place);
                records.push(record);
            }
            Err(problems) => unreadable.push((entry.place, problems)),
        }
    }
    let is_whole = unreadable.is_empty();
    if !is_whole {
        // A row that could not be read may have been one that only gives a meeting.
        for record in &mut records {
            record.meetings_complete = false;
        }
    }
    let notices = [
        unreadable_notice(unreadable),
        unknown_notice(&entries.unknown),
        by_title_notice(&by_title),
        without_page_notice(&without_page, settings),
    ];
    List {
        records,
        places,
        notices: notices.into_iter().flatten().collect(),
        is_whole,
    }
}

/// Groups entries by their keys. A further entry with the same key adds its meetings to the first, if it has no title of its own.
fn by_key(entries: Vec<Entry>, unreadable: &mut Unreadable) -> Vec<ConsultationEntry> {
    let mut consultations: Vec<ConsultationEntry> = Vec::with_capacity(entries.len());
    let mut positions: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let Some((key, identity)) = records::key(&entry) else {
            unreadable.push((entry.place, vec![records::untitled(&entry)]));
            continue;
        };
        match positions.entry(key.clone()) {
            Slot::Vacant(free) => {
                free.insert(consultations.len());
                consultations.push(ConsultationEntry {
                    entry,
                    key,
                    identity,
                    meetings: Vec::new(),
                });
            }
            Slot::Occupied(taken) => {
                let Some(first) = consultations.get_mut(*taken.get()) else {
                    continue;
                };
                if gives_only_meetings(&entry, &first.entry) {
                    first.meetings.extend(entry.meetings);
                } else {
                    unreadable.push((entry.place, vec![twin_reason(first, identity)]));
                }
            }
        }
    }
    consultations
}

/// Returns whether a further entry has meetings, and no title other than that of the first entry with the same key.
fn gives_only_meetings(entry: &Entry, first: &Entry) -> bool {
    let title = |entry: &Entry| entry.text(Column::Title).map(|title| fold(&title));
    let same_title = title(entry).is_none_or(|own| Some(own) == title(first));
    !entry.meetings.is_empty() && same_title
}

fn twin_reason(first: &ConsultationEntry, identity: Identity) -> Reason {
    let by = match identity {
        Identity::Id => "id",
        Identity::Address => "address",
        Identity::Title => "title",
    };
    Reason::new(Code::EntryTwin)
        .with("by", by)
        .with("column", first.entry.column_name(Column::Id))
        .with("first", vec![first.entry.place])
}

fn unreadable_notice(mut unreadable: Unreadable) -> Option<Reason> {
    let count = unreadable.len();
    unreadable.sort_by_key(|(place, _)| *place);
    let named = unreadable.into_iter().take(MOST_NAMED);
    let entries: Vec<Item> = named
        .map(|(place, reasons)| Item {
            place: Some(place),
            reasons,
        })
        .collect();
    (count > 0).then(|| {
        Reason::new(Code::EntriesUnreadable)
            .with("in", "list")
            .with("count", count)
            .with("entries", entries)
    })
}

fn unknown_notice(unknown: &[String]) -> Option<Reason> {
    let names: Vec<Item> = unknown
        .iter()
        .map(|name| {
            let unknown = Reason::new(Code::ColumnUnknown).with("name", name.as_str());
            Item::of(unknown.with_known("near", columns::nearest(name)))
        })
        .collect();
    (!names.is_empty()).then(|| Reason::new(Code::ColumnsUnknown).with("columns", names))
}

fn by_title_notice(places: &[Place]) -> Option<Reason> {
    (!places.is_empty()).then(|| reason_at(Code::KnownByTitle, places))
}

fn without_page_notice(places: &[Place], settings: &ListSettings) -> Option<Reason> {
    (!places.is_empty()).then(|| reason_at(Code::WithoutPage, places).with("home", &settings.home))
}

/// Makes a reason with the number of places that it is about, and the first of them.
fn reason_at(code: Code, places: &[Place]) -> Reason {
    let named = places.get(..MOST_NAMED).unwrap_or(places).to_vec();
    Reason::new(code)
        .with("count", places.len())
        .with("places", named)
}
