//! Passerelle, a federation gateway for public participation: it polls every participation platform of a territory, turns what they say into
//! one vocabulary, keeps it, and gives it back in every form that people and programs already use.
//!
//! # The way of one consultation
//!
//! ```text
//!  poll ──► connector ──► normalize ──► store ──► index ──► publish ──► server
//!  who is    one platform's  Record →     survives   answers     bytes of   HTTP: route,
//!  due, how  wire format     Consultation restarts   questions   one format negotiate, cache
//!  often     → Record        (pure)       (SQL)      (memory)    (pure)
//!               │
//!             fetch   the only way to the network: limits, retries, address guard
//! ```
//!
//! [`poll`] decides that a source is due and hands it to the [`connector`] of its platform, which asks the instance through [`fetch`] and makes
//! a [`model::Record`] of each space it lists. [`normalize`] turns a record into a [`model::Consultation`]: identity, territory, sanitised and masked
//! texts, dates. `poll::reconcile` compares that with what the [`store`] knows and writes the difference in one transaction; what was committed goes into
//! the next snapshot of the [`index`]. A request asks the snapshot, [`publish`] renders the answer once, [`server`] negotiates and sends it; [`export`]
//! asks the same of it in the process, and writes the answers as files.
//!
//! # Invariants
//!
//! - A request never touches the store, a source or the disk: the snapshot is all it reads, so that a feed is served while everything else is down.
//! - No type can hold a person. What is not asked for cannot leak: queries are static documents that a test walks.
//! - A failed or partial answer never deletes.
//! - The clock, randomness, the network and the environment are passed in; `clippy.toml` bans their free use.
//! - Data flows one way. Each stage is a crate below `crates/`, whose manifest says what it imports; Cargo allows no circle:
//!
//! | stage | imports |
//! |---|---|
//! | [`model`], [`clock`], [`telemetry`] (a module of the program), the crate `graphql-guard` | nothing of ours |
//! | [`demo`] (which the gateway polls like any other platform) | `graphql-guard` |
//! | [`geography`], [`phrases`], [`store`] | `model` |
//! | [`fetch`] | `clock` |
//! | [`connector`] (the crate `connectors`) | `model`, `fetch` |
//! | [`config`], [`normalize`], [`query`], [`dedupe`] | `model`, `geography` |
//! | [`index`] | `query`, `dedupe`, `model`, `geography` |
//! | [`publish`] | `index`, `query`, `phrases`, `model`, `geography` |
//! | [`server`] | `publish`, `index`, `query`, `phrases`, `store` (the trait), `dedupe`, `model`, `geography`, `clock`, `graphql-guard` |
//! | [`export`] | `server`, `publish`, `query`, `model` |
//! | [`poll`] | `connector`, `fetch`, `normalize`, `store`, `index`, `model`, `geography`, `clock` |
//! | [`app`], [`cli`] | everything |
//!
//! # Where to add things
//!
//! A platform: a folder in [`connector`], its line in the list there, and its row in [`model::Platform`]. A format: a file in [`publish`] and its line
//! in [`publish::outputs`]. A parameter of the filter: its row in [`query`], and what it selects in [`index`]. A rule about texts, dates or territories:
//! [`normalize`]. `CONTRIBUTING.md` says each step by step, and how a language is added.

pub mod app;
pub mod cli;
pub use passerelle_clock as clock;
pub use passerelle_config as config;
pub use passerelle_connectors as connector;
pub use passerelle_dedupe as dedupe;
pub use passerelle_demo as demo;
pub use passerelle_export as export;
pub use passerelle_fetch as fetch;
pub use passerelle_geography as geography;
pub use passerelle_index as index;
pub use passerelle_model as model;
pub use passerelle_normalize as normalize;
pub use passerelle_phrases as phrases;
pub use passerelle_poll as poll;
pub use passerelle_publish as publish;
pub use passerelle_query as query;
pub use passerelle_server as server;
pub use passerelle_store as store;
pub mod telemetry;
