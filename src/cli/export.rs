//! `passerelle export`: the portal, the feeds and the data as files, and a table of what was written.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::table::{Align, Table};
use super::{ExportArgs, Format, failures, output, runtime};
use crate::app::Gateway;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::export::{Counts, Error, Kind, Report, Step};
use crate::publish::phrases::Phrases;

pub(super) async fn run(
    config: Config,
    args: &ExportArgs,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
    let public = &config.gateway.public_url;
    if is_loopback(public) {
        let parts = [("url", public.as_str())];
        output::message(&phrases.with("export-loopback", &parts));
    }
    let gateway = Gateway::open(config, Arc::new(SystemClock), runtime::seed()).await?;
    let exported = with_progress(&gateway, args).await;
    gateway.close().await;
    let report = match exported {
        Ok(report) => report,
        Err(error) => {
            let code = failure(&error);
            output::message(&failures::line(&error.into(), phrases));
            return Ok(code);
        }
    };
    match args.format {
        Format::Json => output::json(&json!({
            "out": args.out,
            "total": report.total(),
            "kinds": report.kinds,
            "kept": report.kept,
            "left": report.left,
        })),
        Format::Text => output::data(&table(&report, phrases).render()),
    }
    for name in &report.kept {
        output::message(&phrases.with("export-kept", &[("name", name)]));
    }
    for name in &report.left {
        output::message(&phrases.with("export-left", &[("name", name)]));
    }
    Ok(ExitCode::SUCCESS)
}

fn failure(error: &Error) -> ExitCode {
    if error.is_usage() {
        ExitCode::from(super::WRONG_USAGE)
    } else {
        ExitCode::FAILURE
    }
}

/// Returns whether only this machine can reach an address.
fn is_loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Exports with a progress bar, if stderr is a terminal.
async fn with_progress(gateway: &Gateway, args: &ExportArgs) -> Result<Report, Error> {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} files {bar:24}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    let count = |files: usize| u64::try_from(files).unwrap_or(u64::MAX);
    let progress = |step: Step| {
        bar.set_length(count(step.known));
        bar.set_position(count(step.done));
    };
    let exported = gateway.export(&args.out, &progress).await;
    bar.finish_and_clear();
    exported
}

fn table(report: &Report, phrases: &Phrases) -> Table {
    let heads = [
        ("export-head-kind", Align::Left),
        ("export-head-files", Align::Right),
        ("export-head-new", Align::Right),
        ("export-head-changed", Align::Right),
        ("export-head-unchanged", Align::Right),
        ("export-head-removed", Align::Right),
        ("export-head-bytes", Align::Right),
    ];
    let mut table = Table::titled(phrases, &heads);
    let mut row = |name: &str, counts: &Counts| {
        let figures = [
            counts.files,
            counts.new,
            counts.changed,
            counts.unchanged,
            counts.removed,
        ];
        let figures = figures.map(|figure| figure.to_string());
        let name = std::iter::once(name.to_owned());
        table.row(name.chain(figures).chain([counts.bytes.to_string()]));
    };
    for kind in Kind::ALL {
        if let Some(counts) = report.kinds.get(&kind) {
            row(kind.name(), counts);
        }
    }
    row(&phrases.say("export-total"), &report.total());
    table
}
