//! The log of another gateway, read page by page: whether it is the one that is known, that it goes forward and that it ends.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::entry::{Entry, Reading};
use super::wire::Page;
use crate::connector::federation::{public, same_place};
use crate::connector::revalidation::Validators;
use crate::connector::{Context, Error};
use crate::fetch::{self, Answer, Fetch, Request};
use crate::model::Via;

/// What is asked, in messages.
const DOCUMENT: &str = "changes";

/// The platform, in messages.
const PLATFORM: &str = "a Passerelle gateway";

/// How many entries a page holds: as many as gateways give.
const PAGE: usize = 200;

/// What is read of one log at most, in bytes: some hundred thousand consultations.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// How many entries that cannot be read are remembered.
const MOST_UNREADABLE: usize = 1000;

/// The place in a log that was read to.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) log: (u64, u64),
    pub(super) since: u64,
    pub(super) validators: Validators,
}

/// What a log holds after some place.
#[derive(Debug)]
pub(super) struct Told {
    /// Its name.
    pub(super) log: (u64, u64),
    /// By consultation, as the last change has it.
    pub(super) entries: BTreeMap<Uuid, Entry>,
    /// The places of what cannot be read; no more than [`MOST_UNREADABLE`].
    pub(super) unreadable: Vec<u64>,
    /// Its end.
    pub(super) end: u64,
    /// Those of the answer that nothing follows the end; none if nobody asked.
    pub(super) validators: Validators,
}

/// What follows a place.
pub(super) enum Followed {
    /// Nothing, as at the last poll.
    Unchanged,
    /// This.
    Told(Told),
    /// The place is in another log.
    OtherLog,
}

/// An answer.
pub(super) enum Reply {
    /// A page.
    Page(Box<Answered>),
    /// The page is the one whose validators were sent.
    Unchanged,
    /// There is no such place in this log.
    NoSuchPlace,
}

/// A page that came.
pub(super) struct Answered {
    /// The page.
    pub(super) page: Page,
    /// Its validators.
    validators: Validators,
    /// The address that gave it.
    pub(super) by: Url,
}

/// Where the log of the gateway at `base` is.
pub(super) fn address(base: &Url) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(["api", "v1", DOCUMENT]);
    }
    url
}

/// Asks for the page of at most `limit` entries after `since`.
pub(super) async fn ask(
    fetch: &dyn Fetch,
    log: &Url,
    since: u64,
    limit: usize,
    validators: &Validators,
) -> Result<(Reply, usize), Error> {
    let mut url = log.clone();
    url.set_query(Some(&format!("since={since}&limit={limit}")));
    let mut headers = validators.headers();
    let asked_if_changed = !headers.is_empty();
    headers.push(("accept", "application/json".to_owned()));
    let request = Request {
        url,
        headers,
        body: None,
    };
    let answer = fetch.send(request).await?;
    let reply = match answer.status {
        200 => Reply::Page(Box::new(Answered {
            page: page(&answer, log)?,
            validators: Validators::of(&answer),
            by: answer.url.clone(),
        })),
        304 if asked_if_changed => Reply::Unchanged,
        400 if since > 0 => Reply::NoSuchPlace,
        _ => return Err(refusal(&answer, log)),
    };
    Ok((reply, answer.body.len()))
}

fn page(answer: &Answer, log: &Url) -> Result<Page, Error> {
    let broken = |what: &str| Error::NotUnderstood {
        url: log.clone(),
        document: DOCUMENT,
        what: what.to_owned(),
    };
    let is_json = content_type(answer).contains("json");
    let value: Value = match serde_json::from_slice(&answer.body) {
        Ok(value) => value,
        Err(_) if !is_json => return Err(not_there(answer, log)),
        Err(trouble) if trouble.is_eof() => return Err(broken("it breaks off")),
        Err(_) => return Err(broken("it is no JSON")),
    };
    let has = |field: &str| value.get(field).is_some();
    if !has("items") || !has("next_since") {
        return Err(not_there(answer, log));
    }
    if !has("log") || !has("gateway") {
        return Err(Error::TooOld {
            url: log.clone(),
            lacks: "it does not name its log of changes",
        });
    }
    // The message of the reader may quote the answer.
    Page::deserialize(value).map_err(|_quoted| broken("a field has another form than expected"))
}

/// What an answer that is no page means.
fn refusal(answer: &Answer, log: &Url) -> Error {
    let (url, status) = (log.clone(), answer.status);
    match status {
        401 | 403 | 407 | 451 => Error::Refused { url, status },
        429 => Error::Busy {
            url,
            retry_after: retry_after(answer),
        },
        500..=599 => Error::OutOfOrder { url, status },
        _ => not_there(answer, log),
    }
}

fn not_there(answer: &Answer, log: &Url) -> Error {
    let kind = content_type(answer);
    let came = if answer.body.is_empty() {
        "an empty answer"
    } else if kind.contains("html") {
        "a web page"
    } else if kind.contains("json") {
        "JSON that is no list of changes"
    } else {
        "something else"
    };
    Error::NotThere {
        url: log.clone(),
        expected: PLATFORM,
        status: answer.status,
        came: came.to_owned(),
    }
}

fn content_type(answer: &Answer) -> &str {
    answer.header("content-type").unwrap_or_default()
}

/// `Retry-After` in seconds, at most a day.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let seconds: u64 = answer.header("retry-after")?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(86_400)))
}

/// Reads the log of one gateway, for one poll.
pub(super) struct Reader<'a> {
    context: &'a Context<'a>,
    log: Url,
    limit: usize,
    bytes: usize,
    /// How many requests were sent.
    pub(super) requests: u32,
}

impl<'a> Reader<'a> {
    /// A reader of the source; an error when that is this gateway itself.
    pub(super) fn new(context: &'a Context<'a>) -> Result<Self, Error> {
        let reader = Self {
            context,
            log: address(&context.source.url),
            limit: PAGE,
            bytes: 0,
            requests: 0,
        };
        reader.is_elsewhere(&context.source.url)?;
        Ok(reader)
    }

    /// Everything that the log holds.
    pub(super) async fn everything(&mut self) -> Result<Told, Error> {
        match self.read(0, None).await? {
            Followed::Told(told) => Ok(told),
            Followed::Unchanged | Followed::OtherLog => {
                Err(self.broken("the log was replaced while it was read"))
            }
        }
    }

    /// What follows `place`.
    pub(super) async fn follow(&mut self, place: Place) -> Result<Followed, Error> {
        self.read(place.since, Some(place)).await
    }

    async fn read(&mut self, from: u64, known: Option<Place>) -> Result<Followed, Error> {
        let mut log = known.as_ref().map(|place| place.log);
        let mut told = Told {
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
            if page.next_since < told.end || (page.more && page.next_since == told.end) {
                return Err(self.broken("it does not go forward"));
            }
            if page.next_since == told.end {
                // Asked again, this very page tells that nothing follows.
                told.validators = validators;
            }
            let (end, more) = (page.next_since, page.more);
            self.take_in(page, &mut told)?;
            told.end = end;
            if !more {
                return Ok(Followed::Told(told));
            }
        }
    }

    /// A page; a smaller one where it would be larger than answers may be.
    async fn page(&mut self, since: u64, validators: &Validators) -> Result<Reply, Error> {
        loop {
            self.requests = self.requests.saturating_add(1);
            let asked = ask(self.context.fetch, &self.log, since, self.limit, validators).await;
            let (reply, bytes) = match asked {
                Err(Error::Fetch(fetch::Error::TooLarge { .. })) if self.limit > 1 => {
                    self.limit = (self.limit / 8).max(1);
                    continue;
                }
                other => other?,
            };
            self.bytes = self.bytes.saturating_add(bytes);
            if self.bytes > MOST_BYTES {
                return Err(self.broken("it is longer than 512 MiB"));
            }
            return Ok(reply);
        }
    }

    fn take_in(&self, page: Page, told: &mut Told) -> Result<(), Error> {
        let source = self.context.source;
        let name = Some(page.gateway.name).filter(|name| !name.trim().is_empty());
        let polled = Via {
            name: name.unwrap_or_else(|| source.name.clone()),
            url: public(&page.gateway.url).unwrap_or_else(|| source.url.clone()),
        };
        self.is_elsewhere(&polled.url)?;
        let reading = Reading {
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

    fn broken(&self, what: &str) -> Error {
        Error::NotUnderstood {
            url: self.log.clone(),
            document: DOCUMENT,
            what: what.to_owned(),
        }
    }
}
