//! Resolves the texts of a configuration: addresses, territories, lengths of time, time zones, secrets.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use chrono_tz::Tz;

use super::addresses::{contact, listening_address, root_address};
use super::appearance;
use super::clashes;
use super::duration;
use super::fault::{Fault, Quote};
use super::findings::Findings;
use super::raw::{RawConfig, RawGateway, RawPolling, RawServer, RawStorage};
use super::rulings;
use super::secrets::{secret, strong};
use super::settings::{Admin, Config, Gateway, Polling, Server, Storage};
use super::sources::{self, Around};
use super::territories;
use passerelle_model::nearest;
use passerelle_model::{Audience, Language, TerritoryCode, Verdict, tell_lists_apart};

/// The shortest time between two polls and the shortest pause between two requests on the public network.
const POLITE: (Duration, Duration) = (Duration::from_mins(1), Duration::from_secs(1));
const LONGEST_EVERY: Duration = Duration::from_hours(30 * 24);
const LONGEST_GAP: Duration = Duration::from_mins(1);

/// Validates `raw`; `None` after reporting its faults. Its paths are relative to `folder`.
pub(super) fn resolve(raw: RawConfig, folder: &Path, findings: &mut Findings) -> Option<Config> {
    if !raw.sources.is_empty() && !findings.is_written("gateway.contact") {
        findings.report("gateway.contact", Fault::ContactMissing);
    }
    let server = server(&raw.server, findings);
    let storage = storage(raw.storage, folder, findings);
    let admin = raw.admin.map(|admin| {
        let token = secret(
            "admin.token",
            admin.token,
            admin.token_file,
            folder,
            findings,
        );
        token.and_then(|token| strong(token, findings))
    });
    let polling = polling(&raw.polling, findings);
    let gateway = gateway(raw.gateway, findings);
    let portal = appearance::resolve(&raw.portal, folder, findings);
    let around = Around {
        every: polling.as_ref().map(|polling| polling.every),
        timezone: gateway.as_ref().map(|gateway| gateway.timezone),
        polite: !raw.polling.allow_private_addresses,
        folder,
    };
    let mut sources = sources::resolve(raw.sources, &around, findings);
    if let Some(sources) = &mut sources {
        tell_lists_apart(sources);
    }
    let clashes = sources
        .as_deref()
        .map(|sources| clashes::among(sources, findings));
    let same = rulings::resolve(&raw.same, "same", Verdict::Same, findings);
    let different = rulings::resolve(&raw.different, "different", Verdict::Different, findings);
    Some(Config {
        gateway: gateway?,
        server: server?,
        portal: portal?,
        storage: storage?,
        polling: polling?,
        admin: match admin {
            Some(token) => Some(Admin { token: token? }),
            None => None,
        },
        sources: sources?,
        clashes: clashes?,
        rulings: [same?, different?].concat(),
    })
}

fn server(raw: &RawServer, findings: &mut Findings) -> Option<Server> {
    let listen = findings.keep("server.listen", listening_address(&raw.listen));
    let frames = audience("server.frame_ancestors", &raw.frame_ancestors, findings);
    let scripts = audience("server.cors_origins", &raw.cors_origins, findings);
    Some(Server {
        listen: listen?,
        frame_ancestors: frames?,
        cors_origins: scripts?,
    })
}

/// Resolves a list of websites, in which `*` stands for everyone.
fn audience(key: &str, texts: &[String], findings: &mut Findings) -> Option<Audience> {
    let mut websites = Vec::with_capacity(texts.len());
    let mut everyone = false;
    let mut valid = true;
    for (at, text) in texts.iter().enumerate() {
        if text.trim() == "*" {
            everyone = true;
            continue;
        }
        let website = text.parse().map_err(|_malformed| Fault::Website);
        match findings.keep(&format!("{key}[{at}]"), website) {
            Some(website) => websites.push(website),
            None => valid = false,
        }
    }
    valid.then_some(if everyone {
        Audience::Everyone
    } else {
        Audience::Only(websites)
    })
}

fn gateway(raw: RawGateway, findings: &mut Findings) -> Option<Gateway> {
    let public_url = findings.keep("gateway.public_url", root_address(&raw.public_url));
    let languages = languages("gateway.languages", &raw.languages, findings);
    let timezone = timezone("gateway.timezone", &raw.timezone, findings);
    let territory = raw
        .territory
        .map(|code| territory("gateway.territory", &code, findings));
    let contact = raw.contact.map(|text| {
        let read = contact(&text);
        if read.is_none() {
            // A contact may hold a password; one that is no address is quoted, `a@b@c` too.
            let given = if text.contains("://") {
                Quote::of_address(&text)
            } else {
                Some(Quote::of(text.trim()))
            };
            findings.report("gateway.contact", Fault::ContactUnusable { given });
        }
        read
    });
    Some(Gateway {
        name: raw.name.trim().to_owned(),
        public_url: public_url?,
        contact: flat(contact)?,
        territory: flat(territory)?,
        languages: languages?,
        timezone: timezone?,
    })
}

/// Resolves an optional value; `None` only if it is given and wrong.
#[expect(
    clippy::option_option,
    reason = "not given, given and wrong, given and right are three things"
)]
fn flat<T>(given: Option<Option<T>>) -> Option<Option<T>> {
    match given {
        None => Some(None),
        Some(valid) => valid.map(Some),
    }
}

fn polling(raw: &RawPolling, findings: &mut Findings) -> Option<Polling> {
    let polite = !raw.allow_private_addresses;
    let every = every("polling.every", &raw.every, polite, findings);
    let least = if polite { POLITE.1 } else { Duration::ZERO };
    let min_gap = bounded(
        "polling.min_gap",
        &raw.min_gap,
        least,
        LONGEST_GAP,
        findings,
    );
    Some(Polling {
        every: every?,
        concurrency: usize::try_from(raw.concurrency).ok()?,
        min_gap: min_gap?,
        allow_private_addresses: raw.allow_private_addresses,
    })
}

/// Resolves the interval between polls. `polite` is `true` for the public network.
pub(super) fn every(
    key: &str,
    text: &str,
    polite: bool,
    findings: &mut Findings,
) -> Option<Duration> {
    let least = if polite {
        POLITE.0
    } else {
        Duration::from_secs(1)
    };
    bounded(key, text, least, LONGEST_EVERY, findings)
}

fn bounded(
    key: &str,
    text: &str,
    least: Duration,
    most: Duration,
    findings: &mut Findings,
) -> Option<Duration> {
    let given = findings.keep(key, duration::parse(text))?;
    if (least..=most).contains(&given) {
        return Some(given);
    }
    let fault = Fault::TimeOutOfBounds { given, least, most };
    findings.report(key, fault);
    None
}

fn storage(raw: RawStorage, folder: &Path, findings: &mut Findings) -> Option<Storage> {
    let given = findings.is_written("storage.url").then(|| raw.url.clone());
    let url = if raw.url_file.is_some() {
        secret("storage.url", given, raw.url_file, folder, findings)?
    } else {
        raw.url
    };
    if ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
    {
        findings.report("storage.url", Fault::PostgresqlNotYet);
        return None;
    }
    if url.strip_prefix("sqlite://").is_none_or(str::is_empty) {
        findings.report("storage.url", Fault::StorageForm);
        return None;
    }
    Some(Storage { url })
}

/// Resolves the code of a territory that exists.
pub(super) fn territory(key: &str, text: &str, findings: &mut Findings) -> Option<TerritoryCode> {
    findings.keep(key, territories::existing(text))
}

/// Resolves languages, each once, in their order.
pub(super) fn languages(
    key: &str,
    texts: &[String],
    findings: &mut Findings,
) -> Option<Vec<Language>> {
    let mut languages: Vec<Language> = Vec::with_capacity(texts.len());
    let mut valid = true;
    for (at, text) in texts.iter().enumerate() {
        let language = text.parse().map_err(|_malformed| Fault::LanguageTag {
            given: Quote::of(text),
        });
        match findings.keep(&format!("{key}[{at}]"), language) {
            Some(language) if !languages.contains(&language) => languages.push(language),
            Some(_) => {}
            None => valid = false,
        }
    }
    valid.then_some(languages)
}

/// Resolves a time zone by its IANA name.
pub(super) fn timezone(key: &str, text: &str, findings: &mut Findings) -> Option<Tz> {
    let zone = Tz::from_str(text).map_err(|_unknown| Fault::TimeZoneUnknown {
        given: Quote::of(text),
        near: nearest(text, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()))
            .map(str::to_owned),
    });
    findings.keep(key, zone)
}
