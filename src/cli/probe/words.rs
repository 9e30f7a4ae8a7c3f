//! What was found, in words for whoever asked.

use std::fmt::Write as _;

use chrono_tz::Europe::Paris;
use url::Url;

use super::block::one_line;
use crate::connector::cap_collectif::Access;
use crate::connector::recognition::Found;
use crate::connector::{decidim, file, opendatasoft};
use crate::model::Language;
use crate::model::reason::Audience;
use crate::publish::phrases::Phrases;

/// Returns the texts of what is found, which is told in English.
pub(super) fn in_english() -> Phrases {
    let english: Option<Language> = "en".parse().ok();
    Phrases::of(english.as_slice())
}

pub(super) fn in_words(found: &Found) -> String {
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
pub(super) fn place(url: &Url) -> String {
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
    let named = |version: &String| decidim::version_in_words(version);
    let mut words = match (&found.version, found.like_versions.as_slice()) {
        (Some(version), _) => format!(", version {}", named(version)),
        (None, []) => {
            let nearest = found.nearest.as_ref().map(named).unwrap_or_default();
            format!(
                ", of a version that it hides, nearest to {nearest}: a newer one, or a build of its own; what it lacks is not asked"
            )
        }
        (None, [only]) => format!(
            ", of a version that it hides; it answers like {}",
            named(only)
        ),
        (None, [first, .., last]) => format!(
            ", of a version that it hides; it answers like {} to {}",
            named(first),
            named(last)
        ),
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
