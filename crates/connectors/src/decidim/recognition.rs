//! Recognition of a Decidim at an address, for an operator who wants to add it as a source.

use url::Url;

use super::client::OnNull;
use super::documents::{self, Greeting, HostDeployment, greeting, host_deployment};
use super::relay;
use super::session::Session;
use super::version::VersionMatch;
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
    /// The version that it gives, if it does.
    pub version: Option<String>,
    /// The versions (`0.27`) that lack the same fields, oldest first; empty for a fork that equals none of them.
    pub like_versions: Vec<String>,
    /// The version whose missing fields differ least.
    pub nearest: Option<String>,
    /// The types and fields that the gateway can use and it lacks, as `Type` and `Type.field`.
    pub missing: Vec<String>,
    /// `true` where it is another gateway.
    pub gateway: bool,
    /// The number of requests that were sent to recognize it.
    pub requests: u32,
}

impl Recognition {
    /// Returns the notice of its version and of the parts of the schema that it lacks.
    pub fn capabilities(&self) -> Reason {
        let version_match = VersionMatch {
            version: self.version.as_deref(),
            equal: &self.like_versions,
            nearest: self.nearest.as_deref(),
            missing: &self.missing,
        };
        version_match.notice()
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
            // Gateways of today have an interface of their own, and are recognized by it first. This one is older.
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

/// Recognizes the Decidim at `url`, in a handful of requests.
///
/// # Errors
///
/// The reason for which `url` cannot be read as a Decidim, with what its administrator must change.
pub async fn recognize(url: &Url, fetch: &dyn Fetch) -> Result<Recognition, Error> {
    let mut session = Session::new(fetch, url);
    session.probe().await?;
    let greeting = session
        .ask::<Greeting>(greeting::Variables {}, OnNull::Accept)
        .await?;
    let decidim = greeting.data.and_then(|data| data.decidim);
    let (mut version, name) = decidim.map_or((None, None), |decidim| {
        (decidim.version, decidim.application_name)
    });
    if version.is_none() {
        version = deployed_version(&mut session).await;
    }
    let gateway = relay::fetch_listing(&mut session).await?.is_some();
    let capabilities = &session.client.capabilities;
    let versions = capabilities.likely_versions(documents::probe::QUERY);
    let nearest = capabilities.nearest_version(documents::probe::QUERY);
    Ok(Recognition {
        url: session.client.base().clone(),
        name: name.filter(|name| !name.trim().is_empty()),
        version,
        like_versions: versions
            .into_iter()
            .map(|minor| format!("0.{minor}"))
            .collect(),
        nearest: nearest.map(|minor| format!("0.{minor}")),
        missing: capabilities.missing(),
        gateway,
        requests: session.client.requests(),
    })
}

/// Asks for the version in the field that only the build of French hosts has. The version decides nothing, so any error is `None`.
pub(super) async fn deployed_version(session: &mut Session<'_>) -> Option<String> {
    let reply = session
        .ask::<HostDeployment>(host_deployment::Variables {}, OnNull::Accept)
        .await
        .ok()?;
    reply.data?.deployment?.decidim_version
}
