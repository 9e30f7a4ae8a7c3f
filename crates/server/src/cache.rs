//! The cache of rendered answers, by request and snapshot, bounded in bytes. Rendering and compressing run off the threads that serve, a few at a time;
//! of several requests for the same answer at once, one renders it and the others wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::future::Cache;
use moka::policy::EvictionPolicy;
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::respond::Prepared;

/// The most memory that the cache may hold, in bytes.
const CAPACITY: u64 = 128 * 1024 * 1024;
/// The time after which an entry that no request has used is dropped: it belongs to an old snapshot, or its reader is gone.
const IDLE: Duration = Duration::from_mins(30);
/// The memory of an entry beside its bodies, in bytes.
const OVERHEAD: usize = 512;
/// The most answers that are rendered at once: the machine has to serve meanwhile.
const RENDERERS: usize = 2;

/// The key of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    /// The name of the output.
    pub(super) output: &'static str,
    /// The request in canonical form.
    pub(super) query: String,
    /// The version of the snapshot.
    pub(super) snapshot: u64,
    /// A number that stands for everything else that the answer depends on: the time slot of news, the digest of source states; else 0.
    pub(super) epoch: u64,
}

/// Rendered answers.
pub(super) struct Renderings {
    cache: Cache<Key, Arc<Prepared>>,
    renderers: Arc<Semaphore>,
    made: AtomicU64,
}

impl Renderings {
    pub(super) fn new() -> Self {
        let weigh = |key: &Key, prepared: &Arc<Prepared>| {
            u32::try_from(prepared.size() + key.query.len() + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self {
            cache: Cache::builder()
                .max_capacity(CAPACITY)
                .weigher(weigh)
                .eviction_policy(EvictionPolicy::lru())
                .time_to_idle(IDLE)
                .build(),
            renderers: Arc::new(Semaphore::new(RENDERERS)),
            made: AtomicU64::new(0),
        }
    }

    /// Returns the number of answers that were rendered and compressed since the start.
    pub(super) fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// Returns the answer under `key`, made by `render` if the cache does not have it. An error of `render` is not cached.
    pub(super) async fn get(
        &self,
        key: Key,
        render: impl FnOnce() -> Result<Prepared, Problem> + Send + 'static,
    ) -> Result<Arc<Prepared>, Problem> {
        if let Some(prepared) = self.cache.get(&key).await {
            return Ok(prepared);
        }
        let output = key.output;
        let made = self.cache.try_get_with(key, self.make(output, render));
        made.await.map_err(|problem| Problem::clone(&problem))
    }

    /// Renders an answer that is not cached.
    pub(super) async fn make(
        &self,
        output: &'static str,
        render: impl FnOnce() -> Result<Prepared, Problem> + Send + 'static,
    ) -> Result<Arc<Prepared>, Problem> {
        let Ok(permit) = Arc::clone(&self.renderers).acquire_owned().await else {
            return Err(Problem::Internal);
        };
        self.made.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("gateway_renderings_total", "route" => output).increment(1);
        let rendered = tokio::task::spawn_blocking(move || {
            // The permit is held until the work ends, even if the client is gone by then.
            let _permit = permit;
            render()
        });
        match rendered.await {
            Ok(result) => result.map(Arc::new),
            Err(error) => {
                tracing::error!(output, %error, "rendering failed");
                Err(Problem::Internal)
            }
        }
    }
}

impl std::fmt::Debug for Renderings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderings")
            .field("entries", &self.cache.entry_count())
            .field("bytes", &self.cache.weighted_size())
            .field("made", &self.made())
            .finish_non_exhaustive()
    }
}
