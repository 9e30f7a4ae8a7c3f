//! Reading of the log of another gateway, page by page. It is checked that the log is the known one, that it advances and that it ends.

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

/// The most entries of a page: as many as gateways give.
const PAGE: usize = 200;

/// The most that is read of one log, in bytes: some hundred thousand consultations.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The most requests of one poll, so that a log without an end is given up.
const MOST_REQUESTS: u32 = 5000;

/// The most unreadable entries whose positions are noted.
const MOST_UNREADABLE: usize = 1000;

/// The position up to which a log was read.
#[derive(Debug)]
pub(super) struct LogPosition {
    /// The name of the log, as two numbers.
    pub(super) log: (u64, u64),
    /// The number of the last change that was read.
    pub(super) since: u64,
    /// The validators of the answer that no change follows it, if there was one.
    pub(super) validators: Validators,
}

/// The content of a log behind a position.
#[derive(Debug)]
pub(super) struct LogContent {
    /// The name of the log, as two numbers.
    pub(super) log: (u64, u64),
    /// The last entry of each consultation.
    pub(super) entries: BTreeMap<Uuid, Entry>,
    /// The numbers of the changes that cannot be read, at most [`MOST_UNREADABLE`].
    pub(super) unreadable: Vec<u64>,
    /// The number of the last change.
    pub(super) end: u64,
    /// The validators of the answer that no change follows the end, if there was one.
    pub(super) validators: Validators,
}

/// The outcome of following a log from a position.
pub(super) enum Followed {
    /// No further changes.
    Unchanged,
    /// The further changes; none where the log answers for the first time that there are none.
    Content(LogContent),
    /// The position is one of another log.
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
    /// Makes a reader of the source; an error if that is this gateway itself.
    pub(super) fn new(context: &'a Context<'a>) -> Result<Self, Error> {
        let reader = Self {
            context,
            log: exchange::address(&context.source.url),
            limit: PAGE,
            bytes: 0,
            requests: 0,
        };
        reader.check_is_other(&context.source.url)?;
        Ok(reader)
    }

    /// Reads the whole log.
    pub(super) async fn read_all(&mut self) -> Result<LogContent, Error> {
        match self.read_from(0, None).await? {
            Followed::Content(content) => Ok(content),
            Followed::Unchanged | Followed::OtherLog => Err(self.broken(LogFault::Replaced)),
        }
    }

    /// Reads the changes behind a position.
    pub(super) async fn follow(&mut self, position: LogPosition) -> Result<Followed, Error> {
        self.read_from(position.since, Some(position)).await
    }

    /// Reads the log from a position to its end; `known` is what is known of that position.
    async fn read_from(
        &mut self,
        from: u64,
        known: Option<LogPosition>,
    ) -> Result<Followed, Error> {
        let mut log = known.as_ref().map(|position| position.log);
        let mut content = LogContent {
            log: log.unwrap_or_default(),
            entries: BTreeMap::new(),
            unreadable: Vec::new(),
            end: from,
            validators: known.map_or_else(Validators::default, |position| position.validators),
        };
        loop {
            let validators = std::mem::take(&mut content.validators);
            let log_page = match self.page(content.end, &validators).await? {
                Reply::Page(log_page) => *log_page,
                Reply::Unchanged => return Ok(Followed::Unchanged),
                Reply::NoSuchPosition => return Ok(Followed::OtherLog),
            };
            let (page, validators) = (log_page.page, log_page.validators);
            content.log = page.log.as_u64_pair();
            if *log.get_or_insert(content.log) != content.log {
                return Ok(Followed::OtherLog);
            }
            let stands_still = page.next_since == content.end || page.items.is_empty();
            if page.next_since < content.end || (page.more && stands_still) {
                return Err(self.broken(LogFault::StandsStill));
            }
            if page.next_since == content.end {
                // This answer says that no change follows: asked for with its validators, it tells at the next poll whether any does.
                content.validators = validators;
            }
            let (end, more) = (page.next_since, page.more);
            self.take_in(page, &mut content)?;
            content.end = end;
            if !more {
                return Ok(Followed::Content(content));
            }
        }
    }

    /// Requests a page, and smaller ones as long as the answer is too large.
    async fn page(&mut self, since: u64, validators: &Validators) -> Result<Reply, Error> {
        loop {
            if self.requests >= MOST_REQUESTS {
                return Err(self.broken(LogFault::WithoutEnd));
            }
            self.requests = self.requests.saturating_add(1);
            let reply =
                exchange::ask(self.context.fetch, &self.log, since, self.limit, validators).await;
            let (reply, bytes) = match reply {
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

    /// Adds the entries of a page to the content.
    fn take_in(&self, page: Page, content: &mut LogContent) -> Result<(), Error> {
        let source = self.context.source;
        let name = Some(page.gateway.name).filter(|name| !name.trim().is_empty());
        let polled = Via {
            name: name.unwrap_or_else(|| source.name.clone()),
            url: public(&page.gateway.url).unwrap_or_else(|| source.url.clone()),
        };
        self.check_is_other(&polled.url)?;
        let reader = EntryReader {
            polled: &polled,
            here: self.context.gateway,
            kinds: &source.kinds,
        };
        for item in page.items {
            let change = item
                .get("change")
                .and_then(Value::as_u64)
                .unwrap_or_default();
            match reader.read(item) {
                Ok((id, entry)) => {
                    content.entries.insert(id, entry);
                }
                Err(_) if content.unreadable.len() < MOST_UNREADABLE => {
                    content.unreadable.push(change);
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Refuses an address of this gateway itself.
    fn check_is_other(&self, gateway: &Url) -> Result<(), Error> {
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
