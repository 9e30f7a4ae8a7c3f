//! The list: records of all entries of a file, and what the operator should know of the others. It knows neither files nor formats.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::columns::{self, Column};
use super::entry::{Entries, Entry};
use super::records::{self, Frame, Identity};
use passerelle_model::reason::{Code, Item, Place};
use passerelle_model::{Reason, Record, fold};

/// The number of entries a notice names.
const MOST_NAMED: usize = 10;

/// The content of a file.
#[derive(Debug)]
pub(super) struct List {
    pub(super) records: Vec<Record>,
    /// The place where each record stands, by its native id.
    pub(super) places: HashMap<String, Place>,
    pub(super) notices: Vec<Reason>,
    /// `true` where every entry could be read: only then is what is not there known to be gone.
    pub(super) is_whole: bool,
}

/// One consultation, and the further rows that only give it meetings.
struct Gathered {
    entry: Entry,
    key: String,
    identity: Identity,
    meetings: Vec<Entry>,
}

/// Entries that cannot be read: where each stands, and everything that is wrong with it.
type Unreadable = Vec<(Place, Vec<Reason>)>;

/// Makes records of entries.
pub(super) fn read(mut entries: Entries, frame: &Frame) -> List {
    let unreadable = std::mem::take(&mut entries.unreadable).into_iter();
    let mut unreadable: Unreadable = unreadable.map(|(place, why)| (place, vec![why])).collect();
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
                places.insert(record.native_id.clone(), entry.place);
                records.push(record);
            }
            Err(problems) => unreadable.push((entry.place, problems)),
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
fn gather(entries: Vec<Entry>, unreadable: &mut Unreadable) -> Vec<Gathered> {
    let mut gathered: Vec<Gathered> = Vec::with_capacity(entries.len());
    let mut positions: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        let Some((key, identity)) = records::key(&entry) else {
            unreadable.push((entry.place, vec![records::untitled(&entry)]));
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
                    unreadable.push((entry.place, vec![same_as(first, identity)]));
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

fn same_as(first: &Gathered, identity: Identity) -> Reason {
    let by = match identity {
        Identity::Id => "id",
        Identity::Address => "address",
        Identity::Title => "title",
    };
    Reason::new(Code::EntryTwin)
        .with("by", by)
        .with("column", first.entry.called(Column::Id))
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
    (!places.is_empty()).then(|| listed(Code::KnownByTitle, places))
}

fn without_page_notice(places: &[Place], frame: &Frame) -> Option<Reason> {
    (!places.is_empty()).then(|| listed(Code::WithoutPage, places).with("home", &frame.home))
}

/// A reason with the first of the places that it is about.
fn listed(code: Code, places: &[Place]) -> Reason {
    let named = places.get(..MOST_NAMED).unwrap_or(places).to_vec();
    Reason::new(code)
        .with("count", places.len())
        .with("places", named)
}
