//! The page of the gateway's health: every source in plain words, and what may be published twice.

use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::index::Entry;
use crate::model::{Health, Moment, Source, SourceState, Suggestion};
use crate::publish::Site;
use crate::publish::phrases::Phrases;

use super::{Frame, link, shown};

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
    state: &'static str,
    facts: Vec<String>,
    error: Option<&'a str>,
    notices: Vec<&'a str>,
    advice: Vec<String>,
}

struct Twin {
    id: String,
    title: String,
    url: Option<String>,
    source: String,
}

struct Twins {
    one: Twin,
    other: Twin,
    score: u8,
    why: String,
}

#[derive(Template)]
#[template(path = "status.html")]
struct Page<'a> {
    frame: Frame<'a>,
    summary: String,
    sources: Vec<Line<'a>>,
    twins: Vec<Twins>,
}

/// The page as of the states and the snapshot that it is made from. Days and hours are those of each source.
///
/// # Errors
/// Where the template fails, which only a broken build does.
pub fn status(
    site: &Site,
    sources: &[SourceLine<'_>],
    twins: &[TwinLine<'_>],
) -> Result<Vec<u8>, askama::Error> {
    let troubled = sources
        .iter()
        .filter(|line| matches!(line.state.health, Health::Degraded | Health::Failing))
        .count();
    let page = Page {
        frame: Frame::new(site, ""),
        summary: match (sources.len(), troubled) {
            (0, _) => "Aucune source n’est configurée.".to_owned(),
            (_, 0) => "Toutes les sources vont bien.".to_owned(),
            (all, 1) => format!("1 source sur {all} a un problème."),
            (all, troubled) => format!("{troubled} sources sur {all} ont un problème."),
        },
        sources: sources.iter().map(line).collect(),
        twins: twins.iter().map(|twins| twins_line(site, twins)).collect(),
    };
    page.render().map(String::into_bytes)
}

fn line<'a>(line: &SourceLine<'a>) -> Line<'a> {
    let SourceLine { source, state, .. } = *line;
    Line {
        name: &source.name,
        url: link(&source.url),
        state: match state.health {
            Health::New => "Jamais interrogée",
            Health::Healthy => "Va bien",
            Health::Degraded => "Lue en partie",
            Health::Failing => "Ne répond pas comme il faut",
        },
        facts: facts(line),
        error: state.error.as_deref(),
        notices: state
            .notices
            .iter()
            .map(|notice| notice.message.as_str())
            .collect(),
        advice: advice(source, state),
    }
}

fn facts(line: &SourceLine<'_>) -> Vec<String> {
    let SourceLine { source, state, .. } = *line;
    let at = |moment: DateTime<Utc>| in_words(moment, source.timezone);
    let served = match line.consultations {
        0 => "Aucune démarche relayée".to_owned(),
        1 => "1\u{a0}démarche relayée".to_owned(),
        many => format!("{many}\u{a0}démarches relayées"),
    };
    let success = state
        .last_success
        .map(|moment| format!("Dernière lecture complète le {}", at(moment)));
    let never = (state.last_success.is_none() && state.last_attempt.is_some())
        .then(|| "Jamais lue en entier jusqu’ici".to_owned());
    let troubled = state
        .troubled_since
        .map(|moment| format!("Problème depuis le {}", at(moment)));
    let next = state
        .next_due
        .map(|moment| format!("Prochaine lecture prévue le {}", at(moment)));
    let all = [Some(served), success, never, troubled, next];
    all.into_iter().flatten().collect()
}

/// What the operator can do.
fn advice(source: &Source, state: &SourceState) -> Vec<String> {
    let mut advice = Vec::new();
    if state.health == Health::Failing {
        advice.push(
            "Rien n’est perdu\u{a0}: ce qui était connu reste affiché, et la source est interrogée de nouveau d’elle-même. Si cela dure, ouvrez son adresse dans un navigateur\u{a0}; si elle y répond, écrivez à la collectivité qui la tient."
                .to_owned(),
        );
    }
    if state.health == Health::Degraded {
        advice.push(
            "Ce qui n’a pas pu être lu reste affiché comme avant. La raison est dite ci-dessus."
                .to_owned(),
        );
    }
    if let Some(since) = state.held_since {
        advice.push(format!(
            "Plus d’un tiers des démarches manque d’un coup depuis le {}\u{a0}: elles restent affichées. Si elles ont vraiment disparu, confirmez-le\u{a0}: passerelle poll --source {} --confirm-withdrawals",
            in_words(since, source.timezone),
            source.id
        ));
    }
    advice
}

fn in_words(moment: DateTime<Utc>, zone: Tz) -> String {
    Phrases::default().moment(Moment::Instant(moment.fixed_offset()), zone)
}

fn twins_line(site: &Site, twins: &TwinLine<'_>) -> Twins {
    let why = &twins.suggestion.why;
    let twin = |entry: &Entry| {
        let consultation = &entry.stored.consultation;
        Twin {
            id: consultation.id.to_string(),
            title: shown(&consultation.title, &[]).0,
            url: link(&consultation.url),
            source: site.source_of(consultation).name.to_owned(),
        }
    };
    Twins {
        one: twin(twins.one),
        other: twin(twins.other),
        score: twins.suggestion.score,
        why: why
            .iter()
            .map(|why| Phrases::default().say(&format!("likeness-{}", why.token())))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
