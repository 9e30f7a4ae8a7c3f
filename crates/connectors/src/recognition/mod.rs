//! Recognition: what can be read at an address, for an operator who wants to add it as a source. It knows in which order the platforms are tried, and
//! that nobody is ever asked more than six times; how each is known, its connector knows.
//!
//! The address itself is read first: a feed or a calendar is one, and a page names them, and betrays by its words which platform to try first.

mod default_name;
mod limited_fetch;
mod openagenda;
mod unreadable;

use chrono::{DateTime, Utc};
use url::Url;

use super::page::{self, Page};
use super::unexpected::unexpected;
use super::{
    Error, Expected, calendar, cap_collectif, decidim, decoding, document, feed, file,
    opendatasoft, passerelle,
};
use passerelle_fetch::{Answer, Fetch};
use passerelle_model::Platform;

use limited_fetch::LimitedFetch;
pub use unreadable::{Closed, Trouble, Unreadable};

/// The most requests that recognising takes.
pub const MOST_REQUESTS: u32 = 6;

/// The media types that are asked for first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, text/calendar, */*;q=0.8";

/// The words by which a page betrays its platform, in lower case.
const MARKS: [(Platform, &[&str]); 3] = [
    (Platform::Decidim, &["decidim"]),
    (
        Platform::CapCollectif,
        // The last two are those of the page that visitors find before a platform opens.
        &[
            "cap-collectif",
            "capcollectif",
            "cap collectif",
            "shield-mode",
            "shieldapp",
        ],
    ),
    (Platform::Opendatasoft, &["opendatasoft", "huwise"]),
];

/// Software that makes pages, and is no platform: what names one of these is asked nothing more.
const PAGE_MAKERS: [&str; 6] = ["wordpress", "drupal", "typo3", "spip", "joomla", "wix"];

/// The order in which platforms are tried, from the cheapest to the most expensive.
const ORDER: [Platform; 4] = [
    Platform::Passerelle,
    Platform::Decidim,
    Platform::Opendatasoft,
    Platform::CapCollectif,
];

/// A source that was found at an address, or named there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A Decidim.
    Decidim(decidim::Recognition),
    /// A Cap Collectif.
    CapCollectif(cap_collectif::Recognition),
    /// A portal of open data.
    Opendatasoft(opendatasoft::Recognition),
    /// Another gateway.
    Passerelle(passerelle::Recognition),
    /// A feed.
    Feed(feed::Recognition),
    /// A calendar.
    Calendar(CalendarRecognition),
    /// A list kept by hand.
    File(file::Recognition),
}

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRecognition {
    /// The place where it is.
    pub url: Url,
    /// The name that it gives itself, or that the page gives it.
    pub name: Option<String>,
    /// The number of events that it holds, where it was read.
    pub events: Option<usize>,
}

/// The sources that were found, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognized {
    /// The sources, at least one; the best first.
    pub found: Vec<Found>,
    /// The number of requests that were sent.
    pub requests: u32,
}

impl Found {
    /// The platform with which it is read.
    pub const fn platform(&self) -> Platform {
        match self {
            Self::Decidim(_) => Platform::Decidim,
            Self::CapCollectif(_) => Platform::CapCollectif,
            Self::Opendatasoft(_) => Platform::Opendatasoft,
            Self::Passerelle(_) => Platform::Passerelle,
            Self::Feed(_) => Platform::Feed,
            Self::Calendar(_) => Platform::Calendar,
            Self::File(_) => Platform::File,
        }
    }

    /// Returns its address as a source.
    pub const fn url(&self) -> &Url {
        match self {
            Self::Decidim(found) => &found.url,
            Self::CapCollectif(found) => &found.url,
            Self::Opendatasoft(found) => &found.url,
            Self::Passerelle(found) => &found.url,
            Self::Feed(found) => &found.url,
            Self::Calendar(found) => &found.url,
            Self::File(found) => &found.url,
        }
    }

    /// The name that it gives itself, unless it is the one that its software gives every site.
    pub fn name(&self) -> Option<&str> {
        self.given_name()
            .filter(|name| !default_name::is_default(name))
    }

    fn given_name(&self) -> Option<&str> {
        match self {
            Self::Decidim(found) => found.name.as_deref(),
            Self::Passerelle(found) => Some(found.name.as_str()),
            Self::Feed(found) => found.name.as_deref(),
            Self::Calendar(found) => found.name.as_deref(),
            Self::CapCollectif(_) | Self::Opendatasoft(_) | Self::File(_) => None,
        }
    }
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
    if let Some(list) = file::recognize_local(url, now).await {
        return Ok(fetch.recognized(vec![Found::File(list?)]));
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
    if let Some(list) = file::recognize(&answer) {
        return Ok(fetch.recognized(vec![Found::File(list?).at(lasting)]));
    }
    in_page(&url, &answer, &lasting, &fetch).await
}

/// Returns what a page is the front of, or names.
async fn in_page(
    url: &Url,
    answer: &Answer,
    lasting: &Url,
    fetch: &LimitedFetch<'_>,
) -> Result<Recognized, Trouble> {
    let text = decoding::text(&answer.body, answer.header("content-type"));
    let looked_at = if page::is_page(&text) {
        page::read(&text, &answer.url)
    } else {
        Page::default()
    };
    let mut named = named(&looked_at);
    let exported = openagenda::calendars(&answer.url, &text);
    let unreadable = Unreadable::of(&answer.url, &text, &looked_at.generator);
    let is_plain_site = is_page_maker(&looked_at.generator) && !named.is_empty();
    let folded = text.to_lowercase();
    let is_marked = MARKS
        .iter()
        .any(|(platform, _)| bears_marks(&folded, *platform));
    let is_known = (exported.is_some() && !is_marked)
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
        (Some(platform), trouble) if trouble.is_none() || !is_marked => Err(Trouble::Unreadable {
            url: url.clone(),
            platform,
        }),
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
    for platform in order(text) {
        for base in [Some(&base), elsewhere.as_ref()].into_iter().flatten() {
            match try_one(platform, base, fetch).await {
                Ok(Some(found)) => return Ok(Some(found)),
                Ok(None) => {}
                Err(Error::Moved { .. }) if elsewhere.is_some() => continue,
                Err(error) => trouble = trouble.or(telling(error)),
            }
            // What a GET found nowhere, it did not find elsewhere either: GET follows.
            if matches!(platform, Platform::Passerelle | Platform::Opendatasoft) {
                break;
            }
        }
    }
    trouble.map_or(Ok(None), Err)
}

impl Found {
    /// The same at another address.
    fn at(self, url: Url) -> Self {
        match self {
            Self::Decidim(found) => Self::Decidim(decidim::Recognition { url, ..found }),
            Self::CapCollectif(found) => {
                Self::CapCollectif(cap_collectif::Recognition { url, ..found })
            }
            Self::Opendatasoft(found) => {
                Self::Opendatasoft(opendatasoft::Recognition { url, ..found })
            }
            Self::Passerelle(found) => Self::Passerelle(passerelle::Recognition { url, ..found }),
            Self::Feed(found) => Self::Feed(feed::Recognition { url, ..found }),
            Self::Calendar(found) => Self::Calendar(CalendarRecognition { url, ..found }),
            Self::File(found) => Self::File(file::Recognition { url, ..found }),
        }
    }

    /// Takes the address and, for want of one of its own, the name that a page gives it.
    fn named_as(self, named: &Self) -> Self {
        let (url, given) = (named.url().clone(), named.name().map(str::to_owned));
        match self {
            Self::Feed(found) => Self::Feed(feed::Recognition {
                url,
                name: found.name.or(given),
                ..found
            }),
            Self::Calendar(found) => Self::Calendar(CalendarRecognition {
                url,
                name: found.name.or(given),
                ..found
            }),
            other => other,
        }
    }
}

/// The feed or calendar that an answer is.
fn published(answer: &Answer) -> Option<Found> {
    if let Some(read) = calendar::recognize(answer) {
        return Some(Found::Calendar(CalendarRecognition {
            url: answer.url.clone(),
            name: read.name,
            events: Some(read.events),
        }));
    }
    let text = decoding::text(&answer.body, answer.header("content-type"));
    (200..300)
        .contains(&answer.status)
        .then(|| feed::found_in(&text, &answer.url))
        .flatten()
        .map(Found::Feed)
}

/// The feeds that a page names, then its calendars.
fn named(page: &Page) -> Vec<Found> {
    let calendars = page
        .alternates
        .iter()
        .filter(|alternate| alternate.media_type == "text/calendar")
        .map(|alternate| {
            Found::Calendar(CalendarRecognition {
                url: alternate.url.clone(),
                name: Some(alternate.title.clone()).filter(|title| !title.is_empty()),
                events: None,
            })
        });
    // Of the feeds of one site the first is the one that is meant; a second may be a better choice, more only bewilder.
    let feeds = feed::named_by(page).into_iter().take(2).map(Found::Feed);
    feeds.chain(calendars.take(2)).collect()
}

/// The platforms in the order in which they are tried: those whose marks a page, in lower case, bears first.
fn order(text: &str) -> Vec<Platform> {
    let is_marked = |platform: &Platform| bears_marks(text, *platform);
    let (marked, others): (Vec<Platform>, Vec<Platform>) = ORDER.into_iter().partition(is_marked);
    marked.into_iter().chain(others).collect()
}

/// Returns whether a page, in lower case, betrays that it is one of a platform.
fn bears_marks(text: &str, platform: Platform) -> bool {
    let mut marks = MARKS.iter().filter(|(marked, _)| *marked == platform);
    marks.any(|(_, words)| words.iter().any(|word| text.contains(word)))
}

/// Returns whether what made a page is known to be no platform.
fn is_page_maker(generator: &str) -> bool {
    let generator = generator.to_lowercase();
    PAGE_MAKERS.iter().any(|maker| generator.contains(maker))
}

async fn try_one(
    platform: Platform,
    url: &Url,
    fetch: &LimitedFetch<'_>,
) -> Result<Option<Found>, Error> {
    match platform {
        Platform::Passerelle => passerelle::recognize(url, fetch)
            .await
            .map(|found| Some(Found::Passerelle(found))),
        Platform::Decidim => decidim::recognize(url, fetch)
            .await
            .map(|found| Some(Found::Decidim(found))),
        Platform::Opendatasoft => Ok(opendatasoft::recognize(url, fetch)
            .await?
            .map(Found::Opendatasoft)),
        Platform::CapCollectif => Ok(cap_collectif::recognize(url, fetch)
            .await?
            .map(Found::CapCollectif)),
        Platform::Feed | Platform::Calendar | Platform::File => Ok(None),
    }
}

/// An error that tells more than that there is something else.
fn telling(error: Error) -> Option<Error> {
    let tells = matches!(
        error,
        Error::SignInRequired { .. }
            | Error::UnknownHost { .. }
            | Error::Busy { .. }
            | Error::Refused { .. }
            | Error::OutOfOrder { .. }
            | Error::Failing { .. }
            | Error::Rejected { .. }
            | Error::TooOld { .. }
            | Error::RobotWall { .. }
            | Error::Maintenance { .. }
            | Error::CaptivePortal { .. }
            | Error::Parked { .. }
            | Error::DefaultPage { .. }
            | Error::Suspended { .. }
            | Error::Shielded { .. }
    );
    tells.then_some(error)
}

fn nothing(url: &Url, answer: &Answer) -> Error {
    unexpected(url, Expected::Any, answer)
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
