//! The promises of the gateway over HTTP, tried from outside: a real server on a loopback port over a small index, and an independent
//! client. One file per promise.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails where something is missing"
)]

mod api;
mod audiences;
mod changes;
mod conditional;
mod content;
mod deadlines;
mod duplicates;
mod errors;
mod feeds;
mod formats;
mod frames;
mod gateway;
mod midnight;
mod numbers;
mod oembed;
mod openapi;
mod operations;
mod outputs;
mod pages;
mod read_back;
mod refusals;
mod searching;
mod snippet;
mod trackers;
mod until_when;
mod visits;
mod whole_days;
mod widget;
