//! The page of the gateway's health: every source in plain words, and probable duplicates.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::phrases::Phrases;
use passerelle_index::Entry;
use passerelle_model::reason::{Audience, Code};
use passerelle_model::{Health, Held, Moment, Reason, Source, SourceState, Suggestion, fold};

use super::frame::{Frame, Part, Place, Reader};
use super::link;

/// A source, its state, and how many of its consultations are served.
#[derive(Debug, Clone, Copy)]
pub struct SourceLine<'a> {
    /// The source.
    pub source: &'a Source,
    /// The state after its last polls.
    pub state: &'a SourceState,
    /// The number of its consultations that are served.
    pub consultations: usize,
}

/// Two consultations that may be duplicates, as their sources publish them.
#[derive(Debug, Clone, Copy)]
pub struct TwinLine<'a> {
    /// The evidence for it.
    pub suggestion: &'a Suggestion,
    /// One of them.
    pub one: &'a Entry,
    /// The other.
    pub other: &'a Entry,
}

struct Line<'a> {
    id: &'a str,
    name: &'a str,
    url: Option<String>,
    class: &'static str,
    state: String,
    facts: Vec<String>,
    notices: Vec<Told>,
    /// The messages for the operator only.
    team: Vec<Told>,
}

/// A placeholder for the command, until the text around it is made.
const GAP: &str = "\u{1}";

/// The sentences about all sources that are not up to date.
struct General {
    nothing_lost: String,
    /// The text about the command that shows more, before it and after it.
    before_command: String,
    after_command: String,
}

/// A text, and its language if that is not the page's.
struct Told {
    text: String,
    language: Option<String>,
}

impl Told {
    fn here(text: String) -> Self {
        Self {
            text,
            language: None,
        }
    }
}

struct Twin {
    id: String,
    title: String,
    url: Option<String>,
    source: String,
    /// The link to its page here; `None` where no file answers.
    here: Option<String>,
}

struct Twins {
    one: Twin,
    other: Twin,
    score: String,
}

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage<'a> {
    frame: Frame<'a>,
    summary: String,
    /// The sentences about all sources that are not up to date.
    general: Option<General>,
    /// The moment at which the page was written, if it is a file.
    copied: Option<String>,
    sources: Vec<Line<'a>>,
    twins: Vec<Twins>,
}

/// Writes the page for the states and the snapshot. Days and hours are those of each source.
///
/// # Errors
/// Returns an error if the template fails, which only a broken build does.
pub fn status(
    reader: &Reader<'_>,
    sources: &[SourceLine<'_>],
    twins: &[TwinLine<'_>],
) -> Result<Vec<u8>, askama::Error> {
    let frame = Frame::new(reader, &Place::plain(Part::Elsewhere, "status"));
    let page = StatusPage {
        summary: summary(&frame.t, sources),
        general: general(&frame.t, sources),
        copied: frame.is_file.then(|| {
            let day = frame.t.day(reader.today);
            frame.t.with("sources-copied", &[("day", &day)])
        }),
        sources: worst_first(sources)
            .into_iter()
            .map(|it| line(&frame, it))
            .collect(),
        twins: twins
            .iter()
            .map(|twins| twins_line(&frame, reader, twins))
            .collect(),
        frame,
    };
    page.render().map(String::into_bytes)
}

/// Sorts the sources with the most urgent troubles first, then by name.
fn worst_first<'s, 'a>(sources: &'s [SourceLine<'a>]) -> Vec<&'s SourceLine<'a>> {
    let mut sources: Vec<_> = sources.iter().collect();
    sources.sort_by_cached_key(|line| {
        let urgency = match line.state.health {
            Health::Failing => 0,
            Health::Held => 1,
            Health::Degraded => 2,
            Health::Unknown => 3,
            Health::Healthy => 4,
        };
        (urgency, fold(&line.source.name), line.source.id.clone())
    });
    sources
}

fn summary(phrases: &Phrases, sources: &[SourceLine<'_>]) -> String {
    let count = |of: fn(&Health) -> bool| {
        let states = sources.iter().map(|line| &line.state.health);
        states.filter(|health| of(health)).count()
    };
    let troubled = count(|health| matches!(health, Health::Degraded | Health::Failing));
    let held = count(|health| *health == Health::Held);
    let unknown = count(|health| *health == Health::Unknown);
    let all = phrases.number(sources.len());
    let parts = [
        (troubled > 0).then(|| phrases.count_with("sources-troubled", troubled, &[("all", &all)])),
        (held > 0).then(|| phrases.count("sources-held", held)),
        (unknown > 0).then(|| phrases.count("sources-unknown", unknown)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match (sources.len(), parts.is_empty()) {
        (0, _) => phrases.say("sources-none"),
        (_, true) => phrases.say("sources-all-well"),
        (_, false) => parts.join(" "),
    }
}

/// Returns the sentences about all sources that are not up to date; `None` if all are.
fn general(phrases: &Phrases, sources: &[SourceLine<'_>]) -> Option<General> {
    let is_troubled = |line: &SourceLine<'_>| {
        matches!(
            line.state.health,
            Health::Failing | Health::Degraded | Health::Held
        )
    };
    if !sources.iter().any(is_troubled) {
        return None;
    }
    let more = phrases.with("sources-for-team", &[("command", GAP)]);
    let (before, after) = more.split_once(GAP).unwrap_or((more.as_str(), ""));
    Some(General {
        nothing_lost: phrases.say("sources-nothing-lost"),
        before_command: before.to_owned(),
        after_command: after.to_owned(),
    })
}

fn line<'a>(frame: &Frame<'_>, line: &SourceLine<'a>) -> Line<'a> {
    let SourceLine { source, state, .. } = *line;
    let phrases = &frame.t;
    let (class, health) = match state.health {
        Health::Unknown => ("upcoming", "health-unknown"),
        Health::Healthy => ("open", "health-healthy"),
        Health::Degraded => ("closing", "health-degraded"),
        Health::Held => ("closing", "health-held"),
        Health::Failing => ("closing", "health-failing"),
    };
    let (notices, team) = told(phrases, source, state);
    Line {
        id: source.id.as_str(),
        name: &source.name,
        url: link(&source.url),
        class,
        state: phrases.say(health),
        facts: facts(frame, line),
        notices,
        team,
    }
}

/// Returns the messages about the last poll for everybody, and those for the operator only.
fn told(phrases: &Phrases, source: &Source, state: &SourceState) -> (Vec<Told>, Vec<Told>) {
    let (mut everyone, mut team) = (Vec::new(), Vec::new());
    let reasons = state.error.iter().cloned().chain(held(source, state));
    let reasons: Vec<Reason> = reasons.collect();
    for notice in reasons.iter().chain(standing(state)) {
        let said = phrases.reason(notice, Audience::Everyone, source.timezone);
        let ask = said.to_ask(phrases);
        let sentence = Told {
            text: said.sentence,
            language: said.language.map(|language| language.to_string()),
        };
        if notice.is(Code::Capabilities) {
            // Missing features of the software are no trouble.
            team.push(sentence);
        } else {
            everyone.push(sentence);
        }
        if !ask.is_empty() {
            team.push(Told::here(ask));
        }
    }
    (everyone, team)
}

/// Returns the notices of the last poll, except for withdrawals that wait, which the state shows.
fn standing(state: &SourceState) -> impl Iterator<Item = &Reason> {
    let notices = state.notices.iter();
    notices.filter(|notice| !notice.is(Code::WithdrawalsHeld))
}

/// Returns the reason about withdrawals that wait, with their beginning.
fn held(source: &Source, state: &SourceState) -> Option<Reason> {
    let since = state.held_since?;
    // Such a notice says the same.
    let moved = |it: &Reason| it.is(Code::HostMoved) && it.param("to").is_none();
    let has_moved = state.notices.iter().any(moved);
    if has_moved {
        return None;
    }
    let Held {
        mut consultations,
        meetings,
    } = state.held;
    if !state.held.is_any() {
        // An earlier release held it, which counted consultations only.
        consultations = state.last_outcome.missing;
    }
    let held = Reason::new(Code::WithdrawalsHeld)
        .with("consultations", consultations)
        .with("meetings", meetings)
        .with("since", since)
        .with("source", source.id.as_str());
    Some(held)
}

fn facts(frame: &Frame<'_>, line: &SourceLine<'_>) -> Vec<String> {
    let SourceLine { source, state, .. } = *line;
    let phrases = &frame.t;
    // Whoever writes files polls by hand.
    let next = state.next_due.filter(|_| !frame.is_file);
    let at = |name: &str, moment: Option<DateTime<Utc>>| {
        let words = in_words(phrases, moment?, source.timezone);
        Some(phrases.with(name, &[("at", &words)]))
    };
    let never = (state.last_success.is_none() && state.last_attempt.is_some())
        .then(|| phrases.say("source-never"));
    let all = [
        Some(phrases.count("source-relayed", line.consultations)),
        at("source-last-success", state.last_success),
        never,
        at("source-troubled-since", state.troubled_since),
        at("source-next", next),
    ];
    all.into_iter().flatten().collect()
}

fn in_words(phrases: &Phrases, moment: DateTime<Utc>, zone: Tz) -> String {
    phrases.moment(Moment::Instant(moment.fixed_offset()), zone)
}

fn twins_line(frame: &Frame<'_>, reader: &Reader<'_>, twins: &TwinLine<'_>) -> Twins {
    let why = twins.suggestion.why.iter();
    let why: Vec<String> = why
        .map(|why| frame.t.say(&format!("likeness-{}", why.token())))
        .collect();
    let score = twins.suggestion.score.to_string();
    let parts = [("score", score.as_str()), ("why", &why.join(", "))];
    let twin = |entry: &Entry| {
        let consultation = &entry.stored.consultation;
        Twin {
            id: consultation.id.to_string(),
            title: frame.shown(&consultation.title, reader.languages).0,
            url: link(&consultation.url),
            source: reader.site.source_of(consultation).name.to_owned(),
            here: frame.page_of(consultation.id),
        }
    };
    Twins {
        one: twin(twins.one),
        other: twin(twins.other),
        score: frame.t.with("twins-score", &parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_model::{Platform, samples};

    #[test]
    fn the_sources_that_need_somebody_come_first_then_by_name() {
        let sources: Vec<(Source, SourceState)> = [
            ("a", "Épinal", Health::Healthy),
            ("b", "Zone", Health::Failing),
            ("c", "Nancy", Health::Degraded),
            ("d", "Laxou", Health::Held),
            ("e", "alpha", Health::Failing),
            ("f", "Toul", Health::Unknown),
        ]
        .into_iter()
        .map(|(id, name, health)| {
            let url = "https://participez.example.fr";
            let source = Source {
                name: name.to_owned(),
                ..samples::source(id, Platform::Decidim, url)
            };
            let state = SourceState {
                health,
                ..SourceState::new(source.id.clone())
            };
            (source, state)
        })
        .collect();
        let lines: Vec<SourceLine<'_>> = sources
            .iter()
            .map(|(source, state)| SourceLine {
                source,
                state,
                consultations: 0,
            })
            .collect();
        let order = worst_first(&lines);
        let order: Vec<&str> = order.iter().map(|line| line.source.id.as_str()).collect();
        assert_eq!(order, ["e", "b", "d", "c", "f", "a"]);
    }
}
