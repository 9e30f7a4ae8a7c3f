//! `passerelle probe`: finds out what is at an address, or at the known addresses of a territory, and writes `[[sources]]` blocks for it. It puts the findings
//! of `connector::recognition` into words.

mod block;
mod instances;
mod json;
mod survey;
mod target;
#[cfg(test)]
mod tests;
mod words;

use std::process::ExitCode;

use anyhow::Context as _;
use url::Url;

use super::{Format, ProbeArgs, WRONG_USAGE, output};
use crate::clock::{Clock as _, SystemClock};
use crate::connector::recognition::recognize;
use crate::fetch::{Fetcher, Settings};
use crate::geography::Geography;
use crate::model::TerritoryCode;
use crate::publish::phrases::Phrases;
use block::source_block;
use target::{Target, target};
use words::{in_words, target_fault};

/// The address that the User-Agent of a probe names, since there may be no configuration yet.
const HOME: &str = "https://passerelle.invalid/probe";

/// Probes the target in `args`; blocks are printed on stdout, explanations on stderr.
pub(super) async fn run(args: &ProbeArgs, phrases: &Phrases) -> anyhow::Result<ExitCode> {
    let target = match target(&args.target) {
        Ok(target) => target,
        Err(fault) => {
            output::message(&target_fault(&fault, phrases));
            return Ok(ExitCode::from(WRONG_USAGE));
        }
    };
    let mut settings = Settings::new(&Url::parse(HOME)?, "probe");
    settings.allow_private_addresses = args.allow_private_addresses;
    // The user sees the failure, and may try again.
    settings.tries = 1;
    let fetcher = Fetcher::new(settings, std::sync::Arc::new(SystemClock))?;
    match &target {
        Target::Address(url) => Ok(of_address(url, &fetcher, args.format, phrases).await),
        Target::Territory(code) => of_territory(*code, &fetcher, args, phrases).await,
    }
}

async fn of_address(url: &Url, fetcher: &Fetcher, format: Format, phrases: &Phrases) -> ExitCode {
    let recognized = match recognize(url, fetcher, SystemClock.now()).await {
        Ok(recognized) => recognized,
        Err(trouble) => {
            let why = words::trouble(&trouble, url);
            if matches!(format, Format::Json) {
                output::json(&serde_json::json!({ "error": json::reason_as_json(&why, phrases) }));
            }
            output::message(&words::reason(&why, phrases));
            return ExitCode::FAILURE;
        }
    };
    match format {
        Format::Json => output::json(&json::as_json(&recognized, phrases)),
        Format::Text => {
            for found in &recognized.found {
                output::message(&in_words(found, phrases));
            }
            let blocks = recognized.found.iter();
            let blocks: Vec<String> = blocks
                .map(|found| source_block(found, None, phrases))
                .collect();
            print_blocks(&blocks, phrases);
        }
    }
    ExitCode::SUCCESS
}

fn print_blocks(blocks: &[String], phrases: &Phrases) {
    if blocks.len() > 1 {
        output::message(&phrases.say("probe-choose"));
    }
    output::data(&blocks.join("\n"));
}

/// Probes the known platforms of a territory.
async fn of_territory(
    code: TerritoryCode,
    fetcher: &Fetcher,
    args: &ProbeArgs,
    phrases: &Phrases,
) -> anyhow::Result<ExitCode> {
    let geography = Geography::official();
    let place = geography.get(code).context("the territory is known")?;
    let all = match &args.instances {
        Some(path) => instances::of_file(path)?,
        None => instances::known()?,
    };
    let of_it = instances::of_territory(&all, code, geography);
    let told = target::told(place, geography);
    let of_place = [("place", told.as_str())];
    if of_it.is_empty() {
        output::message(&phrases.with("probe-unknown-of", &of_place));
        return Ok(ExitCode::FAILURE);
    }
    output::message(&phrases.count_with("probe-known-of", of_it.len(), &of_place));
    let surveyed = survey::survey(&of_it, fetcher, SystemClock.now(), |tried| {
        output::message(&tried.in_words(phrases));
    })
    .await;
    for instance in &surveyed.left_out {
        let address = [("address", instance.url.as_str())];
        output::message(&phrases.with("probe-not-tried", &address));
    }
    let blocks = surveyed.blocks(phrases);
    match args.format {
        Format::Text => print_blocks(&blocks, phrases),
        Format::Json => output::json(&surveyed.as_json(place, phrases)),
    }
    if blocks.is_empty() {
        output::message(&phrases.with("probe-nothing-of", &of_place));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
