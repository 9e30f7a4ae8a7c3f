//! Recognition: what is at an address, for an operator who wants to add it as a source.

use url::Url;

use super::client::OnNull;
use super::documents::{self, Greeting, HostDeployment, greeting, host_deployment};
use super::relay;
use super::session::Session;
use super::version::Likeness;
use crate::Error;
use crate::recognition::{Fact, Found};
use passerelle_fetch::Fetch;
use passerelle_model::{Platform, Reason};

/// A Decidim that answers, or a gateway that answers as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The address under which it answers, after redirects.
    pub url: Url,
    /// The name that it gives itself.
    pub name: Option<String>,
    /// The version, where it tells.
    pub version: Option<String>,
    /// The versions (`0.27`) that lack what it lacks, oldest first; empty for a fork that is like none of them.
    pub like_versions: Vec<String>,
    /// The version that it is least unlike, whatever it lacks.
    pub nearest: Option<String>,
    /// The fields that it lacks of what the gateway can use, as `Type.field` and `Type`.
    pub missing: Vec<String>,
    /// `true` where it is another gateway.
    pub gateway: bool,
    /// The number of requests that it took.
    pub requests: u32,
}

impl Recognition {
    /// Returns the reason that tells its version, and the parts of the schema that it lacks.
    pub fn capabilities(&self) -> Reason {
        let likeness = Likeness {
            version: self.version.as_deref(),
            like: &self.like_versions,
            nearest: self.nearest.as_deref(),
            missing: &self.missing,
        };
        likeness.reason()
    }
}

impl From<Recognition> for Found {
    fn from(recognition: Recognition) -> Self {
        let capabilities = recognition.capabilities();
        let found = Self::new(Platform::Decidim, recognition.url)
            .with_name(recognition.name)
            .with("version", recognition.version)
            .with("like_versions", Fact::Names(recognition.like_versions))
            .with("missing", Fact::Names(recognition.missing))
            .with("gateway", recognition.gateway);
        Self {
            // A gateway that answers as itself too is found by that: this one is older.
            kind: if recognition.gateway {
                "old-gateway"
            } else {
                found.kind
            },
            remarks: vec![capabilities],
            ..found
        }
    }
}

/// Finds out what is at `url`, in a handful of requests. An error says why it cannot be read, and what its administrator must change.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Recognition, Error> {
    let mut session = Session::new(fetch, url);
    session.probe().await?;
    let said = session
        .ask::<Greeting>(greeting::Variables {}, OnNull::Accept)
        .await?;
    let said = said.data.and_then(|data| data.decidim);
    let (mut version, name) =
        said.map_or((None, None), |said| (said.version, said.application_name));
    if version.is_none() {
        version = deployed_version(&mut session).await;
    }
    let gateway = relay::introduce(&mut session).await?.is_some();
    let like = session
        .client
        .capabilities
        .likely_versions(documents::probe::QUERY);
    Ok(Recognition {
        url: session.client.base().clone(),
        name: name.filter(|name| !name.trim().is_empty()),
        version,
        like_versions: like.into_iter().map(|minor| format!("0.{minor}")).collect(),
        nearest: session
            .client
            .capabilities
            .nearest_version(documents::probe::QUERY)
            .map(|minor| format!("0.{minor}")),
        missing: session.client.capabilities.missing(),
        gateway,
        requests: session.client.requests(),
    })
}

/// The version that the build of the French hosts tells. Only a hint: without it nothing is lost.
pub(super) async fn deployed_version(session: &mut Session<'_>) -> Option<String> {
    let reply = session
        .ask::<HostDeployment>(host_deployment::Variables {}, OnNull::Accept)
        .await
        .ok()?;
    reply.data?.deployment?.decidim_version
}
