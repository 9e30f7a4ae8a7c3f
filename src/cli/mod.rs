//! The command line: what each command takes, what it prints and how it ends. Data goes to stdout, messages and progress to stderr; it ends with
//! 0 when done, 1 when the work failed, 2 on wrong usage or configuration.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use url::Url;

use crate::model::SourceId;

/// Where the configuration is looked for when nothing else is said.
const DEFAULT_CONFIG: &str = "config/passerelle.toml";

/// Relays the consultations of every participation platform of a territory: one feed, one portal, one API.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How much to say on stderr: `error`, `warn`, `info`, `debug`, or a filter such as `passerelle::fetch=debug`.
    #[arg(
        long,
        global = true,
        env = "PASSERELLE_LOG",
        default_value = "info",
        value_name = "FILTER"
    )]
    log: String,
    /// The form of the messages on stderr.
    #[arg(long, global = true, env = "PASSERELLE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// The form of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The daemon: polls every source, keeps the store, serves HTTP.
    #[command(after_help = "Example:\n  passerelle serve --config /etc/passerelle/passerelle.toml")]
    Serve(ServeArgs),
    /// The whole thing on this machine, with no network: local instances with realistic data, polled and served.
    #[command(
        after_help = "Examples:\n  passerelle demo\n  passerelle demo --listen 127.0.0.1:9000\n  passerelle demo --once"
    )]
    Demo(DemoArgs),
    /// One poll of all (or the named) sources, and a table of what it brought. Ends with 1 if a source failed.
    #[command(after_help = "Example:\n  passerelle poll --source grand-nancy --format json")]
    Poll(PollArgs),
    /// Finds out what is at an address and prints a `[[sources]]` block ready to paste.
    #[command(after_help = "Example:\n  passerelle probe https://participez.nancy.fr")]
    Probe(ProbeArgs),
    /// Validates the configuration without the network: every problem with its line, key and what was expected.
    #[command(
        after_help = "Example:\n  passerelle check --config config/examples/grand-nancy.toml"
    )]
    Check(CheckArgs),
    /// Prints the JSON Schema of the configuration, or the OpenAPI document.
    #[command(after_help = "Example:\n  passerelle schema openapi > openapi.json")]
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
struct ConfigArg {
    /// The configuration file.
    #[arg(long, value_name = "FILE", default_value = DEFAULT_CONFIG)]
    config: PathBuf,
}

#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    config: ConfigArg,
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Where to serve.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Poll once, print the table and end.
    #[arg(long)]
    once: bool,
}

#[derive(Debug, Args)]
struct PollArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Only this source; may be repeated.
    #[arg(long = "source", value_name = "ID")]
    sources: Vec<SourceId>,
    /// Withdraw what is missing even where more than a third of a source is: the operator has looked and confirms.
    #[arg(long)]
    confirm_withdrawals: bool,
    /// The form of the table on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Args)]
struct ProbeArgs {
    /// The address of an instance.
    url: Url,
    /// Allow private and loopback addresses.
    #[arg(long)]
    allow_private_addresses: bool,
    /// The form of what is printed on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// The form of the problems on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    /// Which schema.
    #[arg(value_enum)]
    which: Which,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    Config,
    Openapi,
}

/// Runs the program with the process's arguments and environment.
pub fn run() -> ExitCode {
    let _cli = Cli::parse();
    ExitCode::SUCCESS
}
