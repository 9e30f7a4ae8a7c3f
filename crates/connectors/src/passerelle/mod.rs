//! Another gateway, read by its log of changes (`/api/v1/changes`): everything at first and once a day, else only what changed since the last
//! poll, withdrawals included. What it relays keeps its id, its provenance and its licence, and is told further with the way that it came.
//!
//! The daily reading brings what no change tells: a consultation that another source had until it was withdrawn there, addresses of images
//! that are signed anew, and what a gateway says that went back to an older copy of its database. Nothing here knows what was there before.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use super::recognition::Found;
use super::revalidation::{Validators, keep, recall};
use super::{Connector, Context, Error, Harvest, Listing};
use entry::Entry;
use log::{Followed, LogContent, LogPosition, LogReader};
use passerelle_fetch::Fetch;
use passerelle_model::reason::{self, Code};
use passerelle_model::{ConsultationId, Reason, SpaceKind};

mod entry;
mod exchange;
mod fault;
mod log;
mod recognition;
mod wire;

/// The time for which following the changes is enough.
const FOLLOWED_FOR: Duration = Duration::hours(24);

/// The number of entries that cannot be read are named.
const MOST_NAMED: usize = 5;

/// The connector.
#[derive(Debug, Clone, Copy)]
pub struct Passerelle;

/// The memory of a gateway between two polls.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Memory {
    /// The name of its log, as two numbers: as a text, a run of digits in it would be taken for a phone number.
    log: (u64, u64),
    /// The place in its log that was read to.
    since: u64,
    /// The moment when the log was last read from its beginning.
    read_whole: DateTime<Utc>,
    /// The validators of the answer that said that nothing follows `since`, once there was one.
    validators: Validators,
}

impl Memory {
    /// Returns whether the log need not be read from its beginning. A clock that was set back makes it so.
    fn is_recent(&self, now: DateTime<Utc>) -> bool {
        let age = now.signed_duration_since(self.read_whole);
        age >= Duration::zero() && age < FOLLOWED_FOR
    }
}

#[async_trait]
impl Connector for Passerelle {
    async fn found_at(&self, base: &Url, fetch: &dyn Fetch) -> Result<Option<Found>, Error> {
        recognition::found_at(base, fetch).await.map(Some)
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        let mut reader = LogReader::new(context)?;
        let kept: Option<Memory> = recall(context);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_recent(context.now)) {
            let place = LogPosition {
                log: kept.log,
                since: kept.since,
                validators: kept.validators.clone(),
            };
            match reader.follow(place).await? {
                Followed::Unchanged => {
                    return Ok(Harvest {
                        listing: Listing::Unchanged,
                        memory: keep(context.source, kept),
                        requests: reader.requests,
                        ..Harvest::default()
                    });
                }
                Followed::LogContent(told) => {
                    return Ok(harvest(
                        context,
                        told,
                        Scope::Changes(kept),
                        reader.requests,
                    ));
                }
                // It lost its store, or went back to an older copy of it: places kept mean nothing in another log.
                Followed::OtherLog => {}
            }
        }
        let told = reader.everything().await?;
        let read = Scope::Everything {
            settled: kept.is_none_or(|kept| kept.log == told.log),
        };
        Ok(harvest(context, told, read, reader.requests))
    }
}

/// The reading of a log.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// The changes that follow the place that was kept.
    Changes(&'a Memory),
    /// All of it.
    Everything {
        /// `true` where it is the log of the last poll. A gateway that lost its store fills the new one poll by poll: what it lacks at first is not gone.
        settled: bool,
    },
}

fn harvest(context: &Context<'_>, told: LogContent, read: Scope<'_>, requests: u32) -> Harvest {
    let mut records = Vec::new();
    let mut withdrawn = BTreeSet::new();
    // A log in which nothing ever happened is a new one.
    let is_new = told.entries.is_empty();
    for (id, entry) in told.entries {
        match entry {
            Entry::Relayed(record) => records.push(*record),
            Entry::Gone => {
                withdrawn.insert(ConsultationId::relayed(id));
            }
        }
    }
    let (listing, read_whole) = match read {
        Scope::Changes(kept) => (Listing::Changes { withdrawn }, kept.read_whole),
        Scope::Everything { settled } => {
            let is_complete = settled && !is_new && told.unreadable.is_empty();
            let complete = SpaceKind::ALL.into_iter().filter(|_| is_complete);
            let listing = Listing::Log {
                complete: complete.collect(),
                withdrawn,
            };
            (listing, context.now)
        }
    };
    let kept = Memory {
        log: told.log,
        since: told.end,
        read_whole,
        validators: told.validators,
    };
    Harvest {
        records,
        listing,
        partial: !told.unreadable.is_empty(),
        notices: unreadable(&told.unreadable).into_iter().collect(),
        memory: keep(context.source, &kept),
        requests,
        ..Harvest::default()
    }
}

/// Returns the notice of entries that cannot be read.
fn unreadable(places: &[u64]) -> Option<Reason> {
    if places.is_empty() {
        return None;
    }
    let named = places.iter().take(MOST_NAMED);
    let named: Vec<reason::Place> = named.map(|change| reason::Place::Change(*change)).collect();
    Some(
        Reason::new(Code::EntriesUnreadable)
            .with("in", "log")
            .with("count", places.len())
            .with("places", named),
    )
}

#[cfg(test)]
pub(super) mod tests;
