//! A dataset of an open data portal run on Opendatasoft (Huwise), read through its Explore API (v2.1). Every dataset has fields of its own: the
//! operator maps them, and only the fields of that map are requested.
//!
//! One request tells whether the portal has processed the dataset since the last poll. Its records are read only if it has, and once a day: in pages
//! of 100 up to the 10 000 that the API gives in pages, in one export beyond. If records come or go between two pages, the list counts as incomplete,
//! and nothing is taken for missing.

mod fault;
mod portal;
mod recognition;
mod records;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use self::portal::{Description, Fields, Portal};
use self::records::RecordReader;
use super::recognition::Found;
use super::{Connector, Context, Error, Harvest, Listing, revalidation};
use fault::{DatasetFault, UnreadableDataset};
use passerelle_fetch::Fetch;
use passerelle_model::reason::Code;
use passerelle_model::{Dataset, Language, Reason, SpaceKind};

/// The most records in a page (a limit of the API).
const PAGE: usize = 100;

/// The most records that are read in pages (a limit of the API).
const MOST_IN_PAGES: usize = 10_000;

/// The most records that are read at all.
const MOST: usize = 20_000;

/// The connector of datasets on Opendatasoft portals.
pub struct Opendatasoft;

/// The memory of the last time that the dataset was read.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    /// The moment when the portal last processed the records, as the portal writes it.
    processed: String,
    /// The moment when the records were read.
    read_at: DateTime<Utc>,
    /// `true` where records were left unread.
    partial: bool,
    /// The notices about the dataset.
    notices: Vec<Reason>,
}

#[async_trait]
impl Connector for Opendatasoft {
    fn page_words(&self) -> &'static [&'static str] {
        &["opendatasoft", "huwise"]
    }

    async fn found_at(&self, base: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        recognition::found_at(base, fetch).await
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let source = context.source;
        let Some(dataset) = &source.dataset else {
            let fault = UnreadableDataset {
                url: source.url.clone(),
                dataset: String::new(),
                why: DatasetFault::NotNamed,
            };
            return Err(fault.into());
        };
        let mut portal = Portal {
            fetch: context.fetch,
            root: &source.url,
            dataset,
            now: context.now,
            requests: 0,
            used_up: None,
        };
        let description = portal.description().await?;
        let previous: Option<Memory> = revalidation::recall(context);
        let now = context.now;
        if let Some(previous) =
            previous.filter(|previous| is_current(previous, &description, dataset, now))
        {
            return Ok(Harvest {
                listing: Listing::Unchanged,
                memory: revalidation::keep(source, &previous),
                notices: previous.notices,
                partial: previous.partial,
                requests: portal.requests,
                ..Harvest::default()
            });
        }
        check_fields(&portal, &description)?;
        let records = read_records(&mut portal).await?;
        Ok(harvest(context, &portal, records, &description))
    }
}

/// Makes the harvest of the records of a dataset.
fn harvest(
    context: &Context<'_>,
    portal: &Portal<'_>,
    listed: DatasetRecords,
    description: &Description,
) -> Harvest {
    let source = context.source;
    let language = source
        .languages
        .first()
        .cloned()
        .unwrap_or_else(Language::french);
    let mut reader = RecordReader::new(&portal.dataset.fields, source.timezone, language);
    let records = listed
        .records
        .iter()
        .filter_map(|record| reader.record(record))
        .collect();
    let mut notices = reader.notices();
    notices.extend(listed.notices);
    let memory = description.processed().map(|processed| Memory {
        processed: processed.to_owned(),
        read_at: context.now,
        partial: listed.partial,
        notices: notices.clone(),
    });
    let complete = listed.complete.then_some(SpaceKind::Process);
    Harvest {
        records,
        listing: Listing::Full {
            complete: complete.into_iter().collect::<BTreeSet<_>>(),
        },
        // A list that changed while it was read is read again at the next poll.
        memory: memory
            .filter(|_| listed.complete || listed.partial)
            .and_then(|memory| revalidation::keep(source, &memory)),
        notices,
        partial: listed.partial,
        requests: portal.requests,
        ..Harvest::default()
    }
}

/// Returns whether the portal would still give the same records as when they were read last.
fn is_current(
    previous: &Memory,
    description: &Description,
    dataset: &Dataset,
    now: DateTime<Utc>,
) -> bool {
    let depends_on_time = dataset
        .filter
        .as_deref()
        .is_some_and(|filter| filter.to_lowercase().contains("now"));
    description.processed() == Some(previous.processed.as_str())
        && now.signed_duration_since(previous.read_at) < Duration::days(1)
        && !depends_on_time
}

/// Refuses a dataset that lacks fields of the map.
fn check_fields(portal: &Portal<'_>, description: &Description) -> Result<(), Error> {
    let known: BTreeSet<&str> = description
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let mapped = portal.dataset.fields.names();
    let fields: Vec<(String, Option<String>)> = mapped
        .iter()
        .filter(|field| !known.is_empty() && !known.contains(*field))
        .map(|field| {
            let near = passerelle_model::nearest(field, known.iter().copied()).map(str::to_owned);
            ((*field).to_owned(), near)
        })
        .collect();
    if fields.is_empty() {
        return Ok(());
    }
    Err(portal.unreadable(DatasetFault::FieldsMissing { fields }))
}

/// The records of a dataset, each key once.
struct DatasetRecords {
    records: Vec<Fields>,
    /// `true` where these are all records of the dataset.
    complete: bool,
    /// `true` where records beyond [`MOST`] were left unread.
    partial: bool,
    notices: Vec<Reason>,
}

/// Reads the records: in pages, or in one export where there are too many for pages.
async fn read_records(portal: &mut Portal<'_>) -> Result<DatasetRecords, Error> {
    let first = portal.page(0, PAGE).await?;
    let total = first.total_count;
    if total > u64::try_from(MOST_IN_PAGES).unwrap_or(u64::MAX) {
        return read_export(portal, total).await;
    }
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let mut records = first.results;
    let mut is_stable = true;
    let mut offset = PAGE;
    while offset < total {
        let limit = PAGE.min(MOST_IN_PAGES.saturating_sub(offset));
        let page = portal.page(offset, limit).await?;
        is_stable &= usize::try_from(page.total_count) == Ok(total);
        records.extend(page.results);
        offset += PAGE;
    }
    let complete = is_stable && records.len() == total;
    Ok(distinct(portal.dataset, records, complete))
}

async fn read_export(portal: &mut Portal<'_>, total: u64) -> Result<DatasetRecords, Error> {
    let mut records = portal.export(MOST + 1).await?;
    let is_all = records.len() <= MOST;
    records.truncate(MOST);
    let mut listed = distinct(portal.dataset, records, is_all);
    if !is_all {
        listed.partial = true;
        let too_many = Reason::new(Code::TooManyRecords).with("count", total);
        listed.notices.push(too_many.with("read", MOST));
    }
    Ok(listed)
}

/// Removes records that share a key with an earlier one, and fields that were not requested.
fn distinct(dataset: &Dataset, records: Vec<Fields>, complete: bool) -> DatasetRecords {
    let mapped = dataset.fields.names();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let (mut kept, mut shared) = (Vec::with_capacity(records.len()), 0_u32);
    for mut record in records {
        record.retain(|field, _| mapped.contains(field.as_str()));
        let key = record.get(&dataset.fields.id).map(ToString::to_string);
        if key.is_some_and(|key| !keys.insert(key)) {
            shared = shared.saturating_add(1);
        } else {
            kept.push(record);
        }
    }
    let notice = (shared > 0).then(|| {
        Reason::new(Code::KeyShared)
            .with("count", shared)
            .with("field", dataset.fields.id.as_str())
    });
    DatasetRecords {
        records: kept,
        complete,
        partial: false,
        notices: notice.into_iter().collect(),
    }
}
