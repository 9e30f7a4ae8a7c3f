//! Passerelle.

pub mod cli;
pub mod clock;
pub mod config;
pub mod connector;
pub mod demo;
pub mod fetch;
pub mod geography;
pub mod index;
pub mod model;
pub mod normalize;
pub mod poll;
pub mod publish;
pub mod server;
pub mod store;
pub mod telemetry;
