//! Feeds: RSS 0.90 to 2.0, RSS 1.0, Atom (RFC 4287) and JSON Feed, at their own address or at that of a page that names them.
//!
//! A feed is a window on the latest entries of a site: `window` decides which of the entries that it no longer lists are gone. Prose is not
//! interpreted: an item has dates only where the feed states them in elements for programs (`ev:`, `dcterms:valid`). Authors are never read.

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
use item::Item as FeedItem;
use parse::{BrokenEntry, FeedDocument};
use passerelle_fetch::Answer;
use passerelle_model::reason::{Code, Item};
use passerelle_model::{ConsultationId, Platform, Reason, Record, Source};
use window::Window;

mod absence;
mod dates;
mod fault;
mod item;
mod json;
mod parse;
mod plain_text;
mod recognition;
mod record;
mod split;
mod tree;
mod vocabularies;
mod window;

/// The media types that are asked for: a feed, else a page that names one.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5";

/// The kind of answer that is expected.
const PLATFORM: Expected = Expected::Of(Platform::Feed);

/// The size of the largest document that is read, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// The most entries, titles or dates that one notice names.
const MOST_NAMED: usize = 3;

/// The key of the window in the memory. It stands beside what [`revalidation::keep`] keeps, so that it outlives a change of the configuration.
const WINDOW: &str = "window";

/// The connector of feeds.
#[derive(Debug, Clone, Copy)]
pub struct Feed;

/// The place where a feed was found, remembered as long as the configuration of the source stays the same.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Located {
    /// The address of the feed.
    address: Url,
    /// The validators of the last document at that address.
    validators: Validators,
}

/// A feed that was fetched and parsed.
struct FetchedFeed {
    located: Located,
    document: FeedDocument,
    /// The notices about how it was found.
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
        match fetch_feed(context, known, &mut requests).await? {
            None => Ok(Harvest {
                listing: Listing::Unchanged,
                memory: context.memory.cloned(),
                requests,
                ..Harvest::default()
            }),
            Some(fetched) => Ok(harvest(context, window, fetched, requests)),
        }
    }
}

/// Returns whether an address lies under the public address of a gateway.
fn is_within(url: &Url, gateway: &Url) -> bool {
    let below = gateway.path().trim_end_matches('/');
    url.origin() == gateway.origin()
        && url
            .path()
            .strip_prefix(below)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Fetches the feed where it was found last time, else at the address of the source; `None` if it did not change.
async fn fetch_feed(
    context: &Context<'_>,
    known: Option<Located>,
    requests: &mut u32,
) -> Result<Option<FetchedFeed>, Error> {
    if let Some(known) = known {
        match ask(context, &known.address, Some(&known.validators), requests).await {
            Ok(None) => return Ok(None),
            Ok(Some(answer)) => {
                if let Some(document) = parse_feed(&answer, context).await? {
                    let located = Located {
                        validators: Validators::of(&answer),
                        ..known
                    };
                    return Ok(Some(FetchedFeed {
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

/// Fetches the feed at the address of the source, or the one that the page there names first.
async fn discover(context: &Context<'_>, requests: &mut u32) -> Result<FetchedFeed, Error> {
    let url = &context.source.url;
    let answer = required(url, ask(context, url, None, requests).await?)?;
    if let Some(document) = parse_feed(&answer, context).await? {
        return Ok(FetchedFeed {
            located: Located {
                address: url.clone(),
                validators: Validators::of(&answer),
            },
            document,
            notices: Vec::new(),
        });
    }
    let text = parse::text_of(&answer);
    if !web_page::is_page(&text) {
        return Err(no_feed(url, &answer, FeedFault::NoFeed));
    }
    let named = recognition::named_by(&web_page::read(&text, &answer.url));
    let Some(first) = named.first() else {
        return Err(wrong_answer(url, PLATFORM, &answer));
    };
    let address = first.url.clone();
    let answer = required(&address, ask(context, &address, None, requests).await?)?;
    let Some(document) = parse_feed(&answer, context).await? else {
        let why = FeedFault::NamedAndNone;
        return Err(no_feed(&address, &answer, why));
    };
    let notice = (named.len() > 1).then(|| {
        Reason::new(Code::SeveralFeeds)
            .with("count", named.len())
            .with("to", &address)
    });
    Ok(FetchedFeed {
        located: Located {
            address,
            validators: Validators::of(&answer),
        },
        document,
        notices: notice.into_iter().collect(),
    })
}

/// Sends a request, and counts it; `None` if the document is still the one that `validators` stand for.
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

/// Returns the answer to a request without validators, to which no server answers "not modified".
fn required(url: &Url, answer: Option<Answer>) -> Result<Answer, Error> {
    answer.ok_or_else(|| unreadable(url, FeedFault::Empty))
}

/// The error of an answer in which there is no feed: it names what came instead where that is recognised, and otherwise gives `why`.
fn no_feed(url: &Url, answer: &Answer, why: FeedFault) -> Error {
    match wrong_answer(url, PLATFORM, answer) {
        Error::NotThere { came, .. } if !matches!(came, Came::Calendar | Came::Feed) => {
            unreadable(url, why)
        }
        error => error,
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

/// Parses the feed in an answer, if there is one. It does so on a blocking thread: parsing megabytes would hold up the runtime.
async fn parse_feed(answer: &Answer, context: &Context<'_>) -> Result<Option<FeedDocument>, Error> {
    let (answer, zone) = (answer.clone(), context.source.timezone);
    let url = answer.url.clone();
    tokio::task::spawn_blocking(move || parse::answer(&answer, zone))
        .await
        .map_err(|_panic| unreadable(&url, FeedFault::OwnError))
}

/// Makes the harvest of a feed.
fn harvest(
    context: &Context<'_>,
    mut window: Window,
    fetched: FetchedFeed,
    requests: u32,
) -> Harvest {
    let FetchedFeed {
        located,
        mut document,
        mut notices,
    } = fetched;
    document.items = window::deduplicated(document.items);
    let keys = window.keys(&document.items);
    let (records, without_page) = records(&document, &keys, &window, context.source);
    notices.extend(parse_notices(&document));
    notices.extend(without_page.notice());
    notices.extend(date_notice(&document));
    let whole = document.unreadable == 0 && !document.truncated;
    let relayed: BTreeSet<String> = records
        .iter()
        .map(|record| record.native_id.clone())
        .collect();
    window.observe(&document.items, &keys, &relayed, whole, context.now);
    let fallen = window.fallen(&keys, context.now);
    let listing = if whole && !document.items.is_empty() {
        window_listing(&fallen, context.source)
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

/// The items that cannot be relayed, since nothing says where they are.
#[derive(Default)]
struct WithoutPage {
    count: usize,
    /// The titles that a notice may repeat.
    titles: Vec<String>,
}

impl WithoutPage {
    fn push(&mut self, item: &FeedItem) {
        self.count += 1;
        self.titles.extend(plain_text::quotable(&item.title));
    }

    fn notice(self) -> Option<Reason> {
        let without = Reason::new(Code::EntriesWithoutPage).with("count", self.count);
        (self.count > 0).then(|| without.with("titles", first_few(self.titles)))
    }
}

/// Makes a record of each item that the operator wants relayed, and lists the items of which none can be made.
fn records(
    document: &FeedDocument,
    keys: &[Option<String>],
    window: &Window,
    source: &Source,
) -> (Vec<Record>, WithoutPage) {
    let mut records = Vec::new();
    let mut without_page = WithoutPage::default();
    for (item, key) in document.items.iter().zip(keys) {
        if !record::is_wanted(item, source) {
            continue;
        }
        let record = key.as_ref().and_then(|key| {
            let published = window.published(key, item);
            let language = document.language.as_deref();
            record::of_item(item.clone(), key.clone(), published, language, source)
        });
        match record {
            Some(record) => records.push(record),
            None => without_page.push(item),
        }
    }
    (records, without_page)
}

/// The listing of a feed that was read whole. `fallen` are the keys of the entries that fell off its end.
fn window_listing(fallen: &[String], source: &Source) -> Listing {
    let id =
        |key: &String| ConsultationId::new(&source.origin, record::KIND, &source.qualified(key));
    Listing::Window {
        fallen: fallen.iter().map(id).collect(),
    }
}

/// The notices about the parts of a document that could not be parsed.
fn parse_notices(document: &FeedDocument) -> Vec<Reason> {
    let mut notices = Vec::new();
    if document.unreadable > 0 {
        let broken = document.broken.iter().take(MOST_NAMED);
        let entries: Vec<Item> = broken.map(BrokenEntry::notice_item).collect();
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
    notices
}

/// The notice about the dates of a feed that could not be read, if there are any.
fn date_notice(document: &FeedDocument) -> Option<Reason> {
    let items = document.items.iter();
    let unreadable: Vec<&str> = items
        .filter_map(|item| item.unreadable_date.as_deref())
        .collect();
    if unreadable.is_empty() {
        return None;
    }
    let quoted = unreadable
        .iter()
        .filter_map(|date| plain_text::quotable(date));
    let notice = Reason::new(Code::DatesUnreadable).with("count", unreadable.len());
    Some(notice.with("dates", first_few(quoted.collect())))
}

fn first_few(mut names: Vec<String>) -> Vec<String> {
    names.truncate(MOST_NAMED);
    names
}

/// The memory to keep until the next poll. The window in it outlives a change of the configuration.
fn memory(context: &Context<'_>, located: &Located, window: &Window) -> Option<Value> {
    let mut memory = revalidation::keep(context.source, located)?;
    let window = serde_json::to_value(window).ok()?;
    memory.as_object_mut()?.insert(WINDOW.to_owned(), window);
    Some(memory)
}

#[cfg(test)]
mod tests;
