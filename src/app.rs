//! The application: the only place that knows every stage. It opens the store, fills the index from it, builds the fetcher, the poller and
//! the server, and runs them together until it is told to stop.

use std::sync::Arc;

use anyhow::Context as _;
use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::clock::SharedClock;
use crate::config::Config;
use crate::fetch::{Fetcher, Settings};
use crate::geography::Geography;
use crate::index::{Delta, Gone, Index};
use crate::publish::Site;
use crate::server::{self, RenderMetrics, SourceStates};
use crate::store::{self, Contents, Store, Tombstone};

