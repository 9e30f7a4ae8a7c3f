//! Feeds: RSS 0.90 to 2.0, RSS 1.0, Atom (RFC 4287) and JSON Feed, at their own address or at that of a page that names them.
//!
//! A feed is a window on the latest entries of a site: `window` says which of those that it lists no longer are gone. What a consultation is about
//! stands in prose, which nobody reads here: without dates for programs (`ev:`, `dcterms:valid`) an item has none. Nothing here knows who wrote it.

use std::collections::BTreeSet;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use super::fault::{Came, Expected};
use super::recognition::Found;
use super::revalidation::{self, Validators};
use super::wrong_answer::wrong_answer;
use super::{Connector, Context, Error, Harvest, Listing, WebPage, document, web_page};
use fault::{FeedFault, UnreadableFeed};
use passerelle_fetch::Answer;
use passerelle_model::reason::{Code, Item};
use passerelle_model::{ConsultationId, Platform, Reason, Record};
use reading::{Broken, FeedDocument};
use window::Window;

mod absence;
mod dates;
mod fault;
mod item;
mod json;
mod plain_text;
mod reading;
mod recognition;
mod record;
mod spaces;
mod split;
mod tree;
mod window;

/// The media types that are asked for: a feed, else a page that names one.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5";

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::Feed);

/// Larger documents are not read, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// More entries are not named in one notice.
const MOST_NAMED: usize = 3;

/// The place where the window is remembered, beside what depends on the configuration.
const WINDOW: &str = "window";

/// The connector.
#[derive(Debug, Clone, Copy)]
pub struct Feed;

/// The memory that holds as long as the configuration stays the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Located {
    /// The place where the feed is.
    address: Url,
    /// The validators of what it listed.
    validators: Validators,
}

/// A feed that was read.
struct ReadFeed {
    located: Located,
    document: FeedDocument,
    notices: Vec<Reason>,
}

#[async_trait]
impl Connector for Feed {
    fn found_in(&self, answer: &Answer) -> Option<Found> {
        recognition::found_in(answer)
    }

    fn named_by(&self, page: &WebPage) -> Vec<Found> {
        recognition::named_by(page)
    }

    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error> {
        if is_within(&context.source.url, context.gateway) {
            let url = context.source.url.clone();
            return Err(Error::Itself { url });
        }
        let window = context
            .memory
            .and_then(|memory| Window::deserialize(memory.get(WINDOW)?).ok())
            .unwrap_or_default();
        let mut known: Option<Located> = revalidation::recall(context);
        if window.is_stale(context.now)
            && let Some(known) = &mut known
        {
            known.validators = Validators::default();
        }
        let mut requests = 0;
        match read(context, known, &mut requests).await? {
            None => Ok(Harvest {
                listing: Listing::Unchanged,
                memory: context.memory.cloned(),
                requests,
                ..Harvest::default()
            }),
            Some(reading) => Ok(harvest(context, window, reading, requests)),
        }
    }
}

/// Returns whether an address lies in what a gateway serves.
fn is_within(url: &Url, gateway: &Url) -> bool {
    let below = gateway.path().trim_end_matches('/');
    url.origin() == gateway.origin()
        && url
            .path()
            .strip_prefix(below)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Reads the feed where it was found last time, else at the address of the source; `None` if it did not change.
async fn read(
    context: &Context<'_>,
    known: Option<Located>,
    requests: &mut u32,
) -> Result<Option<ReadFeed>, Error> {
    if let Some(known) = known {
        let asked = ask(context, &known.address, Some(&known.validators), requests).await;
        match asked {
            Ok(None) => return Ok(None),
            Ok(Some(answer)) => {
                if let Some(document) = parsed(&answer, context).await? {
                    let located = Located {
                        validators: Validators::of(&answer),
                        ..known
                    };
                    return Ok(Some(ReadFeed {
                        located,
                        document,
                        notices: Vec::new(),
                    }));
                }
            }
            // The page may name another address now.
            Err(error) if error.is_of_another_place() && known.address != context.source.url => {}
            Err(error) => return Err(error),
        }
    }
    discover(context, requests).await.map(Some)
}

/// Reads the feed at the address of the source, or the one that the page there names first.
async fn discover(context: &Context<'_>, requests: &mut u32) -> Result<ReadFeed, Error> {
    let url = &context.source.url;
    let answer = required(url, ask(context, url, None, requests).await?)?;
    if let Some(document) = parsed(&answer, context).await? {
        return Ok(ReadFeed {
            located: Located {
                address: url.clone(),
                validators: Validators::of(&answer),
            },
            document,
            notices: Vec::new(),
        });
    }
    let text = reading::text_of(&answer);
    if !web_page::is_page(&text) {
        return Err(no_feed(url, &answer, FeedFault::NoFeed));
    }
    let named = recognition::named_by(&web_page::read(&text, &answer.url));
    let Some(first) = named.first() else {
        return Err(wrong_answer(url, PLATFORM, &answer));
    };
    let address = first.url.clone();
    let answer = required(&address, ask(context, &address, None, requests).await?)?;
    let Some(document) = parsed(&answer, context).await? else {
        let why = FeedFault::NamedAndNone;
        return Err(no_feed(&address, &answer, why));
    };
    let notice = (named.len() > 1).then(|| {
        Reason::new(Code::SeveralFeeds)
            .with("count", named.len())
            .with("to", &address)
    });
    Ok(ReadFeed {
        located: Located {
            address,
            validators: Validators::of(&answer),
        },
        document,
        notices: notice.into_iter().collect(),
    })
}

async fn ask(
    context: &Context<'_>,
    url: &Url,
    validators: Option<&Validators>,
    requests: &mut u32,
) -> Result<Option<Answer>, Error> {
    *requests += 1;
    let answer = document::get(context.fetch, url, ACCEPT, validators, PLATFORM).await?;
    match answer {
        Some(answer) if answer.body.len() > LARGEST => Err(unreadable(url, too_large())),
        answer => Ok(answer),
    }
}

/// Returns the answer, which there always is: no "not modified" comes without validators.
fn required(url: &Url, answer: Option<Answer>) -> Result<Answer, Error> {
    answer.ok_or_else(|| unreadable(url, FeedFault::Empty))
}

/// The error of an answer in which there is no feed: what came, where its marks tell it, else `why`.
fn no_feed(url: &Url, answer: &Answer, why: FeedFault) -> Error {
    match wrong_answer(url, PLATFORM, answer) {
        Error::NotThere { came, .. } if !matches!(came, Came::Calendar | Came::Feed) => {
            unreadable(url, why)
        }
        told => told,
    }
}

fn too_large() -> FeedFault {
    FeedFault::TooLarge {
        limit: u64::try_from(LARGEST).unwrap_or(u64::MAX),
    }
}

fn unreadable(url: &Url, why: FeedFault) -> Error {
    let url = url.clone();
    UnreadableFeed { url, why }.into()
}

/// The feed in an answer, if there is one. Megabytes take longer to read than a task may keep a thread of the runtime.
async fn parsed(answer: &Answer, context: &Context<'_>) -> Result<Option<FeedDocument>, Error> {
    let (answer, zone) = (answer.clone(), context.source.timezone);
    let url = answer.url.clone();
    tokio::task::spawn_blocking(move || reading::read(&answer, zone))
        .await
        .map_err(|_panic| unreadable(&url, FeedFault::OwnError))
}

/// Makes the harvest of a feed.
fn harvest(context: &Context<'_>, mut window: Window, read: ReadFeed, requests: u32) -> Harvest {
    let ReadFeed {
        located,
        mut document,
        mut notices,
    } = read;
    let source = context.source;
    document.items = window::each_once(document.items);
    let keys = window.keys(&document.items);
    let mut records: Vec<Record> = Vec::new();
    let mut pageless: Vec<String> = Vec::new();
    let mut nowhere = 0_usize;
    for (item, key) in document.items.iter().zip(&keys) {
        if !record::is_wanted(item, source) {
            continue;
        }
        let record = key.as_ref().and_then(|key| {
            let published = window.published(key, item);
            let feed = document.language.as_deref();
            record::of_item(item.clone(), key.clone(), published, feed, source)
        });
        if record.is_none() {
            nowhere += 1;
            pageless.extend(plain_text::quotable(&item.title));
        }
        records.extend(record);
    }
    notices.extend(told(&document, pageless, nowhere));
    let whole = document.unreadable == 0 && !document.truncated;
    let relayed: BTreeSet<String> = records
        .iter()
        .map(|record| record.native_id.clone())
        .collect();
    window.see(&document.items, &keys, &relayed, whole, context.now);
    let fallen = window.fallen(&keys, context.now);
    let listing = if whole && !document.items.is_empty() {
        let id = |key: &String| {
            ConsultationId::new(&source.origin, record::KIND, &source.qualified(key))
        };
        Listing::Window {
            fallen: fallen.iter().map(id).collect(),
        }
    } else {
        Listing::default()
    };
    Harvest {
        records,
        listing,
        notices,
        partial: !whole,
        memory: memory(context, &located, &window),
        requests,
        ..Harvest::default()
    }
}

/// Returns the notices about what could not be read.
fn told(document: &FeedDocument, pageless: Vec<String>, nowhere: usize) -> Vec<Reason> {
    let mut notices = Vec::new();
    if document.unreadable > 0 {
        let broken = document.broken.iter().take(MOST_NAMED);
        let entries: Vec<Item> = broken.map(Broken::item).collect();
        let unreadable = Reason::new(Code::EntriesUnreadable)
            .with("in", "feed")
            .with("count", document.unreadable);
        notices.push(unreadable.with("entries", entries));
    }
    if document.truncated {
        notices.push(Reason::new(Code::PartialAnswer).with("part", "feed_end"));
    }
    if document.strays {
        notices.push(Reason::new(Code::StrayText));
    }
    if nowhere > 0 {
        let without = Reason::new(Code::EntriesWithoutPage).with("count", nowhere);
        notices.push(without.with("titles", first(pageless)));
    }
    let undated = document.items.iter();
    let undated: Vec<&str> = undated.filter_map(|item| item.undated.as_deref()).collect();
    if !undated.is_empty() {
        let dates = undated.iter().filter_map(|date| plain_text::quotable(date));
        let unreadable = Reason::new(Code::DatesUnreadable).with("count", undated.len());
        notices.push(unreadable.with("dates", first(dates.collect())));
    }
    notices
}

/// The first of what a notice is about.
fn first(mut names: Vec<String>) -> Vec<String> {
    names.truncate(MOST_NAMED);
    names
}

/// Returns the memory until the next poll. What was seen of the feed outlives a change of the configuration.
fn memory(context: &Context<'_>, located: &Located, window: &Window) -> Option<Value> {
    let mut memory = revalidation::keep(context.source, located)?;
    let window = serde_json::to_value(window).ok()?;
    memory.as_object_mut()?.insert(WINDOW.to_owned(), window);
    Some(memory)
}

#[cfg(test)]
mod tests;
