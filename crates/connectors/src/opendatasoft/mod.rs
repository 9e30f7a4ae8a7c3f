//! A dataset of an open data portal run on Opendatasoft (Huwise), read through its Explore API (v2.1) by a map of fields that the operator
//! writes, since every dataset has fields of its own. Only the fields of that map are asked for. It knows nothing of what was relayed before.
//!
//! One request tells whether the dataset was worked over since the last poll; only then, and once a day, its records are read: by pages of 100
//! up to the 10 000 that the API gives by pages, by one export beyond. Records that moved between two pages make the reading incomplete, so
//! that nothing is taken for missing.

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

/// The most records that are read by pages (a limit of the API).
const MOST_BY_PAGES: usize = 10_000;

/// The most records that are read at all.
const MOST: usize = 20_000;

/// Reads datasets of Opendatasoft portals.
pub struct Opendatasoft;

/// The memory of the dataset as it was read last.
#[derive(Debug, Serialize, Deserialize)]
struct Memory {
    /// The moment when the portal last worked over the records, as it writes it.
    processed: String,
    /// The moment when the records were read.
    read_at: DateTime<Utc>,
    /// `true` where something was left unread.
    partial: bool,
    /// The notices.
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
            spent: None,
        };
        let description = portal.description().await?;
        let kept: Option<Memory> = revalidation::recall(context);
        if let Some(kept) = kept.filter(|kept| is_current(kept, &description, dataset, context.now))
        {
            return Ok(Harvest {
                listing: Listing::Unchanged,
                memory: revalidation::keep(source, &kept),
                notices: kept.notices,
                partial: kept.partial,
                requests: portal.requests,
                ..Harvest::default()
            });
        }
        check(&portal, &description)?;
        let listed = listed(&mut portal).await?;
        Ok(harvest(context, &portal, listed, &description))
    }
}

/// Makes the harvest of the records that were listed.
fn harvest(
    context: &Context<'_>,
    portal: &Portal<'_>,
    listed: Listed,
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
    let kept = description.processed().map(|processed| Memory {
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
        // What was not read to its end is read again at the next poll.
        memory: kept
            .filter(|_| listed.complete || listed.partial)
            .and_then(|kept| revalidation::keep(source, &kept)),
        notices,
        partial: listed.partial,
        requests: portal.requests,
        ..Harvest::default()
    }
}

/// Returns whether what was read last is still what the portal would answer.
fn is_current(
    kept: &Memory,
    description: &Description,
    dataset: &Dataset,
    now: DateTime<Utc>,
) -> bool {
    let asks_for_the_time = dataset
        .filter
        .as_deref()
        .is_some_and(|filter| filter.to_lowercase().contains("now"));
    description.processed() == Some(kept.processed.as_str())
        && now.signed_duration_since(kept.read_at) < Duration::days(1)
        && !asks_for_the_time
}

/// Returns whether the dataset has the fields of the map.
fn check(portal: &Portal<'_>, description: &Description) -> Result<(), Error> {
    let known: BTreeSet<&str> = description
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let wanted = portal.dataset.fields.names();
    let fields: Vec<(String, Option<String>)> = wanted
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
    Err(portal.refused(DatasetFault::FieldsMissing { fields }))
}

/// The records of a dataset, each key once.
struct Listed {
    records: Vec<Fields>,
    /// `true` where these are all of them.
    complete: bool,
    /// `true` where some were left unread on purpose.
    partial: bool,
    notices: Vec<Reason>,
}

async fn listed(portal: &mut Portal<'_>) -> Result<Listed, Error> {
    let first = portal.page(0, PAGE).await?;
    let total = first.total_count;
    if total > u64::try_from(MOST_BY_PAGES).unwrap_or(u64::MAX) {
        return exported(portal, total).await;
    }
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let mut records = first.results;
    let mut stands_still = true;
    let mut offset = PAGE;
    while offset < total {
        let limit = PAGE.min(MOST_BY_PAGES.saturating_sub(offset));
        let page = portal.page(offset, limit).await?;
        stands_still &= usize::try_from(page.total_count) == Ok(total);
        records.extend(page.results);
        offset += PAGE;
    }
    let complete = stands_still && records.len() == total;
    Ok(distinct(portal.dataset, records, complete))
}

async fn exported(portal: &mut Portal<'_>, total: u64) -> Result<Listed, Error> {
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

/// The records, of those that share a key the first.
fn distinct(dataset: &Dataset, records: Vec<Fields>, complete: bool) -> Listed {
    let wanted = dataset.fields.names();
    let mut keys: BTreeSet<String> = BTreeSet::new();
    let (mut kept, mut shared) = (Vec::with_capacity(records.len()), 0_u32);
    for mut record in records {
        // A portal that sends more than it was asked for is not listened to.
        record.retain(|field, _| wanted.contains(field.as_str()));
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
    Listed {
        records: kept,
        complete,
        partial: false,
        notices: notice.into_iter().collect(),
    }
}
