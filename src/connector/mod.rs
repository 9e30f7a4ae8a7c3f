//! Connectors: each reads one platform's wire format and makes [`Record`]s of it. A new platform is one folder here, its queries, its
//! fixtures, and one line in [`connector_for`].
//!
//! A connector imports `model` and `fetch`. It applies no rule of the gateway: it does not sanitise, decide a territory or a status, or
//! know what was there before.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::Value;
use url::Url;

use crate::fetch::Fetch;
use crate::model::{Notice, Platform, Record, Source, SpaceKind};

pub mod decidim;

/// What a connector is given for one poll.
pub struct Context<'a> {
    /// Whom to ask.
    pub source: &'a Source,
    /// What the last poll asked to be remembered.
    pub memory: Option<&'a Value>,
    /// How to ask.
    pub fetch: &'a dyn Fetch,
    /// The moment at which the poll began.
    pub now: DateTime<Utc>,
    /// The public address of this gateway, to recognise its own items when they come back.
    pub gateway: &'a Url,
}

/// What one poll read.
#[derive(Debug, Default)]
pub struct Harvest {
    /// What the source lists and may be relayed.
    pub records: Vec<Record>,
    /// The kinds whose list was read to its end: only of these may a known consultation be found missing.
    pub complete: BTreeSet<SpaceKind>,
    /// What the operator should know.
    pub notices: Vec<Notice>,
    /// Whether something that should have been read was not: the source is shown as degraded.
    pub partial: bool,
    /// What to remember until the next poll.
    pub memory: Option<Value>,
    /// How many requests were sent.
    pub requests: u32,
}

/// Why a poll brought nothing. The message names what came and says what to do.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Placeholder until the stage is written.
    #[error("{0}")]
    Other(String),
}

/// Reads one platform.
#[async_trait]
pub trait Connector: Send + Sync {
    /// Reads everything that the source publishes.
    async fn poll(&self, context: &Context<'_>) -> Result<Harvest, Error>;
}

/// The connector of a platform; `None` for a platform that this version cannot read.
pub fn connector_for(platform: Platform) -> Option<&'static dyn Connector> {
    match platform {
        Platform::Decidim => Some(&decidim::Decidim),
        _ => None,
    }
}
