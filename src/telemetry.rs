//! Telemetry: where log lines are written, and which figures are kept. It knows no stage: stages write with the macros of `tracing` and `metrics`, under the
//! names in [`METRICS`].
//!
//! Logs go to stderr, one line for each event; a failure is logged once, where it is handled. Fields are named `entity.property` or `quantity_unit`
//! (`source.id`, `duration_ms`). No body, no query string and nothing about a person is ever logged or counted. The values of a label come from a closed list or
//! from the configuration, never from a request or a source, so that the number of series is bounded.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

use metrics::Unit;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// The filter when the operator names none.
pub const DEFAULT_FILTER: &str = "info";

/// The upper bounds, in seconds, for answers from memory.
const REQUEST_BUCKETS: [f64; 10] = [
    0.000_1, 0.000_25, 0.001, 0.002_5, 0.01, 0.025, 0.1, 0.25, 1.0, 10.0,
];

/// The upper bounds, in seconds, for the poll of one source: many requests, a second apart.
const POLL_BUCKETS: [f64; 9] = [0.25, 1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 900.0];

/// The form of log lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people; in color on a terminal.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The kind of a metric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A count that only grows.
    Counter,
    /// The present value.
    Gauge,
    /// A distribution in seconds, with these upper bounds.
    Seconds(&'static [f64]),
}

/// One metric, as `/metrics` shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metric {
    /// The name.
    pub name: &'static str,
    /// The kind.
    pub kind: Kind,
    /// The labels.
    pub labels: &'static [&'static str],
    /// The description.
    pub help: &'static str,
}

/// The metrics of the gateway. A metric that is missing here is not recorded, which a test holds.
pub const METRICS: [Metric; 11] = [
    Metric {
        name: "gateway_build_info",
        kind: Kind::Gauge,
        labels: &["version"],
        help: "Always 1; the label tells the version",
    },
    Metric {
        name: "gateway_polls_total",
        kind: Kind::Counter,
        labels: &["source", "outcome"],
        help: "Polls that ended, by source and outcome",
    },
    Metric {
        name: "gateway_poll_duration_seconds",
        kind: Kind::Seconds(&POLL_BUCKETS),
        labels: &["source"],
        help: "How long a poll of a source took",
    },
    Metric {
        name: "gateway_source_healthy",
        kind: Kind::Gauge,
        labels: &["source"],
        help: "1 when the last poll of the source succeeded and nothing waits for the operator, else 0",
    },
    Metric {
        name: "gateway_source_health",
        kind: Kind::Gauge,
        labels: &["source", "state"],
        help: "1 for the state that the source is in, 0 for the others: healthy, degraded, held (waits for the operator), failing, unknown",
    },
    Metric {
        name: "gateway_source_last_success_timestamp_seconds",
        kind: Kind::Gauge,
        labels: &["source"],
        help: "When the source was last read in full, in Unix time",
    },
    Metric {
        name: "gateway_consultations",
        kind: Kind::Gauge,
        labels: &["status"],
        help: "Consultations published, by status",
    },
    Metric {
        name: "gateway_snapshot_version",
        kind: Kind::Gauge,
        labels: &[],
        help: "The version of the snapshot that answers requests",
    },
    Metric {
        name: "gateway_requests_total",
        kind: Kind::Counter,
        labels: &["route", "status"],
        help: "HTTP requests answered, by route (never the path itself) and status",
    },
    Metric {
        name: "gateway_request_duration_seconds",
        kind: Kind::Seconds(&REQUEST_BUCKETS),
        labels: &["route"],
        help: "How long answering an HTTP request took",
    },
    Metric {
        name: "gateway_renderings_total",
        kind: Kind::Counter,
        labels: &["route"],
        help: "Representations rendered anew because none was kept",
    },
];

/// The reason why telemetry could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The filter cannot be read.
    #[error(
        "the log filter `{filter}` cannot be read ({reason}); write for example `info` or `passerelle=debug,warn`"
    )]
    Filter {
        /// The filter given.
        filter: String,
        /// The defect.
        reason: String,
    },
    /// Logs or metrics are already set up in this process.
    #[error("telemetry is already set up by another part of this process: {0}")]
    AlreadySet(String),
    /// The buckets of a histogram are wrong: a mistake in [`METRICS`].
    #[error("the metric `{name}` cannot be kept: {reason}")]
    Metric {
        /// The name.
        name: &'static str,
        /// The defect.
        reason: String,
    },
}

/// The figures of this process.
#[derive(Debug, Clone)]
pub struct Telemetry {
    handle: PrometheusHandle,
}

impl Telemetry {
    /// Starts logging and counting for the whole process. Call it once, from `main`.
    ///
    /// The filter is that of `tracing_subscriber`: `info`, or `passerelle=debug,warn`. Called again, it gives the same figures back and
    /// leaves format and filter as they are.
    pub fn init(format: LogFormat, filter: &str) -> Result<Self, Error> {
        static STARTED: Mutex<Option<Telemetry>> = Mutex::new(None);
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(telemetry) = &*started {
            return Ok(telemetry.clone());
        }
        // Errors of the arguments come before anything global is changed.
        let filter = parse_filter(filter)?;
        let recorder = builder()?.build_recorder();
        let telemetry = Self {
            handle: recorder.handle(),
        };
        start_logs(format, filter)?;
        metrics::set_global_recorder(recorder)
            .map_err(|error| Error::AlreadySet(error.to_string()))?;
        describe();
        *started = Some(telemetry.clone());
        Ok(telemetry)
    }

    /// Returns the figures in Prometheus' text format.
    pub fn render(&self) -> String {
        self.handle.render()
    }

    /// Folds the figures that histograms have gathered. Call it every minute or so: between two scrapes nothing else bounds their memory.
    pub fn upkeep(&self) {
        self.handle.run_upkeep();
    }
}

fn parse_filter(filter: &str) -> Result<EnvFilter, Error> {
    EnvFilter::builder()
        .parse(filter)
        .map_err(|error| Error::Filter {
            filter: filter.to_owned(),
            reason: error.to_string(),
        })
}

fn start_logs(format: LogFormat, filter: EnvFilter) -> Result<(), Error> {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry()
        .with(filter)
        .with(filter_fn(is_discreet));
    let started = match format {
        LogFormat::Text => registry
            .with(lines.with_ansi(std::io::stderr().is_terminal()))
            .try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
    started.map_err(|error| Error::AlreadySet(error.to_string()))
}

/// Returns whether an event may be written whatever the operator's filter says: of other packages only warnings and errors, since at finer levels some write
/// the very texts that they work on.
fn is_discreet(event: &Metadata<'_>) -> bool {
    event.target().starts_with(env!("CARGO_PKG_NAME")) || *event.level() <= Level::WARN
}

/// Makes a recorder that keeps the distributions of [`METRICS`] as histograms.
fn builder() -> Result<PrometheusBuilder, Error> {
    let mut builder = PrometheusBuilder::new();
    for metric in METRICS {
        if let Kind::Seconds(buckets) = metric.kind {
            builder = builder
                .set_buckets_for_metric(Matcher::Full(metric.name.to_owned()), buckets)
                .map_err(|error| Error::Metric {
                    name: metric.name,
                    reason: error.to_string(),
                })?;
        }
    }
    Ok(builder)
}

/// Describes each metric to the recorder of this process.
fn describe() {
    for Metric {
        name, kind, help, ..
    } in METRICS
    {
        match kind {
            Kind::Counter => metrics::describe_counter!(name, help),
            Kind::Gauge => metrics::describe_gauge!(name, help),
            Kind::Seconds(_) => metrics::describe_histogram!(name, Unit::Seconds, help),
        }
    }
    metrics::gauge!("gateway_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use regex::Regex;

    use super::*;

    /// Renders the figures after some recording, without touching the process's own recorder.
    fn shown(record: impl FnOnce()) -> String {
        let recorder = builder().expect("a builder").build_recorder();
        let handle = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            describe();
            record();
        });
        let telemetry = Telemetry { handle };
        telemetry.upkeep();
        telemetry.render()
    }

    #[test]
    fn counters_gauges_and_durations_are_shown_with_help_and_buckets() {
        let text = shown(|| {
            metrics::counter!("gateway_polls_total", "source" => "a", "outcome" => "ok")
                .increment(2);
            metrics::gauge!("gateway_consultations", "status" => "open").set(12.0);
            metrics::histogram!("gateway_request_duration_seconds", "route" => "rss").record(0.002);
        });
        for line in [
            "# HELP gateway_polls_total Polls that ended, by source and outcome",
            "# TYPE gateway_polls_total counter",
            r#"gateway_polls_total{source="a",outcome="ok"} 2"#,
            r#"gateway_consultations{status="open"} 12"#,
            "# TYPE gateway_request_duration_seconds histogram",
            r#"gateway_request_duration_seconds_bucket{route="rss",le="0.001"} 0"#,
            r#"gateway_request_duration_seconds_bucket{route="rss",le="0.0025"} 1"#,
            r#"gateway_request_duration_seconds_count{route="rss"} 1"#,
            concat!(
                r#"gateway_build_info{version=""#,
                env!("CARGO_PKG_VERSION"),
                r#""} 1"#
            ),
        ] {
            assert!(
                text.lines().any(|shown| shown == line),
                "no {line} in\n{text}"
            );
        }
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_named() {
        assert!(parse_filter(DEFAULT_FILTER).is_ok());
        assert!(parse_filter("passerelle=debug,warn").is_ok());
        let error = parse_filter("passerelle=loud").expect_err("no such level");
        assert!(error.to_string().contains("`passerelle=loud`"), "{error}");
    }

    #[test]
    fn a_second_start_gives_the_same_figures() {
        let first = Telemetry::init(LogFormat::Text, "off").expect("a start");
        let second = Telemetry::init(LogFormat::Json, "no such=filter").expect("the same");
        metrics::gauge!("gateway_snapshot_version").set(7.0);
        for telemetry in [first, second] {
            let text = telemetry.render();
            assert!(text.contains("gateway_snapshot_version 7"), "{text}");
        }
    }

    #[test]
    fn every_metric_recorded_anywhere_is_listed_here_and_only_once() {
        let listed: BTreeSet<_> = METRICS.iter().map(|metric| metric.name).collect();
        assert_eq!(listed.len(), METRICS.len());
        let macros =
            Regex::new(r#"(?:counter|gauge|histogram)!\(\s*"([^"]+)""#).expect("a pattern");
        let mut recorded = BTreeSet::new();
        for folder in ["src", "crates"] {
            for source in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)) {
                for found in macros.captures_iter(&source) {
                    recorded.insert(found[1].to_owned());
                }
            }
        }
        assert!(
            recorded.contains("gateway_build_info"),
            "no source was read"
        );
        for name in recorded {
            assert!(
                listed.contains(name.as_str()),
                "{name} is recorded but not in METRICS"
            );
        }
    }

    fn sources(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(sources(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(fs::read_to_string(&path).expect("a source"));
            }
        }
        found
    }
}
