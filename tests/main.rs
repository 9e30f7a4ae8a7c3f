//! The promises, each in its file, tested from outside. One binary, so that it is linked once.

mod architecture;
mod commands;
mod crash;
mod decidim_versions;
mod demo;
mod relay;

#[path = "support/gateways.rs"]
mod gateways;
#[path = "support/process.rs"]
mod process;
