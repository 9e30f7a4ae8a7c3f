//! Findings in words, in the language asked for.

use chrono_tz::Europe::Paris;
use url::Url;

use super::block::one_line;
use super::target::{TargetFault, told};
use crate::connector::recognition::{Fact, Found, Trouble};
use crate::geography::Geography;
use crate::model::Reason;
use crate::model::reason::Audience;
use crate::publish::phrases::{Part, Phrases};

/// The value of a part that is missing, by which phrases choose their form.
const NONE: &str = "none";

/// Returns the finding in words: its kind, its name, and its particulars.
pub(super) fn in_words(found: &Found, phrases: &Phrases) -> String {
    let kind = phrases.with_if_any(&format!("probe-kind-{}", found.kind), &[]);
    let kind = kind.unwrap_or_else(|| phrases.platform(found.platform));
    let name = found.own_name().map_or_else(|| NONE.to_owned(), one_line);
    let parts = [
        ("place", place(&found.url)),
        ("kind", kind),
        ("name", name),
        ("more", particulars(found, phrases)),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let mut lines = vec![phrases.with("probe-found", &parts)];
    lines.extend(remarks(found, phrases));
    lines.join("\n")
}

/// Returns a web address, or the path of a file of this machine.
pub(super) fn place(url: &Url) -> String {
    let path = (url.scheme() == "file").then(|| url.to_file_path().ok());
    path.flatten()
        .map_or_else(|| url.to_string(), |path| path.display().to_string())
}

/// Returns a reason as one line.
pub(super) fn reason(reason: &Reason, phrases: &Phrases) -> String {
    let said = phrases.reason(reason, Audience::Operator, Paris);
    one_line(&said.whole(phrases))
}

/// Returns the reason why nothing can be read at `asked`. It names the address that was given, not that of its API.
pub(super) fn trouble(trouble: &Trouble, asked: &Url) -> Reason {
    let told = Reason::from(trouble);
    if told.param("address").is_some() {
        told.with("address", asked)
    } else {
        told
    }
}

/// Returns the fault of a target in words.
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

/// Returns the particulars that stand in the same line, if the phrases of its kind have any.
fn particulars(found: &Found, phrases: &Phrases) -> String {
    let parts = found.facts.iter().filter_map(|(name, fact)| {
        let part = match fact {
            Fact::Unknown => Part::Text(NONE),
            Fact::Flag(flag) => Part::Text(if *flag { "yes" } else { "no" }),
            Fact::Count(count) => Part::Count(*count),
            Fact::Text(text) => Part::Text(text),
            Fact::Names(_) | Fact::Titles(_) | Fact::Obstacle(_) | Fact::Problems(_) => {
                return None;
            }
        };
        Some((*name, part))
    });
    let parts: Vec<_> = parts.collect();
    let name = format!("probe-more-{}", found.kind);
    let told = phrases.with_counts_if_any(&name, &parts);
    told.unwrap_or_default()
}

/// Returns the particulars that stand in lines of their own.
fn remarks(found: &Found, phrases: &Phrases) -> Vec<String> {
    let in_facts = found.facts.iter().flat_map(|(_, fact)| match fact {
        Fact::Titles(titles) => titles.iter().map(titled).collect(),
        Fact::Obstacle(why) => vec![reason(why, phrases)],
        Fact::Problems(problems) => problems.iter().map(|it| reason(it, phrases)).collect(),
        _ => Vec::new(),
    });
    let remarks = found.remarks.iter().map(|it| reason(it, phrases));
    remarks.chain(in_facts).collect()
}

fn titled((id, title): &(String, Option<String>)) -> String {
    let title = one_line(title.as_deref().unwrap_or_default());
    format!("  {id} {title}")
}
