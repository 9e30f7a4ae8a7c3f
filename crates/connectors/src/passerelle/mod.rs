//! Another gateway, read by its log of changes (`/api/v1/changes`): the whole log at first and once a day, else only the changes since the last poll,
//! withdrawals included. A consultation keeps its id, its provenance and its licence, and the polled gateway is added to those that it came through.
//!
//! Reading the whole log once a day brings what no change reports: a consultation that was another source's until it was withdrawn there, new
//! signatures in the addresses of images, and the content of a gateway that went back to an older copy of its database.

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

/// The time for which only changes are read, before the whole log is read again.
const FOLLOWED_FOR: Duration = Duration::hours(24);

/// The most unreadable entries that a notice names.
const MOST_NAMED: usize = 5;

/// The connector of other gateways.
#[derive(Debug, Clone, Copy)]
pub struct Passerelle;

/// The memory of a gateway between two polls.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Memory {
    /// The name of its log, as two numbers: as a text, a run of digits in it would be taken for a phone number.
    log: (u64, u64),
    /// The number of the last change that was read.
    since: u64,
    /// The moment when the log was last read from its beginning.
    read_whole: DateTime<Utc>,
    /// The validators of the answer that no change follows `since`, once there was one.
    validators: Validators,
}

impl Memory {
    /// Returns whether the whole log was read recently enough. It was not if the clock was set back since.
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
        let previous: Option<Memory> = recall(context);
        if let Some(previous) = previous
            .as_ref()
            .filter(|previous| previous.is_recent(context.now))
        {
            let position = LogPosition {
                log: previous.log,
                since: previous.since,
                validators: previous.validators.clone(),
            };
            match reader.follow(position).await? {
                Followed::Unchanged => {
                    return Ok(Harvest {
                        listing: Listing::Unchanged,
                        memory: keep(context.source, previous),
                        requests: reader.requests,
                        ..Harvest::default()
                    });
                }
                Followed::Content(changes) => {
                    return Ok(harvest(
                        context,
                        changes,
                        Scope::Changes(previous),
                        reader.requests,
                    ));
                }
                // The gateway lost its store, or went back to an older copy of it: the position means nothing in another log.
                Followed::OtherLog => {}
            }
        }
        let changes = reader.read_all().await?;
        let scope = Scope::Everything {
            is_known_log: previous.is_none_or(|previous| previous.log == changes.log),
        };
        Ok(harvest(context, changes, scope, reader.requests))
    }
}

/// The part of a log that was read.
#[derive(Clone, Copy)]
enum Scope<'a> {
    /// The changes since the previous poll.
    Changes(&'a Memory),
    /// The whole log.
    Everything {
        /// `true` unless the previous poll read another log. A gateway that lost its store fills the new one poll by poll: what it lacks at first is
        /// not gone.
        is_known_log: bool,
    },
}

/// Makes the harvest of the part of a log that was read.
fn harvest(context: &Context<'_>, changes: LogContent, scope: Scope<'_>, requests: u32) -> Harvest {
    let mut records = Vec::new();
    let mut withdrawn = BTreeSet::new();
    // A log without any entry is a new one.
    let is_new = changes.entries.is_empty();
    for (id, entry) in changes.entries {
        match entry {
            Entry::Relayed(record) => records.push(*record),
            Entry::Gone => {
                withdrawn.insert(ConsultationId::relayed(id));
            }
        }
    }
    let (listing, read_whole) = match scope {
        Scope::Changes(previous) => (Listing::Changes { withdrawn }, previous.read_whole),
        Scope::Everything { is_known_log } => {
            let is_complete = is_known_log && !is_new && changes.unreadable.is_empty();
            let complete = SpaceKind::ALL.into_iter().filter(|_| is_complete);
            let listing = Listing::Log {
                complete: complete.collect(),
                withdrawn,
            };
            (listing, context.now)
        }
    };
    let memory = Memory {
        log: changes.log,
        since: changes.end,
        read_whole,
        validators: changes.validators,
    };
    Harvest {
        records,
        listing,
        partial: !changes.unreadable.is_empty(),
        notices: unreadable_notice(&changes.unreadable).into_iter().collect(),
        memory: keep(context.source, &memory),
        requests,
        ..Harvest::default()
    }
}

/// The notice about changes that cannot be read, if there are any.
fn unreadable_notice(changes: &[u64]) -> Option<Reason> {
    if changes.is_empty() {
        return None;
    }
    let named = changes.iter().take(MOST_NAMED);
    let places: Vec<reason::Place> = named.map(|change| reason::Place::Change(*change)).collect();
    Some(
        Reason::new(Code::EntriesUnreadable)
            .with("in", "log")
            .with("count", changes.len())
            .with("places", places),
    )
}

#[cfg(test)]
pub(super) mod tests;
