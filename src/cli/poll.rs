//! `passerelle poll`: one poll of all or the named sources, and a table of the results.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::table::{Align, Table};
use super::{Format, PollArgs, output, runtime};
use crate::app::Gateway;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::model::reason::{Audience, Code};
use crate::model::{Health, Moment, PollOutcome, Reason, Source, SourceId};
use crate::poll::Report;
use crate::publish::dates::iso;
use crate::publish::json::ReasonBody;
use crate::publish::phrases::Phrases;

pub(super) async fn run(
    config: Config,
    args: &PollArgs,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
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
            let parts = [
                ("id", id.as_str()),
                ("file", &args.config.config.display().to_string()),
                ("known", &known.join(", ")),
            ];
            output::message(&phrases.with("poll-no-such-source", &parts));
        }
        return Ok(ExitCode::from(super::WRONG_USAGE));
    }
    let count = if args.sources.is_empty() {
        config.sources.len()
    } else {
        args.sources.len()
    };
    let sources = config.sources.clone();
    let gateway = Gateway::open(config, Arc::new(SystemClock), runtime::seed()).await?;
    let reports = poll_all(&gateway, &args.sources, args.confirm_withdrawals, count).await;
    gateway.close().await;
    match args.format {
        Format::Json => {
            let bodies = reports.iter();
            let bodies: Vec<ReportBody<'_>> = bodies
                .map(|report| ReportBody::new(report, &sources, phrases))
                .collect();
            output::json(&bodies);
        }
        Format::Text => print(&reports, &sources, phrases),
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

/// Polls with a progress bar, if stderr is a terminal.
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

/// A report for programs.
#[derive(Serialize)]
struct ReportBody<'a> {
    source: &'a SourceId,
    health: &'a Health,
    outcome: PollOutcome,
    error: Option<ReasonBody>,
    troubled_since: Option<String>,
    notices: Vec<ReasonBody>,
    seconds: f64,
}

impl<'a> ReportBody<'a> {
    fn new(report: &'a Report, sources: &[Source], phrases: &Phrases) -> Self {
        let source = source_of(report, sources);
        let told = |reason: &Reason| {
            let zone = source?.timezone;
            Some(ReasonBody::new(reason, zone, phrases, Audience::Operator))
        };
        Self {
            source: &report.source,
            health: &report.health,
            outcome: report.outcome,
            error: report.error.as_ref().and_then(told),
            troubled_since: report.troubled_since.map(iso),
            notices: report.notices.iter().filter_map(told).collect(),
            seconds: report.seconds,
        }
    }
}

fn source_of<'s>(report: &Report, sources: &'s [Source]) -> Option<&'s Source> {
    sources.iter().find(|source| source.id == report.source)
}

/// Prints the table on stdout, and on stderr the notices to the operator.
pub(super) fn print(reports: &[Report], sources: &[Source], phrases: &Phrases) {
    output::data(&table(reports, phrases).render());
    for report in reports {
        let Some(source) = source_of(report, sources) else {
            continue;
        };
        // The particulars of a source are the same at each poll: `probe` and `/status` show them.
        let news = |notice: &&Reason| !notice.is(Code::Capabilities);
        let reasons = report.error.iter();
        for reason in reasons.chain(report.notices.iter().filter(news)) {
            let said = phrases.reason(reason, Audience::Operator, source.timezone);
            output::message(&format!("{}: {}", report.source, said.sentence));
            for more in [said.detail.clone(), said.to_ask(phrases)] {
                if !more.is_empty() {
                    output::message(&format!("    {more}"));
                }
            }
        }
        if let Some(since) = report.troubled_since {
            let since = Moment::Instant(since.fixed_offset());
            let since = phrases.moment(since, source.timezone);
            let since = phrases.with("source-troubled-since", &[("at", &since)]);
            output::message(&format!("{}: {since}", report.source));
        }
    }
}

fn table(reports: &[Report], phrases: &Phrases) -> Table {
    let heads = [
        ("poll-head-source", Align::Left),
        ("poll-head-health", Align::Left),
        ("poll-head-fetched", Align::Right),
        ("poll-head-new", Align::Right),
        ("poll-head-changed", Align::Right),
        ("poll-head-withdrawn", Align::Right),
        ("poll-head-missing", Align::Right),
        ("poll-head-meetings", Align::Right),
        ("poll-head-requests", Align::Right),
        ("poll-head-seconds", Align::Right),
        ("poll-head-errors", Align::Right),
    ];
    let mut table = Table::titled(phrases, &heads);
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
        let health = phrases.say(&format!("health-{}", report.health.token()));
        let words = [report.source.to_string(), health];
        let ends = [
            format!("{:.1}", report.seconds).replace('.', &phrases.say("decimal-mark")),
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
