//! Recognition: what can be read at an address, for an operator who wants to add it as a source. It knows in which order the platforms are tried, and
//! that nobody is ever asked more than six times; how each is known, its connector knows.
//!
//! The address itself is read first: a feed or a calendar is one, and a page names them, and betrays by its words which platform to try first.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use url::Url;

use super::page::{self, Page};
use super::{
    Error, calendar, cap_collectif, decidim, decoding, document, feed, file, opendatasoft,
    passerelle,
};
use crate::fetch::{self, Answer, Fetch, Request};
use crate::model::Platform;

/// The most requests that recognising takes.
pub const MOST_REQUESTS: u32 = 6;

/// What is asked for first.
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

/// What was found at an address, or named there.
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
    /// Where it is.
    pub url: Url,
    /// The name that it gives itself, or that the page gives it.
    pub name: Option<String>,
    /// How many events it holds, where it was read.
    pub events: Option<usize>,
}

/// What was found, and what it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognized {
    /// At least one; the best first.
    pub found: Vec<Found>,
    /// How many requests were sent.
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

    /// Its address as a source.
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

    /// The name that it gives itself.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Decidim(found) => found.name.as_deref(),
            Self::Passerelle(found) => Some(found.name.as_str()),
            Self::Feed(found) => found.name.as_deref(),
            Self::Calendar(found) => found.name.as_deref(),
            Self::CapCollectif(_) | Self::Opendatasoft(_) | Self::File(_) => None,
        }
    }
}

/// Finds out at the moment `now` what can be read at `url`, in [`MOST_REQUESTS`] at most; a `file:` address is read from this machine. An error says
/// why there is nothing, and what an administrator must change.
pub async fn recognize(
    url: &Url,
    fetch: &dyn Fetch,
    now: DateTime<Utc>,
) -> Result<Recognized, Error> {
    let door = Door {
        fetch,
        asked: AtomicU32::new(0),
    };
    if let Some(list) = file::recognize_local(url, now).await {
        return Ok(door.recognized(vec![Found::File(list?)]));
    }
    let url = web(url);
    let answer = door.get(&url).await?;
    let status = answer.status;
    match status {
        // A host that asks to be left alone, or cannot answer, is asked nothing more.
        429 => {
            let retry_after = document::retry_after(&answer);
            return Err(Error::Busy { url, retry_after });
        }
        502..=504 => return Err(Error::OutOfOrder { url, status }),
        _ => {}
    }
    if let Some(found) = published(&answer) {
        return Ok(door.recognized(vec![found]));
    }
    if let Some(list) = file::recognize(&answer) {
        return Ok(door.recognized(vec![Found::File(list?)]));
    }
    let text = decoding::text(&answer.body, answer.header("content-type"));
    let looked_at = if page::is_page(&text) {
        page::read(&text, &answer.url)
    } else {
        Page::default()
    };
    let named = named(&looked_at);
    let base = moved(&url, &answer.url);
    let mut trouble = None;
    let generator = looked_at.generator.to_lowercase();
    let is_plain_site = PAGE_MAKERS.iter().any(|maker| generator.contains(maker));
    if !is_plain_site || named.is_empty() {
        for platform in order(&text) {
            match try_one(platform, &base, &door).await {
                Ok(Some(found)) => return Ok(door.recognized(vec![found])),
                Ok(None) => {}
                Err(error) => trouble = trouble.or(telling(error)),
            }
        }
    }
    let found = door.verified(named).await;
    if found.is_empty() {
        return Err(trouble.unwrap_or_else(|| nothing(url, &answer)));
    }
    Ok(door.recognized(found))
}

/// The door to the network, which shuts after the last request that is allowed.
struct Door<'a> {
    fetch: &'a dyn Fetch,
    asked: AtomicU32,
}

#[async_trait]
impl Fetch for Door<'_> {
    async fn send(&self, request: Request) -> Result<Answer, fetch::Error> {
        let asked = self
            .asked
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |asked| {
                (asked < MOST_REQUESTS).then_some(asked + 1)
            });
        if asked.is_err() {
            let mut url = request.url;
            url.set_query(None);
            return Err(fetch::Error::Spent {
                url: url.to_string(),
                limit: MOST_REQUESTS,
            });
        }
        self.fetch.send(request).await
    }
}

impl Door<'_> {
    async fn get(&self, url: &Url) -> Result<Answer, Error> {
        let request = Request {
            url: url.clone(),
            headers: vec![("accept", ACCEPT.to_owned())],
            body: None,
        };
        Ok(self.send(request).await?)
    }

    /// What pages name is looked at as long as there are requests left; what is something else is no finding.
    async fn verified(&self, named: Vec<Found>) -> Vec<Found> {
        let mut verified = Vec::new();
        for found in named {
            match self.get(found.url()).await {
                Ok(answer) => verified.extend(published(&answer).map(|read| read.named_as(&found))),
                Err(_) => verified.push(found),
            }
        }
        verified
    }

    fn recognized(&self, found: Vec<Found>) -> Recognized {
        Recognized {
            found,
            requests: self.asked.load(Ordering::Relaxed),
        }
    }
}

impl Found {
    /// With the address and, for want of one of its own, the name that a page gives it.
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

/// The platforms in the order in which they are tried: those whose marks a page bears first.
fn order(text: &str) -> Vec<Platform> {
    let text = text.to_lowercase();
    let is_marked = |platform: &Platform| {
        MARKS.iter().any(|(marked, words)| {
            marked == platform && words.iter().any(|word| text.contains(word))
        })
    };
    let (marked, others): (Vec<Platform>, Vec<Platform>) = ORDER.into_iter().partition(is_marked);
    marked.into_iter().chain(others).collect()
}

async fn try_one(platform: Platform, url: &Url, door: &Door<'_>) -> Result<Option<Found>, Error> {
    match platform {
        Platform::Passerelle => passerelle::recognize(url, door)
            .await
            .map(|found| Some(Found::Passerelle(found))),
        Platform::Decidim => decidim::recognize(url, door)
            .await
            .map(|found| Some(Found::Decidim(found))),
        Platform::Opendatasoft => Ok(opendatasoft::recognize(url, door)
            .await?
            .map(Found::Opendatasoft)),
        Platform::CapCollectif => Ok(cap_collectif::recognize(url, door)
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

fn nothing(url: Url, answer: &Answer) -> Error {
    Error::NotThere {
        url,
        expected: "any platform, feed, calendar or list that this gateway can read",
        status: answer.status,
        came: document::came(answer).to_owned(),
    }
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
mod tests;
