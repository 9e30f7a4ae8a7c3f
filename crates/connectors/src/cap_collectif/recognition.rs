//! Recognition: finds out whether a Cap Collectif is at an address, and how much of it can be read, for an operator who wants to add it as a source.

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
    /// The part of the platform that can be read.
    pub access: Access,
    /// The number of requests that were sent, three at most.
    pub requests: u32,
}

/// The part of a Cap Collectif that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Everything that the platform publishes.
    Open {
        /// The number of projects.
        projects: u64,
        /// The number of events.
        events: u64,
        /// The number of districts.
        districts: u64,
    },
    /// No part: the API answers, but not with the schema in which anything can be listed.
    PublicOnly,
    /// No part: the API is switched off.
    Off,
    /// No part: the site is closed to visitors.
    Shielded,
}

impl Access {
    /// The reason why nothing can be read, where nothing can; `url` is the address of the platform.
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

/// Finds out whether a Cap Collectif is at `url`, in three requests at most; `None` if something else is. An error says why that cannot be found out.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Option<Recognition>, Error> {
    let mut session = Session::new(fetch, url);
    let language = Language::french();
    let answer = session
        .exchange::<Greeting>(&language, greeting::Variables {})
        .await;
    let access = match answer {
        Ok((name, answer)) => match session.typed::<greeting::ResponseData>(name, answer) {
            Ok(reply) => open_access(&reply.data),
            Err(error) => is_half_open(&error).then_some(Access::PublicOnly),
        },
        Err(error) if is_off(&error) => Some(Access::Off),
        // Something other than an API is there.
        Err(Error::Rejected { .. }) => None,
        Err(error) if error.is_of_another_place() => None,
        Err(error) => return Err(error),
    };
    let Some(access) = access else {
        return Ok(None);
    };
    let base = session.client.base().clone();
    let is_open = matches!(access, Access::Open { .. });
    let site = match site::inspect(fetch, &base).await {
        Ok(site) => Some(site),
        // The lists prove the platform even if the site cannot be inspected now: each poll inspects it again.
        Err(_) if is_open => None,
        Err(error) => return Err(error),
    };
    // Without the lists nothing is proven: other software has a GraphQL API too, and any site may answer 404.
    if !is_open && !site.as_ref().is_some_and(|site| site.is_platform) {
        return Ok(None);
    }
    let is_closed = site.as_ref().is_some_and(|site| site.is_closed);
    Ok(Some(Recognition {
        url: base,
        access: if is_closed { Access::Shielded } else { access },
        requests: session.client.requests() + site.map_or(0, |site| site.requests),
    }))
}

fn is_half_open(error: &Error) -> bool {
    matches!(error.platform_fault(), Some(Fault::HalfOpen { .. }))
}

fn is_off(error: &Error) -> bool {
    matches!(error.platform_fault(), Some(Fault::ApiOff { .. }))
}

/// The access to a platform that answered with its lists; `None` if one of the three is missing, since only all together prove the platform.
fn open_access(data: &greeting::ResponseData) -> Option<Access> {
    let count = |total: Option<i64>| total.and_then(|total| u64::try_from(total).ok());
    Some(Access::Open {
        projects: count(data.projects.as_ref()?.total_count)?,
        events: count(data.events.as_ref()?.total_count)?,
        districts: count(data.global_districts.as_ref()?.total_count)?,
    })
}
