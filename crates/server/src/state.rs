//! The state that every handler is given.

use std::fmt;
use std::sync::Arc;

use axum::http::HeaderValue;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use passerelle_clock::SharedClock;
use passerelle_index::{Index, SourceStates};
use passerelle_model::Audience;
use passerelle_publish::Site;
use passerelle_store::Store;

use super::appearance::PageAppearance;
use super::cache::Renderings;
use super::duplicates::Duplicates;
use super::respond::framing;

/// Writes the metrics of the process in Prometheus' text format.
pub type RenderMetrics = Arc<dyn Fn() -> String + Send + Sync>;

/// The state that every handler is given.
pub struct State {
    pub(super) index: Arc<Index>,
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: SharedClock,
    pub(super) site: Arc<Site>,
    pub(super) log: Uuid,
    pub(super) sources: SourceStates,
    pub(super) metrics: Option<RenderMetrics>,
    pub(super) renderings: Renderings,
    pub(super) duplicates: Arc<Duplicates>,
    /// A lock that is held from storing a decision until it is served, so that store and index agree on the last one.
    pub(super) deciding: tokio::sync::Mutex<()>,
    /// The appearance of the pages.
    pub(super) appearance: PageAppearance,
    /// The sites whose pages may read public answers by script.
    pub(super) readers: Audience,
    /// The Content-Security-Policy of the widget's page, which says whose pages may show it in a frame.
    pub(super) framing: HeaderValue,
    /// The digest of the token that an administrator shows.
    pub(super) admin: Option<[u8; 32]>,
}

impl State {
    /// Creates the state of a server of `index`, which holds the change log named `log`, under the name and address of `site`. The store is asked by `/readyz` and
    /// written by the admin routes only.
    pub fn new(
        index: Arc<Index>,
        store: Arc<dyn Store>,
        clock: SharedClock,
        site: Site,
        log: Uuid,
        sources: SourceStates,
    ) -> Self {
        Self {
            index,
            store,
            clock,
            appearance: PageAppearance::of(&site),
            site: Arc::new(site),
            log,
            sources,
            metrics: None,
            renderings: Renderings::new(),
            duplicates: Arc::default(),
            deciding: tokio::sync::Mutex::default(),
            readers: Audience::Everyone,
            framing: framing(&Audience::Everyone),
            admin: None,
        }
    }

    /// Adds `/metrics`, which answers 404 otherwise.
    #[must_use]
    pub fn with_metrics(mut self, render: RenderMetrics) -> Self {
        self.metrics = Some(render);
        self
    }

    /// Adds the admin routes, for requests that show `token`.
    #[must_use]
    pub fn with_admin(mut self, token: &str) -> Self {
        self.admin = Some(Sha256::digest(token.as_bytes()).into());
        self
    }

    /// Restricts who may show the widget in a frame to pages of `frames`, and who may read public answers by script to pages of `readers`. Otherwise
    /// everyone may.
    #[must_use]
    pub fn for_audiences(mut self, frames: &Audience, readers: Audience) -> Self {
        self.framing = framing(frames);
        self.readers = readers;
        self
    }

    /// Returns the number of answers that were rendered and compressed since the start; those that were sent from memory do not count.
    pub fn renderings(&self) -> u64 {
        self.renderings.made()
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State")
            .field("site", &self.site)
            .field("renderings", &self.renderings)
            .finish_non_exhaustive()
    }
}
