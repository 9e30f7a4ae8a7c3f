//! The page of the gateway's health: every source in plain words, and what may be published twice.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::index::Entry;
use crate::model::{Health, Held, Moment, Notice, Source, SourceState, Suggestion};
use crate::publish::phrases::Phrases;

use super::frame::{Frame, Part, Place, Reader};
use super::link;

/// A source, its state, and how many of its consultations are served.
#[derive(Debug, Clone, Copy)]
pub struct SourceLine<'a> {
    /// The source.
    pub source: &'a Source,
    /// How its last polls ended.
    pub state: &'a SourceState,
    /// How many of its consultations are served.
    pub consultations: usize,
}

/// Two consultations that may be one, as their sources say them.
#[derive(Debug, Clone, Copy)]
pub struct TwinLine<'a> {
    /// Why they may be.
    pub suggestion: &'a Suggestion,
    /// One of them.
    pub one: &'a Entry,
    /// The other.
    pub other: &'a Entry,
}

struct Line<'a> {
    name: &'a str,
    url: Option<String>,
    class: &'static str,
    state: String,
    facts: Vec<String>,
    error: Option<&'a str>,
    notices: Vec<&'a str>,
    /// What its software lacks: long, and no trouble.
    lacks: Vec<&'a str>,
    advice: Vec<String>,
}

struct Twin {
    id: String,
    title: String,
    url: Option<String>,
    source: String,
    here: String,
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
    /// When the page was written, where nobody renews it.
    copied: Option<String>,
    sources: Vec<Line<'a>>,
    twins: Vec<Twins>,
}

/// The page as of the states and the snapshot that it is made from. Days and hours are those of each source.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn status(
    reader: &Reader<'_>,
    sources: &[SourceLine<'_>],
    twins: &[TwinLine<'_>],
) -> Result<Vec<u8>, askama::Error> {
    let frame = Frame::new(reader, &Place::plain(Part::Elsewhere, "status"));
    let page = StatusPage {
        summary: summary(&frame.t, sources),
        copied: frame.is_file.then(|| {
            let day = frame.t.day(reader.today);
            frame.t.with("sources-copied", &[("day", &day)])
        }),
        sources: sources.iter().map(|it| line(&frame, it)).collect(),
        twins: twins
            .iter()
            .map(|twins| twins_line(&frame, reader, twins))
            .collect(),
        frame,
    };
    page.render().map(String::into_bytes)
}

fn summary(phrases: &Phrases, sources: &[SourceLine<'_>]) -> String {
    let count = |of: fn(&Health) -> bool| {
        let states = sources.iter().map(|line| &line.state.health);
        states.filter(|health| of(health)).count()
    };
    let troubled = count(|health| matches!(health, Health::Degraded | Health::Failing));
    let held = count(|health| *health == Health::Held);
    let all = phrases.number(sources.len());
    let problem =
        (troubled > 0).then(|| phrases.count_with("sources-troubled", troubled, &[("all", &all)]));
    let waiting = (held > 0).then(|| phrases.count("sources-held", held));
    match (sources.len(), troubled + held) {
        (0, _) => phrases.say("sources-none"),
        (_, 0) => phrases.say("sources-all-well"),
        _ => problem
            .into_iter()
            .chain(waiting)
            .collect::<Vec<_>>()
            .join(" "),
    }
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
    let notices = |of_capabilities: bool| {
        // What waits for the operator is told in the reader's language.
        let all = state
            .notices
            .iter()
            .filter(|notice| notice.code != Notice::HELD);
        all.filter(|notice| (notice.code == Notice::CAPABILITIES) == of_capabilities)
            .map(|notice| notice.message.as_str())
            .collect()
    };
    Line {
        name: &source.name,
        url: link(&source.url),
        class,
        state: phrases.say(health),
        facts: facts(frame, line),
        error: state.error.as_deref(),
        notices: notices(false),
        lacks: notices(true),
        advice: advice(phrases, source, state),
    }
}

fn facts(frame: &Frame<'_>, line: &SourceLine<'_>) -> Vec<String> {
    let SourceLine { source, state, .. } = *line;
    let phrases = &frame.t;
    // Who writes files polls when it is told to.
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

/// What the operator can do.
fn advice(phrases: &Phrases, source: &Source, state: &SourceState) -> Vec<String> {
    let general = match state.health {
        Health::Failing => Some(phrases.say("advice-failing")),
        Health::Degraded => Some(phrases.say("advice-degraded")),
        Health::Unknown | Health::Healthy | Health::Held => None,
    };
    general
        .into_iter()
        .chain(advice_held(phrases, source, state))
        .collect()
}

/// What is missing and waits for the operator, since when, and what to do.
fn advice_held(phrases: &Phrases, source: &Source, state: &SourceState) -> Vec<String> {
    let Some(since) = state.held_since else {
        return Vec::new();
    };
    if state.notices.iter().any(|it| it.code == Notice::MOVED) {
        return vec![phrases.say("advice-moved")];
    }
    let since = in_words(phrases, since, source.timezone);
    let Held {
        mut consultations,
        meetings,
    } = state.held;
    if !state.held.is_any() {
        // Held by an earlier release, which counted consultations only.
        consultations = state.last_outcome.missing;
    }
    let missing = |name: &str, count: u32| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        (count > 0).then(|| phrases.count_with(name, count, &[("at", &since)]))
    };
    let command = format!(
        "passerelle poll --source {} --confirm-withdrawals",
        source.id
    );
    [
        missing("held-consultations", consultations),
        missing("held-meetings", meetings),
        Some(phrases.with("advice-held", &[("command", &command)])),
    ]
    .into_iter()
    .flatten()
    .collect()
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
            here: frame.href(&format!("consultations/{}", consultation.id)),
        }
    };
    Twins {
        one: twin(twins.one),
        other: twin(twins.other),
        score: frame.t.with("twins-score", &parts),
    }
}
