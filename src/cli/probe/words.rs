//! Findings in words for whoever asked, in the language asked for.

use chrono_tz::Europe::Paris;
use url::Url;

use super::block::one_line;
use super::target::{TargetFault, told};
use crate::connector::cap_collectif::{self, Access};
use crate::connector::recognition::{Found, Trouble};
use crate::connector::{file, opendatasoft};
use crate::geography::Geography;
use crate::model::Reason;
use crate::model::reason::Audience;
use crate::publish::phrases::Phrases;

/// The value for what there is none of.
const NONE: &str = "none";

/// Says what was found at an address: what it is, what it is called, and what is to be known of it.
pub(super) fn in_words(found: &Found, phrases: &Phrases) -> String {
    let kind = match found {
        Found::Decidim(decidim) if decidim.gateway => "old-gateway",
        found => found.platform().token(),
    };
    let name = found.name().map_or_else(|| NONE.to_owned(), one_line);
    let parts = [
        ("place", place(found.url())),
        ("kind", phrases.say(&format!("probe-kind-{kind}"))),
        ("name", name),
        ("more", particulars(found, phrases)),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut lines = vec![phrases.with("probe-found", &parts)];
    lines.extend(remarks(found, phrases));
    lines.join("\n")
}

/// A web address, or the path of a file of this machine.
pub(super) fn place(url: &Url) -> String {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok());
    path.flatten()
        .map_or_else(|| url.to_string(), |path| path.display().to_string())
}

/// A reason as one line.
pub(super) fn reason(reason: &Reason, phrases: &Phrases) -> String {
    let said = phrases.reason(reason, Audience::Operator, Paris);
    one_line(&said.whole(phrases))
}

/// Returns the reason for which nothing can be read at `asked`: the address that was given, and not the one of its API.
pub(super) fn trouble(trouble: &Trouble, asked: &Url) -> Reason {
    let told = Reason::from(trouble);
    if told.param("address").is_some() {
        told.with("address", asked)
    } else {
        told
    }
}

/// Says what is wrong with the target of a probe.
pub(super) fn target_fault(fault: &TargetFault, phrases: &Phrases) -> String {
    let geography = Geography::official();
    let say = |name: &str, text: &str| phrases.with(name, &[("text", text)]);
    let mut lines = Vec::new();
    match fault {
        TargetFault::NoAddress { text, near } => {
            let near = near.as_deref().unwrap_or(NONE);
            let parts = [("text", text.as_str()), ("near", near)];
            lines.push(phrases.with("probe-target-no-address", &parts));
        }
        TargetFault::NoSuchCode { text } => lines.push(say("probe-target-no-code", text)),
        TargetFault::Several { text, places, more } => {
            lines.push(say("probe-target-several", text));
            let places = places.iter().filter_map(|code| geography.get(*code));
            lines.extend(places.map(|place| format!("  {}", told(place, geography))));
            if *more > 0 {
                let more = more.to_string();
                let more = phrases.with("probe-target-more", &[("count", &more)]);
                lines.push(format!("  {more}"));
            }
        }
        TargetFault::Unknown { text, like } => {
            lines.push(say("probe-target-unknown", text));
            let like = like.iter().filter_map(|code| geography.get(*code));
            lines.extend(like.map(|place| {
                let place = told(place, geography);
                let perhaps = phrases.with("probe-target-perhaps", &[("place", &place)]);
                format!("  {perhaps}")
            }));
        }
    }
    lines.join("\n")
}

/// Says what there is to know of it in the same line.
fn particulars(found: &Found, phrases: &Phrases) -> String {
    match found {
        Found::Opendatasoft(found) => phrases.count(
            "probe-datasets",
            usize::try_from(found.total).unwrap_or(usize::MAX),
        ),
        Found::Passerelle(found) => phrases.with("probe-version", &[("version", &found.version)]),
        Found::Feed(found) => match (found.format, found.entries) {
            (Some(format), Some(entries)) => {
                phrases.count_with("probe-feed", entries, &[("format", format)])
            }
            _ => phrases.say("probe-not-read"),
        },
        Found::Calendar(found) => found.events.map_or_else(
            || phrases.say("probe-not-read"),
            |events| phrases.count("probe-calendar", events),
        ),
        Found::File(found) => {
            phrases.count_with("probe-list", found.entries, &[("format", found.format)])
        }
        Found::CapCollectif(found) => of_cap_collectif(found, phrases),
        Found::Decidim(_) => String::new(),
    }
}

fn of_cap_collectif(found: &cap_collectif::Recognition, phrases: &Phrases) -> String {
    let Access::Open {
        projects, events, ..
    } = found.access
    else {
        return String::new();
    };
    let number = |number: u64| phrases.number(usize::try_from(number).unwrap_or(usize::MAX));
    let (projects, events) = (number(projects), number(events));
    phrases.with(
        "probe-cap-collectif",
        &[("projects", &projects), ("events", &events)],
    )
}

/// Says what there is to know of it in lines of their own.
fn remarks(found: &Found, phrases: &Phrases) -> Vec<String> {
    match found {
        Found::Decidim(found) => vec![reason(&found.capabilities(), phrases)],
        Found::CapCollectif(found) => {
            let obstacle = found.access.obstacle(&found.url);
            obstacle.iter().map(|it| reason(it, phrases)).collect()
        }
        Found::Opendatasoft(found) => titles(found),
        Found::File(found) => problems(found, phrases),
        Found::Passerelle(_) | Found::Feed(_) | Found::Calendar(_) => Vec::new(),
    }
}

fn titles(found: &opendatasoft::Recognition) -> Vec<String> {
    let titled = found.candidates.iter().map(|candidate| {
        let title = one_line(candidate.title.as_deref().unwrap_or_default());
        format!("  {} {title}", candidate.id)
    });
    titled.collect()
}

fn problems(found: &file::Recognition, phrases: &Phrases) -> Vec<String> {
    let problems = found.problems.iter();
    problems.map(|problem| reason(problem, phrases)).collect()
}
