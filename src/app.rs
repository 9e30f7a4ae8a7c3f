//! The application: the only place that knows every stage. It opens the store, serves what was known before any source is polled, and runs the poller and the
//! server beside each other until it is stopped.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};
use uuid::Uuid;

use crate::clock::{SharedClock, StoppedClock};
use crate::config::Config;
use crate::connector;
use crate::export;
use crate::fetch::{self, Fetcher};
use crate::geography::Geography;
use crate::index::Index;
use crate::model::SourceId;
use crate::poll::{Parts, Poller, Report, Settings};
use crate::publish::Site;
use crate::server::{self, Answers, RenderMetrics, State};
use crate::store::{self, Store};

/// A gateway: everything between its configuration and its public address.
pub struct Gateway {
    config: Config,
    clock: SharedClock,
    store: Arc<dyn Store>,
    log: Uuid,
    index: Arc<Index>,
    poller: Arc<Poller>,
}

impl Gateway {
    /// Opens the store and fills the index with its content; consultations of sources that are no longer configured are withdrawn. No source is polled yet. `seed`
    /// is any number, different on each machine: it spreads the polls.
    ///
    /// # Errors
    /// Returns an error if the store cannot be opened, or the index or the network cannot be set up; the message says what to do.
    pub async fn open(mut config: Config, clock: SharedClock, seed: u64) -> anyhow::Result<Self> {
        let store = store::open(&config.storage.url)
            .await
            .context("the store cannot be opened")?;
        let names = store
            .names()
            .await
            .context("what the store holds cannot be read")?;
        let sources = std::mem::take(&mut config.sources).into_iter();
        config.sources = sources.map(|source| source.settled(&names)).collect();
        let geography = Geography::official();
        let index = Index::new(geography, &config.sources, clock.now())?;
        let index = Arc::new(index.with_rulings(config.rulings.iter().cloned()));
        let fetch = Arc::new(Fetcher::new(fetch_settings(&config), Arc::clone(&clock))?);
        let parts = Parts {
            store: Arc::clone(&store),
            fetch,
            index: Arc::clone(&index),
            clock: Arc::clone(&clock),
            connectors: Arc::new(connector::connector_for),
            geography,
        };
        let settings = Settings {
            gateway: config.gateway.public_url.clone(),
            concurrency: config.polling.concurrency,
            seed,
        };
        let poller = Arc::new(Poller::new(parts, config.sources.clone(), settings));
        poller
            .restore()
            .await
            .context("what the store holds cannot be read")?;
        let decisions = store
            .decisions()
            .await
            .context("what was decided of duplicates cannot be read")?;
        index.decide(&decisions, clock.now());
        let log = store
            .log()
            .await
            .context("the store cannot tell the name of its log")?;
        info!(
            consultations = index.current().len(),
            sources = config.sources.len(),
            "what was known is served"
        );
        Ok(Self {
            config,
            clock,
            store,
            log,
            index,
            poller,
        })
    }

    /// Polls the named sources (all if none is named) once, and passes each report to `done`. `confirmed` is the operator's word that consultations missing from
    /// sources whose withdrawals are held are really gone.
    pub async fn poll(
        &self,
        wanted: &[SourceId],
        confirmed: bool,
        done: &(dyn Fn(&Report) + Sync),
    ) -> Vec<Report> {
        if confirmed {
            let chosen = self.config.sources.iter().map(|source| &source.id);
            for id in chosen.filter(|id| wanted.is_empty() || wanted.contains(id)) {
                self.poller.confirm_withdrawals(id);
            }
        }
        self.poller.poll_once(wanted, done).await
    }

    /// Returns the index, which is served.
    pub fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// Serves on `listener` and polls whenever a source is due, until `stop` is cancelled; then completes what is under way and closes the store.
    pub async fn run(
        self,
        listener: TcpListener,
        metrics: Option<RenderMetrics>,
        stop: CancellationToken,
    ) {
        let polling = tokio::spawn(Arc::clone(&self.poller).run(stop.clone()));
        self.serve(listener, metrics, stop.clone()).await;
        // The end of the server, for whatever reason, ends the polling too.
        stop.cancel();
        if let Err(error) = polling.await {
            error!(%error, "polling ended in an error of the gateway's own");
        }
        self.close().await;
    }

    /// Serves the known content on `listener`, without polling, until `stop` is cancelled.
    pub async fn serve(
        &self,
        listener: TcpListener,
        metrics: Option<RenderMetrics>,
        stop: CancellationToken,
    ) {
        let server = &self.config.server;
        let mut state = self
            .state(self.site(), Arc::clone(&self.clock))
            .for_audiences(&server.frame_ancestors, server.cors_origins.clone());
        if let Some(admin) = &self.config.admin {
            state = state.with_admin(admin.token.expose());
        }
        if let Some(render) = metrics {
            state = state.with_metrics(render);
        }
        let stopped = stop.cancelled_owned();
        server::serve(listener, Arc::new(state), stopped).await;
    }

    /// Writes the known content into the folder `out` as files, and reports the progress to `progress`. No source is polled.
    ///
    /// # Errors
    /// As [`export::export`].
    pub async fn export(
        &self,
        out: &Path,
        progress: &(dyn Fn(export::Step) + Sync),
    ) -> Result<export::Report, export::Error> {
        let site = self.site().in_files(export::location);
        // All files are made for one moment, however long it takes to write them.
        let now = self.clock.now();
        let state = self.state(site.clone(), Arc::new(StoppedClock(now)));
        let edition = export::Edition {
            answers: &Answers::new(Arc::new(state)),
            consultations: self.index.current().len(),
            today: now.with_timezone(&site.zone()).date_naive(),
            site: &site,
        };
        export::export(&edition, out, progress).await
    }

    /// Makes the site that publishes.
    fn site(&self) -> Site {
        let gateway = &self.config.gateway;
        Site::new(
            gateway.name.clone(),
            &gateway.public_url,
            gateway.languages.clone(),
            self.config.sources.clone(),
        )
        .in_zone(gateway.timezone)
        .run_by(gateway.territory, gateway.contact.clone())
        .looking(self.config.portal.clone())
    }

    /// Makes the state of the server, as far as everybody may read.
    fn state(&self, site: Site, clock: SharedClock) -> State {
        State::new(
            Arc::clone(&self.index),
            Arc::clone(&self.store),
            clock,
            site,
            self.log,
            self.poller.states(),
        )
    }

    /// Completes pending writes and closes the store.
    pub async fn close(self) {
        self.store.close().await;
    }
}

fn fetch_settings(config: &Config) -> fetch::Settings {
    let contact = config.gateway.contact.as_deref().unwrap_or_default();
    let mut settings = fetch::Settings::new(&config.gateway.public_url, contact);
    settings.min_gap = config.polling.min_gap;
    settings.allow_private_addresses = config.polling.allow_private_addresses;
    settings
}
