//! `passerelle demo`: local instances with realistic data, and the ordinary gateway that polls them.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;
use tracing::info;

use super::{DemoArgs, output, poll, problems, runtime, serve};
use crate::app::Gateway;
use crate::clock::{SharedClock, ShiftedClock, SystemClock};
use crate::config::{self, Config};
use crate::demo::{self, Address, Running};
use crate::model::Health;
use crate::publish::phrases::Phrases;
use crate::telemetry::Telemetry;

pub(super) async fn run(
    args: &DemoArgs,
    telemetry: Telemetry,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
    let clock: SharedClock = match args.at {
        Some(moment) => Arc::new(ShiftedClock::starting_at(moment.to_utc())),
        None => Arc::new(SystemClock),
    };
    let instances = demo::start(clock.now()).await?;
    let code = if args.once {
        once(args, &instances, clock, phrases).await
    } else {
        until_stopped(args, &instances, clock, telemetry, phrases).await
    };
    instances.shutdown().await;
    code
}

/// Returns the configuration for the demo's instances, parsed like any other.
fn configuration(
    instances: &Running,
    listen: SocketAddr,
    phrases: &Phrases,
) -> anyhow::Result<Config> {
    let text = instances.configuration(listen);
    config::parse(&text, "the demo's configuration", Vec::new()).map_err(|found| {
        let told = problems::told(&found, phrases);
        anyhow!("{}", problems::text(&told))
    })
}

async fn once(
    args: &DemoArgs,
    instances: &Running,
    clock: SharedClock,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
    let config = configuration(instances, args.listen, phrases)?;
    let sources = config.sources.clone();
    let gateway = Gateway::open(config, clock, runtime::seed()).await?;
    let reports = poll::poll_all(&gateway, &[], false, sources.len()).await;
    gateway.close().await;
    poll::print(&reports, &sources, phrases);
    let failed = reports
        .iter()
        .any(|report| report.health == Health::Failing);
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

async fn until_stopped(
    args: &DemoArgs,
    instances: &Running,
    clock: SharedClock,
    telemetry: Telemetry,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
    let stop = runtime::stop_signal()?;
    let (listener, address) = serve::listen(args.listen, true).await?;
    let config = configuration(instances, address, phrases)?;
    let gateway = Gateway::open(config, clock, runtime::seed()).await?;
    output::data(&addresses(instances, address));
    info!(listening = %format!("http://{address}"), "serving");
    gateway
        .run(listener, Some(serve::render(telemetry, &stop)), stop)
        .await;
    Ok(ExitCode::SUCCESS)
}

/// Lists the addresses to open.
fn addresses(instances: &Running, address: SocketAddr) -> String {
    let mut text = String::from("The gateway:\n");
    for (path, what) in [
        ("/", "what is open, as a page"),
        ("/rss.xml", "the unified feed"),
        (
            "/rss.xml?concerns=54498&status=open",
            "the feed of one commune, Seichamps",
        ),
        ("/api/v1/consultations", "the JSON portal"),
        ("/api/v1/sources", "the health of every source"),
    ] {
        let _ = writeln!(text, "  http://{address}{path:<38} {what}");
    }
    text.push_str("The platforms that it polls, on this machine:\n");
    for instance in instances.instances() {
        let _ = writeln!(
            text,
            "  {:<24} {} ({})",
            instance.url,
            instance.name,
            what(&instance)
        );
    }
    text.push_str("Ctrl-C stops it.\n");
    text
}

/// Describes an instance in words.
fn what(instance: &Address<'_>) -> String {
    match (instance.platform, instance.version, instance.file) {
        (_, Some(version), _) => format!("answers as Decidim {version}"),
        (_, _, Some(file)) => {
            format!("a list kept by hand: change {file} and see within a minute")
        }
        ("cap-collectif", ..) => "answers as Cap Collectif".to_owned(),
        (platform, ..) => format!("a {platform}"),
    }
}
