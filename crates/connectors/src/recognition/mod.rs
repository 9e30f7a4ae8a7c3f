//! Recognition: what can be read at an address, for an operator who wants to add it as a source. It knows in which order the platforms are tried, and
//! that nobody is ever asked more than six times; how each is known, its connector knows.
//!
//! The address itself is read first: a feed or a calendar is one, and a page names them, and betrays by its words which platform to try first.

mod default_name;
mod found;
mod limited_fetch;
mod openagenda;
mod unreadable;

use chrono::{DateTime, Utc};
use url::Url;

use super::web_page::{self, WebPage};
use super::wrong_answer::wrong_answer;
use super::{CONNECTORS, Connector, Error, Expected, decoding, document};
use passerelle_fetch::{Answer, Fetch};

pub use found::{Fact, Found, ToComplete};
use limited_fetch::LimitedFetch;
pub use unreadable::{Closed, Trouble, Unreadable};

/// The most requests that recognising takes.
pub const MOST_REQUESTS: u32 = 6;

/// The media types that are asked for first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/calendar, */*;q=0.8";

/// Software that makes pages, and is no platform: what names one of these is asked nothing more.
const PAGE_MAKERS: [&str; 6] = ["wordpress", "drupal", "typo3", "spip", "joomla", "wix"];

/// The sources that were found, and what it took.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognized {
    /// The sources, at least one; the best first.
    pub found: Vec<Found>,
    /// The number of requests that were sent.
    pub requests: u32,
}

/// Finds out at the moment `now` what can be read at `url`, in [`MOST_REQUESTS`] at most; a `file:` address is read from this machine.
///
/// # Errors
/// [`Trouble`] says why there is nothing, and what is to be done: by an administrator, or in another way.
pub async fn recognize(
    url: &Url,
    fetch: &dyn Fetch,
    now: DateTime<Utc>,
) -> Result<Recognized, Trouble> {
    let fetch = LimitedFetch::new(fetch);
    for connector in CONNECTORS {
        if let Some(found) = connector.found_on_disk(url, now).await {
            return Ok(fetch.recognized(vec![found?]));
        }
    }
    let url = web(url);
    let (answer, lasting) = fetch.get(&url).await?;
    let status = answer.status;
    match status {
        // A host that asks to be left alone, or cannot answer, is asked nothing more.
        429 => {
            let retry_after = document::retry_after(&answer);
            return Err(Error::Busy { url, retry_after }.into());
        }
        502..=504 => return Err(Error::OutOfOrder { url, status }.into()),
        _ => {}
    }
    if let Some(found) = published(&answer) {
        return Ok(fetch.recognized(vec![found.at(lasting)]));
    }
    if let Some(found) = CONNECTORS.iter().find_map(|it| it.meant_by(&answer)) {
        return Ok(fetch.recognized(vec![found?.at(lasting)]));
    }
    in_page(&url, &answer, &lasting, &fetch).await
}

/// Recognises the platform whose front a page is, or else the documents that the page names.
async fn in_page(
    url: &Url,
    answer: &Answer,
    lasting: &Url,
    fetch: &LimitedFetch<'_>,
) -> Result<Recognized, Trouble> {
    let text = decoding::text(&answer.body, answer.header("content-type"));
    let looked_at = if web_page::is_page(&text) {
        web_page::read(&text, &answer.url)
    } else {
        WebPage::default()
    };
    let mut named = named(&looked_at);
    let exported = openagenda::calendars(&answer.url, &text);
    let unreadable = Unreadable::of(&answer.url, &text, &looked_at.generator);
    let is_plain_site = is_page_maker(&looked_at.generator) && !named.is_empty();
    let folded = text.to_lowercase();
    let is_betrayed = CONNECTORS.iter().any(|it| betrays(&folded, *it));
    let is_known = (exported.is_some() && !is_betrayed)
        || unreadable.is_some_and(|known| known.is_home(&answer.url));
    named.splice(0..0, exported);
    let mut trouble = None;
    if !is_plain_site && !is_known {
        match platform_at(url, answer, lasting, &folded, fetch).await {
            Ok(Some(found)) => return Ok(fetch.recognized(vec![found])),
            Ok(None) => {}
            Err(error) => trouble = Some(error),
        }
    }
    let found = fetch.verified(named).await;
    if !found.is_empty() {
        return Ok(fetch.recognized(found));
    }
    match (unreadable, trouble) {
        (Some(platform), trouble) if trouble.is_none() || !is_betrayed => {
            Err(Trouble::Unreadable {
                url: url.clone(),
                platform,
            })
        }
        (_, Some(trouble)) => Err(trouble.into()),
        (_, None) => Err(nothing(url, answer).into()),
    }
}

/// The platform of a page. It is sought where the page is for good, and then, where the page leads elsewhere for now, there: what is only posted to, as
/// the interfaces of Decidim and Cap Collectif are, does not follow.
async fn platform_at(
    url: &Url,
    answer: &Answer,
    lasting: &Url,
    text: &str,
    fetch: &LimitedFetch<'_>,
) -> Result<Option<Found>, Error> {
    let base = moved(url, lasting);
    let elsewhere = (answer.url.origin() != lasting.origin()).then(|| moved(url, &answer.url));
    let mut trouble = None;
    for connector in order(text) {
        for base in [Some(&base), elsewhere.as_ref()].into_iter().flatten() {
            match connector.found_at(base, fetch).await {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(Error::Moved { .. }) if elsewhere.is_some() => continue,
                Err(error) => trouble = trouble.or(Some(error).filter(Error::is_informative)),
            }
            // What a GET found nowhere, it did not find elsewhere either: GET follows.
            if !connector.is_posted_to() {
                break;
            }
        }
    }
    trouble.map_or(Ok(None), Err)
}

/// The document that an answer is, by its content.
fn published(answer: &Answer) -> Option<Found> {
    CONNECTORS.iter().find_map(|it| it.found_in(answer))
}

/// The documents that a page names, those whose word counts more first.
fn named(page: &WebPage) -> Vec<Found> {
    // Of the documents of one kind the first is the one that is meant; a second may be a better choice, more only bewilder.
    let each = CONNECTORS
        .iter()
        .map(|it| it.named_by(page).into_iter().take(2));
    let mut named: Vec<Found> = each.flatten().collect();
    named.sort_by_key(|found| found.platform.precedence());
    named
}

/// The connectors in the order in which they are tried: first those whose words a page, in lower case, holds.
fn order(text: &str) -> impl Iterator<Item = &'static dyn Connector> {
    let is_betrayed = |connector: &&dyn Connector| betrays(text, *connector);
    let (marked, others): (Vec<_>, Vec<_>) = CONNECTORS.iter().copied().partition(is_betrayed);
    marked.into_iter().chain(others)
}

/// Returns whether a page, in lower case, betrays that it is one of a platform.
fn betrays(text: &str, connector: &dyn Connector) -> bool {
    connector
        .page_words()
        .iter()
        .any(|word| text.contains(word))
}

/// Returns whether what made a page is known to be no platform.
fn is_page_maker(generator: &str) -> bool {
    let generator = generator.to_lowercase();
    PAGE_MAKERS.iter().any(|maker| generator.contains(maker))
}

fn nothing(url: &Url, answer: &Answer) -> Error {
    wrong_answer(url, Expected::Any, answer)
}

/// The address with the scheme that is asked: calendars are also handed out as `webcal:`.
fn web(url: &Url) -> Url {
    let written = url.as_str();
    written
        .strip_prefix("webcal:")
        .and_then(|rest| Url::parse(&format!("https:{rest}")).ok())
        .unwrap_or_else(|| url.clone())
}

/// The address asked for, on the host that answered: the path may have led to a page of welcome or of signing in.
fn moved(asked: &Url, answered: &Url) -> Url {
    let mut moved = answered.clone();
    moved.set_path(asked.path());
    moved.set_query(None);
    moved.set_fragment(None);
    moved
}

#[cfg(test)]
mod redirect_tests;
#[cfg(test)]
mod tests;
