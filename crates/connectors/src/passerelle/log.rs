//! The log of another gateway, read page by page: whether it is the one that is known, that it goes forward and that it ends.

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::entry::{Entry, EntryReader};
use super::exchange::{self, Reply};
use super::fault::{Fault, LogFault};
use super::wire::Page;
use crate::federation::{public, same_place};
use crate::revalidation::Validators;
use crate::{Context, Error};
use passerelle_fetch as fetch;
use passerelle_model::Via;

/// The number of entries a page holds: as many as gateways give.
const PAGE: usize = 200;

/// The most that is read of one log, in bytes: some hundred thousand consultations.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The most requests that one poll sends: a log that goes forward without end is none.
const MOST_REQUESTS: u32 = 5000;

/// The number of entries that cannot be read are remembered.
const MOST_UNREADABLE: usize = 1000;

/// The place in a log that was read to.
#[derive(Debug)]
pub(super) struct LogPosition {
    pub(super) log: (u64, u64),
    pub(super) since: u64,
    pub(super) validators: Validators,
}

/// The content of a log after some place.
#[derive(Debug)]
pub(super) struct LogContent {
    /// The name.
    pub(super) log: (u64, u64),
    /// The entries by consultation, as the last change has them.
    pub(super) entries: BTreeMap<Uuid, Entry>,
    /// The places of what cannot be read; no more than [`MOST_UNREADABLE`].
    pub(super) unreadable: Vec<u64>,
    /// The end.
    pub(super) end: u64,
    /// The validators of the answer that nothing follows the end; none if nobody asked.
    pub(super) validators: Validators,
}

/// The changes that follow a place.
pub(super) enum Followed {
    /// No changes, as at the last poll.
    Unchanged,
    /// Some changes.
    LogContent(LogContent),
    /// The place is in another log.
    OtherLog,
}

/// Reads the log of one gateway, for one poll.
pub(super) struct LogReader<'a> {
    context: &'a Context<'a>,
    log: Url,
    limit: usize,
    bytes: usize,
    /// The number of requests that were sent.
    pub(super) requests: u32,
}

impl<'a> LogReader<'a> {
    /// A reader of the source; an error when that is this gateway itself.
    pub(super) fn new(context: &'a Context<'a>) -> Result<Self, Error> {
        let reader = Self {
            context,
            log: exchange::address(&context.source.url),
            limit: PAGE,
            bytes: 0,
            requests: 0,
        };
        reader.is_elsewhere(&context.source.url)?;
        Ok(reader)
    }

    /// Everything that the log holds.
    pub(super) async fn everything(&mut self) -> Result<LogContent, Error> {
        match self.read(0, None).await? {
            Followed::LogContent(told) => Ok(told),
            Followed::Unchanged | Followed::OtherLog => Err(self.broken(LogFault::Replaced)),
        }
    }

    /// Reads the changes that follow `place`.
    pub(super) async fn follow(&mut self, place: LogPosition) -> Result<Followed, Error> {
        self.read(place.since, Some(place)).await
    }

    async fn read(&mut self, from: u64, known: Option<LogPosition>) -> Result<Followed, Error> {
        let mut log = known.as_ref().map(|place| place.log);
        let mut told = LogContent {
            log: log.unwrap_or_default(),
            entries: BTreeMap::new(),
            unreadable: Vec::new(),
            end: from,
            validators: known.map_or_else(Validators::default, |place| place.validators),
        };
        loop {
            let validators = std::mem::take(&mut told.validators);
            let answered = match self.page(told.end, &validators).await? {
                Reply::Page(answered) => *answered,
                Reply::Unchanged => return Ok(Followed::Unchanged),
                Reply::NoSuchPlace => return Ok(Followed::OtherLog),
            };
            let (page, validators) = (answered.page, answered.validators);
            told.log = page.log.as_u64_pair();
            if *log.get_or_insert(told.log) != told.log {
                return Ok(Followed::OtherLog);
            }
            let stands_still = page.next_since == told.end || page.items.is_empty();
            if page.next_since < told.end || (page.more && stands_still) {
                return Err(self.broken(LogFault::StandsStill));
            }
            if page.next_since == told.end {
                // Asked again, this very page tells that nothing follows.
                told.validators = validators;
            }
            let (end, more) = (page.next_since, page.more);
            self.take_in(page, &mut told)?;
            told.end = end;
            if !more {
                return Ok(Followed::LogContent(told));
            }
        }
    }

    /// A page; a smaller one where it would be larger than answers may be.
    async fn page(&mut self, since: u64, validators: &Validators) -> Result<Reply, Error> {
        loop {
            if self.requests >= MOST_REQUESTS {
                return Err(self.broken(LogFault::WithoutEnd));
            }
            self.requests = self.requests.saturating_add(1);
            let asked =
                exchange::ask(self.context.fetch, &self.log, since, self.limit, validators).await;
            let (reply, bytes) = match asked {
                Err(Error::Fetch(fetch::Error::TooLarge { .. })) if self.limit > 1 => {
                    self.limit = (self.limit / 8).max(1);
                    continue;
                }
                other => other?,
            };
            self.limit = (self.limit * 2).min(PAGE);
            self.bytes = self.bytes.saturating_add(bytes);
            if self.bytes > MOST_BYTES {
                return Err(self.broken(LogFault::TooLong));
            }
            return Ok(reply);
        }
    }

    fn take_in(&self, page: Page, told: &mut LogContent) -> Result<(), Error> {
        let source = self.context.source;
        let name = Some(page.gateway.name).filter(|name| !name.trim().is_empty());
        let polled = Via {
            name: name.unwrap_or_else(|| source.name.clone()),
            url: public(&page.gateway.url).unwrap_or_else(|| source.url.clone()),
        };
        self.is_elsewhere(&polled.url)?;
        let reading = EntryReader {
            polled: &polled,
            here: self.context.gateway,
            kinds: &source.kinds,
        };
        for item in page.items {
            let place = item
                .get("change")
                .and_then(Value::as_u64)
                .unwrap_or_default();
            match reading.entry(item) {
                Ok((id, entry)) => {
                    told.entries.insert(id, entry);
                }
                Err(_) if told.unreadable.len() < MOST_UNREADABLE => told.unreadable.push(place),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn is_elsewhere(&self, gateway: &Url) -> Result<(), Error> {
        if same_place(gateway, self.context.gateway) {
            return Err(Error::Itself {
                url: self.context.source.url.clone(),
            });
        }
        Ok(())
    }

    fn broken(&self, why: LogFault) -> Error {
        let url = self.log.clone();
        Fault::Log { url, why }.into()
    }
}
