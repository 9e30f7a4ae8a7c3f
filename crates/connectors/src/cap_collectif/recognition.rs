//! Recognition: whether a Cap Collectif is at an address, and what its administrator must switch on, for an operator who wants to add it.

use url::Url;

use super::documents::{Greeting, greeting};
use super::fault::Fault;
use super::session::Session;
use super::site;
use crate::Error;
use crate::error::PlatformFault as _;
use crate::recognition::{Fact, Found};
use passerelle_fetch::Fetch;
use passerelle_model::{Language, Platform, Reason};

/// A Cap Collectif.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The address under which it answers, after redirects.
    pub url: Url,
    /// The part of it that can be read.
    pub access: Access,
    /// The number of requests that it took, three at most.
    pub requests: u32,
}

/// The part of a Cap Collectif that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Everything that it publishes.
    Open {
        /// The number of projects that it lists.
        projects: u64,
        /// The number of events that it lists.
        events: u64,
        /// The number of districts that it has.
        districts: u64,
    },
    /// The API answers, but not with the schema in which anything can be listed.
    PublicOnly,
    /// The API is switched off.
    Off,
    /// The site is closed to visitors.
    Shielded,
}

impl Access {
    /// The reason for which nothing of it can be read, where nothing can; `url` is its address.
    pub fn obstacle(&self, url: &Url) -> Option<Reason> {
        let url = url.clone();
        let fault = match self {
            Self::Open { .. } => return None,
            Self::PublicOnly => Fault::HalfOpen { url },
            Self::Off => Fault::ApiOff { url, status: 404 },
            Self::Shielded => Fault::Shielded { url },
        };
        Some(fault.reason())
    }
}

impl From<Recognition> for Found {
    fn from(recognition: Recognition) -> Self {
        let obstacle = recognition.access.obstacle(&recognition.url);
        let found =
            Self::new(Platform::CapCollectif, recognition.url).with("readable", obstacle.is_none());
        match (recognition.access, obstacle) {
            (
                Access::Open {
                    projects,
                    events,
                    districts,
                },
                _,
            ) => found
                .with("projects", projects)
                .with("events", events)
                .with("districts", districts),
            (_, obstacle) => found.with("error", obstacle.map(Fact::Obstacle)),
        }
    }
}

/// Finds out whether a Cap Collectif is at `url`, in three requests at most; `None` if something else is. An error says why nobody can tell.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Option<Recognition>, Error> {
    let mut session = Session::new(fetch, url);
    let language = Language::french();
    let answer = session
        .exchange::<Greeting>(&language, greeting::Variables {})
        .await;
    let access = match answer {
        Ok((name, answer)) => match session.typed::<greeting::ResponseData>(name, answer) {
            Ok(reply) => open(&reply.data),
            Err(error) => is_half_open(&error).then_some(Access::PublicOnly),
        },
        Err(error) if is_off(&error) => Some(Access::Off),
        // Anything but an API stands there.
        Err(Error::Rejected { .. }) => None,
        Err(error) if error.is_of_another_place() => None,
        Err(error) => return Err(error),
    };
    let Some(access) = access else {
        return Ok(None);
    };
    let base = session.client.base().clone();
    let lists = matches!(access, Access::Open { .. });
    let look = match site::look(fetch, &base).await {
        Ok(look) => Some(look),
        // What lists all that is one, whether its door could be looked at or not: each poll looks again.
        Err(_) if lists => None,
        Err(error) => return Err(error),
    };
    // Other software has a GraphQL of its own, and every site answers 404 to something.
    if !lists && !look.as_ref().is_some_and(|look| look.is_platform) {
        return Ok(None);
    }
    let closed = look.as_ref().is_some_and(|look| look.closed);
    Ok(Some(Recognition {
        url: base,
        access: if closed { Access::Shielded } else { access },
        requests: session.client.requests() + look.map_or(0, |look| look.requests),
    }))
}

fn is_half_open(error: &Error) -> bool {
    matches!(error.platform_fault(), Some(Fault::HalfOpen { .. }))
}

fn is_off(error: &Error) -> bool {
    matches!(error.platform_fault(), Some(Fault::ApiOff { .. }))
}

/// All three lists together are what only this platform has.
fn open(data: &greeting::ResponseData) -> Option<Access> {
    let count = |total: Option<i64>| total.and_then(|total| u64::try_from(total).ok());
    Some(Access::Open {
        projects: count(data.projects.as_ref()?.total_count)?,
        events: count(data.events.as_ref()?.total_count)?,
        districts: count(data.global_districts.as_ref()?.total_count)?,
    })
}
