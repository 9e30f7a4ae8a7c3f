//! The command line: the arguments of each command, what it prints, and how it ends. Data goes to stdout, messages and progress to stderr; the exit code is 0
//! after success, 1 if the work failed, 2 for wrong usage or configuration.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::{self, Config};
use crate::model::{Language, SourceId};
use crate::publish::phrases::Phrases;
use crate::telemetry::{self, Telemetry};

mod check;
mod demo;
mod export;
mod failures;
mod language;
mod output;
mod poll;
mod probe;
mod problems;
mod runtime;
mod schema;
mod serve;
mod table;

/// The exit code for wrong usage or configuration; clap's own is the same.
const WRONG_USAGE: u8 = 2;

/// The path of the configuration where none is given.
const DEFAULT_CONFIG: &str = "config/passerelle.toml";

/// Relays the consultations of every participation platform of a territory: one feed, one portal, one API.
#[derive(Debug, Parser)]
#[command(name = "passerelle", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Messages on stderr: `error`, `warn`, `info`, `debug`, or a filter such as `passerelle::fetch=debug`.
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
    /// The language of tables and messages, `fr` or `en`; else that of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), else the first of
    /// `gateway.languages`. Codes, keys and parameters stay as they are.
    #[arg(long, global = true, value_name = "LANG", value_parser = spoken)]
    lang: Option<Language>,
}

impl Cli {
    /// Returns the texts of the command line, for a gateway whose languages are `configured`.
    fn phrases(&self, configured: &[Language]) -> Phrases {
        #[expect(
            clippy::disallowed_methods,
            reason = "the language of the terminal is the command line's own matter"
        )]
        let variable = |name: &str| std::env::var(name).ok();
        language::phrases(self.lang.as_ref(), variable, configured)
    }
}

/// Parses the tag of a language that there are texts in.
fn spoken(tag: &str) -> Result<Language, String> {
    let language: Option<Language> = tag.parse().ok();
    language
        .filter(Phrases::speaks)
        .ok_or_else(|| "expected `fr` or `en`".to_owned())
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
        after_help = "Examples:\n  passerelle demo\n  passerelle demo --listen 127.0.0.1:9000\n  passerelle demo --once\n  passerelle demo --at 2027-03-28T09:00:00+02:00"
    )]
    Demo(DemoArgs),
    /// One poll of all (or the named) sources, and a table of what it brought. Ends with 1 if a source failed.
    #[command(after_help = "Example:\n  passerelle poll --source grand-nancy --format json")]
    Poll(PollArgs),
    /// Finds out what is at an address, or at those that are known of a commune or another territory, and prints `[[sources]]` blocks ready to paste.
    #[command(
        after_help = "Examples:\n  passerelle probe https://participez.nancy.fr\n  passerelle probe Seichamps\n  passerelle probe 54498\n  passerelle probe \"Grand Nancy\"\n\nOf a territory eight addresses are tried at most, one after the other, in two minutes at most."
    )]
    Probe(ProbeArgs),
    /// Validates the configuration without the network: every problem with its line, key and what was expected.
    #[command(
        after_help = "Example:\n  passerelle check --config config/examples/grand-nancy.toml"
    )]
    Check(CheckArgs),
    /// Writes the portal, feeds, calendars and data as files that any web server or forge can publish: what the store knows, without polling.
    #[command(
        after_help = "Example:\n  passerelle poll && passerelle export --out public\n\nThe files of the last export that did not change are not touched, those of others never. Ends with 1 if nothing could be exported, with 2 if DIR is not empty and no export wrote it; what was there before is then whole."
    )]
    Export(ExportArgs),
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
    /// Address to serve at.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Poll once, print the table and end.
    #[arg(long)]
    once: bool,
    /// Show the demo as of this moment (RFC 3339) instead of now.
    #[arg(long, value_name = "MOMENT")]
    at: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Args)]
struct PollArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Source to poll, no other; may be repeated.
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
    /// The address of an instance, a feed, a calendar or a list; the path of a list on this machine; or the name or code of a territory, whose known
    /// instances are tried.
    #[arg(value_name = "ADDRESS|TERRITORY")]
    target: String,
    /// A list of one's own in the place of the instances that are known: codes of territories, address and name in each line, with tabs between them.
    #[arg(long, value_name = "FILE")]
    instances: Option<PathBuf>,
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
struct ExportArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// The folder to write: empty, not there yet, or written by an earlier export.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The form of the table on stdout.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Args)]
struct SchemaArgs {
    /// Schema to print.
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
    let cli = Cli::parse();
    match &cli.command {
        Command::Check(args) => check::run(&cli, args),
        Command::Schema(args) => schema::run(args),
        working => work(&cli, working),
    }
}

/// Runs a command that writes a log.
fn work(cli: &Cli, command: &Command) -> ExitCode {
    let format = match cli.log_format {
        LogFormat::Text => telemetry::LogFormat::Text,
        LogFormat::Json => telemetry::LogFormat::Json,
    };
    let telemetry = match Telemetry::init(format, &cli.log) {
        Ok(telemetry) => telemetry,
        Err(error) => {
            output::message(&format!("error: {error}"));
            return ExitCode::from(WRONG_USAGE);
        }
    };
    match command {
        Command::Serve(args) => with_config(cli, &args.config, |config| {
            let phrases = cli.phrases(&config.gateway.languages);
            runtime::run(&phrases, serve::run(config, telemetry))
        }),
        Command::Poll(args) => with_config(cli, &args.config, |config| {
            let phrases = cli.phrases(&config.gateway.languages);
            runtime::run(&phrases, poll::run(config, args, &phrases))
        }),
        Command::Export(args) => with_config(cli, &args.config, |config| {
            let phrases = cli.phrases(&config.gateway.languages);
            runtime::run(&phrases, export::run(config, args, &phrases))
        }),
        Command::Demo(args) => {
            let phrases = cli.phrases(&[]);
            runtime::run(&phrases, demo::run(args, telemetry, &phrases))
        }
        Command::Probe(args) => {
            let phrases = cli.phrases(&[]);
            runtime::run(&phrases, probe::run(args, &phrases))
        }
        Command::Check(_) | Command::Schema(_) => ExitCode::SUCCESS,
    }
}

/// Calls `go_on` with the configuration, or prints everything that is wrong with it.
fn with_config(cli: &Cli, at: &ConfigArg, go_on: impl FnOnce(Config) -> ExitCode) -> ExitCode {
    match config::load(&at.config, config::environment()) {
        Ok(config) => go_on(config),
        Err(problems) => {
            let phrases = cli.phrases(problems.languages());
            output::message(&problems::text(&problems::told(&problems, &phrases)));
            ExitCode::from(WRONG_USAGE)
        }
    }
}
