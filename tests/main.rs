//! The promises, each in its file, tried from outside. What is promised over HTTP stands in `http/`, a binary of its own.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

mod access;
mod addresses;
mod architecture;
mod beside;
mod browser;
mod calendar;
mod cap_collectif;
mod cap_collectif_events;
mod cap_collectif_status;
mod commands;
mod crash;
mod deadlines;
mod decidim_faults;
mod decidim_fixtures;
mod decidim_schemas;
mod decidim_steady;
mod decidim_versions;
mod demo;
mod documents_privacy;
mod duplicates;
mod export;
mod faults;
mod federation;
mod feed;
mod identity;
mod lists;
mod privacy;
mod probe;
mod relay;
mod schemathesis;
mod secure;
mod truth;
mod withdrawal;

#[path = "support/cap_collectif.rs"]
mod cap_collectif_platform;
#[path = "support/gateways.rs"]
mod gateways;
#[path = "support/process.rs"]
mod process;
#[path = "support/small_decidim.rs"]
mod small_decidim;
#[path = "support/talkative.rs"]
mod talkative;
#[path = "support/talkative_town.rs"]
mod talkative_town;
#[path = "support/unruly_town.rs"]
mod unruly_town;
