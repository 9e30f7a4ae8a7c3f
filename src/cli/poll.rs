//! `passerelle poll`: one poll of all or the named sources, and a table of what it brought.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::table::{Align, Table};
use super::{Format, PollArgs, output, runtime};
use crate::app::Gateway;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::model::{Health, Notice, SourceId};
use crate::poll::Report;

pub(super) async fn run(config: Config, args: &PollArgs) -> anyhow::Result<ExitCode> {
    let unknown: Vec<&SourceId> = args
        .sources
        .iter()
        .filter(|id| !config.sources.iter().any(|source| source.id == **id))
        .collect();
    if !unknown.is_empty() {
        let known: Vec<&str> = config
            .sources
            .iter()
            .map(|source| source.id.as_str())
            .collect();
        for id in unknown {
            output::message(&format!(
                "error: there is no source `{id}` in {}; there are: {}",
                args.config.config.display(),
                known.join(", ")
            ));
        }
        return Ok(ExitCode::from(super::WRONG_USAGE));
    }
    let count = if args.sources.is_empty() {
        config.sources.len()
    } else {
        args.sources.len()
    };
    let gateway = Gateway::open(config, Arc::new(SystemClock), runtime::seed()).await?;
    let reports = poll_all(&gateway, &args.sources, args.confirm_withdrawals, count).await;
    gateway.close().await;
    match args.format {
        Format::Json => output::json(&reports),
        Format::Text => print(&reports),
    }
    let failed = reports
        .iter()
        .any(|report| report.health == Health::Failing);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Polls with a progress bar, where a person watches.
pub(super) async fn poll_all(
    gateway: &Gateway,
    wanted: &[SourceId],
    confirmed: bool,
    count: usize,
) -> Vec<Report> {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} sources {bar:24} {msg}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    let done = |report: &Report| {
        bar.set_message(report.source.to_string());
        bar.inc(1);
    };
    let reports = gateway.poll(wanted, confirmed, &done).await;
    bar.finish_and_clear();
    reports
}

/// The table on stdout; what an operator should know on stderr.
pub(super) fn print(reports: &[Report]) {
    output::data(&table(reports).render());
    for report in reports {
        if let Some(error) = &report.error {
            output::message(&format!("{}: {error}", report.source));
        }
        // What a source can be asked is the same at each poll: `probe` and `/status` tell it.
        let news = |notice: &&Notice| notice.code != Notice::CAPABILITIES;
        for notice in report.notices.iter().filter(news) {
            output::message(&format!("{}: {}", report.source, notice.message));
        }
    }
}

fn table(reports: &[Report]) -> Table {
    let mut table = Table::new(&[
        ("source", Align::Left),
        ("health", Align::Left),
        ("fetched", Align::Right),
        ("new", Align::Right),
        ("changed", Align::Right),
        ("withdrawn", Align::Right),
        ("missing", Align::Right),
        ("meetings", Align::Right),
        ("requests", Align::Right),
        ("seconds", Align::Right),
        ("errors", Align::Right),
    ]);
    for report in reports {
        let outcome = report.outcome;
        let figures = [
            outcome.fetched,
            outcome.new,
            outcome.changed,
            outcome.withdrawn,
            outcome.missing,
            outcome.meetings,
            outcome.requests,
        ];
        let words = [report.source.to_string(), report.health.token().to_owned()];
        let ends = [
            format!("{:.1}", report.seconds),
            report.errors().to_string(),
        ];
        table.row(
            words
                .into_iter()
                .chain(figures.map(|figure| figure.to_string()))
                .chain(ends),
        );
    }
    table
}
