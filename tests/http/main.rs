//! What the gateway promises over HTTP, tried from outside: a real server on a loopback port over a small index, and an independent
//! client. One file per promise.

mod api;
mod changes;
mod conditional;
mod content;
mod errors;
mod feeds;
mod gateway;
mod openapi;
mod operations;
mod pages;
