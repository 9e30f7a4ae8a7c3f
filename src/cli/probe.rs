//! `passerelle probe`: what is at an address, and the `[[sources]]` block for it. It words what `connector::recognition` finds.

use std::fmt::Write as _;

use chrono_tz::Europe::Paris;
use serde_json::{Map, Value, json};
use url::Url;

use super::{Format, ProbeArgs, output};
use crate::clock::{Clock as _, SystemClock};
use crate::connector;
use crate::connector::cap_collectif::Access;
use crate::connector::decidim;
use crate::connector::file;
use crate::connector::opendatasoft;
use crate::connector::recognition::{Found, Recognized, recognize};
use crate::fetch::{self, Fetcher, Settings};
use crate::model::reason::Audience;
use crate::model::{Language, fold};
use crate::publish::phrases::Phrases;

/// What the User-Agent of a probe names, since there may be no configuration yet.
const HOME: &str = "https://passerelle.invalid/probe";

pub(super) async fn run(args: &ProbeArgs) -> anyhow::Result<()> {
    let mut settings = Settings::new(&Url::parse(HOME)?, "probe");
    settings.allow_private_addresses = args.allow_private_addresses;
    // Whoever probes sees the failure, and may try again.
    settings.tries = 1;
    let fetcher = Fetcher::new(settings, std::sync::Arc::new(SystemClock))?;
    let recognized = recognize(&args.url, &fetcher, SystemClock.now())
        .await
        .map_err(|error| advised(error).context(format!("{} cannot be read", args.url)))?;
    match args.format {
        Format::Json => output::json(&as_json(&recognized)),
        Format::Text => {
            for found in &recognized.found {
                output::message(&in_words(found));
            }
            if recognized.found.len() > 1 {
                output::message("take the blocks that are wanted");
            }
            let blocks: Vec<String> = recognized.found.iter().map(source_block).collect();
            output::data(&blocks.join("\n"));
        }
    }
    Ok(())
}

/// The address to probe, or the path of a file of this machine as an address.
pub(super) fn address(text: &str) -> Result<Url, String> {
    let text = text.trim();
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https" | "webcal" | "file") => Ok(url),
        _ => file_of(text).ok_or_else(|| {
            let hint = if text.starts_with(['/', '.']) {
                String::new()
            } else {
                format!("; perhaps https://{text} is meant")
            };
            format!(
                "there is no such file, and it is no address, which would begin with https://{hint}"
            )
        }),
    }
}

fn file_of(path: &str) -> Option<Url> {
    let path = std::path::absolute(path).ok()?;
    path.is_file()
        .then(|| Url::from_file_path(path).ok())
        .flatten()
}

/// The error, and what is left to do where a website has nothing that a program could read.
fn advised(error: connector::Error) -> anyhow::Error {
    match error {
        connector::Error::NotThere { status, came, .. } => anyhow::anyhow!(
            "no platform, feed, calendar or list that this gateway can read is there ({status}, {came}): check the address; if the site publishes on web pages only, keep a list of them by hand (platform = \"file\"): config/examples/nimes.csv shows the columns"
        ),
        connector::Error::Fetch(fetch::Error::PrivateAddress { .. }) => {
            anyhow::anyhow!("{error}; to probe it, add `--allow-private-addresses`")
        }
        error => error.into(),
    }
}

fn in_words(found: &Found) -> String {
    let kind = match found {
        Found::Decidim(decidim) if decidim.gateway => "another gateway, of an older release",
        Found::Decidim(_) => "a Decidim",
        Found::CapCollectif(_) => "a Cap Collectif",
        Found::Opendatasoft(_) => "an open data portal",
        Found::Passerelle(_) => "another gateway",
        Found::Feed(_) => "a feed",
        Found::Calendar(_) => "a calendar",
        Found::File(_) => "a list kept by hand",
    };
    let mut words = place(found.url());
    let _ = write!(words, ": {kind}");
    if let Some(name) = found.name() {
        let _ = write!(words, " named \u{ab}{name}\u{bb}");
    }
    words + &particulars(found)
}

/// A web address, or the path of a file of this machine.
fn place(url: &Url) -> String {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok());
    path.flatten()
        .map_or_else(|| url.to_string(), |path| path.display().to_string())
}

/// What there is to know of it, to be said after its kind.
fn particulars(found: &Found) -> String {
    match found {
        Found::Decidim(found) => of_decidim(found),
        Found::CapCollectif(found) => of_cap_collectif(&found.access),
        Found::Opendatasoft(found) => format!(
            "; {} of its datasets speak of consultations{}",
            found.total,
            titles(found)
        ),
        Found::Passerelle(found) => format!(", version {}", found.version),
        Found::Feed(found) => match (found.format, found.entries) {
            (Some(format), Some(entries)) => format!(" ({format}, {entries} entries)"),
            _ => " (named by the page, not read)".to_owned(),
        },
        Found::Calendar(found) => found.events.map_or_else(
            || " (named by the page, not read)".to_owned(),
            |events| format!(" ({events} events)"),
        ),
        Found::File(found) => of_a_list(found),
    }
}

/// The texts of what is found, which is told in English.
fn in_english() -> Phrases {
    let english: Option<Language> = "en".parse().ok();
    Phrases::of(english.as_slice())
}

fn of_a_list(found: &file::Recognition) -> String {
    let plural = if found.entries == 1 { "" } else { "s" };
    let mut words = format!(
        " ({}, {} consultation{plural})",
        found.format, found.entries
    );
    for problem in &found.problems {
        let said = in_english().reason(problem, Audience::Operator, Paris);
        let _ = write!(words, "\n{}", one_line(&said.whole(&in_english())));
    }
    words
}

fn of_decidim(found: &decidim::Recognition) -> String {
    let mut words = match (&found.version, found.like_versions.as_slice()) {
        (Some(version), _) => format!(", version {version}"),
        (None, []) => ", of a version that it hides: one that is newer than this gateway, or a build of its own; what it lacks is not asked".to_owned(),
        (None, [only]) => format!(", of a version that it hides; it answers like {only}"),
        (None, [first, .., last]) => {
            format!(", of a version that it hides; it answers like {first} to {last}")
        }
    };
    if !found.missing.is_empty() {
        let _ = write!(
            words,
            "\nlacks, of what the gateway can use: {}",
            found.missing.join(", ")
        );
    }
    words
}

fn of_cap_collectif(access: &Access) -> String {
    match access {
        Access::Open {
            projects, events, ..
        } => format!("; it lists {projects} projects and {events} events"),
        closed => closed
            .advice()
            .map(|advice| format!("\n{advice}"))
            .unwrap_or_default(),
    }
}

fn titles(found: &opendatasoft::Recognition) -> String {
    let mut titles = String::new();
    for candidate in &found.candidates {
        let title = one_line(candidate.title.as_deref().unwrap_or_default());
        let _ = write!(titles, "\n  {} {title}", candidate.id);
    }
    titles
}

fn source_block(found: &Found) -> String {
    let (url, host) = (found.url(), found.url().host_str().unwrap_or_default());
    let id = match found {
        Found::File(_) if host.is_empty() => id_of(&name_of_file(url)),
        // One host may have several.
        Found::Feed(_) | Found::Calendar(_) | Found::File(_) => id_of(&format!(
            "{host}{}-{}",
            url.path(),
            url.query().unwrap_or_default()
        )),
        _ => id_of(host),
    };
    let mut block = format!("[[sources]]\nid = {}\n", toml_text(&id));
    if let Some(name) = found.name() {
        let _ = writeln!(block, "name = {}", toml_text(name));
    }
    // Documents are read at their very address.
    let address = match found {
        Found::Feed(_) | Found::Calendar(_) | Found::File(_) => place(url),
        _ => url.as_str().trim_end_matches('/').to_owned(),
    };
    let _ = write!(
        block,
        "platform = {}\nurl = {}\n# territory = \"54395\"   # who runs it: INSEE code of a commune, SIREN of an EPCI, dep-54, reg-44 or fr\n",
        toml_text(found.platform().token()),
        toml_text(&address)
    );
    if host.is_empty() {
        block.push_str(OF_A_LOCAL_FILE);
    }
    block.push_str(&match found {
        Found::Feed(_) | Found::Calendar(_) => OF_ENTRIES.to_owned(),
        Found::Opendatasoft(portal) => of_a_dataset(portal),
        _ => String::new(),
    });
    block
}

/// What chooses among the entries of a feed or calendar.
const OF_ENTRIES: &str = "# [[sources.include]]       # only what matches: by category, title or path (of the page)\n# category = \"Concertation*\"\n";

/// What only a person can tell of a file of this machine: `check` asks for it until it is there.
const OF_A_LOCAL_FILE: &str = "# origin = \"www.ville.example.fr\"   # needed: the host of the website that the list stands for; never change it\n";

/// The name of a file, without its end and its accents.
fn name_of_file(url: &Url) -> String {
    let path = url.to_file_path().unwrap_or_default();
    let stem = path.file_stem().unwrap_or_default();
    fold(&stem.to_string_lossy())
}

/// What a dataset needs; which field says what only a person can tell.
fn of_a_dataset(portal: &opendatasoft::Recognition) -> String {
    let first = portal.candidates.first();
    let dataset = portal
        .dataset
        .as_deref()
        .or(first.map(|candidate| candidate.id.as_str()))
        .unwrap_or("identifier");
    format!(
        "dataset = {}\n[sources.fields]              # the names of the dataset’s own fields; those in capitals are to be replaced\nid = \"IDENTIFIER\"\ntitle = \"TITLE\"\nurl = \"ADDRESS\"\n# opens = \"OPENING\"\n# closes = \"CLOSING\"\n",
        toml_text(dataset)
    )
}

/// An id made of an address: `participez-nancy-fr`.
fn id_of(address: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let id: String = address
        .trim_start_matches("www.")
        .chars()
        .map(plain)
        .take(60)
        .collect();
    let words: Vec<&str> = id.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        "source".to_owned()
    } else {
        words.join("-")
    }
}

fn toml_text(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// What hosts call themselves, without what would break a line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// The best finding with the keys of its kind, and all of them under `found`.
fn as_json(recognized: &Recognized) -> Value {
    let found: Vec<Map<String, Value>> = recognized.found.iter().map(one_as_json).collect();
    let mut best = found.first().cloned().unwrap_or_default();
    best.insert("requests".to_owned(), json!(recognized.requests));
    best.insert("found".to_owned(), json!(found));
    Value::Object(best)
}

fn one_as_json(found: &Found) -> Map<String, Value> {
    let mut described = Map::from_iter([
        ("platform".to_owned(), json!(found.platform().token())),
        ("url".to_owned(), json!(found.url())),
        ("name".to_owned(), json!(found.name())),
        ("block".to_owned(), json!(source_block(found))),
    ]);
    let more = match found {
        Found::Decidim(found) => json!({
            "version": found.version,
            "like_versions": found.like_versions,
            "missing": found.missing,
            "gateway": found.gateway,
        }),
        Found::CapCollectif(found) => of_access(&found.access),
        Found::Opendatasoft(found) => json!({
            "datasets": found.candidates.iter().map(|candidate| json!({ "id": candidate.id, "title": candidate.title })).collect::<Vec<_>>(),
            "total": found.total,
        }),
        Found::Passerelle(found) => json!({ "version": found.version, "gateway": true }),
        Found::Feed(found) => json!({ "format": found.format, "entries": found.entries }),
        Found::Calendar(found) => json!({ "events": found.events }),
        Found::File(found) => {
            let problems = found.problems.iter().map(|problem| {
                let said = in_english().reason(problem, Audience::Operator, Paris);
                json!({
                    "code": problem.code(),
                    "params": problem.params(Audience::Operator),
                    "message": said.whole(&in_english()),
                })
            });
            json!({ "format": found.format, "entries": found.entries, "problems": problems.collect::<Vec<_>>() })
        }
    };
    if let Value::Object(more) = more {
        described.extend(more);
    }
    described
}

fn of_access(access: &Access) -> Value {
    match access {
        Access::Open {
            projects,
            events,
            districts,
        } => {
            json!({ "readable": true, "projects": projects, "events": events, "districts": districts })
        }
        closed => json!({ "readable": false, "advice": closed.advice() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::connector::{feed, passerelle, recognition};
    use crate::model::{Platform, Reason};

    fn decidim(name: &str, url: &str) -> Found {
        Found::Decidim(decidim::Recognition {
            url: url.parse().unwrap(),
            name: Some(name.to_owned()),
            version: None,
            like_versions: vec!["0.30".to_owned(), "0.31".to_owned()],
            missing: vec!["ParticipatoryProcess.scope".to_owned()],
            gateway: false,
            requests: 3,
        })
    }

    fn list(url: Url) -> file::Recognition {
        file::Recognition {
            url,
            format: "CSV",
            entries: 2,
            problems: vec![Reason::told(
                "entries_unreadable",
                "line 3: `ferme`\nis no date",
            )],
        }
    }

    /// One of each platform, all of the same host.
    fn each(name: &str) -> Vec<Found> {
        let url = |path: &str| -> Url {
            format!("https://www.participez.nancy.fr/{path}")
                .parse()
                .unwrap()
        };
        vec![
            decidim(name, url("").as_str()),
            Found::Feed(feed::Recognition {
                url: url("feed/?cat=3"),
                name: Some(name.to_owned()),
                format: Some("RSS"),
                entries: Some(12),
            }),
            Found::Calendar(recognition::CalendarRecognition {
                url: url("agenda.ics"),
                name: Some(name.to_owned()),
                events: None,
            }),
            Found::Passerelle(passerelle::Recognition {
                url: url("agenda"),
                name: name.to_owned(),
                version: "0.1.0".to_owned(),
            }),
            Found::Opendatasoft(opendatasoft::Recognition {
                url: url(""),
                dataset: None,
                candidates: vec![opendatasoft::Candidate {
                    id: "concertations".to_owned(),
                    title: Some(name.to_owned()),
                }],
                total: 1,
                requests: 1,
            }),
            Found::CapCollectif(crate::connector::cap_collectif::Recognition {
                url: url(""),
                access: Access::Off,
                requests: 3,
            }),
            Found::File(list(url("listes/concertations.csv"))),
        ]
    }

    #[test]
    fn the_block_is_a_valid_source_whatever_the_host_calls_itself() {
        for name in ["Participez !", "\"quoted\"\nid = \"x\"", "C:\\temp", ""] {
            for found in each(name) {
                let text = format!(
                    "[gateway]\ncontact = \"a@example.fr\"\n{}",
                    source_block(&found)
                );
                let config = config::parse(&text, "pasted.toml", Vec::new())
                    .unwrap_or_else(|problems| panic!("{name}: {problems}"));
                let [source] = &config.sources[..] else {
                    panic!("one source")
                };
                assert_eq!(source.platform, found.platform());
                assert!(source.id.as_str().starts_with("participez-nancy-fr"));
                let is_document = matches!(
                    source.platform,
                    Platform::Feed | Platform::Calendar | Platform::File
                );
                assert!(!is_document || source.url == *found.url());
            }
        }
    }

    #[test]
    fn all_blocks_of_one_host_can_be_pasted_together_where_it_has_a_feed_and_a_calendar() {
        let blocks: String = each("Ville")[1..3].iter().map(source_block).collect();
        let text = format!("[gateway]\ncontact = \"a@example.fr\"\n{blocks}");
        assert_eq!(
            config::parse(&text, "pasted.toml", Vec::new())
                .unwrap()
                .sources
                .len(),
            2
        );
    }

    #[test]
    fn a_list_of_this_machine_is_pasted_with_its_path_and_check_asks_for_its_origin() {
        let found = Found::File(list("file:///srv/listes/n%C3%AEmes.csv".parse().unwrap()));
        let block = source_block(&found);
        assert!(block.contains("\"/srv/listes/nîmes.csv\""), "{block}");
        let pasted = format!("[gateway]\ncontact = \"a@example.fr\"\n{block}");
        let problems = config::parse(&pasted, "pasted.toml", Vec::new()).unwrap_err();
        assert!(problems.to_string().contains("origin"), "{problems}");
        let filled = pasted.replace("# origin", "origin");
        let config = config::parse(&filled, "pasted.toml", Vec::new()).unwrap();
        assert_eq!(config.sources[0].id.as_str(), "nimes");
        let words = in_words(&found);
        assert!(
            words.contains("2 consultations") && words.contains("line 3: `ferme` is no date"),
            "{words}"
        );
    }

    #[test]
    fn what_a_host_hides_is_said_in_words() {
        let words = in_words(&decidim("Nancy", "https://participez.nancy.fr"));
        assert!(
            words.contains("answers like 0.30 to 0.31")
                && words.contains("ParticipatoryProcess.scope"),
            "{words}"
        );
        let off = in_words(&each("Nantes")[5]);
        assert!(
            off.contains("a Cap Collectif") && off.contains("public_api"),
            "{off}"
        );
    }

    #[test]
    fn programs_find_the_best_in_the_keys_that_they_know_and_the_others_beside_it() {
        let said = as_json(&Recognized {
            found: each("Ville")[1..3].to_vec(),
            requests: 3,
        });
        assert_eq!(
            (&said["platform"], &said["entries"], &said["requests"]),
            (&json!("feed"), &json!(12), &json!(3))
        );
        assert_eq!(said["found"][1]["platform"], "calendar");
        assert!(
            said["found"][0]["block"]
                .as_str()
                .unwrap()
                .contains("[[sources]]")
        );
    }
}
