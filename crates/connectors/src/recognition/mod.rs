//! Recognition: finds out what can be read at an address, for an operator who wants to add it as a source. This module decides in which order the
//! platforms are tried, and that no more than six requests are sent; how each platform is recognised is up to its connector.
//!
//! The address itself is requested first. The answer may be a feed or a calendar, or a page that links to some; and the words of a page tell which
//! platform to try first.

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

/// The most requests that one recognition sends.
pub const MOST_REQUESTS: u32 = 6;

/// The `Accept` header of the requests for an address itself.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/calendar, */*;q=0.8";

/// Software for ordinary websites, by the names in `<meta name="generator">`. A page that it made is not tried as a platform if it links to documents.
const SITE_SOFTWARE: [&str; 6] = ["wordpress", "drupal", "typo3", "spip", "joomla", "wix"];

/// The sources that were found at an address.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognized {
    /// The sources, at least one; the best first.
    pub found: Vec<Found>,
    /// The number of requests that were sent.
    pub requests: u32,
}

/// Finds out what can be read at `url`, in [`MOST_REQUESTS`] at most; a `file:` address is read from this machine. `now` is the current moment.
///
/// # Errors
/// [`Trouble`] says why nothing can be read there.
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
    let url = with_https(url);
    let (answer, permanent) = fetch.get(&url).await?;
    let status = answer.status;
    match status {
        // A host that limits requests, or is out of order, is sent no further request.
        429 => {
            let retry_after = document::retry_after(&answer);
            return Err(Error::Busy { url, retry_after }.into());
        }
        502..=504 => return Err(Error::OutOfOrder { url, status }.into()),
        _ => {}
    }
    if let Some(found) = document_in(&answer) {
        return Ok(fetch.recognized(vec![found.at(permanent)]));
    }
    if let Some(found) = CONNECTORS.iter().find_map(|it| it.meant_by(&answer)) {
        return Ok(fetch.recognized(vec![found?.at(permanent)]));
    }
    in_page(&url, &answer, &permanent, &fetch).await
}

/// Recognises the platform that a page belongs to, else the documents that the page links to. `permanent` is the address under which the page is to be
/// kept ([`Fetch::trace`]).
async fn in_page(
    url: &Url,
    answer: &Answer,
    permanent: &Url,
    fetch: &LimitedFetch<'_>,
) -> Result<Recognized, Trouble> {
    let clues = Clues::of(answer);
    let mut platform_error = None;
    if clues.is_platform_possible(&answer.url) {
        match platform_at(url, answer, permanent, &clues.lower_case, fetch).await {
            Ok(Some(found)) => return Ok(fetch.recognized(vec![found])),
            Ok(None) => {}
            Err(error) => platform_error = Some(error),
        }
    }
    let found = fetch.verified(clues.linked).await;
    if !found.is_empty() {
        return Ok(fetch.recognized(found));
    }
    match (clues.unreadable, platform_error) {
        (Some(platform), error) if error.is_none() || !clues.has_page_words => {
            Err(Trouble::Unreadable {
                url: url.clone(),
                platform,
            })
        }
        (_, Some(error)) => Err(error.into()),
        (_, None) => Err(wrong_answer(url, Expected::Any, answer).into()),
    }
}

/// The parts of a page that tell which platform it belongs to.
struct Clues {
    /// The text of the page in lower case.
    lower_case: String,
    /// The documents that the page links to, and the calendar that its `OpenAgenda` exports; the best first.
    linked: Vec<Found>,
    /// The platform that the page belongs to, if it is one that no connector reads.
    unreadable: Option<&'static Unreadable>,
    /// `true` where words of a platform occur in the page.
    has_page_words: bool,
    /// `true` where the page is one of an `OpenAgenda`.
    is_agenda: bool,
    /// `true` where software for ordinary websites made the page, and it links to documents.
    is_ordinary_site: bool,
}

impl Clues {
    /// Collects the clues in a page.
    fn of(answer: &Answer) -> Self {
        let text = decoding::text(&answer.body, answer.header("content-type"));
        let page = if web_page::is_page(&text) {
            web_page::read(&text, &answer.url)
        } else {
            WebPage::default()
        };
        let mut linked = linked_documents(&page);
        let is_ordinary_site = is_site_software(&page.generator) && !linked.is_empty();
        let agenda = openagenda::calendar_of(&answer.url, &text);
        let is_agenda = agenda.is_some();
        linked.splice(0..0, agenda);
        let lower_case = text.to_lowercase();
        Self {
            linked,
            unreadable: Unreadable::of(&answer.url, &text, &page.generator),
            has_page_words: CONNECTORS.iter().any(|it| occurs_in(&lower_case, *it)),
            is_agenda,
            is_ordinary_site,
            lower_case,
        }
    }

    /// Returns whether the page, which answered at `url`, may belong to a platform that a connector reads.
    fn is_platform_possible(&self, url: &Url) -> bool {
        let is_known = (self.is_agenda && !self.has_page_words)
            || self.unreadable.is_some_and(|known| known.is_home(url));
        !self.is_ordinary_site && !is_known
    }
}

/// Finds the platform that a page belongs to, whose text is given in lower case. It is looked for at the permanent address, and then at the address that
/// answered, if a temporary redirect led to another host: the interfaces of Decidim and Cap Collectif are asked by POST requests, which do not follow
/// all redirects.
async fn platform_at(
    url: &Url,
    answer: &Answer,
    permanent: &Url,
    text: &str,
    fetch: &LimitedFetch<'_>,
) -> Result<Option<Found>, Error> {
    let base = with_path_of(url, permanent);
    let temporary =
        (answer.url.origin() != permanent.origin()).then(|| with_path_of(url, &answer.url));
    let mut informative = None;
    for connector in in_order_for(text) {
        for base in [Some(&base), temporary.as_ref()].into_iter().flatten() {
            match connector.found_at(base, fetch).await {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(Error::Moved { .. }) if temporary.is_some() => continue,
                Err(error) => {
                    informative = informative.or(Some(error).filter(Error::is_informative));
                }
            }
            // A GET request has followed the redirect already.
            if !connector.is_posted_to() {
                break;
            }
        }
    }
    informative.map_or(Ok(None), Err)
}

/// Recognises an answer as a document by its content.
fn document_in(answer: &Answer) -> Option<Found> {
    CONNECTORS.iter().find_map(|it| it.found_in(answer))
}

/// Returns the documents that a page links to, in the order of precedence of their platforms.
fn linked_documents(page: &WebPage) -> Vec<Found> {
    // The first document of a kind is mostly the right one, the second may be; more would only confuse the operator.
    let each = CONNECTORS
        .iter()
        .map(|it| it.named_by(page).into_iter().take(2));
    let mut linked: Vec<Found> = each.flatten().collect();
    linked.sort_by_key(|found| found.platform.precedence());
    linked
}

/// Returns the connectors in the order in which they are tried: first those whose words occur in a page, whose text is given in lower case.
fn in_order_for(text: &str) -> impl Iterator<Item = &'static dyn Connector> {
    let occurs = |connector: &&dyn Connector| occurs_in(text, *connector);
    let (named, others): (Vec<_>, Vec<_>) = CONNECTORS.iter().copied().partition(occurs);
    named.into_iter().chain(others)
}

/// Returns whether a word of a platform occurs in a page, whose text is given in lower case.
fn occurs_in(text: &str, connector: &dyn Connector) -> bool {
    connector
        .page_words()
        .iter()
        .any(|word| text.contains(word))
}

/// Returns whether the generator of a page is software for ordinary websites.
fn is_site_software(generator: &str) -> bool {
    let generator = generator.to_lowercase();
    SITE_SOFTWARE.iter().any(|name| generator.contains(name))
}

/// Returns an address with `https:` in place of `webcal:`, a scheme under which calendars are published too.
fn with_https(url: &Url) -> Url {
    let written = url.as_str();
    written
        .strip_prefix("webcal:")
        .and_then(|rest| Url::parse(&format!("https:{rest}")).ok())
        .unwrap_or_else(|| url.clone())
}

/// Returns the path of `asked` on the host of `answered`, whose own path may be that of a welcome or sign-in page.
fn with_path_of(asked: &Url, answered: &Url) -> Url {
    let mut url = answered.clone();
    url.set_path(asked.path());
    url.set_query(None);
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod redirect_tests;
#[cfg(test)]
mod tests;
