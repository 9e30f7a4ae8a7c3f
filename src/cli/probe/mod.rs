//! `passerelle probe`: what is at an address, or at the addresses that are known of a territory, and the `[[sources]]` blocks for it. It words what
//! `connector::recognition` finds.

mod block;
mod instances;
mod json;
mod survey;
mod target;
#[cfg(test)]
mod tests;
mod words;

use anyhow::Context as _;
use url::Url;

use super::{Format, ProbeArgs, output};
use crate::clock::{Clock as _, SystemClock};
use crate::connector;
use crate::connector::recognition::{Trouble, recognize};
use crate::fetch::{self, Fetcher, Settings};
use crate::geography::Geography;
use crate::model::TerritoryCode;
use block::source_block;
pub(super) use target::{Target, target};
use words::in_words;

/// Address that the User-Agent of a probe names, since there may be no configuration yet.
const HOME: &str = "https://passerelle.invalid/probe";

pub(super) async fn run(args: &ProbeArgs) -> anyhow::Result<()> {
    let mut settings = Settings::new(&Url::parse(HOME)?, "probe");
    settings.allow_private_addresses = args.allow_private_addresses;
    // Whoever probes sees the failure, and may try again.
    settings.tries = 1;
    let fetcher = Fetcher::new(settings, std::sync::Arc::new(SystemClock))?;
    match &args.target {
        Target::Address(url) => of_address(url, &fetcher, args.format).await,
        Target::Territory(code) => of_territory(*code, &fetcher, args).await,
    }
}

async fn of_address(url: &Url, fetcher: &Fetcher, format: Format) -> anyhow::Result<()> {
    let recognized = recognize(url, fetcher, SystemClock.now())
        .await
        .map_err(|trouble| advised(trouble).context(format!("{url} cannot be read")))?;
    match format {
        Format::Json => output::json(&json::as_json(&recognized)),
        Format::Text => {
            for found in &recognized.found {
                output::message(&in_words(found));
            }
            let blocks = recognized.found.iter();
            print_blocks(
                &blocks
                    .map(|found| source_block(found, None))
                    .collect::<Vec<_>>(),
            );
        }
    }
    Ok(())
}

fn print_blocks(blocks: &[String]) {
    if blocks.len() > 1 {
        output::message("take the blocks that are wanted");
    }
    output::data(&blocks.join("\n"));
}

/// Probes what is known of a territory.
async fn of_territory(
    code: TerritoryCode,
    fetcher: &Fetcher,
    args: &ProbeArgs,
) -> anyhow::Result<()> {
    let geography = Geography::official();
    let place = geography.get(code).context("the territory is known")?;
    let all = match &args.instances {
        Some(path) => instances::of_file(path)?,
        None => instances::known()?,
    };
    let of_it = instances::of_territory(&all, code, geography);
    let told = target::told(place, geography);
    anyhow::ensure!(
        !of_it.is_empty(),
        "no participation platform is known of {told}, of what lies in it or of what it lies in: probe the address of its own website"
    );
    output::message(&format!(
        "{told}: {} known, of it, of what lies in it or of what it lies in",
        match of_it.len() {
            1 => "one address is".to_owned(),
            count => format!("{count} addresses are"),
        }
    ));
    let is_text = args.format == Format::Text;
    let surveyed = survey::survey(&of_it, fetcher, SystemClock.now(), |tried| {
        output::message(&tried.in_words());
    })
    .await;
    for instance in &surveyed.left_out {
        output::message(&format!("{}: not tried; probe it by itself", instance.url));
    }
    let blocks = surveyed.blocks();
    if is_text {
        print_blocks(&blocks);
    } else {
        output::json(&surveyed.as_json(place));
    }
    anyhow::ensure!(
        !blocks.is_empty(),
        "nothing that can be read was found at what is known of {told}"
    );
    Ok(())
}

/// The error, and what is left to do where a website has nothing that a program could read.
fn advised(trouble: Trouble) -> anyhow::Error {
    match trouble {
        Trouble::Failed(connector::Error::NotThere { status, came, .. }) => anyhow::anyhow!(
            "no platform, feed, calendar or list that this gateway can read is there ({status}, {came}): check the address; if the site publishes on web pages only, keep a list of them by hand (platform = \"file\"): config/examples/nimes.csv shows the columns"
        ),
        Trouble::Failed(error @ connector::Error::Fetch(fetch::Error::PrivateAddress { .. })) => {
            anyhow::anyhow!("{error}; to probe it, add `--allow-private-addresses`")
        }
        Trouble::Failed(error) => error.into(),
        unreadable @ Trouble::Unreadable { .. } => unreadable.into(),
    }
}
